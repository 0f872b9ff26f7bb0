"""The check page: answers in words, in the form's order, hidden ones left out."""

from eforms import display
from tests.eforms.forms import component, form, run, when

FORM = form(
    component("textfield", "ten", "Họ tên"),
    component("day", "ngay", "Ngày sinh"),
    component("radio", "q", "Quan hệ", values=[{"value": "cha", "label": "Cha"}, {"value": "khac", "label": "Khác"}]),
    component("textfield", "ro", "Nói rõ", conditional=when("q", "khac")),
    component("currency", "phi", "Phí"),
    component("phoneNumber", "dt", "Điện thoại"),
    component("textfield", "so", "Số định danh", vn={"type": "nationalId"}),
    component("textfield", "dc", "Nơi ở", vn={"type": "address"}),
    component("datagrid", "g", "Các tầng", vn={"item": "tầng"}, components=[component("number", "s", "Diện tích", suffix="m²")]),
)


def test_review() -> None:
    answers = {
        "ten": "An",
        "ngay": "00/03/2020",
        "q": "cha",
        "phi": 8000,
        "dt": "0912345678",
        "so": "074190001234",
        "dc": {"tinh": "79", "xa": "25747", "chiTiet": "12 Yersin"},
        "g": [{"s": 75.5}, {"s": 1200}],
    }
    (section,) = display.review(FORM, run(FORM, answers).data)
    assert [(row.label, row.value, row.path) for row in section.rows] == [
        ("Họ tên", "An", "ten"),
        ("Ngày sinh", "tháng 3/2020", "ngay"),
        ("Quan hệ", "Cha", "q"),
        ("Phí", "8.000 đ", "phi"),
        ("Điện thoại", "0912 345 678", "dt"),
        ("Số định danh", "074 190 001 234", "so"),
        ("Nơi ở", "12 Yersin, Phường Thủ Dầu Một, Thành phố Hồ Chí Minh", "dc.tinh"),
        ("Tầng 1: Diện tích", "75,5 m²", "g[0].s"),
        ("Tầng 2: Diện tích", "1.200 m²", "g[1].s"),
    ]


def test_what_was_left_open() -> None:
    (section,) = display.review(FORM, {"q": "khac"})
    assert [row.value for row in section.rows if not row.answered][:2] == ["Không cung cấp", "Không cung cấp"]
    assert section.rows[-1].value == "Không có"
    assert display.text(FORM, {"ngay": "01/03/2020"}, "ngay") == "1/3/2020"


def test_groups_name_whose_answers_they_are_and_officials_read_neutral_words() -> None:
    loaded = form(
        component("textfield", "ten", "Họ tên của bạn"),
        component("container", "me", "Mẹ", vn={"type": "person"}),
        component("textfield", "dt", "Số khác", multiple=True),
    )
    data = {"ten": "An", "me": {"hoTen": "Hoa"}, "dt": ["1", "2"]}
    (section,) = display.review(loaded, data)
    said = {row.label: row.value for row in section.rows}
    assert said["Mẹ: Họ, chữ đệm và tên"] == "Hoa" and said["Số khác"] == "1\n2"
    assert display.review(loaded, data, official=True)[0].rows[0].label == "Họ tên"
