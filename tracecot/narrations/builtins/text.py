"""What methods of texts did."""

from collections.abc import Mapping

from tracecot.narrations.builtins.use import Phrase, Use, counted, quoted

MANY = 6  # places of a text that are listed


def split(use: Use) -> str:
    """`split` and `rsplit`: at how many places it was cut."""
    match use.owner, use.given, use.value:
        case str(), [], [] if not use.named:
            return "finds no words and gives"
        case str(), [], list(words) if not use.named:
            return f"takes the {counted(len(words), 'word')}"
        case str(text), [str(separator), *_], list(parts):
            there, cuts = text.count(separator), len(parts) - 1
            if not there:
                return f"finds no {quoted(separator)} and keeps the one part"
            some = f" {cuts}" if cuts > 1 else ""
            which = "" if cuts == there else f"the {'first' if use.name == 'split' else 'last'}{some} of "
            empty = f" ({parts.count('')} of them empty)" if "" in parts else ""
            return f"cuts at {which}{counted(there, 'separator')} into {counted(len(parts), 'part')}{empty}:"
    return ""


def splitlines(use: Use) -> str:
    """How many lines."""
    match use.value:
        case list(lines) if lines:
            return f"cuts into {counted(len(lines), 'line')}:"
    return ""


def join(use: Use) -> str:
    """How many texts."""
    match use.given, use.owner:
        case (([[]] | [()] | [""]), _):
            return "has nothing to join and gives"
        case [list(parts) | tuple(parts) | str(parts)], _ if len(parts) == 1:
            return "has one text to join and gives"
        case [list(parts) | tuple(parts)], "":
            return f"glues {len(parts)} texts together into"
        case [list(parts) | tuple(parts)], _:
            return f"joins {len(parts)} texts into"
        case [str(parts)], _:
            return f"joins {len(parts)} characters into"
    return ""


def strip(use: Use) -> str:
    """How many characters it took from either end."""
    match use.owner, use.value:
        case str(text), str(left) if text == left:
            return "changes nothing and leaves"
        case str(text), "":
            return f"takes off all {counted(len(text), 'character')} and leaves"
        case str(text), str(left):
            front = 0 if use.name in ("rstrip", "removesuffix") else _front(use.name, text, left)
            end = len(text) - len(left) - front
            taken = [f"{front} off the front"] * (front > 0) + [f"{end} off the end"] * (end > 0)
            return f"takes {' and '.join(taken)} to leave"
    return ""


def _front(name: str, text: str, left: str) -> int:
    return len(text) - len(left) if name in ("lstrip", "removeprefix") else text.index(left[0])


def replace(use: Use) -> str:
    """How often."""
    match use.owner, use.given:
        case str(text), [str(old), str(new), *most] if old:
            there = text.count(old)
            if not there:
                return f"finds no {quoted(old)} and leaves"
            done = min([there, *[each for each in most if isinstance(each, int) and each >= 0]])
            verb = "replaces" if new else "removes"
            some = f" {done}" if done > 1 else ""
            which = f"the first{some} of " if done < there else ""
            return f"{verb} {which}{counted(there, 'occurrence')} to give"
    return ""


def find(use: Use) -> str:
    """Which of how many occurrences, or that there is none."""
    match use.owner, use.given, use.value:
        case str(text), [str(part)], int(place) if part:
            if place < 0:
                return f"finds no {quoted(part)} and gives"
            there = text.count(part)
            which = "last" if use.name in ("rfind", "rindex") else "first"
            return f"finds the {which} of {there} occurrences at index" if there > 1 else "finds it once at index"
        case str(), [str(part), int(start)], int(place) if part and 0 <= start <= place and use.name == "find":
            return f"searches from index {start} on and finds it at index"
    return ""


def count(use: Use) -> str:
    """Where it stands."""
    match use.owner, use.given, use.value:
        case str(text), [str(part)], int(there) if part:
            places = [place for place in range(len(text)) if text.startswith(part, place)]
            if not places:
                return f"finds no {quoted(part)} and counts"
            if there == len(places) <= MANY:
                return (
                    f"finds it at the indexes {quoted(places)} and counts" if there > 1 else "finds it once and counts"
                )
    return ""


def startswith(use: Use) -> str:
    """What stands there instead."""
    match use.owner, use.given, use.value:
        case str(text), [str(part)], False if text and part:
            front = use.name == "startswith"
            met = quoted(text[: len(part)] if front else text[-len(part) :])
            return f"meets {met} at the {'start' if front else 'end'} and gives" if met else ""
    return ""


def cased(use: Use) -> str:
    """How many letters changed."""
    match use.owner, use.value:
        case str(text), str(made) if text == made:
            return "changes nothing and leaves"
        case str(text), str(made) if len(text) == len(made) > 1:
            changed = sum(one != other for one, other in zip(text, made, strict=True))
            return f"changes {counted(changed, 'character' if use.name == 'translate' else 'letter')} to give"
    return ""


def tested(use: Use) -> str:
    """The character that fails the test."""
    match use.owner, use.value:
        case "", bool():
            return "has no characters to test and gives"
        case str(text), True if len(text) > 1:
            return f"holds for all {len(text)} characters and gives"
        case str(text), False if len(text) > 1:
            failing = [letter for letter in text if not getattr(letter, use.name)()]
            return f"meets {quoted(failing[0])} and gives" if failing and quoted(failing[0]) else ""
    return ""


def padded(use: Use) -> str:
    """How many characters it added."""
    match use.owner, use.value:
        case str(text), str(made) if text == made:
            return "changes nothing and leaves"
        case str(text), str(made):
            return f"adds {counted(len(made) - len(text), 'character')} to give"
    return ""


def partition(use: Use) -> str:
    """Where it was cut."""
    match use.owner, use.given:
        case str(text), [str(separator)]:
            there = text.count(separator)
            if not there:
                return f"finds no {quoted(separator)} and gives"
            which = "first" if use.name == "partition" else "last"
            return f"cuts around the {which} of {there} separators:" if there > 1 else "cuts around the only separator:"
    return ""


def encode(use: Use) -> str:
    """How many bytes."""
    match use.value:
        case bytes(made) if made:
            return f"gives {counted(len(made), 'byte')}:"
    return ""


PHRASES: Mapping[str, Phrase] = {
    **dict.fromkeys(("str.split", "str.rsplit"), split), "str.splitlines": splitlines, "str.join": join,
    **dict.fromkeys(("str.strip", "str.lstrip", "str.rstrip", "str.removeprefix", "str.removesuffix"), strip),
    "str.replace": replace, **dict.fromkeys(("str.find", "str.index", "str.rfind", "str.rindex"), find),
    "str.count": count, **dict.fromkeys(("str.startswith", "str.endswith"), startswith),
    **dict.fromkeys(("str.upper", "str.lower", "str.title", "str.capitalize", "str.swapcase", "str.casefold"), cased),
    **dict.fromkeys(("str.isdigit", "str.isalpha", "str.isalnum", "str.isspace", "str.isdecimal"), tested),
    **dict.fromkeys(("str.isnumeric", "str.isascii", "str.isprintable"), tested),
    **dict.fromkeys(("str.zfill", "str.ljust", "str.rjust", "str.center", "str.expandtabs"), padded),
    **dict.fromkeys(("str.partition", "str.rpartition"), partition), "str.encode": encode, "str.translate": cased,
}  # fmt: skip
