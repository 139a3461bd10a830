"""The one door to the network: ask for an address, get its bytes or a fault with a stable code.

Nothing else in Sayso opens a connection. ``Door.fetch`` never raises for what a stranger's server does: what
comes back is ``Got`` or ``Failed``. docs/collecting.md has a table of all faults.
"""

from sayso.collect.fetch.addresses import veiled
from sayso.collect.fetch.door import Door
from sayso.collect.fetch.exchange import Ask, Failed, Got, Redirect
from sayso.collect.fetch.limits import Limits
from sayso.collect.fetch.peers import Resolver, system_resolver

__all__ = ["Ask", "Door", "Failed", "Got", "Limits", "Redirect", "Resolver", "system_resolver", "veiled"]
