//! Styles, scripts and pictures, inside the program, under names that change with their content.

use std::sync::LazyLock;

/// The style sheet of every page; its parts are read in this order.
const STYLE: &str = concat!(
    include_str!("assets/css/tokens.css"),
    include_str!("assets/css/base.css"),
    include_str!("assets/css/frame.css"),
    include_str!("assets/css/box.css"),
);

/// What pages of results add to it: a page waits for no style of another.
const RESULTS_STYLE: &str =
    concat!(include_str!("assets/css/results.css"), include_str!("assets/css/facets.css"));

/// What the check of a draft adds to it, which shows precedents as the desk does.
const CHECK_STYLE: &str =
    concat!(include_str!("assets/css/desk.css"), include_str!("assets/css/check.css"));

/// What pages of the precedent desk add to it.
const DESK_STYLE: &str =
    concat!(include_str!("assets/css/desk.css"), include_str!("assets/css/versions.css"));

/// The box of every page, with suggestions and the last searches.
const BOX: &str = concat!(
    include_str!("assets/js/combobox.js"),
    include_str!("assets/js/recent.js"),
    include_str!("assets/js/box.js"),
);

/// The box for pages of other sites, which may have names of their own: it adds none to theirs.
pub(super) const EMBED_SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/js/combobox.js"),
    include_str!("assets/js/embed.js"),
    "})();\n"
);

/// The style sheet of the box on pages of other sites.
pub(super) const EMBED_STYLE: &str = include_str!("assets/css/embed.css");

/// The icon.
pub(super) const ICON: &str = include_str!("assets/icon.svg");

/// What is served: name, kind, content.
const SOURCES: &[(&str, &str, &str)] = &[
    ("site.css", SHEET, STYLE),
    ("home.css", SHEET, include_str!("assets/css/home.css")),
    ("results.css", SHEET, RESULTS_STYLE),
    ("reading.css", SHEET, include_str!("assets/css/reading.css")),
    ("library.css", SHEET, include_str!("assets/css/library.css")),
    ("api.css", SHEET, include_str!("assets/css/api.css")),
    ("check.css", SHEET, CHECK_STYLE),
    ("desk.css", SHEET, DESK_STYLE),
    ("care.css", SHEET, include_str!("assets/css/care.css")),
    ("print.css", SHEET, include_str!("assets/css/print.css")),
    ("box.js", SCRIPT, BOX),
    ("aloud.js", SCRIPT, include_str!("assets/js/aloud.js")),
    ("facets.js", SCRIPT, include_str!("assets/js/facets.js")),
    ("reading.js", SCRIPT, include_str!("assets/js/reading.js")),
    ("icon.svg", "image/svg+xml", ICON),
];

const SHEET: &str = "text/css; charset=utf-8";

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file that pages load.
#[derive(Debug)]
pub(super) struct Asset {
    name: &'static str,
    /// Where it is; another content has another path, so that it can be kept for ever.
    pub(super) path: String,
    /// Its media type.
    pub(super) kind: &'static str,
    /// Its text.
    pub(super) content: &'static str,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let named = SOURCES.iter().map(|(name, kind, content)| {
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        let hash = blake3::hash(content.as_bytes()).to_hex();
        Asset { name, path: format!("/assets/{stem}-{}.{ending}", &hash[..10]), kind, content }
    });
    named.collect()
});

/// Returns where an asset is, by its name.
pub(super) fn path(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.path)
}

/// Returns the asset at a path.
pub(super) fn at(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}
