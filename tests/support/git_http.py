"""A git server over HTTP: `git http-backend` behind one user and password, and a repository to push to."""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

USER, PASSWORD = "bot", "sesame-and-more"
_WHO = ("author", "committer")


@dataclass
class Origin:
    """A bare repository with a clone to commit in.

    Attributes:
        url: Where it is served.
    """

    bare: Path
    clone: Path
    url: str

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd or self.clone, env=_environment(), check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, branch: str, files: dict[str, str | None], *, onto: str | None = None) -> str:
        """Commit files (None deletes one) on a branch, made from `onto` when it is new, and push it."""
        known = self.git("branch", "--list", branch)
        self.git("checkout", "-q", *([branch] if known else ["-b", branch, *([onto] if onto else [])]))
        for name, text in files.items():
            path = self.clone / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
        self.git("push", "-q", "--force", "origin", branch)
        return self.git("rev-parse", "HEAD")

    def show_change(self, number: int, sha: str) -> None:
        """Let the server show a pull request's head."""
        self.git("update-ref", f"refs/pull/{number}/head", sha, cwd=self.bare)


@contextmanager
def serve(folder: Path) -> Iterator[Origin]:
    """A server for `folder/acme/infra.git`, which starts empty."""
    bare, clone = folder / "acme" / "infra.git", folder / "clone"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        origin = Origin(bare=bare, clone=clone, url=f"http://127.0.0.1:{server.server_address[1]}/acme/infra.git")
        origin.git("init", "-q", "--bare", str(bare), cwd=folder)
        origin.git("init", "-q", "-b", "main", str(clone), cwd=folder)
        origin.git("remote", "add", "origin", str(bare))
        yield origin
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(root: Path) -> type[BaseHTTPRequestHandler]:
    wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            if self.headers.get("Authorization") != wanted:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path, _, query = self.path.partition("?")
            cgi = {
                **_environment(),
                "GIT_PROJECT_ROOT": str(root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            }
            done = subprocess.run(["git", "http-backend"], env=cgi, input=body, capture_output=True, check=True)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            fields = [line.decode().split(": ", 1) for line in head.split(b"\r\n")]
            self.send_response(next((int(value.split()[0]) for name, value in fields if name == "Status"), 200))
            for name, value in fields:
                if name != "Status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _environment() -> dict[str, str]:
    names = {f"GIT_{who.upper()}_NAME": "Someone" for who in _WHO}
    mails = {f"GIT_{who.upper()}_EMAIL": "someone@example.com" for who in _WHO}
    return {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **names,
        **mails,
    }
