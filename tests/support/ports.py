"""Ports nobody uses."""

import random
import socket

#: Below those the system gives to outgoing connections, which come and go between the choice and its use.
FIRST, LAST = 10_000, 32_000


def free_port() -> int:
    """A port of the loopback that was free a moment ago. By chance: tests of several processes choose at once."""
    while True:
        port = random.SystemRandom().randint(FIRST, LAST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
