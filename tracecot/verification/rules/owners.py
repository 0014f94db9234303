"""What is said of a name may be meant of an attribute that is called so: of `floor` for `self.floor`."""

from dataclasses import replace

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import Equals, Meaning, Stands


def name_of(meaning: Meaning) -> Code | None:
    """The bare name that a statement of a value is about."""
    match meaning:
        case Equals(subject=Code(sort="N") as name):
            return name
        case Stands(code=Code(targets=(Code(sort="N") as name,), augmented="")):
            return name
    return None


def renamed(meaning: Meaning, name: Code) -> Meaning:
    """The statement, of another name."""
    match meaning:
        case Equals():
            return replace(meaning, subject=name)
        case Stands(code=code):
            return replace(meaning, code=replace(code, targets=(name,)))
    return meaning
