"""What is kept from one refresh to the next comes back as it was, and only to those whom it concerns."""

import pytest

from resources.sources.sketches import remembered, sketch_rows
from resources.splits.outlines import known_outlines, new_outlines
from resources.splits.rationale_sketches import known_sketches, new_sketches
from resources.tables import PROGRAMS, SKETCHES
from resources.tables.rows import made_of, program_row
from resources.warehouse import Put, Replace
from tests.prepared import prepared
from tracecot.execution import Raised, RejectedTrace, Returned, Trace
from tracecot.sources.records import Call, Origin, Program
from tracecot.sources.sketches import Memory
from tracecot.splits.likeness import Sketches, alike
from tracecot.splits.outline import Outlines, outline
from tracecot.splits.sameness import anatomy
from tracecot.splits.shape import shape
from tracecot.values import Plain, Unaskable

ORIGIN = Origin("set", "1", "set.jsonl", "set", "f", 1, 1, "MIT")
CALLS = [Call("prog", str(number), "given") for number in range(4)]
OUTCOMES = (Returned(Plain("int", "3")), Returned(Unaskable("str", 9_000, "abc")), Raised("ValueError", "no", 7))


@pytest.fixture
def warehouse(tmp_path):
    return prepared(tmp_path)


def answered(call, outcome):
    return Trace("prog", call.id, outcome, "recorded", "", "3.11", ())


def test_sketches_come_back_to_the_same_corpus_and_way_of_executing(warehouse):
    memory = Memory()
    memory.note(map(answered, CALLS, OUTCOMES))
    memory.note([RejectedTrace("prog", CALLS[3].id, "unsupported", "it waits"), RejectedTrace("p", "c", "crash", "")])

    warehouse.publish([Replace(SKETCHES, sketch_rows(memory.lasting, "set", "way"), ("corpus", "set"))], "run")
    again = remembered(warehouse, "set", "way")

    assert again.unknown(CALLS) == []
    assert again.recall(CALLS) == memory.recall(CALLS)
    assert again.lasting == memory.lasting
    assert remembered(warehouse, "set", "another way").unknown(CALLS) == CALLS
    assert remembered(warehouse, "another set", "way").unknown(CALLS) == CALLS


CODES = (
    "def f(x):\n    return [y * 2 for y in x if y > 1]\n",
    "def f(x) return",
    "X = '\\x1f'\ndef f():\n    return X\n",
)


@pytest.mark.parametrize("code", CODES)
def test_an_outline_says_what_the_code_says(code):
    program = Program("set", code, "f", ORIGIN)

    found = outline(program)

    assert [found.shape(literals=literals) for literals in (False, True)] == [
        shape(code, literals=literals) for literals in (False, True)
    ]
    assert found.anatomy == anatomy(code, "f")


def test_outlines_of_programs_that_live_are_not_worked_out_again(warehouse):
    programs = [Program("set", code, "f", ORIGIN) for code in CODES]
    first = Outlines()
    told = [first.of(one) for one in programs]
    rows = made_of(PROGRAMS, [program_row(one, 1) for one in programs])
    warehouse.publish([Put(PROGRAMS, rows), new_outlines(first, "way")], "run")
    warehouse.execute([("update programs set retired_at = now() where program_id = ?", [programs[0].id])])

    second = known_outlines(warehouse, "way")

    assert [second.of(one) for one in programs] == told
    assert list(second.new) == [programs[0].id]


def test_an_outline_of_another_python_is_no_outline_here(warehouse):
    program = Program("set", CODES[0], "f", ORIGIN)
    first = Outlines()
    first.of(program)
    warehouse.publish([Put(PROGRAMS, made_of(PROGRAMS, [program_row(program, 1)])), new_outlines(first, "3.11")], "run")

    other = known_outlines(warehouse, "3.13")
    other.of(program)

    assert list(other.new) == [program.id]


SAID = {("prog", f"narr_{number}"): frozenset(f"{number // 2} {word}" for word in range(40)) for number in range(6)}
SAID[("prog", "narr_silent")] = frozenset()


class Unasked(dict):
    """Sets of which none may be looked at but those of likely pairs."""

    def __getitem__(self, name):
        assert name != ("prog", "narr_lonely")
        return super().__getitem__(name)


@pytest.fixture
def told(warehouse):
    """A warehouse with a narration of each name."""
    names = [name for _, name in SAID]
    warehouse.execute(
        [
            ("insert into narrations (narration_id, program_id, rationale) values (?, 'prog', ?)", [name, f"of {name}"])
            for name in names
        ]
    )
    return warehouse


def test_sketches_of_rationales_that_say_the_same_are_not_worked_out_again(told):
    first = Sketches()
    pairs = alike(SAID, 0.9, first)
    told.publish([new_sketches(told, first)], "run")
    told.execute([("update narrations set rationale = 'another text' where narration_id = 'narr_0'", [])])
    told.execute([("update narrations set retired_at = now() where narration_id = 'narr_1'", [])])

    second = known_sketches(told)

    assert len(pairs) == 3
    assert alike(SAID, 0.9, second) == pairs
    assert set(second.new) == {("prog", "narr_0"), ("prog", "narr_1")}
    assert {name: first.new[name] for name in second.new} == second.new


def test_what_is_known_of_a_rationale_spares_looking_at_its_words():
    known = Sketches()
    said = {**SAID, ("prog", "narr_lonely"): frozenset("abcdefgh")}
    alike(said, 0.9, known)

    assert alike(Unasked(said), 0.9, Sketches(known.new)) == alike(said, 0.9)
