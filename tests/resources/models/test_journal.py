"""An answer counts when it is on disk, and not a moment before."""

import json
import os

import pytest

from resources.models.journal import FILE, Journal, StrangeJournal
from tests.resources.models.test_answers import entry


def test_an_answer_is_flushed_to_disk_before_it_counts(tmp_path, monkeypatch) -> None:
    journal, seen = Journal(tmp_path), []

    def flushed(descriptor: int) -> None:
        on_disk = (tmp_path / FILE).read_text()
        seen.append((os.fstat(descriptor).st_ino, on_disk.count("\n"), journal.calls, journal.get("key")))

    monkeypatch.setattr(os, "fsync", flushed)
    journal.add(entry())

    assert seen == [((tmp_path / FILE).stat().st_ino, 1, 0, None)]
    assert journal.get("key") == entry()
    assert journal.calls == 1


def test_an_answer_that_the_disk_refuses_is_an_error_and_no_answer(tmp_path, monkeypatch) -> None:
    def refused(descriptor: int) -> None:
        raise OSError("no space left on device")

    journal = Journal(tmp_path)
    monkeypatch.setattr(os, "fsync", refused)

    with pytest.raises(OSError, match="no space"):
        journal.add(entry())
    assert (journal.calls, journal.get("key")) == (0, None)


def test_lines_that_are_no_answers_are_passed_over_and_the_next_one_stands_alone(tmp_path) -> None:
    Journal(tmp_path).add(entry(text="first"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"unknown": 1}\n\xff\xfe\n[1]\n{"asked_key": "cut o')
    journal = Journal(tmp_path)
    journal.add(entry(text="second"))

    assert [one.text for one in journal.entries()] == ["first", "second"]
    assert [one.text for one in Journal(tmp_path).entries()] == ["first", "second"]
    assert Journal(tmp_path).calls == 2


def test_an_answer_of_another_version_is_refused_and_not_paid_for_again(tmp_path) -> None:
    Journal(tmp_path).add(entry(text="first"))
    told = json.loads((tmp_path / FILE).read_text())
    with (tmp_path / FILE).open("a") as file:
        file.write(json.dumps(told | {"mood": "good"}) + "\n")

    with pytest.raises(StrangeJournal, match="mood"):
        Journal(tmp_path)


@pytest.mark.parametrize("left", [None, 0, 100])
def test_what_comes_after_the_file_was_cut_off_counts_beside_what_it_had(tmp_path, left) -> None:
    journal = Journal(tmp_path)
    journal.add(entry(text="one"), entry(text="two"))
    if left is None:
        journal.path.unlink()
    else:
        journal.path.write_bytes(journal.path.read_bytes()[:left])

    journal.add(entry(text="three"))

    assert journal.calls == 3
    assert journal.spent == pytest.approx(0.6)
    assert journal.get("key").text == "three"
    assert [one.text for one in journal.entries()] == ["three"]
