"""The table of properties: words, kind of box, group, place in the JSON, and which types have them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as n

from eforms.building.facts import FACTS
from eforms.building.tree import Place
from eforms.types.base import FieldType

GROUPS: Mapping[str, str] = {
    "question": n("Câu hỏi"), "check": n("Kiểm tra"), "display": n("Hiển thị"), "advanced": n("Nâng cao"),
}  # fmt: skip
Fits = Callable[[FieldType, Place], bool]


@dataclass(frozen=True, slots=True)
class Property:
    """One thing to fill in. ``input``: text, textarea, whole, number, yesno, choice, datelimit, size.

    ``choices``: (value, words) for choice; ``group``: a key of ``GROUPS`` (question, check, display, advanced).
    """

    name: str
    label: str
    input: str
    group: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """A property and its place: a dotted path, or ``special`` for what is written in more than one place (``stored``).

    ``usual``: the value that is not written; ``of_kinds``: it names another question of these types.
    """

    name: str
    group: str
    label: str
    input: str
    at: str
    fits: Fits
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    usual: object = ""
    of_kinds: tuple[str, ...] = ()


def _types(*names: str) -> Fits:
    return lambda kind, one: one.type in names or kind.name in names


def _asks(kind: FieldType, one: Place) -> bool:
    return kind.input and kind.name != "hidden" and not kind.computed


def _single(kind: FieldType, one: Place) -> bool:
    return _asks(kind, one) and not kind.repeats


def _rule(name: str) -> Fits:
    return lambda kind, one: name in kind.rules and not kind.repeats


def _answer(kind: FieldType, one: Place) -> bool:
    return kind.input and not kind.repeats and not kind.computed


def _grid(kind: FieldType, one: Place) -> bool:
    return kind.repeats


def _group(kind: FieldType, one: Place) -> bool:
    return kind.layout and kind.name not in ("columns", "table")


_FACTS = (("", n("Không")), *FACTS.items())
_DATE_HELP = n("Một ngày như 2026-01-31, hoặc today, today-18y (18 năm trước), today+30d (30 ngày tới).")
_TEXTUAL = ("textfield", "textarea", "email", "phoneNumber", "url", "number", "currency", "day", "datetime", "time")
TABLE: tuple[Stored, ...] = (
    Stored("label", "question", n("Câu hỏi hoặc tên ô"), "text", "special:label", lambda kind, one: kind.input or kind.repeats,
           n("Viết như khi hỏi một người: “Họ, chữ đệm và tên của trẻ”.")),
    Stored("label", "question", n("Tên"), "text", "special:label", _group),
    Stored("html", "question", n("Nội dung"), "textarea", "special:html", _types("content"),
           n("Chữ, danh sách, tiêu đề và liên kết. Không có mã chạy được.")),
    Stored("hint", "question", n("Gợi ý dưới câu hỏi"), "text", "special:hint",
           lambda kind, one: (_asks(kind, one) or _group(kind, one)) and not one.is_page, n("Nói cách trả lời và cho ví dụ.")),
    Stored("required", "check", n("Bắt buộc trả lời"), "yesno", "validate.required", _asks, usual=False),
    Stored("minLength", "check", n("Ít nhất bao nhiêu ký tự"), "whole", "validate.minLength", _rule("minLength")),
    Stored("maxLength", "check", n("Nhiều nhất bao nhiêu ký tự"), "whole", "validate.maxLength", _rule("maxLength")),
    Stored("minWords", "check", n("Ít nhất bao nhiêu từ"), "whole", "validate.minWords", _rule("minWords")),
    Stored("maxWords", "check", n("Nhiều nhất bao nhiêu từ"), "whole", "validate.maxWords", _rule("maxWords")),
    Stored("min", "check", n("Nhỏ nhất"), "number", "validate.min", _rule("min")),
    Stored("max", "check", n("Lớn nhất"), "number", "validate.max", _rule("max")),
    Stored("whole", "check", n("Chỉ nhận số nguyên"), "yesno", "special:whole", _types("number"), usual=False),
    Stored("minDate", "check", n("Sớm nhất"), "datelimit", "validate.minDate", _types("day", "datetime"), _DATE_HELP),
    Stored("maxDate", "check", n("Muộn nhất"), "datelimit", "validate.maxDate", _types("day", "datetime"), _DATE_HELP),
    Stored("parts", "check", n("Phải nhớ đến đâu"), "choice", "special:parts", _types("day"), choices=(
        ("full", n("Đủ ngày, tháng, năm")), ("month", n("Tháng và năm")), ("year", n("Chỉ cần năm")), ("any",
        n("Nhớ phần nào ghi phần đó")),
    ), usual=None),
    Stored("minSelectedCount", "check", n("Chọn ít nhất"), "whole", "validate.minSelectedCount", _rule("minSelectedCount")),
    Stored("maxSelectedCount", "check", n("Chọn nhiều nhất"), "whole", "validate.maxSelectedCount", _rule("maxSelectedCount")),
    Stored("minRows", "check", n("Ít nhất bao nhiêu dòng"), "whole", "special:minRows", _grid),
    Stored("maxRows", "check", n("Nhiều nhất bao nhiêu dòng"), "whole", "special:maxRows", _grid),
    Stored("fileMaxSize", "check", n("Tệp lớn nhất"), "size", "fileMaxSize", _types("file"), n("Ví dụ 10MB.")),
    Stored("filePattern", "check", n("Loại tệp được nhận"), "text", "filePattern", _types("file"),
        n("Ví dụ .pdf,.jpg,.png. Bỏ trống là mọi loại an toàn.")),
    Stored("birthDate", "check", n("Đối chiếu với ngày sinh ở"), "choice", "properties.vn.birthDate", _types("nationalId"),
        of_kinds=("day", "datetime")),
    Stored("sex", "check", n("Đối chiếu với giới tính ở"), "choice", "properties.vn.sex", _types("nationalId"),
        of_kinds=("radio", "select"),
           help=n("Câu hỏi có hai lựa chọn nam và nu.")),
    Stored("of", "question", n("Viết bằng chữ câu trả lời của"), "choice", "properties.vn.of", _types("amountInWords"),
        of_kinds=("number", "currency")),
    Stored("of", "question", n("Viết bằng chữ câu trả lời của"), "choice", "properties.vn.of", _types("dateInWords"),
        of_kinds=("day", "datetime")),
    Stored("detail", "check", n("Số nhà, đường, thôn"), "choice", "properties.vn.detail", _types("address"), choices=(
        ("required", n("Phải ghi")), ("optional", n("Không bắt buộc")), ("none", n("Không hỏi")),
    ), usual=None),
    Stored("edition", "check", n("Cấp hành chính"), "choice", "properties.vn.edition", _types("address"), choices=(
        ("2", n("Hai cấp: tỉnh, xã")), ("3", n("Ba cấp cũ: tỉnh, huyện, xã")),
    ), usual=None),
    Stored("list", "question", n("Danh sách dùng chung"), "text", "special:list", _types("select"),
        n("Ví dụ danToc, quocTich. Bỏ trống thì tự viết lựa chọn.")),
    Stored("parent", "question", n("Thu hẹp theo câu trả lời của"), "choice", "data.parent", _types("select"),
        of_kinds=("select", "radio")),
    Stored(
        "officialLabel",
        "display",
        n("Tên trên tờ khai in"),
        "text",
        "properties.vn.officialLabel",
        lambda kind, one: kind.input or kind.repeats,
        n("Khi câu hỏi khác chữ trên mẫu tờ khai. Bỏ trống thì in đúng câu hỏi."),
    ),
    Stored("item", "display", n("Một dòng gọi là gì"), "text", "properties.vn.item", _grid,
        n("Ví dụ người làm chứng; nút sẽ là “Thêm người làm chứng”.")),
    Stored("suffix", "display", n("Đơn vị"), "text", "suffix", _types("number"), n("Ví dụ m², tháng.")),
    Stored("rows", "display", n("Số dòng của ô"), "whole", "rows", _types("textarea")),
    Stored("inline", "display", n("Xếp các lựa chọn trên một hàng"), "yesno", "inline", _types("radio"), usual=False),
    Stored("fact", "question", n("Lấy từ dữ liệu Nhà nước, biết rồi thì không hỏi"), "choice", "properties.vn.fact", _single,
        choices=_FACTS,
           help=n("Hệ thống biết thì hiện kèm nguồn, chưa biết mới hỏi.")),
    Stored("prefill", "question", n("Điền sẵn, người dân sửa được"), "choice", "properties.vn.prefill", _answer, choices=_FACTS),
    Stored("default", "question", n("Câu trả lời có sẵn"), "text", "special:default",
           lambda kind, one: _answer(kind, one) and kind.name in (*_TEXTUAL, "radio", "select", "hidden")),
    Stored("multiple", "check", n("Nhận nhiều câu trả lời"), "yesno", "multiple",
           lambda kind, one: kind.takes_list or kind.name in _TEXTUAL, usual=False),
    Stored("pattern", "advanced", n("Mẫu phải theo (biểu thức chính quy)"), "text", "validate.pattern", _rule("pattern"),
           n("Ví dụ [0-9]{6}. Nhớ ghi gợi ý có ví dụ.")),
    Stored("messagePattern", "advanced", n("Câu báo khi sai mẫu"), "text", "properties.vn.messages.pattern", _rule("pattern")),
    Stored("messageRequired", "advanced", n("Câu báo khi bỏ trống"), "text", "properties.vn.messages.required", _asks,
           n("Bỏ trống thì hệ thống tự viết: “Nhập …”, “Chọn …”.")),
    Stored("message", "advanced", n("Câu báo cho mọi lỗi của câu này"), "text", "validate.customMessage", _asks),
    Stored("noun", "advanced", n("Cách gọi trong câu báo lỗi"), "text", "properties.vn.noun", _asks,
        n("Ví dụ họ tên của trẻ, để có câu “Nhập họ tên của trẻ”.")),
    Stored("autocomplete", "advanced", n("Trình duyệt điền giúp"), "text", "properties.vn.autocomplete", _single,
        n("Theo HTML: name, tel, email, bday.")),
    Stored("spellcheck", "advanced", n("Để trình duyệt soát chính tả"), "yesno", "spellcheck", _types("textfield", "textarea"),
        usual=True),
    Stored("disabled", "advanced", n("Chỉ để đọc"), "yesno", "disabled", _single, usual=False),
    Stored("clearOnHide", "advanced", n("Xóa câu trả lời khi câu hỏi bị ẩn"), "yesno", "clearOnHide", _answer, usual=True),
)  # fmt: skip
