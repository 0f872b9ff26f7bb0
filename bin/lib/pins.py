"""Write requirements.txt and requirements-dev.txt: every package that the .in files lead to, at the installed version.

Run in an environment that works: ``.venv/bin/pip install -r requirements-dev.in && .venv/bin/python bin/lib/pins.py``.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent


def key(name: str) -> str:
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(path: Path) -> list[Requirement]:
    """The requirements of an .in file, those of the files it includes left out."""
    lines = (line.split("#", 1)[0].strip() for line in path.read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def closure(roots: list[Requirement]) -> dict[str, str]:
    """Name → ``name==version`` of ``roots`` and all they need here; extras and markers are honoured."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, extra) for requirement in roots for extra in ("", *requirement.extras)]
    while waiting:
        requirement, extra = waiting.pop()
        if (key(requirement.name), extra) in seen:
            continue
        seen.add((key(requirement.name), extra))
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:
            sys.exit(f"{requirement.name} is not installed: pip install -r requirements-dev.in first")
        if requirement.specifier and not requirement.specifier.contains(found.version, prereleases=True):
            sys.exit(f"{requirement.name} {found.version} is installed, {requirement.specifier} is asked for")
        pins[key(requirement.name)] = f"{found.metadata['Name']}=={found.version}"
        for line in found.requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(needed, inner) for inner in ("", *needed.extras)]
    return pins


def write(path: Path, pins: dict[str, str], head: str) -> None:
    lines = [pins[name] for name in sorted(pins)]
    path.write_text(f"# Made by bin/lib/pins.py from {path.stem}.in; do not edit.\n{head}" + "\n".join(lines) + "\n")


def main() -> None:
    base = wanted(ROOT / "requirements.in")
    run = closure(base)
    everything = closure(base + wanted(ROOT / "requirements-dev.in"))
    write(ROOT / "requirements.txt", run, "")
    extra = {name: pin for name, pin in everything.items() if name not in run}
    write(ROOT / "requirements-dev.txt", extra, "-r requirements.txt\n")


if __name__ == "__main__":
    main()
