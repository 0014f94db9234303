"""Attacks on the sandbox: each is an expression or a few statements that want out, down or at the recorder.

None may reach its aim, whatever it raises or however it ends, and after each one an honest execution works.
"""
# ruff: noqa: E501  (an attack on a line of its own reads better than one in pieces)

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resources.sandbox import Sandbox
from tracecot.execution import Job, Limits, RejectedTrace, Returned, Trace
from tracecot.values import Plain

PYTHON = "TRACECOT_TEST_PYTHON"  # in the environment: the interpreter that is attacked, if not this one
ATTACKED = os.environ.get(PYTHON, sys.executable)
CTYPES = subprocess.run(
    [ATTACKED, "-c", "import _ctypes; print(getattr(_ctypes, '__file__', 'built in'), end='')"],
    capture_output=True, text=True, check=True, cwd="/",
).stdout  # fmt: skip
QUICK = Limits(seconds=0.5, memory_mb=128, stdout_characters=10_000, events=2_000)
WAITING = 6  # workers: most of them wait until an attack has had its time
SECRET = "kept-from-programs"
HONEST = Job("honest", "def f(a):\n    return a + 1\n", "f", (("call", "1"),))

#: What reads or changes something of the machine: the value would tell that it worked. `{canary}` is a file of ours.
EXPRESSIONS = {
    "files": [
        "open('{canary}').read()", "open('{canary}', 'w').write('x')", "open('{canary}', 'a').write('x')", "open('/proc/self/environ').read()",
        "open('/proc/1/environ').read()", "open('/proc/self/mem', 'rb').read(1)", "open('/dev/zero', 'rb').read(1)", "open(0).read()", "open(1, 'w').write('x')",
        "open(3, 'wb').write(b'x')", "open(4, 'rb').read()", "__import__('io').open('{canary}').read()", "__import__('io').FileIO('{canary}').read()",
        "__import__('_io').open_code('{canary}').read()", "__import__('os').open('{canary}', 0)", "__import__('os').listdir('/')", "__import__('os').scandir('/')",
        "__import__('os').remove('{canary}')", "__import__('os').rename('{canary}', '{canary}2')", "__import__('os').mkdir('/tmp/tracecot-was-here')",
        "__import__('os').symlink('{canary}', '/tmp/tracecot-link')", "__import__('os').chmod('{canary}', 0o777)", "__import__('os').truncate('{canary}', 0)",
        "__import__('os').stat('{canary}')", "__import__('posix').open('{canary}', 0)", "__import__('pathlib').Path('{canary}').read_text()",
        "__import__('shutil').copy('{canary}', '/tmp/tracecot-copy')", "__import__('tempfile').NamedTemporaryFile()", "__import__('glob').glob('/tmp/*')",
        "__import__('linecache').getlines('{canary}')", "__import__('tokenize').open('{canary}').read()", "__import__('codecs').open('{canary}').read()",
        "__import__('fileinput').input(['{canary}']).readline()", "__import__('sqlite3').connect('/tmp/tracecot.db')", "__import__('zipfile').ZipFile('{canary}')",
        "__import__('os').readlink('/proc/self/exe')", "__import__('os').getcwd()", "__import__('os').chdir('/tmp')", "__import__('os').mkfifo('/tmp/tracecot-pipe')",
        "__builtins__['open']('{canary}').read()", "().__class__.__base__.__subclasses__()[0].__init__.__globals__", "__import__('importlib').import_module('os').listdir('/')",
        "__loader__.get_data('{canary}')", "__import__('importlib.machinery').machinery.SourceFileLoader('x', '{canary}').get_data('{canary}')",
        "__import__('pkgutil').get_data('os', '{canary}')", "__import__('mmap').mmap(-1, 4096)", "__import__('mmap').mmap(-1, 4096, prot=7)",
    ],
    "network": [
        "__import__('socket').socket()", "__import__('socket').socket(1)", "__import__('_socket').socket()", "__import__('socket').create_connection(('127.0.0.1', 80), 1)",
        "__import__('socket').gethostbyname('localhost')", "__import__('socket').socketpair()", "__import__('urllib.request').request.urlopen('http://127.0.0.1')",
        "__import__('http.client').client.HTTPConnection('127.0.0.1').request('GET', '/')", "__import__('asyncio').run(__import__('asyncio').open_connection('127.0.0.1', 80))",
        "__import__('ssl').create_default_context()", "__import__('os').pipe()", "__import__('os').memfd_create('x')", "__import__('os').eventfd(0)", "__import__('select').epoll()",
    ],
    "processes": [
        "__import__('os').fork()", "__import__('os').forkpty()", "__import__('os').execv('/bin/true', ['true'])", "__import__('os').execve('/bin/true', ['true'], {})",
        "__import__('os').posix_spawn('/bin/true', ['true'], {})", "__import__('os').system('true')", "__import__('os').popen('true').read()", "__import__('subprocess').run(['true'])",
        "__import__('_posixsubprocess').fork_exec", "__import__('multiprocessing').Process(target=print).start()", "__import__('threading').Thread(target=print).start()",
        "__import__('_thread').start_new_thread(print, ())", "__import__('concurrent.futures').futures.ThreadPoolExecutor().submit(int)", "__import__('os').kill(__import__('os').getppid(), 9)",
        "__import__('os').kill(1, 9)", "__import__('os').killpg(0, 9)", "__import__('os').setsid()", "__import__('os').nice(-5)", "__import__('os').sched_setaffinity(0, [0])",
        "__import__('signal').pidfd_send_signal(0, 9)", "__import__('os').unshare(0x10000000)", "__import__('os').setns(0)", "__import__('os').waitpid(-1, 0)",
    ],
    "rights": [
        "__import__('os').setuid(0)", "__import__('os').setgid(0)", "__import__('os').setresuid(0, 0, 0)", "__import__('os').setgroups([0])", "__import__('os').chroot('/')",
        "__import__('resource').setrlimit(7, (99, 99))", "__import__('resource').prlimit(0, 7, (99, 99))", "__import__('ctypes').CDLL(None).getpid()", "__import__('_ctypes').dlopen(None, 0)",
        "__import__('ctypes').pythonapi", "__import__('sys').modules['ctypes']", "__import__('fcntl').fcntl(0, 1)", "__import__('termios').tcgetattr(0)", "__import__('syslog').syslog('x')",
        "__import__('os').environ['TRACECOT_SECRET']", "__import__('os').getlogin()", "__import__('pwd').getpwuid(0)", "__import__('getpass').getuser()",
    ],
    "code": [
        "__import__('marshal').loads(__import__('marshal').dumps(f.__code__))", "__import__('pickle').loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')", "__import__('sys').settrace(None)",
        "__import__('sys').setprofile(print)", "__import__('sys').addaudithook(print)", "__import__('gc').get_objects()", "__import__('gc').get_referrers(f)", "__import__('sys')._current_frames()",
        "f.__code__.replace(co_consts=(None, 2))", "type(f)(f.__code__.replace(co_code=b'd' * 64), {})()", "__import__('types').CodeType", "__import__('code').interact()",
        "__import__('tracecot.traces.child.jail')", "__import__('tracecot.traces.child.zygote')", "__import__('sys').meta_path.append(1) or __import__('this')",
    ],
    "tricks": [
        "__import__('importlib.machinery').machinery.ExtensionFileLoader('_ctypes', '{ctypes}').create_module(__import__('importlib.util').util.spec_from_file_location('_ctypes', '{ctypes}')).dlopen(None, 0)",
        "__import__('_imp').create_dynamic(__import__('importlib.util').util.spec_from_file_location('x._ctypes', '{ctypes}')).dlopen(None, 0)",
        "__import__('_imp').create_builtin(__import__('importlib.util').util.spec_from_loader('posix', None)).open('{canary}', 0)",
        "__import__('_imp').create_builtin(__import__('importlib.util').util.spec_from_loader('posix', None)).fork()",
        "__import__('_frozen_importlib_external').SourceFileLoader('x', '{canary}').get_data('{canary}')", "__import__('zipimport').zipimporter('{canary}')",
        "__import__('os').getpid.__self__.fork()", "__import__('os').getpid.__self__.kill(1, 9)", "__import__('os').kill(__import__('os').getppid() or 1, 19)",
        "__import__('signal').pthread_kill(__import__('threading').get_ident(), 9)", "__import__('signal').raise_signal(19)", "__import__('signal').setitimer(0, 1)", "__import__('signal').alarm(1)",
        "__import__('os').dup(3)", "__import__('os').dup2(0, 3)", "__import__('os').openpty()", "__import__('os').sendfile(3, 0, None, 1)", "__import__('os').splice(0, 3, 1)",
        "__import__('os').copy_file_range(0, 3, 1)", "__import__('os').fchmod(3, 0o777)", "__import__('os').ftruncate(3, 0)", "__import__('os').fchdir(0)", "__import__('os').pread(0, 1, 0)[0]",
        "__import__('os').preadv(0, [bytearray(1)], 0) or 1 / 0", "__import__('os').set_blocking(3, False)", "__import__('os').sched_setscheduler(0, 0, None)", "__import__('os').setpriority(0, 0, -20)",
        "__import__('os').setpgid(0, 0)", "__import__('os').umask(0)", "__import__('os').mknod('/tmp/tracecot-node')", "__import__('os').link('{canary}', '/tmp/tracecot-link')", "__import__('os').getxattr('{canary}', 'user.x')",
        "__import__('os').pidfd_open(1)", "__import__('os').timerfd_create(0)", "__import__('os').posix_openpt(2)", "__import__('os').getppid()", "__import__('os').uname()", "__import__('time').clock_settime(0, 0.0)",
        "__import__('mmap').mmap(-1, 1 << 20, 1)", "__import__('select').select([0], [], [], 60)[0][0]", "__import__('resource').setrlimit(9, (-1, -1))", "__import__('os').system.__self__.posix_spawn('/bin/true', ['true'], {})",
        "__import__('logging').FileHandler('{canary}')", "__import__('logging.handlers').handlers.SocketHandler('127.0.0.1', 80).makeSocket()", "__import__('zoneinfo').ZoneInfo('../../tmp/canary')",
        "__import__('faulthandler').register(10)", "__import__('bz2').open('{canary}').read()", "__import__('gzip').open('{canary}').read()", "__import__('lzma').open('{canary}').read()", "__import__('ast').__loader__.get_data('{canary}')",
        "__import__('xml.etree.ElementTree').etree.ElementTree.parse('{canary}')", "__import__('configparser').ConfigParser().read_file(open('{canary}'))", "__import__('hashlib').file_digest(open('{canary}', 'rb'), 'md5')",
        "__import__('warnings').sys.modules['tracecot.traces.child.zygote']", "[m for m in __import__('sys').modules if m in ('ctypes', '_ctypes', 'posix', 'resource') or 'jail' in m][0]",
    ],
}  # fmt: skip

#: What a program may do to its own process: its result must not pass for an honest one, or it is just an answer.
BODIES = {
    "spins": "while True:\n        pass", "spins in one expression": "return sum(1 for _ in iter(int, 1))", "sleeps": "import time\n    time.sleep(60)",
    "backtracks": "import re\n    return re.match('(a+)+$', 'a' * 64 + 'b')", "big power": "return len(str(9 ** 9 ** 7))", "big shift": "return 1 << (1 << 40)",
    "memory": "return len(bytearray(1 << 40))", "memory in bits": "xs = []\n    while True:\n        xs.append(bytes(1 << 20))", "doubling": "s = 'x'\n    while True:\n        s += s",
    "print flood": "while True:\n        print('x' * 100000)", "print quietly": "while True:\n        print(end='')", "deep recursion": "return f()", "deep data": "a = []\n    for _ in range(10 ** 6):\n        a = [a]\n    return a",
    "deep repr": "class R:\n        def __repr__(self):\n            return repr(self)\n    return repr(R())", "exits": "raise SystemExit(0)", "quits": "quit()", "os._exit": "import os\n    os._exit(0)",
    "kills itself": "import os\n    os.kill(os.getpid(), 9)", "aborts": "import os\n    os.abort()", "catches memory": "try:\n        return len(bytearray(1 << 40))\n    except MemoryError:\n        return 'through'",
    "catches recursion": "try:\n        return f()\n    except RecursionError:\n        return 'through'", "raises for ever": "try:\n        raise KeyError\n    finally:\n        return f()",
    "writes to the result pipe": "import os\n    return os.write(3, b'x' * 100)", "closes the result pipe": "import os\n    os.close(3)\n    return 1", "reads standard input": "return input()",
    "surrogates": "return '\\ud800' * 10", "nul": "return chr(0) * 10", "collides": "class K:\n        def __hash__(self):\n            return 1\n    return len({K(): i for i in range(5000)})",
    "hides in a destructor": "class D:\n        def __del__(self):\n            while True:\n                pass\n    D()\n    return 1",
    "hostile class": "class C:\n        @property\n        def __class__(self):\n            raise SystemExit\n    return C()", "hostile dict": "class C(dict):\n        def __iter__(self):\n            while True:\n                pass\n    return C(a=1)",
    "hostile hash": "class C:\n        def __hash__(self):\n            while True:\n                pass\n    return C()", "hostile eq": "class C:\n        def __eq__(self, other):\n            while True:\n                pass\n    x = C()\n    return x",
    "changes builtins": "import builtins\n    builtins.len = lambda x: 0\n    return len([1])", "changes json": "import json\n    json.dumps = lambda *a, **k: '{}'\n    json.JSONEncoder.encode = lambda *a: '{}'\n    return 1",
    "changes sys": "import sys\n    sys.stdout = None\n    sys.setrecursionlimit(10 ** 9)\n    return 1", "empties modules": "import sys\n    sys.modules.clear()\n    return 1",
    "ignores signals": "import signal\n    signal.signal(14, lambda *a: None)\n    return 1", "compile bomb": "return compile('-' * 10 ** 6 + '1', 'x', 'eval')", "locals": "return locals()", "exec": "exec('x = 1')\n    return 1",
    "big text of a number": "import sys\n    sys.set_int_max_str_digits(0)\n    return 10 ** 10 ** 7", "number from text": "import sys\n    sys.set_int_max_str_digits(0)\n    return int('9' * 10 ** 7)", "maps memory": "return [bytearray(1 << 27) for _ in range(64)] and 'through'",
    "hash bomb": "import hashlib\n    return hashlib.pbkdf2_hmac('sha256', b'', b'', 1 << 30)", "bad zip": "import zlib\n    return len(zlib.decompress(zlib.compress(bytes(1 << 26)) , bufsize=1 << 40))", "catches everything": "while True:\n        try:\n            while True:\n                1\n        except BaseException:\n            1",
    "surrogates printed": "print('\ud800')\n    return 1", "surrogates raised": "raise ValueError('\ud800')", "surrogates in a name": "raise type('E', (Exception,), {'__module__': '\ud800'})('\udfff')", "closes everything": "import os\n    os.closerange(0, 100)\n    return 1", "a thread that stays": "import threading\n    threading.Timer(0, print).start()\n    return 'through'",
    "a module that lies": "import sys\n    sys.modules['json'] = sys.modules['os'] = sys.modules['random'] = None\n    return 1", "modules of another kind": "import sys\n    sys.modules = 3\n    return 1", "no audit": "import sys\n    sys.audit = None\n    del sys.addaudithook\n    return 1", "hostile type name": "raise type('x' * 10 ** 6, (Exception,), {})()",
    "hostile sort": "class C:\n        def __lt__(self, other):\n            raise SystemExit\n    return sorted([C(), C()])", "hostile exception": "class E(Exception):\n        def __str__(self):\n            raise SystemExit\n        __repr__ = __str__\n    raise E", "format bomb": "return '{:>9999999999}'.format(1)", "recursion in C": "import re\n    return re.compile('(' * 10 ** 5)",
    "many generators": "def g(n):\n        yield from g(n + 1)\n    return list(g(0))", "deep json": "import json\n    return json.loads('[' * 10 ** 6)", "deep pickle": "import pickle\n    return pickle.dumps(f)", "unraisable": "class D:\n        def __del__(self):\n            raise SystemExit\n    D()\n    return 1", "hooks": "import sys\n    sys.excepthook = sys.unraisablehook = sys.displayhook = None\n    raise KeyError",
}  # fmt: skip

#: What writes a result of its own, or touches what is to write the honest one: 42 must never come out of them.
FORGED = 'b\'{"end": ["returned", ["int", "42"]], "stdout": "", "functions": [], "events": []}\''
FORGERIES = {
    "a frame on the pipe": f"import os\n    d = {FORGED}\n    os.write(3, len(d).to_bytes(4, 'big') + d)\n    return 1",
    "a frame with a guessed key": f"import os\n    d = bytes(16) + {FORGED}\n    os.write(3, len(d).to_bytes(4, 'big') + d)\n    return 1",
    "a frame on every descriptor": f"import os\n    d = {FORGED}\n    for n in range(100):\n        try:\n            os.write(n, len(d).to_bytes(4, 'big') + d)\n        except OSError:\n            n = 0\n    return 1",
    "a frame, then the end": f"import os\n    d = {FORGED}\n    os.write(3, len(d).to_bytes(4, 'big') + d)\n    os._exit(0)",
    "a huge frame": "import os\n    os.write(3, bytes([255] * 4) + b'x' * 1000)\n    return 1",
    "an empty frame": "import os\n    os.write(3, bytes(4))\n    return 1",
    "half a frame": "import os\n    os.write(3, bytes([0, 0, 1, 0]) + b'{')\n    os._exit(0)",
    "a frame at the exit": f"import atexit, os\n    d = {FORGED}\n    atexit.register(os.write, 3, len(d).to_bytes(4, 'big') + d)\n    return 1",
    "a frame of a destructor": f"import os, sys\n    class D:\n        def __del__(self):\n            d = {FORGED}\n            os.write(3, len(d).to_bytes(4, 'big') + d)\n    sys.kept = D()\n    return 1",
    "another stack of files": "import os\n    os.close(3)\n    os.close(2)\n    os.close(1)\n    os.close(0)\n    return 42",
    "standard output of the process": "import sys\n    sys.__stdout__.write('x' * 100)\n    return 1",
    "faulthandler into the pipe": "import faulthandler\n    faulthandler.dump_traceback(3)\n    return 1",
    "a signal's byte in the pipe": "import signal\n    signal.set_wakeup_fd(3, warn_on_full_buffer=False)\n    return 1",
    "the frame above, by a traceback": "try:\n        raise KeyError\n    except KeyError as error:\n        frame = error.__traceback__.tb_frame.f_back\n    frame.f_locals['told'] = frame.f_locals['value'] = 42\n    return 1",
    "the frame above, by sys": "import sys\n    frame = sys._getframe(1)\n    while frame:\n        frame.f_locals['key'] = b'x' * 16\n        frame = frame.f_back\n    return 1",
    "the write of the writer": "import os\n    os.write = lambda fd, data: len(data)\n    return 1",
}


@pytest.fixture(scope="module")
def canary():
    path = Path("/tmp") / f"tracecot-canary-{os.getpid()}"
    path.write_text(SECRET, encoding="utf-8")
    path.chmod(0o666)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def sandbox():
    os.environ["TRACECOT_SECRET"] = SECRET
    with Sandbox(workers=WAITING, limits=QUICK, python=ATTACKED) as sandbox:
        yield sandbox
    del os.environ["TRACECOT_SECRET"]


def answers_with_honest_ones_between(sandbox, programs, care):
    """The answer to each program; an honest execution works after each."""
    jobs = [Job(f"attack_{number}", code, "f", (("call", ""),)) for number, code in enumerate(programs)]
    answers = [answer for (answer,) in sandbox([each for job in jobs for each in (job, HONEST)], care)]
    assert all(isinstance(one, Trace) and one.outcome.value.repr == "2" for one in answers[1::2])
    return answers[0::2]


#: As written, without the recorder's own refusals (`__import__` and its like) before it; and as every program runs.
CARES = ("untraced", "cross-checked")


@pytest.mark.parametrize("care", CARES)
@pytest.mark.parametrize("group", EXPRESSIONS)
def test_nothing_of_the_machine_is_reached(sandbox, canary, group, care):
    attempts = [text.replace("{canary}", str(canary)).replace("{ctypes}", CTYPES) for text in EXPRESSIONS[group]]
    programs = [f"def f():\n    reached = {text}\n    return ['through', reached]\n" for text in attempts]

    answers = answers_with_honest_ones_between(sandbox, programs, care)

    through = [
        text
        for text, answer in zip(attempts, answers, strict=True)
        if isinstance(answer, Trace) and isinstance(answer.outcome, Returned)
    ]
    assert [text for text in through if not any(part in text for part in HARMLESS)] == []
    assert canary.read_text(encoding="utf-8") == SECRET
    assert SECRET not in str(answers)


#: What ends well and gives nothing away: it finds nothing, is not obeyed, or is what a program has of itself anyhow.
HARMLESS = {
    "linecache": "finds no lines", "pkgutil": "finds no data", "create_default_context": "no socket to use it on",
    "CodeType": "a class", "f.__code__.replace(co_consts": "code of its own", "_current_frames": "frames of its own process",
    "getppid": "nobody: -1", "getpwuid": "root's name, which some systems make up without a file", ".alarm(": "no alarm comes", "sys').addaudithook": "Python drops a hook that an earlier one objects to, in silence",
}  # fmt: skip


@pytest.mark.parametrize("care", CARES)
@pytest.mark.parametrize("number", range(4))
def test_a_program_that_misbehaves_is_told_from_one_that_answers(sandbox, number, care):
    names = sorted(BODIES)[number::4]

    answers = answers_with_honest_ones_between(sandbox, [f"def f():\n    {BODIES[name]}\n" for name in names], care)

    for name, answer in zip(names, answers, strict=True):
        assert isinstance(answer, RejectedTrace | Trace), name
        # Alone the untraced run can't tell that a program caught the end of its memory; beside the traced one it can.
        if care == "cross-checked" and isinstance(answer, Trace) and isinstance(answer.outcome, Returned):
            assert getattr(answer.outcome.value, "repr", "") not in ("'through'", ""), name


@pytest.mark.parametrize("care", CARES)
def test_a_forged_result_is_not_taken(sandbox, care):
    answers = answers_with_honest_ones_between(
        sandbox, [f"def f():\n    {body}\n" for body in FORGERIES.values()], care
    )

    for name, answer in zip(FORGERIES, answers, strict=True):
        assert isinstance(answer, RejectedTrace | Trace), name
        if isinstance(answer, Trace) and isinstance(answer.outcome, Returned):
            assert answer.outcome.value == Plain("int", "1"), name


def test_there_are_a_hundred_and_more():
    assert sum(map(len, EXPRESSIONS.values())) + len(BODIES) > 100
