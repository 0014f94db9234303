"""How it is worded what comes of an operation that is named by its verb, and what becomes of the item of a pass."""

from tracecot.verification.wordings.pieces import Wording, wording

#: The forms of a verb ("-ing", "-ed") and what is done (`rules/making.py`).
MAKING = {
    form: deed
    for deed, forms in {
        "split": "splitting split",
        "join": "joining joined gluing glued concatenating concatenated combining combined",
        "convert": "converting converted",
        "reverse": "reversing reversed",
        "sort": "sorting sorted",
        "strip": "stripping stripped trimming trimmed",
        "lower": "lowercasing lowercased lowering lowered",
        "upper": "uppercasing uppercased",
        "capitalize": "capitalizing capitalized capitalising capitalised",
        "replace": "replacing replaced",
        "round": "rounding rounded",
        "slice": "slicing sliced",
        "double": "doubling doubled",
        "halve": "halving halved",
        "square": "squaring squared",
        "multiply": "multiplying multiplied",
        "divide": "dividing divided",
        "subtract": "subtracting",
        "sum": "summing summed adding",
    }.items()
    for form in forms.split()
}
_FORMS = " ".join(MAKING)
_DEED = r"(?P<deed>" + "|".join(sorted(MAKING, key=len, reverse=True)) + ")"
_WHAT = (
    r"(?: (?:(?P<of>[NELC])|(?:the|these|those|all)(?: of these| of the)? (?:parts|pieces|halves|(?P<kind>string|text|word|list|"
    r"words|characters|letters|items|elements|numbers|lists|strings))|it|this|that|them|these|those|all|the results?))?(?: (?:together|up|all of them))?"
)
_SIGN = r"(?P<sign>space|comma|dash|hyphen|semicolon|colon|slash|bar|pipe|dot|period|newline|underscore)"
_HOW = rf"(?: (?:by|on|at|with|using|on each|at each|at every|on every)(?: (?:a|the|single))* (?:(?P<sep>L)|{_SIGN}(?:e?s)?))?"
_INTO = r"(?: (?:in)?to (?:an? )?(?P<type>string|text|integer|int|float|list|tuple|set|lower ?case|upper ?case))?"
_GIVES = (
    r"(?: (?:,|which|that|it|we|and))*(?: (?:gives|produces|yields|makes|results in|leaves|get|to get|to give|into|to|as|is|becomes))?"
    r"(?: (?:me|us))?(?: the (?:result|string|text|list|value|number))?(?: :)?(?: \*\*)*"
)
_END = r"(?= (?:[.,;:)(]|\*\*|→|->|=>|and|so|which|as|because|since)|$)"

WORDINGS: tuple[Wording, ...] = (
    wording("made_as", _FORMS, rf"{_DEED}{_WHAT}{_HOW}{_INTO}{_GIVES} (?P<a>A)"),
    wording("made_by", _FORMS, rf"{_DEED}{_WHAT}{_HOW}{_INTO}{_GIVES} (?P<v>[LC#]){_END}"),
    wording("made_of", "L N E C", rf"(?P<of>[LNEC])(?: (?:is|gets|was))?(?: (?:now|then|again|first))? (?P<deed>{'|'.join(form for form in MAKING if form.endswith('d') or form == 'split')}){_HOW}{_INTO} (?:to|into|as|gives|is|:|→|->) (?P<v>[LC#]){_END}"),
    wording(
        "kept", "it this that which he she is",
        r"(?:(?:it|this|that|which) )?(?:is|gets|was)(?P<no> not| never)?(?: (?:also|then|therefore|thus|again|too))* (?P<how>included|kept|left out|ignored|filtered out|excluded|passed over|dropped out|let through)"
        r"(?: (?:too|again|as well|here))?(?= (?:[.,;:)]|and|so|because|since)|$)",
    ),
    wording("kept", "ignored included kept", r"(?P<how>ignored|included|kept)(?= (?:[.,;:)]|→|->)|$)"),
    wording("offered", "so the a an one call input answer final try we our : ** therefore possible C E take use that this", 
        r"(?:(?:so|therefore|thus|the|a|an|one|our|my|final|possible|valid|suitable|right|correct|such|call|input|answer|solution|candidate|is|would be|try|take|use|you're|you are|looking for|we can|we|choose|pick|that gives|this gives|that's|us|me|and|need|get) |(?:[:>,–—-]|\*\*) ){0,12}(?P<call>[CE])(?: (?:\*\*|[.!:✓✔]))*$"),
    wording("made", "E C", r"(?P<c>[EC])(?= (?:→|->|=>)(?: so)? A\b)"),
    wording("called_with", "the function f called we apply applying call calling N", r"(?:(?:the|this|our) (?:function|call)(?: N)? (?:is|was|gets) (?:called|invoked|run)|(?:we )?(?:call|apply|calling|applying) (?:the|this) function) (?:with|on|to)(?: the)?(?: (?:arguments?|inputs?|values?|parameters?|list|string|number|tuple))?(?: :)? (?P<v>[LC#])(?P<more>(?: (?:,|and|, and) [LC#])*)(?= (?:[.,;:)]|so|and)|$)"),
    wording("called_with", "the function we apply applying call calling", r"(?:(?:the|this|our) (?:function|call)(?: N)? (?:is|was|gets) (?:called|invoked|run)|(?:we )?(?:call|apply|calling|applying) (?:the|this) function) (?:with|on|to)(?: the)?(?: (?:arguments?|inputs?|values?|parameters?))?(?: :)? (?P<a>A)(?P<moreA>(?: (?:,|and|, and|with|, with) A)*)"),
    wording("defined", "the function", r"(?:the )?function (?P<f>N) is defined(?: ,)?(?: (?:which|and|it))?(?: (?:takes|accepts|with) (?P<n>#|one|a single|a) (?:arguments?|parameters?|inputs?)(?: (?:named|called))?(?: :| ,)?(?P<names>(?: (?:,|and|, and)? ?N)+))?"),
    wording("also_so", "too as either", r"(?:too|as well|either)(?= (?:[.,;:)]|so|and)|$)"),
    wording("spans", "goes iterates runs loops walks steps for over", r"(?:(?:goes|iterates|runs|loops|walks|steps) )?(?:over|through|across)(?: all)?(?: the)? (?P<noun>indices|indexes|index values|numbers|positions|values|range)(?: from)? (?P<u>#) (?:to|through|up to|-|–) (?P<v>#)(?! (?:[=<>+*/%]))"),
    wording("left_so", ":", r": (?P<v>L)(?= (?:[.,;)]|and|so)|$)"),
    wording("left_so", ", which giving leaving", r"(?:, )?(?:which (?:gives|leaves|makes|results in|yields)(?: us)?|giving|leaving)(?: us)?(?: the (?:list|string|queue|stack))? (?P<v>L)(?= (?:[.,;)]|and|so)|$)"),
    wording("comes_back", "and this that", r"(?:and )?(?:this|that) is what (?:(?:gets|is) returned|the function returns|is handed back)(?= (?:[.,;)]|$)|$)"),
    wording("comes_back", "this that and", r"(?:and )?(?:this|that) (?P<noun>string|list|value|number|result|tuple|dict|set|text|word) is (?:returned|the (?:result|return value|output))(?= (?:[.,;)]|$)|$)"),
    wording("length_of", "the all these over", r"(?:over )?(?:the|all|these)(?: the)? (?P<n>#) (?:items?|elements?|characters?|letters?|keys?|values?|words?|numbers?|entries|digits|strings|pairs|rows) (?:in|of) (?P<s>[NE])(?= (?:[.,;:)]|and|so)|$)"),
    wording("starts_loop", "the now then", r"(?:(?:now|then) )?the (?:(?:for|while|main|S) )?loop (?:starts|begins|now starts|now begins)(?= (?:[.,;:)]|$)|$)"),
    wording("loop_over", "loop list the S inner outer", r"(?:the )?(?P<which>inner |outer )?(?:loop (?P<done>over|done|finished|ends here|complete)|(?:list|string|input|sequence) (?P<out>exhausted|used up|finished))(?= (?:[.,;:)]|after|and|so|with)|$)"),
    wording("class_of", "L N E C", r"(?P<s>[LNEC]) (?P<is>is(?P<no> not)?|isn't) (?:(?P<no2>not) )?an? (?P<what>digit|letter|lowercase letter|uppercase letter|capital letter)(?= (?:[.,;:)]|so|and|→)|$)"),
    wording("class_of", "is isn't a → - – :", r"(?:(?P<is>is(?P<no> not)?|isn't|→|-|–|:) )?(?:(?P<no2>not) )?an? (?P<what>digit|letter|number|lowercase letter|uppercase letter|lower - case letter|upper - case letter|capital letter|capital)(?= (?:[.,;:)]|so|and|→)|$)"),
    wording("has_by", "row item element character letter word digit number line call step token pair piece", r"(?P<unit>row|item|element|character|letter|word|digit|number|line|call|step|token|pair|piece) by (?P=unit)"),
    wording("has_built", "building", r"building(?: up)? (?:the|a) (?P<what>list|result|output|string|dict|dictionary|answer|set|tuple)(?= [:*]|$)"),
    wording("has_turns", "going coming", r"(?P<what>going down|coming back up|coming back|going back up)(?= [:*]|$)"),
    wording("has", "nested recursive a this the recursion inner", r"(?:(?:a|this|the|two) )?(?P<what>nested loops|recursive function|inner loop|inner if|recursion)(?= (?:[.,;:)]|row|of|for|so|in|and)|$)"),
)  # fmt: skip
