//! An annex table (附表): which clauses are its rows, and in which column each cell stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::id::ClauseId;

/// A table of a notice. Its words stand in the clauses; this says how they were laid out.
///
/// Example: columns 工作任务, 责任单位 and 完成时限 over the rows of 附件1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Names of the columns from left to right; none where the table has no header.
    pub columns: Vec<String>,
    /// The row that holds these names, where it is kept as a clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<ClauseId>,
    /// Its rows in order, the header left out.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableRow {
    /// The clause that the row is.
    pub clause: ClauseId,
    /// The column, from 0, of each cell of the clause's text; none where one cell spans the table.
    pub cells: Vec<usize>,
}
