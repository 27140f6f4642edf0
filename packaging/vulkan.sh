#!/usr/bin/env bash
# Makes build/vulkan/libggml-vulkan.so: llama.cpp's way to compute on graphics cards, loaded at run time where there
# is a driver. Built from the same source as the locked llama-cpp-python, and not again while that stays the same.
# Exit code 3: this computer lacks what it takes; the output says what.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly out=build/vulkan work=build/vulkan/work
readonly tools="cmake g++ glslc ninja-build"
# Debian 12's own headers are older than llama.cpp asks for; headers need nothing of the release they come from.
readonly headers="libvulkan-dev spirv-headers" release=trixie

say() { printf 'vulkan: %s\n' "$*"; }
needs() {
    say "$1"
    exit 3
}

# For whoever runs Parley from here. A new file: workers may be running with the old one.
put_beside_llama() {
    local libraries
    for libraries in .venv/lib/python*/site-packages/llama_cpp/lib; do
        [ ! -d "$libraries" ] || install -m 644 $out/libggml-vulkan.so "$libraries/"
    done
}

locked=$(sed -n '/^llama-cpp-python==/,/^[a-z]/p' packaging/requirements.lock | sed '$d')
stamp=$(printf '%s' "$locked" | cat - packaging/vulkan.sh | cksum)
if [ "$(cat $out/stamp 2>/dev/null)" = "$stamp" ]; then
    put_beside_llama
    exit 0
fi

install_tools() {
    command -v apt-get >/dev/null || needs "Only Debian's way to get $tools is known here; see docs/releasing.md."
    # shellcheck disable=SC2086  # a list of names
    dpkg -s $tools libvulkan1 >/dev/null 2>&1 && return
    [ "$(id -u)" = 0 ] || needs "As root, run:  apt-get install --no-install-recommends $tools libvulkan1"
    # shellcheck disable=SC2086
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
        $tools libvulkan1 >/dev/null; }; then
        needs "These cannot be installed: $tools libvulkan1"
    fi
}

# Debian's signatures are checked as ever; nothing of that release is installed, only unpacked.
fetch_headers() {
    local apt=$PWD/$work/apt mirror
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    # shellcheck disable=SC2016  # for apt, not for the shell
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$apt/sources.list"
    local package options=(-o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" -qq update || return
    # shellcheck disable=SC2086
    (cd "$apt" && apt-get "${options[@]}" -qq download $headers) || return
    for package in "$apt"/*.deb; do dpkg-deb -x "$package" $work/headers; done
}

fetch_source() {
    local pip=(uv run --quiet --no-project --with pip -- python -m pip)
    command -v uv >/dev/null || pip=(.uv/bin/python -m pip)
    printf '%s\n' "$locked" >$work/llama.lock
    "${pip[@]}" download --quiet --no-deps --no-binary :all: --require-hashes -d $work -r $work/llama.lock
    tar -xzf $work/llama_cpp_python-*.tar.gz -C $work --strip-components 1 --wildcards '*/vendor/llama.cpp'
}

compile() {
    local include=$PWD/$work/headers/usr
    cmake -G Ninja -S $work/vendor/llama.cpp -B $work/build -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
        -DGGML_BACKEND_DL=ON -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF -DGGML_CPU=OFF -DGGML_VULKAN=ON -DCMAKE_SKIP_RPATH=ON \
        -DLLAMA_BUILD_COMMON=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF \
        -DLLAMA_BUILD_SERVER=OFF -DLLAMA_OPENSSL=OFF -DVulkan_INCLUDE_DIR="$include/include" \
        -DVulkan_LIBRARY="$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p | awk '/libvulkan.so.1 /{print $NF; exit}')" \
        -DVulkan_GLSLC_EXECUTABLE="$(command -v glslc)" -DSPIRV-Headers_DIR="$include/share/cmake/SPIRV-Headers" \
        >$work/configure.log || { cat $work/configure.log; exit 1; }
    cmake --build $work/build --target ggml-vulkan >$work/build.log || { tail -n 40 $work/build.log; exit 1; }
}

# An older module would not fit a newer llama.cpp.
rm -rf $out .venv/lib/python*/site-packages/llama_cpp/lib/libggml-vulkan.so
mkdir -p $work
install_tools
say "Fetching headers of Debian $release, and llama.cpp's source"
fetch_headers || needs "Debian $release's headers cannot be fetched from this computer's mirror."
fetch_source
say "Compiling llama.cpp's Vulkan module: once, for five to ten minutes"
compile
cp $work/build/bin/libggml-vulkan.so $out/
strip --strip-unneeded $out/libggml-vulkan.so
rm -rf $work
echo "$stamp" >$out/stamp
put_beside_llama
say "Ready: $(du -h $out/libggml-vulkan.so | cut -f 1)"
