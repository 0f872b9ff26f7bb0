"""The rules of ``validate``: compiled once per field into checks. Names are the reference's, plus minRows and maxRows."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import jsonlogic
from common.jsvalues import truthy
from eforms import patterns
from eforms.messages import Words
from eforms.nodes import Check, Context
from eforms.paths import section
from eforms.types.base import FieldType, Json, Refuse, Spec
from eforms.types.numbers import shown

Test = Callable[[Json], bool]
KNOWN = frozenset(
    {
        "required", "minLength", "maxLength", "minWords", "maxWords", "pattern", "min", "max", "minDate", "maxDate", "json",
        "minRows", "maxRows", "minSelectedCount", "maxSelectedCount", "onlyAvailableItems", "customMessage",
        "strictDateValidation", "patternMessage", "step", "integer", "customPrivate",
    }
)  # fmt: skip
_ELSEWHERE = {
    "custom": gettext_noop("Mã JavaScript không được nhận. Viết luật này bằng JsonLogic trong validate.json."),
    "unique": gettext_noop("Luật “unique” chưa dùng được. Bỏ nó đi, cán bộ sẽ đối chiếu khi xử lý."),
    "multiple": gettext_noop("Nhiều câu trả lời trong một ô chưa dùng được. Dùng nhóm lặp (datagrid) thay cho nó."),
}


def compile_checks(kind: FieldType, spec: Spec, words: Words, refuse: Refuse) -> tuple[Check, ...]:
    """Compile ``validate`` of a component; what cannot be kept is refused with a sentence."""
    rules = section(spec, "validate")
    for name, value in rules.items():
        if value and (name in _ELSEWHERE or name not in KNOWN):
            sentence = _(_ELSEWHERE[name]) if name in _ELSEWHERE else _unknown(name)
            refuse("custom-code" if name == "custom" else "unsupported-rule", sentence, f".validate.{name}")
    if spec.get("multiple") is True:
        refuse("unsupported-rule", _(_ELSEWHERE["multiple"]), ".multiple")
    wanted = [name for name in _COMPILERS if name in kind.rules and _set(rules, name) and not kind.repeats]
    checks = [_COMPILERS[name](rules[name], words, refuse) for name in wanted]
    counts = {name: spec.get(name) if _set(spec, name) else rules.get(name) for name in ("minSelectedCount", "maxSelectedCount")}
    for name, value in counts.items():
        if name in kind.rules and value not in (None, ""):
            checks.append(_count(name, value, words, refuse))
    if rules.get("json"):
        checks.append(_json(rules["json"], spec, words, refuse))
    return tuple(check for check in checks if check)


def _unknown(name: str) -> str:
    return _("Luật “%s” không có trong ngôn ngữ biểu mẫu. Bỏ nó đi hoặc viết bằng JsonLogic trong validate.json.") % name


def _set(rules: Mapping[str, Json], name: str) -> bool:
    return rules.get(name) is not None and rules.get(name) != ""


def _number(name: str, value: Json, refuse: Refuse) -> float | None:
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, ValueError):
        refuse("bad-rule", _("Giá trị của luật “%s” phải là một con số.") % name, f".validate.{name}")
        return None


def _measured(name: str, measure: Callable[[Json], float | None], below: bool) -> Callable[[Json, Words, Refuse], Check | None]:
    """A rule that compares a measure of the answer with a number."""

    def build(value: Json, words: Words, refuse: Refuse) -> Check | None:
        bound = _number(name, value, refuse)
        if bound is None:
            return None
        said = shown(int(bound) if bound.is_integer() else bound)

        def holds(answer: Json, context: Context) -> bool:
            size = measure(answer)
            return size is None or (size >= bound if below else size <= bound)

        return Check(name, holds, lambda: words.say(name, n=said))

    return build


def _pattern(value: Json, words: Words, refuse: Refuse) -> Check | None:
    try:
        compiled = patterns.compile(str(value))
    except patterns.BadPattern as bad:
        refuse("bad-pattern", _(_PATTERN_REFUSALS[bad.reason]), ".validate.pattern")
        return None

    def holds(answer: Json, context: Context) -> bool:
        return not isinstance(answer, str) or (len(answer) <= patterns.MAX_VALUE and compiled.fullmatch(answer) is not None)

    return Check("pattern", holds, lambda: words.say("pattern"))


_PATTERN_REFUSALS: Mapping[str, str] = {
    "syntax": gettext_noop("Mẫu (pattern) viết chưa đúng cú pháp biểu thức chính quy."),
    "not-regular": gettext_noop("Mẫu (pattern) dùng tham chiếu ngược hoặc nhìn trước, nhìn sau. Viết lại không dùng chúng."),
    "too-long": gettext_noop("Mẫu (pattern) quá dài. Viết ngắn lại, dưới 500 ký tự."),
    "catastrophic": gettext_noop(
        "Mẫu (pattern) có vòng lặp lồng nhau nên có thể làm treo máy. Viết lại sao cho mỗi chữ chỉ khớp một cách."
    ),
}


def _json(rule: Json, spec: Spec, words: Words, refuse: Refuse) -> Check | None:
    try:
        compiled = jsonlogic.compile(rule)
    except jsonlogic.BadRule as bad:
        refuse(*logic_refusal(bad), ".validate.json")
        return None

    def holds(answer: Json, context: Context) -> bool | str:
        scope = {"data": context.data, "row": context.row, "value": answer, "input": answer, "component": spec}
        try:
            result = compiled(scope)
        except jsonlogic.RuleTooCostly:
            return False
        return result if isinstance(result, str) and result else truthy(result)

    return Check("json", holds, lambda: words.say("json"), on_empty=True)


def logic_refusal(bad: jsonlogic.BadRule) -> tuple[str, str]:
    """Reason and sentence for a JsonLogic rule that does not compile."""
    if bad.operator:
        message = _("Phép “%s” không có trong JsonLogic. Dùng các phép chuẩn như ==, and, or, if, in.") % bad.operator
        return "unknown-operator", message
    return "bad-rule", _("Luật JsonLogic quá sâu hoặc quá dài. Tách nó thành nhiều luật nhỏ.")


def _count(name: str, value: Json, words: Words, refuse: Refuse) -> Check | None:
    build = _measured(name, lambda v: sum(map(bool, v.values())) if isinstance(v, Mapping) else None, name.startswith("min"))
    return build(value, words, refuse)


def _length(value: Json) -> float | None:
    return len(value) if isinstance(value, str) else None


def _words(value: Json) -> float | None:
    return len(value.split()) if isinstance(value, str) else None


def _amount(value: Json) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


_COMPILERS: Mapping[str, Callable[[Json, Words, Refuse], Check | None]] = {
    "minLength": _measured("minLength", _length, True),
    "maxLength": _measured("maxLength", _length, False),
    "minWords": _measured("minWords", _words, True),
    "maxWords": _measured("maxWords", _words, False),
    "pattern": _pattern,
    "min": _measured("min", _amount, True),
    "max": _measured("max", _amount, False),
}
