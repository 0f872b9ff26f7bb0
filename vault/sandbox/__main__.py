"""``python -m vault.sandbox``: see the package's docstring. Secrets come by environment or file, never by argument."""

import argparse
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from vault.sandbox import authority, csc, tsa
from vault.sandbox.http import Server

PORTS = {"tsa": 8095, "csc": 8094, "ca": 8093}


def main() -> int:
    """Serve until stopped; 2 when called wrongly."""
    options = _options()
    try:
        server = {"tsa": _tsa, "csc": _csc, "ca": _ca}[options.service](options)
    except (OSError, ValueError) as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"sandbox: {options.service} at http://{options.host}:{server.server_address[1]}", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _options() -> argparse.Namespace:
    var = Path(os.environ.get("PORTAL_VAR", "var"))
    parser = argparse.ArgumentParser(prog="python -m vault.sandbox")
    parser.add_argument("service", choices=tuple(PORTS))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--key-file", type=Path, default=var / "signing" / "tsa.p12")
    parser.add_argument("--ca-file", type=Path, default=var / "signing" / "ca" / "root.p12")
    parser.add_argument("--crl-file", type=Path, default=var / "signing" / "crl" / "demo-root.crl")
    parser.add_argument("--people", type=Path, default=Path(__file__).with_name("people.json"))
    parser.add_argument("--late-seconds", type=float, default=float(os.environ.get("SANDBOX_LATE_SECONDS", "12")))
    options = parser.parse_args()
    options.port = PORTS[options.service] if options.port is None else options.port
    options.keys = var / "keys"
    return options


def _secret(options: argparse.Namespace, variable: str, name: str) -> str:
    """From the environment, else from the file where the demonstration keeps it."""
    return os.environ.get(variable, "").strip() or (options.keys / name).read_text().strip()


def _faults(known: dict[str, str]) -> frozenset[str]:
    return frozenset(os.environ.get("SANDBOX_FAULTS", "").split(",")) & known.keys()


def _tsa(options: argparse.Namespace) -> Server:
    password = _secret(options, "SIGNING_PKCS12_PASSWORD", "signing").encode()
    authority = tsa.Authority(options.key_file.read_bytes(), password, _faults(tsa.Authority.FAULTS))
    return tsa.make(authority, host=options.host, port=options.port, late_seconds=options.late_seconds)


def _root(options: argparse.Namespace) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    password = _secret(options, "SIGNING_PKCS12_PASSWORD", "signing").encode()
    key, certificate, _others = pkcs12.load_key_and_certificates(options.ca_file.read_bytes(), password)
    if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
        raise ValueError("no CA in this file")
    return key, certificate


def _ca(options: argparse.Namespace) -> Server:
    told = authority.Authority(*_root(options), options.crl_file, _faults(authority.Authority.FAULTS))
    return authority.make(told, host=options.host, port=options.port, late_seconds=options.late_seconds)


def _csc(options: argparse.Namespace) -> Server:
    key, certificate = _root(options)
    service = csc.Service(
        people=json.loads(options.people.read_text(encoding="utf-8")),
        ca_key=key,
        ca=certificate,
        client_id=os.environ.get("SIGNING_CSC_CLIENT", "").strip() or "portal",
        client_secret=_secret(options, "SIGNING_CSC_SECRET", "csc"),
        now=datetime.now(UTC),
        responder=os.environ.get("SIGNING_OCSP_URLS", "").split(",")[0].strip(),
        faults=_faults(csc.Service.FAULTS),
    )
    return csc.make(service, host=options.host, port=options.port, late_seconds=options.late_seconds)


if __name__ == "__main__":
    sys.exit(main())
