//! Holds requests to what the site can answer: sizes, rates, places for heavy ones, time.
//!
//! The order is that of what a refusal costs. Sizes and rates are known from the head of a request;
//! a place is waited for after that, and the time that a request may take counts its waiting.

mod apart;
mod class;
mod queue;
pub mod rate;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::MonotonicClock;
use jiff::ZonedDateTime;
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

use crate::access::gate::Gate;
use crate::web::client::Asker;
use crate::web::error;
use crate::web::guard::attempt;
use crate::web::limits::apart::Apart;
use crate::web::limits::class::{Class, largest_body};
use crate::web::limits::queue::Queue;
use crate::web::limits::rate::{Limiter, Rate, Standing};
use crate::web::observe::Asked;
use crate::web::refusal::Refusal;

/// After which a piece of an answer tries again to find a place to wait: some hundred searches.
const AGAIN: Duration = Duration::from_secs(1);

/// What requests are held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitOptions {
    /// The most bytes of path and query.
    pub address: usize,
    /// The most bytes of all headers together.
    pub headers: usize,
    /// The most bytes of a body that holds a text.
    pub body: usize,
    /// The most bytes of a body of many notices, one a line.
    pub bulk: usize,
    /// The longest that a request may take, its waiting included.
    pub time: Duration,
    /// Heavy requests that are answered at once; one a core where it is 0.
    pub at_once: usize,
    /// Heavy requests that may wait for each of these places.
    pub waiting: usize,
    /// How often one address may ask; as often as it likes where it is `None`.
    pub rate: Option<Rate>,
    /// How often whoever proves a key may ask, in place of the rate of the address.
    pub key_rate: Option<Rate>,
}

impl Default for LimitOptions {
    /// Each number says where it comes from.
    fn default() -> Self {
        Self {
            // The longest query, 2000 characters, takes 18 kB when it is percent-encoded.
            address: 32 << 10,
            // Browsers send some 1 kB beside cookies, and cookies of other services of the host
            // are at most 4 kB each.
            headers: 16 << 10,
            // A draft may have 200,000 characters: 600 kB, three times that in a form.
            body: 2 << 20,
            // Some 8000 notices of the usual 8 kB; a signed one is held in memory.
            bulk: 64 << 20,
            // A thousand times the usual search; readers leave after a few seconds.
            time: Duration::from_secs(10),
            at_once: 0,
            // At some 5 ms each the last waits a twelfth of a second.
            waiting: 16,
            // Behind a proxy that is not named all readers have one address.
            rate: None,
            // Who is given a key is known to the operator, who can take it back.
            key_rate: None,
        }
    }
}

/// The limits at work.
#[derive(Debug)]
pub(super) struct Limits {
    options: LimitOptions,
    places: Arc<Queue>,
    apart: Apart,
    of_addresses: Option<Limiter<Asker>>,
    of_keys: Option<Limiter<Asker>>,
}

impl Limits {
    /// Puts limits to work; heavy requests are answered on the threads that are given.
    pub(super) fn new(options: LimitOptions, threads: Option<Handle>) -> Self {
        let cores = || std::thread::available_parallelism().map_or(2, usize::from);
        let at_once = if options.at_once == 0 { cores() } else { options.at_once };
        let places = Arc::new(Queue::new(at_once, options.waiting.saturating_mul(at_once)));
        let limiter =
            |name, rate: Option<Rate>| rate.map(|rate| Limiter::new(name, rate, MonotonicClock));
        let of_addresses = limiter("address", options.rate);
        let of_keys = limiter("key", options.key_rate);
        Self { options, places, apart: Apart::on(threads), of_addresses, of_keys }
    }

    /// Counts a request, where its asker is held to a rate.
    fn count(&self, asker: Asker) -> Option<Standing> {
        let limiter = match asker {
            Asker::Key(_) => &self.of_keys,
            Asker::Address(_) | Asker::Unknown => &self.of_addresses,
        };
        limiter.as_ref().map(|limiter| limiter.count(&asker))
    }

    /// Does a further piece of work of a request that is answered in pieces, when its turn comes;
    /// where there is no place to wait, it tries again.
    ///
    /// # Errors
    ///
    /// The piece takes longer than a request may, or the program ends.
    pub(super) async fn in_turn<T: Send + 'static>(
        &self,
        asker: Asker,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let piece = async {
            let _place = loop {
                match self.places.enter(asker).await {
                    Ok(place) => break place,
                    Err(_) => sleep(AGAIN).await,
                }
            };
            self.apart.run(work).await
        };
        self.within_time(piece).await
    }

    /// Returns the most bytes of a body of many notices.
    pub(super) fn bulk(&self) -> usize {
        self.options.bulk
    }

    /// Checks the sizes that the head of a request tells.
    fn measure(&self, request: &Request) -> Result<(), Refusal> {
        let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
        if address > self.options.address {
            return Err(Refusal::AddressTooLong { most: self.options.address });
        }
        let fields = request.headers().iter();
        let headers: usize =
            fields.map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum();
        if headers > self.options.headers {
            return Err(Refusal::HeadersTooLarge { most: self.options.headers });
        }
        Ok(())
    }

    /// Answers a request when its turn comes, and gives it up when its time is over.
    async fn in_time(
        &self,
        class: Class,
        asker: Asker,
        request: Request,
        next: Next,
    ) -> Result<Response, Refusal> {
        let answer = next.run(request);
        match class {
            Class::Free | Class::Written => Ok(answer.await),
            Class::Light => self.within_time(async { Ok(answer.await) }).await,
            Class::Heavy => {
                let in_turn = async {
                    let _place = self.places.enter(asker).await.map_err(|_| Refusal::Busy)?;
                    self.apart.run(answer).await
                };
                self.within_time(in_turn).await
            }
        }
    }

    /// Waits for work as long as a request may take.
    async fn within_time<T>(
        &self,
        work: impl Future<Output = Result<T, Refusal>>,
    ) -> Result<T, Refusal> {
        let seconds = self.options.time.as_secs().max(1);
        timeout(self.options.time, work).await.unwrap_or(Err(Refusal::TooSlow { seconds }))
    }
}

/// What a request is held by: the limits, and the gate that tells whose key it proves.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub(super) limits: Arc<Limits>,
    pub(super) gate: Option<Arc<Gate>>,
    pub(super) now: fn() -> ZonedDateTime,
}

impl Hold {
    /// Tells who asks: who proves a key, else whoever has the address.
    fn asker(&self, request: &Request) -> Asker {
        let attempt = attempt(request.method(), request.uri(), request.headers());
        let gate = self.gate.as_ref().filter(|_| attempt.authorization.is_some());
        let key = gate.and_then(|gate| gate.tell(&attempt, &(self.now)()));
        let asked = request.extensions().get::<Asked>();
        let address = asked.and_then(|asked| asked.address);
        key.and_then(|key| Asker::holding(&key))
            .unwrap_or_else(|| address.map_or(Asker::Unknown, Asker::of))
    }
}

/// Holds a request to the limits.
pub(super) async fn hold(State(hold): State<Hold>, mut request: Request, next: Next) -> Response {
    let limits = &hold.limits;
    let is_api = error::is_of_api(request.uri().path());
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let class = Class::of(request.method(), route);
    let most = largest_body(route, &limits.options);
    let asker = hold.asker(&request);
    request.extensions_mut().insert(asker);
    let mut standing = None;
    let answer = async {
        limits.measure(&request)?;
        standing = if class == Class::Free { None } else { limits.count(asker) };
        if let Some(retry_after) = standing.and_then(|standing: Standing| standing.refused_for) {
            return Err(Refusal::TooOften { retry_after });
        }
        DefaultBodyLimit::max(most).apply(&mut request);
        let response = limits.in_time(class, asker, request, next).await?;
        if error::is_too_large(&response) {
            return Err(Refusal::BodyTooLarge { most });
        }
        Ok(response)
    };
    let mut response = answer.await.unwrap_or_else(|refusal| error::refuse(refusal, is_api));
    if let Some(standing) = standing {
        standing.tell(response.headers_mut());
    }
    response
}
