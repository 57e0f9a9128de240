//! Which release of OpenSearch a cluster is, and whether it is one that can be used.

use serde_json::Value;

/// The oldest release that is used: the one that all tests are run on.
const OLDEST: Release = Release { major: 2, minor: 19 };

/// The version that a cluster tells in place of its own, where it is told to.
const DISGUISE: &str = "7.10.2";

/// A release of OpenSearch, such as 2.19.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release {
    major: u32,
    minor: u32,
}

impl Release {
    /// Reads what a cluster says of itself.
    ///
    /// # Errors
    ///
    /// Says why it cannot be used.
    pub(super) fn of(about: &Value) -> Result<Self, String> {
        let version = &about["version"];
        let number = version["number"].as_str().unwrap_or("an unknown version");
        match version["distribution"].as_str() {
            Some("opensearch") => {}
            Some(other) => return Err(format!("it is {other} {number}, not OpenSearch")),
            None if version["number"].is_string() => {
                return Err(format!("it is Elasticsearch {number} or akin, not OpenSearch"));
            }
            None => return Err("it does not say that it is OpenSearch".to_owned()),
        }
        if number == DISGUISE {
            return Err("it hides its version: set \
                        `compatibility.override_main_response_version` to false"
                .to_owned());
        }
        let mut parts = number.split('.').map(|part| part.parse().ok());
        let (Some(Some(major)), Some(Some(minor))) = (parts.next(), parts.next()) else {
            return Err(format!("it is OpenSearch {number}, which is no known version"));
        };
        let release = Self { major, minor };
        if release < OLDEST {
            let Self { major, minor } = OLDEST;
            return Err(format!("it is OpenSearch {number}; {major}.{minor} or later is needed"));
        }
        Ok(release)
    }

    /// Tells whether it multiplies a score by `k1 + 1`, as those before 3.0 do.
    pub(super) fn multiplies(self) -> bool {
        self.major < 3
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Release;

    fn said(distribution: &str, number: &str) -> Result<Release, String> {
        Release::of(&json!({"version": {"distribution": distribution, "number": number}}))
    }

    #[test]
    fn a_release_is_told_and_its_scores_with_it() {
        assert!(said("opensearch", "2.19.1").expect("the oldest").multiplies());
        assert!(!said("opensearch", "3.0.0-SNAPSHOT").expect("a later one").multiplies());
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let why = |distribution, number| said(distribution, number).expect_err("no such cluster");
        assert!(why("opensearch", "2.9.0").contains("2.19 or later is needed"));
        assert!(why("opensearch", "7.10.2").contains("override_main_response_version"));
        assert!(why("opensearch", "new").contains("no known version"));
        assert!(why("other", "2.19.1").contains("it is other 2.19.1"));
        let older = Release::of(&json!({"version": {"number": "8.15.0"}}));
        assert!(older.expect_err("another one").contains("Elasticsearch 8.15.0"));
        for about in [json!({"name": "a"}), Value::Null, json!([])] {
            assert!(Release::of(&about).expect_err("nothing").contains("does not say"));
        }
    }
}
