"""How it is worded what happens in the pass at hand, without naming code."""

from tracecot.verification.wordings.pieces import EDGE, Wording, wording
from tracecot.verification.wordings.words import DEED, DEEDS

_THEN = r"(?: (?:now|then|also|again|therefore|thus|simply|just|still|only|exactly|always|as well))*"
_OPERATION = r"(?P<noun>remainder|rest|length|size|minimum|smallest|maximum|largest|sum|product|difference|quotient)"
_ROUNDS = r"(?:passes|pass|rounds?|iterations?|steps?|turns?)"

_PLACE = (
    r"(?: (?:to|in|into|onto|from|at|under) (?:the (?:list|dict|set|result|" + EDGE + r" of) )?(?P<where>[NE])(?! =)"
    r"| at the (?P<side>end|front|start|beginning)(?! of\b)|(?P<unread> (?:to|into|onto|from|under|at the [a-z]+ of))(?= (?!so\b|line\b)))?"
)

WORDINGS: tuple[Wording, ...] = (
    wording("done_here", "it this that so", r"(?:so )?(?:it|this|that) (?:is|was|gets|got)" + _THEN + r" (?P<verb>subtracted|" + DEED + r")(?! [LCNEA#])" + _PLACE),
    wording("done_here", ",", r", (?:is|was|gets|got)" + _THEN + r" (?P<verb>" + DEED + r")(?= (?:[.,;:)]|to|and|into|from|so)|$)" + _PLACE),
    wording("caught_here", "it this that", r"(?:it|this|that) (?:is|was|gets)(?: (?:then|also|immediately))? (?:caught|handled)(?= (?:[.,;:)]|by|in|and|here)|$)"),
    wording("done_here", "subtract subtracted " + " ".join(DEEDS), r"(?P<verb>subtract|subtracted|" + DEED + r")(?= (?:[,;:.)]|→|->|=>)|$)"),
    wording("not_here", "no without not", r"(?:no|not an?|without(?: (?:hitting|reaching|taking|triggering|executing|meeting))?(?: an| a| any| the)?)(?: early)? (?P<what>exception|error|break|return|raise)(?= (?:[,.;:)]|the\b|so\b|here|happens|happened|occurs|is raised|either|inside)|$)(?: (?:here|happens|happened|occurs|is raised|either|inside it))*"),
    wording("breaks", "→ -> break so", r"(?:→ |-> |so )?break(?= (?:[,.;(]|→)|$)"),
    wording("nothing_more", "→ -> skip skipped it so", r"(?:→ |-> |so )?(?:(?:it|this|that) (?:is|gets) (?:also |then |again |simply )?)?(?:skipped|skip)(?= (?:[,.;()]|too\b|again\b|once more\b)|$)"),
    wording("not_reached", "A L # the", r"(?:the )?(?P<v>[AL#])(?: ,)?(?: at the end| itself)?(?: that)?(?: (?:is|are|was|gets) (?:never|not)| isn't| aren't| wasn't| never) (?:used|processed|reached|looked at|examined|applied|handled|seen|read)"),
    wording("neither", "neither", r"neither(?: (?:branch|condition|arm))?(?: (?:runs|is taken|executes|holds|is true|applies|is executed))?(?= (?:[,.;:]|→|->|so)|$)"),
    wording("nothing_changes", "no nothing so → -> =>", r"(?:so )?(?:no change|(?:→ |-> |=> )nothing|nothing (?:changes|happens|(?:is|gets|was) (?:logged|collected|counted|kept|emitted|done))(?: here| this time| either)*)(?= (?:[,.;:)]|here)|$)"),
    wording("neither", "neither", r"neither of (?:the|these|both)(?: #)? (?:conditions|branches|ifs|tests|checks|arms) (?:is|are|was|were) (?:met|true|satisfied|taken|entered|executed)"),
    wording("neither", "neither", r"neither (?!in\b)\w+(?: \w+)? nor (?:an? )?\w+"),
    wording(
        "compared_as", "L # compare comparing",
        r"(?:compare |comparing )?(?P<a>[LC#]) (?:and|with|to|vs \.|vs|versus|against) (?P<b>[LC#])(?: (?:are|is))? ?(?::|,)?(?: (?:they|both))?(?: (?:are|is))? "
        r"(?P<how>equal|the same|identical|match|different|differ|not equal)",
    ),
    wording("compares", "L # C", r"(?P<a>[LC#]) (?:is|are|gets) compared (?:with|to|against) (?P<b>[LC#])"),
    wording("they_match", "they both these", r"(?:they|both|these)(?: (?:are|both))* (?P<how>match|differ|equal|the same|identical|different)(?: as well| again| too)?(?= (?:[,.;:)]|so|and)|$)"),
    wording("compares", "compare comparing L # C", r"(?:compare|comparing) (?P<a>[LC#]) (?:and|with|to|against) (?P<b>[LC#])"),
    wording("compares", "L #", r"(?P<a>[L#]) (?:vs \.|vs|versus|against) (?P<b>[L#])"),
    wording(
        "noun_is", "the its whose this a with and remainder rest length minimum maximum sum product difference quotient",
        r"(?:(?:the|its|whose|this|a|with|and)(?: new| inner)? )?" + _OPERATION + r"(?: of (?:it|that|this|these|that \w+|these \w+|the \w+|N|E))?(?: (?:is|was|:|=))?" + _THEN + r"(?: zero)?(?: ,)? (?P<v>[LC#])",
    ),
    wording(
        "turned_into", "L C # → -> turns",
        r"(?P<u>[LC#])(?: (?:then|now|again|also))? (?:(?:is|gets|was) (?:capitalized|reversed|stripped|converted|lowercased|uppercased|lower - cased|upper - cased|shortened|turned|changed|mapped|shifted|halved|doubled|squared|trimmed|reduced|transformed|translated|cut)(?: down)? (?:in)?to|becomes|turns into|shrinks to|maps to) (?P<v>[LC#])(?! [=<>+*/%-])",
    ),
    wording("turned_into", "turns converts changes turning", r"(?:turns|converts|changes|turning) (?P<u>[LC#]) (?:in)?to (?P<v>[LC#])(?! [=<>+*/%-])"),
    wording("from_to", "from", r"from (?P<u>[LC#]) (?:up |down |back |on )?to (?P<v>[LC#])"),
    wording("rounds", "after in for stops", r"(?:after|in|for)(?: all| only| just| exactly)? (?P<n>#|one) " + _ROUNDS + r"(?! [LN#])"),
    wording("rounds", "#", r"(?P<n>#) (?:passes|rounds|iterations)(?= (?:[,.;)]|in\b)|$)"),
    wording(
        "series", "L #",
        r"(?P<v>[L#])(?P<more>(?: (?:, (?:and |then |and then |and finally |finally )?|and (?:then |finally )?|then |→ |-> )[L#]){2,})(?! (?:[=<>+*/]|\w))",
    ),
    wording("operations", "#", r"(?P<n>#) (?P<what>additions|subtractions|multiplications)"),
    wording(
        "never_run", "the a S break continue return early N",
        r"(?:the |a )?(?:early |first )?(?P<s>S|break|continue|return)(?: statement| line)?(?: on line (?P<line>#))? (?:is|was) (?:(?:never|not) (?:executed|reached|hit|used|run|taken)|skipped)",
    ),
    wording("in_all", "in altogether overall", r"(?:in total|in all|altogether|overall)"),
    wording("contrast", ", ( and not rather instead", r"(?:, |\( )?(?:(?:and )?not|rather than|instead of) (?P<v>[LC#])(?= (?:[.,;)])|$)"),
    wording("last_line", "on at in the", r"(?:on |at |in )?the last line(?: of the function)?(?= (?!of\b|before\b)|$)"),
    wording("first_line", "on in the", r"(?:on |in )?the first line(?: of the function)?(?= (?:[:,]|is|reads) [SA]| returns| sets)"),
    wording("both_are", "both", r"both (?P<s>[NE]) and (?P<t>[NE]) (?:are|become|stay|remain|have become|equal)(?: (?:now|still|also))? (?P<v>[LC#])"),
    wording(
        "both_are", "N E",
        r"(?P<s>[NE]) and (?P<t>[NE]) (?:is|are|were|have become|become|stay|remain)(?: (?:now|still|also))? both(?: (?:set|initialized|equal|reset) to)? (?P<v>[LCNE#])",
    ),
    wording("would_be", "E C", r"(?P<s>[EC]) would (?:(?:just|only|then|also|still) )?(?:be|return|give|yield|build|log|make|come out as)(?: (?:just|only))? (?P<v>[LC#])"),
)  # fmt: skip
