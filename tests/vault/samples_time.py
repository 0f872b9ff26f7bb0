"""Forms 04 to 07 and the slip as dossiers would fill them, with invented people."""

from datetime import date, datetime
from typing import Any

from common.clock import VIETNAM
from tests.vault.samples import APPLICANT, AT, HEAD, RECEIPT

UNIT = "Ủy ban nhân dân phường Phú Cường"
MATTER: dict[str, Any] = {**HEAD, "agency": UNIT, "applicant": APPLICANT, "procedure_name": RECEIPT["procedure_name"]}
TO = ("Như trên", "Bộ phận Một cửa", "Lưu: hồ sơ")
APOLOGY: dict[str, Any] = {
    **MATTER,
    "number": "05/XL",
    "received_at": AT,
    "promised_at": datetime(2026, 12, 3, 14, 32, tzinfo=VIETNAM),
    "until": datetime(2026, 12, 10, 14, 32, tzinfo=VIETNAM),
    "reason": "Ranh giới thửa đất trên bản vẽ khác với bản đồ địa chính, phải đo lại tại thực địa cùng các hộ liền kề.",
    "issued_on": date(2026, 12, 2),
    "signer_name": "Huỳnh Quốc Dũng",
    "signer_title": "PHÓ CHỦ TỊCH",
    "recipients": TO,
}
STOP: dict[str, Any] = {
    **MATTER,
    "number": "12/TB",
    "submitted_at": AT,
    "received_at": datetime(2026, 11, 25, 8, 5, tzinfo=VIETNAM),
    "stopped_at": datetime(2026, 12, 28, 17, 0, tzinfo=VIETNAM),
    "reason": "Tòa án nhân dân thành phố Thủ Dầu Một đang thụ lý tranh chấp quyền sử dụng thửa đất số 12, tờ bản đồ số 5.",
    "originals": ["Giấy chứng nhận quyền sử dụng đất"],
    "signer_name": "Huỳnh Quốc Dũng",
    "signer_title": "PHÓ CHỦ TỊCH",
    "recipients": TO,
}
LAPSED: dict[str, Any] = {
    **STOP,
    "reason": "Không bổ sung hồ sơ trong thời hạn ghi trên phiếu yêu cầu.",
    "originals": [],
    "signer_name": "",
    "signer_title": "",
    "by_itself": "hệ thống lập khi hết thời hạn bổ sung ghi trên phiếu yêu cầu",
}
CONTROL: dict[str, Any] = {
    **HEAD,
    "agency": "Bộ phận Một cửa phường Phú Cường",
    "owner_name": "Nguyễn Thị Thùy An",
    "procedure_name": RECEIPT["procedure_name"],
    "received_at": AT,
    "due_at": datetime(2026, 12, 3, 14, 32, tzinfo=VIETNAM),
    "handling_agency": UNIT,
    "coordinating": ["Phòng Quản lý đô thị"],
    "lines": [
        {
            "step": f"Bước {n}",
            "giver": "Bộ phận Một cửa phường Phú Cường",
            "taker": UNIT,
            "at": datetime(2026, 11, 25 + n % 4, 8, 5, tzinfo=VIETNAM),
            "giver_name": "Phạm Thị Bình",
            "taker_name": "Võ Kim Chi",
            "outcome": ("Trước hạn", "Đúng hạn", "Quá hạn")[n % 3],
        }
        for n in range(7)
    ],
    "printed_at": datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM),
}
REGISTER: dict[str, Any] = {
    **HEAD,
    "public_id": "",
    "dossier_code": "",
    "procedure_code": "",
    "agency": "Bộ phận Một cửa phường Phú Cường",
    "parent_agency": UNIT,
    "since": date(2026, 11, 1),
    "until": date(2026, 11, 30),
    "lines": [
        {
            "code": f"H09.21.23.01-261124-{n:04d}",
            "procedure_name": RECEIPT["procedure_name"],
            "owner_name": "Nguyễn Thị Thùy An",
            "contact": "Số 12 đường Yersin, phường Phú Cường, 0912 345 678",
            "handling_agency": UNIT,
            "received_at": AT,
            "due_at": datetime(2026, 12, 3, 14, 32, tzinfo=VIETNAM),
            "forwarded_at": AT,
            "result_at": None,
            "returned_at": None,
            "way": "Tại quầy" if n % 2 else "",
            "note": "Chờ bổ sung" if n == 3 else "",
        }
        for n in range(1, 14)
    ],
    "printed_at": datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM),
}
SLIP: dict[str, Any] = {
    **MATTER,
    "agency": "Bộ phận Một cửa phường Phú Cường",
    "way": "Tại quầy",
    "lines": [
        {"name": "Giấy phép xây dựng", "number": "07/GPXD-UBND", "issued_on": date(2026, 12, 3), "copies": 2},
        {"name": "Bản vẽ đã thẩm định", "number": "08/GPXD-UBND", "issued_on": date(2026, 12, 3)},
    ],
    "originals": ["Giấy chứng nhận quyền sử dụng đất"],
    "handed_at": datetime(2026, 12, 4, 10, 15, tzinfo=VIETNAM),
    "recipient": "Lê Thị Hoa",
    "recipient_number": "079190001234",
    "giver_name": "Phạm Thị Bình",
    "giver_title": "Công chức tiếp nhận",
}
MINUTES: dict[str, Any] = {
    **MATTER,
    "visited_at": datetime(2026, 11, 27, 14, 30, tzinfo=VIETNAM),
    "visited_place": "Thửa đất số 12, tờ bản đồ số 5, Khu phố 3, phường Phú Cường",
    "present": [
        {"name": "Nguyễn Thị Thùy An", "role": "chủ hồ sơ"},
        {"name": "Lý Văn Tám", "role": "trưởng khu phố 3"},
        {"name": "Đỗ Thị Mùi", "role": ""},
    ],
    "findings": "Ranh giới thửa đất trùng với bản đồ địa chính.\nCông trình liền kề cách móng 1,2 m, không có tranh chấp.",
    "conclusion": "Đúng như hồ sơ",
    "written_at": datetime(2026, 11, 27, 15, 40, tzinfo=VIETNAM),
    "written_by": "Võ Kim Chi",
    "written_by_title": "Công chức địa chính, xây dựng",
}
