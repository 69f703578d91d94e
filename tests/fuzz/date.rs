//! Dates: what is read is told in words, compares with itself, and is read again from what it is written as.

#![no_main]

use briefgen::date::{Date, Language};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = Date::parse(text) {
        for language in [Language::English, Language::Korean, Language::Japanese] {
            assert!(!date.words(language).is_empty(), "{text:?}");
        }
        let again = Date::parse(&date.to_string());
        assert_eq!(again.as_ref().ok(), Some(&date), "{text:?} is written {date}");
    }
});
