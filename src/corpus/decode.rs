//! Bytes to text: UTF-8, UTF-16, GBK, GB18030, Big5, with or without a declared charset.

use std::io::Read;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

use crate::corpus::error::Reason;
use crate::corpus::walk::Format;

/// Bytes that the detector looks at; two thousand sufficed on real notices.
const SAMPLE: usize = 64 << 10;

/// Where a page declares its charset.
const HEAD: usize = 4 << 10;

/// The most that an import unpacks to.
const LARGEST_UNPACKED: u64 = 4 << 30;

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Whether some bytes were invalid and stand as �.
    pub damaged: bool,
}

/// Decodes a file; a packed import is unpacked first.
///
/// A byte-order mark decides, then validity as UTF-8, then a charset that a page declares, then
/// the statistics of the bytes. GBK is read as GB18030, which holds it.
///
/// # Errors
///
/// The bytes are no text, or cannot be unpacked, or there are none.
pub fn decode(bytes: &[u8], format: Format) -> Result<Decoded, Reason> {
    let unpacked;
    let bytes = if format == Format::PackedJsonLines {
        unpacked = unpack(bytes)?;
        &unpacked
    } else {
        bytes
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Reason::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let decoded = decode_as(encoding, bytes);
        return if is_text(&decoded.text) { Ok(decoded) } else { Err(Reason::Binary) };
    }
    if bytes.contains(&0) {
        return Err(Reason::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: UTF_8.name(), damaged: false });
    }
    let declared = if format == Format::Html { declared_charset(bytes) } else { None };
    let encoding = declared.unwrap_or_else(|| detect(bytes));
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let decoded = decode_as(encoding, bytes);
    let replaced = decoded.text.chars().filter(|c| *c == '\u{FFFD}').count();
    if replaced * 4 > decoded.text.chars().count() {
        return Err(Reason::Binary);
    }
    Ok(decoded)
}

/// Tells a text by how few of its characters are controls that no text uses.
fn is_text(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    controls * 100 <= text.chars().count()
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), damaged }
}

/// Tells UTF-16 without a mark by where its zero bytes stand.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let few = sample.len() / 64;
    match (even > few.max(1), odd > few.max(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)charset\s*=\s*["']?\s*([a-z0-9_\-]+)"#).expect("a literal pattern")
    });
    let head = &bytes[..bytes.len().min(HEAD)];
    let label = CHARSET.captures(head)?.get(1)?.as_bytes();
    Encoding::for_label(label).filter(|encoding| *encoding != UTF_8)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Allow);
    if [GBK, GB18030, BIG5, UTF_8].contains(&guess) { guess } else { GB18030 }
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .take(LARGEST_UNPACKED)
        .read_to_end(&mut unpacked)
        .map_err(Reason::Packed)?;
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::decode;
    use crate::corpus::error::Reason;
    use crate::corpus::walk::Format;

    const TEXT: &str = "清泽市人民政府办公室关于印发2024年政务公开工作要点的通知，请认真贯彻执行。";

    fn text_of(bytes: &[u8], format: Format) -> String {
        decode(bytes, format).expect("it is text").text
    }

    #[test]
    fn every_encoding_in_use_is_read() {
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.clone()).collect();
        let gb = encoding_rs::GB18030.encode(TEXT).0.into_owned();
        let big5 = encoding_rs::BIG5
            .encode("關於印發政務公開工作要點的通知，請認真貫徹執行。")
            .0
            .into_owned();
        let with_mark: Vec<u8> = "\u{FEFF}".bytes().chain(TEXT.bytes()).collect();
        assert_eq!(text_of(TEXT.as_bytes(), Format::Text), TEXT);
        assert_eq!(text_of(&with_mark, Format::Text), TEXT);
        assert_eq!(text_of(&marked, Format::Text), TEXT);
        assert_eq!(text_of(&gb, Format::Text), TEXT);
        assert_eq!(
            text_of(&big5, Format::Text),
            "關於印發政務公開工作要點的通知，請認真貫徹執行。"
        );
        let page = [b"<meta charset=\"gb2312\">".as_slice(), &gb].concat();
        assert!(text_of(&page, Format::Html).ends_with(TEXT));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let picture: Vec<u8> =
            (0..2000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(matches!(decode(&picture, Format::Text), Err(Reason::Binary)));
        assert!(matches!(decode(b"", Format::Text), Err(Reason::Empty)));
        assert!(matches!(decode(b" \r\n", Format::Text), Err(Reason::Empty)));
        assert!(matches!(decode(b"not gzip", Format::PackedJsonLines), Err(Reason::Packed(_))));
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = decode(&bytes, Format::Html);
            let _ = decode(&bytes, Format::PackedJsonLines);
        }
    }
}
