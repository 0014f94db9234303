"""What the tables of `tracecot.toml` may hold: every figure that a person may choose, and what it is if nobody does."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from resources.models.settings import ModelSettings
from tracecot.answer_tags import OPENING
from tracecot.execution import Limits, Profile
from tracecot.narrations.curriculum import GRADES
from tracecot.narrations.manner import USUAL, Layout
from tracecot.narrations.wording.style import VOICES, Voice
from tracecot.sources.agreement.records import Rules as Agreeing
from tracecot.sources.intake import CallChoices
from tracecot.sources.records import UNKNOWN
from tracecot.sources.synthesis.records import Choices, Level
from tracecot.splits.evaluation_items import Shape
from tracecot.splits.formats.names import FormatName
from tracecot.splits.records import MOST_SHARE, Dimension, HoldOut, Rules
from tracecot.targets import OF_PROGRAMS, QUESTIONS, TASKS
from tracecot.verification.records import SUPPORT_NEEDED

LIMITS, CALLS, RULES, AGREED, SYNTHESIS = Limits(), CallChoices(), Rules(), Agreeing(), Choices()  # the core's own

MOST_TOKENS = 100_000  # of a rationale

Share = Annotated[float, Field(ge=0, le=1)]
NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
Name = Annotated[str, Field(pattern=f"^{NAME}$")]

#: What a record may have, by our name; and what a mix may be of.
OURS = ("id", "code", "entry_point", "input", "output", "tests")
MIXED: dict[Dimension, tuple[str, ...]] = {
    "task": (*TASKS, *OF_PROGRAMS), "direction": ("forward", "backward"), "voice": VOICES, "difficulty": GRADES,
}  # fmt: skip


def _known(names: Iterable[str], known: Sequence[str]) -> None:
    """Refuses a name that stands for nothing.

    Raises:
        ValueError: there is one; the message lists those that are known.
    """
    for name in names:
        if name not in known:
            raise ValueError(f"{name!r} is none of {', '.join(known)}")


def _of_ours(fields: dict[str, str]) -> dict[str, str]:
    _known(fields, OURS)
    return fields


def _of_values(mix: dict[Dimension, dict[str, float]]) -> dict[Dimension, dict[str, float]]:
    for dimension, shares in mix.items():
        _known(shares, MIXED[dimension])
    return mix


Fields = Annotated[dict[str, str], AfterValidator(_of_ours)]
Mix = Annotated[dict[Dimension, dict[str, Share]], AfterValidator(_of_values)]


class Table(BaseModel):
    """A table of the file: unknown keys are mistakes, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackageCorpus(Table):
    """The functions of one installed distribution; `python` is the standard library."""

    kind: Literal["package"]
    name: Name
    distribution: str
    modules: tuple[str, ...] = ()  # these alone; all when empty
    leave_out: tuple[str, ...] = ()  # modules (and what lies under them) that are not searched
    hold_out: HoldOut = "module"


class RecordsCorpus(Table):
    """The records of a data set's file."""

    kind: Literal["jsonl", "parquet"]
    name: Name
    path: Path
    fields: Fields = {}  # our name -> the file's name
    licence: str = UNKNOWN
    version: str = "1"  # a digest of the file's content when empty
    hold_out: HoldOut = "component"


class RepositoryCorpus(Table):
    """The functions of a folder of Python files, such as a checkout, with what its tests assert of them."""

    kind: Literal["repository"]
    name: Name
    path: Path
    modules: tuple[str, ...] = ()  # these alone; all when empty
    leave_out: tuple[str, ...] = ()  # modules (and what lies under them) that are not searched
    licence: str = ""  # SPDX id; read from the folder's licence file when empty
    hold_out: HoldOut = "module"


Corpus = PackageCorpus | RecordsCorpus | RepositoryCorpus


class Landing(Table):
    """A folder where files land: each JSON lines or Parquet file in it is a corpus, called by the file's name."""

    folder: Path
    fields: Fields = {}  # our name -> the files' name
    licence: str = UNKNOWN
    hold_out: HoldOut = "component"


class LimitsTable(Table):
    """What one execution may use."""

    seconds: Annotated[float, Field(gt=0, le=600)] = LIMITS.seconds
    memory_mb: Annotated[int, Field(ge=32, le=65_536)] = LIMITS.memory_mb
    stdout_characters: Annotated[int, Field(ge=0, le=100_000_000)] = LIMITS.stdout_characters
    events: Annotated[int, Field(ge=10, le=10_000_000)] = LIMITS.events
    value_characters: Annotated[int, Field(ge=20, le=1_000_000)] = LIMITS.value_characters


class SandboxTable(Table):
    """What programs find where they run."""

    profile: Profile = "pure"


class CallsTable(Table):
    """How many calls are made for a program."""

    at_most: Annotated[int, Field(ge=1, le=1_000)] = CALLS.at_most
    raising_share: Share = CALLS.raising_share
    seed: int = CALLS.seed


class Narrations(Table):
    """How a rationale is written."""

    tokens: Annotated[int, Field(ge=50, le=MOST_TOKENS)] = USUAL.budget
    voices: Annotated[tuple[Voice, ...], Field(min_length=1)] = VOICES
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)] = (USUAL.layout,)  # mixed evenly
    #: `[WORD]` or `<word>`: what opens each answer.
    answer_tag: Annotated[str, Field(pattern=f"^(?:{OPENING.pattern})$")] = USUAL.tag
    questions: Annotated[int, Field(strict=True, ge=0, le=len(QUESTIONS))] = 1  # about moments of each execution
    #: Executions of a program for which simpler calls, and ones with an argument changed, are executed; 0: none.
    other_calls: Annotated[int, Field(ge=0, le=1_000)] = 8
    programs: bool = False  # whether programs are explained and written, from all their calls


class Verification(Table):
    """What a rationale must reach to ship, and how large the exam of the verifier is."""

    support: Share = SUPPORT_NEEDED
    exam_rationales: Annotated[int, Field(ge=1, le=1_000_000)] = 250  # honest ones
    exam_kinds: Annotated[int, Field(ge=1, le=100)] = 4  # kinds of corruption that are tried on each
    exam_seed: int = 0


class Splits(Table):
    """How samples are divided."""

    #: The check of a release allows 3 % to 20 %; groups are whole, so that a share is met from below.
    eval_share: Annotated[float, Field(ge=0.05, le=MOST_SHARE)] = RULES.eval_share
    eval_most: Annotated[float, Field(gt=0, le=MOST_SHARE)] = (
        RULES.eval_most
    )  # of the samples, those of the packages below
    eval_packages: tuple[str, ...] = ()  # corpora that are kept whole for evaluation
    validation_share: Annotated[float, Field(ge=0, le=MOST_SHARE)] = RULES.validation_share  # 0: no validation
    seed: int = RULES.seed
    licences: tuple[str, ...] = RULES.licences  # SPDX ids that may ship
    tokens: Annotated[int, Field(ge=1)] = RULES.tokens  # of prompt and completion together, at most
    top_rated: Annotated[int, Field(ge=0)] = RULES.top_rated  # rated executions of a program that ship; 0: all
    kin: Share = RULES.kin  # programs with so much of their shape in common stay on one side
    near_duplicate: Share = RULES.near_duplicate  # of two that are so much alike one ships
    near_rationale: Share = RULES.near_rationale
    program_rows: Annotated[int, Field(ge=1)] = RULES.program_rows  # samples of one program, at most
    family_rows: Annotated[int, Field(ge=1)] = RULES.family_rows  # of one function
    group_rows: Annotated[int, Field(ge=1)] = RULES.group_rows  # and of one group
    corpus_share: Annotated[float, Field(gt=0, le=1)] = RULES.corpus_share  # of one corpus, as far as there are enough
    answer_share: Annotated[float, Field(gt=0, le=1)] = RULES.answer_share  # of a task's questions, one answer's
    mix: Mix = {}  # the most that each task, direction, voice or difficulty may have


class Evaluation(Table):
    """A data set that models are examined on: nothing of it may ship."""

    name: Name
    path: Path
    shape: Shape


class Synthesis(Table):
    """What a model makes tasks of: nothing where neither is named."""

    documents: tuple[Path, ...] = ()  # files and folders
    concepts: tuple[str, ...] = ()  # "name" or "name: description"
    levels: Annotated[tuple[Level, ...], Field(min_length=1)] = SYNTHESIS.levels
    most_concepts: Annotated[int, Field(ge=1)] = SYNTHESIS.concepts  # of the documents
    instructions: Annotated[int, Field(ge=1, le=12)] = SYNTHESIS.instructions  # of each concept and level
    solutions: Annotated[int, Field(ge=1, le=100)] = SYNTHESIS.solutions  # of each instruction
    suites: Annotated[int, Field(ge=1, le=20)] = SYNTHESIS.suites
    calibrate: Annotated[int, Field(ge=0)] = 0  # tasks of evaluation sets by which agreement is measured; 0: none
    #: What must agree, as `tracecot agree` has it.
    least_solutions: Annotated[int, Field(ge=1)] = AGREED.least_solutions
    least_tests: Annotated[int, Field(ge=1)] = AGREED.least_tests
    by_root: bool = AGREED.by_root
    least_score: Annotated[float, Field(ge=0)] = 16.0  # by calibration: docs/agreement.md

    @property
    def rules(self) -> Agreeing:
        """What must agree before a task is believed."""
        return Agreeing(self.least_solutions, self.least_tests, self.by_root, self.least_score)


class Exports(Table):
    """What every run writes; `tracecot export` writes any format."""

    formats: Annotated[tuple[FormatName, ...], Field(min_length=1)] = ("conversational", "parquet")


class Checks(Table):
    """Below these the verifier's own exam stops everything that would ship."""

    exam_killed: Share = 0.995
    exam_honest_rejected: Share = 0.005
    exam_excused: Share = 0.03
    drift: Share = 0.1  # by which shares, and the median of tokens, may differ from those of the last refresh
    stale_hours: Annotated[float, Field(gt=0)] = 48  # since somebody looked for what is new
    replayed: Annotated[int, Field(ge=1, le=100_000)] = 100  # samples that the job `replay` proves again, drawn anew


class Alerts(Table):
    """Who is told when a run fails or a check does not hold, beside `alerts.jsonl` in the state folder."""

    command: tuple[str, ...] = ()  # gets the alert as JSON on its standard input
    seconds: Annotated[float, Field(gt=0, le=300)] = 10  # the command, and the webhook, may take


class Document(Table):
    """The file as a whole."""

    corpora: tuple[Annotated[Corpus, Field(discriminator="kind")], ...] = ()
    landing: Landing | None = None
    limits: LimitsTable = LimitsTable()
    sandbox: SandboxTable = SandboxTable()
    calls: CallsTable = CallsTable()
    narrations: Narrations = Narrations()
    verification: Verification = Verification()
    splits: Splits = Splits()
    exports: Exports = Exports()
    evaluation: tuple[Evaluation, ...] = ()
    checks: Checks = Checks()
    models: ModelSettings = ModelSettings()
    synthesis: Synthesis = Synthesis()
    alerts: Alerts = Alerts()
