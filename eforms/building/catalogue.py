"""The types of the registry in the words of the builder: a name, what it is for, its group; and a new component of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from eforms.types import COMPOSED, IGNORED, OUR_TYPES, TYPES

Json = Any
GROUPS: Mapping[str, str] = {
    "text": n("Chữ và số"),
    "choice": n("Lựa chọn"),
    "date": n("Ngày và giờ"),
    "person": n("Người, tổ chức, địa chỉ"),
    "paper": n("Tệp và chữ ký"),
    "rows": n("Nhóm lặp lại"),
    "layout": n("Bố cục và lời dẫn"),
    "made": n("Hệ thống tự điền"),
}
# (type, group, name, what it is for). A type of the registry that is not here fails tests/eforms/building/test_catalogue.py.
_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("textfield", "text", n("Một dòng chữ"), n("Họ tên, số giấy tờ, nơi cấp: câu trả lời ngắn.")),
    ("textarea", "text", n("Nhiều dòng chữ"), n("Lý do, nội dung đề nghị: câu trả lời dài.")),
    ("number", "text", n("Số"), n("Số lượng, diện tích, chiều cao; có thể kèm đơn vị.")),
    ("currency", "text", n("Số tiền"), n("Số tiền bằng đồng, ví dụ 1.250.000 đ.")),
    ("email", "text", n("Thư điện tử"), n("Địa chỉ thư điện tử, được kiểm tra cách viết.")),
    ("phoneNumber", "text", n("Số điện thoại"), n("Số điện thoại Việt Nam, viết cách nào cũng nhận.")),
    ("url", "text", n("Địa chỉ trang mạng"), n("Đường dẫn tới một trang, bắt đầu bằng https://.")),
    ("radio", "choice", n("Chọn một"), n("Ít lựa chọn, thấy hết cùng lúc. Dùng cho câu hỏi có hoặc không.")),
    ("select", "choice", n("Chọn một từ danh sách"), n("Nhiều lựa chọn, hoặc danh sách dùng chung như dân tộc, quốc tịch.")),
    ("selectboxes", "choice", n("Chọn nhiều"), n("Chọn được nhiều mục cùng lúc.")),
    ("checkbox", "choice", n("Ô đánh dấu"), n("Một điều để đồng ý hoặc xác nhận.")),
    ("day", "date", n("Ngày"), n("Ngày, tháng, năm trong ba ô; có thể cho phép chỉ nhớ năm.")),
    ("datetime", "date", n("Ngày hẹn"), n("Một ngày trọn vẹn, có thể kèm giờ.")),
    ("time", "date", n("Giờ"), n("Giờ và phút, ví dụ 08:30.")),
    ("nationalId", "person", n("Số định danh cá nhân"), n("12 chữ số, được đối chiếu với ngày sinh và giới tính.")),
    ("taxCode", "person", n("Mã số thuế"), n("10, 12 hoặc 13 chữ số, được kiểm tra chữ số.")),
    ("address", "person", n("Địa chỉ"), n("Tỉnh, xã và số nhà theo danh mục đơn vị hành chính.")),
    ("person", "person", n("Một người"), n("Họ tên, ngày sinh, giới tính, số định danh, nơi cư trú của một người.")),
    ("organisation", "person", n("Một tổ chức"), n("Tên, mã số thuế, địa chỉ, người đại diện của tổ chức hoặc doanh nghiệp.")),
    ("householdMembers", "person", n("Thành viên hộ gia đình"), n("Danh sách người trong hộ, mỗi người một dòng.")),
    ("landParcel", "person", n("Thửa đất"), n("Số thửa, tờ bản đồ, diện tích, địa chỉ, giấy tờ về đất.")),
    ("file", "paper", n("Tệp đính kèm"), n("Ảnh chụp hoặc tệp PDF của giấy tờ.")),
    ("signature", "paper", n("Chữ ký vẽ tay"), n("Chữ ký vẽ trên màn hình, không thay chữ ký số.")),
    ("datagrid", "rows", n("Nhóm lặp lại"), n("Nhiều dòng cùng kiểu: người làm chứng, tầng nhà, bản sao.")),
    ("editgrid", "rows", n("Nhóm lặp lại, sửa từng dòng"), n("Như nhóm lặp lại, mỗi dòng có nhiều câu hỏi.")),
    ("panel", "layout", n("Trang"), n("Một bước của biểu mẫu, hoặc một phần có tên trong trang.")),
    ("fieldset", "layout", n("Nhóm câu hỏi"), n("Vài câu hỏi cùng chủ đề, có tên nhóm.")),
    ("well", "layout", n("Nhóm có khung"), n("Vài câu hỏi tách riêng bằng khung.")),
    ("columns", "layout", n("Các cột"), n("Câu hỏi ngắn đặt cạnh nhau trên màn hình rộng.")),
    ("table", "layout", n("Bảng"), n("Câu hỏi đặt theo hàng và cột.")),
    ("container", "layout", n("Nhóm dữ liệu"), n("Các câu trả lời nằm chung dưới một tên khi trao đổi dữ liệu.")),
    ("content", "layout", n("Lời dẫn"), n("Đoạn chữ để đọc: giải thích, lưu ý, cam đoan.")),
    ("hidden", "made", n("Giá trị ẩn"), n("Giá trị do hệ thống đặt hoặc tính, người điền không thấy.")),
    ("amountInWords", "made", n("Số tiền bằng chữ"), n("Tự viết bằng chữ một số tiền đã nhập.")),
    ("dateInWords", "made", n("Ngày bằng chữ"), n("Tự viết bằng chữ một ngày đã nhập.")),
)
WORDS: Mapping[str, tuple[str, str, str, str]] = {row[0]: row for row in _WORDS}
ALIASES = frozenset({"htmlelement"})


@dataclass(frozen=True, slots=True)
class KindWords:
    """``type``: the registry's name; ``name``: "Một dòng chữ"; ``purpose``: what to use it for; ``group``: a key of ``GROUPS``;
    ``holds``: other components can be put into it."""

    type: str
    name: str
    purpose: str
    group: str
    holds: bool = False


def kinds() -> tuple[KindWords, ...]:
    """Every type that the registry has, group by group, in the order to show."""
    names = [name for name in dict.fromkeys((*TYPES, *OUR_TYPES)) if name not in ALIASES and name not in IGNORED]
    order = {row[0]: number for number, row in enumerate(_WORDS)}
    groups = {group: number for number, group in enumerate(GROUPS)}
    found = [kind_words(name) for name in names]
    return tuple(sorted(found, key=lambda words: (groups[words.group], order.get(words.type, len(order)))))


def kind_words(type_name: str) -> KindWords:
    """The words for one type; a type without words is called by its registry name."""
    kind = OUR_TYPES.get(type_name) or TYPES.get(type_name)
    holds = kind is not None and (kind.layout or kind.repeats)
    _type, group, name, purpose = WORDS.get("content" if type_name in ALIASES else type_name, (type_name, "text", "", ""))
    return KindWords(type_name, _(name) if name else type_name, _(purpose) if purpose else "", group, holds)


def new_component(type_name: str, key: str, label: str) -> dict[str, Json]:
    """A component of this type that the engine accepts at once and that asks well. Raises ``KeyError``."""
    kind = OUR_TYPES.get(type_name) or TYPES[type_name]
    ours = type_name in OUR_TYPES
    made: dict[str, Json] = {"type": _base(type_name) if ours else type_name, "key": key}
    titled = {"panel": "title", "fieldset": "legend", "well": "title", "table": "title"}.get(type_name, "label")
    made[titled] = label
    if kind.input and not kind.computed and kind.name not in ("checkbox", "hidden"):
        made["validate"] = {"required": True}  # required is the norm; "(không bắt buộc)" is what is marked (ux.md §1.2)
    if ours:
        made["properties"] = {"vn": {"type": type_name, **_OUR_STARTS.get(type_name, {})}}
    made |= _STARTS.get(type_name, {})
    if (kind.repeats or kind.layout) and not ours and type_name not in ("columns", "table"):
        made["components"] = []
    return made


def _base(type_name: str) -> str:
    """The Form.io type under one of ours, which other engines understand."""
    return COMPOSED[type_name].name if type_name in COMPOSED else "textfield"


def _choices() -> list[dict[str, str]]:
    return [{"value": f"luaChon{number}", "label": f"Lựa chọn {number}"} for number in (1, 2)]


_OUR_STARTS: Mapping[str, Mapping[str, Json]] = {"address": {"edition": "2", "detail": "required"}}
_STARTS: Mapping[str, Mapping[str, Json]] = {
    "radio": {"values": _choices()},
    "selectboxes": {"values": _choices()},
    "select": {"data": {"values": _choices()}},
    "day": {"dayFirst": True, "fields": {part: {"required": True} for part in ("day", "month", "year")}},
    "columns": {"columns": [{"components": [], "width": 6, "size": "md"}, {"components": [], "width": 6, "size": "md"}]},
    "table": {"rows": [[{"components": []}, {"components": []}]], "numRows": 1, "numCols": 2},
    "content": {"html": ""},
}
