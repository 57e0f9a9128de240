//! Keys that writers give, and the names of files that they become.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::notice::id::NoticeId;
use crate::received::error::KeyError;

/// The most characters of a key: the longest document numbers have some 40.
const LONGEST: usize = 200;

/// Signs that a key may hold beside letters and digits: those of document numbers, dates, addresses
/// and the keys that paths become. No separator of paths is among them.
const SIGNS: &str = "-_.~:@+=,()[]（）［］〔〕【】《》“”、·：，－—";

/// Bytes that stand in a file name as they are. Capitals do not: some disks do not tell `A` from `a`.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// The longest file name without its ending, in bytes: systems take 255, and a name that is not
/// written to its end yet is some twenty longer.
const LONGEST_NAME: usize = 200;

/// Bytes of a longer name that stay in front of its digest, for people who look at the folder.
const BEGINNING: usize = 120;

/// Names that some systems keep for devices, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The key of a received notice: letters, digits and a few signs.
///
/// Example: `泽政办发〔2024〕12号`, `a7d1-0042`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedKey(String);

impl ReceivedKey {
    /// Takes a key that a writer gave.
    ///
    /// # Errors
    ///
    /// It is empty, too long, or holds a character that keys do not have.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let length = text.chars().count();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if length > LONGEST {
            return Err(KeyError::TooLong { length, limit: LONGEST });
        }
        if let Some(wrong) = text.chars().find(|c| !(c.is_alphanumeric() || SIGNS.contains(*c))) {
            return Err(KeyError::Character { wrong });
        }
        if text.chars().all(|c| c == '.') {
            return Err(KeyError::Dots);
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key of the notice in the library.
    pub fn notice_id(&self) -> NoticeId {
        NoticeId::given(self.0.clone())
    }

    /// Returns the name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.json", self.file_stem())
    }

    /// Returns that name without the ending: percent-encoded, so that no two keys have
    /// one name on any disk; a long one is cut and told by its digest.
    ///
    /// Example: `a7d1-0042`, `%E6%B3%BD1`, `%63on`.
    fn file_stem(&self) -> String {
        let name = encoded(&self.0);
        if name.len() <= LONGEST_NAME {
            return name;
        }
        let digest = blake3::hash(self.0.as_bytes()).to_hex();
        let beginning = name.as_bytes()[..BEGINNING].iter().map(|byte| char::from(*byte));
        format!("{}~{}", beginning.collect::<String>(), digest)
    }
}

impl fmt::Display for ReceivedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn encoded(key: &str) -> String {
    let mut name = String::with_capacity(key.len() * 3);
    for character in key.chars() {
        if character.is_ascii_uppercase() {
            name.push_str(&escaped(character));
        } else {
            name.extend(utf8_percent_encode(character.encode_utf8(&mut [0; 4]), KEPT));
        }
    }
    if is_device(&name) {
        let first = name.remove(0);
        name.insert_str(0, &escaped(first));
    }
    name
}

/// Returns an ASCII character as percent-encoding has it.
fn escaped(character: char) -> String {
    format!("%{:02X}", u32::from(character))
}

fn is_device(name: &str) -> bool {
    let numbered = |kind| {
        let rest = name.strip_prefix(kind);
        rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&name) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::{prop_assert, proptest};

    use super::ReceivedKey;

    #[test]
    fn a_key_becomes_the_name_of_a_file() {
        for (key, expected) in [
            ("a7d1-0042", "a7d1-0042"),
            ("A7", "%417"),
            ("2024~001.txt", "2024%7E001%2Etxt"),
            ("..a", "%2E%2Ea"),
            ("泽1", "%E6%B3%BD1"),
            ("con", "%63on"),
            ("com7", "%63om7"),
            ("com10", "com10"),
        ] {
            let key = ReceivedKey::parse(key).expect("a key");
            assert_eq!(key.file_stem(), expected, "{key}");
        }
    }

    #[test]
    fn long_keys_that_begin_alike_have_names_of_their_own() {
        let names: HashSet<String> = (0..20)
            .map(|number| format!("{}{number}", "泽".repeat(150)))
            .map(|key| ReceivedKey::parse(&key).expect("a key").file_stem())
            .collect();
        assert_eq!(names.len(), 20);
        assert!(names.iter().all(|name| name.len() <= 200), "{names:?}");
    }

    #[test]
    fn what_could_leave_the_folder_or_look_like_another_is_no_key() {
        for key in [
            "",
            ".",
            "..",
            "...",
            "a/b",
            "../a",
            "/etc/passwd",
            "a\\b",
            "C:\\x",
            "a\0b",
            "a b",
            " a",
            "a\n",
            "a\u{200b}b",
            "\u{202e}a",
            "a\u{301}",
            "\u{feff}a",
            "a%2Fb",
            "a?b",
            "a*b",
            "a|b",
            "a<b",
            "a\"b",
            "a'b",
            "a;b",
            "a&b",
            "\u{fffd}",
            "\u{e000}",
        ] {
            assert!(ReceivedKey::parse(key).is_err(), "{key:?}");
        }
        assert!(ReceivedKey::parse(&"泽".repeat(201)).is_err());
        assert!(ReceivedKey::parse(&"泽".repeat(200)).is_ok());
        assert!(ReceivedKey::parse("泽政办发〔2024〕12号").is_ok());
    }

    proptest! {
        #[test]
        fn every_name_is_plain_and_short(key in "\\PC{1,220}") {
            if let Ok(key) = ReceivedKey::parse(&key) {
                let name = key.file_stem();
                prop_assert!(name.len() <= 200);
                prop_assert!(name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'F' | b'0'..=b'9' | b'-' | b'_' | b'%' | b'~')));
                prop_assert!(!name.starts_with('.') && !name.is_empty());
            }
        }
    }
}
