#!/bin/sh
# Opens the desk by a double click or a command, from a copy of this project. The first time it installs what it needs
# into .venv of that copy, which takes Python 3.11 or newer and, that once, a network. Your files lie in the folder
# supplychain-risk of your home folder; name another as the first argument.
set -eu
cd "$(dirname "$0")/../.."
if [ ! -x .venv/bin/supplychain-risk ] || ! .venv/bin/python -c "import starlette, uvicorn" 2>/dev/null; then
  echo "Installing, once. This takes a few minutes."
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check '.[app,docs,pdf]'
fi
exec .venv/bin/supplychain-risk app "${1:-$HOME/supplychain-risk}"
