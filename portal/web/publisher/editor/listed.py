"""What the editor's boxes offer to choose from, and the words of the content's codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eforms import building
from eforms.types import TYPES
from procedures.content import form_of

Choices = Sequence[tuple[str, Any]]
CHANNELS: Choices = (("online", _("Trực tuyến")), ("counter", _("Tại quầy")), ("post", _("Qua bưu chính")))
LEVELS: Choices = (("tw", _("Trung ương")), ("tinh", _("Tỉnh")), ("huyen", _("Huyện (trước 1/7/2025)")), ("xa", _("Xã")))
SERVICE_LEVELS: Choices = (
    ("full", _("Toàn trình: nộp, trả phí và nhận kết quả đều trực tuyến")),
    ("partial", _("Một phần: có việc phải đến quầy")),
    ("information", _("Chỉ cung cấp thông tin")),
)
AGENCY_PARTS: Choices = (
    ("deciding", _("Có thẩm quyền quyết định")),
    ("executing", _("Trực tiếp thực hiện")),
    ("authorised", _("Được ủy quyền")),
    ("coordinating", _("Phối hợp")),
)
FEE_KINDS: Choices = (("phi", _("Phí")), ("le-phi", _("Lệ phí")))
METHOD_FEE_KINDS: Choices = (*FEE_KINDS, ("gia", _("Giá dịch vụ")))
FILE_KINDS: Choices = (("pdf", _("Tệp PDF")), ("image", _("Ảnh chụp")))
REGISTERS: Choices = (
    ("population", _("Cơ sở dữ liệu quốc gia về dân cư")),
    ("enterprise", _("Đăng ký doanh nghiệp")),
    ("land", _("Đất đai")),
    ("civil-status", _("Hộ tịch điện tử")),
    ("insurance", _("Bảo hiểm")),
    ("other", _("Cơ sở dữ liệu khác")),
)
NONE: tuple[str, str | Promise] = ("", _("Không chọn"))
NUMBERS = frozenset({"number", "currency"})


def words_of(choices: Choices, value: Any) -> str:
    """The words of a code; the code itself where it has none."""
    return str(next((words for key, words in choices if key == value), value or ""))


def cases(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The cases that have a code: (code, name)."""
    rows = content.get("cases") or ()
    return [(str(case["code"]), str(case.get("name") or case["code"])) for case in rows if case.get("code")]


def papers(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The papers that have a key: (key, name)."""
    rows = content.get("papers") or ()
    return [(str(paper["key"]), str(paper.get("name") or paper["key"])) for paper in rows if paper.get("key")]


def questions(content: Mapping[str, Any]) -> dict[str, building.Question]:
    """What a rule of papers, fees and cases may name: questions outside repeated rows, the case and the channel.

    Such a rule writes them without the e-form's ``data.`` (procedures/content/__init__.py).
    """
    named = building.questions(form_of(content))
    known = {path: replace(one, name=path) for path, one in named.items() if not one.grid and not one.kind.repeats}
    return dict(_own(content)) | known


def _own(content: Mapping[str, Any]) -> Iterator[tuple[str, building.Question]]:
    radio, page = TYPES["radio"], gettext("Hồ sơ")
    if chosen := cases(content):
        yield "case", building.Question("case", "case", gettext("Trường hợp"), radio, tuple(chosen), page=page)
    ways = tuple((key, str(words)) for key, words in CHANNELS)
    yield "channel", building.Question("channel", "channel", gettext("Kênh nộp"), radio, ways, page=page)


def countable(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The questions whose answer is a number: (path, words)."""
    return [(path, one.label) for path, one in questions(content).items() if one.kind.name in NUMBERS]


def repeated(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The groups of the e-form that people add rows to: (path, words)."""
    named = building.questions(form_of(content))
    return [(path, one.label or path) for path, one in named.items() if one.kind.repeats and not one.grid]


def in_rows(content: Mapping[str, Any], *, numbers: bool = False) -> list[tuple[str, str]]:
    """What is asked in each row of such a group, as rules of a row name it: ("row.soTrang", words with the group's)."""
    named = building.questions(form_of(content))
    groups = dict(repeated(content))
    asked = [one for one in named.values() if one.grid in groups and not one.kind.repeats]
    return [
        (f"row.{one.path.removeprefix(one.grid + '.')}", f"{one.label} ({groups[one.grid]})")
        for one in asked
        if one.kind.name in NUMBERS or not numbers
    ]
