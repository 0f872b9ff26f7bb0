"""``seed_agencies``: administrative units of both editions, the demonstration's tree and its seats."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from agencies import seed_files, units
from agencies.plan import plan_seats, plan_tree
from agencies.services import load


class Command(BaseCommand):
    help = "Load administrative units, the agency tree and its seats; loading the same again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="look at every row although nothing changed")
        parser.add_argument("--overwrite", action="store_true", help="put names, addresses and dates back to the files'")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [seed_files.folder() / "agencies" / f"{name}.yaml" for name in seed_files.AGENCIES]
        force = options["force"] or options["overwrite"]
        mark = seed_files.fingerprint(paths, units.fingerprint())
        counted = load.once("agencies", mark, lambda: _load(paths, overwrite=options["overwrite"]), force=force)
        if counted is None:
            self.stderr.write("agencies: up to date")
            return
        self.stderr.write("agencies: " + ", ".join(f"{number} {name}" for name, number in counted.items()))


def _load(paths: list[Any], *, overwrite: bool) -> dict[str, int]:
    levels, tree, seats, renamed, successions = (seed_files.read(path) for path in paths)
    names = {(row["edition"], row["code"]): row["name"] for row in renamed["renamed"]}
    found = units.read_units(names)
    planned = plan_tree(tree, found)
    return {
        **load.load_units(found, units.read_successors()),
        **load.load_levels(levels["levels"]),
        **load.load_agencies(planned, edition=tree["province"]["edition"], overwrite=overwrite),
        **load.load_seats(plan_seats(seats, planned)),
        **load.load_successions(successions["heirs"], successions["successions"]),
    }
