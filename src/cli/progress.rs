//! Shows on a terminal how far a long command is.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ingest::Progress;

/// A bar on standard error; nothing where standard error is no terminal.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// Makes a bar that is drawn a few times a second.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message("reading");
        Self { bar }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, files: u64) {
        self.bar.set_length(files);
    }

    fn advance(&self, files: u64) {
        self.bar.inc(files);
    }

    fn publishing(&self) {
        self.bar.set_message("publishing");
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }
}
