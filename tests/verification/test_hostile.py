"""Hostile texts neither crash the verifier nor stall it, and nothing of them is verified."""

import time

import pytest

from tests.verification.test_claims import HELPER
from tracecot.verification.tokens import sentences, tokens

MEGABYTE = 1_000_000

TEXTS = {
    "backticks": "`" * MEGABYTE,
    "unequal backticks": "`a``b```" * 100_000,
    "brackets": "[(" * (MEGABYTE // 2),
    "nested lists": "[1," * 200_000 + "]" * 200_000,
    "quotes": "'a " * 300_000,
    "one word": "x" * MEGABYTE,
    "digits": "7" * MEGABYTE,
    "ten thousand claims": "`xs` is `[]`. " * 10_000,
    "one sentence of claims": "`xs` is `[]` and " * 10_000,
    "deep code": "`" + "(" * 50_000 + "`",
    "deep operators": "`" + "-" * 15_000 + "1` is `1`.",
    "huge power": "`9 ** 9 ** 9` is `1`. `'a' * 10 ** 12` is `'a'`. `10 ** 10 ** 10 > 1` is true.",
    "huge range": "`sum(range(10 ** 12))` is `1`. `len('%1000000000d' % 1)` is `1`.",
    "surrogates": "`xs` is `'\ud800'`. \udfff `\ud800`",
    "null bytes": "`x\x00y` is `1`. \x00",
    "tags": "[ANSWER]" * 10_000 + "[/ANSWER]" * 10_000,
    "passes": "In every pass `n > 0` is true. " * 2_000,
    "lines": "Line 7. " * 50_000,
    "unicode": "ⅷ ² ١٢٣ `x² is ²` is ² ١",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused_in_time(execute, name):
    executed = execute(HELPER, "3")
    started = time.process_time()

    verdict = executed.verdict(TEXTS[name], "[2, 4, 6]")

    assert verdict.verdict in ("refuted", "unreadable")
    assert time.process_time() - started < 10


def test_every_character_outside_of_white_space_is_in_a_token():
    text = 'A `b` c\'s "d" [1, 2] (x) — 3.5! <think>\n- e: f; ``g`h``'

    covered = {place for token in tokens(text) for place in range(token.start, token.end)}

    assert {place for place, character in enumerate(text) if not character.isspace()} <= covered


def test_sentences_end_at_full_stops_and_lines_but_not_inside_code():
    found = sentences(tokens("`a.b` is 3.5. Then\n`c` is 2.\n- One\n- Two"))

    assert [[token.text for token in sentence.tokens] for sentence in found] == [
        ["a.b", "is", "3.5", "."], ["Then", "c", "is", "2", "."], ["One"], ["Two"],
    ]  # fmt: skip
