"""Why is this hidden, wrong or calculated? Sentences for test runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common import clock, jsonlogic
from eforms import engine, order, paths
from eforms import ports as outside
from eforms.building.crossrules import rule_words
from eforms.building.logicwords import Sentences
from eforms.building.questions import Question, questions_of_form, seen_from
from eforms.building.sentences import condition_words, read_condition, sentence_words
from eforms.conditions import OPERATORS
from eforms.intake import fact_of
from eforms.nodes import Field, Form
from eforms.paths import MISSING, bare, section
from eforms.ports import Ports

Json = Any


@dataclass(frozen=True, slots=True)
class Reason:
    """``what``: hidden, shown, error, calculated, state, prefilled, unasked, unknown; ``text``: a sentence; ``path``: what
    it is about.
    """

    what: str
    text: str
    path: str = ""


def why(
    form: Form,
    data: Mapping[str, Any],
    path: str,
    *,
    prefill: Mapping[str, Any] | None = None,
    now: datetime | None = None,
    ports: Ports | None = None,
) -> tuple[Reason, ...]:
    """Everything that explains the state of one component (``tre.hoTen``, ``tang[0].ten``, a page's key) under these answers."""
    node = form.field(path)
    if node is None:
        return (Reason("unknown", _("Biểu mẫu không có “%s”.") % path, path),)
    known = ports or outside.current()
    outcome = engine.process(form, data, prefill=prefill, now=now or clock.now(), ports=known)
    looking = _Looking(form, data, outcome.data, questions_of_form(form))
    chain = (*(form.nodes[index] for index in node.ancestors), node)
    hidden = [above for above in chain if looking.hides(above, path)]
    if hidden:
        return tuple(looking.hidden(node, hidden[0], path))
    if path in outcome.hidden or node.sealed:
        by = next((above for above in chain if above.logic or above.spec.get("hidden") is True), node)
        words = _("“%(what)s” đang ẩn vì “%(by)s” được đặt là ẩn hoặc bị một luật “logic” làm ẩn.")
        return (Reason("hidden", words % {"what": _name(node), "by": _name(by)}, by.path),)
    found = [*looking.shown(node), *looking.known(node, prefill or {}, known, path), *looking.calculated(node, path)]
    found += [looking.error(node, error) for error in outcome.errors if _about(error.path, path)]
    return tuple(found)


def _about(error: str, path: str) -> bool:
    return error == path or error.startswith((f"{path}.", f"{path}["))


class _Looking:
    """One look at a form with answers. ``given``: as sent; ``data``: as processed."""

    def __init__(self, form: Form, given: Mapping[str, Json], data: Mapping[str, Json], asked: Mapping[str, Question]) -> None:
        self.form, self.given, self.data, self.asked = form, given, data, asked

    def row(self, node: Field, path: str, data: Mapping[str, Json]) -> Mapping[str, Json]:
        """The row that the component stands in, the whole answers outside rows."""
        if not node.grids:
            return data
        at = path.rfind("]")
        try:
            found = paths.find(data, path[: at + 1]) if at >= 0 else MISSING
        except ValueError:
            found = MISSING
        return found if isinstance(found, Mapping) else {}

    def hides(self, node: Field, path: str) -> bool:
        """Tell whether this component's own condition hides it."""
        return node.condition is not None and not node.condition.test(self.data, self.row(node, path, self.data))

    def seen(self, node: Field) -> dict[str, Question]:
        """The questions as this component's rules name them."""
        return seen_from(self.asked, self.form.nodes[node.grids[-1]].path if node.grids else "")

    def hidden(self, node: Field, by: Field, path: str) -> Iterator[Reason]:
        """Which condition hides it and which answers make it so."""
        asked = self.seen(by)
        words = condition_words(by.spec.get("conditional"), asked)
        if by is node:
            yield Reason(
                "hidden", _("“%(what)s” đang ẩn. Câu này: %(words)s.") % {"what": _name(node), "words": words}, node.path
            )
        else:
            text = _("“%(what)s” đang ẩn vì nằm trong “%(by)s”. Phần đó: %(words)s.")
            yield Reason("hidden", text % {"what": _name(node), "by": _name(by), "words": words}, by.path)
        yield from self.answers(by, path)

    def answers(self, node: Field, path: str) -> Iterator[Reason]:
        """What the questions of its condition are answered with now."""
        asked = self.seen(node)
        condition = read_condition(node.spec.get("conditional"), asked)
        row = self.row(node, path, self.data)
        if isinstance(condition, Sentences):
            for sentence in condition.sentences:
                question = asked[sentence.question]
                words = {"sentence": sentence_words(sentence, asked), "answer": self.answer(question, row)}
                holds = _holds(sentence.operator, self.value(question, row), sentence.value)
                text = (
                    _("Đúng: %(sentence)s (câu trả lời: %(answer)s).")
                    if holds
                    else _("Chưa đúng: %(sentence)s (câu trả lời: %(answer)s).")
                )
                yield Reason("shown" if holds else "hidden", text % words, question.path)
            return
        for question in self.read_by(node):
            words = {"question": question.label, "answer": self.answer(question, row)}
            yield Reason("hidden", _("Điều kiện đọc “%(question)s”, câu trả lời: %(answer)s.") % words, question.path)

    def value(self, question: Question, row: Mapping[str, Json]) -> Json:
        """The stored answer, ``None`` without one."""
        inner = question.name.partition(".")[2]
        return jsonlogic.lookup(row if question.grid else self.data, inner)

    def answer(self, question: Question, row: Mapping[str, Json]) -> str:
        """The answer in words."""
        node = self.form.by_path.get(question.path)
        value = self.value(question, row)
        if node is None or value is None or node.is_empty(value):
            return _("chưa có")
        if node.kind.repeats:
            return _("%d dòng") % len(value)
        items = value if node.multiple and isinstance(value, list) else [value]
        return ", ".join(f"“{node.kind.display(node, item)}”" for item in items)

    def read_by(self, node: Field) -> list[Question]:
        """The questions that its rules read."""
        found = [self.asked[bare(read.path)] for read in order.reads(node, self.form.nodes) if bare(read.path) in self.asked]
        grids = {question.path for question in found if question.kind.repeats}
        return [question for question in found if question.path != bare(node.path) and question.grid not in grids]

    def shown(self, node: Field) -> Iterator[Reason]:
        """That it shows, and because of what."""
        for index in node.ancestors:
            if self.form.nodes[index].condition is not None:
                above = self.form.nodes[index]
                words = condition_words(above.spec.get("conditional"), self.seen(above))
                yield Reason(
                    "shown", _("“%(what)s” đang hiện. Phần đó: %(words)s.") % {"what": _name(above), "words": words}, above.path
                )
        words = condition_words(node.spec.get("conditional"), self.seen(node))
        if words:
            yield Reason(
                "shown", _("“%(what)s” đang hiện. Câu này: %(words)s.") % {"what": _name(node), "words": words}, node.path
            )
        else:
            yield Reason("shown", _("“%s” luôn hiện.") % _name(node), node.path)

    def known(self, node: Field, prefill: Mapping[str, Json], ports: Ports, path: str) -> Iterator[Reason]:
        """Where its value comes from when nobody typed it."""
        if node.fact and fact_of(node, prefill, ports) is not None:
            source = fact_of(node, prefill, ports)
            words = {"what": _name(node), "source": source.source if source and source.source else _("dữ liệu Nhà nước")}
            yield Reason("state", _("“%(what)s” không hỏi vì đã biết: %(source)s.") % words, node.path)
        elif node.prefill and _missing(self.given, path) and not _missing(self.data, path):
            yield Reason("prefilled", _("“%s” được điền sẵn, người điền sửa được.") % _name(node), node.path)
        if node.spec.get("disabled") is True:
            yield Reason("unasked", _("“%s” chỉ để đọc, không nhận câu trả lời.") % _name(node), node.path)

    def calculated(self, node: Field, path: str) -> Iterator[Reason]:
        """What its value follows from."""
        if node.calculate is None and not node.kind.computed:
            return
        row = self.row(node, path, self.data)
        read = [f"“{question.label}” ({self.answer(question, row)})" for question in self.read_by(node)]
        try:
            value = paths.find(self.data, path)
        except ValueError:
            value = MISSING
        shown = _("chưa có") if value is MISSING or node.kind.is_empty(value) else f"“{node.kind.display(node, value)}”"
        words = {"what": _name(node), "from": ", ".join(read) or _("một giá trị cố định"), "value": shown}
        yield Reason("calculated", _("“%(what)s” do hệ thống tính từ %(from)s; kết quả: %(value)s.") % words, node.path)

    def error(self, node: Field, error: Any) -> Reason:
        """The error's sentence and the rule behind it."""
        own = self.form.field(error.path) or node
        rule = _rule_words(own, error.rule, self.seen(own))
        words = {"message": error.message, "rule": rule}
        return Reason("error", _("%(message)s (%(rule)s).") % words, error.path)


def _name(node: Field) -> str:
    return node.label or node.key


def _missing(data: Mapping[str, Json], path: str) -> bool:
    try:
        return paths.find(data, path) in (MISSING, None, "", {}, [])
    except ValueError:
        return True


def _holds(operator: str, value: Json, wanted: Json) -> bool:
    if operator in ("oneOf", "notOneOf"):
        some = any(OPERATORS["isEqual"](value, one) for one in wanted)
        return some is (operator == "oneOf")
    return OPERATORS[operator](value, wanted)


def _rule_words(node: Field, rule: str, asked: Mapping[str, Question]) -> str:
    rules = section(node.spec, "validate")
    if rule == "required":
        return _("câu bắt buộc")
    if rule == "json":
        return rule_words(rules.get("json"), asked).lower() or _("luật kiểm tra")
    limit = rules.get(rule)
    if limit not in (None, "", True):
        return _("luật %(rule)s: %(limit)s") % {"rule": rule, "limit": limit}
    return _("cách kiểm tra của loại “%s”") % node.kind.name
