//! A backup of a site that is written to meanwhile: all that was acknowledged before, each notice with
//! the file that it came as.

use std::fs;
use std::path::Path;
use std::thread;

use axum::http::StatusCode;
use zhengsou::access::{AUDIT_FILE, KEYS_FILE};
use zhengsou::backup::{Kept, Targets, back_up, restore};
use zhengsou::corpus::received::{Attached, attached};

use crate::support::house::{House, address, body};
use crate::support::library::notice;
use crate::support::site::now;

async fn upload(house: &House, key: &str, text: &str) -> StatusCode {
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    house.site.send_by("PUT", &address(key), &headers, text.to_owned()).await.status
}

/// Checks that every record of a library has the file that it names, and returns how many do.
fn files_of_records(received: &Path) -> usize {
    let mut counted = 0;
    for entry in fs::read_dir(received).unwrap() {
        let path = entry.unwrap().path();
        let record = if path.is_file() { fs::read(&path).unwrap() } else { continue };
        let Some(file) = attached(&record) else { continue };
        let bytes = fs::read(file.path(&path));
        let bytes = bytes.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(Attached::new(file.kind, &bytes), file, "{}", path.display());
        counted += 1;
    }
    counted
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_before_is_in_it_whole_though_writing_goes_on() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let index = house.site.served.index_folder();
    let kept = Kept {
        paths: vec![house.site.served.notices()],
        usage: None,
        keys: index.join(KEYS_FILE),
        audit: index.join(AUDIT_FILE),
        index,
    };
    for round in 0..4 {
        house.put(&format!("wx-{round}"), &body("河道清淤")).await;
        upload(&house, &format!("file-{round}"), &notice("望溪市", 7, "浮桥养护")).await;
        let (kept, file) = (kept.clone(), folder.path().join(format!("{round}.backup")));
        let to = file.clone();
        let backing = thread::spawn(move || back_up(&to, &kept, now().timestamp()).unwrap());
        while !backing.is_finished() {
            for matter in ["灯笼展销", "档案查阅"] {
                house.put(&format!("wx-{round}"), &body(matter)).await;
                let text = notice("望溪市", 7, matter);
                upload(&house, &format!("file-{round}"), &text).await;
            }
        }
        let manifest = backing.join().unwrap();
        let root = folder.path().join(round.to_string());
        let targets = Targets {
            folder: root.join("library"),
            usage: None,
            keys: root.join(KEYS_FILE),
            audit: root.join(AUDIT_FILE),
            replaces: false,
        };
        assert_eq!(restore(&file, &targets).unwrap(), manifest);
        for written in 0..=round {
            for key in ["wx", "file"] {
                let record = targets.folder.join(format!("received/{key}-{written}.json"));
                assert!(record.is_file(), "{}", record.display());
            }
        }
        assert_eq!(files_of_records(&targets.folder.join("received")), round + 1);
    }
}
