"""Sources, notices and hosts on both databases: what is due to whom, and when."""

from datetime import timedelta

from clock import Clock
from sayso.errors import Issue
from sayso.ledger import Ledger
from sayso.ledger.engine import Hot
from sayso.ledger.queue import LEASE
from sayso.ledger.roster import Noticed, Roster, Source
from sayso.ledger.store import Fetched
from sayso.model import Capture


def source(address: str, due: int = 0, host: str = "a.example", **more: object) -> Source:
    return Source(address, None, host, True, due, 3600, **more)  # type: ignore[arg-type]


def noticed(key: str, host: str = "a.example", due: int | None = 0) -> Noticed:
    return Noticed(key, "one", f"https://{host}/{key}", host, None, None, None, 1, due)


def put(ledger: Ledger, *notices: Noticed) -> None:
    with ledger.database.writing() as connection:
        Roster(Hot(connection)).add_notices(notices)


def done(_: None) -> list[Issue]:
    """Nothing was met."""
    return []


def taken(ledger: Ledger, owner: str, hosts: int = 10) -> dict[str, tuple[list[str], list[str]]]:
    found = ledger.collecting.take(owner, hosts, 10)
    return {host: ([s.address for s in sources], [n.key for n in notices]) for host, sources, notices in found}


def test_a_source_goes_on_as_it_stands(ledger: Ledger) -> None:
    ledger.collecting.follow([source("one"), source("two")])
    with ledger.database.writing() as connection:
        Roster(Hot(connection)).put_source(
            source("one", due=9, etag="x", failures=2, fault="late", days='{"d":1}')
        )
        Roster(Hot(connection)).put_source(Source("child", "two", "a.example", True, 5, 60))
    ledger.collecting.follow([source("one"), source("three")])
    held = {one.address: one for one in ledger.collecting.sources()}
    assert sorted(held) == ["one", "three"], "a sitemap goes with the index that names it"
    assert held["one"] == source("one", due=9, etag="x", failures=2, fault="late", days='{"d":1}')
    ledger.collecting.follow([source("one"), source("two")])
    assert sorted(one.address for one in ledger.collecting.sources()) == ["one", "two"]


def test_a_notice_is_known_once(ledger: Ledger) -> None:
    put(ledger, noticed("n1"), noticed("n2"))
    with ledger.database.writing() as connection:
        roster = Roster(Hot(connection))
        assert sorted(roster.known(["n1", "n2", "n3"])) == ["n1", "n2"]
        roster.put_notice(noticed("n1", due=None))
        assert roster.known(["n1"]) == {"n1": noticed("n1", due=None)}
        roster.add_notices([noticed(f"m{number}") for number in range(900)])
        assert len(roster.known([f"m{number}" for number in range(1000)])) == 900


def test_a_host_is_leased_as_a_whole(ledger: Ledger) -> None:
    ledger.collecting.follow([source("one", due=5), source("b", due=1, host="b.example")])
    put(ledger, noticed("n1"), noticed("later", due=2**62), noticed("never", due=None))
    assert taken(ledger, "first", hosts=1) == {"a.example": (["one"], ["n1"])}, "what waits longest is first"
    assert taken(ledger, "second") == {"b.example": (["b"], [])}
    assert taken(ledger, "third") == {}
    ledger.collecting.release("first")
    assert taken(ledger, "third") == {"a.example": (["one"], ["n1"])}


def test_a_lease_of_a_host_runs_out_unless_it_is_renewed(ledger: Ledger, clock: Clock) -> None:
    ledger.collecting.follow([source("one"), source("b", host="b.example")])
    taken(ledger, "elsewhere:1:1", hosts=1)
    taken(ledger, "elsewhere:2:2", hosts=1)
    clock.now += timedelta(microseconds=LEASE / 2)
    ledger.collecting.renew("elsewhere:2:2")
    clock.now += timedelta(microseconds=LEASE * 2 / 3)
    assert list(taken(ledger, "elsewhere:3:3")) == ["a.example"]


def test_a_host_is_left_alone_for_as_long_as_it_asks(ledger: Ledger, clock: Clock) -> None:
    ledger.collecting.follow([source("one")])
    taken(ledger, "me")
    with ledger.database.writing() as connection:
        Roster(Hot(connection)).hold("a.example", clock.stamp() + 60_000_000)
    ledger.collecting.release("me")
    assert taken(ledger, "me") == {}
    assert ledger.collecting.next_due() == clock.stamp() + 60_000_000 - 1_000_000
    clock.now += timedelta(seconds=61)
    assert list(taken(ledger, "me")) == ["a.example"]


def test_nothing_is_due_of_nothing(ledger: Ledger) -> None:
    assert ledger.collecting.next_due() is None
    assert set(ledger.collecting.counts().values()) == {0}


def test_a_response_is_one_act_and_what_did_not_change_is_none(ledger: Ledger) -> None:
    ledger.collecting.follow([source("one")])
    ledger.put_responses([], lambda roster: done(roster.put_source(source("one", due=7))))
    with ledger.database.reading() as connection:
        assert Hot(connection).all("SELECT * FROM act") == []
    assert ledger.collecting.sources() == [source("one", due=7)]
    capture = Capture("0" * 64, "https://a.example/1", "2020-01-03T12:00:00Z", 3)
    task = ("read", "k", "{}")
    one = Fetched(capture, ("day-1.warc.gz", 0, 10, capture.digest, "c" * 64), task)
    for _ in range(2):
        ledger.put_responses([one], lambda roster: done(roster.add_notices([noticed("n1")])))
    with ledger.database.reading() as connection:
        assert len(Hot(connection).all("SELECT * FROM act")) == 1
    assert ledger.counts()["capture"] == ledger.counts()["waiting"] == 1
    assert ledger.collecting.places(capture.digest) == [("day-1.warc.gz", 0, 10)]
    assert ledger.collecting.recorded("day-1.warc.gz") == {0: "c" * 64}
    assert ledger.collecting.counts()["responses"] == 1
