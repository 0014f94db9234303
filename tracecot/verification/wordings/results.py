"""How it is worded what steps lead to, comparisons, and how often something happens in all."""

from tracecot.verification.wordings.pieces import CODE, Wording, wording

_MORE = r"(?:greater|larger|bigger|more|higher|longer|above|over)"
_LESS = r"(?:less|smaller|lower|fewer|shorter|below|under)"
_TIMES = r"(?:(?P<n>#)(?: different)? times|(?P<once>once|twice))"

WORDINGS: tuple[Wording, ...] = (
    wording(
        "compared", "N E C L #",
        r"(?P<s>[NECL#]) (?:is|was|are)(?P<no> not| never| no longer)?(?: (?:now|still|already|also|even|far|just))* "
        r"(?P<how>" + _MORE + "|" + _LESS + r"|at least|at most|divisible by|a multiple of|equal to)(?: than)? (?P<v>[NECL#])",
    ),
    wording("compared", "N E C L #", r"(?P<s>[NECL#])(?P<no> does not)? (?P<how>equals|equal|differs from|exceeds|exceed) (?:the )?(?P<v>[NECL#])"),
    wording(
        "compared_values", "N E",
        r"(?P<s>[NE])(?: \( (?P<u>[LC#]) \))? (?:is|was|are)?(?P<no> not)? ?(?P<how>" + _MORE + "|" + _LESS
        + r"|at least|at most|equal to|equals|differs from|different from)(?: than)?(?: or equal to)? (?P<t>[NE]) \( (?P<v>[LC#]) \)",
    ),
    wording(
        "compared_which", ", : not is equals and which it that this greater less",
        r"(?:[,:] )?(?:(?:which|it|that|this|and) )?(?:(?:is|isn't|are|aren't) )?(?P<no>not )?(?P<how>equal to|equals|greater than|less than|larger than|smaller than|bigger than|longer than|shorter than|at least|at most) (?:the (?:value|width|limit|size|length|threshold|maximum|minimum|target) (?:of )?)?(?P<v>[NECL#])",
    ),
    wording("parity", "even odd", r"(?P<how>even|odd)(?: index| number| digit| length)?(?= (?:[,.;:)]|→|->|=>)|$)"),
    wording("worked_out", "#", r"(?P<a>#) (?P<sign>times|plus|minus|squared|doubled|halved)(?: (?P<b>#))? (?:is|are|gives|makes|equals) (?P<v>#)"),
    wording("rest", "the", r"the (?P<what>remainder|rest|quotient) of (?P<a>#) divided by (?P<b>#) (?:is|equals) (?P<v>#)"),
    wording("divides", "#", r"(?P<a>#) divided by (?P<b>#) (?P<what>leaves nothing|leaves no remainder|is (?P<v>#))"),
    wording("gives", "→ -> => giving making", r"(?:→|->|=>|giving|making)(?: \+)?(?: so)? (?P<v>[LC#])(?= (?:[.,;()]|→|->|=>|–|—|and\b|\*\*)|$)"),
    wording("leads_to_call", "→ -> =>", r"(?:→|->|=>) (?P<v>[EC])"),
    wording("ends", "L C # ** → -> => N T", r"(?:(?:→|->|=>|\*\*) )*(?P<v>[LC#NTE])(?: (?:\*\*|\.))*$"),
    wording("ends", "answer result output return so the therefore", 
        r"(?:so |therefore )?(?:the )?(?:answer|result|output|return value|returned value)(?: is)?(?: the)?(?: (?:string|list|tuple|dict|dictionary|number|value))?(?: :)?(?: \*\*)* (?P<v>[LC#T])(?= \*\*| \.|$)"),
    wording("stands_compared", "A", r"(?P<a>A) (?P<sign><|>|<=|>=|==|!=) (?P<b>[LCNE#A])"),
    wording(
        "named_whole", "look looking looks search searching we want goal target needed output input start starting starts given the",
        r"(?:we )?(?:(?:look|looking|looks|search|searching) for|want|need|(?:the )?(?:goal|target|needed|required output|wanted output|output|input)|"
        r"start(?:s|ing)?(?: value| with| at)?|given)(?: is)?(?: :)?(?: the (?:string|list|dict|tuple|value|number))? (?P<v>[LC#])(?! (?!in [LN]\b)\w)",
    ),
    wording("returned_as", CODE, r"(?P<s>[NEC]) is (?:returned|handed back|given back)(?: :|, which is|, that is|, i\.e\.)(?: \*\*)? (?P<v>[LC#])"),
    wording("handed_back", "L C # that", r"(?:that )?(?P<v>[LC#]) (?:is|gets) (?:returned|handed back|given back)"),
    wording("handed_back", "N E", r"(?P<v>[NE]) (?:is|gets) (?:then |finally )?(?:returned|handed back|given back)(?= [.,;:)]|$| and\b)"),
    wording("final_return", "the final last S", r"(?:the )?(?:final |last )?(?P<s>S) (?:gives|returns|yields|hands back|produces)(?: us| me| back)? (?P<v>[LC#])"),
    wording("handed_back", "the", r"the (?:list|string|value|number|tuple|dict) returned is (?P<v>[LC#])"),
    wording("no_return", "doesn't does never",
        r"(?:doesn't|does not|never) returns?(?: anything| a value| any value)?(?: at all)?(?= [,:;.]| but)"),
)  # fmt: skip

#: Before the families that know the same verbs without a count.
COUNTS: tuple[Wording, ...] = (
    wording("last_line", "last the on at in", r"(?:on |at |in )?(?:the |its )?last line (?:of the function )?(?:is |was )?(?:(?P<no>not|never) )?(?:reached|run|executed)"),
    wording(
        "line_times", "line",
        r"line (?P<line>#) (?:(?:is|was) (?:\w+ )?(?:executed|run|reached|carried out|hit)|runs|ran)(?: only| just| exactly)? "
        + _TIMES + r"(?: only)?",
    ),
    wording("line_times", "and", r"and line (?P<line>#) " + _TIMES + r"(?! [LNECA#])"),
    wording(
        "call_times", "N E C S altogether in",
        r"(?:altogether |in all |in total )?(?P<f>[NE]) (?:(?:is|was) (?:called|executed)|ran|runs)(?: only| just| exactly)? " + _TIMES
        + r"(?: in all| in total| altogether| overall)?",
    ),
    wording("call_times", "the", r"the function (?:is|was) called(?: only| just| exactly)? " + _TIMES + r"(?: in all| in total| altogether| overall)?"),
    wording("calls_in_all", "helper calls", r"(?P<helper>helper )?calls (?:in total|in all|overall|altogether) (?::|=) (?P<a>[A#])"),
    wording("call_times", "#", r"(?P<n>#) calls(?: of (?P<f>N))? (?:overall|in all|in total|altogether)"),
)  # fmt: skip
