"""Two reports side by side: what they share, what differs within, what a later version changed."""

from sayso.answers.descent import beside as shared_by
from sayso.contract import edge_line
from sayso.desk import Desk
from sayso.web.asked import Asked
from sayso.web.page import Page
from sayso.web.report import head

PASSAGES = 30
"""Passages, and sentences changed, of one edge."""


def beside(desk: Desk, asked: Asked, key: str, other: str) -> Page:
    """Two reports side by side. Raises ``NotFound``."""
    ledger, as_of = desk.ledger, asked.stamp
    left, right = (ledger.report(one, as_of) for one in (key, other))
    origins = desk.origins(as_of)
    edges = [edge for edge in origins.edges(left.id) if right.id in (edge.left, edge.right)]
    return Page(
        {
            "left": head(left),
            "right": head(right),
            "shared": [
                {"heading": one.heading, "more": one.more, "pairs": one.pairs}
                for one in shared_by(origins, left, right, PASSAGES)
            ],
            "edges": [edge_line(edge) for edge in edges],
        }
    )
