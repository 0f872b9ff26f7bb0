"""Rows with a page of their own: papers, fees, ways of filing, cases, results, questions of the check."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.money import vnd
from common.text import fold
from portal.web.publisher.editor import listed, rowforms
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.groups import Group
from portal.web.publisher.editor.inline import EXEMPTIONS, METHOD_FEES, OPTIONS, TIERS
from procedures import tariffs

Row = Mapping[str, Any]
_NO_KEY = re.compile(r"[^a-z0-9]+")
MOST_KEY = 40


@dataclass(frozen=True)
class Table:
    """One list of rows: the part of the content, its words, a row's boxes and lists, what a new one is and what a row says.

    ``key``: the row's name in the data, made from its words and never changed: rules, cases and translations name it.
    ``ruled``: the keys that hold a rule with a page of its own, and what it decides.
    """

    part: str
    title: str | Promise
    one: str | Promise
    add: str | Promise
    label: str
    boxes: type[Boxes]
    facts: Callable[[Row, Row], list[str]]
    key: str = ""
    fresh: Mapping[str, Any] | None = None
    groups: Sequence[Group] = ()
    ruled: Mapping[str, str | Promise] | None = None
    finish: Callable[[dict[str, Any]], dict[str, Any]] = dict

    def rows(self, content: Row) -> list[dict[str, Any]]:
        """The rows that the content has."""
        return [dict(row) for row in content.get(self.part) or () if isinstance(row, Mapping)]

    def new(self, words: str, content: Row) -> dict[str, Any]:
        """A row that says nothing but its words."""
        return self.named({self.label: words, **(self.fresh or {})}, self.rows(content))

    def named(self, row: Row, others: Sequence[Row]) -> dict[str, Any]:
        """The row as it is kept: with a key (an imported one may have none), and finished."""
        made = self.finish(dict(row))
        if self.key and not made.get(self.key):
            made = {self.key: fresh_key(str(made.get(self.label) or ""), self.key, others), **made}
        return made


def fresh_key(words: str, name: str, rows: Sequence[Row]) -> str:
    """A key made from words that no row has: "Giấy chứng sinh" → giay-chung-sinh, giay-chung-sinh-2."""
    base = _NO_KEY.sub("-", fold(words)).strip("-")[:MOST_KEY].strip("-") or "muc"
    taken = {str(row.get(name)) for row in rows}
    number, made = 1, base
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    return made


def _method(row: Row, content: Row) -> list[str]:
    case = dict(listed.cases(content)).get(str(row.get("case")), "")
    limit = row.get("limit") or {}
    return [listed.words_of(listed.CHANNELS, row.get("channel")), case, str(limit.get("text") or "")]


def _fee(row: Row, content: Row) -> list[str]:
    amount = row.get("amount")
    price = vnd(amount) if isinstance(amount, int) else ""
    exempt = len(row.get("exemptions") or ())
    return [
        listed.words_of(listed.FEE_KINDS, row.get("kind")),
        rate_of(row) or price,
        gettext("có điều kiện") if row.get("when") else "",
        gettext("miễn %(n)s trường hợp") % {"n": exempt} if exempt else "",
    ]


def rate_of(row: Row) -> str:
    """A fee's rate as people read it, "" while it contradicts itself or says no amount."""
    if not isinstance(row.get("amount"), int) or any(tariffs.problems(row)):
        return ""
    return tariffs.in_words(row)


def _paper(row: Row, content: Row) -> list[str]:
    counts = ((row.get("originals"), gettext("%(n)s bản chính")), (row.get("copies"), gettext("%(n)s bản sao")))
    said = ", ".join(words % {"n": n} for n, words in counts if n)
    return [
        said or gettext("chưa có số bản"),
        gettext("Khi: %(condition)s") % {"condition": row["only_if"]} if row.get("only_if") else "",
        "" if row.get("required", True) else gettext("không bắt buộc"),
        gettext("đã có ở cơ sở dữ liệu") if row.get("held_by") else "",
    ]


def _case(row: Row, content: Row) -> list[str]:
    limit = row.get("limit") or {}
    own = [gettext("giấy tờ riêng") if row.get("papers") else "", gettext("tờ khai riêng") if row.get("form") else ""]
    return [
        str(row.get("code") or ""),
        str(limit.get("text") or ""),
        *own,
        gettext("quy trình riêng") if row.get("process") else "",
    ]


def _result(row: Row, content: Row) -> list[str]:
    return [str(row.get("code") or ""), str(row.get("validity") or "")]


def _question(row: Row, content: Row) -> list[str]:
    return [" · ".join(str(one.get("label") or "") for one in row.get("options") or ())]


def _valued(row: dict[str, Any]) -> dict[str, Any]:
    """Every answer of a question has a value, made from its words."""
    options: list[dict[str, Any]] = []
    for one in row.get("options") or ():
        options.append(one if one.get("value") else {"value": fresh_key(one.get("label", ""), "value", options), **one})
    return row | {"options": options} if options else row


_ONLY = _("Khi nào phải nộp")
TABLES: Mapping[str, Table] = {
    table.part: table
    for table in (
        Table(
            "methods", _("Các cách nộp"), _("Cách nộp"), _("Thêm cách nộp"), "text", rowforms.MethodBoxes, _method,
            groups=(METHOD_FEES,), fresh={"channel": "online"},
        ),
        Table(
            "fees", _("Các khoản thu"), _("Khoản thu"), _("Thêm khoản thu"), "name", rowforms.FeeBoxes, _fee,
            key="code", groups=(TIERS, EXEMPTIONS), ruled={"when": _("Chỉ thu khi")},
        ),
        Table(
            "papers", _("Giấy tờ"), _("Giấy tờ"), _("Thêm giấy tờ"), "name", rowforms.PaperBoxes, _paper, key="key",
            fresh={"originals": 1, "copies": 0, "required": True, "accept": ["pdf", "image"]}, ruled={"when": _ONLY},
        ),
        Table(
            "cases", _("Các trường hợp"), _("Trường hợp"), _("Thêm trường hợp"), "name", rowforms.CaseBoxes, _case,
            key="code", ruled={"when": _("Gợi ý trường hợp này khi")},
        ),
        Table("results", _("Các kết quả"), _("Kết quả"), _("Thêm kết quả"), "name", rowforms.ResultBoxes, _result, key="key"),
        Table(
            "eligibility", _("Các câu hỏi"), _("Câu hỏi"), _("Thêm câu hỏi"), "question", rowforms.QuestionBoxes, _question,
            key="key", groups=(OPTIONS,), finish=_valued,
        ),
    )
}  # fmt: skip
