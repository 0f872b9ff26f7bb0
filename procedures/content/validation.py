"""Everything that keeps a document from being published, asked in one go."""

from collections.abc import Mapping
from typing import Any

from procedures.content import bodies, cases, eligibility, machinery, money, origin, papers, shape, times
from procedures.content.refusals import BadContent
from workflow.checks.people import Held


def validate(content: Mapping[str, Any], *, roles: Held | None = None) -> None:
    """Refuse what may not be published; raises ``BadContent`` with everything at once.

    ``roles`` are the roles held where the procedure is offered, for the process checker (None: not asked).
    """
    refusals = [*shape.check(content)]
    if not refusals:
        for part in (bodies, papers, money, times, eligibility, origin, cases):
            refusals += part.check(content)
        # Rules and forms of a case are looked up by its code: they are read once the cases stand.
        refusals += machinery.check(content, roles) if not any(one.path.startswith("cases/") for one in refusals) else ()
    if refusals:
        raise BadContent(refusals)
