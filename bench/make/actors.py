"""Build ``actors/base/countries.tsv``: CLDR's names of countries and the words of ``countries.tsv`` beside this file.

    python bench/make/actors.py

Needs Babel (BSD; CLDR data under the Unicode licence), here and nowhere else. The other files of the base are
written by hand: one entry a line, signed and dated, so that a change of government is a diff of two lines.
"""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/sayso/annotate/actors/base/countries.tsv"
SIGNED = "cldr 48; sayso 2026-11-25"
FORMER = frozenset(
    [
        "ANT", "ASC", "BUR", "CPT", "CSK", "DDR", "DGA", "EUE", "FXX", "NTZ", "QOO", "QUU", "SCG", "SUN",
        "TAA", "TMP", "XAA", "XBB", "XKK", "YMD", "YUG", "ZAR", "ZZZ"
    ]
)  # fmt: skip
"""CLDR's codes of states and territories that are no more, and of what is no country."""

HEAD = """#! known to 2025-06-30
# Built by bench/make/actors.py: change the words in bench/make/countries.tsv, not here.
# One entry a line: code, names, kind, ISO alpha-2 code (of a country), since, until, signed.
"""


def alpha3_to_alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, from CLDR's territory aliases; Kosovo by its user-assigned codes."""
    aliases = get_global("territory_aliases")
    known = {
        code: targets[0]
        for code, targets in aliases.items()
        if len(code) == 3 and code.isalpha() and len(targets) == 1
    }
    return {**known, "XKX": "XK"}


def cldr_names(alpha2: str) -> list[str]:
    """The English names CLDR gives, without those in brackets or with "SAR"."""
    name = Locale("en").territories.get(alpha2, "")
    plain = name.split(" (")[0].replace("’", "'")
    spelled = [plain, plain.replace("&", "and"), plain.replace("St.", "Saint"), plain.replace(" SAR China", "")]
    return list(dict.fromkeys(n for n in spelled if n and "SAR" not in n))


def nouns(adjectives: list[str]) -> list[str]:
    """What its people are called when no noun of their own is written: the adjective and its plural."""
    return [form for adjective in adjectives for form in (adjective, adjective + "s")]


def words() -> dict[str, list[list[str]]]:
    """Code → other names, adjectives, nouns, seats of government."""
    lines = (HERE / "countries.tsv").read_text(encoding="utf-8").splitlines()
    rows = {}
    for code, *fields in (x.split("\t") for x in lines if not x.startswith("#")):
        cells = [[w for w in cell.split("|") if w.strip()] for cell in fields]
        rows[code] = [*cells, [], [], [], []][:4]
    return rows


def entries() -> Iterator[tuple[str, list[str], str, str]]:
    """(code, names, kind, alpha-2) of every country CLDR knows or we have words for."""
    alpha2 = alpha3_to_alpha2()
    ours = words()
    territories = Locale("en").territories
    for code in sorted({c for c, two in alpha2.items() if two in territories} | set(ours)):
        if code in FORMER:
            continue
        two = alpha2.get(code, "")
        other, adjectives, people, seats = ours.get(code, [[], [], [], []])
        names = list(dict.fromkeys(cldr_names(two) + other))
        for kind, spelled in (
            ("country", names),
            ("adjective", adjectives),
            ("people", people or nouns(adjectives)),
            ("seat", seats),
        ):
            if spelled:
                yield code, spelled, kind, two if kind == "country" else ""


def main() -> None:
    """Write the file."""
    lines = [
        "\t".join((code, "|".join(names), kind, two, "", "", SIGNED)) for code, names, kind, two in entries()
    ]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
