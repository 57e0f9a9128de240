//! Places by their names from the province down, for whoever shows places without codes.

use std::sync::Arc;

use crate::lexicon::Lexicon;
#[cfg(test)]
use crate::lexicon::overlay::Overlay;
use crate::notice::region::RegionCode;

/// The names of the places of a publication.
#[derive(Clone, Debug)]
pub struct Places {
    lexicon: Arc<Lexicon>,
}

impl Places {
    pub(super) fn new(lexicon: Arc<Lexicon>) -> Self {
        Self { lexicon }
    }

    /// Takes the built-in names alone.
    #[cfg(test)]
    pub(crate) fn built_in() -> Self {
        let lexicon = Lexicon::new(&Overlay::default());
        Self::new(Arc::new(lexicon.expect("the built-in tables are sound")))
    }

    /// Returns the names of the places that hold a place, from the province down, and its own; the
    /// code stands for a place that no table names.
    ///
    /// Example: 岚川省, 清泽市.
    pub fn names(&self, code: RegionCode) -> Vec<String> {
        let chain = self.lexicon.divisions.chain(code);
        let is_named = chain.last().is_some_and(|division| division.code == code);
        let mut names: Vec<String> =
            chain.into_iter().map(|division| division.name.clone()).collect();
        if !is_named {
            names.push(self.lexicon.divisions.label(code));
        }
        names
    }

    /// Returns the place that has these names, as [`Self::names`] gives them.
    pub fn code(&self, names: &[&str]) -> Option<RegionCode> {
        let last = names.last()?;
        let is_meant = |code: &RegionCode| self.names(*code) == names;
        let found = self.lexicon.divisions.named(last).iter().copied().find(is_meant);
        found.or_else(|| last.parse().ok().filter(is_meant))
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::notice::region::RegionCode;

    #[test]
    fn names_lead_back_to_their_place() {
        let places = Places::built_in();
        let code = |text: &str| text.parse::<RegionCode>().expect("a code");
        for (given, names) in [
            ("110000", &["北京市"] as &[&str]),
            ("110105", &["北京市", "朝阳区"]),
            ("320102", &["江苏省", "南京市", "玄武区"]),
            ("998877", &["998877"]),
        ] {
            assert_eq!(places.names(code(given)), names, "{given}");
            assert_eq!(places.code(names), Some(code(given)), "{names:?}");
        }
        for names in [&[] as &[&str], &["朝阳区"], &["江苏省", "玄武区"], &["没有市"]] {
            assert_eq!(places.code(names), None, "{names:?}");
        }
    }
}
