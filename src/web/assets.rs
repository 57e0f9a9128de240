//! Style sheet and icon, inside the program.

use std::sync::LazyLock;

/// The style sheet.
pub(super) const STYLE: &str = include_str!("assets/site.css");

/// The icon.
pub(super) const ICON: &str = include_str!("assets/icon.svg");

/// Where the style sheet is: its name changes with its content, so that it can be kept for ever.
pub(super) static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    format!("/assets/site-{}.css", &blake3::hash(STYLE.as_bytes()).to_hex()[..10])
});
