"""The whole of synthesis: from documents and listed concepts to tasks, with a model that is handed in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from tracecot.language_models import Ask
from tracecot.sources.synthesis.concepts import concepts_of, listed_concepts, without_repeats
from tracecot.sources.synthesis.instructions import instructions_for
from tracecot.sources.synthesis.records import Choices, Concept, Document, Rejected
from tracecot.sources.synthesis.tasks import Task, tasks_for

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Synthesized:
    """What came of documents and listed concepts."""

    documents: list[Document]
    unread: list[tuple[str, str]]  # path, why
    concepts: list[Concept]
    tasks: list[Task]
    rejected: list[Rejected]

    @property
    def unanswered(self) -> bool:
        """Whether something was not answered that may be another time: the budget, the provider or the network."""
        return any(one.reason in ("over_budget", "refused", "unreachable") for one in self.rejected)

    def task_rows(self) -> Iterator[Row]:
        """A line of `tracecot agree` for each task that has solutions and tests, with its lineage."""
        concepts = {one.id: one for one in self.concepts}
        paths = {one.id: one.path for one in self.documents}
        for task in self.tasks:
            if task.solutions and task.tests:
                yield _row(task, concepts[task.instruction.concept_id], paths)

    def rejected_rows(self) -> Iterator[Row]:
        """Everything that did not go on, with its reason."""
        for path, why in self.unread:
            yield {"step": "documents", "about": path, "reason": "unreadable", "detail": why, "prompt_id": ""}
        yield from map(asdict, self.rejected)
        for task in self.tasks:
            if not (task.solutions and task.tests):
                about, detail = task.instruction.id, f"{len(task.solutions)} solutions, {len(task.tests)} tests"
                yield {"step": "tests", "about": about, "reason": "unfinished", "detail": detail, "prompt_id": ""}


def synthesize(
    read: Iterable[Document | tuple[str, str]], lines: Sequence[str], ask: Ask, choices: Choices
) -> Synthesized:
    """Tasks about what these documents say and these lines list.

    Args:
        read: documents, and paths that gave no text with the reason, which is told with what else did not go on.
        lines: concepts that a person lists, `name` or `name: description`.
        ask: asks the model.
        choices: how much is made, and what is kept.
    """
    documents: list[Document] = []
    unread: list[tuple[str, str]] = []
    for one in read:
        documents.append(one) if isinstance(one, Document) else unread.append(one)
    found, rejected = concepts_of(documents, ask, choices)
    concepts, repeated = without_repeats([*listed_concepts(lines), *found])
    instructions, more = instructions_for(concepts, ask, choices)
    tasks, rest = tasks_for(instructions, ask, choices)
    return Synthesized(documents, unread, concepts, tasks, [*rejected, *repeated, *more, *rest])


def _row(task: Task, concept: Concept, paths: dict[str, str]) -> Row:
    instruction, chunk = task.instruction, concept.chunk
    source = {"document": paths[chunk.document_id], "start": chunk.start, "end": chunk.end} if chunk else {}
    return {
        "id": instruction.id, "entry_point": task.signature.entry_point,
        "solutions": [one.code for one in task.solutions], "tests": [one.code for one in task.tests],
        "signature": task.signature.head, "instruction": instruction.text, "level": instruction.level,
        "domain": instruction.domain, "approach": instruction.approach,
        "concept": {"id": concept.id, "name": concept.name, "description": concept.description, **source},
        "said": {
            "concept": asdict(concept.said) if concept.said else None, "instruction": asdict(instruction.said),
            "signature": asdict(task.signature.said),
            "solutions": [{"key": one.key, **asdict(one.said)} for one in task.solutions],
            "tests": [{"suite": one.suite, "scenario": one.scenario, **asdict(one.said)} for one in task.tests],
        },
    }  # fmt: skip
