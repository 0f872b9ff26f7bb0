"""Someone who reads pages and sends their forms, as a browser without JavaScript would."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlparse

import httpx
from lxml import html

Fields = Mapping[str, str | list[str] | bool]


class Unexpected(Exception):
    """A page was not what the step expects; the message says which page and what it said."""


class Visitor:
    """A session of one person. ``page`` is the last page read, parsed; redirects are followed."""

    def __init__(self, base_url: str, name: str = "") -> None:
        self.base_url = base_url.rstrip("/")
        self.name = name
        self.http = httpx.Client(follow_redirects=True, timeout=30)
        self.response: httpx.Response | None = None
        self.page: Any = None

    def get(self, path: str, *, status: int = 200) -> "Visitor":
        """Read a page; raises ``Unexpected`` unless it answers ``status``."""
        return self._read(self.http.get(self._full(path)), status)

    def send(
        self, fields: Fields | None = None, *, press: str = "", action: str = "", files: Any = None, status: int = 200
    ) -> "Visitor":
        """Fill the page's form (the one with a button whose text holds ``press``, or whose action holds ``action``) and send it.

        What the page filled in already stays; ``fields`` is laid over it. True ticks a box.
        """
        form, button = self._form(press, action)
        data = self._values(form)
        if button is not None and button.get("name"):
            data[button.get("name")] = button.get("value", "")
        for name, value in (fields or {}).items():
            data[name] = "1" if value is True else value
        url = urljoin(str(self.response.url), form.get("action") or "")
        headers = {"Referer": str(self.response.url), "Origin": self._origin(str(self.response.url))}
        if (form.get("method") or "get").lower() == "get":
            return self._read(self.http.get(url, params=data), status)
        return self._read(self.http.post(url, data=data, files=files, headers=headers), status)

    def follow(self, text: str, *, part: str = "", status: int = 200) -> "Visitor":
        """Follow the first link whose text holds ``text`` and whose address holds ``part``."""
        for link in self.page.iter("a"):
            if text in " ".join(link.itertext()) and link.get("href") and part in link.get("href"):
                return self.get(urljoin(str(self.response.url), link.get("href")), status=status)
        raise Unexpected(f"{self._where()}: no link “{text}”")

    def link(self, part: str) -> str:
        """The address of the first link whose address holds ``part``."""
        for link in self.page.iter("a"):
            if part in (link.get("href") or ""):
                return urljoin(str(self.response.url), link.get("href"))
        raise Unexpected(f"{self._where()}: no link to {part}")

    def sees(self, text: str) -> bool:
        """Whether the page's visible words hold ``text``."""
        return text in self.text

    @property
    def text(self) -> str:
        """The page's words, blanks collapsed."""
        return " ".join(" ".join(self.page.itertext()).split())

    @property
    def path(self) -> str:
        """Where we are."""
        return urlparse(str(self.response.url)).path

    def expect(self, text: str) -> "Visitor":
        """Raise ``Unexpected`` unless the page says ``text``."""
        if not self.sees(text):
            raise Unexpected(f"{self._where()}: does not say “{text}”; it says: {self._main()[:600]}")
        return self

    def _read(self, response: httpx.Response, status: int) -> "Visitor":
        self.response = response
        self.page = html.fromstring(response.content) if "html" in response.headers.get("content-type", "") else None
        if response.status_code != status:
            raise Unexpected(f"{self._where()}: answered {response.status_code}, not {status}; it says: {self._main()[:600]}")
        return self

    def _form(self, press: str, action: str) -> tuple[Any, Any]:
        for form in self.page.iter("form"):
            if action and action not in (form.get("action") or ""):
                continue
            buttons = [b for b in form.iter("button", "input") if b.tag == "button" or b.get("type") == "submit"]
            pressed = next((b for b in buttons if press in (b.get("value") or "") + " ".join(b.itertext())), None)
            if pressed is not None and (press or action):
                return form, pressed
        raise Unexpected(f"{self._where()}: no form with “{press or action}”; it says: {self._main()[:400]}")

    @staticmethod
    def _values(form: Any) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data[name] = value if name not in data else [*([data[name]] if isinstance(data[name], str) else data[name]), value]
        return data

    def _full(self, path: str) -> str:
        return path if path.startswith("http") else self.base_url + path

    @staticmethod
    def _origin(url: str) -> str:
        parts = urlparse(url)
        return f"{parts.scheme}://{parts.netloc}"

    def _where(self) -> str:
        return f"{self.name or 'visitor'} at {self.response.url if self.response is not None else '-'}"

    def _main(self) -> str:
        if self.page is None:
            return self.response.text[:300] if self.response is not None else ""
        main = self.page.find(".//main")
        return " ".join(" ".join((main if main is not None else self.page).itertext()).split())
