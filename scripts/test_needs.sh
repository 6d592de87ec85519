#!/bin/sh
# Provide PostgreSQL, Chromium, nginx and LibreOffice, which the tests use: install what is missing on Debian and Ubuntu if
# permitted; elsewhere say what is missing and how to get it, and go on.
# Usage: scripts/test_needs.sh PYTHON
set -eu
cd "$(dirname "$0")/.."
python=$1

missing() {
    "$python" -m scripts.programs
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

# With fonts: a bare machine has none, and measures text wrongly without them.
packages_for() {
    case $1 in
        postgresql) echo postgresql ;;
        chromium) echo chromium-headless-shell fonts-liberation ;;
        nginx) echo nginx-light ;;
        libreoffice) echo libreoffice-writer libreoffice-calc libreoffice-impress ;;
    esac
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq "$@" >/dev/null </dev/null
}

explain() {
    case $1 in
        postgresql)
            echo "PostgreSQL 15 or newer was not found; its tests are skipped."
            echo "  macOS: brew install postgresql@17. Fedora: dnf install postgresql-server. Debian: apt-get install postgresql."
            echo "  Installed elsewhere? Set MAALSTREG_PG_BIN to the folder that holds initdb and postgres."
            ;;
        chromium)
            echo "Chromium was not found; the tests in a browser are skipped."
            echo "  macOS: brew install --cask chromium. Fedora: dnf install chromium. Debian: apt-get install chromium."
            echo "  Installed elsewhere? Set MAALSTREG_CHROMIUM to the program."
            ;;
        nginx)
            echo "nginx was not found; the tests of the proxy are skipped."
            echo "  macOS: brew install nginx. Fedora: dnf install nginx. Debian: apt-get install nginx-light."
            echo "  Installed elsewhere? Set MAALSTREG_NGINX to the program."
            ;;
        libreoffice)
            echo "LibreOffice was not found; the tests that open papers in it are skipped."
            echo "  macOS: brew install --cask libreoffice. Fedora: dnf install libreoffice-writer libreoffice-calc libreoffice-impress."
            echo "  Installed elsewhere? Set MAALSTREG_OFFICE to the program soffice."
            ;;
    esac >&2
}

needed=$(missing)
if [ -n "$needed" ] && may_install; then
    echo "Installing for the tests:" $needed
    apt update || echo "The package lists could not be refreshed." >&2
    for name in $needed; do
        # shellcheck disable=SC2046 # several packages
        apt install --no-install-recommends $(packages_for "$name") || echo "$name could not be installed." >&2
    done
    needed=$(missing)
fi
for name in $needed; do
    explain "$name"
done
