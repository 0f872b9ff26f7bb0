"""One mixin that gives allauth's forms our labels, errors and hints, and takes their placeholders away (ux.md)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("Ít nhất 10 ký tự. Một câu dễ nhớ thì tốt hơn một từ khó nhớ.")


class Words:
    """``words`` maps a field to (label, error when empty, hint); fields not named keep allauth's."""

    words: dict[str, tuple[Any, Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            for attribute in ("placeholder", "style"):
                field.widget.attrs.pop(attribute, None)
            if name in self.words:
                field.label, field.error_messages["required"], field.help_text = self.words[name]
        for name in ("email", "login"):
            if name in self.fields:  # type: ignore[attr-defined]
                self._as_email(self.fields[name])  # type: ignore[attr-defined]
        if "code" in self.fields:  # type: ignore[attr-defined]
            self.fields["code"].widget.attrs.update(autocapitalize="characters", spellcheck="false")  # type: ignore[attr-defined]

    def _as_email(self, field: Any) -> None:
        message = _("Nhập thư điện tử theo dạng ten@noi-gui.vn")
        field.error_messages["invalid"] = message
        for validator in field.validators:
            if getattr(validator, "code", "") == "invalid":
                # Validators are shared by every form of the class: a copy carries our sentence.
                field.validators = [v if v is not validator else type(v)(message=message) for v in field.validators]
        field.widget.attrs.update(autocomplete="email", spellcheck="false")
