"""Reads the Python files of an installed distribution, or of the standard library, with version and licence."""

import hashlib
import os
import platform
import re
import stat
import sysconfig
from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from resources.settings.tables import PackageCorpus, RepositoryCorpus
from tracecot.errors import BadSettings, CorpusGone
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import UNKNOWN

STANDARD_LIBRARY = "python"
LARGEST_FILE = 1_000_000  # bytes; a larger one is a table of data
_PASSED_OVER = re.compile(
    r"(^|/)(tests?|testing|docs?|examples?|benchmarks?|_vendor|vendor)(/|$)|(^|/)(test_|conftest)"
)

#: What classifiers and licence texts mean, as SPDX ids.
_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
_TEXTS = (
    (r"Permission is hereby granted, free of charge", "MIT"),
    (
        r"Redistribution and use in source and binary forms(?s:.*)"
        r"(Neither the names?|names? of the\s+contributors may not)",
        "BSD-3-Clause",
    ),
    (r"Redistribution and use in source and binary forms", "BSD-2-Clause"),
    (r"Apache License\s+Version 2\.0", "Apache-2.0"),
)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def package_files(corpus: PackageCorpus) -> Iterator[SourceFile]:
    """The corpus's files, in the order of their paths.

    Raises:
        BadSettings: the distribution isn't installed, describes itself in a way that can't be read, or has none of the
            modules that were named.
    """
    files = _standard_files(corpus) if corpus.distribution == STANDARD_LIBRARY else _distribution_files(corpus)
    found = False
    for file in files:
        found = True
        yield file
    if not found:
        raise BadSettings(f"corpus {corpus.name}: {corpus.distribution} has no Python files under the chosen modules")


def _distribution_files(corpus: PackageCorpus) -> Iterator[SourceFile]:
    try:
        distribution = metadata.distribution(corpus.distribution)
    except metadata.PackageNotFoundError as error:
        raise CorpusGone(
            f"corpus {corpus.name}: the distribution {corpus.distribution!r} isn't installed; "
            f"install it (pip install {corpus.distribution}) or take the corpus out of tracecot.toml"
        ) from error
    try:
        version, licence = distribution.version, spdx_licence(distribution)
        files = sorted(distribution.files or [], key=str)
    except (OSError, ValueError, LookupError) as error:
        raise BadSettings(f"corpus {corpus.name}: {corpus.distribution} describes itself wrongly: {error}") from error
    for file in files:
        path = file.as_posix()
        if file.suffix == ".py" and not _PASSED_OVER.search(path) and ".." not in file.parts and "/" in path:
            module = _module_name(path)
            if is_chosen(module, corpus):
                place = Path(str(file.locate()))
                yield from read_source(place, SourceFile(corpus.distribution, version, licence, path, module, ""))


def _standard_files(corpus: PackageCorpus) -> Iterator[SourceFile]:
    """Modules of the standard library: those that were named, or all public ones."""
    root = Path(sysconfig.get_paths()["stdlib"])
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in ("site-packages", "__pycache__")]  # not even looked into
        found += [Path(folder, name) for name in names if name.endswith(".py")]
    for path in sorted(found):
        place = path.relative_to(root).as_posix()
        if _PASSED_OVER.search(place):
            continue
        module = _module_name(place)
        if is_chosen(module, corpus):
            version = platform.python_version()
            yield from read_source(path, SourceFile(STANDARD_LIBRARY, version, "PSF-2.0", place, module, ""))


def is_chosen(module: str, corpus: PackageCorpus | RepositoryCorpus) -> bool:
    """Whether the corpus takes this module."""
    if any(module == one or module.startswith(one + ".") for one in corpus.leave_out):
        return False
    return not corpus.modules or module in corpus.modules


def _module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def read_source(path: Path, file: SourceFile) -> Iterator[SourceFile]:
    """The file with its text and digest, or with why it has none; nothing for what is no file, as a pipe.

    Args:
        path: where it lies.
        file: what is known of it without its text.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return
        if found.st_size > LARGEST_FILE:
            yield replace(file, unread=("too_large", f"{found.st_size} bytes; {LARGEST_FILE} at most"))
        else:
            text, digest = path.read_text(encoding="utf-8"), sha256_of(path)
            yield replace(file, text=text, sha256=digest)
    except UnicodeDecodeError as error:
        yield replace(file, unread=("not_unicode", f"it isn't UTF-8: {error}"))
    except OSError as error:
        yield replace(file, unread=("not_readable", str(error.strerror or error)))


def text_of(path: Path) -> str | None:
    """The text of a small file; None where there is none, or none in UTF-8."""
    try:
        found = path.stat()
        is_read = stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST_FILE
        return path.read_text(encoding="utf-8") if is_read else None
    except (OSError, ValueError):  # also a path that no file can have, such as one with a NUL
        return None


def sha256_of(path: Path) -> str:
    """The digest of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def spdx_licence(distribution: metadata.Distribution) -> str:
    """The licence as an SPDX id: as declared, else by classifier, else by the licence's text; `unknown` otherwise."""
    described = distribution.metadata.json
    declared = str(described.get("license_expression") or "")
    if _SPDX.fullmatch(declared):
        return declared
    if (short := str(described.get("license") or "").strip()) in _CLASSIFIERS.values():
        return short
    text = _licence_text(distribution)
    by_text = licence_of_text(text)
    for classifier in distribution.metadata.get_all("Classifier") or []:
        name = _CLASSIFIERS.get(classifier.split(" :: ")[-1])
        if name is not None:  # "BSD License" doesn't tell which; the text does
            return by_text if name.startswith("BSD") and by_text.startswith("BSD") else name
    return by_text or UNKNOWN


def licence_of_text(text: str) -> str:
    """The SPDX id of a licence's text; empty for one that isn't known."""
    return next((name for pattern, name in _TEXTS if re.search(pattern, text)), "")


def _licence_text(distribution: metadata.Distribution) -> str:
    """The text of the first licence file that the distribution ships."""
    for file in distribution.files or []:
        if re.search(r"(?i)(^|/)(licen[cs]e|copying)[^/]*$", file.as_posix()) and file.suffix != ".py":
            return text_of(Path(str(file.locate()))) or ""
    return ""
