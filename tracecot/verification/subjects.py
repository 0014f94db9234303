"""What a statement is about and what it says of that, as two texts: for whoever reads claims without reading English."""

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import (
    Answers,
    ArmRuns,
    Calls,
    CallsLambda,
    Did,
    Does,
    DoesEach,
    Equals,
    Given,
    InPass,
    InText,
    IsA,
    IsTrue,
    Length,
    LineIsTrue,
    LineRuns,
    LoopEnds,
    LoopRuns,
    Loosely,
    Matches,
    Meaning,
    Member,
    Mentions,
    NeverRuns,
    NextLine,
    NthTime,
    OnLine,
    Picks,
    Proposes,
    Raises,
    Returns,
    Stands,
    StartsEmpty,
    Such,
    Takes,
    TakesValues,
    Tells,
    TypeIs,
)


def subject_and_saying(meaning: Meaning) -> tuple[str, str]:
    """The code that the statement is about, and the value, truth or number that it gives it; empty where it has none.

    >>> from tracecot.verification.code.reading import read_code
    >>> subject_and_saying(Length(read_code("xs"), 3))
    ('len(xs)', '3')
    """
    match meaning:
        case Equals(subject=one, value=other) | Did(subject=one, value=other):
            return one.text, other.text
        case IsTrue(condition=one, truth=truth):
            return one.text, str(truth)
        case Length(subject=one, count=count):
            return f"len({one.text})", str(count)
        case Picks(subject=one, index=index):
            return one.text, str(index)
        case Such(subject=one, word=word, negated=negated):
            return one.text, f"not {word}" if negated else word
        case Member(one=one, many=many, negated=negated):
            return f"{one.text} {'not in' if negated else 'in'} {many.text}", "True"
        case Matches(subject=one, pattern=other, truth=truth):
            return f"{one.text} matches {other.text}", str(truth)
        case TakesValues(name=one, values=values):
            return one.text, ", ".join(value.text for value in values)
        case DoesEach(verb=verb, values=values, where=where):
            return _text(where), f"{verb} {', '.join(value.text for value in values)}"
        case Does(verb=verb, what=what, where=where):
            return _text(where), f"{verb} {_text(what)}".strip()
        case Stands(code=code) | Given(code=code) | Proposes(code=code) | StartsEmpty(code=code):
            return (code.targets[0].text if code.targets else code.text), _text(code.value)
    return _of_flow(meaning)


def _of_flow(meaning: Meaning) -> tuple[str, str]:
    match meaning:
        case InPass(number=number, which=which):
            return "pass", str(number) if number is not None else which
        case LoopRuns(count=count):
            return "passes", "" if count is None else str(count)
        case LoopEnds(how=how, after=after):
            return "loop", how if after is None else str(after)
        case OnLine(number=number):
            return "line", str(number)
        case LineRuns(number=number, runs=truth) | LineIsTrue(number=number, truth=truth):
            return f"line {number}", str(truth)
        case NthTime(line=number, number=count):
            return f"line {number}", str(count)
        case NextLine(line=number):
            return "next line", str(number)
        case NeverRuns(line=number):
            return f"line {number}", "never"
        case Takes(function=function, names=names):
            return function.text, ", ".join(each.text for each in names)
        case InText(line=number, code=code):
            return f"line {number}", code.text
        case Tells(count=count, type=type_):
            return "the result", " ".join(filter(None, (type_, "" if count is None else str(count))))
        case TypeIs(subject=one, type=type_):
            return f"type({one.text})", type_
        case IsA(subject=one, types=types):
            return f"type({one.text})", " or ".join(types)
        case ArmRuns(arm=arm, runs=truth):
            return arm, str(truth)
        case Calls(function=function, arguments=arguments):
            return _text(function), ", ".join(each.text for each in arguments)
        case CallsLambda(line=number):
            return "lambda", "" if number is None else f"line {number}"
        case Returns(value=value, function=function):
            return _text(function), value.text
        case Raises(type=type_, message=message):
            return type_, _text(message)
        case Mentions(code=code) | Answers(value=code):
            return code.text, ""
        case Loosely(meaning=inner):
            return subject_and_saying(inner)
    return "", ""


def _text(code: Code | None) -> str:
    return "" if code is None else code.text
