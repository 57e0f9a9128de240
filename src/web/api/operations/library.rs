//! Operations that tell what the library holds.

use crate::web::api::library::{self, LibraryAnswer};
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::popular::{self, Popular};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/library", library::library)
            .named(Tag::Library, "library", "Tells how complete the library is.")
            .details("With the list behind every count.")
            .answers::<LibraryAnswer>(),
        Operation::get("/api/v1/popular", popular::popular)
            .named(Tag::Library, "popular", "Lists what many readers ask.")
            .answers::<Popular>(),
    ]
}
