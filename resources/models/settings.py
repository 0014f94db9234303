"""`[models]` of `tracecot.toml`: which model is asked, how it samples, and what it may cost."""

import os
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tracecot.ids import digest

#: Where the key is looked for, beside the variables that the provider's own library reads.
KEY = "TRACECOT_MODEL_KEY"
#: The model and its server, where they are not those of the file.
NAME, BASE = "TRACECOT_MODEL", "TRACECOT_MODEL_BASE"
NONE = "no-key"  # local servers want a key and don't look at it


class Price(BaseModel):
    """US dollars for a million tokens, where litellm's table doesn't know the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prompt: Annotated[float, Field(ge=0)]
    completion: Annotated[float, Field(ge=0)]


class DifficultySettings(BaseModel):
    """Whose answers measure how hard the questions of samples are, and how many; none where `questions` is 0."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""  # the model that is examined; the one that writes where it is empty
    api_base: str | None = None  # its server; of a model that is named here, never that of the other
    price: Price | None = None
    questions: Annotated[int, Field(ge=0)] = 0  # of samples that ship, of all runs together
    answers: Annotated[int, Field(ge=1, le=100)] = 4  # to each question


class ModelSettings(BaseModel):
    """Which model is asked; none where `name` is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""  # as litellm names it: "gpt-4o-mini", "anthropic/claude-...", "openai/my-local-model"
    api_base: str | None = None  # of a server that speaks OpenAI's protocol, such as a local one
    budget_usd: Annotated[float, Field(ge=0)] = 1.0  # of all calls together, those of earlier runs included
    budget_tokens: Annotated[int, Field(ge=0)] = 2_000_000  # and so of tokens, which are known for every model
    price: Price | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.7
    top_p: Annotated[float, Field(gt=0, le=1)] = 1.0
    seed: int | None = 0
    max_tokens: Annotated[int, Field(ge=16)] = 2_500  # of one answer
    concurrency: Annotated[int, Field(ge=1, le=256)] = 8  # requests under way at once, at most
    seconds: Annotated[float, Field(gt=0)] = 120  # one request may take
    tries: Annotated[int, Field(ge=1, le=20)] = 6  # of a request that the provider can't serve just now
    narrations: Annotated[int, Field(ge=0)] = 100  # executions that a run has it tell, for each prediction
    mode: Literal["free", "rewrite"] = "free"
    repairs: Annotated[int, Field(ge=0, le=10)] = 2  # times that a rationale is sent back with its findings
    rating: bool = False  # whether the model marks what it wrote and what was verified
    difficulty: DifficultySettings = DifficultySettings()

    @property
    def sampling_key(self) -> str:
        """What tells one way of sampling from another; answers are kept when it changes."""
        return digest(self.temperature, self.top_p, str(self.seed), self.max_tokens)

    @property
    def examined(self) -> "ModelSettings":
        """Those of the model whose answers measure difficulty: sampled alike, and paid for from the same budget."""
        other = self.difficulty
        if not other.name:
            return self
        return self.model_copy(update={"name": other.name, "api_base": other.api_base, "price": other.price})

    @classmethod
    def with_environment(cls, given: "ModelSettings") -> "ModelSettings":
        """The settings with the model and the server that the environment names instead."""
        found = {"name": os.environ.get(NAME), "api_base": os.environ.get(BASE)}
        return given.model_copy(update={name: value for name, value in found.items() if value})

    def key(self) -> str:
        """The secret, from the environment alone; litellm looks for the provider's own variable where it is empty."""
        return os.environ.get(KEY, "") or (NONE if self.api_base else "")
