"""The steps as the rows of a table, each with what it leads to and what the checker says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.web.publisher.designer.bench import Bench, labels_of, names_in
from portal.web.publisher.designer.words import (
    EFFECTS,
    KINDS,
    REQUIREMENTS,
    SILENCES,
    WAITS,
    lane_words,
    listed,
    time_words,
    who_words,
)
from portal.web.publisher.editor.kinds import limit_words
from portal.web.publisher.findings import findings_of
from procedures.checking import ERROR, Finding
from workflow.charts import actions_of, rows_in, steps_of, whose, words_in
from workflow.words import END


@dataclass(frozen=True)
class Way:
    """One action as the table tells it."""

    key: str
    label: str
    target: str
    effect: str
    needs: str
    lost: bool = False
    conditional: bool = False
    due: bool = False
    first: bool = False
    last: bool = False

    @property
    def named(self) -> bool:
        """Whether an address can name it."""
        return bool(self.key) and "/" not in self.key


@dataclass(frozen=True)
class Row:
    """One step. ``notes``: what else there is to know, each a sentence; ``found``: findings about it."""

    key: str
    number: int
    name: str
    kind: str
    kind_words: Any
    who: str
    time: str
    ways: Sequence[Way]
    notes: Sequence[str]
    found: Sequence[Finding]
    first: bool
    last: bool

    @property
    def named(self) -> bool:
        """Whether an address can name it: text written by hand may hold any key."""
        return "/" not in self.key

    @property
    def stops(self) -> bool:
        """Whether something here keeps the draft from review."""
        return any(one.level == ERROR for one in self.found)

    @property
    def passing(self) -> bool:
        """Whether it is nobody's work."""
        return self.kind in ("fork", "join", "automatic")


def rows_of(doc: Mapping[str, Any], names: Mapping[str, str], found: Mapping[str, Sequence[Finding]]) -> list[Row]:
    """The table. No query."""
    steps = steps_of(doc)
    titles = {str(step["key"]): str(step.get("name") or step["key"]) for step in steps}
    return [
        Row(
            key=str(step["key"]),
            number=number,
            name=titles[str(step["key"])],
            kind=str(step.get("kind", "")),
            kind_words=KINDS.get(str(step.get("kind")), step.get("kind", "")),
            who=who_words(step, names),
            time=time_words(step),
            ways=ways_of(step, titles),
            notes=notes_of(step, titles, names),
            found=found.get(str(step["key"]), ()),
            first=number == 1,
            last=number == len(steps),
        )
        for number, step in enumerate(steps, start=1)
    ]


def ways_of(step: Mapping[str, Any], titles: Mapping[str, str]) -> list[Way]:
    """A step's actions in words."""
    rows = actions_of(step)
    return [
        Way(
            key=str(one.get("key", "")),
            label=str(one.get("label") or one.get("key") or ""),
            target=target_words(step, one, titles),
            effect=str(EFFECTS.get(str(one.get("effect", one.get("key"))), "")),
            needs=listed([lower(REQUIREMENTS.get(word, word)) for word in words_in(one, "requires")]),
            lost=str(one.get("to")) not in titles and one.get("to") != END,
            conditional=one.get("when") is not None,
            due=bool(step.get("on_due")) and step.get("on_due") == one.get("key"),
            first=number == 0,
            last=number == len(rows) - 1,
        )
        for number, one in enumerate(rows)
    ]


def lower(words: Any) -> str:
    """Words inside a sentence."""
    said = str(words)
    return said[:1].lower() + said[1:]


def target_words(step: Mapping[str, Any], action: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Where an action leads, as a sentence's end."""
    to = str(action.get("to") or "")
    if to == END:
        return _("kết thúc, dừng các nhánh khác") if action.get("ends_all") else _("kết thúc")
    if to == step.get("key"):
        return _("ở lại bước này")
    return titles.get(to) or _("chưa chọn bước đến")


def notes_of(step: Mapping[str, Any], titles: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Consultations, sub-dossiers, silence, joins, stopped clocks: a sentence each."""
    said = [_asked(one, names) for one in rows_in(step, "consult")]
    for child in rows_in(step, "children"):
        told = {"name": child.get("name", ""), "limit": limit_words(str(child.get("limit", "")))}
        said.append(_("Hồ sơ con: %(name)s, %(limit)s") % told)
    if step.get("on_due"):
        label = labels_of(step).get(str(step["on_due"]), step["on_due"])
        said.append(_("Hết hạn mà im lặng: hệ thống tự “%(action)s”") % {"action": label})
    if step.get("kind") == "join":
        fork = titles.get(str(step.get("of")), "")
        wait = WAITS.get(str(step.get("wait", "all")), "")
        said.append(_("%(wait)s nhánh của “%(fork)s”") % {"wait": wait, "fork": fork} if fork else _("Chưa chọn bước rẽ nhánh"))
    if step.get("stops"):
        said.append(_("Thời hạn tạm dừng ở bước này"))
    return said


def _asked(consult: Mapping[str, Any], names: Mapping[str, str]) -> str:
    who = consult.get("name") or lane_words(whose(consult), names)[1]
    silence = str(SILENCES.get(str(consult.get("silence", "wait")), ""))
    told = {"who": who, "limit": limit_words(str(consult.get("limit", ""))), "silence": lower(silence)}
    return _("Hỏi %(who)s trong %(limit)s, im lặng thì %(silence)s") % told


def found_of(bench: Bench) -> tuple[list[Finding], dict[str, list[Finding]]]:
    """(findings about the whole process, findings by step). One query."""
    head = f"cases/{bench.case}/process" if bench.case else "process"
    whole: list[Finding] = []
    steps: dict[str, list[Finding]] = {}
    keys = {str(step["key"]) for step in steps_of(bench.doc)}
    for one in findings_of(bench.seat, bench.draft):
        finding = one.finding
        if finding.path != head and not finding.path.startswith(f"{head}/"):
            continue
        key = finding.path.removeprefix(head).lstrip("/")
        if key in keys:
            steps.setdefault(key, []).append(finding)
        else:
            whole.append(finding)
    return whole, steps


def described(bench: Bench) -> tuple[list[Row], list[Finding], dict[str, str]]:
    """(the rows, what is wrong with the whole, the names in it) for a page. Three queries at most."""
    whole, found = found_of(bench)
    names = names_in([bench.doc], bench.draft.content)
    return rows_of(bench.doc, names, found), whole, names
