//! A request that writes one notice: let through, read whole, and found to be the one that was signed.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;

use crate::access::audit::Action;
use crate::received::content::Content;
use crate::received::key::ReceivedKey;
use crate::received::upload::{MEDIA, Upload};
use crate::upkeep::reception::{Order, Sender};
use crate::web::error::{AppError, ParamError};
use crate::web::state::AppState;
use crate::web::writing::admission::{Admitted, Purpose, media_type};
use crate::web::writing::params::{PutParams, WriteParams};
use crate::web::writing::refused;

/// The largest body of a notice that is written: twenty times the longest notice seen, which has 0.6 MB.
pub(in crate::web) const LARGEST: usize = 12 << 20;

/// The media type of a notice whose fields are given.
const JSON: &str = "application/json";

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
        let purpose = Purpose { action, notice: key };
        let (parts, body) = request.into_parts();
        let admitted = Admitted::check(app, purpose, &parts).await?;
        let body = to_bytes(body, LARGEST).await.map_err(|_| refused::too_large(LARGEST))?;
        admitted.vouch(app, purpose, &body).await?;
        let key = ReceivedKey::parse(key).map_err(|error| {
            vec![ParamError { parameter: "key".to_owned(), reason: error.to_string() }]
        })?;
        Ok(Self { key, sender: admitted.sender, kind: media_type(&parts), body })
    }

    /// Makes an order to keep the notice in the body: the fields of JSON, or a file.
    ///
    /// # Errors
    ///
    /// The body is said to be something else, is no notice, or names another key; there are fields
    /// beside fields.
    pub(in crate::web) fn into_put(self, params: PutParams) -> Result<Order, AppError> {
        let PutParams { write, fields } = params;
        if let Some(file) = Upload::of(&self.kind, &self.body) {
            let content =
                Content::of_file(&file, fields).map_err(|error| refused::content(&error))?;
            return Ok(Order { file: Some(file.bytes), ..self.order(Some(content), write) });
        }
        if self.kind != JSON {
            let kinds: Vec<&str> = [JSON].into_iter().chain(MEDIA).collect();
            return Err(refused::other_kind(&self.kind, &kinds));
        }
        let wrong = |parameter: &str, reason: String| {
            AppError::from(vec![ParamError { parameter: parameter.to_owned(), reason }])
        };
        if let Some(name) = fields.keys().next() {
            return Err(wrong(name, "stands in the body, where that is JSON".to_owned()));
        }
        let content = Content::parse(&self.body).map_err(|error| refused::content(&error))?;
        if content.id().is_some_and(|id| id != self.key.as_str()) {
            return Err(wrong(
                "body",
                format!("`id` is not the key `{}` of the address", self.key),
            ));
        }
        Ok(self.order(Some(content), write))
    }

    /// Makes an order to take the notice back.
    pub(in crate::web) fn into_delete(self, params: WriteParams) -> Order {
        self.order(None, params)
    }

    fn order(self, content: Option<Content>, params: WriteParams) -> Order {
        let WriteParams { version, dry_run } = params;
        Order { key: self.key, version, content, file: None, dry_run, sender: self.sender }
    }
}
