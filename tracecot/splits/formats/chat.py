"""Texts to learn from: conversations, prompts with completions, both directions in one conversation, plain text."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tracecot.splits.choices import Row
from tracecot.splits.formats.records import LeftOut, Made, Record, origin, target_of
from tracecot.splits.render import METADATA, fenced, recorded_calls
from tracecot.targets import CODE_GENERATION, EXPLANATION, INPUT_PREDICTION, OUTPUT_PREDICTION


def said(role: str, content: object) -> Record:
    """One message."""
    return {"role": role, "content": content}


def conversational(row: Row) -> Record:
    """A conversation (TRL: `messages`), with its metadata in sibling columns."""
    return {
        "messages": [said("user", row["prompt"]), said("assistant", row["completion"])],
        **{name: row[name] for name in METADATA},
    }


def prompt_completion(row: Row) -> Record:
    """A prompt and its completion, each a list of messages (TRL: the loss is on the completion alone)."""
    return {
        "prompt": [said("user", row["prompt"])],
        "completion": [said("assistant", row["completion"])],
        **{name: row[name] for name in METADATA},
    }


def plain_text(row: Row) -> Record:
    """One text for pretraining: program, question and rationale; no program where it is what is asked for."""
    question = str(row["question"]).strip()
    before = [] if row["task"] == CODE_GENERATION else [fenced(str(row["code"]))]
    after = [recorded_calls(target_of(row).calls)] if row["task"] == EXPLANATION else []
    text = "\n\n".join([*before, question, *after, str(row["completion"])])
    return {"text": f"{text}\n", **origin(row)}


def flat(row: Row) -> Record:
    """Everything of a row in columns of its own."""
    return {
        "prompt": row["prompt"], "completion": row["completion"], "question": row["question"], "code": row["code"],
        "entry_point": row["entry_point"], "input": row["input"], "output": row["output"],
        "difficulty": row["difficulty"], **{name: row[name] for name in METADATA},
    }  # fmt: skip


def multi_turn(rows: Iterable[Row]) -> Iterator[Made]:
    """Conversations of two turns on one program: what a call gives, then which call gives something.

    The second turn is about another execution, with another result: else its answer would stand in the first question.
    Rows come program by program.
    """
    for _, group in groupby(rows, key=lambda row: row["program_id"]):
        yield from _conversations(list(group))


def _conversations(rows: list[Row]) -> Iterator[Made]:
    """Each row of a program in one conversation at most."""
    backward = [row for row in rows if row["task"] == INPUT_PREDICTION]
    for row in rows:
        if row["task"] == INPUT_PREDICTION:
            continue
        if row["task"] != OUTPUT_PREDICTION:
            yield LeftOut(str(row["sample_id"]), "another_task")
            continue
        partner = next((other for other in backward if other["output"] != row["output"]), None)
        if partner is None:
            yield LeftOut(str(row["sample_id"]), "no_partner")
        else:
            backward.remove(partner)
            yield _two_turns(row, partner)
    for row in backward:
        yield LeftOut(str(row["sample_id"]), "no_partner")


def _two_turns(forward: Row, backward: Row) -> Record:
    """The program is shown once, with the first question."""
    question = f"Now the other way round, for the same program. {str(backward['question']).strip()}"
    return {
        "messages": [
            said("user", forward["prompt"]), said("assistant", forward["completion"]),
            said("user", question), said("assistant", backward["completion"]),
        ],
        **{name: forward[name] for name in METADATA},
        "second_sample_id": backward["sample_id"], "second_answer": backward["answer"],
        "second_trace_id": backward["trace_id"],
    }  # fmt: skip
