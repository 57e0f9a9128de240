//! What was made last of a kind: one for what is searched, one for what will be.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

/// How many are kept: that of what is searched, and that of what will be.
const KEPT: usize = 2;

/// Keeps what was made last, and makes one at a time; who asks for what is there never waits.
#[derive(Debug)]
pub(super) struct Latest<T> {
    held: Mutex<Vec<Arc<T>>>,
    making: Turn<()>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { held: Mutex::default(), making: Turn::default() }
    }
}

impl<T> Latest<T> {
    /// Keeps one that is there already.
    pub(super) fn holding(one: Arc<T>) -> Self {
        Self { held: Mutex::new(vec![one]), making: Turn::default() }
    }

    /// Returns the one that is wanted, or has it made.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub(super) async fn get_or<E>(
        &self,
        is_wanted: impl Fn(&T) -> bool,
        make: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        if let Some(one) = self.find(&is_wanted) {
            return Ok(one);
        }
        let _turn = self.making.lock().await;
        if let Some(one) = self.find(&is_wanted) {
            return Ok(one);
        }
        let new = Arc::new(make().await?);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= KEPT {
            held.remove(0);
        }
        held.push(Arc::clone(&new));
        Ok(new)
    }

    fn find(&self, is_wanted: impl Fn(&T) -> bool) -> Option<Arc<T>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().rev().find(|one| is_wanted(one)).map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::Latest;

    #[tokio::test]
    async fn two_are_kept_and_each_is_made_once() {
        let latest = Latest::<u32>::default();
        let get = async |wanted: u32| {
            let mut was_called = false;
            let make = async || {
                was_called = true;
                Ok::<u32, ()>(wanted)
            };
            let one = latest.get_or(|one| *one == wanted, make).await.expect("it is made");
            assert_eq!(*one, wanted);
            was_called
        };
        for (wanted, is_made) in
            [(1, true), (1, false), (2, true), (1, false), (3, true), (2, false), (1, true)]
        {
            assert_eq!(get(wanted).await, is_made, "{wanted}");
        }
    }
}
