#!/usr/bin/env bash
# Makes .venv from the committed locks, and installs what that needs on a bare machine.
# Done at once when nothing changed. Exit code 3: something must be installed first; the output says how.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly stamp=.venv/.parley-setup log=.venv/setup.log
# The compiler is for llama.cpp, the libraries and the font are for Qt.
readonly debian_packages="g++ fonts-dejavu-core libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0
    libgssapi-krb5-2 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libxkbcommon-x11-0 libxkbcommon0"
readonly build_tools=(--build-constraints packaging/build.lock --require-build-hashes
    --preview-features build-dependency-hashes)

say() { printf 'setup: %s\n' "$*"; }
needs() {
    say "$1"
    exit 3
}

fingerprint() {
    pwd
    cksum pyproject.toml packaging/*.lock packaging/setup.sh
}

# A uv that can also verify what builds llama.cpp; otherwise one of our own in .uv, out of the system's way.
has_uv() { uv pip sync --require-build-hashes --help >/dev/null 2>&1; }

install_system_packages() {
    case "$(uname)" in
    Darwin)
        xcode-select -p >/dev/null 2>&1 || needs "A compiler is missing. Run:  xcode-select --install"
        ;;
    Linux)
        if command -v apt-get >/dev/null; then
            install_debian_packages
        elif ! command -v c++ >/dev/null; then
            needs "A C++ compiler is missing. Install it with this system's package manager."
        fi
        ;;
    esac
}

install_debian_packages() {
    local wanted missing
    wanted=$debian_packages
    has_uv || python3 -c 'import ensurepip' 2>/dev/null || wanted+=" python3-venv"
    # Provided names count, since newer releases have renamed some of these packages.
    missing=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package} ${Provides}\n' | awk -v wanted="$wanted" '
        /^ii/ { gsub(/\([^)]*\)|,/, " "); for (i = 2; i <= NF; i++) here[$i] }
        END { n = split(wanted, names); for (i = 1; i <= n; i++) if (!(names[i] in here)) printf " %s", names[i] }')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        needs "System packages are missing. Run this once as root (with sudo or su), then try again:
apt-get update && apt-get install --yes --no-install-recommends$missing"
    fi
    say "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    apt-get install -qq --no-install-recommends $missing >/dev/null
}

find_uv() {
    if has_uv; then
        uv=uv
        return
    fi
    uv=.uv/bin/uv
    command -v python3 >/dev/null || needs "Python is missing. Install Python 3.11, 3.12 or 3.13, or uv."
    if ! [ -x $uv ]; then
        say "Installing uv into .uv"
        python3 -m venv --clear .uv
    fi
    .uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/uv.lock
}

make_venv() {
    # A virtual environment does not survive a move of its folder.
    if .venv/bin/python -c '' 2>/dev/null && [ "$(head -n 1 "$stamp" 2>/dev/null || pwd)" = "$PWD" ]; then
        return
    fi
    "$uv" venv --quiet --clear --no-python-downloads .venv 2>/dev/null && return
    say "No Python 3.11 to 3.13 is here; uv fetches one."
    "$uv" venv --quiet --clear .venv
}

# uv keeps an installed llama.cpp of the right version, even if it was built with other settings.
drop_other_build() {
    local settings built=.venv/.parley-llama
    settings=$(sed -n -e '/^\[tool.uv.config-settings-package/,/^\[/p' pyproject.toml \
        -e '/^llama-cpp-python==/p' packaging/requirements.lock | cksum)
    [ "$(cat "$built" 2>/dev/null)" = "$settings" ] && return
    "$uv" pip uninstall --quiet --python .venv llama-cpp-python 2>/dev/null || true
    rm -f .venv/lib/python*/site-packages/llama_cpp/lib/libggml-vulkan.so # not uv's; see packaging/vulkan.sh
    echo "$settings" >"$built"
}

# First from uv's cache alone: then nothing is asked of the network, and nothing is compiled again.
install_locked() {
    local sync=("$uv" pip sync packaging/requirements.lock --python .venv --require-hashes
        --only-binary :all: --no-binary llama-cpp-python "${build_tools[@]}")
    "${sync[@]}" --quiet --offline 2>/dev/null && return
    say "Installing the locked packages"
    if ! "${sync[@]}" --verbose 2>&1 | tee "$log" | show_progress; then
        sed -e '/^DEBUG/d' -e '/^error/,$!d' "$log"
        say "That failed. Everything that was printed is in $log"
        exit 1
    fi
}

# Makes a few lines, or one moving line in a terminal, of what uv says while it downloads and compiles.
show_progress() {
    local line percent next=0
    while IFS= read -r line; do
        case "$line" in
        *" Building llama-cpp-python"*) say "Compiling llama.cpp: once, for five to ten minutes" ;;
        "Downloading "*) say "$line" ;;
        esac
        [[ $line =~ ^DEBUG\ \[([0-9]+)/([0-9]+)\]\  ]] || continue
        percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
        ((percent >= next)) || continue
        if [ -t 1 ]; then
            printf '\rsetup: llama.cpp %3d %%' "$percent"
            [ "$percent" -lt 100 ] || echo
            next=$((percent + 1))
        else
            say "llama.cpp $percent %"
            next=$((percent - percent % 10 + 10))
        fi
    done
}

install_parley() {
    local install=("$uv" pip install --quiet --python .venv --no-deps --editable . "${build_tools[@]}")
    "${install[@]}" --offline 2>/dev/null || "${install[@]}"
    .venv/bin/python -c 'import PySide6.QtWidgets' ||
        needs "Qt cannot start: install the library that the last line names."
}

if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ]; then
    exit 0
fi
install_system_packages
find_uv
make_venv
drop_other_build
install_locked
install_parley
fingerprint >"$stamp"
say "Ready"
