"""What came in last, how often outlets are heard, what holds a name, one unchanging state: on both databases."""

from cases import entry, finding, report

from sayso.ledger import Filter, Ledger

FIRST = report("The harbour of Lumen is open again.", published="2020-01-02")
SECOND = report("The harbour of Lumen is shut again.", published="2020-01-04")
OTHER = report("The harbour of Qaro is open.", outlet="Qaro Post", published="2020-01-04T10:00:00Z")
UNDATED = report("Nobody says when.", outlet=None, published=None)
ALL = (FIRST, SECOND, OTHER, UNDATED)


def filled(ledger: Ledger) -> list[int]:
    """The reports, one act each; the stamp after each."""
    stamps = []
    for one in ALL:
        found = [finding(one, "voice", name="Ana Mirek")] if one is not UNDATED else []
        ledger.put(entry(one, found, makers=("numbers/1",)))
        stamps.append(ledger.stamp)
    return stamps


def test_what_was_added_after_a_stamp_comes_newest_first(ledger: Ledger) -> None:
    stamps = filled(ledger)
    assert [one.id for one in ledger.added(0)] == [one.id for one in reversed(ALL)]
    assert [one.id for one in ledger.added(stamps[1])] == [UNDATED.id, OTHER.id]
    assert [one.id for one in ledger.added(0, stamps[0])] == [FIRST.id]
    assert ledger.count_added(stamps[0]) == 3
    ledger.retract(OTHER.id, "wrong", "user:ana")
    assert OTHER.id not in [one.id for one in ledger.added(0)]


def test_outlets_are_told_with_their_first_and_last_day(ledger: Ledger) -> None:
    filled(ledger)
    told = [(one.outlet, one.reports, one.first, one.last) for one in ledger.voiced()]
    assert told[0] == ("Qaro Post", 1, "2020-01-04T10:00:00Z", "2020-01-04T10:00:00Z")
    assert told[1:] == [("Lumen Courier", 2, "2020-01-02", "2020-01-04"), (None, 1, None, None)]


def test_days_are_counted_by_publication(ledger: Ledger) -> None:
    filled(ledger)
    assert ledger.by_day() == [("2020-01-02", 1), ("2020-01-04", 2)]
    assert ledger.by_day(Filter(outlet="qaro post")) == [("2020-01-04", 1)]
    assert (ledger.day_of(Filter(), 0), ledger.day_of(Filter(), 2)) == ("2020-01-04", "2020-01-02")
    assert ledger.day_of(Filter(), 9) is None


def test_reports_are_listed_below_another_and_by_what_they_hold(ledger: Ledger) -> None:
    filled(ledger)
    listed = [one.id for one in ledger.reports()]
    assert [one.id for one in ledger.reports(Filter(before=listed[1]))] == listed[2:]
    assert [hit.report for hit in ledger.search("text:harbour", Filter(before=listed[0]))] == listed[1:3]
    held = Filter(holds=("voice", "ana mirek"))
    assert [one.id for one in ledger.reports(held)] == listed[:3]
    assert len(list(ledger.search("lumen", held))) == 2
    assert list(ledger.reports(Filter(holds=("voice", "nobody")))) == []
    assert (ledger.holding("voice", "ana mirek"), ledger.holding("voice", "ana")) == (3, 0)
    assert ledger.keys_like("voice", "Mirek", 5) == [("ana mirek", 3)]
    assert ledger.keys_like("voice", "mire", 5) == []


def test_findings_of_some_reports_are_those_that_stand(ledger: Ledger) -> None:
    filled(ledger)
    both = {FIRST.id, SECOND.id}
    assert [one.report for one in ledger.of_reports(both, ("voice",))] == [SECOND.id, FIRST.id]
    assert ledger.of_reports(both, ("claim",)) == []
    ledger.put(entry(FIRST, [finding(FIRST, "voice", name="Jon Berg", by="numbers/2")], makers=("numbers/2",)))
    found = ledger.of_reports(both, ("voice",))
    assert [one.body["name"] for one in found] == ["Ana Mirek", "Jon Berg"]


def test_a_snapshot_does_not_change_while_others_write(ledger: Ledger) -> None:
    ledger.put(entry(FIRST))
    with ledger.snapshot() as still:
        stamp = still.stamp
        ledger.put(entry(SECOND))
        assert still.stamp == stamp
        assert [one.id for one in still.reports()] == [FIRST.id]
        assert still.count_added(0) == 1
    assert ledger.stamp > stamp
    assert ledger.count_added(0) == 2
