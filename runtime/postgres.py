"""An embedded PostgreSQL, as a direct child that we wait for.

Design requirements: (1) no acknowledged row is lost by any kill -9 (fsync, synchronous_commit and full_page_writes
stay on outside tests); (2) it starts again by itself after kill -9 of it, of us, or of the machine: a stale
postmaster.pid, a number that another program now has, backends that need a second to die; (3) only this machine
reaches it: loopback, no socket, SCRAM with generated passwords kept in var/keys; (4) the web processes are not the
owner of the tables, so they can neither drop the append-only triggers nor TRUNCATE.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from portal.settings.keys import demo_key
from runtime import places as where
from runtime import ports
from runtime.child import Child, as_user
from runtime.places import Places
from runtime.says import Stop, say

START_SECONDS = 60
DATABASE = "portal"
OWNER = "portal"
APPLICATION = "portal_app"
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# Quick and only for throw-away data: survives kill -9 of a process, not a power cut.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One cluster: its folder, its process, its addresses. ``durable`` False is for tests without faults."""

    name = "postgres"

    def __init__(self, places: Places, *, durable: bool = True) -> None:
        self.places = places
        self.durable = durable
        self.uid = where.postgres_uid(places)
        self.binaries = where.postgres_binaries(self.uid)
        self.home = where.postgres_home(self.uid, places)
        self.data = self.home / "cluster"
        self.port = ports.free()
        self.child = Child(
            self.name,
            [self.binaries / "postgres", "-D", self.data, *self._settings()],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            log=places.log / "postgres.log",
            cwd=Path("/"),
            user=self.uid,
            stop_signal=signal.SIGINT,  # "fast": end the sessions, write a checkpoint, go
            patience=30,
        )

    def _settings(self) -> list[str]:
        values = {
            "port": str(self.port),
            "listen_addresses": ports.LOOPBACK,
            "unix_socket_directories": "",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "jit": "off",
            "idle_in_transaction_session_timeout": "60s",
            "timezone": "UTC",
            "log_timezone": "Asia/Ho_Chi_Minh",
            "log_min_duration_statement": "1000",
            **(SAFE if self.durable else FORGETFUL),
        }
        return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]

    @property
    def cluster(self) -> str:
        """A name that changes when the data begin anew, so that stamps of an older cluster are not believed."""
        return self._marker().read_text().strip()

    def url(self, role: str = OWNER, database: str = DATABASE) -> str:
        """postgres://… for ``role``: the owner (migrations, commands) or the application (web, worker, beat)."""
        password = quote(demo_key(self.places.var, f"postgres-{role}"), safe="")
        return f"postgres://{role}:{password}@{ports.LOOPBACK}:{self.port}/{database}"

    def start(self) -> None:
        """Start and wait until it takes connections; makes the cluster first when there is none."""
        where.check_disk(self.home)
        self._leave_a_lost_cluster()
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        self._clear_stale_pid()
        self._start_until_ready()
        if not self._marker().exists():
            self._make_roles()

    def restart(self) -> None:
        """After its death: wait for what it left behind, then start again on the same port."""
        self.child.clear()
        self._clear_stale_pid()
        self._start_until_ready()

    def stop(self) -> None:
        self.child.stop()

    def _start_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self.child.start()
            if ports.wait(lambda: self._ready() or not self.child.alive(), end - time.monotonic()) and self._ready():
                return
            reason = self.child.tail()
            self.child.clear()
            if not _passes(reason):
                break
            # Backends of the killed postmaster hold the old shared memory for a moment longer.
            time.sleep(0.3)
        raise Stop(_vietnamese(self.child.tail(), self.child.log), _english(self.child.tail(), self.child.log))

    def _ready(self) -> bool:
        """The last line of postmaster.pid says it: no connection, no driver needed."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(self.child.pid) and lines[7].strip() == "ready" and self.child.alive()

    def _clear_stale_pid(self) -> None:
        """postmaster.pid of a dead server is removed; a living one in our own data folder is ours and is ended first."""
        path = self.data / "postmaster.pid"
        try:
            pid = int(path.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        if _is_postgres_in(pid, self.data):
            say(f"Dừng PostgreSQL còn lại từ lần chạy trước (pid {pid}) / ending a left-over PostgreSQL")
            os.kill(pid, signal.SIGINT)
            if not ports.wait(lambda: not _is_postgres_in(pid, self.data), 20):
                os.kill(pid, signal.SIGQUIT)
                ports.wait(lambda: not _is_postgres_in(pid, self.data), 10)
        path.unlink(missing_ok=True)

    def _leave_a_lost_cluster(self) -> None:
        """Data outside var/ whose keys went with var/ can never be read again: set them aside and begin anew."""
        keys = self.places.var / "keys"
        marker = self._marker()
        if not marker.exists() or (keys / f"postgres-{OWNER}").exists():
            return
        aside = self.home.with_name(f"{self.home.name}.lost-{int(time.time())}")
        if self.places.var in self.home.parents:
            raise Stop(
                f"Mất khóa trong {keys}: dữ liệu cũ trong {self.home} không đọc được nữa. Khôi phục khóa, hoặc xóa thư mục đó.",
                f"The keys in {keys} are gone: the data in {self.home} cannot be read. Restore them, or delete that folder.",
            )
        self.home.rename(aside)
        say(f"Dữ liệu cũ không còn khóa, đã chuyển sang {aside} / old data without keys set aside")
        self.home = where.postgres_home(self.uid, self.places)

    def _marker(self) -> Path:
        return self.home / "cluster-name"

    def _initdb(self) -> None:
        """Make the cluster in a draft folder and rename it: a crash half-way leaves nothing that looks complete."""
        draft = self.home / "cluster.new"
        shutil.rmtree(draft, ignore_errors=True)
        password = self.home / "password.new"
        password.unlink(missing_ok=True)
        descriptor = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(demo_key(self.places.var, "postgres-postgres"))
        command = [
            str(self.binaries / "initdb"), "-D", str(draft), "-U", "postgres", "--encoding=UTF8", "--no-instructions",
            # The C library's and ICU's orders differ between machines; ours is made in Python (common.text.sort_key).
            "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={password}", *([] if self.durable else ["--no-sync"]),
        ]  # fmt: skip
        if self.uid is not None:
            os.chown(password, self.uid, self.uid)
        try:
            done = subprocess.run(command, capture_output=True, text=True, cwd="/", env=self.child.env, **as_user(self.uid))
        finally:
            password.unlink(missing_ok=True)
        if done.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise Stop(_vietnamese(done.stderr, self.home), _english(done.stderr, self.home))
        draft.rename(self.data)

    def _make_roles(self) -> None:
        """The owner, the application role with what it may do on tables yet to come, and the database."""
        import psycopg  # only at the first start: a tenth of a second that later starts save

        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as server:
            for role, rights in ((OWNER, "LOGIN CREATEDB"), (APPLICATION, "LOGIN")):
                if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    server.execute(f"CREATE ROLE {role} {rights}")
                password = psycopg.sql.Literal(demo_key(self.places.var, f"postgres-{role}"))
                server.execute(psycopg.sql.SQL(f"ALTER ROLE {role} PASSWORD {{}}").format(password))
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                server.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        with psycopg.connect(self.url("postgres"), autocommit=True) as database:
            granted = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT"
            database.execute(f"{granted} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION}")
            database.execute(f"{granted} USAGE, SELECT, UPDATE ON SEQUENCES TO {APPLICATION}")
            if not self.durable:
                # Tests play the intruder who gets past the append-only triggers and must be found by the hash chain.
                database.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")
        self._marker().write_text(f"{time.time_ns():x}\n")


def _is_postgres_in(pid: int, data: Path) -> bool:
    """Whether ``pid`` is a PostgreSQL server whose working folder is ``data``; the number alone may be anyone's by now."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        return name.startswith("postgres") and Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def _passes(log: str) -> bool:
    passing = ("pre-existing shared memory block", "postmaster.pid", "is still in use", "Address already in use")
    return any(words in log for words in passing)


def _cause(log: str) -> tuple[str, str]:
    if "No space left" in log or "Disk quota" in log:
        return "hết chỗ trên ổ đĩa; xóa bớt rồi chạy lại", "the disk is full; free some space and run again"
    if "shared memory" in log or "Cannot allocate memory" in log:
        return "không đủ bộ nhớ; đóng bớt chương trình khác", "not enough memory; close other programs"
    if "Address already in use" in log:
        return "cổng của nó vừa bị chương trình khác lấy; chạy lại", "another program took its port; run again"
    return "xem dòng cuối dưới đây", "see the last lines below"


def _vietnamese(log: str, path: Path) -> str:
    return f"PostgreSQL không khởi động được: {_cause(log)[0]} (nhật ký: {path})."


def _english(log: str, path: Path) -> str:
    return f"PostgreSQL did not start: {_cause(log)[1]} (log: {path}).\n{log}"
