"""`tracecot.toml` as it ships is right, and each mistake in it is told by its key."""

from pathlib import Path

import pytest

from resources.settings import load_settings, state_folder
from tracecot.errors import BadSettings
from tracecot.execution import Limits
from tracecot.sources.intake import CallChoices
from tracecot.splits.records import Rules

PACKAGE = '[[corpora]]\nkind = "package"\nname = "toolz"\ndistribution = "toolz"\n'
RECORDS = "[[corpora]]\nkind = 'jsonl'\nname = 'set'\npath = 'set.jsonl'\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tracecot.toml"
    path.write_text(text)
    return path


def test_the_file_that_ships_says_the_defaults() -> None:
    settings = load_settings(Path(__file__).parents[3] / "tracecot.toml")

    assert {"more-itertools", "toolz", "boltons", "pydash", "inflection", "humanize", "networkx", "stdlib"} <= {
        corpus.name for corpus in settings.corpora
    }
    assert settings.limits == Limits()
    assert settings.calls == CallChoices()
    assert settings.profile == "pure"
    chosen = settings.splits.model_dump(exclude={"eval_packages"})
    assert chosen == {name: getattr(Rules(), name) for name in chosen}
    assert settings.evaluation == ()


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, PACKAGE + "[limits]\nseconds = 5\n"))

    assert settings.limits == Limits(seconds=5)
    assert settings.verification.support == 0.5


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (PACKAGE + "[limits]\nseconds = 'long'\n", ["limits.seconds", "'long'", "number"]),
        (PACKAGE + "[limits]\nseconds = 0\n", ["limits.seconds", "greater than 0", "0"]),
        (PACKAGE + "[sandbox]\nprofile = 'open'\n", ["sandbox.profile", "'pure' or 'stdlib'", "'open'"]),
        (
            PACKAGE + "[splits.mix.direction]\nbackwards = 0.1\n",
            ["splits.mix: 'backwards' is none of forward, backward"],
        ),
        (PACKAGE + "[splits.mix.voice]\nloud = 0.5\n", ["splits.mix", "'loud' is none of walkthrough, terse"]),
        (PACKAGE + "[narrations]\nquestions = true\n", ["narrations.questions", "valid integer", "True"]),
        (RECORDS + "fields = { foo = 'bar' }\n", ["corpora[0] (set).fields: 'foo' is none of id, code"]),
        (RECORDS.replace("kind = 'jsonl'\n", ""), ["corpora[0] (set).kind: is missing", "'package' or 'jsonl'"]),
        (PACKAGE + "[calls]\nmost = 3\n", ["calls.most", "no such setting"]),
        ('[[corpora]]\nkind = "package"\nname = "toolz"\n', ["corpora[0] (toolz).distribution", "missing"]),
        (PACKAGE.replace("package", "zip"), ["corpora[0]", "'package', 'jsonl', 'parquet'"]),
        (PACKAGE + PACKAGE, ["'toolz' is used twice"]),
        (PACKAGE + "[splits]\neval_packages = ['x']\n", ["splits.eval_packages", "'x'", "toolz"]),
        (
            PACKAGE + "[splits]\nvalidation_share = 0.3\n",
            ["splits.validation_share", "less than or equal to 0.2", "0.3"],
        ),
        (PACKAGE + "[splits]\neval_share = 0.3\n", ["splits.eval_share", "less than or equal to 0.2", "0.3"]),
        (PACKAGE + "[splits]\neval_share = 0.01\n", ["splits.eval_share", "greater than or equal to 0.05", "0.01"]),
        ("", ["corpora", "missing"]),
        ("a = ", ["can't be read"]),
    ],
)
def test_a_mistake_is_told_by_its_key_its_value_and_what_is_allowed(
    tmp_path: Path, text: str, parts: list[str]
) -> None:
    with pytest.raises(BadSettings) as refused:
        load_settings(written(tmp_path, text))

    assert [part for part in parts if part not in str(refused.value)] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"nowhere\.toml isn't there"):
        load_settings(tmp_path / "nowhere.toml")


def test_the_state_folder_moves_with_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))

    assert state_folder() == tmp_path / "state"
