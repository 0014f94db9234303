"""What common functions of the library did: `re`, `bisect`, `heapq`, `functools`, `copy`, `statistics`."""

from collections.abc import Mapping

from tracecot.narrations.builtins.use import Handle, Phrase, Use, counted, quoted, sized


def findall(use: Use) -> str:
    """How many matches."""
    match use.value:
        case []:
            return "finds no match and gives"
        case list(found):
            return f"finds {len(found)} {'match' if len(found) == 1 else 'matches'}:"
    return ""


def matched(use: Use) -> str:
    """`match`, `search`, `fullmatch`: that there is no match."""
    return "finds no match and gives" if use.value is None and len(use.given) > 1 else ""


def substituted(use: Use) -> str:
    """`re.sub`: whether anything changed."""
    match use.given, use.value:
        case [str(), _, str(text), *_], str(made):
            if text == made:
                return "changes nothing and leaves"
            return f"turns {counted(len(text), 'character')} into {len(made)}:"
    return ""


def counted_substitutions(use: Use) -> str:
    """`re.subn`: how many."""
    match use.given, use.value:
        case [str(), _, str(), *_], (str(), int(count)):
            return f"makes {counted(count, 'replacement')} and gives"
    return ""


def cut(use: Use) -> str:
    """`re.split`: into how many parts."""
    match use.given, use.value:
        case [str(), str(text)], list(parts):
            if parts == [text]:
                return "finds no match and keeps the one part"
            return f"cuts into {counted(len(parts), 'part')}:"
    return ""


def bisected(use: Use) -> str:
    """How many items stay on the left."""
    match use.given, use.value:
        case [list(items), wanted], int(place) if quoted(wanted):
            word = "below" if use.name == "bisect_left" else "up to"
            return f"finds {place} of {counted(len(items), 'item')} {word} {quoted(wanted)} and gives"
    return ""


def popped(use: Use) -> str:
    """`heappop`: the smallest of how many."""
    match use.given:
        case [list(heap)] if len(heap) > 1:
            return f"takes the smallest of {len(heap)} items:"
    return ""


def several(use: Use) -> str:
    """`nlargest` and `nsmallest`."""
    match use.given, use.value:
        case [int(), items], list(made) if sized(items) > 0 and made and not use.named:
            word = "largest" if use.name == "nlargest" else "smallest"
            return f"picks the {len(made)} {word} of {counted(sized(items), 'item')}:"
    return ""


def folded(use: Use) -> str:
    """`reduce`: how many items were combined."""
    match use.given:
        case [_, (list() | tuple() | str()) as items] if len(items) > 1:
            return f"folds {len(items)} items into"
        case [_, (list() | tuple() | str()) as items, start] if len(items) > 1 and _is_short(start):
            return f"folds {len(items)} items from {quoted(start)} on into"
    return ""


def _is_short(value: object) -> bool:
    """Whether it is data that can be said in passing."""
    return not isinstance(value, Handle) and quoted(value) != ""


def copied(use: Use) -> str:
    """`copy` and `deepcopy`: how many items."""
    match use.given:
        case [list() | dict() | set() as items] if len(items) > 1:
            return f"copies {len(items)} items as"
    return ""


def averaged(use: Use) -> str:
    """`mean`: the sum and how many share it."""
    match use.given:
        case [list() | tuple() as items] if len(items) > 1 and all(type(item) is int for item in items):
            return f"divides the sum {quoted(sum(items))} by {len(items)} and gives"
    return ""


def middle(use: Use) -> str:
    """`median`: the middle item, or between the middle ones."""
    match use.given:
        case [list() | tuple() as items] if len(items) > 2 and all(type(item) is int for item in items):
            if len(items) % 2:
                return f"takes the middle one of {len(items)} items in order:"
            return f"takes the mean of the two in the middle of {len(items)} items in order:"
    return ""


PHRASES: Mapping[str, Phrase] = {
    "findall": findall, "match": matched, "search": matched, "fullmatch": matched, "sub": substituted,
    "subn": counted_substitutions, "bisect_left": bisected, "bisect_right": bisected,
    "bisect": bisected, "heappop": popped, "nlargest": several, "nsmallest": several, "reduce": folded,
    "copy": copied, "deepcopy": copied, "mean": averaged, "median": middle, "split": cut,
}  # fmt: skip
