//! Who is let through, case by case.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use tempfile::TempDir;

use crate::access::denied::Reason;
use crate::access::gate::{Attempt, Gate};
use crate::access::key::{NewKey, ProvenBy};
use crate::access::keyring::Keyring;
use crate::access::scope::Scope;
use crate::access::signature::{Signable, digest};
use crate::access::token::Token;
use crate::durable::system::System;

const PATH: &str = "/api/v1/notices/n1?version=3";
const OPENED: Timestamp = Timestamp::constant(1_780_272_000, 0);

struct House {
    _folder: TempDir,
    keys: PathBuf,
    gate: Gate,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let keys = folder.path().join("keys.json");
        let gate = Gate::open(&keys, OPENED);
        Self { _folder: folder, keys, gate }
    }

    fn change<T>(
        &self,
        change: impl FnOnce(&mut Keyring) -> Result<T, crate::access::error::KeyringError>,
    ) -> T {
        Keyring::change(&self.keys, &System, change).expect("the keys are changed")
    }

    fn key(&self, proven_by: ProvenBy, scopes: &[Scope], expires_on: Option<Date>) -> Token {
        let new =
            NewKey {
                name: "门户网站".to_owned(), scopes: scopes.to_vec(), proven_by, expires_on
            };
        self.change(|ring| ring.create(new, OPENED))
    }

    /// Sends a key to write with, some seconds after the gate was opened.
    fn send(&self, token: &Token, after: i64) -> Result<String, Reason> {
        self.ask(&format!("Bearer {}", token.reveal()), after)
    }

    fn ask(&self, authorization: &str, after: i64) -> Result<String, Reason> {
        let attempt = Attempt { authorization: Some(authorization), method: "PUT", target: PATH };
        let admitted = self.gate.admit(&attempt, Scope::Write, &moment(after));
        admitted.map(|caller| caller.key).map_err(|denied| denied.reason)
    }
}

fn moment(after: i64) -> ZonedDateTime {
    let at = OPENED + SignedDuration::from_secs(after);
    at.to_zoned_datetime(TimeZone::UTC)
}

fn signed(token: &Token, time: i64, nonce: &str) -> String {
    let time = OPENED.as_second() + time;
    let request = Signable { method: "PUT", target: PATH, body: digest(b"{}"), time, nonce };
    request.authorization(token)
}

#[test]
fn a_key_is_let_through_for_its_scopes_alone() {
    let house = House::new();
    let writer = house.key(ProvenBy::Bearer, &[Scope::Write], None);
    let reader = house.key(ProvenBy::Bearer, &[Scope::Read, Scope::Operate], None);
    assert_eq!(house.send(&writer, 0), Ok(writer.id().to_owned()));
    assert_eq!(house.send(&reader, 0), Err(Reason::OutOfScope(Scope::Write)));
}

#[test]
fn who_proves_no_key_is_not_let_through() {
    let house = House::new();
    let token = house.key(ProvenBy::Bearer, &[Scope::Write], None);
    let other = Token::draw(token.id()).expect("random numbers");
    assert_eq!(house.send(&other, 0), Err(Reason::Wrong));
    let unknown = Token::draw("00000000").expect("random numbers");
    assert_eq!(house.send(&unknown, 0), Err(Reason::Wrong));
    assert_eq!(house.ask("Basic dXNlcjpwYXNz", 0), Err(Reason::Malformed));
    assert_eq!(house.ask(&signed(&token, 0, "0123456789abcdef"), 0), Err(Reason::Wrong));
    let nobody = Attempt { authorization: None, method: "PUT", target: PATH };
    let denied = house.gate.admit(&nobody, Scope::Write, &moment(0)).expect_err("no key");
    assert_eq!(denied.reason, Reason::Missing);
}

#[test]
fn a_key_ends_with_its_last_day_or_when_it_is_revoked() {
    let house = House::new();
    let day = moment(0).date();
    let last = house.key(ProvenBy::Bearer, &[Scope::Write], Some(day));
    assert!(house.send(&last, 0).is_ok());
    assert_eq!(house.send(&last, 24 * 3600), Err(Reason::Expired));
    let past = house.key(ProvenBy::Bearer, &[Scope::Write], Some(date(2020, 1, 1)));
    assert_eq!(house.send(&past, 0), Err(Reason::Expired));
    let revoked = house.key(ProvenBy::Bearer, &[Scope::Write], None);
    assert!(house.send(&revoked, 0).is_ok());
    house.change(|ring| ring.revoke(revoked.id(), OPENED));
    assert_eq!(house.send(&revoked, 0), Err(Reason::Revoked));
}

#[test]
fn a_new_secret_ends_the_old_one_at_once_or_after_its_grace() {
    let house = House::new();
    let first = house.key(ProvenBy::Bearer, &[Scope::Write], None);
    let hour = Some(SignedDuration::from_hours(1));
    let second = house.change(|ring| ring.rotate(first.id(), hour, OPENED));
    assert!(house.send(&first, 3599).is_ok());
    assert_eq!(house.send(&first, 3600), Err(Reason::Wrong));
    assert!(house.send(&second, 3600).is_ok());
    let third = house.change(|ring| ring.rotate(first.id(), None, OPENED));
    assert_eq!(house.send(&second, 0), Err(Reason::Wrong));
    assert!(house.send(&third, 0).is_ok());
}

#[test]
fn a_signature_is_good_once_in_its_time_and_for_its_body() {
    let house = House::new();
    let token = house.key(ProvenBy::Signature, &[Scope::Write], None);
    let ask = |time, nonce: &str, after| house.ask(&signed(&token, time, nonce), after);
    assert!(ask(10, "0123456789abcdef", 20).is_ok());
    assert_eq!(ask(10, "0123456789abcdef", 21), Err(Reason::Replayed));
    assert!(ask(10, "1123456789abcdef", 310).is_ok());
    assert_eq!(ask(10, "2123456789abcdef", 311), Err(Reason::OtherTime), "too old");
    assert_eq!(ask(10, "3123456789abcdef", -291), Err(Reason::OtherTime), "not yet");
    assert_eq!(ask(-1, "4123456789abcdef", 0), Err(Reason::OtherTime), "of an earlier run");
    assert_eq!(house.send(&token, 0), Err(Reason::SignatureNeeded));
    let header = signed(&token, 10, "5123456789abcdef");
    let attempt = Attempt { authorization: Some(&header), method: "PUT", target: PATH };
    let caller = house.gate.admit(&attempt, Scope::Write, &moment(10)).expect("signed");
    assert_eq!(caller.vouches_for(b"{}"), Ok(()));
    assert_eq!(caller.vouches_for(b"{ }").map_err(|denied| denied.reason), Err(Reason::OtherBody));
    let elsewhere = Attempt { target: "/api/v1/notices/n2?version=3", ..attempt };
    let denied = house.gate.admit(&elsewhere, Scope::Write, &moment(10)).expect_err("another");
    assert_eq!(denied.reason, Reason::Wrong);
}

#[test]
fn nobody_is_let_through_while_the_keys_cannot_be_read() {
    let house = House::new();
    let token = house.key(ProvenBy::Bearer, &[Scope::Write], None);
    assert!(house.send(&token, 0).is_ok());
    let sound = std::fs::read(&house.keys).expect("there");
    std::fs::write(&house.keys, "{\"version\":1,").expect("written");
    assert_eq!(house.send(&token, 0), Err(Reason::Unreadable));
    std::fs::write(&house.keys, sound).expect("written");
    assert!(house.send(&token, 0).is_ok(), "it recovers by itself");
}

#[test]
fn no_secret_stands_in_the_file() {
    let house = House::new();
    for proven_by in [ProvenBy::Bearer, ProvenBy::Signature] {
        let token = house.key(proven_by, &[Scope::Write], None);
        let kept = std::fs::read_to_string(&house.keys).expect("there");
        let secret = token.reveal().rsplit('_').next().expect("three parts");
        assert!(kept.contains(token.id()) && !kept.contains(secret), "{kept}");
    }
}
