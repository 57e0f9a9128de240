//! How much a term tells by how few texts hold it.

/// Returns the rarity of a term that `holding` of `all` units hold (Robertson and Spärck Jones 1976,
/// never below 0).
pub(in crate::engine) fn rarity(holding: u64, all: u64) -> f32 {
    let (holding, all) = (holding as f32, all.max(holding) as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::rarity;

    #[test]
    fn rare_terms_count_more() {
        assert!(rarity(1, 1000) > rarity(100, 1000));
        assert!(rarity(1000, 1000) > 0.0);
    }
}
