"""A page of an e-form as the Django form that django-formtools drives; the engine does all the work."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from agencies.models import Agency
from common import clock
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from eforms import engine, html
from eforms.nodes import FieldError, Page
from portal.web.citizen.wizard.cases import case_field
from portal.web.citizen.wizard.live import addresses
from portal.web.citizen.wizard.wrong import Disputed, Prefilled, disputed_on, prefilled_on
from procedures import places
from procedures.models import Offering, ProcedureVersion

FEW = 7


class PageForm(forms.Form):
    """One wizard page over a draft. Bound it reads what was sent; unbound it shows what was saved, wrong input included.

    ``checked``: what was saved is shown with what is wrong on this page.
    """

    def __init__(
        self, data: Any = None, files: Any = None, *, draft: Draft, loaded: Loaded, page: Page, checked: bool = False
    ) -> None:
        super().__init__(data=data)
        self.draft, self.loaded, self.page, self.known = draft, loaded, page, known(draft)
        self.ports = ports(draft)
        self.found: tuple[FieldError, ...] = self._wrong() if checked else ()

    @property
    def typed(self) -> dict[str, Any]:
        """What was sent for this page, as the engine reads it."""
        return html.parse(self.loaded.form, self.page, self.data)

    def _wrong(self) -> tuple[FieldError, ...]:
        """What the engine finds wrong in this page's saved answers; what a type could not read was saved as typed."""
        saved, now = self.draft.answers, clock.now()
        form, page, facts = self.loaded.form, self.page.key, self.known
        return engine.process(form, {}, page=page, previous=saved, prefill=facts, now=now, ports=self.ports).errors

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of every field in error, for the error summary: the same sentence that stands beside it."""
        first: dict[str, str] = {}
        for error in self.found:
            first.setdefault(html.field_id(error.path), error.message)
        return list(first.items())

    @cached_property
    def shown(self) -> engine.Outcome:
        """The answers as the page shows them."""
        form, answers = self.loaded.form, self.draft.answers
        return engine.prepare(form, answers, prefill=self.known, now=clock.now(), ports=self.ports)

    @property
    def replaced(self) -> dict[str, Any] | None:
        """What this page's last save replaced that another tab had saved: ``{at, rows}``."""
        found = self.draft.replaced or {}
        return {**found, "at": datetime.fromisoformat(found["at"])} if found.get("page") == self.page.key else None

    @property
    def disputed(self) -> list[Disputed]:
        """What the person said is wrong with what the State knows, of this page."""
        return disputed_on(self.draft, self.loaded, self.page)

    @property
    def prefilled(self) -> list[Prefilled]:
        """What was filled in for the person on this page and may be changed."""
        return prefilled_on(self.draft, self.page, self.shown.data, self.shown.facts)

    def body(self) -> SafeString:
        """The page's fields as HTML."""
        return html.page(
            self.loaded.form,
            self.page,
            self.shown.data,
            self.found,
            prefill=self.known,
            ports=self.ports,
            addresses=addresses(self.draft, self.page.key),
        )


MYSELF = "toi"


class StartForm(forms.Form):
    """Which case, where to file, and for whom: asked once before the first page. A long list is a select, a short one radios."""

    offering = forms.ChoiceField(
        label=_("Bạn muốn nộp ở đâu?"),
        error_messages={"required": _("Chọn nơi nộp."), "invalid_choice": _("Chọn nơi nộp.")},
    )
    receiving = forms.ChoiceField(
        label=_("Bạn muốn nộp và nhận kết quả ở Bộ phận Một cửa nào?"),
        help_text=_("Thủ tục này được tiếp nhận ở mọi Bộ phận Một cửa trong tỉnh."),
        required=False,
        error_messages={"invalid_choice": _("Chọn một Bộ phận Một cửa trong danh sách.")},
    )
    organisation = forms.ChoiceField(label=_("Bạn nộp cho ai?"), widget=forms.RadioSelect, initial=MYSELF)

    def __init__(
        self,
        *args: Any,
        version: ProcedureVersion,
        offerings: Sequence[Offering],
        organisations: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if asked := case_field(version):
            self.fields = {"case": asked, **self.fields}
        self.sections = {str(row.pk): row for row in places.sections(version)}
        if self.sections:
            self.fields["receiving"].choices = [("", _("Tại nơi giải quyết")), *((pk, a.name) for pk, a in self.sections.items())]
        else:
            del self.fields["receiving"]
        self.places = {str(row.pk): row for row in offerings}
        choices = [(key, place_name(row)) for key, row in self.places.items()]
        if len(choices) > FEW:
            choices = [("", _("Chọn một nơi")), *choices]
        else:
            self.fields["offering"].widget = forms.RadioSelect()
        self.fields["offering"].choices = choices
        if organisations:
            self.fields["organisation"].choices = [(MYSELF, _("Cho tôi")), *((str(o.pk), o.name) for o in organisations)]
        else:
            del self.fields["organisation"]

    @property
    def place(self) -> Offering:
        """The chosen place."""
        return self.places[self.cleaned_data["offering"]]

    @property
    def section(self) -> Agency | None:
        """Another one-door section than the place's own, where one was chosen."""
        return self.sections.get(self.cleaned_data.get("receiving") or "")


def place_name(offering: Offering) -> str:
    """How a place is offered: by the authority that people know, not by its counter's full name."""
    return offering.handling.name if offering.receiving.parent_id == offering.handling_id else offering.receiving.name
