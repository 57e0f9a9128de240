//! Kills the site while notices are written over HTTP and searched: whatever was acknowledged is
//! there after the next start, and every publication is whole.

use std::path::Path;
use std::thread;
use std::time::Duration;

use zhengsou::access::scope::Scope;

use crate::interruption::kills;
use crate::interruption::readers::Seen;
use crate::interruption::writers::Writer;
use crate::support::chance;
use crate::support::keys::bearer;
use crate::support::library::{Library, notice};
use crate::support::served::Served;

/// Kills of the short form.
const KILLS: usize = 8;

/// Longest time in milliseconds from the first write to the kill: some publishes.
const LONGEST: usize = 1500;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill_and_no_publication_is_half() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let bearer = bearer(&library, &[Scope::Write]);
    let mut writers = [Writer::new(0, &bearer), Writer::new(1, &bearer)];
    let seen = Seen::default();
    let kills = kills(KILLS);
    for kill in 0..kills {
        let site = serve(&library);
        // Some starts are killed, too, while they publish what the one before left.
        if kill > 0 && chance::below(5) == 0 {
            thread::sleep(pause(300));
            continue;
        }
        // A library that received nothing has nothing to publish at the start.
        if library.notices().join("received").is_dir() {
            check(&site, &seen, &writers);
        }
        let address = site.address(0);
        thread::scope(|scope| {
            scope.spawn(|| seen.read(address));
            for writer in &mut writers {
                scope.spawn(|| writer.write(address));
            }
            thread::sleep(pause(LONGEST));
            drop(site);
        });
    }
    let site = serve(&library);
    for writer in &mut writers {
        assert!(writer.write_once(site.address(0)), "the site goes on");
    }
    drop(site);
    let site = serve(&library);
    check(&site, &seen, &writers);
    assert_eq!(unfinished(&library.notices()), Vec::<String>::new());
    let acknowledged: usize = writers.iter().map(|writer| writer.count).sum();
    println!("{kills} kills, {acknowledged} acknowledged, {} publications seen", seen.count());
}

/// Checks what is held after the first publish since the start, which needs no further write.
fn check(site: &Served, seen: &Seen, writers: &[Writer]) {
    let line = site.line_with("published");
    assert!(!line.contains("not published"), "{line}");
    let held = seen.held(site.address(0));
    for writer in writers {
        writer.check(&held);
    }
}

/// Serves a library; dropping what this returns kills the program.
fn serve(library: &Library) -> Served {
    let index = library.index_folder();
    let index = format!("--index={}", index.display());
    let arguments = ["--listen=127.0.0.1:0", "--no-usage", "--publish-every=20ms", &index];
    Served::start(Path::new("."), &arguments, 1)
}

fn pause(longest: usize) -> Duration {
    Duration::from_millis(chance::below(longest) as u64)
}

/// Returns the files that were not written to their end.
fn unfinished(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".unfinished")).collect()
}
