#!/bin/sh
# Installs this folder's Parley for one person, without root. `install.sh --remove` takes it away again.
set -eu

say() { printf '%s\n' "$*"; }
fail() {
    say "install.sh: $*" >&2
    exit 1
}

check() {
    if [ "$here" = "$(CDPATH='' cd -- "$lib" 2>/dev/null && pwd -P)" ]; then
        fail "This is the installed Parley. To remove it: $lib/install.sh --remove"
    fi
    if is_there "$command" && ! is_ours; then
        fail "$command is of another program, or another way to install Parley; nothing was changed." \
            "Remove that first (what pipx installed: pipx uninstall parley), and try again."
    fi
    if is_there "$lib" && ! [ -f "$lib/install.sh" ]; then
        fail "$lib was not made by this script; nothing was changed. Move it away, and try again."
    fi
    version=$("$here/parley" --version) ||
        fail "This Parley does not run on this computer: the lines above say why. Nothing was changed."
}

is_there() { [ -e "$1" ] || [ -L "$1" ]; }
is_ours() { [ "$(readlink "$command")" = "$target" ]; }

install_parley() {
    check
    say "Installing $version for you alone"
    mkdir -p "$HOME/.local/bin" "$HOME/.local/lib"
    # Complete before it takes the old one's place: an interruption leaves a Parley that runs.
    rm -rf "$lib.new" "$lib.old"
    cp -R -p "$here" "$lib.new"
    if is_there "$lib"; then
        mv "$lib" "$lib.old"
    fi
    mv "$lib.new" "$lib"
    rm -rf "$lib.old"
    say "Copied it to $lib"
    ln -sf "$target" "$command"
    say "Linked $command to it"
    "$lib/parley" integrate || say "It is installed, but not in the menu: the lines above say why."
    case ":$PATH:" in
    *":$HOME/.local/bin:"*) say "In a terminal it is started with: parley" ;;
    *) say "In a terminal it is started with $command, as $HOME/.local/bin is not on your PATH." ;;
    esac
    say "To remove it: $lib/install.sh --remove"
}

remove_parley() {
    if ! [ -f "$lib/install.sh" ] && ! is_ours; then
        fail "There is no Parley in $lib that this script installed; nothing was changed."
    fi
    if [ -x "$lib/parley" ]; then
        "$lib/parley" integrate --remove || say "It may still be in the menu: the lines above say why."
    fi
    if is_ours; then
        rm "$command"
        say "Removed $command"
    fi
    if [ -f "$lib/install.sh" ]; then
        rm -rf "$lib"
        say "Removed $lib"
    fi
    say "Kept your servers, models and records. To delete them too, delete these folders:"
    say "    ${XDG_CONFIG_HOME:-$HOME/.config}/parley"
    say "    ${XDG_DATA_HOME:-$HOME/.local/share}/parley"
    say "    ${XDG_STATE_HOME:-$HOME/.local/state}/parley"
}

# All in functions, so that the whole script is read before it removes the folder it lies in.
main() {
    here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
    lib=${HOME:?is not set}/.local/lib/parley
    command=$HOME/.local/bin/parley
    target=../lib/parley/parley
    case "$*" in
    '') install_parley ;;
    --remove) remove_parley ;;
    *)
        say "usage: install.sh [--remove]" >&2
        exit 2
        ;;
    esac
}

main "$@"
exit
