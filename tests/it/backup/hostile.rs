//! Backups that were made to do harm: refused, with nothing written anywhere.

use std::fs::{self, File};
use std::io::{Read, Write, copy, repeat};
use std::path::Path;

use tar::{Builder, EntryType, Header};
use zhengsou::backup::error::BackupError;
use zhengsou::backup::{check, restore};
use zstd::Encoder;

use crate::backup::Kit;

/// An entry that no honest program writes.
struct Entry<'a> {
    kind: EntryType,
    name: &'a [u8],
    content: &'a [u8],
}

fn file<'a>(name: &'a str, content: &'a str) -> Entry<'a> {
    Entry { kind: EntryType::Regular, name: name.as_bytes(), content: content.as_bytes() }
}

fn linked(kind: EntryType, name: &str) -> Entry<'_> {
    Entry { kind, name: name.as_bytes(), content: b"" }
}

fn write(path: &Path, entries: &[Entry<'_>]) {
    let mut tar = Builder::new(Encoder::new(File::create(path).unwrap(), 3).unwrap());
    for entry in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(entry.kind);
        header.set_size(entry.content.len() as u64);
        header.set_mode(0o644);
        let name = &mut header.as_old_mut().name;
        let length = entry.name.len().min(name.len());
        name[..length].copy_from_slice(&entry.name[..length]);
        if entry.kind != EntryType::Regular {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        tar.append(&header, entry.content).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
}

#[tokio::test]
async fn entries_that_are_no_files_or_lead_elsewhere_are_refused() {
    let kit = Kit::new().await;
    let long = "a".repeat(5000);
    let cases: &[(&str, Vec<Entry<'_>>)] = &[
        ("absolute", vec![file("/library/a.txt", "x")]),
        ("above", vec![file("library/../../a.txt", "x")]),
        ("elsewhere", vec![file("etc/passwd", "x")]),
        ("link", vec![linked(EntryType::Symlink, "library/a.txt")]),
        ("hard link", vec![linked(EntryType::Link, "library/a.txt")]),
        ("folder", vec![linked(EntryType::Directory, "library/a")]),
        ("device", vec![linked(EntryType::Char, "library/a")]),
        ("pipe", vec![linked(EntryType::Fifo, "library/a")]),
        ("sparse", vec![linked(EntryType::GNUSparse, "library/a.txt")]),
        ("extended head", vec![linked(EntryType::XHeader, "library/a.txt")]),
        ("twice", vec![file("library/a.txt", "x"), file("library/a.txt", "y")]),
        ("no text", vec![Entry { kind: EntryType::Regular, name: b"library/\xFF", content: b"" }]),
        (
            "a name without end",
            vec![
                Entry { kind: EntryType::GNULongName, name: b"x", content: long.as_bytes() },
                file("library/a.txt", "x"),
            ],
        ),
    ];
    for (what, entries) in cases {
        write(&kit.file(), entries);
        let refused = restore(&kit.file(), &kit.targets());
        assert!(matches!(refused, Err(BackupError::Hostile(_))), "{what}: {refused:?}");
    }
    assert_eq!(kit.names(), ["site.backup"], "nothing was put anywhere");
}

#[tokio::test]
async fn a_list_that_does_not_fit_is_told() {
    let kit = Kit::new().await;
    let list = |entries: &str, version: u64| {
        format!(
            "{{\"format\": \"zhengsou-backup\", \"version\": {version}, \"program\": \"1\", \
             \"made_at\": \"2025-06-01T10:00:00Z\", \"entries\": [{entries}]}}"
        )
    };
    let named = |name: &str| format!("{{\"name\": \"{name}\", \"bytes\": 1, \"sha256\": \"00\"}}");
    let (empty, later) = (list("", 1), list("", 2));
    let (other, above) = (list(&named("library/a.txt"), 1), list(&named("library/../a"), 1));
    for (what, entries) in [
        ("none", vec![file("library/a.txt", "x")]),
        ("a file more", vec![file("library/a.txt", "x"), file("manifest.json", &empty)]),
        ("a file less", vec![file("manifest.json", &other)]),
        ("another digest", vec![file("library/a.txt", "x"), file("manifest.json", &other)]),
        ("behind it", vec![file("manifest.json", &empty), file("library/a.txt", "x")]),
        ("a name that leads elsewhere", vec![file("manifest.json", &above)]),
        ("no list", vec![file("manifest.json", "[]")]),
    ] {
        write(&kit.file(), &entries);
        let refused = restore(&kit.file(), &kit.targets());
        assert!(matches!(refused, Err(BackupError::Damaged(_))), "{what}: {refused:?}");
    }
    write(&kit.file(), &[file("manifest.json", &later)]);
    assert!(matches!(check(&kit.file()), Err(BackupError::Newer(2))));
    fs::write(kit.file(), "no backup").unwrap();
    assert!(matches!(check(&kit.file()), Err(BackupError::Damaged(_))));
    assert_eq!(kit.names(), ["site.backup"], "nothing was put anywhere");
}

#[tokio::test]
async fn what_unpacks_to_far_more_than_it_is_is_not_unpacked() {
    let kit = Kit::new().await;
    let zeros: u64 = 256 << 20;
    let mut tar = Builder::new(Encoder::new(File::create(kit.file()).unwrap(), 1).unwrap());
    let mut header = Header::new_gnu();
    header.set_size(zeros);
    tar.append_data(&mut header, "library/a.txt", repeat(0).take(zeros)).unwrap();
    tar.into_inner().unwrap().finish().unwrap();
    let refused = restore(&kit.file(), &kit.targets());
    assert!(matches!(refused, Err(BackupError::Hostile(_))), "{refused:?}");

    let mut behind = Encoder::new(File::create(kit.file()).unwrap(), 1).unwrap();
    copy(&mut repeat(0).take(zeros), &mut behind).unwrap();
    behind.finish().unwrap().flush().unwrap();
    let refused = check(&kit.file());
    assert!(matches!(refused, Err(BackupError::Hostile(_))), "behind the end: {refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_put_through_a_link_that_leads_out_of_the_library() {
    let kit = Kit::new().await;
    kit.back_up();
    let targets = zhengsou::backup::Targets { replaces: true, ..kit.targets() };
    let outside = kit.folder.path().join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::create_dir_all(&targets.folder).unwrap();
    std::os::unix::fs::symlink(&outside, targets.folder.join("2024")).unwrap();
    let refused = restore(&kit.file(), &targets);
    assert!(matches!(refused, Err(BackupError::Hostile(_))), "{refused:?}");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    assert!(!targets.folder.join("b.txt").exists(), "nothing else either");
}
