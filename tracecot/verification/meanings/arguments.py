"""What a deduction says of the arguments: what was decided on the way, what the result has of them, what is left alone."""

from dataclasses import dataclass

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class Decided:
    """This condition came out so whenever the call, or that of the function, asked it."""

    condition: Code
    truth: bool
    function: Code | None = None  # the entry point where None


@dataclass(frozen=True, slots=True)
class PartsOf:
    """These parts of the result are items, characters, keys or values of an argument, `ordered`: here as there."""

    values: tuple[Code, ...]
    argument: Code
    unit: str  # "item", "character", "key", "value"
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class PartIs:
    """This part of the result is an argument; where no value is given the whole result is."""

    value: Code | None
    argument: Code


@dataclass(frozen=True, slots=True)
class KeepsDefault:
    """The argument is what the program's text gives it by default, which is this."""

    code: Code


OfArguments = Decided | PartsOf | PartIs | KeepsDefault
