"""What pages read of dossiers. Every function says how many queries it costs; none depends on the number of rows."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from agencies.models import Delegation, Seat
from audit.models import AuditEvent
from common.crypto import blind_index
from dossiers.access import own
from dossiers.loaded import load
from dossiers.models import Dossier, Draft


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


_OFFICIAL = re.compile(r"official:(?P<user>[0-9a-f-]{36})@(?P<seat>\d+)")
# What each act means to the applicant, in plain words: (đã xảy ra, bạn phải làm gì).
PLAIN = {
    "submit": "Bạn đã nộp hồ sơ",
    "paid": "Đã nhận tiền phí, hồ sơ chuyển đến Bộ phận Một cửa",
    "fee-expired": "Hồ sơ đóng vì quá hạn nộp phí",
    "enter-notice": "Có thông báo nghĩa vụ tài chính, thời hạn tạm dừng chờ bạn nộp",
    "obligation-paid": "Đã nhận nghĩa vụ tài chính, thời hạn chạy tiếp",
    "obligation-expired": "Quá hạn nộp theo thông báo nghĩa vụ tài chính",
    "ask-fee": "Cơ quan yêu cầu nộp thêm phí, lệ phí",
    "later-paid": "Đã nhận tiền phí, lệ phí",
    "withdraw-fee": "Cơ quan hủy một khoản phải nộp đã yêu cầu nhầm",
    "later-expired": "Quá hạn nộp phí, lệ phí",
    "receive": "Bộ phận Một cửa đã tiếp nhận hồ sơ",
    "refuse": "Hồ sơ không được tiếp nhận",
    "due-moved": "Lịch làm việc thay đổi, ngày hẹn trả được tính lại",
    "reply-moved": "Lịch làm việc thay đổi, hạn trả lời được tính lại",
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
    "transfer": "Hồ sơ được chuyển đến cơ quan có thẩm quyền, hẹn trả giữ nguyên",
    "verify": "Cơ quan đã xác minh thực địa",
    "part": "Phần này của hồ sơ liên thông bắt đầu",
    "rate": "Bạn đã đánh giá",
    "extend": "Cơ quan xin lỗi và hẹn lại ngày trả kết quả",
    "stop": "Cơ quan dừng giải quyết hồ sơ",
    "lapse": "Hồ sơ dừng vì hết thời hạn bổ sung",
    "lapse-on": "Hết thời hạn bổ sung, cơ quan làm tiếp với giấy tờ đã có",
    "withdraw": "Bạn đã rút hồ sơ",
    "take-back": "Bạn đã lấy lại hồ sơ để sửa",
    "correct-filing": "Bạn đã sửa và nộp lại hồ sơ",
    "put-back": "Hồ sơ được nộp lại như trước khi lấy về",
    "ask": "Bạn đã gửi câu hỏi",
    "complain": "Bạn đã gửi phản ánh, khiếu nại",
    "answer-question": "Cơ quan đã trả lời câu hỏi của bạn",
    "answer-complaint": "Lãnh đạo đã trả lời phản ánh, khiếu nại của bạn",
    "name-collector": "Bạn đã cử người nhận thay",
    "end-collector": "Bạn đã thôi cử người nhận thay",
    "correct-result": "Cơ quan bắt đầu làm lại kết quả",
    "sign-declaration": "Bạn đã ký số tờ khai",
    "revoke-result": "Kết quả bị thu hồi theo quyết định",
    "reopen": "Hồ sơ được mở lại theo quyết định",
    "send-by-post": "Đã gửi kết quả qua bưu chính",
    "post-returned": "Bưu chính trả lại kết quả, kết quả chờ ở quầy",
    "take-originals": "Cơ quan đã nhận bản chính của bạn",
    "return-originals": "Cơ quan đã trả lại bản chính",
}


# The same acts as an official reads them, where the applicant's words would speak to the wrong person.
OFFICIAL = PLAIN | {
    "submit": "Người nộp đã nộp hồ sơ",
    "supplement": "Đã yêu cầu người nộp bổ sung",
    "answer-supplement": "Người nộp đã bổ sung hồ sơ",
    "stamp": "Kết quả đã phát hành vào kho giấy tờ của người nộp",
    "rate": "Người nộp đã đánh giá",
    "sign-declaration": "Người nộp đã ký số tờ khai",
    "withdraw": "Người nộp đã rút hồ sơ",
    "take-back": "Người nộp lấy lại hồ sơ để sửa",
    "correct-filing": "Người nộp đã sửa và nộp lại",
    "ask": "Người nộp hỏi về hồ sơ",
    "complain": "Người nộp phản ánh, khiếu nại",
    "answer-question": "Đã trả lời câu hỏi của người nộp",
    "answer-complaint": "Lãnh đạo đã trả lời phản ánh, khiếu nại",
    "name-collector": "Người nộp cử người nhận thay",
    "end-collector": "Người nộp thôi cử người nhận thay",
    "take-originals": "Đã nhận bản chính",
    "scan-papers": "Đã quét giấy tờ vào hồ sơ",
    "sign-scan": "Đã ký số bản số hóa",
    # What goes on inside the office.
    "assign": "Đã phân công",
    "take": "Đã nhận việc",
    "release": "Đã thôi giữ",
    "take-over": "Nhận thay đồng nghiệp",
    "hand-over-work": "Bàn giao cho đồng nghiệp",
    "recall": "Đã thu hồi, nơi nhận chưa mở",
    "recall-question": "Đã thu hồi câu hỏi",
    "second-look": "Lãnh đạo yêu cầu thẩm định lại",
    "answer-second-look": "Đã trả lời yêu cầu thẩm định lại",
    "due-without-act": "Đến hạn nhưng chưa đủ điều kiện tự chuyển bước",
    "end-part": "Kết thúc cùng hồ sơ liên thông, hoặc vì phần khác đã đủ",
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
    who: str = ""


def timeline(dossier: Dossier, *, official: bool = False) -> Sequence[Happening]:
    """What happened, newest first, from the audit chain. Reading and saving drafts are left out.

    One query, one more where another unit was asked; officials also read who did it, in which seat and in whose place:
    three queries more at most.
    """
    shown = OFFICIAL if official else PLAIN
    events = list(AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action__in=shown).order_by("-seq"))
    names = _names(events) if official else {}
    units = _units(events, dossier)
    instead = _instead(events) if official else {}
    return [
        Happening(
            one.at,
            one.action,
            units.get(one.pk) or _in_place(one, dossier, official) or _whose(_said(one, official), dossier),
            names.get(one.actor, "") + instead.get(one.pk, ""),
        )
        for one in events
    ]


# Acts of a consultation, with the words that name the units.
_ASKED = {
    "consult": "Đã hỏi ý kiến %s",
    "answer-consultation": "%s đã trả lời",
    "consent-by-silence": "%s không trả lời đúng hạn, coi như đồng ý",
}


def _units(events: Sequence[AuditEvent], dossier: Dossier) -> dict[int, str]:
    """Event → what it says with the units asked, answering or silent by their names; one query, none without a consultation."""
    asked = [one for one in events if one.action in _ASKED]
    if not asked:
        return {}
    rows = list(dossier.consultations.select_related("agency", "task"))
    names = {row.agency_id: row.agency.name for row in rows}
    by_step = {row.task.step: row.agency_id for row in rows}
    found = {}
    for one in asked:
        ids = one.data.get("agencies") or [one.data.get("agency") or by_step.get(one.data.get("step", ""))]
        if said := ", ".join(names[pk] for pk in ids if pk in names):
            found[one.pk] = _ASKED[one.action] % said
    return found


def _instead(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Event → in whose place it was done: of who is away (ủy quyền), or of a role whose people are. One query at most."""
    wanted = {one.data["delegation"] for one in events if one.data.get("delegation")}
    lent = Delegation.objects.select_related("from_user__person").in_bulk(wanted) if wanted else {}
    found = {}
    for one in events:
        if row := lent.get(one.data.get("delegation")):
            found[one.pk] = f", thay {row.from_user} theo ủy quyền"
        elif role := one.data.get("instead"):
            found[one.pk] = f", thay vị trí {Seat.Role(role).label.lower()}" if role in Seat.Role.values else ""
    return found


def _names(events: Sequence[AuditEvent]) -> dict[str, str]:
    """Actor → "Phạm Thị Bình, Công chức tiếp nhận", for officials alone; two queries."""
    parts = {one.actor: _OFFICIAL.fullmatch(one.actor) for one in events}
    officials = {actor: (found["user"], int(found["seat"])) for actor, found in parts.items() if found}
    people = User.objects.select_related("person").in_bulk([uuid.UUID(user) for user, _seat in officials.values()])
    seats = Seat.objects.in_bulk([seat for _user, seat in officials.values()])
    said = {actor: (people.get(uuid.UUID(user)), seats.get(seat)) for actor, (user, seat) in officials.items()}
    return {actor: f"{user}, {seat.title}" for actor, (user, seat) in said.items() if user and seat}


def _in_place(event: AuditEvent, dossier: Dossier, official: bool) -> str:
    """Who filed for whom, where a citizen filed in another's place; the pages of the applicant, which anyone with the code
    may see, name nobody. No query for officials: ``dossier`` comes with its person."""
    if event.action != "submit" or not event.actor.startswith("citizen"):
        return ""
    if official and dossier.filed_by:
        return f"{dossier.filed_by} đã nộp thay {dossier.owner_name}"
    return "Cha, mẹ hoặc người giám hộ đã nộp thay" if dossier.child_id else ""


def _said(event: AuditEvent, official: bool) -> str:
    """An act in words; of several results it says how many."""
    issued = event.data.get("issued", 1)
    if issued > 1:
        return (SEVERAL_OFFICIAL if official else SEVERAL)[event.action].format(issued)
    return (OFFICIAL if official else PLAIN)[event.action]


def _whose(words: str, dossier: Dossier) -> str:
    """Results of what was filed in another's place are in the owner's vault; who reads it may have filed it or not."""
    if dossier.organisation_id is None and dossier.child_id is None:
        return words
    for whom in ("bạn", "người nộp"):
        words = words.replace(f"kho giấy tờ của {whom}", "kho giấy tờ của chủ hồ sơ")
    return words


def track(code: str, proof: str) -> Dossier | None:
    """A dossier by its code and a second proof (last four digits of the applicant's identity or phone number).

    One query whether the code exists or not, so an outsider cannot learn which codes do.
    """
    clean = "".join(code.split()).upper()
    digits = "".join(c for c in proof if c.isdigit())[-4:]
    rows = Dossier.objects.select_related("receiving", "handling", "holder", "version")
    return rows.filter(code=clean, proof_indexes__contains=[blind_index(digits, purpose="proof")]).first()
