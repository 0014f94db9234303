"""How the platform is operated: refreshes, their figures, paid answers, withdrawals, exports."""

from resources.tables.columns import (
    BYTES,
    CORPUS,
    FLAG,
    MADE,
    NARRATION,
    PROGRAM,
    SHARE,
    TEXTS,
    Column,
    Table,
    amount,
    number,
    text,
)

REFRESHES = Table(
    "refreshes", "operation", "what a stage last worked from, for one corpus or for all", ("stage", "corpus"),
    (
        text("stage", "the stage"), text("corpus", "the corpus; empty for a stage that takes all of them together"),
        text("fingerprint", "digest of what it worked from: sources, settings, versions"), *MADE,
    ),
)  # fmt: skip

SKETCHES = Table(
    "sketches", "operation", "what the execution of a call told of whether to take it, kept for the next refresh",
    ("call_id", "corpus"),
    (
        text("call_id", "the call, whether it was taken or not"), text("program_id", "its program, likewise"), CORPUS,
        text("outcome", "returned, raised, or refused by the sandbox"),
        text("value_type", "type of the value, or the exception's name", nullable=True),
        text("value_repr", "its text, or the exception's message", nullable=True),
        number("value_length", "of a value that is too long to keep", nullable=True),
        text("value_digest", "of such a value", nullable=True),
        number("raised_line", "where it was raised", nullable=True),
        text("path", "which way it went through the program; why it was refused"),
        text("detail", "why it was refused, in full"), number("events", "how many there were"),
        text("made_with", "digest of the limits and versions that it was executed with"), *MADE,
    ),
)  # fmt: skip

OUTLINES = Table(
    "outlines", "operation", "what of a program is compared with other programs, kept for the next selection",
    ("program_id",),
    (
        PROGRAM, text("normal_form", "digest of its code without names, comments and layout"),
        text("without_literals", "the tokens of its shape, U+001F between them"),
        text("with_literals", "the same with literals as they are"),
        text("entry", "the tokens of its entry point, its own names numbered; empty: it can't be read", nullable=True),
        Column("rest", TEXTS, "those of each other definition"),
        Column("functions", TEXTS, "normal forms of the functions that stand alone", nullable=True),
        text("made_with", "digest of the versions of the splits stage and of Python, whose trees differ"), *MADE,
    ),
)  # fmt: skip

RATIONALE_SKETCHES = Table(
    "rationale_sketches", "operation", "what of a rationale is compared with others, kept for the next selection",
    ("narration_id",),
    (
        NARRATION, text("text_sha256", "of its text"),
        Column("sketch", BYTES, "MinHash of its runs of words, as the library writes it; nothing for no words"),
        text("made_with", "digest of the library's version and of what is taken of a text"), *MADE,
    ),
)  # fmt: skip

REFRESH_FIGURES = Table(
    "refresh_figures", "operation", "how many rows of a corpus a refresh made new, kept, retired or dropped",
    ("run_id", "corpus", "rows_of", "figure", "reason"),
    (
        CORPUS, text("rows_of", "the table whose rows are counted"),
        text("figure", "new, changed (new, of a function that was there before), reused, retired or dropped"),
        text("reason", "why they were retired or dropped; empty for the others"), number("row_count", "how many"),
        *MADE,
    ),
)  # fmt: skip

DISTRIBUTIONS = Table(
    "distributions", "operation", "how one thing that a refresh left behind is distributed",
    ("run_id", "measure", "name"),
    (
        text("measure", "share rejected (of a stage), median of tokens, share of difficulty or of task (of samples)"),
        text("name", "the stage, the difficulty or the task; empty for tokens"),
        Column("value", SHARE, "the figure"), number("counted", "the rows that it is of"), *MADE,
    ),
)  # fmt: skip

MODEL_ANSWERS = Table(
    "model_answers", "operation", "an answer of a language model that was paid for", ("answer_key",),
    (
        text("answer_key", "hash of all that the journal says of it"),
        text("asset", "the table that it was asked for; `ratings` are columns of model_narrations"),
        text("purpose", "narration, repair, rating, concepts, instructions, ..."),
        text("about", "the record that it is for; empty where it is for none"),
        text("model", "who answered, as litellm names it"), text("asked_key", "hash of what was asked"),
        text("sampling_key", "hash of how it was sampled"), text("system", "what the model was told to be"),
        text("prompt", "what it was asked"), text("text", "what it answered"),
        text("prompt_id", "hash of system text and prompt, by which rows of synthesis name the request", nullable=True),
        text("answer_id", "hash of the answer, by which they name it", nullable=True),
        number("prompt_tokens", "that were paid for"), number("completion_tokens", "that were paid for"),
        amount("cost", "US dollars; empty where the price isn't known"),
        Column("usable", FLAG, "whether it has the shape that was asked for"),
        text("answered", "when, in UTC"), *MADE,
    ),
)  # fmt: skip
WITHDRAWALS = Table(
    "withdrawals", "operation", "a source that was withdrawn: nothing of it lives, and nothing of it is taken in again",
    ("distribution", "path", "qualname"),
    (
        text("distribution", "the package or data set"), text("path", "the file; empty for all of them"),
        text("qualname", "the function or record; empty for all of the file"), *MADE,
    ),
)  # fmt: skip
RELEASES = Table(
    "releases", "operation", "an export that was written", ("release_id", "folder"),
    (
        text("release_id", "digest of its manifest"), text("folder", "where it was written"),
        text("format", "its format"), Column("samples", TEXTS, "the samples in it"), *MADE,
    ),
)  # fmt: skip
