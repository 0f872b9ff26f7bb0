"""``python -m payments.sandbox``: see the package's docstring. Secrets come by environment or file, never by argument."""

import argparse
import os
import signal
import sys
from http.server import ThreadingHTTPServer
from pathlib import Path

from payments.sandbox import account, national
from payments.sandbox.bank import FAULTS, Bank
from payments.sandbox.server import make

PORTS = {"vnpay": 8099, "national": 8097, "bank": 8096}
NOTICES = {
    "vnpay": "http://127.0.0.1:8000/thanh-toan/vnpay/ipn",
    "national": "http://127.0.0.1:8000/thanh-toan/quoc-gia/xac-nhan",
}


def main() -> int:
    """Serve until stopped; 2 when called wrongly."""
    options = _options()
    try:
        server = {"vnpay": _vnpay, "national": _national, "bank": _bank}[options.gateway](options)
    except OSError as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    where = f"http://{options.host}:{server.server_address[1]}"
    print(f"sandbox: {options.gateway} at {where}, notices to {options.ipn_url or 'nobody'}", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m payments.sandbox")
    parser.add_argument("gateway", nargs="?", choices=tuple(PORTS), default="vnpay")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--ipn-url", help="where VNPAY's IPN or the national platform's confirm goes")
    parser.add_argument("--secret-file", type=Path, help="read when VNPAY_SECRET or NATIONAL_PAYMENT_SECRET is not set")
    parser.add_argument("--late-seconds", type=float, default=float(os.environ.get("SANDBOX_LATE_SECONDS", "5")))
    parser.add_argument("--retry-seconds", type=float, default=float(os.environ.get("SANDBOX_RETRY_SECONDS", "2")))
    options = parser.parse_args()
    options.port = PORTS[options.gateway] if options.port is None else options.port
    options.ipn_url = options.ipn_url or os.environ.get("VNPAY_IPN_URL") or NOTICES.get(options.gateway, "")
    keys = Path(os.environ.get("PORTAL_VAR", "var")) / "keys"
    options.secret_file = options.secret_file or keys / options.gateway
    return options


def _secret(options: argparse.Namespace, name: str) -> str:
    """Raises ``OSError`` when it stands nowhere."""
    return os.environ.get(name, "").strip() or options.secret_file.read_text().strip()


def _faults(known: dict[str, str]) -> frozenset[str]:
    return frozenset(os.environ.get("SANDBOX_FAULTS", "").split(",")) & known.keys()


def _vnpay(options: argparse.Namespace) -> ThreadingHTTPServer:
    tmn_code = os.environ.get("VNPAY_TMN_CODE", "").strip() or "DEMO0001"
    secret = _secret(options, "VNPAY_SECRET")
    bank = Bank(secret, options.ipn_url, tmn_code, _faults(FAULTS), options.late_seconds, options.retry_seconds)
    return make(bank, host=options.host, port=options.port)


def _national(options: argparse.Namespace) -> ThreadingHTTPServer:
    platform = national.Platform(
        _secret(options, "NATIONAL_PAYMENT_SECRET"),
        options.ipn_url,
        os.environ.get("NATIONAL_PAYMENT_PARTNER", "").strip() or "DEMO",
        _faults(national.Platform.FAULTS),
        options.late_seconds,
        options.retry_seconds,
    )
    return national.make(platform, host=options.host, port=options.port)


def _bank(options: argparse.Namespace) -> ThreadingHTTPServer:
    number = os.environ.get("VIETQR_ACCOUNT", "").strip() or "1012345678"
    return account.make(account.Account(number, _faults(account.Account.FAULTS)), host=options.host, port=options.port)


if __name__ == "__main__":
    sys.exit(main())
