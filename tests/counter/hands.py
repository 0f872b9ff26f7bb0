"""Bình's hands at the counter: what a page would call, one act after the other."""

from typing import Any

from dossiers import counter as reads
from dossiers.loaded import load
from dossiers.models import CounterFiling
from dossiers.services import counter
from dossiers.services.counter_end import Ending, finish
from portal.mainjob import samples
from procedures import selectors as procedures
from tests.world import BIRTH, World

TAM = "074090105678||Nguyễn Văn Tâm|02051990|Nam|Tổ 5, phường Phú Cường|15042021"


class Desk:
    """One clerk at her seat."""

    def __init__(self, world: World) -> None:
        self.world, self.by, self.seat = world, world.officials["binh"], world.seats["binh"]
        self.clerk: dict[str, Any] = {"by": self.by, "seat": self.seat}

    def begin(self, typed: str = TAM) -> CounterFiling:
        return counter.begin(typed=typed, **self.clerk)

    def filled(self, code: str = BIRTH, typed: str = TAM, **papers: Any) -> CounterFiling:
        """A reception with its whole e-form answered; ``papers`` instead of all that the procedure names."""
        filing = self.begin(typed)
        version = procedures.published(code)
        places = reads.handlers(procedures.offerings(version), self.seat.agency)
        counter.choose(filing.pk, version=version, offering=places[0], **self.clerk)
        got = papers or {paper["key"]: {"got": True, "originals": 1} for paper in load(version.pk).content["papers"]}
        counter.write(filing.pk, typed=samples.ANSWERS[code], papers=got, **self.clerk)
        return self.fresh(filing)

    def fresh(self, filing: CounterFiling) -> CounterFiling:
        return reads.filing_of(self.by, self.seat, filing.pk)

    def finish(self, filing: CounterFiling, **ending: Any) -> CounterFiling:
        return finish(filing.pk, ending=Ending(**ending), **self.clerk)


def counter_things(world: World) -> dict[str, Any]:
    """For looks at the counter's pages: a reception with its form answered, one that has ended, one of a colleague."""
    desk = Desk(world)
    colleague = desk.begin()
    CounterFiling.objects.filter(pk=colleague.pk).update(clerk=world.officials["chi"])
    return {"filing": desk.filled().pk, "filed": desk.finish(desk.filled()).pk, "colleague": colleague.pk}
