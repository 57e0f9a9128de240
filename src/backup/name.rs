//! Names of the files in a backup, which cannot lead out of where they are put.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Folder of the files of the library.
pub(super) const LIBRARY: &str = "library";

/// Name of the usage file.
pub(super) const USAGE: &str = "usage.sqlite";

/// Name of the keys.
pub(super) const KEYS: &str = "keys.json";

/// Name of the log of what was written.
pub(super) const AUDIT: &str = "audit.jsonl";

/// Name of the list of all that is in the backup.
pub(super) const MANIFEST: &str = "manifest.json";

/// The most bytes of a name: what systems take of a path.
pub(super) const LONGEST: usize = 4096;

/// The name of a file in a backup: relative, with `/` between folders, within the known places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryName(String);

/// Where a file of a backup belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// In the folder of the library, at this path.
    Library(PathBuf),
    /// It is the usage file.
    Usage,
    /// It is the file of keys.
    Keys,
    /// It is the log of what was written.
    Audit,
    /// It is the list of all that is in the backup.
    Manifest,
}

impl EntryName {
    /// Reads a name; `None` where it could lead elsewhere or belongs nowhere.
    pub(super) fn new(name: &str) -> Option<Self> {
        let is_plain = |part: &str| {
            let mut components = Path::new(part).components();
            let is_one = matches!(components.next(), Some(Component::Normal(one)) if one == part);
            is_one && components.next().is_none() && !part.contains(char::is_control)
        };
        let is_sound = name.len() <= LONGEST && name.split('/').all(is_plain);
        let name = Self(name.to_owned());
        (is_sound && name.place().is_some()).then_some(name)
    }

    /// Returns the name of a file of the library, by its path in it with `/` between folders.
    pub(super) fn in_library(relative: &str) -> Option<Self> {
        Self::new(&format!("{LIBRARY}/{relative}"))
    }

    /// Returns the name of a file in a folder beside this one.
    pub(super) fn beside(&self, folder: &str, name: &str) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Self::new(&format!("{parent}/{folder}/{name}"))
    }

    /// Says where the file belongs.
    pub(super) fn belongs(&self) -> Belongs {
        self.place().unwrap_or(Belongs::Manifest)
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn place(&self) -> Option<Belongs> {
        match self.0.as_str() {
            USAGE => Some(Belongs::Usage),
            KEYS => Some(Belongs::Keys),
            AUDIT => Some(Belongs::Audit),
            MANIFEST => Some(Belongs::Manifest),
            name => {
                let inside = name.strip_prefix(LIBRARY)?.strip_prefix('/')?;
                Some(Belongs::Library(inside.split('/').collect()))
            }
        }
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EntryName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::new(&name).ok_or_else(|| format!("{name:?} is no name of a file in a backup"))
    }
}

impl From<EntryName> for String {
    fn from(name: EntryName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Belongs, EntryName, LONGEST};

    #[test]
    fn no_name_leads_elsewhere() {
        for name in ["library/a.txt", "library/2024/望溪/通知 一.txt", "keys.json", "manifest.json"]
        {
            assert!(EntryName::new(name).is_some(), "{name}");
        }
        let long = format!("library/{}", "一".repeat(LONGEST));
        for name in [
            "",
            "library",
            "library/",
            "library//a.txt",
            "/library/a.txt",
            "library/../a.txt",
            "library/..",
            "library/./a.txt",
            "../library/a.txt",
            "other/a.txt",
            "keys.json/a",
            "library/a\0b",
            "library/a\nb",
            long.as_str(),
        ] {
            assert!(EntryName::new(name).is_none(), "{name:?}");
        }
        let name = EntryName::in_library("2024/a.txt").expect("a name");
        assert_eq!(name.belongs(), Belongs::Library("2024/a.txt".into()));
    }
}
