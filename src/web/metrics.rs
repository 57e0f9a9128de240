//! Figures of a running site in the form that Prometheus reads; the only place that knows their crate.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::engine::Status;

/// Upper bounds of the times of requests, in seconds: a search takes some 3 ms, a page of the desk
/// some 50 ms, and after 10 s a request is given up.
const REQUEST_SECONDS: [f64; 13] =
    [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1.0, 4.0, 10.0];

/// Upper bounds of the times of publications, in seconds: from one notice to a whole library.
const PUBLISH_SECONDS: [f64; 9] = [0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0];

/// What a request was and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    /// The template of its route, `none` where there is no such route.
    route: String,
    /// The first figure of its status: `2xx`.
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Unpublished {
    cause: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Found {
    results: &'static str,
    kept: &'static str,
}

/// Makes the histogram of a route.
#[derive(Clone, Debug)]
struct OfRequests;

impl MetricConstructor<Histogram> for OfRequests {
    fn new_metric(&self) -> Histogram {
        Histogram::new(REQUEST_SECONDS)
    }
}

/// The figures of a site.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Histogram, OfRequests>,
    in_flight: Gauge,
    rejected: Family<Reason, Counter>,
    searches: Family<Found, Counter>,
    generation: Gauge,
    notices: Gauge,
    clauses: Gauge,
    published_at: Gauge<f64, AtomicU64>,
    publications: Histogram,
    unpublished: Family<Unpublished, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("zhengsou");
        let requests = Family::new_with_constructor(OfRequests);
        let (in_flight, rejected, searches) = <(Gauge, Family<_, _>, Family<_, _>)>::default();
        let (generation, notices, clauses) = <(Gauge, Gauge, Gauge)>::default();
        let published_at = Gauge::default();
        let publications = Histogram::new(PUBLISH_SECONDS);
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        registry.register("build", "The running program", Info::new(version));
        registry.register_with_unit(
            "http_request_duration",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            requests.clone(),
        );
        registry.register("http_requests_in_flight", "Requests being answered", in_flight.clone());
        registry.register("http_rejected", "Requests refused, by reason", rejected.clone());
        registry.register(
            "searches",
            "Searches, by whether they found anything and whether the answer was kept",
            searches.clone(),
        );
        registry.register("index_generation", "Number of the publication", generation.clone());
        registry.register("index_notices", "Notices that can be found", notices.clone());
        registry.register("index_clauses", "Clauses that can be found", clauses.clone());
        registry.register_with_unit(
            "index_published_timestamp",
            "When the index was published; its age is `time()` less this",
            Unit::Seconds,
            published_at.clone(),
        );
        registry.register_with_unit(
            "publish_duration",
            "Time that publications took",
            Unit::Seconds,
            publications.clone(),
        );
        let unpublished = Family::default();
        registry.register(
            "publish_failures",
            "Publications that failed, by cause",
            Family::clone(&unpublished),
        );
        Self {
            registry,
            requests,
            in_flight,
            rejected,
            searches,
            generation,
            notices,
            clauses,
            published_at,
            publications,
            unpublished,
        }
    }
}

/// A request that is being answered; it is counted until this is dropped.
#[derive(Debug)]
pub(super) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Counts a publication and the time that it took.
    pub fn published(&self, took: Duration) {
        self.publications.observe(took.as_secs_f64());
    }

    /// Counts a publication that failed, by what stood in its way, such as `disk`.
    pub fn not_published(&self, cause: &'static str) {
        self.unpublished.get_or_create(&Unpublished { cause }).inc();
    }

    /// Counts a search by whether it found anything, and whether its answer was kept.
    pub(super) fn searched(&self, total: u64, is_kept: bool) {
        let results = if total == 0 { "none" } else { "some" };
        let kept = if is_kept { "yes" } else { "no" };
        self.searches.get_or_create(&Found { results, kept }).inc();
    }

    /// Counts a request while it is answered.
    pub(super) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Counts a request that was answered.
    pub(super) fn answered(&self, route: &str, status: u16, took: Duration) {
        let status = match status {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        let answered = Answered { route: route.to_owned(), status };
        self.requests.get_or_create(&answered).observe(took.as_secs_f64());
    }

    /// Counts a request that was refused.
    pub(super) fn rejected(&self, reason: &'static str) {
        self.rejected.get_or_create(&Reason { reason }).inc();
    }

    /// Takes down what is searched.
    pub(super) fn searches_over(&self, status: &Status) {
        let figure = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.generation.set(figure(status.generation));
        self.notices.set(figure(status.notices));
        self.clauses.set(figure(status.clauses));
        let made_at = status.publication.made_at;
        self.published_at.set(made_at.map_or(0.0, |at| at.as_duration().as_secs_f64()));
    }

    /// Writes all figures.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into memory does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Metrics;

    #[test]
    fn figures_are_written_as_they_are_read() {
        let metrics = Metrics::default();
        let in_flight = metrics.begin();
        metrics.answered("/api/v1/search", 200, Duration::from_millis(3));
        metrics.rejected("busy");
        metrics.searched(0, false);
        metrics.searched(7, true);
        metrics.published(Duration::from_secs(2));
        metrics.not_published("disk");
        let text = metrics.text();
        for line in [
            "zhengsou_http_request_duration_seconds_bucket{le=\"0.004\",route=\"/api/v1/search\",status=\"2xx\"} 1",
            "zhengsou_http_requests_in_flight 1",
            "zhengsou_http_rejected_total{reason=\"busy\"} 1",
            "zhengsou_searches_total{results=\"none\",kept=\"no\"} 1",
            "zhengsou_searches_total{results=\"some\",kept=\"yes\"} 1",
            "zhengsou_publish_duration_seconds_bucket{le=\"5.0\"} 1",
            "zhengsou_publish_failures_total{cause=\"disk\"} 1",
            "zhengsou_index_generation 0",
            "# EOF",
        ] {
            assert!(text.lines().any(|held| held == line), "{line}\n{text}");
        }
        drop(in_flight);
        assert!(metrics.text().contains("zhengsou_http_requests_in_flight 0"));
    }
}
