"""``python -m payments.sandbox``: see the package's docstring. Secrets come by environment or file, never by argument."""

import argparse
import os
import signal
import sys
from pathlib import Path

from payments.sandbox.bank import FAULTS, Bank
from payments.sandbox.server import make


def main() -> int:
    """Serve until stopped; 2 when called wrongly."""
    parser = argparse.ArgumentParser(prog="python -m payments.sandbox")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--ipn-url", default=os.environ.get("VNPAY_IPN_URL", "http://127.0.0.1:8000/thanh-toan/vnpay/ipn"))
    default_key = Path(os.environ.get("PORTAL_VAR", "var")) / "keys" / "vnpay"
    parser.add_argument("--secret-file", type=Path, default=default_key, help="read when VNPAY_SECRET is not set")
    parser.add_argument("--late-seconds", type=float, default=float(os.environ.get("SANDBOX_LATE_SECONDS", "5")))
    parser.add_argument("--retry-seconds", type=float, default=float(os.environ.get("SANDBOX_RETRY_SECONDS", "2")))
    options = parser.parse_args()
    secret = os.environ.get("VNPAY_SECRET", "").strip()
    if not secret:
        try:
            secret = options.secret_file.read_text().strip()
        except OSError as error:
            print(f"sandbox: no VNPAY_SECRET, and {options.secret_file} cannot be read ({error.strerror})", file=sys.stderr)
            return 2
    faults = frozenset(os.environ.get("SANDBOX_FAULTS", "").split(",")) & FAULTS.keys()
    tmn_code = os.environ.get("VNPAY_TMN_CODE", "").strip() or "DEMO0001"
    bank = Bank(secret, options.ipn_url, tmn_code, faults, options.late_seconds, options.retry_seconds)
    server = make(bank, host=options.host, port=options.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(
        f"sandbox: VNPAY 2.1.0 at http://{options.host}:{server.server_address[1]}, IPN to {options.ipn_url}",
        file=sys.stderr,
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
