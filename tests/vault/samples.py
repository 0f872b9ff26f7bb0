"""Papers as dossiers would fill them, with invented people."""

from datetime import date, datetime
from typing import Any

from common.clock import VIETNAM

AT = datetime(2026, 11, 24, 14, 32, tzinfo=VIETNAM)

HEAD: dict[str, Any] = {
    "public_id": "mQ3vZk0XyT9aL2cR7hWnEg",
    "dossier_code": "H09.19.25-261124-0007",
    "procedure_code": "1.013225",
    "agency": "Trung tâm Phục vụ hành chính công",
    "parent_agency": "Ủy ban nhân dân tỉnh Bình Dương",
    "place": "Thủ Dầu Một",
}
APPLICANT: dict[str, Any] = {
    "name": "Nguyễn Thị Thùy An",
    "address": "Số 12 đường Yersin, phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    "phone": "0912 345 678",
    "email": "an.nguyen@example.vn",
    "identity_number": "074190001234",
}
RECEIPT: dict[str, Any] = {
    **HEAD,
    "applicant": APPLICANT,
    "procedure_name": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "received_at": AT,
    "due_at": datetime(2026, 12, 3, 14, 32, tzinfo=VIETNAM),
    "limit_text": "07 ngày làm việc",
    "explanation": [
        {"at": AT, "text": "Nhận hồ sơ. Tính từ ngày làm việc tiếp theo."},
        {"at": datetime(2026, 11, 25, 14, 32, tzinfo=VIETNAM), "text": "Ngày làm việc thứ 1"},
        {"at": None, "text": "Thứ Bảy 28/11 và Chủ nhật 29/11/2026 là ngày nghỉ hằng tuần, không tính."},
        {"at": datetime(2026, 12, 3, 14, 32, tzinfo=VIETNAM), "text": "Ngày làm việc thứ 7, đến hạn trả kết quả"},
    ],
    "papers": [
        {"name": "Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 01)", "electronic": 1},
        {"name": "Giấy chứng nhận quyền sử dụng đất", "copies": 1, "electronic": 1, "note": "đã đối chiếu bản chính"},
        {"name": "Bản vẽ thiết kế xây dựng", "originals": 2, "electronic": 1},
    ],
    "return_method": "Trực tuyến, tại Kho giấy tờ của người nộp",
    "receiver_name": "Trần Văn Bình",
    "handling_agency": "Phòng Quản lý đô thị thành phố Thủ Dầu Một",
    "fee": 75000,
}
CONFIRMATION: dict[str, Any] = {
    **HEAD,
    "applicant": APPLICANT,
    "procedure_name": "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "submitted_at": AT,
    "expected_on": date(2026, 12, 3),
    "files": [
        {
            "paper": "Giấy chứng nhận quyền sử dụng đất",
            "name": "so-do.pdf",
            "size": 1_468_006,
            "pages": 4,
            "sha256": "9f86d081884c7d65" * 4,
        },
        {
            "paper": "Bản vẽ thiết kế xây dựng",
            "name": "Bản vẽ mặt bằng tầng 1.pdf",
            "size": 882_112,
            "pages": 12,
            "sha256": "60303ae22b998861" * 4,
        },
    ],
    "answers_sha256": "fd61a03af4f77d87" * 4,
    "fee": 75000,
    "fee_paid": True,
    "handling_agency": "Phòng Quản lý đô thị thành phố Thủ Dầu Một",
}
SUPPLEMENT: dict[str, Any] = {
    **HEAD,
    "applicant": APPLICANT,
    "procedure_name": RECEIPT["procedure_name"],
    "received_at": AT,
    "asked_at": datetime(2026, 11, 26, 9, 5, tzinfo=VIETNAM),
    "items": [
        {"item": "Bản vẽ thiết kế xây dựng", "reason": "Thiếu mặt cắt móng và sơ đồ đấu nối thoát nước."},
        {"item": "Giấy chứng nhận quyền sử dụng đất", "reason": "Ảnh trang 3 bị mờ, không đọc được số thửa."},
    ],
    "asked_by": "Trần Văn Bình",
    "answer_by": date(2026, 12, 26),
}
REFUSAL: dict[str, Any] = {
    **HEAD,
    "applicant": {**APPLICANT, "on_behalf_of": "Công ty TNHH Gỗ Thuận An", "on_behalf_of_address": "Phường Lái Thiêu"},
    "procedure_name": RECEIPT["procedure_name"],
    "submitted_at": AT,
    "refused_at": datetime(2026, 11, 25, 8, 0, tzinfo=VIETNAM),
    "reasons": ["Thửa đất nằm ngoài địa bàn thành phố Thủ Dầu Một.", "Công trình thuộc thẩm quyền cấp phép của Sở Xây dựng."],
    "refused_by": "Trần Văn Bình",
    "guidance": "Nộp hồ sơ cho Sở Xây dựng theo thủ tục 1.013236.",
}
RESULT: dict[str, Any] = {
    **HEAD,
    "agency": "Ủy ban nhân dân phường Phú Cường",
    "parent_agency": "Thành phố Thủ Dầu Một",
    "number": "07/GPXD-UBND",
    "issued_on": date(2026, 12, 2),
    "signer_authority": "TM. Ủy ban nhân dân",
    "signer_title": "Chủ tịch",
    "signer_name": "Lê Tiến Dũng",
    "recipients": ["Bà Nguyễn Thị Thùy An", "Lưu: VT, QLĐT"],
}
PERMIT: dict[str, Any] = {
    "owner": {"name": "Bà Nguyễn Thị Thùy An", "address": APPLICANT["address"]},
    "work": {
        "name": "Nhà ở gia đình",
        "address": "Thửa 215, tờ bản đồ 14, đường Yersin, phường Phú Cường",
        "lot": "215",
        "land_area": "120,5",
        "floors": "3",
        "height": "11,4",
        "footprint": "84",
        "floor_area": "236,5",
        "density": "69,7",
        "level": "cấp III",
        "red_line": "cách tim đường 6 m",
        "construction_line": "lùi 2,4 m so với chỉ giới đường đỏ",
        "designer": "Công ty TNHH Kiến trúc Sông Bé",
    },
    "land_document": "Giấy chứng nhận quyền sử dụng đất số CS 012345 do Sở Tài nguyên và Môi trường cấp ngày 04/5/2021.",
    "opinions": [{"agency": "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "text": "Đồng ý, lối thoát nạn bảo đảm."}],
    "valid_until": "2027-12-02",
    "conditions": ["Che chắn công trường, không để vật liệu trên vỉa hè."],
}
BIRTH: dict[str, Any] = {
    "child": {
        "name": "Nguyễn Gia Hân",
        "sex": "Nữ",
        "birth_date": "2026-11-15",
        "ethnicity": "Kinh",
        "identity_number": "074326001234",
        "birth_date_words": "Ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "birth_place": "Bệnh viện Đa khoa tỉnh Bình Dương, phường Hiệp Thành, thành phố Thủ Dầu Một",
        "hometown": "Phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    },
    "mother": {
        "name": "Trần Thị Bình",
        "birth_year": "1996",
        "ethnicity": "Kinh",
        "residence": "Phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    },
    "father": {
        "name": "Nguyễn Văn Phước",
        "birth_year": "1993",
        "ethnicity": "Kinh",
        "residence": "Phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    },
    "declarant": {"name": "Nguyễn Văn Phước", "document": "Căn cước số 074 093 004 321"},
}
EXTRACT: dict[str, Any] = {
    "kind": "Khai sinh",
    "subject": {
        "name": "Nguyễn Thị Thùy An",
        "birth_date": "1990-03-05",
        "sex": "Nữ",
        "ethnicity": "Kinh",
        "identity_number": "074190001234",
    },
    "event": [
        {"label": "Nơi sinh", "value": "Bệnh viện Đa khoa Sông Bé"},
        {"label": "Họ, chữ đệm, tên người mẹ", "value": "Lý Thị Sáu"},
    ],
    "source": {
        "registry": "Ủy ban nhân dân phường Phú Cường, thành phố Thủ Dầu Một",
        "number": "45",
        "book": "01/1990",
        "registered_on": "1990-03-20",
    },
    "copies": 3,
}
