"""What the papers of time and hand-over need, key by key: forms 04 to 07 of TT 03/2025/TT-VPCP and the slip for results.

The wording of these forms was not obtained (domain.md §8): fields follow domain.md §1.2, the layout NĐ 30/2020/NĐ-CP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vault.papers import Applicant, Head


@dataclass(frozen=True, kw_only=True)
class ApologyPaper(Head):
    """Form 04, Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết."""

    applicant: Applicant
    procedure_name: str
    received_at: datetime
    promised_at: datetime  # the promise that is not kept
    until: datetime  # the new one
    reason: str
    issued_on: date
    signer_name: str
    signer_title: str
    signer_authority: str = ""
    phone: str = ""
    recipients: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class StopPaper(Head):
    """Form 05, Thông báo dừng giải quyết hồ sơ. ``by_itself``: why no leader signed (a term ended, the applicant's wish)."""

    applicant: Applicant
    procedure_name: str
    submitted_at: datetime
    received_at: datetime | None
    stopped_at: datetime
    reason: str
    originals: Sequence[str] = ()  # still to be given back
    signer_name: str = ""
    signer_title: str = ""
    signer_authority: str = ""
    by_itself: str = ""
    phone: str = ""
    recipients: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Present:
    """Somebody who was there, and in what part."""

    name: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesPaper(Head):
    """Biên bản xác minh thực tế: no form of TT 03/2025; NĐ 30/2020, Phụ lục III, mẫu 1.9 (biên bản), with what was noted."""

    applicant: Applicant
    procedure_name: str
    visited_at: datetime
    visited_place: str
    present: Sequence[Present]  # who stood there, each signs in the table
    findings: str
    conclusion: str
    written_at: datetime
    written_by: str
    written_by_title: str


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """One hand-over between units: who gave, who took, when, and whether the giver was in time."""

    step: str
    giver: str
    taker: str
    at: datetime
    giver_name: str = ""
    taker_name: str = ""
    outcome: str = ""  # trước hạn, đúng hạn, quá hạn
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlSheetPaper(Head):
    """Form 06, Phiếu kiểm soát quá trình giải quyết hồ sơ; goes with the dossier inside the administration."""

    owner_name: str
    procedure_name: str
    received_at: datetime
    due_at: datetime | None
    handling_agency: str
    coordinating: Sequence[str]
    lines: Sequence[ControlLine]
    printed_at: datetime


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One dossier in the register."""

    code: str
    procedure_name: str
    owner_name: str
    contact: str
    handling_agency: str
    received_at: datetime
    due_at: datetime | None
    forwarded_at: datetime | None
    result_at: datetime | None
    returned_at: datetime | None
    way: str = ""
    note: str = ""
    sets: int = 1


@dataclass(frozen=True, kw_only=True)
class RegisterPaper(Head):
    """Form 07, Sổ theo dõi hồ sơ, of one unit over some days; it belongs to no single dossier: its QR is printouts.py's."""

    since: date
    until: date
    lines: Sequence[RegisterLine]
    printed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SlipLine:
    """One result that was handed over."""

    name: str
    number: str
    issued_on: date
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class SlipPaper(Head):
    """Giấy biên nhận trả kết quả: who gave what to whom, when and how."""

    applicant: Applicant
    procedure_name: str
    way: str
    lines: Sequence[SlipLine]
    originals: Sequence[str]
    handed_at: datetime
    recipient: str
    recipient_number: str = ""
    tracking_code: str = ""
    address: str = ""
    giver_name: str
    giver_title: str
