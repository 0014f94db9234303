"""Finds the file that a program was cut out of, where it is still at hand in the same version."""

import hashlib
import platform
import sysconfig
from importlib import metadata
from pathlib import Path

from resources.asking import Row
from resources.packages import STANDARD_LIBRARY
from resources.repositories import commit_of
from resources.settings import PackageCorpus, RecordsCorpus, RepositoryCorpus, load_settings
from tracecot.errors import BadSettings


def sha256_of_source(program: Row) -> str | None:
    """The digest of the file's bytes; None where that version is not at hand."""
    path = _path(program)
    if path is None or not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _path(program: Row) -> Path | None:
    """Where the file is, as the corpus of today says."""
    place, found = str(program["path"]), str(program["version"])
    try:
        corpus = load_settings().corpus(str(program["corpus"]))
    except BadSettings:
        return None
    match corpus:
        case PackageCorpus(distribution=name) if name == STANDARD_LIBRARY:
            return Path(sysconfig.get_paths()["stdlib"], place) if found == platform.python_version() else None
        case PackageCorpus(distribution=name):
            return _installed(name, found, place)
        case RepositoryCorpus(path=folder):
            return folder / place if found == commit_of(folder) else None
        case RecordsCorpus(path=path):
            return path if path.name == Path(place).name else None


def _installed(distribution: str, wanted: str, place: str) -> Path | None:
    """A file of an installed distribution of that version."""
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        return None
    return Path(str(found.locate_file(place))) if found.version == wanted else None
