//! What requests are held to; the numbers and their reasons stand in `web`.

use clap::Args;

use crate::cli::site::quantity::{Size, Time, count};
use crate::web::limits::LimitOptions;
use crate::web::limits::rate::Rate;

/// What requests are held to.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(in crate::cli) struct LimitArgs {
    /// Most bytes of path and query: the longest query, 2000 characters, takes 18 kB.
    #[arg(long, value_name = "SIZE", default_value_t = Size(LimitOptions::default().address), env = "ZHENGSOU_ADDRESS_LIMIT")]
    address_limit: Size,
    /// Most bytes of the headers of a request: browsers send some 1 kB beside cookies.
    #[arg(long, value_name = "SIZE", default_value_t = Size(LimitOptions::default().headers), env = "ZHENGSOU_HEADER_LIMIT")]
    header_limit: Size,
    /// Most bytes of a body that holds a text, such as a draft to check: 200,000 characters take up
    /// to 1.8 MB in a form.
    #[arg(long, value_name = "SIZE", default_value_t = Size(LimitOptions::default().body), env = "ZHENGSOU_BODY_LIMIT")]
    body_limit: Size,
    /// Most bytes of a body of many notices that are written at once, one a line: some 8000 notices
    /// of the usual 8 kB take 64 MiB.
    #[arg(long, value_name = "SIZE", default_value_t = Size(LimitOptions::default().bulk), env = "ZHENGSOU_BULK_LIMIT")]
    bulk_limit: Size,
    /// Longest that a request may take, its waiting included; the search is stopped then.
    #[arg(long, value_name = "TIME", default_value_t = Time(LimitOptions::default().time), env = "ZHENGSOU_TIME_LIMIT")]
    time_limit: Time,
    /// Searches and other heavy requests that are answered at once; one a core by default, or where
    /// it is 0.
    #[arg(long, value_name = "N", default_value_t = LimitOptions::default().at_once, env = "ZHENGSOU_AT_ONCE", value_parser = count)]
    at_once: usize,
    /// Heavy requests that may wait for each of these places; senders take turns, and further
    /// requests get 503.
    #[arg(long, value_name = "N", default_value_t = LimitOptions::default().waiting, env = "ZHENGSOU_WAITING", value_parser = count)]
    waiting: usize,
    /// How often one address may ask, such as `300/m` for 300 requests a minute, some of them at
    /// once; styles and scripts are not counted. Without it there is no limit: behind a proxy that
    /// is not trusted all readers share one address.
    #[arg(long, value_name = "RATE", env = "ZHENGSOU_RATE_LIMIT")]
    rate_limit: Option<Rate>,
    /// How often whoever proves a key may ask, such as `3000/m`, in place of the rate of the address.
    /// Without it there is no limit for those who hold a key.
    #[arg(long, value_name = "RATE", env = "ZHENGSOU_KEY_RATE_LIMIT")]
    key_rate_limit: Option<Rate>,
}

impl LimitArgs {
    /// Returns what requests are held to.
    pub(in crate::cli) fn options(&self) -> LimitOptions {
        LimitOptions {
            address: self.address_limit.0,
            headers: self.header_limit.0,
            body: self.body_limit.0,
            bulk: self.bulk_limit.0,
            time: self.time_limit.0,
            at_once: self.at_once,
            waiting: self.waiting,
            rate: self.rate_limit,
            key_rate: self.key_rate_limit,
        }
    }
}
