//! Tables of resolved things and the ids that lead into them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use super::reads::{self, Read, Row};

/// Names one row of a [`Table<T>`]. Handed out by the table alone, so it always leads somewhere.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

/// Rows of one kind, in a fixed order. Rows that are the same in two sites can be shared between them. Whoever looks at one is
/// recorded: see [`reads`].
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<Arc<T>>,
}

impl<T> Table<T> {
    pub(super) fn new(rows: Vec<T>) -> Self {
        Self::of_shared(rows.into_iter().map(Arc::new).collect())
    }

    pub(super) fn of_shared(rows: Vec<Arc<T>>) -> Self {
        assert!(rows.len() < 1 << 28, "a site has fewer than two hundred million things of a kind");
        Self { rows }
    }

    /// The rows themselves, which is not recorded.
    pub(super) fn rows(&self) -> &[Arc<T>] {
        &self.rows
    }
}

impl<T: Row> Table<T> {
    /// All ids, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<T> {
        (0..self.len()).map(|n| Id::at(n))
    }

    /// All rows with their ids, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        reads::note(Read::all(T::KIND));
        self.rows.iter().enumerate().map(|(n, row)| (Id::at(n), &**row))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        reads::note(Read::count(T::KIND));
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Row> Index<Id<T>> for Table<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        reads::note(Read::row(T::KIND, id.index()));
        &self.rows[id.index()]
    }
}

impl<T> Id<T> {
    /// The id of the row at this position; for the code that builds the table.
    pub(super) fn at(position: usize) -> Self {
        Self(u32::try_from(position).expect("the table has checked its size"), PhantomData)
    }

    /// The row's position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

// Derived traits would ask for the same traits of `T`, which is only a name here.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
