#!/bin/sh
# Create the virtual environment if it is missing, and install one lock file and this project into it.
# Usage: scripts/install.sh VENV LOCKFILE
set -eu
venv=$1
lock=$2

find_python() {
    for name in python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and was not found on PATH." >&2
    exit 1
}

make_environment() {
    if command -v uv >/dev/null; then
        uv venv --quiet --python '>=3.11' "$venv"
    else
        python=$(find_python)
        "$python" -m venv "$venv"
    fi
}

# Print a working uv: the one on PATH, or the locked one, installed into the environment by pip. uv installs the lock
# in seconds, pip in a minute or more.
find_uv() {
    command -v uv && return
    sed -n '/^uv==/,/[^\\]$/p' "$lock" >"$venv/uv.txt"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        -r "$venv/uv.txt" >/dev/null 2>&1 && echo "$venv/bin/uv"
}

# The lock is complete, so there is nothing to resolve (--no-deps), and every file must have a known hash.
install_with() {
    "$@" install --quiet --no-deps --require-hashes -r "$lock" &&
        "$@" install --quiet --no-deps --no-build-isolation --editable .
}

echo "Installing $lock into $venv"
[ -x "$venv/bin/python" ] || make_environment
export VIRTUAL_ENV="$venv"
if uv=$(find_uv) && install_with "$uv" pip; then
    exit 0
fi
# On a network whose mirror only pip is configured for, uv fails and pip does it alone.
install_with "$venv/bin/python" -m pip
