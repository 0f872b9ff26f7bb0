"""Who saved a page of a draft last, and whether a save that comes now knows of it. Pure.

Design requirements: (1) two pages in two tabs never touch each other (each save is of one page); (2) of one page, a tab that
saves by itself never replaces what another tab or device has saved since; (3) what a person sends by a button always wins, and
they are shown what it replaced; (4) of one tab's own saves, one that arrives late never replaces a later one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common import clock
from common.errors import Stale
from eforms.display import review
from eforms.nodes import Form

Saves = Mapping[str, Mapping[str, Any]]
MOST_TAB = 24


@dataclass(frozen=True, slots=True)
class Tab:
    """A page as one tab has it: the tab's ``id``, how many saves of the page it has ``seen``, the ``order`` of its own saves."""

    id: str
    seen: int
    order: int = 0


class Overtaken(Stale):
    """The page was saved elsewhere since this tab read it; nothing was changed."""

    code = "overtaken"

    def __init__(self, at: datetime) -> None:
        time = f"{clock.local(at):%H:%M}"
        super().__init__(
            _(
                "Mục này đã được lưu ở thẻ hoặc thiết bị khác lúc %(time)s nên phần gõ ở đây không tự lưu nữa. "
                "Bấm “Lưu và tiếp tục” để dùng nội dung ở đây, hoặc tải lại trang để xem nội dung kia."
            )
            % {"time": time}
        )


def is_late(saves: Saves | None, page: str, tab: Tab | None) -> bool:
    """Whether a later save of the same tab is already here."""
    last = (saves or {}).get(page)
    return bool(tab and last and tab.id == last["tab"] and tab.order < last["order"])


def overtaken(saves: Saves | None, page: str, tab: Tab | None) -> datetime | None:
    """When another tab saved the page without this one knowing; ``None`` when none did."""
    last = (saves or {}).get(page)
    if tab is None or last is None or tab.id == last["tab"] or tab.seen >= last["number"]:
        return None
    return datetime.fromisoformat(last["at"])


def noted(saves: Saves | None, page: str, tab: Tab | None, at: datetime) -> dict[str, Any]:
    """``saves`` with this save as the page's last."""
    row = {
        "number": number(saves, page) + 1,
        "tab": tab.id[:MOST_TAB] if tab else "",
        "order": tab.order if tab else 0,
        "at": at.isoformat(),
    }
    return {**(saves or {}), page: row}


def number(saves: Saves | None, page: str) -> int:
    """How often the page was saved."""
    return int((saves or {}).get(page, {}).get("number", 0))


def differences(form: Form, page: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """The questions of a page whose answers differ, in words: ``[{label, there, here}]``."""
    there, here = (_shown(form, page, answers) for answers in (before, after))
    paths = dict.fromkeys([*there, *here])
    nothing = ("", _("Không cung cấp"))
    pairs = [(there.get(path, nothing), here.get(path, nothing)) for path in paths]
    return [{"label": old[0] or new[0], "there": old[1], "here": new[1]} for old, new in pairs if old[1] != new[1]]


def _shown(form: Form, page: str, answers: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    sections = (section for section in review(form, answers) if section.page_key == page)
    return {row.path: (row.label, row.value) for section in sections for row in section.rows}
