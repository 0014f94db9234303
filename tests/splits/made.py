"""Candidates for tests of the splits: small, and told apart by what a test varies."""

from tracecot.ids import digest
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Origin, Program
from tracecot.splits.records import Candidate


def program(
    code: str, *, module: str = "m", helpers: tuple[str, ...] = (), corpus: str = "c", qualname: str = ""
) -> Program:
    """A program; of a function of its own where none is named."""
    origin = Origin(corpus, "1.0", f"{module}.py", module, qualname or digest(code), 1, 2, "MIT")
    return Program(corpus, code, "f", origin, helpers)


def candidate(
    of: Program, *, call: str = "1", question: str = "What does `f(1)` return?", text: str = "It returns 1."
) -> Candidate:
    narration = Narration(
        program_id=of.id,
        trace_id=f"trace_{call}_{of.id}",
        answer_trace_id=f"trace_{call}_{of.id}",
        task="output_prediction",
        voice="terse",
        layout="tags",
        question=question,
        rationale=text,
        answer="1",
        tokens=4,
    )
    return Candidate(narration, of, Call(of.id, call, "documented"), "cross-checked", 3, 1.0)


def returning(number: int) -> str:
    """A program of its own for each number."""
    return f"def f(x):\n    return x + {number}"
