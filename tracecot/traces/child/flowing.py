"""What the flow of control reports: passes, the ends of loops, contexts, cases, generators."""

import sys
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from tracecot.traces.child import recorder as kinds
from tracecot.traces.child.binding import Binding
from tracecot.traces.child.purity import may_act
from tracecot.traces.child.render import TRUTHS
from tracecot.traces.child.reporting import Loop

_END = object()
_CHOSEN = 1 << 30  # more cases than any `match` has


class Flowing(Binding):
    """A frame whose flow of control reports itself."""

    __slots__ = ()

    # Loops

    def passes(self, index: int, iterable: Iterable[Any]) -> Iterator[Any]:
        """The items of a `for` loop or clause, each one a pass."""
        key = self._variable_of(index, iterable)
        return self._passes(index, iter(iterable), key, iterable if key else None)

    def _variable_of(self, index: int, iterable: object) -> str:
        """The frame's variable that shows the iterable, whose changes the loop sees; nothing where there is none."""
        for hops, key in self.recorder.sites[index].names:
            if hops == 0 and key in self.objects and self.objects[key].object is iterable:
                return key
        return ""

    def _passes(self, index: int, iterator: Iterator[Any], key: str, shown: object) -> Iterator[Any]:
        recorder = self.recorder
        site = recorder.sites[index]
        reads = tuple(self.reads(site))
        recorder.loops += 1
        loop = Loop(recorder.loops)
        acting = may_act(iterator)
        try:
            while True:
                # Where the interpreter stands while the item comes about differs between its versions.
                self.drawing = reads
                try:
                    # `next` and not `for`: a program's own `__iter__` must not be called once more.
                    item = next(iterator, _END)
                finally:
                    self.drawing = None
                if item is _END:
                    break
                recorder.dirty += acting
                loop.passes += 1
                self.loops[index] = loop
                if key in self.objects and self.objects[key].object is shown:
                    reads = tuple(sorted({*reads, self.names[key]}))
                seq = self.add(kinds.ITERATION, index, "", recorder.value(item), None, site.why, reads, None, loop)
                if self.clean != recorder.dirty:
                    self.compare(seq, index)
                if site.is_last:
                    self._element_begins(index, loop)
                yield item
                if site.is_last:
                    self._element_ends(index, loop)  # unless it was told: a condition may have left it out
        except BaseException:
            self._element_ends(index, loop)
            if site.why == "comp" and index in self.loops:
                self.unfinished.append(index)
            raise
        recorder.dirty += acting  # it looked for more and found none
        self.end_loop(index, "exhausted", loop)

    def _element_begins(self, index: int, loop: Loop) -> None:
        """An element is about to be evaluated; while another of the same expression is, what that keeps is put aside.

        Two generators of one expression draw from each other then, and both keep their values in this frame.
        """
        under_way = self.evaluating.setdefault(index, [])
        aside = None
        if under_way:
            around = under_way[-1][0]
            aside = dict(self.slots), dict(self.calls), dict(self.last), around
        under_way.append((loop, aside))

    def _element_ends(self, index: int, loop: Loop | None) -> None:
        """An element was evaluated, if it was this loop's; no loop means the innermost one."""
        under_way = self.evaluating.get(index)
        if not under_way or (loop is not None and under_way[-1][0] is not loop):
            return
        _, aside = under_way.pop()
        if aside is not None:
            self.slots, self.calls, self.last, self.loops[index] = aside

    def while_begins(self, index: int) -> None:
        """A `while` loop is reached."""
        self.loops.pop(index, None)

    def while_pass(self, index: int, truth: bool) -> bool:
        """The condition was evaluated: a pass begins, or the loop is left."""
        recorder = self.recorder
        loop = self.loops.get(index)
        if loop is None:
            recorder.loops += 1
            loop = Loop(recorder.loops)
        if not truth:
            self.end_loop(index, "exhausted", loop)
            return False
        loop.passes += 1
        self.loops[index] = loop
        self.add(kinds.ITERATION, index, why="while", reads=(len(recorder.events) - 1,), loop=loop)
        return True

    def loop_left(self, index: int) -> None:
        """The loop is behind; unless it was told already, a `break` or a `return` left it."""
        if index in self.loops:
            self.end_loop(index, "broken" if self.returning is None else "returned")

    # Contexts

    def entered(self, index: int, slot: int) -> None:
        """A `with` block begins."""
        recorder = self.recorder
        self.withs.append(index)
        recorder.dirty += 1
        site = recorder.sites[index]
        seq = self.add(kinds.ENTER, index, "", recorder.value(self.slots[slot]), reads=self.reads(site))
        self.compare(seq, index)

    def exited(self, index: int) -> None:
        """A `with` block was left."""
        if not self.withs or self.withs[-1] != index:
            return  # it was never entered
        self.withs.pop()
        self.recorder.dirty += 1
        self.compare(self.add(kinds.EXIT, index), index)

    # Pattern matching

    def match_begins(self, number: int) -> None:
        """No case was tried yet."""
        self.matches[number] = 0

    def case_reached(self, number: int, sites: tuple[int, ...]) -> bool:
        """The cases before this one did not match."""
        for index in sites[self.matches[number] :]:
            self._case(index, truth=False)
        self.matches[number] = len(sites)
        return True

    def case_guarded(self, number: int, index: int, value: object) -> bool:
        """A guard was evaluated."""
        truth = self.truth(value)
        self._case(index, truth)
        self.matches[number] = _CHOSEN if truth else self.matches[number] + 1
        return truth

    def case_matched(self, number: int, index: int, sites: tuple[int, ...]) -> None:
        """This case matched."""
        self.case_reached(number, sites)
        self._case(index, truth=True)
        self.matches[number] = _CHOSEN

    def unmatched(self, number: int, sites: tuple[int, ...]) -> None:
        """The `match` is behind."""
        if self.matches[number] < len(sites):
            self.case_reached(number, sites)

    def _case(self, index: int, truth: bool) -> None:
        site = self.recorder.sites[index]
        self.add(kinds.BRANCH, index, "", TRUTHS[truth], None, "case", self.reads(site))

    # Generators

    def element(self, index: int, value: object) -> object:
        """An element of a comprehension, which the whole reads."""
        site = self.recorder.sites[index]
        self.collected.setdefault(site.end, []).extend(self.reads(site))
        if site.loop is not None:
            self._element_ends(site.loop, None)
        return value

    def hand_out(self, index: int, value: object) -> object:
        """A generator hands a value out and sleeps."""
        recorder = self.recorder
        seq = self.add(kinds.YIELD, index, "", recorder.value(value), None, "", self.reads(recorder.sites[index]))
        self.pop()
        self.hand_over(seq)
        self.suspended = True
        return value

    def resume(self, index: int, sent: object) -> object:
        """A generator goes on."""
        recorder = self.recorder
        self.push()
        wire = None if sent is None else recorder.value(sent)
        reads = self.reads(recorder.sites[index])
        if sent is not None and self.depth > 1:
            sender = recorder.stack[-2]
            reads += sender.reads_under_way(recorder.running_site(sys._getframe(1).f_back))
        seq = self.add(kinds.RESUME, index, "", wire, None, "", sorted(set(reads)))
        if self.clean != recorder.dirty:
            self.compare(seq, index)
        return sent

    def delegate(self, out: int, back: int, iterable: Any) -> Generator[Any, Any, Any]:
        """`yield from`, as PEP 380 spells it out."""
        iterator = iter(iterable)
        try:
            item = next(iterator)
        except StopIteration as stop:
            return stop.value
        while True:
            try:
                sent = yield self.hand_out(out, item)
            except GeneratorExit:
                self.push()
                if (close := getattr(iterator, "close", None)) is not None:
                    close()
                raise
            except BaseException as error:
                self.push()
                if (throw := getattr(iterator, "throw", None)) is None:
                    raise
                try:
                    item = throw(error)
                except StopIteration as stop:
                    return stop.value
            else:
                self.resume(back, sent)
                try:
                    item = next(iterator) if sent is None else iterator.send(sent)
                except StopIteration as stop:
                    return stop.value
