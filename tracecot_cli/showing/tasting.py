"""Picks a few real functions of installed packages, and tells them: what `tracecot preview` shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from resources.settings import Settings
from resources.settings.tables import PackageCorpus
from resources.sources.packages import package_files
from tracecot.errors import BadSettings
from tracecot.execution import Execute
from tracecot.flow import Told, tell
from tracecot.ids import digest
from tracecot.narrations.records import TASKS
from tracecot.sources.finding import Candidate, candidates
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import Call, Program
from tracecot.splits.render import code_lines

#: Packages of more files take longer to read than a preview lasts.
MOST_FILES = 40
MOST_PACKAGES = 4
LOOKED_AT = 40  # programs of each package
#: What is neither trivial nor long to read.
LINES = range(4, 22)
EVENTS = range(6, 120)


@dataclass(frozen=True, slots=True)
class Tasted:
    """One rationale with the program and the call that it is about."""

    program: Program
    call: Call
    told: Told


def taste(settings: Settings, execute: Execute, wanted: int) -> Iterator[Tasted]:
    """So many rationales, of as many programs, their tasks by turns."""
    found = 0
    for program, call in _by_turns(_choices(settings)):
        task = TASKS[found % len(TASKS)]
        for told in tell(program, call, execute):
            if isinstance(told, Told) and told.narration.task == task and len(told.trace.events) in EVENTS:
                yield Tasted(program, call, told)
                found += 1
        if found == wanted:
            return


def _choices(settings: Settings) -> Iterator[list[tuple[Program, Call]]]:
    """For each of a few packages its fitting programs, each with one documented call."""
    taken = 0
    for corpus in settings.corpora:
        if isinstance(corpus, PackageCorpus) and taken < MOST_PACKAGES and (files := _files(corpus)):
            taken += 1
            some = islice((one for one in candidates(files, corpus.name) if isinstance(one, Candidate)), LOOKED_AT)
            fitting = [(one.program, one.calls[0]) for one in some if code_lines(one.program.code) in LINES]
            yield sorted(fitting, key=lambda pair: digest("preview", pair[0].id))


def _files(corpus: PackageCorpus) -> list[SourceFile]:
    """The package's files; none when it isn't installed or has too many."""
    try:
        files = list(islice(package_files(corpus), MOST_FILES + 1))
    except BadSettings:
        return []
    return files if len(files) <= MOST_FILES else []


def _by_turns(choices: Iterable[list[tuple[Program, Call]]]) -> Iterator[tuple[Program, Call]]:
    """The first of each package, then the second of each, and so on."""
    for turn in zip_longest(*choices):
        yield from (one for one in turn if one is not None)
