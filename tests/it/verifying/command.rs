//! The command: its lines, its JSON and how it ends.

use std::fs;

use serde_json::{Value, json};

use super::{generation, library};
use crate::support::library::Library;
use crate::support::program::{Run, run};

fn verify(library: &Library, options: &[&str]) -> Run {
    let index = library.index_folder().to_string_lossy().into_owned();
    let arguments = [&["verify", "--index", &index], options].concat();
    run(&library.notices(), &arguments)
}

#[tokio::test]
async fn all_well_is_0() {
    let library = library().await;
    let told = verify(&library, &[]);
    assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{}", told.out);
    assert_eq!(told.out.lines().count(), 1);
    assert!(told.out.starts_with("3 notices, ") && told.out.contains("all well"), "{}", told.out);
    let json: Value = serde_json::from_str(&verify(&library, &["--json"]).out).unwrap();
    assert_eq!((&json["generation"], &json["notices"]), (&2.into(), &3.into()));
    assert_eq!(json["damages"], json!([]));
    assert_eq!(json["differences"]["new"], json!([]));
}

#[tokio::test]
async fn differences_are_1_a_line_each() {
    let library = library().await;
    library.write("g.txt", "望溪市人民政府关于浮桥的通告\n一、浮桥要检修。\n");
    library.remove("a.txt");
    let told = verify(&library, &[]);
    assert_eq!(told.code, Some(1), "{}", told.err);
    assert!(told.out.starts_with("new: g.txt\ngone: a.txt\n"), "{}", told.out);
    let told = verify(&library, &["--json"]);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told.code, Some(1));
    assert_eq!(json["differences"]["new"], json!(["g.txt"]));
    assert_eq!(json["differences"]["gone"], json!(["a.txt"]));
}

#[tokio::test]
async fn damages_are_2_a_line_each() {
    let library = library().await;
    let generation = generation(&library);
    for table in ["words.txt", "blocked.txt"] {
        fs::remove_file(generation.join("lexicon").join(table)).unwrap();
    }
    let told = verify(&library, &[]);
    assert_eq!(told.code, Some(2));
    let damaged = told.out.lines().filter(|line| line.starts_with("damaged: ")).count();
    assert_eq!((damaged, told.out.lines().count()), (2, 2), "{}", told.out);
    assert!(told.err.starts_with("error: 2 files are damaged\nhint: "), "{}", told.err);
    let json: Value = serde_json::from_str(&verify(&library, &["--json"]).out).unwrap();
    assert_eq!(
        (json["damages"].as_array().unwrap().len(), &json["differences"]),
        (2, &Value::Null)
    );
}

#[test]
fn no_index_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(folder.path(), &["verify", "--index", "none"]);
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("no index at `none`") && told.err.contains("hint: "), "{}", told.err);
}
