"""Drafts are kept for a time and then deleted; their owner is told a week before, once, and nothing goes without being told."""

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import guardians, representatives
from common import clock
from dossiers import terms
from dossiers.models import Draft
from dossiers.services.sweeps.rows import each, in_order
from notifications.services.notify import notify


def warn() -> int:
    """Tell the owners of drafts that will be deleted soon (terms.py); how many drafts. Safe to repeat and to run twice at once.

    A draft that nobody was told about in time (the system was away) is kept until a week from now.
    """
    return each(in_order(_soon(), "expires_at"), _tell)


def expired() -> QuerySet[Draft]:
    """Drafts past their keeping time whose owner was told."""
    return Draft.objects.filter(submitted_at__isnull=True, expires_at__lt=clock.now(), warned_at__isnull=False)


def _soon() -> QuerySet[Draft]:
    """Filings under way; the answer to a supplement has a day of its own, which its request names."""
    mine = Draft.objects.filter(submitted_at__isnull=True, supplement__isnull=True, counter__isnull=True)
    return mine.filter(expires_at__lt=clock.now() + terms.span("draft-warning"), warned_at__isnull=True)


@transaction.atomic
def _tell(pk: uuid.UUID) -> bool:
    rows = _soon().select_for_update(skip_locked=True, of=("self",)).select_related("version", "owner", "organisation", "child")
    found = rows.filter(pk=pk).first()
    if found is None:
        return False
    found.expires_at, found.warned_at = max(found.expires_at, clock.now() + terms.span("draft-warning")), clock.now()
    found.save(update_fields=["expires_at", "warned_at"])
    day = clock.local(found.expires_at).date()
    said = {"name": found.version.name, "day": clock.long_date(day), "more": terms.span("draft").days}
    for person in _owners(found):
        notify(
            person,
            kind="draft-expires",
            title=_("Bản nháp sắp bị xóa"),
            body=_("Bản nháp “%(name)s” sẽ bị xóa ngày %(day)s. Mở bản nháp và lưu lại để giữ thêm %(more)s ngày.") % said,
            link=reverse("wizard:tasks", args=[found.pk]),
            key=f"draft:{found.pk}:expires:{day.isoformat()}",
        )
    return True


def _owners(draft: Draft) -> list[User]:
    """Of an organisation's or a child's draft those who act for them now."""
    if draft.child:
        return guardians(draft.child)
    return representatives(draft.organisation) if draft.organisation else [draft.owner]
