#!/usr/bin/env bash
# Makes build/llama_programs/llama-bench and llama-server: llama.cpp's own programs, beside which Parley's engine is
# measured. Built from the same source as the locked llama-cpp-python, on the libraries that are installed with it, and
# not again while both stay the same.
# Exit code 3: this computer lacks what it takes; the output says what.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly out=build/llama_programs work=build/llama_programs/work
readonly jobs=${JOBS:-2}

say() { printf 'llama.cpp: %s\n' "$*"; }
needs() {
    say "$1"
    exit 3
}

locked=$(sed -n '/^llama-cpp-python==/,/^[a-z]/p' packaging/requirements.lock | sed '$d')
libraries=$(echo "$PWD"/.venv/lib/python*/site-packages/llama_cpp/lib)
stamp=$(printf '%s' "$locked" | cat - packaging/llama_programs.sh "$libraries"/libllama{,-common}.so | cksum)
[ "$(cat $out/stamp 2>/dev/null)" != "$stamp" ] || exit 0
for tool in g++ cmake; do command -v $tool >/dev/null || needs "Install $tool first."; done
[ -e "$libraries/libmtmd.so" ] || needs "The installed llama-cpp-python is without libmtmd, which llama-server needs."

fetch_source() {
    local pip=(uv run --quiet --no-project --with pip -- python -m pip)
    command -v uv >/dev/null || pip=(.uv/bin/python -m pip)
    printf '%s\n' "$locked" >$work/llama.lock
    "${pip[@]}" download --quiet --no-deps --no-binary :all: --require-hashes -d $work -r $work/llama.lock
    tar -xzf $work/llama_cpp_python-*.tar.gz -C $work --strip-components 1 --wildcards '*/vendor/llama.cpp'
}

# Its pages for a browser are left out: they would be fetched from elsewhere.
write_empty_pages() {
    mkdir -p $work/pages
    cmake -DUI_SOURCE_DIR="$source/tools/ui" -DUI_BINARY_DIR="$PWD/$work/pages" -DLLAMA_SOURCE_DIR="$source" \
        -DHF_ENABLED=OFF -DBUILD_UI=OFF -P "$source/scripts/ui-assets.cmake" >/dev/null
}

compile() {
    local name=$1
    shift
    local objects=$work/$name.objects include
    include=$(printf ' -I%s' "$source"/{common,include,ggml/include,vendor,tools/mtmd,tools/server,.} "$PWD/$work/pages")
    mkdir -p "$objects"
    # shellcheck disable=SC2016,SC2086  # for the inner shell; a list of options
    printf '%s\n' "$@" | xargs -P "$jobs" -I{} sh -c 'exec "$0" "$@" -c {} -o '"$objects"'/$(basename {}).o' \
        nice -n 15 g++ -std=c++17 -O2 -w -fPIC -DNDEBUG -DLLAMA_SHARED -DGGML_SHARED -DGGML_BACKEND_SHARED \
        -DLLAMA_SUBPROCESS -DCPPHTTPLIB_LISTEN_BACKLOG=512 -DCPPHTTPLIB_TCP_NODELAY=1 $include
    g++ "$objects"/*.o -o "$out/$name" -L"$libraries" -Wl,-rpath,"$libraries" -Wl,--allow-shlib-undefined \
        -l:libllama-common.so.0 -l:libmtmd.so.0 -l:libllama.so.0 -l:libggml.so.0 -l:libggml-base.so.0 -pthread
}

rm -rf $out
mkdir -p $work
readonly source=$PWD/$work/vendor/llama.cpp
say "Fetching its source"
fetch_source
write_empty_pages
say "Compiling llama-bench and llama-server: once, for some minutes"
compile llama-bench "$source"/tools/llama-bench/*.cpp
compile llama-server "$source"/tools/server/*.cpp "$source/vendor/cpp-httplib/httplib.cpp" $work/pages/ui.cpp
rm -rf $work
echo "$stamp" >$out/stamp
say "Ready: $(du -ch $out/llama-* | tail -n 1 | cut -f 1)"
