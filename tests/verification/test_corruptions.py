"""Each kind of corruption gives texts that are false, whichever of its lies is taken; the same text gives the same lie."""

import ast
import re

import pytest

from tests.verification.made import FORWARD, GIVEN, WORDS
from tests.verification.test_claims import ANSWERS, HELPER, INPUTS, RAISES, SUM
from tracecot.targets import Target
from tracecot.values import NotPlain, read_plain
from tracecot.verification.corruptions.catalogue import FALSE, KINDS, THIN_KINDS, corruption, corruptions
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.order import sentence_moved
from tracecot.verification.corruptions.other_values import flipped, off_by_one, truncated
from tracecot.verification.corruptions.records import corrupted
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

TOLD = {  # what tests/verification/made.py doesn't say: reasons, sums, exceptions, negations, calls
    SUM: "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`.\n"
    "The loop on line 3 goes through `enumerate(xs)`.\n"
    "Pass 1: `i = 0` and `x = 4`. `x % 2` is `0`, so `x % 2 == 0` is true. `total + x` is `4`, so `total = 4`. "
    "`total > limit` is false, so line 9 is skipped.\n"
    "Pass 2: `i = 1` and `x = 3`. `x % 2` is `1`, so `x % 2 == 0` is false and the `else` branch runs. "
    "Since `total - 1` is `3`, `total = 3`. `total > limit` is false, so line 9 is skipped.\n"
    "Pass 3: `i = 2` and `x = 6`. `x % 2` is `0`, so `x % 2 == 0` is true. Line 5 sets `total` to `9`. "
    "`total > limit` is true.\nThe loop on line 3 ends early, in pass 3.\nLine 10 returns `9`. `f` returns `9`.",
    HELPER: "`f` is called with `n = 3`. Line 6: `xs = []`.\nThe loop on line 7 makes 3 passes.\n"
    "Pass 1: `double` is called with `n = 3`. `n * 2` is `6`, so `double` returns `6`. Now `xs = [6]`. `n - 1` is `2`, "
    "so `n = 2`.\nIn passes 2 to 3 `n` takes the values `1` and `0`.\nLine 10 sorts `xs`. `f` returns `[2, 4, 6]`.",
    RAISES: "`f` is called with `texts = ['1', 'x', '0']`. Line 2: `good = {}`.\n"
    "Pass 1: `text = '1'`. Line 5 stores `good['1'] = 1`.\nPass 2: `text = 'x'`. Line 5 raises `ValueError` with the message "
    "`\"invalid literal for int() with base 10: 'x'\"`. The handler on line 6 catches the `ValueError`.\n"
    "Line 7 stores `good['x'] = None`.\nLine 8 raises `ZeroDivisionError` with the message `'division by zero'`.",
}


def honest_of(executed, text, answer):
    evidence = executed.evidence[0]
    rationale = Rationale("output_prediction", f"{text}\n[ANSWER]{answer}[/ANSWER]", answer)
    verdict = verify(rationale, executed.program, evidence, evidence)
    assert verdict.verdict == "verified", [claim for claim in verdict.claims if not hasattr(claim.finding, "event")]
    return Honest(rationale, executed.program.code, evidence.trace, verdict.claims)


@pytest.fixture(scope="module")
def texts(execute):
    words = execute(WORDS, GIVEN)
    made = [honest_of(words, FORWARD.rpartition("\n")[0], "['ANT', 'ASP', 'BEE', 'BAT']")]
    made += [honest_of(execute(code, INPUTS[code]), text, ANSWERS[code]) for code, text in TOLD.items()]
    return made


def every(texts, *kinds):
    """All lies of these kinds, not only those that the exam would choose."""
    return [(honest, corrupted(honest, kind, lie)) for kind in kinds for honest in texts for lie in KINDS[kind](honest)]


def test_every_kind_is_made_of_the_examples(texts):
    made = {one.kind for honest in texts for one in corruptions(honest)}

    assert made == set(KINDS)
    assert len(FALSE) >= 25


def test_the_same_text_is_always_corrupted_in_the_same_way(texts):
    again = [Honest(one.rationale, one.code, one.trace, one.claims) for one in texts]

    assert [list(corruptions(one)) for one in texts] == [list(corruptions(one)) for one in again]


def test_a_reason_before_its_effect_is_changed_too(texts):
    made = [one for honest, one in every(texts, "reason_irrelevant")]

    assert any(one.rationale.text[start:end].startswith("Since `") for one in made for start, end in one.spans)


def test_without_its_changes_a_corrupted_text_is_the_honest_one(texts):
    for honest, made in every(texts, *KINDS):
        text, done = "", 0
        for edit, (start, end) in zip(made.lie.edits, made.spans, strict=True):
            assert made.rationale.text[start:end] == edit.says
            text += made.rationale.text[done:start] + honest.text[edit.start : edit.end]
            done = end
        assert text + made.rationale.text[done:] == honest.text
        assert made.rationale.text != honest.text


def values_while(executed_lines, name):
    """Every value of a local name at every line that really runs, by Python's own tracing."""
    return [local[name] for local in executed_lines if name in local]


def locals_of(code, source):
    """The locals of every frame before each line and at each return, as texts: nothing of the recorder is in it."""
    import sys

    seen = []
    module = {}
    exec(compile(code, "program", "exec"), module)

    def watch(frame, kind, _):
        if frame.f_code.co_filename == "program":
            seen.append({name: repr(value) for name, value in frame.f_locals.items()})
        return watch

    sys.settrace(watch)
    try:
        eval(f"f({source})", module)
    except ArithmeticError:
        pass
    finally:
        sys.settrace(None)
    return seen


NEAR = ("value_off_by_one", "value_flipped", "value_truncated", "middle_wrong", "step_invented", "name_swapped")


def test_a_name_never_has_the_value_that_is_made_up(texts):
    """Judged by running the program under another tracer; in a loop it may have it in another pass."""
    ran = {WORDS: locals_of(WORDS, GIVEN), **{code: locals_of(code, INPUTS[code]) for code in TOLD}}
    looked_at = 0

    for honest, made in every(texts, *NEAR):
        in_a_loop = made.lie.claim is not None and honest.event_of(made.lie.claim).loop is not None
        if made.lie.subject.isidentifier() and (not in_a_loop or made.kind in ("step_invented", "name_swapped")):
            looked_at += 1
            assert made.lie.value not in values_while(ran[honest.code], made.lie.subject), made
    assert looked_at > 50


def test_a_changed_condition_is_false_of_the_values_that_it_was_asked_of(texts):
    """Judged by `eval` on the locals of every moment at which the old condition was what the text says."""
    looked_at = 0
    for honest, made in every(texts, "operator_changed", "negation_dropped"):
        old = made.lie.claim.subject
        code = ast.parse(made.lie.subject, mode="eval").body
        for local in locals_of(honest.code, GIVEN if honest.code == WORDS else INPUTS[honest.code]):
            try:
                known = {name: ast.literal_eval(value) for name, value in local.items()}
                if repr(eval(old, {}, known)) == made.lie.value:
                    assert repr(eval(ast.unparse(code), {}, known)) != made.lie.value, made
                    looked_at += 1
            except (NameError, ValueError, TypeError, KeyError, SyntaxError):
                continue
    assert looked_at > 5


def test_a_count_is_one_that_no_loop_makes(texts):
    made = every(texts, "count_wrong", "summary_invented")

    for honest, one in made:
        if one.lie.subject == "the passes":
            line = one.lie.claim.text
            ends = [event.pass_ for event in honest.trace.events if event.kind == "loop_end"]
            assert int(one.lie.value) not in ends, line
    assert made


def test_a_wrong_line_has_no_event_of_the_kind(texts):
    for honest, made in every(texts, "line_wrong"):
        event = honest.event_of(made.lie.claim)
        alike = [
            one for one in honest.trace.events if (one.kind, one.text, one.name) == (event.kind, event.text, event.name)
        ]
        assert not [one for one in alike if one.line <= int(made.lie.value) <= one.end_line], made


def test_swapped_sentences_tell_a_later_line_of_one_pass_first(texts):
    """Sentences of straight code: the lines of what really ran stand in the order of the events."""
    for honest, made in every(texts, "neighbours_swapped", "distant_swapped"):
        pieces = [(one.start, one.end) for one in made.lie.moved]
        seqs = [[event.seq for claim, event in honest.anchors if start <= claim.start < end] for start, end in pieces]
        assert max(seqs[0]) <= min(seqs[1]), made
        assert seqs[0] != seqs[1], made


def test_what_is_told_again_happens_once(texts):
    for honest, made in every(texts, "again_false", "same_way_false"):
        events = honest.trace.events
        claims = [claim for claim in honest.claims if claim.start >= made.lie.edits[0].start]
        event = honest.event_of(claims[0]) or honest.event_of(made.lie.claim)
        assert not [one for one in events[: event.seq] if one.kind == event.kind and one.text == event.text], made


def test_what_leaves_the_steps_out_keeps_the_answer(texts):
    for honest, made in every(texts, *THIN_KINDS):
        assert made.rationale.text.endswith(f"[ANSWER]{honest.rationale.answer}[/ANSWER]")
        assert len(made.rationale.text) < len(honest.text)


def test_a_text_without_steps_allows_no_lie_about_them(execute):
    executed = execute("def f():\n    return 1\n", "")
    honest = honest_of(executed, "`f` returns `1`.", "1")

    assert corruption(honest, "steps_removed") is None
    assert corruption(honest, "neighbours_swapped") is None
    assert re.search(r"`f` returns `(?!1`)", corruption(honest, "value_off_by_one").rationale.text)


@pytest.mark.parametrize("change", [off_by_one, flipped, truncated])
@pytest.mark.parametrize(
    "text", ["True", "3", "-2.5", "''", "'abc'", "[]", "[1, 'a']", "(1,)", "{}", "{'a': [1]}", "{3, 4}", "None"]
)
def test_a_changed_value_is_another_value_of_the_type_or_none(change, text):
    from random import Random

    value = read_plain(text)
    for seed in range(8):
        other = change(value, Random(seed))
        assert other is None or (type(other) is type(value) and other != value)


def test_what_is_no_plain_value_is_left_alone():
    with pytest.raises(NotPlain):
        read_plain("word.upper()")


def test_a_question_about_a_moment_has_its_own_right_answer(texts):
    told = texts[0]
    asked = Rationale("branch_outcome", "So `limit` is true.\n[ANSWER]True[/ANSWER]", "True")

    (lie,) = KINDS["answer_wrong"](Honest(asked, told.code, told.trace, ()))

    assert (lie.value, lie.really) == ("False", ("True",))


def test_a_pass_that_is_told_in_one_sentence_gets_no_number_of_which_it_is_so_too(execute):
    code = "def f(n):\n    items = [x for x in range(n) if x >= 3]\n    k = len(items)\n    return k\n"
    shifted = []
    for n in range(6, 14):
        values, items = ", ".join(f"`{x}`" for x in range(n - 1)), [*range(3, n)]
        text = (
            f"`f` is called with `n = {n}`. On line 2 `x` takes the values {values} and `{n - 1}`. In pass 5 of the loop on "
            f"line 2 `x >= 3` is true. Line 2 sets `items` to `[x for x in range(n) if x >= 3]`, which is `{items}`. "
            f"Line 3 sets `k` to `{n - 3}`. `f` returns `{n - 3}`."
        )
        honest = honest_of(execute(code, str(n)), text, str(n - 3))
        made = [corrupted(honest, "pass_shifted", lie).rationale.text for lie in KINDS["pass_shifted"](honest)]
        shifted += [(n, int(re.findall(r"In pass (\d)", each)[0])) for each in made]

    assert not [(n, number) for n, number in shifted if 4 <= number <= n], shifted


CAUGHT = (
    "def f(xs):\n    total = 0\n    try:\n        for x in xs:\n            total += x\n    except TypeError:\n"
    "        total = -1\n    return total\n"
)
SUMMED = (
    "`f` is called with `xs = [1, 2]`. Line 2 sets `total` to `0`. Pass 1: `x = 1`. Line 5 sets `total` to `1`. "
    "Pass 2: `x = 2`. Line 5 sets `total` to `3`. `f` returns `3`."
)


@pytest.fixture
def uncaught(execute):
    """A text about an exception that isn't raised."""
    executed = execute(CAUGHT, "[1, 2]")
    evidence = executed.evidence[0]
    text = f"{SUMMED} No exception is raised, so line 7 never runs. [ANSWER]no[/ANSWER]"
    rationale = Rationale("line_coverage", text, "no", Target(line=7))
    verdict = verify(rationale, executed.program, evidence, evidence)
    assert verdict.verdict == "verified", verdict
    return Honest(rationale, CAUGHT, evidence.trace, verdict.claims)


def test_where_nothing_that_happened_tells_what_an_answer_hangs_on_no_step_is_missed(execute, uncaught):
    assert corruption(uncaught, "steps_removed") is None
    assert corruption(honest_of(execute(CAUGHT, "[1, 2]"), SUMMED, "3"), "steps_removed") is not None


def test_what_never_happens_is_so_wherever_it_stands(uncaught):
    moved = [lie.value for lie in sentence_moved(uncaught)]

    assert moved
    assert not [sentence for sentence in moved if "never" in sentence]


def test_a_changed_sign_is_one_by_which_the_program_compares_nothing_of_the_kind(texts):
    found = every(texts, "sign_changed")

    assert {(made.was.strip(), made.says.strip()) for _, made in found} >= {(">", ">=")}
    for honest, made in found:
        assert made.lie.value not in ast.unparse(ast.parse(honest.code))
        assert made.lie.really[0] in ast.unparse(ast.parse(honest.code))
