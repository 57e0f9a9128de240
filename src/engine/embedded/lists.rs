//! Many short lists one behind the other in one array.

use crate::engine::embedded::columns::small;

/// Lists by their places; a library has millions, so that no room is left to grow.
#[derive(Debug)]
pub(super) struct Lists<T> {
    /// Where each begins, and where the last one ends.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Puts lists one behind the other.
    pub(super) fn new<L: IntoIterator<Item = T>>(lists: impl Iterator<Item = L>) -> Self {
        let mut starts = Vec::with_capacity(lists.size_hint().0 + 1);
        let mut all = Vec::new();
        starts.push(0);
        for list in lists {
            all.extend(list);
            starts.push(small(all.len()));
        }
        starts.shrink_to_fit();
        all.shrink_to_fit();
        Self { starts, all }
    }

    /// Returns one list.
    pub(super) fn of(&self, at: u32) -> &[T] {
        let at = at as usize;
        &self.all[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Puts something else in the place of everything in them.
    pub(super) fn change(&mut self, change: impl Fn(T) -> T) {
        for one in &mut self.all {
            *one = change(*one);
        }
    }
}
