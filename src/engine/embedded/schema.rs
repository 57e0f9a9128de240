//! The fields of a generation, derived from our own table of fields.

use tantivy::schema::{
    BytesOptions, FAST, Field as TantivyField, IndexRecordOption, STRING, Schema,
    TextFieldIndexing, TextOptions,
};

use crate::query::boost::Field;
use crate::query::facet::FacetField;
use crate::query::plan::Stream;

/// Name of the tokenizer that reads slots.
pub(super) const SLOTS: &str = "slots";

/// A document that is a notice.
pub(super) const NOTICE: u64 = 0;

/// A document that is a clause; clauses follow their notice.
pub(super) const CLAUSE: u64 = 1;

/// A document that is a notice's title and number, between notice and clauses.
pub(super) const HEAD: u64 = 2;

/// Name of the column of phrases.
pub(super) const PHRASES: &str = "phrases";

/// The fields of a generation.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// Words and grams of each text.
    texts: Vec<(Field, TantivyField, TantivyField)>,
    /// Values of each dimension.
    facets: Vec<(FacetField, TantivyField)>,
    /// Key of the notice, in the notice and each of its clauses.
    pub(super) key: TantivyField,
    /// [`NOTICE`], [`CLAUSE`] or [`HEAD`].
    pub(super) unit: TantivyField,
    /// Terms of the document number.
    pub(super) number: TantivyField,
    /// The title as printed, for names.
    pub(super) title: TantivyField,
    /// The document number as printed, for names.
    pub(super) doc_number: TantivyField,
    /// Keys of the title.
    pub(super) title_key: TantivyField,
    /// Numbers that are cited.
    pub(super) cites: TantivyField,
    /// Names under which others end it.
    pub(super) names: TantivyField,
    /// Names of documents that it repeals.
    pub(super) repeals: TantivyField,
    /// Names of documents that it lets expire.
    pub(super) expires: TantivyField,
    /// What its copies have in common with it.
    pub(super) copy_keys: TantivyField,
    /// The notice that it is a chunk of.
    pub(super) whole: TantivyField,
    /// Digest of a clause's text, by which copies of it are told; 0 for a notice.
    pub(super) text_digest: TantivyField,
    /// 1 for a row that repeats a paragraph, 2 for the paragraph.
    pub(super) twin: TantivyField,
    /// How much its page states.
    pub(super) completeness: TantivyField,
    /// Day that orders by age, as days since 1970.
    pub(super) dated_on: TantivyField,
    /// Last day in force where the validity is not stated, as days since 1970.
    pub(super) expires_on: TantivyField,
    /// Earliest deadline, as days since 1970.
    pub(super) deadline_on: TantivyField,
    /// 1 where units are named.
    pub(super) assigns: TantivyField,
    /// Phrases that a clause holds, or that stand free in a notice.
    pub(super) phrases: TantivyField,
    /// Path of the file.
    pub(super) file: TantivyField,
    /// Digest of the file.
    pub(super) file_digest: TantivyField,
    /// Digest of the notice's own part.
    pub(super) digest: TantivyField,
    /// What is returned.
    pub(super) record: TantivyField,
}

impl Fields {
    /// Returns the field that holds a stream of a text.
    pub(super) fn text(&self, field: Field, stream: Stream) -> TantivyField {
        let (_, words, grams) = self
            .texts
            .iter()
            .find(|(known, ..)| *known == field)
            .expect("every field is in the table");
        match stream {
            Stream::Words => *words,
            Stream::Grams => *grams,
        }
    }

    /// Returns the field that holds the values of a dimension.
    pub(super) fn facet(&self, field: FacetField) -> TantivyField {
        self.facets
            .iter()
            .find(|(known, _)| *known == field)
            .expect("every dimension is in the table")
            .1
    }
}

/// Returns the name of the column of a dimension.
pub(super) fn column_name(field: FacetField) -> String {
    format!("facet_{}", field.name())
}

/// Makes the schema of a generation.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let column = || TextOptions::default().set_fast("raw");
    let texts = Field::ALL
        .into_iter()
        .map(|field| {
            let name = field.name();
            let words = builder.add_text_field(&format!("{name}_words"), indexed(words_of(field)));
            let grams = builder.add_text_field(
                &format!("{name}_grams"),
                indexed(IndexRecordOption::WithFreqsAndPositions),
            );
            (field, words, grams)
        })
        .collect();
    let facets = FacetField::ALL
        .into_iter()
        .map(|field| (field, builder.add_text_field(&column_name(field), column())))
        .collect();
    let fields = Fields {
        texts,
        facets,
        key: builder.add_text_field("key", STRING | FAST),
        unit: builder.add_u64_field("unit_kind", FAST),
        number: builder.add_text_field("number", STRING),
        title: builder.add_text_field("title", column()),
        doc_number: builder.add_text_field("doc_number", column()),
        title_key: builder.add_text_field("title_key", STRING),
        cites: builder.add_text_field("cites", column()),
        names: builder.add_text_field("names", column()),
        repeals: builder.add_text_field("repeals", column()),
        expires: builder.add_text_field("expires", column()),
        copy_keys: builder.add_text_field("copy_keys", column()),
        whole: builder.add_text_field("whole", column()),
        text_digest: builder.add_u64_field("text_digest", FAST),
        twin: builder.add_u64_field("twin", FAST),
        completeness: builder.add_u64_field("completeness", FAST),
        dated_on: builder.add_i64_field("dated_on", FAST),
        expires_on: builder.add_i64_field("expires_on", FAST),
        deadline_on: builder.add_i64_field("deadline_on", FAST),
        assigns: builder.add_u64_field("assigns", FAST),
        phrases: builder.add_text_field(PHRASES, column()),
        file: builder.add_text_field("file", column()),
        file_digest: builder.add_text_field("file_digest", column()),
        digest: builder.add_text_field("digest", column()),
        record: builder.add_bytes_field("record", BytesOptions::default().set_stored()),
    };
    (builder.build(), fields)
}

/// Returns what is kept of the words of a text. Phrases are found by grams; by words it is only told
/// how close to each other they stand in a clause, and elsewhere their places would be a tenth of an
/// index for nothing.
fn words_of(field: Field) -> IndexRecordOption {
    match field {
        Field::Clause => IndexRecordOption::WithFreqsAndPositions,
        _ => IndexRecordOption::WithFreqs,
    }
}

fn indexed(record: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(SLOTS)
            .set_index_option(record)
            .set_fieldnorms(true),
    )
}
