"""What each printed paper needs, key by key: plain values that dossiers fills and the templates read.

A context may be given as one of these dataclasses or as a dict with the same keys; an unknown or missing key
is an error at once, not an empty place on a legal paper. Names, dates and times are passed as values (``date``,
aware ``datetime``, ``int`` đồng), never as formatted text. Layout: NĐ 30/2020/NĐ-CP, Phụ lục I; forms 01-03:
TT 03/2025/TT-VPCP, Phụ lục I.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_type_hints

from eforms.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head that every paper has. ``parent_agency`` is the cơ quan chủ quản, empty where the agency has none."""

    public_id: str  # opaque id in the QR; the kept Document has the same
    dossier_code: str
    procedure_code: str
    agency: str  # cơ quan ban hành
    place: str  # địa danh: "Thủ Dầu Một"
    parent_agency: str = ""
    number: str = ""  # số, ký hiệu: "12/GPXD-UBND"; receipts have none


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper of the dossier and how many of each kind came in."""

    name: str
    originals: int = 0  # bản chính
    copies: int = 0  # bản sao, bản chụp
    electronic: int = 0  # bản điện tử
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """An uploaded file, as the confirmation lists it: name, size in bytes, pages and SHA-256 of the bytes received."""

    paper: str
    name: str
    size: int
    pages: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One line of a promised date's explanation, as deadlines.rules.Line has it."""

    at: datetime | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who filed. ``on_behalf_of`` is the chủ hồ sơ when it is another person or organisation."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    identity_number: str = ""
    on_behalf_of: str = ""
    on_behalf_of_address: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptPaper(Head):
    """Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP)."""

    applicant: Applicant
    procedure_name: str
    received_at: datetime
    due_at: datetime
    limit_text: str  # "07 ngày làm việc"
    explanation: Sequence[DueLine]
    papers: Sequence[PaperLine]
    return_method: str  # "Trực tuyến, tại Kho giấy tờ của người nộp"
    receiver_name: str
    receiver_title: str = "Người tiếp nhận"
    channel: str = "Trực tuyến"
    sets: int = 1
    handling_agency: str = ""
    fee: int | None = None  # đồng already paid; None prints nothing, 0 prints "không thu"
    lookup_url: str = ""  # tracking page; empty: SITE_URL/tra-cuu/
    phone: str = ""  # hotline; empty: settings.HOTLINE


@dataclass(frozen=True, kw_only=True)
class ConfirmationPaper(Head):
    """Xác nhận đã nộp hồ sơ: at once after submitting, before the desk received it; not a legal receipt."""

    applicant: Applicant
    procedure_name: str
    submitted_at: datetime
    expected_on: date | None = None  # expected date of the result, not a promise
    files: Sequence[FileLine] = ()
    answers_sha256: str = ""  # SHA-256 of the frozen answers
    fee: int | None = None
    fee_paid: bool = False
    handling_agency: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementLine:
    """What to complete and why: form 02 may not be sent with an empty reason."""

    item: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SupplementPaper(Head):
    """Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

    applicant: Applicant
    procedure_name: str
    received_at: datetime
    asked_at: datetime
    paused: bool = True  # the clock ran already: it was accepted before
    items: Sequence[SupplementLine]
    asked_by: str
    asked_by_title: str = "Người hướng dẫn"
    answer_by: date | None = None
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class RefusalPaper(Head):
    """Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    applicant: Applicant
    procedure_name: str
    submitted_at: datetime
    refused_at: datetime
    reasons: Sequence[str]
    refused_by: str
    refused_by_title: str = "Người tiếp nhận"
    guidance: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultPaper(Head):
    """What every result has beside its own data; ``number`` and ``issued_on`` are reserved before signing."""

    issued_on: date
    signer_name: str
    signer_title: str  # chức vụ: "CHỦ TỊCH"
    signer_authority: str = ""  # "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"
    recipients: Sequence[str] = ("Như trên",)  # nơi nhận
    again: str = ""  # "Cấp lại lần 01"


@dataclass(frozen=True, kw_only=True)
class DeclarationPaper(Head):
    """A form's answers laid out (vault/declarations.py). A draft has no ``submitted_at``, no code, no ``public_id``: no QR."""

    procedure_name: str
    sheet: Sheet
    receiver: str  # kính gửi
    declarant: str  # who signs
    answers_sha256: str  # of the answers printed; the dossier keeps the same
    submitted_at: datetime | None = None
    on_behalf_of: str = ""
    attached: Sequence[PaperLine] = ()
    template: str = ""  # key in declarations.TEMPLATES


P = TypeVar("P", bound=Head)


def paper(kind: type[P], context: "P | Mapping[str, Any]") -> P:
    """The context as its dataclass; raises ``TypeError`` naming the unknown or missing key."""
    return context if isinstance(context, kind) else _build(kind, context)


def _build(kind: type, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    hints = get_type_hints(kind)
    made = dict(value)
    for field in fields(kind):
        nested = _nested(hints[field.name])
        if nested is None or field.name not in made:
            continue
        given = made[field.name]
        made[field.name] = _build(nested, given) if hints[field.name] is nested else tuple(_build(nested, v) for v in given)
    return kind(**made)


def _nested(hint: Any) -> type | None:
    """The dataclass that a hint names, bare or as ``Sequence[…]``."""
    for candidate in (hint, *getattr(hint, "__args__", ())):
        if isinstance(candidate, type) and is_dataclass(candidate) and candidate is not Sheet:
            return candidate
    return None
