"""Writes the data set card: every figure is handed in by whoever measured it, none is typed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracecot.narrations.curriculum import BOUNDS, EASY, GRADES, MEDIUM
from tracecot.narrations.wording.budget import CHARACTERS_PER_TOKEN
from tracecot.splits.choices import Choice
from tracecot.splits.contamination import Tried
from tracecot.splits.licences import hub_licences
from tracecot.splits.measures import LENGTH_NAMES, SideMeasures
from tracecot.splits.prompts import system_text
from tracecot.targets import OUTPUT_PREDICTION

_SPREAD = (
    ("prompt_tokens", "tokens of a prompt"),
    ("tokens", "tokens of a rationale"),
    ("events", "events of an execution"),
    ("code_lines", "lines of code"),
)
_COUNTS = (
    ("task", "task"), ("difficulty", "difficulty"), ("length", "tokens of a rationale"), ("corpus", "corpus"),
    ("voice", "voice"), ("label", "trace"),
)  # fmt: skip
NOT_KNOWN = "What was searched for is not known: nothing was refreshed since this is kept."
NOT_SEARCHED = "No evaluation set was declared, so none was searched for: overlap with benchmarks is not known."
BAR = 20  # characters of the longest
_ORDERED = {"difficulty": GRADES, "length": LENGTH_NAMES}
SHOWN = 40  # characters of an answer
COVERED = 25  # builtins and constructs that are listed

#: What a reader must know that no figure tells.
KNOWN_LIMITS = (
    "The texts are written by templates: true at every checked step, and less varied than a person's.",
    "Near-duplicates are found by the shape of code, the words of texts and outcomes on shared inputs: what does the "
    "same in another way and was never run on the same inputs is not. Overlap with benchmarks is searched for in the "
    "sets that `[[evaluation]]` names.",
    "A trace is confirmed by a second, untraced execution (`cross-checked`); `re-derived` are those of which each step "
    "also follows from the program's text and the values recorded before it.",
    "Programs are short, pure functions of open-source packages; nothing here does input or output, or is concurrent.",
    f"Tokens are estimated: a token for {CHARACTERS_PER_TOKEN} characters.",
    "What a text leaves out is not judged: the verdict says that what is told is true, `support` how much is told.",
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What left the pipeline at one stage for one reason."""

    stage: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Strength:
    """How the verifier did on rationales of one kind of corruption, or on honest ones (kind "honest")."""

    kind: str
    examined: int
    refused: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Everything that the card says."""

    name: str
    format_name: str  # "conversational", "verl", ...
    record: str  # what one record is: "a sample", "an execution", ...
    choice: Choice  # which rows, and how much of their rationale
    configs: Mapping[str, Mapping[str, str]]  # "default" -> "train" -> "train.jsonl"
    records: Mapping[str, int]  # by file
    left_out: Mapping[str, int]  # rows that have no record in this format, by reason
    columns: Mapping[str, str]  # of a record, with what each means
    sides: Mapping[str, SideMeasures]  # train, eval, and validation where there is one
    kept: Mapping[str, int]  # rows by stage, in the order of the stages
    losses: Sequence[Loss]
    strength: Sequence[Strength]
    contamination: Sequence[tuple[str, str, int]]  # evaluation set, kind of match, programs that don't ship for it
    tried: Sequence[Tried]  # what the search for it was tried on
    covered: Mapping[str, Mapping[str, int]]  # "builtins" and "constructs": by name, the programs that use it
    versions: Mapping[str, str]  # "Python" -> "3.13"
    rebuild: Sequence[str]  # commands


def card(facts: CardFacts) -> str:
    """The card as Markdown under the YAML header that the Hugging Face Hub reads."""
    return "\n".join(
        (
            *_header(facts),
            f"# {facts.name}",
            "",
            "Questions about what a Python program does on a given input, each with a step-by-step rationale. Every",
            "checkable statement was checked against a recorded execution, which an untraced run confirms.",
            "",
            *_files(facts),
            *_columns(facts),
            *_contents(facts),
            *_sources(facts),
            *_funnel(facts),
            *_strength(facts),
            *_contamination(facts),
            *_covered(facts),
            *_versions(facts),
            "## Known limits",
            "",
            *(f"- {limit}" for limit in KNOWN_LIMITS),
            "",
            "## How to rebuild it",
            "",
            "With the same `tracecot.toml`, packages and Python, in an empty state folder; `manifest.json` has the ids",
            "of all rows and the digests of all files.",
            "",
            "```console",
            *(f"$ {command}" for command in facts.rebuild),
            "```",
            "",
        )
    )


def _header(facts: CardFacts) -> list[str]:
    """The YAML block; its licences are the Hub's own words, most rows first."""
    sources = _of_all_sides(facts)
    rows = sum(side.rows for side in facts.sides.values())
    return [
        "---",
        "license:",
        *(f"- {licence}" for licence in hub_licences({licence for _, _, licence in sources})),
        "language:",
        "- en",
        "task_categories:",
        "- text-generation",
        "tags:",
        "- code",
        "- chain-of-thought",
        "- execution-traces",
        "- reasoning",
        "size_categories:",
        f"- {_size_category(rows)}",
        "configs:",
        *(
            line
            for name, files in facts.configs.items()
            for line in (
                f"- config_name: {name}",
                "  data_files:",
                *(text for split, path in files.items() for text in (f"  - split: {split}", f"    path: {path}")),
            )
        ),
        "---",
        "",
    ]


def _size_category(rows: int) -> str:
    """The Hub's word for so many rows."""
    for limit, word in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")):
        if rows < limit:
            return word
    return "1M<n<10M"


def _files(facts: CardFacts) -> list[str]:
    """Which files there are, what a record is, and which rows have none."""
    choice = facts.choice
    asked = f"direction {choice.direction}, difficulty {choice.difficulty}, arm {choice.arm}"
    lines = ["## Files", "", f"Format `{facts.format_name}`: each record is {facts.record}. Chosen: {asked}.", ""]
    lines += table(("file", "records"), [(path, str(count)) for path, count in facts.records.items()])
    lines += table(("rows without a record, because", "rows"), [(why, str(n)) for why, n in facts.left_out.items()])
    return lines


def _columns(facts: CardFacts) -> list[str]:
    """What the columns of a record mean."""
    rows = [(f"`{name}`", meaning) for name, meaning in facts.columns.items()]
    return ["## Columns", "", *table(("column", "meaning"), rows)] if rows else []


def _contents(facts: CardFacts) -> list[str]:
    """What is in each file."""
    sides = list(facts.sides.values())
    lines = ["## What is in it", ""]
    lines += table(
        ("", *facts.sides),
        [
            ("rows", *(str(side.rows) for side in sides)),
            ("programs", *(str(side.programs) for side in sides)),
            ("groups (each on one side)", *(str(side.groups) for side in sides)),
            ("tokens of all prompts", *(str(side.prompt_tokens) for side in sides)),
            ("tokens of all rationales", *(str(side.tokens) for side in sides)),
            *(_spread_row(name, key, sides) for key, name in _SPREAD),
        ],
    )
    for key, heading in _COUNTS:
        lines += _counted(
            heading, {name: side.counts[key] for name, side in facts.sides.items()}, _ORDERED.get(key, ())
        )
    return [*lines, _graded(), "", *_guessed(facts), *_asking(facts)]


def _guessed(facts: CardFacts) -> list[str]:
    """How far somebody gets who says the same to every question of a task."""
    rows = [
        (task, side, _quoted(one.answer), share(one.rows, one.of), str(one.of), str(one.different))
        for side, measures in facts.sides.items() for task, one in measures.commonest.items()
    ]  # fmt: skip
    heads = ("task", "side", "commonest answer", "right for", "of rows", "different answers")
    return ["Who always gave the commonest answer would be right so often:", "", *table(heads, rows)] if rows else []


def _quoted(answer: str) -> str:
    """The answer in a code span; of a long one the beginning."""
    short = answer if len(answer) <= SHOWN else f"{answer[:SHOWN]}..."
    fence = "``" if "`" in short else "`"
    return f"{fence}{short}{fence}"


def _asking(facts: CardFacts) -> list[str]:
    """The system text under which answers are given as they are scored; formats of scored prompts have it in them."""
    tags = dict.fromkeys(tag for side in facts.sides.values() for tag in side.tags)
    texts = [(tag, system_text(OUTPUT_PREDICTION, tag)) for tag in tags]
    lines = [
        "## How to ask", "",
        "Put this before a question whose answer is scored, as system text: an answer without tags scores 0. The",
        "formats for reinforcement learning have it in their prompts, those to learn from don't: use it where a model",
        "that was not trained on rationales is asked, and where two models are compared.", "",
    ]  # fmt: skip
    return [*lines, *(line for _, text in texts for line in ("```text", text.strip(), "```", ""))] if texts else []


def _counted(heading: str, counts: Mapping[str, Mapping[str, int]], ordered: Sequence[str]) -> list[str]:
    """How many rows of each side have each value, with a bar for all sides together."""
    found = dict.fromkeys(name for side in counts.values() for name in side)
    names = [name for name in ordered if name in found] or list(found)
    whole = {name: sum(side.get(name, 0) for side in counts.values()) for name in names}
    rows = [
        (name, *(str(side.get(name, 0)) for side in counts.values()), bar(whole[name], max(whole.values())))
        for name in names
    ]
    return table((heading, *counts, ""), rows)


def _graded() -> str:
    """How difficulty is told."""
    bounds = "; ".join(f"`{name}` {', '.join(f'{bound:g}' for bound in of)}" for name, of in BOUNDS.items())
    return (
        f"A row has a point for each of these bounds that it goes beyond: {bounds}. Up to {EASY} points it is easy, "
        f"up to {MEDIUM} medium."
    )


def _sources(facts: CardFacts) -> list[str]:
    """Where the programs came from and under which licence."""
    licences: Counter[str] = Counter()
    for (_, _, licence), count in _of_all_sides(facts).items():
        licences[licence] += count
    rows = [(name, version, licence, str(count)) for (name, version, licence), count in _of_all_sides(facts).items()]
    return [
        "## Sources and licences",
        "",
        "Each row names its distribution, version, file, lines and licence; its code stays under that licence.",
        "",
        *table(("distribution", "version", "licence", "rows"), rows),
        *table(("licence", "rows"), [(name, str(count)) for name, count in sorted(licences.items())]),
    ]


def _of_all_sides(facts: CardFacts) -> dict[tuple[str, str, str], int]:
    """Rows of all sides by source."""
    counts = sum((Counter(side.sources) for side in facts.sides.values()), Counter[tuple[str, str, str]]())
    return dict(sorted(counts.items()))


def _funnel(facts: CardFacts) -> list[str]:
    """What was kept and what was dropped, by stage and reason."""
    kept = [(stage, str(rows)) for stage, rows in facts.kept.items()]
    lost = [(loss.stage, loss.reason, str(loss.rows)) for loss in facts.losses]
    return [
        "## From source to row",
        "",
        *table(("kept", "rows"), kept),
        *table(("dropped at", "because", "rows"), lost),
    ]


def _strength(facts: CardFacts) -> list[str]:
    """How strong the judge was when this was made."""
    if not facts.strength:
        return []
    rows = [(one.kind, str(one.examined), str(one.refused), share(one.refused, one.examined)) for one in facts.strength]
    return [
        "## How strong the verifier is",
        "",
        "True rationales were corrupted and judged again. All corrupted ones should be refused, and no honest one.",
        "",
        *table(("kind", "examined", "refused", "share"), rows),
    ]


def _contamination(facts: CardFacts) -> list[str]:
    """What was taken out because it repeats an evaluation set, and how well such is found."""
    sets = [(one.subject, str(one.items), str(one.examined), str(one.flagged)) for one in facts.tried
            if one.tried == "set"]  # fmt: skip
    kinds = [(name, kind.replace("_", " "), str(count)) for name, kind, count in facts.contamination]
    known = [
        (f"{one.tried}: {one.subject.replace('_', ' ')}", str(one.examined), str(one.flagged),
         share(one.flagged, one.examined)) for one in facts.tried if one.tried != "set"
    ]  # fmt: skip
    return [
        "## Decontamination",
        "",
        "Programs that repeat an item of a declared evaluation set don't ship: by text, tree, shape or behaviour.",
        "",
        *(
            table(("evaluation set", "items", "programs compared", "left out"), sets)
            or [NOT_SEARCHED if facts.tried else NOT_KNOWN, ""]
        ),
        *table(("evaluation set", "match", "programs left out"), kinds),
        *(["The search itself was tried on programs of which it is known what they are:", ""] if known else []),
        *table(("programs", "examined", "flagged", "share"), known),
    ]


def _covered(facts: CardFacts) -> list[str]:
    """What of Python the programs show: the most frequent first."""
    lines = ["## What the programs use", ""]
    for what, counts in facts.covered.items():
        most = max(counts.values(), default=0)
        rows = [(f"`{name}`", str(count), bar(count, most)) for name, count in list(counts.items())[:COVERED]]
        lines += table((f"{what}, {len(counts)} in all", "programs", ""), rows)
    return lines


def _versions(facts: CardFacts) -> list[str]:
    return ["## Versions", "", *table(("what", "version"), list(facts.versions.items()))]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table and a blank line; nothing when there are no rows."""
    body = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    if not body:
        return []
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *body, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _spread_row(name: str, key: str, sides: Iterable[SideMeasures]) -> tuple[str, ...]:
    spreads = [side.spreads[key] for side in sides]
    return (f"{name}, median / 90 % / largest", *(f"{one.median} / {one.ninety} / {one.largest}" for one in spreads))


def bar(part: int, most: int) -> str:
    """A bar as long as the part is of the most; something is never nothing.

    >>> bar(10, 20), bar(1, 1_000), bar(0, 20)
    ('██████████', '█', '')
    """
    return "█" * (max(1, round(BAR * part / most)) if part else 0)


def share(part: int, whole: int) -> str:
    """A share as a person reads it.

    >>> share(1, 3), share(0, 0)
    ('33.3 %', '-')
    """
    return f"{100 * part / whole:.1f} %" if whole else "-"
