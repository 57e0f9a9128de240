//! What is sent: queries as JSON, of whatever type the request says that it is.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde_json::{Map, Value};

use crate::web::algolia::given::wrong;
use crate::web::error::{ApiError, AppError, ParamError};

/// What names the client in an address, and what proves nothing here.
const PREFIX: &str = "x-algolia-";

/// An object of JSON. Clients call it a text or a form, so that browsers do not ask first whether
/// they may send it.
#[derive(Debug)]
pub(in crate::web) struct Sent(pub(super) Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let query = request.uri().query().unwrap_or_default();
        let unknown: Vec<ParamError> = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| !name.to_ascii_lowercase().starts_with(PREFIX))
            .map(|(name, _)| wrong(&name, "is unknown in the address"))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown.into());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| AppError::TooLarge)?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err(vec![wrong("body", "expected an object")].into()),
            Err(error) => Err(AppError::Malformed(error.to_string()).into()),
        }
    }
}
