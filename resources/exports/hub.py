"""Sends a release to the Hugging Face Hub, or to whatever `HF_ENDPOINT` names; what would go is told first."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracecot.errors import BadInput

if TYPE_CHECKING:
    from huggingface_hub import HfApi

MISSING = "sending needs huggingface_hub, which isn't installed: pip install 'tracecot[hub]'"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file and the path that it gets in the repository."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size


def parcels(folder: Path, files: Iterable[Path]) -> list[Parcel]:
    """What goes: these files of the folder and nothing else in it."""
    return [Parcel(path, path.relative_to(folder).as_posix()) for path in files]


def send(repository: str, goods: Sequence[Parcel], message: str) -> str:
    """Sends them as one commit to a data set repository, made private where there is none; gives its address.

    Raises:
        BadInput: the library isn't there, or the Hub refuses or can't be reached.
    """
    try:
        from huggingface_hub import CommitOperationAdd, HfApi
        from huggingface_hub.errors import HFValidationError, HTTPError
    except ImportError:
        raise BadInput("unsupported", MISSING) from None
    api = HfApi(endpoint=os.environ.get("HF_ENDPOINT"))
    operations = [CommitOperationAdd(path_in_repo=one.name, path_or_fileobj=str(one.path)) for one in goods]
    try:
        _made_sure_of(api, repository)
        sent = api.create_commit(repository, operations, commit_message=message, repo_type="dataset")
    except (HTTPError, HFValidationError, OSError) as error:
        raise BadInput("bad_input", f"{repository} was not sent: {error}") from None
    return str(sent.repo_url)


def _made_sure_of(api: "HfApi", repository: str) -> None:
    api.create_repo(repository, repo_type="dataset", private=True, exist_ok=True)
