//! Every operation of the API: the router and the description are made of the same list.

mod algolia;
mod desk;
mod library;
mod search;
mod writing;

use crate::web::api::operation::Operation;

/// Returns the operations, those of one part together.
pub(in crate::web) fn all() -> Vec<Operation> {
    [
        search::operations(),
        desk::operations(),
        library::operations(),
        writing::operations(),
        algolia::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
