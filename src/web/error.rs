//! What a request gets instead of an answer: a problem as JSON (RFC 9457), or a page that helps.

use axum::Json;
use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::engine::error::EngineError;
use crate::search::error::SearchError;
use crate::web::particular::Particular;
use crate::web::refusal::{Refusal, TOO_LARGE};

/// Seconds after which it is worth looking whether an index is there again.
const RETRY_SECONDS: u64 = 10;

/// A parameter that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct ParamError {
    /// Its name.
    pub(super) parameter: String,
    /// What is wrong, and what it takes.
    pub(super) reason: String,
}

/// Why a request is not answered.
#[derive(Debug)]
pub(super) enum AppError {
    /// Parameters that cannot be used.
    Params(Vec<ParamError>),
    /// Nothing is there.
    NotFound(String),
    /// Something was published since the cursor was given.
    Gone,
    /// The path answers other methods.
    Method,
    /// The body is not what its type says.
    Malformed(String),
    /// The body is longer than is read.
    TooLarge,
    /// The body is of another type than this one.
    MediaType(&'static str),
    /// The search cannot be answered now.
    Search(SearchError),
    /// The request is refused by a limit.
    Held(Refusal),
    /// Something else, with all that is said of it.
    Particular(Box<Particular>),
}

impl From<SearchError> for AppError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Engine(EngineError::Busy | EngineError::Stopped) => {
                Self::Held(Refusal::Busy)
            }
            error => Self::Search(error),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Held(refusal)
    }
}

impl From<Particular> for AppError {
    fn from(refused: Particular) -> Self {
        Self::Particular(Box::new(refused))
    }
}

impl From<Vec<ParamError>> for AppError {
    fn from(errors: Vec<ParamError>) -> Self {
        Self::Params(errors)
    }
}

/// A problem as RFC 9457 has it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Problem {
    /// Stable name of the kind of problem.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The kind in words.
    title: &'static str,
    /// Status of the answer.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: String,
    /// The parameters that cannot be used, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ParamError>,
    /// The number under which the log tells more.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// What programs can read beside it, by kind of problem.
    #[serde(flatten)]
    members: Map<String, Value>,
}

/// Returns what each status of a problem means for a client.
pub(super) fn problems() -> [(u16, &'static str); 16] {
    [
        (400, "The body cannot be read."),
        (401, "A key is needed that is good; `WWW-Authenticate` says how it is given."),
        (403, "The key is not made for this, or the server takes no notices."),
        (404, "Nothing is there."),
        (405, "The path answers other methods; the header `Allow` names them."),
        (409, "Another version is here, or the key is that of another notice."),
        (410, "The results have changed since the cursor was given: begin again."),
        (413, "The body is too large."),
        (414, "Path and query are longer than is taken."),
        (415, "The body is of a type that is not read here."),
        (422, "Parameters cannot be used; `errors` names each with what it takes."),
        (429, "One sender asks too often; the header `Retry-After` says when to try again."),
        (431, "The headers are larger than is taken."),
        (500, "A fault of the program; the operator is told."),
        (
            503,
            "The request cannot be answered now; the header `Retry-After` says when to try again.",
        ),
        (507, "The disk of the library is full; nothing was changed."),
    ]
}

impl AppError {
    /// Returns what is said of it as a part of an answer, and logs its cause.
    pub(super) fn told(self) -> Problem {
        self.log();
        self.problem()
    }

    fn problem(&self) -> Problem {
        let (status, kind, title) = match self {
            Self::Params(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "/problems/parameters",
                "parameters cannot be used",
            ),
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "/problems/not-found", "nothing is there"),
            Self::Gone => (
                StatusCode::GONE,
                "/problems/cursor-expired",
                "the results have changed since the cursor was given",
            ),
            Self::Particular(refused) => refused.kind(),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "/problems/method",
                "this path answers other methods",
            ),
            Self::Malformed(_) => {
                (StatusCode::BAD_REQUEST, "/problems/malformed", "the body cannot be read")
            }
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE, "the body is too large"),
            Self::MediaType(_) => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "/problems/media-type",
                "the body is of a type that is not read here",
            ),
            Self::Held(refusal) => refusal.kind(),
            Self::Search(SearchError::Engine(EngineError::Internal(_))) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "/problems/internal", "the search failed")
            }
            Self::Search(SearchError::Engine(error)) if error.is_of_cluster() => (
                StatusCode::SERVICE_UNAVAILABLE,
                "/problems/index-away",
                "the index cannot be reached now",
            ),
            Self::Search(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "/problems/no-index",
                "there is no index to search",
            ),
        };
        let (detail, errors) = match self {
            Self::Params(errors) => {
                let reasons: Vec<String> = errors
                    .iter()
                    .map(|error| format!("{}: {}", error.parameter, error.reason))
                    .collect();
                (reasons.join("; "), errors.clone())
            }
            Self::NotFound(what) | Self::Malformed(what) => (what.clone(), Vec::new()),
            Self::Gone => ("begin again without a cursor".to_owned(), Vec::new()),
            Self::Method => ("the header `Allow` names them".to_owned(), Vec::new()),
            Self::TooLarge => ("send less at once".to_owned(), Vec::new()),
            Self::MediaType(wanted) => (format!("expected `{wanted}`"), Vec::new()),
            Self::Held(refusal) => (refusal.detail(), Vec::new()),
            Self::Particular(refused) => (refused.detail().to_owned(), Vec::new()),
            Self::Search(_) => {
                ("the operator has been told; try again later".to_owned(), Vec::new())
            }
        };
        let members = match self {
            Self::Particular(refused) => refused.members().clone(),
            _ => Map::new(),
        };
        Problem { kind, title, status: status.as_u16(), detail, errors, request_id: None, members }
    }

    /// Writes the cause where the operator sees it; readers are not shown it.
    fn log(&self) {
        if let Self::Search(error) = self {
            tracing::error!(%error, "a search was not answered");
        }
    }

    /// Says when to try again, and why a request was refused, to those who count that.
    fn mark(&self, status: StatusCode, response: &mut Response) {
        let seconds = match self {
            Self::Held(refusal) => {
                response.extensions_mut().insert(*refusal);
                refusal.retry_after()
            }
            Self::Particular(refused) => {
                refused.write_header(response.headers_mut());
                (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_SECONDS)
            }
            _ if status == StatusCode::SERVICE_UNAVAILABLE => Some(RETRY_SECONDS),
            _ => None,
        };
        let headers = response.headers_mut();
        headers.extend(seconds.map(|seconds| (RETRY_AFTER, HeaderValue::from(seconds))));
    }
}

/// Tells whether a path is of programs, which get problems as JSON.
pub(super) fn is_of_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Tells whether an answer refuses a body for its size without telling which it may have.
pub(super) fn is_too_large(response: &Response) -> bool {
    let problem = response.extensions().get::<Problem>();
    let says_no_more = problem.is_none_or(|problem| problem.kind == TOO_LARGE);
    response.status() == StatusCode::PAYLOAD_TOO_LARGE && says_no_more
}

/// Answers a request that is refused.
pub(super) fn refuse(refusal: Refusal, is_of_api: bool) -> Response {
    if is_of_api {
        ApiError(refusal.into()).into_response()
    } else {
        PageError(refusal.into()).into_response()
    }
}

/// Writes the number of a request into the problem that it is answered with, if it is.
pub(super) fn number(response: &mut Response, id: &str) {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return };
    let problem = Problem { request_id: Some(id.to_owned()), ..problem };
    if let Ok(text) = serde_json::to_vec(&problem) {
        response.headers_mut().remove(CONTENT_LENGTH);
        *response.body_mut() = Body::from(text);
    }
}

/// Takes what a problem says out of the answer that tells it, for an answer in another shape.
pub(super) fn take_message(response: &mut Response) -> Option<String> {
    let problem = response.extensions_mut().remove::<Problem>()?;
    response.headers_mut().remove(CONTENT_LENGTH);
    let says = if problem.detail.is_empty() { problem.title.to_owned() } else { problem.detail };
    Some(says)
}

/// An error of the API.
#[derive(Debug)]
pub(super) struct ApiError(AppError);

impl<E: Into<AppError>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.0.log();
        let problem = self.0.problem();
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&problem)).into_response();
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.extensions_mut().insert(problem);
        self.0.mark(status, &mut response);
        response
    }
}

/// An error of a page.
#[derive(Debug)]
pub(super) struct PageError(AppError);

impl<E: Into<AppError>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// What a page says of an error; it rides on the answer until the frame is put around it.
#[derive(Clone, Debug)]
pub(super) struct ErrorView {
    /// What happened, in short.
    pub(super) title: &'static str,
    /// What it means for the reader.
    pub(super) explanation: &'static str,
    /// The parameters that cannot be used.
    pub(super) errors: Vec<ParamError>,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        self.0.log();
        let problem = self.0.problem();
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (title, explanation) = match status {
            StatusCode::NOT_FOUND => ("没有找到这一页", "地址可能有误，或该文件已从文件库中移除。"),
            StatusCode::UNPROCESSABLE_ENTITY => ("检索条件有误", "地址中的下列条件无法使用。"),
            StatusCode::SERVICE_UNAVAILABLE => {
                ("暂时无法检索", "检索服务正忙或正在准备，请稍候再试。")
            }
            StatusCode::TOO_MANY_REQUESTS => ("访问过于频繁", "请稍候再试。"),
            StatusCode::URI_TOO_LONG => ("地址过长", "请缩短检索词，或减少筛选条件。"),
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
                ("请求头过大", "请清除本站的浏览器数据后再试。")
            }
            StatusCode::PAYLOAD_TOO_LARGE => ("提交的内容过大", "请减少内容后再提交。"),
            _ => ("检索出错", "系统已记录这一错误，请稍后再试。"),
        };
        let view = ErrorView { title, explanation, errors: problem.errors };
        let mut response = (status, title).into_response();
        response.extensions_mut().insert(view);
        self.0.mark(status, &mut response);
        response
    }
}
