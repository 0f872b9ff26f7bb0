"""Text: one line, several, e-mail, telephone, web address, hidden."""

from tests.eforms.differential.cases.table import ABSENT, Row, one
from tests.eforms.forms import component

EMPTIES = ("", None, ABSENT)
VIETNAMESE = "Nguyễn Thị Ánh"


def text(*values: object, **rules: object) -> Row:
    """A text field with these rules of ``validate``."""
    return one(component("textfield", validate=rules), *values)


# fmt: off
TABLE: dict[str, Row] = {
    "textfield": text(*EMPTIES, "a", VIETNAMESE, "  hai  đầu ", "một  hai", "dòng\nhai", 5, 1.5, True, False, [], ["a"], {},
        {"a": 1}),
    "textfield required": text(*EMPTIES, " ", "a", 0, 5, False, True, [], {}, required=True),
    "textfield minLength": text(*EMPTIES, "ab", "abc", "ảấộ", " ab ", "  ", 12, minLength=3),
    "textfield minLength as text": text("ab", "abc", minLength="3"),
    "textfield maxLength": text(*EMPTIES, "abc", "abcd", " abc ", "😀😀", 1234, maxLength=3),
    "textfield maxLength as text": text("abc", "abcd", maxLength="3"),
    "textfield minWords": text(*EMPTIES, "một", "một hai", " một  hai ", "một\nhai", minWords=2),
    "textfield maxWords": text(*EMPTIES, "một hai", "một hai ba", " một  hai ", maxWords=2),
    "textfield pattern": text(*EMPTIES, "12", "123", "12a", "x12", " 12", 12, pattern="[0-9]{2}"),
    "textfield pattern anchored": text("12", "12a", pattern="^[0-9]{2}$"),
    "textfield pattern with alternatives": text("a", "b", "ax", "xb", "ab", pattern="a|b"),
    "textfield pattern of letters": text("Nguyễn An", "an1", pattern=r"[\p{L} ]+"),
    "textfield pattern Vietnamese": text("Ánh", "anh", "ánh", pattern="[A-ZÀ-Ỹ][a-zà-ỹ]*"),
    "textfield pattern digits": text("12", "१२", pattern=r"\d+"),
    "textfield pattern line": text("a\n", "a", pattern="a"),
    "textfield pattern dot": text("a.b", "axb", "a\nb", pattern="a.b"),
    "textfield rules together": text("", "a1", "abcdef", "ab cd", required=True, minLength=3, maxLength=5, pattern="[a-z]+",
        maxWords=1),
    "textfield zero rules": text("", "a", minLength=0, maxLength=0, minWords=0, maxWords=0),
    "textfield empty rules": text("", "a", minLength="", maxLength="", pattern="", required=False),
    "textfield customMessage": text("", "a1", "abcdef", required=True, minLength=3, maxLength=5, pattern="[a-z]+",
        customMessage="Sai"),
    "textfield errors": one(component("textfield", validate={"required": True}, errors={"required": "Thiếu"}), "", "a"),
    "textfield truncateMultipleSpaces": one(
        component("textfield", truncateMultipleSpaces=True, validate={"maxLength": 3}), "a  b", " a   b ", "abcd"
    ),
    "textfield default": one(component("textfield", defaultValue="sẵn"), *EMPTIES, "khác"),
    "textfield default too long": one(component("textfield", defaultValue="sẵn đây", validate={"maxLength": 3}), ABSENT, ""),
    "textfield disabled": one(component("textfield", disabled=True, validate={"required": True}), "a", "", ABSENT),
    "textfield hidden": one(component("textfield", hidden=True, validate={"required": True}), "a", "", ABSENT),
    "textfield hidden kept": one(component("textfield", hidden=True, clearOnHide=False, validate={"required": True}), "a", "",
        ABSENT),
    "textarea": one(component("textarea"), *EMPTIES, "a\nb", "a\r\nb", " a \n\n b ", 5, [], {}),
    "textarea required": one(component("textarea", validate={"required": True}), *EMPTIES, " ", "\n", "a"),
    "textarea lengths": one(component("textarea", validate={"minLength": 3, "maxLength": 5}), "", "a\n", "a\nb", "abcdef",
        "a\r\nbc"),
    "textarea words": one(component("textarea", validate={"minWords": 2, "maxWords": 3}), "", "một", "một\nhai", "1 2 3 4"),
    "email": one(
        component("email"),
        *EMPTIES, "an@demo.vn", "an@demo", "@demo.vn", "an@", "An@Demo.VN", " an@demo.vn ", "an an@demo.vn", "a.b+c@x.co.vn",
            "an@demo..vn",
        "ánh@demo.vn", "an@[1.2.3.4]", '"an binh"@demo.vn', "an@demo.v", "an@-demo.vn", 5, [], {},
    ),
    "email required": one(component("email", validate={"required": True}), *EMPTIES, " ", "a@b.vn", "a"),
    "email lengths": one(component("email", validate={"minLength": 8, "maxLength": 10}), "a@b.vn", "abc@de.vn",
        "abcdef@de.vn"),
    "phoneNumber": one(component("phoneNumber"), *EMPTIES, "0912345678", "02743822222"),
    "phoneNumber as written": one(component("phoneNumber"), "0912 345 678", "+84912345678", "84912345678", "0912.345.678",
        912345678),
    "phoneNumber wrong": one(component("phoneNumber"), "123", "abc", [], {}),
    "phoneNumber required": one(component("phoneNumber", validate={"required": True}), *EMPTIES, "0912345678"),
    "phoneNumber pattern": one(component("phoneNumber", validate={"pattern": "09[0-9]{8}"}), "0912345678", "02743822222"),
    "url": one(
        component("url"),
        *EMPTIES, "https://demo.vn", "http://demo.vn/a?b=c#d", "demo.vn", "ftp://demo.vn", "javascript:alert(1)",
            "an@demo.vn", "http://localhost:3000",
        "http://a b.vn", "https://đây.vn", "//demo.vn", "http://10.0.0.1", "http://8.8.8.8", "http://192.168.1.1/a",
        "http:/demo.vn", "chữ", 5,
    ),
    "url with a name": one(component("url"), "https://an:mat@demo.vn", "https://an@demo.vn/a"),
    "masks": one(component("textfield", inputMask="99-aA*"), "", "12-aB3", "12-aB", "12-aB34", "ab-aB3", ABSENT),
    "phoneNumber mask": one(
        component("phoneNumber", inputMask="(999) 999-9999"), "", "(091) 234-5678", "0912345678", "(091) 234-567", ABSENT,
    ),
    "url required": one(component("url", validate={"required": True}), *EMPTIES, "demo.vn"),
    "url lengths": one(component("url", validate={"maxLength": 10}), "demo.vn", "https://demo.vn"),
    "hidden": one(component("hidden"), *EMPTIES, "giả", 5),
    "hidden with default": one(component("hidden", defaultValue="thật"), *EMPTIES, "giả"),
}
