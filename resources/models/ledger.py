"""What calls cost: prices from litellm's table or from the settings, an estimate before, a budget that holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from resources.models.journal import Journal
from resources.models.settings import ModelSettings

MILLION = 1e6
FEWEST_CHARACTERS = 2  # of a token, in ASCII: English and code have 3 or 4; of other letters each byte may be a token
OVERHEAD = 100  # tokens that a provider adds to a prompt, at most


def price_of(settings: ModelSettings, prompt_tokens: int, completion_tokens: int) -> float | None:
    """US dollars for so many tokens; None where nobody knows the price."""
    if settings.price is not None:
        return (prompt_tokens * settings.price.prompt + completion_tokens * settings.price.completion) / MILLION
    from resources.models.sending import table_price  # litellm takes seconds to load

    return table_price(settings.name, prompt_tokens, completion_tokens)


def most_tokens(text: str) -> int:
    """An upper bound of the tokens of a text.

    >>> most_tokens("total"), most_tokens("合計")
    (3, 6)
    """
    plain = len(text.encode("ascii", "ignore"))
    return -(-plain // FEWEST_CHARACTERS) + len(text.encode("utf-8", "replace")) - plain


@dataclass(slots=True)
class Budget:
    """What may still be spent: what is under way counts with the most that it can cost."""

    settings: ModelSettings
    journal: Journal
    reserved_usd: float = 0.0
    reserved_tokens: int = 0

    def worst(self, texts: Iterable[str]) -> tuple[float, int]:
        """The most that a request of these texts can cost, in dollars (0 where the price isn't known) and tokens."""
        given = sum(map(most_tokens, texts)) + OVERHEAD
        return price_of(self.settings, given, self.settings.max_tokens) or 0.0, given + self.settings.max_tokens

    def reserve(self, texts: Iterable[str]) -> tuple[float, int] | None:
        """Sets aside what a request of these texts may cost; None where that is more than is left."""
        self.journal.refresh()
        usd, count = self.worst(texts)
        if self.journal.spent + self.reserved_usd + usd > self.settings.budget_usd:
            return None
        if self.journal.tokens + self.reserved_tokens + count > self.settings.budget_tokens:
            return None
        self.reserved_usd += usd
        self.reserved_tokens += count
        return usd, count

    def release(self, reserved: tuple[float, int]) -> None:
        """Gives back what was set aside, once the answer is in the journal or there is none."""
        self.reserved_usd -= reserved[0]
        self.reserved_tokens -= reserved[1]

    @property
    def left(self) -> str:
        """What is left, in words."""
        usd = max(0.0, self.settings.budget_usd - self.journal.spent)
        count = max(0, self.settings.budget_tokens - self.journal.tokens)
        unpriced = f"; {self.journal.unpriced} calls have no known price" if self.journal.unpriced else ""
        return f"${usd:.4f} and {count:,} tokens are left of the budget{unpriced}"
