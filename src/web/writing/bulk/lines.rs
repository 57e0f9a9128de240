//! The lines of a body as they come: one at a time, none longer than a notice may be.

use std::time::Duration;

use axum::body::{BodyDataStream, Bytes};
use futures_util::StreamExt;
use tokio::time::timeout;

/// The longest pause of a sender: half of what proxies usually wait for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What a body may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The most bytes of a line.
    pub(super) line: usize,
    /// The most bytes of all.
    pub(super) body: usize,
}

/// A line of a body, or that it is none that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end.
    Whole(Vec<u8>),
    /// A line that is longer than a notice may be; it was passed over.
    TooLong,
}

/// Why no further line comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The body is longer than it may be.
    TooLarge,
    /// The sender went away, or waited too long.
    Off,
}

/// The lines of a body.
pub(super) struct Lines {
    body: BodyDataStream,
    bounds: Bounds,
    read: usize,
    chunk: Bytes,
    line: Vec<u8>,
    passes_over: bool,
}

impl Lines {
    /// Begins to read a body.
    pub(super) fn of(body: BodyDataStream, bounds: Bounds) -> Self {
        let (chunk, line) = (Bytes::new(), Vec::new());
        Self { body, bounds, read: 0, chunk, line, passes_over: false }
    }

    /// Returns the next line; `None` behind the last.
    ///
    /// # Errors
    ///
    /// The body is longer than it may be, or breaks off: what came of its last line is no line.
    pub(super) async fn next(&mut self) -> Result<Option<Line>, Broken> {
        loop {
            if let Some(end) = self.chunk.iter().position(|byte| *byte == b'\n') {
                let part = self.chunk.split_to(end + 1);
                self.add(&part[..end]);
                return Ok(Some(self.take()));
            }
            let part = std::mem::take(&mut self.chunk);
            self.add(&part);
            match self.more().await? {
                Some(chunk) => self.chunk = chunk,
                None if self.line.is_empty() && !self.passes_over => return Ok(None),
                None => return Ok(Some(self.take())),
            }
        }
    }

    async fn more(&mut self) -> Result<Option<Bytes>, Broken> {
        let next = timeout(LONGEST_PAUSE, self.body.next()).await.map_err(|_| Broken::Off)?;
        let chunk = next.transpose().map_err(|_| Broken::Off)?;
        self.read += chunk.as_ref().map_or(0, Bytes::len);
        if self.read > self.bounds.body { Err(Broken::TooLarge) } else { Ok(chunk) }
    }

    fn add(&mut self, part: &[u8]) {
        if self.passes_over || self.line.len() + part.len() > self.bounds.line {
            self.passes_over = true;
            self.line = Vec::new();
        } else {
            self.line.extend_from_slice(part);
        }
    }

    fn take(&mut self) -> Line {
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.passes_over) { Line::TooLong } else { Line::Whole(line) }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use futures_util::stream;

    use super::{Bounds, Broken, Line, Lines};

    const BOUNDS: Bounds = Bounds { line: 5, body: 40 };

    /// Reads all lines of a body that comes in chunks, and how it ends.
    async fn read(chunks: &[&'static str]) -> (Vec<String>, Option<Broken>) {
        let chunks: Vec<Result<&'static str, std::io::Error>> =
            chunks.iter().map(|chunk| Ok(*chunk)).collect();
        let body = Body::from_stream(stream::iter(chunks)).into_data_stream();
        let (mut lines, mut found) = (Lines::of(body, BOUNDS), Vec::new());
        loop {
            match lines.next().await {
                Ok(Some(Line::Whole(line))) => found.push(String::from_utf8(line).expect("text")),
                Ok(Some(Line::TooLong)) => found.push("too long".to_owned()),
                Ok(None) => return (found, None),
                Err(broken) => return (found, Some(broken)),
            }
        }
    }

    #[tokio::test]
    async fn lines_are_found_however_the_body_is_cut() {
        for (chunks, expected) in [
            (&[][..], &[][..]),
            (&["a\nb\n"], &["a", "b"]),
            (&["a\nb"], &["a", "b"]),
            (&["a", "b", "\n", "c"], &["ab", "c"]),
            (&["\n\na\n"], &["", "", "a"]),
            (&["12345\n123456\n12\n"], &["12345", "too long", "12"]),
            (&["123", "456", "789\n", "1"], &["too long", "1"]),
            (&["1234567"], &["too long"]),
        ] {
            let (lines, broken) = read(chunks).await;
            assert_eq!((lines, broken), (expected.iter().map(ToString::to_string).collect(), None));
        }
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_ends_where_it_is() {
        let line = "1234\n";
        let (lines, broken) = read(&[line; 9]).await;
        assert_eq!((lines.len(), broken), (8, Some(Broken::TooLarge)));
    }
}
