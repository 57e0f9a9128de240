//! What the header `Authorization` of a request says.

use crate::access::hex;
use crate::access::hex::Proof;
use crate::access::token::Token;

/// Name of the scheme of signed requests.
pub const SIGNED: &str = "ZS1-HMAC-SHA256";

/// The longest header that is looked at: one with every field at its longest has some 400 bytes.
const LONGEST: usize = 1024;

/// Lengths that a nonce may have, in characters.
const NONCE: std::ops::RangeInclusive<usize> = 16..=64;

/// What a request says of who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Credentials {
    /// The key itself.
    Bearer(Token),
    /// A signature made with a key.
    Signed(Signed),
}

/// The fields of a signed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signed {
    /// Id of the key.
    pub(super) key: String,
    /// When it was signed, in seconds of Unix time.
    pub(super) time: i64,
    /// A text that the sender uses once.
    pub(super) nonce: String,
    /// SHA-256 of the body.
    pub(super) body: [u8; 32],
    /// The signature.
    pub(super) signature: Proof,
}

impl Credentials {
    /// Reads the header; `None` where it has no form that is known.
    pub(super) fn parse(header: &str) -> Option<Self> {
        if header.len() > LONGEST {
            return None;
        }
        let (scheme, rest) = header.trim().split_once(' ')?;
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            Token::parse(rest).map(Self::Bearer)
        } else if scheme.eq_ignore_ascii_case(SIGNED) {
            Signed::parse(rest).map(Self::Signed)
        } else {
            None
        }
    }

    /// Returns the id of the key that is said to be held.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Bearer(token) => token.id(),
            Self::Signed(signed) => &signed.key,
        }
    }
}

impl Signed {
    fn parse(fields: &str) -> Option<Self> {
        let (mut key, mut time, mut nonce, mut body, mut signature) =
            (None, None, None, None, None);
        for field in fields.split(',') {
            let (name, value) = field.trim().split_once('=')?;
            let place = match name {
                "key" => &mut key,
                "time" => &mut time,
                "nonce" => &mut nonce,
                "body" => &mut body,
                "signature" => &mut signature,
                _ => return None,
            };
            if place.replace(value).is_some() {
                return None;
            }
        }
        Some(Self {
            key: key?.to_owned(),
            time: time?.parse().ok()?,
            nonce: nonce.filter(|nonce| is_nonce(nonce))?.to_owned(),
            body: hex::decode(body?)?,
            signature: Proof(hex::decode(signature?)?),
        })
    }
}

fn is_nonce(text: &str) -> bool {
    NONCE.contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::Credentials;

    fn signed(change: (&str, &str)) -> String {
        let digits = "0".repeat(64);
        format!("ZS1-HMAC-SHA256 key=3f9a0c12, time=1780272000, nonce=0123456789abcdef, body={digits}, signature={digits}")
            .replace(change.0, change.1)
    }

    #[test]
    fn both_schemes_are_read_whatever_their_case() {
        let bearer = format!("bearer zs_3f9a0c12_{}", "0".repeat(64));
        assert!(matches!(Credentials::parse(&bearer), Some(Credentials::Bearer(_))));
        let Some(Credentials::Signed(read)) = Credentials::parse(&signed(("ZS1", "zs1"))) else {
            panic!("a signed request is not read");
        };
        assert_eq!((read.key.as_str(), read.time), ("3f9a0c12", 1_780_272_000));
    }

    #[test]
    fn what_has_no_known_form_is_none() {
        for change in [
            ("ZS1-HMAC-SHA256", "Basic"),
            ("time=1780272000", "time=soon"),
            ("time=1780272000", "time=1780272000, time=1780272000"),
            ("nonce=0123456789abcdef", "nonce=short"),
            ("nonce=0123456789abcdef", "nonce=0123456789abc/../"),
            ("body=00", "body=0"),
            ("key=3f9a0c12", "colour=red"),
            ("key=3f9a0c12, ", ""),
        ] {
            assert_eq!(Credentials::parse(&signed(change)), None, "{change:?}");
        }
        assert_eq!(Credentials::parse(""), None);
        assert_eq!(Credentials::parse(&format!("Bearer {}", "x".repeat(5000))), None);
    }
}
