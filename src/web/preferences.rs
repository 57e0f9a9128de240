//! How a reader wants pages to look: kept in a cookie that holds nothing else, so that it needs
//! neither an account nor a script.

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The name of the cookie.
const NAME: &str = "display";

/// How long it is kept, in seconds: a year.
const KEPT: u32 = 31_536_000;

/// The colours of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colours {
    /// As the device has them: light or dark.
    #[default]
    Device,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
    /// Black on white, nothing softer.
    High,
    /// Yellow on black.
    Yellow,
}

impl Colours {
    /// Every choice, in the order shown.
    pub(super) const ALL: [Self; 5] =
        [Self::Device, Self::Light, Self::Dark, Self::High, Self::Yellow];

    /// Returns the name in forms and style sheets.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::High => "high",
            Self::Yellow => "yellow",
        }
    }

    /// Returns the name that readers see.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Device => "跟随设备",
            Self::Light => "浅色",
            Self::Dark => "深色",
            Self::High => "黑字白底",
            Self::Yellow => "黄字黑底",
        }
    }
}

/// The sizes of type that the care edition has, in pixels.
pub(super) const SIZES: [u8; 5] = [18, 21, 24, 27, 30];

/// What a reader chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Preferences {
    /// Whether pages are shown in the care edition (关怀版): large, plain, easy to hit.
    pub(super) care: bool,
    /// Size of type in the care edition, in pixels: one of [`SIZES`].
    pub(super) size: u8,
    /// The colours.
    pub(super) colours: Colours,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { care: false, size: SIZES[1], colours: Colours::Device }
    }
}

impl Preferences {
    /// Reads the preferences that a browser sent; what is not known counts as not chosen.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|cookies| cookies.split(';'));
        let value = pairs
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == NAME).then_some(value));
        let mut preferences = Self::default();
        for part in value.unwrap_or_default().split('.') {
            preferences.set(part);
        }
        preferences
    }

    /// Reads the fields of the form of preferences.
    pub(super) fn of_form(fields: &[(String, String)]) -> Self {
        let mut preferences = Self::default();
        for (_, value) in fields {
            preferences.set(value);
        }
        preferences
    }

    /// Takes one word of a cookie or form: `care`, a size or a name of colours.
    fn set(&mut self, word: &str) {
        if word == "care" {
            self.care = true;
        } else if let Some(size) = SIZES.into_iter().find(|size| size.to_string() == word) {
            self.size = size;
        } else if let Some(colours) = Colours::ALL.into_iter().find(|one| one.name() == word) {
            self.colours = colours;
        }
    }

    /// Returns the cookie that keeps them.
    pub(super) fn cookie(self) -> String {
        format!("{NAME}={self}; Path=/; Max-Age={KEPT}; SameSite=Lax; HttpOnly")
    }

    /// Returns the same with or without the care edition.
    pub(super) fn toggled(self) -> Self {
        Self { care: !self.care, ..self }
    }

    /// Returns the class of the page's root, by which style sheets know them.
    pub(super) fn classes(self) -> String {
        let colours = format!("colours-{}", self.colours.name());
        if self.care { format!("care size-{} {colours}", self.size) } else { colours }
    }
}

impl fmt::Display for Preferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let care = if self.care { "care." } else { "" };
        write!(f, "{care}{}.{}", self.size, self.colours.name())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::COOKIE;

    use super::{Colours, Preferences};

    fn read(cookie: &str) -> Preferences {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, cookie.parse().expect("a header"));
        Preferences::of(&headers)
    }

    #[test]
    fn a_cookie_reads_back() {
        let chosen = Preferences { care: true, size: 27, colours: Colours::Yellow };
        let cookie = chosen.cookie();
        let sent = cookie.split(';').next().expect("a pair");
        assert_eq!(read(&format!("other=1; {sent}")), chosen);
        assert_eq!(read("display=nothing.99"), Preferences::default());
        assert_eq!(read("other=care"), Preferences::default());
    }
}
