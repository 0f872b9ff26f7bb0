"""A page of an e-form as the Django form that django-formtools drives; the engine does all the work."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from common import clock
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from eforms import engine, html
from eforms.nodes import FieldError, Page
from procedures.models import Offering

FEW = 7


class PageForm(forms.Form):
    """One wizard page over a draft: unbound it shows what was saved, after ``saved`` what was just typed and its errors."""

    def __init__(self, data: Any = None, files: Any = None, *, draft: Draft, loaded: Loaded, page: Page) -> None:
        super().__init__(data=data)
        self.loaded, self.page, self.known = loaded, page, known(draft)
        self.found: tuple[FieldError, ...] = ()
        self.answers = draft.answers
        if data is None:
            self.answers = engine.prepare(loaded.form, draft.answers, prefill=self.known, now=clock.now()).data

    @property
    def typed(self) -> dict[str, Any]:
        """What was sent for this page, as the engine reads it."""
        return html.parse(self.loaded.form, self.page, self.data)

    def saved(self, outcome: engine.Outcome) -> None:
        """Take the engine's answer: what is shown and what is wrong."""
        self.answers, self.found = outcome.data, outcome.errors

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of every error, for the error summary."""
        return [(html.field_id(error.path), error.message) for error in self.found]

    def body(self) -> SafeString:
        """The page's fields as HTML."""
        return html.page(
            self.loaded.form,
            self.page,
            self.answers,
            self.found,
            prefill=self.known,
            fix_url=reverse("account:overview"),
            units_url=reverse("wizard:units"),
        )


class StartForm(forms.Form):
    """Where to file, and for whom: asked once before the first page. A long list is a select, a short one radios."""

    offering = forms.ChoiceField(
        label=_("Bạn muốn nộp ở đâu?"),
        error_messages={"required": _("Chọn nơi nộp."), "invalid_choice": _("Chọn nơi nộp.")},
    )
    organisation = forms.ChoiceField(label=_("Bạn nộp cho ai?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, offerings: Sequence[Offering], organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(row.pk): row for row in offerings}
        choices = [(key, place_name(row)) for key, row in self.places.items()]
        if len(choices) > FEW:
            choices = [("", _("Chọn một nơi")), *choices]
        else:
            self.fields["offering"].widget = forms.RadioSelect()
        self.fields["offering"].choices = choices
        if organisations:
            self.fields["organisation"].choices = [("", _("Cho tôi")), *((str(o.pk), o.name) for o in organisations)]
        else:
            del self.fields["organisation"]

    @property
    def place(self) -> Offering:
        """The chosen place."""
        return self.places[self.cleaned_data["offering"]]


def place_name(offering: Offering) -> str:
    """How a place is offered: by the authority that people know, not by its counter's full name."""
    return offering.handling.name if offering.receiving.parent_id == offering.handling_id else offering.receiving.name
