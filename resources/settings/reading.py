"""Reads `tracecot.toml`; what its tables may hold, `tables.py` says."""

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from resources.models.settings import ModelSettings
from resources.settings.landed import landed
from resources.settings.tables import (
    Alerts,
    Checks,
    Corpus,
    Document,
    Evaluation,
    Exports,
    Landing,
    Narrations,
    PackageCorpus,
    RecordsCorpus,
    Splits,
    Synthesis,
    Verification,
)
from tracecot.errors import BadSettings, LandingGone
from tracecot.execution import Limits, Profile
from tracecot.sources.intake import CallChoices

SETTINGS_FILE = "tracecot.toml"
STATE_FOLDER = ".tracecot"


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
    return settings_of(document, path)


def settings_of(document: Document, path: Path) -> Settings:
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


def _mistakes(error: ValidationError, content: dict[str, object]) -> list[str]:
    """One line a mistake: the key, what is allowed, and the value that was found."""
    lines = []
    for mistake in error.errors(include_url=False):
        key = _key(mistake["loc"], content)
        if mistake["type"] == "extra_forbidden":
            lines.append(f"  {key}: there is no such setting")
        elif mistake["type"] == "missing":
            lines.append(f"  {key}: is missing")
        elif mistake["type"] == "union_tag_not_found":
            lines.append(f"  {key}.kind: is missing; it says what the corpus is, such as 'package' or 'jsonl'")
        else:
            lines.append(f"  {key}: {mistake['msg'].removeprefix('Value error, ')}; found {mistake['input']!r}")
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
