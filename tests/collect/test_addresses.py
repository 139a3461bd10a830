"""Addresses: read strictly, and shown without their secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.fetch import veiled
from sayso.collect.fetch.addresses import joined, target
from sayso.collect.fetch.faults import Fault

READ = {
    "http://Wire.Example/Feed": ("http", "wire.example", 80, "http://wire.example/Feed"),
    "https://wire.example": ("https", "wire.example", 443, "https://wire.example/"),
    " http://wire.example:8080/a b#c ": ("http", "wire.example", 8080, "http://wire.example:8080/a%20b"),
    "http://wire.example./": ("http", "wire.example", 80, "http://wire.example./"),
    "http://user:secret@wire.example/": ("http", "wire.example", 80, "http://wire.example/"),
    "http://[2606:4700::1]:81/": ("http", "2606:4700::1", 81, "http://[2606:4700::1]:81/"),
    "http://bücher.example/ü": ("http", "xn--bcher-kva.example", 80, "http://xn--bcher-kva.example/%C3%BC"),
    "http://موقع.وزارة.مصر/": ("http", "xn--4gbrim.xn--mgbexc3i.xn--wgbh1c", 80, None),
    "http://good.example\\@evil.example/": ("http", "good.example", 80, None),
    "http://wire.example?a=1": ("http", "wire.example", 80, "http://wire.example/?a=1"),
}
REFUSED = (
    "",
    "wire.example/feed",
    "//wire.example/feed",
    "ftp://wire.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http:///feed",
    "http://./",
    "http://wire.example:0/",
    "http://wire.example:99999/",
    "http://wire.example:http/",
    "http://[::1/",
    "http://wi re.example/",
    "http://wire.example/\r\nHost: other.example",
    "http://wire.example/\x00",
    "http://" + "ä" * 64 + "/",
    "http://wire.example/" + "a" * 9000,
)


@pytest.mark.parametrize("address", READ)
def test_addresses_are_read(address: str) -> None:
    read = target(address, 8192)
    scheme, host, port, plain = READ[address]
    assert (read.scheme, read.host, read.port) == (scheme, host, port)
    assert plain is None or read.address == plain


@pytest.mark.parametrize("address", REFUSED, ids=lambda address: repr(address[:40]))
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(Fault) as raised:
        target(address, 8192)
    assert raised.value.code == "collect.bad-address"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://wire.example/", "http://a@"]))
def test_anything_is_read_or_refused(text: str, begin: str) -> None:
    try:
        read = target(begin + text, 8192)
    except Fault:
        return
    assert read.scheme in ("http", "https")
    assert read.host
    assert read.address.isascii()
    assert target(read.address, 100_000).address == read.address


def test_a_password_is_read_with_its_escapes() -> None:
    assert target("http://ana:a%40b@wire.example/", 99).authorization == "Basic YW5hOmFAYg=="
    assert target("http://wire.example/", 99).authorization is None


JOINED = {
    "/feed": "http://wire.example/feed",
    "feed": "http://wire.example/a/feed",
    "//other.example/": "http://other.example/",
    "https://other.example/x": "https://other.example/x",
    " /feed ": "http://wire.example/feed",
    "http://user:secret@other.example/": "http://other.example/",
    "//user@other.example/": "http://other.example/",
}


@pytest.mark.parametrize("location", JOINED)
def test_redirects_are_read_from_where_they_stand(location: str) -> None:
    assert joined("http://wire.example/a/b", location) == JOINED[location]


def test_a_redirect_that_cannot_be_read_is_a_fault() -> None:
    with pytest.raises(Fault):
        joined("http://wire.example/", "http://[/")


SHOWN = {
    "https://wire.example/feed?page=2&lang=en": "https://wire.example/feed?page=2&lang=en",
    "https://ana:secret@wire.example/": "https://…@wire.example/",
    "https://secret@wire.example/": "https://…@wire.example/",
    "https://ana:se@cret@wire.example/": "https://…@wire.example/",
    "https://wire.example/@author": "https://wire.example/@author",
    "https://wire.example/?token=secret": "https://wire.example/?token=…",
    "https://wire.example/?a=1&access_token=secret&b=2": "https://wire.example/?a=1&access_token=…&b=2",
    "https://wire.example/?API_KEY=secret": "https://wire.example/?API_KEY=…",
    "https://wire.example/?apikey=secret#x": "https://wire.example/?apikey=…#x",
    "https://wire.example/?key=secret": "https://wire.example/?key=…",
    "https://wire.example/?X-Amz-Signature=secret": "https://wire.example/?X-Amz-Signature=…",
    "https://wire.example/?sig=secret&password=secret": "https://wire.example/?sig=…&password=…",
    "https://wire.example/?keyword=oil": "https://wire.example/?keyword=oil",
    "not an address": "not an address",
}


@pytest.mark.parametrize("address", SHOWN)
def test_secrets_are_not_shown(address: str) -> None:
    assert veiled(address) == SHOWN[address]


@given(st.text(st.characters(blacklist_characters="/?#\\", blacklist_categories=("Cs", "Cc")), max_size=20))
def test_no_password_is_ever_shown(password: str) -> None:
    assert f"hide{password}me" not in veiled(f"https://ana:hide{password}me@wire.example/")
