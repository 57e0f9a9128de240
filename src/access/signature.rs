//! What is signed of a request, and how a signature is made and checked.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::access::credentials::SIGNED;
use crate::access::hex::{self, Proof};
use crate::access::token::Token;

/// What the signed text begins with: a later form would begin otherwise.
const FORM: &str = "zs1";

/// A request as it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signable<'a> {
    /// Method, such as `PUT`.
    pub method: &'a str,
    /// Path with query, as it stands in the request line.
    pub target: &'a str,
    /// SHA-256 of the body.
    pub body: [u8; 32],
    /// Seconds of Unix time.
    pub time: i64,
    /// A text that is used once.
    pub nonce: &'a str,
}

impl Signable<'_> {
    /// Returns the text that is signed: six lines, the last without an end.
    ///
    /// Example: `zs1`, `PUT`, `/api/v1/notices/n1?version=3`, SHA-256 of the body in hexadecimal
    /// digits, `1780272000`, `0123456789abcdef`.
    pub fn text(&self) -> String {
        let Self { method, target, time, nonce, .. } = self;
        format!("{FORM}\n{method}\n{target}\n{}\n{time}\n{nonce}", hex::encode(&self.body))
    }

    /// Signs with a key, as a client does, and returns hexadecimal digits.
    pub fn signed_with(&self, token: &Token) -> String {
        hex::encode(&self.mac(&token.signing_key()).finalize().into_bytes())
    }

    /// Returns the header `Authorization` of a request that is signed with a key.
    pub fn authorization(&self, token: &Token) -> String {
        let Self { body, time, nonce, .. } = self;
        let (id, body, signature) = (token.id(), hex::encode(body), self.signed_with(token));
        format!("{SIGNED} key={id}, time={time}, nonce={nonce}, body={body}, signature={signature}")
    }

    /// Tells whether a signature is one of this request by a signing key, in the same time
    /// whichever bytes differ.
    pub(super) fn is_signed(&self, key: &Proof, signature: &Proof) -> bool {
        self.mac(key).verify_slice(&signature.0).is_ok()
    }

    fn mac(&self, key: &Proof) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&key.0);
        mac.expect("a key of any length is taken").chain_update(self.text())
    }
}

/// Returns SHA-256 of a body.
pub fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

#[cfg(test)]
mod tests {
    use super::{Signable, digest};
    use crate::access::hex::{Proof, decode};
    use crate::access::token::Token;

    #[test]
    fn a_signature_is_that_of_other_programs() {
        // Made with openssl: key `printf %s "zhengsou-signing-1:$KEY" | sha256sum`, then
        // `printf %s "$TEXT" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$SIGNING_KEY`.
        let token = Token::parse(&format!("zs_3f9a0c12_{}", "0".repeat(64))).expect("a key");
        let request = Signable {
            method: "PUT",
            target: "/api/v1/notices/n1?version=3",
            body: digest(b"{}"),
            time: 1_780_272_000,
            nonce: "0123456789abcdef",
        };
        assert_eq!(request.signed_with(&token), EXPECTED);
        let signature = Proof(decode(EXPECTED).expect("64 digits"));
        assert!(request.is_signed(&token.signing_key(), &signature));
        for other in [
            Signable { method: "DELETE", ..request },
            Signable { target: "/api/v1/notices/n1?version=4", ..request },
            Signable { body: digest(b"{} "), ..request },
            Signable { time: 1_780_272_001, ..request },
            Signable { nonce: "0123456789abcdeg", ..request },
        ] {
            assert!(!other.is_signed(&token.signing_key(), &signature), "{other:?}");
        }
    }

    const EXPECTED: &str = "0d092bf9ee56a8d3d24434dd56b39480307096e0fe711a64d4213d89cc35f92e";
}
