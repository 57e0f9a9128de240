//! How publishing stands, as health and status tell it: without paths and without words of tables.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::MomentSchema;
use crate::upkeep::publisher::PublisherStatus;
use crate::web::state::AppState;

/// How publishing stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::web) struct Publishing {
    /// What is done now.
    state: PublishingState,
    /// When the last publish of this run of the program ended well; `null` before the first.
    #[schemars(with = "Option<MomentSchema>")]
    published_at: Option<Timestamp>,
    /// What stands in the way; `null` where nothing does. Searches go on over what is published.
    failing: Option<PublishingFailure>,
    /// Tables of the operator's lexicon that have a slip; those of before stay in use.
    refused_tables: Vec<RefusedTable>,
}

/// What is done now.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum PublishingState {
    /// All that is known to have changed is published.
    Idle,
    /// Changes wait for the next publish.
    Waiting,
    /// Changes are being published.
    Running,
    /// The last publish failed; it is tried again.
    Failing,
}

/// Publishing that fails.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PublishingFailure {
    /// `library`, `lexicon`, `locked`, `disk`, `index` or `fault`; the log tells more.
    cause: &'static str,
    /// When the first publish failed since one ended well.
    #[schemars(with = "MomentSchema")]
    since: Timestamp,
    /// How many failed since then.
    times: u32,
}

/// A table that was not taken up.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct RefusedTable {
    /// Its name, such as `blocked.txt`.
    file: String,
    /// The first line with a slip, from 1; `null` where the file cannot be read.
    line: Option<usize>,
}

impl Publishing {
    /// Returns how publishing stands; `None` where this server publishes nothing.
    pub(super) fn of(app: &AppState) -> Option<Self> {
        app.publisher.as_ref().map(|publisher| publisher.status().into())
    }
}

impl From<PublisherStatus> for Publishing {
    fn from(status: PublisherStatus) -> Self {
        let state = match &status {
            PublisherStatus { running: true, .. } => PublishingState::Running,
            PublisherStatus { failing: Some(_), .. } => PublishingState::Failing,
            PublisherStatus { pending: true, .. } => PublishingState::Waiting,
            _ => PublishingState::Idle,
        };
        let failing = status.failing.map(|failing| PublishingFailure {
            cause: failing.failure.cause.name(),
            since: failing.since,
            times: failing.times,
        });
        let refused = status.refused_tables.into_iter();
        Self {
            state,
            published_at: status.published_at,
            failing,
            refused_tables: refused
                .map(|table| RefusedTable { file: table.file, line: table.line })
                .collect(),
        }
    }
}
