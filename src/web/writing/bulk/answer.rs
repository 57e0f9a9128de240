//! What a bulk is answered: a line for each of its lines, in order.

use schemars::JsonSchema;
use serde::Serialize;

use crate::web::error::{AppError, Problem};
use crate::web::writing::receipt::ReceiptBody;

/// What came of one line of a bulk; `receipt` or `problem` is there.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BulkAnswer")]
pub(in crate::web) struct BulkAnswer {
    /// Number of the line in the body, from 1; blank lines count.
    line: usize,
    /// The key that the line names.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// What a `PUT` or `DELETE` would have answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptBody>,
    /// The problem that it would have answered; nothing was changed by this line.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

impl BulkAnswer {
    /// Says that a notice was taken in or taken back.
    pub(super) fn done(line: usize, key: String, receipt: ReceiptBody) -> Self {
        Self { line, key: Some(key), receipt: Some(receipt), problem: None }
    }

    /// Says why a line was refused.
    pub(super) fn refused(line: usize, key: Option<String>, error: AppError) -> Self {
        Self { line, key, receipt: None, problem: Some(error.told()) }
    }

    /// Writes it as a line.
    pub(super) fn to_line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}
