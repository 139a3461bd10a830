"""Quantities: a table of sentences, the laws of findings, links to times and claims, numerals."""

import pytest
from case_tables import listed, rows
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.annotator import Page
from sayso.annotate.numbers import digits, numeral
from sayso.annotate.quantities import QUANTITIES
from sayso.annotate.quantities.nouns import is_plural, singular
from sayso.annotate.times import TIMES
from sayso.annotate.tokens import tokens
from sayso.model import Finding, Report


def quantities(text: str, language: str = "en", **found: list[Finding]) -> list[Finding]:
    report = Report(text, published="2019-05-16", published_precision="day", language=language)
    known = {"part": found.get("part", []), "claim": found.get("claim", [])}
    times = list(TIMES.run(Page(report, known, TIMES.by)))
    return list(QUANTITIES.run(Page(report, {**known, "time": times}, QUANTITIES.by)))


def told(finding: Finding) -> str:
    body = finding.body
    high = "" if body["high"] is None else f"..{body['high']}"
    return f"{body['value']:.15g}{high} {body['unit'].replace(' ', '_')} {body['bound']}"


@pytest.mark.parametrize(("sentence", "expected"), rows("quantities.tsv", 2))
def test_case(sentence: str, expected: str) -> None:
    assert "; ".join(told(f) for f in quantities(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "quote", "of"),
    [
        ("An estimated 5,200 foreign troops are here.", "An estimated 5,200 foreign troops", "foreign troops"),
        ("At least 12 people were killed.", "At least 12 people", "people killed"),
        ("The blast wounded 30.", "30", "wounded"),
        ("The death toll rose to 45.", "45", "dead"),
        ("It holds 300 kilograms of uranium.", "300 kilograms", "uranium"),
        ("About 5% of its workforce left.", "About 5%", "workforce"),
        ("A $14 billion scheme was signed.", "$14 billion", "scheme"),
        ("Half of the fleet sailed.", "Half of the fleet", "fleet"),
        ("Three troops are missing.", "Three troops", "troops missing"),
    ],
)
def test_what_is_counted(sentence: str, quote: str, of: str) -> None:
    (found,) = quantities(sentence)
    assert (found.quotes[0], found.body["of"]) == (quote, of)


def test_dead_wounded_and_missing_are_told_apart() -> None:
    found = quantities("The raid killed 12 people, wounded 30 and left five missing.")
    assert [f.body["of"] for f in found] == ["people killed", "wounded", "missing"]


def test_the_time_of_the_sentence_is_the_as_of() -> None:
    text = "There were 600 ships in port. In April 2019 there were 40 ships and 3 tugs."
    first, *rest = quantities(text)
    assert first.body["as_of"] is None
    assert {f.body["as_of"] for f in rest} == set(rest[0].rests_on) - {None}


def test_the_innermost_claim_holds_the_number() -> None:
    text = "The envoy said the mayor had counted 40 ships."
    report = Report(text, published="2019-05-16", published_precision="day", language="en")
    outer = Finding.make(report, "claim", [(15, len(text) - 1)], {}, by="test/1", confidence=1.0)
    inner = Finding.make(report, "claim", [(29, len(text) - 1)], {"level": 1}, by="test/1", confidence=1.0)
    (found,) = quantities(text, claim=[outer, inner])
    assert found.body["claim"] == inner.id
    (alone,) = quantities(text)
    assert alone.body["claim"] is None


def test_captions_and_furniture_count_nothing() -> None:
    text = "A crowd of 500 people.\n\nSome 40 ships sailed.\n\nRead by 900 people"
    report = Report(text, published="2019-05-16", published_precision="day", language="en")
    spans = {"caption": (0, 22), "furniture": (text.index("Read"), len(text))}
    parts = [
        Finding.make(report, "part", [span], {"part": part}, by="test/1", confidence=1.0)
        for part, span in spans.items()
    ]
    assert [told(f) for f in quantities(text, part=parts)] == ["40 ship about"]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ar", "وصل ١٬٥٠٠ جندي يوم الثلاثاء", "1500 جندي exact"),
        ("ar", "العقد بقيمة 14 مليار دولار", "14000000000 USD exact"),
        ("fa", "حدود ۳۰ درصد رای دادند", "30 percent exact"),
        ("fa", "در ۳ سال گذشته", ""),
        ("de", "Es kostet 1.234,5 in bar", "1234.5 unit exact"),
    ],
)
def test_other_languages(language: str, sentence: str, expected: str) -> None:
    assert "; ".join(told(f) for f in quantities(sentence, language)) == expected


pieces = st.sampled_from(
    listed(
        "the of in to and or between from 5 12 1,500 2.5 1/2 ½ ١٬٥٠٠ $ € % percent million bn dozen "
        "hundred two three one no half several at least up about more than people troops rockets killed "
        "wounded US - – . , ; ( ) “ ” ’s m km A380 Flight Article aged 3-2 7:15 p.m. 2019 days years-old "
        "-member × 99999999999999999999"
    )
)
jumbles = st.lists(st.tuples(pieces, st.sampled_from([" ", "", "\n"])), max_size=40).map(
    lambda found: "".join(word + gap for word, gap in found)
)


@given(jumbles | st.text(max_size=200), st.sampled_from(["en", "ar", "de"]))
def test_laws_hold_for_any_text(text: str, language: str) -> None:
    for finding in quantities(text, language):
        ((start, end),) = finding.spans
        body = finding.body
        assert finding.quotes == (text[start:end],)
        assert 0 <= finding.confidence <= 1
        assert body["unit"]
        assert abs(body["value"]) < 1e28
        assert (body["bound"] == "range") == (body["high"] is not None)
        assert body["high"] is None or body["high"] > body["value"]


@given(st.integers(0, 10**15 - 1))
def test_digits_are_read_back(value: int) -> None:
    for form in (
        str(value),
        f"{value:,}",
        f"{value:,}".replace(",", "٬"),
        "".join("٠١٢٣٤٥٦٧٨٩"[int(d)] for d in str(value)),
    ):
        assert digits(form) == value


@given(st.integers(1, 999_999))
def test_number_words_are_read_back(value: int) -> None:
    t = tokens(spelled(value))
    found = numeral(t, 0)
    assert found
    assert (found.value, found.last) == (value, len(t))


ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = listed("- - twenty thirty forty fifty sixty seventy eighty ninety")


def spelled(n: int) -> str:
    if n >= 1000:
        return f"{spelled(n // 1000)} thousand" + (f" {spelled(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        return f"{ONES[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    if n >= 20:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    return ONES[n]


@given(st.sampled_from(["Norland", "Sudland"]), st.integers(2, 5000))
def test_names_change_nothing_else(name: str, number: int) -> None:
    text = f"{name} lost {number:,} {name} troops and $3 million; two {name}ans were killed by {name}'s 16 rockets."
    other = text.replace(name, "Estland")
    assert [(f.spans, _without(f, name)) for f in quantities(text)] == [
        (f.spans, _without(f, "Estland")) for f in quantities(other)
    ]


def _without(finding: Finding, name: str) -> dict[str, object]:
    return {
        key: value.replace(name, "*") if isinstance(value, str) else value
        for key, value in finding.body.items()
    }


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("rockets", "rocket"),
        ("bases", "base"),
        ("bodies", "body"),
        ("gunmen", "gunman"),
        ("women", "woman"),
        ("churches", "church"),
        ("viruses", "virus"),
        ("MPs", "MP"),
        ("UAVs", "UAV"),
        ("people", "person"),
        ("news", "news"),
        ("glass", "glass"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert is_plural(plural) == (plural != one)
