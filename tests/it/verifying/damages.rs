//! Whatever is damaged of an index or of what was received is told by its file.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zhengsou::upkeep::verify::verify;

use super::{damages, generation, library, verified};
use crate::support::house::{House, body};

/// Returns the files of segments in a generation.
fn segments(generation: &Path) -> Vec<PathBuf> {
    let endings = ["store", "idx", "pos", "term", "fast", "fieldnorm", "del"];
    let entries = fs::read_dir(generation).unwrap().map(|entry| entry.unwrap().path());
    let is_of_segment = |path: &PathBuf| {
        path.extension().is_some_and(|ending| endings.iter().any(|e| *e == ending))
    };
    let mut files: Vec<PathBuf> = entries.filter(is_of_segment).collect();
    files.sort();
    for ending in endings {
        let has = files.iter().any(|path| path.extension().is_some_and(|own| own == ending));
        assert!(has, "no file of a segment ends in {ending}");
    }
    files
}

/// Replaces a file while `check` runs.
fn with(path: &Path, bytes: Option<&[u8]>, check: impl FnOnce()) {
    let before = fs::read(path).unwrap();
    match bytes {
        Some(bytes) => fs::write(path, bytes).unwrap(),
        None => fs::remove_file(path).unwrap(),
    }
    check();
    fs::write(path, before).unwrap();
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[tokio::test]
async fn a_byte_of_any_file_of_a_segment() {
    let library = library().await;
    for path in segments(&generation(&library)) {
        let bytes = fs::read(&path).unwrap();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            with(&path, Some(&flipped), || {
                let told = damages(&verified(&library));
                assert_eq!(told.len(), 1, "{}, byte {at}: {told:?}", path.display());
                assert!(told[0].starts_with(name(&path)), "{told:?}");
            });
        }
    }
    assert_eq!(damages(&verified(&library)), [""; 0]);
}

#[tokio::test]
async fn a_file_of_a_segment_is_missing_or_cut_short() {
    let library = library().await;
    for path in segments(&generation(&library)) {
        with(&path, None, || {
            let told = damages(&verified(&library));
            assert_eq!(told, [format!("{}: is missing", name(&path))]);
        });
        for length in [0, 7] {
            let cut = fs::read(&path).unwrap()[..length].to_vec();
            with(&path, Some(&cut), || {
                let told = damages(&verified(&library));
                assert!(told.len() == 1 && told[0].starts_with(name(&path)), "{told:?}");
            });
        }
    }
}

#[tokio::test]
async fn what_says_what_was_published() {
    let library = library().await;
    let generation = generation(&library);
    let metas = fs::read_to_string(generation.join("meta.json")).unwrap();
    let first: Value = serde_json::from_str(&metas).unwrap();
    let without = |change: fn(&mut Value)| {
        let mut metas = first.clone();
        change(&mut metas);
        metas.to_string().into_bytes()
    };
    let cases: &[(&str, &str, Vec<u8>)] = &[
        ("meta.json", "meta.json", metas.as_bytes()[..metas.len() / 2].to_vec()),
        ("meta.json", "meta.json", Vec::new()),
        ("meta.json", "what was published", without(|metas| metas["payload"] = "[]".into())),
        ("meta.json", "does not say what", without(|metas| metas["payload"] = Value::Null)),
        ("meta.json", "7 clauses were published, and 2 and", {
            without(|metas| drop(metas["segments"].as_array_mut().unwrap().pop()))
        }),
        (".managed.json", "meta.json", b"{".to_vec()),
        ("lexicon/words.txt", "words.txt", b"\xFF".to_vec()),
        ("../CURRENT", "names `generation-000009`", b"generation-000009\n".to_vec()),
        ("../CURRENT", "names ``", Vec::new()),
    ];
    for (file, said, bytes) in cases {
        with(&generation.join(file), Some(bytes), || {
            let told = damages(&verified(&library)).join("\n");
            assert!(told.contains(said), "{file}: {told}");
        });
    }
    fs::remove_dir_all(generation.join("lexicon")).unwrap();
    let told = damages(&verified(&library));
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told.iter().any(|damage| damage.starts_with("blocked.txt: ")), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_received() {
    let house = House::new().await;
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    for key in ["wx-7", "wx-8"] {
        assert!(house.put(key, &body("河道清淤")).await.status.is_success());
    }
    house.delete("wx-8").await;
    let text = "一、码头自6月1日起修缮。";
    house.site.send_by("PUT", "/api/v1/notices/wx-9", &headers, text).await;
    let library = &house.site.served;
    let folder = library.notices().join("received");
    library.write("received/laid.json", "{\"id\":\"n1\",\"text\":\"一、正文。\"}");
    library.write("received/.wx-7.json.unfinished", "{");
    library.index().await;
    let sound = verified(library);
    assert_eq!(damages(&sound), [""; 0]);
    let counts = sound.received;
    assert_eq!((counts.notices, counts.files, counts.taken_back), (2, 1, 1));
    let file = fs::read_dir(folder.join("files")).unwrap().next().unwrap().unwrap().path();
    let record = fs::read(folder.join("wx-7.json")).unwrap();
    let cut = &record[..record.len() / 2];
    let torn = br#"{"id":"wx-7","text":"x","received":{"version":"x"}}"#;
    let cases: &[(PathBuf, Option<&[u8]>, &str)] = &[
        (folder.join("wx-7.json"), Some(cut), "wx-7.json: is no record that can be read"),
        (folder.join("wx-7.json"), Some(torn), "wx-7.json: is a damaged record"),
        (
            folder.join("wx-8.json"),
            Some(&record),
            "wx-8.json: is the record of another key, `wx-7`",
        ),
        (file.clone(), None, "is missing, and a record names it"),
        (file, Some(b"x"), "its digest is another"),
    ];
    for (path, bytes, said) in cases {
        with(path, *bytes, || {
            let told = damages(&verified(library));
            assert!(told.len() == 1 && told[0].contains(said), "{said}: {told:?}");
        });
    }
}

#[tokio::test]
async fn an_index_that_does_not_say_its_counts_is_sound_as_it_is() {
    let library = library().await;
    let path = generation(&library).join("meta.json");
    let mut metas: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut payload: Value = serde_json::from_str(metas["payload"].as_str().unwrap()).unwrap();
    let counts = payload[1].as_object_mut().unwrap().remove("counts").unwrap();
    assert_eq!(counts["notices"], 3);
    metas["payload"] = payload.to_string().into();
    with(&path, Some(metas.to_string().as_bytes()), || {
        let found = verify(&library.index_folder()).unwrap();
        assert_eq!((damages(&found).len(), found.notices), (0, 3));
    });
}
