"""Reports whose findings are written down beside them, so that answers are tested apart from annotators."""

from dataclasses import dataclass, field
from typing import Any

from sayso.ledger import Entry
from sayso.model import Finding, Report


@dataclass
class Told:
    """A report being described: each call finds its words in the text and adds a finding."""

    report: Report
    found: list[Finding] = field(default_factory=list)

    def voice(self, words: str, **said: Any) -> Finding:
        """A voice named by these words."""
        body = {
            "name": words, "refers_to": None, "kind": "person", "standing": "named", "actor": None, "role": None,
            "count": 1, "basis": None, **said,
        }  # fmt: skip
        return self._kept("voice", words, body)

    def claim(self, words: str, voice: Finding, **said: Any) -> Finding:
        """What that voice is made to say."""
        body = {
            "voices": [voice.id], "cue": [], "cue_kind": "speech", "level": 0, "stance": "assert", "polarity": 1,
            "form": "direct", "via": [], "when": None, "about": [], **said,
        }  # fmt: skip
        return self._kept("claim", words, body)

    def hop(self, name: str, kind: str) -> dict[str, Any]:
        """A hop named in the text."""
        at = self.report.text.index(name)
        return {"name": name, "kind": kind, "spans": [[at, at + len(name)]]}

    def number(self, words: str, value: float, unit: str, **said: Any) -> Finding:
        """A quantity."""
        body = {
            "value": value, "high": None, "unit": unit, "bound": "exact", "of": None, "as_of": None, "claim": None,
            **said,
        }  # fmt: skip
        return self._kept("quantity", words, body)

    def actor(self, words: str, code: str) -> Finding:
        """An actor's name."""
        return self._kept("actor", words, {"code": code, "role": None, "name": words})

    def entry(self) -> Entry:
        """What is put for it."""
        return Entry(self.report, self.found)

    def _kept(self, kind: str, words: str, body: dict[str, Any]) -> Finding:
        at = self.report.text.index(words)
        maker = {"voice": "claims", "claim": "claims"}.get(kind, f"{kind}s")
        made = Finding.make(self.report, kind, [(at, at + len(words))], body, by=f"{maker}/1", confidence=0.9)
        self.found.append(made)
        return made


def told(text: str, **fields: Any) -> Told:
    """A report dated and named unless said otherwise."""
    given = {"outlet": "Lumen Courier", "published": "2031-03-03", "published_precision": "day", **fields}
    return Told(Report(text, **given))
