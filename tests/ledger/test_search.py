"""Search: what is found, in which order and where it stands, and the same on both databases."""

from collections.abc import Sequence

import pytest
from cases import anything, empty, entry, report, reports, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import QueryError
from sayso.ledger import Entry, Filter, Ledger, search
from sayso.model import Report
from sayso.text import words as words_of

SHELF = {
    "open": report("The minister said the oil deal is dead; the harbour is open.", title="Harbour open"),
    "foot": report(
        "The football minister opened the harbour. Oil prices, no deal.",
        title="Sport",
        outlet="Ost Wire",
        byline="Ana Mirek",
        published="2020-01-05",
    ),
    "none": report("Ministers met. U.S. and don't-know: 5,200 state-run cafés.", title="Café", published=None),
    "arab": report("أعلن وزير الخارجية العراقي أن النفط مُتاح في بغداد.", title=None, published="2020-02-01"),
    "pers": report("وزیر امور خارجه ایران گفت نفت می‌خواهد؛ کتابها.", title=None, published="2020-02-02"),
    "chin": report("外交部发言人表示，石油港口重新开放。", title=None, published="2020-02-03"),
    "thai": report("รัฐมนตรีต่างประเทศกล่าวว่าน้ำมันแพง", title=None, published="2020-02-04"),
    "kore": report("외교부 대변인은 석유 회담을 거부했다.", title=None, published="2020-02-05"),
    "russ": report("Министр заявил: нефть ёлка порт.", title=None, published="2020-02-06"),
}


@pytest.fixture
def shelf(ledger: Ledger) -> Ledger:
    """A ledger with the reports of ``SHELF``."""
    for of in SHELF.values():
        ledger.put(entry(of))
    return ledger


def found(ledger: Ledger, question: str, **wanted: object) -> list[str]:
    names = {of.id: name for name, of in SHELF.items()}
    return [names[hit.report] for hit in ledger.search(question, Filter(**wanted))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("minister", ["foot", "open"]),
        ("MINISTER", ["foot", "open"]),
        ("minister harbour", ["foot", "open"]),
        ("minister nothing", []),
        ("minister*", ["foot", "open", "none"]),
        ("minist* -football", ["open", "none"]),
        ('"oil deal"', ["open"]),
        ('"oil deal', ["open"]),
        ('-"oil deal" oil', ["foot"]),
        ("oil deal", ["foot", "open"]),
        ('"deal oil"', []),
        ("minister -football", ["open"]),
        ("-football minister -open", []),
        ("title:harbour", ["open"]),
        ("TITLE:Harbour", ["open"]),
        ("title:minister", []),
        ("text:minister", ["foot", "open"]),
        ("outlet:ost", ["foot"]),
        ('outlet:"ost wire"', ["foot"]),
        ("byline:mirek", ["foot"]),
        ("harbour -title:harbour", ["foot"]),
        ("title:har*", ["open"]),
        ("title: minister", []),
        ('"sport ost"', []),
        ('"open courier"', []),
        ("cafe", ["none"]),
        ("CAFÉ", ["none"]),
        ("cafés", ["none"]),
        ("5,200", ["none"]),
        ("u.s.", ["none"]),
        ("don't", ["none"]),
        ("state-run", ["none"]),
        ("state_run", ["none"]),
        ("النفط", ["arab"]),
        ("نفت", ["pers"]),
        ("نفط", ["arab"]),
        ("وزير", ["pers", "arab"]),
        ("وزیر خارجه", ["pers"]),
        ("بغداد", ["arab"]),
        ("متاح", ["arab"]),
        ("كتابها", ["pers"]),
        ("石油", ["chin"]),
        ("石港", []),
        ("发言人 港口", ["chin"]),
        ("น้ำมัน", ["thai"]),
        ("석유", ["kore"]),
        ("회담*", ["kore"]),
        ("МИНИСТР", ["russ"]),
        ("елка", ["russ"]),
        ("ёлка", ["russ"]),
    ],
)
def test_what_a_question_finds(shelf: Ledger, question: str, names: list[str]) -> None:
    assert found(shelf, question) == names


@pytest.mark.parametrize(
    "question", ["", " ", "-football", '""', '"', "*", "-", "nofield:word", "...", "x" * 1001, "\0"]
)
def test_a_question_that_cannot_be_read(shelf: Ledger, question: str) -> None:
    with pytest.raises(QueryError) as told:
        list(shelf.search(question))
    assert told.value.exit_code == 2


@pytest.mark.parametrize(
    "question",
    [
        "minister AND NOT (oil OR 1=1) NEAR",
        "minister' OR '1'='1",
        'minister") OR rowid:"1',
        "minister; DROP TABLE report",
        "minister ^ { } ~ \\ ' `",
        "minister :* & ! | <->",
        "text:^minister",
        " ".join(["the"] * 249),
        "minister " + "-x " * 300,
        "a* " * 300,
    ],
)
def test_a_hostile_question_is_only_words(shelf: Ledger, question: str) -> None:
    list(shelf.search(question))
    assert shelf.counts()["report"] == len(SHELF)


def test_filters_and_limits(shelf: Ledger) -> None:
    assert found(shelf, "minister", limit=1) == ["foot"]
    assert found(shelf, "minister", until="2020-01-03") == ["open"]
    assert found(shelf, "minister*", since="2020-01-03") == ["foot"]
    assert found(shelf, "minister", outlet="ost wire") == ["foot"]
    assert found(shelf, "minister", report=SHELF["open"].id) == ["open"]


def test_where_the_words_stand(shelf: Ledger) -> None:
    (hit,) = shelf.search('"oil deal" minister dead')
    assert [hit.line()["spans"]] == [[[4, 12], [22, 30], [34, 38]]]
    assert hit.snippet == SHELF["open"].text
    (hit,) = shelf.search("title:harbour")
    assert (hit.spans, hit.snippet) == ((), SHELF["open"].text)
    (hit,) = shelf.search("石油")
    assert [SHELF["chin"].text[start:end] for start, end in hit.spans] == ["石油"]
    (hit,) = shelf.search("متاح")
    assert [SHELF["arab"].text[start:end] for start, end in hit.spans] == ["مُتاح"]


def test_a_snippet_is_cut_at_words(ledger: Ledger) -> None:
    of = report("begin " * 100 + "harbour " + "end " * 100)
    ledger.put(entry(of))
    (hit,) = ledger.search("harbour")
    assert hit.snippet.startswith("… begin begin")
    assert "harbour" in hit.snippet
    assert hit.snippet.endswith("end end …")
    assert len(hit.snippet) < 220


def test_a_very_long_text_is_found_by_its_first_part(ledger: Ledger) -> None:
    numbers = [f"word{number}" for number in range(900_000)]
    of = report(" ".join(numbers)[: 10 << 20])
    receipt = ledger.put(entry(of))
    assert [issue.code for issue in receipt.issues] == ["search.cut"]
    assert [noted.issue.code for noted in ledger.issues()] == ["search.cut"]
    assert [hit.report for hit in ledger.search("word7")] == [of.id]
    assert [hit.report for hit in ledger.search('"word30000 word30001"')] == [of.id], (
        "past PostgreSQL's positions"
    )
    assert [hit.report for hit in ledger.search("text:word30000")] == [of.id]
    assert list(ledger.search('"word30001 word30000"')) == []
    assert list(ledger.search("word800000")) == []
    assert ledger.report(of.id) == of
    assert ledger.check() == []


def test_a_phrase_of_a_word_said_often(ledger: Ledger) -> None:
    """PostgreSQL keeps 255 positions of a word; what it forgets is looked for in the text."""
    of = report("the harbour " * 300 + "the gate", title="the")
    ledger.put(entry(of))
    assert [hit.report for hit in ledger.search('"the gate"')] == [of.id]
    assert [hit.report for hit in ledger.search('"the gate" -"gate the"', Filter(limit=1))] == [of.id]
    assert list(ledger.search('-"the gate" harbour')) == []
    assert list(ledger.search('"harbour gate"')) == []
    assert list(ledger.search("title:gate")) == []


@settings(max_examples=40)
@given(question=anything | st.lists(texts | anything, max_size=3).map(" ".join))
def test_any_question_is_answered_or_refused(shelf: Ledger, question: str) -> None:
    ask(shelf, question)


def ask(ledger: Ledger, question: str) -> list[tuple[str, object]] | None:
    try:
        return [(hit.report, hit.spans) for hit in ledger.search(question)]
    except QueryError:
        return None


pieces = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "-"]),
    st.sampled_from(["", "", "", "title:", "text:", "outlet:", "byline:"]),
    texts.map(lambda said: said.split()[0]) | texts.map(lambda said: f'"{said[:12]}"') | anything,
    st.sampled_from(["", "", "*"]),
)
questions = st.lists(pieces, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=60)
@given(
    given_reports=st.lists(reports, min_size=1, max_size=5, unique_by=lambda of: of.id),
    asked=st.lists(questions, min_size=1, max_size=6),
)
def test_both_databases_find_the_same(
    both: tuple[Ledger, Ledger], given_reports: Sequence[Report], asked: Sequence[str]
) -> None:
    for ledger in both:
        empty(ledger)
        for of in given_reports:
            ledger.put(Entry(of))
    for question in asked:
        left, right = (ask(ledger, question) for ledger in both)
        assert left == right
        if left is not None:
            terms = search.parse(question)
            assert {key for key, _ in left} == {
                of.id for of in given_reports if search.answers(terms, search.indexed(of)[0])
            }


@settings(max_examples=25)
@given(given_reports=st.lists(reports, min_size=1, max_size=4, unique_by=lambda of: of.id), asked=questions)
def test_a_rebuilt_index_finds_the_same(ledger: Ledger, given_reports: Sequence[Report], asked: str) -> None:
    """Law 5."""
    empty(ledger)
    for of in given_reports:
        ledger.put(Entry(of))
    before = ask(ledger, asked)
    with ledger.database.writing() as connection:
        search.clear(search.Hot(connection))
    assert not ask(ledger, asked)
    assert len(ledger.check()) == 1, "an index that lacks reports is told of"
    ledger.rebuild()
    assert ask(ledger, asked) == before
    assert ledger.check() == []


@settings(max_examples=40)
@given(of=reports)
def test_every_word_of_a_report_finds_it(ledger: Ledger, of: Report) -> None:
    empty(ledger)
    ledger.put(Entry(of))
    for word in {word for words in search.indexed(of)[0].values() for word in words}:
        assert [hit.report for hit in ledger.search(f'"{word}"')] == [of.id]


@given(text=anything | st.text("aé“”‘’–—…€£«»¡¿\u00a0\u00ad\u200c\u200d\u0301 ن中", max_size=40))
def test_signs_stand_in_no_word(text: str) -> None:
    assert search.folded(text, None, None, "")["title"] == words_of(text)
