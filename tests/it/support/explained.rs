//! The law of explanations: a score is the sum of its shares, a share its weight times its parts.

use zhengsou::engine::explanation::Explanation;

/// How far sums of rounded numbers may lie apart.
const ROUNDING: f32 = 1e-3;

/// Checks that the parts of an explanation give the score of its result.
pub(crate) fn assert_adds_up(explanation: &Explanation, score: f32, asked: &str) {
    let near = |one: f32, two: f32| {
        assert!((one - two).abs() <= ROUNDING, "{asked}: {one} is not {two}: {explanation:#?}");
    };
    near(explanation.score, score);
    near(explanation.shares.iter().map(|share| share.score).sum(), score);
    for share in &explanation.shares {
        assert!(!share.parts.is_empty(), "{asked}: a share without parts");
        near(share.weight * share.parts.iter().map(|part| part.score).sum::<f32>(), share.score);
    }
}
