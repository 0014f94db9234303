"""How much of rationales that nobody of ours wrote is read and verified, by manner; what becomes of false changes."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.slips import slips
from resources.sandbox import Sandbox
from resources.settings import load_settings
from tests.foreign.texts import Foreign, foreign_texts
from tests.verification.made import Executed
from tracecot.execution import Job, Trace
from tracecot.sources.records import call_id, program_id
from tracecot.verification.records import Refuted, Unreadable, Verdict


def figures() -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with Sandbox(limits=load_settings().limits) as sandbox:
        for foreign, executed in executions(sandbox):
            counts[foreign.head["manner"]] += counted(foreign, executed)
    for manner, count in sorted(counts.items()):
        yield from shares(manner, count)
    all_ = sum(counts.values(), start=Counter())
    yield from shares("all", all_)
    survived = 100 * all_["slips verified"] / max(1, all_["slips"])
    unit = f"% of {all_['slips']} changes, some of which are true"
    yield Figure("verified texts: changes of one word or number verified", survived, unit, 1)


def executions(sandbox: Sandbox) -> Iterator[tuple[Foreign, Executed]]:
    """The texts whose execution is recorded whole, with those of the calls that they name."""
    for foreign in foreign_texts():
        entry = foreign.head["function"]
        program = program_id(foreign.code, entry)
        calls = tuple((call_id(program, source), source) for source in foreign.inputs)
        (answers,) = sandbox([Job(program, foreign.code, entry, calls)])
        if isinstance(answers[0], Trace):
            yield foreign, Executed.of(foreign.code, entry, foreign.inputs, answers)


def counted(foreign: Foreign, executed: Executed) -> Counter[str]:
    """The claims of a text and how many are read, its verdict, and those of its false changes."""
    verdict = foreign.verdict(executed, foreign.text)
    count = Counter(texts=1, claims=len(verdict.claims))
    count["read"] = sum(not isinstance(claim.finding, Unreadable) for claim in verdict.claims)
    count[f"honest {verdict.verdict}"] += 1
    count["honest contradicted"] += is_contradicted(verdict)
    for slip in slips(foreign.text) if verdict.verdict == "verified" else ():
        count["slips"] += 1
        count["slips verified"] += foreign.verdict(executed, slip).verdict == "verified"
    for old, new in foreign.lies:
        count["false"] += 1
        count[f"false {foreign.verdict(executed, foreign.text.replace(old, new)).verdict}"] += 1
    return count


def is_contradicted(verdict: Verdict) -> bool:
    """Whether something is found wrong, rather than too little told."""
    findings = [claim.finding for claim in verdict.claims]
    return any(isinstance(finding, Refuted) and finding.reason != "thin" for finding in findings)


def shares(manner: str, count: Counter[str]) -> Iterator[Figure]:
    """What is read and verified, and what was judged wrongly."""
    texts, false = f"% of {count['texts']} texts", f"% of {count['false']} changes"
    yield Figure(f"{manner}: claims that are read", 100 * count["read"] / count["claims"], f"% of {count['claims']}", 1)
    yield Figure(f"{manner}: honest texts verified", 100 * count["honest verified"] / count["texts"], texts, 1)
    yield Figure(f"{manner}: honest texts refuted", 100 * count["honest contradicted"] / count["texts"], texts, 1)
    yield Figure(f"{manner}: false changes refuted", 100 * count["false refuted"] / count["false"], false, 1)
    yield Figure(f"{manner}: false changes verified", 100 * count["false verified"] / count["false"], false, 1)
