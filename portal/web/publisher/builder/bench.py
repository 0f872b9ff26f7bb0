"""What the builder's pages share: the draft's form, one component of it, doing an operation and saying how it went."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from portal.web.publisher.builder.formplace import FormPlace
from portal.web.publisher.builder.tabs import tabs_of
from procedures import content as contents
from procedures.models import VersionDraft
from procedures.services import drafting


@dataclass(frozen=True)
class Bench:
    """Who works at which draft from which seat."""

    request: HttpRequest
    seat: Seat
    draft: VersionDraft

    def __post_init__(self) -> None:
        if self.case and self.case not in contents.forms_of(self.draft.content):
            raise NotFound

    @property
    def case(self) -> str:
        """The case whose own form this is, "" for the procedure's: it stands in the address."""
        found = self.request.resolver_match
        place = found.kwargs.get("draft") if found else None
        return place.case if isinstance(place, FormPlace) else ""

    @property
    def at(self) -> str:
        """The draft and the case as addresses name them."""
        return str(FormPlace(self.draft.pk, self.case))

    @property
    def form(self) -> dict[str, Any]:
        """The Form.io document that is worked at."""
        return contents.form_of(self.draft.content, self.case)

    @property
    def writes(self) -> bool:
        """Whether this seat may change it now."""
        return self.draft.editable and self.seat.role == Seat.Role.AUTHOR

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of the builder needs."""
        name = self.draft.content["names"]["vi"]
        own = {"at": self.at, "forms": self.forms(), "case_name": self.case_name}
        return {"seat": self.seat, "draft": self.draft, "name": name, "writes": self.writes, **own, **more}

    @property
    def case_name(self) -> str:
        """What the case is called, "" for the procedure's form."""
        return str(contents.case_named(self.draft.content, self.case).get("name", "")) if self.case else ""

    def forms(self) -> list[tuple[str, str, bool]]:
        """(words, address, whether it is this one) of every e-form of the draft; none where there is but one."""
        cases = [code for code in contents.forms_of(self.draft.content) if code]
        found = [
            ("", _("Tờ khai chung")),
            *((code, contents.case_named(self.draft.content, code).get("name", code)) for code in cases),
        ]
        rows = [(str(words), FormPlace(self.draft.pk, code), code == self.case) for code, words in found]
        return (
            [(words, reverse("builder:outline", args=[self.seat.pk, place]), here) for words, place, here in rows]
            if cases
            else []
        )

    def place(self, ref: str) -> building.Place:
        """The component; ``NotFound`` when there is none such (any more)."""
        try:
            return building.place(self.form, ref)
        except building.NoSuchComponent as gone:
            raise NotFound(str(gone)) from None

    def of(self, ref: str, tab: str, **more: Any) -> dict[str, Any]:
        """The context of a page about one component."""
        place = self.place(ref)
        tabs = tabs_of(self.seat.pk, self.at, self.form, place, tab)
        kind = building.kind_words(place.type)
        return self.context(place=place, editing=True, label=place.label or kind.name, kind=kind, parts=tabs, **more)

    def address(self, name: str, *ref: str) -> str:
        """One of the builder's pages."""
        return reverse(f"builder:{name}", args=[self.seat.pk, self.at, *ref])

    def outline(self, ref: str = "") -> str:
        """The list, with ``ref`` in sight."""
        return f"{self.address('outline')}?cau={ref}#cau-{ref}" if ref else self.address("outline")

    def do(self, operation: building.Operation, *, seen: int) -> VersionDraft:
        """Do one operation; raises what ``drafting.change_form`` raises."""
        by = actor_for(self.request.user, self.seat)
        return drafting.change_form(self.draft.pk, operation, by=by, seen=seen, case=self.case)

    def tried(self, operation: building.Operation, *, seen: int, done: str = "") -> bool:
        """Do one operation and say how it went in the notification of the next page; tells whether it was done."""
        try:
            self.do(operation, seen=seen)
        except (building.CannotApply, DomainError) as refusal:
            if isinstance(refusal, NotFound):
                raise
            messages.error(self.request, str(refusal.message))
            return False
        if done:
            messages.success(self.request, done)
        return True

    def go(self, address: str) -> HttpResponseRedirect:
        """On to another page."""
        return HttpResponseRedirect(address)


def seen_of(request: HttpRequest) -> int:
    """The revision that the posted page showed; one that is no number is older than all."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
