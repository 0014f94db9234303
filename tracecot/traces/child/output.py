"""The program's standard output: kept in memory, and bounded."""

import io
from collections.abc import Callable


class Output(io.TextIOBase):
    """What `print` writes to; past the limit the execution is over."""

    def __init__(self, limit: int, stop: Callable[[str], None]) -> None:
        self.limit = limit
        self.stop = stop
        self.clear()

    def clear(self) -> None:
        """Nothing was written yet."""
        self.parts: list[str] = []
        self.total = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Keeps the text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        text = str.__str__(text)  # a class of the program's would be asked how long it is
        if not text.isascii():
            text.encode()  # UTF-8 has no halves of surrogate pairs: the program's error, here as anywhere
        self.total += len(text)
        if self.total > self.limit:
            self.stop("stdout")
        self.parts.append(text)
        return len(text)

    def text_since(self, start: int) -> str:
        """What was written after the first so many characters."""
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0][start:] if self.parts else ""
