"""What pages read of dossiers. Every function says how many queries it costs; none depends on the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from agencies.models import Seat
from audit.models import AuditEvent
from common import clock
from common.crypto import blind_index
from common.text import fold
from dossiers.access import own
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, Task

COUNT_CAP = 1000
NEAR = 8 * 3600


def resume(user: User) -> dict[str, Any] | None:
    """The draft to go on with, for the home page; one query (its version is compiled already)."""
    mine = Draft.objects.filter(own(user, "owner"), owner_id=user.pk, submitted_at__isnull=True)
    draft = mine.order_by("-saved_at").first()
    if draft is None:
        return None
    loaded = load(draft.version_id, draft.case)
    return {
        "title": loaded.name,
        "page": _page_title(loaded, draft),
        "saved_at": draft.saved_at,
        "url": reverse("wizard:tasks", args=[draft.pk]),
    }


def _page_title(loaded: Any, draft: Draft) -> str:
    return next((page.title for page in loaded.form.pages if page.key == draft.page), "")


def queue(seat: Seat, bucket: str, *, query: str = "", late: bool = False) -> QuerySet[Task]:
    """A seat's open tasks of one tab, most urgent first. The view slices it: one query by the partial index."""
    tasks = Task.objects.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
    if late:
        tasks = tasks.filter(dossier_due_at__lt=clock.now()).exclude(bucket=Task.Bucket.SUPPLEMENT)
    elif bucket:
        tasks = tasks.filter(bucket=bucket)
    if query:
        tasks = tasks.filter(_matching(query))
    joined = tasks.select_related("dossier__version", "assignee__person").only(*_LISTED)
    return joined.order_by("dossier_due_at", "id")


# What a row of the queue shows: sealed columns stay sealed, so fifty rows cost no decryption.
_LISTED = (
    "step_name",
    "bucket",
    "dossier_due_at",
    "dossier__code",
    "dossier__owner_name",
    "dossier__channel",
    "dossier__submitted_at",
    "dossier__version__name",
    "assignee__email",
    "assignee__person__full_name",
)


def _matching(query: str) -> Q:
    folded = fold(query)
    digits = "".join(c for c in query if c.isdigit())
    found = Q(dossier__owner_folded__contains=folded) | Q(dossier__code__icontains=query.strip())
    if len(digits) == 4:
        found |= Q(dossier__proof_indexes__contains=[blind_index(digits, purpose="proof")])
    return found


@dataclass(frozen=True)
class Counts:
    """How many open tasks each tab has, capped at ``COUNT_CAP`` so a full desk costs no more than an empty one."""

    buckets: dict[str, int]
    late: int

    def shown(self, bucket: str) -> str:
        """``37`` or ``999+``."""
        number = self.buckets.get(bucket, 0)
        return f"{COUNT_CAP - 1}+" if number >= COUNT_CAP else str(number)


_COUNTS = """
SELECT b.bucket, (SELECT count(*) FROM (SELECT 1 FROM dossiers_task t WHERE t.agency_id = %s AND t.role = %s
  AND t.bucket = b.bucket AND t.done_at IS NULL LIMIT %s) capped)
FROM unnest(%s::text[]) AS b(bucket)
UNION ALL
SELECT 'late', (SELECT count(*) FROM (SELECT 1 FROM dossiers_task t WHERE t.agency_id = %s AND t.role = %s
  AND t.done_at IS NULL AND t.dossier_due_at < %s AND t.bucket <> 'supplement' LIMIT %s) capped)
"""


def counts(seat: Seat) -> Counts:
    """The numbers beside the tabs; one query of index scans, each stopped at the cap."""
    names = [bucket.value for bucket in Task.Bucket]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS,
            [seat.agency_id, seat.role, COUNT_CAP, names, seat.agency_id, seat.role, clock.now(), COUNT_CAP],
        )
        rows = dict(cursor.fetchall())
    return Counts({name: rows[name] for name in names}, rows["late"])


# What each act means to the applicant, in plain words: (đã xảy ra, bạn phải làm gì).
PLAIN = {
    "submit": "Bạn đã nộp hồ sơ",
    "paid": "Đã nhận tiền phí, hồ sơ chuyển đến Bộ phận Một cửa",
    "fee-expired": "Hồ sơ đóng vì quá hạn nộp phí",
    "receive": "Bộ phận Một cửa đã tiếp nhận hồ sơ",
    "refuse": "Hồ sơ không được tiếp nhận",
    "supplement": "Cơ quan đề nghị bạn bổ sung",
    "answer-supplement": "Bạn đã bổ sung hồ sơ",
    "propose": "Người thụ lý đã thẩm định và trình lãnh đạo",
    "consult": "Đã hỏi ý kiến cơ quan phối hợp",
    "answer-consultation": "Cơ quan phối hợp đã trả lời",
    "consent-by-silence": "Cơ quan phối hợp không trả lời đúng hạn, coi như đồng ý",
    "approve": "Lãnh đạo đã duyệt",
    "reject": "Hồ sơ không được giải quyết",
    "return": "Hồ sơ được trả lại bước trước để xem thêm",
    "number": "Văn thư đã cấp số",
    "sign": "Lãnh đạo đã ký số",
    "stamp": "Kết quả đã phát hành vào kho giấy tờ của bạn",
    "hand-over": "Đã trả kết quả",
    "rate": "Bạn đã đánh giá",
}


# The same acts as an official reads them, where the applicant's words would speak to the wrong person.
OFFICIAL = PLAIN | {
    "submit": "Người nộp đã nộp hồ sơ",
    "supplement": "Đã yêu cầu người nộp bổ sung",
    "answer-supplement": "Người nộp đã bổ sung hồ sơ",
    "stamp": "Kết quả đã phát hành vào kho giấy tờ của người nộp",
    "rate": "Người nộp đã đánh giá",
}

# The acts on results where there are several.
SEVERAL = {"stamp": "{} kết quả đã phát hành vào kho giấy tờ của bạn", "hand-over": "Đã trả {} kết quả"}
SEVERAL_OFFICIAL = SEVERAL | {"stamp": "{} kết quả đã phát hành vào kho giấy tờ của người nộp"}


@dataclass(frozen=True)
class Happening:
    """One line of a timeline."""

    at: datetime
    action: str
    text: str
    seat_id: int | None


def timeline(dossier: Dossier, *, official: bool = False) -> Sequence[Happening]:
    """What happened, newest first, from the audit chain; one query. Reading and saving drafts are left out."""
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action__in=PLAIN).order_by("-seq")
    return [Happening(e.at, e.action, _said(e, official), _seat_of(e.actor) if official else None) for e in events]


def _said(event: AuditEvent, official: bool) -> str:
    """An act in words; of several results it says how many."""
    issued = event.data.get("issued", 1)
    if issued > 1:
        return (SEVERAL_OFFICIAL if official else SEVERAL)[event.action].format(issued)
    return (OFFICIAL if official else PLAIN)[event.action]


def _seat_of(actor: str) -> int | None:
    _kind, _sep, seat = actor.partition("@")
    return int(seat) if seat.isdigit() else None


def track(code: str, proof: str) -> Dossier | None:
    """A dossier by its code and a second proof (last four digits of the applicant's identity or phone number).

    One query whether the code exists or not, so an outsider cannot learn which codes do.
    """
    clean = "".join(code.split()).upper()
    digits = "".join(c for c in proof if c.isdigit())[-4:]
    rows = Dossier.objects.select_related("receiving", "handling", "holder", "version")
    return rows.filter(code=clean, proof_indexes__contains=[blind_index(digits, purpose="proof")]).first()
