"""The catalogue of builtins: takes the event of a call, gives what it did to these values, between call and value.

`s.split(',')` *cuts at 3 separators into 4 parts (1 of them empty):* `['a', 'b', '', 'c']`. Each phrase says something
that can be counted or compared on the values, never what the manual says.
"""

from tracecot.execution import Event
from tracecot.narrations.builtins import containers, library, numbers, sequences, text
from tracecot.narrations.builtins.use import Handle, Phrase, use_of

#: By the function's name; a method's with the type that it belongs to.
PHRASES: dict[str, Phrase] = {
    **text.PHRASES, **containers.PHRASES, **sequences.PHRASES, **numbers.PHRASES, **library.PHRASES,
}  # fmt: skip


def phrase(event: Event) -> str:
    """The words between the call and its value; nothing where there is no more to say than the value."""
    owner = next((value.type for name, value in event.args if name == "self"), "")
    known = PHRASES.get(f"{owner}.{event.name}" if owner else event.name)
    if known is None or not event.args:
        return ""
    use = use_of(event)
    if isinstance(use.owner, Handle) or isinstance(use.value, Handle):
        return ""
    return known(use)


__all__ = ["PHRASES", "phrase"]
