//! A site is kept in one file, and put back from it: everything, or nothing.

mod hostile;
mod meanwhile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zhengsou::access::{AUDIT_FILE, KEYS_FILE};
use zhengsou::backup::error::BackupError;
use zhengsou::backup::manifest::Manifest;
use zhengsou::backup::{Kept, Targets, back_up, check, restore};
use zhengsou::usage::{self, Usage};

use crate::support::TODAY;
use crate::support::library::{Library, MADE_AT, notice};
use crate::support::program::run;

/// A folder with a site to keep.
struct Kit {
    folder: TempDir,
    served: Library,
}

impl Kit {
    async fn new() -> Self {
        let library = Library::of(&[
            ("2024/清泽市/关于档案查阅的通知.txt", &notice("清泽市", 1, "档案查阅")),
            ("b.txt", &notice("望溪市", 2, "河道清淤")),
        ])
        .await;
        library.write("附件.doc", b"\xD0\xCF\x11\xE0");
        library.write("empty.txt", "");
        library.write(".hidden", "x");
        library.write("lexicon/blocked.txt", "望溪\n");
        library.write("received/wx-7.json", r#"{"id": "wx-7", "text": "通知"}"#);
        let index = library.index_folder();
        drop(Usage::open(&index.join(usage::FILE), TODAY).unwrap());
        fs::write(index.join(KEYS_FILE), "{}").unwrap();
        fs::write(index.join(AUDIT_FILE), "{\"one\": 1}\n").unwrap();
        Self { folder: tempfile::tempdir().unwrap(), served: library }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("site.backup")
    }

    fn kept(&self) -> Kept {
        let index = self.served.index_folder();
        Kept {
            paths: vec![self.served.notices()],
            usage: Some(index.join(usage::FILE)),
            keys: index.join(KEYS_FILE),
            audit: index.join(AUDIT_FILE),
            index,
        }
    }

    fn back_up(&self) -> Manifest {
        back_up(&self.file(), &self.kept(), MADE_AT).unwrap()
    }

    fn targets(&self) -> Targets {
        let index = self.folder.path().join("index");
        Targets {
            folder: self.folder.path().join("library"),
            usage: Some(index.join(usage::FILE)),
            keys: index.join(KEYS_FILE),
            audit: index.join(AUDIT_FILE),
            replaces: false,
        }
    }

    /// The names of all that lies in the folder.
    fn names(&self) -> Vec<String> {
        contents(self.folder.path()).into_keys().collect()
    }
}

/// Returns all files under a folder with their bytes.
fn contents(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

#[tokio::test]
async fn what_is_kept_is_put_back_as_it_was() {
    let kit = Kit::new().await;
    let manifest = kit.back_up();
    assert_eq!(kit.names(), ["site.backup"], "nothing is left beside it");
    assert_eq!(check(&kit.file()).unwrap(), manifest);
    let names: Vec<&str> = manifest.entries.iter().map(|entry| entry.name.as_str()).collect();
    let wanted = [
        "library/2024/清泽市/关于档案查阅的通知.txt",
        "library/b.txt",
        "library/empty.txt",
        "library/lexicon/blocked.txt",
        "library/received/wx-7.json",
        "library/附件.doc",
        "usage.sqlite",
        "keys.json",
        "audit.jsonl",
    ];
    assert_eq!(names, wanted, "files that are not read, too; no hidden ones, no index");

    let targets = kit.targets();
    assert_eq!(restore(&kit.file(), &targets).unwrap(), manifest);
    let mut before = contents(&kit.served.notices());
    before.remove(".hidden");
    assert_eq!(contents(&targets.folder), before);
    for (file, from) in [(&targets.keys, KEYS_FILE), (&targets.audit, AUDIT_FILE)] {
        let was = fs::read(kit.served.index_folder().join(from)).unwrap();
        assert_eq!(fs::read(file).unwrap(), was, "{from}");
    }
    let usage = Usage::open(targets.usage.as_ref().unwrap(), TODAY).unwrap();
    assert_eq!(usage.rows(TODAY, 10).unwrap(), []);
    let again = Library::over(vec![targets.folder]).await;
    let status = again.engine.status().await.unwrap();
    assert_eq!(status.publication.overlay.blocked, "望溪\n");
    assert!(status.notices >= 3, "{status:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_for_its_owner_alone_since_it_holds_keys() {
    use std::os::unix::fs::PermissionsExt;
    let kit = Kit::new().await;
    kit.back_up();
    restore(&kit.file(), &kit.targets()).unwrap();
    for file in [kit.file(), kit.targets().keys, kit.targets().audit] {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn damage_anywhere_is_told_and_nothing_is_put_back() {
    let kit = Kit::new().await;
    let manifest = kit.back_up();
    let whole = fs::read(kit.file()).unwrap();
    let broken = kit.folder.path().join("broken");
    for at in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&broken, bytes).unwrap();
        // Packing leaves some bits without a meaning.
        if let Ok(read) = check(&broken) {
            assert_eq!(read, manifest, "byte {at} of {}", whole.len());
        }
        fs::write(&broken, &whole[..at]).unwrap();
        assert!(restore(&broken, &kit.targets()).is_err(), "cut off at {at} of {}", whole.len());
    }
    fs::remove_file(broken).unwrap();
    assert_eq!(kit.names(), ["site.backup"], "nothing was put anywhere");
}

#[tokio::test]
async fn nothing_is_put_where_something_is_unless_it_is_to_be_replaced() {
    let kit = Kit::new().await;
    kit.back_up();
    let targets = kit.targets();
    fs::create_dir_all(targets.folder.join("2024")).unwrap();
    fs::write(targets.folder.join("b.txt"), "another").unwrap();
    fs::write(targets.folder.join("own.txt"), "own").unwrap();
    let refused = restore(&kit.file(), &targets);
    assert!(matches!(refused, Err(BackupError::Occupied(_))), "{refused:?}");
    let replacing = Targets { replaces: true, ..targets.clone() };
    restore(&kit.file(), &replacing).unwrap();
    let there = contents(&targets.folder);
    assert_eq!(there["b.txt"], notice("望溪市", 2, "河道清淤").as_bytes());
    assert_eq!(there["own.txt"], b"own", "what the backup does not hold stays");
    let refused =
        restore(&kit.file(), &Targets { folder: kit.folder.path().join("new"), ..targets });
    assert!(matches!(refused, Err(BackupError::Occupied(_))), "keys are there: {refused:?}");
}

#[tokio::test]
async fn several_paths_and_tables_above_them_are_one_library() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("all");
    for (name, text) in [
        ("sheng/a.txt", notice("岚川省", 1, "档案查阅")),
        ("shi/a.txt", notice("清泽市", 2, "河道清淤")),
        ("lexicon/words.txt", "澄心服务站\n".to_owned()),
        ("elsewhere/c.txt", notice("望溪市", 3, "灯笼展销")),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let kit = Kit::new().await;
    let kept = Kept { paths: vec![root.join("sheng"), root.join("shi")], ..kit.kept() };
    back_up(&kit.file(), &kept, MADE_AT).unwrap();
    restore(&kit.file(), &kit.targets()).unwrap();
    let names: Vec<String> = contents(&kit.targets().folder).into_keys().collect();
    assert_eq!(names, ["lexicon/words.txt", "sheng/a.txt", "shi/a.txt"]);
}

#[test]
fn a_site_is_kept_checked_and_put_back_by_commands() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("library")).unwrap();
    fs::write(at.join("library/a.txt"), notice("清泽市", 1, "河道清淤")).unwrap();
    let run = |arguments: &[&str]| run(at, arguments);
    assert_eq!(run(&["index", "library"]).code, Some(0));
    let kept = run(&["backup", "site.backup"]);
    assert_eq!(kept.code, Some(0), "{kept:?}");
    assert!(kept.out.starts_with("site.backup: 1 files, "), "{kept:?}");
    let checked = run(&["backup", "--check", "--json", "site.backup"]);
    let manifest: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(manifest["entries"][0]["name"], "library/a.txt");
    let refused = run(&["restore", "site.backup", "--corpus", "again"]);
    assert_eq!(refused.code, Some(2), "an index is there: {refused:?}");
    assert!(refused.err.contains("hint: name empty places"), "{refused:?}");
    let restored = run(&["restore", "site.backup", "--corpus", "again", "--index", "new"]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.err.contains("zhengsou index again --index new"), "{restored:?}");
    assert_eq!(run(&["index", "again", "--index", "new"]).code, Some(0));
    let found = run(&["search", "河道清淤", "--index", "new"]);
    assert_eq!(found.code, Some(0), "{found:?}");
    let bytes = fs::read(at.join("site.backup")).unwrap();
    fs::write(at.join("site.backup"), &bytes[..bytes.len() / 2]).unwrap();
    let broken = run(&["backup", "--check", "site.backup"]);
    assert_eq!(broken.code, Some(2), "{broken:?}");
    assert!(broken.err.contains("damaged") && broken.err.contains("hint: "), "{broken:?}");
}
