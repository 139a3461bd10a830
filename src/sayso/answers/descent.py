"""A report's descent: its relatives as a tree, and two reports beside one another, the same for every face."""

from collections.abc import Sequence

from sayso.answers.relatives import HEADINGS, branches, changes, compared, longest, other_end, share, why
from sayso.ledger import Ledger
from sayso.lineage import Origin, explain
from sayso.model import Edge, Report, Span
from sayso.origins import Origins
from sayso.publish.trace import Branch, Carriers, Leaf, Piece, Shared

DEEP = 4
"""How far a report's sources are followed to theirs."""
SOURCES = 3
"""Sources of a source that are shown."""
COMPARED = 4_000
"""Words of a passage compared one by one: longer passages take time by the square of their length."""


def descent(ledger: Ledger, origins: Origins, report: Report, limit: int) -> tuple[Branch, ...]:
    """The relatives of a report by sort, ``limit`` of each; below a source stands what it has from others."""
    found = branches(origins, report.id)
    return tuple(
        Branch(
            name,
            heading,
            len(found[name]),
            tuple(_leaf(ledger, origins, report, edge, name, {report.id}) for edge in found[name][:limit]),
        )
        for name, heading in HEADINGS.items()
        if name in found
    )


def _leaf(ledger: Ledger, origins: Origins, report: Report, edge: Edge, name: str, above: set[str]) -> Leaf:
    other = ledger.report(other_end(edge, report.id))
    below: tuple[Leaf, ...] = ()
    if name == "from" and len(above) < DEEP and other.id not in above:
        sources = branches(origins, other.id).get("from", [])
        beyond = [one for one in sources if not above & {one.left, one.right}][:SOURCES]
        below = tuple(_leaf(ledger, origins, other, one, name, above | {other.id}) for one in beyond)
    return Leaf(other, *_said(edge, report, other), below)


def _said(edge: Edge, report: Report, other: Report) -> tuple[str, str, str]:
    """What two reports share, how its direction is known, and the longest passage."""
    if edge.kind == "revises":
        return changes(edge.body["changes"]), "", ""
    relation = str(edge.body["relation"])
    shares = f"{share(edge, report.id):.0%} of this, {share(edge, other.id):.0%} of that"
    words = "" if relation == "boilerplate" else longest(edge, report)
    return f"{relation.replace('_', ' ')}: {shares};", why(edge, report.id, ("this one", "that one")), words


def carriers(ledger: Ledger, report: Report, roots: Sequence[Origin], limit: int) -> tuple[Carriers, ...]:
    """For each origin, the other reports in which the words stand, ``limit`` of them."""
    listed = ([key for key in one.reports if key != report.id] for one in roots)
    return tuple(
        Carriers(tuple(ledger.report(key) for key in keys[:limit]), max(0, len(keys) - limit))
        for keys in listed
        if keys
    )


def explained(roots: Sequence[Origin]) -> tuple[str, ...]:
    """Origins in a sentence, and a sentence for each family of several outlets."""
    families: dict[str, set[str]] = {}
    for one in roots:
        families.setdefault(one.family, set()).add(one.name or "")
    return (
        explain(roots),
        *(
            f"{', '.join(sorted(names))} are one family: {family}."
            for family, names in families.items()
            if len(names) > 1
        ),
    )


def beside(origins: Origins, left: Report, right: Report, limit: int | None = None) -> tuple[Shared, ...]:
    """What two reports share, edge by edge: passages or, of versions, sentences beside one another."""
    edges = [edge for edge in origins.edges(left.id) if right.id in (edge.left, edge.right)]
    return tuple(
        (_changed if edge.kind == "revises" else _passages)(edge, left, right, limit) for edge in edges
    )


def _passages(edge: Edge, left: Report, right: Report, limit: int | None) -> Shared:
    pairs = edge.body.get("passages", ())
    turned = [pair if edge.left == left.id else pair[::-1] for pair in pairs[:limit]]
    heading = f"{edge.body['relation'].replace('_', ' ')}: {why(edge, left.id, ('the first', 'the second'))}"
    shown = (_beside(left.text[slice(*ours)], right.text[slice(*theirs)]) for ours, theirs in turned)
    return Shared(heading, tuple(shown), len(pairs) - len(turned))


def _changed(edge: Edge, left: Report, right: Report, limit: int | None) -> Shared:
    sides = ("later", "earlier") if edge.left == left.id else ("earlier", "later")
    first, second = ("first", "second") if edge.left == left.id else ("second", "first")
    listed = edge.body["changes"]
    pairs = (
        [_cut(of.text, change[side]) for of, side in zip((left, right), sides, strict=True)]
        for change in listed[:limit]
    )
    heading = f"the {first} is a later version of the {second}; {changes(listed)}"
    return Shared(heading, tuple(_beside(*pair) for pair in pairs), len(listed) - len(listed[:limit]))


def _cut(text: str, span: Span | None) -> str:
    return "" if span is None else text[slice(*span)]


def _beside(ours: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Two passages word by word; of long ones that differ only the beginnings are compared."""
    if ours == theirs or max(len(one.split()) for one in (ours, theirs)) <= COMPARED:
        return compared(ours, theirs)
    pieces = compared(*(" ".join(one.split()[:COMPARED]) for one in (ours, theirs)))
    return tuple([*side, ("…", "same")] for side in pieces)  # type: ignore[return-value]
