"""A connection stays for the next question, and for no longer than a moment."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from resources.warehouse.parking import LONGEST, MOMENT, Parking


class Place:
    """Where connections are made: says how many there were, and which are open."""

    def __init__(self) -> None:
        self.made = 0
        self.open: set[int] = set()

    @contextmanager
    def connect(self) -> Iterator[int]:
        self.made += 1
        mine = self.made
        self.open.add(mine)
        yield mine
        self.open.remove(mine)

    def is_left(self) -> bool:
        """Whether all are closed before long."""
        until = time.monotonic() + 20
        while self.open and time.monotonic() < until:
            time.sleep(MOMENT)
        return not self.open


def test_questions_that_follow_at_once_share_a_connection_which_then_closes_by_itself() -> None:
    place, parking = Place(), Parking[int]()

    for _ in range(3):
        with parking.taken(place.connect) as connection, parking.taken(place.connect) as inner:
            assert connection == inner

    assert place.made == 1
    assert place.is_left()
    with parking.taken(place.connect) as connection:
        assert connection == 2
    assert place.is_left()


def test_it_closes_now_and_then_though_questions_never_end() -> None:
    place, parking = Place(), Parking[int]()

    until = time.monotonic() + 3 * LONGEST
    while time.monotonic() < until:
        with parking.taken(place.connect):
            time.sleep(MOMENT / 10)

    assert place.made > 1
    assert place.is_left()


def test_nobody_leaves_while_somebody_is_at_it() -> None:
    place, parking = Place(), Parking[int]()

    with parking.taken(place.connect), pytest.raises(RuntimeError, match="at once"):
        parking.leave()

    parking.leave()
    assert not place.open


def test_what_cannot_be_opened_is_not_kept() -> None:
    place, parking = Place(), Parking[int]()

    @contextmanager
    def refuses() -> Iterator[int]:
        raise OSError("no")
        yield 0

    with pytest.raises(OSError, match="no"), parking.taken(refuses):
        pass
    with parking.taken(place.connect) as connection:
        assert connection == 1
    assert place.is_left()


def test_threads_ask_in_turn() -> None:
    place, parking = Place(), Parking[int]()
    inside, most = [], []

    def ask() -> None:
        for _ in range(20):
            with parking.taken(place.connect):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(most) == {1}
    assert place.is_left()


ENDS = """
import sys
from pathlib import Path
from resources.warehouse import Warehouse

warehouse = Warehouse(Path(sys.argv[1]))
warehouse.prepare()

def questions():
    with warehouse.at_once():
        yield warehouse.count("programs")
        yield warehouse.count("calls")

some = questions()
print(next(some) if sys.argv[2] == "amid" else warehouse.count("programs"))
"""


@pytest.mark.parametrize("where", ["amid", "after"])
def test_a_process_ends_as_it_should_after_a_question_and_amid_several(where: str, tmp_path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ENDS, str(tmp_path), where], capture_output=True, text=True, check=False, timeout=60
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "0\n", "")


CLOSES = """
import sys
from contextlib import contextmanager
from resources.warehouse.parking import Parking

@contextmanager
def connect():
    yield 1
    print("closed as it ends" if sys.is_finalizing() else "closed before")

with Parking().taken(connect):
    pass
"""


def test_what_is_kept_is_closed_before_the_interpreter_ends() -> None:
    ended = subprocess.run([sys.executable, "-c", CLOSES], capture_output=True, text=True, check=False, timeout=60)

    assert ended.stdout == "closed before\n"
