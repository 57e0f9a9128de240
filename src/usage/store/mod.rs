//! The file of sums by day and text; the only place that knows `SQLite`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::{Connection, OpenFlags, params};

use crate::usage::RETENTION_DAYS;
use crate::usage::error::UsageError;
use crate::usage::tally::Sums;

/// Number of the form of the file.
const VERSION: i64 = 1;

/// How long one program waits for another that has the file: an operator's listing takes less.
const PATIENCE: Duration = Duration::from_secs(2);

/// One row a day and text; nothing in it says who asked or at which hour.
const FORM: &str = "
    CREATE TABLE asked (
        day TEXT NOT NULL,
        text TEXT NOT NULL,
        times INTEGER NOT NULL,
        unanswered INTEGER NOT NULL,
        visitors INTEGER NOT NULL,
        PRIMARY KEY (day, text)
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
";

/// Visitors are the most that one run has counted: two runs of one day cannot tell whether they
/// saw the same people.
const ADD: &str = "
    INSERT INTO asked (day, text, times, unanswered, visitors) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (day, text) DO UPDATE SET
        times = times + excluded.times,
        unanswered = unanswered + excluded.unanswered,
        visitors = max(visitors, excluded.visitors)
";

const READ: &str = "
    SELECT text, day, times, unanswered, visitors FROM asked
    WHERE day BETWEEN ?1 AND ?2 ORDER BY text, day
";

/// The sums of a text on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text, normalized.
    pub text: String,
    /// The day.
    pub day: Date,
    /// How often it was asked.
    pub times: u64,
    /// How often it found nothing.
    pub unanswered: u64,
    /// How many different visitors asked it, at least.
    pub visitors: u64,
}

/// An open file of sums.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens a file to write to, and makes it where it is not there.
    ///
    /// # Errors
    ///
    /// The file cannot be made or opened, is no usage file, or was made by a later version.
    pub fn open(path: &Path) -> Result<Self, UsageError> {
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        let mut store = Self::over(path, connection)?;
        store.make_form().map_err(|error| unusable(path, &error))?;
        store.check_version()?;
        Ok(store)
    }

    /// Opens a file to read from.
    ///
    /// # Errors
    ///
    /// There is no file, it cannot be opened, is no usage file, or was made by a later version.
    pub fn open_to_read(path: &Path) -> Result<Self, UsageError> {
        if !path.exists() {
            return Err(UsageError::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Self::over(path, Connection::open_with_flags(path, flags))?;
        store.check_version()?;
        Ok(store)
    }

    /// Keeps every other connection from writing until this one is dropped.
    #[cfg(test)]
    pub(super) fn hold(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch("BEGIN EXCLUSIVE")
    }

    fn over(path: &Path, opened: rusqlite::Result<Connection>) -> Result<Self, UsageError> {
        let connection = opened.map_err(|error| unusable(path, &error))?;
        // What is removed is overwritten with zeros, so that it cannot be read from the file.
        let set = || {
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "secure_delete", true)
        };
        set().map_err(|error| unusable(path, &error))?;
        Ok(Self { path: path.to_owned(), connection })
    }

    fn make_form(&mut self) -> rusqlite::Result<()> {
        let change =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if version(&change)? == 0 {
            change.execute_batch(FORM)?;
        }
        change.commit()
    }

    fn check_version(&self) -> Result<(), UsageError> {
        let found = version(&self.connection).map_err(|error| unusable(&self.path, &error))?;
        match found {
            VERSION => Ok(()),
            0 => Err(UsageError::Unusable {
                path: self.path.clone(),
                reason: "it is no usage file".to_owned(),
            }),
            _ => Err(UsageError::Newer { path: self.path.clone() }),
        }
    }

    /// Adds sums, all or none, and removes what is older than [`RETENTION_DAYS`] or of a day to
    /// come.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn add(
        &mut self,
        sums: &BTreeMap<(Date, String), Sums>,
        today: Date,
    ) -> Result<(), UsageError> {
        let mut write = || -> rusqlite::Result<()> {
            let change = self.connection.transaction()?;
            {
                let mut add = change.prepare(ADD)?;
                for ((day, text), sums) in sums {
                    add.execute(params![
                        day.to_string(),
                        text,
                        number(sums.times),
                        number(sums.unanswered),
                        number(sums.visitors)
                    ])?;
                }
            }
            change.execute(
                "DELETE FROM asked WHERE day < ?1 OR day > ?2",
                params![first_of(today, RETENTION_DAYS).to_string(), today.to_string()],
            )?;
            change.commit()
        };
        write().map_err(|error| unusable(&self.path, &error))
    }

    /// Returns the rows of the last days, today among them, in the order of texts and days.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn rows(&self, today: Date, days: i32) -> Result<Vec<Row>, UsageError> {
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut statement = self.connection.prepare(READ)?;
            let first = first_of(today, days).to_string();
            let rows = statement.query_map(params![first, today.to_string()], |row| {
                let day: String = row.get(1)?;
                Ok(day.parse::<Date>().ok().zip(Some((
                    row.get::<_, String>(0)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                    row.get::<_, i64>(4)?,
                ))))
            })?;
            let mut known = Vec::new();
            for row in rows {
                let Some((day, (text, times, unanswered, visitors))) = row? else { continue };
                let [times, unanswered, visitors] =
                    [times, unanswered, visitors].map(|n| u64::try_from(n).unwrap_or(0));
                known.push(Row { text, day, times, unanswered, visitors });
            }
            Ok(known)
        };
        read().map_err(|error| unusable(&self.path, &error))
    }
}

/// Copies a usage file that may be in use, as it is after one transaction, into a new file.
///
/// # Errors
///
/// As [`Store::open_to_read`], and where the copy cannot be written.
pub fn copy(from: &Path, to: &Path) -> Result<(), UsageError> {
    let store = Store::open_to_read(from)?;
    let copied = store.connection.execute("VACUUM INTO ?1", params![to.to_string_lossy()]);
    copied.map(|_| ()).map_err(|error| unusable(from, &error))
}

/// Returns the first of a number of days of which `today` is the last.
pub fn first_of(today: Date, days: i32) -> Date {
    today.saturating_sub(jiff::Span::new().days(days.clamp(1, 36_500) - 1))
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn unusable(path: &Path, error: &rusqlite::Error) -> UsageError {
    UsageError::Unusable { path: path.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests;
