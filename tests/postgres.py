"""A PostgreSQL server of our own, made from the machine's binaries, for as long as it is needed.

It listens on a socket in a temporary folder and belongs to a user without rights: PostgreSQL refuses root.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FAST = ("-c fsync=off", "-c full_page_writes=off", "-c autovacuum=off")
"""For tests: nothing of theirs need survive a loss of power."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://sayso@/{name}?host={self.folder}"

    def run(self, *statements: str) -> None:
        """Run statements, each by itself, in the database that is always there."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user="sayso", dbname="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database; returns its URL."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is at it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def binaries() -> Path | None:
    """The folder of the newest server installed, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].partition(".")[0])
    )
    return installed[-1].parent if installed else None


def missing() -> str | None:
    """Why no server can be had here, or None."""
    if binaries() is None:
        return "no PostgreSQL on this machine: apt-get install postgresql"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "no driver for PostgreSQL: pip install 'sayso[postgres]'"
    return None


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    """A server with the given settings (``-c name=value``), stopped and removed at the end.

    It ends with this process, however that ends: a pipe between them closes.
    """
    at = binaries()
    if at is None:
        raise RuntimeError(missing())
    folder = Path(
        tempfile.mkdtemp(prefix="sayso-pg-", dir="/tmp")
    )  # a socket's path has 107 characters at most
    identity = _identity(folder)
    try:
        made = (at / "initdb", "-D", folder / "data", "--no-sync", "-A", "trust", "-U", "sayso", "-E", "UTF8")
        subprocess.run([*made, "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd="/", **identity)
        given = (
            "-k",
            folder,
            "-c",
            "listen_addresses=",
            "-c",
            "max_connections=60",
            *" ".join(settings).split(),
        )
        command = ("sh", "-c", _UNTIL_THE_PIPE_CLOSES, "sh", at / "postgres", "-D", folder / "data", *given)
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **identity,
            ) as child,
        ):
            server = Server(folder)
            _await(server, child)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_UNTIL_THE_PIPE_CLOSES = '"$@" & server=$!; cat; kill -QUIT $server; wait $server'
_PATIENCE = 30.0


def _await(server: Server, child: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers. Raises ``RuntimeError`` with what it said when it does not."""
    import psycopg

    until = time.monotonic() + _PATIENCE
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            if time.monotonic() > until or child.poll() is not None:
                raise RuntimeError((server.folder / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
        else:
            return


def _identity(folder: Path) -> dict[str, Any]:
    """Whom to run as, who is given the folder: root may not."""
    owner = _owner()
    if owner is None:
        return {}
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _owner() -> pwd.struct_passwd | None:
    """Whom to run as when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("run the tests as a user other than root: PostgreSQL refuses it")
