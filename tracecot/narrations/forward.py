"""Forward: from the arguments to the result, each value with its reason, in the order in which it happened."""

from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations import effects
from tracecot.narrations.happenings import last_events, runs_in, size
from tracecot.narrations.loops import Loops
from tracecot.narrations.reasons import own_values
from tracecot.narrations.relevance import Relevance
from tracecot.narrations.spans import is_sayable, is_value, listed, shown, span
from tracecot.narrations.story import Item, Run, Step
from tracecot.narrations.turns import tangled

INSIDE = 60  # events of a helper's run that is told from inside though nothing depends on it


class Teller(Loops):
    """Tells one execution in one voice with so much detail."""

    def whole(self, story: Run, relevance: Relevance) -> list[str]:
        """The paragraphs of an execution: its call, and what happened in it, first of all what led to its end."""
        self.tangled = tangled(story)
        self.relevance = relevance
        self.is_ample = runs_in(story) - 1 <= self.helpers_left
        return [self.arguments(story), *self.body(story)]

    def arguments(self, run: Run) -> str:
        """`` `f` is called with `x = 1` and `y = 2`. ``"""
        given = [
            span(f"{name} = {shown(value)}")
            for name, value in run.call.args
            if name not in ("self", "cls") and is_sayable(value, 2000)
        ]
        name = span(_name(run))
        if _name(run) == "__init__":
            name = span(run.call.function.split(".")[-2])
            return f"{name} is constructed{' with ' if given else ''}{listed(given)}."
        if not given:
            return f"{name} is called."
        return self.wording.frame("call").replace("{name}", name).replace("{given}", listed(given))

    def body(self, run: Run, depth: int = 0) -> list[str]:
        """The paragraphs of what happened in the run, without its return."""
        if run.begins:
            self.names[run.call.frame] = dict(run.call.args)
        return self.items(run.items, run, depth)

    def items(self, items: Sequence[Item], run: Run, depth: int = 0) -> list[str]:
        """A paragraph for each loop and pass; what stands between shares one."""
        paragraphs: list[str] = []
        running: list[str] = []
        for item in items:
            if isinstance(item, Step):
                running += self.step(item, run)
                continue
            paragraphs += [" ".join(running)] if running else []
            running = []
            paragraphs += self.loop(item, run, depth)
        return paragraphs + ([" ".join(running)] if running else [])

    # What other frames did: the program's own functions and generators

    def tellable(self, runs: Sequence[Run]) -> list[Run]:
        """Those that are told from inside: short ones, the first ones, with those inside them, as far as there is room.

        Where the inner ones of a run are left out, nothing is told of the runs after it: a reader would look for the
        next call of a function and find one that nobody told.
        """
        told: list[Run] = []
        room = self.helpers_left
        for run in runs:
            if room <= 0:
                break
            if self.is_to_be_told(run) and (run.begins or run.call.frame not in self.tangled):
                told.append(run)
                room -= runs_in(run)
        return told

    def is_to_be_told(self, run: Run) -> bool:
        """Whether it has a name, and led to the end of what is told; or is short, where there is room for all."""
        if _name(run).endswith("<lambda>"):
            return False
        if self.relevance is None or self.relevance.has_part_in(run):
            return True
        return self.is_ample and size(run) <= INSIDE

    def run(self, run: Run) -> str:
        """One run of another frame, from its call or from where it goes on."""
        self.helpers_left -= 1
        opening = self.arguments(run) if run.begins else self.resumed(run)
        paragraphs = [opening, *self.body(run, depth=1)]
        if run.resumes and not any(paragraphs[1:]):
            return ""  # it went on to its end
        paragraphs = [part for part in paragraphs if part]
        if run.end is not None and is_value(run.end) and not run.is_generator and _name(run) != "__init__":
            paragraphs.append(self.returned(run, run.end))
        self.floor = max(self.floor, run.last)
        return "\n".join(paragraphs) if len(paragraphs) > 3 else " ".join(paragraphs)

    def resumed(self, run: Run) -> str:
        """`` `gen` goes on. ``"""
        return f"{span(_name(run))} goes on." if run.resumes else ""

    def returned(self, run: Run, end: Event) -> str:
        """`` `helper` returns `4`. ``, with its reasons."""
        values = own_values(last_events(run.items))
        because = self.because(end, values, self.names.get(run.call.frame, {}))
        told = f"{span(_name(run))} returns {span(shown(end.value))}"
        asked = self.asked("result", name=span(_name(run))) if because else []
        return " ".join([*asked, effects.sentence(because, told, self.wording, "decide")])


def _name(run: Run) -> str:
    """The function's own name, without those of what is around it."""
    return run.call.function.rpartition(".")[2]
