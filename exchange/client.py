"""The one HTTP client towards registers: short timeouts, one budget for the whole call, allowed hosts, a bounded answer (F12).

A read timeout alone does not bound a call: a server that sends a byte a second never trips it. So the call runs in an event
loop of its own and is cancelled when its budget is over; nothing of it stays behind.
"""

import asyncio
from urllib.parse import urlsplit

import httpx
from django.conf import settings

TIMEOUT = httpx.Timeout(3.0, connect=2.0)
MAX_ANSWER = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Unreachable(Exception):
    """No answer that can be used; the message is a reason for the log, without anything that was sent or received."""


async def post(url: str, kind: str, body: bytes, *, budget: float) -> bytes:
    """POST ``body`` and return the answer of a 200 within ``budget`` seconds. Raises ``Unreachable`` for anything else."""
    _allowed(url)
    try:
        async with asyncio.timeout(budget):
            return await _post(url, kind, body)
    except TimeoutError:
        raise Unreachable("budget over") from None
    except httpx.HTTPError as error:
        raise Unreachable(type(error).__name__) from None


async def _post(url: str, kind: str, body: bytes) -> bytes:
    # trust_env=False: a proxy variable of the shell must not see people's numbers.
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", url, content=body, headers={"Content-Type": kind}) as response,
    ):
        if response.status_code != 200:
            raise Unreachable(f"HTTP {response.status_code}")
        data = b""
        async for chunk in response.aiter_bytes():
            data += chunk
            if len(data) > MAX_ANSWER:
                raise Unreachable("answer too long")
        return data


def _allowed(url: str) -> None:
    """Only hosts that the operator lists, and only over TLS unless the register is on this very machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host not in settings.REGISTER_HOSTS:
        raise Unreachable("host not allowed")
    if parts.scheme != "https" and host not in LOOPBACK:
        raise Unreachable("not https")
