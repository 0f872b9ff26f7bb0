"""What the builder's pages share: the draft's form, one component of it, doing an operation and saying how it went."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
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

    @property
    def form(self) -> dict[str, Any]:
        """The Form.io document of the draft."""
        return contents.form_of(self.draft.content)

    @property
    def writes(self) -> bool:
        """Whether this seat may change it now."""
        return self.draft.editable and self.seat.role == Seat.Role.AUTHOR

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of the builder needs."""
        name = self.draft.content["names"]["vi"]
        return {"seat": self.seat, "draft": self.draft, "name": name, "writes": self.writes, **more}

    def place(self, ref: str) -> building.Place:
        """The component; ``NotFound`` when there is none such (any more)."""
        try:
            return building.place(self.form, ref)
        except building.NoSuchComponent as gone:
            raise NotFound(str(gone)) from None

    def of(self, ref: str, tab: str, **more: Any) -> dict[str, Any]:
        """The context of a page about one component."""
        place = self.place(ref)
        tabs = tabs_of(self.seat.pk, self.draft.pk, self.form, place, tab)
        kind = building.kind_words(place.type)
        return self.context(place=place, editing=True, label=place.label or kind.name, kind=kind, parts=tabs, **more)

    def address(self, name: str, *ref: str) -> str:
        """One of the builder's pages."""
        return reverse(f"builder:{name}", args=[self.seat.pk, self.draft.pk, *ref])

    def outline(self, ref: str = "") -> str:
        """The list, with ``ref`` in sight."""
        return f"{self.address('outline')}?cau={ref}#cau-{ref}" if ref else self.address("outline")

    def do(self, operation: building.Operation, *, seen: int) -> VersionDraft:
        """Do one operation; raises what ``drafting.change_form`` raises."""
        return drafting.change_form(self.draft.pk, operation, by=actor_for(self.request.user, self.seat), seen=seen)

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
