#!/bin/sh
# Write requirements/run.lock and requirements/dev.lock anew: exact versions and hashes of every file, for CPython 3.11
# to 3.13 on any Linux. In: pyproject.toml, requirements/build.in. Out: the two locks. Needs a package index.
#
#   tools/lock.sh              keeps versions that still fit
#   tools/lock.sh --upgrade    takes the newest that fit
set -eu
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check uv

# The development lock first: the other one takes its versions, so that it is a part of it.
compile() {
    "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
compile --extra dev --extra pandas "$@" pyproject.toml requirements/build.in --output-file requirements/dev.lock
compile --constraints requirements/dev.lock "$@" pyproject.toml requirements/build.in --output-file requirements/run.lock

if grep -n -E '://|^-e|^/|@ ' requirements/run.lock requirements/dev.lock; then
    echo "lock.sh: an address or a path stands in a lock" >&2
    exit 1
fi
