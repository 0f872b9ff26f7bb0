"""A page of an e-form as the Django form that django-formtools drives; the engine does all the work."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import clock
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from eforms import engine, html
from eforms.nodes import FieldError, Page
from eforms.paths import bare, section
from portal.web.citizen.wizard.live import addresses
from portal.web.citizen.wizard.wrong import Disputed, Prefilled, disputed_on, prefilled_on


@dataclass(frozen=True)
class Stop:
    """An answer with which one cannot do the procedure: nobody's mistake. ``id`` is the question's, ``procedure`` a code."""

    id: str
    question: str
    title: str
    why: str
    procedure: str


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
        wrong = self._wrong() if checked else ()
        self.found = tuple(error for error in wrong if not self._ends(error))
        self.stops = [self._stop(error) for error in wrong if self._ends(error)]

    @property
    def typed(self) -> dict[str, Any]:
        """What was sent for this page, as the engine reads it."""
        return html.parse(self.loaded.form, self.page, self.data)

    def _wrong(self) -> tuple[FieldError, ...]:
        """What the engine finds wrong in this page's saved answers; what a type could not read was saved as typed."""
        saved, now = self.draft.answers, clock.now()
        form, page, facts = self.loaded.form, self.page.key, self.known
        return engine.process(form, {}, page=page, previous=saved, prefill=facts, now=now, ports=self.ports).errors

    def _ends(self, error: FieldError) -> bool:
        node = self.loaded.form.by_path.get(bare(error.path))
        return error.rule == "json" and node is not None and bool(node.vn.get("stop"))

    def _stop(self, error: FieldError) -> Stop:
        """``properties.vn.stop`` of a question: {title?, procedure?} (docs/e-forms.md)."""
        node = self.loaded.form.by_path[bare(error.path)]
        stop = section(node.vn, "stop")
        title = str(stop.get("title") or _("Với câu trả lời này bạn chưa làm được thủ tục"))
        return Stop(html.field_id(error.path), node.label, title, error.message, str(stop.get("procedure") or ""))

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
