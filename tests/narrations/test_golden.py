"""Golden narrations: programs that cover the language, and every word that is said of them.

`make golden` writes them anew; the difference is reviewed like code.
"""

import os
from pathlib import Path

import pytest

from tracecot.execution import Job, Trace
from tracecot.narrations.manner import FOUR_PHASE, PLAIN, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.sources.records import Call, Origin, Program
from tracecot.targets import PREDICTIONS
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

GOLDEN = Path(__file__).parents[1] / "golden"
SIDE_BY_SIDE = Path(__file__).parents[2] / "docs" / "side-by-side.md"
SHOWN = (
    'def keep(words, limit):\n    if limit < 1:\n        raise ValueError("nothing to keep")\n    seen = {}\n'
    "    for word in words:\n        key = word[0]\n        if key not in seen:\n            seen[key] = []\n"
    "        if len(seen[key]) < limit:\n            seen[key].append(word.upper())\n"
    "    return [w for k in sorted(seen) for w in seen[k]]\n"
)
SHOWN_INPUT = "['bee', 'ant', 'boa', 'bat'], 2"
NOWHERE = Origin("tests", "0", "golden.py", "golden", "f", 1, 1, "Apache-2.0")

PROGRAMS = sorted(path.stem for path in (GOLDEN / "programs").glob("*.txt"))


def program(name):
    """The code and the arguments: a golden program's first line is its input, the rest its source."""
    source, _, code = (GOLDEN / "programs" / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    return code, source


def executed(sandbox, code, source, entry_point="f"):
    program = Program("golden", code, entry_point, NOWHERE)
    call = Call(program.id, source, "given")
    ((trace,),) = sandbox([Job(program.id, code, entry_point, ((call.id, source),))])
    assert isinstance(trace, Trace), trace
    return program, call, trace


def told(sandbox, code, source):
    """The program as Markdown, with what each voice says of each task."""
    program, call, trace = executed(sandbox, code, source)
    pieces = [f"```python\n{code}```\n`f({source})`\n"]
    for task in TASKS:
        for voice in VOICES:
            narration = narrate(program, call, trace, task, Manner(voice))
            said = (
                f"{narration.question}\n\n{narration.rationale}"
                if isinstance(narration, Narration)
                else str(narration.reason)
            )
            pieces.append(f"## {task}, {voice}\n{said}\n")
    return "\n".join(pieces)


@pytest.mark.parametrize("name", PROGRAMS)
def test_golden_narrations_are_word_for_word(sandbox, name):
    code, source = program(name)
    path = GOLDEN / "narrations" / f"{name}.md"

    text = told(sandbox, code, source)

    if os.environ.get("TRACECOT_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def side_by_side(sandbox):
    """Every task about one execution, in every voice; one more in four phases."""
    program, call, trace = executed(sandbox, SHOWN, SHOWN_INPUT, "keep")
    pieces = [
        "# One program, all tasks and voices\n",
        "Written by `make golden`; a test keeps it in step with the narrator. Every text here is verified.\n",
        f"```python\n{SHOWN}```\n`keep({SHOWN_INPUT})`\n",
    ]
    manners = [Manner(voice) for voice in VOICES] + [Manner(layout=FOUR_PHASE)]
    for task in TASKS:
        pieces.append(f"## {task}\n")
        for manner in manners if task in PREDICTIONS else manners[:-1]:
            narration = narrate(program, call, trace, task, manner)
            assert isinstance(narration, Narration), narration
            if manner is manners[0]:
                pieces.append(f"**{narration.question}**\n")
            heading = manner.voice if manner.layout == PLAIN else f"{manner.voice}, in four phases"
            pieces.append(f"### {heading}\n{_quoted(narration.rationale)}\n")
    return "\n".join(pieces)


def _quoted(text):
    return "\n".join(f"> {line}" if line.startswith(("|", "> ")) else f"> {line}  " for line in text.split("\n"))


def test_golden_texts_side_by_side_stand_in_the_docs(sandbox):
    text = side_by_side(sandbox)

    if os.environ.get("TRACECOT_WRITE_GOLDEN"):
        SIDE_BY_SIDE.write_text(text, encoding="utf-8")
    assert SIDE_BY_SIDE.read_text(encoding="utf-8") == text, "docs/side-by-side.md is out of date: make golden"


@pytest.mark.parametrize("name", PROGRAMS)
def test_golden_narrations_verify(sandbox, name):
    code, source = program(name)
    made, call, trace = executed(sandbox, code, source)
    evidence = Evidence(call, trace)

    for task in TASKS:
        for voice in VOICES:
            narration = narrate(made, call, trace, task, Manner(voice))
            if isinstance(narration, Narration):
                rationale = Rationale(task, narration.rationale, narration.answer, narration.target)
                verdict = verify(rationale, made, evidence, evidence, 0.0)
                bad = [
                    (claim.text, claim.finding) for claim in verdict.claims if not isinstance(claim.finding, Grounded)
                ]
                assert bad == [], f"{task}, {voice}: {narration.rationale}"
                assert verdict.verdict == "verified"


def test_the_same_execution_is_told_in_the_same_bytes(sandbox):
    code, source = program("first_characters")

    assert told(sandbox, code, source) == told(sandbox, code, source)
