"""Forms and answers of the e-form benchmarks: the same documents for the reference and for ours, nothing that either refuses."""

from typing import Any

PAGE = 20
CHOICES = [{"value": f"c{number}", "label": f"Lựa chọn {number}"} for number in range(1, 6)]
Spec = dict[str, Any]


def form(fields: int, rules: int = 0, page: int = PAGE) -> Spec:
    """A wizard of ``fields`` inputs, ``page`` of them on a page, with ``rules`` spread over them."""
    inputs = [_input(number) for number in range(fields)]
    for number in range(rules):
        _add_rule(inputs, number * fields // rules, number)
    components = [
        {
            "type": "panel",
            "key": f"trang{start}",
            "title": f"Trang {start}",
            "input": False,
            "components": inputs[start : start + page],
        }
        for start in range(0, fields, page)
    ]
    return {"display": "wizard", "components": components}


def answers(fields: int) -> dict[str, Any]:
    """Answers that pass, one for every input."""
    return {f"o{number}": _answer(number) for number in range(fields)}


def _input(number: int) -> Spec:
    common = {"key": f"o{number}", "label": f"Câu hỏi số {number}", "input": True}
    kinds: tuple[Spec, ...] = (
        {"type": "textfield", "validate": {"required": True, "minLength": 2, "maxLength": 100, "pattern": "[^0-9<>@#]+"}},
        {"type": "number", "validate": {"required": True, "min": 0, "max": 100000}},
        {
            "type": "select",
            "dataSrc": "values",
            "data": {"values": CHOICES},
            "validate": {"required": True, "onlyAvailableItems": True},
        },
        {"type": "day", "dayFirst": True, "validate": {"required": True}, "maxDate": "2100-01-01"},
        {"type": "radio", "values": CHOICES, "validate": {"required": True, "onlyAvailableItems": True}},
        {"type": "textarea", "validate": {"maxLength": 2000, "maxWords": 300}},
        {"type": "email", "validate": {"required": True}},
    )
    return {**common, **kinds[number % len(kinds)]}


def _answer(number: int) -> Any:
    texts = ("Nguyễn Thị Ánh", 1250, "c2", "15/03/1990", "c4", "Nội dung trình bày của người làm đơn.", "an@demo.vn")
    return texts[number % len(texts)]


def _add_rule(inputs: list[Spec], at: int, number: int) -> None:
    """Rule ``number`` on input ``at``, about an earlier one: conditions of the three kinds, and a JsonLogic check."""
    about = inputs[max(at - 7, 0)] if at else inputs[1]
    value = _answer(max(at - 7, 0) if at else 1)
    spec = inputs[at]
    if number % 4 == 0:
        spec["conditional"] = {"show": True, "when": about["key"], "eq": str(value)}
    elif number % 4 == 1:
        rows = [
            {"component": about["key"], "operator": "isNotEmpty"},
            {"component": about["key"], "operator": "isEqual", "value": value},
        ]
        spec["conditional"] = {"show": True, "conjunction": "all", "conditions": rows}
    elif number % 4 == 2:
        spec["conditional"] = {"json": {"!=": [{"var": f"data.{about['key']}"}, "khác"]}}
    else:
        holds = {"or": [{"var": f"data.{about['key']}"}, {"var": f"data.{spec['key']}"}]}
        spec["validate"] = {**spec["validate"], "json": {"if": [holds, True, "Khai ít nhất một trong hai"]}}


def logic() -> list[Any]:
    """Rules as forms have them: a comparison, both of two, one of three, a sum, a sum over a list."""
    one, two = {"var": "data.o1"}, {"var": "data.o8"}
    return [
        {"==": [{"var": "data.o2"}, "c2"]},
        {"and": [{"var": "data.o0"}, {"!=": [{"var": "data.o4"}, "khác"]}]},
        {"if": [{"or": [{"var": "data.khong"}, {"var": "data.co"}, {"var": "data.o0"}]}, True, "Khai ít nhất một"]},
        {"+": [one, two, {"*": [one, 2]}]},
        {"if": [{">=": [one, two]}, True, "Không nhỏ hơn"]},
        {"in": [{"var": "data.o2"}, ["c1", "c2", "c3"]]},
    ]


def grid() -> Spec:
    """A repeating group whose rows show a field of their own by a condition."""
    fields: list[Spec] = [
        {"type": "radio", "key": "loai", "label": "Loại", "input": True, "values": CHOICES, "validate": {"required": True}},
        {"type": "textfield", "key": "ten", "label": "Tên", "input": True, "validate": {"required": True, "maxLength": 50}},
        {"type": "number", "key": "so", "label": "Số", "input": True, "validate": {"min": 0}},
    ]
    fields[1]["conditional"] = {"show": True, "when": "hang.loai", "eq": "c1"}
    return {"components": [{"type": "datagrid", "key": "hang", "label": "Hàng", "input": True, "components": fields}]}


def grid_rows(count: int) -> dict[str, Any]:
    """``count`` rows, every other one with the field that its kind shows."""
    return {"hang": [{"loai": "c1", "ten": "Tên", "so": n} if n % 2 else {"loai": "c2", "so": n} for n in range(count)]}
