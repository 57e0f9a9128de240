//! Any request is answered: with what it asks for, or with what is wrong with it.
//!
//! It goes through the whole site, of which the reading of parameters is one part: what a parameter
//! that is read does to the answer behind it is as much a question.

use super::requests;
use super::site::Site;

thread_local! {
    static SITE: Site = Site::new();
}

/// Takes requests as texts.
pub fn run(bytes: &[u8]) {
    SITE.with(|site| {
        for request in requests::read(bytes).flatten() {
            site.ask(request);
        }
    });
}
