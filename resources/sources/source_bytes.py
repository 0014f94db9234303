"""Finds what a program was cut out of, as it lies there now, and says what gathering gives of it."""

import ast
from collections.abc import Mapping, Sequence

from resources.settings import load_settings
from resources.settings.tables import PackageCorpus, RepositoryCorpus
from resources.sources.datasets import dataset_records
from resources.sources.packages import package_files
from resources.sources.repositories import read_repository
from tracecot.errors import BadSettings
from tracecot.sources.datasets import origin_of as origin_of_record
from tracecot.sources.finding import origin_of, owners
from tracecot.sources.intake import DataRecord, SourceFile
from tracecot.sources.records import Origin, Program

Source = SourceFile | DataRecord
Place = tuple[str, int]  # a path, and the line of a record; 0 for a whole file


class SourcesAtHand:
    """The corpora as they lie there now; each is read once."""

    def __init__(self) -> None:
        self._read: dict[str, Mapping[Place, Source]] = {}

    def origins(self, program: Program) -> Sequence[Origin] | None:
        """What gathering gives under the program's path and name; None where its version is not at hand."""
        if program.corpus not in self._read:
            self._read[program.corpus] = {_place(one): one for one in _sources(program.corpus)}
        found, origin = self._read[program.corpus], program.origin
        if origin.version not in {one.version for one in found.values()}:
            return None
        match found.get((origin.path, origin.first_line)) or found.get((origin.path, 0)):
            case DataRecord() as record:
                return [origin_of_record(record)]
            case SourceFile() as file:
                return _named(file, origin.qualname)
        return []


def _named(file: SourceFile, qualname: str) -> Sequence[Origin]:
    """Where what has the name in the file comes from; nothing where the file is no Python any more."""
    try:
        tree = ast.parse(file.text)
    except (SyntaxError, ValueError, RecursionError):
        return []
    return [origin_of(file, name, node) for name, node in owners(tree) if name == qualname]


def _place(source: Source) -> Place:
    return source.path, source.line if isinstance(source, DataRecord) else 0


def _sources(corpus: str) -> list[Source]:
    """All that a corpus of `tracecot.toml` has; nothing where it isn't there any more."""
    try:
        found = load_settings().corpus(corpus)
        if isinstance(found, PackageCorpus):
            return list(package_files(found))
        if isinstance(found, RepositoryCorpus):
            return list(read_repository(found).all_files)
        return [one for one in dataset_records(found) if isinstance(one, DataRecord)]
    except BadSettings:
        return []
