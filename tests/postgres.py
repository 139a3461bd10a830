"""A PostgreSQL server of our own, made from the machine's binaries, for as long as it is needed.

It listens on a socket in a temporary folder and belongs to a user without rights: PostgreSQL refuses root.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    """A server with the given settings (``-c name=value``), stopped and removed at the end."""
    at = binaries()
    if at is None:
        raise RuntimeError(missing())
    folder = Path(
        tempfile.mkdtemp(prefix="sayso-pg-", dir="/tmp")
    )  # a socket's path has 107 characters at most
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        data, log = folder / "data", folder / "log"
        _as(
            owner,
            at / "initdb",
            "-D",
            data,
            "--no-sync",
            "-A",
            "trust",
            "-U",
            "sayso",
            "-E",
            "UTF8",
            "--locale=C",
        )
        options = " ".join((f"-k {folder}", "-c listen_addresses=", "-c max_connections=60", *settings))
        _as(owner, at / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield Server(folder)
        finally:
            _as(owner, at / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _as(owner: pwd.struct_passwd | None, *command: object) -> None:
    identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    made = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server keeps what it inherits, so no pipe may be given to it
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
        **identity,
    )
    if made.returncode != 0:
        raise RuntimeError(f"{' '.join(str(word) for word in command)} failed with {made.returncode}")
