//! Clauses from all over a library.

use zhengsou::engine::Engine;
use zhengsou::notice::id::ClauseKey;

/// Returns clauses of about so many notices, one each, of at least so many characters.
pub(crate) async fn keys(engine: &dyn Engine, count: usize, shortest: usize) -> Vec<ClauseKey> {
    let sources = engine.sources().await.expect("the sources");
    let step = (sources.len() / count).max(1);
    let mut keys = Vec::with_capacity(count);
    for (at, source) in sources.iter().step_by(step).enumerate() {
        let Some(notice) = engine.notice(&source.id).await.expect("a notice") else { continue };
        let is_long = |text: &str| text.chars().count() >= shortest;
        let clauses: Vec<_> =
            notice.clauses.iter().filter(|clause| is_long(&clause.text)).collect();
        if let Some(clause) = clauses.get(at % clauses.len().max(1)) {
            keys.push(ClauseKey { notice: source.id.clone(), clause: clause.id.clone() });
        }
    }
    keys
}
