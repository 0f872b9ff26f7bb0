"""Choosing a case (trường hợp): radios with a hint under each, asked only where a version has some to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures import content as contents
from procedures.models import ProcedureVersion


class HintedRadios(forms.RadioSelect):
    """Radios of which each may have a hint; ``hints``: value → text."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


def case_field(version: ProcedureVersion) -> forms.ChoiceField | None:
    """The question for the case, in the language of the request; ``None`` where there is nothing to choose."""
    if not contents.needs_choice(version.content):
        return None
    cases: Sequence[Mapping[str, Any]] = contents.choices(contents.localised(version.content, get_language() or "vi"))
    wrong = _("Chọn trường hợp của bạn.")
    field = forms.ChoiceField(
        label=_("Trường hợp của bạn là gì?"),
        choices=[(case["code"], case["name"]) for case in cases],
        widget=HintedRadios,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
    field.widget.hints = {case["code"]: case.get("hint", "") for case in cases}
    return field


class CaseForm(forms.Form):
    """The question alone, for a draft that goes over to a version that no longer has its case."""

    def __init__(self, *args: Any, version: ProcedureVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := case_field(version):
            self.fields["case"] = field
