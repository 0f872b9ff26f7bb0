"""What was done to a draft, in words: the operations of the builder and the steps of the review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procedures import sections
from procedures.models import DraftChange

ACTS: Mapping[str, str | Promise] = {
    "open": _("Mở bản soạn thảo"),
    "submit": _("Gửi duyệt"),
    "take-back": _("Rút về để sửa"),
    "return": _("Trả lại người soạn"),
    "approve": _("Duyệt"),
    "publish": _("Công bố"),
    "discard": _("Bỏ bản soạn thảo"),
    "import": _("Nhập tờ khai từ Form.io JSON"),
    "load": _("Nhập từ tệp %(source)s"),
    "own-form": _("Lập tờ khai riêng cho trường hợp %(case)s"),
    "share-form": _("Cho trường hợp %(case)s dùng tờ khai chung"),
    "basis": _("Thay căn cứ %(old)s bằng %(new)s"),
    "undo": _("Hoàn tác lần sửa %(revision)s"),
    "section": _("Sửa phần “%(section)s”"),
    "undo-section": _("Hoàn tác phần “%(section)s” về trước lần sửa %(revision)s"),
}
OPERATIONS: Mapping[str, str | Promise] = {
    "addPage": _("Thêm trang “%(about)s”"),
    "addComponent": _("Thêm câu hỏi “%(about)s”"),
    "addBlock": _("Thêm khối “%(about)s”"),
    "refreshBlock": _("Cập nhật khối “%(about)s”"),
    "detachBlock": _("Tách khối “%(about)s”"),
    "move": _("Di chuyển “%(about)s”"),
    "moveTo": _("Di chuyển “%(about)s”"),
    "duplicate": _("Nhân đôi “%(about)s”"),
    "remove": _("Xóa “%(about)s”"),
    "setProperties": _("Sửa “%(about)s”"),
    "renameKey": _("Đổi khóa của “%(about)s” thành %(key)s"),
    "setOptions": _("Sửa các lựa chọn của “%(about)s”"),
    "setCondition": _("Sửa điều kiện hiện của “%(about)s”"),
    "setCalculation": _("Sửa phép tính của “%(about)s”"),
    "setRule": _("Sửa luật giữa các câu hỏi ở “%(about)s”"),
    "setRequiredWhen": _("Sửa lúc nào phải trả lời “%(about)s”"),
    "setTitle": _("Đổi tên tờ khai thành “%(title)s”"),
}


@dataclass(frozen=True)
class Done:
    """One line of a draft's history. ``undone``: it was taken back later."""

    revision: int
    text: str
    who: str
    at: datetime
    note: str = ""
    undone: bool = False
    itself: bool = False
    times: int = 1


def change_words(change: DraftChange) -> Done:
    """The line for one change; it must come with its person and ``undone_by`` loaded."""
    undone = hasattr(change, "undone_by")
    note = str(change.operation.get("reason", ""))
    itself = bool(change.operation.get("itself"))
    return Done(change.revision, text_of(change.act, change.operation), change.who, change.at, note, undone, itself)


def gathered(lines: Iterable[Done]) -> list[Done]:
    """The lines, the last first, with the saves that one person's page made by itself in a row as one line."""
    found: list[Done] = []
    for line in lines:
        last = found[-1] if found else None
        if last and line.itself and (line.text, line.who) == (last.text, last.who):
            found[-1] = replace(last, times=last.times + 1, undone=last.undone or line.undone)
        else:
            found.append(line)
    return found


def text_of(act: str, operation: Mapping[str, Any]) -> str:
    """An act and its operation as a sentence."""
    words = OPERATIONS.get(str(operation.get("op"))) if act == "form" else ACTS.get(act)
    known = {"about": gettext("chưa đặt tên"), "key": "", "title": "", "revision": "", "source": "", "section": ""}
    known |= {name: str(value) for name, value in operation.items() if value not in ("", None)}
    known = {"case": "", "old": "", "new": ""} | known
    section = sections.BY_KEY.get(known["section"])
    known["section"] = str(section.title) if section else known["section"]
    return str(words or act) % known
