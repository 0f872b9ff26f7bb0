"""The second walk: compiles each surveyed component into a node. What cannot be compiled is refused with its place."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from common import jsonlogic
from eforms import logic
from eforms.aspects import aspects
from eforms.conditions import Names
from eforms.nodes import Field
from eforms.paths import section
from eforms.rules import logic_refusal
from eforms.survey import Draft, Survey, vn_of
from eforms.types.base import Spec

_ONE_ONLY = frozenset({"checkbox", "radio", "selectboxes", "signature", "hidden"})
_CASES: dict[str, Callable[[str], str]] = {"uppercase": str.upper, "upper": str.upper, "lowercase": str.lower, "lower": str.lower}


class Reader:
    """Builds nodes out of a ``Survey``; its refusals join the survey's."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.nodes: dict[int, Field] = {}

    def build(self, draft: Draft, scope: str = "", sealed: bool = False) -> Field:
        """Compile a component and everything in it. ``sealed``: something around it is hidden for good."""
        spec, vn, kind = draft.spec, vn_of(draft.spec), draft.kind
        refuse = partial(_refuse, self.survey, draft.at)
        names = Names(partial(self.survey.resolve, draft), partial(self.survey.month_first, draft))
        own = aspects(kind, spec, vn, refuse)
        entries = logic.compile(spec, names, refuse)
        opens = any(entry.touches("hidden", "disabled") for entry in entries)
        buried = sealed or (own["sealed"] and not opens)
        inside = f"{draft.path}[]" if kind.repeats else scope
        children = tuple(self.build(child, inside, buried) for child in draft.children)
        key = draft.path[len(scope) + 1 :] if scope else draft.path
        multiple = self._multiple(draft, refuse)
        node = Field(
            index=draft.index,
            key=key,
            parts=tuple(key.split(".")),
            path=draft.path,
            kind=kind,
            spec=spec,
            vn=vn,
            page=draft.page,
            ancestors=draft.ancestors,
            grids=draft.grids,
            children=children,
            guarded=buried or (own["protected"] and not opens),
            multiple=multiple,
            unique=True in (spec.get("unique"), section(spec, "validate").get("unique")),
            stored=spec.get("persistent", True) not in (False, "client-only"),
            validated_hidden=spec.get("validateWhenHidden") is True,
            clear_on_hide=spec.get("clearOnHide") is not False,
            condition=logic.compiled(spec.get("conditional"), names, _inner(refuse, ".conditional")),
            logic=entries,
            calculate=self._rule(spec, "calculateValue", refuse),
            default=spec.get("defaultValue"),
            default_rule=self._rule(spec, "customDefaultValue", refuse),
            case=_CASES.get(str(spec.get("case") or "")),
            fact=str(vn.get("fact") or (vn.get("name") if vn.get("type") == "fact" else "") or ""),
            prefill=str(vn.get("prefill") or ""),
            descendants=tuple(i for child in children for i in (child.index, *child.descendants)),
            **own,
        )
        logic.check(node, refuse)
        self.nodes[node.index] = node
        return node

    def _rule(self, spec: Spec, name: str, refuse: Callable[..., None]) -> jsonlogic.Rule | None:
        rule = spec.get(name)
        if rule is None or rule is False or isinstance(rule, str):
            return None
        try:
            return jsonlogic.compile(rule)
        except jsonlogic.BadRule as bad:
            reason, message = logic_refusal(bad)
            refuse(reason, message, f".{name}")
            return None

    def _multiple(self, draft: Draft, refuse: Callable[..., None]) -> bool:
        """Several answers in one component; a type whose answer is a list by nature sees to it itself."""
        rules, kind = section(draft.spec, "validate"), draft.kind
        if True not in (draft.spec.get("multiple"), rules.get("multiple")) or kind.takes_list or not kind.input or kind.repeats:
            return False
        if kind.name in _ONE_ONLY or kind.computed:
            message = _("Loại này chỉ nhận một câu trả lời. Bỏ “multiple”, hoặc dùng selectboxes hay nhóm lặp (datagrid).")
            refuse("unsupported", message, ".multiple")
            return False
        return True


def _refuse(survey: Survey, at: str, reason: str, message: str, where: str = "") -> None:
    survey.refuse(f"{at}{where}", reason, message)


def _inner(refuse: Callable[..., None], place: str) -> Callable[..., None]:
    def inner(reason: str, message: str, where: str = "") -> None:
        refuse(reason, message, place + where)

    return inner
