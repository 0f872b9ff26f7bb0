# shellcheck shell=bash
# What a clone needs before it runs: environment, front end, messages. Each is skipped while its sources' hash stands.

prepare() { # $1: run or test
    cd_back="$PWD"
    cd "$ROOT"
    ensure_packages "$1"
    exec 9>"$VENV.lock"
    flock 9 # two commands in a fresh clone: the second waits and then finds everything done
    ensure_environment
    mkdir -p "$STAMPS"
    # pip and npm work beside each other, unless Node.js itself comes through pip.
    local npm_side=
    if have node && have npm; then
        ensure_npm "$1" &
        npm_side=$!
    fi
    ensure_requirements "$1"
    if [ -n "$npm_side" ]; then wait "$npm_side" || exit 1; else ensure_npm "$1"; fi
    ensure_messages
    exec 9>&-
    cd "$cd_back"
}

ensure_environment() {
    # pip comes last into a new environment: without it, someone stopped us half-way.
    if [ -x "$PYTHON" ] && "$PYTHON" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
    local python
    python="$(find_python)" || die "Cần Python 3.11 trở lên. Trên Debian 12 hoặc Ubuntu 24.04: apt-get install python3 python3-venv" \
        "Python 3.11 or later is needed. On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv"
    say "Tạo môi trường Python / making the Python environment (.venv)"
    rm -rf "$VENV"
    "$python" -m venv "$VENV" >&2 || die "Không tạo được .venv (xem trên: thiếu python3-venv, hết ổ đĩa, hoặc không có quyền ghi)." \
        "Could not make .venv (see above: python3-venv missing, disk full, or no right to write)."
}

ensure_requirements() { # $1: run or test
    local file=requirements.txt hash
    [ "$1" = test ] && file=requirements-dev.txt
    hash="$(hash_of requirements.txt "$file")"
    stamped "$file" "$hash" && return
    say "Cài thư viện Python / installing $file"
    "$PYTHON" -m pip install -q -r "$file" >&2 || die \
        "pip không cài được $file. Lần đầu cần mạng tới kho gói (PyPI hoặc PIP_INDEX_URL); kiểm tra mạng và ổ đĩa rồi chạy lại." \
        "pip could not install $file. The first run needs a package index (PyPI or PIP_INDEX_URL); check network and disk, run again."
    stamp "$file" "$hash"
}

ensure_npm() { # $1: run or test
    ensure_frontend
    if [ "$1" = test ]; then ensure_oracle; fi
}

ensure_frontend() {
    [ -f frontend/package.json ] || return 0
    local hash
    hash="$(hash_of frontend)"
    if [ -d frontend/dist ] && stamped frontend "$hash"; then return; fi
    if ! { have node && have npm; } && ! [ -x "$VENV/bin/npm" ]; then
        say "Máy không có Node.js, cài $NODE_WHEEL vào .venv / no Node.js here, installing it into .venv"
        "$PYTHON" -m pip install -q "$NODE_WHEEL" >&2 || die "Không cài được Node.js. Cài bằng apt-get install nodejs npm, rồi chạy lại." \
            "Could not install Node.js. Use apt-get install nodejs npm, then run again."
    fi
    say "Dựng giao diện / building the front end"
    (
        cd frontend
        have node && have npm || PATH="$VENV/bin:$PATH"
        # Outputs of npm are progress; only its errors are worth a person's eyes.
        npm ci --no-audit --no-fund --loglevel=error >&2 && npm run --silent build >&2
    ) || die "Không dựng được giao diện; nguyên nhân ở các dòng trên (lần đầu cần mạng tới kho gói npm). Sửa rồi chạy lại." \
        "Could not build the front end; the lines above say why (the first run needs the npm registry). Mend it, run again."
    stamp frontend "$hash"
}

ensure_oracle() { # Form.io's own engine, for the differential test and the benchmark only
    local folder=tests/eforms/differential hash
    hash="$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)"
    if [ -d "$folder/node_modules" ] && stamped oracle "$hash"; then return; fi
    say "Cài bộ máy đối chiếu / installing @formio/core for comparison"
    (
        cd "$folder"
        have node && have npm || PATH="$VENV/bin:$PATH"
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    ) || die "npm không cài được @formio/core; nguyên nhân ở các dòng trên (lần đầu cần mạng tới kho gói npm)." \
        "npm could not install @formio/core; the lines above say why (the first run needs the npm registry)."
    stamp oracle "$hash"
}

ensure_messages() { # .po → .mo, when a .po is newer
    local po mo
    while IFS= read -r po; do
        mo="${po%.po}.mo"
        if [ ! -f "$mo" ] || [ "$po" -nt "$mo" ]; then
            msgfmt --check-format -o "$mo" "$po" >&2 || die "Bản dịch $po có lỗi (xem trên)." "The translation $po has an error (see above)."
        fi
    done < <(find locale -name '*.po' 2>/dev/null)
}
