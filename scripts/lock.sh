#!/bin/sh
# Refresh the lock files: names, versions and hashes only. Pins stay unless asked: scripts/lock.sh --upgrade
set -eu
cd "$(dirname "$0")/.."

if ! uv=$(command -v uv); then
    throwaway=$(mktemp -d)
    trap 'rm -rf "$throwaway"' EXIT
    python3 -m venv "$throwaway"
    "$throwaway/bin/pip" install --quiet uv
    uv=$throwaway/bin/uv
fi

lock() {
    target=$1
    shift
    "$uv" pip compile pyproject.toml --output-file "$target" --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

lock requirements.lock --group build "$@"
lock requirements-dev.lock --group build --group dev --constraints requirements.lock "$@"
