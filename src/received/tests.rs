//! The store on a disk that works, and on one that does not.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use tempfile::TempDir;

use crate::durable::system::System;
use crate::durable::{Disk, Readers};
use crate::received::content::Content;
use crate::received::error::StoreError;
use crate::received::key::ReceivedKey;
use crate::received::record::State;
use crate::received::store::{Store, Writer};
use crate::received::version::{Change, Wanted};

const WRITER: Writer<'static> = Writer { key: "3f9a0c12", at: Timestamp::UNIX_EPOCH };

/// A disk that refuses while it is told to.
#[derive(Debug, Default)]
struct Faulty {
    refuses: AtomicBool,
    full: bool,
}

impl Faulty {
    fn check(&self) -> io::Result<()> {
        let kind =
            if self.full { io::ErrorKind::StorageFull } else { io::ErrorKind::ReadOnlyFilesystem };
        if self.refuses.load(Ordering::Relaxed) { Err(kind.into()) } else { Ok(()) }
    }
}

impl Disk for Faulty {
    fn replace(&self, path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
        self.check()?;
        System.replace(path, bytes, readers)
    }

    fn append(&self, path: &Path, line: &str, readers: Readers) -> io::Result<()> {
        self.check()?;
        System.append(path, line, readers)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.check()?;
        System.make_folder(path)
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.check()?;
        System.settle(folder)
    }
}

fn library() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path(), Arc::new(System));
    (folder, store)
}

fn key(text: &str) -> ReceivedKey {
    ReceivedKey::parse(text).expect("a key")
}

fn put(
    store: &mut Store,
    key: &ReceivedKey,
    text: &str,
    version: Option<u64>,
) -> Result<(Change, u64), StoreError> {
    let body = serde_json::json!({ "text": text }).to_string();
    let content = Content::parse(body.as_bytes()).expect("a notice");
    let planned = store.plan(key, Wanted::Content(&content), version, WRITER)?;
    store.make(&planned, None)?;
    Ok((planned.change, planned.record.version))
}

fn delete(
    store: &mut Store,
    key: &ReceivedKey,
    version: Option<u64>,
) -> Result<(Change, u64), StoreError> {
    let planned = store.plan(key, Wanted::Nothing, version, WRITER)?;
    store.make(&planned, None)?;
    Ok((planned.change, planned.record.version))
}

#[test]
fn what_is_written_is_there_for_the_next_server() {
    let (folder, mut store) = library();
    let (one, two) = (key("n1"), key("泽政办发〔2024〕12号"));
    assert_eq!(put(&mut store, &one, "浮桥", None).expect("kept"), (Change::Created, 1));
    assert_eq!(put(&mut store, &two, "灯塔", Some(9)).expect("kept"), (Change::Created, 9));
    assert_eq!(put(&mut store, &one, "浮桥养护", None).expect("kept"), (Change::Updated, 2));
    assert_eq!(delete(&mut store, &two, None).expect("kept"), (Change::Deleted, 10));
    drop(store);
    let mut next = Store::new(folder.path(), Arc::new(System));
    let kept = next.get(&one).expect("read").expect("there");
    assert!(matches!(kept.state, State::Present(_)) && kept.version == 2);
    assert_eq!(next.get(&two).expect("read").expect("there").state, State::Deleted);
    assert!(matches!(put(&mut next, &two, "灯塔", Some(9)), Err(StoreError::Conflict(_))));
    assert_eq!(put(&mut next, &two, "灯塔", Some(11)).expect("kept"), (Change::Created, 11));
}

#[test]
fn what_was_never_there_is_taken_back_only_by_a_version() {
    let (_folder, mut store) = library();
    let early = key("n1");
    assert!(matches!(delete(&mut store, &early, None), Err(StoreError::Absent)));
    assert_eq!(delete(&mut store, &early, Some(5)).expect("kept"), (Change::Deleted, 5));
    assert!(matches!(put(&mut store, &early, "浮桥", Some(4)), Err(StoreError::Conflict(_))));
}

#[test]
fn a_file_that_an_operator_laid_there_is_left_alone() {
    let (folder, mut store) = library();
    fs::create_dir(folder.path().join("received")).expect("made");
    let file = folder.path().join("received/n1.json");
    let laid = r#"{"id":"n1","text":"正文。"}"#;
    fs::write(&file, laid).expect("written");
    for written in
        [put(&mut store, &key("n1"), "浮桥", Some(9)), delete(&mut store, &key("n1"), None)]
    {
        assert!(matches!(written, Err(StoreError::Foreign { .. })), "{written:?}");
    }
    assert_eq!(fs::read_to_string(file).expect("there"), laid);
}

#[test]
fn one_server_writes_into_a_library() {
    let (folder, mut store) = library();
    put(&mut store, &key("n1"), "浮桥", None).expect("kept");
    let mut other = Store::new(folder.path(), Arc::new(System));
    assert!(matches!(put(&mut other, &key("n2"), "灯塔", None), Err(StoreError::Locked)));
    drop(store);
    put(&mut other, &key("n2"), "灯塔", None).expect("kept");
}

#[test]
fn a_disk_that_refuses_loses_nothing_and_is_used_again_when_it_can() {
    for full in [true, false] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let disk = Arc::new(Faulty { full, ..Faulty::default() });
        let mut store = Store::new(folder.path(), Arc::clone(&disk) as Arc<dyn Disk>);
        let refuses = |refuses| disk.refuses.store(refuses, Ordering::Relaxed);
        let is_told = |error: &StoreError| {
            matches!(
                (error, full),
                (StoreError::Full(_), true) | (StoreError::Unwritable(_), false)
            )
        };
        refuses(true);
        let first = put(&mut store, &key("n1"), "浮桥", None).expect_err("refused");
        assert!(is_told(&first), "{first:?}");
        refuses(false);
        put(&mut store, &key("n1"), "浮桥", None).expect("kept");
        refuses(true);
        for written in
            [put(&mut store, &key("n1"), "灯塔", None), delete(&mut store, &key("n1"), None)]
        {
            let error = written.expect_err("refused");
            assert!(is_told(&error), "{error:?}");
        }
        let kept = store.get(&key("n1")).expect("read").expect("there");
        assert_eq!(kept.version, 1);
        refuses(false);
        assert_eq!(put(&mut store, &key("n1"), "灯塔", None).expect("kept"), (Change::Updated, 2));
        let files = fs::read_dir(folder.path().join("received")).expect("a folder").count();
        assert_eq!(files, 2, "the notice and the lock");
    }
}
