"""Between the services and the web server: migrate, seed, gather static files; each skipped when nothing changed."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from runtime.places import ROOT
from runtime.says import Stop, say
from runtime.services import Services, lap
from runtime.stamps import Stamp, digest

ACCOUNTS_FILE = "demo-accounts.txt"


def database(services: Services) -> None:
    """Bring tables and demonstration data up to date; about 0.05 s when they are."""
    places = services.places
    migrations = digest(ROOT.glob("*/migrations"), _pins())
    commands = [*ROOT.glob("*/management/commands/seed*.py"), *ROOT.glob("*/management/commands/demo_*.py")]
    seeds = digest([ROOT / "seeds", *commands], migrations)
    identity = services.identity
    env = services.env(owner=True)
    migrated = Stamp(places.stamps / "migrated", f"{migrations} {identity}")
    if identity is None or not migrated.holds():
        # An index of a large table takes longer than any page may.
        _step("migrate", {**env, "STATEMENT_TIMEOUT_MS": "0"}, "migrate", "--no-input", "--verbosity", "0")
        migrated.set()
    seeded = Stamp(places.stamps / "seeded", f"{seeds} {identity}")
    accounts = places.run / ACCOUNTS_FILE
    if identity is None or not seeded.holds() or not accounts.exists():
        _step("seed", env, "seed")
        accounts.write_text(_answer(env, "demo_accounts"))
        seeded.set()


def static_files(env: Mapping[str, str]) -> None:
    """Gather and compress static files into static/, beside the stamp of what they were made from."""
    sources = [ROOT / "frontend" / "dist", *ROOT.glob("*/static")]
    # A product of the clone, not of an instance: the stamp lies with the environment that made it.
    stamps = Path(sys.prefix) / "stamps"
    stamps.mkdir(exist_ok=True)
    stamp = Stamp(stamps / "static", digest(sources, _pins()))
    with (stamps / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two instances of one clone may start at once; the second finds the work done
        if stamp.holds() and (ROOT / "static").is_dir():
            return
        _step("collectstatic", env, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
        stamp.set()


def demo_accounts(services: Services) -> str:
    """The table printed at the end of the start; empty when there is none."""
    path = services.places.run / ACCOUNTS_FILE
    return path.read_text() if path.exists() else ""


def _pins() -> str:
    path = ROOT / "requirements.txt"
    return path.read_text() if path.exists() else ""


def _step(name: str, env: Mapping[str, str], *arguments: str) -> None:
    started = time.monotonic()
    # Progress of a command is noise here, so both its outputs go to stderr.
    done = subprocess.run([sys.executable, ROOT / "manage.py", *arguments], env=env, stdout=sys.stderr)
    if done.returncode != 0:
        raise Stop(
            f"Bước {name} không xong (mã {done.returncode}); nguyên nhân ở các dòng trên.",
            f"The step {name} failed (exit code {done.returncode}); the lines above say why.",
        )
    say(f"  {name}: {lap(started)}")


def _answer(env: Mapping[str, str], command: str) -> str:
    done = subprocess.run([sys.executable, ROOT / "manage.py", command], env=env, stdout=subprocess.PIPE, text=True)
    return done.stdout if done.returncode == 0 else ""
