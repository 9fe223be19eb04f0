#!/bin/sh
# Make .venv ready: system packages, a Python of 3.11 or newer, locked dependencies with hashes, the package itself.
# In: "run" (what `make demo` needs) or "dev" (that, and the tools of `make test`). Out: .venv, or one line that says
# what is missing and exit code 1. A second run with nothing new only compares digests.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
case $kind in
run | dev) ;;
*)
    echo "usage: tools/setup.sh run|dev" >&2
    exit 2
    ;;
esac

fail() {
    echo "setup: $*" >&2
    exit 1
}

# 3.11 or newer, and really there: a shim that only says where a version might be had does not count.
find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

has_library() {
    { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null; } | grep -q "$1"
}

missing_packages() {
    command -v bwrap >/dev/null || printf ' bubblewrap'
    command -v tesseract >/dev/null || printf ' tesseract-ocr'
    languages=$(tesseract --list-langs 2>/dev/null || true)
    for language in eng ara rus; do
        printf '%s\n' "$languages" | grep -qx "$language" || printf ' tesseract-ocr-%s' "$language"
    done
    has_library 'libmagic\.so\.1' || printf ' libmagic1'
    has_library 'libarchive\.so\.13' || printf ' libarchive13'
    if [ ! -x .venv/bin/python ]; then
        python=$(find_python)
        if [ -z "$python" ] && command -v python3 >/dev/null; then
            printf ' python3.11 python3.11-venv' # the python3 that is there is too old
        elif [ -z "$python" ]; then
            printf ' python3 python3-venv'
        elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            printf ' python%s-venv' "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        fi
    fi
}

# Programs that read rarer kinds of file. Without one its kinds are unsupported, and the reason names the package.
missing_programs() {
    command -v unar >/dev/null || printf ' unar'
    command -v 7zz >/dev/null || printf ' 7zip'
    command -v readpst >/dev/null || printf ' pst-utils'
    command -v pdftotext >/dev/null || printf ' poppler-utils'
    command -v soffice >/dev/null ||
        printf ' libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui'
}

# $1: the packages. As root, or by a sudo that asks nothing.
install_packages() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        return 1
    fi
    echo "setup: installing$1"
    # shellcheck disable=SC2086 # words are meant to split
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null
}

missing=$(missing_packages)
if [ -n "$missing" ]; then
    install_packages "$missing" || true
    missing=$(missing_packages)
    [ -z "$missing" ] || fail "these system packages are missing:$missing. Install them: sudo apt-get install$missing"
fi

# A moved checkout, another Python, other locks: each makes another digest.
digest_of() {
    {
        pwd
        .venv/bin/python -VV
        cat "requirements/$1.lock" pyproject.toml tools/setup.sh
    } | sha256sum | cut -c1-64
}

is_ready() {
    [ -f ".venv/ready-$1" ] && [ "$(cat ".venv/ready-$1")" = "$(digest_of "$1")" ]
}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(find_python)
    [ -n "$python" ] || fail "no Python of 3.11 or newer is found; install one, or name it: PYTHON=/path/to/python make demo"
    echo "setup: making .venv with $python"
    rm -rf .venv
    "$python" -m venv .venv
fi
if is_ready dev || { [ "$kind" = run ] && is_ready run; }; then
    exit 0
fi
if [ "$kind" = dev ]; then
    programs=$(missing_programs)
    [ -z "$programs" ] || install_packages "$programs" ||
        echo "setup: not installed:$programs; the tests of what they read are skipped" >&2
fi
rm -f .venv/ready-*
echo "setup: installing the dependencies of requirements/$kind.lock (some minutes the first time)"
pip() {
    .venv/bin/python -m pip -qq --disable-pip-version-check --no-input "$@" ||
        fail "pip could not do its part; a package index is needed once. Nothing is half done: run it again"
}
pip install --require-hashes --only-binary :all: -r "requirements/$kind.lock"
pip install --no-deps --no-build-isolation --no-index -e .
digest_of "$kind" >".venv/ready-$kind"
