//! Holds the order of the rooms: imports point down, and each library stays behind its wall.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Each room with the rooms below that it may import, from the ground up.
const ROOMS: &[(&str, &[&str])] = &[
    ("notice", &[]),
    ("analysis", &[]),
    ("durable", &[]),
    ("access", &["durable"]),
    ("lexicon", &["notice", "analysis", "durable"]),
    ("corpus", &["notice", "analysis", "lexicon"]),
    ("received", &["durable", "notice", "lexicon", "corpus"]),
    ("query", &["notice", "analysis", "lexicon"]),
    ("engine", &["notice", "analysis", "lexicon", "query"]),
    ("ingest", &["notice", "analysis", "lexicon", "corpus", "engine"]),
    ("steward", &["notice", "lexicon"]),
    ("search", &["notice", "analysis", "lexicon", "query", "engine", "steward"]),
    (
        "upkeep",
        &[
            "durable", "access", "notice", "lexicon", "corpus", "received", "engine", "ingest",
            "search",
        ],
    ),
    ("usage", &["notice", "analysis", "query", "search"]),
    ("backup", &["durable", "lexicon", "corpus", "usage"]),
    ("precedent", &["notice", "analysis", "lexicon", "corpus", "query", "engine", "search"]),
    ("eval", &["notice", "query", "engine", "search", "precedent"]),
    (
        "web",
        &[
            "access",
            "lexicon",
            "notice",
            "received",
            "query",
            "engine",
            "steward",
            "search",
            "precedent",
            "upkeep",
            "usage",
        ],
    ),
    (
        "cli",
        &[
            "durable",
            "access",
            "backup",
            "notice",
            "lexicon",
            "corpus",
            "query",
            "engine",
            "ingest",
            "steward",
            "search",
            "precedent",
            "upkeep",
            "usage",
            "eval",
            "web",
        ],
    ),
];

/// Each library that only some files may know, with those files.
const WALLS: &[(&str, &[&str])] = &[
    ("jieba_rs", &["analysis/segment.rs"]),
    ("tantivy", &["engine/embedded/"]),
    ("axum", &["web/"]),
    ("askama", &["web/"]),
    ("clap", &["cli/"]),
    ("anyhow", &["cli/"]),
    ("scraper", &["corpus/format/html.rs"]),
    ("encoding_rs", &["corpus/decode.rs"]),
    ("chardetng", &["corpus/decode.rs"]),
    ("walkdir", &["corpus/walk.rs"]),
    // What goes over a whole library, or all concepts; no search above the engine waits for it.
    (
        "rayon",
        &[
            "ingest/",
            "cli/inspect.rs",
            "engine/background.rs",
            "engine/embedded/",
            "lexicon/colloquial/",
            "query/spelling/mod.rs",
            "search/terms/",
            "search/suggest/mod.rs",
            "search/turn.rs",
        ],
    ),
    ("indicatif", &["cli/progress.rs"]),
    ("zip", &["corpus/format/docx/", "web/export/docx/"]),
    ("roxmltree", &["corpus/format/docx/", "web/xml.rs"]),
    ("rusqlite", &["usage/store/"]),
    (
        "futures_util",
        &["engine/opensearch/", "search/turn.rs", "web/api/export.rs", "web/writing/bulk/"],
    ),
    ("rustix", &["engine/background.rs"]),
    ("qrcode", &["web/qr.rs"]),
    ("toml", &["cli/config/"]),
    ("governor", &["web/limits/"]),
    ("prometheus_client", &["web/metrics.rs"]),
    ("hyper", &["engine/opensearch/client/", "engine/opensearch/options.rs", "web/server.rs"]),
    ("hyper_util", &["engine/opensearch/client/connection.rs", "web/server.rs"]),
    ("hyper_rustls", &["engine/opensearch/client/connection.rs"]),
    ("rustls", &["engine/opensearch/client/connection.rs"]),
    ("http_body_util", &["engine/opensearch/client/connection.rs"]),
    ("base64", &["engine/opensearch/client/connection.rs"]),
    ("ipnet", &["web/client.rs", "cli/site/network.rs"]),
    ("hmac", &["access/signature.rs"]),
    ("subtle", &["access/gate/"]),
    ("getrandom", &["access/token.rs"]),
    ("tar", &["backup/"]),
    ("zstd", &["backup/"]),
    ("notify", &["upkeep/watch/watcher.rs"]),
    ("oxidize_pdf", &["corpus/format/pdf/layer.rs"]),
];

/// Edges inside a room that would close a circle: the importer, and what it must not import.
const INNER_WALLS: &[(&str, &str)] = &[
    ("web/state.rs", "crate::web::pages"),
    ("web/state.rs", "crate::web::api"),
    ("web/state.rs", "crate::web::router"),
    ("web/feedback.rs", "crate::web::"),
    ("web/refusal.rs", "crate::web::"),
    ("web/client.rs", "crate::web::"),
    ("web/metrics.rs", "crate::web::"),
    ("web/server.rs", "crate::web::"),
    ("web/operation.rs", "crate::web::state"),
    ("web/limits/", "crate::web::state"),
    ("web/export/", "crate::web::pages"),
    ("web/error.rs", "crate::web::pages"),
    ("web/error.rs", "crate::web::api"),
    ("web/error.rs", "crate::web::router"),
    ("web/assets.rs", "crate::web::"),
    ("web/pages/", "crate::web::router"),
    ("web/api/", "crate::web::router"),
    ("web/api/", "crate::web::pages"),
    ("web/pages/", "crate::web::api"),
    ("web/pages/", "crate::web::discovery"),
    ("web/discovery/", "crate::web::router"),
    ("web/discovery/", "crate::web::pages"),
    ("web/discovery/", "crate::web::api"),
];

/// A source file: its path inside `src`, with forward slashes, and its text.
struct Source {
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let sources: Vec<Source> = files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Source { text: fs::read_to_string(&path).unwrap(), path: inside(&root, &path) })
        .collect();
    assert!(sources.len() > 100, "the house is larger than {} files", sources.len());
    sources
}

fn inside(root: &Path, path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root).unwrap().into();
    path.to_string_lossy().replace('\\', "/")
}

/// Returns the rooms that a text names by full path.
fn rooms_named(text: &str) -> BTreeSet<&str> {
    text.match_indices("crate::")
        .filter_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
            Some(&rest[..end]).filter(|room| !room.is_empty())
        })
        .collect()
}

#[test]
fn imports_point_down() {
    for source in sources().iter().filter(|source| source.path.contains('/')) {
        let room = source.path.split('/').next().unwrap_or("");
        let Some((_, below)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            panic!("`{room}/` is no room of this test's table: say where it stands");
        };
        for named in rooms_named(&source.text) {
            assert!(
                named == room || below.contains(&named),
                "{}: `{room}` may not import `{named}`; see the table at the top of this test",
                source.path
            );
        }
    }
}

#[test]
fn the_order_of_the_rooms_has_no_circle() {
    for (at, (room, below)) in ROOMS.iter().enumerate() {
        for named in *below {
            let stands = ROOMS.iter().position(|(name, _)| name == named);
            assert!(stands.is_some_and(|stands| stands < at), "`{room}` stands above `{named}`");
        }
    }
}

#[test]
fn each_library_stays_behind_its_wall() {
    for source in sources() {
        for (library, rooms) in WALLS {
            let knows = source.text.contains(&format!("{library}::"));
            let may = rooms.iter().any(|room| source.path.starts_with(room));
            assert!(!knows || may, "{}: only {rooms:?} may know `{library}`", source.path);
        }
    }
}

#[test]
fn no_circle_is_closed_inside_a_room() {
    for source in sources() {
        for (importer, named) in INNER_WALLS {
            assert!(
                !source.path.starts_with(importer) || !source.text.contains(named),
                "{}: must not name `{named}`",
                source.path
            );
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is_responsible_for() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{}: has no opening sentence", source.path);
    }
}

#[test]
fn nothing_is_imported_by_glob_or_from_the_root() {
    for source in sources() {
        for line in source.text.lines().map(str::trim) {
            let glob =
                line.starts_with("use ") && line.ends_with("::*;") && !line.contains("::prelude::");
            assert!(!glob, "{}: `{line}`", source.path);
            let lifted = line.starts_with("pub use");
            assert!(!lifted, "{}: `{line}` names a thing in two places", source.path);
        }
    }
}
