# Everyday commands; `just` alone lists them.

# The folder of real notices and judged queries that measuring reads.
shared := env("ZHENGSOU_SHARED", "../shared")

# List the commands.
default:
    @just --list --unsorted

# All that must hold before a change lands.
check: format lint doc dependencies test

# Sources are formatted.
format:
    cargo fmt --check

# Lints are clean.
lint:
    cargo clippy --all-targets --locked -- -D warnings

# Documentation builds, links and all.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked

# Licences, sources and bans of dependencies.
dependencies:
    cargo deny --all-features check bans licenses sources

# Weaknesses that are known of dependencies (fetches the RustSec database from GitHub).
audit:
    cargo deny --all-features check advisories

# The tests, as README.md says.
test:
    cargo test

# The site as people use it, in Chromium over the sample library.
browser *ARGUMENTS: browser-tools
    cargo build --locked
    cd tests/browser && npm test -- {{ ARGUMENTS }}

# What the browser tests need: Chromium, a font with 汉字 and the packages of their lock.
[private]
browser-tools:
    #!/usr/bin/env bash
    set -euo pipefail
    missing=()
    command -v chromium > /dev/null || missing+=(chromium)
    command -v npm > /dev/null || missing+=(nodejs npm)
    fc-list :lang=zh 2> /dev/null | grep --quiet . || missing+=(fontconfig fonts-noto-cjk)
    if ((${#missing[@]})); then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"
    fi
    npm --prefix tests/browser ci --ignore-scripts --no-audit --no-fund

# How soon pages are seen on a slow phone, and what Lighthouse says of them.
page-speed: browser-tools
    npm --prefix tests/browser/speed ci --ignore-scripts --no-audit --no-fund
    cargo build --release --locked
    ZHENGSOU_PROGRAM="${CARGO_TARGET_DIR:-$PWD/target}/release/zhengsou" npm --prefix tests/browser/speed run measure

# What every engine promises, and the tests of the site, over a node of OpenSearch that is fetched; skipped, with a line that says so, where Java or Maven Central cannot be had.
opensearch: opensearch-tools
    tests/opensearch/run.sh 1 -- tests/opensearch/suite.sh || [ $? -eq 77 ]

# The site as people use it, over such a node.
opensearch-browser *ARGUMENTS: opensearch-tools browser-tools
    cargo build --locked
    ZHENGSOU_TEST_ENGINE=opensearch tests/opensearch/run.sh 1 -- \
        npm --prefix tests/browser test -- {{ ARGUMENTS }} || [ $? -eq 77 ]

# What runs nodes of OpenSearch: Java with its compiler, and Maven.
[private]
opensearch-tools:
    #!/usr/bin/env bash
    set -uo pipefail
    missing=()
    command -v javac > /dev/null || missing+=(default-jdk-headless)
    command -v mvn > /dev/null || missing+=(maven)
    if ((${#missing[@]})); then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" \
            || echo "not installed: ${missing[*]}"
    fi

# What becomes of searches and publications on three nodes of OpenSearch while some are lost.
opensearch-cluster:
    #!/usr/bin/env bash
    set -uo pipefail
    tests/opensearch/run.sh 3 -- cargo test --locked --test it cluster_faults -- --nocapture --test-threads=1
    outcome=$?
    [[ $outcome == 77 ]] || exit "$outcome"

# Serve the sample library.
serve:
    cargo run --release -- serve

# Score what the reader makes of the real notices.
reading:
    cargo run --release -- inspect {{ shared }}/notices --json > target/reading.jsonl
    python3 {{ shared }}/gold/score_reading.py target/reading.jsonl

# Index the real notices and score the ranking of notices and clauses.
relevance:
    cargo run --release -- index {{ shared }}/notices --index target/relevance-index
    cargo run --release -- eval notices {{ shared }}/eval/queries.tsv --index target/relevance-index > target/notices.run
    python3 {{ shared }}/eval/score.py --queries {{ shared }}/eval/queries.tsv --qrels {{ shared }}/eval/qrels.tsv target/notices.run
    cargo run --release -- eval clauses {{ shared }}/eval/queries.tsv --index target/relevance-index > target/clauses.jsonl
    python3 {{ shared }}/eval/score.py --queries {{ shared }}/eval/queries.tsv --clauses --qrels {{ shared }}/eval/qrels_clauses.tsv target/clauses.jsonl

# Try other weights over the judged queries, with cross-validation (an hour; needs the index of `just relevance`).
tune weights='{"alike":3.0,"concept_words":0.3,"expansion":0.7,"place":0.5,"most_words":0.5,"proximity":0.2,"head":1.9}':
    cargo build --release
    python3 scripts/tune.py --program target/release/zhengsou --weights '{{ weights }}' \
        --set notices:{{ shared }}/eval/queries.tsv:{{ shared }}/eval/qrels.tsv:target/relevance-index \
        --set clauses:{{ shared }}/eval/queries.tsv:{{ shared }}/eval/qrels_clauses.tsv:target/relevance-index

# Learn from the questions of the tables how telling their words are (a minute; see docs/relevance.md).
learn:
    cargo bench --bench telling -- --write data/telling.tsv

# How fast every path is; `just bench --bench budgets` prints the table of budgets.
bench *ARGUMENTS:
    cargo bench {{ ARGUMENTS }}

# Where searches of an index spend their time, as an SVG of ten seconds of the same queries (needs perf; installs inferno).
[positional-arguments]
flame-graph library index svg +queries:
    #!/usr/bin/env bash
    set -euo pipefail
    command -v inferno-flamegraph > /dev/null || cargo install inferno --locked
    # Names of functions are left out of the program otherwise.
    cargo rustc --release --locked --bin zhengsou -- -C strip=none
    python3 scripts/flame_graph.py "${CARGO_TARGET_DIR:-target}/release/zhengsou" "$1" "$2" "$3" 10 "${@:4}"

# Other engines over the same terms and queries, beside ours: tantivy, Lucene (needs Java and Maven), SQLite FTS5, SeekStorm; what cannot be had is said and left out.
bench-peers *ARGUMENTS:
    cargo run --release --locked --manifest-path benches/peers/Cargo.toml -- {{ ARGUMENTS }}

# What a library of a size costs, on one machine or on so many nodes of OpenSearch: a million clauses are some 21,000 of the bulk notices.
scale notices="21700" nodes="0":
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release --locked
    program="${CARGO_TARGET_DIR:-$PWD/target}/release/zhengsou"
    library=$(mktemp -d)
    trap 'rm -rf "$library"' EXIT
    cargo bench --bench budgets -- --notices {{ notices }} --write "$library"
    if (({{ nodes }})); then
        ZHENGSOU_OPENSEARCH_HEAP="${ZHENGSOU_OPENSEARCH_HEAP:-4g}" \
            tests/opensearch/run.sh {{ nodes }} -- python3 tests/scale/run.py "$program" "$library"
    else
        python3 tests/scale/run.py "$program" "$library"
    fi

# Every fuzz target from its seeds, a number of seconds each (needs a nightly toolchain).
fuzz seconds="1800": fuzz-tools
    #!/usr/bin/env bash
    set -euo pipefail
    found=()
    for target in $(cargo +nightly fuzz list); do
        mkdir -p "fuzz/corpus/$target"
        # PDF is read in a process with a limit of time and memory: what meets it is refused.
        beyond=()
        [[ $target == pdf ]] && beyond=(-fork=1 -ignore_timeouts=1 -ignore_ooms=1)
        cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
            -max_total_time={{ seconds }} -timeout=30 -rss_limit_mb=4096 -max_len=16384 "${beyond[@]}" \
            || { [[ $target == pdf ]] && ! compgen -G "fuzz/artifacts/pdf/crash-*" > /dev/null; } \
            || found+=("$target")
    done
    if ((${#found[@]})); then
        echo "found something: ${found[*]}"
        exit 1
    fi

# What fuzzing needs: cargo-fuzz, which a nightly toolchain runs.
[private]
fuzz-tools:
    command -v cargo-fuzz > /dev/null || cargo install cargo-fuzz --locked

# What takes hours: kills while indexing and writing, made requests, load, every fuzz target for a time. `cargo test` runs a short form of kills and fuzzing.
soak kills="300" seconds="450" examples="100": (kills kills) (schemathesis examples) load (fuzz seconds)

# The program killed so many times while indexing and while writing over HTTP.
kills kills="300":
    ZHENGSOU_KILLS={{ kills }} cargo test --release --test it interruption -- --nocapture

# Made requests to a running site, after its own description: some for each operation and phase, so many at least in all.
schemathesis examples="500" profile="release" requests="10000":
    cargo build --profile {{ profile }} --locked
    tests/schemathesis/run.sh "${CARGO_TARGET_DIR:-target}/{{ if profile == "dev" { "debug" } else { profile } }}/zhengsou" {{ examples }} {{ requests }}

# How the site holds under load: alone, at its capacity, at twice that for a time, over a publish.
load seconds="600" profile="release":
    command -v oha > /dev/null || cargo install oha --locked
    cargo build --profile {{ profile }} --locked
    python3 tests/load/run.py "${CARGO_TARGET_DIR:-target}/{{ if profile == "dev" { "debug" } else { profile } }}/zhengsou" oha \
        {{ if path_exists(shared / "notices") == "true" { shared / "notices" } else { "corpus" } }} {{ seconds }}
