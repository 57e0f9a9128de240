//! Texts in order, of which those that begin with what was typed are found, the best first.

use std::ops::Range;

/// Positions whose best entry is kept together.
const BLOCK: usize = 64;

/// The ends of texts in the order of their characters: suffixes, from chosen starts on.
///
/// Entries are numbered by rank, so that the best of a range are those of the lowest numbers.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// All texts, one after another.
    texts: String,
    /// Where each text ends, with its entry.
    ends: Vec<(u32, u32)>,
    /// Text and byte at which a suffix begins, in the order of the suffixes.
    suffixes: Vec<(u32, u16)>,
    /// The lowest entry of each block of suffixes.
    best: Vec<u32>,
}

impl Keys {
    /// Puts in a text of an entry with the bytes at which it may be entered.
    pub(super) fn add(&mut self, entry: u32, text: &str, starts: impl IntoIterator<Item = usize>) {
        let (number, end) = (self.ends.len(), self.texts.len() + text.len());
        let (Ok(number), Ok(end)) = (u32::try_from(number), u32::try_from(end)) else { return };
        let starts = starts.into_iter().filter_map(|start| u16::try_from(start).ok());
        let before = self.suffixes.len();
        self.suffixes
            .extend(starts.filter(|at| usize::from(*at) < text.len()).map(|at| (number, at)));
        if self.suffixes.len() > before {
            self.texts.push_str(text);
            self.ends.push((end, entry));
        }
    }

    /// Puts everything in order, after the last text.
    pub(super) fn finish(&mut self) {
        // Most are told apart by how they begin, without a look at where their text lies.
        let mut ordered: Vec<_> =
            self.suffixes.iter().map(|held| (beginning(self.text(*held)), *held)).collect();
        ordered.sort_unstable_by(|(begins, one), (other, two)| {
            let texts = || self.text(*one).cmp(self.text(*two));
            begins.cmp(other).then_with(texts).then_with(|| one.cmp(two))
        });
        self.suffixes = ordered.into_iter().map(|(_, held)| held).collect();
        let lowest = |block: &[(u32, u16)]| block.iter().map(|held| self.entry(*held)).min();
        self.best = self.suffixes.chunks(BLOCK).filter_map(lowest).collect();
    }

    /// Returns the suffixes that begin with some characters.
    pub(super) fn beginning_with(&self, typed: &str) -> Range<usize> {
        self.within(0..self.suffixes.len(), typed)
    }

    /// Returns the suffixes of a range that begin with some characters.
    pub(super) fn within(&self, range: Range<usize>, typed: &str) -> Range<usize> {
        let all = &self.suffixes[range.clone()];
        let from = all.partition_point(|held| self.text(*held) < typed);
        let count = all[from..].partition_point(|held| self.text(*held).starts_with(typed));
        range.start + from..range.start + from + count
    }

    /// Returns the best entries of a range, at most `most`, each once, with what stands in the
    /// suffix and whether it is a whole text.
    pub(super) fn best(&self, range: &Range<usize>, most: usize) -> Vec<Found<'_>> {
        let mut best: Vec<(u32, usize)> = Vec::with_capacity(most + 1);
        let mut at = range.start;
        while at < range.end {
            let end = ((at / BLOCK + 1) * BLOCK).min(range.end);
            let worst = best.last().filter(|_| best.len() == most).map_or(u32::MAX, |held| held.0);
            if self.best[at / BLOCK] < worst {
                for place in at..end {
                    keep(&mut best, (self.entry(self.suffixes[place]), place), most);
                }
            }
            at = end;
        }
        best.into_iter().map(|(_, place)| self.found(place)).collect()
    }

    /// Returns what stands at a place.
    pub(super) fn found(&self, place: usize) -> Found<'_> {
        let held = self.suffixes[place];
        Found { entry: self.entry(held), suffix: self.text(held), start: usize::from(held.1) }
    }

    fn entry(&self, (text, _): (u32, u16)) -> u32 {
        self.ends[text as usize].1
    }

    fn text(&self, (text, at): (u32, u16)) -> &str {
        let begins = text.checked_sub(1).map_or(0, |before| self.ends[before as usize].0);
        &self.texts[begins as usize + usize::from(at)..self.ends[text as usize].0 as usize]
    }
}

/// A suffix that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) entry: u32,
    /// The text from where it was entered.
    pub(super) suffix: &'a str,
    /// The byte at which it was entered.
    pub(super) start: usize,
}

/// Returns the first bytes of a text as a number that is in the order of texts, if not always told
/// apart by it.
fn beginning(text: &str) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    let length = bytes.len().min(text.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// Keeps the lowest entries in order, each at its first place.
fn keep(best: &mut Vec<(u32, usize)>, (entry, place): (u32, usize), most: usize) {
    let at = best.partition_point(|(held, _)| *held < entry);
    if at < most && best.get(at).is_none_or(|(held, _)| *held != entry) {
        best.insert(at, (entry, place));
        best.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn the_best_of_what_begins_so_are_found() {
        let mut keys = Keys::default();
        for (entry, text) in [(2, "政务服务"), (0, "政务公开"), (1, "公开"), (3, "服务")]
        {
            keys.add(entry, text, text.char_indices().map(|(at, _)| at));
        }
        keys.finish();
        let found = |typed: &str, most: usize| {
            let range = keys.beginning_with(typed);
            keys.best(&range, most).iter().map(|found| found.entry).collect::<Vec<_>>()
        };
        assert_eq!(found("政", 5), [0, 2]);
        assert_eq!(found("公开", 5), [0, 1]);
        assert_eq!(found("务", 5), [0, 2, 3]);
        assert_eq!(found("", 2), [0, 1]);
        assert!(found("没", 5).is_empty());
    }
}
