"""Sending to a hub: against a stand-in on this machine that keeps what it is sent."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from resources.exports import hub
from resources.exports.hub import parcels, send
from tracecot.errors import BadInput


class StandIn(BaseHTTPRequestHandler):
    """Answers as the Hub does, as far as a commit of small files needs it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.refuses:
            self.answer({"error": "no such user"}, 403)
            return
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        if self.path == "/api/repos/create":
            self.server.made.append(json.loads(body))
            self.answer({"url": f"{self.server.address}/datasets/me/{json.loads(body)['name']}"})
        elif "/preupload/" in self.path:
            files = [{"path": one["path"], "uploadMode": "regular", "shouldIgnore": False}
                     for one in json.loads(body)["files"]]  # fmt: skip
            self.answer({"files": files})
        elif "/commit/" in self.path:
            for line in body.decode().splitlines():
                one = json.loads(line)
                if one["key"] == "file":
                    self.server.files[one["value"]["path"]] = base64.b64decode(one["value"]["content"])
            self.answer({"commitUrl": f"{self.server.address}/datasets/me/set/commit/1", "commitOid": "1"})
        else:
            self.answer({})

    def do_GET(self) -> None:
        self.answer({"error": "there is none"}, 404)

    def answer(self, content: dict, status: int = 200) -> None:
        text = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *what: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server(monkeypatch, tmp_path):
    pytest.importorskip("huggingface_hub")
    standing = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    standing.address = f"http://127.0.0.1:{standing.server_port}"
    standing.asked, standing.made, standing.files, standing.refuses = [], [], {}, False
    monkeypatch.setenv("HF_ENDPOINT", standing.address)
    monkeypatch.setenv("HF_TOKEN", "hf_token")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    thread = threading.Thread(target=standing.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield standing
    standing.shutdown()
    standing.server_close()


@pytest.fixture
def goods(tmp_path):
    folder = tmp_path / "release"
    (folder / "data").mkdir(parents=True)
    (folder / "README.md").write_text("---\nlicense:\n- mit\n---\n# Card\n")
    (folder / "data" / "train.parquet").write_bytes(b"PAR1 \x00\x01")
    (folder / "notes.txt").write_text("mine")
    return parcels(folder, [folder / "data" / "train.parquet", folder / "README.md"])


def test_the_files_of_the_release_are_sent_and_nothing_else_in_the_folder(server, goods) -> None:
    address = send("me/set", goods, "The splits")

    assert server.files == {one.name: one.path.read_bytes() for one in goods}
    assert set(server.files) == {"data/train.parquet", "README.md"}
    assert address.endswith("/datasets/me/set")
    assert {authorization for _, authorization in server.asked} <= {"Bearer hf_token", ""}


def test_a_repository_that_is_not_there_is_made_private(server, goods) -> None:
    send("me/set", goods, "The splits")

    (made,) = server.made
    assert made["name"] == "set"
    assert made["type"] == "dataset"
    assert made.get("visibility") == "private" or made.get("private") is True  # before version 2 of the library


def test_a_refusal_is_told(server, goods) -> None:
    server.refuses = True

    with pytest.raises(BadInput, match=r"(?s)me/set was not sent: .*40[34]"):
        send("me/set", goods, "The splits")


def test_a_name_that_is_none_is_told(server, goods) -> None:
    with pytest.raises(BadInput, match="was not sent"):
        send("no such//name", goods, "The splits")


def test_a_hub_that_is_not_there_is_told(goods, monkeypatch) -> None:
    pytest.importorskip("huggingface_hub")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")

    with pytest.raises(BadInput, match="was not sent"):
        send("me/set", goods, "The splits")


def test_without_the_library_the_way_out_is_told(goods, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "huggingface_hub", None)

    with pytest.raises(BadInput) as caught:
        send("me/set", goods, "The splits")
    assert str(caught.value) == hub.MISSING
