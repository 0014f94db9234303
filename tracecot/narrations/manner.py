"""How a rationale is to be told: its voice, its layout, how long it may be, and the tag around its answer."""

from dataclasses import dataclass
from typing import Literal, get_args

from tracecot.answer_tags import USUAL as ANSWER
from tracecot.answer_tags import tagged
from tracecot.narrations.wording.style import WALKTHROUGH

Layout = Literal["plain", "four_phase"]
LAYOUTS = PLAIN, FOUR_PHASE = get_args(Layout)
BUDGET = 1_500  # tokens


@dataclass(frozen=True, slots=True)
class Manner:
    """How a rationale is to be told."""

    voice: str = WALKTHROUGH  # one of `style.VOICES`
    layout: str = PLAIN  # one of `LAYOUTS`
    budget: int = BUDGET  # the most tokens, by the estimate of `budget.tokens`
    tag: str = ANSWER  # what opens the answer

    def tagged(self, text: str, bare: str) -> str:
        r"""The text with the answer on a last line of its own.

        >>> Manner(tag="<answer>").tagged("So it is 4.", "4")
        'So it is 4.\n<answer>4</answer>'
        """
        return f"{text}\n{tagged(bare, self.tag)}"


#: As it is told where nothing else is asked for.
USUAL = Manner()
