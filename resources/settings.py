"""Reads `tracecot.toml`: which corpora there are, and every figure that a person may choose."""

import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from resources.models.settings import ModelSettings
from tracecot.answer_tags import OPENING
from tracecot.errors import BadSettings, LandingGone
from tracecot.execution import Limits, Profile
from tracecot.narrations.manner import USUAL, Layout
from tracecot.narrations.style import VOICES, Voice
from tracecot.sources.agreement.records import Rules as Agreeing
from tracecot.sources.intake import CallChoices
from tracecot.sources.synthesis.records import LEVELS, Level
from tracecot.splits.evaluation_items import Shape
from tracecot.splits.formats.names import FormatName
from tracecot.splits.records import Dimension, HoldOut, Rules
from tracecot.targets import QUESTIONS

SETTINGS_FILE = "tracecot.toml"
STATE_FOLDER = ".tracecot"

LIMITS, CALLS, RULES, AGREED = Limits(), CallChoices(), Rules(), Agreeing()  # the core's own defaults


Share = Annotated[float, Field(ge=0, le=1)]
NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
Name = Annotated[str, Field(pattern=f"^{NAME}$")]


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
    fields: dict[str, str] = {}  # our name -> the file's name
    licence: str = "unknown"
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
    fields: dict[str, str] = {}  # our name -> the files' name
    licence: str = "unknown"
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

    tokens: Annotated[int, Field(ge=50, le=100_000)] = USUAL.budget
    voices: Annotated[tuple[Voice, ...], Field(min_length=1)] = VOICES
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)] = (USUAL.layout,)  # mixed evenly
    #: `[WORD]` or `<word>`: what opens each answer.
    answer_tag: Annotated[str, Field(pattern=f"^(?:{OPENING.pattern})$")] = USUAL.tag
    questions: Annotated[int, Field(ge=0, le=len(QUESTIONS))] = 1  # about moments of each execution
    #: Executions of a program for which simpler calls, and ones with an argument changed, are executed; 0: none.
    other_calls: Annotated[int, Field(ge=0, le=1_000)] = 8
    programs: bool = False  # whether programs are explained and written, from all their calls


class Verification(Table):
    """What a rationale must reach to ship, and how large the exam of the verifier is."""

    support: Share = 0.5
    exam_rationales: Annotated[int, Field(ge=1, le=1_000_000)] = 250  # honest ones
    exam_kinds: Annotated[int, Field(ge=1, le=100)] = 4  # kinds of corruption that are tried on each
    exam_seed: int = 0


class Splits(Table):
    """How samples are divided."""

    eval_share: Annotated[float, Field(gt=0, lt=1)] = 0.1
    eval_most: Annotated[float, Field(gt=0, lt=1)] = RULES.eval_most  # of the samples, those of the packages below
    eval_packages: tuple[str, ...] = ()  # corpora that are kept whole for evaluation
    validation_share: Annotated[float, Field(ge=0, le=0.2)] = RULES.validation_share  # 0: no validation
    seed: int = 0
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
    mix: dict[Dimension, dict[str, Share]] = {}  # the most that each task, direction, voice or difficulty may have


class Evaluation(Table):
    """A data set that models are examined on: nothing of it may ship."""

    name: Name
    path: Path
    shape: Shape


class Synthesis(Table):
    """What a model makes tasks of: nothing where neither is named."""

    documents: tuple[Path, ...] = ()  # files and folders
    concepts: tuple[str, ...] = ()  # "name" or "name: description"
    levels: Annotated[tuple[Level, ...], Field(min_length=1)] = LEVELS
    most_concepts: Annotated[int, Field(ge=1)] = 100  # of the documents
    instructions: Annotated[int, Field(ge=1, le=12)] = 6  # of each concept and level
    solutions: Annotated[int, Field(ge=1, le=100)] = 8  # of each instruction
    suites: Annotated[int, Field(ge=1, le=20)] = 3
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


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that `tracecot.toml` says, with what it leaves out filled in."""

    corpora: tuple[Corpus, ...]  # those of the landing folder last
    landing: Landing | None
    landing_gone: str  # why the landing folder can't be looked into; empty where it can, or there is none
    limits: Limits
    profile: Profile
    calls: CallChoices
    narrations: Narrations
    verification: Verification
    splits: Splits
    exports: Exports
    evaluation: tuple[Evaluation, ...]
    checks: Checks
    models: ModelSettings
    synthesis: Synthesis
    alerts: Alerts

    def require_landing(self) -> None:
        """Lets nothing retire, or be put there, while the landing folder is away.

        Raises:
            LandingGone: it is.
        """
        if self.landing_gone:
            raise LandingGone(self.landing_gone)

    def corpus(self, name: str) -> Corpus:
        """The corpus of that name.

        Raises:
            BadSettings: there is none; the message lists those that are.
        """
        for corpus in self.corpora:
            if corpus.name == name:
                return corpus
        raise BadSettings(f"there is no corpus {name!r}; there are {', '.join(one.name for one in self.corpora)}")


def project_folder() -> Path:
    """The nearest folder, from the current one upwards, that has a `tracecot.toml`; else the current one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS_FILE).is_file()), here)


def state_folder() -> Path:
    """Where everything that a run makes is kept: `$TRACECOT_HOME`, or `.tracecot` in the project."""
    chosen = os.environ.get("TRACECOT_HOME")
    return Path(chosen).absolute() if chosen else project_folder() / STATE_FOLDER


def load_settings(path: Path | None = None) -> Settings:
    """The settings in this file, or in the project's `tracecot.toml`.

    Raises:
        BadSettings: the file isn't there, isn't TOML, or says something that isn't allowed.
    """
    path = path or project_folder() / SETTINGS_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadSettings(f"{path} isn't there; copy the {SETTINGS_FILE} that TraceCoT comes with") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{path} can't be read: {error}") from error
    try:
        document = Document.model_validate(content)
    except ValidationError as error:
        raise BadSettings(f"{path.name}:\n" + "\n".join(_mistakes(error, content))) from error
    return _settings(document, path)


def _settings(document: Document, path: Path) -> Settings:
    """The checked file as values; data set paths are taken from the file's folder."""
    folder = path.absolute().parent
    landing = document.landing and document.landing.model_copy(update={"folder": folder / document.landing.folder})
    named = tuple(
        corpus if isinstance(corpus, PackageCorpus) else corpus.model_copy(update={"path": folder / corpus.path})
        for corpus in document.corpora
    )
    lying, gone = _lying(landing)
    corpora = (*named, *lying)
    _refuse_unknown_names(corpora, document, path)
    _refuse_no_training(document.splits, path)
    return Settings(
        corpora=corpora,
        landing=landing,
        landing_gone=gone,
        limits=Limits(**document.limits.model_dump()),
        profile=document.sandbox.profile,
        calls=CallChoices(**document.calls.model_dump()),
        narrations=document.narrations,
        verification=document.verification,
        splits=document.splits,
        exports=document.exports,
        evaluation=tuple(one.model_copy(update={"path": folder / one.path}) for one in document.evaluation),
        checks=document.checks,
        models=ModelSettings.with_environment(document.models),
        synthesis=document.synthesis.model_copy(
            update={"documents": tuple(folder / one for one in document.synthesis.documents)}
        ),
        alerts=document.alerts,
    )


def _lying(landing: Landing | None) -> tuple[tuple[RecordsCorpus, ...], str]:
    """The corpora of the landing folder, and why it can't be looked into."""
    try:
        return tuple(landed(landing)) if landing else (), ""
    except LandingGone as error:
        return (), str(error)


def landed(landing: Landing) -> Iterator[RecordsCorpus]:
    """The corpora that lie in the landing folder, by name; their version is their content's.

    Raises:
        LandingGone: it can't be looked into.
    """
    for path in _whole(landing):
        if not _why_passed_over(path):
            yield RecordsCorpus(
                kind=_LANDING[path.suffix], name=path.name, path=path, version="",
                fields=landing.fields, licence=landing.licence, hold_out=landing.hold_out,
            )  # fmt: skip


def passed_over(landing: Landing) -> dict[str, str]:
    """The files of the landing folder that are no corpus, by name, and why.

    Raises:
        LandingGone: it can't be looked into.
    """
    return {path.name: why for path in _whole(landing) if (why := _why_passed_over(path))}


def _whole(landing: Landing) -> list[Path]:
    """The files that lie there under a name that says that they are whole, by name."""
    try:
        found = sorted(path for path in landing.folder.iterdir() if path.is_file())
    except OSError as error:
        raise LandingGone(
            f"the landing folder {landing.folder} can't be looked into ({error.strerror}), so nothing of it retires: "
            f"mount it, make it, or take [landing] out of {SETTINGS_FILE}"
        ) from error
    return [path for path in found if not path.name.startswith(".") and path.suffix != UNDER_WAY]


def _why_passed_over(path: Path) -> str:
    """Why the file is no corpus; empty where it is one."""
    if path.suffix not in _LANDING:
        return f"{path.name} ends in neither {' nor '.join(_LANDING)}; convert it, or rename it"
    if not re.fullmatch(NAME, path.name):
        return (
            f"{path.name} is no name of a corpus, which begins with an ASCII letter or digit and goes on with these, "
            "dots, dashes and underscores; rename it"
        )
    return ""


UNDER_WAY = ".partial"  # ends the name of a file that is still written; such a name may begin with a dot, too
_LANDING: dict[str, Literal["jsonl", "parquet"]] = {".jsonl": "jsonl", ".parquet": "parquet"}


def _refuse_unknown_names(corpora: Sequence[Corpus], document: Document, path: Path) -> None:
    """There are corpora, their names are unique, and the splits speak of those that exist."""
    names = [corpus.name for corpus in corpora]
    if not names and document.landing is None:
        raise BadSettings(f"{path.name}:\n  corpora: is missing; name at least one, or a landing folder")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadSettings(f"{path.name}:\n  corpora: the name {twice[0]!r} is used twice; each corpus needs its own")
    if strangers := sorted(set(document.splits.eval_packages) - set(names)):
        raise BadSettings(
            f"{path.name}:\n  splits.eval_packages: {strangers[0]!r} is no corpus; allowed: {', '.join(names)}"
        )


def _refuse_no_training(splits: Splits, path: Path) -> None:
    """Something is left for training."""
    held_out = splits.eval_share + splits.validation_share
    if held_out >= 1:
        raise BadSettings(
            f"{path.name}:\n  splits.validation_share: with eval_share it holds out {held_out:.0%} of the samples, and "
            f"nothing is left for training; together they must be under 1"
        )


def _mistakes(error: ValidationError, content: dict[str, object]) -> list[str]:
    """One line a mistake: the key, what is allowed, and the value that was found."""
    lines = []
    for mistake in error.errors(include_url=False):
        key = _key(mistake["loc"], content)
        if mistake["type"] == "extra_forbidden":
            lines.append(f"  {key}: there is no such setting")
        elif mistake["type"] == "missing":
            lines.append(f"  {key}: is missing")
        else:
            lines.append(f"  {key}: {mistake['msg']}; found {mistake['input']!r}")
    return lines


def _key(location: tuple[int | str, ...], content: dict[str, object]) -> str:
    """The place of a mistake as a person would write it: `corpora[2] (toolz).distribution`."""
    parts: list[str] = []
    here: object = content
    for step in location:
        if isinstance(step, int) and isinstance(here, list) and step < len(here):
            here = here[step]
            name = here.get("name") if isinstance(here, dict) else None
            parts[-1] += f"[{step}]" + (f" ({name})" if name else "")
        elif isinstance(here, dict) and here.get("kind") == step:
            continue  # pydantic names the chosen kind of corpus as a step of its own
        else:
            parts.append(str(step))
            here = here.get(step) if isinstance(here, dict) else None
    return ".".join(parts)
