#!/usr/bin/env bash
# Serves the sample library and sends it made requests after its own description, all checks on.
# Usage: run.sh PROGRAM EXAMPLES, where EXAMPLES is how many each operation gets in each phase.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$1 examples=$2
work=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null || true; rm -rf "$work"' EXIT

tools=${CARGO_TARGET_DIR:-target}/schemathesis
if [[ ! -x $tools/bin/schemathesis ]]; then
    python3 -m venv "$tools" 2> /dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
        python3 -m venv "$tools"
    }
fi
"$tools/bin/pip" install --quiet --disable-pip-version-check -r tests/schemathesis/requirements.txt

"$program" serve --corpus corpus --index "$work/index" --listen 127.0.0.1:0 --no-usage \
    > "$work/served" 2> "$work/log" &
server=$!
until grep --quiet '^serving on ' "$work/served"; do
    kill -0 "$server" 2> /dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
done
site=$(sed -n 's|^serving on \(http://[^/]*\)/.*|\1|p' "$work/served" | head -1)

curl --silent --fail "$site/api/v1/openapi.json" \
    | python3 tests/schemathesis/closed.py > "$work/openapi.json"
PYTHONPATH=tests/schemathesis SCHEMATHESIS_HOOKS=lines \
    "$tools/bin/schemathesis" --config-file tests/schemathesis/schemathesis.toml run \
    "$work/openapi.json" --url "$site" --checks all --max-examples "$examples" \
    --workers 2 --request-timeout 30 --no-color
