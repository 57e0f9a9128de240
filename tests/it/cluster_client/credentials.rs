//! Who asks: what is sent, and that nothing tells it.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::opensearch::options::{ClusterOptions, Credentials};

use super::{engine, filled, index, library};
use crate::support::double::{Double, Instead, count};
use crate::support::library::notice;
use crate::support::program::{Run, run};
use crate::support::served::{Served, ask};

const PASSWORD: &str = "wangxi-qingshui-42";

const KEY: &str = "d2FuZ3hpOnFpbmdzaHVp";

fn basic() -> String {
    format!("Basic {}", STANDARD.encode(format!("zhengsou:{PASSWORD}")))
}

#[tokio::test]
async fn credentials_go_with_every_request() {
    let user = Credentials::Basic { user: "zhengsou".to_owned(), password: PASSWORD.to_owned() };
    let key = Credentials::ApiKey(KEY.to_owned());
    for (credentials, header) in
        [(Some(user), Some(basic())), (Some(key), Some(format!("ApiKey {KEY}"))), (None, None)]
    {
        let double = Double::start();
        let options = ClusterOptions { credentials, ..double.options() };
        for secret in [PASSWORD, KEY] {
            assert!(!format!("{options:?}").contains(secret), "{options:?}");
        }
        index(&library(options)).await.unwrap();
        for asked in double.asked() {
            assert_eq!(asked.authorization, header, "{}", asked.line);
        }
    }
}

#[tokio::test]
async fn credentials_that_are_refused_are_not_tried_again() {
    let (double, _library) = filled().await;
    for (instead, said) in [
        (Instead::Text(401, "Unauthorized"), "refuses these credentials: Unauthorized"),
        (
            Instead::refusal(403, "security_exception", "no permissions for [indices:admin/get]"),
            "refuses these credentials: no permissions for [indices:admin/get]",
        ),
    ] {
        double.say("GET", "/", 100, instead);
        let error = engine(double.options()).status().await.unwrap_err();
        assert!(matches!(error, EngineError::Denied { .. }), "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(count(&double.asked(), "GET /"), 1);
        double.say_nothing_else();
    }
}

/// Writes the files of secrets; returns the options that name them.
fn secrets(folder: &Path) -> [Vec<&'static str>; 2] {
    fs::write(folder.join("password"), format!("{PASSWORD}\n")).unwrap();
    fs::write(folder.join("key"), KEY).unwrap();
    [
        vec!["--opensearch-user", "zhengsou", "--opensearch-password-file", "password"],
        vec!["--opensearch-key-file", "key"],
    ]
}

fn assert_tells_no_secret(said: &str) {
    let encoded = basic();
    for secret in [PASSWORD, KEY, encoded.trim_start_matches("Basic ")] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[test]
fn the_program_says_which_options_to_look_at() {
    let double = Double::start();
    double.say("", "/", 1_000, Instead::Text(401, "Unauthorized"));
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    let url = double.url();
    for given in secrets(folder.path()) {
        let common = ["index", "corpus", "--engine", "opensearch", "--opensearch-url", &url];
        let Run { code, out, err } = run(folder.path(), &[&common[..], &given].concat());
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains("refuses these credentials: Unauthorized"), "{err}");
        for option in ["--opensearch-user", "--opensearch-password-file", "--opensearch-key-file"] {
            assert!(err.contains(option), "{option}: {err}");
        }
        assert_tells_no_secret(&format!("{out}{err}"));
    }
}

#[test]
fn the_log_tells_no_secret() {
    let double = Double::start();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/1.txt"), notice("望溪市", 1, "档案查阅")).unwrap();
    let url = double.url();
    for given in secrets(folder.path()) {
        let common = ["--corpus", "corpus", "--engine", "opensearch", "--opensearch-url", &url];
        let rest = ["--opensearch-replicas", "0", "--listen", "127.0.0.1:0", "--log", "trace"];
        let served = Served::start(folder.path(), &[&common[..], &rest, &given].concat(), 1);
        double.say("POST", "/_search", 1, Instead::Text(401, "Unauthorized"));
        ask(served.address(0), "/api/v1/search?q=%E6%A1%A3%E6%A1%88", "");
        served.tell_to_end();
        let log: Vec<String> = served.log.iter().collect();
        assert!(log.len() > 100, "all that there is to tell: {}", log.len());
        for line in &log {
            assert_tells_no_secret(line);
        }
        assert!(double.asked().iter().all(|asked| asked.authorization.is_some()));
    }
}
