"""The splits stage: what repeats evaluation sets, what ships, on which side, and what doesn't."""

from resources.tables.columns import (
    CHECKED,
    CORPUS,
    LIFE,
    MADE,
    NARRATION,
    PROGRAM,
    QUESTIONED,
    SUPPORT,
    TASK,
    Table,
    amount,
    number,
    share,
    text,
)
from resources.tables.narrations import CURRICULUM

#: What a model that marks thinks of a rationale (`tracecot/narrations/modelled/rating.py`); empty where none did.
STANDING = (
    amount("rating", "the mean of a model's marks for the text, 0 to 10; no word on what is true"),
    amount("rating_score", "of the execution: 0.6 of its forward and 0.4 of its backward rating"),
    number("rating_rank", "its place by that among the executions of its program, from 1, the best", nullable=True),
)

CONTAMINATION = Table(
    "contamination", "splits", "a program that repeats an item of an evaluation set",
    ("program_id", "evaluation", "item", "kind"),
    (
        PROGRAM, CORPUS, text("evaluation", "the evaluation set"), text("item", "its item, by the set's own id"),
        text("kind", "verbatim, same_tree, near_duplicate (in shape) or same_behaviour"),
        share("score", "how much of it is the item's"), *MADE,
    ),
)  # fmt: skip
DECONTAMINATION = Table(
    "decontamination", "splits", "what the search for contamination was tried on, and what it flagged",
    ("tried", "subject"),
    (
        text("tried", "`set`: an evaluation set; `planted`: items in other words; `clean`: no item at all"),
        text("subject", "the set, or the kind of match that was planted; `programs` for what is clean"),
        number("items", "items of the set, or that were planted"), number("examined", "programs that were looked at"),
        number("flagged", "those that were taken for an item"),
        text("amiss", "what was missed or is clean and was flagged; empty where nothing is"), *MADE,
    ),
)  # fmt: skip
SHIPPED = (
    NARRATION, PROGRAM, text("call_id", "the call that the question is about", "calls.call_id"), QUESTIONED, CHECKED,
    CORPUS, TASK, text("voice", "how it is told"), text("layout", "how it is laid out"),
    text("prompt", "the program and the question"), text("completion", "the rationale"),
    text("answer", "the answer without tags"), number("events", "of the execution: how far there is to think"),
    number("code_lines", "lines of the program that aren't blank"), number("answer_characters", "length of the answer"),
    number("tokens", "of the completion, estimated"), SUPPORT, text("label", "how well the execution is confirmed"),
    text("licence", "SPDX id of the program"), text("distribution", "the package or data set"),
    text("version", "its version"), text("path", "the file"), text("qualname", "the function or record"),
    number("first_line", "where it starts in that file"), number("last_line", "where it ends in that file"),
    text("group", "what stays together: programs of one group are on one side"),
    text("split", "train, validation or eval"),
    text("splitter", "version of selection and division"),
    text("author", "the language model that wrote the rationale; empty for the templates", nullable=True), *CURRICULUM,
    *STANDING,
)  # fmt: skip
SAMPLES = Table(
    "samples", "splits", "a verified narration that ships, on its side of the split", ("sample_id",),
    (text("sample_id", "hash of the narration and the splitter's version"), *SHIPPED, *LIFE),
    role="kept",
)  # fmt: skip
REJECTED_SAMPLES = Table(
    "rejected_samples", "splits", "a verified narration that doesn't ship", ("narration_id",),
    (
        NARRATION, PROGRAM, CORPUS, text("reason", "why, as one word: duplicate_program, bridges_splits, ..."),
        text("partner", "what it repeats or joins"), text("detail", "why, in full"), *MADE,
    ),
    role="dropped",
)  # fmt: skip

PASS_RATES = Table(
    "pass_rates", "splits", "a sample's question with how often a model answers it rightly", ("narration_id", "model"),
    (
        NARRATION, PROGRAM, QUESTIONED, CORPUS, TASK, text("model", "the model, as litellm names it"),
        number("answers", "that it gave"), number("right", "those that are right"),
        share("pass_rate", "right / answers"), text("prompts", "digest of the words in which it was asked"), *MADE,
    ),
)  # fmt: skip


def _side(name: str, purpose: str) -> Table:
    """The table of one side of the split."""
    sample = text("sample_id", "the sample", "samples.sample_id")
    return Table(name, "splits", f"a sample for {purpose}", ("sample_id",), (sample, *SHIPPED, *MADE))


TRAIN_SPLIT = _side("train_split", "training")
VALIDATION_SPLIT = _side("validation_split", "validation while training, where `splits.validation_share` asks for it")
EVAL_SPLIT = _side("eval_split", "evaluation")
