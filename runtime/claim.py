"""Who runs the embedded services of a var/ folder: one owner, any number of guests.

The owner (bin/run, or a bin/manage that found nothing running) holds ``owner.lock`` and writes services.json; guests
hold ``guests.lock`` shared and use its addresses. An owner that ends first waits for its guests. The kernel lets go
of the locks of whoever dies, so nothing here can be stale.
"""

import fcntl
import json
import time
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from runtime.places import Places
from runtime.says import Stop, say

PATIENCE_SECONDS = 60


class Claim:
    """This process's part in the services of ``places``."""

    def __init__(self, places: Places) -> None:
        places.run.mkdir(parents=True, exist_ok=True)
        self.facts_path = places.run / "services.json"
        self._owner = places.run / "owner.lock"
        self._guests = places.run / "guests.lock"
        self._held: list[TextIOWrapper] = []

    def try_own(self) -> bool:
        """Become the owner if there is none."""
        lock = _lock(self._owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if lock is None:
            return False
        self._held.append(lock)
        self.facts_path.unlink(missing_ok=True)
        return True

    def own(self) -> None:
        """Become the owner; waits for a passing command, refuses beside a running portal."""
        end = time.monotonic() + PATIENCE_SECONDS
        told = False
        while not self.try_own():
            facts = self.facts()
            if facts.get("base_url"):
                raise Stop(
                    f"Cổng đang chạy ở {facts['base_url']} (pid {facts['pid']}). Dừng nó bằng Ctrl-C trước.",
                    f"The portal already runs at {facts['base_url']} (pid {facts['pid']}). Stop it with Ctrl-C first.",
                )
            if time.monotonic() > end:
                raise Stop(
                    f"Một lệnh khác đang dùng dữ liệu trong {self.facts_path.parent.parent}. Chờ nó xong rồi chạy lại.",
                    "Another command is using these data. Wait until it ends, then run again.",
                )
            if not told:
                say("Chờ một lệnh khác dùng xong dịch vụ / waiting for another command")
                told = True
            time.sleep(0.2)

    def announce(self, facts: dict[str, Any]) -> None:
        """Tell guests the addresses; whole or not at all, readable by the owner only (it holds passwords)."""
        draft = self.facts_path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(facts, indent=1))
        draft.replace(self.facts_path)

    def facts(self) -> dict[str, Any]:
        """What the owner announced; {} before it did."""
        try:
            return dict(json.loads(self.facts_path.read_text()))
        except (OSError, ValueError):
            return {}

    def visit(self) -> dict[str, Any] | None:
        """Become a guest; returns the owner's facts, or None when there is no owner any more."""
        lock = _lock(self._guests, fcntl.LOCK_SH)
        assert lock is not None
        self._held.append(lock)
        facts = self.facts()
        probe = _lock(self._owner, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if probe is not None:
            probe.close()
            facts = {}
        if not facts:
            self._held.remove(lock)
            lock.close()
            return None
        return facts

    def see_guests_off(self) -> None:
        """Wait until no guest is left and let no new one in; the services may be stopped after it."""
        lock = _lock(self._guests, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if lock is None:
            say("Chờ lệnh khác dùng xong dịch vụ / waiting for another command to finish")
            lock = _lock(self._guests, fcntl.LOCK_EX)
        assert lock is not None
        self._held.append(lock)

    def release(self) -> None:
        if any(lock.name == str(self._owner) for lock in self._held):
            self.facts_path.unlink(missing_ok=True)
        for lock in self._held:
            lock.close()
        self._held.clear()


def _lock(path: Path, how: int) -> TextIOWrapper | None:
    stream = path.open("a")
    try:
        fcntl.flock(stream, how)
    except BlockingIOError:
        stream.close()
        return None
    return stream
