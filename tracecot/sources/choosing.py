"""Chooses a program's calls: made calls are kept when they show something that its other calls don't."""

from collections import Counter

from tracecot.execution import Outcome, Raised, Returned
from tracecot.paths import outcome_kind
from tracecot.sources.intake import CallChoices
from tracecot.sources.records import Call, Program
from tracecot.sources.sketches import Sketch, Sketched
from tracecot.sources.variation import variations
from tracecot.values import Plain

TRIED_FOR_EACH = 2  # made calls are proposed for each one that may be kept
LONGEST_EXECUTION = 600  # events; a longer one seldom fits a rationale
LONGEST_RESULT = 300  # characters of a made call's value
SEEN_TWICE = 2  # outcomes that one path may show


def proposals(program: Program, documented: list[Call], choices: CallChoices) -> list[Call]:
    """Calls made from the documented ones, each no more than a small change away from one of them."""
    room = choices.at_most - len(documented)
    if room <= 0:
        return []
    share = -(-room * TRIED_FOR_EACH // len(documented))
    seen = {call.id for call in documented}
    made: list[Call] = []
    for call in documented:
        for source in variations(call.input, (choices.seed, program.id), share):
            one = Call(program.id, source, "made", made_from=call.id)
            if one.id not in seen:
                seen.add(one.id)
                made.append(one)
    return made


def choose(
    documented: list[Call], sketches: list[Sketch], made: list[tuple[Call, Sketched]], choices: CallChoices
) -> tuple[list[Call], int]:
    """The documented calls and those made ones that go a new way or end a known way otherwise; and how many ways.

    Of all kept calls no more than a share raises, and none with an exception that tells of a wrong type.
    """
    chosen = list(documented[: choices.at_most])
    raising = sum(isinstance(one.outcome, Raised) for one in sketches)
    paths = Counter(one.path for one in sketches)
    outcomes = {_outcome(one.outcome) for one in sketches}
    for second in (False, True):  # new ways first, then other outcomes of known ways
        for call, answer in made:
            if len(chosen) >= choices.at_most:
                break
            if not isinstance(answer, Sketch) or call in chosen or not is_telling(answer):
                continue
            path, outcome = answer.path, _outcome(answer.outcome)
            is_new = path not in paths or (second and paths[path] < SEEN_TWICE and outcome not in outcomes)
            raises = isinstance(answer.outcome, Raised)
            if not is_new or (raises and raising + 1 > choices.raising_share * (len(chosen) + 1)):
                continue
            chosen.append(call)
            paths[path] += 1
            outcomes.add(outcome)
            raising += raises
    return chosen, len(paths)


def is_telling(sketch: Sketch) -> bool:
    """Whether a made call can be narrated: short, with a value kept whole or an exception of the program's own."""
    if not 0 < sketch.events <= LONGEST_EXECUTION:
        return False
    match sketch.outcome:
        case Returned(value=Plain(repr=text)):
            return len(text) <= LONGEST_RESULT and not text.startswith("<")
        case Raised(type=name):
            return name not in ("TypeError", "AttributeError", "RecursionError", "MemoryError")
    return False


def _outcome(outcome: Outcome) -> tuple[str, str]:
    match outcome:
        case Returned(value=Plain(repr=text)):
            return outcome_kind(outcome), text
        case Raised(message=message):
            return outcome_kind(outcome), message
    return outcome_kind(outcome), ""
