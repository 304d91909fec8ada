"""The price service Infracost 0.10 asks, on a local port: everything costs the same."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def price_service(price: str) -> Iterator[str]:
    """Its address; it answers every query with this price in dollars."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(price))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(price: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or "null")
            found = {"data": {"products": [{"prices": [{"priceHash": "a-b", "USD": price}]}]}}
            answer = json.dumps([found for _ in asked] if isinstance(asked, list) else {}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: object) -> None:
            pass

    return Handler
