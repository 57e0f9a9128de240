//! Which of two versions of a notice stands: the higher; nothing written late brings an earlier back.

use thiserror::Error;

use crate::received::content::Content;
use crate::received::record::{Record, State};

/// The highest version: numbers above it are not told apart by every reader of JSON.
pub const HIGHEST: u64 = (1 << 53) - 1;

/// The version that stands where another was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("version {present} of this notice {}; {wanted} {}", self.state(), self.why())]
pub struct Conflict {
    /// The version that is there.
    pub present: u64,
    /// Whether that one says that the notice was taken back.
    pub deleted: bool,
    /// The version that was written.
    pub wanted: u64,
}

impl Conflict {
    fn state(&self) -> &'static str {
        if self.deleted { "took it back" } else { "is here" }
    }

    fn why(&self) -> &'static str {
        if self.wanted == self.present {
            "cannot be written a second time with other content"
        } else {
            "is earlier"
        }
    }
}

/// What comes of a notice that is written or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there, or had been taken back.
    Created,
    /// It was there with other content or a lower version.
    Updated,
    /// This version was there with this content.
    Unchanged,
    /// It is taken back.
    Deleted,
}

impl Change {
    /// Returns the name in answers and logs, such as `created`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Deleted => "deleted",
        }
    }
}

/// What is to be kept of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// This content.
    Content(&'a Content),
    /// That there is none.
    Nothing,
}

/// Says what comes of something written over what is there, and which version it has then.
///
/// Without a version of the writer's it is the next, or the present one where nothing would change.
///
/// # Errors
///
/// The version is lower than the present one, or is the present one with other content.
pub fn decide(
    before: Option<&Record>,
    wanted: Wanted<'_>,
    version: Option<u64>,
) -> Result<(Change, u64), Conflict> {
    let change = match (before.map(|record| &record.state), wanted) {
        (_, Wanted::Nothing) => Change::Deleted,
        (Some(State::Present(_)), Wanted::Content(_)) => Change::Updated,
        (None | Some(State::Deleted), Wanted::Content(_)) => Change::Created,
    };
    let Some(before) = before else {
        return Ok((change, version.unwrap_or(1)));
    };
    let is_same = before.holds(wanted);
    let present = before.version;
    match version {
        None if is_same => Ok((Change::Unchanged, present)),
        None => Ok((change, present.saturating_add(1))),
        Some(version) if version == present && is_same => Ok((Change::Unchanged, present)),
        Some(version) if version > present => Ok((change, version)),
        Some(wanted) => {
            let deleted = before.state == State::Deleted;
            Err(Conflict { present, deleted, wanted })
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Change, Conflict, Wanted, decide};
    use crate::received::content::Content;
    use crate::received::key::ReceivedKey;
    use crate::received::record::{Record, State};

    fn content(text: &str) -> Content {
        Content::parse(format!("{{\"text\":\"{text}\"}}").as_bytes()).expect("a notice")
    }

    fn record(state: State) -> Record {
        Record {
            key: ReceivedKey::parse("n1").expect("a key"),
            version: 5,
            received_at: Timestamp::UNIX_EPOCH,
            written_by: "3f9a0c12".to_owned(),
            state,
            before: None,
        }
    }

    #[test]
    fn the_higher_version_stands() {
        use Change::{Created, Deleted, Unchanged, Updated};
        let (same, other) = (content("浮桥"), content("灯塔"));
        let present = record(State::Present(same.clone()));
        let gone = record(State::Deleted);
        let conflict = |wanted, deleted| Err(Conflict { present: 5, deleted, wanted });
        let cases = [
            (None, Wanted::Content(&same), None, Ok((Created, 1))),
            (None, Wanted::Content(&same), Some(7), Ok((Created, 7))),
            (None, Wanted::Nothing, Some(7), Ok((Deleted, 7))),
            (Some(&present), Wanted::Content(&same), None, Ok((Unchanged, 5))),
            (Some(&present), Wanted::Content(&other), None, Ok((Updated, 6))),
            (Some(&present), Wanted::Content(&same), Some(5), Ok((Unchanged, 5))),
            (Some(&present), Wanted::Content(&same), Some(6), Ok((Updated, 6))),
            (Some(&present), Wanted::Content(&other), Some(5), conflict(5, false)),
            (Some(&present), Wanted::Content(&other), Some(4), conflict(4, false)),
            (Some(&present), Wanted::Content(&same), Some(4), conflict(4, false)),
            (Some(&present), Wanted::Nothing, None, Ok((Deleted, 6))),
            (Some(&present), Wanted::Nothing, Some(6), Ok((Deleted, 6))),
            (Some(&present), Wanted::Nothing, Some(5), conflict(5, false)),
            (Some(&gone), Wanted::Nothing, None, Ok((Unchanged, 5))),
            (Some(&gone), Wanted::Nothing, Some(5), Ok((Unchanged, 5))),
            (Some(&gone), Wanted::Content(&same), None, Ok((Created, 6))),
            (Some(&gone), Wanted::Content(&same), Some(6), Ok((Created, 6))),
            (Some(&gone), Wanted::Content(&same), Some(5), conflict(5, true)),
            (Some(&gone), Wanted::Content(&same), Some(4), conflict(4, true)),
        ];
        for (before, wanted, version, expected) in cases {
            let decided = decide(before, wanted, version);
            assert_eq!(decided, expected, "{before:?} {wanted:?} {version:?}");
        }
    }
}
