//! Keys of a library, made and changed as an operator does.

use zhengsou::access::KEYS_FILE;
use zhengsou::access::error::KeyringError;
use zhengsou::access::key::{NewKey, ProvenBy};
use zhengsou::access::keyring::Keyring;
use zhengsou::access::scope::Scope;
use zhengsou::access::token::Token;
use zhengsou::durable::system::System;

use crate::support::library::Library;
use crate::support::site::now;

/// Makes a key.
pub(crate) fn key(library: &Library, scopes: &[Scope], proven_by: ProvenBy) -> Token {
    let new = NewKey {
        name: "门户网站".to_owned(),
        scopes: scopes.to_vec(),
        proven_by,
        expires_on: None,
    };
    change(library, |ring| ring.create(new, now().timestamp()))
}

/// Makes a key and returns the header that proves it.
pub(crate) fn bearer(library: &Library, scopes: &[Scope]) -> String {
    format!("Bearer {}", key(library, scopes, ProvenBy::Bearer).reveal())
}

/// Changes the keys.
pub(crate) fn change<T>(
    library: &Library,
    change: impl FnOnce(&mut Keyring) -> Result<T, KeyringError>,
) -> T {
    Keyring::change(&library.index_folder().join(KEYS_FILE), &System, change).unwrap()
}
