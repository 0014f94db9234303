"""The narrations stage: rationales, those that a language model wrote, and executions without any."""

from resources.tables.columns import (
    CHECKED,
    CORPUS,
    LIFE,
    PROGRAM,
    QUESTIONED,
    TASK,
    Table,
    amount,
    number,
    share,
    text,
)

#: How hard a rationale is (`tracecot/narrations/curriculum.py`); empty in rows of a narrator that didn't measure it.
CURRICULUM = (
    number("steps", "events up to the moment that is asked about", nullable=True),
    number("lines", "different lines that ran until then", nullable=True),
    number("loop_depth", "loops inside one another, the deepest that ran", nullable=True),
    number("branches_both_ways", "conditions that came out true and false", nullable=True),
    number("calls", "calls of the program's own functions", nullable=True),
    number("recursion_depth", "calls of one function inside one another", nullable=True),
    number("value_kinds", "different types of values", nullable=True),
    share("string_share", "of the values, those that are strings", nullable=True),
    text("difficulty", "easy, medium or hard, from the measures", nullable=True),
)

NARRATIONS = Table(
    "narrations", "narrations", "one rationale of one task about one execution", ("narration_id",),
    (
        text("narration_id", "hash of the execution, task, target, voice, layout and narrator's version"), PROGRAM,
        QUESTIONED, CHECKED, CORPUS, TASK, text("voice", "how it is told"), text("layout", "how it is laid out"),
        text("author", "the language model that wrote it; empty for the templates", nullable=True),
        text("target", "the moment that is asked about, as JSON; empty for the whole call", nullable=True),
        text("question", "what is asked"), text("rationale", "what a model learns, answer tags included"),
        text("answer", "the answer without tags"), number("tokens", "of the rationale, estimated"),
        text("narrator", "version of the narrator"), *CURRICULUM, *LIFE,
    ),
    role="kept",
)  # fmt: skip
MODEL_NARRATIONS = Table(
    "model_narrations", "narrations", "a task about one execution with what a language model made of it",
    ("trace_id", "task", "model"),
    (
        QUESTIONED, PROGRAM, CORPUS, TASK, text("model", "the model, as litellm names it"),
        text("mode", "free, or rewrite of the template's text"),
        text("narration_id", "the narration that it wrote; empty where none is verified", nullable=True),
        text("reason", "why there is none, as one word; empty where there is one", nullable=True),
        text("detail", "what was found in its last text", nullable=True),
        number("attempts", "answers until then"), number("prompt_tokens", "of all of them"),
        number("completion_tokens", "of all of them"),
        amount("cost", "US dollars, of all of them; empty where the price isn't known"),
        number("intent", "the model's mark, 0 to 10: whether it says what the program is for", nullable=True),
        number("reasoning", "its mark, 0 to 10: whether each step follows", nullable=True),
        number("conciseness", "its mark, 0 to 10: whether it is as short as it can be", nullable=True),
        amount("rating", "the mean of the marks; no word on what is true"),
        text("prompts", "digest of the words in which it was asked", nullable=True),
        text("narrator", "version of the narrator"), *LIFE,
    ),
)  # fmt: skip
SKIPPED_TRACES = Table(
    "skipped_traces", "narrations", "an execution that isn't narrated for a task", ("trace_id", "task"),
    (
        text("trace_id", "the execution", "raw_traces.trace_id"), TASK, CORPUS, text("reason", "why, as one word"),
        text("detail", "why, in full"), text("narrator", "version of the narrator"), *LIFE,
    ),
    role="dropped",
)  # fmt: skip
