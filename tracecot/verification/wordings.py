"""English as patterns: how the statements of `meanings.py` are worded.

A sentence is matched as one line of text in which words are lower case, marks stand apart, and code is a letter for its
sort: N name, L literal, C closed expression, E expression, A assignment, S statement, T exception type, U unreadable
code; `#` is a number. A pattern is tried where its first token may stand.
"""

import re
from dataclasses import dataclass

NUMBERS = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

_ADVERBS = "now|still|again|already|then|therefore|thus|also|just|currently|here|simply|indeed|actually|always|again|currently|likely|probably|presumably|apparently|clearly|obviously"
ADV = rf"(?: (?:{_ADVERBS}))*"
#: The verbs that join an expression and its value.
COPULA = (
    r"(?:is|are|was|were|equals|equal|evaluates? to|works? out (?:to|as)|comes? (?:out )?(?:to|as)|gives|give|giving|"
    r"yields|yield|produces|produce|returns|computes to|results? in|has (?:the )?value|have (?:the )?value|"
    r"holds (?:the value)?|holds|contains exactly|stands at|remains|stays|is equal to|amounts? to|makes|is just|reads|"
    r"shows|=|==|:|→|->|=>|, i\.e\. ,?|, that is ,?|, or|, which is|, which gives|, which makes|, giving|, yielding|, namely)"
)
BECOMES = (
    r"(?:becomes|become|turns into|grows to|goes to|goes up to|rises to|falls to|drops to|shrinks to|is set to|is bound to|is assigned"
    r"(?: to)?|gets the value|gets|takes the value|takes on|takes|now holds|is updated to|is changed to|changes to|"
    r"starts (?:out )?(?:as|at|with|from)|begins (?:as|at|with)|is initiali[sz]ed (?:to|as|with)|is now|ends up (?:as|at|being)|"
    r"ends (?:as|at)|moves to|advances to|increases to|decreases to|is increased to|is incremented to|is decremented to|"
    r"is reduced to|is rebound to|is reset to|is replaced by|is left as|is left at|is left with)"
)
SUBJECT = r"(?P<s>[NECS])"
VALUE = r"(?P<v>[LCNE#])"
TRUE = r"(?:true|truthy|satisfied|met|fulfilled)"
FALSE = r"(?:false|falsy|not true|not satisfied|not met|untrue)"
UNIT = (
    r"(?:items?|elements?|characters?|chars?|letters?|keys?|values?|entries|entry|pairs?|words?|numbers?|times|passes|pass|"
    r"iterations?|rounds?|lines?|members?|digits?|parts?|pieces?|tuples?|lists?|strings?|rows?|columns?|steps?|repetitions?|"
    r"integers?|dicts?|sublists?|bits?|substrings?|symbols?|tokens?|arguments?|things?|turns?)"
)
_LINE = r"(?:(?: ,)? (?:on|at|in|of) line (?P<line>#))?"
LOOP = r"(?P<which>inner |outer |first |second |whole |nested )?(?:for - |while - |for |while )?(?:loop|iteration|comprehension)"
_MORE = r"(?P<more>(?: (?:,|and|, and) [LCNE#])*)"

#: Producing verbs: `sorted(seen)` *orders the keys as* `['a', 'b']`.
MAKES = (
    "orders sorts cuts splits joins turns makes counts finds leaves picks takes keeps drops strips reverses rounds gives comes "
    "lists looks maps collects selects converts formats returns adds sums multiplies divides subtracts builds pairs zips "
    "replaces removes trims pads repeats concatenates glues gets reads fetches yields produces evaluates computes slices "
    "extracts filters flattens groups swaps lowers uppercases lowercases capitalizes titles changes rewrites creates "
    "puts shifts rotates merges combines numbers walks goes spells writes holds contains raises measures tells says "
    "compares checks tests searches locates numbers unpacks wraps translates encodes decodes chops peels works amounts sets "
    "doubles halves squares negates fills hands leads results numbers begins ends chains copies"
).split()

#: Verb forms to the lemma under which `effects.py` knows what must have happened.
DEEDS = {
    form: lemma
    for lemma, forms in {
        "append": "appends append appended appending pushes push pushed",
        "add": "adds add added adding",
        "extend": "extends extend extended extending",
        "insert": "inserts insert inserted inserting",
        "remove": "removes remove removed removing deletes delete deleted deleting drops dropped discards discard discarded",
        "pop": "pops pop popped popping",
        "store": "stores store stored storing saves saved puts put records recorded writes wrote written assigns assign assigned",
        "print": "prints print printed printing outputs",
        "sort": "sorted sorts sort sorting",
        "reverse": "reverses reversed reverse",
        "clear": "clears cleared clear empties emptied",
        "yield": "yields yield yielded yielding",
        "update": "updates updated update",
        "change": "changes changed change modifies modified mutated mutates",
    }.items()
    for form in forms.split()
}
_DEED = "|".join(sorted(DEEDS, key=len, reverse=True))

#: What a value may be called, beside `is`.
PROPERTIES = (
    "empty nonempty non-empty none positive negative even odd zero nonzero truthy falsy uppercase lowercase alphabetic "
    "numeric sorted"
).split()
_PROPERTY = r"(?P<word>non - empty|non - zero|upper - case|lower - case|" + "|".join(PROPERTIES) + ")"

#: Words that claim something by themselves: one that no pattern has read makes the sentence unreadable.
CLAIMING = frozenset(
    "not no never none nothing neither nor without except unless only all every each both any always twice thrice "
    "isn't doesn't don't wasn't aren't didn't cannot can't won't hasn't "
    "true false truthy falsy empty nonempty odd even positive negative zero "
    "skip skips skipped skipping fails fail failed succeeds holds "
    "increments incremented increment decrements decremented doubles doubled halves halved swaps swapped "
    "returned returning return raises raised raise catches caught breaks break continues continue exits "
    "must least most exactly unchanged untouched unaffected "
    "first second third fourth fifth sixth seventh eighth ninth tenth last final previous "
    "larger smaller greater less fewer longer shorter bigger equal equals equivalent different differs same identical "
    "new old unique distinct duplicate maximum minimum largest smallest longest shortest highest lowest "
    "more before after earlier later until immediately increases decreases increased decreased grows shrinks "
    "skipping repeated repeats runs ran executes executed jumps".split()
) | frozenset(NUMBERS) | frozenset(DEEDS) - {"add", "change", "changes", "changed", "put", "record", "sort"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, the tokens that it may begin with, and what it means (a method of the reader)."""

    meaning: str
    starts: frozenset[str]
    pattern: re.Pattern[str]


def _wording(meaning: str, starts: str, pattern: str) -> Wording:
    return Wording(meaning, frozenset(starts.split()), re.compile(pattern + r"(?![\w])"))


_CODE = "N E C S"
_VALUES = "L C N E #"
_BE = r"(?:is|are|was|were|gets|get|being)"

WORDINGS: tuple[Wording, ...] = (
    # Passes and loops
    _wording(
        "every_pass", "in during for on",
        r"(?:in|during|for|on) (?P<no>every|each|all|no)(?P<others> other| others| remaining| later)?(?: "
        r"of the| the)?(?: (?P<n>#))?(?: (?:single|further|other))? (?:pass|passes|iterations?|rounds?|"
        r"item|items)(?: (?:of|on) the (?:loop|rest))?(?: from (?:pass )?(?P<a>#) (?:to|through|until|-) "
        r"(?:pass )?(?P<b>#))?(?: (?:but|except(?: for)?|save)(?: for)? (?:(?P<but>one|#(?! [,)A]))|pass "
        r"(?P<out>#)))?",
    ),
    _wording(
        "every_pass", "in during for from passes iterations",
        r"(?:in |during |for |from )?(?:the )?(?:passes|iterations) (?P<a>#) (?:to|through|-|–|and|until) "
        r"(?P<b>#)(?: (?:but|except(?: for)?)(?: for)? (?:(?P<but>one)|pass (?P<out>#)))?",
    ),
    _wording(
        "every_pass", "the in during for",
        r"(?:in |during |for )?the (?P<others>other|remaining|rest of the|following|next)(?: (?P<n>#))? "
        r"(?:passes|iterations|items|rounds)",
    ),
    _wording("in_pass", "only", r"only (?:in )?(?:pass|iteration) (?P<n>#)"),
    _wording(
        "in_pass", "in during on at for the pass iteration inner outer",
        r"(?:(?:in|during|on|at|for) )?(?:the )?(?P<which>inner |outer )?(?:pass|iteration|round) "
        r"(?P<n>#)(?: of the (?P<of>inner |outer )?loop)?"
        + _LINE,
    ),
    _wording(
        "in_pass_ordinal", "in during on at for the",
        r"(?:(?:in|during|on|at|for) )?the (?P<which>inner |outer )?(?P<o>\w+) (?:pass|iteration|round|"
        r"time(?: around| through)?|run through)(?: (?:of|through|around) the (?P<of>inner |outer )?loop)?"
        + _LINE,
    ),
    _wording(
        "loop_runs", "the a",
        r"(?:the|a) "
        + LOOP
        + _LINE
        + r"(?: ,)? (?:(?:goes|runs|iterates|walks|loops|passes|steps|works|moves|cycles)(?: once)? "
        r"(?:through|over|across|for|along)|makes|takes|has|does|covers|visits|repeats|performs|executes|"
        r"runs|will run|will make|iterates|goes round)(?: exactly| its body| for)?(?: the| all| all the| "
        r"its| each of the| all of the)?(?: (?P<n>#|one)(?: "
        + UNIT
        + r")?(?: of (?:the )?(?P<x>[NECL]))?| (?:"
        + UNIT
        + r" of (?:the )?)?(?P<y>[NECL])(?: (?P<m>#) times)?)",
    ),
    _wording(
        "loop_while", "the",
        r"the "
        + LOOP
        + _LINE
        + r" (?:runs|goes on|continues|repeats|keeps going|loops) (?:while|as long as) (?P<x>[NECL])(?: is "
        r"true| holds)?",
    ),
    _wording(
        "runs_again", "runs makes repeats iterates",
        r"(?:runs|makes|repeats|iterates)(?: exactly)? (?:(?P<n>#|one)(?: times| time| passes| pass)|"
        r"(?P<once>once|twice|no times))",
    ),
    _wording(
        "loop_runs_once", "the",
        r"the "
        + LOOP
        + _LINE
        + r" (?:runs|repeats|iterates|executes)(?: exactly)? (?P<once>once|twice)",
    ),
    _wording("each_time", "each every", r"(?:each|every) time"),
    _wording(
        "uncaught", "nothing no",
        r"(?:nothing|no handler|no except clause|no one) (?:catches|handles) (?:it|this|the exception|"
        r"that|the error)",
    ),
    _wording(
        "loop_runs_zero", "the",
        r"the "
        + LOOP
        + _LINE
        + r"(?: body)? (?:never runs|does not run|doesn't run|runs no pass|has nothing to (?:go|walk|"
        r"iterate) (?:through|over)|makes no pass|is not entered|is never entered|body never runs|never "
        r"starts|body is never entered)",
    ),
    _wording(
        "loop_over", "the",
        r"the "
        + LOOP
        + _LINE
        + r" (?:goes|runs|iterates|walks|loops|steps) (?:through|over) (?P<x>[NECL])",
    ),
    _wording(
        "there_are", "there so",
        r"(?:so )?there (?:are|is|will be) (?P<n>#|one) (?:passes|pass|iterations?|rounds?)",
    ),
    _wording(
        "runs_times", "it this",
        r"(?:it|this) (?:runs|iterates|repeats|goes around|makes|takes)(?: exactly| for)? (?P<n>#|one) "
        r"(?:times|time|passes|pass|iterations?|rounds?)",
    ),
    _wording(
        "loop_ends", "the a so after when",
        r"(?:(?:so )?the |(?:after|when) the )"
        + LOOP
        + _LINE
        + r" (?:ends|is over|finishes|finished|stops|is done|is left|is finished|terminates|completes|ends "
        r"here|leaves|exits|is exhausted|runs out|has ended)(?: (?:normally|here|after (?:(?P<n>#) |all "
        r")(?:passes|pass|iterations)|(?P<early>early)(?: ,)?(?: (?:in|during|with) pass (?P<m>#))?|in "
        r"pass (?P<m2>#)))?(?: (?:with|at|and leaves|leaving))?",
    ),
    _wording(
        "loop_ends", "after once when",
        r"(?:after|once|when) the "
        + LOOP
        + _LINE
        + r"(?: (?:ends|is over|is done|finishes|has finished))?",
    ),
    _wording(
        "loop_breaks", "the this so break S line",
        r"(?:so )?(?:(?:the |this )?(?:S|break)(?: statement)?(?: on line #)? (?:leaves|ends|stops|"
        r"exits)(?: the)?(?: loop| it)?|the loop (?:is )?(?:breaks|broken off|broken|breaks off|breaks "
        r"out))",
    ),
    _wording(
        "takes_values", "N E C",
        r"(?P<s>[NEC]) (?:takes|takes on|goes through|runs through|has)(?: in turn)?(?: the)? values?(?: "
        r"in turn)? (?P<v>[LC#])(?P<more>(?: , [LC#])*(?: ,)?(?: and [LC#])?)(?: in turn| in this order| "
        r"in that order)?",
    ),
    _wording(
        "takes_values", "N",
        r"(?P<s>N) (?:is|takes|goes through|runs through)(?: in turn)? (?P<v>[LC#]) (?P<more>(?:, [LC#] "
        r")*(?:, )?and [LC#])(?: in turn| in this order| in that order)",
    ),
    # Lines
    _wording(
        "line_truth", "the", r"the (?:condition|test|check) (?:on|at|in|of) line (?P<line>#) (?:is|was) (?P<truth>" + TRUE + "|" + FALSE + ")"
    ),
    _wording(
        "line_not_run", "line",
        r"line (?P<line>#) (?:is (?:skipped|passed over|not reached|not run|not executed|never reached|"
        r"never run|left out)|does not run|doesn't run|never runs|never happens)",
    ),
    _wording("line_not_run", "skips skipping skip", r"(?:skips|skipping|skip) line (?P<line>#)"),
    _wording(
        "line_runs", "line",
        r"line (?P<line>#) (?:runs|is reached|is run|is executed|executes|comes next|is next)",
    ),
    _wording("on_line", "on at in line", r"(?:(?:on|at|in) )?line (?P<line>#)"),
    _wording(
        "arm", "so the and",
        r"(?:so )?(?:the )?(?P<arm>S|if|else|elif|body|then|condition's)(?: -)?(?: (?:branch|block|body|"
        r"arm|clause|part|case|side))? (?P<runs>is skipped|is not taken|is not entered|does not run|"
        r"doesn't run|never runs|is passed over|runs|is taken|is entered|executes|is executed|applies|is "
        r"chosen)",
    ),
    _wording(
        "arm", "the",
        r"the (?P<arm>if|else) (?:branch|block|body|arm) (?P<runs>is skipped|is not taken|runs|is taken|"
        r"executes|is entered)",
    ),
    # Backward
    _wording(
        "supposes", "with",
        r"with (?P<a>A) (?:only |just |not |no )?(?:(?:#|[a-z]+) )+?would (?:(?:not )?[a-z]+ )*?[a-z]+ ?:",
    ),
    _wording(
        "done_by_line", "is was",
        r"(?:is|was|gets) (?P<verb>"
        + _DEED
        + r") (?:by|on|in|at) line (?P<line>#) as (?P<v>[LCNE#])",
    ),
    _wording("uses_sorted", "by in sorted", r"(?:by|in) sorted (?:order|keys?|way)"),
    _wording(
        "picks_somewhere", "its the",
        r"(?:its|the)(?: very)? (?P<o>\w+) (?:character|item|element|letter|entry|digit|key)(?! [LCNE#])",
    ),
    _wording(
        "needed", "we",
        r"we (?:need|want|look for|are looking for|must find|search for)(?: some| the)?(?: arguments?| a "
        r"call| an input| inputs?)?(?: with which| for which| so that| such that| that makes?| of)? N "
        r"(?:returns|to return|return|gives|giving) (?P<v>[LC#])",
    ),
    _wording(
        "proposes", "so take let choose try pick we with",
        r"(?:so )?(?:we )?(?:can )?(?:take|let|choose|try|pick|use|propose)(?: for example| the "
        r"arguments?| arguments?)? (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    _wording(
        "turn_check", "check checking verify to running",
        r"(?:to )?(?:check|checking|verify|verifying|running it forward|forward)(?: it| this| that)?(?: "
        r"forward)? ?:",
    ),
    _wording(
        "answer_is", "so one the an a",
        r"(?:so )?(?:one|the|an|a)(?: possible| right| correct| final)? (?:answer|call|input|solution) "
        r"is(?: therefore| thus)? (?P<v>[LCNE#A])",
    ),
    _wording(
        "comes_from", "L C",
        r"(?P<r>[LC#](?: , [LC#]){0,20})(?:(?: ,)? (?:comes?|is made|was made|arises?|results?|stems?))? from "
        r"(?:a (?:word|string|value|list|number|item|key|letter|character) (?:such as|like) |such as |the "
        r")?(?P<f>[LC#NE](?: , [LC#]){0,20})",
    ),
    _wording("comes_before", "L", r"(?P<s>L) (?:(?:comes|stands|is|goes) )?before (?P<v>L)"),
    _wording(
        "comes_first", "the",
        r"the (?:words|items|values|elements|entries|ones)? ?(?:under|of|for|with) (?P<s>L) (?:come|comes|"
        r"go|stand) first(?: ,)?(?: and)?(?: then)?(?: those| the ones)? (?:under|of|for|with) (?P<v>L)",
    ),
    _wording(
        "together", "L",
        r"(?P<v>L)(?P<more>(?: , L){0,20}) (?:can|could|may)? ?(?:stand|stands|go) (?:together )?under "
        r"(?P<key>one key|a higher one|one)",
    ),
    _wording(
        "together", "L",
        r"(?P<v>L)(?P<more>(?: , L){0,20})(?: (?:can|could|may) stand)? under (?P<key>a higher one)",
    ),
    _wording("into", "into to", r"(?:in)?to (?P<where>[NE])(?: at (?:index|position) (?P<at>[#NE]))?"),
    _wording(
        "increased", "N E", r"(?P<s>[NE]) (?:is|gets|was) (?P<word>increased|incremented|decreased|decremented) by (?P<n>#|one)"
    ),
    _wording("with_held", "with", r"with (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)"),
    # Effects
    _wording(
        "nothing_done", "nothing no so",
        r"(?:so )?(?:nothing|no \w+) (?:is|gets|was|needs to be) (?P<verb>"
        + _DEED
        + r")(?: (?:to|in|from|into) (?P<where>[NE]))?",
    ),
    _wording(
        "new_key", "a the meets finds",
        r"(?:meets |finds )?(?:a|the) new (?P<noun>key|character|word|item|value|letter|number|element)"
        r"(?P<again> again)?",
    ),
    _wording(
        "starts_empty", "starts begins with an creates makes",
        r"(?:(?:starts|begins|creates|makes|builds|sets up) (?:out )?(?:with |as )?)?an empty "
        r"(?P<type>dict|dictionary|list|string|set|tuple|counter)(?: called| named)? ?,? ?(?P<a>A|N)",
    ),
    _wording(
        "deed_in", " ".join(DEEDS),
        r"(?P<verb>"
        + _DEED
        + r")(?: the)?(?: (?:value|string|character|item|number|result|key|element|tuple|pair|list|text|"
        r"word))?(?: of)? (?P<v>[LCNE#])(?: ,)? (?P<to>to|in|into|from|at|under|onto|on to|as|with|on|"
        r"by)(?: (?:index|position|key))? (?:the (?:list|dict|set|end of|front of|key|index|position) )?"
        r"(?P<where>[NELC#])(?: at (?:index|position) (?P<at>[#NE]))?",
    ),
    _wording(
        "stores_assignment", " ".join(DEEDS) + " sets set binds makes starts initializes initialises initially with has leaves gives keeps updates so now having get gets it this",
        r"(?:(?:so |now |it |this |then ){0,4})(?:"
        + _DEED
        + r"|sets|set|binds|makes|starts(?: with)?|initiali[sz]es|leaves|gives|updates|gets)(?: up)? "
        r"(?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    _wording(
        "sets",
        "sets set binds bind assigns initializes initialises updates changes makes resets rebinds",
        r"(?:sets?|binds?|assigns?|initiali[sz]es|updates|changes|makes|resets|rebinds|increases|"
        r"decreases) (?P<s>[NE]) (?:(?:to|as|=|at|to be) )?(?P<v>[LC#])",
    ),
    _wording(
        "sets", "increments increases decrements decreases raises reduces",
        r"(?:increments|increases|decrements|decreases|raises|reduces) (?P<s>[NE])(?: by #)? to "
        r"(?P<v>[LC#])",
    ),
    _wording(
        "increments", "increments increases decrements decreases adds",
        r"(?P<word>increments|increases|decrements|decreases) (?P<s>[NE])(?: by (?P<n>#|one))?",
    ),
    _wording(
        "deed", " ".join(DEEDS),
        r"(?P<verb>"
        + _DEED
        + r")(?: the)?(?: (?:value|string|character|item|number|result|key|element|tuple|pair|list|text|"
        r"word|letter|entry))?(?: of)? (?P<v>[LCNE#])",
    ),
    _wording(
        "done_to", "L C N E #",
        r"(?P<v>[LCNE#])(?: (?:itself|too|alone))? (?:is|are|gets|get|was|being)(?P<no> not| never)?(?: "
        r"(?:now|then|also|again|therefore|thus))* (?P<verb>"
        + _DEED
        + r")(?: (?:to|in|into|from|at|under|onto|as) (?:the (?:list|dict|set|end of|front of|result) )?"
        r"(?P<where>[NE]))?",
    ),
    # Calls, returns, exceptions
    _wording(
        "called", "N E",
        r"(?P<s>[NE]) (?:is|was|gets) called(?: again)?(?: with (?P<v>[LC#])"
        + _MORE
        + r"| with (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*))?",
    ),
    _wording("needs_none", "N", r"(?P<s>N) (?:needs|takes|has) no arguments?"),
    _wording("called_on", "the this a", r"(?:the|this|a) (?:recursive )?call(?: to| of)? (?P<s>[NEC])"),
    _wording(
        "calls", "calls calling call",
        r"(?:calls|calling|call) (?P<s>[NEC])(?: (?:with|on) (?P<v>[LC#])"
        + _MORE
        + r")?",
    ),
    _wording(
        "returns", "returns return returned returning",
        r"(?:returns?|returned|returning)(?: the value| the list| the string| the dict| the tuple)? "
        r"(?P<v>[LCNE#])(?: (?:and|so) (?:the|that) .{0,10}(?!.))?",
    ),
    _wording("gives_back", "gives hands", r"(?:gives|hands)(?: back)? (?P<v>[LC#])(?: back)?"),
    _wording(
        "result_is", "the its our a final",
        r"(?:the |its |our |a )?(?:final )?(?:result|output|return value|returned value|value returned|"
        r"returned (?:list|string|dict|tuple|number))(?: of (?:the (?:call|function)|(?P<f>[NE])))? (?:is|"
        r"equals|will be|becomes)(?: therefore| thus| then| now)? (?P<v>[LCNE#])",
    ),
    _wording(
        "answer_is", "final answer result output so",
        r"(?:so )?(?:the )?(?:final )?(?:answer|result|output|return value)(?: is)? ?(?::|=|→|->|=>) (?P<v>[LCNE#])",
    ),
    _wording(
        "answer_is", "the our",
        r"(?:the|our)(?: final| correct)? answer is(?: therefore| thus)? (?P<v>[LCNE#])",
    ),
    _wording(
        "raises", "raises raise raising throws raised",
        r"(?:raises|raise|raising|throws|raised)(?: an?| the)? (?P<t>[TE])(?: exception| error)?(?: "
        r"(?:with|saying)(?: the)?(?: message| text)?| :| ,)? ?(?P<m>[LS])?",
    ),
    _wording(
        "raised", "T a an the",
        r"(?:an? |the )?(?P<t>T)(?: exception| error)?(?P<c> (?:is|was|gets) (?:raised|thrown|caught|"
        r"handled))(?: (?:with|saying)(?: the)?(?: message| text)? (?P<m>L))?",
    ),
    _wording("raised_kind", "T", r"(?P<t>T)(?: (?:with|saying)(?: the)?(?: message| text)?| :) (?P<m>L)"),
    _wording("resumes", "N E", r"(?P<s>[NE]) (?:goes on|resumes|continues|picks up(?: where it left off)?)(?= [.,;:])"),
    _wording("matches", _CODE, r"(?P<s>[NEC])(?P<no> does not| doesn't)? match(?:es)?(?: the (?:pattern|case))? (?P<v>[LCNESUA])"),
    _wording("caught", "catches caught handles", r"(?:catches|handles|caught)(?: the| an?)? (?P<t>T)"),
    _wording(
        "raises_code", "E C N",
        r"(?P<s>[ECN]) (?:raises|fails with|throws|leads to|ends with)(?: an?| the)? (?P<t>T)(?: (?:with|"
        r"saying)(?: the)?(?: message| text)?| :| ,)? ?(?P<m>L)?",
    ),
    # Truth
    _wording(
        "truth", _CODE,
        r"(?P<s>[NECS])(?: (?:\( (?P<sub>[CE]) \)|, i\.e\. ,? ?(?P<sub2>[CE]) ,?))?"
        + ADV
        + r" (?:is|are|was|evaluates to|comes out|turns out(?: to be)?|=|:|→|->|is found to be|proves|gives|"
        r"yields|stays|remains|being)"
        + ADV
        + r" (?P<truth>"
        + TRUE
        + r"|"
        + FALSE
        + r")",
    ),
    _wording(
        "truth", "C E",
        r"(?P<s>[EC])(?: \?)?(?: (?:→|->|=>|:|-|–|—|,|\())? (?P<truth>yes|no|true|false|✓|✗|✔|✘|nope|yep)(?! [LCNE#])",
    ),
    _wording(
        "truth", _CODE,
        r"(?P<s>[NECS])"
        + ADV
        + r" (?P<truth>holds|succeeds|fails|does not hold|doesn't hold|does hold|no longer holds|passes)(?! "
        r"[LCNE#])",
    ),
    _wording(
        "truth_which", "which , that it the this",
        r"(?:, )?(?:(?:which|that|it|this)(?: condition| test| check)?|the (?:condition|test|check|"
        r"comparison))"
        + ADV
        + r" (?:is|was|evaluates to|turns out)"
        + ADV
        + r" (?P<truth>"
        + TRUE
        + r"|"
        + FALSE
        + r")",
    ),
    _wording(
        "truth_which", "which it this that the",
        r"(?:(?:which|that|it|this)|the (?:condition|test|check|comparison)) (?P<truth>holds|fails|"
        r"succeeds|does not hold|doesn't hold)",
    ),
    # Properties
    _wording(
        "member", _VALUES,
        r"(?P<v>[LCNE#])"
        + ADV
        + r" (?:is|was|appears|occurs)(?P<no> not)?"
        + ADV
        + r" (?:in|among|a key (?:of|in)|an element of|an item of|a member of|one of|present in|contained "
        r"in|part of|a substring of)(?: the (?:keys|values|set|list|string|characters|items) (?:of )?)? "
        r"(?P<s>[NECL])",
    ),
    _wording(
        "contains", _CODE,
        r"(?P<s>[NEC])(?: (?P<no>does not|doesn't))?"
        + ADV
        + r" (?:contains|contain|includes|has the (?:key|item|element|character)) (?P<v>[LC#])(?! "
        + UNIT
        + r")",
    ),
    _wording(
        "such", _CODE + " L",
        r"(?P<s>[NECL])"
        + ADV
        + r" (?:is|are|was|stays|remains|starts|being|starts out|ends)(?P<no> not)?"
        + ADV
        + r" "
        + _PROPERTY,
    ),
    _wording(
        "such_which", "which it that",
        r"(?:which|it|that) (?:is|was|remains)(?P<no> not)?"
        + ADV
        + r" "
        + _PROPERTY,
    ),
    _wording(
        "length", _CODE,
        r"(?P<s>[NEC])"
        + ADV
        + r" (?:has|holds|contains|is|have|counts)"
        + ADV
        + r"(?: exactly)? (?P<n>#|one) (?:"
        + UNIT
        + r"(?: long| in it| now)?|long)",
    ),
    _wording(
        "length_of", _CODE,
        r"(?P<s>[NEC])"
        + ADV
        + r" (?:has|is of|of) (?:a )?length (?:of )?(?P<n>#)",
    ),
    _wording(
        "length_of", "the its",
        r"the (?:length|size) of (?P<s>[NEC]) (?:is|equals|=)"
        + ADV
        + r" (?P<n>#)",
    ),
    _wording(
        "picks", "its the",
        r"(?:its|the)(?: very)? (?P<o>\w+) (?:character|item|element|letter|entry|word|value|number|digit|"
        r"pair|key|part|row|one)(?: of N| in N)?(?: ,)?(?= (?P<s>E))",
    ),
    # Values
    _wording(
        "goes_from_to", "N E",
        r"(?P<s>[NE])(?: value)? (?:goes|changes|grows|rises|drops|falls|moves|increases|decreases|is "
        r"changed|turns) from (?P<u>[LC#]) to (?P<v>[LC#])",
    ),
    _wording(
        "becomes", "N E",
        r"(?P<s>[NE])"
        + ADV
        + r" "
        + BECOMES
        + ADV
        + r" (?:equal to )?"
        + VALUE,
    ),
    _wording(
        "value_not", _CODE + " L",
        r"(?P<s>[NECL]) (?:is not|isn't|does not equal|doesn't equal|differs from|is different from|!=) "
        r"(?P<v>[LCNE#])",
    ),
    _wording(
        "value", _CODE,
        r"(?P<s>[NEC])(?: \( (?P<sub>[CE]) \))?"
        + ADV
        + r"(?: ,)? ?"
        + COPULA
        + ADV
        + r"(?: to)? (?:the (?:value|string|list|number|character|dict|tuple|set|key|word|item|element|"
        r"integer|letter|empty string|empty list) |just |exactly |an? (?:empty )?(?:list|string|dict|"
        r"tuple|set) )?"
        + VALUE,
    ),
    _wording("value", "L", r"(?P<s>L) (?:is|equals|==|=) (?P<v>[LC#])"),
    _wording(
        "unchanged", "N E",
        r"(?P<s>[NE]) (?:(?:is|stays|remains|keeps)(?: left)?(?: still)? (?:unchanged|the same(?! as)|untouched|as it (?:is|was))|"
        r"(?:does not|doesn't) change)",
    ),
    _wording("juxtaposed", "N", r"(?P<s>N) (?P<v>[LC#])(?= [.,;)→|]|$| (?:and|→|->) )"),
    _wording("value_paren", _CODE, r"(?P<s>[NEC]) \( (?P<v>[LC#]) \)"),
    _wording(
        "value_apposition", "the of",
        r"the (?:value|result|length|sum|product|difference|remainder|quotient|character|item|element|key|"
        r"word|list|string|dict|number) (?:of )?(?P<s>[NEC]) ?,? (?:is|equals|=|→|->)?"
        + ADV
        + r" ?(?P<v>[LC#])",
    ),
    _wording(
        "makes", _CODE,
        r"(?P<s>[EC])(?: ,? ?which)?"
        + ADV
        + r" (?:"
        + '|'.join(dict.fromkeys(MAKES))
        + r")(?: (?!not\b|no\b|never\b|nothing\b|only\b|without\b)(?:[a-z]\w*|,|:|-|'|\\x22|;|#(?= \w)|[NC](?! "
        r"[.;])))*? ?(?:as|to|into|in|at|with|:|,|is|are|giving|leaving|gives|it)? (?P<v>[LC#])(?= [.;,)]|"
        r" and\b| so\b| because\b| since\b|$| which\b| as\b| to\b| but\b| for\b)",
    ),
    _wording(
        "becomes_which", "it",
        r"it "
        + BECOMES
        + ADV
        + r" (?P<v>[LC#])",
    ),
    _wording(
        "value_which", ", which that it this giving or so i.e. namely",
        r"(?:, )?(?:which|that|it|this|giving|or|i\.e\. ,?|namely|, so it|so it)(?: (?:is|was|gives|"
        r"equals|makes|yields|evaluates to|comes to|are|means|returns|has the value|produces|"
        r"results in))?"
        + ADV
        + r" (?P<v>[LC#])",
    ),
    _wording("copula_list", _CODE, r"(?P<s>[NE]) (?P<w>holds|has|lists|contains) (?P<v>[LC])"),
)  # fmt: skip

#: Words that give a cause: those that stand before the effect, and those that stand before the cause.
SO = frozenset({"so", "therefore", "thus", "hence", "consequently"})
SINCE = frozenset({"since", "because"})
#: "so" that gives no reason.
NO_REASON = re.compile(r"so (?:far|that|on|long|many|much|take|we|one|the answer|an? (?:answer|input))(?![\w])")
#: Words that say that something was so before, by what they mean.
RECURRING = {
    "again": "again", "once more": "again", "once again": "again", "yet again": "again", "still": "still",
    "no longer": "no longer", "this time": "this time", "in the same way": "in the same way", "likewise": "in the same way",
    "similarly": "in the same way", "as before": "in the same way", "like before": "in the same way",
}  # fmt: skip
RECURS = re.compile(rf"(?:{'|'.join(sorted(RECURRING, key=len, reverse=True))})(?![\w])")
#: Words that say that nothing of its kind lies between this and what was told last.
NEXT = re.compile(r"(?:then|next|right after(?:wards)?|immediately(?: after(?:wards)?)?)(?= |$)")

#: Phrases that claim nothing, or nothing beyond the claims around them.
IDIOMS = re.compile(
    r"first(?= (?:,|[NECASL]\b|line\b))|"
    r"(?:step by step|one by one|one at a time|in turn|in order|at (?:the )?(?:first|last|start|end|beginning)|to (?:begin|start) with|"
    r"let us|let's see|for example|for instance|"
    r"at this point|from (?:here|now) on|of course|in other words|in the end|one answer|"
    r"the (?:first|last) step|first of all|first ,|finally ,|after that ,?|(?:right )?after this|before (?:that|it)|"
    r"each (?:time|one)? ?(?=, ?so)|no matter|every one|each other|in one go|the same (?:as before|way)|"
    r"(?:within|under) (?:a|one) key the order is kept|the words under one key stand together|the (?:stored|appended|kept|returned|sorted|removed|inserted) (?:words?|values?|items?|keys?|list|string|characters?|elements?|numbers?)|that one|this one|"
    r"for the (?:first|second|third|next) time(?= ,)|the function|the call)(?![\w])"
)

#: The words of the patterns: a text that uses one may mean the word, and not a name of the program's.
VOCABULARY = frozenset(
    word
    for wording in WORDINGS
    for word in re.findall(r"[a-z]{2,}", re.sub(r"\(\?P<\w+>", " ", wording.pattern.pattern))
)
