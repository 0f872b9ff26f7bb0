"""Each field type by a table: what is typed, what is stored, which rule speaks, in which words."""

import base64
import json
import struct
import zlib
from typing import Any

import pytest
from django.http import QueryDict

from eforms import display, engine, html
from eforms.ports import OfOne, StoredFile
from tests.eforms.forms import NOW, PORTS, component, form, rules, run

DATE = {"day": {"required": True}, "month": {"required": True}, "year": {"required": True}}
CHOICES = [{"value": "01", "label": "Một"}, {"value": "79", "label": "Bảy chín"}]

TYPED_NAME = "data:text/plain;charset=utf-8,"


def png(wide: int = 3, high: int = 2, *, body: bytes | None = None, tail: bytes = b"") -> str:
    """A PNG as a data URL; ``body`` replaces the pixels, ``tail`` follows the end."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    pixels = body if body is not None else zlib.compress((b"\0" + b"\0\0\0\xff" * wide) * high)
    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + tail
    return "data:image/png;base64," + base64.b64encode(made).decode()


def described(name: str = "don.pdf", size: int = 2048, **more: Any) -> dict[str, Any]:
    """A file as Form.io describes it."""
    made = {"storage": "url", "name": name, "originalName": name, "size": size, "type": "application/pdf", "url": ""}
    return made | more


STORED: list[tuple[dict[str, Any], Any, Any]] = [
    (component("textfield"), "Tra\u0302\u0300n", "Trần"),
    (component("textfield"), 12, "12"),
    (component("number"), 3.0, 3),
    (component("currency"), "1.250.000 đ", 1_250_000),
    (component("currency"), 8000, 8000),
    (component("email"), " Binh@Example.COM ", "binh@example.com"),
    (component("textfield"), "  hai  đầu ", "  hai  đầu "),
    (component("textfield", truncateMultipleSpaces=True), "  hai  đầu ", "hai đầu"),
    (component("number"), "1.250", 1.25),
    (component("number"), " 1e3 ", 1000),
    (component("phoneNumber"), "+84 912 345 678", "+84 912 345 678"),
    (component("time"), "08:05", "08:05:00"),
    (component("checkbox"), "on", True),
    (component("radio", values=CHOICES), "01", "01"),
    (component("radio", values=CHOICES), 79, "79"),
    (component("select", data={"values": CHOICES}), "79", "79"),
    (component("selectboxes", values=CHOICES), {"01": True}, {"01": True}),
    (component("selectboxes", values=CHOICES), ["79"], {"79": True}),
    (component("day"), "1/3/2026", "01/03/2026"),
    (component("day"), "2026-03-01", "01/03/2026"),
    (component("day"), "00/00/1975", "00/00/1975"),
    (component("day", dayFirst=False), "03/01/2026", "03/01/2026"),
    (component("datetime"), "1/3/2026", "2026-03-01"),
    (component("datetime"), "2026-03-01T08:00:00+07:00", "2026-03-01T08:00:00+07:00"),
    (component("datetime"), "2026-03-01T01:00:00.000Z", "2026-03-01T01:00:00.000Z"),
    (component("datetime"), "1/3/2026 14h30", "2026-03-01T14:30:00+07:00"),
    (component("datetime", enableTime=False), "2026-03-01T23:59:00+07:00", "2026-03-01T23:59:00+07:00"),
    (component("time"), "23:59:58", "23:59:58"),
    (component("time", dataFormat="HH:mm"), "14:30", "14:30"),
    (component("url"), "https://dichvucong.gov.vn/p?a=1", "https://dichvucong.gov.vn/p?a=1"),
    (component("url"), "đăngký.vn", "đăngký.vn"),
    (component("url"), "http://localhost:3000", "http://localhost:3000"),
    (component("signature"), png(), png()),
    (component("signature"), f"{TYPED_NAME}L%C3%AA  B%C3%ACnh", f"{TYPED_NAME}L%C3%AA%20B%C3%ACnh"),
    (component("file", filePattern="*.pdf,image/*", fileMaxSize="1MB"), [described()], [described()]),
    (component("file"), [described(url="data:;base64,AAAA", bad={})], [described()]),
    (component("textfield"), "a\ud800\x00b", "ab"),
    (component("textarea"), "a\udc00\x85\nb", "a\nb"),
    (component("textfield", vn={"type": "nationalId"}), "074 190 001 234", "074190001234"),
    (component("textfield", vn={"type": "taxCode"}), "0100109106 001", "0100109106-001"),
    (
        component("textfield", vn={"type": "address"}),
        {"tinh": "79", "tinhTen": "giả", "xa": "25747", "chiTiet": " 12  Yersin "},
        {"tinh": "79", "tinhTen": "Thành phố Hồ Chí Minh", "xa": "25747", "xaTen": "Phường Thủ Dầu Một", "chiTiet": "12 Yersin"},
    ),
]


@pytest.mark.parametrize(("field", "typed", "stored"), STORED, ids=lambda value: str(value)[:40])
def test_stored_shape(field: dict[str, Any], typed: Any, stored: Any) -> None:
    outcome = run(form(field), {"x": typed})
    assert outcome.errors == ()
    assert outcome.data == {"x": stored}
    assert type(outcome.data["x"]) is type(stored)


TYPED: list[tuple[dict[str, Any], Any, Any]] = [
    (component("textfield"), "  Nguyễn\u00a0 Văn  A ", "Nguyễn Văn A"),
    (component("textarea"), "a  \r\nb\r\n", "a\nb"),
    (component("number"), "1.250,5", 1250.5),
    (component("number"), "12,5", 12.5),
    (component("number"), "1.250", 1250),
    (component("phoneNumber"), "+84 912 345 678", "0912345678"),
    (component("phoneNumber"), "0912.345.678", "0912345678"),
    (component("time"), "8:05", "08:05:00"),
    (component("time"), "14h30", "14:30:00"),
    (component("number"), "mười", "mười"),
    (component("email"), " Binh@Example. COM ", "binh@example.com"),
    (component("day"), "1-3-2026", "01/03/2026"),
    (component("textfield", multiple=True), ["  An ", ""], ["An", ""]),
]


@pytest.mark.parametrize(("field", "typed", "stored"), TYPED, ids=lambda value: str(value)[:40])
def test_what_a_person_types_is_understood(field: dict[str, Any], typed: Any, stored: Any) -> None:
    loaded = form(field)
    box = {"day": "x-ngay", "time": "x-gio"}.get(field["type"], "x")
    post = QueryDict(mutable=True)
    post.update({f"x[{n}]": one for n, one in enumerate(typed)} | {"x[]": "1"} if isinstance(typed, list) else {box: typed})
    sent = html.parse(loaded, loaded.pages[0], post)
    assert run(loaded, sent).data == {"x": stored}


WRONG: list[tuple[dict[str, Any], Any, str, str]] = [
    (component("textfield"), {"a": 1}, "type", "Nhập ô thử bằng chữ"),
    (component("textfield", validate={"maxLength": 3}), "abcd", "maxLength", "Ô thử phải có nhiều nhất 3 ký tự"),
    (component("textfield", validate={"minWords": 2}), "An", "minWords", "Ô thử phải có ít nhất 2 từ"),
    (component("textfield", validate={"pattern": "a|bc"}), "ac", "pattern", "Nhập ô thử theo đúng mẫu đã nêu"),
    (component("number"), "abc", "type", "Nhập ô thử bằng chữ số, ví dụ 12 hoặc 12,5"),
    (component("number", decimalLimit=0), 1.5, "type", "Ô thử phải là số nguyên"),
    (component("number", validate={"min": 1}), 0, "min", "Ô thử phải từ 1 trở lên"),
    (component("number", validate={"max": 1000}), 1001, "max", "Ô thử phải từ 1.000 trở xuống"),
    (component("currency"), "abc", "type", "Nhập ô thử bằng số tiền, ví dụ 1.250.000"),
    (component("email"), "binh@", "email", "Nhập địa chỉ thư điện tử theo mẫu ten@example.com"),
    (component("phoneNumber"), "12345", "pattern", "Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678"),
    (component("radio", values=CHOICES), "80", "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (component("radio", values=CHOICES), ["01"], "nonarray", "Chỉ nhập một câu trả lời ở mục “Ô thử”"),
    (component("select", data={"values": CHOICES}), "1", "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (component("selectboxes", values=CHOICES), {"zz": True}, "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (
        component("selectboxes", values=CHOICES, validate={"minSelectedCount": 2}),
        ["01"],
        "minSelectedCount",
        "Chọn ít nhất 2 mục ở “Ô thử”",
    ),
    (component("day"), "31/02/2026", "day", "Ô thử phải là ngày có thật"),
    (component("day", fields=DATE), "00/03/2026", "day", "Ô thử phải có ngày"),
    (component("day", validate={"maxDate": "today"}), "24/11/2026", "maxDate", "Ô thử phải từ hôm nay trở về trước"),
    (component("day", validate={"minDate": "2026-01-01"}), "31/12/2025", "minDate", "Ô thử phải từ 1/1/2026 trở đi"),
    (component("day", validate={"maxDate": "today-18y"}), "24/11/2008", "maxDate", "Ô thử phải từ 23/11/2008 trở về trước"),
    (component("datetime"), "2026-02-30", "date", "Ô thử phải là ngày có thật"),
    (component("datetime"), "1/3/2026 25:00", "date", "Ô thử phải là giờ có thật"),
    (component("datetime"), "2026-02-30T08:00:00Z", "date", "Ô thử phải là ngày có thật"),
    (component("datetime"), "2026-03-01T", "date", "Ô thử phải là ngày có thật"),
    (component("datetime", enableTime=True), "1/3/2026 :", "date", "Nhập cả giờ và phút ở mục “Ô thử”"),
    (component("time"), "8:30", "time", "Ô thử phải là giờ có thật, ví dụ 14:30"),
    (component("day", minYear=1900), "01/01/1899", "minYear", "Ô thử phải từ năm 1900 trở đi"),
    (component("number"), "12,5", "type", "Nhập ô thử bằng chữ số"),
    (component("time"), "24:00", "time", "Ô thử phải là giờ có thật"),
    (component("time"), {"a": 1}, "time", "Ô thử phải là giờ có thật"),
    (component("url"), "khong phai", "url", "Nhập địa chỉ trang mạng"),
    (component("url"), "javascript:alert(1)", "url", "Nhập địa chỉ trang mạng"),
    (component("url"), "http://192.168.1.1/", "url", "Nhập địa chỉ trang mạng"),
    (component("url"), "https://ai@xau.vn", "url", "Nhập địa chỉ trang mạng"),
    (component("signature"), "data:image/png;base64,AAAA", "type", "Chữ ký ở ô “Ô thử” không đọc được"),
    (component("signature"), png(body=zlib.compress(b"\0" * 10_000_000)), "type", "Chữ ký ở ô"),
    (component("signature"), png(wide=3000), "type", "Chữ ký ở ô"),
    (component("signature"), png(tail=b"PK"), "type", "Chữ ký ở ô"),
    (component("signature"), "x" * 1_000_000, "type", "Chữ ký ở ô"),
    (component("file", filePattern=".jpg,image/*"), [described()], "filePattern", "Tệp “don.pdf” phải thuộc loại: JPG, ảnh"),
    (component("file", fileMaxSize="1KB"), [described()], "fileSize", "Tệp “don.pdf” phải nhỏ hơn hoặc bằng 1 kB"),
    (component("file", fileMinSize="3KB"), [described()], "fileSize", "Tệp “don.pdf” phải từ 3 kB trở lên"),
    (component("file"), [described(), described()], "nonarray", "“Ô thử” chỉ nhận một tệp"),
    (component("file"), [7], "type", "Chọn lại ở mục “Ô thử”"),
    (
        component("file", fileTypes=[{"label": "Đơn", "value": "don"}]),
        [described(fileType="khac")],
        "fileType",
        "Chọn lại loại giấy tờ cho tệp “don.pdf”",
    ),
    (component("textfield"), "a" * 30_000, "maxLength", "Ô thử dài quá"),
    (component("number"), float("inf"), "type", "Nhập ô thử bằng chữ số"),
    (component("number"), float("nan"), "type", "Nhập ô thử bằng chữ số"),
    (component("number"), True, "type", "Nhập ô thử bằng chữ số"),
    (component("textfield", vn={"type": "nationalId"}), "12345", "nationalId", "Ô thử phải có 12 chữ số như trên thẻ căn cước"),
    (component("textfield", vn={"type": "nationalId"}), "999190001234", "nationalId", "Ô thử không có trong cách đánh số"),
    (component("textfield", vn={"type": "nationalId"}), "074399001234", "nationalId", "Ô thử không có trong cách đánh số"),
    (component("textfield", vn={"type": "taxCode"}), "0100109107", "taxCode", "Ô thử có chữ số chưa đúng"),
]


@pytest.mark.parametrize(("field", "typed", "rule", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_wrong_answers_say_what_to_do(field: dict[str, Any], typed: Any, rule: str, words: str) -> None:
    outcome = run(form(field), {"x": typed})
    assert [error.rule for error in outcome.errors] == [rule]
    assert outcome.errors[0].message.startswith(words)
    assert not outcome.valid


REQUIRED = {"validate": {"required": True}}
EMPTY: list[tuple[dict[str, Any], Any, str, str]] = [
    (component("textfield", label="Họ tên của trẻ", **REQUIRED), "  ", "x", "Nhập họ tên của trẻ"),
    (component("number", label="Số bản", **REQUIRED), "", "x", "Nhập số bản"),
    (component("day", label="Ngày sinh", **REQUIRED), "", "x", "Nhập ngày sinh"),
    (component("radio", label="Nơi nhận kết quả", values=CHOICES, **REQUIRED), "", "x", "Chọn nơi nhận kết quả"),
    (component("radio", label="Có thẩm tra không?", values=CHOICES, **REQUIRED), "", "x", "Trả lời câu hỏi “Có thẩm tra không?”"),
    (component("checkbox", label="Tôi cam đoan", **REQUIRED), False, "x", "Đánh dấu vào ô “Tôi cam đoan” để tiếp tục"),
    (component("selectboxes", values=CHOICES, **REQUIRED), [], "x", "Chọn ít nhất một mục ở “Ô thử”"),
    (component("textfield", label="CCCD của bạn", **REQUIRED), None, "x", "Nhập CCCD của bạn"),
    (component("time", label="Giờ sinh", **REQUIRED), "", "x", "Nhập giờ sinh"),
    (component("file", label="Bản chụp căn cước", **REQUIRED), [], "x", "Tải lên bản chụp căn cước"),
    (component("signature", label="Chữ ký", **REQUIRED), "", "x", "Ký vào ô “Chữ ký”, hoặc gõ họ tên của bạn"),
    (
        component("textfield", label="Nơi cư trú", vn={"type": "address"}, **REQUIRED),
        {},
        "x.tinh",
        "Chọn tỉnh hoặc thành phố ở mục “Nơi cư trú”",
    ),
    (component("textfield", vn={"messages": {"required": "Viết tên bé"}}, **REQUIRED), "", "x", "Viết tên bé"),
    (component("textfield", validate={"required": True, "customMessage": "Ghi rõ"}), "", "x", "Ghi rõ"),
    (
        component("datagrid", label="Người làm chứng", components=[component("textfield", "a")], **REQUIRED),
        [],
        "x",
        "Thêm ít nhất một dòng vào “Người làm chứng”",
    ),
]


@pytest.mark.parametrize(("field", "typed", "path", "words"), EMPTY, ids=lambda value: str(value)[:30])
def test_a_missing_answer_is_asked_for_by_its_label(field: dict[str, Any], typed: Any, path: str, words: str) -> None:
    outcome = run(form(field), {"x": typed})
    assert [(error.path, error.rule, error.message) for error in outcome.errors] == [(path, "required", words)]
    assert [error.message for error in run(form(field), {}).errors] == [words]


def test_address_levels_must_fit_each_other() -> None:
    two = form(component("textfield", vn={"type": "address"}))
    assert rules(run(two, {"x": {"tinh": "01", "xa": "25747", "chiTiet": "1"}})) == {("x.xa", "onlyAvailableItems")}
    assert rules(run(two, {"x": {"tinh": "79", "chiTiet": "1"}})) == {("x.xa", "required")}
    assert rules(run(two, {"x": {"tinh": "79", "xa": "25747"}})) == {("x.chiTiet", "required")}
    three = form(component("textfield", vn={"type": "address", "edition": "3", "detail": "none"}))
    good = run(three, {"x": {"tinh": "74", "huyen": "718", "xa": "25741", "chiTiet": "bỏ"}})
    assert good.valid and good.data["x"]["huyenTen"] == "Thành phố Thủ Dầu Một" and "chiTiet" not in good.data["x"]


def test_identity_number_is_compared_with_birth_and_sex() -> None:
    loaded = form(
        component("day", "sinh"),
        component("radio", "gioi", values=[{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}]),
        component("textfield", "so", vn={"type": "nationalId", "birthDate": "sinh", "sex": "gioi"}),
    )
    assert run(loaded, {"sinh": "01/03/1990", "gioi": "nu", "so": "074190001234"}).valid
    assert rules(run(loaded, {"sinh": "01/03/1991", "so": "074190001234"})) == {("so", "nationalId")}
    assert rules(run(loaded, {"gioi": "nam", "so": "074190001234"})) == {("so", "nationalId")}


def test_a_list_is_narrowed_by_its_parent() -> None:
    loaded = form(
        component("select", "tinh", data={"list": "tinh"}), component("select", "xa", data={"list": "xa", "parent": "tinh"})
    )
    assert run(loaded, {"tinh": "74", "xa": "25747"}).valid
    assert rules(run(loaded, {"tinh": "79", "xa": "25747"})) == {("xa", "onlyAvailableItems")}


def test_words_follow_their_number_and_date() -> None:
    loaded = form(
        component("currency", "tien"),
        component("day", "ngay"),
        component("textfield", "tienChu", vn={"type": "amountInWords", "of": "tien"}),
        component("textfield", "ngayChu", vn={"type": "dateInWords", "of": "ngay"}),
    )
    data = run(loaded, {"tien": "21.015", "ngay": "15/4/2026", "tienChu": "giả", "ngayChu": "giả"}).data
    assert data["tienChu"] == "Hai mươi mốt nghìn không trăm mười lăm đồng"
    assert data["ngayChu"] == "Ngày mười lăm tháng tư năm hai nghìn không trăm hai mươi sáu"


HOSTILE: list[Any] = [
    {"a": {"b": [1]}}, [], [[1]], [None], ["x"], "\x00", "\ud800", "a" * 100_000, float("nan"), float("inf"), -(10**4000), True,
    0, -1, "NaN", "1e999", "\u202e", {"tinh": ["79"]}, {"tinh": {"a": 1}, "xa": 1}, {"__proto__": 1}, "data:image/png;base64,%%%",
    [{"name": {"a": 1}, "size": "9", "storage": 1}], [{"size": True}], "2026-13-45T99:99:99Z", "9999-12-31T23:59:59-14:00",
]  # fmt: skip
KINDS = [
    *(component(kind) for kind in ("textfield", "textarea", "email", "phoneNumber", "url", "number", "currency", "checkbox")),
    *(component(kind) for kind in ("day", "datetime", "time", "file", "signature", "address")),
    component("radio", values=CHOICES), component("select", data={"values": CHOICES}), component("selectboxes", values=CHOICES),
    *(component("textfield", vn={"type": kind}) for kind in ("nationalId", "taxCode")),
    component("container", vn={"type": "person"}), component("editgrid", vn={"type": "householdMembers"}),
]  # fmt: skip


@pytest.mark.parametrize("field", KINDS, ids=lambda field: str(field)[:60])
def test_hostile_values_are_answered_with_sentences(field: dict[str, Any]) -> None:
    loaded = form(field)
    for value in HOSTILE:
        outcome = run(loaded, {"x": value})
        json.dumps(outcome.data, allow_nan=False).encode()
        display.review(loaded, outcome.data)
        html.page(loaded, loaded.pages[0], outcome.data, outcome.errors, ports=PORTS).encode()
        assert all(error.path.startswith("x") and error.message for error in outcome.errors)


def test_files_of_the_draft_are_described_by_what_is_stored() -> None:
    ports = OfOne(PORTS, {"f1": StoredFile("f1", "don.pdf", 5_000, "application/pdf", "/tep/f1/")})
    loaded = form(component("file", multiple=True, filePattern=".pdf", validate={"required": True}))

    def send(value: Any) -> engine.Outcome:
        return engine.process(loaded, {"x": value}, now=NOW, ports=ports)

    lie = {"storage": "portal", "name": "f1", "originalName": "virus.exe", "size": 1, "type": "x", "url": "https://xau.vn"}
    told = {**lie, "originalName": "don.pdf", "size": 5_000, "type": "application/pdf", "url": "/tep/f1/"}
    assert send(["f1"]).data == send([lie]).data == {"x": [told]} and send(["f1"]).valid
    assert rules(send(["f1", "f2"])) == {("x[1]", "required")}


def test_a_person_is_ordinary_components_under_its_key() -> None:
    loaded = form(component("container", "me", "Mẹ", vn={"type": "person", "parts": {"dienThoai": "none", "danToc": "required"}}))
    assert {node.path for node in loaded.nodes} == {
        "me", "me.hoTen", "me.ngaySinh", "me.gioiTinh", "me.soDinhDanh", "me.danToc",
    }  # fmt: skip
    who = {"hoTen": "Lê Thị Hoa", "ngaySinh": "1/2/1990", "gioiTinh": "nu", "soDinhDanh": "074190001234", "danToc": "01"}
    done = run(loaded, {"me": who})
    assert done.valid and done.data == {"me": {**who, "ngaySinh": "01/02/1990"}}
    assert rules(run(loaded, {"me": {**who, "gioiTinh": "nam"}})) == {("me.soDinhDanh", "nationalId")}
    assert ("me.hoTen", "required") in rules(run(loaded, {}))
    optional = form(component("container", "me", "Mẹ", vn={"type": "person"}, validate={"required": False}))
    assert run(optional, {}).valid


def test_members_of_a_household_are_rows_of_people() -> None:
    loaded = form(component("editgrid", "ho", "Thành viên", vn={"type": "householdMembers"}))
    row = {"quanHe": "con", "hoTen": "An", "ngaySinh": "1/3/2016", "gioiTinh": "nu", "soDinhDanh": "074216001234"}
    assert rules(run(loaded, {"ho": [row]})) == {("ho[0].soDinhDanh", "nationalId")}
    assert run(loaded, {"ho": [{**row, "soDinhDanh": ""}]}).valid


def test_parts_that_are_written_out_stay_as_they_are() -> None:
    loaded = form(component("container", "me", vn={"type": "person"}, components=[component("textfield", "ten")]))
    assert [node.path for node in loaded.nodes] == ["me", "me.ten"]


def test_an_address_is_found_by_its_words() -> None:
    loaded = form(component("textfield", vn={"type": "address", "detail": "optional"}))
    asked = run(loaded, {"x": {"tim": " phu  loi "}})
    assert asked.data == {"x": {"tim": "phu loi"}} and rules(asked) == {("x.tinh", "required")}
    assert asked.errors[0].message == "Chọn một nơi ở mục “Ô thử”, trong kết quả tìm hoặc trong danh sách"
    found = {"tinh": "79", "tinhTen": "Thành phố Hồ Chí Minh", "xa": "25750", "xaTen": "Phường Phú Lợi"}
    assert run(loaded, {"x": {"tinh": "01", "tim": "phu loi", "noi": "25750"}}).data == {"x": found}
    assert run(loaded, {"x": {"xa": "25750"}}).data == {"x": found}
    assert run(loaded, {"x": "12 Yersin, phường Phú Lợi, Hồ Chí Minh"}).data == {"x": {**found, "chiTiet": "12 Yersin"}}
    assert run(loaded, {"x": "12 Yersin, phường"}).data == {"x": {"tim": "phường", "chiTiet": "12 Yersin"}}
