"""Corruptions of what is said about programs are refused where they stand; the oracle excuses what is still so."""

from dataclasses import replace

import pytest

from tests.program_texts import PROGRAMS
from tracecot.narrations.explaining.program import narrate_program
from tracecot.narrations.records import Narration
from tracecot.targets import OF_PROGRAMS
from tracecot.verification.corruptions.programs.catalogue import PROGRAM_KINDS, corruption_of_program
from tracecot.verification.corruptions.programs.honest import HonestProgram
from tracecot.verification.corruptions.records import Edit, Lie, corrupted
from tracecot.verification.examination.exam import HONEST, Paper, examine
from tracecot.verification.examination.oracle_of_programs import excuse_of_program
from tracecot.verification.records import Rationale


@pytest.fixture(scope="module")
def papers(execute):
    found = []
    for name, (code, inputs) in PROGRAMS.items():
        made = execute(code, *inputs)
        program = replace(made.program, origin=replace(made.program.origin, docstring=f"What {name} does."))
        for task in OF_PROGRAMS:
            told = narrate_program(program, [(each.call, each.trace) for each in made.evidence], task)
            assert isinstance(told, Narration), told
            said = Rationale(task, told.rationale, told.answer, told.target)
            first, *others = made.evidence
            found.append(Paper(said, program, first, first, tuple(others)))
    return found


@pytest.fixture(scope="module")
def rows(papers):
    return list(examine(papers))


def honest_of(paper):
    executions = tuple((each.call.input, each.trace) for each in (paper.asked, *paper.others))
    return HonestProgram(paper.rationale, paper.program.code, paper.program.entry_point, executions)


def test_honest_texts_pass_and_every_corruption_is_refused(rows):
    assert [row for row in rows if row.kind == HONEST and row.refused] == []
    assert [row for row in rows if row.kind != HONEST and not row.refused] == []
    assert {row.kind for row in rows} == {HONEST, *PROGRAM_KINDS}


def test_no_corruption_is_excused_and_most_are_refuted_where_they_stand(rows):
    false = [row for row in rows if row.kind != HONEST]

    assert [row for row in rows if row.excused] == []
    assert [row for row in false if not row.at_the_span or not row.right_actual] == []


def test_the_same_text_is_always_corrupted_in_the_same_way(papers):
    for paper in papers:
        one, other = honest_of(paper), honest_of(paper)
        for kind in PROGRAM_KINDS:
            assert corruption_of_program(one, kind) == corruption_of_program(other, kind)


def test_code_is_changed_so_that_a_recorded_call_gives_something_else(papers):
    for paper in papers:
        made = corruption_of_program(honest_of(paper), "code_mutated")
        if made is None:
            continue
        module = {}
        exec(made.rationale.answer, module)
        call = next(each for each in honest_of(paper).calls if each.source == made.lie.value)

        try:
            gives = repr(eval(made.lie.value, module))
        except Exception as error:
            gives = type(error).__name__
        assert gives != call.gives


#: Of the program `clip` (f(n, low, high)), what is still so, and what is not.
STILL_SO = [
    (Lie((), None, "the calls", "6"), Lie((), None, "the calls", "5")),
    (Lie((), None, "the count", "2 line 3"), Lie((), None, "the count", "1 line 3")),
    (Lie((), None, "the type", "int"), Lie((), None, "the type", "float")),
    (Lie((), None, "is at least", "low"), Lie((), None, "is at least", "high")),
    (Lie((), None, "is at most", "high"), Lie((), None, "is at most", "low")),
    (Lie((), None, "the line", "3 low"), Lie((), None, "the line", "6 low")),
    (Lie((), None, "the parameters", "n low"), Lie((), None, "the parameters", "low n")),
    (Lie((), None, "f(5, 2, 3)", "3"), Lie((), None, "f(5, 2, 3)", "5")),
    (
        Lie((), None, "the code", "f(5, 2, 3)", written="result + 0"),
        Lie((), None, "the code", "f(5, 2, 3)", written="result + 1"),
    ),
]


@pytest.mark.parametrize(("so", "false"), STILL_SO)
def test_what_is_still_so_is_excused(papers, so, false):
    honest = honest_of(next(paper for paper in papers if "low, high" in paper.program.code))
    nothing = (Edit(0, 0, ""),)

    assert excuse_of_program(honest, corrupted(honest, "planted", replace(so, edits=nothing)))
    assert excuse_of_program(honest, corrupted(honest, "planted", replace(false, edits=nothing))) == ""


def test_a_helper_that_is_called_is_excused(papers):
    honest = honest_of(next(paper for paper in papers if "def odd" in paper.program.code))
    nothing = (Edit(0, 0, ""),)

    assert excuse_of_program(honest, corrupted(honest, "planted", Lie(nothing, None, "the helper", "f odd")))
    assert excuse_of_program(honest, corrupted(honest, "planted", Lie(nothing, None, "the helper", "odd f"))) == ""
