"""What may go wrong and whose fault it is; each message names the value and the way out."""

#: The kinds of errors of a record; docs/records.md says what each means.
KINDS = (
    "not_json", "missing_field", "not_python", "no_entry_point", "bad_input", "output_differs", "cut_short",
    "nondeterministic", "unsupported",
)  # fmt: skip


class TraceCoTError(Exception):
    """The base of every error that TraceCoT raises on purpose."""


class BadInput(TraceCoTError):
    """A record, a file or an argument that somebody handed us can't be served.

    `kind` is one of `KINDS`.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind

    def __reduce__(self) -> tuple[type["BadInput"], tuple[str, str]]:
        """Both parts, so that a worker process can hand it on."""
        return type(self), (self.kind, str(self))


class BadSettings(TraceCoTError):
    """`tracecot.toml` says something that isn't allowed."""


class CorpusGone(BadSettings):
    """A corpus is named whose distribution, file or folder isn't there."""


class LandingGone(BadSettings):
    """The landing folder isn't there, or can't be looked into."""


class SandboxUnavailable(TraceCoTError):
    """This machine can't run foreign code safely."""


class NoRoom(TraceCoTError):
    """The disk, or what one may use of it, is full."""
