//! What can follow the characters typed so far: titles, numbers, departments, places, from what
//! the library holds now.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use serde::Serialize;

use crate::analysis::fold::key;
use crate::engine::{Engine, Vocabulary};
use crate::lexicon::Lexicon;
use crate::notice::region::RegionCode;
use crate::query::facet::FacetField;
use crate::search::error::SearchError;

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// 职能部门
    Department,
    /// 地区
    Region,
    /// 机关
    Issuer,
    /// 文号
    DocNumber,
    /// 标题
    Title,
}

impl SuggestionKind {
    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "部门",
            Self::Region => "地区",
            Self::Issuer => "机关",
            Self::DocNumber => "文号",
            Self::Title => "标题",
        }
    }
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What is put into the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many notices it leads to.
    pub count: u64,
}

/// Keeps the names of the publication that is searched.
#[derive(Debug, Default)]
pub(super) struct Suggester {
    held: Mutex<Option<Arc<Names>>>,
}

/// Names in the order of their keys.
#[derive(Debug)]
struct Names {
    generation: u64,
    today: Date,
    names: Vec<(String, Suggestion)>,
}

impl Suggester {
    /// Returns the suggestions for what was typed, the most frequent first.
    pub(super) async fn suggest(
        &self,
        typed: &str,
        limit: usize,
        engine: &dyn Engine,
        lexicon: &Lexicon,
        today: Date,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let typed = key(typed);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.names(engine, lexicon, today).await?.beginning_with(&typed, limit))
    }

    async fn names(
        &self,
        engine: &dyn Engine,
        lexicon: &Lexicon,
        today: Date,
    ) -> Result<Arc<Names>, SearchError> {
        let generation = engine.status().await?.generation;
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(names) =
            held.filter(|names| names.generation == generation && names.today == today)
        {
            return Ok(names);
        }
        let vocabulary = engine.vocabulary(today).await?;
        let names = Arc::new(Names::new(vocabulary, lexicon, generation, today));
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&names));
        Ok(names)
    }
}

impl Names {
    fn new(vocabulary: Vocabulary, lexicon: &Lexicon, generation: u64, today: Date) -> Self {
        let mut names: Vec<(String, Suggestion)> = Vec::new();
        let mut add = |text: String, kind: SuggestionKind, count: u64| {
            let from_about =
                text.find("关于").filter(|at| *at > 0 && kind == SuggestionKind::Title);
            let keys = [Some(key(&text)), from_about.map(|at| key(&text[at..]))];
            for key in keys.into_iter().flatten().filter(|key| !key.is_empty()) {
                names.push((key, Suggestion { text: text.clone(), kind, count }));
            }
        };
        for (title, _) in vocabulary.titles {
            add(title, SuggestionKind::Title, 1);
        }
        for (number, _) in vocabulary.numbers {
            add(number, SuggestionKind::DocNumber, 1);
        }
        for (field, value, count) in vocabulary.values {
            match field {
                FacetField::Department => add(value, SuggestionKind::Department, count),
                FacetField::Issuer => add(value, SuggestionKind::Issuer, count),
                FacetField::Region => {
                    let known = value.parse::<RegionCode>().ok().filter(|code| {
                        lexicon
                            .divisions
                            .chain(*code)
                            .last()
                            .is_some_and(|division| division.code == *code)
                    });
                    if let Some(code) = known {
                        add(lexicon.divisions.label(code), SuggestionKind::Region, count);
                    }
                }
                _ => {}
            }
        }
        names.sort_by(|(one, a), (two, b)| {
            one.cmp(two).then(a.kind.cmp(&b.kind)).then(a.text.cmp(&b.text))
        });
        names.dedup_by(|(one, a), (two, b)| {
            one == two && a.kind == b.kind && a.text == b.text && {
                b.count = b.count.max(a.count);
                true
            }
        });
        Self { generation, today, names }
    }

    fn beginning_with(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let from = self.names.partition_point(|(key, _)| key.as_str() < typed);
        let mut found: Vec<&Suggestion> = self.names[from..]
            .iter()
            .take_while(|(key, _)| key.starts_with(typed))
            .map(|(_, name)| name)
            .collect();
        found.sort_by_key(|name| {
            (name.kind == SuggestionKind::Title, std::cmp::Reverse(name.count), name.text.len())
        });
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for name in found {
            if !suggestions.contains(name) {
                suggestions.push(name.clone());
            }
            if suggestions.len() == limit {
                break;
            }
        }
        suggestions
    }
}
