"""A procedure as search engines read it: schema.org GovernmentService, as data inside the page.

``<script type="application/ld+json">`` is a data block: browsers never run it, so the policy "scripts are files" stands. What
could end the element early is escaped, as Django's json_script does.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from procedures.models import Offering

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def markup(found: Mapping[str, Any]) -> SafeString:
    """The JSON-LD of a page's facts (shown.facts), ready to stand in a script element."""
    text = json.dumps(service(found), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - the three signs that HTML reads are escaped above


def service(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same as plain data."""
    code, content = found["code"], found["content"]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": found["name"],
        "description": content.get("summary") or found["name"],
        "identifier": code,
        "serviceType": found["version"].procedure.field.name,
        "url": absolute(reverse("procedure:detail", args=[code])),
        "areaServed": {"@type": "AdministrativeArea", "name": settings.PROVINCE},
        "provider": [{"@type": "GovernmentOrganization", "name": name} for name in _providers(found)],
        "serviceOutput": [{"@type": "Thing", "name": result["name"]} for result in content.get("results", ())],
        "availableChannel": _channels(found),
    }
    if found["targets"]:
        data["audience"] = [{"@type": "Audience", "audienceType": words} for words in found["targets"]]
    return data


def absolute(path: str) -> str:
    """An address of this site in full."""
    return f"{settings.SITE_URL}{path}"


def _providers(found: Mapping[str, Any]) -> list[str]:
    """Who answers: the agencies that handle it where they are few, else those that the version names, else the province."""
    few: list[Offering] = found["few"]
    named = [agency["name"] for words, agencies in found["agencies"] for agency in agencies]
    return list(dict.fromkeys(place.handling.name for place in few)) or named[:1] or [settings.PROVINCE]


def _channels(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    phone = {"@type": "ContactPoint", "telephone": settings.HOTLINE, "availableLanguage": "vi"}
    channel: dict[str, Any] = {"@type": "ServiceChannel", "servicePhone": phone}
    if found["startable"]:
        channel["serviceUrl"] = absolute(reverse("wizard:start", args=[found["code"]]))
    locations = [
        {
            "@type": "Place",
            "name": place.receiving.name,
            **({"address": place.receiving.address} if place.receiving.address else {}),
        }
        for place in found["few"]
    ]
    if locations:
        channel["serviceLocation"] = locations
    return [channel]
