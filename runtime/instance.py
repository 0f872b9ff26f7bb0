"""A whole running portal: services, sandboxes of payment, registers and signing, web server, worker, beat.

Started in order, stopped in reverse.

``bin/run`` keeps one for people, ``bin/run --check`` and the fault and browser tests make throw-away ones. Whatever
dies is started again; ``facts`` tells the addresses and process ids to whoever wants to kill one.
"""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from portal.settings.keys import demo_key
from runtime import ports, prepare
from runtime.child import Backoff, Child
from runtime.places import ROOT, Places
from runtime.says import Stop, say
from runtime.services import Services, lap

# The sandboxes stand beside the web server's port, so that two portals that boot at once do not reach for the same.
SANDBOX_STEP, REGISTERS_STEP, NATIONAL_STEP, BANK_STEP = 99, 98, 97, 96
CSC_STEP, TSA_STEP = 95, 94
READY_SECONDS = 40
WATCH_SECONDS = 0.2
WORKER_IS_READY = " ready."


class Instance:
    """``port``: of the web server. ``durable`` False only for tests that do not pull plugs."""

    def __init__(self, places: Places, *, port: int, durable: bool = True) -> None:
        self.places = places
        self.port = port
        self.base_url = f"http://{ports.LOOPBACK}:{port}"
        self.services = Services(places, durable=durable)
        self.sandbox_port = ports.prefer(port + SANDBOX_STEP)
        self.registers_port = ports.prefer(port + REGISTERS_STEP)
        self.national_port = ports.prefer(port + NATIONAL_STEP)
        self.bank_port = ports.prefer(port + BANK_STEP)
        self.csc_port = ports.prefer(port + CSC_STEP)
        self.tsa_port = ports.prefer(port + TSA_STEP)
        self.children: list[Child] = []
        self._backoff: dict[str, Backoff] = {}

    def env(self, *, owner: bool = False) -> dict[str, str]:
        """The environment of its Django processes (``owner``: with the right to change tables)."""
        sandbox = f"http://{ports.LOOPBACK}:{self.sandbox_port}"
        national = f"http://{ports.LOOPBACK}:{self.national_port}"
        registers = f"http://{ports.LOOPBACK}:{self.registers_port}"
        ours = {
            "SITE_URL": self.base_url,
            "PORTAL_BIND": f"{ports.LOOPBACK}:{self.port}",
            "VNPAY_PAY_URL": f"{sandbox}/paymentv2/vpcpay.html",
            "VNPAY_API_URL": f"{sandbox}/merchant_webapi/api/transaction",
            "NATIONAL_PAYMENT_URL": f"{national}/thanhtoan",
            "PAYMENT_ORIGINS": f"{sandbox},{national}",
            "POPULATION_URL": f"{registers}/dancu/TraCuuThongTinCongDan",
            "ENTERPRISE_URL": f"{registers}/dkdn/chiTietDoanhNghiep",
            "SIGNING_CSC_URL": f"http://{ports.LOOPBACK}:{self.csc_port}",
            "TSA_URL": f"http://{ports.LOOPBACK}:{self.tsa_port}",
        }
        # An operator's own setting wins, except for the address that was chosen here.
        return {**ours, **self.services.env(owner=owner), "PORTAL_BIND": ours["PORTAL_BIND"]}

    def start(self) -> None:
        """Start everything; returns when the first page answers 200. On a failure nothing is left running."""
        try:
            started = time.monotonic()
            self.services.start()
            say(f"  dịch vụ nền / services: {lap(started)}")
            prepare.database(self.services)
            prepare.static_files(self.env())
            started = time.monotonic()
            self._start_web()
            say(f"  máy chủ web / web server: {lap(started)}")
            self._start_signing()
            self._start_background()
        except BaseException:
            self.stop()
            raise

    def _start_web(self) -> None:
        if "VNPAY_PAY_URL" not in os.environ:  # the operator's own gateway needs no sandbox
            demo_key(self.places.var, "vnpay")  # the secret that both sides read; whoever comes first makes it
            notice = f"{self.base_url}/thanh-toan/vnpay/ipn"
            command = ["-m", "payments.sandbox", "--port", str(self.sandbox_port), "--ipn-url", notice]
            self._add("sandbox", command, patience=3)
        if "NATIONAL_PAYMENT_URL" not in os.environ:
            demo_key(self.places.var, "national")
            notice = f"{self.base_url}/thanh-toan/quoc-gia/xac-nhan"
            command = ["-m", "payments.sandbox", "national", "--port", str(self.national_port), "--ipn-url", notice]
            self._add("national", command, patience=3)
        if "VIETQR_ACCOUNT" not in os.environ:
            self._add("bank", ["-m", "payments.sandbox", "bank", "--port", str(self.bank_port)], patience=3)
        if "POPULATION_URL" not in os.environ:
            self._add("registers", ["-m", "exchange.sandbox", "--port", str(self.registers_port)], patience=3)
        # Two cores: the web server boots alone, so the first page comes sooner.
        self._add("web", ["-m", "gunicorn", "-c", "python:portal.gunicorn", "portal.wsgi:application"], patience=25)
        for page in ("/healthz", "/"):
            self._expect(self.children[-1], page)

    def _expect(self, web: Child, page: str) -> None:
        """Wait until ``page`` answers 200; raises ``Stop`` with the end of the log when it does not."""
        passing = (None, 503)  # not listening yet, or the database not answering yet; anything else is its answer
        ports.wait(lambda: not web.alive() or _status(self.base_url + page) not in passing, READY_SECONDS)
        status = _status(self.base_url + page)
        if status == 200:
            return
        raise Stop(
            f"Trang {page} không trả lời 200 (mã {status or 'không có'}); xem {web.log}.",
            f"The page {page} does not answer 200 (status {status or 'none'}); see {web.log}.\n{web.tail()}",
        )

    def _start_signing(self) -> None:
        """The remote signing service and the time stamps; both hang on the demonstration's CA, which the seed made."""
        if "SIGNING_CSC_URL" not in os.environ:
            demo_key(self.places.var, "csc")
            self._add("csc", ["-m", "vault.sandbox", "csc", "--port", str(self.csc_port)], patience=3)
        if "TSA_URL" not in os.environ:
            self._add("tsa", ["-m", "vault.sandbox", "tsa", "--port", str(self.tsa_port)], patience=3)

    def _start_background(self) -> None:
        celery = ["-m", "celery", "-A", "portal", "--quiet"]
        worker = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--max-tasks-per-child", "500"]
        schedule = self.places.run / "celerybeat-schedule"
        self._add("worker", [*celery, *worker, "--loglevel", "INFO", "-O", "fair"], patience=20)
        self._add("beat", [*celery, "beat", "--schedule", str(schedule), "--pidfile=", "--loglevel", "WARNING"], patience=5)

    def _add(self, name: str, arguments: list[str], *, patience: float) -> None:
        log = self.places.log / f"{name}.log"
        child = Child(name, [sys.executable, *arguments], env=self.env(), log=log, cwd=ROOT, patience=patience)
        child.start()
        self.children.append(child)

    def expect_worker(self) -> None:
        """Wait until the worker takes tasks: bin/run --check measures times that its boot must not be part of."""
        worker = next(child for child in self.children if child.name == "worker")
        if not ports.wait(lambda: WORKER_IS_READY in worker.tail(200) or not worker.alive(), READY_SECONDS) or not worker.alive():
            raise Stop(f"Tiến trình nền không sẵn sàng; xem {worker.log}.", f"The worker is not ready; see {worker.log}.")

    def watch(self, until: Callable[[], bool], changed: Callable[[], None] = lambda: None) -> None:
        """Keep everything running until ``until`` says so; ``changed`` is called after something was started again."""
        before = self._pids()
        while not until():
            self.services.revive()
            self._revive()
            if self._pids() != before:
                before = self._pids()
                changed()
            time.sleep(WATCH_SECONDS)

    def _revive(self) -> None:
        for child in self.children:
            if child.alive():
                continue
            backoff = self._backoff.setdefault(child.name, Backoff())
            if child.process is not None:
                code = child.process.returncode
                child.clear()
                delay = backoff.note()
                again = f"khởi động lại sau {delay:.0f} s / starting again; xem / see {child.log}"
                say(f"{child.name} dừng (mã {code}), {again}")
            if backoff.due():
                child.start()

    def stop(self) -> None:
        """Stop in reverse order, services last; nothing of it runs afterwards."""
        for child in reversed(self.children):
            child.stop()
        self.children.clear()
        self.services.stop()

    def _pids(self) -> dict[str, int]:
        everyone = [*self.children, *(service.child for service in self.services.members)]
        return {child.name: child.pid for child in everyone if child.pid}

    def facts(self) -> dict[str, Any]:
        """Addresses and process ids, for services.json: bin/manage and the fault tests read it."""
        owner, application = self.env(owner=True), self.env()
        return {
            "pid": os.getpid(),
            "base_url": self.base_url,
            "env": _differing(owner),
            "application_database_url": application.get("DATABASE_URL"),
            "pids": self._pids(),
            "log": str(self.places.log),
        }


def _differing(env: dict[str, str]) -> dict[str, str]:
    """What this instance adds to the environment it was started in."""
    return {name: value for name, value in env.items() if os.environ.get(name) != value}


def _status(url: str) -> int | None:
    """HTTP status of a GET, None when nobody answers within 5 s."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (our own address)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, ValueError):
        return None
