"""What the preview, the trial and their live answers share."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from eforms import html
from portal.web.publisher.builder.bench import Bench

MOST_ANSWERS = 200_000


def addresses(bench: Bench, page_ref: str) -> html.Addresses:
    """Where the links and scripts of a tried page lead."""
    return html.Addresses(
        units=reverse("wizard:units"),
        places=reverse("wizard:places"),
        options=reverse("wizard:options"),
        live=f"{bench.address('live')}?trang={page_ref}",
    )


def carried(request: HttpRequest) -> dict[str, Any]:
    """The answers of the other pages, which travel in the page; whatever is not an object is nothing."""
    text = request.POST.get("dang-co", "")
    try:
        held = json.loads(text) if 0 < len(text) <= MOST_ANSWERS else {}
    except (ValueError, RecursionError):
        held = {}
    return held if isinstance(held, dict) else {}
