"""The one HTTP client towards gateways: short timeouts, no redirects, one allowed host, a bounded answer (fault F12)."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from payments.gateways.port import GatewayDown

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
MAX_ANSWER = 64 * 1024


def post_json(url: str, body: Mapping[str, object], *, allowed_host: str) -> tuple[str, dict[str, object]]:
    """POST ``body``; returns the answer as text and as an object. Raises ``GatewayDown`` for anything else."""
    if urlsplit(url).hostname != allowed_host:
        raise GatewayDown("host not allowed")
    try:
        # trust_env=False: a proxy variable of the shell must not see payment messages.
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", url, json=body) as response,
        ):
            if response.status_code != 200:
                raise GatewayDown(f"HTTP {response.status_code}")
            data = b""
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > MAX_ANSWER:
                    raise GatewayDown("answer too long")
        text = data.decode()
        answer = json.loads(text)
    except (httpx.HTTPError, ValueError) as error:
        raise GatewayDown(type(error).__name__) from error
    if not isinstance(answer, dict):
        raise GatewayDown("not an object")
    return text, answer
