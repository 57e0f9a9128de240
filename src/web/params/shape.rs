//! In which shape programs get results: marks, fields, form, and where to go on.

use std::collections::BTreeSet;

/// How the words of a query are marked in texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum Marks {
    /// By `<mark>` in HTML.
    #[default]
    Html,
    /// By places in plain text.
    Offsets,
    /// Not at all.
    None,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum Form {
    /// One object with everything.
    #[default]
    Json,
    /// A result a line.
    Jsonl,
    /// A sheet.
    Csv,
    /// A feed, the newest first.
    Atom,
}

/// In which shape programs get results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::web) struct Shape {
    /// How matches are marked.
    pub(in crate::web) marks: Marks,
    /// The fields of results that are wanted; all when `None`.
    pub(in crate::web) fields: Option<BTreeSet<String>>,
    /// The form of the answer.
    pub(in crate::web) form: Form,
    /// Where an earlier answer ended.
    pub(in crate::web) cursor: Option<String>,
}

impl Marks {
    /// Every manner, by name.
    pub(in crate::web) const NAMES: [&str; 3] = ["html", "offsets", "none"];
}

impl Form {
    /// Every form, by name.
    pub(in crate::web) const NAMES: [&str; 4] = ["json", "jsonl", "csv", "atom"];
}

impl Shape {
    /// Takes a parameter of the shape.
    ///
    /// # Errors
    ///
    /// What values it takes.
    pub(super) fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match (name, value) {
            ("highlight", "html") => self.marks = Marks::Html,
            ("highlight", "offsets") => self.marks = Marks::Offsets,
            ("highlight", "none") => self.marks = Marks::None,
            ("highlight", _) => return Err(format!("expected one of {}", Marks::NAMES.join(", "))),
            ("format", "json") => self.form = Form::Json,
            ("format", "jsonl") => self.form = Form::Jsonl,
            ("format", "csv") => self.form = Form::Csv,
            ("format", "atom") => self.form = Form::Atom,
            ("format", _) => return Err(format!("expected one of {}", Form::NAMES.join(", "))),
            ("cursor", _) => self.cursor = Some(value.to_owned()),
            _ => {
                let names = value.split(',').map(|name| name.trim().to_owned());
                let names = names.filter(|name| !name.is_empty());
                self.fields.get_or_insert_default().extend(names);
            }
        }
        Ok(())
    }
}
