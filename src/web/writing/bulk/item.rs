//! One line of a bulk: read, taken in or taken back, and what its answer says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use crate::received::item::{Item, ItemError, ItemFault};
use crate::upkeep::reception::{Order, Reception, Sender};
use crate::web::error::{AppError, ParamError};
use crate::web::writing::bulk::answer::BulkAnswer;
use crate::web::writing::receipt::ReceiptBody;
use crate::web::writing::refused;

/// A line of a bulk: the fields of a notice with its key and version, or that it is taken back.
#[derive(Debug, JsonSchema)]
#[expect(dead_code, reason = "the shape alone is told; `received::item` reads it")]
pub(in crate::web) struct BulkLine {
    /// Key of the notice; lines of imports call it `id`, which is taken, too.
    key: String,
    /// Version of the notice, greater for what is later; the next one without it.
    version: Option<u64>,
    /// Whether the notice is taken back; there are no further fields then.
    delete: Option<bool>,
    /// The fields of a notice, as in the body of a `PUT`.
    #[schemars(flatten)]
    fields: BTreeMap<String, Value>,
}

/// Takes in or takes back what a line says; what it is refused for refuses this line alone.
pub(super) async fn receive(
    reception: &Reception,
    sender: &Sender,
    number: usize,
    line: &[u8],
    dry_run: bool,
) -> BulkAnswer {
    let item = match Item::parse(line) {
        Ok(item) => item,
        Err(fault) => return BulkAnswer::refused(number, fault.key.clone(), no_item(&fault)),
    };
    let Item { key, version, content } = item;
    let named = key.as_str().to_owned();
    let order = Order { key, version, content, file: None, dry_run, sender: sender.clone() };
    match reception.receive(order).await {
        // What was read of a notice is as large as the notice: a dry run of one tells it.
        Ok(receipt) => {
            BulkAnswer::done(number, named, ReceiptBody::of(receipt, dry_run).without_notice())
        }
        Err(refusal) => BulkAnswer::refused(number, Some(named), refusal.into()),
    }
}

/// Says why a line is no item, as a `PUT` of it would.
fn no_item(fault: &ItemFault) -> AppError {
    let wrong = |parameter: &str| {
        vec![ParamError { parameter: parameter.to_owned(), reason: fault.to_string() }].into()
    };
    match &fault.error {
        ItemError::NoKey | ItemError::TwoKeys | ItemError::Key(_) => wrong("key"),
        ItemError::Version => wrong("version"),
        ItemError::Delete => wrong("delete"),
        ItemError::Content(error) => refused::line(error),
    }
}
