//! What a run over a library adds, updates, leaves alone and removes.

use std::fs;

use zhengsou::engine::Publication;
use zhengsou::ingest::report::NoticeCounts;
use zhengsou::ingest::{IngestError, IngestOptions, Silent, ingest};
use zhengsou::notice::clause::ClauseKind;
use zhengsou::notice::id::NoticeId;
use zhengsou::query::request::{Scope, SearchRequest};
use zhengsou::search::response::{NoticeSummary, SearchResult};

use crate::support::library::{Library, notice};
use crate::support::{TODAY, cluster};

async fn total(library: &Library, text: &str) -> u64 {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    library.searcher().search(&request, TODAY).await.unwrap().total
}

async fn found(library: &Library, text: &str) -> Vec<NoticeSummary> {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    let results = library.searcher().search(&request, TODAY).await.unwrap().results;
    let notice = |result| match result {
        SearchResult::Notice(result) => result.notice,
        SearchResult::Clause(_) => unreachable!("notices are searched"),
    };
    results.into_iter().map(notice).collect()
}

#[tokio::test]
async fn only_what_changed_is_read_again() {
    let library = Library::of(&[
        ("a.txt", &notice("清泽市", 1, "档案查阅")),
        ("deep/b.txt", &notice("望溪市", 2, "河道清淤")),
    ])
    .await;
    let again = library.index().await;
    assert_eq!((again.notices.added, again.notices.updated, again.notices.unchanged), (0, 0, 2));
    assert_eq!(again.generation, 1, "nothing changed, nothing is published");
    library.write("a.txt", notice("清泽市", 1, "灯笼展销"));
    let changed = library.index().await;
    assert_eq!((changed.notices.updated, changed.notices.unchanged), (1, 1));
    assert_eq!(total(&library, "档案查阅").await, 0);
    assert_eq!(total(&library, "灯笼展销").await, 1);
    fs::rename(library.notices().join("deep"), library.notices().join("moved")).unwrap();
    let moved = library.index().await;
    assert_eq!((moved.notices.added, moved.notices.removed), (1, 1));
    assert_eq!(total(&library, "河道清淤").await, 1);
}

#[tokio::test]
async fn a_bad_file_is_named_and_stops_nothing() {
    let library = Library::empty();
    library.write("good.txt", notice("清泽市", 1, "档案查阅"));
    library.write("broken.txt", [0u8, 159, 146, 150, 0, 1, 2, 3]);
    library.write("empty.txt", "");
    library.write("photo.jpg", [0xff, 0xd8, 0xff]);
    let report = library.index().await;
    assert_eq!(report.notices.added, 1);
    let named: Vec<&str> = report
        .failures
        .iter()
        .map(|failure| failure.file.rsplit('/').next().unwrap_or(""))
        .collect();
    assert_eq!(named, ["photo.jpg", "broken.txt", "empty.txt"], "{:?}", report.failures);
    assert_eq!(report.notices.failed, 3);
}

#[tokio::test]
async fn a_file_that_breaks_later_keeps_what_was_indexed_of_it() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    library.write("a.txt", [0u8, 159, 146, 150, 0, 1, 2, 3]);
    let report = library.index().await;
    assert_eq!((report.notices.failed, report.notices.removed), (1, 0));
    assert_eq!(total(&library, "档案查阅").await, 1);
}

#[tokio::test]
async fn a_file_beside_another_of_its_name_takes_its_key_and_not_its_notice() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    library.write("a.md", notice("清泽市", 2, "渡船停航"));
    let NoticeCounts { added, updated, failed, .. } = library.index().await.notices;
    assert_eq!((added, updated, failed), (1, 1, 0));
    assert_eq!((total(&library, "档案查阅").await, total(&library, "渡船停航").await), (1, 1));
    assert_eq!(library.index().await.notices.unchanged, 2);

    library.remove("a.md");
    let NoticeCounts { updated, removed, failed, .. } = library.index().await.notices;
    assert_eq!((updated, removed, failed), (1, 1, 0));
    assert_eq!((total(&library, "档案查阅").await, total(&library, "渡船停航").await), (1, 0));
    let first = NoticeId::of_path("a.txt", false);
    assert!(library.engine.notice(&first).await.unwrap().is_some(), "the key as at first");
}

#[tokio::test]
async fn a_missing_path_stops_the_run_and_removes_nothing() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let options = IngestOptions {
        paths: vec![library.notices().join("nowhere")],
        ..IngestOptions::default()
    };
    let result = ingest(&*library.engine, &options, &Silent).await;
    assert!(matches!(result, Err(IngestError::Path(_))), "{result:?}");
    assert_eq!(total(&library, "档案查阅").await, 1);
}

#[tokio::test]
async fn a_rebuild_makes_a_generation_with_the_same_notices() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let report = library.index_with(true).await;
    assert_eq!(report.generation, 2);
    assert_eq!(total(&library, "档案查阅").await, 1);
}

#[tokio::test]
async fn a_generation_that_nobody_searches_is_removed() {
    if cluster::has_no_files() {
        return;
    }
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    library.index_with(true).await;
    let generations = fs::read_dir(library.index_folder())
        .unwrap()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("generation-"))
        .count();
    assert_eq!(generations, 1);
}

#[tokio::test]
async fn what_an_older_reader_read_is_read_again() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let status = library.engine.status().await.unwrap();
    let older = Publication { reader: 0, ..Publication::clone(&status.publication) };
    library.engine.update().await.unwrap().publish(older).await.unwrap();
    assert_eq!(total(&library, "档案查阅").await, 1, "it is searched until then");
    assert!(library.index().await.rebuilt);
    assert!(!library.index().await.rebuilt);
}

#[tokio::test]
async fn a_table_of_the_operator_that_changes_is_said_and_mended_by_reading_all_again() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    library.write("lexicon/words.txt", "查阅工作\n");
    let report = library.index().await;
    assert!(report.rebuilt);
    assert_eq!(total(&library, "查阅工作").await, 1);
}

#[tokio::test]
async fn the_lines_of_an_import_are_notices_of_their_own() {
    let line = |id: &str, matter: &str| {
        serde_json::json!({ "id": id, "title": format!("关于{matter}的通知"),
            "text": format!("各县区人民政府：\n一、做好{matter}。") })
        .to_string()
    };
    let library = Library::empty();
    library
        .write("import.jsonl", format!("{}\n{}\n", line("x1", "档案查阅"), line("x2", "河道清淤")));
    assert_eq!(library.index().await.notices.added, 2);
    library
        .write("import.jsonl", format!("{}\n{}\n", line("x1", "档案查阅"), line("x3", "灯笼展销")));
    let report = library.index().await;
    let counts = report.notices;
    assert_eq!((counts.added, counts.unchanged, counts.removed), (1, 1, 1), "{report:?}");
    library.write("import.jsonl", format!("{}\nnot json\n", line("x1", "档案查阅")));
    let report = library.index().await;
    assert_eq!((report.notices.failed, report.notices.removed), (1, 0), "what was there stays");
    assert_eq!(library.index().await.notices.failed, 1, "and is named until it is mended");
    assert!(report.failures[0].reason.contains('2'), "names the line: {:?}", report.failures);
}

/// Lines of an import that are chunks of one notice; the last has a title of its own.
fn chunks(name: &str, title: &str, day: &str) -> String {
    let texts = [
        &format!("{title}\n各县（市、区）人民政府：\n现公布如下，请遵照执行。"),
        "一、租用国有房屋的，减免两个月租金。",
        &format!("本办法自发布之日起施行，原《{title}》同时废止。\n清泽市人民政府\n{day}"),
    ];
    let line = |(number, text): (usize, &str)| {
        let id = format!("{name}#{number}");
        let mut line = serde_json::json!({ "id": id, "doc": name, "text": text });
        if number == 2 {
            line["title"] = "第三章　附则".into();
        }
        format!("{line}\n")
    };
    texts.into_iter().enumerate().map(line).collect()
}

#[tokio::test]
async fn chunks_are_found_by_what_the_whole_says() {
    let library = Library::empty();
    library.write("chunks.jsonl", chunks("n", "清泽市手工作坊管理办法", "2024年3月5日"));
    assert_eq!(library.index().await.notices.added, 3, "each is a notice of its own");
    assert_eq!(found(&library, "手工作坊").await.len(), 3, "with the title of the whole");
    let both = found(&library, "手工作坊 租金").await;
    assert_eq!(both[0].id.as_str(), "n#1", "and its own text");
    let asked = found(&library, "清泽市手工作坊管理办法").await;
    assert_eq!(asked[0].id.as_str(), "n#0", "who asks for the whole gets its beginning");
    let request = SearchRequest {
        text: "清泽市手工作坊管理办法".to_owned(),
        scope: Scope::Clauses,
        ..SearchRequest::default()
    };
    let clauses = library.searcher().search(&request, TODAY).await.unwrap().results;
    let is_head = |result: &&SearchResult| match result {
        SearchResult::Clause(result) => result.clause.kind == ClauseKind::Head,
        SearchResult::Notice(_) => false,
    };
    assert_eq!(clauses.iter().filter(is_head).count(), 1, "it stands once by its title");
    library.write("chunks.jsonl", chunks("n", "清泽市河边茶馆管理办法", "2024年3月5日"));
    assert_eq!(library.index().await.notices.updated, 3, "the title of the whole is another one");
}

#[tokio::test]
async fn chunks_end_with_the_whole_and_stand_beside_each_other() {
    let library = Library::empty();
    let title = "清泽市手工作坊管理办法";
    library.write("old.jsonl", chunks("old", title, "2020年3月5日"));
    library.write("new.jsonl", chunks("new", title, "2024年3月5日"));
    library.index().await;
    let searcher = library.searcher();
    for (name, by) in [("old", Some("new#2")), ("new", None)] {
        for number in 0..3 {
            let id = NoticeId::given(format!("{name}#{number}"));
            let chunk = searcher.notice(&id, TODAY).await.unwrap().unwrap();
            let ended = chunk.ended_by.as_ref().map(|ended| ended.by.as_str());
            assert_eq!(ended, by, "{id}");
            assert!(chunk.also_at.is_empty(), "{id} is no copy of what stands beside it");
        }
    }
    let chunk = searcher.notice(&NoticeId::given("old#1"), TODAY).await.unwrap().unwrap();
    let similar = searcher.similar(&chunk, 5, TODAY).await.unwrap();
    let similar: Vec<&str> = similar.iter().map(|other| other.id.as_str()).collect();
    assert_eq!(similar.len(), 1, "one chunk stands for the other whole: {similar:?}");
    assert!(similar[0].starts_with("new#"), "{similar:?}");
}

#[tokio::test]
async fn a_title_or_an_address_alone_changes_an_imported_notice() {
    let library = Library::empty();
    let line = |title: &str, url: &str| {
        serde_json::json!({ "id": "x1", "title": title, "url": url, "text": "一、养护浮桥。" })
            .to_string()
    };
    let (title, address) = ("清泽市关于浮桥养护的通告", "https://a.example/1");
    for name in ["import.jsonl", "import.json"] {
        library.write(name, line(title, address));
        library.index().await;
        library.write(name, line("清泽市关于浮桥看护的通告", address));
        assert_eq!(library.index().await.notices.updated, 1, "{name}: the title");
        library.write(name, line("清泽市关于浮桥看护的通告", "https://a.example/2"));
        assert_eq!(library.index().await.notices.updated, 1, "{name}: the address");
        library.remove(name);
        library.index().await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_stood_in_a_folder_that_cannot_be_listed_stays() {
    use std::os::unix::fs::symlink;

    let library = Library::of(&[
        ("a.txt", &notice("清泽市", 1, "档案查阅")),
        ("deep/b.txt", &notice("望溪市", 2, "河道清淤")),
    ])
    .await;
    fs::remove_dir_all(library.notices().join("deep")).unwrap();
    symlink(library.notices().join("deep"), library.notices().join("deep")).unwrap();
    let report = library.index().await;
    assert_eq!((report.notices.removed, report.notices.failed), (0, 1), "{report:?}");
    assert_eq!(total(&library, "河道清淤").await, 1);
}

#[tokio::test]
async fn a_damaged_index_is_said_and_mended_by_a_rebuild() {
    if cluster::has_no_files() {
        return;
    }
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    fs::write(library.index_folder().join("CURRENT"), "generation-999999\n").unwrap();
    let options = IngestOptions { paths: vec![library.notices()], ..IngestOptions::default() };
    let result = ingest(&*library.engine, &options, &Silent).await;
    assert!(matches!(result, Err(IngestError::Engine(_))), "{result:?}");
    library.index_with(true).await;
    assert_eq!(total(&library, "档案查阅").await, 1);
}
