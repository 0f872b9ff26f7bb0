"""Reading one step of a process document: whatever is wrong is added to a list, and reading goes on.

The word lists are ``words``'s, the shapes ``model``'s; the format is described in ``language``.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from common import jsonlogic
from workflow.limits import BadLimit, parse
from workflow.model import Action, AgencyRef, Child, Consult, Escalation, Problem, Step, Substitute
from workflow.words import (
    ABSENCES,
    AGENCIES,
    EFFECTS,
    END,
    KINDS,
    LOOKED_UP,
    PASSING,
    REQUIREMENTS,
    SILENCES,
    STOPS,
    WAITS,
)

_AT = re.compile(r"^(?P<percent>[1-9]\d{0,2})%$")
_NOWHERE = AgencyRef("")
T = TypeVar("T")


class Reader:
    """One step's raw document and the list that its problems go to."""

    def __init__(self, raw: Any, problems: list[Problem]) -> None:
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self.key = ""
        self.problems = problems
        if not isinstance(raw, Mapping):
            self.wrong("shape", "Mỗi bước phải là một đối tượng.")
        self.is_object = isinstance(raw, Mapping)

    def wrong(self, code: str, message: str) -> None:
        """Note a problem of this step."""
        self.problems.append(Problem(self.key, code, message))

    def step(self) -> Step:
        """The step; a stand-in where the document has none."""
        if not self.is_object:
            return Step("", "", "", "", _NOWHERE, ())
        raw = self.raw
        self.key = self.text(raw, "key")
        name, kind = self.text(raw, "name"), self.text(raw, "kind")
        if kind and kind not in KINDS:
            self.wrong("unknown-kind", f"Loại bước không có trong ngôn ngữ: {kind!r}.")
        nobodys = kind in PASSING or kind == "chain"
        actions = self.each(raw.get("actions", []), "actions", lambda one: self.action(one, nobodys=nobodys))
        self.unlike([one.key for one in actions], "duplicate-action", "Thao tác “{}” bị lặp.")
        children = self.each(raw.get("children", []), "children", self.child) if kind == "chain" else ()
        share, limit = self.time(kind, children)
        step = Step(
            key=self.key,
            name=name,
            kind=kind,
            role="" if nobodys else self.text(raw, "role"),
            agency=self.agency(raw.get("agency", "handling")),
            actions=actions,
            share=share,
            limit=limit,
            consults=self.consults(raw.get("consult")),
            children=children,
            of=self.text(raw, "of") if kind == "join" else "",
            wait=self.word(raw.get("wait", "all"), WAITS, "unknown-wait", "Không hiểu bước này đợi gì"),
            on_due=str(raw.get("on_due") or ""),
            stops=self.word(raw.get("stops", ""), STOPS | {""}, "unknown-stop", "Không hiểu vì sao thời hạn tạm dừng"),
            escalate=self.escalations(raw.get("escalate")),
            substitute=self.substitute(raw.get("substitute")),
        )
        self.parts(step)
        return step

    def parts(self, step: Step) -> None:
        """What a kind must have and may not have."""
        if step.kind in {"join", "chain"} and len(step.actions) != 1:
            self.wrong("one-action", "Bước này cần đúng một thao tác đi tiếp.")
        if step.kind in {"fork", "automatic"} and not step.actions:
            self.wrong("one-action", "Bước này cần ít nhất một thao tác đi tiếp.")
        if step.kind == "chain":
            if not step.children:
                self.wrong("no-children", "Bước liên thông chưa có hồ sơ con.")
            self.unlike([one.key for one in step.children], "duplicate-child", "Hồ sơ con “{}” bị lặp.")
        if step.passing and (step.on_due or step.consults or step.stops or step.escalate or step.substitute):
            self.wrong("passing", "Bước tự động không có người làm nên không có hạn, lấy ý kiến hay người thay.")

    def action(self, raw: Any, *, nobodys: bool) -> Action:
        """One action; steps that are nobody's only pass on, whatever the action is called."""
        if not isinstance(raw, Mapping):
            self.wrong("shape", "Mỗi thao tác phải là một đối tượng.")
            return Action("", "", END, "")
        key = self.text(raw, "key")
        effect = str(raw.get("effect", "forward" if nobodys else key))
        if key and effect not in EFFECTS:
            self.wrong("unknown-effect", f"Thao tác “{key}” có tác dụng không có trong ngôn ngữ: {effect!r}.")
        requires = self.each(raw.get("requires", []), "requires", str)
        for word in requires:
            if word not in REQUIREMENTS:
                self.wrong("unknown-requirement", f"Thao tác “{key}” đòi điều không có trong ngôn ngữ: {word!r}.")
        rule = self.rule(raw.get("when"), f"thao tác “{key}”")
        label = str(raw.get("label") or key) if nobodys else self.text(raw, "label")
        to, ends_all = self.text(raw, "to"), raw.get("ends_all", False) is True
        if ends_all and to and to != END:
            self.wrong("ends-all", f"Thao tác “{key}” dừng các nhánh khác nên phải kết thúc quy trình.")
        return Action(key, label, to, effect, requires, raw.get("when"), ends_all, rule)

    def child(self, raw: Any) -> Child:
        """A sub-dossier of a chain."""
        if not isinstance(raw, Mapping):
            self.wrong("shape", "Mỗi hồ sơ con phải là một đối tượng.")
            return Child("", "", "", _NOWHERE, "")
        key = self.text(raw, "key")
        limit = self.limit(self.text(raw, "limit"))
        results = self.each(raw.get("results", []), "results", str)
        rule = self.rule(raw.get("when"), f"hồ sơ con “{key}”")
        names = self.text(raw, "procedure"), self.text(raw, "name")
        agency = self.agency(raw.get("agency", "handling"))
        return Child(key, *names, agency, limit, results, raw.get("when"), rule, self.heard(raw.get("answers"), key))

    def heard(self, raw: Any, child: str) -> tuple[tuple[str, jsonlogic.Rule], ...]:
        """What a sub-dossier's e-form hears from the whole, by its own paths."""
        if raw is None:
            return ()
        if not isinstance(raw, Mapping):
            self.wrong("shape", f"Câu trả lời của hồ sơ con “{child}” phải là một đối tượng.")
            return ()
        rules = [
            (str(path), self.rule({"if": [True, value]}, f"câu trả lời “{path}” của hồ sơ con “{child}”"))
            for path, value in raw.items()
        ]
        return tuple((path, rule) for path, rule in rules if rule is not None)

    def consults(self, raw: Any) -> tuple[Consult, ...]:
        """The units that may be asked: one object, or a list in which each has its key and name."""
        if raw is None:
            return ()
        if not isinstance(raw, list):
            return (self.consult(raw, alone=True),)
        found = tuple(self.consult(one, alone=False) for one in raw)
        self.unlike([one.key for one in found], "duplicate-consult", "Đơn vị được hỏi “{}” bị lặp.")
        return found

    def consult(self, raw: Any, *, alone: bool) -> Consult:
        """One unit that may be asked."""
        if not isinstance(raw, Mapping):
            self.wrong("shape", "consult phải là một đối tượng.")
            return Consult(_NOWHERE, "", "", "")
        limit = self.limit(self.text(raw, "limit"))
        silence = self.word(raw.get("silence", "wait"), SILENCES, "unknown-silence", "Không hiểu im lặng được coi là gì")
        key = str(raw.get("key", "consult")) if alone else self.text(raw, "key")
        name = str(raw.get("name", "")) if alone else self.text(raw, "name")
        return Consult(self.agency(raw.get("agency")), str(raw.get("role", "handler")), limit, silence, key, name)

    def escalations(self, raw: Any) -> tuple[Escalation, ...]:
        """Whom lateness is told to: one object or a list of them."""
        return self.each(raw if isinstance(raw, list) else [] if raw is None else [raw], "escalate", self.escalation)

    def escalation(self, raw: Any) -> Escalation:
        """``at`` is "due" or a percentage of the step's time."""
        if not isinstance(raw, Mapping):
            self.wrong("shape", "escalate phải là một đối tượng.")
            return Escalation(1.0, "")
        at = raw.get("at")
        percent = _AT.match(at) if isinstance(at, str) else None
        if at != "due" and percent is None:
            self.wrong("bad-time", f"Không hiểu báo lên cấp trên lúc nào: {at!r}; ví dụ due, 75%.")
        share = int(percent["percent"]) / 100 if percent else 1.0
        takes = raw.get("takes", False) is True
        if takes:
            self.own_agency(raw)
        return Escalation(share, self.text(raw, "to_role"), self.other_agency(raw), takes)

    def substitute(self, raw: Any) -> Substitute | None:
        """Who may act instead."""
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            self.wrong("shape", "substitute phải là một đối tượng.")
            return None
        when = self.word(raw.get("when", "absent"), ABSENCES, "unknown-absence", "Không hiểu khi nào được làm thay")
        self.own_agency(raw)
        return Substitute(self.text(raw, "role"), when, self.other_agency(raw))

    def own_agency(self, raw: Mapping[str, Any]) -> None:
        """Who acts instead is of the step's own agency: another's officials have neither queue nor reach for the dossier."""
        if raw.get("agency", self.raw.get("agency", "handling")) != self.raw.get("agency", "handling"):
            self.wrong("foreign-substitute", "Người làm thay phải thuộc cơ quan của bước: cơ quan khác không mở được hồ sơ.")

    def other_agency(self, raw: Mapping[str, Any]) -> AgencyRef | None:
        """An agency where the document names one other than the step's."""
        return self.agency(raw["agency"]) if "agency" in raw else None

    def agency(self, raw: Any) -> AgencyRef:
        """A resolver: a word, or an object with the one thing to look up."""
        if isinstance(raw, str) and raw in AGENCIES:
            return AgencyRef(raw)
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((kind, code),) = raw.items()
            if kind in LOOKED_UP and isinstance(code, str) and code and (kind != "address" or code.startswith("answers.")):
                return AgencyRef(kind, code)
        self.wrong("unknown-agency", f"Không hiểu cơ quan của bước: {raw!r}.")
        return _NOWHERE

    def time(self, kind: str, children: Collection[Child]) -> tuple[float | None, str]:
        """The step's share or own limit; passing steps take no time, a chain that of its slowest sub-dossier."""
        raw = self.raw.get("share")
        if raw is None and kind in PASSING:
            return 0.0, ""
        if raw is None and children:
            return None, max((one.limit for one in children), key=_length)
        if isinstance(raw, Mapping) and isinstance(raw.get("limit"), str):
            return None, self.limit(raw["limit"])
        if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= 1:
            return float(raw), ""
        self.wrong("bad-share", "Thời gian của bước là một phần của thời hạn (0 đến 1) hoặc {limit: …}.")
        return 0.0, ""

    def limit(self, text: str) -> str:
        """A limit text, checked."""
        try:
            parse(text)
        except BadLimit:
            self.wrong("bad-limit", f"Không hiểu thời hạn {text!r}; ví dụ 3wd, 0.5wd, 6h.")
        return text

    def rule(self, raw: Any, whose: str) -> jsonlogic.Rule | None:
        """A condition, compiled; None where there is none."""
        try:
            return None if raw is None else jsonlogic.compile(raw)
        except jsonlogic.BadRule as bad:
            self.wrong("bad-rule", f"Không hiểu điều kiện của {whose}: {bad}.")
            return None

    def word(self, raw: Any, known: Collection[str], code: str, message: str) -> str:
        """A word of a closed list."""
        if not isinstance(raw, str) or raw not in known:
            self.wrong(code, f"{message}: {raw!r}.")
            return ""
        return raw

    def text(self, raw: Mapping[str, Any], name: str) -> str:
        """A text that must be there."""
        value = raw.get(name)
        if isinstance(value, str) and value.strip():
            return value
        self.wrong("shape", f"Thiếu “{name}”.")
        return ""

    def each(self, raw: Any, name: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Every item of a list."""
        if not isinstance(raw, list):
            self.wrong("shape", f"{name} phải là danh sách.")
            return ()
        return tuple(read(one) for one in raw)

    def unlike(self, keys: list[str], code: str, message: str) -> None:
        """Keys may not repeat."""
        for key in sorted({key for key in keys if key and keys.count(key) > 1}):
            self.wrong(code, message.format(key))


def _length(limit: str) -> float:
    try:
        return float(parse(limit).hours)
    except BadLimit:
        return 0.0
