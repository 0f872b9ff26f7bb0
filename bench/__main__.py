"""``python -m bench [NAME…] [--json]``: called by bin/bench with services up and the demonstration seeded."""

import argparse
import importlib
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence

import django

from bench.measure import Result

ALL = (
    "page",
    "submit",
    "submission",
    "queue",
    "receipt",
    "eforms",
    "search",
    "import",
    "due",
    "sweep",
    "step",
    "act",
    "races",
    "ipn",
    "sign",
    "batch",
    "vault",
    "verify",
)
# Parts of one that may be asked for alone; what each measures stands in bench/eforms.py.
PARTS = {f"eform-{part}": "eforms" for part in ("14", "60", "200", "grid", "grid-reference", "jsonlogic", "page-20", "page-200")}
PARTS["due-batch"] = "due"
PARTS["import"] = "importing"  # a module may not be called as the statement is
NAMES = tuple(dict.fromkeys((*ALL, *PARTS)))


def main() -> int:
    """Run the named benchmarks, all without a name; exit 0 when every goal was met, 1 when one was missed."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    names = options.names or ALL
    return _run(names[0], options.json) if len(names) == 1 else _each_alone(names, options.json)


def _each_alone(names: Sequence[str], as_json: bool) -> int:
    """Every benchmark in a process of its own: no warm caches, no open connections of the one before it."""
    flags = ["--json"] if as_json else []
    return max([subprocess.run([sys.executable, "-m", "bench", name, *flags]).returncode for name in names])


def _run(name: str, as_json: bool) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    met = True
    for result in _results(name):
        sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")
        sys.stdout.flush()
        met = met and result.met
    return 0 if met else 1


def _results(name: str) -> Iterable[Result]:
    module = importlib.import_module(f"bench.{PARTS.get(name, name)}")
    return [module.PARTS[name]()] if name in PARTS else module.run()


if __name__ == "__main__":
    sys.exit(main())
