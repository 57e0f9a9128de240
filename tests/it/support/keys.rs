//! Keys of a library, made as an operator makes them.

use zhengsou::access::KEYS_FILE;
use zhengsou::access::key::{NewKey, ProvenBy};
use zhengsou::access::keyring::Keyring;
use zhengsou::access::scope::Scope;
use zhengsou::durable::system::System;

use crate::support::library::Library;
use crate::support::site::now;

/// Makes a key of some scopes and returns the header that proves it.
pub(crate) fn bearer(library: &Library, scopes: &[Scope]) -> String {
    let new = NewKey {
        name: "门户网站".to_owned(),
        scopes: scopes.to_vec(),
        proven_by: ProvenBy::Bearer,
        expires_on: None,
    };
    let keys = library.index_folder().join(KEYS_FILE);
    let create = |ring: &mut Keyring| ring.create(new, now().timestamp());
    format!("Bearer {}", Keyring::change(&keys, &System, create).unwrap().reveal())
}
