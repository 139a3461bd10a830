"""``sayso serve``: the desk on the web, to read."""

from typing import Annotated

import typer

from sayso.cli import output
from sayso.cli.options import Json, opened

_PORT = 8765

Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port to listen at; 0 takes a free one.")
]


def serve(port: Port = _PORT, as_json: Json = False) -> None:
    """Show the desk to browsers on this machine, to read, until it is stopped with Ctrl-C."""
    from sayso.web.serving import listening, serve

    with opened() as desk, listening(port) as at:
        address = f"http://127.0.0.1:{at.getsockname()[1]}/"
        if as_json:
            output.line({"address": address, "desk": desk.settings.name})
            output.flush()
        else:
            output.say(f"{desk.settings.name} is at {address} for this machine only. Ctrl-C ends it.")
        serve(desk, at)
