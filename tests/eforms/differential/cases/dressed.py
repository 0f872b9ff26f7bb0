"""A form as Form.io's builder exports it: every component with all the keys that say nothing, and the submit button."""

from collections.abc import Mapping
from typing import Any

from tests.eforms.differential.cases.table import Case, Json

# fmt: off
EVERY: Mapping[str, Json] = {
    "input": True, "tableView": True, "placeholder": "", "prefix": "", "suffix": "", "customClass": "", "protected": False,
    "persistent": True, "refreshOn": "", "redrawOn": "", "modalEdit": False, "labelPosition": "top", "description": "",
    "errorLabel": "", "tooltip": "", "hideLabel": False, "tabindex": "", "autofocus": False, "dbIndex": False,
        "attributes": {},
    "validateOn": "change", "overlay": {"style": "", "left": "", "top": "", "width": "", "height": ""}, "encrypted": False,
    "showCharCount": False, "showWordCount": False, "properties": {}, "allowMultipleMasks": False, "addons": [],
        "id": "e1x2y3",
    "unique": False, "multiple": False, "hidden": False, "disabled": False, "clearOnHide": True, "defaultValue": None,
    "customDefaultValue": "", "calculateValue": "", "calculateServer": False, "allowCalculateOverride": False, "logic": [],
    "customConditional": "", "errors": "", "tags": [], "conditional": {"show": None, "when": None, "eq": "", "json": ""},
    "showValidations": False, "dataGridLabel": False, "validateWhenHidden": False, "serverOverride": {},
}
RULES: Mapping[str, Json] = {
    "required": False, "custom": "", "customPrivate": False, "strictDateValidation": False, "multiple": False,
        "unique": False,
    "customMessage": "", "json": "",
}
TEXT: Mapping[str, Json] = {"minLength": "", "maxLength": "", "pattern": "", "minWords": "", "maxWords": ""}
TYPES: Mapping[str, tuple[Mapping[str, Json], Mapping[str, Json]]] = {
    "textfield": ({"mask": False, "inputType": "text", "inputFormat": "plain", "inputMask": "", "displayMask": "",
        "spellcheck": True,
        "truncateMultipleSpaces": False, "case": "", "applyMaskOn": "change", "widget": {"type": "input"}}, TEXT),
    "textarea": ({"rows": 3, "wysiwyg": False, "editor": "", "fixedSize": True, "inputFormat": "html", "autoExpand": False},
        TEXT),
    "email": ({"inputType": "email", "inputFormat": "plain", "kickbox": {"enabled": False}}, TEXT),
    "url": ({"inputType": "url"}, TEXT),
    "number": ({"mask": False, "delimiter": False, "requireDecimal": False, "inputFormat": "plain"},
        {"min": "", "max": "", "step": "any", "integer": ""}),
    "currency": ({"mask": False, "currency": "VND", "delimiter": True, "spellcheck": True},
        {"min": "", "max": "", "step": "any"}),
    "checkbox": ({"inputType": "checkbox", "name": "", "value": "", "shortcut": "", "dataGridLabel": True}, {}),
    "radio": ({"inputType": "radio", "optionsLabelPosition": "right", "inline": False, "fieldSet": False}, {"select": False}),
    "select": ({"widget": "choicesjs", "idPath": "id", "valueProperty": "", "template": "<span>{{ item.label }}</span>",
        "lazyLoad": True,
        "filter": "", "searchEnabled": True, "searchField": "", "minSearch": 0, "readOnlyValue": False, "authenticate": False,
        "ignoreCache": False, "limit": 100, "selectFields": "", "searchThreshold": 0.3, "uniqueOptions": False,
            "customOptions": {},
        "useExactSearch": False, "indexeddb": {"filter": {}}}, {"onlyAvailableItems": False}),
    "selectboxes": ({"inputType": "checkbox", "optionsLabelPosition": "right"},
        {"minSelectedCount": "", "maxSelectedCount": "",
        "onlyAvailableItems": False}),
    "day": ({"hideInputLabels": False, "inputsLabelPosition": "top", "useLocaleSettings": False, "dayFirst": False,
        "minYear": "",
        "maxYear": "", "maxDate": "", "minDate": ""}, {}),
    "datetime": ({"format": "yyyy-MM-dd hh:mm a", "useLocaleSettings": False, "allowInput": True, "enableDate": True,
        "enableTime": True,
        "defaultDate": "", "displayInTimezone": "viewer", "timezone": "", "datepickerMode": "day", "customOptions": {},
        "datePicker": {"showWeeks": True, "startingDay": 0, "initDate": "", "minMode": "day", "maxMode": "year",
            "minDate": None, "maxDate": None},
        "timePicker": {"hourStep": 1, "minuteStep": 1, "showMeridian": True, "readonlyInput": False}}, {}),
    "datagrid": ({"reorder": False, "addAnotherPosition": "bottom", "layoutFixed": False, "enableRowGroups": False,
        "initEmpty": False}, {}),
    "editgrid": ({"rowDrafts": False, "openWhenEmpty": False, "disableAddingRemovingRows": False}, {}),
    "file": ({"image": False, "webcam": False, "fileTypes": [{"label": "", "value": ""}], "uploadOnly": False}, {}),
}
BUTTON = {"type": "button", "label": "Gửi", "key": "submit", "disableOnInvalid": True, "input": True, "tableView": False,
    "theme": "primary"}
# fmt: on


def dressed(case: Case) -> Case:
    """The same case with a form and a submission as they come out of Form.io."""
    components = [*map(_component, case.form["components"]), BUTTON]
    more = {
        "_id": "66f4141e34ac6c4049cc5144",
        "title": "Biểu mẫu",
        "name": "bieuMau",
        "path": "bieumau",
        "type": "form",
        "tags": [],
    }
    form = {**more, "display": "form", **case.form, "components": components}
    return Case(f"{case.name}, as exported", form, {**case.data, "submit": True})


def _component(spec: Mapping[str, Any]) -> dict[str, Any]:
    more, rules = TYPES.get(spec["type"], ({}, {}))
    made = {**EVERY, **more, **spec}
    if made["input"]:
        made["validate"] = {**RULES, **rules, **spec.get("validate", {})}
    if "components" in spec:
        made["components"] = [_component(child) for child in spec["components"]]
    if "columns" in spec:
        made["columns"] = [
            {"offset": 0, "push": 0, "size": "md", **column, "components": [_component(child) for child in column["components"]]}
            for column in spec["columns"]
        ]
    return made
