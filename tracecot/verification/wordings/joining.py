"""Words between statements: reasons, what recurs, what comes next, and phrases that claim nothing."""

import re
from typing import Literal

from tracecot.verification.wordings.announcing import ANNOUNCING

#: Words that give a cause: those that stand before the effect, and those that stand before the cause.
SO = frozenset({"so", "therefore", "thus", "hence", "consequently"})
SINCE = frozenset({"since", "because"})
#: The same in several words; "as" only where it begins a clause of the kind "`x` is".
PHRASES = re.compile(
    r"(?P<since>(?<=that happens )where|(?<=this happens )where|(?:given|seeing|considering)(?: that| the fact that)|(?:due|owing) to the fact that|(?<!same )(?<!such )as(?= [NEC] (?:is|was|equals|holds|has|contains|stays|remains|fails|becomes)\b| [NEC] =))|"
    r"(?P<so>(?:this|that|which) is why|for (?:this|that) reason|as a (?:result|consequence)|(?:this|that|which) means(?: that)?)(?![\w])"
)
#: Words for "so" that give what the sentence before told as the cause.
THEREFORE = frozenset({"therefore", "thus", "hence", "consequently"})
#: "so" that gives no reason.
NO_REASON = re.compile(r"so (?:far|that|on|long|many|much|take|we|one|the answer|an? (?:answer|input))(?![\w])")
Recurrence = Literal["again", "still", "no longer", "this time", "in the same way"]
#: Words that say that something was so before, by what they mean.
RECURRING: dict[str, Recurrence] = {
    "again": "again", "once more": "again", "once again": "again", "yet again": "again", "still": "still",
    "no longer": "no longer", "this time": "this time", "in the same way": "in the same way", "likewise": "in the same way",
    "similarly": "in the same way", "as before": "in the same way", "like before": "in the same way",
}  # fmt: skip
RECURS = re.compile(rf"(?:{'|'.join(sorted(RECURRING, key=len, reverse=True))})(?![\w])")
#: Words that say that nothing of its kind lies between this and what was told last.
NEXT = re.compile(r"(?:then|next|right after(?:wards)?|immediately(?: after(?:wards)?)?)(?= |$)")

#: Phrases that claim nothing, or nothing beyond the claims around them.
IDIOMS = re.compile(
    ANNOUNCING + r"first(?= (?:,|[NECASL]\b|line\b))|"
    r"(?:step by step|one by one|one at a time|in turn|in order|"
    r"step # (?=[:.–—-])|let us|break (?:it|this|that|the (?:code|function|problem|program)) down|break down|"
    r"leaving(?= A\b)|the question is what the call gives|the question is about the end of the call|the question is(?= (?:wh\w+|how|about))|we write down what follows|executes?(?= [ASNE])|given that|given the fact that|(?:due|owing) to the fact that|seeing that|considering that|(?<=[AL] )comes|(?<=letter \w )comes|comes out of(?= [NE] \?)|hand back(?= \?)|(?:work|works|worked) (?:it )?out|(?:that|this) happens(?= where)|goes by(?= (?:[.;]|$))|from there on|lists the stored words|under (?:a|one|the same) (?:key|(?:higher|lower) one)|under(?= its)|goes(?= from)|climbs(?= from)|goes(?= [LC#] ,)|this is reached(?= because)|(?:(?<=on line # )|(?<=pass # )|(?<=iteration # )|(?<=round # ))begins(?! after\b)|"
    r"(?:right )?after (?:the|this|that) (?:insertion|removal|call|operation|sort|sorting|reversal|replacement|update|assignment|append|swap|deletion|change)|"
    r"(?:of )?the (?:first|last) occurrence of (?:an?|the) (?:substring|character|element|value|item|string|letter)|"
    r"the (?:modified|updated|reversed|resulting|original|new|changed|combined|joined|filtered|sorted|extended|remaining) (?:list|array|string|dict|dictionary|text|tuple|set|number|value)(?= (?:[.,;)]|and|is returned|to)|$)|let's see|for example|for instance|"
    r"at this point|of course|in other words|one answer|"
    r"first of all|first ,|finally ,(?= (?:(?:we|it|the function|line #|N) )?returns?\b)|after that ,?|(?:right )?after this|before (?:that|it)|"
    r"each (?:time|one)? ?(?=, ?so)|no matter|every one|each other|in one go|the same (?:as before|way)|"
    r"(?:within|under) (?:a|one) key the order is kept|the words under one key stand together|the (?:stored|appended|kept|returned|sorted|removed|inserted) (?:words?|values?|items?|keys?|list|string|characters?|elements?|numbers?)(?! (?:has|contains|holds|consists)\b)(?! (?:is|will be|equals) (?:therefore |thus |then )?[LCNE#])|that one|this one|for (?:each|every) [a-z]+(?= :$)|"
    r"the function(?! (?:is|was) called\b)|the call(?! (?:to|of) \w+ (?:is|was)\b))(?![\w])"
)
