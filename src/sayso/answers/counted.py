"""What is counted: whether a quantity counts what somebody asks for."""

from collections.abc import Mapping

from sayso.annotate.quantities.money import is_code
from sayso.annotate.quantities.nouns import PEOPLE, STATES, TROOPS, singular, unit_of
from sayso.model import Finding
from sayso.text import words

_FATES: Mapping[str, frozenset[str]] = {
    form: forms
    for forms in (
        frozenset(
            {
                *("dead", "death", "killed", "kill", "fatality", "lives", "life"),
                *(form for form, state in STATES.items() if state in ("dead", "killed")),
            }
        ),
        frozenset({"injury", *(form for form, state in STATES.items() if state in ("wounded", "injured"))}),
    )
    for form in forms
}
"""Words that say the same of people: dead, killed; wounded, injured."""
_ANYBODY = frozenset({"person", "people", "persons", "individual", "human"})
_MONEY = "money"


def counts(quantity: Finding, asked: str) -> bool:
    """Whether a quantity counts what is asked for, singular or plural: every word must be in its unit or its ``of``.

    "people" counts everybody, "soldiers" all troops, "dead" also the killed, "money" every currency; a currency goes by
    its ISO 4217 code.
    """
    unit = str(quantity.body["unit"])
    held = {form for word in words(f"{unit} {quantity.body['of'] or ''}") for form in (word, singular(word))}
    return all(_holds(word, unit, held) for word in words(asked)) and bool(words(asked))


def _holds(word: str, unit: str, held: set[str]) -> bool:
    one = singular(word)
    if is_code(unit):
        return word in (_MONEY, unit.lower()) or one in held
    if one in _FATES or word in _FATES:
        return bool(_FATES.get(word, _FATES.get(one, frozenset())) & held)
    if word in TROOPS:
        return unit == "troop"
    if one in _ANYBODY:
        return unit == "person"
    return one in held or word in held or (word not in PEOPLE and unit_of(word) == unit)
