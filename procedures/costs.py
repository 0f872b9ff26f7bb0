"""Compliance cost (chi phí tuân thủ thủ tục hành chính) by the official method. Pure, no ORM.

One dossier costs its applicant: time × the price of an hour of work + fees + other expenses; a year costs that × the dossiers of
a year (Thông tư 03/2022/TT-VPCP, biểu mẫu đánh giá tác động, in line with Thông tư 07/2014/TT-BTP). The activities are those of
the method: preparing papers, filling in, handing in, paying, being inspected, fetching the result. Minutes and expenses that a
procedure does not tell begin as ``ASSUMED``, are shown as such and are corrected by whoever reviews the procedure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eforms import building
from procedures.observed import Observed

GROUPS: Mapping[str, str | Promise] = {
    "prepare": gettext_lazy("Chuẩn bị giấy tờ"),
    "fill": gettext_lazy("Điền tờ khai"),
    "file": gettext_lazy("Nộp hồ sơ"),
    "pay": gettext_lazy("Nộp phí, lệ phí"),
    "inspect": gettext_lazy("Phục vụ kiểm tra, bổ sung"),
    "fetch": gettext_lazy("Nhận kết quả"),
    "fee": gettext_lazy("Phí, lệ phí"),
}
# Minutes and đồng of one dossier where neither the procedure nor real dossiers tell: first guesses, corrected in the sheet.
ASSUMED: Mapping[str, tuple[int, int]] = {
    "paper": (30, 5_000),
    "certified": (60, 20_000),
    "question": (1, 0),
    "file-online": (10, 0),
    "file-counter": (120, 20_000),
    "file-post": (60, 30_000),
    "pay-online": (5, 0),
    "pay-counter": (15, 0),
    "supplement": (120, 20_000),
    "fetch-online": (5, 0),
    "fetch-counter": (90, 20_000),
}
ONLINE_SHARE = 0.5  # of the dossiers, where nothing was filed yet


@dataclass(frozen=True, slots=True)
class Line:
    """One activity of one dossier: ``minutes`` of the applicant's time, ``money`` spent in đồng, ``share`` of the dossiers
    (0 to 1) that have it. ``assumed``: neither the procedure nor real dossiers say so."""

    key: str
    name: str
    group: str
    minutes: float = 0
    money: int = 0
    share: float = 1.0
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Cost:
    """What one dossier and what a year costs; hours and đồng. ``total`` is time at the price of an hour, fees and the rest."""

    hours: float
    time_money: int
    fees: int
    other: int
    cases_a_year: int

    @property
    def total(self) -> int:
        """Đồng of one dossier."""
        return self.time_money + self.fees + self.other

    @property
    def year(self) -> int:
        """Đồng of a year."""
        return self.total * self.cases_a_year

    @property
    def hours_a_year(self) -> int:
        """Hours of a year."""
        return round(self.hours * self.cases_a_year)


def reckon(lines: Sequence[Line], *, labour_hour: int, cases_a_year: int) -> Cost:
    """Add the lines up; each counts by its share."""
    minutes = sum(line.minutes * line.share for line in lines)
    fees = sum(line.money * line.share for line in lines if line.group == "fee")
    other = sum(line.money * line.share for line in lines if line.group != "fee")
    return Cost(round(minutes / 60, 2), round(minutes * labour_hour / 60), round(fees), round(other), cases_a_year)


def lines_of(content: Mapping[str, Any], seen: Observed) -> list[Line]:
    """The lines that a version and its real dossiers give to begin with."""
    online = seen.online / seen.filed if seen.filed else ONLINE_SHARE if _has(content, "online") else 0.0
    return [*_papers(content, seen), *_form(content, seen), *_filing(content, online, seen), *_fees(content, online, seen)]


def _papers(content: Mapping[str, Any], seen: Observed) -> Iterator[Line]:
    for paper in content.get("papers", ()):
        if paper.get("eform") or (paper.get("held_by") and not paper.get("required")):
            continue
        minutes, money = ASSUMED["certified" if paper.get("copies") and not paper.get("originals") else "paper"]
        share, assumed = 1.0, True
        if seen.filed:
            share, assumed = round(min(1.0, seen.papers.get(str(paper.get("key")), 0) / seen.filed), 3), False
        elif "when" in paper or not paper.get("required"):
            share = 0.5
        yield Line(f"paper-{paper.get('key')}", str(paper.get("name") or ""), "prepare", minutes, money, share, assumed)


def _form(content: Mapping[str, Any], seen: Observed) -> Iterator[Line]:
    asked = _questions(content.get("form"))
    if seen.minutes is not None:
        yield Line("form", _("Điền tờ khai điện tử (thời gian thật)"), "fill", seen.minutes, 0, 1.0, False)
    elif asked:
        yield Line("form", _("Điền tờ khai điện tử, %d câu hỏi") % asked, "fill", asked * ASSUMED["question"][0])


def _filing(content: Mapping[str, Any], online: float, seen: Observed) -> Iterator[Line]:
    told = seen.filed == 0
    if online:
        yield Line("file-online", _("Nộp trực tuyến"), "file", *ASSUMED["file-online"], round(online, 3), told)
        yield Line("fetch-online", _("Nhận kết quả điện tử"), "fetch", *ASSUMED["fetch-online"], round(online, 3), told)
    if online < 1:
        rest = round(1 - online, 3)
        yield Line("file-counter", _("Nộp tại quầy, cả đi lại và chờ"), "file", *ASSUMED["file-counter"], rest, told)
        yield Line("fetch-counter", _("Nhận kết quả tại quầy"), "fetch", *ASSUMED["fetch-counter"], rest, told)
    if seen.filed and seen.supplements:
        share = round(seen.supplements / seen.filed, 3)
        yield Line("supplement", _("Bổ sung hồ sơ"), "inspect", *ASSUMED["supplement"], share, False)


def _fees(content: Mapping[str, Any], online: float, seen: Observed) -> Iterator[Line]:
    fees = [fee for fee in content.get("fees", ()) if fee.get("amount")]
    for fee in fees:
        share = 0.5 if "when" in fee else 1.0
        yield Line(f"fee-{fee.get('code')}", str(fee.get("name") or ""), "fee", 0, int(fee["amount"]), share, "when" in fee)
    if fees:
        minutes = online * ASSUMED["pay-online"][0] + (1 - online) * ASSUMED["pay-counter"][0]
        yield Line("pay", _("Nộp phí, lệ phí"), "pay", round(minutes, 1))


def _has(content: Mapping[str, Any], channel: str) -> bool:
    return any(method.get("channel") == channel for method in content.get("methods", ()))


def _questions(form: Any) -> int:
    return sum(one.asks for one in building.places(form)) if isinstance(form, Mapping) and form.get("components") else 0


def as_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines as a sheet keeps them."""
    return [asdict(line) for line in lines]


def from_json(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Lines as they were kept."""
    return [Line(**row) for row in rows]


def without(lines: Sequence[Line], key: str) -> list[Line]:
    """The lines if the activity fell away: for the saving of a proposal."""
    return [line for line in lines if line.key != key]


def corrected(line: Line, *, minutes: float, money: int, share: float) -> Line:
    """A line as a reviewer put it; no longer assumed."""
    if (line.minutes, line.money, line.share) == (minutes, money, share):
        return line
    return replace(line, minutes=minutes, money=money, share=share, assumed=False)
