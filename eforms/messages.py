"""The sentences of wrong answers: what to do, never blame (ux.md §1.2). A form may bring its own words for any rule.

Own words, strongest first: ``validate.customMessage``, ``properties.vn.messages[rule]``, ``errors[rule]``, Form.io's own places
(``validate.patternMessage``, ``minSelectedCountMessage``…). Of Form.io's templates ``{{field}}`` and the bound are filled in.
``{noun}`` is the label as the object of a verb ("họ, chữ đệm và tên của trẻ"), ``{label}`` the label as it begins a sentence.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from eforms.paths import section

TEMPLATES: Mapping[str, str] = {
    "enter": _("Nhập {noun}"),
    "choose": _("Chọn {noun}"),
    "answer": _("Trả lời câu hỏi “{label}”"),
    "tick": _("Đánh dấu vào ô “{label}” để tiếp tục"),
    "tick-some": _("Chọn ít nhất một mục ở “{label}”"),
    "add": _("Thêm ít nhất một dòng vào “{label}”"),
    "minLength": _("{label} phải có ít nhất {n} ký tự"),
    "maxLength": _("{label} phải có nhiều nhất {n} ký tự"),
    "minWords": _("{label} phải có ít nhất {n} từ"),
    "maxWords": _("{label} phải có nhiều nhất {n} từ"),
    "pattern": _("Nhập {noun} theo đúng mẫu đã nêu"),
    "min": _("{label} phải từ {n} trở lên"),
    "max": _("{label} phải từ {n} trở xuống"),
    "minDate": _("{label} phải từ {n} trở đi"),
    "maxDate": _("{label} phải từ {n} trở về trước"),
    "minYear": _("{label} phải từ năm {n} trở đi"),
    "maxYear": _("{label} phải từ năm {n} trở về trước"),
    "mask": _("Nhập {noun} theo đúng mẫu đã nêu"),
    "unique": _("{label} đã có ở một dòng khác, hãy sửa một trong hai"),
    "taken": _("{label} này đã có trong một hồ sơ khác, hãy kiểm tra lại"),
    "several": _("Nhập từng câu trả lời riêng ở mục “{label}”"),
    "single": _("Chỉ nhập một câu trả lời ở mục “{label}”"),
    "maxItems": _("“{label}” nhận nhiều nhất {n} câu trả lời, hãy xóa bớt"),
    "minRows": _("Thêm cho đủ ít nhất {n} dòng ở “{label}”"),
    "maxRows": _("“{label}” có nhiều nhất {n} dòng, hãy xóa bớt"),
    "minSelectedCount": _("Chọn ít nhất {n} mục ở “{label}”"),
    "maxSelectedCount": _("Chọn nhiều nhất {n} mục ở “{label}”"),
    "onlyAvailableItems": _("Chọn một mục có trong danh sách ở “{label}”"),
    "email": _("Nhập địa chỉ thư điện tử theo mẫu ten@example.com"),
    "url": _("Nhập địa chỉ trang mạng, ví dụ https://dichvucong.gov.vn"),
    "too-long": _("{label} dài quá, hãy viết ngắn lại"),
    "phone": _("Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678"),
    "number": _("Nhập {noun} bằng chữ số, ví dụ 12 hoặc 12,5"),
    "currency": _("Nhập {noun} bằng số tiền, ví dụ 1.250.000"),
    "whole": _("{label} phải là số nguyên"),
    "day": _("{label} phải là ngày có thật"),
    "day-part": _("{label} phải có {parts}"),
    "time": _("{label} phải là giờ có thật, ví dụ 14:30"),
    "datetime-time": _("Nhập cả giờ và phút ở mục “{label}”"),
    "text": _("Nhập {noun} bằng chữ"),
    "choice-type": _("Chọn lại ở mục “{label}”"),
    "json": _("Xem lại {noun}: câu trả lời chưa khớp với các mục khác"),
    "nationalId": _("{label} phải có 12 chữ số như trên thẻ căn cước"),
    "nationalId-unreal": _("{label} không có trong cách đánh số của Nhà nước, hãy so lại với thẻ căn cước"),
    "nationalId-birth": _("{label} chưa khớp với ngày sinh đã nhập, hãy kiểm tra cả hai"),
    "nationalId-sex": _("{label} chưa khớp với giới tính đã chọn, hãy kiểm tra cả hai"),
    "taxCode": _("{label} phải có 10 chữ số (13 với đơn vị phụ thuộc) hoặc 12 chữ số của số định danh"),
    "taxCode-unreal": _("{label} có chữ số chưa đúng, hãy so lại với giấy chứng nhận đăng ký thuế"),
    "address-tinh": _("Chọn tỉnh hoặc thành phố ở mục “{label}”"),
    "address-huyen": _("Chọn quận, huyện, thị xã hoặc thành phố ở mục “{label}”"),
    "address-xa": _("Chọn phường, xã hoặc đặc khu ở mục “{label}”"),
    "address-chiTiet": _("Nhập số nhà, đường hoặc thôn, ấp, khu phố ở mục “{label}”"),
    "address-elsewhere": _("Chọn lại {level} ở mục “{label}”: nơi đã chọn không thuộc nơi cấp trên"),
    "file": _("Tải lên {noun}"),
    "file-lost": _("Tệp “{name}” chưa lưu được, hãy tải lên lại"),
    "file-many": _("“{label}” chỉ nhận một tệp, hãy xóa bớt"),
    "file-most": _("“{label}” nhận nhiều nhất {n} tệp, hãy xóa bớt"),
    "file-empty": _("Tệp “{name}” trống, hãy chọn tệp khác"),
    "fileType": _("Chọn lại loại giấy tờ cho tệp “{name}”"),
    "filePattern": _("Tệp “{name}” phải thuộc loại: {kinds}"),
    "fileMinSize": _("Tệp “{name}” phải từ {n} trở lên"),
    "fileMaxSize": _("Tệp “{name}” phải nhỏ hơn hoặc bằng {n}"),
    "sign": _("Ký vào ô “{label}”, hoặc gõ họ tên của bạn"),
    "signature": _("Chữ ký ở ô “{label}” không đọc được, hãy ký lại hoặc gõ họ tên"),
    "address-found": _("Chọn một nơi ở mục “{label}”, trong kết quả tìm hoặc trong danh sách"),
    "today": _("hôm nay"),
}
RULE_OF = {"whole": "type", "day-part": "day", "choice-type": "type", "text": "type", "number": "type", "currency": "type"}


def lower_first(label: str) -> str:
    """The label inside a sentence: first letter small, unless the first word is an acronym (CCCD)."""
    return label[:1].lower() + label[1:] if len(label) < 2 or not label[1].isupper() else label


# Form.io names messages of the reference by what went wrong, not by the rule.
_ALIASES = {
    "invalid_email": "email", "invalid_url": "url", "invalidDate": "date", "invalid_date": "date", "invalidDay": "day",
    "invalid_day": "day", "requiredDayField": "day", "requiredDayEmpty": "day", "invalidOption": "onlyAvailableItems",
    "valueIsNotAvailable": "onlyAvailableItems", "jsonLogic": "json", "invalid_regex": "pattern",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class Words:
    """The words of one component: its label, its noun, its own messages."""

    __slots__ = ("label", "noun", "own", "custom")

    def __init__(self, label: str, spec: Mapping[str, Any], vn: Mapping[str, Any]) -> None:
        self.label = label
        self.noun = str(vn.get("noun") or lower_first(label))
        rules = section(spec, "validate")
        theirs = {
            "pattern": rules.get("patternMessage"),
            "minSelectedCount": spec.get("minSelectedCountMessage"),
            "maxSelectedCount": spec.get("maxSelectedCountMessage"),
            **{_ALIASES.get(str(rule), str(rule)): said for rule, said in section(spec, "errors").items()},
            **section(vn, "messages"),
        }
        self.own: dict[str, str] = {str(rule): said for rule, said in theirs.items() if isinstance(said, str) and said}
        custom = rules.get("customMessage")
        self.custom = custom if isinstance(custom, str) else ""

    def say(self, template: str, rule: str = "", **values: Any) -> str:
        """The sentence for ``template``; own words are looked up under ``rule`` (the template's name by default)."""
        own = self.custom or self.own.get(rule or template) or self.own.get(template)
        if own:
            return self.filled(own, values)
        return gettext(TEMPLATES[template]).format(label=self.label, noun=self.noun, **values)

    def filled(self, own: str, values: Mapping[str, Any]) -> str:
        """An author's sentence with Form.io's placeholders replaced: the label, or the one number that the rule speaks of."""
        if "{{" not in own:
            return own
        bound = str(next(iter(values.values()), ""))
        return _PLACEHOLDER.sub(lambda found: self.label if found.group(1) in ("field", "label") else bound, own)
