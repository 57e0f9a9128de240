//! The settings and fields of an index on the cluster, derived from our own table of fields.
//!
//! Only what every cluster has is used: the tokenizer `whitespace` and the filters `pattern_capture`
//! and `stop` read slots (see `analysis::slots`) into the terms and positions that the embedded
//! engine has; notices and their clauses are tied by a `join`.

use serde_json::{Map, Value, json};

use crate::engine::opensearch::options::ClusterOptions;
use crate::query::boost::{Field, Weights};
use crate::query::facet::FacetField;
use crate::query::plan::Stream;

/// A document that is a notice.
pub(super) const NOTICE: &str = "notice";

/// A document that is a clause of a notice.
pub(super) const CLAUSE: &str = "clause";

/// A document that is a notice's title and number.
pub(super) const HEAD: &str = "head";

/// What is written for a text without terms. Lucene counts only the documents that have a field;
/// with it, every notice and every clause counts in the rarity of a term and in the mean length, as
/// in the embedded engine.
pub(super) const NO_TERMS: &str = "__";

/// The most documents that one question returns; the cluster's own default.
pub(super) const MOST_AT_ONCE: usize = 10_000;

/// The most values that one filter names.
const MOST_VALUES: usize = 200_000;

/// Returns the name of the field that holds a stream of a text.
pub(super) fn text(field: Field, stream: Stream) -> String {
    let stream = match stream {
        Stream::Words => "words",
        Stream::Grams => "grams",
    };
    format!("{}_{stream}", field.name())
}

/// Returns the name of the field that holds the values of a dimension.
pub(super) fn facet(field: FacetField) -> String {
    format!("facet_{}", field.name())
}

/// Returns the body that makes an index.
pub(super) fn index(options: &ClusterOptions) -> Value {
    json!({
        "settings": settings(options),
        "mappings": mappings(),
    })
}

/// Returns the mark of the fields and settings that documents depend on.
pub(super) fn schema() -> String {
    let parts = json!([mappings(), analysis(), similarity()]);
    blake3::hash(parts.to_string().as_bytes()).to_hex()[..16].to_owned()
}

fn settings(options: &ClusterOptions) -> Value {
    json!({
        "index": {
            "number_of_shards": options.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "max_terms_count": MOST_VALUES,
            "codec": "best_compression",
        },
        "analysis": analysis(),
        "similarity": similarity(),
    })
}

fn analysis() -> Value {
    json!({
        "tokenizer": {
            "slots": {"type": "whitespace", "max_token_length": 30_000},
        },
        "filter": {
            "terms": {
                "type": "pattern_capture", "preserve_original": false, "patterns": ["([^¦]+)"],
            },
            "holes": {"type": "stop", "stopwords": ["_"]},
        },
        "analyzer": {
            "slots": {"type": "custom", "tokenizer": "slots", "filter": ["terms", "holes"]},
        },
    })
}

fn similarity() -> Value {
    let weights = Weights::default();
    let of = |field| {
        let saturation = weights.saturation(field);
        // Overlapping words count in a length, as the embedded engine counts them.
        json!({
            "type": "BM25",
            "k1": saturation.k1,
            "b": saturation.b,
            "discount_overlaps": false,
        })
    };
    json!({NOTICE: of(Field::Text), CLAUSE: of(Field::Clause)})
}

fn mappings() -> Value {
    let mut fields = Map::new();
    let mut add = |name: &str, field: Value| fields.insert(name.to_owned(), field);
    let counted = || json!({"type": "keyword", "index": false});
    let named = || json!({"type": "keyword"});
    for field in Field::ALL {
        let similarity = if field.is_of_clause() { CLAUSE } else { NOTICE };
        for stream in [Stream::Words, Stream::Grams] {
            add(
                &text(field, stream),
                json!({"type": "text", "analyzer": "slots", "similarity": similarity}),
            );
        }
    }
    for field in FacetField::ALL {
        add(&facet(field), named());
    }
    add("unit", json!({"type": "join", "relations": {NOTICE: [CLAUSE, HEAD]}}));
    for name in [
        "key",
        "clause_id",
        "number",
        "title_key",
        "cites",
        "names",
        "repeals",
        "expires",
        "copy_keys",
        "whole",
        "ended_value",
        "fold",
        "fold_at",
    ] {
        add(name, named());
    }
    for name in [
        "file",
        "file_digest",
        "digest",
        "text_digest",
        "phrases",
        "all_phrases",
        "held_words",
        "held_grams",
        "ended_by",
        "also_at",
        "shown",
    ] {
        add(name, counted());
    }
    for name in [
        "at",
        "twin",
        "units",
        "dated_on",
        "expires_on",
        "deadline_on",
        "ended_from",
        "ended_on",
        "copy_rank",
        "fold_rank",
    ] {
        add(name, json!({"type": "integer"}));
    }
    add("completeness", json!({"type": "long", "index": false}));
    add("assigns", json!({"type": "boolean"}));
    add("record", json!({"type": "object", "enabled": false}));
    json!({
        "dynamic": "strict",
        "_source": {"excludes": ["held_words", "held_grams"]},
        "properties": fields,
    })
}

#[cfg(test)]
mod tests {
    use super::{index, schema};
    use crate::engine::opensearch::options::ClusterOptions;

    #[test]
    fn an_index_is_made_of_what_every_cluster_has() {
        let options = ClusterOptions::at(Vec::new());
        insta::assert_json_snapshot!(index(&options));
        assert_eq!(schema().len(), 16);
    }
}
