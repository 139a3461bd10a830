"""Collecting killed at random moments, and what must hold after that. Shared by the suite and ``bench``."""

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from collecting_web import desk_of, outlet

from killed import said_before_the_kill
from sayso.collecting import counts
from testweb import Web

COLLECT = """
import sys
from pathlib import Path
from ipaddress import ip_network
from sayso.collect.fetch import Door, Limits
from sayso.collecting import Collector, collect
from sayso.desk import open_desk
with open_desk(Path(sys.argv[1]), {"SAYSO_DATABASE": sys.argv[2]}) as desk:
    door = Door("Sayso-test/1.0", Limits(host_delay=0.0), resolver=lambda host, port: ("127.0.0.1",),
                private=(ip_network("127.0.0.0/8"),))
    with door:
        for event in collect(Collector(desk, door), read=False):
            print(event.what, event.address, flush=True)
"""


@dataclass(frozen=True)
class Survived:
    """How a storm went."""

    kills: int
    acknowledged: int
    """Reports acknowledged before the last kill."""
    reports: int


def storm(folder: Path, url: str, web: Web, hosts: int, kills: int, seed: int) -> Survived:
    """Kill collecting so often, then let it end. Raises ``AssertionError`` when anything was lost or fetched anew."""
    rng = random.Random(seed)
    each = range(8)
    sources = [
        outlet(web, f"h{host}.example", *(100 * host + number for number in each)) for host in range(hosts)
    ]
    wanted = {web.at(f"h{host}.example", f"/{100 * host + number}") for host in range(hosts) for number in each}
    acknowledged: set[str] = set()
    with desk_of(folder / "desk", *sources, url=url) as desk:
        for _ in range(kills):
            acknowledged |= _killed(folder / "desk", url, rng, 2 * len(wanted) // kills)
            with desk.ledger.database.reading() as connection:
                held = set(connection.exec_driver_sql("SELECT address FROM capture").scalars())
            assert acknowledged <= held, "what was acknowledged is there"
        before = Counter(asked.path for host in range(hosts) for asked in web.asked(f"h{host}.example"))
        subprocess.run(
            [sys.executable, "-c", COLLECT, str(folder / "desk"), url], check=True, capture_output=True
        )
        assert list(desk.check()) == []
        told = counts(desk)
        assert (told["fetched"], told["waiting"], told["unread"]) == (len(wanted), 0, len(wanted))
        with desk.ledger.database.reading() as connection:
            held = set(connection.exec_driver_sql("SELECT address FROM capture").scalars())
        assert held == wanted | set(sources)
    after = Counter(asked.path for host in range(hosts) for asked in web.asked(f"h{host}.example"))
    again = {address for address in acknowledged if after[_path(address)] > before[_path(address)]}
    assert again == set(), "what was acknowledged is not fetched anew"
    return Survived(kills, len(acknowledged), len(wanted))


def _path(address: str) -> str:
    return f"/{address.rpartition('/')[2]}"


def _killed(desk: Path, url: str, rng: random.Random, most: int) -> set[str]:
    """The addresses of reports acknowledged by one run before it was killed."""
    command = [sys.executable, "-c", COLLECT, str(desk), url]
    whole, _ = said_before_the_kill(command, os.environ, rng, most)
    return {address for what, address in (line.decode().split() for line in whole) if what == "fetched"}
