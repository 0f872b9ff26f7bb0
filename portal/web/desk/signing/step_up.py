"""Step-up: before signing, who acts proves anew who they are when the last proof is older than SIGNING_PROOF_MINUTES."""

import time

from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.web.desk.signing import consent

SIGNING = frozenset({"sign", "stamp"})
"""The acts that put a signature on a paper, by their keys among the desk's acts."""


def needed(request: HttpRequest) -> bool:
    """Whether the last proof (login or password, code, key asked anew) is too old; 0 minutes in the settings turns this off."""
    minutes = settings.SIGNING_PROOF_MINUTES
    if not minutes:
        return False
    proofs = [record["at"] for record in get_authentication_records(request, request.user)]
    return not proofs or time.time() - max(proofs) > minutes * 60


def ask(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the proof; what was sent is kept and done when the proof is there, but for PIN and code."""
    consent.forget(request)
    return reauthentication.suspend_request(request, reverse("account_reauthenticate"))
