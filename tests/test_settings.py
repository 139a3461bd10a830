import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.settings import TEMPLATE, Settings, find, load, parse

EXAMPLES = Path(__file__).parents[1] / "examples"
PARTY = '[[party]]\nname = "A"\ncodes = ["AAA"]\n'
OUTLET = '[[outlet]]\nname = "O"\n'
ACTOR = '[[actor]]\nname = "P"\ncode = "AAA.GOV"\n'
SOURCE = '[[source]]\naddress = "https://o.example/feed"\n'
PLACE = '[[place]]\nname = "X"\n'

BAD = {
    "": "name: must be a text that is not empty",
    'name = " "': "name: must be a text that is not empty",
    "name = 5": "name: must be a text that is not empty",
    'name = "a\\u0000b"': "name: holds a control character",
    'name = "D"\ncolour = "red"': "colour: no such key; known: actor, collect, languages, ledger, name",
    'name = "D"\ntime_zone = "Mars/Olympus"': "time_zone: no time zone 'Mars/Olympus'",
    'name = "D"\ntime_zone = "../../etc/passwd"': "time_zone: no time zone",
    'name = "D"\ntime_zone = "Europe"': "time_zone: no time zone",
    'name = "D"\ntime_zone = 1': "time_zone: must be a text",
    'name = "D"\nweights = "heavy"': "weights: 'heavy' are none; known: news, free",
    'name = "D"\nlanguages = "en"': "languages: must be a list of texts",
    'name = "D"\nlanguages = [1]': "languages: must be a list of texts",
    'name = "D"\nlanguages = ["english please"]': "languages: 'english please' is no language tag",
    'name = "D"\nledger = "x"': "[ledger] must be a table",
    'name = "D"\n[ledger]\nfile = "x"': "[ledger] file: no such key; known: database",
    'name = "D"\n[ledger]\ndatabase = 5': "[ledger] database: must be a text",
    'name = "D"\n[parameters]\nx = "y"': "[parameters] x: must be a number, not 'y'",
    'name = "D"\n[parameters]\nx = true': "[parameters] x: must be a number, not True",
    'name = "D"\n[parameters]\nx = nan': "[parameters] x: must be a number, not nan",
    'name = "D"\n[parameters]\nx = -inf': "[parameters] x: must be a number, not -inf",
    'name = "D"\n[parameters]\nx = 1' + "0" * 400: "[parameters] x: must be a number, not 1000",
    'name = "D"\nparty = "A"': "write each party as [[party]]",
    'name = "D"\nparty = ["A"]': "write each party as [[party]]",
    'name = "D"\n[party]\nname = "A"': "write each party as [[party]]",
    'name = "D"\n[[party]]\nname = "A"': "[[party]] number 1: codes is missing",
    'name = "D"\n[[party]]\nname = "A"\ncodes = []': "[[party]] number 1: codes: name at least one actor code",
    'name = "D"\n[[party]]\nname = "A"\ncodes = ["Iraq"]': "[[party]] number 1: codes: 'Iraq' is no actor code",
    'name = "D"\n' + PARTY + 'country = "IRQ"': "[[party]] number 1: country: 'IRQ'; two letters",
    'name = "D"\n' + PARTY + PARTY: "[[party]] 'A' stands there twice",
    'name = "D"\n' + PARTY + PARTY.replace('"A"', '"B"'): "[[party]] 'AAA' stands there twice",
    'name = "D"\n' + OUTLET + 'grade = "G"': "[[outlet]] number 1: grade: 'G' is no Admiralty grade",
    'name = "D"\n' + OUTLET + "grade = true": "[[outlet]] number 1: grade: must be a text",
    'name = "D"\n' + OUTLET + 'kind = "blog"': "[[outlet]] number 1: kind: 'blog'; one of agency",
    'name = "D"\n' + OUTLET + 'domains = "o.example"': "[[outlet]] number 1: domains: must be a list",
    'name = "D"\n' + OUTLET + 'nmae = "x"': "[[outlet]] number 1: nmae: no such key; known: country",
    'name = "D"\n' + OUTLET + OUTLET: "[[outlet]] 'O' stands there twice",
    'name = "D"\n' + OUTLET + '[[outlet]]\nname = "P"\nnames = ["O"]': "[[outlet]] 'O' stands there twice",
    'name = "D"\n' + SOURCE + SOURCE: "[[source]] 'https://o.example/feed' stands there twice",
    'name = "D"\n' + SOURCE + 'kind = "rss"': "[[source]] number 1: kind: 'rss'; one of feed, sitemap, pages",
    'name = "D"\n' + SOURCE + "rhythm = 5": "[[source]] number 1: rhythm: at least 60 seconds",
    'name = "D"\n' + SOURCE + 'rhythm = "often"': "[[source]] number 1: rhythm: must be a whole number",
    'name = "D"\n' + SOURCE + "back = true": "[[source]] number 1: back: must be a whole number above 0",
    'name = "D"\n' + SOURCE.replace("https", "ftp"): "[[source]] number 1: address: 'ftp://o.example/feed'",
    'name = "D"\n[collect]\nproxy = "host"': "[collect] proxy: no address; write it http://host:port",
    'name = "D"\n[collect]\nhost_delay = -1': "[collect] host_delay lies from 0 to 3600 seconds",
    'name = "D"\n[collect]\nrevisit = 6': "[collect] revisit: must be a list of numbers, like [6, 24]",
    'name = "D"\n[collect]\nnetworks = ["home"]': "[collect] networks: 'home' is no network",
    'name = "D"\n[collect]\nthreads = 1000': "[collect] threads: at most 256",
    'name = "D"\n' + ACTOR.replace("AAA.GOV", "aaa"): "[[actor]] number 1: code: 'aaa' is no actor code",
    'name = "D"\n' + ACTOR + 'kind = "robot"': "[[actor]] number 1: kind: 'robot'; one of person",
    'name = "D"\n' + ACTOR + 'since = "soon"': "[[actor]] number 1: since: no day 'soon'",
    'name = "D"\n' + ACTOR + 'since = "2019-02-30"': "[[actor]] number 1: since: no day '2019-02-30'",
    'name = "D"\n' + ACTOR + 'since = "2019-W01-1"': "[[actor]] number 1: since: no day",
    'name = "D"\n' + ACTOR + "since = 2019-05-16T10:00:00Z": "[[actor]] number 1: since: no day",
    'name = "D"\n' + ACTOR + "since = 2020-01-01\nuntil = 2019-01-01": "it ends (2019-01-01) before it begins",
    'name = "D"\n' + PLACE + "lat = 3": "[[place]] number 1: lat and lon: give both or neither",
    'name = "D"\n' + PLACE + "lat = 99\nlon = 0": "[[place]] number 1: lat and lon: no place on Earth",
    'name = "D"\n' + PLACE + 'lat = "3"\nlon = 0': "[[place]] number 1: lat: must be a number",
    'name = "D"\n' + PLACE + 'precision = "exact"': "[[place]] number 1: precision: 'exact'; one of point",
    'name = "D"\n[[place]]\ncountry = "IQ"': "[[place]] number 1: name is missing",
    "name = ": "not valid TOML",
    'name = "D"\nname = "E"': "not valid TOML",
    "a = " + "[" * 5000: "not valid TOML",
}


@pytest.mark.parametrize(("text", "message"), BAD.items(), ids=range(len(BAD)))
def test_what_cannot_be_used_says_where_and_why(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {})
    assert str(caught.value).startswith(f"{tmp_path / 'desk.toml'}: ")
    assert message in str(caught.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_bytes(b"name = '\xff\xfe'")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load(tmp_path, {})


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path, {})


def test_no_desk_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"is no desk: it has no desk.toml. Make one: sayso new"):
        load(tmp_path, {})


def test_the_template_is_a_desk_also_with_its_examples() -> None:
    plain = TEMPLATE.format(name="D")
    assert parse(tomllib.loads(plain)) == Settings("D")
    told = parse(tomllib.loads("\n".join(line.removeprefix("# ") for line in plain.splitlines()[1:])))
    assert (len(told.parties), len(told.outlets), len(told.actors), len(told.places)) == (1, 1, 1, 1)
    assert told.actors[0].since == "2019-01-01"
    assert told.outlets[0].grade == "F"


def test_the_example_desk() -> None:
    told = load(EXAMPLES, {})
    assert [party.name for party in told.parties[:2]] == ["Kaldria", "Torrund"]
    assert told.outlet("Meridian") == told.outlet("Meridian Wire") is not None
    assert told.outlet("nobody") is None
    assert told.outlet(None) is None
    assert {actor.kind for actor in told.actors} == {"person", "body"}


@pytest.mark.parametrize(
    ("said", "kept"), [("2019", "2019"), ('"2019-05"', "2019-05"), ("2019-05-16", "2019-05-16")]
)
def test_days_as_coarse_as_they_are_known(said: str, kept: str) -> None:
    assert parse(tomllib.loads(f'name = "D"\n{ACTOR}since = {said}')).actors[0].since == kept


def test_the_environment_names_the_database(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('name = "D"\n[ledger]\ndatabase = "sqlite:///x"', encoding="utf-8")
    assert load(tmp_path, {}).database == "sqlite:///x"
    assert load(tmp_path, {"SAYSO_DATABASE": ""}).database == "sqlite:///x"
    assert load(tmp_path, {"SAYSO_DATABASE": "postgresql://h/d"}).database == "postgresql://h/d"


def test_finding_the_desk(tmp_path: Path) -> None:
    inner = tmp_path / "desk" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "desk" / "desk.toml").touch()
    assert find(None, {}, inner) == tmp_path / "desk"
    assert find(None, {"SAYSO_DESK": "/elsewhere"}, inner) == Path("/elsewhere")
    assert find(Path("/given"), {"SAYSO_DESK": "/elsewhere"}, inner) == Path("/given")
    with pytest.raises(SettingsError, match=r"no desk here or above.*sayso new DIR"):
        find(None, {}, tmp_path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYED = st.dictionaries(
    st.sampled_from(
        [
            "name",
            "time_zone",
            "languages",
            "weights",
            "ledger",
            "party",
            "outlet",
            "actor",
            "place",
            "parameters",
        ]
    ),
    VALUES
    | st.lists(st.dictionaries(st.sampled_from(["name", "code", "codes", "since", "lat"]), VALUES, max_size=4)),
)


@given(KEYED)
def test_whatever_stands_there_it_is_settings_or_an_error_with_a_message(table: dict[str, object]) -> None:
    try:
        told: object = parse(table)
    except SettingsError as error:
        told = str(error)
    assert told


def test_sources_stand_in_files_of_their_own_too(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(f'name = "D"\n{SOURCE}', "utf-8")
    (tmp_path / "sources").mkdir()
    more = tmp_path / "sources" / "more.toml"
    more.write_text(OUTLET + SOURCE.replace("/feed", "/other"), "utf-8")
    settings = load(tmp_path, {})
    assert [one.address for one in settings.sources] == ["https://o.example/feed", "https://o.example/other"]
    assert [one.name for one in settings.outlets] == ["O"]
    for bad, told in ((SOURCE, "more.toml: .*stands there twice"), (PARTY, "more.toml: party: no such key")):
        more.write_text(bad, "utf-8")
        with pytest.raises(SettingsError, match=told):
            load(tmp_path, {})
