"""The verification stage: claims, verdicts, and how strong the verifier is."""

from resources.tables.columns import (
    CHECKED,
    CORPUS,
    COVERAGE,
    FLAG,
    LIFE,
    MADE,
    NARRATION,
    PROGRAM,
    QUESTIONED,
    SUPPORT,
    TASK,
    VERIFIER,
    Column,
    Table,
    number,
    share,
    text,
)

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
    role="detail",
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
    role="kept",
)  # fmt: skip
REJECTED_NARRATIONS = Table(
    "rejected_narrations", "verification", "a narration that isn't verified", ("narration_id",),
    (
        NARRATION, text("verdict", "refuted, unreadable, error, or verified but thin"),
        text("reason", "the first finding's reason"), text("detail", "the first finding in full"), *VERDICT,
    ),
    role="dropped",
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
