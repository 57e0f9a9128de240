//! SQLite FTS5 over the cut notices, counted by GROUP BY over the notices that match.

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::types::FromSql;
use rusqlite::{Connection, Statement, params};
use zhengsou_peers_contract::clock::{Found, Work, searches};
use zhengsou_peers_contract::cut::{Cut, DIMENSIONS, Notices, TERMS, queries};
use zhengsou_peers_contract::report::{Indexed, Searched, memory};
use zhengsou_peers_contract::task::{Step, Task, size};

/// Its name among peers.
pub(crate) const NAME: &str = "sqlite";

/// The database in its folder.
const FILE: &str = "notices.db";

/// Room for pages, in KiB.
const CACHE: u32 = 256 << 10;

/// Does a task.
pub(crate) fn run(task: &Task) {
    match task.step {
        Step::Index => task.done(NAME, &index(task)),
        Step::Search => task.done(NAME, &search(task)),
    }
}

fn open(folder: &Path) -> Connection {
    let database = Connection::open(folder.join(FILE)).expect("a database");
    let settings = format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -{CACHE}; PRAGMA mmap_size = 4294967296;"
    );
    database.execute_batch(&settings).expect("sound settings");
    database
}

fn index(task: &Task) -> Indexed {
    let folder = task.index(NAME);
    std::fs::create_dir(&folder).expect("a new folder");
    let mut work = Work::begin();
    let database = open(&folder);
    database.execute_batch(&tables()).expect("new tables");
    let mut notices = Notices::open(&task.folder.join(TERMS));
    let mut put = Put::new(&database).expect("the tables");
    for row in 1.. {
        let Some(notice) = work.prepare(|| notices.next()) else { break };
        put.notice(&notice, row).expect("room for a notice");
    }
    drop(put);
    let ending = "INSERT INTO notices(notices) VALUES ('optimize'); COMMIT;";
    database.execute_batch(ending).expect("room on the disk");
    drop(database);
    let engine = format!("SQLite {} FTS5", rusqlite::version());
    Indexed { engine, processor: work.seconds(), bytes: size(&folder), peak: memory("VmHWM") }
}

/// Returns what makes the tables; one transaction is left open.
fn tables() -> String {
    let mut tables = "BEGIN;
        CREATE TABLE keys (id INTEGER PRIMARY KEY, name TEXT);
        CREATE VIRTUAL TABLE notices USING fts5(text, content = '', tokenize = 'unicode61');"
        .to_owned();
    for dimension in DIMENSIONS {
        write!(
            tables,
            "CREATE TABLE {dimension} (notice INTEGER, value TEXT, PRIMARY KEY (notice, value))
             WITHOUT ROWID;"
        )
        .expect("a text takes what is written");
    }
    tables
}

/// What puts notices in.
struct Put<'a> {
    key: Statement<'a>,
    text: Statement<'a>,
    values: [Statement<'a>; DIMENSIONS.len()],
}

impl<'a> Put<'a> {
    fn new(database: &'a Connection) -> rusqlite::Result<Self> {
        let value =
            |dimension: &str| database.prepare(&format!("INSERT INTO {dimension} VALUES (?, ?)"));
        Ok(Self {
            key: database.prepare("INSERT INTO keys VALUES (?, ?)")?,
            text: database.prepare("INSERT INTO notices(rowid, text) VALUES (?, ?)")?,
            values: of_each(value)?,
        })
    }

    fn notice(&mut self, notice: &Cut, row: i64) -> rusqlite::Result<()> {
        self.key.execute(params![row, notice.id])?;
        self.text.execute(params![row, notice.text])?;
        for (put, values) in self.values.iter_mut().zip(&notice.values) {
            for value in values {
                put.execute(params![row, value])?;
            }
        }
        Ok(())
    }
}

fn search(task: &Task) -> Searched {
    let database = open(&task.index(NAME));
    database
        .execute_batch("CREATE TEMP TABLE found (notice INTEGER PRIMARY KEY, score REAL)")
        .expect("a new table");
    let mut question = Question::new(&database, task.values).expect("the tables");
    let searches = searches(task, &queries(&task.folder), |text, counted| {
        question.found(text, counted).expect("an answer")
    });
    Searched { memory: memory("VmRSS"), searches }
}

/// What searches: it matches once, then takes ten, the number and the counts from what matched.
struct Question<'a> {
    clear: Statement<'a>,
    matched: Statement<'a>,
    best: Statement<'a>,
    counts: [Statement<'a>; DIMENSIONS.len()],
}

impl<'a> Question<'a> {
    fn new(database: &'a Connection, values: usize) -> rusqlite::Result<Self> {
        let matched = "INSERT INTO found
            SELECT rowid, bm25(notices) FROM notices WHERE notices MATCH ?";
        // A better score is less than others.
        let best = "SELECT name FROM found JOIN keys ON id = notice ORDER BY score LIMIT 10";
        let counts = |dimension: &str| {
            database.prepare(&format!(
                "SELECT count(*), value FROM found JOIN {dimension} USING (notice)
                 GROUP BY value ORDER BY 1 DESC LIMIT {values}"
            ))
        };
        Ok(Self {
            clear: database.prepare("DELETE FROM found")?,
            matched: database.prepare(matched)?,
            best: database.prepare(best)?,
            counts: of_each(counts)?,
        })
    }

    fn found(&mut self, text: &str, counted: bool) -> rusqlite::Result<Found> {
        let words: Vec<String> = text.split(' ').map(|word| format!("\"{word}\"")).collect();
        self.clear.execute([])?;
        let notices = self.matched.execute([words.join(" OR ")])? as u64;
        std::hint::black_box(rows::<String>(&mut self.best)?);
        let mut counts = Vec::new();
        for question in self.counts.iter_mut().filter(|_| counted) {
            counts.push(rows::<i64>(question)?.into_iter().map(i64::unsigned_abs).collect());
        }
        Ok(Found { notices, counts })
    }
}

/// Prepares something for each dimension.
fn of_each<'a>(
    prepare: impl Fn(&str) -> rusqlite::Result<Statement<'a>>,
) -> rusqlite::Result<[Statement<'a>; DIMENSIONS.len()]> {
    let [region, year, kind, department] = DIMENSIONS.map(prepare);
    Ok([region?, year?, kind?, department?])
}

/// Returns the first column of some rows.
fn rows<T: FromSql>(question: &mut Statement<'_>) -> rusqlite::Result<Vec<T>> {
    question.query_map([], |row| row.get(0))?.collect()
}
