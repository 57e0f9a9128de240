//! A bulk: many notices in one body, one a line, each taken in for itself while the rest still comes.
//!
//! Answers are written as soon as each line is done. They are kept for a client that sends all of
//! its body before it reads any of them: that is what bounds the number of lines.

mod answer;
mod item;
mod lines;

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, BodyDataStream, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc::{self, Sender as Answers};

use crate::access::audit::Action;
use crate::upkeep::reception::{Reception, Sender};
use crate::web::error::AppError;
use crate::web::state::AppState;
use crate::web::writing::admission::{Admitted, Purpose, header, media_type};
pub(in crate::web) use crate::web::writing::bulk::answer::BulkAnswer;
pub(in crate::web) use crate::web::writing::bulk::item::BulkLine;
use crate::web::writing::bulk::lines::{Bounds, Broken, Line, Lines};
use crate::web::writing::letter::LARGEST;
use crate::web::writing::refused;

/// Media types of bodies of lines of JSON; answers are of the first.
pub(in crate::web) const MEDIA: [&str; 2] = ["application/jsonl", "application/x-ndjson"];

/// The most lines of a bulk that are no blank ones. Their answers, of some 400 bytes, wait for a
/// client that does not read yet: 4 MB at most.
const MOST_LINES: usize = 10_000;

/// What logs say of a bulk that is refused as a whole.
const PURPOSE: Purpose<'static> = Purpose { action: Action::Bulk, notice: "" };

/// A bulk that was let through.
pub(in crate::web) struct Bulk {
    body: BodyDataStream,
    most: usize,
    sender: Sender,
}

impl Bulk {
    /// Lets a request through that may write. A signed one is read whole first: nothing is done
    /// before all of it is known to be what was signed.
    ///
    /// # Errors
    ///
    /// It is not let through, which is logged; its body is of another kind, or too large as far as
    /// its head tells.
    pub(in crate::web) async fn open(app: &AppState, request: Request) -> Result<Self, AppError> {
        let (parts, body) = request.into_parts();
        let admitted = Admitted::check(app, PURPOSE, &parts).await?;
        let kind = media_type(&parts);
        if !MEDIA.contains(&kind.as_str()) {
            return Err(refused::other_kind(&kind, &MEDIA));
        }
        let most = app.operation.limits.bulk();
        let told = header(&parts, CONTENT_LENGTH.as_str()).and_then(|told| told.parse().ok());
        if told.is_some_and(|told: usize| told > most) {
            return Err(refused::too_large(most));
        }
        let body = if admitted.signs_the_body() {
            let whole = to_bytes(body, most).await.map_err(|_| refused::too_large(most))?;
            admitted.vouch(app, PURPOSE, &whole).await?;
            Body::from(whole)
        } else {
            body
        };
        Ok(Self { body: body.into_data_stream(), most, sender: admitted.sender })
    }

    /// Takes the notices in, and answers with a line for each as soon as it is done.
    pub(in crate::web) fn answer(self, reception: Arc<Reception>, dry_run: bool) -> Response {
        let (answers, answered) = mpsc::channel(MOST_LINES + 1);
        let lines = Lines::of(self.body, Bounds { line: LARGEST, body: self.most });
        let work = Work { reception, sender: self.sender, dry_run, most: self.most, answers };
        // A client that reads nothing before it has sent all must not hold the reading of what it
        // sends.
        tokio::spawn(work.run(lines));
        let answered = stream::unfold(answered, async |mut answered| {
            let line: Bytes = answered.recv().await?;
            Some((Ok::<_, Infallible>(line), answered))
        });
        // What compresses asks again behind the end.
        let answered = answered.fuse();
        let headers = [(CONTENT_TYPE, MEDIA[0]), (CACHE_CONTROL, "no-store")];
        (headers, Body::from_stream(answered)).into_response()
    }
}

/// What takes the lines of a bulk in, one after the other.
struct Work {
    reception: Arc<Reception>,
    sender: Sender,
    dry_run: bool,
    most: usize,
    answers: Answers<Bytes>,
}

impl Work {
    async fn run(self, mut lines: Lines) {
        let (mut number, mut taken) = (0, 0);
        loop {
            let line = lines.next().await;
            number += 1;
            let answer = match line {
                Ok(None) => return,
                Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
                Ok(Some(_)) if taken == MOST_LINES => {
                    return self.end(number, refused::too_many_lines(MOST_LINES)).await;
                }
                Ok(Some(Line::TooLong)) => {
                    BulkAnswer::refused(number, None, refused::too_large(LARGEST))
                }
                Ok(Some(Line::Whole(line))) => self.take(number, &line).await,
                Err(Broken::TooLarge) => {
                    return self.end(number, refused::too_large(self.most)).await;
                }
                Err(Broken::Off) => return self.end(number, refused::broken_off()).await,
            };
            taken += 1;
            // Who does not wait for answers any more has gone; the lines that are left are not done.
            if self.answers.send(answer.to_line().into()).await.is_err() {
                return;
            }
        }
    }

    async fn take(&self, number: usize, line: &[u8]) -> BulkAnswer {
        item::receive(&self.reception, &self.sender, number, line, self.dry_run).await
    }

    /// Says why the lines from here on are not done.
    async fn end(&self, number: usize, error: AppError) {
        let answer = BulkAnswer::refused(number, None, error);
        // There may be nobody to tell.
        let _ = self.answers.send(answer.to_line().into()).await;
    }
}
