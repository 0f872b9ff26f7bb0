"""The registers' sandbox in this process: real HTTP on a free port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from exchange.sandbox.server import ENTERPRISE, POPULATION, Server, make


@contextmanager
def running() -> Iterator[Server]:
    """A sandbox that serves until the block ends; ``server.faults`` switches its faults."""
    server = make()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def addresses(server: Server) -> dict[str, str]:
    """What ``settings.REGISTERS`` must say to reach it."""
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    return {"population": origin + POPULATION, "enterprise": origin + ENTERPRISE}
