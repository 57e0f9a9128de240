#!/usr/bin/env bash
# Serves the sample library and sends it made requests after its own description, all checks on.
# Usage: run.sh PROGRAM EXAMPLES REQUESTS, where EXAMPLES is how many each operation gets in each
# phase, and REQUESTS how many the site must have answered at the end, by its own count.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$1 examples=$2 requests=$3
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
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/schemathesis
"$tools/bin/python" tests/schemathesis/test_closed.py

cp -r corpus "$work/library"
key=$("$program" keys create --index "$work/index" --name schemathesis --scope read --scope write --scope operate)
"$program" serve --corpus "$work/library" --index "$work/index" --listen 127.0.0.1:0 \
    --metrics-listen 127.0.0.1:0 --usage "$work/usage.sqlite" > "$work/served" 2> "$work/log" &
server=$!
until grep --quiet '^serving on ' "$work/served"; do
    kill -0 "$server" 2> /dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
done
site=$(sed -n 's|^serving on \(http://[^/]*\)/.*|\1|p' "$work/served" | head -1)
figures=$(sed -n 's|^metrics on ||p' "$work/served" | head -1)

curl --silent --fail "$site/api/v1/openapi.json" \
    | python3 tests/schemathesis/closed.py > "$work/openapi.json"
# A short form sends the same in every run, so that a change is judged by what it changes.
same=()
((examples > 1)) || same=(--generation-deterministic)
# One worker: Python takes syntax trees apart in one thread at a time only, and Hypothesis needs them.
outcome=0
SCHEMATHESIS_HOOKS=hooks \
    "$tools/bin/schemathesis" --config-file tests/schemathesis/schemathesis.toml run \
    "$work/openapi.json" --url "$site" --header "Authorization: Bearer $key" \
    --checks all --max-examples "$examples" --workers 1 --request-timeout 30 --no-color "${same[@]}" || outcome=$?

answered=$(curl --silent --fail "$figures" | awk '/^zhengsou_http_request_duration_seconds_count/ { sum += $2 } END { print sum + 0 }')
echo "$answered requests were answered; asked for were $requests"
((outcome == 0)) || exit "$outcome"
((answered >= requests))
