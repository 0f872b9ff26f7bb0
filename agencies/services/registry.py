"""Edits of agencies by an administrator: what people read about them and from when to when they exist."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from common.actors import Actor
from common.errors import DomainError, EmptyReason
from common.events import RegistryChanged, emit
from common.text import tidy


class EndsBeforeItBegins(DomainError):
    """An agency's last day must come after its first."""

    code = "ends-before-it-begins"


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What may be edited. The identifier, kind, level and parent come from the establishing decision, not from a screen."""

    name: str
    short_name: str
    address: str
    phone: str
    valid_from: date
    valid_to: date | None


@transaction.atomic
def edit_agency(agency: Agency, facts: AgencyFacts, *, by: Actor, reason: str) -> Agency:
    """Put new facts in place and keep old and new ones in the audit log; equal facts change nothing.

    Raises ``EmptyReason``, ``EndsBeforeItBegins``.
    """
    if not reason.strip():
        raise EmptyReason(_("Nhập lý do hoặc số quyết định"))
    if facts.valid_to is not None and facts.valid_to <= facts.valid_from:
        raise EndsBeforeItBegins(_("Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực"))
    row = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    changed: dict[str, list[str | None]] = {}
    for field, value in asdict(facts).items():
        new = tidy(value) if isinstance(value, str) else value
        old = getattr(row, field)
        if old != new:
            changed[field] = [_plain(old), _plain(new)]
            setattr(row, field, new)
    if changed:
        row.save(update_fields=list(changed))
        emit(RegistryChanged(f"agency:{row.code}", "agency-edited", by, {"changed": changed, "reason": tidy(reason)}))
    return row


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
