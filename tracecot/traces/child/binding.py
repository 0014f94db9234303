"""What assignments report: names, items and attributes that got a value, and what was deleted."""

from typing import Any

from tracecot.traces.child import recorder as kinds
from tracecot.traces.child.evaluating import Evaluating
from tracecot.traces.child.purity import changed_alone
from tracecot.traces.child.render import FROZEN
from tracecot.traces.child.sites import Template

LONGEST_KEY = 120  # characters: a longer key is shown by its type alone


class Binding(Evaluating):
    """A frame whose assignments report themselves."""

    __slots__ = ()

    def bind(self, index: int, value: object) -> object:
        """A name got a value."""
        recorder = self.recorder
        site = recorder.sites[index]
        wire = recorder.value(value)
        seq = self.add(kinds.BIND, index, site.name, wire, None, "", self.reads(site))
        hops, key = site.bind or (0, site.name)
        self.variables(hops)[key] = seq
        if hops == 0:
            self.track(key, value, wire)
        if self.clean != recorder.dirty:
            self.compare(seq, index)
        return value

    def bind_all(self, sites: tuple[int, ...], values: tuple[object, ...]) -> bool:
        """The variables of a comprehension's clause got their values."""
        for index, value in zip(sites, values, strict=True):
            self.bind(index, value)
        return True

    def bound_item(self, index: int, kept: int, owner: int) -> None:
        """An item or attribute got a value, which changed its owner."""
        recorder = self.recorder
        site = recorder.sites[index]
        value, base = self.slots.pop(kept), self.slots.pop(owner)
        name = self.filled(site.template)
        seq = self.add(kinds.BIND, index, name, recorder.value(value), None, "", self.reads(site))
        alone = self.clean == recorder.dirty and changed_alone((base,))
        recorder.dirty += 1
        self.compare(seq, index, (base,) if alone else ())

    def filled(self, template: Template) -> str:
        """The target's name with its keys' values."""
        parts = []
        for part in template:
            if isinstance(part, str):
                parts.append(part)
                continue
            wire = self.recorder.value(self.slots.pop(part))
            text = str(wire[1])
            parts.append(text if len(wire) == 2 and len(text) <= LONGEST_KEY else f"<{wire[0]}>")
        return "".join(parts)

    # x += e

    def augmented(self, index: int, old_slot: int, new: Any) -> object:
        """The operator of an augmented assignment gave a value."""
        recorder = self.recorder
        site = recorder.sites[index]
        self.add(kinds.VALUE, index, "", recorder.value(new), None, "", self.reads(site))
        if new is self.slots[old_slot] and recorder.renderer.shape(new) != FROZEN:
            recorder.dirty += 1
        return new

    def bind_in_place(self, index: int, old_slot: int, value: Any) -> object:
        """A name got the operator's value; or its object changed in place."""
        old = self.slots.pop(old_slot)
        recorder = self.recorder
        if old is not value or recorder.renderer.shape(value) == FROZEN:
            return self.bind(index, value)
        site = recorder.sites[index]
        hops, key = site.bind or (0, site.name)
        cause = self.last[site.reads[0]]
        if hops:
            # The name lives in another frame, whose own comparison comes later: tell it here.
            self.variables(hops)[key] = self.add(kinds.MUTATE, index, site.name, recorder.value(value), reads=(cause,))
        self.compare(cause, index)
        return value

    def bound_item_in_place(self, index: int, kept: int, owner: int, old_slot: int) -> None:
        """An item or attribute got the operator's value; or its object changed in place."""
        old = self.slots.pop(old_slot)
        recorder = self.recorder
        if old is not self.slots[kept] or recorder.renderer.shape(old) == FROZEN:
            self.bound_item(index, kept, owner)
            return
        site = recorder.sites[index]
        self.slots.pop(kept)
        self.slots.pop(owner)
        self.filled(site.template)
        self.compare(self.last[site.reads[0]], index)

    # del

    def deleted(self, index: int) -> None:
        """A name is gone."""
        site = self.recorder.sites[index]
        hops, key = site.bind or (0, site.name)
        self.add(kinds.DELETE, index, site.name, reads=self.reads(site))
        self.variables(hops).pop(key, None)
        if hops == 0:
            self.objects.pop(key, None)

    def deleted_item(self, index: int, owner: int) -> None:
        """An item or attribute is gone, which changed its owner."""
        recorder = self.recorder
        site = recorder.sites[index]
        base = self.slots.pop(owner)
        seq = self.add(kinds.DELETE, index, self.filled(site.template), reads=self.reads(site))
        alone = self.clean == recorder.dirty and changed_alone((base,))
        recorder.dirty += 1
        self.compare(seq, index, (base,) if alone else ())
