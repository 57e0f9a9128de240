//! What handlers are given of a body: JSON of a shape, or the parameters of a search as JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use form_urlencoded::Serializer;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::web::error::{ApiError, AppError, ParamError};
use crate::web::params::group::{FILTERS, Group};
use crate::web::params::{Others, SearchParams, search};

/// A body of JSON.
#[derive(Debug)]
pub(in crate::web) struct JsonBody<T>(pub(in crate::web) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(&request) {
            return Err(AppError::MediaType("application/json").into());
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|_| AppError::TooLarge)?;
        Ok(Self(serde_json::from_slice(&bytes).map_err(|error| wrong(&error))?))
    }
}

/// The parameters of a search as an object of JSON, under the names that addresses have: texts, whole
/// numbers, `true` and `false`, and arrays of texts where a parameter may be given several times.
#[derive(Debug)]
pub(in crate::web) struct SearchBody(pub(in crate::web) SearchParams);

impl<S: Send + Sync> FromRequest<S> for SearchBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let JsonBody(given) = JsonBody::<Map<String, Value>>::from_request(request, state).await?;
        Ok(Self(search(&query(&given)?, Others::Refused(Group::ALL))?))
    }
}

/// Writes an object as the query of an address.
fn query(given: &Map<String, Value>) -> Result<String, Vec<ParamError>> {
    let mut query = Serializer::new(String::new());
    let mut errors = Vec::new();
    for (name, value) in given {
        let several = value.as_array().filter(|_| is_repeated(name));
        let values = several.map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            match written(name, value) {
                Ok(value) => drop(query.append_pair(name, &value)),
                Err(expected) => {
                    let reason = format!("expected {expected}");
                    errors.push(ParamError { parameter: name.clone(), reason });
                }
            }
        }
    }
    if errors.is_empty() { Ok(query.finish()) } else { Err(errors) }
}

/// Tells whether a parameter may be given several times.
fn is_repeated(name: &str) -> bool {
    let is_filter = FILTERS.iter().any(|field| field.name() == name);
    is_filter || ["facets", "fields", "without"].contains(&name)
}

/// Writes a value as addresses have it.
fn written(name: &str, value: &Value) -> Result<String, &'static str> {
    match (name, value) {
        ("page" | "per_page" | "year", Value::Number(number)) => Ok(number.to_string()),
        ("page" | "per_page", _) => Err("a whole number"),
        ("expand" | "answers" | "explain", Value::Bool(switch)) => Ok(switch.to_string()),
        ("expand" | "answers" | "explain", _) => Err("true or false"),
        ("q", Value::String(text)) => Ok(text.clone()),
        (_, Value::String(text)) if text.trim().is_empty() => Err("a text that says something"),
        (_, Value::String(text)) => Ok(text.clone()),
        _ => Err("a text, or several in an array where the parameter may be given several times"),
    }
}

/// Tells whether a request says that its body is JSON.
fn is_json(request: &Request) -> bool {
    let stated = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let stated = stated.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let stated = stated.to_ascii_lowercase();
    stated == "application/json"
        || stated.strip_prefix("application/").is_some_and(|rest| rest.ends_with("+json"))
}

/// Says what is wrong with a body: its signs, or what it says.
fn wrong(error: &serde_json::Error) -> AppError {
    if error.is_data() {
        let (parameter, reason) = ("body".to_owned(), error.to_string());
        AppError::Params(vec![ParamError { parameter, reason }])
    } else {
        AppError::Malformed(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::query;

    #[test]
    fn an_object_is_the_query_of_an_address() {
        let given = json!({ "q": "a b", "year": ["2023", 2024], "explain": true, "page": 2 });
        let written = query(given.as_object().expect("an object"));
        assert_eq!(written, Ok("explain=true&page=2&q=a+b&year=2023&year=2024".to_owned()));
        let given =
            json!({ "q": ["a"], "scope": null, "year": [[2024]], "page": "2", "cursor": "" });
        let errors = query(given.as_object().expect("an object")).expect_err("all wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["cursor", "page", "q", "scope", "year"]);
    }
}
