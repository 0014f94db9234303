"""What the verifier's tests share: executed programs, and the examples of a good rationale."""

from dataclasses import dataclass

from tracecot.sources.records import Call, Origin, Program
from tracecot.verification.records import Grounded, Rationale, Verdict
from tracecot.verification.verify import Evidence, verify

ORIGIN = Origin("tests", "1", "made.py", "made", "f", 1, 2, "MIT")


@dataclass(frozen=True)
class Executed:
    program: Program
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, code, entry_point, inputs, answers):
        program = Program("tests", code, entry_point, ORIGIN)
        return cls(
            program,
            tuple(
                Evidence(Call(program.id, source, "given"), answer)
                for source, answer in zip(inputs, answers, strict=True)
            ),
        )

    def verdict(self, text, answer=None, **more) -> Verdict:
        """The verdict on a forward text about the first call."""
        first = self.evidence[0]
        answer = first.trace.outcome.value.repr if answer is None else answer
        return verify(Rationale("output_prediction", text, answer), self.program, first, first, **more)

    def backward(self, text, answer, asked=0, answered=0, alternatives=()) -> Verdict:
        return verify(
            Rationale("input_prediction", text, answer), self.program, self.evidence[asked], self.evidence[answered],
            alternatives=[self.evidence[each] for each in alternatives],
        )  # fmt: skip


def complaints(verdict):
    """What isn't grounded, but for thinness: easy to read in a failing test."""
    return [
        (claim.kind, claim.text, claim.finding) for claim in verdict.claims
        if not isinstance(claim.finding, Grounded) and getattr(claim.finding, "reason", "") != "thin"
    ]  # fmt: skip


WORDS = """def f(words, limit):
    seen = {}
    for word in words:
        key = word[0]
        if key not in seen:
            seen[key] = []
        if len(seen[key]) < limit:
            seen[key].append(word.upper())
    return [w for k in sorted(seen) for w in seen[k]]
"""
GIVEN = "['bee', 'ant', 'bat', 'asp', 'boa'], 2"
PROPOSED = "['ant', 'asp', 'bee', 'bat'], 2"
ALTERNATIVE = "['ant', 'asp', 'bee', 'bat'], 1"
LONG = f"{['bee', 'bat'] + ['boa'] * 14 + ['cat'] + ['bug'] * 43}, 2"


FORWARD = """`f` is called with `words = ['bee', 'ant', 'bat', 'asp', 'boa']` and `limit = 2`. Line 2 starts with an empty dict, `seen = {}`.
The loop on line 3 goes through the 5 items of `words`.
Pass 1: `word = 'bee'`. Its first character `word[0]` is `'b'`, so `key = 'b'`. `key not in seen` is true, since `seen` is still empty, so line 6 stores `seen['b'] = []`. `len(seen[key])` is `0`, and `0 < 2` is true, so
line 8 appends `word.upper()`, which is `'BEE'`. Now `seen = {'b': ['BEE']}`.
Pass 2: `word = 'ant'`, so `key = 'a'`, a new key again: line 6 stores `seen['a'] = []`, `0 < 2` is true, and `'ANT'` is appended. Now `seen = {'b': ['BEE'], 'a': ['ANT']}`.
Pass 3: `word = 'bat'`, `key = 'b'`. This time `key not in seen` is false, so line 6 is skipped. `len(seen[key])` is `1`, and `1 < 2` is true, so `'BAT'` is appended.
Pass 4: `word = 'asp'`, `key = 'a'`; in the same way `'ASP'` is appended.
Pass 5: `word = 'boa'`, `key = 'b'`. `len(seen[key])` is `2`, and `2 < 2` is false, so nothing is appended.
The loop ends with `seen = {'b': ['BEE', 'BAT'], 'a': ['ANT', 'ASP']}`.
Line 9: `sorted(seen)` orders the keys as `['a', 'b']`, so the words under `'a'` come first, then those under `'b'`. The function returns `['ANT', 'ASP', 'BEE', 'BAT']`.
[ANSWER]['ANT', 'ASP', 'BEE', 'BAT'][/ANSWER]"""

FOLDED = """In every pass from 3 to 60 but one `key = 'b'`, and `seen['b']` already holds `2` words, so `len(seen[key]) < limit` is false and nothing is appended. Only pass 17 (`word = 'cat'`, `key = 'c'`) meets a new key: line 6 stores `seen['c'] = []`, `0 < 2` is true, and line 8 appends `'CAT'`.
The loop ends with `seen = {'b': ['BEE', 'BAT'], 'c': ['CAT']}`."""

BACKWARD = """We need arguments with which `f` returns `['ANT', 'ASP', 'BEE', 'BAT']`. Line 9 lists the stored words by sorted key, so the words under one key stand together: `'ANT'`, `'ASP'` can stand under one key and `'BEE'`, `'BAT'` under a higher one.
A word is stored by line 8 as `word.upper()` under its first character, so `'ANT'` comes from a word such as `'ant'` (`'ant'.upper()` is `'ANT'`) with `key = 'a'`, `'ASP'` from `'asp'`, and `'BEE'`, `'BAT'` from `'bee'`, `'bat'` with `key = 'b'`. Within a key the order is kept, so `'ant'` comes before
`'asp'` and `'bee'` before `'bat'`. With `limit = 1` only one word per key would be kept: `f(['ant', 'asp', 'bee', 'bat'], 1)` returns `['ANT', 'BEE']`. So take `words = ['ant', 'asp', 'bee', 'bat']` and `limit = 2`.
Check: the loop leaves `seen = {'a': ['ANT', 'ASP'], 'b': ['BEE', 'BAT']}`, and line 9 gives `['ANT', 'ASP', 'BEE', 'BAT']`. So one answer is `f(['ant', 'asp', 'bee', 'bat'], 2)`.
[ANSWER]f(['ant', 'asp', 'bee', 'bat'], 2)[/ANSWER]"""
