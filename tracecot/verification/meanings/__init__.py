"""What a sentence can say: one small record a statement, whatever words it was said in."""

from dataclasses import dataclass

from tracecot.frozen import maker
from tracecot.verification.meanings.backward import (
    Answers,
    ComesBefore,
    ComesFrom,
    OfBackward,
    Proposes,
    Supposes,
    Together,
    Turns,
    Uses,
)
from tracecot.verification.meanings.effects import (
    Does,
    DoesEach,
    DoesTo,
    DoneHere,
    Happens,
    Joined,
    LooksFor,
    NothingMore,
    OfEffects,
    Rebinds,
    Swaps,
    Turned,
)
from tracecot.verification.meanings.flow import (
    ArmRuns,
    Calls,
    Caught,
    Given,
    InCall,
    LastLine,
    LineIsTrue,
    LineRuns,
    Neither,
    Never,
    NeverRuns,
    NextLine,
    NoArm,
    NoReturn,
    NotHere,
    NthTime,
    OfFlow,
    OnLine,
    Operations,
    Raises,
    Reached,
    Resumes,
    Returns,
    TimesRun,
    Uncaught,
)
from tracecot.verification.meanings.loops import (
    AfterPass,
    AtItem,
    EveryPass,
    InPass,
    LoopEnds,
    LoopEntered,
    LoopRuns,
    NotReached,
    OfLoops,
    Rounds,
)
from tracecot.verification.meanings.making import (
    AlsoSo,
    CalledWith,
    Has,
    Kept,
    LeftSo,
    Made,
    MadeBy,
    Offered,
    OfMaking,
    Spans,
    ToTheLast,
)
from tracecot.verification.meanings.passing import (
    AtTheEnd,
    BothEnds,
    BoundTimes,
    DoneTimes,
    FoundAt,
    GoesOn,
    HolderIs,
    IsHolderEmpty,
    LastValue,
    LoopElse,
    Moves,
    NeverCalled,
    NthCondition,
    Numbered,
    OfPassing,
    PartRuns,
    TrueTimes,
    YieldsTimes,
)
from tracecot.verification.meanings.sentences import (
    InText,
    Mentions,
    OfSentences,
    Reason,
    Recurs,
    SetTo,
    Takes,
    TakesCount,
    Tells,
    Unchanged,
    Unread,
)
from tracecot.verification.meanings.values import (
    Among,
    AtHand,
    Beside,
    Compares,
    Counted,
    Did,
    Ends,
    Equals,
    FromTo,
    Gives,
    IsA,
    IsTrue,
    Length,
    Matches,
    Member,
    NewKey,
    NounIs,
    OfValues,
    Parity,
    Picks,
    Series,
    Stands,
    StartsEmpty,
    Such,
    TakesValues,
    TypeIs,
    Whole,
)

__all__ = [
    "AfterPass", "AlsoSo", "Among", "Answers", "ArmRuns", "AtHand", "AtItem", "AtTheEnd", "Beside", "BothEnds", "BoundTimes",
    "CalledWith", "Calls", "Caught", "ComesBefore", "ComesFrom", "Compares", "Counted", "Did", "Does", "DoesEach", "DoesTo",
    "DoneHere", "DoneTimes", "Ends", "Equals", "EveryPass", "FoundAt", "FromTo", "Given", "Gives", "GoesOn",
    "Happens", "Has", "HolderIs", "InCall", "InPass", "InText", "IsA", "IsHolderEmpty", "IsTrue", "Joined", "Kept", "LastLine", "LastValue", "LeftSo", "Length", "LineIsTrue",
    "LineRuns", "LooksFor", "LoopElse", "LoopEnds", "LoopEntered", "LoopRuns", "Loosely", "Made", "MadeBy", "Matches", "Meaning", "Member", "Mentions", "Moves",
    "Neither", "Never", "NeverCalled", "NeverRuns", "NewKey", "NextLine", "NoArm", "NoReturn", "NotHere",
    "NotReached", "NothingMore", "NounIs", "NthCondition", "NthTime", "Numbered", "Offered", "OnLine", "Operations", "Parity",
    "PartRuns", "Picks", "Proposes", "Raises", "Reached", "Reason", "Rebinds", "Recurs", "Resumes", "Returns", "Rounds", "Said",
    "Series", "SetTo", "Spans", "Stands", "StartsEmpty", "Such", "Supposes", "Swaps", "Takes", "TakesCount", "TakesValues", "Tells",
    "TimesRun", "ToTheLast", "Together", "TrueTimes", "Turned", "Turns", "TypeIs", "Uncaught", "Unchanged", "Unread", "Uses", "Whole", "YieldsTimes",
    "new_said",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loosely:
    """A statement in words that leave open of which moment it is: it is shown, or it isn't understood."""

    meaning: "Meaning"


Meaning = OfValues | OfEffects | OfLoops | OfFlow | OfBackward | OfSentences | OfPassing | OfMaking | Loosely


@dataclass(frozen=True, slots=True)
class Said:
    """A meaning, where the text says it, and the line that its clause names."""

    start: int
    end: int
    meaning: Meaning
    line: int | None = None
    next: bool = False  # after "then", "next": no step of its kind lies between


new_said = maker(Said)  # a text says many
