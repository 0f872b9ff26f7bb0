"""ClamAV by its socket (INSTREAM). Not configured: the answer says so; configured but down: "waiting", never "clean"."""

import socket
import struct

from django.conf import settings

CLEAN, INFECTED, WAITING, NOT_SCANNED = "clean", "infected", "waiting", "not-scanned"
_CHUNK = 64 * 1024
_TIMEOUT = 10.0


def scan(data: bytes) -> str:
    """Ask clamd at ``settings.CLAMAV_SOCKET`` (a path, or host:port) about ``data``; at most ten seconds."""
    address = settings.CLAMAV_SOCKET
    if not address:
        return NOT_SCANNED
    try:
        with _connect(address) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!L", 0))
            answer = clamd.recv(4096)
    except OSError:
        return WAITING
    if answer.rstrip(b"\0\n").endswith(b"OK"):
        return CLEAN
    return INFECTED if b"FOUND" in answer else WAITING


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            clamd.settimeout(_TIMEOUT)
            clamd.connect(address)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_TIMEOUT)
