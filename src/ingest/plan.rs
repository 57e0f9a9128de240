//! What a library held before, by file and by key, and the keys that its files have.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::corpus::walk::Source;
use crate::engine::IndexedNotice;
use crate::notice::id::NoticeId;

/// What happened to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It was not there.
    Added,
    /// It was there with other words.
    Updated,
    /// It was there with the same words.
    None,
}

/// The state before a run, ready to be compared with.
#[derive(Debug)]
pub(super) struct Plan<'i> {
    by_file: HashMap<&'i str, Vec<&'i IndexedNotice>>,
    by_id: HashSet<&'i NoticeId>,
    indexed: &'i [IndexedNotice],
    keys: HashMap<String, NoticeId>,
    imports: BTreeMap<String, String>,
}

impl<'i> Plan<'i> {
    /// Compares files with what was indexed of them.
    pub(super) fn new(
        sources: &[Source],
        indexed: &'i [IndexedNotice],
        imports: BTreeMap<String, String>,
    ) -> Self {
        let mut by_file: HashMap<&str, Vec<&IndexedNotice>> = HashMap::new();
        for notice in indexed {
            by_file.entry(&notice.file).or_default().push(notice);
        }
        Self {
            by_file,
            by_id: indexed.iter().map(|notice| &notice.id).collect(),
            indexed,
            keys: keys(sources),
            imports,
        }
    }

    /// Returns what was indexed of a file.
    pub(super) fn before(&self, source: &Source) -> &[&'i IndexedNotice] {
        self.by_file.get(source.relative.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Returns the key of a file's notice.
    pub(super) fn key(&self, source: &Source) -> NoticeId {
        self.keys
            .get(&source.relative)
            .cloned()
            .unwrap_or_else(|| NoticeId::of_path(&source.relative, true))
    }

    /// Tells whether a file that is there can have notices of a key: one whose key follows from its
    /// path has no other.
    pub(super) fn can_have(&self, file: &str, id: &NoticeId) -> bool {
        self.keys.get(file).is_none_or(|key| key == id)
    }

    /// Tells whether a file has the bytes that were read before, and the key that it had, which may
    /// change by a file beside it.
    pub(super) fn is_unchanged(&self, source: &Source, digest: &str) -> bool {
        if source.format.holds_several() {
            return self.import_digest(source) == Some(digest);
        }
        let before = self.before(source);
        let is_as_before = |notice: &&IndexedNotice| {
            notice.file_digest == digest && self.can_have(&source.relative, &notice.id)
        };
        !before.is_empty() && before.iter().all(is_as_before)
    }

    /// Returns the digest that an import had when it was read last.
    pub(super) fn import_digest(&self, source: &Source) -> Option<&str> {
        self.imports.get(&source.relative).map(String::as_str)
    }

    /// Says what happened to a notice that is read now; one of an import may be as it was.
    pub(super) fn change(
        &self,
        source: &Source,
        before: Option<&IndexedNotice>,
        id: &NoticeId,
        digest: &str,
    ) -> Change {
        match before {
            Some(before) if source.format.holds_several() && before.digest == digest => {
                Change::None
            }
            Some(_) => Change::Updated,
            None if self.by_id.contains(id) => Change::Updated,
            None => Change::Added,
        }
    }

    /// Returns everything that was indexed.
    pub(super) fn indexed(&self) -> impl Iterator<Item = &'i IndexedNotice> {
        self.indexed.iter()
    }
}

/// Gives each file its key: its path without the ending, which stays where two files of a folder
/// differ by it alone.
fn keys(sources: &[Source]) -> HashMap<String, NoticeId> {
    let mut taken: HashSet<NoticeId> = HashSet::new();
    let mut keys = HashMap::new();
    for source in sources.iter().filter(|source| !source.format.names_keys()) {
        let mut key = NoticeId::of_path(&source.relative, false);
        if !taken.insert(key.clone()) {
            key = NoticeId::of_path(&source.relative, true);
            taken.insert(key.clone());
        }
        keys.insert(source.relative.clone(), key);
    }
    keys
}
