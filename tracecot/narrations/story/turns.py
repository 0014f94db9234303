"""Generators that take turns with a frame of their own function, so that a reader can't tell whose loop goes on."""

from tracecot.narrations.story.tree import Run, runs_of, steps_of


def tangled(story: Run) -> frozenset[int]:
    """The frames of generators whose consumer, of the same function, decides something between two of their runs."""
    branches: dict[int, list[int]] = {}  # of each frame: where it decided something
    spans: dict[tuple[int, int], tuple[int, int]] = {}  # consumer, generator -> from its first run to its last
    for run in runs_of(story):
        consumer = run.call.frame
        for step in steps_of(run.items):
            branches.setdefault(consumer, []).extend(event.seq for event in step.events if event.kind == "branch")
            for inner in step.runs:
                if inner.call.function == run.call.function:
                    first, _ = spans.get((consumer, inner.call.frame), (inner.start, 0))
                    spans[consumer, inner.call.frame] = first, inner.start
    return frozenset(
        generator
        for (consumer, generator), (first, last) in spans.items()
        if any(first < seq < last for seq in branches.get(consumer, ()))
    )
