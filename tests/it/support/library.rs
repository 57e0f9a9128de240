//! A library of notices in a temporary folder, with its index.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::Mutex;
use zhengsou::engine::Engine;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::report::IngestReport;
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::search::Searcher;

use crate::support::cluster::{self, Cleared};

/// When the indexes of tests are made: 2025-05-30 23:30 in UTC, the next day in Beijing.
pub(crate) const MADE_AT: Timestamp = Timestamp::constant(1_748_647_800, 0);

/// A folder of notices and an index over it, both gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Library {
    folder: TempDir,
    /// The engine over the index.
    pub(crate) engine: Arc<dyn Engine>,
    paths: Vec<PathBuf>,
    cleared: Option<Cleared>,
}

impl Library {
    /// Makes an empty library with no index.
    pub(crate) fn empty() -> Self {
        match cluster::everywhere() {
            Some(options) => Self::with(|_| options),
            None => Self::with(EngineOptions::at),
        }
    }

    /// The same with an engine that is made for the folder of its index.
    pub(crate) fn with(options: impl FnOnce(PathBuf) -> EngineOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("notices")).unwrap();
        let paths = vec![folder.path().join("notices")];
        let options = options(folder.path().join("index"));
        if options.cluster.is_some() {
            // As `serve` does.
            fs::create_dir(folder.path().join("index")).unwrap();
        }
        let engine = open::open(&options).unwrap();
        Self { folder, engine, paths, cleared: Cleared::of(&options) }
    }

    /// Makes an index over paths that stay where they are; on a cluster one for all tests.
    pub(crate) async fn over(paths: Vec<PathBuf>) -> Self {
        static MADE: Mutex<BTreeMap<Vec<PathBuf>, EngineOptions>> =
            Mutex::const_new(BTreeMap::new());
        let Some(options) = cluster::everywhere() else {
            let library = Self { paths, ..Self::empty() };
            library.index().await;
            return library;
        };
        let mut made = MADE.lock().await;
        let earlier = made.get(&paths).cloned();
        let is_made = earlier.is_some();
        let options = earlier.unwrap_or(options);
        let mut library = Self::with(|_| options.clone());
        library.paths = paths;
        library.cleared.take().into_iter().for_each(Cleared::leave);
        if !is_made {
            library.index().await;
            made.insert(library.paths.clone(), options);
        }
        library
    }

    /// Takes paths that stay where they are in place of its own.
    pub(crate) fn look_at(&mut self, paths: Vec<PathBuf>) {
        self.paths = paths;
    }

    /// Makes a library of texts by file name, and its index.
    pub(crate) async fn of(files: &[(&str, &str)]) -> Self {
        Self::empty().filled(files).await
    }

    /// Writes texts by file name, and indexes them.
    pub(crate) async fn filled(self, files: &[(&str, &str)]) -> Self {
        for (name, text) in files {
            self.write(name, text);
        }
        self.index().await;
        self
    }

    /// Returns the folder of the notices.
    pub(crate) fn notices(&self) -> PathBuf {
        self.folder.path().join("notices")
    }

    /// Returns the folder of the index.
    pub(crate) fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Writes a file of the library.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.notices().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Takes a file of the library away.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.notices().join(name)).unwrap();
    }

    /// Makes the index hold what the library holds.
    pub(crate) async fn index(&self) -> IngestReport {
        self.index_with(false).await
    }

    /// The same, everything read again where asked.
    pub(crate) async fn index_with(&self, rebuild: bool) -> IngestReport {
        let now = Some(MADE_AT);
        let options =
            IngestOptions { paths: self.paths.clone(), rebuild, now, ..IngestOptions::default() };
        ingest(&*self.engine, &options, &Silent).await.unwrap()
    }

    /// Makes a searcher over the index.
    pub(crate) fn searcher(&self) -> Searcher {
        Searcher::new(Arc::clone(&self.engine))
    }
}

/// Returns a short notice in an invented place, about one matter.
pub(crate) fn notice(city: &str, number: u32, matter: &str) -> String {
    format!(
        "{city}人民政府办公室关于做好{matter}工作的通知\n\
         发文字号：泽政办发〔2024〕{number}号\n\
         成文日期：2024年5月8日\n\n\
         各县（市、区）人民政府，市政府各部门：\n\
         为做好{matter}工作，现通知如下。\n\
         一、总体要求\n\
         （一）坚持依法推进{matter}。（牵头单位：市财政局；完成时限：2024年9月底）\n\
         （二）加强{matter}的宣传。（责任单位：市教育局、市民政局）\n\
         {city}人民政府办公室\n\
         2024年5月8日\n"
    )
}
