"""``python -m exchange.sandbox``: see the package's docstring."""

import argparse
import os
import signal
import sys

from exchange.sandbox.server import FAULTS, make


def main() -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m exchange.sandbox")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8098)
    options = parser.parse_args()
    server = make(host=options.host, port=options.port)
    server.faults = frozenset(os.environ.get("REGISTER_FAULTS", "").split(",")) & FAULTS.keys()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"sandbox: registers at http://{options.host}:{server.server_address[1]}", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
