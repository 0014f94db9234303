"""How it is worded step by step what values come to be, and where the telling goes on."""

from tracecot.verification.wordings.making import MAKING
from tracecot.verification.wordings.pieces import FALSE, TRUE, Wording, wording

_END = r"(?= (?:[.,;:()]|so|and|since|because|which|as|but)|$)"
_UP = r"increases|increased|incremented|grows|grown|rises|risen|goes up|gone up|raised"
_DOWN = r"decreases|decreased|decremented|reduced|drops|dropped|falls|fallen|goes down|gone down|lowered|shrinks"
GOES_UP = frozenset(_UP.split("|"))
_NOUN = r"(?P<noun>items?|elements?|characters?|values?|numbers?|letters?|words?|one)"
_AGAIN = r"(?: (?:now|then|also|again|still|therefore|thus|so|just|simply))*"

WORDINGS: tuple[Wording, ...] = (
    wording("brings", "this that which it and leaving bringing making setting so", r"(?:(?:this|that|which|it|and|so) )?(?:brings|leaves|makes|puts|leaving|bringing|making|setting)(?: us)?(?: with)?(?: the)? (?P<s>[NE])(?: (?:to|at|as|equal to|be|become|is|equal))? (?P<v>[LC#])" + _END),
    wording("brings_about", "this that which it we and leaving giving so", r"(?:(?:this|that|which|it|and|so|we) ){0,2}(?:gives|give|get|have|end up|are left|obtain|leaving|giving)(?: us)?(?: with)?" + _AGAIN + r" (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)"),
    wording("changes_by", "N E", r"(?P<s>[NE])(?: (?:is|has|gets|was))?" + _AGAIN + rf" (?P<how>{_UP}|{_DOWN})(?: by (?P<n>#|one))?(?: ,)? (?:to|giving|which gives|so it is|so it becomes|and becomes|becoming|and is)" + _AGAIN + r" (?P<v>[LC#])" + _END),
    wording("reckons", "adding subtracting multiplying dividing add subtract multiply divide", r"(?:(?P<plus>adding|add) (?P<a>#) (?:to|and) (?P<b>#)|(?P<minus>subtracting|subtract) (?P<c>#) from (?P<d>#)|(?P<times>multiplying|multiply) (?P<e>#) (?:by|with|and) (?P<f>#)|(?P<over>dividing|divide) (?P<g>#) by (?P<h>#))(?: (?:,|and|which|to|we|it|us))*(?: (?:gives|get|is|makes|yields|giving|results in|becomes|for))?(?: us)? (?P<v>#)" + _END),
    wording("takes_from", "subtract subtracts subtracting deduct deducts", r"(?:subtracts?|subtracting|deducts?) (?P<n>[#N]) from (?P<s>N)" + _END),
    wording("loop_goes_on", "the so we on moving move and", r"(?:(?:and|so) )?(?:(?:the|this) (?:(?:for|while|(?P<which>outer|inner)) )?loop" + _AGAIN + r" (?:continues|goes on|runs again|repeats|keeps going|proceeds|moves on)|we (?:continue|move on|go on|proceed)|(?:move|moving|on|moving on|move on)(?= to the next))(?: (?:to|with|on to)(?: the)? next (?:item|element|iteration|pass|round|value|step))?" + _END),
    wording("next_item", "the then next now", r"(?:(?:then|now|next|and) ?,? ?)?(?:the|our) next " + _NOUN + r"(?: (?:is|:|,|to (?:look at|process) is))+ (?P<v>[LC#])" + _END),
    wording("next_item", "next then now", r"(?:next|then|now)(?: ,)? (?:comes|we (?:look at|have|take|see|process|come to|get to|reach)|up is|is)(?: the)?(?: " + _NOUN + r")? (?P<v>[L#])" + _END),
    wording("under", "the", r"the (?P<noun>list|value|count|entry|group|total|number|set|string)(?: stored)? (?:for|under|of|at)(?: the)?(?: key)? (?P<k>[L#])" + _AGAIN + r" (?:is|=|holds|contains)" + _AGAIN + r" (?P<v>[LC#])" + _END),
    wording("new_empty", "a an create we", r"(?:a new(?: empty)?|an empty|a fresh(?: empty)?|we create (?:a new(?: empty)?|an empty)|create (?:a new(?: empty)?|an empty)) (?P<t>list|dict|dictionary|set|string)(?P<made> (?:is|gets) (?:created|made|started|stored))?(?: (?:for (?:it|that|this key|that key)))?" + _END),
    wording("are_equal", "N E", r"(?P<s>[NE]) and (?P<t>[NE]) (?:are|were)" + _AGAIN + r" (?P<how>not equal|unequal|different|equal)" + _END),
    wording("base_case", "the this a we base so", r"(?:(?:so |and )?(?:this|that) is |(?:so )?we (?:hit|reach|are at) |(?:so )?)?(?:the|a) base case(?: (?:is reached|is hit|applies|holds|is met))?" + _END),
    wording("gives_back_named", "return returns we", r"(?:we )?(?:return|returns)(?: the (?:value of|variable))? (?P<s>[NEC]) (?:\(|→|->|=>|:|=|, which is|, i\.e\.(?: ,)?|, that is(?: ,)?) (?P<v>[LC#])(?: \))?" + _END),
    wording("gives_back_named", "the", r"the value of (?P<s>[NE]) is (?:then )?returned(?: ,)? (?:which is|:|i\.e\.|\() (?P<v>[LC#])(?: \))?" + _END),
    wording("returns_named", "return returns", r"(?:returns|return) (?P<a>A)" + _END),
    wording("leaves_loop", "we so which and this", r"(?:(?:so|and) )?(?:(?:we|which|this|that) )?(?P<how>break out of|breaks out of|exit|exits|leave|leaves|breaking out of|exiting)(?: of)? the (?P<which>inner |outer )?(?:for |while )?loop(?: (?:early|immediately|here|now))?" + _END),
    wording("not_breaking", "we so the it", r"(?:(?:so|and) )?(?:we|it|the loop) (?:do not|don't|does not|doesn't|never) (?P<what>break|return|exit early)(?: (?:here|yet|early|out))*(?: (?:of|out of) the loop)?" + _END),
    wording("condition_named", "the so", r"(?:so )?the (?P<s>S)(?: -)?(?: (?:condition|test|check|statement))? (?:is|evaluates to|fails|holds)" + _AGAIN + r"(?: (?P<truth>" + TRUE + "|" + FALSE + r"))?" + _END),
    wording("compared_values", "N E", r"(?P<s>[NE]) \( (?P<u>[LC#]) \)(?: (?:is|was|are))?(?P<no> not)? (?P<how>greater|larger|bigger|less|smaller|at least|at most|equal to|equals|differs from|different from)(?: than)?(?: or equal to)? (?P<t>[NE]) \( (?P<v>[LC#]) \)"),
    wording("all_passes", "after once when", r"(?:after|once|when)(?: (?:processing|going through|iterating over|looping over|visiting|handling))? (?:all|every)(?: of)?(?: the| these)? (?:iterations?|pass(?:es)?|rounds?|items?|elements?|characters?|numbers?|words?)(?: (?:have been|has been|are|were) (?:processed|visited|seen|handled|read))?" + _END),
    wording("chained_compare", "A", r"(?P<a>A)"),
    wording("matches_target", ", which this and it", r"(?:, )?(?:which|this|and this|it) (?:matches|is|equals) the (?:expected|required|desired|wanted) (?:output|result|value|return value)" + _END),
    wording("enters_loop", "we so and it", r"(?:(?:so|and) )?(?:we|it) (?:enter|enters|go into|goes into) the (?:for |while )?loop(?: body)?" + _END),
    wording("finds_at", "E C", r"(?P<s>[EC]) (?:finds|locates)(?: the (?:first|next|substring|character|letter))? (?P<u>[LN]) at (?:index|position) (?P<v>#)" + _END),
    wording("passes_over", "we so and", r"(?:(?:so|and) )?we skip (?:it|this|that|this one|this (?:item|element|number|value|word|character|one|pair))" + _END),
    wording("after_deed", "after once", r"(?:after|once)(?: the)? (?P<deed>" + "|".join(form for form in MAKING if form.endswith("ing")) + r")(?: (?:it|this|them|the (?P<kind>list|string|text|word|words|items)|(?P<of>[NE])))?(?= (?:,|:))"),
    wording("sorts_to", "E C", r"(?P<s>[EC])(?: (?:then|now))? (?P<verb>sorts|reverses)(?: (?:the (?P<noun>list|words|items|elements|numbers|strings|values)|it|them|(?P<n>N)))?(?: in place)?(?P<how> by length| alphabetically)?(?: (?:,|which|to|into|giving|gives|as))* ?:? (?P<v>L)" + _END),
    wording("vowel", "L N E is isn't a not", r"(?:(?P<s>[LNE]) )?(?:(?P<is>is|isn't)(?P<no> not)? )?(?P<no2>not )?a (?P<what>vowel|consonant)(?= (?:again|[.,;:)(]|so|and)|$)"),
    wording("member_of_item", "not in and already but : ,", r"(?:[:,] )?(?:(?:and|but) )?(?P<no>not )?(?:yet )?in (?P<many>[NE])" + _END),
    wording("is_executed", "A", r"(?P<a>A)(?: (?:now|then))? (?:is|gets) (?:executed|run|carried out|reached)" + _END),
    wording("returns_both", "return returns we", r"(?:we )?(?:return|returns)(?: both)? (?P<s>[NE]) and (?P<t>[NE])(?:(?: ,)? (?:i\.e\.(?: ,)?|which is|that is(?: ,)?|:|namely|as|\() (?P<v>L)(?: \))?)?" + _END),
    wording("starts_with", "we the it execution function", r"(?:we|it|(?:the )?(?:function|execution|code|program|call))(?: (?:first|now))? (?:start|starts|begin|begins)(?: (?:off|out))? (?:with|by setting) (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)"),
    wording("bound_and_so", "A", r"(?P<a>A) (?:is|, which is) (?P<how>even|odd)" + _END),
    wording("cuts_at", "E C", r"(?P<s>[EC]) (?:splits|cuts|breaks)(?: (?:the|this) (?:string|text|input|sentence|line)| it| N)? (?:at|on|by|into parts at)(?: (?:each|every|the|all))? (?:(?P<sep>L)|(?P<sign>space|comma|dash|hyphen|semicolon|colon|slash|bar|pipe|dot|period|newline|underscore)s?)(?: ,)?(?: (?:and|to|which))? (?:gives|give|giving|into|yields|produces|returns|:|→) (?P<v>L)" + _END),
    wording("initially_is", "N", r"(?P<s>N) (?:is|was) initially (?P<v>[LC#])" + _END),
    wording("initially_is", "initially", r"initially(?: ,)? (?P<s>N) (?:is|was) (?P<v>[LC#])" + _END),
    wording("condition_literal", "the so", r"(?:so )?the (?:condition|test|check|comparison) (?:is|evaluates to|gives|returns) (?P<v>L)" + _END),
)  # fmt: skip
