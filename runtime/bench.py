"""bin/bench: the benchmarks, with services of their own in var/bench (kept, because big tables take long to make)."""

import signal
import subprocess
import sys

from runtime import places, prepare
from runtime.claim import Claim
from runtime.places import Places
from runtime.services import Services


def main(arguments: list[str]) -> int:
    """Run ``python -m bench`` beside durable services, migrated and seeded; returns its exit code."""
    here = Places(places.standing().var / "bench")
    here.var.mkdir(exist_ok=True)
    claim = Claim(here)
    claim.own()
    services = Services(here)
    try:
        services.start()
        prepare.database(services)
        prepare.static_files(services.env(owner=True))
        env = services.env(owner=True)
        if services.postgres:
            env["SUPERUSER_DATABASE_URL"] = services.postgres.url("postgres")
        return subprocess.run([sys.executable, "-m", "bench", *arguments], env=env).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        services.stop()
        claim.release()
