"""A virus scanner for tests: it speaks clamd's INSTREAM and knows one virus, whose pattern stands nowhere in one piece."""

import socket
import struct
import threading
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(threading.Thread):
    """Answers on a socket for as long as its block lasts."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen()

    def run(self) -> None:
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                seen = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    seen += stream.read(size)
                client.sendall(b"stream: Eicar FOUND\0" if b"EICAR" in seen else b"stream: OK\0")

    def __enter__(self) -> "Clamd":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.join(2)
