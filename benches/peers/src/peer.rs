//! The engines, and how each is started: to index, then to search.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;
use zhengsou_peers_contract::report::{Indexed, Searched};
use zhengsou_peers_contract::task::Step;

use crate::measured::{bare, ours, sqlite};
use crate::queries::VALUES;

/// The folder of this package.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// The program of `seekstorm/`.
const SEEKSTORM: &str = "zhengsou-peers-seekstorm";

/// What an engine reported of both steps; of indexing alone where it cut the texts itself and other
/// words would be searched.
#[derive(Debug)]
pub(crate) struct Report {
    /// Of indexing.
    pub(crate) indexed: Indexed,
    /// Of searching.
    pub(crate) searched: Option<Searched>,
}

/// A report, or why there is none.
type Outcome = Result<Report, String>;

/// The engines over one library.
#[derive(Debug)]
pub(crate) struct Peers<'a> {
    folder: &'a Path,
    notices: &'a Path,
    runs: usize,
}

impl<'a> Peers<'a> {
    /// Prepares to start engines that put their indexes in a folder.
    pub(crate) fn new(folder: &'a Path, notices: &'a Path, runs: usize) -> Self {
        Self { folder, notices, runs }
    }

    /// Measures our own, which reads the library itself.
    pub(crate) fn ours(&self) -> Outcome {
        self.own(ours::NAME)
    }

    /// Measures the others, each with what it is called where it is left out.
    pub(crate) fn others(&self) -> Vec<(&'static str, Outcome)> {
        let mut others = vec![
            ("tantivy", self.own(bare::NAME)),
            ("Lucene", self.lucene()),
            ("SQLite", self.own(sqlite::NAME)),
        ];
        match seekstorm() {
            Ok(program) => {
                others.push(("SeekStorm", self.both("seekstorm", || Command::new(&program))));
                others.push(("SeekStorm over texts", self.over_texts(&program)));
            }
            Err(reason) => others.push(("SeekStorm", Err(reason))),
        }
        others
    }

    /// Measures an engine of this program.
    fn own(&self, name: &str) -> Outcome {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        self.both(name, || {
            let mut command = Command::new(&program);
            command.args(["run", name]).arg(self.notices);
            command
        })
    }

    fn lucene(&self) -> Outcome {
        let code = Path::new(HERE).join("lucene");
        let classes = self.folder.join("classpath");
        let mut fetching = Command::new("mvn");
        fetching.args(["-B", "-q", "-Dstyle.color=never", "-f"]).arg(code.join("pom.xml"));
        fetching.arg("dependency:build-classpath");
        fetching.arg(format!("-Dmdep.outputFile={}", classes.display()));
        end(fetching, "mvn")?;
        let classes = std::fs::read_to_string(classes).map_err(|error| error.to_string())?;
        self.both("lucene", || {
            let mut command = Command::new("java");
            command.args(["-Xmx2g", "-cp", &classes]).arg(code.join("Lucene.java"));
            command
        })
    }

    /// Lets SeekStorm cut the texts itself; its searches are those of other terms.
    fn over_texts(&self, program: &Path) -> Outcome {
        let mut command = Command::new(program);
        command.arg("--texts");
        let indexed = self.step("seekstorm-texts", Step::Index, command)?;
        Ok(Report { indexed, searched: None })
    }

    fn both(&self, name: &str, command: impl Fn() -> Command) -> Outcome {
        let indexed = self.step(name, Step::Index, command())?;
        let searched = self.step(name, Step::Search, command())?;
        Ok(Report { indexed, searched: Some(searched) })
    }

    /// Runs one step and returns what was reported.
    fn step<R: DeserializeOwned>(
        &self,
        name: &str,
        step: Step,
        mut command: Command,
    ) -> Result<R, String> {
        command.arg(step.name()).arg(self.folder);
        command.args([self.runs, VALUES].map(|number| number.to_string()));
        end(command, name)?;
        let report = self.folder.join(format!("{name}-{}.json", step.name()));
        let report = File::open(report).map_err(|error| error.to_string())?;
        serde_json::from_reader(report).map_err(|error| error.to_string())
    }
}

/// Runs a command to its end; the last line that it prints is told where it fails.
fn end(mut command: Command, name: &str) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{name} cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Err(format!("{name} failed, {}: {last}", output.status).trim_end_matches([':', ' ']).to_owned())
}

/// Builds the program that measures SeekStorm, and returns its path.
fn seekstorm() -> Result<PathBuf, String> {
    let mut building = Command::new("cargo");
    building.args(["build", "--release", "--locked", "--quiet", "--package", SEEKSTORM]);
    building.arg("--manifest-path").arg(Path::new(HERE).join("Cargo.toml"));
    let status = building.status().map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !status.success() {
        return Err("it cannot be built".to_owned());
    }
    // Both programs are of one workspace and lie in one folder.
    let here = env::current_exe().map_err(|error| error.to_string())?;
    Ok(here.with_file_name(format!("{SEEKSTORM}{}", env::consts::EXE_SUFFIX)))
}
