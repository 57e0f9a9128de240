//! The secret text of a key, `zs_<id>_<secret>`: drawn, read and turned into proofs.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::access::error::KeyringError;
use crate::access::hex::{self, Proof};

/// How every key begins, so that scanners for leaked secrets can tell one.
const MARK: &str = "zs";

/// Bytes that name a key: sixteen million keys would be needed for two of one name to be likely, and
/// a name that is taken is drawn again.
const ID_BYTES: usize = 4;

/// Random bytes of a secret: 256 bits, twice what cannot be guessed.
const SECRET_BYTES: usize = 32;

/// What a signing key is derived from, before the text of the key.
const SIGNING: &str = "zhengsou-signing-1:";

/// The text of a key, which is shown once and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    id: String,
    text: String,
}

impl Token {
    /// Draws the id of a new key.
    ///
    /// # Errors
    ///
    /// The system has no random numbers.
    pub(super) fn draw_id() -> Result<String, KeyringError> {
        draw::<ID_BYTES>().map(|bytes| hex::encode(&bytes))
    }

    /// Draws a secret for a key.
    ///
    /// # Errors
    ///
    /// The system has no random numbers.
    pub(super) fn draw(id: &str) -> Result<Self, KeyringError> {
        let secret = hex::encode(&draw::<SECRET_BYTES>()?);
        Ok(Self { id: id.to_owned(), text: format!("{MARK}_{id}_{secret}") })
    }

    /// Reads a key as it is sent; `None` where it does not have the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(MARK)?.strip_prefix('_')?.split_once('_')?;
        let is_whole =
            hex::decode::<ID_BYTES>(id).is_some() && hex::decode::<SECRET_BYTES>(secret).is_some();
        is_whole.then(|| Self { id: id.to_owned(), text: text.to_owned() })
    }

    /// Returns the name of the key, which is no secret.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the whole text, to be shown once to whoever is given the key.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// Returns what is kept to know the key again: one SHA-256.
    ///
    /// Slow hashes (argon2, bcrypt) make it dear to try many passwords that people think of. There
    /// is nothing to try here: a secret is 256 random bits, so a fast hash says as little, and no
    /// request waits for it.
    pub(super) fn digest(&self) -> Proof {
        Proof(Sha256::digest(&self.text).into())
    }

    /// Returns the key by which requests are signed: SHA-256 of `zhengsou-signing-1:` and the text.
    pub(super) fn signing_key(&self) -> Proof {
        Proof(Sha256::new().chain_update(SIGNING).chain_update(&self.text).finalize().into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}_{}_…)", MARK, self.id)
    }
}

fn draw<const N: usize>() -> Result<[u8; N], KeyringError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| KeyringError::NoRandomness(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_key_is_read_as_it_is_shown_and_logged_without_its_secret() {
        let token = Token::draw("3f9a0c12").expect("random numbers");
        assert_eq!(Token::parse(token.reveal()), Some(token.clone()));
        assert_eq!(token.id(), "3f9a0c12");
        assert_eq!(format!("{token:?}"), "Token(zs_3f9a0c12_…)");
        assert_ne!(token, Token::draw("3f9a0c12").expect("random numbers"));
    }

    #[test]
    fn what_is_no_key_is_none() {
        let secret = "0".repeat(64);
        for text in [
            String::new(),
            "zs_".to_owned(),
            secret.clone(),
            format!("zs_3f9a0c12_{secret}0"),
            format!("zs_3f9a0c1_{secret}"),
            format!("zs-3f9a0c12-{secret}"),
            format!("zs_3f9a0c12_{}", "g".repeat(64)),
        ] {
            assert_eq!(Token::parse(&text), None, "{text}");
        }
    }
}
