# Sourced by the scripts beside it: goes to the top of the repository and finds a Python that is new enough.

cd "$(dirname "$0")/.." || exit 1

python=
for candidate in python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "courtesy needs Python 3.11 or newer, and no python3 here is. On Debian: apt install python3 python3-venv" >&2
    exit 1
fi

# install EXTRA: makes .venv if there is none, and installs the project into it when pyproject.toml is newer.
install() {
    marker=".venv/installed-${1:-plain}"
    if [ ! -x .venv/bin/python ]; then
        rm -rf .venv
        "$python" -m venv .venv || {
            echo "could not make a virtual environment. On Debian: apt install python3-venv" >&2
            exit 1
        }
    fi
    # Stanza needs torch, and of torch this version; COURTESY_TORCH may hold pip's words for another build of it.
    if [ "$1" = dev ] && ! .venv/bin/python -c "import importlib.util as u, sys; sys.exit(not u.find_spec('torch'))"; then
        # shellcheck disable=SC2086  # it may be several words
        .venv/bin/python -m pip install --quiet --disable-pip-version-check ${COURTESY_TORCH:-torch==2.13.0} >&2 || exit 1
    fi
    if [ ! -e "$marker" ] || [ pyproject.toml -nt "$marker" ]; then
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".${1:+[$1]}" >&2 || exit 1
        touch "$marker"
    fi
}
