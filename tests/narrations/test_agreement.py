"""Programs on which the narrator and the verifier once parted: whatever is told of them is verified."""
# ruff: noqa: E501  (a program in few lines reads better than one in many)

import pytest

from tests.verification.made import complaints
from tracecot.execution import Job
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.sources.records import Call, Origin, Program
from tracecot.targets import PREDICTIONS
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

NOWHERE = Origin("tests", "0", "agreement.py", "agreement", "f", 1, 1, "Apache-2.0")
LISTED_BEFORE_A_LOOP = (
    "def f(number):\n    items = [x for x in range(number) if 10 <= x <= 20]\n    out = []\n    for y in items:\n"
    "        out.append(y * 2)\n    return out\n"
)
FILLED_AND_CHANGED = (
    "def f(xs):\n    ret = {}\n    for x in xs:\n        ret.setdefault(x % 2, []).append(x * x)\n    return ret\n"
)
FLATTENED = (
    "def inside(xs):\n    for x in xs:\n        if isinstance(x, list):\n            yield from inside(x)\n        else:\n"
    "            yield x\n\n\ndef f(xs):\n    return list(inside(xs))\n"
)
SPLIT = (
    "def parts(xs, test, left=-1):\n    if left == 0:\n        yield list(xs)\n        return\n    buf = []\n    it = iter(xs)\n"
    "    for x in it:\n        buf.append(x)\n        if test(x) and buf:\n            yield buf\n            if left == 1:\n"
    "                rest = list(it)\n                if rest:\n                    yield rest\n                return\n"
    "            buf = []\n            left -= 1\n    if buf:\n        yield buf\n\n\n"
    "def f(xs):\n    return list(parts(xs, lambda s: s.isdigit()))\n"
)
GROUPED = (
    "def f(xs):\n    seen, groups, order = {}, {}, []\n    for x in xs:\n        k = x.lower()\n        if k not in seen:\n"
    "            seen[k] = x\n        elif k in groups:\n            groups[k].append(x)\n        else:\n"
    "            order.append(k)\n            groups[k] = [seen[k], x]\n    return [groups[k] for k in order]\n"
)
STEPPED = (
    "def f(start, step, length):\n    start += (step * length) - step\n    step *= -1\n    out = []\n    while length:\n"
    "        out.append(start)\n        start += step\n        length -= 1\n    return out\n"
)
ODD = (
    "def f(nums):\n    out = []\n    for n in nums:\n        if n % 2:\n            out.append(n * n)\n"
    "    out.sort(reverse=True)\n    return out\n"
)
MERGED = (
    "def assign(into, key, value, how):\n    into[key] = how(into.get(key), value)\n    return into\n\n\n"
    "def f(pairs):\n    into = {}\n    for k, v in pairs:\n        into = assign(into, k, v, lambda o, s: s if o is None else o)\n"
    "    return into\n"
)
CASES = {
    "a listed comprehension before a loop": (LISTED_BEFORE_A_LOOP, "15"),
    "one that is too long to list": (LISTED_BEFORE_A_LOOP, "63"),
    "made and changed in one statement": (FILLED_AND_CHANGED, "[1, 2, 3]"),
    "a generator in itself": (FLATTENED, "[[1, 2], [[3], [4, 5]]]"),
    "a count in some passes": (SPLIT, "'2owh1eno 2owt1eno'"),
    "an item of a dict that was set before": (GROUPED, "['hi', 'Hi', 'HI', 'a', 'A']"),
    "an augmented assignment of a sum": (STEPPED, "0, 2, 7"),
    "a condition that decides in some rows": (ODD, "[1, 4, 3, 8, 5]"),
    "a lambda with a condition": (MERGED, "[('a', 1), ('b', 2), ('a', 3)]"),
}


#: Each program in one layout; in the others only with the long tests.
PAIRS = [
    pytest.param(name, layout, marks=() if (number + place) % len(LAYOUTS) == 0 else pytest.mark.slow)
    for number, name in enumerate(CASES)
    for place, layout in enumerate(LAYOUTS)
]


@pytest.mark.parametrize(("name", "layout"), PAIRS)
def test_all_that_is_told_is_verified(sandbox, name, layout):
    code, source = CASES[name]
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, source, "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, call.input),))])
    evidence = Evidence(call, trace)

    for voice in VOICES:
        for task in TASKS:
            for one in told(program, call, trace, task, Manner(voice, layout)):
                rationale = Rationale(task, one.rationale, one.answer, one.target)
                verdict = verify(rationale, program, evidence, evidence, 0.0)
                assert complaints(verdict) == [], one.rationale


def told(program, call, trace, task, manner):
    if task in PREDICTIONS:
        made = [narrate(program, call, trace, task, manner)]
    else:
        made = narrate_questions(program, call, trace, task, manner, count=12)
    return [one for one in made if isinstance(one, Narration)]
