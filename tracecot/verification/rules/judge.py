"""Judges one statement where the reader stands: which rule is asked, by what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import attributes_named, text_at
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import (
    AfterPass,
    AlsoSo,
    Among,
    Answers,
    ArmRuns,
    AtHand,
    AtItem,
    AtTheEnd,
    BaseCase,
    Beside,
    BothEnds,
    BoundTimes,
    CalledWith,
    Calls,
    CallsLambda,
    Carried,
    Caught,
    ComesBefore,
    ComesFrom,
    Compares,
    Counted,
    Decided,
    Did,
    Does,
    DoesEach,
    DoesTo,
    DoneHere,
    DoneTimes,
    Ends,
    EntersLoop,
    Equals,
    EveryPass,
    FoundAt,
    FromTo,
    Given,
    Gives,
    GoesOn,
    Happens,
    Has,
    HolderIs,
    InCall,
    InPass,
    InText,
    IsA,
    IsHolderEmpty,
    IsTrue,
    Joined,
    KeepsDefault,
    Kept,
    LastLine,
    LastValue,
    LeftSo,
    Length,
    LineIsTrue,
    LineRuns,
    LooksFor,
    LoopElse,
    LoopEnds,
    LoopEntered,
    LoopGoesOn,
    LoopRuns,
    Loosely,
    Made,
    MadeBy,
    Matches,
    Meaning,
    Member,
    Mentions,
    Moves,
    Neither,
    Never,
    NeverCalled,
    NeverRuns,
    NewEmpty,
    NewKey,
    NextItem,
    NextLine,
    NoArm,
    NoReturn,
    NotHere,
    NothingMore,
    NotReached,
    NounIs,
    NthCondition,
    NthTime,
    Numbered,
    Offered,
    OnLine,
    Operations,
    Parity,
    PartIs,
    PartRuns,
    PartsOf,
    Picks,
    Proposes,
    Raises,
    Reached,
    Rebinds,
    Recurs,
    Resumes,
    Returns,
    Rounds,
    Said,
    Series,
    SetTo,
    Spans,
    Stands,
    StartsEmpty,
    Such,
    Supposes,
    Swaps,
    Takes,
    TakesCount,
    TakesValues,
    Tells,
    TimesRun,
    Together,
    ToTheLast,
    TrueTimes,
    Turned,
    Turns,
    TypeIs,
    Uncaught,
    Unchanged,
    Under,
    Unread,
    Uses,
    Whole,
    YieldsTimes,
)
from tracecot.verification.rules.arguments import judge_arguments
from tracecot.verification.rules.arms import (
    judge_arm,
    judge_line,
    judge_line_runs,
    judge_line_truth,
    judge_matches,
    judge_no_arm,
    judge_reached,
    on_its_line,
)
from tracecot.verification.rules.asked import judge_condition
from tracecot.verification.rules.assignments import judge_stands
from tracecot.verification.rules.builtins import judge_did
from tracecot.verification.rules.calls import (
    is_generator,
    judge_calls,
    judge_given,
    judge_resumes,
    judge_returned,
    judge_returns,
    judge_yields,
)
from tracecot.verification.rules.counts import judge_in_all, judge_last_line, judge_rounds, judge_times_run
from tracecot.verification.rules.deduction import judge_comes_before, judge_comes_from, judge_proposes, judge_together
from tracecot.verification.rules.deeds import judge_does_each
from tracecot.verification.rules.effects import judge_does, judge_new_key
from tracecot.verification.rules.ends import judge_ends, judge_no_return, judge_whole
from tracecot.verification.rules.equality import judge_equals
from tracecot.verification.rules.exceptions import judge_caught, judge_raises, judge_uncaught
from tracecot.verification.rules.happening import (
    judge_does_to,
    judge_happens,
    judge_joined,
    judge_looks_for,
    judge_rebinds,
    judge_swaps,
    judge_turned,
)
from tracecot.verification.rules.items import judge_at_item, judge_not_reached
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.labels import judge_in_call
from tracecot.verification.rules.lambdas import judge_lambda_called
from tracecot.verification.rules.leaving import judge_leaving
from tracecot.verification.rules.loops import judge_loop_ends, judge_loop_entered, judge_loop_runs
from tracecot.verification.rules.making import judge_making
from tracecot.verification.rules.mentions import (
    judge_answers,
    judge_mentions,
    judge_outcome,
    judge_supposes,
    judge_uses,
)
from tracecot.verification.rules.nearby import judge_nearby
from tracecot.verification.rules.owners import name_of, renamed
from tracecot.verification.rules.passes import judge_pass
from tracecot.verification.rules.passing import judge_passing
from tracecot.verification.rules.program_text import judge_in_text, judge_takes, judge_takes_count, judge_tells
from tracecot.verification.rules.properties import (
    judge_among,
    judge_length,
    judge_member,
    judge_picks,
    judge_starts_empty,
    judge_such,
)
from tracecot.verification.rules.quantities import judge_after_pass, judge_at_hand, judge_counted
from tracecot.verification.rules.results import judge_argument, judge_gives, judge_parity, loosely
from tracecot.verification.rules.rows import judge_series
from tracecot.verification.rules.sameness import judge_recurs, judge_unchanged
from tracecot.verification.rules.series import judge_takes_values
from tracecot.verification.rules.set_to import judge_set_to
from tracecot.verification.rules.steps import judge_steps
from tracecot.verification.rules.visits import judge_is_a, judge_never_runs, judge_next_line, judge_nth_time, judge_type

#: The rules that ask where the reader stands, and which line the clause names.
_ON_A_LINE: dict[type[Meaning], Callable[[Any, int | None, Cursor], Judged]] = {
    Among: judge_among, ArmRuns: judge_arm, Did: judge_did, Does: judge_does, DoesEach: judge_does_each,
    DoesTo: judge_does_to, Happens: judge_happens, InText: judge_in_text, IsTrue: judge_condition,
    Joined: judge_joined, Length: judge_length,
    LooksFor: judge_looks_for, LoopEntered: judge_loop_entered, LoopRuns: judge_loop_runs, Matches: judge_matches,
    Member: judge_member, Mentions: judge_mentions, NewKey: judge_new_key, Picks: judge_picks, Raises: judge_raises,
    Rebinds: judge_rebinds, Stands: judge_stands, StartsEmpty: judge_starts_empty,
    Such: judge_such, Swaps: judge_swaps, TakesValues: judge_takes_values, Turned: judge_turned,
}  # fmt: skip

#: Those that ask where the reader stands alone.
_HERE: dict[type[Meaning], Callable[[Any, Cursor], Judged]] = {
    AfterPass: judge_after_pass, AtHand: judge_at_hand, AtItem: judge_at_item, ComesBefore: judge_comes_before,
    ComesFrom: judge_comes_from, Counted: judge_counted, Given: judge_given, IsA: judge_is_a,
    LineIsTrue: judge_line_truth, LineRuns: judge_line_runs, NeverRuns: judge_never_runs, NextLine: judge_next_line,
    NthTime: judge_nth_time, Proposes: judge_proposes, Recurs: judge_recurs, Resumes: judge_resumes,
    Series: judge_series, TimesRun: judge_times_run, Together: judge_together, TypeIs: judge_type,
    Unchanged: judge_unchanged,
    **dict.fromkeys((Decided, KeepsDefault, PartIs, PartsOf), judge_arguments),
    **dict.fromkeys((NothingMore, DoneHere, NotHere, Neither, Compares, NounIs, FromTo), judge_nearby),
    **dict.fromkeys(
        (HolderIs, BothEnds, AtTheEnd, PartRuns, BoundTimes, DoneTimes, TrueTimes, YieldsTimes, IsHolderEmpty, FoundAt,
         Numbered, LastValue, Moves), judge_passing,
    ),
    **dict.fromkeys(
        (BaseCase, Carried, EntersLoop, LoopGoesOn, NewEmpty, NextItem, Under), judge_steps,
    ),
    **dict.fromkeys((GoesOn, LoopElse, NeverCalled, NthCondition), judge_leaving),
}  # fmt: skip


#: What is said of a function that returns something.
_HANDS_OVER = frozenset("builds computes creates evaluates gives hands makes produces returns yields".split())


@dataclass(frozen=True, slots=True)
class Judge:
    """What statements are judged by: one execution, and what may be named as the answer."""

    history: History
    answers: Sequence[Code] = ()

    def judged(self, said: Said, cursor: Cursor, following: Sequence[Said]) -> Judged:
        """The finding; the cursor moves to what the statement told.

        Args:
            said: the statement, and the line that its clause names.
            cursor: where the reader stands.
            following: what the sentence goes on to say, where that tells what is meant.
        """
        if not self.history.length and not isinstance(said.meaning, Answers | Mentions | Turns):
            return unreadable("value", "the execution has no events")
        try:
            judged = on_its_line(self._values(said.meaning, said.line, cursor, following), said.line, self.history)
            return judged if judged.holds else self._of_its_owner(judged, said, cursor, following)
        except RecursionError:
            return unreadable("value", "nested too deeply")

    def _of_its_owner(self, judged: Judged, said: Said, cursor: Cursor, following: Sequence[Said]) -> Judged:
        """What is said of `floor` may be meant of `self.floor`."""
        subject = name_of(said.meaning)
        owned = [] if subject is None else attributes_named(self.history, subject.norm)
        for name in owned:
            other = self._values(renamed(said.meaning, read_code(name)), said.line, cursor, following)
            if other.holds:
                return other
        return loosely(judged) if owned else judged

    def _values(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        if (rule := _ON_A_LINE.get(type(meaning))) is not None:
            return rule(meaning, line, cursor)
        if (rule_here := _HERE.get(type(meaning))) is not None:
            return rule_here(meaning, cursor)
        match meaning:
            case Equals():
                if self._is_function(meaning.subject, cursor):  # "`helper` returns `4`"
                    if meaning.how == "becomes" or (meaning.verb and meaning.verb not in _HANDS_OVER):
                        return unreadable("return", "that is no word for what a function returns")
                    yielded = judge_yields(meaning, line, cursor) if meaning.how == "yields" else None
                    return yielded or judge_returns(Returns(meaning.value, meaning.subject), line, cursor)
                if meaning.how == "returns" and is_generator(meaning.subject, self.history):
                    return unreadable("return", "what a generator returns is no value that it yields")
                plain = replace(meaning, how="is") if meaning.how in ("yields", "returns") else meaning
                return judge_outcome(plain, self.history) or judge_equals(plain, line, cursor)
            case Returns():
                judged = judge_returns(meaning, line, cursor)
                is_reason = any(isinstance(each.meaning, NeverRuns) for each in following)
                return judge_returned(meaning, line, cursor) if is_reason and not judged.holds else judged
            case OnLine(number=number):
                return judge_line(number, cursor)
            case Calls():
                return judge_calls(meaning, line, cursor, following)
            case CallsLambda():
                return judge_lambda_called(meaning, cursor, following)
            case InPass():
                return judge_pass(meaning, line, cursor, following)
            case LoopEnds():
                return judge_loop_ends(meaning, line, cursor, following)
            case Supposes():
                return judge_supposes(meaning, following, self.history)
            case InCall():
                return judge_in_call(meaning, cursor, following, self.judged)
            case Beside():
                return self._beside(meaning, line, cursor)
            case Turns():
                if cursor.slice is not None or self._is_over(cursor):
                    cursor.read_forward()  # else "check `n > 1`:" is said of what comes next
                return grounded("mention", None, step=False)
            case (
                AlsoSo()
                | CalledWith()
                | Has()
                | Kept()
                | LeftSo()
                | Made()
                | MadeBy()
                | Offered()
                | Spans()
                | ToTheLast()
            ):
                return judge_making(meaning, self.answers, cursor)
            case Loosely(meaning=inner):
                return loosely(self._values(inner, line, cursor, following))
            case Unread(detail=detail):
                return unreadable("value", detail)
            case EveryPass():
                return unreadable("summary", "which passes are meant was said before")
        return self._parts(meaning, line, cursor)

    def _parts(self, meaning: Meaning, line: int | None, cursor: Cursor) -> Judged:
        """Statements of which a part is all that their rule asks for, or whose rule asks for more than the place."""
        match meaning:
            case Reached(code=code):
                return judge_reached(code, line, cursor)
            case NoArm(arm=arm):
                return judge_no_arm(arm, cursor)
            case Caught():
                return judge_caught(cursor)
            case Uncaught():
                return judge_uncaught(cursor)
            case Gives(value=value):
                return judge_gives(value, cursor)
            case Parity(even=even):
                return judge_parity(even, cursor)
            case Rounds(count=count):
                return judge_rounds(count, cursor)
            case NotReached(value=value):
                return judge_not_reached(value, cursor)
            case Ends(value=value):
                return judge_ends(value, self.answers, cursor)
            case Answers(value=value):
                return judge_answers(value, self.answers, self.history)
            case Whole(value=value):
                return judge_whole(value, self.answers, self.history)
            case LastLine(runs=runs):
                return judge_last_line(runs, self.history)
            case NoReturn():
                return judge_no_return(self.history)
            case Operations() | Never():
                return judge_in_all(meaning, self.history)
            case Tells():
                return judge_tells(meaning, self.history)
            case Uses():
                return judge_uses(meaning, line, self.history.facts)
            case SetTo():
                return judge_set_to(meaning, line, self.history.facts)
            case Takes():
                return judge_takes(meaning, self.history.facts)
            case TakesCount():
                return judge_takes_count(meaning, self.history.facts)
        raise AssertionError(meaning)

    def _is_over(self, cursor: Cursor) -> bool:
        """Whether the text has told what comes out: a check behind that reads the execution once more."""
        event = self.history.events[cursor.at] if self.history.length else None
        return (
            event is not None
            and event.kind in ("return", "raise", "exit")
            and event.frame == self.history.events[0].frame
        )

    def _beside(self, meaning: Beside, line: int | None, cursor: Cursor) -> Judged:
        if self._is_function(meaning.subject, cursor):
            return loosely(judge_calls(Calls(meaning.subject, (meaning.value,)), line, cursor))
        judged = judge_equals(Equals(meaning.subject, meaning.value), line, cursor)
        return judged if judged.holds else judge_argument(meaning, cursor) or loosely(judged)

    def _is_function(self, subject: Code, cursor: Cursor) -> bool:
        """Whether the code is the bare name of a function of the program, and no variable here."""
        if subject.norm not in self.history.facts.functions:
            return False
        known = text_at(self.history, subject, cursor.at)
        return known is None or known.startswith("<function ")
