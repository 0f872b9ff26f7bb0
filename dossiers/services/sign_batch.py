"""Signing many papers at once: each dossier is an act of its own, each paper has an outcome of its own."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError, NotFound
from dossiers import signing_queue
from dossiers.access import within_reach
from dossiers.models import IssuedResult
from dossiers.signing_queue import MOST
from vault.keys import Consent
from vault.refusals import NoTimeStamp, ServiceDown

# What stands in the way of every paper alike: the rest is not tried, or twenty papers wait twenty times.
_FOR_ALL = (NoTimeStamp, ServiceDown)


@dataclass(frozen=True)
class FileOutcome:
    """What became of one paper: ``message`` says why it was not signed; ``code`` is "" out of reach."""

    dossier_id: uuid.UUID
    code: str
    name: str
    number: str
    ok: bool
    message: str = ""


def run(rows: Sequence[tuple[uuid.UUID, int]], *, by: User, seat: Seat, consent: Consent | None = None) -> list[FileOutcome]:
    """Sign (or seal and issue, by the seat's role) what waits in each (dossier, version seen); outcomes in the order given.

    The services keep their own transactions: what was signed before a failure stays signed, and a number that a failure made
    void stays void. More than ``MOST`` rows raise ``ValueError``.
    """
    if len(rows) > MOST:
        raise ValueError(f"{len(rows)} rows, {MOST} at most")
    how = signing_queue.way(seat)
    codes = dict(within_reach(seat).filter(pk__in=dict(rows)).values_list("pk", "code"))
    if consent is not None:
        # One PIN, one code for the whole batch: the service is told how many signatures it is to be good for.
        papers = IssuedResult.objects.filter(dossier__in=codes, state=how.before).count()
        consent = replace(consent, documents=max(papers, 1))
    outcomes: list[FileOutcome] = []
    stopped = ""
    for pk, seen in dict(rows).items():
        before = _papers(pk, how.before) if pk in codes else []
        refusal: DomainError | None = None
        message = stopped
        if not stopped:
            message, refusal = _one(how, pk, codes.get(pk, ""), seen, by=by, seat=seat, consent=consent)
        if isinstance(refusal, _FOR_ALL):
            stopped = message
        outcomes += _told(pk, codes.get(pk, ""), before, how, message)
    return outcomes


def _one(
    how: signing_queue.Signing, pk: uuid.UUID, code: str, seen: int, *, by: User, seat: Seat, consent: Consent | None
) -> tuple[str, DomainError | None]:
    """Why not, in words, and the refusal; "" when it was done."""
    given: dict[str, Any] = {"by": by, "seat": seat, "seen": seen}
    if consent is not None:
        given["consent"] = consent
    try:
        if not code:
            raise NotFound
        how.service(pk, **given)
    except DomainError as refusal:
        return str(refusal.message), refusal
    except OperationalError:
        return _("Hồ sơ đang được người khác xử lý. Thử lại sau ít giây."), None
    return "", None


def _papers(dossier_id: uuid.UUID, state: str) -> list[IssuedResult]:
    rows = IssuedResult.objects.filter(dossier=dossier_id, state=state).select_related("dossier", "number")
    return list(rows.order_by("position", "result_key"))


def _told(
    pk: uuid.UUID, code: str, before: Sequence[IssuedResult], how: signing_queue.Signing, message: str
) -> list[FileOutcome]:
    if not before:
        return [FileOutcome(pk, code, "", "", ok=False, message=message or _("Không còn văn bản nào chờ ở hồ sơ này."))]
    rows = {row.pk: row for row in IssuedResult.objects.filter(dossier=pk).select_related("number")}
    told = []
    for paper in before:
        now = rows.get(paper.pk)
        done = now is not None and now.state == how.after
        words = "" if done else message or _("Văn bản đã đổi sau khi bạn mở danh sách. Tải lại rồi ký.")
        told.append(FileOutcome(pk, code, signing_queue.name_of(paper), (now or paper).number_text, done, words))
    return told
