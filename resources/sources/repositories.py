"""Reads a folder of Python files, such as a checkout: its modules and its tests, with commit and licence."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from resources.settings.tables import RepositoryCorpus
from resources.sources.packages import is_chosen, licence_of_text, read_source, text_of
from tracecot.errors import BadSettings, CorpusGone
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import UNKNOWN

#: Folders in which nobody keeps the source that the folder is about.
_PASSED_OVER = frozenset(
    {"build", "dist", "docs", "doc", "examples", "benchmarks", "vendor", "_vendor", "venv", "env", "node_modules"}
)
_OF_TESTS = re.compile(r"(^|/)(tests?|testing)/|(^|/)test_[^/]*$|_test\.py$|(^|/)conftest\.py$")
_LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying)(\.(txt|md|rst))?")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
NO_COMMIT = "uncommitted"


@dataclass(frozen=True, slots=True)
class Repository:
    """What a folder holds."""

    files: tuple[SourceFile, ...]
    tests: tuple[SourceFile, ...]

    @property
    def all_files(self) -> tuple[SourceFile, ...]:
        """The modules, then the tests."""
        return (*self.files, *self.tests)


def read_repository(corpus: RepositoryCorpus) -> Repository:
    """The folder's Python files as they lie there, in the order of their paths.

    Raises:
        BadSettings: the folder isn't there, or has no Python file under the chosen modules.
    """
    if not corpus.path.is_dir():
        raise CorpusGone(f"corpus {corpus.name}: there is no folder {corpus.path}; mend `path` in tracecot.toml")
    version = commit_of(corpus.path) or NO_COMMIT
    licence = corpus.licence or _licence(corpus.path)
    files, tests, taken = [], [], set[str]()
    for path in _python_files(corpus.path):
        place = path.relative_to(corpus.path).as_posix()
        module = _module_name(path, corpus.path)
        if module in taken:  # two packages of one name in one folder
            module = _dotted(place)
        for file in read_source(path, SourceFile(corpus.name, version, licence, place, module, "")):
            taken.add(module)
            if _OF_TESTS.search(place):
                tests.append(file)
            elif is_chosen(module, corpus):
                files.append(file)
    if not files:
        raise BadSettings(f"corpus {corpus.name}: {corpus.path} has no Python files under the chosen modules")
    return Repository(tuple(files), tuple(tests))


def _python_files(root: Path) -> Iterator[Path]:
    """The files, without what a link points to: that may lie anywhere."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            one for one in folders if one not in _PASSED_OVER and not one.startswith((".", "__pycache"))
        )
        for name in sorted(names):
            path = Path(folder, name)
            if name.endswith(".py") and not path.is_symlink():
                yield path


def _module_name(path: Path, root: Path) -> str:
    """The name that the module is imported by: from its outermost package, wherever that lies."""
    top = path.parent
    while top != root and (top / "__init__.py").is_file():
        top = top.parent
    place = path.relative_to(root if top == path.parent else top).as_posix()
    return _dotted(place.removeprefix("src/"))


def _dotted(place: str) -> str:
    return place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _licence(root: Path) -> str:
    """The licence by its text; `unknown` when there is none that is known."""
    for path in sorted(root.iterdir()):
        if path.is_file() and _LICENCE_FILE.fullmatch(path.name):
            return licence_of_text(text_of(path) or "") or UNKNOWN
    return UNKNOWN


def commit_of(folder: Path) -> str:
    """The commit that is checked out; empty when the folder is no checkout.

    Git's files are read rather than git run: a repository can name programs that git starts.
    """
    git = folder / ".git"
    if git.is_file():  # a worktree, or a submodule
        git = folder / (text_of(git) or "").removeprefix("gitdir:").strip()
    head = (text_of(git / "HEAD") or "").strip()
    if not head.startswith("ref:"):
        return head if _COMMIT.fullmatch(head) else ""
    name = head.removeprefix("ref:").strip()
    shared = git / (text_of(git / "commondir") or ".").strip()
    for place in (git, shared):
        if _COMMIT.fullmatch(found := (text_of(place / name) or "").strip()):
            return found
    packed = (text_of(shared / "packed-refs") or "").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")
