"""A folder of Python files is read with its modules, its tests, its commit and its licence."""

import os
import subprocess
from pathlib import Path

import pytest

from resources.settings import load_settings
from resources.settings.tables import RepositoryCorpus
from resources.sources.repositories import NO_COMMIT, commit_of, read_repository
from tracecot.errors import BadSettings

MIT = "Permission is hereby granted, free of charge, to any person"
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "src/shop/__init__.py": "", "src/shop/main.py": "def f(x):\n    return x\n", "tests/test_main.py": "",
        "tool.py": "", "docs/conf.py": "", ".venv/x.py": "", "LICENSE": MIT, "src/shop/bad.py": "",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def corpus(folder: Path, **more: object) -> RepositoryCorpus:
    return RepositoryCorpus.model_validate({"kind": "repository", "name": "shop", "path": folder, **more})


def test_modules_are_named_as_they_are_imported_and_tests_stand_apart(folder: Path) -> None:
    read = read_repository(corpus(folder, leave_out=["shop.bad"]))

    assert [file.module for file in read.files] == ["tool", "shop", "shop.main"]
    assert [file.path for file in read.tests] == ["tests/test_main.py"]
    assert {(file.version, file.licence) for file in read.all_files} == {(NO_COMMIT, "MIT")}


def test_the_commit_is_the_version(folder: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True)
    asked = subprocess.run([*GIT, "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)

    loose = commit_of(folder)
    subprocess.run([*GIT, "pack-refs", "--all"], cwd=folder, check=True)
    subprocess.run([*GIT, "worktree", "add", "-q", "--detach", "beside"], cwd=folder, check=True)
    subprocess.run([*GIT, "worktree", "add", "-q", "-b", "other", "third"], cwd=folder, check=True)

    assert loose == asked.stdout.strip()
    assert commit_of(folder) == commit_of(folder / "beside") == commit_of(folder / "third") == loose
    assert {file.version for file in read_repository(corpus(folder)).files} == {loose}


def test_a_head_that_names_no_file_is_no_commit(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/\0\n")

    assert commit_of(folder) == ""


def test_a_link_is_not_followed(folder: Path) -> None:
    (folder / "linked.py").symlink_to(folder / "tool.py")

    assert "linked" not in [file.module for file in read_repository(corpus(folder)).files]


def test_a_folder_that_is_not_there_or_has_nothing_is_named(folder: Path) -> None:
    with pytest.raises(BadSettings, match="no folder"):
        read_repository(corpus(folder / "gone"))
    with pytest.raises(BadSettings, match="no Python files"):
        read_repository(corpus(folder, modules=["nowhere"]))


def test_the_path_is_taken_from_the_folder_of_the_settings(folder: Path) -> None:
    (folder / "tracecot.toml").write_text('[[corpora]]\nkind = "repository"\nname = "shop"\npath = "src"\n')

    (read,) = load_settings(folder / "tracecot.toml").corpora

    assert isinstance(read, RepositoryCorpus)
    assert read.path == folder / "src"


def test_a_pipe_with_the_name_of_a_file_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")

    assert "pipe" not in [file.module for file in read_repository(corpus(folder)).files]
