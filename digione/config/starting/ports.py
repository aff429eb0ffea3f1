"""Whether somebody listens already where DigiOne wants to."""

from __future__ import annotations

import socket

from digione.config.refusal import Refusal


class PortTaken(Refusal):
    """Another program listens there."""


def is_free(host: str, port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def require_free(host: str, port: int) -> None:
    if not is_free(host, port):
        raise PortTaken(
            f"Port {port} is taken by another program.\n"
            f"Stop that program, or choose another port: python3 run.py --port {port + 1}"
        )
