"""What one component's own JSON says about it, apart from where it stands; read again when ``logic`` changes the JSON."""

from collections.abc import Mapping
from typing import Any

from common.text import nfc
from eforms import content
from eforms.messages import Words
from eforms.paths import section
from eforms.rules import compile_checks
from eforms.types.base import FieldType, Refuse, Spec


def aspects(kind: FieldType, spec: Spec, vn: Spec, refuse: Refuse) -> dict[str, Any]:
    """The parts of a ``Field`` that follow from its JSON alone, by name."""
    label = label_of(kind, spec)
    own = nfc(str(spec.get("errorLabel") or "")).strip()
    words = Words(own or label, spec, vn)
    if kind.name == "content":
        content.check(spec, refuse)
    return {
        "label": label,
        "words": words,
        "extra": kind.prepare(spec, vn, refuse),
        "required": section(spec, "validate").get("required") in (True, "true"),
        "checks": compile_checks(kind, spec, words, refuse),
        "protected": kind.protected or spec.get("disabled") is True or is_hidden(kind, spec) or computed(spec),
        "sealed": is_hidden(kind, spec),
    }


def label_of(kind: FieldType, spec: Mapping[str, Any]) -> str:
    """What the component is called: its label, or the title of a box."""
    names = ("label", "title", "legend") if kind.input or kind.repeats else ("title", "legend", "label")
    return nfc(next((str(spec[name]) for name in names if spec.get(name)), "")).strip()


def is_hidden(kind: FieldType, spec: Spec) -> bool:
    """``hidden: true``: never drawn; a hidden type is hidden by nature and needs no word."""
    return spec.get("hidden") is True and kind.name != "hidden"


def computed(spec: Spec) -> bool:
    """A calculated answer is the server's, unless the document lets the person overwrite it."""
    rule = spec.get("calculateValue")
    return rule is not None and rule is not False and not isinstance(rule, str) and spec.get("allowCalculateOverride") is not True
