"""Keeps a connection for a moment after its use, since the next question mostly follows at once."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Generic, TypeVar

MOMENT = 0.05  # seconds without a question, after which it is closed
LONGEST = 0.5  # seconds after which it is closed in any case, so that whoever wants to write gets his turn

Connection = TypeVar("Connection")


class Parking(Generic[Connection]):
    """One connection, shared by those who ask in turn; whatever it holds (a lock) is held as long as it is."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._users = 0  # one within the other
        self._connection: Connection | None = None
        self._closing = ExitStack()
        self._opened = self._left = 0.0  # when
        self._timer: threading.Timer | None = None

    @contextmanager
    def taken(self, connect: Callable[[], AbstractContextManager[Connection]]) -> Iterator[Connection]:
        """The connection, opened where there is none."""
        with self._turn:
            if self._connection is None:
                self._connection = self._closing.enter_context(connect())
                self._opened = time.monotonic()
            self._users += 1
            try:
                yield self._connection
            finally:
                self._users -= 1
                self._left = time.monotonic()
                if self._left - self._opened > LONGEST:
                    self._close()
                else:
                    self._look_later()

    def leave(self) -> None:
        """Closes it at once.

        Raises:
            RuntimeError: somebody further up is at it.
        """
        with self._turn:
            if self._users:
                raise RuntimeError("nothing is written between questions that are asked at once")
            self._close()

    def _close(self) -> None:
        if not self._users and self._connection is not None:
            self._connection = None
            self._closing.close()

    def _look_later(self) -> None:
        if self._connection is None or self._timer is not None:
            return
        if _ends():
            self._close()
            return
        # No daemon: one that closes a connection while the interpreter ends would abort it.
        self._timer = threading.Timer(MOMENT, self._look)
        self._timer.start()

    def _look(self) -> None:
        while not self._turn.acquire(timeout=MOMENT):
            if _ends():  # somebody left in the middle: his connection ends with the process
                return
        try:
            self._timer = None
            if time.monotonic() - self._left >= MOMENT:
                self._close()
            self._look_later()
        finally:
            self._turn.release()


def _ends() -> bool:
    return not threading.main_thread().is_alive()
