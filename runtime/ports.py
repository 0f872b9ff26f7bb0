"""TCP ports of the loopback: which is free, and a sentence when the wanted one is not."""

import socket
import time
from collections.abc import Callable

from runtime.says import Stop

LOOPBACK = "127.0.0.1"
LAST = 65535


def free() -> int:
    """Return a port that nothing listens on now; whoever takes it should do so soon."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether a server could bind ``port`` on the loopback now (TIME_WAIT does not count as busy)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def prefer(port: int) -> int:
    """Return ``port`` when it is one and free, else any free one."""
    return port if port <= LAST and is_free(port) else free()


def insist(port: int) -> int:
    """Return ``port``; raises ``Stop`` with what to do when someone has it or the system does not give it."""
    if not 1 <= port <= LAST:
        raise Stop(f"Số cổng {port} nằm ngoài khoảng 1-{LAST}.", f"Port {port} is not between 1 and {LAST}.")
    if not is_free(port):
        other = free()
        raise Stop(
            f"Cổng {port} đang có chương trình khác dùng. Dừng chương trình đó, hoặc chạy: bin/run --port {other}",
            f"Port {port} is taken by another program. Stop it, or run: bin/run --port {other}",
        )
    return port


def wait(ready: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Ask ``ready`` until it says yes (True) or ``seconds`` are over (False)."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        time.sleep(pause)
    return False
