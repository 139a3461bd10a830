"""Our word pieces: cases by hand, and equality with the reference implementation where it is installed."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.encoder.wordpiece import WordPiece, plain_words

VOCABULARY = Path(str(resources.files("sayso.annotate.encoder") / "models" / "vocab.txt"))
SMALL = WordPiece(["[UNK]", "[CLS]", "[SEP]", "un", "##said", "said", ",", "##a", "e", "中"])


@pytest.fixture(scope="module")
def full() -> WordPiece:
    return WordPiece.load(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("said", ["said"]),
        ("SAID", ["said"]),
        ("unsaid", ["un", "##said"]),
        ("É", ["e"]),
        ("said, said", ["said", ",", "said"]),
        ("saidx", ["[UNK]"]),
        ("中中", ["中", "中"]),
        ("s\u200baid", ["said"]),
        ("", []),
        ("\u200b", []),
        ("u" * 101, ["[UNK]"]),
    ],
)
def test_pieces_by_hand(text: str, pieces: list[str]) -> None:
    assert SMALL.encode(text) == tuple(SMALL.ids[p] for p in pieces)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-backed", ["u", ".", "s", ".", "-", "backed"]),
        ("“Non”, dit-il", ["“", "non", "”", ",", "dit", "-", "il"]),
        ("a\u00a0b\tc", ["a", "b", "c"]),
        ("x$y", ["x", "$", "y"]),
        ("Tehrān Kermânshâh", ["tehran", "kermanshah"]),
    ],
)
def test_words_before_pieces(text: str, words: list[str]) -> None:
    assert list(plain_words(text)) == words


SAMPLES = [
    "The envoy “would not” say, however: 1,200 troops – or 3.5% – left U.S.-run bases…",
    "LE PRÉSIDENT A DÉCLARÉ; «Nous partons» — naïve façade, Ångström, ﬁnance",
    "قال المتحدث إن القوات انسحبت",
    "وزارت خارجه گفت",
    "Президент заявил, что",
    "他说：他们离开了",
    "日本語のテキスト",
    "e\u0301te\u0301 A\u030a İstanbul ǅ ß ſ",
    "a\u00adb\u200dc \ufeffd\u0000e\ufffdf",
    "100°C ½ ₤5 €7 №3 ©2020 ™",
    "x" * 120,
    "'' `` ‘ ’ ‹ › „ ‟ ′ ″",
    "😀 said 👩‍👩‍👧",
    "\r\n\t\v\f mixed \u2028 breaks \u3000 wide",
]


@pytest.mark.parametrize("text", SAMPLES)
def test_equal_to_the_reference(full: WordPiece, text: str) -> None:
    assert full.encode(text) == _reference(text)


# Later characters are left out: whether they are marks or letters depends on the Unicode version of each side.
EVERYDAY = st.characters(max_codepoint=0x5FF) | st.sampled_from("–—‘’“”„…‹›€№™中文說한ﬁ\u200b\u3000😀ẞ")


@given(text=st.text(EVERYDAY, max_size=80))
def test_equal_to_the_reference_on_any_text(full: WordPiece, text: str) -> None:
    assert full.encode(text) == _reference(text)


_held: list[object] = []


def _reference(text: str) -> tuple[int, ...]:
    tokenizers = pytest.importorskip("tokenizers", reason="the reference word pieces are not installed")
    if not _held:
        from tokenizers import models, normalizers, pre_tokenizers

        tokenizer = tokenizers.Tokenizer(
            models.WordPiece.from_file(str(VOCABULARY), unk_token="[UNK]", max_input_chars_per_word=100)
        )
        tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        _held.append(tokenizer)
    return tuple(_held[0].encode(text, add_special_tokens=False).ids)  # type: ignore[attr-defined]
