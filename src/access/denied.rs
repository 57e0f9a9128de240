//! Why a request is not let through.

use thiserror::Error;

use crate::access::scope::Scope;

/// A request that is not let through.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct Denied {
    /// The key that it names, where there is one of that id.
    pub key: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Why a request is not let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// It names no key.
    #[error("a key is needed: send `Authorization: Bearer zs_…`")]
    Missing,
    /// What it says of its key has no known form.
    #[error(
        "the header `Authorization` has no form that is known: `Bearer zs_…` or `ZS1-HMAC-SHA256 key=…, time=…, nonce=…, body=…, signature=…`"
    )]
    Malformed,
    /// There is no such key, or the secret or signature is not that of the key.
    #[error("the key is not known, or the secret or signature is not that of the key")]
    Wrong,
    /// The key is proven in the other way.
    #[error(
        "this key is made for signatures: sign the request instead of sending the key, and rotate the key if others could read it on the way"
    )]
    SignatureNeeded,
    /// The key was revoked.
    #[error("the key was revoked")]
    Revoked,
    /// The last day of the key has passed.
    #[error("the last day of the key has passed")]
    Expired,
    /// The time of a signature is too far from that of the server.
    #[error(
        "the time of the signature is more than five minutes from that of the server, or lies before its start: check the clock and sign again"
    )]
    OtherTime,
    /// The nonce of a signature was used before.
    #[error("the nonce was used before: sign again with another")]
    Replayed,
    /// The body is not the one that was signed.
    #[error("the body is not the one that was signed")]
    OtherBody,
    /// The key is not made for this.
    #[error("the key has no scope `{0}`")]
    OutOfScope(Scope),
    /// The keys cannot be read, so that nobody can be told from anybody.
    #[error("the keys of this server cannot be read now")]
    Unreadable,
    /// More signed requests come than can be told from replays.
    #[error("too many signed requests")]
    TooMany,
}

impl Reason {
    /// Returns the name in logs, such as `out_of_scope`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "no_key",
            Self::Malformed => "malformed",
            Self::Wrong => "wrong_secret",
            Self::SignatureNeeded => "signature_needed",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::OtherTime => "other_time",
            Self::Replayed => "replayed",
            Self::OtherBody => "other_body",
            Self::OutOfScope(_) => "out_of_scope",
            Self::Unreadable => "keys_unreadable",
            Self::TooMany => "too_many",
        }
    }
}
