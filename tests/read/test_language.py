"""The language of a text, mostly told without loading the model."""

import sys

import pytest

from sayso.read import language
from sayso.read.language import detect, fits, tag

TOLD = {
    "en": "Two officials told the agency on Monday that the talks had been moved to the capital after a week.",
    "de": "Zwei Beamte sagten der Agentur am Montag, dass die Gespräche in die Hauptstadt verlegt sind.",
    "fr": "Deux responsables ont déclaré lundi que les pourparlers avaient été déplacés dans la capitale.",
    "es": "Dos funcionarios dijeron el lunes que los encuentros con la otra parte se harán en la capital.",
    "it": "Due funzionari hanno detto lunedì che i colloqui sono stati spostati nella capitale per una settimana.",
    "tr": "İki yetkili görüşmelerin bir hafta için başkente taşındığını ve daha sonra süreceğini söyledi.",
    "ru": "Два чиновника сообщили в понедельник, что переговоры были перенесены в столицу после недели молчания.",
    "uk": "Два посадовці повідомили в понеділок, що переговори були перенесені до столиці після тижня мовчання.",
    "ar": "قال مسؤولان يوم الاثنين إن المحادثات نقلت إلى العاصمة بعد أسبوع من الصمت وإن الوفدين وصلا",
    "fa": "دو مقام روز دوشنبه به خبرگزاری گفتند که گفتگوها پس از یک هفته به پایتخت منتقل شده است",
    "ur": "دو حکام نے پیر کو ایجنسی کو بتایا کہ مذاکرات ایک ہفتے کے بعد دارالحکومت منتقل کر دیے گئے ہیں",
    "he": "שני פקידים אמרו לסוכנות ביום שני כי השיחות הועברו לבירה לאחר שבוע של שתיקה",
    "zh": "两名官员周一告诉该社，会谈在沉默一周后已转移到首都举行。",
    "ja": "当局者２人が月曜日、通信社に対し、協議は首都に移されたと語った。",
    "ko": "두 명의 관리는 월요일 통신사에 회담이 수도로 옮겨졌다고 말했다.",
    "el": "Δύο αξιωματούχοι δήλωσαν τη Δευτέρα ότι οι συνομιλίες μεταφέρθηκαν στην πρωτεύουσα.",
}


@pytest.mark.parametrize("expected", TOLD)
def test_told_by_script_and_common_words(expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(head: str) -> str:
        raise AssertionError(f"the model was asked about {head!r}")

    monkeypatch.setattr(language, "_by_model", forbidden)
    assert detect(TOLD[expected]) == expected


@pytest.mark.parametrize("text", ["", "!!! 123", "Dam open", "Karvena Times 2019", "…"])
def test_too_short_to_tell(text: str) -> None:
    assert detect(text) is None


def test_the_model_is_asked_in_doubt_and_only_then() -> None:
    basque = (
        "Bi funtzionariok astelehenean esan zuten elkarrizketak hiriburura eraman zituztela aste bat lehenago."
    )
    assert detect(basque, in_doubt=False) is None
    assert detect(basque) == "eu"
    assert "py3langid" in sys.modules


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("en", "en"),
        ("en_us", "en-US"),
        ("English", "en"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("iw", "he"),
        ("en-US.UTF-8", "en-US"),
        ("en, fr", "en"),
        ("und", None),
        ("x", None),
        ("", None),
    ],
)
def test_tags(stated: str, expected: str | None) -> None:
    assert tag(stated) == expected


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [("en", TOLD["ar"], False), ("ar", TOLD["ar"], True), ("fa", TOLD["ar"], True), ("en-GB", TOLD["fr"], True),
     ("ja", TOLD["ja"], True), ("ja", TOLD["zh"], True), ("sr", TOLD["ru"], True), ("en", "?", True)],
)  # fmt: skip
def test_a_stated_language_must_fit_the_script(stated: str, text: str, expected: bool) -> None:
    assert fits(stated, text) is expected
