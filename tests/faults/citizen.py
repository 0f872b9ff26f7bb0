"""A citizen's clicks with connections of their own: forms are read once and sent as often as a fault needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from portal.mainjob.visitor import Visitor


@dataclass(frozen=True)
class Sheet:
    """A filled-in form, ready to be sent: its address, its values, the sender's cookies."""

    url: str
    values: Mapping[str, Any]
    cookies: Mapping[str, str]

    def send(self, changed: Mapping[str, Any] | None = None, *, timeout: float = 30) -> httpx.Response:
        """POST over a new connection, redirects not followed; ``changed`` is laid over the values."""
        with httpx.Client(cookies=dict(self.cookies), timeout=timeout) as browser:
            headers = {"Referer": self.url, "Origin": self.url.split("/", 3)[0] + "//" + self.url.split("/", 3)[2]}
            return browser.post(self.url, data={**self.values, **(changed or {})}, headers=headers)


def sheet(visitor: Visitor, path: str, holding: str) -> Sheet:
    """Open a page and take its form that has an input named ``holding``, as the page filled it."""
    visitor.get(path)
    (form, *_others) = visitor.page.xpath("//form[.//*[@name=$name]]", name=holding)
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return Sheet(str(visitor.response.url), values, dict(visitor.http.cookies))


def check_page(citizen: Visitor, draft: str) -> Sheet:
    """The check page of a complete draft with the declaration ticked: one more click submits it."""
    read = sheet(citizen, f"/nop-ho-so/{draft}/kiem-tra/", "declared")
    return Sheet(read.url, {**read.values, "declared": "1"}, read.cookies)


def receipt(response: httpx.Response) -> str:
    """The receipt's path that a submission was led to."""
    assert response.status_code == 302, (response.status_code, response.text[:2000])
    assert response.headers["Location"].endswith("/da-nop/"), response.headers["Location"]
    return response.headers["Location"]
