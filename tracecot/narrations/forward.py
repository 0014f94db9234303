"""Forward: from the arguments to the result, each value with its reason, in the order in which it happened."""

from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations.fitting import Told
from tracecot.narrations.passes.rows import stand_alone
from tracecot.narrations.reasons.parts import WIDEST, is_literal, own_values
from tracecot.narrations.reasons.parts import Part as Reason
from tracecot.narrations.steps import effects
from tracecot.narrations.steps.loops import Loops
from tracecot.narrations.steps.statements import TWICE
from tracecot.narrations.story.happenings import everything, is_felt, last_events, runs_in, size
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.story.tree import Item, Run, Step, runs_inside, steps_of
from tracecot.narrations.wording.spans import is_sayable, is_value, listed, shown, span

COUNTED = frozenset({"bind", "mutate", "branch"})
SMALL = 4  # events of a call that is told anew each time
FEW = 5  # calls of a lambda in one statement that are all told
FIRST = 3  # calls of a lambda that are told where there are more
INSIDE = 60  # events of a helper's run that is told from inside though nothing depends on it


class Teller(Loops):
    """Tells one execution in one voice with so much detail."""

    def whole(self, story: Run, relevance: Relevance) -> list[str]:
        """The paragraphs of an execution: its call, and what happened in it, first of all what led to its end."""
        self.tangled = relevance.tangled
        self.relevance = relevance
        self.is_ample = not self.detail.is_wide and runs_in(story) - 1 <= self.helpers_left
        return [self.arguments(story), *self.body(story)]

    def arguments(self, run: Run) -> str:
        """`` `f` is called with `x = 1` and `y = 2`. ``"""
        given = _given(run)
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

    def told(self, rationale: str) -> Told:
        """The rationale, with how much is told or summed up of what was bound, changed and decided on the way there."""
        assert self.relevance is not None
        events = self.relevance.events
        led = [seq for seq in self.relevance.led if events[seq].kind in COUNTED]
        left, inside = (sum(seq in seqs for seq in led) for seqs in (self.left_out, self.inside_left_out))
        return Told(stand_alone(rationale), 1 - left / max(1, len(led)), inside > 0)

    # What other frames did: the program's own functions and generators

    def reached(self, runs: Sequence[Run]) -> list[Run]:
        """The runs themselves; in the place of a lambda, which has no name to tell it by, those inside it."""
        found: list[Run] = []
        for run in runs:
            if not _is_lambda(run) or self.detail.is_wide:
                found.append(run)
                continue
            inside = _named_inside(run)
            found += inside
            if any(run is other for other in self.glimpsed(runs)):
                continue
            kept = {event.seq for event in everything(run.items)}
            kept = kept.difference(*({event.seq for event in everything(each.items)} for each in inside))
            self.left_out |= kept
            self.inside_left_out |= kept
        return found

    def glimpsed(self, runs: Sequence[Run]) -> list[Run]:
        """The first calls of a lambda that only works something out, where lambdas are told by their values."""
        if self.detail.is_wide or self.passes_told > 1:
            return []
        calls: dict[str, list[Run]] = {}
        for run in runs:
            if _is_lambda(run) and _only_works_out(run):
                calls.setdefault(_which(run), []).append(run)
        return [run for each in calls.values() for run in (each if len(each) <= FEW else each[:FIRST])]

    def tellable(self, runs: Sequence[Run]) -> list[Run]:
        """Those that are told from inside: short ones, the first ones, with those inside them, as far as there is room.

        Where the inner ones of a run are left out, nothing is told of the runs after it: a reader would look for the
        next call of a function and find one that nobody told. So a call is told, too, that stands before one of the
        same function that is, where there is room for all of them.
        """
        wanted = [place for place, run in enumerate(runs) if self.is_to_be_told(run)]
        last = {runs[place].call.function: place for place in wanted}
        leading = [
            place for place, run in enumerate(runs)
            if place in wanted or (run.begins and place < last.get(run.call.function, -1) and not _is_lambda(run))
        ]  # fmt: skip
        has_room = sum(runs_in(runs[place]) for place in leading) <= self.helpers_left
        told: list[Run] = []
        room = self.helpers_left
        for run in (runs[place] for place in (leading if has_room else wanted)):
            if room <= 0:
                break
            if run.begins or run.call.frame not in self.tangled:
                told.append(run)
                room -= runs_in(run)
        return told

    def is_to_be_told(self, run: Run) -> bool:
        """Whether it has a name, and led to the end of what is told; or is short, where there is room for all."""
        if _is_lambda(run) and not _is_value(run):
            return False
        if self.relevance is None or self.relevance.has_part_in(run):
            return True
        return self.is_ample and size(run) <= INSIDE

    def run(self, run: Run) -> str:
        """One run of another frame, from its call or from where it goes on."""
        if self.detail.is_wide or not _is_lambda(run):
            self.helpers_left -= 1
        if _is_lambda(run):
            return self.worked_out(run)
        if again := self.once_more(run):
            return again
        opening = self.arguments(run) if run.begins else self.resumed(run)
        paragraphs = [opening, *self.body(run, depth=1)]
        if run.resumes and not any(paragraphs[1:]):
            return ""  # it went on to its end
        paragraphs = [part for part in paragraphs if part]
        if run.end is not None and is_value(run.end) and not run.is_generator and not _is_silent(run, run.end):
            paragraphs = self.with_end(paragraphs, run, run.end)
        self.floor = max(self.floor, run.last)
        return "\n".join(paragraphs) if len(paragraphs) > 3 else " ".join(paragraphs)

    def once_more(self, run: Run) -> str:
        """A call that was told with the same arguments and the same end, and does nothing else; "" of any other."""
        if not run.begins or run.is_generator or run.end is None or not is_value(run.end):
            return ""
        given = [value for _, value in run.call.args]
        if not given or not all(is_sayable(value) for value in given) or is_felt(run):
            return ""
        key = run.call.function, tuple(map(shown, given))
        told, self.calls_told[key] = self.calls_told.get(key), shown(run.end.value)
        if told != self.calls_told[key]:
            return ""
        happened = everything(run.items)
        if len(happened) <= SMALL:
            return ""
        self.pass_over(happened)
        self.ended.add(run.end.seq)
        self.floor = max(self.floor, run.last)
        link = ", and" if len(given) > 1 else " and"
        return f"{self.arguments(run).removesuffix('.')}{link} returns {span(told)} again."

    def with_end(self, paragraphs: list[str], run: Run, end: Event) -> list[str]:
        """With what the run returned; of a helper that does nothing else, all in one sentence."""
        is_bare = run.begins and len(paragraphs) == 1
        returned, begins = self.returned(run, end, is_bare=is_bare), f"{span(_name(run))} "
        self.ended.add(end.seq)
        if is_bare and returned.startswith(f"{begins}returns "):
            link = ", and" if " and " in paragraphs[0] else " and"
            return [f"{paragraphs[0].removesuffix('.')}{link} {returned.removeprefix(begins)}"]
        return [*paragraphs, returned]

    def worked_out(self, run: Run) -> str:
        """What a lambda's expression gave: `` The lambda on line 3 is called with `n = 2`: `n > 1` is `True`. ``"""
        assert run.end is not None
        again = self.lambda_told == (_which(run), run.start - 1)
        who = "It" if again else f"The lambda on line {run.call.line}"
        opening = f"{who} is called with {listed(given)}" if (given := _given(run)) else ""
        paragraphs = [part for part in self.body(run, depth=1) if part]
        for event in last_events(run.items):
            self.said.pop(event.text, None)  # each call of it is told by its value, though that is as before
        because = self.because(run.end, own_values(last_events(run.items)), {})  # its parameters have no reader
        self.floor = max(self.floor, run.last)
        if opening and because:
            self.lambda_told = _which(run), run.last
            if not paragraphs:
                return f"{opening}: {listed(because)}."
            paragraphs = [f"{opening}.", *paragraphs]
        return " ".join([*paragraphs, *([effects.sentence([], listed(because))] if because else [])])

    def resumed(self, run: Run) -> str:
        """`` `gen` goes on. ``"""
        return f"{span(_name(run))} goes on." if run.resumes else ""

    def is_said_once(self, last: Reason, end: Event) -> bool:
        """Whether what is returned stands beside its expression and nowhere else."""
        return len(shown(end.value)) > TWICE or (not last.words and bool(self.wording.frame("as_it_is")))

    def returned(self, run: Run, end: Event, *, is_bare: bool = False) -> str:
        """`` `helper` returns `4`. ``, with its reasons; `is_bare`: it did nothing else."""
        reasons = self.reasons(end, own_values(last_events(run.items)), self.names.get(run.call.frame, {}))
        is_all = is_bare and len(reasons) == 1  # its expression says it all
        given = span(shown(end.value))
        asked = self.asked("result", name=span(_name(run))) if reasons and not is_all else []
        last = reasons[-1] if reasons else None
        is_its_own = last is not None and last.seq in end.reads and last.value == end.value
        if last and is_its_own and (is_all or self.is_said_once(last, end)):
            reasons, given = reasons[:-1], f"{span(last.code)}, which is {given}"
        told = f"{span(_name(run))} returns {given}"
        because = [part.said() for part in reasons]
        return " ".join([*asked, effects.sentence(because, told, self.wording, "decide")])


def _given(run: Run) -> list[str]:
    """The arguments of the call that can be told: `` `n = 3` ``."""
    return [
        span(f"{name} = {shown(value)}")
        for name, value in run.call.args
        if name not in ("self", "cls") and is_sayable(value, 2000)
    ]


def _named_inside(run: Run) -> list[Run]:
    """The runs in a lambda that have a name, however many lambdas are between; not those inside them."""
    found: list[Run] = []
    waiting = list(reversed(runs_inside(run.items)))
    while waiting:
        inner = waiting.pop()
        if _is_lambda(inner):
            waiting += reversed(runs_inside(inner.items))
        else:
            found.append(inner)
    return found


def _is_lambda(run: Run) -> bool:
    return _name(run) == "<lambda>"


def _which(run: Run) -> str:
    """What tells a lambda from others: its line, and how it is called."""
    return f"{run.call.line} {run.call.text}"


def _only_works_out(run: Run) -> bool:
    """Whether it gave a value that can be told, from an expression that can, and did nothing else."""
    return (
        _is_value(run) and run.end is not None and len(run.end.text) <= WIDEST and not is_literal(run.end.text)
        and all(event.kind in ("value", "branch", "return") for event in everything(run.items))
        and not any(step.runs for step in steps_of(run.items))
    )  # fmt: skip


def _is_silent(run: Run, end: Event) -> bool:
    """Whether it gives nothing back, and no `return` says so."""
    return _name(run) == "__init__" or (not end.text and shown(end.value) == "None")


def _is_value(run: Run) -> bool:
    """Whether it gave something that can be told, in one go."""
    return run.begins and not run.is_generator and run.end is not None and is_value(run.end)


def _name(run: Run) -> str:
    """The function's own name, without those of what is around it."""
    return run.call.function.rpartition(".")[2]
