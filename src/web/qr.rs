//! Draws an address as a QR code in SVG.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The light border that readers of codes need, in modules (ISO/IEC 18004).
const BORDER: usize = 4;

/// The longest address that is drawn, in bytes: a code of 73 modules, which a telephone still
/// reads from a square of three centimetres.
const LONGEST: usize = 400;

/// A drawn code: the side of its square in modules, and the path of its dark modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// The side, border included.
    pub(super) side: usize,
    /// What an SVG path strokes, one line a row of modules.
    pub(super) path: String,
}

/// Draws an address; `None` where it is too long to be read from a page.
pub(super) fn draw(address: &str) -> Option<Drawing> {
    if address.len() > LONGEST {
        return None;
    }
    let code = QrCode::with_error_correction_level(address, EcLevel::L).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut at = 0;
        while at < width {
            let same = modules[at..].iter().take_while(|module| **module == modules[at]).count();
            if modules[at] == Color::Dark {
                let _ = write!(path, "M{} {}.5h{same}", at + BORDER, row + BORDER);
            }
            at += same;
        }
    }
    Some(Drawing { side: width + 2 * BORDER, path })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, draw};

    #[test]
    fn a_code_begins_with_the_mark_of_its_corner() {
        let drawing = draw("https://so.qingze.example/notices/a").expect("short enough");
        assert_eq!(drawing.side, 29 + 8);
        assert!(drawing.path.starts_with("M4 4.5h7"), "{}", drawing.path);
        assert_eq!(draw(&"a".repeat(LONGEST + 1)), None);
    }
}
