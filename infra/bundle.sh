#!/bin/sh
# Assemble one Lambda in $ARTIFACTS_DIR: the locked wheels of group $1, then the packages named.
#
# ARCHITECTURE is arm64 (the default) or x86_64.  Wheels are chosen for it, nothing is compiled, so
# any machine with `uv` builds for any other, without Docker.
set -eu
group=$1; shift
cd "$(dirname "$0")/.."

case ${ARCHITECTURE:-arm64} in
    arm64) platform=aarch64-manylinux2014 ;;
    x86_64) platform=x86_64-manylinux2014 ;;
    *) echo "ARCHITECTURE is arm64 or x86_64, not '$ARCHITECTURE'" >&2; exit 2 ;;
esac

command -v uv >/dev/null || { echo "uv is not on the PATH; 'make build' puts it there" >&2; exit 2; }
export UV_PYTHON_DOWNLOADS=never
uv pip install --quiet --require-hashes --requirement "requirements/$group.txt" \
    --target "$ARTIFACTS_DIR" --only-binary :all: --link-mode copy \
    --python-version 3.13 --python-platform "$platform"

for package in "$@"; do
    parent=$ARTIFACTS_DIR/$(dirname "$package")
    mkdir -p "$parent"
    cp "$(dirname "$package")/__init__.py" "$parent/"
    cp -R "$package" "$parent/"
done

# What no function reads: programs, tests, types, zstandard's second engine (only PyPy uses it), and
# botocore's descriptions of the services that we do not call (24 MB of its 27).  The *.dist-info
# stay: importlib.metadata looks versions up in them.
cd "$ARTIFACTS_DIR"
rm -rf bin .lock zstandard/_cffi.*.so zstandard/backend_cffi.py
find . \( -name __pycache__ -o -name tests \) -type d -prune -exec rm -rf {} +
find . -name '*.pyi' -delete
# Of babel's languages those of web/pages/language.py, and what they are built on: 1 MB of 31.
if [ -d babel/locale-data ]; then
    find babel/locale-data -type f ! -name root.dat ! -name en.dat ! -name en_001.dat \
        ! -name en_GB.dat ! -name de.dat ! -name es.dat ! -name fr.dat ! -name ja.dat \
        ! -name zh.dat -delete
fi
if [ -d botocore/data ]; then
    find botocore/data -mindepth 1 -maxdepth 1 -type d \
        ! -name dynamodb ! -name lambda ! -name s3 ! -name sts -exec rm -rf {} +
fi

# Lambda's file system is read-only, so bytecode that is not shipped is made at every cold start.
# Unchecked: the sources next to it cannot change, and need not even be looked at.
uv run --quiet --no-project --python 3.13 python -m compileall -q \
    --invalidation-mode unchecked-hash .
