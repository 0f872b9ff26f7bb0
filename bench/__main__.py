"""``python -m bench [NAME…] [--json]``: called by bin/bench with services up and the demonstration seeded."""

import argparse
import importlib
import os
import sys

import django

NAMES = ("page", "submit", "submission", "queue", "receipt")


def main() -> int:
    """Run the named benchmarks, all without a name; exit 0 when every goal was met, 1 when one was missed."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    met = True
    for name in options.names or NAMES:
        for result in importlib.import_module(f"bench.{name}").run():
            sys.stdout.write((result.as_json() if options.json else result.as_text()) + "\n")
            sys.stdout.flush()
            met = met and result.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
