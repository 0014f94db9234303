"""What is withdrawn on demand, and which programs hold something of it."""

from dataclasses import dataclass

from tracecot.sources.records import Program


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A package or data set, one file of it, or one function or record of that file."""

    distribution: str
    path: str = ""
    qualname: str = ""

    @property
    def text(self) -> str:
        """As a person writes it."""
        return ":".join(filter(None, (self.distribution, self.path, self.qualname)))


def withdrawal_of(text: str) -> Withdrawal:
    """What `DISTRIBUTION`, `DISTRIBUTION:PATH` or `DISTRIBUTION:PATH:NAME` asks for.

    >>> withdrawal_of("toolz:toolz/dicttoolz.py:merge").qualname
    'merge'
    """
    distribution, _, rest = text.partition(":")
    path, _, qualname = rest.partition(":")
    return Withdrawal(distribution, path, qualname)


def holds(program: Program, withdrawn: Withdrawal) -> bool:
    """Whether the program came from there, or took a helper along that did."""
    origin = program.origin
    if origin.distribution != withdrawn.distribution:
        return False
    if not withdrawn.path:
        return True
    if origin.path == withdrawn.path and withdrawn.qualname in ("", origin.qualname):
        return True
    module = module_of(withdrawn.path)
    if withdrawn.qualname:
        return f"{module}.{withdrawn.qualname}" in program.helpers
    return any(helper.rpartition(".")[0] == module for helper in program.helpers)


def module_of(path: str) -> str:
    """The module that a file is.

    >>> module_of("src/shop/low.py")
    'shop.low'
    """
    return path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
