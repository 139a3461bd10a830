"""With whom the door speaks: hosts on the public internet, judged by the address connected to.

A name says nothing: it may resolve to a machine behind the desk's own firewall, and to another one the next time it
is asked. So a name is resolved once for each connection, each address is judged, a judged address is connected to,
and the socket is asked whom it reached before a byte is sent.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from sayso.collect.fetch.faults import Fault

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to IP addresses, best first. Raises ``OSError`` when there are none."""
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOT_PUBLIC = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.100.100.200/32", "cloud metadata"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "mapped IPv4"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fd00:ec2::254/128", "cloud metadata"),
        ("fd20:ce::254/128", "cloud metadata"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
"""IANA's registries of special addresses, IPv4 in IPv6, and where clouds keep their metadata; the first holds."""
_OPENABLE = frozenset({"private", "loopback", "unique local", "carrier-grade NAT"})
"""What may be opened by name of its network. Nothing opens the rest: cloud metadata least of all."""
_RANGES = {
    version: [
        (int(network[0]), int(network[-1]), what) for network, what in NOT_PUBLIC if network.version == version
    ]
    for version in (4, 6)
}
_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that IANA has given out of IPv6."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Addresses as the system gives them. Raises ``OSError`` when the name is not known."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def why_refused(address: Address) -> str | None:
    """What kind of address it is, when it is none of the public internet."""
    number = int(address)
    for low, high, what in _RANGES[address.version]:
        if low <= number <= high:
            return what
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return "not global unicast"
    return None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom one door may connect to."""

    resolver: Resolver
    connect_seconds: float
    private: tuple[Network, ...] = ()
    """Networks that may be entered although they are private. Never filled from what a stranger can write."""

    def addresses(self, host: str, port: int) -> list[Address]:
        """Where a host is and may be reached. Raises ``Fault``: the name is unknown, or all of it is refused."""
        try:
            found = [ip_address(one) for one in self.resolver(host, port)]
        except (OSError, UnicodeError, ValueError):
            raise Fault("collect.no-name", f"the name {host} cannot be resolved") from None
        allowed = [one for one in found if not self.judge(one)]
        if found and not allowed:
            raise refused(found[0], self.judge(found[0]))
        if not found:
            raise Fault("collect.no-name", f"the name {host} has no address")
        return allowed

    def judge(self, address: Address) -> str | None:
        """Why an address may not be connected to, or None."""
        why = why_refused(address)
        return None if why in _OPENABLE and address in self else why

    def __contains__(self, address: Address) -> bool:
        """Whether it lies in one of the private networks that may be entered."""
        return any(address.version == network.version and address in network for network in self.private)

    def judge_written(self, host: str) -> None:
        """Judge a host by how it is written: as an address, in any of the forms the system reads, or as localhost.

        That is all that can be judged of hosts a proxy connects to. Raises ``Fault``.
        """
        if host == "localhost" or host.endswith(".localhost"):
            raise Fault("collect.refused-address", f"{host} is the proxy's own machine")
        try:
            address: Address = ip_address(host)
        except ValueError:
            try:
                address = IPv4Address(socket.inet_aton(host))
            except OSError:
                return
        if why := self.judge(address):
            raise refused(address, why)

    def check(self, connected: socket.socket) -> None:
        """Judge whom a socket reached. Raises ``Fault``, also when it is this very machine."""
        peer = ip_address(connected.getpeername()[0])
        if why := self.judge(peer):
            raise refused(peer, why)
        if peer in self:
            return
        if peer == ip_address(connected.getsockname()[0]):
            raise refused(peer, "this machine")


def refused(address: Address, why: str | None) -> Fault:
    """The fault of an address that is not entered."""
    return Fault("collect.refused-address", f"{address} is not on the public internet ({why})")
