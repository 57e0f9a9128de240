//! The configuration file: each layer above the next, every slip named with its line, all documented.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::program::{Run, run, zhengsou};
use crate::support::served::Served;

fn folder_with(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), text).unwrap();
    folder
}

fn check(text: &str) -> Run {
    run(folder_with(text).path(), &["config", "--check", "site.toml"])
}

#[test]
fn the_documented_file_is_right_as_it_is_and_with_every_line_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let written = run(folder.path(), &["config"]);
    assert_eq!(written.code, Some(0), "{written:?}");
    assert_eq!(check(&written.out).out, "site.toml: 0 keys, all well\n");
    let in_force: Vec<&str> = written
        .out
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(key) if key.starts_with(|first: char| first.is_ascii_lowercase()) => key,
            _ => line,
        })
        .collect();
    let keys = in_force.iter().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    assert!(keys > 20, "only {keys} keys:\n{}", written.out);
    let checked = check(&in_force.join("\n"));
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert_eq!(checked.out, format!("site.toml: {keys} keys, all well\n"));
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_is_allowed() {
    for (text, said) in [
        (
            "\nlisten = \"8080\"",
            "site.toml:2: `listen`: \"8080\" cannot be used: expected an address",
        ),
        ("listen = [\"[::1]:80\", 7]", "\"7\" cannot be used: expected an address and a port"),
        ("lisen = \"[::1]:80\"", "site.toml:1: `lisen`: is unknown; did you mean `listen`?"),
        ("time_limit = \"5s\"", "did you mean `time-limit`?"),
        ("colour = \"red\"", "`colour`: is unknown; known are corpus, index, "),
        ("time-limit = \"soon\"", "expected a time such as 10s, 500ms or 2m"),
        ("body-limit = \"2 MB\"", "expected a number of bytes, KiB, MiB or GiB"),
        ("log-format = \"xml\"", "expected text or json"),
        ("log-queries = \"maybe\"", "`log-queries`: \"maybe\" cannot be used"),
        ("rate-limit = 300", "expected a number of requests a second, minute or hour"),
        ("trusted-proxy = [\"10.0.0.0/33\"]", "expected a network or an address"),
        ("index = [\"a\", \"b\"]", "`index`: takes one value"),
        ("waiting = 1.5", "expected text in quotes, a whole number, or true or false"),
        ("[limits]\nwaiting = 1", "`limits`: is unknown"),
        ("[index]\nfolder = \"a\"", "keys stand at the top of the file"),
        ("config = \"other.toml\"", "`config`: is unknown"),
        ("no-usage = true", "`no-usage`: is unknown"),
        ("index = \"a\"\nindex = \"b\"", "site.toml:2: "),
        ("index = ", "site.toml:1: "),
    ] {
        let checked = check(text);
        assert_eq!(checked.code, Some(2), "{text}: {checked:?}");
        assert!(checked.err.contains(said), "{text}: {}", checked.err);
        assert!(checked.err.contains("hint: "), "{text}: {}", checked.err);
    }
}

#[test]
fn all_slips_are_named_at_once_in_the_order_of_their_lines() {
    let text = "waiting = \"many\"\nindex = \"i\"\ncolour = 1\nat-once = -1\n";
    let checked = check(text);
    let at =
        |said: &str| checked.err.find(said).unwrap_or_else(|| panic!("{said}: {}", checked.err));
    assert!(at("site.toml:1: `waiting`") < at("site.toml:3: `colour`"));
    assert!(at("site.toml:3: `colour`") < at("site.toml:4: `at-once`"));
    assert!(!checked.err.contains(":2:"), "{}", checked.err);
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["config", "--check", "none.toml"][..],
        &["search", "公开", "--config", "none.toml"],
        &["--config", "none.toml", "search", "公开"],
    ] {
        let said = run(folder.path(), arguments);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.err.contains("cannot read the configuration `none.toml`"), "{}", said.err);
    }
    let none = run(folder.path(), &["config", "--check"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("no file to check"), "{}", none.err);
}

#[test]
fn a_file_is_found_by_the_environment_and_used_by_every_command() {
    let folder = folder_with("index = \"elsewhere\"\n");
    let search = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = zhengsou(folder.path())
            .args(arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let config = ("ZHENGSOU_CONFIG", "site.toml");
    for (arguments, variables, index, why) in [
        (vec!["search", "公开"], vec![], "index", "the default"),
        (vec!["search", "公开"], vec![config], "elsewhere", "the file"),
        (vec!["search", "公开", "--config", "site.toml"], vec![], "elsewhere", "the file by flag"),
        (
            vec!["search", "公开"],
            vec![config, ("ZHENGSOU_INDEX", "from-environment")],
            "from-environment",
            "the environment above the file",
        ),
        (
            vec!["search", "公开", "--index", "from-flag"],
            vec![config, ("ZHENGSOU_INDEX", "from-environment")],
            "from-flag",
            "the flag above all",
        ),
        (vec!["search", "公开"], vec![("ZHENGSOU_CONFIG", "")], "index", "no file"),
    ] {
        let said = search(&arguments, &variables);
        assert!(said.contains(&format!("no index at `{index}`")), "{why}: {said}");
    }
}

#[test]
fn a_site_is_served_as_its_file_says() {
    let folder = folder_with(
        "listen = [\"127.0.0.1:0\", \"[::1]:0\"]\n\
         metrics-listen = \"127.0.0.1:0\"\n\
         index = \"kept\"\nusage = \"\"\nlog = \"off\"\n",
    );
    let site = Served::start(folder.path(), &["--config", "site.toml"], 3);
    assert!(site.said[0].starts_with("serving on http://127.0.0.1:"), "{:?}", site.said);
    assert!(site.said[1].starts_with("serving on http://[::1]:"), "{:?}", site.said);
    assert!(site.said[2].starts_with("metrics on http://127.0.0.1:"), "{:?}", site.said);
    assert!(folder.path().join("kept/CURRENT").exists());
    assert!(!folder.path().join("kept/usage.sqlite").exists());
    drop(site);
    let arguments = ["--config", "site.toml", "--listen", "127.0.0.1:0"];
    let site = Served::start(folder.path(), &arguments, 2);
    assert!(
        site.said[1].starts_with("metrics on "),
        "the flag stands for the list: {:?}",
        site.said
    );
}

#[test]
fn the_file_of_the_example_is_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checked = run(root, &["config", "--check", "deploy/zhengsou.toml"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    let unit = fs::read_to_string(root.join("deploy/zhengsou.service")).unwrap();
    let started = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let arguments = started.split_whitespace().skip(1).collect::<Vec<_>>();
    assert_eq!(arguments, ["serve", "--config", "/etc/zhengsou/zhengsou.toml"]);
}
