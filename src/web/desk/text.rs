//! A text that is looked through, out of an address or a body of JSON.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::precedent::check::draft::LONGEST_DRAFT;
use crate::web::desk::FromQuery;
use crate::web::error::ParamError;

/// A text that is looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Text")]
pub(in crate::web) struct TextParams {
    /// The text, at most 40,000 characters.
    #[schemars(length(max = 40_000), regex(pattern = r"\S"))]
    text: String,
}

impl FromQuery for TextParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let (mut params, mut errors) = (Self::default(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "text" => params.text = value.into_owned(),
                _ if strict => errors.push(ParamError {
                    parameter: name.into_owned(),
                    reason: "is unknown here; known is text".to_owned(),
                }),
                _ => {}
            }
        }
        if errors.is_empty() { Ok(params) } else { Err(errors) }
    }
}

impl TextParams {
    /// Returns the text.
    ///
    /// # Errors
    ///
    /// It is empty or too long.
    pub(in crate::web) fn text(&self) -> Result<&str, Vec<ParamError>> {
        let length = self.text.chars().count();
        let reason = match length {
            _ if self.text.trim().is_empty() => "expected a text".to_owned(),
            _ if length > LONGEST_DRAFT => {
                format!("has {length} characters; the limit is {LONGEST_DRAFT}")
            }
            _ => return Ok(&self.text),
        };
        Err(vec![ParamError { parameter: "text".to_owned(), reason }])
    }
}

#[cfg(test)]
mod tests {
    use super::TextParams;
    use crate::web::desk::FromQuery;

    #[test]
    fn a_text_is_needed() {
        let read = |query| TextParams::read(query, true);
        assert_eq!(read("text=x").as_ref().map(TextParams::text), Ok(Ok("x")));
        assert!(read("text=+").is_ok_and(|params| params.text().is_err()));
        assert!(read("colour=red").is_err());
    }
}
