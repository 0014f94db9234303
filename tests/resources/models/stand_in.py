"""A server on loopback that speaks OpenAI's protocol: what it answers, and how it misbehaves, is scripted."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USAGE = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}


@dataclass
class Reply:
    """One reaction: an answer, or a way of failing."""

    text: str = ""
    status: int = 200
    headers: dict = field(default_factory=dict)
    seconds: float = 0.0  # before it answers
    drop: bool = False  # the connection is cut
    body: str | None = None  # sent as it is
    finish: str = "stop"
    usage: dict | None = field(default_factory=lambda: dict(USAGE))


@dataclass
class StandIn:
    """What it was asked so far, and where it is."""

    reply: Callable[[list[dict], int], Reply]  # of the messages and the number of the request, from 1
    url: str = ""
    requests: list[dict] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, request: dict, key: str) -> int:
        with self._lock:
            self.requests.append(request)
            self.keys.add(key)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            return len(self.requests)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1


@contextmanager
def stand_in(reply: Callable[[list[dict], int], Reply], port: int = 0):
    """The server, for as long as it is needed, on any port that is free."""
    state = StandIn(reply)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            number = state.enter(request, self.headers.get("Authorization", ""))
            try:
                answer = state.reply(request["messages"], number)
                time.sleep(answer.seconds)
                self.send(answer)
            finally:
                state.leave()

        def send(self, answer: Reply) -> None:
            if answer.drop:
                self.connection.close()
                return
            body = answer.body if answer.body is not None else json.dumps(completion(answer))
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *ignored) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address) -> None:
            """A client that was killed is no error here."""

    server = Server(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def completion(answer: Reply) -> dict:
    """What the protocol answers: the text, or an error."""
    if answer.status != 200:
        return {"error": {"message": answer.text or "no", "type": "error", "code": answer.status}}
    message = {"role": "assistant", "content": answer.text}
    return {
        "id": "one", "object": "chat.completion", "created": 1, "model": "stand-in",
        "choices": [{"index": 0, "finish_reason": answer.finish, "message": message}],
        **({} if answer.usage is None else {"usage": answer.usage}),
    }  # fmt: skip
