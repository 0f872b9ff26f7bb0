"""What keeps a draft from being published."""

from procedures.content import BadContent, Refusal, validate
from procedures.models import VersionDraft


def problems(draft: VersionDraft) -> tuple[Refusal, ...]:
    """Everything that is missing or wrong in the draft's content, in the order of the checks."""
    try:
        validate(draft.content)
    except BadContent as bad:
        return bad.refusals
    return ()
