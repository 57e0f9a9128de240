#!/usr/bin/env bash
# Runs what every engine promises, and the tests of the site, over the cluster that
# ZHENGSOU_OPENSEARCH_URL names; further words choose among the latter.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The tests that ask a site or its library; all others are about files, words or one engine.
site=(
    algolia answers api authority bulk checks corrections description discovery drafting explanations
    export fact_tables formats ingest jobs keys lexicon_reload library_watched limits offers operation pages
    partly plain_words precedents quoting reading_page real_jobs turning upkeep uploads usage watching whole_notices
    wording_groups writing writing_guide
)
(($#)) || set -- "${site[@]/%/::}"

cargo test --locked --test it engine -- --nocapture
# Words are looked for anywhere in names: what is about one engine is left out again, as is a command
# that is told of a folder alone.
ZHENGSOU_TEST_ENGINE=opensearch cargo test --locked --test it -- "$@" \
    --skip cluster_client --skip cluster_faults --skip interruption \
    --skip the_operator_is_told_what_found_nothing
