"""The builder's forms. A component's own form is made from what its type can be told (building.properties_of)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eforms import building

FEW = 4
OWN_KEY = _("Tên của câu trả lời trong dữ liệu, ví dụ nyc.hoTen. Để trống thì hệ thống đặt theo lời.")


class SeenForm(forms.Form):
    """Every change says which revision of the draft it was made on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class LabelForm(SeenForm):
    """One text, for a name."""

    label = forms.CharField(
        label=_("Tên"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Nhập tên"), "max_length": _("Viết ngắn hơn 300 ký tự")},
    )

    def __init__(self, *args: Any, words: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if words:
            self.fields["label"].label = words


def _key_field(**more: Any) -> forms.CharField:
    """The name of an answer in the data; left empty, one is made from the words."""
    return forms.CharField(
        label=_("Khóa"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Nhập khóa")},
        **more,
    )


class AddForm(SeenForm):
    """A new question: what kind, which words."""

    label = forms.CharField(
        label=_("Câu hỏi"),
        max_length=300,
        help_text=_("Lời người dân đọc, ví dụ: Họ, chữ đệm và tên của trẻ"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Nhập câu hỏi"), "max_length": _("Viết ngắn hơn 300 ký tự")},
    )
    type = forms.ChoiceField(
        label=_("Người dân trả lời bằng gì"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một loại câu trả lời"), "invalid_choice": _("Chọn một loại trong danh sách")},
    )
    key = _key_field(required=False, help_text=OWN_KEY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in building.kinds() if kind.type != "panel"]
        self.fields["type"].choices = [(kind.type, kind.name) for kind in self.kinds]

    def groups(self) -> list[tuple[str, list[building.KindWords]]]:
        """(group's name, its types), in the order to show."""
        return [(gettext(name), [kind for kind in self.kinds if kind.group == key]) for key, name in building.GROUPS.items()]


class PageForm(LabelForm):
    """A new page."""

    key = _key_field(required=False, help_text=OWN_KEY)


class KeyForm(SeenForm):
    """Another key."""

    key = _key_field(help_text=_("Tên của câu trả lời trong dữ liệu, viết liền không dấu, ví dụ: nyc.hoTen"))


class PlaceForm(SeenForm):
    """Where to put a component: into a slot or after another one."""

    where = forms.ChoiceField(label=_("Chuyển tới"), error_messages={"required": _("Chọn chỗ đặt")})

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [("", _("Chọn chỗ đặt")), *places]


class PropertiesForm(SeenForm):
    """What one component can be told. Everything may be left empty; the core says what cannot be taken."""

    def __init__(self, data: Any = None, *, properties: Sequence[building.Property], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.properties = properties
        for one in properties:
            self.fields[name_of(one.name)] = _field(one)
            self.initial[name_of(one.name)] = initial.get(one.name, "")

    def typed(self) -> dict[str, Any]:
        """The values by the properties' own names."""
        return {one.name: self.cleaned_data.get(name_of(one.name), "") for one in self.properties}

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put the core's sentences to their boxes."""
        for name, sentence in errors.items():
            self.add_error(name_of(name) if name_of(name) in self.fields else None, sentence)

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """(group's words, its boxes, whether it is folded away at first)."""
        for key, words in building.PROPERTY_GROUPS.items():
            held = [self[name_of(one.name)] for one in self.properties if one.group == key]
            if held:
                yield gettext(words), held, key == "advanced" and not any(box.errors for box in held)


def name_of(name: str) -> str:
    """A property's name as an input's: no dots, no clash with ``seen``."""
    return f"p-{name}"


def _field(one: building.Property) -> forms.Field:
    common: dict[str, Any] = {"label": one.label, "help_text": one.help, "required": False}
    if one.input == "yesno":
        return forms.BooleanField(**common)
    if one.input in ("choice", "list", "question"):
        choices = list(one.choices)
        if len(choices) <= FEW and one.input == "choice" and all(value for value, _words in choices):
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        empty = [] if any(value == "" for value, _words in choices) else [("", gettext("Không chọn"))]
        return forms.ChoiceField(choices=[*empty, *choices], **common)
    if one.input == "textarea":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), strip=False, **common)
    attrs = {"autocomplete": "off"}
    if one.input in ("whole", "number"):
        attrs |= {"inputmode": "decimal", "class": "govuk-input--width-5"}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **common)
