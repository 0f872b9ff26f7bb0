"""bin/manage COMMAND …: a management command with the portal's settings, and services for as long as it needs them."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from runtime import places, prepare
from runtime.claim import Claim
from runtime.places import ROOT
from runtime.says import say
from runtime.services import Services

# Commands that read files and answer; they start in a second because no service is started for them.
WITHOUT_DATABASE = frozenset({
    "help", "version", "eform_check", "compilemessages", "makemessages", "collectstatic", "diffsettings", "startapp",
})  # fmt: skip
# Of these, the ones that need nothing but their own app: batches are called often, and starting the whole portal takes a second.
PLAIN = frozenset({"eform_check"})
# Commands that prepare the tables themselves must not find them prepared.
BEFORE_TABLES = frozenset({"migrate", "makemigrations", "sqlmigrate", "showmigrations", "check", "dbshell", "flush", "sqlflush"})


def needs_database(arguments: list[str]) -> bool:
    """Whether ``arguments`` (command first) name a command that talks to PostgreSQL.

    By the contract in interfaces.md eform_check, process_import (without --save) and due_date --calendar do not.
    """
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in WITHOUT_DATABASE or command.startswith("-") or {"--help", "-h", "--version"} & set(rest):
        return False
    if command == "process_import":
        return "--save" in rest
    if command == "due_date":
        return not any(word == "--calendar" or word.startswith("--calendar=") for word in rest)
    return True


def main(arguments: list[str]) -> int:
    """Run the command from the caller's folder; returns its exit code. stdout belongs to the command alone."""
    if not needs_database(arguments):
        here = places.standing()
        env = {**os.environ, "PORTAL_VAR": str(here.var)}
        plain = bool(arguments) and arguments[0] in PLAIN
        env.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.plain" if plain else "portal.settings.development")
        return _command(arguments, env)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return _command(arguments, Services(places.standing()).env(owner=True))
    return _with_services(arguments)


def _with_services(arguments: list[str]) -> int:
    claim = Claim(places.standing())
    while True:
        if claim.try_own():
            return _as_owner(claim, arguments)
        facts = claim.visit()
        if facts is not None:
            try:
                return _command(arguments, {**os.environ, **facts["env"]})
            finally:
                claim.release()
        time.sleep(0.2)  # the owner is starting or leaving


def _as_owner(claim: Claim, arguments: list[str]) -> int:
    services = Services(places.standing())
    try:
        services.start()
        if arguments[0] not in BEFORE_TABLES:
            prepare.database(services)
        env = services.env(owner=True)
        facts: dict[str, Any] = {"pid": os.getpid(), "env": {n: v for n, v in env.items() if os.environ.get(n) != v}}
        claim.announce(facts)
        return _command(arguments, env)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        claim.see_guests_off()
        services.stop()
        claim.release()


def _command(arguments: list[str], env: dict[str, str]) -> int:
    """Run manage.py; Ctrl-C is for it to handle, we wait for its end."""
    process = subprocess.Popen([sys.executable, ROOT / "manage.py", *arguments], env=env)
    handlers = {number: signal.signal(number, lambda number, frame: None) for number in (signal.SIGINT, signal.SIGHUP)}
    handlers[signal.SIGTERM] = signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    try:
        code = process.wait()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if code < 0:
        say(f"Lệnh bị dừng bởi tín hiệu {-code} / the command was ended by signal {-code}")
        return 128 - code
    return code
