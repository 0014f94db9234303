"""Why something found in a source doesn't become a program: a closed list of reasons."""

from collections.abc import Mapping

from tracecot.errors import TraceCoTError
from tracecot.execution import Outcome, Raised

#: What the standard library offers that a program may not reach: it makes the outcome depend on more than the call.
UNFIT_MODULES = {
    **dict.fromkeys(
        ("os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "mmap", "zipfile", "tarfile", "gzip", "bz2"),
        "uses_io",
    ),
    **dict.fromkeys(("sqlite3", "dbm", "shelve", "logging", "configparser", "getpass", "pty", "termios"), "uses_io"),
    **dict.fromkeys(
        ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "select"), "uses_network"
    ),
    **dict.fromkeys(("time", "sched", "timeit"), "uses_time"),
    **dict.fromkeys(("random", "secrets", "uuid"), "uses_randomness"),
    **dict.fromkeys(
        ("threading", "multiprocessing", "subprocess", "signal", "concurrent", "queue", "_thread", "ctypes", "gc"),
        "uses_processes",
    ),
    **dict.fromkeys(("importlib", "pickle", "marshal", "pdb", "code", "sys", "weakref", "traceback"), "unsupported"),
    **dict.fromkeys(("platform", "site", "sysconfig", "locale", "ast", "dis", "types.FrameType"), "unsupported"),
}

#: What such a module offers that is harmless.
HARMLESS = {
    ("sys", "maxsize"), ("sys", "hexversion"), ("sys", "version_info"), ("sys", "float_info"), ("sys", "maxunicode"),
    ("sys", "intern"), ("sys", "byteorder"), ("threading", "local"), ("os", "fspath"), ("os", "sep"),
    ("os", "PathLike"), ("io", "StringIO"), ("io", "BytesIO"), ("queue", "Empty"), ("threading", "RLock"),
    ("threading", "Lock"),
}  # fmt: skip

UNFIT_BUILTINS = {
    "open": "uses_io", "input": "uses_io", "exec": "unsupported", "eval": "unsupported", "compile": "unsupported",
    "__import__": "unsupported", "breakpoint": "unsupported", "globals": "unsupported", "locals": "unsupported",
    "vars": "unsupported", "id": "nondeterministic", "hash": "nondeterministic", "__file__": "uses_io",
}  # fmt: skip

#: Methods of the clock: `datetime.now()` and its like, whatever the class is called.
CLOCK_METHODS = frozenset({"now", "utcnow", "today"})


class Unfit(TraceCoTError):
    """This piece of source can't become a program; `reason` is a short word and the message says what was met."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def refuse_unfit(module: str, attribute: str = "") -> None:
    """Passes over what a program may reach in the standard library.

    Raises:
        Unfit: it does I/O, asks the clock, or is otherwise no part of a program whose outcome its call decides.
    """
    if (module, attribute.split(".")[0]) in HARMLESS or (module == "os" and attribute.split(".")[0] == "path"):
        return
    for name in (module, module.split(".")[0], f"{module}.{attribute}"):
        if name in UNFIT_MODULES and not (name == "os" and module == "os.path"):
            raise Unfit(UNFIT_MODULES[name], f"reaches {module}{'.' + attribute if attribute else ''}")


def never_entered(argument_source: str, outcome: Outcome) -> tuple[str, str]:
    """The reason and the words for a call of which nothing was recorded: most often the arguments don't fit."""
    if isinstance(outcome, Raised):
        ended = f"{outcome.type}: {outcome.message}" if outcome.message else outcome.type
        return "bad_input", f"({argument_source}) never entered the program: {ended}"[:300]
    return "unsupported", f"({argument_source}) gave its result before anything of the program ran"[:300]


def refuse_what_no_file_holds(texts: Mapping[str, object]) -> None:
    """Passes over texts, by what they are, that can't be written.

    Raises:
        Unfit: one has half of a surrogate pair.
    """
    for name, text in texts.items():
        if isinstance(text, str) and not _is_unicode(text):
            raise Unfit("not_unicode", f"its {name} has half of a surrogate pair, which no file can hold")


def _is_unicode(text: str) -> bool:
    """Whether it can be written to a file: it has no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
