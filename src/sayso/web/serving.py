"""Serving a desk on this machine, and to nobody else."""

import socket

import uvicorn

from sayso.desk import Desk
from sayso.errors import UsageError
from sayso.web.app import make_app

HERE = "127.0.0.1"
WAITING = 128
"""Calls that may wait for an answer."""


def listening(port: int) -> socket.socket:
    """A socket at a port of the loopback address; 0 takes any free one. Raises ``UsageError``."""
    try:
        return socket.create_server((HERE, port), backlog=WAITING)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no such port"
        raise UsageError(f"port {port}: {reason}; give another: --port") from None


def serve(desk: Desk, at: socket.socket) -> None:
    """Answer until a signal ends it."""
    config = uvicorn.Config(make_app(desk), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[at])
