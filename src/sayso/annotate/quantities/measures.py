"""Percentages and measures after a number: ``%``, ``km``, ``square miles``, ``barrels``, ``-member``."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.annotate.quantities.nouns import DASHES, PEOPLE, TIME_UNITS, Counted, complement
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import pairs, table, words

MEASURES = table(
    """
    kilometre: kilometre kilometres kilometer kilometers km kms
    metre: metre metres meter meters
    centimetre: centimetre centimetres centimeter centimeters cm
    millimetre: millimetre millimetres millimeter millimeters mm
    micrometre: micrometre micrometres micrometer micrometers micron microns μm µm
    nanometre: nanometre nanometres nanometer nanometers
    mile: mile miles
    yard: yard yards yd yds
    foot: foot feet ft
    inch: inch inches ″
    hectare: hectare hectares ha
    acre: acre acres
    kilogram: kilogram kilograms kilogramme kilogrammes kilo kilos kg kgs
    gram: gram grams gramme grammes
    milligram: milligram milligrams mg
    microgram: microgram micrograms
    tonne: tonne tonnes
    ton: ton tons
    pound: lb lbs
    ounce: ounce ounces oz
    litre: litre litres liter liters
    millilitre: millilitre millilitres milliliter milliliters ml
    gallon: gallon gallons
    pint: pint pints
    quart: quart quarts
    barrel: barrel barrels bbl
    carat: carat carats
    watt: watt watts
    kilowatt: kilowatt kilowatts kw
    megawatt: megawatt megawatts mw
    gigawatt: gigawatt gigawatts gw
    kilowatt_hour: kwh
    megawatt_hour: mwh
    gigawatt_hour: gwh
    volt: volt volts
    ampere: amp amps ampere amperes
    hertz: hertz hz
    kilohertz: kilohertz khz
    megahertz: megahertz mhz
    gigahertz: gigahertz ghz
    horsepower: horsepower hp bhp
    decibel: decibel decibels db
    degree: degree degrees
    degree_Celsius: celsius
    degree_Fahrenheit: fahrenheit
    pascal: pascal pascals
    gigapascal: gigapascal gigapascals gpa
    becquerel: becquerel becquerels
    sievert: sievert sieverts
    kilobyte: kilobyte kilobytes kb
    megabyte: megabyte megabytes mb
    gigabyte: gigabyte gigabytes gb
    terabyte: terabyte terabytes tb
    milliampere_hour: mah
    mile_per_hour: mph
    kilometre_per_hour: kph kmh
    mile_per_gallon: mpg
    revolution_per_minute: rpm
    part_per_million: ppm
    part_per_billion: ppb
    knot: knots
    kiloton: kiloton kilotons
    """
)
"""Words and letters of measures. What single letters mean beside a number is in ``_ATTACHED``."""
_ATTACHED: Mapping[str, str] = MappingProxyType(
    {
        "m": "metre",
        "g": "gram",
        "l": "litre",
        "L": "litre",
        "W": "watt",
        "V": "volt",
        "A": "ampere",
        "K": "kelvin",
        "C": "degree Celsius",
        "F": "degree Fahrenheit",
        "t": "tonne",
        "p": "penny",
        "kN": "kilonewton",
        "Nm": "newton metre",
        "PS": "horsepower",
    }
)
"""Letters that are a measure only where they touch the number; capitals matter."""
_SPACED: Mapping[str, str] = MappingProxyType(
    {"W": "watt", "V": "volt", "PS": "horsepower", "Nm": "newton metre", "p": "penny"}
)
"""The same, with a space before them."""
_POWERS = pairs("square:square sq:square cubic:cubic cu:cubic")
_RAISED = pairs("2:square ²:square 3:cubic ³:cubic")
_COMPOUNDED = words(
    "member nation country state party seat man person strong vehicle car truck ship boat storey story "
    "bed room bedroom point goal vote judge justice team page cylinder door passenger seater lane bomb "
    "missile aircraft soldier horse wicket run game match book song track volume bus"
)
"""Nouns counted in ``12-member council``, ``60-seat hall``."""


def percent(t: Tokens, i: int) -> Counted | None:
    """``%``, ``percent``, ``per cent``, ``percentage points``, ``basis points``."""
    i = i + 1 if t.at(i) == "-" and t.joined(i) else i
    word = t.at(i)
    if word in ("%", "٪", "percent", "pct") or (word == "pc" and t.joined(i)):
        return Counted(i + 1, "percent", complement(t, i + 1), 0.97)
    if word in ("درصد", "بالمئة", "بالمائة") or (word, t.at(i + 1)) in (("في", "المئة"), ("في", "المائة")):
        return Counted(i + 2 if word == "في" else i + 1, "percent", None, 0.9)
    if (word, t.at(i + 1)) == ("per", "cent"):
        return Counted(i + 2, "percent", complement(t, i + 2), 0.97)
    if word in ("percentage", "basis") and t.at(i + 1) in ("point", "points"):
        return Counted(i + 2, f"{word} point", None, 0.95)
    return None


def measure(t: Tokens, i: int) -> Counted | None:
    """``km``, ``square miles``, ``barrels of oil``, ``degrees Celsius``; letters such as ``m`` where they touch."""
    hyphen = t.at(i) == "-" and t.joined(i) and t.joined(i + 1)
    at = i + 1 if hyphen else i
    if t.joined(i) and not hyphen and (found := _attached(t, at)):
        return found
    if t.word(at) in _SPACED and t.at(at + 1) != ".":
        return Counted(at + 1, _SPACED[t.word(at)], None, 0.6)
    power = _POWERS.get(t.at(at))
    if power:
        at = at + 2 if t.at(at + 1) in (".", "-") else at + 1
    unit = "metre" if power and t.at(at) == "m" else MEASURES.get(t.at(at))
    if not unit:
        return None
    if unit == "degree" and t.at(at + 1) in ("celsius", "fahrenheit", "c", "f"):
        return Counted(at + 2, f"degree {'Celsius' if t.at(at + 1)[0] == 'c' else 'Fahrenheit'}", None, 0.95)
    return Counted(at + 1, f"{power} {unit}" if power else unit, complement(t, at + 1), 0.93)


def _attached(t: Tokens, at: int) -> Counted | None:
    """Letters that touch the number: ``32m2``, ``6.5g``."""
    word = t.at(at)
    if word in ("m", "km", "cm", "mm") and t.joined(at + 1) and t.at(at + 1) in _RAISED:
        return Counted(at + 2, f"{_RAISED[t.at(at + 1)]} {MEASURES.get(word, 'metre')}", None, 0.9)
    alone = not t.joined(at + 1) or not t.word(at + 1)[:1].isalnum()
    return Counted(at + 1, _ATTACHED[t.word(at)], None, 0.7) if alone and t.word(at) in _ATTACHED else None


def compound(t: Tokens, i: int) -> Counted | None:
    """``-member`` of ``12-member council``, ``-seat``, ``-car``; ``-day`` is a duration."""
    if t.at(i) == "member":
        return Counted(i + 1, "member", "member", 0.7)
    if t.at(i) not in DASHES or not t.joined(i):
        return None
    if t.at(i + 1) in (",", "and", "or", "to"):
        return _suspended(t, i + 1)
    word = t.at(i + 1)
    if word in TIME_UNITS and t.joined(i + 1):
        return Counted(i + 2, word, duration=True)
    if word not in _COMPOUNDED or not t.joined(i + 1):
        return None
    return Counted(i + 2, "person" if word in PEOPLE | {"man", "strong"} else word, word, 0.8)


def _suspended(t: Tokens, i: int) -> Counted | None:
    """The unit of ``four-, five- and six-cylinder``, which stands at the last number only."""
    for k in range(i, i + 8):
        if t.at(k) == "-" and t.joined(k) and t.joined(k + 1) and t.word(k + 1)[:1].isalpha():
            unit = measure(t, k) or compound(t, k)
            return unit and Counted(i, unit.unit, unit.of, 0.7, unit.duration)
    return None
