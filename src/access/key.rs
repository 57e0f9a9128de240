//! What is kept of a key: whose it is, what it is for, how long, and how its secret is proven.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

use crate::access::hex::Proof;
use crate::access::scope::Scope;
use crate::access::token::Token;

/// How requests prove a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvenBy {
    /// The secret itself is sent: `Authorization: Bearer …`. What is kept cannot be sent in its
    /// place.
    Bearer,
    /// A signature is sent and never the secret. The signing key is kept, so that whoever reads
    /// the file of keys could sign.
    Signature,
}

/// A key, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its name in requests, logs and commands, such as `3f9a0c12`.
    pub id: String,
    /// Who or what uses it, in the operator's words, such as 门户网站.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// How requests prove it.
    pub proven_by: ProvenBy,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last day on which it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// Its secrets, the latest last; earlier ones are good until their time.
    secrets: Vec<Secret>,
}

/// What is kept of one secret of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Secret {
    proof: Proof,
    created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
}

/// A key that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// Who or what uses it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// How requests prove it.
    pub proven_by: ProvenBy,
    /// Last day on which it may be used.
    pub expires_on: Option<Date>,
}

/// How a key stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It may be used.
    Good,
    /// Its last day has passed.
    Expired,
    /// It was revoked.
    Revoked,
}

impl Key {
    /// Makes a key with its first secret.
    pub(super) fn new(new: NewKey, token: &Token, now: Timestamp) -> Self {
        let mut key = Self {
            id: token.id().to_owned(),
            name: new.name,
            scopes: new.scopes,
            proven_by: new.proven_by,
            created_at: now,
            expires_on: new.expires_on,
            revoked_at: None,
            secrets: Vec::new(),
        };
        key.renew(token, None, now);
        key
    }

    /// Gives the key another secret; those before end at once, or when the grace given is over.
    pub(super) fn renew(&mut self, token: &Token, until: Option<Timestamp>, now: Timestamp) {
        match until {
            None => self.secrets.clear(),
            Some(until) => {
                for secret in &mut self.secrets {
                    secret.until = Some(secret.until.map_or(until, |earlier| earlier.min(until)));
                }
                self.secrets.retain(|secret| secret.is_good(now));
            }
        }
        let proof = match self.proven_by {
            ProvenBy::Bearer => token.digest(),
            ProvenBy::Signature => token.signing_key(),
        };
        self.secrets.push(Secret { proof, created_at: now, until: None });
    }

    /// Says how the key stands.
    pub fn standing(&self, now: &ZonedDateTime) -> Standing {
        if self.revoked_at.is_some() {
            Standing::Revoked
        } else if self.expires_on.is_some_and(|last| last < now.date()) {
            Standing::Expired
        } else {
            Standing::Good
        }
    }

    /// Returns when the latest secret was drawn.
    pub fn renewed_at(&self) -> Timestamp {
        self.secrets.last().map_or(self.created_at, |secret| secret.created_at)
    }

    /// Returns the proofs of the secrets that are good now.
    pub(super) fn proofs(&self, now: Timestamp) -> impl Iterator<Item = &Proof> {
        self.secrets.iter().filter(move |secret| secret.is_good(now)).map(|secret| &secret.proof)
    }
}

impl Secret {
    fn is_good(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}
