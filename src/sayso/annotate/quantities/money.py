"""Currencies: signs, codes and names, before a number or after it."""

from sayso.annotate.quantities.nouns import DASHES, Counted, singular
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import pairs, table, words

SIGNS = pairs(
    "$:USD €:EUR £:GBP ¥:JPY ₹:INR ₽:RUB ₺:TRY ₪:ILS ₴:UAH ₩:KRW ₦:NGN ﷼:IRR ₫:VND ฿:THB ₱:PHP ₸:KZT ₾:GEL"
)
"""Currency signs by ISO 4217 code; a bare ``$`` is read as US dollars."""
_DOLLARS = pairs(
    "us:USD usd:USD a:AUD au:AUD aud:AUD c:CAD ca:CAD can:CAD cad:CAD hk:HKD hkd:HKD nz:NZD nzd:NZD s:SGD "
    "sgd:SGD nt:TWD r:BRL mx:MXN mxn:MXN mex:MXN z:ZWL j:JMD tt:TTD n:NAD bds:BBD"
)
"""Letters beside ``$`` that say whose dollars (or, in ``R$`` and ``MX$``, reais and pesos) they are."""
_CODES = words(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD "
    "LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP SYP SZL THB TJS "
    "TMT TND TOP TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
) - {"ALL", "TOP"}
"""ISO 4217 codes in use, without the two that are also words in capitals."""
_LETTERS = pairs("RM:MYR Rs:INR Rp:IDR Fr:CHF SFr:CHF")
"""Letters that stand before an amount as a currency sign."""
_NAMES = table(
    """
    USD: dollar dollars usd bucks دولار دلار
    EUR: euro euros يورو یورو
    GBP: sterling
    JPY: yen
    CNY: yuan renminbi rmb
    RUB: ruble rubles rouble roubles
    UAH: hryvnia hryvnias hryvnya
    ILS: shekel shekels
    THB: baht
    PLN: zloty zlotys
    HUF: forint forints
    BRL: reais
    ZAR: rand
    MYR: ringgit
    NGN: naira
    VND: dong
    KZT: tenge
    GEL: lari
    AMD: drams
    AZN: manat manats
    BDT: taka
    IRR: toman tomans
    """
)
"""Names of currencies that one country uses, or that mean one country's when nothing else is said."""
_SHARED = table(
    """
    pound: pound pounds
    franc: franc francs
    peso: peso pesos
    rupee: rupee rupees
    dinar: dinar dinars
    dirham: dirham dirhams
    lira: lira liras
    rial: rial rials
    riyal: riyal riyals
    krone: krone kroner
    krona: krona kronor
    crown: crown crowns
    won: won
    leu: leu lei
    afghani: afghanis
    """
)
"""Names that several currencies bear: the word before says whose, else the name itself is the unit."""
_WHOSE = table(
    """
    AUD: australian_dollar
    CAD: canadian_dollar
    SGD: singapore_dollar
    TWD: taiwan_dollar
    HKD: kong_dollar
    NZD: zealand_dollar
    ZWL: zimbabwean_dollar
    GBP: british_pound
    EGP: egyptian_pound
    SYP: syrian_pound syrian_lira
    LBP: lebanese_pound lebanese_lira
    SDG: sudanese_pound
    TRY: turkish_lira
    CHF: swiss_franc
    XOF: cfa_franc
    MXN: mexican_peso
    PHP: philippine_peso
    ARS: argentine_peso
    COP: colombian_peso
    CLP: chilean_peso
    CUP: cuban_peso
    INR: indian_rupee
    PKR: pakistani_rupee
    NPR: nepalese_rupee
    LKR: lankan_rupee
    IQD: iraqi_dinar
    KWD: kuwaiti_dinar
    JOD: jordanian_dinar
    LYD: libyan_dinar
    DZD: algerian_dinar
    TND: tunisian_dinar
    BHD: bahraini_dinar
    RSD: serbian_dinar
    OMR: omani_rial
    YER: yemeni_rial
    IRR: iranian_rial
    QAR: qatari_rial qatari_riyal
    SAR: saudi_riyal saudi_rial
    MAD: moroccan_dirham
    AED: emirati_dirham uae_dirham
    DKK: danish_krone danish_crown
    NOK: norwegian_krone norwegian_crown
    SEK: swedish_krona swedish_crown
    CZK: czech_crown czech_koruna
    KRW: korean_won
    RON: romanian_leu
    MDL: moldovan_leu
    AFN: afghan_afghani
    USD: us_dollar american_dollar
    CNY: chinese_yuan
    JPY: japanese_yen
    RUB: russian_ruble russian_rouble
    UAH: ukrainian_hryvnia
    ILS: israeli_shekel
    """
)
_CENTS = table(
    """
    cent: cent cents
    penny: pence penny
    sen: sen
    """
)


def is_code(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return unit in _CODES


def money_after(t: Tokens, i: int) -> Counted | None:
    """``dollars``, ``Iraqi dinars``, ``EUR``, ``€`` after a number."""
    i = i + 1 if t.at(i) == "-" and t.joined(i) else i
    if t.at(i) in SIGNS and t.at(i) != "$":
        return Counted(i + 1, SIGNS[t.at(i)], None, 0.95)
    if t.word(i) in _CODES:
        return Counted(i + 1, t.word(i), None, 0.95)
    for at in (i, i + 1, i + 2):
        if named := _named(t, i, at):
            return Counted(at + 1, named, None, 0.95)
    return None


def _named(t: Tokens, first: int, at: int) -> str | None:
    """The currency of the name at ``at``, the word before it included from ``first`` on."""
    word = t.at(at)
    stem = _SHARED.get(word) or (singular(word) if word in _NAMES else word)
    if at > first:
        return _WHOSE.get(f"{t.at(at - 1)} {stem}")
    if word in _CENTS:
        return _CENTS[word]
    if t.word(at)[:1].isupper():
        return None
    if word in _NAMES:
        return _NAMES[word]
    # Pounds alone weigh: only whose they are, or a sign, makes them money.
    return _SHARED[word] if word in _SHARED and _SHARED[word] != "pound" else None


def money_before(t: Tokens, i: int) -> tuple[str, int] | None:
    """The currency before the number at ``i`` and its first token: ``$``, ``US$``, ``$US``, ``HK $``, ``EUR``."""
    at = i - 1
    if t.at(at) in DASHES and t.joined(at) and t.at(at - 1) in SIGNS:
        at -= 1
    sign = t.at(at)
    if sign in _DOLLARS and t.at(at - 1) == "$" and t.joined(at):
        return _DOLLARS[sign], at - 1
    if sign == "$":
        return _dollars(t, at)
    if sign in SIGNS:
        return SIGNS[sign], at
    if t.word(at) in _CODES:
        return t.word(at), at
    if sign == "=" and t.word(at - 1) == "Y" and t.joined(at):
        return "JPY", at - 1  # how wires without the sign write yen
    if t.word(at) == "PS" and t.joined(i):
        return "GBP", at  # the same, for pounds sterling
    at = at - 1 if sign == "." else at
    return (_LETTERS[t.word(at)], at) if t.word(at) in _LETTERS else None


def _dollars(t: Tokens, at: int) -> tuple[str, int]:
    letters = t.at(at - 1)
    beside = t.joined(at) or (t.gap(at) == " " and t.word(at - 1).replace(".", "") in ("US", "HK", "NZ"))
    return (_DOLLARS[letters], at - 1) if beside and letters in _DOLLARS else ("USD", at)
