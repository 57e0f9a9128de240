//! Texts in order, of which those that begin with what was typed are found, the best first.

use std::ops::Range;

/// Positions whose best entry is kept together.
const BLOCK: usize = 64;

/// The ends of texts in the order of their characters: suffixes, from chosen starts on.
///
/// Entries are numbered by rank, so that the best of a range are those of the lowest numbers.
#[derive(Debug)]
pub(super) struct Keys {
    texts: Texts,
    /// The text of each suffix, in the order of the suffixes.
    suffixes: Vec<u32>,
    /// The byte of its text at which each begins, in the same order.
    starts: Vec<u16>,
    /// The lowest entry of each block of suffixes.
    best: Vec<u32>,
}

/// All texts, one after another.
#[derive(Debug, Default)]
struct Texts {
    all: String,
    /// Where each ends, with its entry.
    ends: Vec<(u32, u32)>,
}

/// Keys before they are in order.
#[derive(Debug, Default)]
pub(super) struct Unordered {
    texts: Texts,
    /// Text and byte at which each suffix begins.
    suffixes: Vec<Suffix>,
}

/// Text and byte at which a suffix begins.
type Suffix = (u32, u16);

impl Unordered {
    /// Puts in a text of an entry with the bytes at which it may be entered.
    pub(super) fn add(&mut self, entry: u32, text: &str, starts: impl IntoIterator<Item = usize>) {
        let Texts { all, ends } = &mut self.texts;
        let (number, end) = (ends.len(), all.len() + text.len());
        let (Ok(number), Ok(end)) = (u32::try_from(number), u32::try_from(end)) else { return };
        let starts = starts.into_iter().filter_map(|start| u16::try_from(start).ok());
        let before = self.suffixes.len();
        self.suffixes
            .extend(starts.filter(|at| usize::from(*at) < text.len()).map(|at| (number, at)));
        if self.suffixes.len() > before {
            all.push_str(text);
            ends.push((end, entry));
        }
    }

    /// Puts everything in order, without room to grow.
    pub(super) fn ordered(self) -> Keys {
        let Self { mut texts, suffixes } = self;
        texts.all.shrink_to_fit();
        texts.ends.shrink_to_fit();
        // Most are told apart by how they begin, without a look at where their text lies.
        let mut ordered: Vec<_> =
            suffixes.iter().map(|held| (beginning(texts.text(*held)), *held)).collect();
        drop(suffixes);
        ordered.sort_unstable_by(|(begins, one), (other, two)| {
            let compared = || texts.text(*one).cmp(texts.text(*two));
            begins.cmp(other).then_with(compared).then_with(|| one.cmp(two))
        });
        let lowest = |block: &[(_, Suffix)]| {
            block.iter().map(|(_, (text, _))| texts.entry(*text)).min().unwrap_or(u32::MAX)
        };
        Keys {
            best: ordered.chunks(BLOCK).map(lowest).collect(),
            suffixes: ordered.iter().map(|(_, (text, _))| *text).collect(),
            starts: ordered.iter().map(|(_, (_, start))| *start).collect(),
            texts,
        }
    }
}

impl Texts {
    fn entry(&self, text: u32) -> u32 {
        self.ends[text as usize].1
    }

    fn text(&self, (text, at): Suffix) -> &str {
        let begins = text.checked_sub(1).map_or(0, |before| self.ends[before as usize].0);
        &self.all[begins as usize + usize::from(at)..self.ends[text as usize].0 as usize]
    }
}

impl Keys {
    /// Returns the suffixes that begin with some characters.
    pub(super) fn beginning_with(&self, typed: &str) -> Range<usize> {
        self.within(0..self.suffixes.len(), typed)
    }

    /// Returns the suffixes of a range that begin with some characters.
    pub(super) fn within(&self, range: Range<usize>, typed: &str) -> Range<usize> {
        let from = first_not(range.clone(), |place| self.text(place) < typed);
        from..first_not(from..range.end, |place| self.text(place).starts_with(typed))
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
                    keep(&mut best, (self.texts.entry(self.suffixes[place]), place), most);
                }
            }
            at = end;
        }
        best.into_iter().map(|(_, place)| self.found(place)).collect()
    }

    /// Returns what stands at a place.
    pub(super) fn found(&self, place: usize) -> Found<'_> {
        Found {
            entry: self.texts.entry(self.suffixes[place]),
            suffix: self.text(place),
            start: usize::from(self.starts[place]),
        }
    }

    fn text(&self, place: usize) -> &str {
        self.texts.text((self.suffixes[place], self.starts[place]))
    }
}

/// Returns the first place of a range of which something does not hold, where it holds of all
/// before and of none behind.
fn first_not(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from.midpoint(to);
        if holds(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
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

/// Returns the first bytes of a text as numbers that are in the order of texts, if not always told
/// apart by it.
fn beginning(text: &str) -> [u64; 2] {
    let mut bytes = text.bytes();
    let mut eight = || {
        let next: [u8; 8] = std::array::from_fn(|_| bytes.next().unwrap_or(0));
        u64::from_be_bytes(next)
    };
    [eight(), eight()]
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
    use super::Unordered;

    #[test]
    fn the_best_of_what_begins_so_are_found() {
        let mut keys = Unordered::default();
        for (entry, text) in [(2, "政务服务"), (0, "政务公开"), (1, "公开"), (3, "服务")]
        {
            keys.add(entry, text, text.char_indices().map(|(at, _)| at));
        }
        let keys = keys.ordered();
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
