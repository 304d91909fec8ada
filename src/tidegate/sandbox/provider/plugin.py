"""Serving a provider to Terraform: over TLS when Terraform starts it, in the clear when it is there already."""

from __future__ import annotations

import base64
import json
import os
import shutil
import ssl
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import grpc

from tidegate.sandbox.provider import ADDRESS
from tidegate.sandbox.provider.protocol import Provider, Request
from tidegate.sandbox.provider.wire import parse

COOKIE = "TF_PLUGIN_MAGIC_COOKIE"

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def serve_managed(provider: Provider, key: bytes, certificate: bytes) -> None:
    """Serve the Terraform that started this process; it insists on TLS.

    go-plugin: the first line of standard output is `1|6|unix|SOCKET|grpc|CERTIFICATE`, base64 without padding.
    """
    folder = Path(tempfile.mkdtemp(prefix="standin-"))
    socket = folder / "socket"
    server = _server(provider, folder)
    server.add_secure_port(f"unix://{socket}", grpc.ssl_server_credentials([(key, certificate)]))
    server.start()
    der = base64.b64encode(ssl.PEM_cert_to_DER_cert(certificate.decode())).decode().rstrip("=")
    _say(f"1|6|unix|{socket}|grpc|{der}")
    server.wait_for_termination()


def serve_reattached(provider: Provider, socket: Path) -> None:
    """Serve every Terraform whose `TF_REATTACH_PROVIDERS` is the line printed first."""
    server = _server(provider, socket)
    server.add_insecure_port(f"unix://{socket}")
    server.start()
    here = {"Network": "unix", "String": str(socket)}
    reattach = {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": os.getpid(), "Test": True, "Addr": here}
    _say(json.dumps({ADDRESS: reattach}))
    server.wait_for_termination()


def leave_with_parent() -> None:
    """End this process soon after its parent: a killed Terraform leaves its providers behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _server(provider: Provider, leavings: Path) -> Any:
    server = grpc.server(ThreadPoolExecutor(max_workers=16), options=_UNLIMITED)
    calls = {name: _handler(call) for name, call in provider.calls.items()}
    shutdown = {"Shutdown": grpc.unary_unary_rpc_method_handler(_shutdown(leavings))}
    server.add_generic_rpc_handlers(
        (
            grpc.method_handlers_generic_handler("tfplugin6.Provider", calls),
            grpc.method_handlers_generic_handler("plugin.GRPCController", shutdown),
        )
    )
    return server


def _handler(call: Callable[[Request], bytes]) -> Any:
    def answer(request: bytes, context: Any) -> bytes:
        try:
            return call(parse(request))
        except Exception:  # Terraform shows the person what went wrong
            context.abort(grpc.StatusCode.INTERNAL, traceback.format_exc())
            raise

    return grpc.unary_unary_rpc_method_handler(answer)


def _shutdown(leavings: Path) -> Callable[[bytes, Any], bytes]:
    def leave() -> NoReturn:
        shutil.rmtree(leavings, ignore_errors=True)
        os._exit(0)

    def answer(_request: bytes, context: Any) -> bytes:
        context.add_callback(leave)
        return b""

    return answer
