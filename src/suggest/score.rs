//! How much speaks for a suggestion.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A score from 0 to 1, in hundredths: finer differences mean nothing, and whole numbers order and print the same
/// everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

impl Score {
    /// The score below which nothing is shown unless it is asked for.
    pub const DEFAULT_LEAST: Self = Self(50);

    /// The nearest score to a share; what lies outside of 0 to 1 is brought to its edge.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies in 0 to 100")]
    pub fn of(share: f64) -> Self {
        Self((share.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// How many hundredths.
    pub fn hundredths(self) -> u8 {
        self.0
    }
}

/// `0.87`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl FromStr for Score {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Self::of(share)),
            _ => Err("a score is a number from 0 to 1, such as 0.7".to_owned()),
        }
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

/// The share that a count is of a whole; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let share = part as f64 / whole.max(1) as f64;
    share
}
