"""The sitemap in parts, so that none grows too long; a procedure's date is when its version came into the catalogue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from portal.web.public import lists
from procedures import lawbook, revision
from procedures.directory import Title
from procedures.models import LifeEvent

A_FILE = 2_000


class Procedures(Sitemap):
    """Every listed procedure. One query warm."""

    limit = A_FILE

    def items(self) -> Sequence[Title]:
        return sorted(lists.directory().titles, key=lambda title: title.code)

    def location(self, item: Title) -> str:
        return reverse("procedure:detail", args=[item.code])

    def lastmod(self, item: Title) -> datetime:
        return item.changed


class Fields(Sitemap):
    """Every field that holds a procedure; its date is its newest procedure's."""

    def items(self) -> list[tuple[str, datetime]]:
        fields = lists.directory().fields
        return [(code, max(title.changed for title in fields[code])) for code in sorted(fields)]

    def location(self, item: tuple[str, datetime]) -> str:
        return reverse("browse:field", args=[item[0]])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class Occasions(Sitemap):
    """Every occasion in life that is shown."""

    def items(self) -> list[LifeEvent]:
        return lists.life_events()

    def location(self, item: LifeEvent) -> str:
        return reverse("home:life_event", args=[item.slug])


class Agencies(Sitemap):
    """Every agency that takes procedures."""

    limit = A_FILE

    def items(self) -> list[str]:
        return sorted(taker.code for taker in lists.network(revision.current()).takers.values() if taker.takes)

    def location(self, item: str) -> str:
        return reverse("agencies:agency", args=[item])


class Law(Sitemap):
    """Every legal text."""

    limit = A_FILE

    def items(self) -> Any:
        return lawbook.texts().values_list("code", flat=True)

    def location(self, item: str) -> str:
        return reverse("law:text", args=[item])


class Pages(Sitemap):
    """What stands by itself."""

    NAMES = (
        *("home:home", "home:life_events", "browse:alphabet", "browse:fields", "agencies:list", "law:list"),
        *("track:form", "pages:help", "pages:about", "pages:privacy", "pages:accessibility"),
    )

    def items(self) -> Sequence[str]:
        return self.NAMES

    def location(self, item: str) -> str:
        return reverse(item)


SECTIONS: dict[str, type[Sitemap]] = {
    "trang": Pages,
    "viec": Occasions,
    "linh-vuc": Fields,
    "thu-tuc": Procedures,
    "co-quan": Agencies,
    "can-cu": Law,
}
