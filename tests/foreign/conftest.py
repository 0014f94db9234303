"""The fixtures that execute programs."""

from tests.executing import execute, sandbox

__all__ = ["execute", "sandbox"]
