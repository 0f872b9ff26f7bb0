"""bin/run: the portal for people, until Ctrl-C."""

import argparse
import signal
import time
from types import FrameType

from runtime import check, places, ports, prepare
from runtime.claim import Claim
from runtime.instance import Instance
from runtime.says import say

DEFAULT_PORT = 8000


class Ending:
    """Remembers that someone asked us to stop: Ctrl-C, SIGTERM, or a closed terminal."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            say("\nĐang dừng / stopping …")
            raise KeyboardInterrupt

    def __call__(self) -> bool:
        return self.asked


def main(arguments: list[str], started: float) -> int:
    """Run until asked to stop; returns the exit code. ``started``: when the command began, for the "ready" line."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Chạy cổng trên máy này / run the portal on this machine")
    parser.add_argument("--port", type=int, default=None, help="cổng của máy chủ web / port of the web server (8000)")
    parser.add_argument("--check", action="store_true", help="làm thử toàn bộ với dữ liệu tạm / perform the main job once")
    options = parser.parse_args(arguments)
    if options.check:
        return check.main(Ending(), port=options.port)
    return _serve(options.port or DEFAULT_PORT, Ending(), started)


def _serve(port: int, ending: Ending, started: float) -> int:
    here = places.standing()
    claim = Claim(here)
    claim.own()
    instance = None
    try:
        instance = Instance(here, port=ports.insist(port))
        instance.start()
        claim.announce(instance.facts())
        _greet(instance, started)
        instance.watch(ending, changed=lambda: claim.announce(instance.facts()))
    except KeyboardInterrupt:
        pass
    finally:
        ending.asked = True  # a second Ctrl-C must not break the stopping in the middle
        if instance:
            instance.stop()
        claim.release()
    say("Đã dừng; dữ liệu còn trong var/ / stopped, data kept.")
    return 0


def _greet(instance: Instance, started: float) -> None:
    accounts = prepare.demo_accounts(instance.services)
    if accounts:
        print(f"\n{accounts.rstrip()}")
    postgres = instance.services.postgres
    if postgres and instance.places.var not in postgres.home.parents:
        say(f"Dữ liệu PostgreSQL ở {postgres.home} (var/ không mở cho uid {postgres.uid}) / PostgreSQL's data lie outside var/")
    say(f"Thư gửi đi: {instance.places.var / 'mail'} / mail is written to files there")
    print(f"\nSẵn sàng / ready: {instance.base_url}/  ({time.time() - started:.1f} s, Ctrl-C để dừng / to stop)", flush=True)
