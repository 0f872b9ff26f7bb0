"""The rules of a row as sentences over the e-form's questions: when a paper is due, a fee is charged, somebody is exempt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.errors import NotFound
from eforms import building
from eforms.building.logicwords import read_logic, write_logic
from eforms.building.sentences import sentences_words
from portal.web.publisher.editor import listed
from portal.web.publisher.editor.work import Work

Held = building.Sentences | building.Advanced | None
Questions = Mapping[str, building.Question]


@dataclass(frozen=True)
class Rule:
    """One rule: ``name`` leads to it in the row ("when", "exemptions/0/when"), ``words`` say it, "" when there is none."""

    name: str
    title: str
    words: str


def lines(work: Work, row: Mapping[str, Any]) -> list[Rule]:
    """Every rule that the row has or may have."""
    names = listed.questions(work.base)
    return [Rule(name, str(title), words(at(row, name), names)) for name, title in _ruled(work, row)]


def _ruled(work: Work, row: Mapping[str, Any]) -> Iterator[tuple[str, str | Promise]]:
    yield from (work.table.ruled or {}).items()
    for number, one in enumerate(row.get("exemptions") or ()):
        yield f"exemptions/{number}/when", gettext("Miễn “%(reason)s” khi") % {"reason": one.get("reason", "")}


def title_of(work: Work, row: Mapping[str, Any], name: str) -> str:
    """What a rule decides; ``NotFound`` for one that the row has not."""
    found = dict(_ruled(work, row)).get(name)
    if found is None:
        raise NotFound
    return str(found)


def at(row: Mapping[str, Any], name: str) -> Any:
    """The rule in the row."""
    node: Any = row
    for step in name.split("/"):
        if isinstance(node, list):
            node = node[int(step)] if step.isdecimal() and int(step) < len(node) else None
        else:
            node = node.get(step) if isinstance(node, Mapping) else None
    return node


def read(rule: Any, names: Questions) -> Held:
    """The sentences of a rule, the rule itself where they cannot say it."""
    return None if rule is None else read_logic(rule, names)


def write(held: Held, names: Questions) -> Any:
    """And back; ``None`` for no rule."""
    if isinstance(held, building.Advanced):
        return held.rule
    return write_logic(held, names) if held is not None and held.sentences else None


def words(rule: Any, names: Questions) -> str:
    """“Quan hệ” là “Cha”."""
    held = read(rule, names)
    if held is None:
        return ""
    if isinstance(held, building.Advanced):
        return gettext("theo điều kiện viết bằng JsonLogic")
    said = sentences_words(held, names)
    return said if held.show else gettext("không phải: %(said)s") % {"said": said}


def with_rule(row: Mapping[str, Any], name: str, rule: Any, said: str) -> dict[str, Any]:
    """The row with the rule put or taken away; a paper that says no condition in words gets these."""
    made = dict(row)
    if name == "when":
        made.pop("when", None)
        if rule is not None:
            made["when"] = rule
    else:
        _list, number, _when = name.split("/")
        exemptions = [dict(one) for one in row.get("exemptions") or ()]
        exemptions[int(number)] |= {"when": rule}
        if rule is None:
            exemptions[int(number)].pop("when")
        made["exemptions"] = exemptions
    if "accept" in row and name == "when":
        made = _worded(made, rule, said)
    return made


def _worded(paper: dict[str, Any], rule: Any, said: str) -> dict[str, Any]:
    if rule is None:
        paper.pop("only_if", None)
    elif not paper.get("only_if"):
        paper["only_if"] = said
    return paper


ALWAYS = _("Luôn luôn.")
