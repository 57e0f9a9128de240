//! A draft that is to be checked, out of an address, a form or a body of JSON.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::precedent::check::Check;
use crate::precedent::check::draft::{DraftError, measured};
use crate::web::desk::FromQuery;
use crate::web::error::{AppError, ParamError};
use crate::web::state::AppState;

/// A draft and the place that it is written for, both as given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Draft")]
pub(in crate::web) struct DraftParams {
    /// The draft, at most 40,000 characters.
    #[schemars(length(min = 1, max = 40_000), regex(pattern = r"\S"))]
    pub(in crate::web) text: String,
    /// Name or code of the place; that of the draft's issuer where it is empty.
    #[serde(default)]
    pub(in crate::web) region: String,
}

impl FromQuery for DraftParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let (mut draft, mut errors) = (Self::default(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "text" => draft.text = value.into_owned(),
                "region" => value.trim().clone_into(&mut draft.region),
                _ if strict => errors.push(ParamError {
                    reason: "is unknown; known are text, region".to_owned(),
                    parameter: name.into_owned(),
                }),
                _ => {}
            }
        }
        if errors.is_empty() { Ok(draft) } else { Err(errors) }
    }
}

/// Why a draft is not checked.
#[derive(Debug)]
pub(in crate::web) enum Refused {
    /// The draft or its place cannot be used.
    Draft(DraftError),
    /// The check cannot be made now.
    App(AppError),
}

impl From<DraftError> for Refused {
    fn from(error: DraftError) -> Self {
        Self::Draft(error)
    }
}

impl<E: Into<AppError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl Refused {
    /// Returns the error that programs are answered with.
    pub(in crate::web) fn into_error(self) -> AppError {
        let error = match self {
            Self::App(error) => return error,
            Self::Draft(error) => error,
        };
        let parameter = match error {
            DraftError::Empty | DraftError::TooLong { .. } => "text",
            DraftError::UnknownPlace(_) | DraftError::AmbiguousPlace { .. } => "region",
        };
        let reason = error.to_string();
        AppError::Params(vec![ParamError { parameter: parameter.to_owned(), reason }])
    }
}

/// Returns the bytes of a body; one that is too large for a draft counts as a draft too long.
///
/// # Errors
///
/// The body is too large.
pub(in crate::web) fn bytes(body: Result<Bytes, BytesRejection>) -> Result<Bytes, DraftError> {
    body.map_err(|_| DraftError::TooLong { length: MOST_BYTES })
}

/// The least characters of a body that is refused before it is read: axum takes 2 MB, three bytes a
/// character.
const MOST_BYTES: usize = 2_097_152 / 3;

impl DraftParams {
    /// Checks the draft.
    ///
    /// # Errors
    ///
    /// The draft or the place cannot be used, or the index cannot be read.
    pub(in crate::web) async fn check(&self, app: &AppState) -> Result<Check, Refused> {
        measured(&self.text)?;
        let desk = app.desk();
        let place = desk.place(&self.region).await??;
        let draft = desk.read_draft(&self.text).await?;
        Ok(desk.check(&draft, place, app.today()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::DraftParams;
    use crate::web::desk::FromQuery;

    #[test]
    fn a_draft_is_read_out_of_a_form() {
        let read = DraftParams::read("text=%E6%B5%AE%E6%A1%A5&region=+130100", true);
        let expected = DraftParams { text: "浮桥".to_owned(), region: "130100".to_owned() };
        assert_eq!(read, Ok(expected));
        assert!(DraftParams::read("text=x&colour=red", false).is_ok());
        let errors = DraftParams::read("text=x&colour=red", true).expect_err("unknown");
        assert_eq!(errors[0].parameter, "colour");
    }
}
