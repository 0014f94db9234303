"""Describes every table of the warehouse: what one row is, its columns, its key, and what it refers to."""

from dataclasses import dataclass

import pyarrow as pa

TEXT, TEXTS = "VARCHAR", "VARCHAR[]"
NUMBER, NUMBERS, SHARE, FLAG = "INTEGER", "INTEGER[]", "DOUBLE", "BOOLEAN"
MOMENT = "TIMESTAMP"  # in UTC
ARGUMENTS = 'STRUCT("name" VARCHAR, "type" VARCHAR, repr VARCHAR, length INTEGER, digest VARCHAR)[]'

_ARGUMENT = [("name", pa.string()), ("type", pa.string()), ("repr", pa.string()), ("length", pa.int32())]
ARROW: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    TEXTS: pa.list_(pa.string()),
    NUMBER: pa.int32(),
    NUMBERS: pa.list_(pa.int32()),
    SHARE: pa.float64(),
    FLAG: pa.bool_(),
    MOMENT: pa.timestamp("us"),
    ARGUMENTS: pa.list_(pa.struct([*_ARGUMENT, ("digest", pa.string())])),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its DuckDB type, what it means, and the column that it refers to (`table.column`), if any."""

    name: str
    type: str
    meaning: str
    refers_to: str = ""
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `row` completes the sentence "one row is ..."."""

    name: str
    stage: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that must be found in another table."""
        return tuple(column for column in self.columns if column.refers_to)

    @property
    def retires(self) -> bool:
        """Whether its rows say when they lost their source."""
        return any(column.name == "retired_at" for column in self.columns)

    @property
    def arrow(self) -> pa.Schema:
        """The same columns as Arrow."""
        return pa.schema([pa.field(column.name, ARROW[column.type]) for column in self.columns])


def text(name: str, meaning: str, refers_to: str = "", nullable: bool = False) -> Column:
    """A column of text."""
    return Column(name, TEXT, meaning, refers_to, nullable)


def number(name: str, meaning: str, nullable: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, NUMBER, meaning, nullable=nullable)


def share(name: str, meaning: str, nullable: bool = False) -> Column:
    """A column of figures from 0 to 1."""
    return Column(name, SHARE, meaning, nullable=nullable)


def amount(name: str, meaning: str) -> Column:
    """A column of figures that may be missing."""
    return Column(name, SHARE, meaning, nullable=True)


CORPUS = text("corpus", "the corpus in tracecot.toml that it comes from")
MADE = (
    text("run_id", "the run that made the row", nullable=True),
    Column("made_at", MOMENT, "when the row was made, in UTC"),
)
LIFE = (
    *MADE, Column("retired_at", MOMENT, "when it lost what it stands on; empty while it lives", nullable=True),
    text("retired_because", "source, version, settings, selection or withdrawn; empty while it lives", nullable=True),
)  # fmt: skip
PROGRAM = text("program_id", "the program", "programs.program_id")
NARRATION = text("narration_id", "the narration", "narrations.narration_id")
QUESTIONED = text("trace_id", "the execution that the question is about", "raw_traces.trace_id")
CHECKED = text("answer_trace_id", "the execution that the text is checked against", "raw_traces.trace_id")
TASK = text("task", "what is asked: output_prediction, input_prediction, state, branch_outcome, ...")
SUPPORT = share("support", "how much of what led to the answer grounded claims tell")
COVERAGE = share("coverage", "how much of what is checkable in the text is covered by grounded claims")
VERIFIER = text("verifier", "version of the verifier")

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

#: What a model that marks thinks of a rationale (`tracecot/narrations/modelled/rating.py`); empty where none did.
STANDING = (
    amount("rating", "the mean of a model's marks for the text, 0 to 10; no word on what is true"),
    amount("rating_score", "of the execution: 0.6 of its forward and 0.4 of its backward rating"),
    number("rating_rank", "its place by that among the executions of its program, from 1, the best", nullable=True),
)

PROGRAMS = Table(
    "programs", "sources", "a self-contained program with one entry point", ("program_id",),
    (
        text("program_id", "hash of the code and the entry point"), CORPUS,
        text("code", "the program's source, as it is run and shipped"),
        text("entry_point", "the function that is called"),
        text("distribution", "the package, `python` for the standard library, or the data set"),
        text("version", "its version"), text("path", "the file within the distribution"),
        text("module", "the module, or the data set's name"),
        text("qualname", "the function's name, or the record's id"),
        number("first_line", "where it starts in that file"), number("last_line", "where it ends in that file"),
        text("licence", "SPDX id, or unknown"), text("docstring", "what the source says of it; not part of the code"),
        Column("helpers", TEXTS, "what it shares with other programs of its package, as module.qualname"),
        number("paths", "distinct paths that its calls take through it"), *LIFE,
    ),
)  # fmt: skip
CALLS = Table(
    "calls", "sources", "one input of one program", ("call_id",),
    (
        text("call_id", "hash of the program and the input"), PROGRAM, CORPUS,
        text("input", "the arguments as Python source"),
        text("kind", "documented, made (by changing another), given (by a data set) or proposed (a simpler one)"),
        text("documented", "what the source promises of it; empty when nothing"),
        text("made_from", "the id of the call that it was made from; empty when none"), *LIFE,
    ),
)  # fmt: skip
REJECTED_SOURCES = Table(
    "rejected_sources", "sources", "a function, an example or a record that did not become a program or a call",
    ("source_id",),
    (
        text("source_id", "hash of all that the row says"), CORPUS, text("distribution", "the package or data set"),
        text("path", "the file"), text("qualname", "the function or record"), number("line", "the line in that file"),
        text("reason", "why, as one word"), text("detail", "why, in full"), *MADE,
    ),
)  # fmt: skip
PROMPT = text("prompt_id", "hash of the request to the model; empty where none was sent", nullable=True)
SAID = (
    PROMPT, text("answer_id", "hash of the model's answer", nullable=True),
    text("model", "who answered, as litellm names it", nullable=True),
)  # fmt: skip
INSTRUCTION = text("instruction_id", "the instruction", "instructions.instruction_id")
DOCUMENTS = Table(
    "documents", "sources", "a document that concepts are looked for in", ("document_id",),
    (
        text("document_id", "hash of the text"), text("path", "the file"), text("text", "what it says, as plain text"),
        *LIFE,
    ),
)  # fmt: skip
CONCEPTS = Table(
    "concepts", "sources", "a concept that programs can be about", ("concept_id",),
    (
        text("concept_id", "hash of the name and the description"), text("name", "its name"),
        text("description", "what a model or a person says of it", nullable=True),
        number("relevance", "to programming, from 1 to 5"), number("difficulty", "from 1 to 5"),
        text("document_id", "the row of `documents`; empty where it was listed", nullable=True),
        number("first", "where the chunk begins in the document's text", nullable=True),
        number("last", "where it ends", nullable=True), *SAID, *LIFE,
    ),
)  # fmt: skip
INSTRUCTIONS = Table(
    "instructions", "sources", "a task that a model made up, with its typed signature", ("instruction_id",),
    (
        text("instruction_id", "hash of the concept, the level and the text"),
        text("concept_id", "the concept", "concepts.concept_id"), text("level", "easy, medium or hard"),
        text("domain", "what it is about"), text("approach", "how it is to be solved"), text("text", "the instruction"),
        text("entry_point", "the function's name"), text("signature", "its typed head"), *SAID, *LIFE,
    ),
)  # fmt: skip
SOLUTIONS = Table(
    "solutions", "sources", "a model's solution of an instruction", ("instruction_id", "solution"),
    (INSTRUCTION, text("solution", "its key: s1, s2, ..."), text("code", "the program"), *SAID, *LIFE),
)  # fmt: skip
TESTS = Table(
    "tests", "sources", "a model's test of an instruction", ("instruction_id", "suite", "scenario"),
    (
        INSTRUCTION, text("suite", "its suite: m1, m2, ..."), text("scenario", "the scenario's key: t1, t2, ..."),
        text("situation", "what it looks at"), text("code", "one assertion"), *SAID, *LIFE,
    ),
)  # fmt: skip
TEST_RESULTS = Table(
    "test_results", "sources", "a cell of a pass matrix: what one solution did on one test",
    ("instruction_id", "solution", "suite", "scenario"),
    (
        INSTRUCTION, text("solution", "the solution's key"), text("suite", "the test's suite"),
        text("scenario", "the test's scenario"), text("result", "passed, failed, raised, cut_short or refused"), *LIFE,
    ),
)  # fmt: skip
AGREEMENTS = Table(
    "agreements", "sources", "an instruction with what its solutions and tests agree on", ("instruction_id",),
    (
        INSTRUCTION, text("code", "the solution that is believed; empty where none is", nullable=True),
        Column("believed", TEXTS, "the tests that are believed"),
        number("agreeing", "solutions of the best cluster"), number("passed", "tests that they pass"),
        number("clusters", "sets of solutions that pass the same tests"),
        amount("score", "solutions x tests of the best cluster"),
        amount("root_score", "sqrt(solutions) x tests of it"),
        text("reason", "why nothing is believed; empty where something is", nullable=True),
        text("judged_from", "digest of solutions, tests, rules and limits; another is judged anew", nullable=True),
        *LIFE,
    ),
)  # fmt: skip
REJECTED_SYNTHESES = Table(
    "rejected_syntheses", "sources", "a part of a model's answer, or a document, that does not go on", ("reject_id",),
    (
        text("reject_id", "hash of all that the row says"), text("step", "documents, concepts, instructions, ..."),
        text("about", "the document, chunk, concept or instruction"), text("reason", "why, as one word"),
        text("detail", "why, in full", nullable=True), PROMPT, *LIFE,
    ),
)  # fmt: skip
AGREEMENT_CALIBRATION = Table(
    "agreement_calibration", "sources", "a size of draws and a least score, with how often a consensus is right there",
    ("solutions", "tests", "decides", "least_score"),
    (
        number("solutions", "that were drawn for each task, half of them wrong; 0: of all draws together"),
        number("tests", "and tests"), text("decides", "the score: solutions x tests, or sqrt(solutions) x tests"),
        share("least_score", "that the best cluster had to have"), number("draws", "how many were tried"),
        number("believed", "those that reached a consensus"), number("right", "those with a right solution"),
        share("right_share", "right / believed"), *MADE,
    ),
)  # fmt: skip
RAW_TRACES = Table(
    "raw_traces", "traces", "one sandboxed execution of one call", ("trace_id",),
    (
        text("trace_id", "hash of the call, the Python version and the recorder's version"), PROGRAM,
        text("call_id", "the call", "calls.call_id"), CORPUS,
        text("outcome", "returned or raised"),
        text("value_type", "the type of the value returned, or of the exception raised"),
        text("value_repr", "canonical text of the value returned, or the exception's message; empty when too large",
             nullable=True),
        number("value_length", "characters of a value that is too large to keep", nullable=True),
        text("value_digest", "digest of a value that is too large to keep", nullable=True),
        number("raised_line", "the line of the code that raised", nullable=True),
        text("label", "how well it is confirmed: recorded, cross-checked, re-derived"),
        text("stdout", "what it printed"), text("python", "the Python version"),
        number("events", "how many events it has"),
        number("counted_events", "those of them that hand on no value that was counted before", nullable=True),
        number("rederived_events", "those counted that follow from the program's text and the events before them",
               nullable=True),
        text("rederived", "the same by kind, as JSON: {kind: [rederived, counted]}", nullable=True),
        Column("hash_seeds", NUMBERS, "hash seeds of the runs whose outcomes agree", nullable=True),
        text("tracer", "version of the recorder"),
        text("shrinker", "version of what looked for simpler calls that give the same; empty where nothing has yet",
             nullable=True), *LIFE,
    ),
)  # fmt: skip
TRACE_EVENTS = Table(
    "trace_events", "traces", "one event of one execution", ("trace_id", "seq"),
    (
        text("trace_id", "the execution", "raw_traces.trace_id"), number("seq", "its place in the order, from 0"),
        text("kind", "call, value, bind, mutate, branch, iteration, return, ..."),
        number("frame", "the execution of a function that it happened in, from 1"),
        text("function", "that function's name"), number("depth", "how many frames are open"),
        number("line", "from 1, in the program's code"), number("col", "from 0"), number("end_line", "where it ends"),
        number("end_col", "where it ends"), text("text", "the source that it stands for"),
        text("name", "the name that it is about"), text("value_type", "the value's type", nullable=True),
        text("value_repr", "the value's canonical text; empty when too large", nullable=True),
        number("value_length", "characters of a value that is too large to keep", nullable=True),
        text("value_digest", "digest of a value that is too large to keep", nullable=True),
        Column("args", ARGUMENTS, "a call's arguments with their values"),
        number("loop", "the innermost running loop", nullable=True), number("pass", "its pass, from 1", nullable=True),
        text("why", "how a loop ended, what a branch belongs to"),
        Column("reads", NUMBERS, "the seqs of the events that it took values from"),
        number("under", "the seq of the branch, pass or call that it stands under", nullable=True),
    ),
)  # fmt: skip
REJECTED_TRACES = Table(
    "rejected_traces", "traces", "an execution that can't be used", ("call_id",),
    (
        text("call_id", "the call", "calls.call_id"), PROGRAM, CORPUS,
        text("reason", "why, as one word: timeout, memory, events, crash, nondeterministic, unsupported, ..."),
        text("detail", "why, in full"), text("python", "the Python version"), text("tracer", "version of the recorder"),
        *LIFE,
    ),
)  # fmt: skip
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
)  # fmt: skip
CLAIMS = Table(
    "claims", "verification", "one checkable statement of a rationale", ("claim_id",),
    (
        text("claim_id", "hash of the narration, the place and the verifier's version"), NARRATION,
        text("trace_id", "the execution that it was checked against", "raw_traces.trace_id"), CORPUS,
        number("position", "its place among the narration's claims, from 0"),
        number("start", "where it starts in the rationale, in characters"), number("end", "where it ends"),
        text("kind", "value, bind, mutate, branch, iteration, arithmetic, answer, ..."), text("text", "its words"),
        text("subject", "the code that it is about; empty where it is about none", nullable=True),
        text("says", "the value, truth or number that it gives to it", nullable=True),
        text("finding", "grounded, refuted or unreadable"),
        text("reason", "why it is refuted or unreadable; empty when grounded"),
        text("actual", "what really happened; empty when grounded"),
        number("event", "the seq of the event that shows it; empty where code or arithmetic does", nullable=True),
        VERIFIER, *MADE,
    ),
)  # fmt: skip
VERDICT = (
    PROGRAM, QUESTIONED, CHECKED, CORPUS, TASK,
    Column("answer_correct", FLAG, "whether the answer is right"), SUPPORT, COVERAGE,
    number("claims", "its checkable statements"), number("grounded", "those that the execution shows"),
    number("bare_sentences", "sentences without any claim"), VERIFIER, *LIFE,
)  # fmt: skip
VERIFIED_COT = Table(
    "verified_cot", "verification", "a narration whose every checkable statement holds", ("narration_id",),
    (NARRATION, *VERDICT),
)  # fmt: skip
REJECTED_NARRATIONS = Table(
    "rejected_narrations", "verification", "a narration that isn't verified", ("narration_id",),
    (
        NARRATION, text("verdict", "refuted, unreadable, error, or verified but thin"),
        text("reason", "the first finding's reason"), text("detail", "the first finding in full"), *VERDICT,
    ),
)  # fmt: skip
DRAWN_FROM = text("drawn_from", "digest of the rationales that the exam was drawn from, and of how it was made")
VERIFIER_STRENGTH = Table(
    "verifier_strength", "verification", "how the verifier did on one kind of corruption, or on honest rationales",
    ("kind",),
    (
        text("kind", "the kind of corruption, or `honest`"), number("examined", "rationales handed to the verifier"),
        number("refused", "those that it did not verify; of what says too little, or found thin"),
        number("refuted", "those that it refuted"), number("unreadable", "those that it could not read"),
        number("error", "those on which it failed"), number("verified", "those that it verified, thin or not"),
        number("thin", "those that it verified and found to tell too little"),
        number("at_the_span", "those with a refutation on what was changed"),
        number("right_actual", "those whose refutation there says what really is so, where there is something to say"),
        number("excused", "corruptions that say nothing false, counted neither as examined nor as refused"),
        share("refused_share", "refused / examined"), share("low", "where that share begins, with 95 %, by Wilson"),
        share("high", "where it ends"), VERIFIER, DRAWN_FROM, *MADE,
    ),
)  # fmt: skip
EXAM_FINDINGS = Table(
    "exam_findings", "verification",
    "a text of the exam to look at: a corruption that was verified or excused, or an honest rationale that was not",
    ("narration_id", "kind"),
    (
        NARRATION, text("kind", "the kind of corruption, or `honest`"), CORPUS, TASK, text("voice", "how it is told"),
        text("verdict", "what the verifier said of the text"), Column("refused", FLAG, "whether it was not verified"),
        text("excused", "why the corruption says nothing false; empty when it does"),
        number("start", "where the change begins, in characters of the corrupted text"), number("end", "where it ends"),
        text("was", "what the honest text said there"), text("says", "what the corrupted text says"),
        text("around", "the corrupted text about the change"), text("finding", "the first finding; empty when none"),
        VERIFIER, DRAWN_FROM, *MADE,
    ),
)  # fmt: skip
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
)  # fmt: skip
REJECTED_SAMPLES = Table(
    "rejected_samples", "splits", "a verified narration that doesn't ship", ("narration_id",),
    (
        NARRATION, PROGRAM, CORPUS, text("reason", "why, as one word: duplicate_program, bridges_splits, ..."),
        text("partner", "what it repeats or joins"), text("detail", "why, in full"), *MADE,
    ),
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
REFRESHES = Table(
    "refreshes", "operation", "what a stage last worked from, for one corpus or for all", ("stage", "corpus"),
    (
        text("stage", "the stage"), text("corpus", "the corpus; empty for a stage that takes all of them together"),
        text("fingerprint", "digest of what it worked from: sources, settings, versions"), *MADE,
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

#: In the order of the stages: what a table refers to stands before it.
TABLES = {
    table.name: table
    for table in (
        DOCUMENTS, CONCEPTS, INSTRUCTIONS, SOLUTIONS, TESTS, TEST_RESULTS, AGREEMENTS, REJECTED_SYNTHESES,
        AGREEMENT_CALIBRATION,
        PROGRAMS, CALLS, REJECTED_SOURCES, RAW_TRACES, TRACE_EVENTS, REJECTED_TRACES, NARRATIONS, MODEL_NARRATIONS,
        SKIPPED_TRACES, CLAIMS, VERIFIED_COT, REJECTED_NARRATIONS, VERIFIER_STRENGTH, EXAM_FINDINGS, CONTAMINATION,
        DECONTAMINATION, SAMPLES, REJECTED_SAMPLES, PASS_RATES, TRAIN_SPLIT, VALIDATION_SPLIT, EVAL_SPLIT, REFRESHES,
        REFRESH_FIGURES, DISTRIBUTIONS, MODEL_ANSWERS,
        WITHDRAWALS, RELEASES,
    )
}  # fmt: skip
