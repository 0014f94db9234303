"""The sandbox: runs foreign functions in jailed processes and gives their traces."""

from resources.sandbox.pool import Sandbox

__all__ = ["Sandbox"]
