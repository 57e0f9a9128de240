//! Bytes as hexadecimal digits, and proofs that are kept in that form and never printed.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes bytes as hexadecimal digits in lower case.
pub(super) fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 0xf)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// Reads as many bytes as are wanted, no more and no fewer.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let value =
        |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

/// Thirty-two bytes by which a secret is proven: kept in the file of keys, shown in no log.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Proof(pub(super) [u8; 32]);

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof(…)")
    }
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Proof {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        decode(&text).map(Self).ok_or_else(|| D::Error::custom("expected 64 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Proof, decode, encode};

    #[test]
    fn bytes_are_read_as_they_are_written() {
        let bytes = [0, 1, 0x9f, 0xff];
        assert_eq!(encode(&bytes), "00019fff");
        assert_eq!(decode::<4>("00019fFF"), Some(bytes));
        for wrong in ["", "00019ff", "00019fff0", "00019ffg", "００019ff"] {
            assert_eq!(decode::<4>(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_proof_is_shown_in_no_log() {
        assert_eq!(format!("{:?}", Proof([7; 32])), "Proof(…)");
    }
}
