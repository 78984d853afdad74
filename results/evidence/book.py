"""The whole book of evidence, in the order of its rows."""

from results.evidence.others import OTHERS
from results.evidence.plans import PLANS
from results.evidence.record import Claim, Row
from results.evidence.year import YEAR

BOOK: tuple[Row, ...] = tuple(sorted((*PLANS, *YEAR, *OTHERS), key=lambda row: int(row.id[1:])))
CLAIMS: tuple[Claim, ...] = tuple(claim for row in BOOK for claim in row.claims)
