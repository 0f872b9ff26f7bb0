"""The two embedded services as one thing, each only where its address is not given (DATABASE_URL, REDIS_URL)."""

import os
import time
from collections.abc import Mapping

from runtime.child import Backoff
from runtime.places import ROOT, Places
from runtime.postgres import APPLICATION, Postgres
from runtime.says import Stop, say
from runtime.valkey import Valkey


class Services:
    """PostgreSQL and Valkey of one instance, and the environment that leads Django to them."""

    def __init__(self, places: Places, *, durable: bool = True, outside: Mapping[str, str] | None = None) -> None:
        outside = os.environ if outside is None else outside
        self.places = places
        self.given = {name: outside[name] for name in ("DATABASE_URL", "REDIS_URL") if outside.get(name)}
        self.postgres = None if "DATABASE_URL" in self.given else Postgres(places, durable=durable)
        self.valkey = None if "REDIS_URL" in self.given else Valkey(places)
        self._backoff: dict[str, Backoff] = {}

    @property
    def members(self) -> list[Postgres | Valkey]:
        return [service for service in (self.postgres, self.valkey) if service]

    def start(self) -> None:
        """Start what is embedded; on any failure nothing of it stays."""
        for folder in (self.places.log, self.places.run, self.places.stamps):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            for service in self.members:
                service.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        for service in reversed(self.members):
            service.stop()

    def revive(self) -> None:
        """Start again whichever died; called over and over by whoever keeps them running."""
        for service in self.members:
            if service.child.alive():
                continue
            backoff = self._backoff.setdefault(service.name, Backoff())
            if service.child.process is not None:
                say(f"{service.name} dừng bất thường, khởi động lại / {service.name} died, starting again")
                service.child.clear()
                backoff.note()
            if backoff.due():
                try:
                    service.restart()
                except Stop as reason:
                    say(str(reason))
                    backoff.note()

    def env(self, *, owner: bool) -> dict[str, str]:
        """Variables for a Django process; ``owner``: may change tables (commands), else only rows (web, worker)."""
        values = {
            "PORTAL_VAR": str(self.places.var),
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "portal.settings.development"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "TZ": "Asia/Ho_Chi_Minh",
        }
        if self.postgres:
            values["DATABASE_URL"] = self.postgres.url() if owner else self.postgres.url(APPLICATION)
        if self.valkey:
            values["REDIS_URL"] = self.valkey.url()
        return {**os.environ, **self.given, **values}

    @property
    def identity(self) -> str | None:
        """What the stamps of migrations and seeds hold true for; None for a database of someone else's."""
        return self.postgres.cluster if self.postgres else None


def lap(since: float) -> str:
    """Seconds since ``since`` (time.monotonic), as printed beside a step."""
    return f"{time.monotonic() - since:.1f} s"
