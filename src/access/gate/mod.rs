//! Lets a request through that proves a key of the scope it needs.

#[cfg(test)]
mod tests;

use std::path::Path;

use jiff::{Timestamp, ZonedDateTime};
use subtle::ConstantTimeEq;

use crate::access::credentials::{Credentials, Signed};
use crate::access::denied::{Denied, Reason};
use crate::access::hex::Proof;
use crate::access::key::{Key, ProvenBy, Standing};
use crate::access::live::LiveKeyring;
use crate::access::nonces::{Nonces, Use};
use crate::access::scope::Scope;
use crate::access::signature::{Signable, digest};

/// Seconds that the time of a signature may lie from that of the server, to either side.
const WINDOW: i64 = 300;

/// What is compared where there is no key of an id, so that it takes as long as where there is.
const NOBODY: Proof = Proof([0; 32]);

/// Lets requests through.
#[derive(Debug)]
pub struct Gate {
    keys: LiveKeyring,
    nonces: Nonces,
    opened_at: Timestamp,
}

/// What a request says, before its body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// The header `Authorization`.
    pub authorization: Option<&'a str>,
    /// Method, such as `PUT`.
    pub method: &'a str,
    /// Path with query, as it stands in the request line.
    pub target: &'a str,
}

/// Who was let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Id of the key.
    pub key: String,
    /// Who or what uses it.
    pub name: String,
    body: Option<[u8; 32]>,
}

impl Gate {
    /// Makes a gate over a file of keys, which may not be there yet.
    ///
    /// Signatures from before this moment are refused: the nonces of an earlier run are not known.
    pub fn open(keys: &Path, now: Timestamp) -> Self {
        Self { keys: LiveKeyring::new(keys), nonces: Nonces::default(), opened_at: now }
    }

    /// Lets a request through that proves a key of a scope.
    ///
    /// The body has to be checked with [`Caller::vouches_for`] when it is there.
    ///
    /// # Errors
    ///
    /// Why it is not let through.
    pub fn admit(
        &self,
        attempt: &Attempt<'_>,
        scope: Scope,
        now: &ZonedDateTime,
    ) -> Result<Caller, Denied> {
        let denied = |reason| Denied { key: None, reason };
        let header = attempt.authorization.ok_or_else(|| denied(Reason::Missing))?;
        let credentials = Credentials::parse(header).ok_or_else(|| denied(Reason::Malformed))?;
        let ring = self.keys.now().map_err(|error| {
            tracing::error!(%error, "nobody is let through");
            denied(Reason::Unreadable)
        })?;
        let key = ring.key(credentials.key());
        self.check(key, &credentials, attempt, scope, now)
            .map_err(|reason| Denied { key: key.map(|key| key.id.clone()), reason })
    }

    /// Tells whose good key a request proves, whatever the key may be used for: to count requests,
    /// not to let them through. A signature may be proven so more than once.
    pub fn tell(&self, attempt: &Attempt<'_>, now: &ZonedDateTime) -> Option<String> {
        let credentials = Credentials::parse(attempt.authorization?)?;
        let ring = self.keys.now().ok()?;
        let key = ring.key(credentials.key());
        let proven = is_proven(key, &credentials, attempt, now.timestamp());
        let key = key.filter(|key| proven && key.standing(now) == Standing::Good)?;
        Some(key.id.clone())
    }

    fn check(
        &self,
        key: Option<&Key>,
        credentials: &Credentials,
        attempt: &Attempt<'_>,
        scope: Scope,
        now: &ZonedDateTime,
    ) -> Result<Caller, Reason> {
        let proven = is_proven(key, credentials, attempt, now.timestamp());
        let key = key.filter(|_| proven).ok_or(Reason::Wrong)?;
        match key.standing(now) {
            Standing::Good => {}
            Standing::Revoked => return Err(Reason::Revoked),
            Standing::Expired => return Err(Reason::Expired),
        }
        let body = match credentials {
            Credentials::Bearer(_) if key.proven_by == ProvenBy::Signature => {
                return Err(Reason::SignatureNeeded);
            }
            Credentials::Bearer(_) => None,
            Credentials::Signed(signed) => {
                self.check_time(signed, now.timestamp())?;
                Some(signed.body)
            }
        };
        if key.scopes.contains(&scope) {
            Ok(Caller { key: key.id.clone(), name: key.name.clone(), body })
        } else {
            Err(Reason::OutOfScope(scope))
        }
    }

    /// Takes each signature once and in its time.
    fn check_time(&self, signed: &Signed, now: Timestamp) -> Result<(), Reason> {
        let seconds = now.as_second();
        let distance = signed.time.abs_diff(seconds);
        if distance > WINDOW.unsigned_abs() || signed.time < self.opened_at.as_second() {
            return Err(Reason::OtherTime);
        }
        match self.nonces.take(&signed.key, &signed.nonce, signed.time + WINDOW, seconds) {
            Use::First => Ok(()),
            Use::Again => Err(Reason::Replayed),
            Use::Full => Err(Reason::TooMany),
        }
    }
}

impl Caller {
    /// Tells whether a signature speaks for the body, so that nothing may be done before all of it
    /// is there.
    pub fn signs_the_body(&self) -> bool {
        self.body.is_some()
    }

    /// Checks that a body is the one that was signed, where the request was.
    ///
    /// # Errors
    ///
    /// It is another.
    pub fn vouches_for(&self, body: &[u8]) -> Result<(), Denied> {
        if self.body.is_none_or(|signed| signed == digest(body)) {
            Ok(())
        } else {
            Err(Denied { key: Some(self.key.clone()), reason: Reason::OtherBody })
        }
    }
}

/// Tells whether a request proves a secret of a key, in the same time whether there is one or not
/// and whichever bytes differ.
fn is_proven(
    key: Option<&Key>,
    credentials: &Credentials,
    attempt: &Attempt<'_>,
    now: Timestamp,
) -> bool {
    let proofs: Vec<&Proof> = key.map_or_else(|| vec![&NOBODY], |key| key.proofs(now).collect());
    let matched = match credentials {
        Credentials::Bearer(token) => {
            // A key made for signatures is told so only to who sends its true secret.
            let sent = match key.map(|key| key.proven_by) {
                Some(ProvenBy::Signature) => token.signing_key(),
                _ => token.digest(),
            };
            proofs.iter().fold(subtle::Choice::from(0), |one, proof| one | proof.0.ct_eq(&sent.0))
        }
        Credentials::Signed(signed) => {
            let request = Signable {
                method: attempt.method,
                target: attempt.target,
                body: signed.body,
                time: signed.time,
                nonce: &signed.nonce,
            };
            let signs = |proof: &&Proof| request.is_signed(proof, &signed.signature);
            let any = proofs.iter().filter(|proof| signs(proof)).count() > 0;
            let is_for_signing = key.is_some_and(|key| key.proven_by == ProvenBy::Signature);
            subtle::Choice::from(u8::from(any && is_for_signing))
        }
    };
    key.is_some() && bool::from(matched)
}
