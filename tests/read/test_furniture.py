"""Furniture by its words, and furniture learned from what an outlet repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.furniture import digest, is_call, learn_furniture, section_kind
from sayso.read.item import Article
from sayso.read.parts import lay_out


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Velmark counts its wells",
        "READ ALSO",
        "Sign up for our newsletter",
        "Get the day’s stories delivered to your inbox",
        "Follow us on Telegram",
        "Follow Ana Lind on Twitter @analind",
        "Advertisement",
        "Slideshow (4 Images)",
        "Read or Share this story: https://courier.example/1",
        "* Click here for more *",
        "اقرأ أيضا: السد",
        "بیشتر بخوانید",
        "Читайте также",
        "Haberin devamı için",
        "Lesen Sie auch: Der Damm",
        "Lire aussi : le barrage",
        "קראו גם",
        "相关阅读",
        "関連記事",
    ],
)
def test_a_call(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line",
    [
        "Readers more than writers know the valley.",
        "Subscribers to the gas network were told on Monday.",
        "Shares of the dam company fell on Monday.",
        "Following the talks, the gates were opened.",
        "About 40 people had been moved from the bank.",
        "Watchmen stood at the gates.",
        "Comments by the minister were not expected.",
        "Livestock had been moved up the hill before the water came.",
        "Topics of the talks were not told.",
        "",
    ],
)
def test_prose_is_none(line: str) -> None:
    assert not is_call(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("About us", "about"), ("About Border Watch", "about"), ("About the author", "about"), ("Most read", "section"),
     ("About 40 people", None), ("About Karvena.", None), ("Read more: the dam", None), ("درباره ما", "about")],
)  # fmt: skip
def test_headings_of_blocks(line: str, kind: str | None) -> None:
    assert section_kind(line) == kind


BOX = "The Courier is made by twelve people in a house by the river."
REPORTS = [
    f"Report number {n} tells what nobody else has told of well {n}.\n{BOX}\n{n} comments" for n in "abcdefgh"
]


def test_what_an_outlet_repeats_is_learned() -> None:
    learned = learn_furniture([("Courier", report) for report in REPORTS] + [("Times", REPORTS[0])])
    assert digest(BOX) in learned["Courier"]
    assert digest(REPORTS[0].split("\n")[0]) not in learned["Courier"]
    assert "Times" not in learned
    parts = lay_out(REPORTS[0], Article(REPORTS[0]), learned["Courier"]).parts
    assert [part.part for part in parts] == ["body", "furniture"]


@given(st.permutations([("Courier", report) for report in REPORTS]))
def test_learning_knows_no_order_and_counts_a_text_once(pairs: list[tuple[str, str]]) -> None:
    assert learn_furniture(pairs) == learn_furniture([*pairs, *pairs])
    assert learn_furniture(pairs) == learn_furniture(sorted(pairs))


def test_figures_in_a_repeated_line_do_not_count() -> None:
    assert digest("18 comments, 3 shares") == digest("7 Comments, 12  shares")
