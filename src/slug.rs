//! Ids as authors write them: the part of a permalink that names one topic, article, event, entity, publisher or page.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// Longest id in bytes: file systems take names of 255 bytes, and exports add endings.
pub const MAX_SLUG_BYTES: usize = 200;

/// A well-formed id: lower-case letters and digits of any script, `-` and `_`, in Unicode NFC, starting with a letter or
/// digit. That something by this id exists is not said: see `model::Id`. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlugError {
    /// What is wrong, lower case.
    pub message: String,
    /// The nearest well-formed id, when anything is left of the text.
    pub suggestion: Option<Slug>,
}

impl Slug {
    /// Takes a text that is an id already.
    ///
    /// # Errors
    /// When it is empty, too long, or holds anything else than the letters and marks of an id.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        let text: String = text.nfc().collect();
        let fault = if text.is_empty() {
            Some("an id can't be empty".to_owned())
        } else if text.len() > MAX_SLUG_BYTES {
            Some(format!("an id has at most {MAX_SLUG_BYTES} bytes, and this one has {}", text.len()))
        } else if let Some(wrong) = text.chars().find(|&c| !is_slug_char(c)) {
            let what = match wrong {
                ' ' => "a space".to_owned(),
                c if c.is_uppercase() => format!("the capital \"{c}\""),
                c => format!("{c:?}").replace('\'', "\""),
            };
            Some(format!("{text:?} is not an id: it holds {what}"))
        } else if text.starts_with(['-', '_']) {
            Some(format!("{text:?} is not an id: it starts with {:?}", &text[..1]))
        } else {
            None
        };
        match fault {
            None => Ok(Self(text.into())),
            Some(message) => Err(SlugError { message, suggestion: Self::from_title(&text) }),
        }
    }

    /// Makes an id from a title in any script: lower case, every run of other characters becomes one `-`. Scripts are kept,
    /// never transliterated: 東京 stays 東京. `None` when no letter or digit is left.
    pub fn from_title(title: &str) -> Option<Self> {
        let mut slug = String::with_capacity(title.len());
        for c in title.nfc().flat_map(char::to_lowercase) {
            if is_slug_char(c) && c != '-' {
                slug.push(c);
            } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            if slug.len() > MAX_SLUG_BYTES - 4 {
                break;
            }
        }
        let slug = slug.trim_end_matches('-').trim_start_matches(['-', '_']);
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

fn is_slug_char(c: char) -> bool {
    matches!(c, '-' | '_') || (c.is_alphanumeric() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn ids_of_any_script_are_taken() {
        for id in ["a", "2023-11-14-san-francisco", "조태열", "東京", "cho_tae-yul", "2024"] {
            assert_eq!(Slug::new(id).expect("a good id").as_str(), id);
        }
    }

    #[test]
    fn anything_that_could_leave_the_folder_or_break_a_url_is_refused() {
        for id in ["", "..", "a/b", "a b", "a\\b", "a\0", "%2e", "-a", "A", "a.b", "a#b", "a?b", &"x".repeat(201)] {
            assert!(Slug::new(id).is_err(), "{id:?}");
        }
    }

    #[test]
    fn a_decomposed_name_equals_its_composed_form() {
        assert_eq!(Slug::new("cafe\u{301}"), Slug::new("caf\u{e9}"));
    }

    #[test]
    fn titles_become_ids_in_their_own_script() {
        let id = |title| Slug::from_title(title).map(|slug| slug.as_str().to_owned());
        assert_eq!(id("Foreign ministers' meeting, 2023!").as_deref(), Some("foreign-ministers-meeting-2023"));
        assert_eq!(id("한미일 정상회의").as_deref(), Some("한미일-정상회의"));
        assert_eq!(id("…"), None);
    }

    #[test]
    fn a_refused_id_proposes_a_good_one() {
        let error = Slug::new("US Korea").expect_err("not an id");
        assert_eq!(error.suggestion, Slug::from_title("US Korea"));
        assert_eq!(error.message, "\"US Korea\" is not an id: it holds the capital \"U\"");
    }
}
