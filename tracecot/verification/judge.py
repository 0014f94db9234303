"""Judges what a text says, sentence by sentence, against one execution."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracecot.verification.backward_claims import judge_comes_before, judge_comes_from, judge_proposes, judge_together
from tracecot.verification.code import BUILTIN_NAMES, Code, free_names
from tracecot.verification.cursor import Cursor
from tracecot.verification.effect_claims import judge_does, judge_new_key
from tracecot.verification.flow_claims import (
    judge_arm,
    judge_calls,
    judge_given,
    judge_line,
    judge_line_runs,
    judge_line_truth,
    judge_loop_ends,
    judge_loop_runs,
    judge_matches,
    judge_pass,
    judge_raises,
    judge_resumes,
    judge_returns,
    judge_uncaught,
)
from tracecot.verification.here import closed_value, text_at
from tracecot.verification.history import History, LoopRun, same_value
from tracecot.verification.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.meanings import (
    Answers,
    ArmRuns,
    Calls,
    ComesBefore,
    ComesFrom,
    Does,
    Equals,
    EveryPass,
    Given,
    InPass,
    IsTrue,
    Length,
    LineIsTrue,
    LineRuns,
    LoopEnds,
    LoopRuns,
    Matches,
    Meaning,
    Member,
    Mentions,
    NewKey,
    OnLine,
    Picks,
    Proposes,
    Raises,
    Resumes,
    Returns,
    Said,
    Stands,
    StartsEmpty,
    Such,
    Supposes,
    TakesValues,
    Together,
    Turns,
    Uncaught,
    Unread,
    Uses,
)
from tracecot.verification.programs import EXCEPTIONS
from tracecot.verification.records import Claim, Grounded, Refuted
from tracecot.verification.slices import sliced
from tracecot.verification.subjects import subject_and_saying
from tracecot.verification.value_claims import (
    judge_equals,
    judge_length,
    judge_member,
    judge_picks,
    judge_stands,
    judge_starts_empty,
    judge_such,
    judge_takes_values,
    judge_truth,
)

_MOST_WORK = 20_000  # claims times passes of one summary


@dataclass(slots=True)
class Judge:
    """Reads on through the trace as the text goes on."""

    history: History
    answers: Sequence[Code] = ()  # what may be named as the answer
    backward: bool = False
    cursor: Cursor = field(init=False)
    told: set[int] = field(default_factory=set)  # events that grounded claims told
    steps: int = 0  # grounded claims that say something of the execution
    passes_told: dict[int, set[int]] = field(default_factory=dict)  # of each loop

    def __post_init__(self) -> None:
        self.cursor = Cursor(self.history)
        if self.backward:
            self.cursor.slice = sliced(self.history)
            self.cursor.at = max(self.history.length - 1, 0)

    def sentence(self, said: Sequence[Said]) -> list[Claim]:
        """The claims of a sentence."""
        claims: list[Claim] = []
        each_time = next((each for each in said if isinstance(each.meaning, EveryPass) and each.meaning.each), None)
        explicit = any(isinstance(each.meaning, EveryPass) and not each.meaning.each for each in said)
        if each_time is not None and explicit:
            said = [each for each in said if each is not each_time]
        elif each_time is not None:
            return self._every(
                each_time, EveryPass(None, None, each=True), [each for each in said if each is not each_time]
            )
        for place, each in enumerate(said):
            if isinstance(each.meaning, EveryPass):
                return claims + self._every(each, each.meaning, said[place + 1 :])
            before = self.cursor.copy() if each.line is not None else self.cursor
            judged = self._judge(each, self.cursor, said[place + 1 :])
            self._note(judged)
            if each.line is not None and isinstance(judged.finding, Refuted):
                self._blame_line(each, before, said[place + 1 :], claims)
            claims.append(_claim(each, judged))
        return claims

    def _blame_line(self, said: Said, cursor: Cursor, following: Sequence[Said], claims: list[Claim]) -> None:
        """Where the clause would hold on another line, the line number is what is wrong."""
        elsewhere = self._judge(replace(said, line=None), cursor, following)
        if not isinstance(elsewhere.finding, Grounded) or elsewhere.finding.event is None:
            return
        event = self.history.events[elsewhere.finding.event]
        for place in range(len(claims) - 1, max(len(claims) - 4, -1), -1):
            if claims[place].kind == "line":
                finding = Refuted("contradicted", f"it happens on line {event.line}", event.seq)
                claims[place] = replace(claims[place], finding=finding)
                return

    def _note(self, judged: Judged) -> None:
        if judged.holds:
            self.told.update(judged.events)
            self.cursor.told.update(judged.events)
            self.steps += judged.step
            for seq in judged.events if judged.kind == "iteration" else ():
                event = self.history.events[seq]
                if event.kind == "iteration" and event.loop is not None and event.pass_ is not None:
                    self.passes_told.setdefault(event.loop, set()).add(event.pass_)

    def _judge(self, said: Said, cursor: Cursor, following: Sequence[Said]) -> Judged:
        if not self.history.length and not isinstance(said.meaning, Answers | Mentions | Turns):
            return unreadable("value", "the execution has no events")
        try:
            return self._judged(said.meaning, said.line, cursor, following)
        except RecursionError:
            return unreadable("value", "nested too deeply")

    def _judged(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case Equals():
                if self._is_function(meaning.subject, cursor):  # "`helper` returns `4`"
                    return judge_returns(Returns(meaning.value, meaning.subject), line, cursor)
                return self._called(meaning) or judge_equals(meaning, line, cursor)
            case Stands():
                return judge_stands(meaning, line, cursor)
            case IsTrue():
                return judge_truth(meaning, line, cursor)
            case Length():
                return judge_length(meaning, line, cursor)
            case Member():
                return judge_member(meaning, line, cursor)
            case Such():
                return judge_such(meaning, line, cursor)
            case Picks():
                return judge_picks(meaning, line, cursor)
            case StartsEmpty():
                return judge_starts_empty(meaning, line, cursor)
            case TakesValues():
                return judge_takes_values(meaning, cursor)
            case Does():
                return judge_does(meaning, line, cursor)
            case NewKey():
                return judge_new_key(meaning, line, cursor)
            case Mentions():
                return self._mentioned(meaning, line, cursor)
            case Unread(detail=detail):
                return unreadable("value", detail)
        return self._flow(meaning, line, cursor, following)

    def _flow(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case InPass():
                return judge_pass(meaning, line, cursor, following)
            case LoopRuns():
                return judge_loop_runs(meaning, line, cursor)
            case LoopEnds():
                return judge_loop_ends(meaning, line, cursor, following)
            case OnLine(number=number):
                return judge_line(number, cursor)
            case LineIsTrue():
                return judge_line_truth(meaning, cursor)
            case LineRuns():
                return judge_line_runs(meaning, cursor)
            case ArmRuns():
                return judge_arm(meaning, line, cursor)
            case Calls():
                return judge_calls(meaning, line, cursor)
            case Given():
                return judge_given(meaning, cursor)
            case Returns():
                return judge_returns(meaning, line, cursor)
            case Resumes():
                return judge_resumes(meaning, cursor)
            case Matches():
                return judge_matches(meaning, line, cursor)
            case Raises():
                return judge_raises(meaning, line, cursor)
            case Uncaught():
                return judge_uncaught(cursor)
        return self._backward(meaning, line, cursor, following)

    def _backward(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case ComesFrom():
                return judge_comes_from(meaning, cursor)
            case ComesBefore():
                return judge_comes_before(meaning, cursor)
            case Together():
                return judge_together(meaning, cursor)
            case Proposes():
                return judge_proposes(meaning, cursor)
            case Uses():
                return self._used(meaning, line)
            case Supposes(code=code):
                return self._supposed(code, following)
            case Answers(value=value):
                return self._answered(value)
            case Turns():
                self.cursor = Cursor(self.history)
                return grounded("mention", None, step=False)
        raise AssertionError(meaning)

    # What needs more than the cursor

    def _called(self, meaning: Equals) -> Judged | None:
        """`f(1)` returns 3: the call in question, or an alternative that was executed too."""
        match meaning.subject.node:
            case ast.Call(func=ast.Name(id=name)) if name == self.history.facts.entry_point:
                outcome = self.history.outcomes.get(call_key(meaning.subject))
                wanted = closed_value(meaning.value)
                if outcome is None or wanted is None:
                    return None
                if outcome == wanted or same_value(self.history.as_value(outcome), wanted):
                    return grounded("return", None)
                return refuted("return", f"it gives {shown(outcome)}")
        return None

    def _is_function(self, subject: Code, cursor: Cursor) -> bool:
        """Whether the code is the bare name of a function of the program, and no variable here."""
        facts = self.history.facts
        known = text_at(self.history, subject, cursor.at)
        return subject.norm in facts.functions and (known is None or known.startswith("<function "))

    def _used(self, meaning: Uses, line: int | None) -> Judged:
        """The program's text has it."""
        facts = self.history.facts
        if meaning.name:
            there = any(
                isinstance(node, ast.Name) and node.id == meaning.name and line in (None, node.lineno)
                for node in ast.walk(facts.tree)
            )
        else:
            there = any(
                isinstance(node, ast.Subscript) and ast.unparse(node.slice) == str(meaning.index)
                for node in ast.walk(facts.tree)
            )
        if there:
            return grounded("source", None, step=False)
        return refuted("source", "the program has no such thing", reason="not_found")

    def _supposed(self, code: Code, following: Sequence[Said]) -> Judged:
        """With `limit = 1`: the call that is named next has that argument, was executed, and gives something else."""
        facts = self.history.facts
        for said in following:
            if not isinstance(said.meaning, Equals):
                continue
            call = said.meaning.subject
            outcome = self.history.outcomes.get(call_key(call))
            entry = facts.functions.get(facts.entry_point, [])
            if outcome is None or not isinstance(call.node, ast.Call) or not entry or code.value is None:
                break
            names = [argument.arg for argument in entry[0].args.args]
            given = dict(zip(names, map(ast.unparse, call.node.args), strict=False))
            given |= {str(keyword.arg): ast.unparse(keyword.value) for keyword in call.node.keywords}
            if given.get(code.targets[0].norm) != code.value.norm:
                return refuted("call", f"{shown(call.text)} has another {shown(code.targets[0].text)}")
            return grounded("call", None, step=False)
        return unreadable("call", "what is supposed was not executed")

    def _answered(self, value: Code) -> Judged:
        for right in self.answers:
            if value.norm == right.norm or (call_key(value) and call_key(value) == call_key(right)):
                return grounded("answer", None, step=False)
            if closed_value(value) is not None and same_value(
                self.history.as_value(closed_value(right) or ""), closed_value(value) or ""
            ):
                return grounded("answer", None, step=False)
        return refuted(
            "answer", f"the answer is {shown(self.answers[0].text if self.answers else None)}", reason="wrong_answer"
        )

    def _mentioned(self, meaning: Mentions, line: int | None, cursor: Cursor) -> Judged:
        code = meaning.code
        facts = self.history.facts
        if meaning.reason and isinstance(code.node, ast.Compare | ast.BoolOp):
            return judge_truth(IsTrue(code, truth=True), line, cursor)
        match code.sort:
            case "S" | "U":
                lines = facts.quoted(code.text)
                if lines and (line is None or line in lines):
                    return grounded("source", None, step=False)
                if lines:
                    return refuted("line", f"{shown(code.text)} stands on line {lines[0]}")
                if code.text and code.text in facts.code and line is None:
                    return grounded("source", None, step=False)
                if code.text in ("if", "else", "elif", "for", "while", "return", "break", "continue", "try", "except"):
                    return refuted("source", f"the program has no {code.text}", reason="not_found")
                return unreadable("source", "it is neither Python nor a part of the program")
            case "C":
                return self._closed(code, cursor)
        return self._name_mentioned(code, line)

    def _closed(self, code: Code, cursor: Cursor) -> Judged:
        if isinstance(code.node, ast.Compare):
            return judge_truth(IsTrue(code, truth=True), None, cursor)
        if code.norm in self.history.facts.expressions:
            return grounded("mention", None, step=False)
        return unreadable("value", "a value of nothing")

    def _name_mentioned(self, code: Code, line: int | None) -> Judged:
        facts = self.history.facts
        if code.node is None:
            return unreadable("mention", "it is no expression")
        match code.node:
            case ast.Call(func=ast.Name(id=name)) if name == facts.entry_point:
                key = call_key(code)
                if key in self.history.outcomes or code.norm in facts.expressions:
                    return grounded("mention", None, step=False)
                if text_at(self.history, code, 0) is None and free_names(code.node) == {name}:
                    return unreadable("mention", "this call was not executed")
        known = facts.names | BUILTIN_NAMES | facts.functions.keys() | facts.classes | EXCEPTIONS.keys()
        unknown = sorted(free_names(code.node) - known)
        attributes = {node.attr for node in ast.walk(code.node) if isinstance(node, ast.Attribute)}
        unknown += sorted(attributes - facts.names) if code.norm not in facts.expressions else []
        if unknown and not (attributes & set(unknown) and hasattr(str, unknown[0])):
            return refuted("mention", f"the program has no {shown(unknown[0])}", reason="not_found")
        if line is not None and code.norm in facts.expressions and not _stands_on(self.history, code, line):
            return refuted("line", f"{shown(code.text)} does not stand on line {line}")
        return grounded("mention", None, step=False)

    # Summaries

    def _every(self, quantifier: Said, meaning: EveryPass, rest: Sequence[Said]) -> list[Claim]:
        """In every pass from 3 to 60 but one, ...: what the sentence goes on to say holds in each of them."""
        loop, numbers = self._stretch(meaning, rest)
        if loop is None or not numbers:
            finding = refuted("summary", "no loop makes these passes", reason="not_found")
            return [Claim(quantifier.start, quantifier.end, "summary", "", finding.finding)]
        if len(numbers) * len(rest) > _MOST_WORK:
            return [Claim(quantifier.start, quantifier.end, "summary", "", unreadable("summary", "too much").finding)]
        if any(isinstance(each.meaning, TakesValues) for each in rest):
            return self._taken(quantifier, loop, numbers, rest)
        failing: list[int] = []
        judged: list[Judged | None] = [None] * len(rest)
        wrong: dict[int, Judged] = {}
        events: set[int] = set()
        for number in numbers:
            here = self._in(loop, number, rest)
            failed = next((place for place, each in enumerate(here) if each.holds is meaning.no), None)
            if failed is not None:
                failing.append(number)
                wrong.setdefault(failed, here[failed])
                continue
            for place, each in enumerate(here):
                judged[place] = judged[place] or each
                events.update(each.events)
        return self._summed(quantifier, meaning, rest, loop, numbers, failing, judged, wrong, events)

    def _taken(self, quantifier: Said, loop: LoopRun, numbers: list[int], rest: Sequence[Said]) -> list[Claim]:
        """In passes 9 to 13 `c` takes the values ...: what is said is said of the passes together."""
        begins = grounded("summary", loop.passes[numbers[0] - 1], *(loop.passes[number - 1] for number in numbers))
        self._note(begins)
        claims = [Claim(quantifier.start, quantifier.end, "summary", "", begins.finding)]
        self._summarize(loop, numbers, ())
        for place, each in enumerate(rest):
            judged = self._judge(each, self.cursor, rest[place + 1 :])
            self._note(judged)
            claims.append(_claim(each, judged))
        return claims

    def _summarize(self, loop: LoopRun, numbers: Sequence[int], failing: tuple[int, ...]) -> None:
        """Moves to the end of the passes, and remembers them for details that may follow."""
        last = self.cursor.copy()
        last.enter(loop, numbers[-1])
        high = last.scopes[-1].high
        if self.cursor.slice is None:
            self.cursor.scopes, self.cursor.floor, self.cursor.at = last.scopes[:-1], max(high - 1, 0), max(high - 1, 0)
        self.cursor.loop = loop
        self.cursor.stretch, self.cursor.implied = (loop, numbers[0], numbers[-1]), False
        self.cursor.failing = failing

    def _in(self, loop: LoopRun, number: int, rest: Sequence[Said]) -> list[Judged]:
        cursor = self.cursor.copy()
        cursor.enter(loop, number)
        cursor.land(cursor.at)
        return [self._judge(each, cursor, rest[place + 1 :]) for place, each in enumerate(rest)]

    def _summed(
        self, quantifier: Said, meaning: EveryPass, rest: Sequence[Said], loop: LoopRun, numbers: Sequence[int],
        failing: list[int], judged: list[Judged | None], wrong: dict[int, Judged], events: set[int],
    ) -> list[Claim]:  # fmt: skip
        excepted = (len(failing) == meaning.but and not meaning.except_) or (
            tuple(failing) == meaning.except_ and bool(failing)
        )
        if not rest:
            excepted = False
        unread = any(isinstance(each.meaning, Unread) for each in rest)
        claims: list[Claim] = []
        if excepted and not unread:
            kind = grounded("summary", loop.passes[numbers[0] - 1], *events)
            self._note(kind)
            claims.append(Claim(quantifier.start, quantifier.end, "summary", "", kind.finding))
        elif not wrong or meaning.but:
            actual = "nothing is said of them" if not rest else f"{len(failing)} passes differ"
            claims.append(Claim(quantifier.start, quantifier.end, "summary", "", refuted("summary", actual).finding))
        for place, each in enumerate(rest):
            one = judged[place] if excepted or place not in wrong else wrong[place]
            one = one or wrong.get(place)
            if one is None:
                continue
            if not excepted and place in wrong:
                one = _in_passes(one, failing)
            claims.append(_claim(each, one))
        self._summarize(loop, numbers, tuple(failing))
        return claims

    def _stretch(self, meaning: EveryPass, rest: Sequence[Said]) -> tuple[LoopRun | None, list[int]]:
        cursor = self.cursor
        if meaning.each:
            loop, first, last = cursor.stretch or (None, 1, 0)
            return loop, list(range(first, last + 1))
        running = [scope.loop for scope in reversed(cursor.scopes)] + ([cursor.loop] if cursor.loop else [])
        ahead = sorted(
            (loop for loop in self.history.loops.values() if loop.start >= cursor.floor and not loop.is_comprehension),
            key=lambda loop: loop.start,
        )  # fmt: skip
        for loop in [*running, *ahead[:50]]:
            told = self.passes_told.get(loop.number, set())
            first, last = meaning.first or 1, meaning.last or len(loop.passes)
            if (
                last > len(loop.passes)
                or first > last
                or (cursor.slice is None and loop.passes[last - 1] < cursor.floor)
            ):
                continue
            numbers = [n for n in range(first, last + 1) if not (meaning.others and n in told)]
            if numbers:
                return loop, numbers
        return None, []


def _claim(said: Said, judged: Judged) -> Claim:
    return Claim(said.start, said.end, judged.kind, "", judged.finding, *subject_and_saying(said.meaning))


def _in_passes(judged: Judged, failing: list[int]) -> Judged:
    shown_passes = ", ".join(map(str, failing[:5])) + ("..." if len(failing) > 5 else "")
    match judged.finding:
        case _ if judged.holds:
            return refuted(judged.kind, f"it holds in pass {shown_passes}")
    finding = judged.finding
    actual = getattr(finding, "actual", getattr(finding, "detail", ""))
    return refuted(judged.kind, f"{actual} (in pass {shown_passes})")


def _stands_on(history: History, code: Code, line: int) -> bool:
    facts = history.facts
    for node in ast.walk(facts.tree):
        if (
            isinstance(node, ast.expr)
            and node.lineno <= line <= (node.end_lineno or node.lineno)
            and ast.unparse(node) == code.norm
        ):
            return True
    names = {
        getattr(node, "arg", None) or getattr(node, "id", None)
        for node in ast.walk(facts.tree)
        if getattr(node, "lineno", 0) == line
    }
    return code.norm in names


def call_key(code: Code) -> str:
    """A call's arguments as canonical text: the same for the same call."""
    match code.node:
        case ast.Call(args=args, keywords=keywords):
            parts = [_argument(part) for part in args] + sorted(
                f"{part.arg}={_argument(part.value)}" for part in keywords
            )
            return f"({', '.join(parts)})"
    return ""


def _argument(node: ast.expr) -> str:
    from tracecot.verification.code import read_code

    return closed_value(read_code(ast.unparse(node))) or ast.unparse(node)
