#!/usr/bin/env bash
# Makes a .dmg of Parley.app:  sign.sh APP DMG
# Signed from the inside out with PARLEY_CODESIGN_IDENTITY, and notarised with APPLE_ID, APPLE_TEAM_ID and APPLE_PASSWORD,
# an app-specific one. What is not given is left out, and said. It has never been run; see docs/releasing.md.
set -euo pipefail
[ $# = 2 ] || { echo "usage: sign.sh APP DMG" >&2; exit 2; }

readonly app=$1 dmg=$2 identity=${PARLEY_CODESIGN_IDENTITY:-}
readonly entitlements=${0%/*}/entitlements.plist
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf 'sign: %s\n' "$*"; }

# Without an identity still an ad-hoc signature: Apple's own processors run nothing without one.
sign() {
    if [ -n "$identity" ]; then
        codesign --force --sign "$identity" --options runtime --timestamp "$@"
    else
        codesign --force --sign - "$@"
    fi
}

# `codesign --deep` signs in no safe order and misses what does not lie where code should.
sign_app() {
    local file
    find "$app/Contents" -type f ! -path "*/Contents/MacOS/*" -print0 | while IFS= read -r -d '' file; do
        if file -b "$file" | grep -q '^Mach-O'; then
            sign "$file"
        fi
    done
    # The deepest first: the signature of the outer one covers that of the inner one.
    find "$app/Contents" -depth -type d -name '*.framework' -print0 | while IFS= read -r -d '' file; do
        sign "$file"
    done
    for file in "$app"/Contents/MacOS/*; do
        sign --entitlements "$entitlements" "$file"
    done
    sign --entitlements "$entitlements" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
}

make_dmg() {
    ditto "$app" "$scratch/Parley.app"
    ln -s /Applications "$scratch/Applications"
    hdiutil create -quiet -ov -fs HFS+ -format UDZO -volname Parley -srcfolder "$scratch" "$dmg"
    [ -z "$identity" ] || codesign --force --sign "$identity" --timestamp "$dmg"
}

notarise() {
    xcrun notarytool submit "$dmg" --wait \
        --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM_ID" --password "$APPLE_PASSWORD"
    xcrun stapler staple "$dmg"
    xcrun stapler validate "$dmg"
}

[ -n "$identity" ] || say "there is no identity: this gets an ad-hoc signature, which macOS asks about"
sign_app
make_dmg
if [ -n "$identity" ] && [ -n "${APPLE_ID:-}" ] && [ -n "${APPLE_TEAM_ID:-}" ] && [ -n "${APPLE_PASSWORD:-}" ]; then
    notarise
else
    say "not notarised, for there are no credentials"
fi
say "$dmg"
