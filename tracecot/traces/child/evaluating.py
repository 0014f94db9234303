"""What expressions report: values, conditions, calls."""

from typing import Any

from tracecot.traces.child import recorder as kinds
from tracecot.traces.child import refusals
from tracecot.traces.child.purity import (
    any_may_act,
    asks_the_day,
    asks_the_moment,
    changed_alone,
    is_passive,
    is_pure,
    own_name,
    receiver_of,
)
from tracecot.traces.child.render import TRUTHS, Wire, argument_name
from tracecot.traces.child.reporting import Reporting

#: The truth with which an operand ends an `and` or `or`.
_DECIDING = {"and": False, "or": True}
_PLACES = tuple(map(str, range(16)))  # the names of arguments that are given by place


class Evaluating(Reporting):
    """A frame whose expressions report themselves."""

    __slots__ = ()

    def value(self, index: int, value: object) -> object:
        """An expression was evaluated."""
        recorder = self.recorder
        seq = self.add(
            kinds.VALUE, index, "", recorder.value(value), None, "", self.reads(recorder.sites[index], index)
        )
        if self.clean != recorder.dirty:
            self.compare(seq, index)
        return value

    def keep(self, slot: int, value: object) -> object:
        """The value, kept in a slot as well."""
        self.slots[slot] = value
        return value

    def take(self, slot: int) -> object:
        """The value from a slot, which is empty from now on."""
        return self.slots.pop(slot)

    def branch(self, index: int, value: object) -> bool:
        """A condition decided something."""
        recorder = self.recorder
        site = recorder.sites[index]
        truth = value if value is True or value is False else self.truth(value)
        if truth is _DECIDING.get(site.why):
            self.known = (value, truth)  # it is the whole's value: `if` must not ask it again
        seq = self.add(kinds.BRANCH, index, "", TRUTHS[truth], None, site.why, self.reads(site))
        if self.clean != recorder.dirty:
            self.compare(seq, index)
        return truth

    def truth(self, value: object) -> bool:
        """Whether it is true; an object is asked as often as in the untraced program."""
        if value is True or value is False:
            return bool(value)
        known, self.known = self.known, None
        if known is not None and known[0] is value:
            return bool(known[1])
        return bool(value)

    def container(self, value: object) -> object:
        """What an item is about to be read from."""
        if not is_passive(value):
            self.recorder.dirty += 1
        return value

    # Calls

    def callee(self, index: int, function: Any) -> Any:
        """What is about to be called, before its arguments are evaluated."""
        self.calls[index] = function
        return function

    def arguments(self, index: int, /, *given: object) -> tuple[object, ...]:
        """The arguments, as they are before the call."""
        self._told(index, given, {})
        return given

    def positional(self, index: int, /, *given: object) -> tuple[object, ...]:
        """The arguments without a name; those with a name are evaluated next."""
        self.slots[-1 - index] = given
        return given

    def spread(self, index: int, iterable: Any) -> tuple[object, ...]:
        """The arguments that stand alone behind a star; where there are none, Python says so of what is called."""
        try:
            return (*iterable,)
        except TypeError as error:
            if not _is_ours(error, "Value after * must be an iterable"):
                raise
        self.calls[index](*iterable)
        raise AssertionError("what can't be unpacked was unpacked")

    def merged(self, index: int, kept: dict[str, object], more: Any) -> dict[str, object]:
        """Arguments with a name and some more; where they don't fit, Python says so of what is called."""
        try:
            unpacked = more if type(more) is dict else {**more}
        except TypeError as error:
            if not _is_ours(error, "object is not a mapping"):
                raise
            unpacked = None
        if unpacked is not None and kept.keys().isdisjoint(unpacked):
            return {**kept, **unpacked}
        self.calls[index](**kept, **(more if unpacked is None else unpacked))
        raise AssertionError("what can't be unpacked was unpacked")

    def named(self, index: int, /, **given: object) -> dict[str, object]:
        """The arguments with a name."""
        self._told(index, self.slots.pop(-1 - index), given)
        return given

    def _told(self, index: int, given: tuple[object, ...], named: dict[str, object]) -> None:
        recorder = self.recorder
        function = self.calls[index]
        receiver = receiver_of(function)
        if asks_the_moment(function):
            recorder.renderer.unsteady = True
        if asks_the_day(function):
            refusals.note("the time")
        args: list[tuple[str, Wire]] = [("self", recorder.value(receiver[0]))] if receiver else []
        if given:
            places = _PLACES if len(given) <= len(_PLACES) else map(str, range(len(given)))
            args += zip(places, map(recorder.value, given), strict=False)
        if named:
            args += zip(map(argument_name, named), map(recorder.value, named.values()), strict=True)
        reads = self.reads(recorder.sites[index])
        recorder.pending = (function, reads)
        self.returned = -1
        self.calls[index] = (function, receiver, args, reads, any_may_act(given, named))

    def called(self, index: int, value: object) -> object:
        """A call came back."""
        recorder = self.recorder
        recorder.pending = None
        function, receiver, args, reads, acting = self.calls.pop(index)
        if self.returned >= 0:
            reads = sorted({*reads, self.returned})
            self.returned = -1
        if recorder.output.total > recorder.printed:
            self.tell_output(index, reads)
        name = own_name(function, recorder.sites[index].name)
        seq = self.add(kinds.VALUE, index, name, recorder.value(value), args, "", reads)
        if recorder.is_own(function) or (is_pure(function) and not acting):
            if self.clean != recorder.dirty:
                self.compare(seq, index)
            return value
        alone = self.clean == recorder.dirty and changed_alone(receiver) and not acting
        recorder.dirty += 1
        self.compare(seq, index, receiver if alone else ())
        return value

    def tell_output(self, index: int, reads: list[int]) -> None:
        """Text went to standard output."""
        recorder = self.recorder
        text = recorder.output.text_since(recorder.printed)
        recorder.printed = recorder.output.total
        self.add(kinds.PRINT, index, value=recorder.value(text), reads=reads)


def _is_ours(error: TypeError, words: str) -> bool:
    """Whether the interpreter itself raised it, with these words, at the unpacking: no code of the program did."""
    assert error.__traceback__ is not None
    return error.__traceback__.tb_next is None and words in str(error)
