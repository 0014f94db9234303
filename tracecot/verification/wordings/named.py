"""How it is worded what the program's names are, by nouns: the key, the stack, the current total."""

from tracecot.verification.wordings.pieces import Wording, wording
from tracecot.verification.wordings.words import DEED

_END = r"(?= (?:[.,;:()]|so|and|since|because|which|as|but)|$)"
_AGAIN = r"(?: (?:now|then|also|again|still|therefore|thus|so|just|simply|only|exactly|always|as well))*"

WORDINGS: tuple[Wording, ...] = (
    wording("described", "the our its", r"(?:the|our|its) (?P<how>current|running|updated|resulting|present|final)(?: value of)? (?P<s>N)" + _AGAIN + r" (?:is|=|becomes|equals|stands at|stays|remains)" + _AGAIN + r" (?P<v>[LC#])" + _END),
    wording("named_value", "the our its", r"(?:the|our|its)(?: (?:current|running|updated))? (?P<w>[a-z_]+)" + _AGAIN + r" (?:is|becomes|equals)" + _AGAIN + r" (?P<v>[LC#])" + _END),
    wording("done_to_named", "it this that so L C # N", r"(?:so )?(?:(?:it|this|that)|(?P<v>[LC#N])) (?:is|gets|was)" + _AGAIN + r" (?P<verb>" + DEED + r") (?:to|onto|into|from|in) the (?P<w>[a-z_]+)(?: (?:list|dict|set|string|stack|queue|dictionary))?" + _END),
    wording("named_empty", "the our", r"(?:the|our) (?P<w>[a-z_]+)" + _AGAIN + r" (?:is|isn't|becomes)(?P<no> not| no longer)?" + _AGAIN + r" empty" + _END),
    wording("key_exists", "the key", r"(?:the )?key (?P<v>[LC#]) already exists" + _END),
)  # fmt: skip
