"""Soạn's browser on one draft, for the stories about pages."""

from typing import Any

import pytest

from eforms import building
from procedures.models import VersionDraft
from tests.publisher.people import Publishers, ref


class Desk:
    """Soạn's browser on one draft."""

    def __init__(self, cast: Publishers) -> None:
        self.cast, self.draft = cast, cast.draft()
        self.browser = cast.browser(cast.soan)

    def at(self, name: str, key: str = "", **query: str) -> str:
        rest = [self.draft.pk] + ([ref(self.now, key)] if key else [])
        return self.cast.address(self.cast.soan, f"builder:{name}", *rest) + "".join(f"?{k}={v}" for k, v in query.items())

    @property
    def now(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.draft.pk)

    def send(self, name: str, on: str = "", *, seen: int | None = None, **data: Any) -> Any:
        return self.browser.post(self.at(name, on), {"seen": self.now.revision if seen is None else seen, **data})

    def page(self, name: str, key: str = "", **query: str) -> str:
        answer = self.browser.get(self.at(name, key, **query))
        assert answer.status_code == 200
        return answer.content.decode()


def properties(desk: Desk, key: str, **typed: Any) -> dict[str, Any]:
    """What the question's form sends: every property as it stands, but for what is typed."""
    held = building.read_properties(desk.now.content["form"], ref(desk.now, key)) | typed
    return {f"p-{name}": "on" if value is True else value for name, value in held.items() if value not in (False, None)}


@pytest.fixture
def desk(publishers: Publishers) -> Desk:
    return Desk(publishers)
