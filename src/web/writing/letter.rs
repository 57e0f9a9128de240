//! A request that writes: let through, read whole, and found to be the one that was signed.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;

use crate::access::audit::Action;
use crate::access::denied::Denied;
use crate::access::gate::{Attempt, Caller};
use crate::access::scope::Scope;
use crate::received::content::Content;
use crate::received::key::ReceivedKey;
use crate::upkeep::reception::{Order, Reception, Sender};
use crate::web::error::{AppError, ParamError};
use crate::web::observe::Asked;
use crate::web::state::AppState;
use crate::web::writing::params::WriteParams;
use crate::web::writing::refused;

/// The largest body of a notice that is written: twenty times the longest notice seen, which has 0.6 MB.
pub(in crate::web) const LARGEST: usize = 12 << 20;

/// A request that writes a notice, let through and read whole.
#[derive(Debug)]
pub(in crate::web) struct Letter {
    key: ReceivedKey,
    sender: Sender,
    kind: String,
    body: Bytes,
}

impl Letter {
    /// Lets a request through that may write, and reads its body.
    ///
    /// # Errors
    ///
    /// It is not let through, which is logged; its body is too large, or the key is none.
    pub(in crate::web) async fn open(
        app: &AppState,
        action: Action,
        key: &str,
        request: Request,
    ) -> Result<Self, AppError> {
        let reception = app.reception()?;
        let (parts, body) = request.into_parts();
        let number = number_of(&parts);
        let (caller, body) = match admitted(app, &parts, body).await {
            Ok(admitted) => admitted,
            Err(NotAdmitted::TooLarge) => return Err(refused::too_large(LARGEST)),
            Err(NotAdmitted::Denied(denied)) => {
                log(reception, action, key, number, &denied).await;
                return Err(refused::denied(&denied));
            }
        };
        let key = ReceivedKey::parse(key).map_err(|error| {
            vec![ParamError { parameter: "key".to_owned(), reason: error.to_string() }]
        })?;
        let kind = header(&parts, CONTENT_TYPE.as_str()).unwrap_or_default().to_owned();
        Ok(Self { key, sender: Sender { key: caller.key, request: number }, kind, body })
    }

    /// Reads the body as a notice.
    ///
    /// # Errors
    ///
    /// It is said to be something else than JSON, is no notice, or names another key.
    pub(in crate::web) fn content(&self) -> Result<Content, AppError> {
        let kind = self.kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(refused::other_kind(kind));
        }
        let content = Content::parse(&self.body).map_err(|error| refused::content(&error))?;
        if content.id().is_some_and(|id| id != self.key.as_str()) {
            let reason = format!("`id` is not the key `{}` of the address", self.key);
            return Err(vec![ParamError { parameter: "body".to_owned(), reason }].into());
        }
        Ok(content)
    }

    /// Makes an order of it.
    pub(in crate::web) fn order(self, content: Option<Content>, params: WriteParams) -> Order {
        let WriteParams { version, dry_run } = params;
        Order { key: self.key, version, content, dry_run, sender: self.sender }
    }
}

/// Why a request is not read.
enum NotAdmitted {
    Denied(Denied),
    TooLarge,
}

async fn admitted(
    app: &AppState,
    parts: &Parts,
    body: Body,
) -> Result<(Caller, Bytes), NotAdmitted> {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let attempt = Attempt {
        authorization: header(parts, AUTHORIZATION.as_str()),
        method: parts.method.as_str(),
        target,
    };
    let caller = app.gate(&attempt, Scope::Write).map_err(NotAdmitted::Denied)?;
    let body = to_bytes(body, LARGEST).await.map_err(|_| NotAdmitted::TooLarge)?;
    caller.vouches_for(&body).map_err(NotAdmitted::Denied)?;
    Ok((caller, body))
}

/// Logs what was not let through where it names a key that there is; a made-up one is not worth
/// the disk.
async fn log(
    reception: &Reception,
    action: Action,
    notice: &str,
    request: Option<String>,
    denied: &Denied,
) {
    let Some(key) = denied.key.clone() else { return };
    let sender = Sender { key, request };
    let notice: String = notice.chars().take(200).collect();
    if let Err(error) = reception.deny(action, &notice, sender, denied.reason).await {
        tracing::error!(%error, "a request that was not let through is not in the log of writing");
    }
}

fn header<'p>(parts: &'p Parts, name: &str) -> Option<&'p str> {
    parts.headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns the number of the request, which the log tells, too.
fn number_of(parts: &Parts) -> Option<String> {
    parts.extensions.get::<Asked>().map(|asked| asked.id.clone())
}
