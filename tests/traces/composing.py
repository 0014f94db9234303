"""Programs that Hypothesis composes of many constructs: they always end, and stay small."""
# ruff: noqa: E501  (a table's row reads better on a line of its own)

from hypothesis import assume
from hypothesis import strategies as st

#: What every composed program may call; a part of each, so that any of it is traced.
PRELUDE = """\
from contextlib import suppress

class Box:
    def __init__(self, n, *more):
        self.n, self.more = n, list(more)

    def __enter__(self):
        self.n += 1
        return self

    def __exit__(self, kind, error, traceback):
        self.n -= 1
        return kind is KeyError

    def __add__(self, other):
        return Box(self.n + getattr(other, "n", other), *self.more)

    def __lt__(self, other):
        return self.n < other.n

    @property
    def twice(self):
        return self.n * 2

    @classmethod
    def of(cls, items):
        return cls(*items)


def numbers(n, step=1):
    try:
        while n > 0:
            got = yield n
            n -= step if got is None else got
    finally:
        step = 0
    return step


def both(*generators, last=()):
    for generator in generators:
        yield from generator
    yield from last


def depth(n, /, *, by=1, **named):
    return 0 if n <= 0 else by + depth(n - 2, by=by)
"""

INTEGERS, LISTS = ("a", "b", "n"), ("xs", "ys")
ERRORS = ("KeyError", "IndexError", "ZeroDivisionError", "ValueError", "(TypeError, LookupError)", "Exception")
DEEPEST, LONGEST_BLOCK, PASSES = 3, 3, 3
INDENT = "    "


class Composer:
    """Draws expressions by their type and statements as lists of lines; each number that is kept stays small."""

    def __init__(self, draw):
        self.draw = draw
        self.made = 0  # names and counters that were given

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def fresh(self, letter):
        self.made += 1
        return f"{letter}{self.made}"

    # Expressions

    def integer(self, depth=2):
        leaves = (*INTEGERS, "0", "1", "2", "-3", "len(xs)", "d.get(a, 0)", "box.n", "box.twice", "d[b]", "xs[-1]")
        if not depth:
            return self.one_of(*leaves)
        return self.one_of(*leaves, *_INTEGERS).format_map(_Parts(self, depth - 1))

    def truth(self, depth=2):
        if not depth:
            return self.one_of("a", "xs", "not s", "a < b", "b in ys")
        return self.one_of(*_TRUTHS).format_map(_Parts(self, depth - 1))

    def items(self, depth=2):
        if not depth:
            return self.one_of(*LISTS, "[]", "[1, 2, 3]", "[b]")
        return self.one_of(*LISTS, *_LISTS).format_map(_Parts(self, depth - 1))

    def text(self, depth=1):
        return self.one_of(*_TEXTS).format_map(_Parts(self, depth))

    # Statements

    def block(self, depth, loop=False):
        count = self.draw(st.integers(1, LONGEST_BLOCK))
        lines = [line for _ in range(count) for line in self.statement(depth, loop)]
        return [INDENT + line for line in lines]

    def statement(self, depth, loop):
        simple = (self.assignment, self.change)
        nested = (self.branch, self.for_loop, self.while_loop, self.trial, self.context, self.cases, self.function)
        leaving = ("break", "continue", "return a, xs") if loop else ("return b, ys", "raise KeyError(a)")
        kind = self.one_of(*simple, *simple, self.leave, *((*nested, self.trial, self.trial) if depth else ()))
        return kind() if kind in simple else kind(leaving) if kind == self.leave else kind(depth - 1, loop)

    def leave(self, ways):
        return [f"if {self.truth()}:", INDENT + self.one_of(*ways)]

    def assignment(self):
        return self.one_of(*_ASSIGNMENTS).format_map(_Parts(self, 2)).splitlines()

    def change(self):
        return self.one_of(*_CHANGES).format_map(_Parts(self, 1)).splitlines()

    def branch(self, depth, loop):
        lines = [f"if {self.truth()}:", *self.block(depth, loop)]
        if self.draw(st.booleans()):
            lines += [f"elif {self.truth()}:", *self.block(depth, loop)]
        return [*lines, "else:", *self.block(depth, loop)] if self.draw(st.booleans()) else lines

    def for_loop(self, depth, loop):
        header = self.one_of(*_HEADERS).format_map(_Parts(self, 1))
        return [f"for {header}:", *self.block(depth, loop=True), *self.otherwise(depth, loop)]

    def while_loop(self, depth, loop):
        count = self.fresh("w")
        again = f"while {count} < {PASSES} and {self.truth(1)}:"
        counting = f"{INDENT}{count} += 1"
        return [f"{count} = 0", again, counting, *self.block(depth, loop=True), *self.otherwise(depth, loop)]

    def otherwise(self, depth, loop):
        return ["else:", *self.block(depth, loop)] if self.draw(st.booleans()) else []

    def trial(self, depth, loop):
        lines = ["try:", *self.block(depth, loop)]
        handled = self.draw(st.booleans())
        if handled:
            bound = self.one_of("", " as error")
            lines += [f"except {self.one_of(*ERRORS)}{bound}:", *self.block(depth, loop)]
            if self.draw(st.booleans()):
                lines += [f"{INDENT}{self.one_of('raise', 'raise ValueError(b) from None', 'pass')}"]
            lines += self.otherwise(depth, loop)
        if not handled or self.draw(st.booleans()):
            lines += ["finally:", INDENT + "b += 1", *[INDENT + line for line in self.change()]]
        return lines

    def context(self, depth, loop):
        manager = self.one_of(*_CONTEXTS).format_map(_Parts(self, 1))
        return [f"with {manager}:", *self.block(depth, loop)]

    def cases(self, depth, loop):
        subject = self.one_of("xs", "d", "(a, b)", "box", "a", "[xs[:2], a]").format_map(_Parts(self, 1))
        lines = [f"match {subject}:"]
        for _ in range(self.draw(st.integers(1, 3))):
            guard = f" if {self.truth(1)}" if self.draw(st.booleans()) else ""
            lines += [f"{INDENT}case {self.one_of(*_PATTERNS)}{guard}:"]
            lines += [INDENT + line for line in self.block(depth, loop)]
        return lines

    def function(self, depth, loop):
        """A function in the function, and its use: one that changes the names around it, or a generator, or neither."""
        name = self.fresh("g")
        begin, end, used = _FUNCTIONS[self.one_of(*_FUNCTIONS)]
        body = [INDENT + line for line in begin] + self.block(min(depth, 1)) + [INDENT + end]
        return [f"def {name}(c, k=b):", *body, used.format(f"{name}({self.integer(1)})")]


class _Parts(dict):
    """What a template's braces stand for, drawn where they stand."""

    def __init__(self, composer, depth):
        super().__init__()
        self.composer, self.depth = composer, depth

    def __missing__(self, key):
        return _PARTS[key](self.composer, self.depth)


_PARTS = {
    "i": Composer.integer, "t": Composer.truth, "l": Composer.items, "s": lambda composer, _: composer.text(0),
    "name": lambda composer, _: composer.one_of(*INTEGERS), "list": lambda composer, _: composer.one_of(*LISTS),
    "sign": lambda composer, _: composer.one_of("+", "-", "*", "//", "%", "&", "|", "^"),
    "than": lambda composer, _: composer.one_of("<", "<=", "==", "!=", ">", ">="),
    "v": lambda composer, _: composer.fresh("v"),
}  # fmt: skip

_INTEGERS = (
    "({i} {sign} {i})", "-{i}", "({i} if {t} else {i})", "({i} and {i})", "({i} or {i})", "({name} := {i} % 97)",
    "(lambda q, k={i}: q + k + b)({i})", "depth({i} % 7, by={i})", "sum({l})", "max({l}, default={i})", "{l}[{i}]",
    "(Box({i}) + {i}).n", "Box.of([{i}, *{l}]).n", "next(numbers({i} % 5), {i})", "abs({i})", "min({i}, {i}, key=abs)",
    "len({{*{l}, {i}}})", "(box + Box({i})).twice", "sorted([Box({i}), Box({i})])[0].n", "divmod({i}, {i})[1]",
)  # fmt: skip
_TRUTHS = (
    "{i} {than} {i}", "{i} < {i} <= {i}", "{i} < {i} != {i} > {i}", "{t} and {t}", "{t} or {t} and {t}", "not {t}",
    "{i} in {l}", "{i} not in d", "{l}", "{i}", "any({name} > q for q in {l})", "all(q for q in {l} if q < {i})",
    "isinstance({i}, int)", "({t} if {t} else {t})", "(w := {i}) > 1",
    "{list} is {list}", "box is not None",
)  # fmt: skip
_LISTS = (
    "[{i}, {i}]", "[*{l}[:3], {i}]", "{l}[{i}:]", "{l}[::-1]", "{l}[{i}:{i}:2]", "sorted({l})[:4]", "{l}[:2] + {l}[:2]",
    "[q + {i} for q in {l}[:3]]", "[q for q in {l}[:4] if {t} if q]", "[p + q for p in {l}[:2] for q in range(p % 3)]",
    "([[q] * 2 for q in {l}[:3]][:1] and [{i}])", "[*{{q % 5 for q in {l}}}]", "list(numbers({i} % 5))",
    "list({{q: {i} for q in {l}[:3]}}.values())", "[*both(numbers({i} % 4), last={l}[:2])]",
    "list(map(lambda q: q + {i}, {l}[:3]))", "list(filter(None, {l}))", "[y for y in {l} if (w := y) > {i}]",
    "[p * q for p, q in zip({l}, {l})][:4]", "({l} or {l})", "({l} if {t} else {l})", "[q for q in (r + 1 for r in {l})]",
)  # fmt: skip
_TEXTS = ("s", "f'{{{name}}}'", "f'{{a!r:>{{n % 5}}}}-{{s[:2]}}'", "s.upper()[:5]", "'-'.join(map(str, xs[:3]))", "s[::-1]",
          "('k' 'v' if {t} else s)[:6]", "'%s' % ({i},)")  # fmt: skip
_ASSIGNMENTS = (
    "{name} = {i} % 97", "a = b = {i} % 50", "xs = {l}[:6]", "ys = xs", "xs, ys = ys, xs", "s = {s}[:8]",
    "a, *ys = [{i} % 97, *{l}][:5]", "*xs, b = [*{l}[:4], {i} % 97]", "(a, b), n = (b, a), {i} % 97", "box = Box(a, *xs[:2])",
    "d = {{q: q + 1 for q in {l}[:3]}}", "a: int = {i} % 97", "box.n = {i} % 97", "[a, b] = [b, {i} % 97]",
    "gen = numbers({i} % 6)\na = next(gen, 0)\nb = gen.send(2) if a > 3 else a", "box.more = ys",
)  # fmt: skip
_CHANGES = (
    "{name} += {i}\n{name} %= 97", "a -= {i} % 9", "xs.append({i} % 97)", "ys += [{i} % 97]", "xs[{i}] = {i} % 97",
    "d[{i} % 97] = {i} % 97", "d[a] += 1", "d.setdefault(b, {i} % 97)", "xs[1:2] = {l}[:2]", "del xs[:1]", "ys.sort(reverse={t})",
    "del d[{i}]", "box.n += 1", "box.more.append(a)", "box.more += [b]", "xs[0] *= -1", "assert {t}, a", "print(a, {s})",
    "ys.insert(0, {i} % 97)", "xs.pop()", "d.update(a=1)", "list(map(xs.append, ys[:2]))", "del ys[3:]",
    "d[a], d[b] = b, {i} % 97", "ys.extend(numbers(a % 4))", "box += 1", "a, xs[0] = b, a", "d |= {{a: b}}", "pass",
)  # fmt: skip
_FUNCTIONS = {
    "plain": (("a, d, s = c, {c: c}, 'g'", "b, n, xs = c, k, [c]", "ys, box = [c, c], Box(c)"), "return a + b", "b = {} % 89"),
    "closure": (("nonlocal a, xs, d", "b = n = c", "s, ys, box = '', [k], Box(c)"), "return a + b", "b = {} % 89"),
    "generator": (
        ("a, d, s = c, {c: c}, 'g'", "b, n, xs = c, k, [c]", "ys, box = [c, c], Box(c)", "yield a"),
        "yield from (a, b, *ys[:2])", "ys = [c for c in {} if isinstance(c, int)][:4]",
    ),
}  # fmt: skip
_HEADERS = (
    "a in range({i} % 4)", "a in {l}[:3]", "i, b in enumerate({l}[:3])", "a, b in zip({l}[:3], ys)", "n, *_ in [xs[:2] or [0]]",
    "a in numbers({i} % 4)", "a in sorted(d)[:3]", "b, n in [*d.items()][:2]", "xs[0] in {l}[:2]", "box.n in {l}[:2]",
    "a in (q * 2 for q in {l}[:3] if q)", "a in reversed({l}[:3])",
)  # fmt: skip
_CONTEXTS = ("Box({i} % 97) as box", "box", "Box(a) as one, Box(b) as two", "suppress(LookupError)", "Box(b) as xs[0]")
_PATTERNS = (
    "0 | 1", "[]", "[a]", "[a, *ys]", "[0, b, *_]", "(b, a)", "{0: a}", "{1: b, **d}", "Box(n=0)", "Box(n=a, more=[b, *_])",
    "int()", "[[a, _], int(n)]", "[[*xs], b]", "str() | None", "int(n)",
)  # fmt: skip


@st.composite
def composed_programs(draw):
    """A program with the entry point `f`, and a call of it."""
    composer = Composer(draw)
    begin = ["n, w, ys, box = a, 0, [b, *xs], Box(a, b)", "gen = i = error = None"]
    body = [line for _ in range(draw(st.integers(1, 4))) for line in composer.statement(DEEPEST, loop=False)]
    end = ["return a, b, n, w, i, xs, ys, d, s, box.n, box.more"]
    code = "".join(
        f"{line}\n" for line in (PRELUDE, "def f(a, b, xs, d, s):", *(INDENT + each for each in begin + body + end))
    )
    assume(_is_python(code))
    number = st.integers(-3, 6)
    numbers, table = st.lists(number, max_size=4), st.dictionaries(number, number, max_size=3)
    given = [draw(each) for each in (number, number, numbers, table, st.text("abz-", max_size=4))]
    return code, ", ".join(map(repr, given))


def _is_python(code):
    """Not all that can be composed is: a walrus may stand nearly anywhere, but not there."""
    try:
        compile(code, "<composed>", "exec")
    except SyntaxError:
        return False
    return True
