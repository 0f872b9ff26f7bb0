"""After a refused POST: the same page by a redirect, so that the browser's Back never meets a page that a POST answered.

What is wrong is found anew from the draft wherever the draft knows it; the rest (a file that was not taken) travels as a
message that is said once. The address carries no words of anyone's.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import urlencode

WRONG = "loi"
"""In the address of a page that is shown with what is wrong on it."""
BACK = "ve"
CHECK = "kiem-tra"
"""``ve=kiem-tra``: the page was opened from the check page and leads back there."""


def again(request: HttpRequest, why: str = "1", **more: str) -> HttpResponseRedirect:
    """303 to the page that was sent, asked to show what is wrong (``why``)."""
    return HttpResponseRedirect(with_way_back(request, request.path, **{WRONG: why}, **more), status=303)


def with_way_back(request: HttpRequest, address: str, **query: str) -> str:
    """The address with its query and, if the person came from the check page, the way back there."""
    if request.GET.get(BACK) == CHECK:
        query[BACK] = CHECK
    return f"{address}?{urlencode(query)}" if query else address


def refuse(request: HttpRequest, about: str, sentences: Iterable[str]) -> None:
    """Say sentences on the page that follows, beside the thing they are about."""
    for sentence in sentences:
        messages.error(request, sentence, extra_tags=about)


def refused(request: HttpRequest) -> list[tuple[str, str]]:
    """(about, sentence) of every refusal said before the redirect; empty where the address tells of none."""
    if WRONG not in request.GET:
        return []
    return [(message.extra_tags, str(message)) for message in messages.get_messages(request) if message.level == messages.ERROR]
