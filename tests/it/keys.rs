//! Keys on the command line: made, listed, renewed and revoked.

use std::fs;

use serde_json::Value;

use crate::support::program::run;

#[test]
fn a_key_is_made_listed_renewed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let keys = |arguments: &[&str]| run(folder.path(), &[&["keys"], arguments].concat());
    let made = keys(&[
        "create",
        "--name",
        "门户网站",
        "--scope",
        "write",
        "--scope",
        "read",
        "--expires",
        "2099-12-31",
    ]);
    assert_eq!(made.code, Some(0), "{made:?}");
    let secret = made.out.trim();
    let id = secret.split('_').nth(1).unwrap();
    assert!(secret.starts_with("zs_") && secret.len() == 3 + 8 + 1 + 64, "{secret}");
    assert!(made.err.contains("once") && !made.err.contains(secret), "{}", made.err);
    let listed = keys(&["list"]);
    assert!(
        listed.out.contains("read,write\tbearer\tuntil 2099-12-31\t门户网站"),
        "{}",
        listed.out
    );
    assert!(!listed.out.contains(secret));
    let renewed = keys(&["rotate", id, "--grace", "24h"]);
    assert!(renewed.out.starts_with(&format!("zs_{id}_")) && renewed.out.trim() != secret);
    assert_eq!(keys(&["revoke", id]).code, Some(0));
    let line: Value = serde_json::from_str(&keys(&["list", "--json"]).out).unwrap();
    assert_eq!((&line["id"], &line["standing"]), (&id.into(), &"revoked".into()));
    let refused = keys(&["rotate", id]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("revoked") && refused.err.contains("hint:"), "{}", refused.err);
}

#[test]
fn what_cannot_be_done_with_keys_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let keys = |arguments: &[&str]| run(folder.path(), &[&["keys"], arguments].concat());
    assert_eq!(keys(&["list"]).code, Some(1), "there are none");
    for (arguments, word) in [
        (&["revoke", "3f9a0c12"][..], "no key"),
        (&["create", "--name", "门户", "--scope", "all"], "read, write, operate"),
        (&["create", "--name", "门户"], "--scope"),
        (&["create", "--name", " ", "--scope", "read"], "empty"),
        (&["rotate", "3f9a0c12", "--grace", "soon"], "--grace"),
    ] {
        let refused = keys(arguments);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.err.contains(word), "{arguments:?}: {}", refused.err);
    }
    fs::create_dir_all(folder.path().join("index")).unwrap();
    fs::write(folder.path().join("index/keys.json"), "{\"version\":9,\"keys\":[]}").unwrap();
    let newer = keys(&["list"]);
    assert!(newer.err.contains("version 9") && newer.err.contains("hint:"), "{}", newer.err);
}
