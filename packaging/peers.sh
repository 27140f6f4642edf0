#!/usr/bin/env bash
# Installs the frameworks of the MCP servers that tests/e2e/test_peers.py meets, and of the model server that
# tests/models/remote/test_real_servers.py asks, each in an environment of its own in build/peers, from the hashes in
# tests/peers. Done at once when nothing changed. Exit code 3: one cannot be had here.
# With --lock it writes the locks anew.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly root=$PWD out=$PWD/build/peers pins=$PWD/tests/peers
readonly peers="fastmcp3 fastmcp4 pydantic_ai llama_cpp"

say() { printf 'peers: %s\n' "$*"; }

requirement() {
    case "$1" in
    fastmcp3) echo "fastmcp==3.4.11" ;;
    fastmcp4) echo "fastmcp==4.1.6" ;;
    pydantic_ai) echo "pydantic-ai-slim[mcp]==2.68.0" ;;
    # What its extra "server" wants; llama_cpp itself is Parley's own build.
    llama_cpp) printf '%s\n' fastapi pydantic-settings pyyaml sse-starlette "starlette-context<0.4" uvicorn ;;
    esac
}

# fastmcp demands a certifi that is newer than the newest here; Parley's own does.
lock() {
    local name
    sed -n 's/^\(certifi==[^ ]*\).*/\1/p' "$root/packaging/requirements.lock" >override.txt
    for name in $peers; do
        requirement "$name" >wanted.in
        "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
            --no-emit-index-url --override override.txt wanted.in --output-file wanted.lock >/dev/null
        { echo "# Written by \`packaging/peers.sh --lock\`; holds for Linux, macOS and Windows."; cat wanted.lock; } \
            >"$pins/$name.lock"
        rm wanted.lock
    done
}

# First from uv's cache alone, so that nothing is asked of the network.
install() {
    local lock=$pins/$1.lock home=$out/$1 stamp sync
    stamp=$(echo "$home"; cksum <"$lock")
    [ "$(cat "$home/stamp" 2>/dev/null)" != "$stamp" ] || return 0
    say "installing $1"
    "$uv" venv --quiet --clear --python "$root/.venv/bin/python" "$home" || return 3
    sync=("$uv" pip sync --quiet "$lock" --python "$home" --require-hashes --only-binary :all:)
    "${sync[@]}" --offline 2>/dev/null || "${sync[@]}" || return 3
    echo "$stamp" >"$home/stamp"
}

uv=$root/.uv/bin/uv
[ -x "$uv" ] || uv=uv
command -v "$uv" >/dev/null || { say "uv is missing; \`make setup\` installs it"; exit 3; }
mkdir -p "$out"
# Elsewhere, for what pyproject.toml says to uv is about Parley's own environment.
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
cd "$elsewhere"
[ "${1:-}" != --lock ] || { lock; exit; }
for name in $peers; do
    install "$name" || { say "$name cannot be installed here; the tests that meet it are skipped"; exit 3; }
done
