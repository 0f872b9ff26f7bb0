"""Bringing in a result instead of drafting it: made elsewhere and uploaded, or received from another agency that signed it.

Uploaded: our number or its own; its pages become a paper of ours that the leader signs and the agency seals (dossiers/work.py).
Received: kept byte for byte, never signed over; it comes in only with a signature that holds and is trusted, and the leader
confirms it. ADR 0045.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Seat
from common import clock
from common.errors import DomainError, NotAllowed, NotFound
from common.text import tidy
from common.uploads import BadUpload
from dossiers import printing, results
from dossiers.models import Dossier, IssuedResult
from dossiers.models.draft import UploadStatus
from dossiers.services import moves, uploads
from dossiers.services.after_issue import back_to_draft
from dossiers.services.moves import Which
from vault import leaves, uploaded
from vault.brought import Brought
from vault.models import Document, ReservedNumber

Wrong = dict[str, str]
"""What is wrong with what was said, by the name of ``Said``'s field."""


class NotFitting(DomainError):
    """What was said of the paper does not stand; ``wrong`` says where."""

    code = "not-fitting"

    def __init__(self, wrong: Wrong) -> None:
        self.wrong = wrong
        super().__init__(" ".join(wrong.values()))


@dataclass(frozen=True)
class Said:
    """What the handler says of the file: ``number`` and ``issued_on`` as printed on it, empty where our book gives them;
    ``made_by`` is who issued it (received) or where it was made (uploaded)."""

    way: str
    made_by: str
    number: str = ""
    issued_on: date | None = None


def judged(name: str, data: bytes) -> uploads.Upload:
    """Judge and store a file before anything is locked (scanner, jail, signatures); swept after a day where no row names it.

    Raises ``BadUpload``, ``NotAllowed`` while the scanner is away.
    """
    if not name.lower().endswith(".pdf") or (data and b"%PDF-" not in data[:1024]):
        raise BadUpload("type", _("Kết quả phải là tệp PDF. Ảnh chụp hay văn bản khác thì lưu thành PDF rồi chọn lại."))
    upload = uploads.keep("", name, data)
    if upload.status != UploadStatus.RECEIVED:
        raise NotAllowed(_("Chưa quét được mã độc trong tệp. Thử lại sau ít phút."))
    return upload


def must_suit(upload: uploads.Upload, way: str) -> None:
    """Raise ``BadUpload`` for a file that cannot come this way."""
    if way == Brought.RECEIVED:
        must_hold(upload.signatures)
    elif upload.pages > leaves.MOST:
        raise BadUpload("pages", _("Kết quả có nhiều nhất %(most)s trang.") % {"most": leaves.MOST})


def must_hold(signatures: dict[str, Any] | None) -> None:
    """Raise ``BadUpload`` unless every signature holds and is trusted, in the words that a clerk reads of any upload."""
    said = uploaded.told(signatures)
    if not said:
        raise BadUpload(
            "unsigned", _("Tệp chưa có chữ ký số của cơ quan cấp. Nếu là bản quét hoặc văn bản chưa ký số, chọn cách còn lại.")
        )
    for one in said:
        if not one.good:
            raise BadUpload("signature", _("Không nhận kết quả này. %(why)s") % {"why": one.text})


def wrong(dossier: Dossier, item: results.Asked, said: Said) -> Wrong:
    """What keeps the handler's words from being taken; three queries at most."""
    if said.way not in results.may_be_brought(item):
        return {"way": _("Thủ tục không cho đưa kết quả này vào theo cách đã chọn.")}
    received, found = said.way == Brought.RECEIVED, Wrong()
    if not said.made_by:
        found["made_by"] = _("Nhập cơ quan đã cấp và ký kết quả.") if received else _("Nhập nơi lập văn bản.")
    if not said.number and (received or said.issued_on):
        found["number"] = _("Nhập số, ký hiệu ghi trên kết quả.")
    if not said.issued_on and (received or said.number):
        found["issued_on"] = _("Nhập ngày ghi trên kết quả.")
    if said.issued_on and said.issued_on > clock.today():
        found["issued_on"] = _("Ngày trên kết quả phải từ hôm nay trở về trước.")
    if not found and said.number and (why := _taken(dossier, item, said)):
        found["number"] = why
    return found


def _taken(dossier: Dossier, item: results.Asked, said: Said) -> str:
    """Why this number cannot be this paper's; "" when it can."""
    assert said.issued_on is not None
    mine = {"dossier": dossier, "result_key": item.key}
    words = {"number": said.number, "day": clock.long_date(said.issued_on), "agency": said.made_by}
    if said.way == Brought.RECEIVED:
        same = {"number": said.number, "issued_on": said.issued_on, "brought": Brought.RECEIVED}
        kept = Document.objects.filter(issuer_name__iexact=said.made_by, code=item.entry["code"], **same)
        on_the_way = IssuedResult.objects.filter(
            own_number=said.number, own_date=said.issued_on, brought=Brought.RECEIVED, made_by__iexact=said.made_by
        ).exclude(**mine)
        again = kept.exists() or on_the_way.exclude(state=IssuedResult.State.ISSUED).exists()
        return _("Kết quả số %(number)s, %(day)s, của %(agency)s đã được nhận trước đó.") % words if again else ""
    words["agency"] = dossier.handling.name
    book = {"book__agency": dossier.handling, "book__year": said.issued_on.year}
    if ReservedNumber.objects.filter(text__iexact=said.number, **book).exists():
        return _("Số %(number)s đã có trong sổ của %(agency)s. Xem lại số, hoặc để trống để lấy số mới từ sổ.") % words
    if used(dossier.handling, said.number, said.issued_on, but=mine):
        return _("Số %(number)s, %(day)s, đã dùng cho văn bản khác của %(agency)s. Xem lại số trên văn bản.") % words
    return ""


def used(agency: Agency, number: str, day: date, *, but: dict[str, Any] | None = None) -> bool:
    """Whether a paper of the agency bears this number and date, or one that was brought in will; two queries at most."""
    mine = IssuedResult.objects.filter(own_number__iexact=number, own_date=day, dossier__handling=agency)
    mine = mine.filter(~Q(brought=Brought.RECEIVED), ~Q(state=IssuedResult.State.ISSUED))
    kept = Document.objects.filter(~Q(brought=Brought.RECEIVED), issuer=agency, number__iexact=number, issued_on=day)
    return mine.exclude(**(but or {"pk": None})).exists() or kept.exists()


@transaction.atomic
def bring_result(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    key: str,
    said: Said,
    upload: uploads.Upload,
    **which: Unpack[Which],
) -> IssuedResult:
    """Put a judged file in the place of the draft of result ``key``, where the procedure allows it.

    Allowed wherever drafting is. Raises ``NotFitting``, ``BadUpload``, ``NotFound`` for a result that the answers do not ask for,
    ``Stale`` or ``NotAllowed`` like every act; nothing is kept then.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="propose", **which)
    item = next((one for one in results.of(act.dossier, act.loaded) if one.key == key), None)
    if item is None:
        raise NotFound
    said = Said(said.way, tidy(said.made_by), tidy(said.number), said.issued_on)
    if found := wrong(act.dossier, item, said):
        raise NotFitting(found)
    must_suit(upload, said.way)
    row = _placed(act, item, said, upload)
    act.action = "bring-result"
    act.data |= {"results": [key], "way": said.way, "number": said.number, "blob": str(upload.blob_id)}
    moves.save_act(act)
    return row


def _placed(act: moves.Act, item: results.Asked, said: Said, upload: uploads.Upload) -> IssuedResult:
    there = act.dossier.results.select_related("number").filter(result_key=item.key).first()
    if there is not None and there.state == IssuedResult.State.ISSUED:
        raise NotAllowed(_("Kết quả đã phát hành không thay được ở đây. Hãy đính chính kết quả đó."))
    if there is not None and there.state != IssuedResult.State.DRAFTED:
        back_to_draft(there, "Đưa kết quả khác vào", act.actor)
    facts = printing.result_facts(act.dossier)
    row = {
        # What the form says: it names the paper and whom it speaks of, and is not printed.
        "values": results.first_values(item, facts),
        "drafted_by": act.seat,
        "position": item.position,
        "copies": results.copies(item, facts),
        "brought": said.way,
        "file_id": upload.blob_id,
        "clean_id": upload.rendition_id,
        "signatures": upload.signatures,
        "own_number": said.number,
        "own_date": said.issued_on,
        "made_by": said.made_by,
    }
    return IssuedResult.objects.update_or_create(dossier=act.dossier, result_key=item.key, defaults=row)[0]
