"""What functions and methods of numbers, and conversions between types, did."""

import math
from collections.abc import Mapping

from tracecot.narrations.builtins.use import Phrase, Use, counted, quoted

SMALL = 500  # numbers whose divisors can be gone through


def absolute(use: Use) -> str:
    """Whether there was a sign."""
    match use.given:
        case [int() | float() as number] if number < 0:
            return "drops the sign and gives"
    return ""


def rounded(use: Use) -> str:
    """Which way, and what happens halfway."""
    match use.given, use.value:
        case [float() as number], int() as made:
            if abs(number - math.trunc(number)) == 0.5:
                return "stands halfway and goes to the even"
            return _way(number, made)
        case [float() as number, int(places)], float() as made if places > 0:
            if number == made:
                return "changes nothing and leaves"
            return f"rounds {'up' if made > number else 'down'} to {counted(places, 'decimal')} as"
    return ""


def _way(number: float, made: float) -> str:
    if number == made:
        return "has no fraction to round and gives"
    return f"rounds {'up' if made > number else 'down'} to"


def floored(use: Use) -> str:
    """`floor` and `ceil`: which way."""
    match use.given, use.value:
        case [float() as number], int() as made:
            return _way(number, made)
    return ""


def truncated(use: Use) -> str:
    """Whether a fraction was cut off."""
    match use.given, use.value:
        case [float() as number], int() as made if number != made:
            return "cuts off the fraction and gives"
    return ""


def divided(use: Use) -> str:
    """`divmod`: quotient and rest."""
    match use.given, use.value:
        case [int(), int(divisor)], (int(quotient), int(rest)) if divisor > 0:
            return f"fits {quoted(quotient)} times with a rest of {quoted(rest)} and gives"
    return ""


def powered(use: Use) -> str:
    """`pow`: the power, and the remainder if one is taken."""
    match use.given:
        case [int() | float() as base, int(exponent)]:
            return f"raises {quoted(base)} to the power {quoted(exponent)} and gives"
        case [int(base), int(exponent), int(modulus)]:
            return f"raises {quoted(base)} to the power {quoted(exponent)} modulo {modulus} and gives"
    return ""


def whole(use: Use) -> str:
    """`int`: from digits, or from a number with a fraction."""
    match use.given:
        case [str(), int(base)]:
            return f"reads the digits in base {base} as"
        case [str(text)] if text != text.strip():
            return "reads the digits between the blanks as"
        case [str()]:
            return "reads the digits as"
        case [bool()]:
            return "counts the truth value as"
    return truncated(use)


def floating(use: Use) -> str:
    """`float`: from a text or a whole number."""
    match use.given:
        case [str()]:
            return "reads the text as"
        case [int()]:
            return "turns the whole number into"
    return ""


def written(use: Use) -> str:
    """`str` of something that is no text."""
    match use.given, use.value:
        case [int() | float()], str(text) if not isinstance(use.given[0], bool):
            return f"writes the number with {counted(len(text), 'character')} as"
        case [str()], _:
            return "changes nothing and leaves"
    return ""


def truth(use: Use) -> str:
    """`bool`: of a container, whether it holds anything."""
    match use.given:
        case [str() | list() | tuple() | dict() | set() as items]:
            return "finds it empty and gives" if not items else f"finds {len(items)} inside and gives"
        case [0]:
            return "finds zero and gives"
    return ""


def coded(use: Use) -> str:
    """`chr` and `ord`."""
    match use.given:
        case [int(code)]:
            return f"gives the character with the code {code}:"
        case [str(letter)]:
            return f"gives the code of {quoted(letter)}:"
    return ""


def based(use: Use) -> str:
    """`bin`, `oct` and `hex`."""
    base = {"bin": 2, "oct": 8, "hex": 16}[use.name]
    match use.given:
        case [int(number)]:
            return f"writes {quoted(number)} in base {base} as"
    return ""


def instance(use: Use) -> str:
    """`isinstance`: the type that it meets."""
    match use.given:
        case [_, _] if isinstance(use.value, bool) and use.kinds[0].isidentifier():
            return f"sees the type `{use.kinds[0]}` and gives"
    return ""


def rooted(use: Use) -> str:
    """`sqrt`: whether it is exact."""
    match use.given, use.value:
        case [int(number)], float() as root if root * root == number and root == int(root):
            return "takes the exact root and gives"
    return ""


def whole_root(use: Use) -> str:
    """`isqrt`: between which squares the number lies."""
    match use.given, use.value:
        case [int(number)], int(root):
            exact = root * root == number
            return "takes the exact root and gives" if exact else "rounds the root down to"
    return ""


def divisor(use: Use) -> str:
    """`gcd` of two small numbers."""
    match use.given, use.value:
        case [int(one), int(other)], int() if min(one, other) > 0 and max(one, other) <= SMALL:
            return f"finds the largest common divisor of {quoted(one)} and {quoted(other)}:"
    return ""


def multiple(use: Use) -> str:
    """`lcm` of two small numbers."""
    match use.given, use.value:
        case [int(one), int(other)], int(made) if min(one, other) > 0 and made <= SMALL:
            return f"finds the smallest common multiple of {quoted(one)} and {quoted(other)}:"
    return ""


def factorial(use: Use) -> str:
    """The factors."""
    match use.given:
        case [int(number)] if 2 <= number <= 8:
            return f"multiplies `{' * '.join(map(str, range(1, number + 1)))}` to"
        case [0 | 1]:
            return "has nothing to multiply and gives"
    return ""


def chosen(use: Use) -> str:
    """`comb` and `perm`."""
    match use.given:
        case [int(many), int(few)]:
            order = "with" if use.name == "perm" else "without"
            return f"counts the choices of {few} from {many} {order} order:"
    return ""


def bits(use: Use) -> str:
    """`bit_length` and `bit_count`."""
    match use.owner:
        case int(number) if number > 0:
            of = "bits" if use.name == "bit_length" else "ones"
            return f"counts the {of} of {quoted(f'{number:b}')} and gives" if quoted(f"{number:b}") else ""
    return ""


def is_whole(use: Use) -> str:
    """`is_integer`: whether there is a fraction."""
    match use.owner, use.value:
        case float() as number, False if math.isfinite(number):
            return "finds a fraction and gives"
        case float(), True:
            return "finds no fraction and gives"
    return ""


PHRASES: Mapping[str, Phrase] = {
    "abs": absolute, "fabs": absolute, "round": rounded, "floor": floored, "ceil": floored, "trunc": truncated,
    "divmod": divided, "pow": powered, "int": whole, "float": floating, "str": written, "bool": truth,
    "chr": coded, "ord": coded, "bin": based, "oct": based, "hex": based, "isinstance": instance,
    "sqrt": rooted, "isqrt": whole_root, "gcd": divisor, "lcm": multiple, "factorial": factorial,
    "comb": chosen, "perm": chosen, "int.bit_length": bits, "int.bit_count": bits, "float.is_integer": is_whole,
}  # fmt: skip
