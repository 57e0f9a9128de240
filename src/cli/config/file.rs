//! Reads a configuration file, and puts its values below the environment.

use std::fs;
use std::path::Path;

use clap::Command;
use toml::de::{DeTable, DeValue};

use crate::cli::config::check;
use crate::cli::config::error::{ConfigError, Problem};
use crate::cli::config::keys;

/// The values of a file by the names of their keys, as text, in order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings(Vec<(String, Vec<String>)>);

impl Settings {
    /// Reads a file; every key and value is checked.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or something in it cannot be used.
    pub(super) fn read(path: &Path, program: &Command) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::of(&text, program)
            .map_err(|problems| ConfigError::Wrong { path: path.to_owned(), problems })
    }

    /// Reads a text.
    pub(super) fn of(text: &str, program: &Command) -> Result<Self, Vec<Problem>> {
        let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let (table, errors) = DeTable::parse_recoverable(text);
        let unread = errors.iter().map(|error| Problem {
            line: line(error.span().map_or(0, |span| span.start)),
            what: error.message().to_owned(),
        });
        let mut problems: Vec<Problem> = unread.collect();
        let mut settings = Self::default();
        for (name, value) in table.get_ref() {
            let read = match keys::find(program, name.get_ref()) {
                Some(key) => values(value.get_ref())
                    .and_then(|values| check::values(key, &values).map(|()| values)),
                None => Err(check::unknown(program, name.get_ref())),
            };
            let name = name.get_ref();
            match read {
                Ok(values) => settings.0.push((name.to_string(), values)),
                Err(what) => {
                    let line = line(value.span().start);
                    problems.push(Problem { line, what: format!("`{name}`: {what}") });
                }
            }
        }
        problems.sort_by_key(|problem| problem.line);
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }

    /// Returns how many keys are set.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Makes the values defaults of their options, in every command that shares them: one that is
    /// set by the same variable of the environment.
    pub(super) fn below(&self, program: Command) -> Command {
        let set: Vec<_> = self
            .0
            .iter()
            .filter_map(|(name, values)| {
                Some((keys::find(&program, name)?.get_env()?.to_owned(), values))
            })
            .collect();
        let value_of = |command: &Command| -> Vec<(clap::Id, Vec<String>)> {
            let arguments = command.get_arguments().filter_map(|argument| {
                let variable = argument.get_env()?;
                let (_, values) = set.iter().find(|(of, _)| of == variable)?;
                Some((argument.get_id().clone(), (*values).clone()))
            });
            arguments.collect()
        };
        program.mut_subcommands(|mut command| {
            for (option, values) in value_of(&command) {
                command = command.mut_arg(option, |argument| argument.default_values(values));
            }
            command
        })
    }
}

/// Returns the values that a key is given, as text.
fn values(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let one = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Integer(number) => Ok(number.to_string()),
        DeValue::Boolean(truth) => Ok(truth.to_string()),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            Err("expected text in quotes, a whole number, or true or false".to_owned())
        }
    };
    match value {
        DeValue::Array(values) => values.iter().map(|value| one(value.get_ref())).collect(),
        DeValue::Table(_) => Err("is no table: keys stand at the top of the file".to_owned()),
        value => Ok(vec![one(value)?]),
    }
}
