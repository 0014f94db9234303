"""Judges one statement where the reader stands: which rule is asked, by what was said."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracecot.verification.code import Code, read_code
from tracecot.verification.cursor import Cursor
from tracecot.verification.here import attributes_named, text_at
from tracecot.verification.history import History
from tracecot.verification.judging import Judged, grounded, unreadable
from tracecot.verification.meanings import (
    AfterPass,
    Among,
    Answers,
    ArmRuns,
    AtHand,
    AtItem,
    AtTheEnd,
    Beside,
    BothEnds,
    BoundTimes,
    Calls,
    Caught,
    ComesBefore,
    ComesFrom,
    Compares,
    Counted,
    Did,
    Does,
    DoesEach,
    DoesTo,
    DoneHere,
    DoneTimes,
    Ends,
    Equals,
    EveryPass,
    FoundAt,
    FromTo,
    Given,
    Gives,
    GoesOn,
    Happens,
    HolderIs,
    InCall,
    InPass,
    InText,
    IsA,
    IsHolderEmpty,
    IsTrue,
    Joined,
    LastLine,
    LastValue,
    Length,
    LineIsTrue,
    LineRuns,
    LooksFor,
    LoopElse,
    LoopEnds,
    LoopEntered,
    LoopRuns,
    Loosely,
    Matches,
    Meaning,
    Member,
    Mentions,
    Moves,
    Neither,
    Never,
    NeverCalled,
    NeverRuns,
    NewKey,
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
    OnLine,
    Operations,
    Parity,
    PartRuns,
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
    TrueTimes,
    Turned,
    Turns,
    TypeIs,
    Uncaught,
    Unchanged,
    Unread,
    Uses,
    Whole,
    YieldsTimes,
)
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
from tracecot.verification.rules.assignments import judge_stands
from tracecot.verification.rules.builtins import judge_did
from tracecot.verification.rules.calls import (
    is_generator,
    judge_calls,
    judge_given,
    judge_resumes,
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
from tracecot.verification.rules.labels import judge_in_call
from tracecot.verification.rules.leaving import judge_leaving
from tracecot.verification.rules.loops import judge_loop_ends, judge_loop_entered, judge_loop_runs
from tracecot.verification.rules.mentions import (
    judge_answers,
    judge_mentions,
    judge_outcome,
    judge_supposes,
    judge_uses,
)
from tracecot.verification.rules.nearby import judge_nearby
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
from tracecot.verification.rules.truth import judge_truth
from tracecot.verification.rules.visits import judge_is_a, judge_never_runs, judge_next_line, judge_nth_time, judge_type


def _name_of(meaning: Meaning) -> Code | None:
    """The bare name that a statement of a value is about."""
    match meaning:
        case Equals(subject=Code(sort="N") as name):
            return name
        case Stands(code=Code(targets=(Code(sort="N") as name,), augmented="")):
            return name
    return None


def _renamed(meaning: Meaning, name: Code) -> Meaning:
    """The statement, of another name."""
    match meaning:
        case Equals():
            return replace(meaning, subject=name)
        case Stands(code=code):
            return replace(meaning, code=replace(code, targets=(name,)))
    return meaning


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
        subject = _name_of(said.meaning)
        owned = [] if subject is None else attributes_named(self.history, subject.norm)
        for name in owned:
            other = self._values(_renamed(said.meaning, read_code(name)), said.line, cursor, following)
            if other.holds:
                return other
        return loosely(judged) if owned else judged

    def _values(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case Equals():
                if self._is_function(meaning.subject, cursor):  # "`helper` returns `4`"
                    yielded = judge_yields(meaning, line, cursor) if meaning.how == "yields" else None
                    return yielded or judge_returns(Returns(meaning.value, meaning.subject), line, cursor)
                if meaning.how == "returns" and is_generator(meaning.subject, self.history):
                    return unreadable("return", "what a generator returns is no value that it yields")
                plain = replace(meaning, how="is") if meaning.how in ("yields", "returns") else meaning
                return judge_outcome(plain, self.history) or judge_equals(plain, line, cursor)
            case Did():
                return judge_did(meaning, line, cursor)
            case Stands():
                return judge_stands(meaning, line, cursor)
            case IsTrue(condition=condition, value=value):
                told = None if value is None else judge_equals(Equals(condition, value), line, cursor)
                is_told = told is not None and (told.holds or self._is_only_a_value(condition))
                return told if told is not None and is_told else judge_truth(meaning, line, cursor)
            case Among():
                return judge_among(meaning, line, cursor)
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
                return judge_takes_values(meaning, line, cursor)
            case DoesEach():
                return judge_does_each(meaning, line, cursor)
            case Does():
                return judge_does(meaning, line, cursor)
            case NewKey():
                return judge_new_key(meaning, line, cursor)
            case Mentions():
                return judge_mentions(meaning, line, cursor)
            case Recurs():
                return judge_recurs(meaning, cursor)
            case Unchanged():
                return judge_unchanged(meaning, cursor)
            case Unread(detail=detail):
                return unreadable("value", detail)
        return self._flow(meaning, line, cursor, following)

    def _flow(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case InPass():
                return judge_pass(meaning, line, cursor, following)
            case LoopRuns():
                return judge_loop_runs(meaning, line, cursor)
            case LoopEntered():
                return judge_loop_entered(meaning, line, cursor)
            case LoopEnds():
                return judge_loop_ends(meaning, line, cursor, following)
            case EveryPass():
                return unreadable("summary", "which passes are meant was said before")
            case OnLine(number=number):
                return judge_line(number, cursor)
            case LineIsTrue():
                return judge_line_truth(meaning, cursor)
            case LineRuns():
                return judge_line_runs(meaning, cursor)
            case ArmRuns():
                return judge_arm(meaning, line, cursor)
            case Calls():
                return judge_calls(meaning, line, cursor, following)
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
            case NoArm(arm=arm):
                return judge_no_arm(arm, cursor)
            case Reached(code=code):
                return judge_reached(code, line, cursor)
            case Caught():
                return judge_caught(cursor)
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
                return judge_uses(meaning, line, self.history.facts)
            case Supposes():
                return judge_supposes(meaning, following, self.history)
            case Answers(value=value):
                return judge_answers(value, self.answers, self.history)
            case Turns():
                if cursor.slice is not None or self._is_over(cursor):
                    cursor.read_forward()  # else "check `n > 1`:" is said of what comes next
                return grounded("mention", None, step=False)
        return self._notes(meaning, line, cursor, following)

    def _notes(self, meaning: Meaning, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
        match meaning:
            case AtItem():
                return judge_at_item(meaning, cursor)
            case InCall():
                return judge_in_call(meaning, cursor, following, self.judged)
            case Gives(value=value):
                return judge_gives(value, cursor)
            case Beside():
                return self._beside(meaning, line, cursor)
            case Parity(even=even):
                return judge_parity(even, cursor)
            case Ends(value=value):
                return judge_ends(value, self.answers, cursor)
            case NoReturn():
                return judge_no_return(self.history)
            case TimesRun():
                return judge_times_run(meaning, cursor)
            case Rounds(count=count):
                return judge_rounds(count, cursor)
            case Series():
                return judge_series(meaning, cursor)
            case Operations() | Never():
                return judge_in_all(meaning, self.history)
            case LastLine(runs=runs):
                return judge_last_line(runs, self.history)
            case Whole(value=value):
                return judge_whole(value, self.answers, self.history)
            case NotReached(value=value):
                return judge_not_reached(value, cursor)
            case NthTime():
                return judge_nth_time(meaning, cursor)
            case NextLine():
                return judge_next_line(meaning, cursor)
            case NeverRuns():
                return judge_never_runs(meaning, cursor)
            case TypeIs():
                return judge_type(meaning, cursor)
            case IsA():
                return judge_is_a(meaning, cursor)
            case NothingMore() | DoneHere() | NotHere() | Neither() | Compares() | NounIs() | FromTo():
                return judge_nearby(meaning, cursor)
            case Takes():
                return judge_takes(meaning, self.history.facts)
            case InText():
                return judge_in_text(meaning, line, cursor)
            case SetTo():
                return judge_set_to(meaning, line, self.history.facts)
            case Tells():
                return judge_tells(meaning, self.history)
            case TakesCount():
                return judge_takes_count(meaning, self.history.facts)
            case Happens():
                return judge_happens(meaning, line, cursor)
            case DoesTo():
                return judge_does_to(meaning, line, cursor)
            case Swaps():
                return judge_swaps(meaning, line, cursor)
            case LooksFor():
                return judge_looks_for(meaning, line, cursor)
            case Rebinds():
                return judge_rebinds(meaning, line, cursor)
            case Joined():
                return judge_joined(meaning, line, cursor)
            case Turned():
                return judge_turned(meaning, line, cursor)
            case Counted():
                return judge_counted(meaning, cursor)
            case AtHand():
                return judge_at_hand(meaning, cursor)
            case AfterPass():
                return judge_after_pass(meaning, cursor)
            case (
                HolderIs()
                | BothEnds()
                | AtTheEnd()
                | PartRuns()
                | BoundTimes()
                | DoneTimes()
                | TrueTimes()
                | YieldsTimes()
                | IsHolderEmpty()
                | FoundAt()
                | Numbered()
                | LastValue()
                | Moves()
            ):
                return judge_passing(meaning, cursor)
            case GoesOn() | LoopElse() | NeverCalled() | NthCondition():
                return judge_leaving(meaning, cursor)
            case Loosely(meaning=inner):
                return loosely(self._values(inner, line, cursor, following))
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

    def _is_only_a_value(self, code: Code) -> bool:
        """Whether the program works `a or b` out and never decides by it: then its value is what counts."""
        known = [self.history.events[seq].kind for seq in self.history.by_text.get(code.norm, ())]
        return isinstance(code.node, ast.BoolOp) and "value" in known and "branch" not in known

    def _is_function(self, subject: Code, cursor: Cursor) -> bool:
        """Whether the code is the bare name of a function of the program, and no variable here."""
        if subject.norm not in self.history.facts.functions:
            return False
        known = text_at(self.history, subject, cursor.at)
        return known is None or known.startswith("<function ")
