//! What a bare index costs: the same notices and terms in tantivy, counted by its own aggregations.

#![expect(clippy::disallowed_types, reason = "the measure that ours is compared with")]

use std::path::{Path, PathBuf};

use serde_json::json;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, MultiCollector, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};
use tempfile::TempDir;
use zhengsou::analysis::Analyzer;
use zhengsou::engine::document::{NoticeDocument, Origin};
use zhengsou::notice::Notice;
use zhengsou::query::facet::FacetField;

use crate::queries::VALUES;

/// Memory for postings, as ours has.
const MEMORY: usize = 400 << 20;

/// The dimensions that are counted.
pub(crate) const COUNTED: [FacetField; 4] =
    [FacetField::Region, FacetField::Year, FacetField::Kind, FacetField::Department];

/// Ten dimensions.
pub(crate) const TEN: [FacetField; 10] = [
    FacetField::Region,
    FacetField::Year,
    FacetField::Kind,
    FacetField::Department,
    FacetField::Level,
    FacetField::Issuer,
    FacetField::Topic,
    FacetField::Section,
    FacetField::Validity,
    FacetField::Unit,
];

/// A bare index of notices.
pub(crate) struct Bare {
    searcher: Searcher,
    text: Field,
    _folder: Option<TempDir>,
}

/// Writes notices into a bare index.
pub(crate) struct BareWriter {
    writer: IndexWriter,
    text: Field,
    facets: Vec<(FacetField, Field)>,
    path: PathBuf,
    folder: Option<TempDir>,
}

impl BareWriter {
    /// Begins an index that is gone when nobody searches it any more.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let writer = Self::within(folder.path());
        Self { folder: Some(folder), ..writer }
    }

    /// Begins an index in an empty folder.
    pub(crate) fn within(folder: &Path) -> Self {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text =
            schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let column = || STRING.set_fast("raw");
        let facets = TEN
            .into_iter()
            .map(|field| (field, schema.add_text_field(field.name(), column())))
            .collect();
        let index = Index::create_in_dir(folder, schema.build()).expect("a new index");
        let writer = index.writer(MEMORY).expect("a writer");
        Self { writer, text, facets, path: folder.to_owned(), folder: None }
    }

    /// Returns the text of a notice, its title first.
    pub(crate) fn text(notice: &Notice) -> String {
        let mut text = notice.title.clone().unwrap_or_default();
        for clause in &notice.clauses {
            text.push('\n');
            text.push_str(&clause.text);
        }
        text
    }

    /// Makes the document of a notice, its terms at hand.
    pub(crate) fn document(&self, notice: Notice, analyzer: &Analyzer) -> TantivyDocument {
        let text = Self::text(&notice);
        let tokens = analyzer.words(&text).into_iter().map(|token| Token {
            offset_from: token.start,
            offset_to: token.end,
            position: token.position as usize,
            text: token.term,
            position_length: token.length as usize,
        });
        let tokens = tokens.collect();
        let values = NoticeDocument::new(notice, "", Origin::default(), analyzer).values;
        let values = values.facets.iter().map(|(dimension, value)| (*dimension, value.as_str()));
        self.cut(PreTokenizedString { text, tokens }, values)
    }

    /// Makes a document of a text's terms and the values that it counts for.
    pub(crate) fn cut<'a>(
        &self,
        text: PreTokenizedString,
        values: impl IntoIterator<Item = (FacetField, &'a str)>,
    ) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_pre_tokenized_text(self.text, text);
        for (dimension, value) in values {
            if let Some((_, field)) = self.facets.iter().find(|(known, _)| *known == dimension) {
                document.add_text(*field, value);
            }
        }
        document
    }

    /// Puts a document in.
    pub(crate) fn put(&mut self, document: TantivyDocument) {
        self.writer.add_document(document).expect("room for a notice");
    }

    /// Publishes.
    pub(crate) fn publish(mut self) -> Bare {
        self.writer.commit().expect("room on the disk");
        self.writer.wait_merging_threads().expect("merges that end");
        Bare { _folder: self.folder, ..Bare::open(&self.path) }
    }
}

impl Bare {
    /// Opens what was published in a folder.
    pub(crate) fn open(folder: &Path) -> Self {
        let index = Index::open_in_dir(folder).expect("an index");
        let text = index.schema().get_field("text").expect("its field");
        let searcher = index.reader().expect("a reader").searcher();
        Self { searcher, text, _folder: None }
    }

    /// Searches for any of some terms: ten hits and their number.
    pub(crate) fn search(&self, terms: &[String]) -> usize {
        let collectors = (TopDocs::with_limit(10).order_by_score(), Count);
        self.searcher.search(&self.query(terms), &collectors).expect("an answer").1
    }

    /// The same with counts of dimensions by terms aggregations.
    pub(crate) fn counted(&self, terms: &[String], dimensions: &[FacetField]) -> usize {
        let request: serde_json::Map<_, _> = dimensions
            .iter()
            .map(|field| {
                let terms = json!({ "terms": { "field": field.name(), "size": VALUES } });
                (field.name().to_owned(), terms)
            })
            .collect();
        let request: Aggregations =
            serde_json::from_value(request.into()).expect("a sound request");
        let mut collectors = MultiCollector::new();
        let first = collectors.add_collector(TopDocs::with_limit(10).order_by_score());
        let count = collectors.add_collector(Count);
        let counts = collectors
            .add_collector(AggregationCollector::from_aggs(request, AggContextParams::default()));
        let mut found = self.searcher.search(&self.query(terms), &collectors).expect("an answer");
        std::hint::black_box((first.extract(&mut found), counts.extract(&mut found)));
        count.extract(&mut found)
    }

    fn query(&self, terms: &[String]) -> BooleanQuery {
        let term = |text: &String| {
            let term = Term::from_field_text(self.text, text);
            let query: Box<dyn Query> =
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        };
        BooleanQuery::new(terms.iter().map(term).collect())
    }
}
