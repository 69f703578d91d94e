//! Rows that are taken over from one linking of a site to the next.
//!
//! In: what rows are made from. Out: for each the row of before if that was made from the same, and else a new one. Deliberately
//! absent: what depends on what, which could go stale. A row is never told to be out of date: what it was made from is compared.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;

/// Rows by position, each with what it was made from and what was found to be wrong.
pub(super) struct Kept<C, F, R> {
    /// What all of them were made from.
    common: Option<C>,
    rows: Vec<One<F, R>>,
}

struct One<F, R> {
    from: F,
    row: Arc<R>,
    faults: Vec<Diagnostic>,
}

impl<C, F, R> Default for Kept<C, F, R> {
    fn default() -> Self {
        Self { common: None, rows: Vec::new() }
    }
}

/// A value that equals itself alone.
pub(super) struct Same<T>(pub(super) Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// How rows are made.
pub(super) struct Making<S, O, M> {
    /// Whether what the row at a position is to be made from is what one of before was made from.
    pub(super) is_same: S,
    /// What the row at a position is made from, as it is remembered.
    pub(super) from: O,
    /// Makes the row at a position.
    pub(super) make: M,
}

impl<C: PartialEq, F: Send + Sync, R: PartialEq + Send + Sync> Kept<C, F, R> {
    /// As many rows as are wanted, by position. A row that is made anew and is equal to that of before is the same value still.
    pub(super) fn rows<S, O, M>(
        &mut self,
        common: C,
        count: usize,
        making: &Making<S, O, M>,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<R>>
    where
        S: Fn(usize, &F, &R) -> bool + Sync,
        O: Fn(usize) -> F + Sync,
        M: Fn(usize, &mut Vec<Diagnostic>) -> R + Sync,
    {
        let is_common = self.common.as_ref() == Some(&common);
        self.common = Some(common);
        let make = |n: usize| {
            let mut faults = Vec::new();
            let row = (making.make)(n, &mut faults);
            One { from: (making.from)(n), row: Arc::new(row), faults }
        };
        self.rows.truncate(count);
        let known = self.rows.len();
        self.rows.par_iter_mut().with_min_len(256).enumerate().for_each(|(n, one)| {
            if !is_common || !(making.is_same)(n, &one.from, &one.row) {
                let mut new = make(n);
                if new.row == one.row {
                    new.row = one.row.clone();
                }
                *one = new;
            }
        });
        self.rows.par_extend((known..count).into_par_iter().with_min_len(256).map(make));
        faults.extend(self.rows.iter().flat_map(|one| &one.faults).cloned());
        self.rows.iter().map(|one| one.row.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::diagnostic::{Code, Place};

    /// Makes the length of each text, and a fault of each that is odd; how many were made, and how many faults were told.
    fn lengths(kept: &mut Kept<u8, String, usize>, common: u8, texts: &[&str]) -> (Vec<Arc<usize>>, usize, usize) {
        let made = AtomicUsize::new(0);
        let making = Making {
            is_same: |n: usize, from: &String, _: &usize| *from == texts[n],
            from: |n: usize| texts[n].to_owned(),
            make: |n: usize, faults: &mut Vec<Diagnostic>| {
                made.fetch_add(1, Ordering::Relaxed);
                if texts[n].len() % 2 == 1 {
                    faults.push(Diagnostic::new(Code::InvalidId, Place::Path(texts[n].to_owned()), "odd"));
                }
                texts[n].len()
            },
        };
        let mut faults = Vec::new();
        let rows = kept.rows(common, texts.len(), &making, &mut faults);
        (rows, made.into_inner(), faults.len())
    }

    #[test]
    fn a_row_is_made_again_when_it_is_made_from_something_else() {
        let mut kept = Kept::default();
        let (first, made, faults) = lengths(&mut kept, 0, &["a", "bb", "ccc"]);
        assert_eq!((first.iter().map(|row| **row).collect::<Vec<_>>(), made, faults), (vec![1, 2, 3], 3, 2));
        // What is wrong with a row that stays is told again.
        let (second, made, faults) = lengths(&mut kept, 0, &["a", "xx", "cccc"]);
        assert_eq!((made, faults), (2, 1));
        let is_shared: Vec<bool> = first.iter().zip(&second).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
        assert_eq!(is_shared, [true, true, false], "a row that comes to the same is the same value");
        let (fewer, made, faults) = lengths(&mut kept, 0, &["a", "xx"]);
        assert_eq!((fewer.len(), made, faults), (2, 0, 1));
        let (more, made, _) = lengths(&mut kept, 0, &["a", "xx", "dddd"]);
        assert_eq!((more.len(), made), (3, 1));
        assert_eq!(lengths(&mut kept, 1, &["a", "xx", "dddd"]).1, 3, "all of them are made from what is common");
    }
}
