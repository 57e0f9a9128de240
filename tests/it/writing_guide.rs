//! The examples of docs/writing.md are run against a server, one after the other.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::library::notice;
use crate::support::program::{run, zhengsou};

const GUIDE: &str = include_str!("../../docs/writing.md");

/// A server that ends with the test.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves the library of a folder and returns the server with its address.
fn serve(folder: &Path) -> (Serving, String) {
    let mut serving = zhengsou(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--no-usage", "--publish-every", "0s"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    let line = lines.map(Result::unwrap).find(|line| line.starts_with("serving on "));
    let address = line.unwrap()["serving on ".len()..].trim_end_matches('/').to_owned();
    (Serving(serving), address)
}

/// Returns the commands that ask the server, each with what the guide says of the answer.
fn examples() -> Vec<(&'static str, Vec<Value>)> {
    let blocks: Vec<(&str, &str)> = GUIDE
        .split("\n```")
        .filter_map(|block| block.split_once('\n'))
        .filter(|(kind, _)| matches!(*kind, "sh" | "json" | "jsonl"))
        .collect();
    let pairs = blocks.windows(2).filter(|pair| pair[0].0 == "sh" && pair[1].0 != "sh");
    pairs.map(|pair| (pair[0].1, values(pair[1].1.as_bytes()).unwrap())).collect()
}

/// Returns the values of JSON in a text, one or one a line.
fn values(text: &[u8]) -> serde_json::Result<Vec<Value>> {
    serde_json::Deserializer::from_slice(text).into_iter().collect()
}

/// Tells whether an answer holds what is expected of it; it may hold more.
fn holds(answer: &Value, expected: &Value) -> bool {
    match expected {
        Value::Object(fields) => {
            fields.iter().all(|(name, value)| answer.get(name).is_some_and(|own| holds(own, value)))
        }
        _ => answer == expected,
    }
}

/// Tells whether the machine has a program, by asking it something that it answers.
fn has(program: &str, argument: &str) -> bool {
    let asked = Command::new(program).arg(argument).output();
    asked.is_ok_and(|output| output.status.success())
}

#[test]
fn every_example_of_the_guide_does_what_it_says() {
    if !has("curl", "--version") || !has("openssl", "version") {
        println!("skipped: curl and openssl are needed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/n1.txt"), notice("清泽市", 1, "档案查阅")).unwrap();
    let create = |option: &[&str]| {
        let arguments = [&["keys", "create", "--name", "门户网站", "--scope", "write"], option];
        run(folder.path(), &arguments.concat()).out.trim().to_owned()
    };
    let (key, signing_key) = (create(&[]), create(&["--signing"]));
    let (_serving, address) = serve(folder.path());
    let examples = examples();
    assert_eq!(examples.len(), 8, "the guide has eight examples with answers");
    for (command, expected) in examples {
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("ZS_SERVER", &address)
            .env("ZS_KEY", &key)
            .env("ZS_SIGNING_KEY", &signing_key)
            .output()
            .unwrap();
        let answers =
            values(&output.stdout).unwrap_or_else(|error| panic!("{error}: {command}\n{output:?}"));
        assert_eq!(answers.len(), expected.len(), "{command}\n{answers:?}");
        for (answer, expected) in answers.iter().zip(&expected) {
            assert!(holds(answer, expected), "{command}\n{answer}\nis not {expected}");
        }
    }
}
