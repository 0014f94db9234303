"""Installed distributions are read with their version and licence."""

import pytest

from resources.settings.tables import PackageCorpus
from resources.sources.packages import LARGEST_FILE, package_files, read_source
from tracecot.errors import BadSettings
from tracecot.sources.finding import candidates
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import RejectedSource


def corpus(distribution: str, **more: object) -> PackageCorpus:
    return PackageCorpus.model_validate({"kind": "package", "name": "one", "distribution": distribution, **more})


@pytest.mark.parametrize(
    ("distribution", "licence", "module"),
    [
        ("more-itertools", "MIT", "more_itertools.recipes"),
        ("toolz", "BSD-3-Clause", "toolz.itertoolz"),
        ("boltons", "BSD-3-Clause", "boltons.iterutils"),
        ("pydash", "MIT", "pydash.arrays"),
        ("inflection", "MIT", "inflection"),
        ("networkx", "BSD-3-Clause", "networkx.algorithms.clique"),
    ],
)
def test_a_package_has_its_modules_and_its_licence(distribution: str, licence: str, module: str) -> None:
    files = {file.module: file for file in package_files(corpus(distribution))}

    assert files[module].licence == licence
    assert files[module].text
    assert not [name for name in files if ".tests" in name]


def test_the_standard_library_is_a_distribution_too() -> None:
    files = list(package_files(corpus("python", modules=["textwrap"])))

    assert [(file.module, file.licence, file.path) for file in files] == [("textwrap", "PSF-2.0", "textwrap.py")]


def test_modules_can_be_left_out() -> None:
    files = list(package_files(corpus("toolz", leave_out=["toolz.curried"])))

    assert not [file for file in files if file.module.startswith("toolz.curried")]


def test_a_distribution_that_is_not_installed_is_named_with_the_way_out() -> None:
    with pytest.raises(BadSettings, match="pip install not-there"):
        list(package_files(corpus("not-there")))


def test_a_choice_that_leaves_nothing_is_a_mistake() -> None:
    with pytest.raises(BadSettings, match="no Python files"):
        list(package_files(corpus("toolz", modules=["toolz.nowhere"])))


def test_a_distribution_that_describes_itself_in_no_text_is_named(tmp_path, monkeypatch) -> None:
    described = tmp_path / "broken-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_bytes(b"Metadata-Version: 2.1\nName: broken\nVersion: \xff\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(BadSettings, match="broken describes itself wrongly"):
        list(package_files(corpus("broken")))


def test_a_file_that_went_away_says_so(tmp_path) -> None:
    (file,) = read_source(tmp_path / "gone.py", SourceFile("odd", "1.0", "MIT", "gone.py", "gone", ""))

    assert file.unread == ("not_readable", "No such file or directory")


def test_a_file_that_cannot_be_read_says_why(tmp_path, monkeypatch) -> None:
    for name, content in {"fine": b"x = 1\n", "latin": b"x = '\xe9'\n", "large": b"#" * (LARGEST_FILE + 1)}.items():
        (tmp_path / "odd").mkdir(exist_ok=True)
        (tmp_path / "odd" / f"{name}.py").write_bytes(content)
    described = tmp_path / "odd-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (described / "RECORD").write_text("odd/fine.py,,\nodd/latin.py,,\nodd/large.py,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    files = list(package_files(corpus("odd")))
    rejected = [each for each in candidates(files, "one") if isinstance(each, RejectedSource)]

    why = {file.module: file.unread and file.unread[0] for file in files}
    assert why == {"odd.fine": None, "odd.large": "too_large", "odd.latin": "not_unicode"}
    assert {(one.path, one.reason) for one in rejected} >= {
        ("odd/latin.py", "not_unicode"),
        ("odd/large.py", "too_large"),
    }
