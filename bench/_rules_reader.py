"""``sayso read - --json`` with quotation rules in the place of the claim model, for ``claims`` to score beside."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _quotation_rules import QUOTATIONS

from sayso import annotate
from sayso.annotate.claims import CLAIMS
from sayso.cli import main

annotate.ANNOTATORS = tuple(QUOTATIONS if one is CLAIMS else one for one in annotate.ANNOTATORS)
annotate.annotators.cache_clear()

if __name__ == "__main__":
    main()
