"""(a) The procedure page against a trivial view under the same server and middleware, anonymous."""

from bench.load import rate, tool
from bench.measure import Result, alternate, at_least
from bench.server import serving

ROUNDS = 5


def run() -> list[Result]:
    """Requests per second of /thu-tuc/1.013225/ to those of an HttpResponse: at least seven tenths."""
    with serving() as base:
        ours, baseline = alternate(lambda: rate(f"{base}/thu-tuc/1.013225/"), lambda: rate(f"{base}/bench/trivial"), ROUNDS)
    return [at_least("page", ours, baseline, 0.7, ROUNDS, f"requests/s, 2 sync workers, {tool()}; trivial view, same middleware")]
