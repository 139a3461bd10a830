"""What a database's error means to the user of a ledger, and what to do next."""

from sqlalchemy import URL

from sayso.errors import LawBroken, LedgerDamaged, LedgerError, LedgerLocked, LedgerNewer, SaysoError

PATIENCE = 15.0
"""Seconds a writer waits for another to finish."""

_SQLITE = {
    **dict.fromkeys((5, 6), "locked"),
    **dict.fromkeys((11, 26), "damaged"),
    **dict.fromkeys((3, 8, 14, 23), "closed"),
    **dict.fromkeys((10, 13), "disk"),
    19: "law",
}
"""By primary result code (sqlite.org/rescode.html)."""
_POSTGRESQL = {
    "55P03": "locked",
    "XX001": "damaged",
    "XX002": "damaged",
    "42P01": "foreign",
    "42703": "foreign",
    "25006": "closed",
    "42501": "closed",
    "53100": "disk",
    "22": "law",
    "23": "law",
    "08": "away",
    "28": "away",
    "3D": "away",
    "57": "away",
}
"""By SQLSTATE or its class (PostgreSQL manual, appendix A)."""


def refusal(url: URL, error: BaseException) -> SaysoError:
    """The error as one of ours, with the database's name and what to do next."""
    name = str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    said = " ".join(str(error).split())[:300] or type(error).__name__
    match _meaning(url, error, said):
        case "locked":
            return LedgerLocked(
                f"{name}: another process has been writing for {PATIENCE:.0f} s; try again later"
            )
        case "damaged":
            return LedgerDamaged(
                f"{name} is damaged ({said}). Restore a backup, or make a new desk and add its archive again"
            )
        case "foreign":
            return LedgerDamaged(f"{name} is no ledger of Sayso: {said}")
        case "closed":
            return LedgerError(f"{name}: {said}; check that the folder is there and may be written")
        case "disk":
            return LedgerError(
                f"{name}: {said}; make room on the disk, then run it again: nothing stored is lost"
            )
        case "away":
            return LedgerError(f"{name}: {said}; check that the server runs and the address in desk.toml")
        case "law":
            return LawBroken(f"the database refused a row: {said}")
    return LedgerError(f"{name}: {said}")


def newer(found: str) -> LedgerNewer:
    """The refusal of a ledger whose migration we do not know."""
    return LedgerNewer(
        f"the ledger is of a later version of Sayso (schema {found}); upgrade: pip install -U sayso"
    )


def _meaning(url: URL, error: BaseException, said: str) -> str | None:
    if url.get_backend_name() == "sqlite":
        code = getattr(error, "sqlite_errorcode", None)
        if code == 1 and said.startswith(("no such table", "no such column")):
            return "foreign"
        return None if code is None else _SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "law" if type(error).__name__ == "DataError" else "away"
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
