//! How a cluster is asked, held against a node that stands in for one: no Java is needed.

mod bulk;
mod credentials;
mod foreign;
mod lost;
mod nodes;
mod retries;
mod serving;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use zhengsou::engine::Engine;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::engine::opensearch::options::ClusterOptions;
use zhengsou::ingest::report::IngestReport;
use zhengsou::ingest::{IngestError, IngestOptions, Silent, ingest};

use crate::support::double::Double;
use crate::support::library::{Library, notice};

/// The name of the index.
const NAME: &str = "zhengsou";

/// Makes an engine that has asked nothing yet.
fn engine(options: ClusterOptions) -> Arc<dyn Engine> {
    open::open(&EngineOptions::on(options)).unwrap()
}

/// Makes a library of three notices, of which nothing is indexed yet.
fn library(options: ClusterOptions) -> Library {
    let library = Library::with(|_| EngineOptions::on(options));
    for (number, city) in (1..).zip(["清泽市", "望溪市", "云浦市"]) {
        library.write(&format!("{number}.txt"), notice(city, number, "档案查阅"));
    }
    library
}

/// Indexes a library.
async fn index(library: &Library) -> Result<IngestReport, EngineError> {
    let options = IngestOptions { paths: vec![library.notices()], ..IngestOptions::default() };
    match ingest(&*library.engine, &options, &Silent).await {
        Ok(report) => Ok(report),
        Err(IngestError::Engine(error)) => Err(error),
        Err(error) => panic!("the library itself: {error}"),
    }
}

/// Starts a node that holds a library.
async fn filled() -> (Double, Library) {
    let double = Double::start();
    let library = library(double.options());
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    double.asked();
    (double, library)
}

/// Returns what is published on a node, by ids, but for the folder that it came from.
fn published(double: &Double) -> Option<Vec<(String, Value)>> {
    let mut documents = double.published(NAME)?;
    for (_, source) in &mut documents {
        source.as_object_mut().unwrap().remove("file");
        source["record"].as_object_mut().unwrap().remove("file");
    }
    Some(documents)
}

/// What is published on a node that was never disturbed.
async fn undisturbed() -> Vec<(String, Value)> {
    let (double, _library) = filled().await;
    published(&double).unwrap()
}

/// Gives a cluster so long for an answer.
fn within(time: Duration, options: ClusterOptions) -> ClusterOptions {
    ClusterOptions { timeout: time, ..options }
}
