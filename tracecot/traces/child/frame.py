"""One execution of one function of the program, from its call to its end."""

import sys
from collections.abc import Sequence

from tracecot.traces.child import recorder as kinds
from tracecot.traces.child.failures import message_of, origin_of
from tracecot.traces.child.flowing import Flowing
from tracecot.traces.child.render import SIMPLE, type_name
from tracecot.traces.child.sites import Site


class Frame(Flowing):
    """What the rewritten code of a function calls to report itself."""

    __slots__ = ()

    def called_with(self, site: Site, given: tuple[object, ...], reads: Sequence[int], under: int | None) -> None:
        """The frame begins with these arguments."""
        recorder = self.recorder
        args = list(zip(site.arguments, map(recorder.value, given), strict=True))
        self.call = self.add(kinds.CALL, self.home, site.name, None, args, "", reads, under)
        if under is None:
            recorder.events[-1][11] = None
        for (name, wire), value in zip(args, given, strict=True):
            self.names[name] = self.call
            if id(type(value)) not in SIMPLE:
                self.track(name, value, wire)

    def result(self, index: int, value: object) -> object:
        """A `return` statement was reached; `finally` blocks and contexts may still have their say."""
        self.returning = (index, value, tuple(self.reads(self.recorder.sites[index])))
        return value

    def leave(self) -> None:
        """The frame ends."""
        recorder = self.recorder
        if self.suspended:
            self.push()
        if not self.failing:
            index, value, reads = self.returning or (recorder.sites[self.home].end, None, ())
            seq = self.add(kinds.RETURN, index, "", recorder.value(value), None, "", reads, self._return_scope(index))
            if self.caller is not None:
                self.caller.returned = seq
        self.pop()
        if not self.failing and self.caller is None:
            self.hand_over(seq)
        self.objects.clear()
        self.slots.clear()

    def _return_scope(self, index: int) -> int | None:
        return None if self.returning else self.call

    # Exceptions

    def failed(self) -> None:
        """An exception leaves a block: told where it began, and only once."""
        if self.suspended:
            self.push()
        recorder = self.recorder
        error = sys.exception()
        if error is None or error is recorder.travelling or issubclass(type(error), GeneratorExit):
            self.finish_clauses("raised")
            return
        recorder.travelling = error
        recorder.notice(error)
        self._tell_raise(error)
        self._leave_clauses()
        self.finish_clauses("raised")

    def _leave_clauses(self) -> None:
        """The comprehensions that the exception leaves; 3.11 throws their iterators away only later."""
        for index in reversed(self.loops):
            site = self.recorder.sites[index]
            if site.why == "comp" and not site.is_lazy and index not in self.unfinished:
                self.unfinished.append(index)

    def raising(self, index: int) -> None:
        """A `raise` statement is about to raise an exception that is there already."""
        self.recorder.raising = index
        self.recorder.travelling = None

    def _tell_raise(self, error: BaseException) -> None:
        recorder = self.recorder
        index, recorder.raising = recorder.raising, None
        position = None
        if index is None:
            position = origin_of(error, recorder.filename)
            index = None if position is None else recorder.places.around(*position)
        site = recorder.sites[self.home if index is None else index]
        message = recorder.value(message_of(error, recorder.renderer))
        reads = self.reads(site) if index is not None else []
        if position is None and index is not None and not reads and recorder.raised >= 0:
            reads = [recorder.raised]  # a bare `raise` sends on what was caught
        recorder.raised = self.add(
            kinds.RAISE, self.home if index is None else index, type_name(error), message, None, "", reads
        )
        if position is not None and (index is None or recorder.places.by_place.get(position) != index):
            recorder.events[-1][3] = recorder.place(position)

    def caught(self, index: int) -> None:
        """An `except` clause took the exception."""
        recorder = self.recorder
        error = sys.exception()
        assert error is not None
        self.returning = None
        recorder.travelling = None
        message = recorder.value(message_of(error, recorder.renderer))
        reads = [recorder.raised] if recorder.raised >= 0 else []
        seq = self.add(kinds.CATCH, index, type_name(error), message, None, "", reads)
        recorder.dirty += 1  # what failed may have changed something before
        self.compare(seq, index)

    def loop_failed(self, index: int) -> None:
        """An exception leaves a loop."""
        self.failed()
        self.end_loop(index, "raised")

    def left_by_exception(self) -> None:
        """An exception leaves the frame."""
        self.failed()
        self.failing = True
