//! SeekStorm over the notices that all peers are given.
//!
//! Terms are indexed as they stand. With `--texts` it cuts the texts itself by its own dictionary of
//! Chinese words, as it does for its users.

use std::path::Path;

use clap::Parser;
use seekstorm::commit::Commit;
use seekstorm::index::{
    AccessType, Close, Clustering, Document, DocumentCompression, FrequentwordType, IndexArc,
    IndexDocuments, IndexMetaObject, LexicalSimilarity, NgramSet, SchemaField, StemmerType,
    StopwordType, TokenizerType, create_index, open_index,
};
use seekstorm::search::{QueryFacet, QueryRewriting, QueryType, ResultType, Search, SearchMode};
use seekstorm::vector::Inference;
use serde_json::json;
use tokio::runtime::Runtime;
use zhengsou_peers_contract::clock::{Found, Work, searches};
use zhengsou_peers_contract::cut::{Cut, DIMENSIONS, Notices, TERMS, TEXTS, queries};
use zhengsou_peers_contract::report::{Indexed, Searched, memory, version};
use zhengsou_peers_contract::task::{Step, Task, size};

/// Documents that are handed over at once.
const A_BATCH: usize = 100;

/// Measures SeekStorm.
#[derive(Debug, Parser)]
struct Options {
    #[command(flatten)]
    task: Task,
    /// Whether it cuts texts itself.
    #[arg(long)]
    texts: bool,
}

fn main() {
    let options = Options::parse();
    let task = &options.task;
    let peer = if options.texts { "seekstorm-texts" } else { "seekstorm" };
    let runtime = Runtime::new().expect("a runtime");
    let folder = task.index(peer);
    match task.step {
        Step::Index => {
            let file = task.folder.join(if options.texts { TEXTS } else { TERMS });
            task.done(peer, &runtime.block_on(index(&folder, &file, options.texts)));
        }
        Step::Search => task.done(peer, &search(&folder, task, &runtime)),
    }
}

async fn index(folder: &Path, file: &Path, texts: bool) -> Indexed {
    let (schema, synonyms) = (schema(), Vec::new());
    let engine = create_index(folder, settings(texts), &schema, &synonyms, true, None);
    let engine = engine.await.expect("a new index");
    let mut notices = Notices::open(file).map(document);
    let mut work = Work::begin();
    loop {
        let batch: Vec<Document> = work.prepare(|| notices.by_ref().take(A_BATCH).collect());
        if batch.is_empty() {
            break;
        }
        engine.index_documents(batch).await;
    }
    engine.commit().await;
    let processor = work.seconds();
    engine.close().await;
    Indexed {
        engine: format!("SeekStorm {}", version("seekstorm")),
        processor,
        bytes: size(folder),
        peak: memory("VmHWM"),
    }
}

fn settings(texts: bool) -> IndexMetaObject {
    let tokenizer =
        if texts { TokenizerType::UnicodeAlphanumericZH } else { TokenizerType::Whitespace };
    IndexMetaObject {
        id: 0,
        name: "notices".to_owned(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::None,
        ngram_indexing: NgramSet::SingleTerm as u8,
        document_compression: DocumentCompression::Zstd,
        access_type: AccessType::Mmap,
        spelling_correction: None,
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: 11,
    }
}

fn schema() -> Vec<SchemaField> {
    let mut fields = vec![
        json!({ "field": "id", "field_type": "String32", "store": true, "index_lexical": false }),
        json!({ "field": "text", "field_type": "Text", "store": false, "index_lexical": true, "longest": true }),
    ];
    fields.extend(DIMENSIONS.map(|dimension| {
        json!({
            "field": dimension, "field_type": "StringSet16", "store": false,
            "index_lexical": false, "facet": true,
        })
    }));
    serde_json::from_value(fields.into()).expect("a schema")
}

/// Makes a document. What has no value gets a set of none: left out, it would count for the first
/// value of all.
fn document(notice: Cut) -> Document {
    let mut document = Document::new();
    document.insert("id".to_owned(), notice.id.into());
    document.insert("text".to_owned(), notice.text.into());
    for (dimension, values) in DIMENSIONS.into_iter().zip(notice.values) {
        document.insert(dimension.to_owned(), values.into());
    }
    document
}

fn search(folder: &Path, task: &Task, runtime: &Runtime) -> Searched {
    let engine = runtime.block_on(open_index(folder)).expect("the index");
    let length = u16::try_from(task.values).expect("a number of values");
    let facets = DIMENSIONS.map(|dimension| QueryFacet::StringSet16 {
        field: dimension.to_owned(),
        prefix: String::new(),
        length,
    });
    let searches = searches(task, &queries(&task.folder), |text, counted| {
        let facets = if counted { facets.to_vec() } else { Vec::new() };
        runtime.block_on(found(&engine, text, facets, task.values))
    });
    Searched { memory: memory("VmRSS"), searches }
}

async fn found(engine: &IndexArc, text: &str, facets: Vec<QueryFacet>, values: usize) -> Found {
    let answer = engine
        .search(
            text.to_owned(),
            None,
            QueryType::Union,
            SearchMode::Lexical,
            false,
            0,
            10,
            ResultType::TopkCount,
            false,
            Vec::new(),
            facets,
            Vec::new(),
            Vec::new(),
            QueryRewriting::SearchOnly,
        )
        .await;
    let counts = |dimension: &&str| {
        let counts = answer.facets.get(*dimension)?;
        Some(counts.iter().take(values).map(|(_, count)| *count as u64).collect())
    };
    Found {
        notices: answer.result_count_total as u64,
        counts: DIMENSIONS.iter().filter_map(counts).collect(),
    }
}
