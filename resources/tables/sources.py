"""The sources stage: programs, their calls, and what became neither."""

from resources.tables.columns import CORPUS, LIFE, MADE, PROGRAM, TEXTS, Column, Table, number, text

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
        number("paths", "distinct paths that its calls take through it"),
        text("source_sha256", "SHA-256 of that file's bytes; empty in rows of earlier versions", nullable=True),
        text("origin_digest", "hash of distribution, version, path, module, name, lines, licence, docstring and "
            "source_sha256; empty in rows of earlier versions", nullable=True), *LIFE,
    ),
    role="kept",
)  # fmt: skip
CALLS = Table(
    "calls", "sources", "one input of one program", ("call_id",),
    (
        text("call_id", "hash of the program and the input"), PROGRAM, CORPUS,
        text("input", "the arguments as Python source"),
        text("kind", "documented, made (by changing another), given (by a data set), proposed (a simpler one) or "
            "changed (in one argument, to show what that is for)"),
        text("documented", "what the source promises of it; empty when nothing"),
        text("made_from", "the id of the call that it was made from; empty when none"), *LIFE,
    ),
    role="kept",
)  # fmt: skip
REJECTED_SOURCES = Table(
    "rejected_sources", "sources", "a function, an example or a record that did not become a program or a call",
    ("source_id",),
    (
        text("source_id", "hash of all that the row says"), CORPUS, text("distribution", "the package or data set"),
        text("path", "the file"), text("qualname", "the function or record"), number("line", "the line in that file"),
        text("reason", "why, as one word"), text("detail", "why, in full"), *MADE,
    ),
    role="dropped",
)  # fmt: skip
