//! Why a request is refused before anything is done for it, or given up on the way.

use axum::http::StatusCode;

/// Stable type of the problem of a body that is too large.
pub(super) const TOO_LARGE: &str = "/problems/too-large";

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Path and query are longer than so many bytes.
    AddressTooLong {
        /// The most that is taken.
        most: usize,
    },
    /// The headers together are larger than so many bytes.
    HeadersTooLarge {
        /// The most that is taken.
        most: usize,
    },
    /// The body is larger than so many bytes.
    BodyTooLarge {
        /// The most that is taken.
        most: usize,
    },
    /// One address or key asks more often than it may.
    TooOften {
        /// Seconds after which it may ask again.
        retry_after: u64,
    },
    /// More requests wait than can be answered in time.
    Busy,
    /// The answer took longer than a request may take.
    TooSlow {
        /// Seconds that it may take.
        seconds: u64,
    },
    /// The program has been told to end.
    Ending,
    /// Nothing can be searched yet.
    NotReady {
        /// Why not.
        why: &'static str,
    },
}

impl Refusal {
    /// Returns its name in metrics.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::AddressTooLong { .. } => "address_too_long",
            Self::HeadersTooLarge { .. } => "headers_too_large",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::TooOften { .. } => "rate_limited",
            Self::Busy => "busy",
            Self::TooSlow { .. } => "too_slow",
            Self::Ending => "ending",
            Self::NotReady { .. } => "not_ready",
        }
    }

    /// Returns the status, the stable type of the problem, and what it is in short.
    pub(super) fn kind(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::AddressTooLong { .. } => {
                (StatusCode::URI_TOO_LONG, "/problems/address-too-long", "the address is too long")
            }
            Self::HeadersTooLarge { .. } => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "/problems/headers-too-large",
                "the headers are too large",
            ),
            Self::BodyTooLarge { .. } => {
                (StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE, "the body is too large")
            }
            Self::TooOften { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "/problems/rate-limited",
                "too many requests from one sender",
            ),
            Self::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "/problems/busy", "too many requests are waiting")
            }
            Self::TooSlow { .. } => {
                (StatusCode::SERVICE_UNAVAILABLE, "/problems/too-slow", "the request took too long")
            }
            Self::Ending => {
                (StatusCode::SERVICE_UNAVAILABLE, "/problems/ending", "the service is ending")
            }
            Self::NotReady { .. } => (
                StatusCode::SERVICE_UNAVAILABLE,
                "/problems/not-ready",
                "searches cannot be answered yet",
            ),
        }
    }

    /// Says what can be done.
    pub(super) fn detail(self) -> String {
        match self {
            Self::AddressTooLong { most } => {
                format!("at most {most} bytes are taken; send long texts in the body of a POST")
            }
            Self::HeadersTooLarge { most } => format!("at most {most} bytes are taken"),
            Self::BodyTooLarge { most } => format!("at most {most} bytes are taken here"),
            Self::TooOften { retry_after } => format!("try again in {retry_after} s"),
            Self::Busy => "try again in a moment".to_owned(),
            Self::TooSlow { seconds } => {
                format!("it was stopped after {seconds} s; ask for less, or narrow the search")
            }
            Self::Ending => "ask another instance, or try again in a moment".to_owned(),
            Self::NotReady { why } => why.to_owned(),
        }
    }

    /// Returns the seconds after which a try is worth it, if one is.
    pub(super) fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooOften { retry_after } => Some(retry_after),
            Self::Busy | Self::Ending => Some(1),
            // What was too slow once is tried again when the rush may be over.
            Self::TooSlow { .. } | Self::NotReady { .. } => Some(10),
            Self::AddressTooLong { .. }
            | Self::HeadersTooLarge { .. }
            | Self::BodyTooLarge { .. } => None,
        }
    }
}
