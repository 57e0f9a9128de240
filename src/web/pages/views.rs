//! The views of one requirement at the desk, and the way from each to the others.

use crate::web::desk::passage::PassageParams;
use crate::web::pages::view::Link;

/// The views: where each is, and its name for readers.
const VIEWS: [(&str, &str); 2] = [("/precedents", "相近条款"), ("/variants", "几种写法")];

/// Returns links to the views of what is sought, where something is; the page itself is marked.
pub(super) fn views(params: &PassageParams, current: &str) -> Vec<Link> {
    if params.asked().is_none() {
        return Vec::new();
    }
    let views = VIEWS.into_iter().map(|(path, name)| Link {
        text: name.to_owned(),
        href: params.at(path),
        current: path == current,
    });
    views.collect()
}
