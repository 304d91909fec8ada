"""A server that takes webhooks and remembers them, by the path they were sent to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from support.waiting import until


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request. Header names are in small letters."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def event(self) -> str:
        return self.headers["x-github-event"]

    @property
    def payload(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True, kw_only=True)
class Receiver:
    """Attributes: `url` is the base without a slash; `received` is everything, oldest first."""

    url: str
    received: list[Received] = field(default_factory=list)

    def at(self, path: str, event: str | None = None) -> list[Received]:
        """What came to a path so far, of one event or of all."""
        return [each for each in self.received if each.path == path and event in (None, each.event)]

    def wait(self, path: str, event: str, count: int = 1) -> list[Received]:
        """Wait until so many events came to a path."""
        return until(f"{count} {event} at {path}", lambda: found if len(found := self.at(path, event)) >= count else [])


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    receiver = Receiver(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.received.append(Received(path=self.path, headers=headers, body=body))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
