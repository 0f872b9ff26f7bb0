"""What changed between two versions, in plain Vietnamese sentences for a person who has never seen the code. Pure, no ORM.

Lists are matched by key or code, then by name, so that a renamed or moved paper is one change and not a loss and a gain.
Nothing goes unsaid: a part that differs in something no sentence knows gets one that says so (``rest``). Where a record came
from (``source``) is not a part of the procedure and is left out.

``texts`` names, sentences, lists of texts · ``bodies`` agencies, levels, targets · ``times`` limits, channels · ``money`` ·
``papers`` · ``outcomes`` results, legal bases, documents, eligibility · ``machinery`` e-form (``eforms.building``), process ·
``cases`` · ``lists`` the matching · ``said`` one difference.
"""

from collections.abc import Mapping
from typing import Any

from procedures.differences import bodies, cases, machinery, money, outcomes, papers, rest, texts, times
from procedures.differences.said import Difference

__all__ = ["Difference", "between"]

_PARTS = (
    *texts.PARTS,
    *bodies.PARTS,
    *times.PARTS,
    *money.PARTS,
    *papers.PARTS,
    *cases.PARTS,
    *outcomes.PARTS,
    *machinery.PARTS,
)


def between(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[Difference]:
    """Every difference, in the order of the document; against nothing (``old`` None) everything is added."""
    before = old or {}
    found = [difference for part in _PARTS for difference in part(before, new)]
    return [*found, *rest.unsaid(before, new, found)]
