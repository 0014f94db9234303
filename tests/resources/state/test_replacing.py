"""A file is put in place of another whole, and what killed processes left of it goes."""

import os
import subprocess
import sys

import pytest

from resources.state.replacing import ABANDONED, replaced, replaced_by


@pytest.fixture
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def draft_of(path, process, age):
    """What a process left of the file, so many seconds ago."""
    draft = path.with_name(f".{path.name}.{process}")
    draft.write_text("half")
    at = draft.stat().st_mtime - age
    os.utime(draft, (at, at))
    return draft


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("before")

    def fail(draft):
        draft.write_text("half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        replaced(path, fail)
    assert (path.read_text(), os.listdir(tmp_path)) == ("before", ["train.jsonl"])
    replaced_by(path, "after")
    assert (path.read_text(), os.listdir(tmp_path)) == ("after", ["train.jsonl"])


def test_what_a_killed_process_left_of_a_file_goes_when_it_is_written_again(tmp_path, ended) -> None:
    path = tmp_path / "train.jsonl"
    left = draft_of(path, ended, 2 * ABANDONED)

    replaced_by(path, "after")

    assert not left.exists()


def test_what_somebody_may_be_writing_stays(tmp_path, ended) -> None:
    path = tmp_path / "train.jsonl"
    another_ones = draft_of(path, os.getppid(), 2 * ABANDONED)
    just_now = draft_of(path, ended, 0)
    of_a_person = draft_of(path, "backup", 2 * ABANDONED)
    of_another_file = draft_of(tmp_path / "eval.jsonl", ended, 2 * ABANDONED)

    replaced_by(path, "after")

    assert all(one.exists() for one in (another_ones, just_now, of_a_person, of_another_file))
