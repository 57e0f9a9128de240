//! Who may do what: keys, what a request proves by one, and the log of what was done.
//!
//! An operator makes keys on the command line; `keys.json` holds their names, scopes and proofs, never
//! a secret. A request proves that it knows the secret of a key by sending it (`Bearer`) or by a
//! signature made with it. Which requests need a key is decided by who asks here.

pub mod audit;
pub mod credentials;
pub mod denied;
pub mod error;
pub mod gate;
mod hex;
pub mod key;
pub mod keyring;
mod live;
mod nonces;
pub mod scope;
pub mod signature;
pub mod token;

/// Name of the file of keys in the folder of an index where no other is named.
pub const KEYS_FILE: &str = "keys.json";

/// Name of the log of what was written, in the folder of an index where no other is named.
pub const AUDIT_FILE: &str = "audit.jsonl";
