"""Every field type on one page, in the states that people meet: for eyes, for axe, for the smallest screen."""

import zlib
from typing import Any

from eforms import engine, html, named
from eforms.nodes import Form
from eforms.ports import OfOne, Option, PlainPorts, StoredFile
from tests.eforms.forms import NOW, component, form, when
from tests.eforms.test_types import png

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
WAYS = [
    {"value": "trucTuyen", "label": "Nhận trên mạng", "description": "Có ngay khi ký xong"},
    {"value": "taiNoi", "label": "Đến lấy tại nơi nộp"},
    {"value": "buuChinh", "label": "Qua bưu chính"},
]
MANY = tuple(Option(f"{number:03d}", f"Ngành nghề số {number}") for number in range(1, 140))
UNITS = {
    ("2", "tinh", ""): (Option("79", "Thành phố Hồ Chí Minh"), Option("75", "Tỉnh Đồng Nai")),
    ("2", "xa", "79"): (
        Option("25747", "Phường Thủ Dầu Một"),
        Option("25750", "Phường Phú Lợi"),
        Option("25760", "Phường Bình Dương"),
    ),
    ("2", "xa", "75"): (Option("26041", "Phường Trấn Biên"),),
    ("3", "tinh", ""): (Option("74", "Tỉnh Bình Dương"),),
    ("3", "huyen", "74"): (Option("718", "Thành phố Thủ Dầu Một"),),
    ("3", "xa", "718"): (Option("25741", "Phường Phú Cường"),),
}
STORED = {"f1": StoredFile("f1", "giay-chung-sinh.pdf", 340_000, "application/pdf", "/tep/f1/")}
PORTS = OfOne(PlainPorts(lists={**named.lists(), "nganhNghe": MANY}, units=UNITS), STORED)
# A stroke across the paper.
INKED = zlib.compress(
    b"".join(b"\0" + b"".join(b"\0\0\0\xff" if abs(x / 3 - y) < 3 else b"\0\0\0\0" for x in range(600)) for y in range(200))
)
NEEDED = {"validate": {"required": True}}

FRAME = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Các loại ô – Dịch vụ công</title><link rel="stylesheet" href="/dist/app.css"></head>
<body><div class="wrap"><div class="columns"><main class="columns__main" id="main">
<h1 class="govuk-heading-l">Các loại ô: {title}</h1><form method="post" novalidate>{body}
<button class="govuk-button" type="submit">Lưu và tiếp tục</button></form></main></div></div>
<script src="/dist/app.js"></script></body></html>"""


def ours(kind: str, key: str, label: str, **more: Any) -> dict[str, Any]:
    """One of our own types on a text field."""
    vn = more.pop("vn", {})
    return component("textfield", key, label, vn={"type": kind, **vn}, **more)


PARTS: dict[str, list[dict[str, Any]]] = {
    "chu": [
        component("textfield", "hoTen", "Họ, chữ đệm và tên", description="Như trên giấy tờ", autocomplete="name", **NEEDED),
        component("textarea", "lyDo", "Lý do đề nghị", tooltip="Viết ngắn gọn.", description="Viết bằng lời của bạn",
                  validate={"required": True, "maxLength": 500}),
        component("email", "thu", "Thư điện tử", **NEEDED),
        component("phoneNumber", "dienThoai", "Số điện thoại", **NEEDED),
        component("url", "trang", "Trang mạng của tổ chức", **NEEDED),
        component("textfield", "maSo", "Mã số hồ sơ cũ", prefix="H09.", showCharCount=True,
                  validate={"required": True, "maxLength": 20}),
        component("phoneNumber", "nhieuSo", "Số điện thoại khác", multiple=True),
    ],
    "so": [
        component("number", "dienTich", "Diện tích sàn", suffix="m²", **NEEDED),
        component("currency", "giaTri", "Giá trị tài sản", **NEEDED),
        ours("amountInWords", "bangChu", "Giá trị bằng chữ", vn={"of": "giaTri"}),
        component("number", "tong", "Gấp đôi diện tích", suffix="m²", calculateValue={"*": [{"var": "data.dienTich"}, 2]}),
    ],
    "chon": [
        component("checkbox", "camDoan", "Tôi đã đọc và hiểu", description="Nội dung ở trên", **NEEDED),
        component("radio", "nhan", "Bạn nhận kết quả ở đâu?", values=WAYS, **NEEDED),
        component("radio", "thamTra", "Có thẩm tra thiết kế không?", values=YES, **NEEDED),
        component("textfield", "donVi", "Đơn vị thẩm tra", conditional=when("thamTra", "co"), **NEEDED),
        component("select", "danToc", "Dân tộc", data={"list": "danToc"}, **NEEDED),
        component("select", "nganh", "Ngành nghề kinh doanh", data={"list": "nganhNghe"}, **NEEDED),
        component("selectboxes", "giay", "Giấy tờ kèm theo", values=WAYS, **NEEDED),
        component("select", "nhieu", "Cách nhận khác", data={"values": WAYS}, multiple=True, **NEEDED),
    ],
    "ngay": [
        component("day", "ngaySinh", "Ngày, tháng, năm sinh", description="Ví dụ 27 3 2007", dayFirst=True, **NEEDED),
        component("datetime", "hen", "Ngày giờ hẹn", enableTime=True, **NEEDED),
        component("time", "gioSinh", "Giờ sinh", **NEEDED),
    ],
    "noi": [
        ours("address", "cuTru", "Nơi cư trú", **NEEDED),
        ours("address", "cuTruCu", "Nơi cư trú trước đây", vn={"edition": "3", "detail": "optional"}, **NEEDED),
    ],
    "tep": [
        component("file", "chungSinh", "Giấy chứng sinh", filePattern=".pdf,image/*", fileMaxSize="10MB", multiple=True,
                  **NEEDED),
        component("signature", "chuKy", "Chữ ký của người yêu cầu", **NEEDED),
    ],
    "nguoi": [
        component("container", "me", "Mẹ", vn={"type": "person", "parts": {"danToc": "optional"}}),
        component("container", "toChuc", "Tổ chức", vn={"type": "organisation", "parts": {"diaChi": "none"}}),
        component("container", "thua", "Thửa đất", vn={"type": "landParcel", "parts": {"diaChi": "none"}}),
        ours("nationalId", "dinhDanh", "Số định danh của bạn", **NEEDED),
        ours("taxCode", "maThue", "Mã số thuế", **NEEDED),
    ],
    "nhom": [
        component("editgrid", "ho", "Thành viên hộ gia đình", vn={"type": "householdMembers", "parts": {"soDinhDanh": "none"}},
                  **NEEDED),
        component("columns", "cot", columns=[
            {"width": 6, "components": [component("textfield", "soThua", "Thửa đất số", **NEEDED)]},
            {"width": 6, "components": [component("textfield", "soTo", "Tờ bản đồ số", **NEEDED)]},
        ]),
        component("table", "bang", "Diện tích từng tầng", header=["Tầng", "Diện tích (m²)"], rows=[
            [{"components": [component("content", "t1", html="<p>Tầng 1</p>")]},
             {"components": [component("number", "dt1", "Diện tích tầng 1", **NEEDED)]}],
            [{"components": [component("content", "t2", html="<p>Tầng 2</p>")]},
             {"components": [component("number", "dt2", "Diện tích tầng 2", **NEEDED)]}],
        ]),
        component("well", "luuY", components=[component("content", "loi", html="<p>Mang theo <strong>bản chính</strong>.</p>")]),
    ],
}  # fmt: skip
FILLED: dict[str, Any] = {
    "hoTen": "Trần Thị Bình", "lyDo": "Để bổ sung hồ sơ đi học", "thu": "binh@example.com", "dienThoai": "0912345678",
    "trang": "https://dichvucong.gov.vn", "maSo": "261123-001", "nhieuSo": ["0912345678", "0987654321"],
    "dienTich": 75.5, "giaTri": 1_250_000, "camDoan": True, "nhan": "taiNoi", "thamTra": "co", "donVi": "Công ty An Phát",
    "danToc": "01", "nganh": "017", "giay": {"taiNoi": True}, "nhieu": ["taiNoi", "buuChinh"],
    "ngaySinh": "27/03/2007", "hen": "2026-12-01T14:30:00+07:00", "gioSinh": "05:15:00",
    "cuTru": {"tinh": "79", "xa": "25750", "chiTiet": "12 đường Yersin"}, "cuTruCu": {"tim": "phú cường"},
    "chungSinh": ["f1"], "chuKy": png(600, 200, body=INKED),
    "me": {"hoTen": "Lê Thị Hoa", "ngaySinh": "01/02/1990", "gioiTinh": "nu", "soDinhDanh": "074190001234"},
    "toChuc": {"ten": "Công ty TNHH An Phát", "maSoThue": "0100109106", "nguoiDaiDien": "Lê Văn Phát"},
    "thua": {"soThua": "125", "soTo": "7", "dienTich": 120, "loaiDat": "ODT"}, "dinhDanh": "074190001234",
    "maThue": "0100109106", "ho": [{"quanHe": "vo", "hoTen": "Lê Thị Hoa"}, {"quanHe": "con", "hoTen": "Trần An"}],
    "soThua": "125", "soTo": "7", "dt1": 75.5, "dt2": 60,
}  # fmt: skip
WRONG: dict[str, Any] = {
    "thu": "binh@", "dienThoai": "12345", "trang": "khong phai", "nhieuSo": ["1", "0987654321"], "dienTich": "mười",
    "giaTri": "x", "danToc": "zz", "nganh": "so 12", "ngaySinh": "31/02/2026", "hen": "2026-12-01", "gioSinh": "25:00",
    "cuTru": {"tinh": "79"}, "cuTruCu": {"tim": "khong co noi nay"}, "chungSinh": ["f1", "mat"], "dinhDanh": "12345",
    "maThue": "0100109107", "thamTra": "co", "ho": [{"hoTen": "An"}], "me": {"soDinhDanh": "1"},
}  # fmt: skip


def gallery() -> Form:
    """The form: a page a part."""
    panels = [component("panel", f"trang_{key}", "", title=key, components=parts) for key, parts in PARTS.items()]
    return form(*panels, display="wizard")


def drawn(loaded: Form, key: str, answers: dict[str, Any] | None, *, wrong: bool = False, live: bool = False) -> str:
    """One page of it: not yet answered (``None``), with answers, or with what is wrong in them."""
    page = loaded.page(f"trang_{key}")
    if wrong:
        outcome = engine.process(loaded, answers or {}, page=page.key, previous=answers, now=NOW, ports=PORTS)
    else:
        outcome = engine.prepare(loaded, answers or {}, now=NOW, ports=PORTS)
    addresses = html.Addresses(units="/units/", places="/places/", options="/options/", live="/live/") if live else None
    body = html.page(loaded, page, outcome.data, outcome.errors, ports=PORTS, addresses=addresses)
    return FRAME.format(title=key, body=body)
