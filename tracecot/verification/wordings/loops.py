"""How passes and loops are worded."""

from tracecot.verification.wordings.pieces import LINE, LOOP, UNIT, Wording, wording

WORDINGS: tuple[Wording, ...] = (
    wording(
        "every_pass", "in during for on",
        r"(?:in|during|for|on) (?P<no>every|each|all|no)(?P<others> other| others| remaining| later)?(?: "
        r"of the| the)?(?: (?P<n>#))?(?: (?:single|further|other))? (?:pass|passes|iterations?|rounds?|"
        r"item|items)(?: (?:of|on) the (?:loop|rest))?(?: from (?:pass )?(?P<a>#) (?:to|through|until|-) "
        r"(?:pass )?(?P<b>#))?(?: (?:but|except(?: for)?|save)(?: for)? (?:(?P<but>one|#(?! [,)A]))(?: of (?:them|these))?|"
        r"(?:pass|iteration|round)(?:es|s)? (?P<out>#(?:(?: ,| and| , and) #(?= and| ,| [a-zNECLA`])){0,20})))?",
    ),
    wording(
        "every_pass", "for each every",
        r"(?:for )?(?:each|every|all)(?: of the)? (?:iterations?|pass(?:es)?|rounds?)(?: of the loop)?(?= [a-z:,])",
    ),
    wording(
        "every_pass", "for",
        r"for (?:each|every)(?: single)?(?: " + UNIT + r")?(?: N)? (?:in|of)(?: the (?:list|string|text|tuple|array|input))? [NECL](?= [,:])",
    ),
    wording(
        "every_pass", "in during for from passes iterations rounds",
        r"(?:in |during |for |from )?(?:the )?(?:passes|iterations|rounds) (?P<a>#) (?:to|through|-|–|and|until) "
        r"(?P<b>#)(?: (?:but|except(?: for)?)(?: for)? (?:(?P<but>one)|pass (?P<out>#)))?",
    ),
    wording(
        "every_pass", "the in during for",
        r"(?:in |during |for )?the (?P<others>other|remaining|rest of the|following|next)(?: (?P<n>#))? "
        r"(?:passes|iterations|items|rounds)",
    ),
    wording("in_pass", "only", r"only (?:in )?(?:pass|iteration) (?P<n>#)"),
    wording(
        "in_pass", "in during on at for the pass iteration round inner outer",
        r"(?:(?:in|during|on|at|for) )?(?:the )?(?P<which>inner |outer )?(?:pass|iteration|round) "
        r"(?P<n>#)(?: of the (?P<of>inner |outer )?loop)?"
        + LINE,
    ),
    wording(
        "in_pass_ordinal", "in during on at for the",
        r"(?:(?:in|during|on|at|for) )?the (?P<which>inner |outer )?(?P<o>\w+) (?:pass|iteration|round|"
        r"time(?: around| through)?|run through)(?: (?:of|through|around) the (?P<of>inner |outer )?loop)?"
        + LINE,
    ),
    wording("in_pass_ordinal", "the", r"the (?P<which>inner |outer )?(?:for |while )?loop (?:runs|executes|goes round|is entered|repeats) (?:a|for the|for a) (?P<o>\w+) time"),
    wording(
        "pass_label", "first second third fourth fifth sixth seventh eighth ninth tenth last final pass round iteration sweep step turn",
        r"(?:(?P<o>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final) (?:pass|round|iteration|sweep|time around)|"
        r"(?:pass|round|iteration|sweep|turn) (?P<n>#|one))(?= (?:[.:,(]|-|–|—)|$)",
    ),
    wording(
        "loop_runs", "the a",
        r"(?:the|a) "
        + LOOP
        + LINE
        + r"(?: ,)? (?:(?:goes|runs|iterates|walks|loops|passes|steps|works|moves|cycles)(?: once)? "
        r"(?:through|over|across|for|along)|makes|takes|has|does|covers|visits|repeats|performs|executes|"
        r"runs|will run|will make|iterates|goes round)(?: exactly| its body| for)?(?: the| all| all the| "
        r"its| each of the| all of the)?(?: (?P<n>#|one)(?: "
        + UNIT
        + r")?(?: (?:of|in) (?:the )?(?P<x>[NECL]))?| (?:"
        + UNIT
        + r" of (?:the )?)?(?P<y>[NECL])(?: (?P<m>#) times)?)",
    ),
    wording(
        "loop_while", "the",
        r"the "
        + LOOP
        + LINE
        + r" (?:runs|goes on|continues|repeats|keeps going|loops) (?:while|as long as) (?P<x>[NECL])(?: is "
        r"true| holds)?",
    ),
    wording(
        "runs_again", "runs makes repeats iterates",
        r"(?:runs|makes|repeats|iterates)(?: exactly)? (?:(?P<n>#|one)(?: times| time| passes| pass)|"
        r"(?P<once>once|twice|no times))",
    ),
    wording(
        "loop_runs_once", "the",
        r"the "
        + LOOP
        + LINE
        + r"(?: body)?"
        + r" (?:runs|repeats|iterates|executes)(?: exactly)? (?P<once>once|twice)",
    ),
    wording("each_time", "each every", r"(?:each|every) time"),
    wording(
        "uncaught", "nothing no",
        r"(?:nothing|no handler|no except clause|no one) (?:catches|handles) (?:it|this|the exception|"
        r"that|the error)",
    ),
    wording(
        "loop_runs_zero", "the",
        r"the "
        + LOOP
        + LINE
        + r"(?: body)? (?:never runs|does not run|doesn't run|runs no pass|has nothing to (?:go|walk|"
        r"iterate) (?:through|over)|makes no pass|is not entered|is never entered|body never runs|never "
        r"starts|body is never entered)",
    ),
    wording(
        "loop_over", "the",
        r"the "
        + LOOP
        + LINE
        + r" (?:goes|runs|iterates|walks|loops|steps) (?:through|over) (?P<x>[NECL])",
    ),
    wording(
        "goes_over", "iterates iterate iterating loops loop looping goes go going walks walk runs steps",
        r"(?:iterat(?:es?|ing)|loop(?:s|ing)?|go(?:es|ing)?|walks?|runs?|steps?)(?: (?:over|through))(?: (?:each|every|all|the|of))*(?: "
        + UNIT + r")?(?: (?P<i>N)(?= (?:in|of)\b))?(?: (?:in|of)(?: the)?(?: (?:list|string|text|tuple|dict|dictionary|range|array))?)? (?P<x>[NECL])",
    ),
    wording(
        "body_never", "its the so",
        r"(?:so )?(?:its|the)(?: (?:loop|loop's|for|while|S))? (?:body|loop) (?:is|was)? ?(?:never|not) (?:executed|entered|run|reached|runs)(?: at all)?",
    ),
    wording(
        "there_are", "there so",
        r"(?:so )?there (?:are|is|will be) (?P<n>#|one) (?:passes|pass|iterations?|rounds?)",
    ),
    wording(
        "runs_times", "it this",
        r"(?:it|this) (?:runs|iterates|repeats|goes around|makes|takes)(?: exactly| for)? (?P<n>#|one) "
        r"(?:times|time|passes|pass|iterations?|rounds?)",
    ),
    wording(
        "loop_ends", "the a so after when",
        r"(?:(?:so )?the |(?:after|when) the )"
        + LOOP
        + LINE
        + r" (?:ends|is over|finishes|finished|stops|is done|is left|is finished|terminates|completes|ends "
        r"here|leaves|exits|ended|stopped|terminated|completed|(?P<out>is exhausted|runs out(?: of \w+)?|ran out of \w+)|has ended)(?: (?:(?P<normally>normally)|here|after (?:(?P<n>#|one) |all "
        r")(?:passes|pass|iterations?|rounds?)|(?P<early>early)(?: ,)?(?: (?:in|during|with) (?:pass|iteration|round) (?P<m>#))?|in "
        r"pass (?P<m2>#)))?(?: (?:with|at|and leaves|leaving))?",
    ),
    wording("exhausted", "N E", r"(?P<x>[NE]) (?:is|was|are|were|has been)(?: (?:now|then|fully|completely))* (?:exhausted|used up)"),
    wording(
        "loop_ends", "after once when",
        r"(?:after|once|when) the "
        + LOOP
        + LINE
        + r"(?: (?:ends|is over|is done|finishes|has finished))?",
    ),
    wording("loop_entered", "the", r"the " + LOOP + LINE + r" (?:is entered|is started|gets entered)"),
    wording(
        "loop_breaks", "the this so break S line",
        r"(?:so )?(?:(?:the |this )?(?:S|break)(?: statement)?(?: on line (?P<at>#))? (?:leaves|ends|stops|"
        r"exits)(?: the)?(?: loop| it)?|(?:the )?(?:S|break)(?: statement)? is (?:executed|hit|reached|taken)|the (?P<which>inner |outer )?(?:for |while )?loop (?:is )?(?:breaks|broken off|broken|breaks off|breaks "
        r"out))",
    ),
    wording("takes_in_turn", "for with", r"(?:for|with) (?P<a>A)(?P<moreA>(?: (?:,|and|, and|then|, then) A)+)"),
    wording(
        "takes_values", "N E C",
        r"(?P<s>[NEC]) (?:takes|takes on|goes through|runs through|has)(?: in turn)?(?: the)? values?(?: "
        r"in turn)? (?P<v>[LC#])(?P<more>(?: , [LC#])*(?: ,)?(?: and [LC#])?)(?: in turn| in this order| "
        r"in that order)?",
    ),
    wording(
        "takes_values", "N",
        r"(?P<s>N) (?:is|takes|goes through|runs through)(?: in turn)? (?P<v>[LC#]) (?P<more>(?:, [LC#] "
        r")*(?:, )?and [LC#])(?: in turn| in this order| in that order)",
    ),
    wording("beside_loop", "at", r"at the call(?= (?:[.,;)]|and|so)|$)"),
    wording("beside_loop", "in inside within during before outside", r"(?:in|inside|within|during|before|outside)(?: of)? the (?:(?:for|while|inner|outer|main|S) )?(?:-)?loop(?= (?:[.,;)]|and|so|since|because)|$)"),
)  # fmt: skip
