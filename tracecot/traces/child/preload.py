"""What foreign programs may import: loaded before the first fork, since nothing can be loaded after it."""

import contextlib
import importlib

from tracecot.execution import Limits
from tracecot.traces.child.running import Execution, prepare

_MODULES = [
    "__future__",
    "abc",
    "array",
    "ast",
    "base64",
    "binascii",
    "bisect",
    "calendar",
    "cmath",
    "codecs",
    "collections",
    "collections.abc",
    "colorsys",
    "concurrent.futures",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "dis",
    "email.utils",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.utf_16",
    "encodings.utf_32",
    "encodings.ascii",
    "encodings.cp1252",
    "encodings.punycode",
    "encodings.unicode_escape",
    "encodings.raw_unicode_escape",
    "encodings.hex_codec",
    "encodings.rot_13",
    "encodings.utf_8_sig",
    "encodings.base64_codec",
    "enum",
    "errno",
    "fnmatch",
    "fractions",
    "functools",
    "gettext",
    "graphlib",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "html.entities",
    "html.parser",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "json.decoder",
    "json.encoder",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "math",
    "mimetypes",
    "numbers",
    "operator",
    "os",
    "os.path",
    "pathlib",
    "pickle",
    "platform",
    "posixpath",
    "pprint",
    "queue",
    "quopri",
    "random",
    "re",
    "reprlib",
    "sched",
    "secrets",
    "select",
    "shlex",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "sys",
    "textwrap",
    "threading",
    "time",
    "timeit",
    "token",
    "tokenize",
    "traceback",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "unittest.mock",
    "urllib.parse",
    "uuid",
    "warnings",
    "weakref",
    "xml.etree.ElementTree",
    "xml.sax.saxutils",
    "zlib",
    "zoneinfo",
    "_strptime",
    "_pydecimal",
    "_pydatetime",
    "itertools",
    "tempfile",
    "glob",
    "shutil",
    "string.templatelib",
    "bz2",
    "lzma",
    "gzip",
    "optparse",
    "argparse",
    "cmd",
    "socket",
    "subprocess",
    "mmap",
    "signal",
    "sysconfig",
]

_WARM_UP = """
class Pair:
    def __init__(self, left, right=2):
        self.left, self.right = left, right

def f(values, *rest, key=None):
    total, seen = 0, {}
    for index, value in enumerate(values):
        if value > 1 and not index:
            total += value
        seen[str(value)] = [x * 2 for x in range(value) if x % 2]
    try:
        raise ValueError(f"{total:>3}")
    except ValueError as error:
        seen["error"] = str(error)
    while total > 1:
        total //= 2
    return sorted(seen, key=lambda name: (len(name), name)), Pair(1), 1.5, {1, 2}, None, total < 3 < 4
"""


def preload() -> None:
    """Loads what may be imported, and runs everything once so that each fork finds it warm."""
    for name in _MODULES:
        with contextlib.suppress(ImportError):  # some exist in some versions of Python only
            importlib.import_module(name)
    for traced in (True, False):
        Execution(prepare(_WARM_UP, traced), "f", Limits(), lambda _: None).run("[3, 1, 2]")
