"""A chain laid out as parts of a page: what `tracecot audit` prints of it too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources.lineage.chain import Chain
from tracecot_cli.chains.telling import NOT_YET, Call, Execution, Judged, Made, Rationale, Source, Told, told
from tracecot_cli.platform.check_history import CheckResult
from tracecot_cli.showing.printable import short

LONGEST = 400  # characters of a value


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a part; `id` is the row that it leads to, where there is one."""

    term: str
    told: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One link of the chain."""

    heading: str
    facts: tuple[Fact, ...]


def lineage(chain: Chain, checks: Sequence[CheckResult]) -> list[Part]:
    """The links that there are."""
    return [part for part in _parts(told(chain, checks)) if part.facts]


def _parts(told: Told) -> Iterator[Part]:
    yield Part("Source", _source(told.source))
    yield Part("Program", (Fact("id", "", told.program), *_made(told.program_made)))
    if told.call:
        yield Part("Call", _call(told.call))
    if told.execution:
        yield Part("Execution", _execution(told.execution))
    if told.checked:
        call, execution = told.checked
        yield Part("Execution that the text is checked against", (*_call(call), *_execution(execution)))
    if told.rationale:
        yield Part("Rationale", _rationale(told.rationale))
        yield Part("Verdict", _verdict(told.judged) if told.judged else (Fact("verdict", NOT_YET),))
        yield Part("Sample", _sample(told))
    yield Part("Exports", tuple(Fact("folder", place) for place, _ in told.exports))
    yield Part("Checks", tuple(Fact(table, held) for table, held in told.checks))
    yield Part("What stands on it", tuple(Fact("", short(what, LONGEST), name) for name, what in told.next))


def _source(source: Source) -> tuple[Fact, ...]:
    return (
        Fact("function", source.function),
        Fact("from", source.release),
        Fact("file", source.file),
        Fact("SHA-256", source.sha256),
        Fact("licence", source.licence),
        Fact("corpus", source.corpus),
    )


def _call(call: Call) -> tuple[Fact, ...]:
    facts = [Fact("id", "", call.id), Fact("code", short(call.code, LONGEST)), Fact("kind", call.kind)]
    if call.documented:
        facts.append(Fact("documented as", short(call.documented, LONGEST)))
    if call.made_from:
        facts.append(Fact("made from", "", call.made_from))
    return (*facts, *_made(call.made))


def _execution(execution: Execution) -> tuple[Fact, ...]:
    return (
        Fact("id", "", execution.id),
        Fact("outcome", execution.ended.told(LONGEST)),
        Fact("confirmed", execution.confirmed),
        *_made(execution.made),
    )


def _rationale(told: Rationale) -> tuple[Fact, ...]:
    return (
        Fact("id", "", told.id),
        Fact("task", f"{_words(told.task)}, told as {told.voice}, {told.tokens} tokens"),
        *([Fact("written by", told.author)] if told.author else []),
        *([Fact("difficulty", told.difficulty)] if told.difficulty else []),
        *_made(told.made),
    )


def _verdict(judged: Judged) -> tuple[Fact, ...]:
    facts = [Fact("verdict", judged.verdict)]
    if judged.reason:
        facts.append(Fact("because", short(f"{_words(judged.reason)}: {judged.detail}", LONGEST)))
    facts.append(Fact("claims", f"{judged.grounded} grounded"))
    facts.append(Fact("support", f"{judged.support}, coverage {judged.coverage}"))
    facts.append(Fact("answer", judged.answer))
    return (*facts, Fact("verifier", f"version {judged.verifier}"), *_made(judged.made))


def _sample(told: Told) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if dropped := told.dropped:
        partner = dropped.partner
        is_row = partner.startswith(("narr_", "samp_", "prog_"))
        facts.append(Fact("doesn’t ship", f"{_words(dropped.reason)}: {dropped.detail}"))
        facts += [Fact("partner", "" if is_row else partner, partner if is_row else "")] if partner else []
    if shipped := told.shipped:
        facts += [Fact("id", "", shipped.id), Fact("split", shipped.side), *_made(shipped.made)]
    return tuple(facts)


def _made(made: Made) -> tuple[Fact, ...]:
    """When and by which run, and since when it lives no more."""
    facts = []
    if made.at:
        facts.append(Fact("made", f"{made.at} by the run {made.run}" if made.run else made.at))
    if made.retired:
        facts.append(Fact("retired", made.retired))
    return tuple(facts)


def _words(name: str) -> str:
    return name.replace("_", " ")
