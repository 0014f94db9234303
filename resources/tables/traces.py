"""The traces stage: executions, their events, and what was not executed."""

from resources.tables.columns import ARGUMENTS, CORPUS, LIFE, NUMBERS, PROGRAM, Column, Table, number, text

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
    role="kept",
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
    role="detail",
)  # fmt: skip
REJECTED_TRACES = Table(
    "rejected_traces", "traces", "an execution that can't be used", ("call_id",),
    (
        text("call_id", "the call", "calls.call_id"), PROGRAM, CORPUS,
        text("reason", "why, as one word: timeout, memory, events, crash, nondeterministic, unsupported, ..."),
        text("detail", "why, in full"), text("python", "the Python version"), text("tracer", "version of the recorder"),
        *LIFE,
    ),
    role="dropped",
)  # fmt: skip
