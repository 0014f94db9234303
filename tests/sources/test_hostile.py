"""A file, an example or a test that breaks what reads it costs itself alone, and says why."""

import pytest

from resources.sandbox import Sandbox
from resources.tables import CALLS, PROGRAMS, REJECTED_SOURCES
from resources.tables.rows import call_row, made_of, program_row, rejected_source_row
from tests.executing import started
from tests.sources.packages_for_tests import files
from tracecot.sources import finding
from tracecot.sources.failing import FAILED
from tracecot.sources.gathering import Admitted, gather, gather_repository

GOOD = 'def good(x):\n    """Adds.\n\n    >>> good(1)\n    2\n    """\n    return x + 1\n'
DEEP = "-" * 9_000 + "1"


def documented(example: str, says: str = "Bad.") -> str:
    return f'def bad(x):\n    """{says}\n\n    >>> {example}\n    1\n    """\n    return 1\n'


BAD = {
    "an example that no parser reads": (documented(f"bad({DEEP})"), FAILED),
    "a promise that goes too deep": (documented("assert bad(1) == " + "-" * 900 + "1"), FAILED),
    "a docstring with half a pair": (documented("bad(1)", r"\ud800"), "not_unicode"),
    "an example with half a pair": (documented(r"bad('\ud800')"), "not_unicode"),
    "a sum that goes too deep": (f"total = {'+'.join('1' * 20_000)}\n", "not_python"),
}


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return started()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("kind", ["package", "repository"])
def test_what_is_hostile_costs_itself_alone(bad: str, kind: str, sandbox: Sandbox) -> None:
    code, reason = BAD[bad]
    source = files(bad=code, good=GOOD)

    found = list(gather(source, "c", sandbox) if kind == "package" else gather_repository(source, [], "c", sandbox))

    admitted = [one for one in found if isinstance(one, Admitted)]
    assert [one.program.entry_point for one in admitted] == ["good"]
    assert [(one.path, one.reason) for one in found if not isinstance(one, Admitted)] == [("shop/bad.py", reason)]
    _all_can_be_kept(found)


@pytest.mark.parametrize("bound", ["('3',)", "{[]: 1}", "[3]", "3.9"])
def test_a_version_that_nothing_compares_with_decides_nothing(bound: str, sandbox: Sandbox) -> None:
    (one,) = gather(files(good=f"import sys\n\nif sys.version_info >= {bound}:\n    x = 1\n\n{GOOD}"), "c", sandbox)

    assert isinstance(one, Admitted)


def test_a_test_that_breaks_us_costs_itself_alone(sandbox: Sandbox) -> None:
    asserted = "from shop.good import good\n\ndef test_{}():\n    assert good({}) == {}\n"
    deep = asserted.format("deep", 3, "-" * 900 + "1")
    tests = files(test_deep=deep, test_good=asserted.format("good", 3, 4))

    found = list(gather_repository(files(good=GOOD), tests, "c", sandbox))

    assert [(one.qualname, one.reason) for one in found if not isinstance(one, Admitted)] == [("test_deep", FAILED)]
    assert [call.input for one in found if isinstance(one, Admitted) for call in one.calls][:2] == ["1", "3"]


def test_a_name_of_a_file_that_is_no_unicode_is_a_reason(sandbox: Sandbox) -> None:
    found = list(gather_repository(files(**{"b\udcffd": GOOD, "good": GOOD.replace("+ 1", "- -1")}), [], "c", sandbox))

    assert [one.reason if not isinstance(one, Admitted) else "" for one in found] == ["not_unicode", ""]
    _all_can_be_kept(found)


def test_a_mistake_of_ours_with_one_example_is_its_rejection(sandbox: Sandbox, monkeypatch) -> None:
    cut = finding.cut

    def fails(package, module, qualname, *more, **named):
        if qualname == "bad":
            raise LookupError("a mistake of ours")
        return cut(package, module, qualname, *more, **named)

    monkeypatch.setattr(finding, "cut", fails)
    rejected, admitted = gather(files(bad=documented("bad(1)"), good=GOOD), "c", sandbox)

    assert (rejected.reason, rejected.detail) == (FAILED, "LookupError: a mistake of ours")
    assert isinstance(admitted, Admitted)


def _all_can_be_kept(found) -> None:
    """Every row can be written."""
    admitted = [one for one in found if isinstance(one, Admitted)]
    made_of(PROGRAMS, [program_row(one.program, one.paths) for one in admitted])
    made_of(CALLS, [call_row(call, "c") for one in admitted for call in one.calls])
    made_of(REJECTED_SOURCES, [rejected_source_row(one) for one in found if not isinstance(one, Admitted)])
