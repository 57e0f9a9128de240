//! The parameters of one query as a client writes them: in an object, or as the text of an address.

use form_urlencoded::Serializer;
use serde_json::{Map, Value};

use crate::web::error::ParamError;

/// What is read.
pub(super) const TAKEN: [&str; 17] = [
    "query",
    "page",
    "hitsPerPage",
    "facets",
    "maxValuesPerFacet",
    "facetFilters",
    "numericFilters",
    "filters",
    "tagFilters",
    "attributesToRetrieve",
    "attributesToHighlight",
    "attributesToSnippet",
    "highlightPreTag",
    "highlightPostTag",
    "facetName",
    "facetQuery",
    "maxFacetHits",
];

/// What changes neither which results there are nor their counts, or tunes what is tuned here.
pub(super) const PASSED_OVER: [&str; 26] = [
    "advancedSyntax",
    "analytics",
    "analyticsTags",
    "clickAnalytics",
    "decompoundQuery",
    "enableABTest",
    "enablePersonalization",
    "enableReRanking",
    "enableRules",
    "facetingAfterDistinct",
    "getRankingInfo",
    "ignorePlurals",
    "naturalLanguages",
    "percentileComputation",
    "personalizationImpact",
    "queryLanguages",
    "removeStopWords",
    "removeWordsIfNoResults",
    "replaceSynonymsInHighlight",
    "restrictHighlightAndSnippetArrays",
    "ruleContexts",
    "snippetEllipsisText",
    "sortFacetValuesBy",
    "synonyms",
    "typoTolerance",
    "userToken",
];

/// The parameters of one query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Given(Map<String, Value>);

impl Given {
    /// Reads what stands in an object, with what its `params` holds: a text or an object.
    ///
    /// # Errors
    ///
    /// Every parameter that is not taken.
    pub(super) fn read(mut object: Map<String, Value>) -> Result<Self, Vec<ParamError>> {
        match object.remove("params") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => {
                let pairs = form_urlencoded::parse(text.as_bytes());
                object.extend(pairs.map(|(name, value)| (name.into_owned(), value.into())));
            }
            Some(Value::Object(params)) => object.extend(params),
            Some(_) => return Err(vec![wrong("params", "expected a text or an object")]),
        }
        object.retain(|_, value| !value.is_null());
        let unknown = |name: &&String| {
            !TAKEN.contains(&name.as_str()) && !PASSED_OVER.contains(&name.as_str())
        };
        let reason = || format!("is unknown here; known are {}", TAKEN.join(", "));
        let errors: Vec<ParamError> =
            object.keys().filter(unknown).map(|name| wrong(name, reason())).collect();
        if errors.is_empty() { Ok(Self(object)) } else { Err(errors) }
    }

    /// Writes the parameters as the text of an address.
    pub(super) fn text(&self) -> String {
        let mut text = Serializer::new(String::new());
        for (name, value) in &self.0 {
            let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            text.append_pair(name, &written);
        }
        text.finish()
    }

    /// Returns a text.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, ParamError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        value.as_str().map(Some).ok_or_else(|| wrong(name, "expected a text"))
    }

    /// Returns a whole number, which may be written as a text.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(super) fn whole(&self, name: &str) -> Result<Option<usize>, ParamError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let number = match value {
            Value::String(text) => text.trim().parse().ok(),
            _ => value.as_u64().and_then(|number| usize::try_from(number).ok()),
        };
        number.map(Some).ok_or_else(|| wrong(name, "expected a whole number"))
    }

    /// Returns several texts: an array, its JSON, or texts with commas between them.
    ///
    /// # Errors
    ///
    /// One is no text.
    pub(super) fn several(&self, name: &str) -> Result<Option<Vec<String>>, ParamError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let values = array(value).and_then(|values| {
            values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        values.map(Some).ok_or_else(|| wrong(name, "expected texts in an array"))
    }

    /// Returns texts of which all hold, of those in an array of their own one at least.
    ///
    /// # Errors
    ///
    /// They lie deeper.
    pub(super) fn groups(&self, name: &str) -> Result<Vec<Vec<String>>, ParamError> {
        let Some(value) = self.0.get(name) else { return Ok(Vec::new()) };
        let group = |value: &Value| match value {
            Value::String(text) => Some(vec![text.clone()]),
            Value::Array(values) => {
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        let groups = array(value)
            .and_then(|values| values.iter().map(group).collect::<Option<Vec<Vec<String>>>>());
        let mut groups = groups
            .ok_or_else(|| wrong(name, "expected texts in an array, alternatives in one inside"))?;
        groups.retain(|group| !group.is_empty());
        Ok(groups)
    }
}

/// Takes a value as an array: itself, what its text says in JSON, or the texts between commas.
fn array(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(values) => Some(values.clone()),
        Value::String(text) if text.trim_start().starts_with('[') => {
            serde_json::from_str(text).ok()
        }
        Value::String(text) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            Some(parts.map(Value::from).collect())
        }
        _ => None,
    }
}

/// Says what is wrong with a parameter.
pub(super) fn wrong(parameter: &str, reason: impl Into<String>) -> ParamError {
    ParamError { parameter: parameter.to_owned(), reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Given;

    fn given(value: &Value) -> Given {
        Given::read(value.as_object().expect("an object").clone()).expect("all known")
    }

    #[test]
    fn both_versions_of_the_client_say_the_same() {
        let five = given(&json!({
            "query": "公开 a&b", "page": 2, "facets": ["region", "year"],
            "facetFilters": [["kind:通知", "kind:意见"], "year:2024"], "analytics": false,
        }));
        let four = given(&json!({ "params": five.text() }));
        for given in [&five, &four] {
            assert_eq!(given.one("query"), Ok(Some("公开 a&b")));
            assert_eq!(given.whole("page"), Ok(Some(2)));
            assert_eq!(given.several("facets"), Ok(Some(vec!["region".into(), "year".into()])));
            let groups = given.groups("facetFilters").expect("two");
            assert_eq!(groups, [vec!["kind:通知", "kind:意见"], vec!["year:2024"]]);
        }
        assert_eq!(
            given(&json!({ "facets": "year" })).several("facets"),
            Ok(Some(vec!["year".into()]))
        );
        assert_eq!(given(&json!({ "params": { "page": "1" } })).whole("page"), Ok(Some(1)));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let object = json!({ "colour": "red", "query": null, "userToken": "x" });
        let errors = Given::read(object.as_object().expect("an object").clone());
        assert_eq!(errors.expect_err("one is unknown")[0].parameter, "colour");
        let wrong = given(&json!({
            "query": 1, "page": -1, "facets": [1], "facetFilters": [[["a:b"]]], "filters": "x",
        }));
        assert!(wrong.one("query").is_err());
        assert!(wrong.whole("page").is_err());
        assert!(wrong.several("facets").is_err());
        assert!(wrong.groups("facetFilters").is_err());
    }
}
