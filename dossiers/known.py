"""What is known about a draft's applicant, as facts of the e-form language with their source in words (dossiers/sources.py)."""

from collections.abc import Sequence

from dossiers.loaded import load
from dossiers.models import Draft
from dossiers.sources import Known, candidates
from eforms import ports
from eforms.intake import normalised
from eforms.nodes import Field, Form
from eforms.ports import Fact
from eforms.types.base import Unreadable


def known(draft: Draft) -> dict[str, Fact]:
    """Facts for prefilling: firm ones are shown, not asked (ux.md: never ask what the State knows)."""
    return {name: Fact(one.value, one.source.words, one.source.firm) for name, one in chosen(draft).items()}


def chosen(draft: Draft) -> dict[str, Known]:
    """The best source of each fact that this draft's form can use. What the person disputes is not known.

    Worked out once for a draft as it was read: taking an address in one line apart costs three queries.
    """
    disputed = frozenset(draft.disputes or {})
    before = draft.__dict__.get("_chosen")
    if before is None or before[0] != disputed:
        before = draft.__dict__["_chosen"] = (disputed, _chosen(draft, disputed))
    return before[1]


def _chosen(draft: Draft, disputed: frozenset[str]) -> dict[str, Known]:
    by_name: dict[str, list[Known]] = {}
    for one in candidates(draft.known, draft.gathered or {}):
        if one.name not in disputed:
            by_name.setdefault(one.name, []).append(one)
    form = load(draft.version_id, draft.case).form
    return {name: _fitting(form, name, found) for name, found in by_name.items()}


def asking(form: Form, name: str) -> Field | None:
    """The question that a fact answers; rows are about other people."""
    return next((node for node in form.nodes if name in (node.fact, node.prefill) and not node.grids), None)


def _fitting(form: Form, name: str, found: Sequence[Known]) -> Known:
    """The first whose value the question can take: an address in one line does not fill a province and a commune."""
    node = asking(form, name) if len(found) > 1 else None
    return next((one for one in found if node is None or _fits(node, one)), found[0])


def _fits(node: Field, one: Known) -> bool:
    try:
        return not node.is_empty(normalised(node, one.value, ports.current()))
    except Unreadable:
        return False
