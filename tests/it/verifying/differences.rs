//! What an index and its library differ in is what a run would take up.

use zhengsou::ingest::differences::Differences;

use super::{library, verified};
use crate::support::library::{Library, notice};

fn differences(library: &Library) -> Differences {
    let found = verified(library);
    assert_eq!(found.damages, []);
    found.differences.unwrap()
}

#[tokio::test]
async fn none_after_a_run() {
    let library = library().await;
    let found = verified(&library);
    assert_eq!(found.differences, Some(Differences::default()));
    assert_eq!((found.generation, found.notices), (2, 3));
    let status = library.engine.status().await.unwrap();
    assert_eq!((found.clauses, found.made_at), (status.clauses, status.publication.made_at));
}

#[tokio::test]
async fn new_changed_and_gone_files_and_tables() {
    let library = library().await;
    library.write("a.txt", notice("清泽市", 1, "灯塔检修"));
    library.write("e.jsonl", "{\"id\":\"e1\",\"text\":\"一、灯塔要重建。\"}\n");
    library.write("f.txt", notice("清泽市", 6, "灯塔检修"));
    library.write("lexicon/blocked.txt", "灯塔\n");
    library.remove("b/c.txt");
    let found = differences(&library);
    assert_eq!(found.changed, ["a.txt", "e.jsonl"]);
    assert_eq!((&found.new[..], &found.gone[..]), (&["f.txt".into()][..], &["b/c.txt".into()][..]));
    assert_eq!((found.tables.as_slice(), found.outdated), (&["blocked.txt"][..], false));
    library.index().await;
    assert!(differences(&library).is_empty());
}

#[tokio::test]
async fn a_file_that_takes_the_key_of_one_beside_it_changes_both() {
    let library = library().await;
    library.write("a.md", notice("清泽市", 6, "灯塔检修"));
    let found = differences(&library);
    assert_eq!((found.new, found.changed), (vec!["a.md".into()], vec!["a.txt".into()]));
    assert_eq!(found.failures, []);
    library.index().await;
    assert!(differences(&library).is_empty());
}

#[tokio::test]
async fn what_no_run_takes_up_is_told_as_a_run_tells_it() {
    let library = library().await;
    library.write("y.json", "{\"id\":\"a\",\"text\":\"一、灯塔要重建。\"}");
    library.write("z.jsonl", "{\"id\":\"e1\",\"text\":\"一、灯塔要重建。\"}\n{\"id\":\"z2\",");
    library.write("old.doc", "x");
    library.write("empty.txt", "");
    let told = differences(&library).failures;
    let report = library.index().await;
    let mut of_run = report.failures;
    let mut of_verify = told;
    for failures in [&mut of_run, &mut of_verify] {
        failures.sort_by(|one, two| (&one.file, &one.reason).cmp(&(&two.file, &two.reason)));
    }
    assert_eq!(of_verify, of_run);
    assert!(of_run.len() >= 3, "{of_run:?}");
    let after = differences(&library);
    assert_eq!((after.new, after.changed, after.failures.len()), (vec![], vec![], of_run.len()));
}
