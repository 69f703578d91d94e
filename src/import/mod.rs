//! What analysts have becomes article files.
//!
//! In: a clipping, as text or HTML. Out: what it says, as far as it can be told. Deliberately absent: certainty; what is made
//! here is read by people before it is published.

pub mod clipping;
