//! Lets a request through that may write; one that is not let through is logged.

use axum::http::request::Parts;

use crate::access::audit::Action;
use crate::access::denied::Denied;
use crate::access::gate::Caller;
use crate::access::scope::Scope;
use crate::upkeep::reception::{Reception, Sender};
use crate::web::error::AppError;
use crate::web::guard::attempt;
use crate::web::observe::Asked;
use crate::web::state::AppState;
use crate::web::writing::refused;

/// What a request wants to write, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purpose<'a> {
    /// What is asked for.
    pub(super) action: Action,
    /// Key of the notice; empty for a request about several.
    pub(super) notice: &'a str,
}

/// A sender that was let through; the body of the request is still to be vouched for.
#[derive(Debug)]
pub(super) struct Admitted {
    caller: Caller,
    /// Who sends, for the log.
    pub(super) sender: Sender,
}

impl Admitted {
    /// Lets a request through that proves a key which may write.
    ///
    /// # Errors
    ///
    /// Why it is not let through.
    pub(super) async fn check(
        app: &AppState,
        purpose: Purpose<'_>,
        parts: &Parts,
    ) -> Result<Self, AppError> {
        let reception = app.reception()?;
        let attempt = attempt(&parts.method, &parts.uri, &parts.headers);
        let request = parts.extensions.get::<Asked>().map(|asked| asked.id.clone());
        match app.gate(&attempt, Scope::Write) {
            Ok(caller) => {
                let sender = Sender { key: caller.key.clone(), request };
                Ok(Self { caller, sender })
            }
            Err(denied) => Err(refuse(reception, purpose, request, &denied).await),
        }
    }

    /// Tells whether nothing may be done before the whole body is there.
    pub(super) fn signs_the_body(&self) -> bool {
        self.caller.signs_the_body()
    }

    /// Checks that the body is the one that was signed, where the request was.
    ///
    /// # Errors
    ///
    /// It is another.
    pub(super) async fn vouch(
        &self,
        app: &AppState,
        purpose: Purpose<'_>,
        body: &[u8],
    ) -> Result<(), AppError> {
        let Err(denied) = self.caller.vouches_for(body) else { return Ok(()) };
        Err(refuse(app.reception()?, purpose, self.sender.request.clone(), &denied).await)
    }
}

/// Logs what is not let through where it names a key that there is; a made-up one is not worth
/// the disk.
async fn refuse(
    reception: &Reception,
    purpose: Purpose<'_>,
    request: Option<String>,
    denied: &Denied,
) -> AppError {
    if let Some(key) = denied.key.clone() {
        let sender = Sender { key, request };
        let notice: String = purpose.notice.chars().take(200).collect();
        if let Err(error) = reception.deny(purpose.action, &notice, sender, denied.reason).await {
            tracing::error!(%error, "a request that was not let through is not in the log of writing");
        }
    }
    refused::denied(denied)
}

/// Returns a header, where it is text.
pub(super) fn header<'p>(parts: &'p Parts, name: &str) -> Option<&'p str> {
    parts.headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns the media type of the body without its parameters, in small letters.
pub(super) fn media_type(parts: &Parts) -> String {
    let kind = header(parts, "content-type").unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
