//! Reads the block of labelled values at the top of a page, in every form that pages give it.

mod label;
pub(super) mod line;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::analysis::fold::key;
use crate::corpus::parse::line::{Piece, clean};
use crate::corpus::parse::metadata::label::{Field, TOPICS, field_of};
use crate::corpus::parse::metadata::line::{
    Reading, bare_labels, foot_pair, origin_and_time, read_line, table_pairs, value_alone,
};
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::{find_dates, first_date};
use crate::notice::doc_number::DocNumber;
use crate::notice::status::{Openness, Validity};

/// The values of a page's block, as stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) doc_number: Option<DocNumber>,
    /// A number that is stated and damaged.
    pub(super) damaged_number: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) index_number: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) issued_on: Option<Date>,
    pub(super) created_on: Option<Date>,
    pub(super) published_on: Option<Date>,
    pub(super) effective_on: Option<Date>,
    pub(super) expires_on: Option<Date>,
    pub(super) validity: Option<Validity>,
    pub(super) openness: Option<Openness>,
}

/// Takes the labelled values out of the lines before the text, and those given beside it.
///
/// Returns the values and the lines that are left. Only lines before `body` are searched, and of
/// the others those that state the openness at the foot.
pub(super) fn take(
    given: &[(String, String)],
    pieces: Vec<Piece>,
    body: usize,
) -> (Metadata, Vec<Piece>, Vec<String>) {
    let mut metadata = Metadata::default();
    for (label, value) in given {
        if let Some(field) = field_of(label) {
            metadata.put(field, value);
        }
    }
    let mut kept = Vec::with_capacity(pieces.len());
    let mut taken = Vec::new();
    let mut pending: Option<Field> = None;
    let bare = bare_labels(&pieces[..body.min(pieces.len())]);
    let mut unlabelled = false;
    for (index, piece) in pieces.into_iter().enumerate() {
        let line = match piece {
            Piece::Line(line) => line,
            Piece::Table(table) => {
                pending = None;
                let pairs = if index < body { table_pairs(&table) } else { None };
                match pairs {
                    Some(pairs) => {
                        for (field, value) in pairs {
                            taken.push(value.clone());
                            metadata.put(field, &value);
                        }
                    }
                    None => kept.push(Piece::Table(table)),
                }
                continue;
            }
        };
        if index >= body {
            match foot_pair(&line) {
                Some((field, value)) => {
                    taken.push(line.text.clone());
                    metadata.put(field, &value);
                }
                None => kept.push(Piece::Line(line)),
            }
            continue;
        }
        if let Reading::Pairs(pairs) = read_line(&line.text, bare) {
            taken.push(line.text.clone());
            pending = pairs.last().filter(|(_, value)| value.is_empty()).map(|(field, _)| *field);
            for (field, value) in pairs {
                metadata.put(field, &value);
            }
            unlabelled = false;
            continue;
        }
        if let Some(field) = pending.take().filter(|field| metadata.accepts(*field, &line.text)) {
            taken.push(line.text.clone());
            metadata.put(field, value_alone(&line.text));
            continue;
        }
        unlabelled |= looks_like_index_number(&line.text);
        if unlabelled && metadata.put_unlabelled(&line.text) {
            taken.push(line.text.clone());
            continue;
        }
        if line.gap > 0 {
            unlabelled = false;
        }
        kept.push(Piece::Line(line));
    }
    (metadata, kept, taken)
}

impl Metadata {
    /// Tells whether the next line can be the value of a label that stands alone.
    fn accepts(&self, field: Field, line: &str) -> bool {
        let length = line.chars().count();
        let begins_title =
            || self.title.as_deref().is_some_and(|title| key(title).starts_with(&key(line)));
        match field {
            Field::IssuedOn
            | Field::CreatedOn
            | Field::PublishedOn
            | Field::EffectiveOn
            | Field::ExpiresOn => {
                first_date(line).is_some() && length < 40 || value_alone(line).is_empty()
            }
            Field::Validity => Validity::stated(value_alone(line)).is_some(),
            Field::DocNumber => {
                !DocNumber::find(line).is_empty() && length < 40 || value_alone(line).is_empty()
            }
            Field::IndexNumber => length < 60 && !line.contains(['，', '。']),
            Field::Title => length < 120,
            Field::Openness => Openness::stated(line).is_some(),
            Field::Topic => length < 40 && !line.contains(['。', '：']),
            Field::Issuer | Field::Publisher | Field::Origin => {
                length < 60 && !line.contains(['。', '：', '，'])
            }
            Field::Other => {
                length < 24
                    && !line.contains(['。', '关'])
                    && !looks_like_unit(line)
                    && DocNumber::parse(line).is_none()
                    && !begins_title()
            }
        }
    }

    /// Takes a value; the first one stated under a field stands.
    fn put(&mut self, field: Field, value: &str) {
        let value = value_alone(value);
        if value.is_empty() {
            return;
        }
        let text = || Some(clean(value)).filter(|text| !text.is_empty());
        match field {
            Field::Title => keep(&mut self.title, text()),
            Field::DocNumber => match DocNumber::find(value).into_iter().next() {
                Some(found) => keep(&mut self.doc_number, Some(found.number)),
                None if value.contains(|c: char| c.is_ascii_digit()) => {
                    keep(&mut self.damaged_number, text());
                }
                None => {}
            },
            Field::Issuer => keep(&mut self.issuer, text()),
            Field::Publisher => keep(&mut self.publisher, text()),
            Field::Origin => match origin_and_time(value) {
                Some(stamped) => stamped.iter().for_each(|(field, value)| self.put(*field, value)),
                None => keep(&mut self.origin, text()),
            },
            Field::IndexNumber => keep(
                &mut self.index_number,
                text().filter(|text| text.contains(|c: char| c.is_ascii_digit())),
            ),
            Field::Topic => keep(&mut self.topic, text()),
            Field::IssuedOn => keep(&mut self.issued_on, first_date(value)),
            Field::CreatedOn => keep(&mut self.created_on, first_date(value)),
            Field::PublishedOn => keep(&mut self.published_on, first_date(value)),
            Field::EffectiveOn => keep(&mut self.effective_on, first_date(value)),
            Field::ExpiresOn => {
                keep(&mut self.expires_on, find_dates(value).pop().map(|found| found.date));
            }
            Field::Validity => {
                keep(
                    &mut self.validity,
                    Validity::stated(value).or_else(|| Validity::named(value)),
                );
            }
            Field::Openness => keep(&mut self.openness, Openness::stated(value)),
            Field::Other => {}
        }
    }

    /// Takes a value that stands without a label below an index number; tells whether it did.
    fn put_unlabelled(&mut self, line: &str) -> bool {
        let line = line.trim();
        if looks_like_index_number(line) {
            keep(&mut self.index_number, Some(line.to_owned()));
        } else if let Some(number) = DocNumber::parse(line) {
            keep(&mut self.doc_number, Some(number));
        } else if let (Some(date), true) = (first_date(line), line.chars().count() <= 20) {
            if self.issued_on.is_none() {
                self.issued_on = Some(date);
            } else {
                keep(&mut self.published_on, Some(date));
            }
        } else if let Some(validity) = Validity::stated(line) {
            keep(&mut self.validity, Some(validity));
        } else if TOPICS.contains(&line.split(['\\', '/']).next().unwrap_or(line)) {
            keep(&mut self.topic, Some(line.to_owned()));
        } else if line.chars().count() <= 16 && looks_like_unit(line) {
            keep(&mut self.publisher, Some(line.to_owned()));
        } else {
            return false;
        }
        true
    }
}

fn keep<T>(held: &mut Option<T>, value: Option<T>) {
    if held.is_none() {
        *held = value;
    }
}

fn looks_like_index_number(text: &str) -> bool {
    static INDEX: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[0-9A-Z]{9,20}[-A-Z0-9]{0,6}|[A-Z]{2}[0-9]{6,})[/_－-]+(?:19|20)\d{2}[-—－/]?\d{2,8}$",
        )
        .expect("a literal pattern")
    });
    INDEX.is_match(text.trim())
}
