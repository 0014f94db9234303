"""Programs that a language model makes: documents, concepts, instructions, solutions, tests, and what they agree on."""

from resources.tables.columns import LIFE, MADE, TEXTS, Column, Table, amount, number, share, text

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
