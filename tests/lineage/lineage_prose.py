"""Prose made up for tests: sentences of a small country, no two of one seed alike, and what is done to copies."""

import random
from dataclasses import dataclass

from sayso.model import Report

PARTS = """
the harbour office; the council of Harn; a farmer from the valley; the transport ministry; two engineers;
the night watchman; the owners of the mill; a retired pilot; the border police; the dairy at the crossroads;
members of the choir; the keeper of the lighthouse; a driver for the brewery; the women of the fish market;
the school at the bridge; a clerk of the court; the players of the local club; the miners of the upper valley

closed; repaired; counted; painted; carried off; paid for; measured; forgot; found; sold; buried; moved;
drew up; stored; loaded; searched; sent back; rented; inherited; lent

the old cranes; a cart of barley; seven barrels of tar; the northern gate; a list of debts; the broken bell;
most of the timber; an iron stove; the ferry's papers; a box of lamps; the last of the hay; two hundred sacks;
the bridge keys; a map of the shoals; the chapel roof; every second window; an unpaid bill; the brass scales

behind the railway station; along the river; near the salt works; at the edge of the marsh; on the quay;
under the arches; between the two mills; above the ford; in the yard of the inn; by the customs house;
past the quarry; within sight of the fort; opposite the tannery; beyond the last farm; inside the granary

before the frost; on market day; in the week of the storm; after the harvest; while the tide was out;
during the strike; at dawn; long before noon; when the fog lifted; in the third year of the lease;
since the flood; until the snow melted; on the eve of the fair; soon after the election

because the council had asked for it; although nobody had paid; so that the ships could leave;
as the law of the valley demands; without a word to the neighbours; to the surprise of the inspectors;
for reasons that were never told; against the advice of the doctor; since the cables would not hold
"""
WHO, DID, WHAT, WHERE, WHEN, WHY = (
    [" ".join(one.split()) for one in block.split(";")] for block in PARTS.strip().split("\n\n")
)
"""Who did what, where, when and why: what sentences are made of."""
WORDS = " ".join((*WHO, *DID, *WHAT, *WHERE, *WHEN, *WHY)).split()
FURNITURE = (
    "Sign up for our daily newsletter and have it delivered to your inbox.",
    "Copyright 2024 Norland Media. All rights reserved.",
    "Follow us on every network for the latest.",
    "Read more about the harbour on our page of the coast.",
    "Click here to support this paper.",
    "This article was originally published on our other page.",
)


def prose(seed: int, sentences: int = 12) -> str:
    """A text of some twenty words a sentence, four sentences a paragraph. The same for a seed, unlike any other's."""
    rng = random.Random(seed)
    made = [sentence(rng) for _ in range(sentences)]
    return "\n\n".join(" ".join(made[at : at + 4]) for at in range(0, sentences, 4))


def sentence(rng: random.Random) -> str:
    """One sentence; names and numbers between its parts make it its own."""
    who, did, what, where, when, why = (rng.choice(part) for part in (WHO, DID, WHAT, WHERE, WHEN, WHY))
    names = [name(rng) for _ in range(5)]
    found = (
        f"{who} for {names[0]} {did} {what} with {names[1]} {where} near {names[2]} {when} like {names[3]} {why}"
        f" as {names[4]} knew."
    )
    return found[0].upper() + found[1:]


def name(rng: random.Random) -> str:
    """A name and a number."""
    letters = "".join(rng.choice("aeiou") + rng.choice("bdlmnrstv") for _ in range(2))
    return f"{rng.choice('BDFGHKLMNPRSTV')}{letters} {rng.randint(11, 9999)}"


def edited(text: str, share: float, rng: random.Random) -> str:
    """At most ``share`` of the words replaced, dropped, or pushed aside by another."""
    parts = text.split(" ")
    for at in rng.sample(range(len(parts)), int(share * len(parts))):
        roll = rng.random()
        parts[at] = (
            rng.choice(WORDS) if roll < 0.6 else "" if roll < 0.8 else f"{parts[at]} {rng.choice(WORDS)}"
        )
    return " ".join(part for part in parts if part)


def cut(text: str, words: int, rng: random.Random) -> str:
    """So many words in a row."""
    parts = text.split(" ")
    start = rng.randint(0, max(0, len(parts) - words))
    return " ".join(parts[start : start + words])


def furnished(text: str, rng: random.Random) -> str:
    """The text between lines of a page."""
    before, *after = rng.sample(FURNITURE, rng.randint(1, 4))
    return "\n\n".join((before, text, *after))


@dataclass(frozen=True)
class Copying:
    """What a copy is made by."""

    seed: int
    share: float
    words: int | None
    """Words it is cut to; None for the whole."""

    def copy(self, text: str) -> str:
        """The copy."""
        rng = random.Random(self.seed)
        shorter = text if self.words is None else cut(text, self.words, rng)
        return furnished(edited(shorter, self.share, rng), rng)


def report(text: str, number: int, outlet: str | None = None) -> Report:
    """A report of an outlet of its own, an hour after the one before."""
    day, hour = divmod(number, 24)
    instant = f"2024-05-{day + 1:02}T{hour:02}:00:00Z"
    return Report(
        text=text, outlet=outlet or f"Paper {number}", published=instant, published_precision="instant"
    )
