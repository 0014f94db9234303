"""The sandbox: runs foreign functions in jailed processes and gives their traces."""

from resources.sandbox.pool import OF_ONE_PACKAGE, Sandbox

__all__ = ["OF_ONE_PACKAGE", "Sandbox"]
