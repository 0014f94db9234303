"""The jail's layers: each by itself, what happens where one is missing, and what nobody may inherit."""

import ctypes
import errno
import os
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from resources.sandbox import Sandbox
from resources.sandbox.zygote import WITHOUT_SECCOMP
from tests.resources.sandbox.test_attacks import PYTHON
from tracecot.errors import SandboxUnavailable
from tracecot.execution import Job, Limits, Trace
from tracecot.traces.child import landlock, seccomp
from tracecot.traces.wire import Garbage, outcome_of

QUICK = Limits(seconds=1.0, memory_mb=128)
HERE = Path(__file__).parents[3]
PROGRAM = "resources.sandbox.zygote._PROGRAM"
#: A zygote that finds another world than it stands in: what is put before its first line makes it.
ELSEWHERE = (
    "import sys; {}; import runpy; runpy.run_module('tracecot.traces.child', run_name='__main__', alter_sys=True)"
)
HELLO = (
    "b = b'{}'; import struct; sys.stdout.buffer.write(struct.pack('>cI', b'Z', len(b)) + b); "
    "sys.stdout.flush(); sys.stdin.read()"
)

linux_only = pytest.mark.skipif(not seccomp.is_available(), reason="this system can't filter system calls")


def elsewhere(monkeypatch, change):
    monkeypatch.setattr(PROGRAM, ("-c", ELSEWHERE.format(change)))


def run(sandbox, code, care="untraced"):
    ((answer,),) = sandbox([Job("prog_1", code, "f", (("call", ""),))], care)
    return answer


def given(sandbox, expression):
    """The text of what the expression gives inside, or of how it fails."""
    tried = f"    try:\n        return {expression}\n    except OSError as error:\n        return error.errno\n"
    code = f"import os\ndef f():\n{tried}"
    answer = run(sandbox, code)
    return answer.outcome.value.repr if isinstance(answer, Trace) else answer.detail


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=1, limits=QUICK) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def reading():
    """A sandbox in which the library can be read."""
    with Sandbox(workers=1, limits=QUICK, profile="stdlib") as sandbox:
        try:
            sandbox.layers()
        except SandboxUnavailable as why:
            pytest.skip(str(why))
        yield sandbox


# What nobody may inherit


IS_OPEN = f"""import os
def is_open(number):
    try:
        return os.lseek(number, 0, 1) == 0
    except OSError as error:
        return error.errno != {errno.EBADF}
def f():
    return [number for number in range(500) if is_open(number)]
"""


def test_the_parents_files_and_environment_stay_outside(tmp_path, monkeypatch):
    monkeypatch.setenv("A_SECRET", "seven")
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        os.dup2(file.fileno(), 77)
        with Sandbox(workers=1, limits=QUICK) as fresh:
            environment = given(fresh, "sorted(os.environ)")
            answer = run(fresh, IS_OPEN)
        os.close(77)

    assert "SECRET" not in environment
    assert answer.outcome.value.repr == "[0, 1, 2, 3]"


@pytest.mark.skipif(os.geteuid() != 0, reason="not started as root")
def test_root_is_dropped(sandbox):
    assert given(sandbox, "os.getuid()") == "65534"


def test_a_child_has_numbers_of_its_own_where_the_system_allows_it(sandbox):
    if "namespaces" not in sandbox.layers():
        pytest.skip("no namespaces here")

    assert int(given(sandbox, "os.getpid()")) < 100


def test_what_shares_a_child_is_of_one_request(sandbox):
    writes = Job("prog_1", "import string\ndef f():\n    string.left = 'a note'\n    return 1\n", "f", (("call", ""),))
    reads = Job("prog_2", "import string\ndef f():\n    return getattr(string, 'left', '')\n", "f", (("call", ""),))

    with Sandbox(workers=1, limits=QUICK, together=2) as trusting:
        alone = [answer.outcome.value.repr for (answer,) in sandbox([writes, reads], "untraced")]
        together = [answer.outcome.value.repr for (answer,) in trusting([writes, reads], "untraced")]
        later = [answer.outcome.value.repr for jobs in ([writes], [reads]) for (answer,) in trusting(jobs, "untraced")]

    assert alone == later == ["1", "''"]
    assert together == ["1", "'a note'"]


# Profiles


def test_the_library_is_imported_when_it_is_asked_for(sandbox, reading):
    code = "import fileinput\ndef f():\n    return fileinput.__name__\n"

    assert run(sandbox, code).reason == "unsupported"
    assert run(reading, code, "cross-checked").outcome.value.repr == "'fileinput'"


@pytest.mark.parametrize(
    "expression",
    [
        "open('/etc/passwd').read()",
        "os.listdir('/')",
        "open(os.__file__, 'w').write('x')",
        "open(os.__file__, 'a').write('x')",
        "os.stat('/etc/passwd')",
        "os.mkdir('/x')",
        "os.remove(os.__file__)",
        "__import__('_ctypes').dlopen(None, 0)",
        "open(os.path.dirname(os.__file__) + '/site-packages/README.txt').read()",
        "__import__('ctypes').CDLL(None)",
        "open(os.path.dirname(os.__file__) + '/../../../../../../etc/passwd').read()",
        "os.listdir(os.path.dirname(os.__file__) + '/..')",
        "os.chmod(os.__file__, 511)",
        "os.open('/proc/self/mem', 0)",
        "os.open('/dev/null', 0)",
        "os.fork()",
    ],
)
def test_where_the_library_can_be_read_nothing_else_can(reading, expression):
    if expression.startswith("os.stat") and "namespaces" not in reading.layers():
        pytest.skip("Landlock alone tells that a file exists")

    assert given(reading, f"['through', {expression}]").find("through") < 0


# Where a layer is missing


def test_other_systems_are_refused(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")

    with Sandbox(workers=1) as sandbox, pytest.raises(SandboxUnavailable, match="win32"):
        run(sandbox, "def f():\n    return 1\n")


def test_macos_is_refused_unless_told_otherwise(monkeypatch):
    elsewhere(monkeypatch, "sys.platform = 'darwin'")

    with Sandbox(workers=1, limits=QUICK) as refusing, pytest.raises(SandboxUnavailable, match=WITHOUT_SECCOMP):
        refusing.layers()
    monkeypatch.setenv(WITHOUT_SECCOMP, "1")
    with Sandbox(workers=1, limits=QUICK) as told:
        answer = run(told, "def f():\n    return 1\n", "cross-checked")
        standing, missing = told.layers(), told.missing()

    assert answer.outcome.value.repr == "1"
    assert standing[-2:] == ("rlimits", "audit hook")
    assert missing[:3] == ("seccomp", "landlock", "namespaces")


def test_where_files_are_not_guarded_the_library_is_not_opened(monkeypatch):
    monkeypatch.setattr(PROGRAM, ("-c", "import sys; " + HELLO.format('{"layers": ["seccomp", "rlimits"]}')))

    with Sandbox(workers=1, profile="stdlib") as sandbox, pytest.raises(SandboxUnavailable, match="Landlock"):
        sandbox.layers()


@pytest.mark.parametrize("step", ["_mount", "_be_the_first", "_be_nobody"])
def test_half_way_into_namespaces_it_starts_again_without_them(monkeypatch, step):
    refuses = f"setattr(n, '{step}', lambda *a: (_ for _ in ()).throw(n.Halfway('refused')))"
    user = "; import os; os.geteuid = lambda: 1" if step == "_be_nobody" else ""
    elsewhere(monkeypatch, f"import tracecot.traces.child.namespaces as n; {refuses}{user}")

    with Sandbox(workers=1, limits=QUICK) as sandbox:
        answers = [run(sandbox, "def f():\n    return 1\n") for _ in range(3)]
        layers = sandbox.layers()

    assert [answer.outcome.value.repr for answer in answers] == ["1", "1", "1"]
    assert "namespaces" not in layers
    assert "seccomp" in layers


@linux_only
@pytest.mark.parametrize("without", ["landlock.version", "namespaces.leave"])
def test_without_one_of_the_others_it_goes_on_and_says_so(monkeypatch, without):
    module, _, name = without.partition(".")
    elsewhere(monkeypatch, f"import tracecot.traces.child.{module} as m; m.{name} = lambda: 0")

    with Sandbox(workers=1, limits=QUICK) as sandbox:
        refused = given(sandbox, "['through', open('/etc/passwd')]")
        missing = sandbox.missing()

    assert "through" not in refused
    assert without.split(".")[0] in missing


ORDINARY = 12_345  # a user that no system has


AS_ORDINARY = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups", "--inh-caps=-all"]


@pytest.fixture(scope="module")
def of_an_ordinary_user():
    """A command that stands for an interpreter: one that an ordinary user can read, run by that user."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "tracecot")
        shutil.copytree(HERE / "tracecot", package, ignore=shutil.ignore_patterns("__pycache__"))
        command = Path(folder, "python")
        for each in ("", "3.13", "3.12", "3.11"):
            python = shutil.which(f"python{each}", path=f"/usr/local/bin:/usr/bin:{os.environ['PATH']}")
            exports = f"export PYTHONPATH={folder} PYTHONDONTWRITEBYTECODE=1"
            command.write_text(f'#!/bin/sh\n{exports}\nexec {shlex.join([*AS_ORDINARY, str(python)])} "$@"\n')
            subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
            command.chmod(0o755)
            asked = [command, "-c", "import sys, tracecot; assert (3, 11) <= sys.version_info[:2] <= (3, 13)"]
            if python and not subprocess.run(asked, capture_output=True, check=False, cwd="/").returncode:
                break
        else:
            pytest.skip("each Python here is root's alone, or not of a version that we support")
        yield str(command)


needs_root = pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="not root, or no setpriv")


@needs_root
def test_an_ordinary_user_has_no_other_to_become(of_an_ordinary_user):
    with Sandbox(workers=1, limits=QUICK, python=of_an_ordinary_user) as sandbox:
        user, missing = given(sandbox, "os.getuid()"), sandbox.missing()

    assert user in (str(ORDINARY), "65534")  # in a namespace of its own it is nobody too
    assert "another user" in missing


@needs_root
def test_an_ordinary_user_is_as_safe(of_an_ordinary_user):
    """As root it ran above: the same as a user who can't drop anything, where that user can read a Python."""
    attacks = ["-m", "pytest", "-p", "no:cacheprovider", "tests/resources/sandbox/test_attacks.py", "-k", "untraced"]
    environment = {**os.environ, PYTHON: of_an_ordinary_user}

    done = subprocess.run(
        [sys.executable, *attacks], cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-3000:]


# The filter of system calls


def ends(number):
    """How a filtered process ends that makes the system call of that number: its signal, or what the call gave."""
    process = os.fork()
    if process == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(38, 1, 0, 0, 0)
        seccomp.Filter(reading=False).enter()
        libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
        os._exit(ctypes.get_errno())
    return os.waitpid(process, 0)[1]


@linux_only
def test_what_native_code_alone_would_ask_for_ends_the_process():
    machine = os.uname().machine

    ended = {name: ends(number) for name, number in seccomp.DEADLY[machine].items()}

    assert {name for name, status in ended.items() if status != signal.SIGSYS} == set()
    assert os.waitstatus_to_exitcode(ends(999)) == errno.EPERM


def verdict(code, machine, number, third=0):
    """What the kernel would make of a system call: the instructions, carried out."""
    seen = {0: number, 4: seccomp._AUDIT_ARCHITECTURE[machine], 32: third}
    loaded, place = 0, 0
    while True:
        kind, if_true, if_false, value = struct.unpack_from("HBBI", code, place * 8)
        if kind == 0x06:
            return value
        if kind == 0x20:
            loaded, jump = seen[value], 0
        elif kind == 0x05:
            jump = value
        else:
            jump = if_true if (loaded == value if kind == 0x15 else loaded & value) else if_false
        place += 1 + jump


ALLOWED, REFUSED, KILLED = 0x7FFF0000, 0x00050001, 0x80000000


@pytest.mark.parametrize("machine", seccomp.ALLOWED)
@pytest.mark.parametrize("reading", [False, True])
def test_the_filter_says_of_each_call_what_its_list_says(machine, reading):
    code = seccomp.instructions(machine, reading)
    opening, memory = seccomp._OPENING[machine]["openat"], seccomp._MEMORY[machine].values()
    allowed = {*seccomp.ALLOWED[machine].values(), *(seccomp.READING[machine].values() if reading else ()), *memory}
    allowed |= {opening} if reading else set()
    deadly = set(seccomp.DEADLY[machine].values())

    said = {number: verdict(code, machine, number) for number in range(600)}

    assert {number for number, one in said.items() if one == ALLOWED} == allowed
    assert {number for number, one in said.items() if one == KILLED} == deadly
    assert {verdict(code, machine, number, third=5) for number in memory} == {REFUSED}
    assert {verdict(code, machine, opening, third=bits) for bits in (1, 2, 0o100, 0o1000, 0o2001)} == {REFUSED}
    assert verdict(code, machine, 0x40000000) == REFUSED  # the numbers of x32


@pytest.mark.skipif(landlock.version() == 0, reason="no Landlock")
def test_landlock_alone_keeps_a_process_to_what_may_be_read(tmp_path):
    for name in ("shown", "hidden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    process = os.fork()
    if process == 0:
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
        landlock.give_up(landlock.rules(landlock.version(), [str(tmp_path / "shown")]))
        reached = 0
        for bit, (name, mode) in enumerate([("shown", "r"), ("shown", "a"), ("hidden", "r"), ("hidden", "w")]):
            try:
                (tmp_path / name / "file").open(mode).close()
                reached |= 1 << bit
            except PermissionError:
                continue
        os._exit(reached)

    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 1


# What comes out


@pytest.mark.parametrize(
    "end",
    [
        ["returned", 5], ["returned", [["int"], "1"]], ["returned", ["int", True, "x"]],
        ["returned", ["int", 1 << 40, "x"]],
        ["raised", "E", "", True], ["raised", "E", "", 1 << 40], ["raised", "E", "", -1], ["cut", "joy", ""], [], None,
    ],
)  # fmt: skip
def test_an_end_that_no_table_can_hold_is_garbage(end):
    with pytest.raises(Garbage):
        outcome_of(end)


def test_half_a_pair_of_surrogates_never_leaves_the_sandbox(sandbox):
    printed = run(sandbox, "def f():\n    print('\\ud800')\n", "cross-checked")
    raised = run(sandbox, "def f():\n    raise ValueError('\\ud800')\n", "cross-checked")
    whole = run(sandbox, "def f():\n    print('\\U0001f40d')\n    return '\\ud800'\n", "cross-checked")

    assert printed.outcome.type == "UnicodeEncodeError"
    assert (raised.reason, "surrogate" in raised.detail) == ("unsupported", True)
    assert (whole.stdout, whole.outcome.value.repr) == ("\U0001f40d\n", r"'\ud800'")
