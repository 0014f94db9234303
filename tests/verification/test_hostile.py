"""Hostile texts neither crash the verifier nor stall it, and nothing of them is verified."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.verification.made import ALTERNATIVE, BACKWARD, FOLDED, FORWARD, GIVEN, PROPOSED, WORDS
from tests.verification.test_claims import HELPER
from tracecot.verification.alternatives import named_calls
from tracecot.verification.text.sentences import sentences
from tracecot.verification.text.tokens import tokens
from tracecot.verification.verdict import verdict_record

MEGABYTE = 1_000_000


def hostile(size: int) -> dict[str, str]:
    """Texts of at most about so many characters."""
    return {
        "backticks": "`" * size,
        "unequal backticks": "`a``b```" * (size // 10),
        "brackets": "[(" * (size // 2),
        "nested lists": "[1," * (size // 5) + "]" * (size // 5),
        "quotes": "'a " * (size // 3),
        "one word": "x" * size,
        "digits": "7" * size,
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
        "lines": "Line 7. " * (size // 20),
        "named calls": "With `n = 1`, `helper(1)` returns `2` and `f(1, 2)` gives `[`. " * (size // 66),
        "nested calls": "`" + "f(" * 9_000 + "1" + ")" * 9_000 + "` returns `1`.",
        "equations": "`" + "a = " * 5_000 + "1`. " + "`" + "= " * 5_000 + "`",
        "statements": "`" + "if x: " * 3_000 + "` and `" + "else: " * 3_000 + "` and `" + "\\n" * 3_000 + "`",
        "long literal": "`xs` is `[" + "1, " * 6_000 + "]`. `xs` is `{" + "'a': " * 3_000 + "1}`.",
        "reasons": "because since so as " * (size // 20),
        "commas": "`xs`, " * 30_000 + "and `xs` are `1`.",
        "summary": "In passes 1 to 3 `x` takes the values " + "`1`, " * 20_000 + "and `2`.",
        "many passes": "In every pass from 1 to 999999999 but 999999998 `x` is `1`. Pass 99999999999999999999: `x = 1`. "
        * 500,
        "escapes": "'" + "\\" * (size // 10) + "' \"" + "\\'" * (size // 10),
        "signs": "-" * (size // 5) + "1 " + "1e" * (size // 20) + " 1_" * (size // 20) + "0x" * (size // 20),
        "line breaks": "\n" * (size // 3) + "\n- " * (size // 10) + "\r\n\x0b\x0c\x85\u2028" * (size // 20),
        "open tags": "<answer>`1`" * 20_000 + "[ANSWER]" + "[/ANSWER]" * 20_000,
        "unicode": "ⅷ ² ١٢٣ `x² is ²` is ² ١",
    }


TEXTS = hostile(MEGABYTE // 20)  # what takes time grows with the text, so the long ones show what these do


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused_in_time(execute, name):
    assert_refused(execute(HELPER, "3"), TEXTS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_of_a_megabyte_is_refused_in_time(execute, name):
    assert_refused(execute(HELPER, "3"), hostile(MEGABYTE)[name])


def assert_refused(executed, text) -> None:
    started = time.process_time()

    verdict = executed.verdict(text, "[2, 4, 6]")

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


def fragments() -> list[str]:
    """Real sentences, and pieces of them."""
    whole = [*FORWARD.split(". "), *BACKWARD.split(". "), *FOLDED.split(". ")]
    return sorted({piece for text in whole for piece in (text, *text.split("`"), *text.split(", "), *text.split(" "))})


BROKEN = [
    "`",
    "``",
    "```",
    "\n",
    "'",
    '"',
    "[",
    "](",
    "{",
    "\\",
    " ",
    ". ",
    ": ",
    "\x00",
    "\ud800",
    "é",
    "²",
    "0",
    "-",
    "[ANSWER]",
    "</answer>",
]
PIECES = st.one_of(st.sampled_from(fragments()), st.sampled_from(BROKEN), st.text(max_size=6), st.integers().map(str))
MIXED = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="```", answer="")
@example(text="[ANSWER]", answer="`")
@given(text=MIXED, answer=st.one_of(st.just("['ANT']"), st.just(f"f({PROPOSED})"), MIXED))
def test_any_mixture_of_real_and_broken_pieces_has_a_verdict(execute, text, answer):
    words = execute(WORDS, GIVEN, PROPOSED, ALTERNATIVE)

    named_calls(text, words.program)
    for verdict in (words.verdict(text, answer), words.backward(text, answer, answered=1, alternatives=[2])):
        record = verdict_record(verdict)
        assert verdict.verdict in ("verified", "refuted", "unreadable")
        assert record["grounded"] <= record["claims"]
        for claim in verdict.claims:
            assert 0 <= claim.start <= claim.end <= len(text)
            assert claim.text in ("", text[claim.start : claim.end][:400])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="`'\"[](){},.:;= \n0aAf-_\\", max_size=300))
def test_the_tokens_of_any_text_stand_in_their_order_and_do_not_overlap(execute, text):
    found = tokens(text)

    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(token.start < token.end for token in found)
