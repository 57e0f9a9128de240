//! Kills the program at random moments: what it said is kept, and nothing is seen half made.

mod indexing;
mod leftovers;
mod readers;
mod writers;
mod writing;

/// Returns the number of kills: those of the short form, unless `ZHENGSOU_KILLS` asks for more.
fn kills(short: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "tests have no options but the environment")]
    let given = std::env::var("ZHENGSOU_KILLS");
    given.ok().and_then(|given| given.parse().ok()).unwrap_or(short)
}
