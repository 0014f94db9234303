"""How deductions, proposals and answers are worded."""

from tracecot.verification.wordings.pieces import Wording, wording
from tracecot.verification.wordings.words import DEED

WORDINGS: tuple[Wording, ...] = (
    wording(
        "supposes_size", "with",
        r"with (?P<a>A) the result would (?:have|be) (?:only )?(?P<n>#) (?P<unit>items?|characters?|letters?|keys?)(?: long)?"
        r"(?: ,)?(?: and)?(?: not| instead of) (?P<m>#) ?:",
    ),
    wording("supposes_order", "with", r"with (?P<a>A) the result would (?:come|be) in (?:another|a different) order ?:"),
    wording(
        "supposes", "with",
        r"with (?P<a>A) (?:only |just |not |no )?(?:(?:#|[a-z]+) )+?would (?:(?:not )?[a-z]+ )*?[a-z]+ ?:",
    ),
    wording(
        "done_by_line", "is was",
        r"(?:is|was|gets) (?P<verb>"
        + DEED
        + r") (?:by|on|in|at) line (?P<line>#) as (?P<v>[LCNE#])",
    ),
    wording("uses_sorted", "by in sorted", r"(?:by|in) sorted (?:order|keys?|way)"),
    wording(
        "picks_somewhere", "its the",
        r"(?:its|the)(?: very)? (?P<o>\w+) (?:character|item|element|letter|entry|digit|key)(?! [LCNE#])",
    ),
    wording(
        "asked_for", "we",
        r"we (?:need|want|look for|are looking for|must find|search for)(?: some| the)?(?: arguments?| a "
        r"call| an input| inputs?)?(?: with which| for which| so that| such that| that makes?| of)? (?P<f>N) "
        r"(?:returns|to return|return|gives|giving) (?P<v>[LC#])",
    ),
    wording(
        "proposes", "so take let choose try pick we with",
        r"(?:so )?(?:we )?(?:can )?(?:take|let|choose|try|pick|use|propose)(?: for example| the "
        r"arguments?| arguments?)? (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    wording(
        "turn_check", "check checking verify to running",
        r"(?:to )?(?:check|checking|verify|verifying|running it forward|forward)(?: it| this| that)?(?: "
        r"forward)? ?:",
    ),
    wording(
        "turn_check", "let let's i and now quick we to check checking verify verifying verification confirm confirming tracing trace simulating simulate running double",
        r"(?:(?:let me|let us|let's|i'll|i will|and|now|quick|we can|we|to|a|run a|so) ){0,3}(?:double - ?)?(?:check|checking|verify|verifying|verification|confirm|confirming|confirmation|trace|tracing|simulate|simulating|sanity check)"
        r"(?: (?:it|this|that|the call|them|by hand|forward|step by step|with the (?:code|function|program)|this with the function|by running|by tracing))*(?: [EC])? ?(?=[:.]|$)",
    ),
    wording(
        "answer_is", "so one the an a",
        r"(?:so )?(?:one|the|an|a)(?: possible| right| correct| final)? (?:answer|call|input|solution) "
        r"is(?: therefore| thus)? (?P<v>[LCNE#A])",
    ),
    wording(
        "comes_from", "L C #",
        r"(?P<r>[LC#](?: , [LC#]){0,20})(?:(?: ,)? (?:comes?|is made|was made|arises?|results?|stems?))? from "
        r"(?:a (?:word|string|value|list|number|item|key|letter|character) (?:such as|like) |such as |the "
        r")?(?P<f>[LC#NE](?: , [LC#]){0,20})",
    ),
    wording("comes_before", "L", r"(?P<s>L) (?:(?:comes|stands|is|goes) )?before (?P<v>L)"),
    wording(
        "comes_first", "the",
        r"the (?:words|items|values|elements|entries|ones)? ?(?:under|of|for|with) (?P<s>L) (?:come|comes|"
        r"go|stand) first(?: ,)?(?: and)?(?: then)?(?: those| the ones)? (?:under|of|for|with) (?P<v>L)",
    ),
    wording(
        "together", "L",
        r"(?P<v>L)(?P<more>(?: , L){0,20}) (?:can|could|may)? ?(?:stand|stands|go) (?:together )?under "
        r"(?P<key>one key|a higher one|one)",
    ),
    wording(
        "together", "L",
        r"(?P<v>L)(?P<more>(?: , L){0,20})(?: (?:can|could|may) stand)? under (?P<key>a higher one)",
    ),
    wording("into", "into to", r"(?:in)?to (?P<where>[NE])(?: at (?:index|position) (?P<at>[#NE]))?"),
    wording(
        "increased", "N E", r"(?P<s>[NE]) (?:is|gets|was) (?P<word>increased|incremented|decreased|decremented) by (?P<n>#|one)"
    ),
    wording("with_held", "with", r"with (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)"),
)  # fmt: skip
