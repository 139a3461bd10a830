"""With whom the door speaks: addresses refused in every form, before a byte is sent."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.fetch import Ask, Failed, Got
from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.peers import Reach, system_resolver, why_refused
from testweb import Web

PUBLIC = (
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450::8a",
)
REFUSED = {
    "0.0.0.0": "this network",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "carrier-grade NAT",
    "100.100.100.200": "cloud metadata",
    "127.0.0.1": "loopback",
    "127.255.255.255": "loopback",
    "169.254.169.254": "link-local",
    "168.63.129.16": "cloud metadata",
    "192.0.0.192": "protocol assignments",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::ffff:8.8.8.8": "mapped IPv4",
    "::127.0.0.1": "IPv4-compatible",
    "64:ff9b::8.8.8.8": "NAT64",
    "64:ff9b:1::a00:1": "NAT64",
    "2002:7f00:1::": "6to4",
    "2001:0:7f00:1::": "Teredo",
    "fd00:1::1": "unique local",
    "fd00:ec2::254": "cloud metadata",
    "fd20:ce::254": "cloud metadata",
    "fe80::1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "4000::1": "not global unicast",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_open(address: str) -> None:
    assert why_refused(ip_address(address)) is None


@pytest.mark.parametrize("address", REFUSED)
def test_the_rest_is_not(address: str) -> None:
    assert why_refused(ip_address(address)) == REFUSED[address]


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_is_open_that_python_knows_to_be_private(address: IPv4Address | IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert why_refused(address)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_in_inside_an_ipv6_one(inner: IPv4Address) -> None:
    number = int(inner)
    forms = (0xFFFF << 32 | number, number, 0x2002 << 112 | number << 80, (0x64FF9B << 96) | number)
    teredo = 0x20010000 << 96 | number << 64 | (number ^ 0xFFFFFFFF)
    assert all(why_refused(IPv6Address(form)) for form in (*forms, teredo))


def reach(*addresses: str, private: str | None = None) -> Reach:
    return Reach(lambda host, port: addresses, 1.0, (ip_network(private),) if private else ())


def test_of_several_addresses_only_public_ones_are_tried() -> None:
    assert reach("10.0.0.1", "1.1.1.1", "::1").addresses("wire.example", 80) == [ip_address("1.1.1.1")]


def test_a_network_that_is_given_is_open_and_no_other() -> None:
    given = reach("10.0.0.1", "10.0.1.1", private="10.0.0.0/24")
    assert given.addresses("wire.example", 80) == [ip_address("10.0.0.1")]


OPENED = Reach(system_resolver, 1.0, (ip_network("0.0.0.0/0"), ip_network("::/0")))


@pytest.mark.parametrize("address", REFUSED)
def test_only_private_networks_can_be_opened(address: str) -> None:
    opens = REFUSED[address] in ("private", "loopback", "unique local", "carrier-grade NAT")
    assert OPENED.judge(ip_address(address)) == (None if opens else REFUSED[address])


@pytest.mark.parametrize("answer", ["not an address", "fe80::1%eth0", ""])
def test_a_resolver_that_answers_oddly_opens_nothing(answer: str) -> None:
    with pytest.raises(Fault, match=r"no-name|refused-address"):
        reach(answer).addresses("wire.example", 80)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_the_systems_own_ways_to_write_loopback_are_refused(host: str) -> None:
    with pytest.raises(Fault, match="refused-address"):
        Reach(system_resolver, 1.0).addresses(host, 80)
    with pytest.raises(Fault, match="refused-address"):
        Reach(system_resolver, 1.0).judge_written(host)


class Connected(socket.socket):
    """A socket that says whom it reached."""

    def __init__(self, peer: str, own: str) -> None:
        super().__init__()
        self.ends = peer, own

    def getpeername(self) -> tuple[str, int]:
        return self.ends[0], 80

    def getsockname(self) -> tuple[str, int]:
        return self.ends[1], 40000


@pytest.mark.parametrize(
    ("peer", "own", "told"),
    [
        ("10.0.0.1", "10.0.0.2", "private"),
        ("1.2.3.4", "1.2.3.4", "this machine"),
        ("1.2.3.4", "10.0.0.2", None),
    ],
)
def test_whom_a_socket_reached_is_judged(peer: str, own: str, told: str | None) -> None:
    with Connected(peer, own) as connected:
        if told is None:
            reach().check(connected)
        else:
            with pytest.raises(Fault, match=told):
                reach().check(connected)


def test_the_peer_is_judged_before_a_byte_is_sent(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the judgement of names ever let one through, the connection still says whom it reached."""
    monkeypatch.setattr(Reach, "addresses", lambda *_: [ip_address("127.0.0.1")])
    with web.door(private=()) as door:
        failed = door.fetch(Ask(web.put("wire.example", "/", b"secret")))
    assert isinstance(failed, Failed)
    assert failed.code == "collect.refused-address"
    assert web.asked("wire.example") == ()


def test_a_name_that_moves_is_judged_anew_for_each_connection(web: Web) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    at = web.put("wire.example", "/", b"public")
    with web.door(resolver=lambda host, port: next(answers)) as door:
        first = door.fetch(Ask(at))
        door.close()
        second = door.fetch(Ask(at))
    assert isinstance(first, Got)
    assert (first.peer, web.connections) == ("127.0.0.1", 1)
    assert isinstance(second, Failed)
    assert second.code == "collect.refused-address"
