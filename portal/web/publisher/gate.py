"""Entering the publisher's pages: an author's or approver's seat, a draft within its reach, and who may write in it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Seat
from common.errors import NotFound
from portal.web.desk.seat import with_seat
from portal.web.publisher.builder.formplace import FormPlace
from procedures.access import PUBLISHER_ROLES, draft_for

View = Callable[..., HttpResponse]
publisher = with_seat(roles=PUBLISHER_ROLES)
author = with_seat(roles=frozenset({Seat.Role.AUTHOR}))


def _named(given: Any) -> uuid.UUID:
    """The draft of an address; one of the e-form's names a case beside it."""
    named: uuid.UUID = given.draft if isinstance(given, FormPlace) else given
    return named


def reading(view: View) -> View:
    """The view receives the seat and a draft within its reach; everything else is a 404."""

    @publisher
    @wraps(view)
    def inner(request: HttpRequest, seat: Seat, draft: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, seat, draft_for(seat, _named(draft)), *args, **kwargs)

    return inner


def writing(view: View) -> View:
    """The same for an author's seat alone; a draft that stands still leads back to its overview with a word why."""

    @publisher
    @wraps(view)
    def inner(request: HttpRequest, seat: Seat, draft: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        found = draft_for(seat, _named(draft))
        if seat.role != Seat.Role.AUTHOR:
            raise NotFound
        if not found.editable:
            messages.info(request, _("Bản soạn thảo này không sửa được ở trạng thái hiện tại."))
            return HttpResponseRedirect(reverse("catalogue:draft", args=[seat.pk, found.pk]))
        return view(request, seat, found, *args, **kwargs)

    return inner
