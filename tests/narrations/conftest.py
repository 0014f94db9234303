"""What the narrator's tests share: programs executed by the sandbox."""

from tests.executing import execute, sandbox

__all__ = ["execute", "sandbox"]
