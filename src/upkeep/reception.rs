//! Takes notices in: reads them as they will be indexed, refuses what is not open, keeps the rest on
//! the disk, logs it, and has it published.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::access::audit::{Action, Audit, Entry};
use crate::access::denied::Reason;
use crate::corpus::error::Reason as Unread;
use crate::corpus::received::FOLDER;
use crate::durable::Disk;
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::status::Openness;
use crate::received::content::Content;
use crate::received::key::ReceivedKey;
use crate::received::reading;
use crate::received::record::{Record, State};
use crate::received::store::{Planned, Store, Writer};
use crate::received::version::{Change, Wanted};
use crate::search::Searcher;
use crate::upkeep::clerk::Clerk;
use crate::upkeep::publisher::Publisher;
use crate::upkeep::refusal::Refusal;

/// The most lines a minute about requests that were not let through: whoever knows the id of a key
/// can send as many as they like, and each waits for the disk.
const MOST_DENIED: u32 = 60;

/// How notices are taken in.
#[derive(Clone, Debug)]
pub struct ReceptionOptions {
    /// The folder of notices that they are kept in.
    pub folder: PathBuf,
    /// The log of what is written and refused.
    pub audit: PathBuf,
    /// Whether notices are taken that say 依申请公开 or 不予公开.
    pub restricted: bool,
    /// Tells the time.
    pub clock: fn() -> ZonedDateTime,
}

/// A notice that is to be kept or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its key.
    pub key: ReceivedKey,
    /// Its version, where the writer gives one.
    pub version: Option<u64>,
    /// What it holds; `None` where it is to be taken back.
    pub content: Option<Content>,
    /// The bytes of the file that it came as, where it came as one.
    pub file: Option<Vec<u8>>,
    /// Whether nothing is to be kept.
    pub dry_run: bool,
    /// Who orders it.
    pub sender: Sender,
}

/// Who orders something, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Id of the key.
    pub key: String,
    /// The number of the request.
    pub request: Option<String>,
}

/// What came of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The key.
    pub key: ReceivedKey,
    /// The version that is kept, or would be.
    pub version: u64,
    /// What came of it, or would.
    pub change: Change,
    /// What the reader made of the notice; `None` where it was taken back.
    pub notice: Option<Notice>,
    /// Number of the publication that is searched now.
    pub generation: u64,
    /// When a publish begins that takes it in; `None` where none is needed.
    pub visible_after: Option<Timestamp>,
}

/// Takes notices in.
#[derive(Debug)]
pub struct Reception {
    searcher: Arc<Searcher>,
    clerk: Clerk<Desk>,
    /// Reads files, each alone: one that takes a minute keeps no other notice waiting.
    reader: Clerk<()>,
    publisher: Arc<Publisher>,
    /// Where the records lie.
    folder: PathBuf,
    clock: fn() -> ZonedDateTime,
}

/// What the reader makes of a notice.
type Read = Result<Notice, Unread>;

/// What the thread works with.
#[derive(Debug)]
struct Desk {
    store: Store,
    audit: Audit,
    restricted: bool,
    /// The minute of the last request that was not let through, and how many there were in it.
    denied: (i64, u32),
}

impl Order {
    /// Returns the record that it would be, in whichever version.
    fn record(&self, at: Timestamp) -> Option<Record> {
        let content = self.content.clone()?;
        Some(Record {
            key: self.key.clone(),
            version: self.version.unwrap_or(1),
            received_at: at,
            written_by: self.sender.key.clone(),
            state: State::Present(content),
            before: None,
        })
    }
}

impl Reception {
    /// Opens a reception; what was received and not published before is published soon.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub fn open(
        options: &ReceptionOptions,
        disk: Arc<dyn Disk>,
        searcher: Arc<Searcher>,
        publisher: Arc<Publisher>,
    ) -> io::Result<Self> {
        let store = Store::new(&options.folder, Arc::clone(&disk));
        if store.exists() {
            publisher.tell();
        }
        let audit = Audit::new(&options.audit, disk);
        let table = Desk { store, audit, restricted: options.restricted, denied: (0, 0) };
        let (clerk, reader) = (Clerk::start(table)?, Clerk::start(())?);
        let (folder, clock) = (options.folder.join(FOLDER), options.clock);
        Ok(Self { searcher, clerk, reader, publisher, folder, clock })
    }

    /// Returns what publishes.
    pub fn publisher(&self) -> &Publisher {
        &self.publisher
    }

    /// Keeps a notice or takes one back; when this returns, the disk has it.
    ///
    /// # Errors
    ///
    /// Why not; the library is as it was.
    pub async fn receive(&self, order: Order) -> Result<Receipt, Refusal> {
        let world = self.searcher.world().await?;
        let lexicon = Arc::clone(&world.lexicon);
        let owner = self.owner(&order.key).await?;
        let now = (self.clock)();
        let (key, dry_run) = (order.key.clone(), order.dry_run);
        let today = now.date();
        let (order, read) = self.read_file(order, &lexicon, now.timestamp()).await?;
        let work =
            move |desk: &mut Desk| desk.receive(&order, read, owner, &lexicon, now.timestamp());
        let received = self.clerk.run(work).await?;
        if matches!(received, Err(Refusal::Unlogged(_))) {
            self.publisher.tell();
        }
        let (planned, mut notice) = received?;
        if let Some(notice) = &mut notice {
            notice.derive_validity(today);
        }
        let wait = match planned.change {
            _ if dry_run => None,
            Change::Unchanged => self.publisher.next(),
            _ => Some(self.publisher.tell()),
        };
        let wait = wait.and_then(|wait| SignedDuration::try_from(wait).ok());
        let at = wait.and_then(|wait| (self.clock)().timestamp().checked_add(wait).ok());
        Ok(Receipt {
            key,
            version: planned.record.version,
            change: planned.change,
            notice,
            generation: self.searcher.status().await?.generation,
            visible_after: at,
        })
    }

    /// Reads a notice that came as a file.
    async fn read_file(
        &self,
        order: Order,
        lexicon: &Arc<Lexicon>,
        at: Timestamp,
    ) -> Result<(Order, Option<Read>), Refusal> {
        if order.file.is_none() {
            return Ok((order, None));
        }
        let (path, lexicon) = (self.folder.join(order.key.file_name()), Arc::clone(lexicon));
        let work = move |(): &mut ()| {
            let read = order
                .record(at)
                .map(|record| reading::read(&record, order.file.as_deref(), &path, &lexicon));
            (order, read)
        };
        self.reader.run(work).await
    }

    /// Logs that a request was not let through, where it names a key that there is; a flood of them
    /// is logged in part.
    ///
    /// # Errors
    ///
    /// The log cannot be written, or too much waits.
    pub async fn deny(
        &self,
        action: Action,
        notice: &str,
        sender: Sender,
        reason: Reason,
    ) -> Result<(), Refusal> {
        let entry = Entry {
            at: (self.clock)().timestamp(),
            request: sender.request,
            key: Some(sender.key),
            action,
            notice: notice.to_owned(),
            version: None,
            outcome: "refused",
            reason: Some(reason.name()),
        };
        self.clerk.run(move |desk| desk.deny(&entry)).await?.map_err(Refusal::Unlogged)
    }

    /// Returns the file of the notice that has a key, where that is another than the store's.
    async fn owner(&self, key: &ReceivedKey) -> Result<Option<String>, Refusal> {
        let own = Path::new(FOLDER).join(key.file_name());
        let found = self.searcher.engine().notice(&key.notice_id()).await?;
        Ok(found.map(|notice| notice.file).filter(|file| !Path::new(file).ends_with(&own)))
    }
}

impl Desk {
    fn deny(&mut self, entry: &Entry) -> io::Result<()> {
        let minute = entry.at.as_second() / 60;
        let before = if self.denied.0 == minute { self.denied.1 } else { 0 };
        self.denied = (minute, before.saturating_add(1));
        if before < MOST_DENIED { self.audit.write(entry) } else { Ok(()) }
    }

    fn receive(
        &mut self,
        order: &Order,
        read: Option<Read>,
        owner: Option<String>,
        lexicon: &Lexicon,
        at: Timestamp,
    ) -> Result<(Planned, Option<Notice>), Refusal> {
        let received = self.keep(order, read, owner, lexicon, at);
        if order.dry_run {
            return received;
        }
        let entry = entry_of(order, &received, at);
        match (self.audit.write(&entry), &received) {
            (Err(error), Ok(_)) => Err(Refusal::Unlogged(error)),
            (Err(error), Err(refusal)) => {
                tracing::error!(%error, %refusal, "a refusal was not logged");
                received
            }
            (Ok(()), _) => received,
        }
    }

    fn keep(
        &mut self,
        order: &Order,
        read: Option<Read>,
        owner: Option<String>,
        lexicon: &Lexicon,
        at: Timestamp,
    ) -> Result<(Planned, Option<Notice>), Refusal> {
        if let Some(file) = owner {
            return Err(Refusal::Taken { file });
        }
        let wanted = order.content.as_ref().map_or(Wanted::Nothing, Wanted::Content);
        let writer = Writer { key: &order.sender.key, at };
        let planned = self.store.plan(&order.key, wanted, order.version, writer)?;
        let notice = match order.content {
            Some(_) => {
                let read = read.unwrap_or_else(|| {
                    let file = self.store.file_of(&order.key);
                    reading::read(&planned.record, None, &file, lexicon)
                });
                Some(self.if_open(read.map_err(Refusal::Unread)?)?)
            }
            None => None,
        };
        if !order.dry_run {
            self.store.make(&planned, order.file.as_deref())?;
        }
        Ok((planned, notice))
    }

    /// Refuses a notice that is not open.
    fn if_open(&self, notice: Notice) -> Result<Notice, Refusal> {
        match notice.openness {
            Some(openness) if openness != Openness::Proactive && !self.restricted => {
                Err(Refusal::NotOpen(openness))
            }
            _ => Ok(notice),
        }
    }
}

fn entry_of(
    order: &Order,
    received: &Result<(Planned, Option<Notice>), Refusal>,
    at: Timestamp,
) -> Entry {
    let (version, outcome, reason) = match received {
        Ok((planned, _)) => (Some(planned.record.version), planned.change.name(), None),
        Err(refusal) => (order.version, "refused", Some(refusal.name())),
    };
    Entry {
        at,
        request: order.sender.request.clone(),
        key: Some(order.sender.key.clone()),
        action: if order.content.is_some() { Action::Put } else { Action::Delete },
        notice: order.key.as_str().to_owned(),
        version,
        outcome,
        reason,
    }
}
