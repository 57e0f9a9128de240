//! Hears of changes from the system; the only place that knows `notify`.

use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::upkeep::watch::place::{Extent, Place};

/// What was heard.
#[derive(Debug)]
pub(super) enum Heard {
    /// Something changed, or events were lost.
    Changed,
    /// A watched folder went away, or another stands in its place.
    Gone,
    /// The system cannot tell of all changes, for this reason.
    Deaf(String),
    /// Nobody listens any more.
    End,
}

/// Watches the places of a library.
pub(super) struct Watcher {
    places: Arc<Vec<Place>>,
    inner: RecommendedWatcher,
    /// Places that are not watched, since they are not there.
    missed: Vec<Place>,
    sender: Sender<Heard>,
}

impl Watcher {
    /// Has the system tell of changes.
    ///
    /// # Errors
    ///
    /// It does not, for this reason.
    pub(super) fn listen(places: Vec<Place>, sender: Sender<Heard>) -> Result<Self, String> {
        let places = Arc::new(places);
        let hearing = hearing(Arc::clone(&places), sender.clone());
        let inner = RecommendedWatcher::new(hearing, Config::default());
        let inner = inner.map_err(|error| error.to_string())?;
        let mut watcher = Self { places: Arc::clone(&places), inner, missed: Vec::new(), sender };
        for place in places.iter() {
            watcher.watch(place).map_err(|error| error.to_string())?;
        }
        Ok(watcher)
    }

    /// Tells whether a place is not watched since it was not there.
    pub(super) fn misses_any(&self) -> bool {
        !self.missed.is_empty()
    }

    /// Looks for places that were not there; tells whether one is there again.
    pub(super) fn looks_again(&mut self) -> bool {
        let missed = mem::take(&mut self.missed);
        let before = missed.len();
        for place in missed {
            if let Err(error) = self.watch(&place) {
                let _ = self.sender.send(Heard::Deaf(error.to_string()));
            }
        }
        self.missed.len() < before
    }

    /// Watches again what went away, as soon as it is there.
    pub(super) fn look_for_gone(&mut self) {
        self.missed = self.places.to_vec();
        self.looks_again();
    }

    /// Watches a place; one that is not there is missed.
    fn watch(&mut self, place: &Place) -> notify::Result<()> {
        let mode = match place.extent {
            Extent::Whole => RecursiveMode::Recursive,
            Extent::Files | Extent::File(_) => RecursiveMode::NonRecursive,
        };
        match self.inner.watch(&place.folder, mode) {
            Err(_) if !place.folder.exists() => {
                self.missed.push(place.clone());
                Ok(())
            }
            watched => watched,
        }
    }
}

/// Makes what hears the events of the system.
fn hearing(
    places: Arc<Vec<Place>>,
    sender: Sender<Heard>,
) -> impl FnMut(notify::Result<Event>) + Send {
    move |event| {
        let heard = match event {
            Ok(event) => what(&event, &places),
            Err(error) if is_deaf(&error) => Some(Heard::Deaf(error.to_string())),
            Err(_) => Some(Heard::Changed),
        };
        if let Some(heard) = heard {
            let _ = sender.send(heard);
        }
    }
}

/// Says what an event means for a library; `None` where nothing.
fn what(event: &Event, places: &[Place]) -> Option<Heard> {
    if event.need_rescan() {
        return Some(Heard::Changed);
    }
    let goes = matches!(
        event.kind,
        EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(
                RenameMode::From | RenameMode::Both | RenameMode::Any
            ))
    );
    let is_watched = |path: &Path| places.iter().any(|place| place.folder == path);
    if goes && event.paths.iter().any(|path| is_watched(path)) {
        return Some(Heard::Gone);
    }
    let counts = |path: &Path| places.iter().any(|place| place.counts(path));
    let is_counted = event.paths.is_empty() || event.paths.iter().any(|path| counts(path));
    (changes(event.kind) && is_counted).then_some(Heard::Changed)
}

/// Tells whether something changes by what happened: reading does not, though it is told, too.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(kind)) => kind != MetadataKind::AccessTime,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// Tells whether the system has said that it cannot tell of all changes.
fn is_deaf(error: &notify::Error) -> bool {
    matches!(error.kind, notify::ErrorKind::MaxFilesWatch | notify::ErrorKind::Io(_))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use notify::event::{
        AccessKind, AccessMode, CreateKind, DataChange, Flag, ModifyKind, RemoveKind,
    };
    use notify::{Event, EventKind};

    use super::{Heard, what};
    use crate::upkeep::watch::place::{Extent, Place};

    #[test]
    fn reading_is_no_change_and_lost_events_are_one() {
        let place = Place { folder: PathBuf::from("/library"), extent: Extent::Whole };
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let read = EventKind::Access(AccessKind::Close(AccessMode::Read));
        let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for (kind, path, wanted) in [
            (EventKind::Create(CreateKind::File), "/library/a.txt", "Some(Changed)"),
            (data, "/library/a.txt", "Some(Changed)"),
            (data, "/library/.a.txt.swp", "None"),
            (data, "/elsewhere/a.txt", "None"),
            (written, "/library/a.txt", "Some(Changed)"),
            (read, "/library/a.txt", "None"),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), "/library/a.txt", "None"),
            (EventKind::Remove(RemoveKind::File), "/library/a.txt", "Some(Changed)"),
            (EventKind::Remove(RemoveKind::Folder), "/library", "Some(Gone)"),
        ] {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            let heard = what(&event, std::slice::from_ref(&place));
            assert_eq!(format!("{heard:?}"), wanted, "{kind:?} {path}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(matches!(what(&lost, &[place]), Some(Heard::Changed)));
    }
}
