# shellcheck shell=bash
# System packages: looked for by what they give (a library, a program), named and installed as Debian calls them.

has_library() { # the loader's cache, and the places of machines that keep none
    /sbin/ldconfig -p 2>/dev/null | grep -qF "$1" || compgen -G "/usr/lib/*/$1*" >/dev/null || compgen -G "/usr/lib*/$1*" >/dev/null
}
has_vietnamese_font() { # Liberation 2 has the Vietnamese letters; version 1, in truetype/liberation on Debian 12, has not
    compgen -G "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf" >/dev/null ||
        { [ ! -d /usr/share/fonts/truetype/liberation2 ] && dpkg-query -W -f='${Version}' fonts-liberation 2>/dev/null | grep -q '^1:2'; }
}

find_browser() { # Chromium without a window first: the same pages in four fifths of the time
    local name
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        if have "$name"; then command -v "$name" && return; fi
    done
    return 1
}

missing_packages() { # prints the packages that are missing for $1: run or test
    local python
    python="$(find_python || true)"
    if [ -z "$python" ]; then echo python3; echo python3-venv; fi
    if [ ! -x "$PYTHON" ] && [ -n "$python" ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -c 'import sys; print("python3-venv" if sys.executable == "/usr/bin/python3" else "python%d.%d-venv" % sys.version_info[:2])'
    fi
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    has_library libmagic.so.1 || echo libmagic1
    has_vietnamese_font || echo fonts-liberation2
    [ -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || echo fonts-dejavu-core # ☒ and ☐ of printed forms
    have msgfmt || echo gettext
    # Reads scanned papers (ADR 0035). What is installed without it runs all the same: the worker says that it cannot read.
    { have tesseract && tesseract --list-langs 2>/dev/null | grep -qx vie; } || { echo tesseract-ocr; echo tesseract-ocr-vie; }
    if [ "$1" = test ]; then
        find_browser >/dev/null || echo chromium-headless-shell
        { have pdfsig && have pdftoppm; } || echo poppler-utils
        have qpdf || echo qpdf
        have certutil || echo libnss3-tools
        have softhsm2-util || echo softhsm2 # a PKCS#11 token in software (tests/vault/test_token.py)
    fi
}

ensure_packages() { # $1: run or test
    local packages root=()
    mapfile -t packages < <(missing_packages "$1")
    [ ${#packages[@]} -gt 0 ] || return 0
    local named="${packages[*]}"
    have apt-get || die "Thiếu gói hệ thống: $named. Máy này không có apt; hãy cài chúng rồi chạy lại." \
        "Missing system packages: $named. There is no apt here; install them, then run again."
    if [ "$(id -u)" -ne 0 ]; then
        if have sudo && sudo -n true 2>/dev/null; then
            root=(sudo -n)
        else
            die "Thiếu gói hệ thống. Hãy chạy: sudo apt-get install $named" "System packages are missing. Run: sudo apt-get install $named"
        fi
    fi
    say "Cài gói hệ thống / installing system packages: $named"
    install_with_apt "${root[@]}" || die "apt không cài được: $named. Xem các dòng trên (mạng, nguồn apt), rồi chạy lại." \
        "apt could not install: $named. See the lines above (network, apt sources), then run again."
}

install_with_apt() { # uses $packages of the caller; arguments: the way to become root
    local apt=("$@" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0) wanted=() name
    "${apt[@]}" update >&2 || say "apt-get update không xong, thử với danh sách cũ / going on with the old lists"
    for name in "${packages[@]}"; do
        # Later releases fold fonts-liberation2 into fonts-liberation; some have Chromium whole or not at all.
        if ! apt-cache show "$name" >/dev/null 2>&1; then
            case "$name" in
                fonts-liberation2) name=fonts-liberation ;;
                chromium-headless-shell) name=chromium ;;
            esac
        fi
        wanted+=("$name")
    done
    "${apt[@]}" install --no-install-recommends "${wanted[@]}" >&2
}
