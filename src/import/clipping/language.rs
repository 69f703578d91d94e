//! The language that a text looks like.
//!
//! In: the paragraphs of an article. Out: a BCP 47 tag. Deliberately absent: regions and scripts, which a text of a few sentences
//! doesn't tell.

/// How much of a text its language is told by, in bytes, beside the paragraph in which that ends.
const MOST_OF_TEXT: usize = 1_000;

/// The language of paragraphs, if it can be told.
pub(super) fn of<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut text = String::new();
    for paragraph in paragraphs {
        if text.len() > MOST_OF_TEXT {
            break;
        }
        text.push_str(paragraph);
        text.push('\n');
    }
    let code = whatlang::detect_lang(&text)?.code();
    let tag = SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short);
    Some(tag.to_owned())
}

/// Languages that have a code of two letters, which is their tag, by their codes of three.
const SHORT: [(&str, &str); 70] = [
    ("eng", "en"),
    ("kor", "ko"),
    ("jpn", "ja"),
    ("cmn", "zh"),
    ("rus", "ru"),
    ("ukr", "uk"),
    ("deu", "de"),
    ("fra", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("nld", "nl"),
    ("pol", "pl"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("bul", "bg"),
    ("srp", "sr"),
    ("hrv", "hr"),
    ("slv", "sl"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("fin", "fi"),
    ("swe", "sv"),
    ("nob", "nb"),
    ("dan", "da"),
    ("ell", "el"),
    ("tur", "tr"),
    ("aze", "az"),
    ("kat", "ka"),
    ("hye", "hy"),
    ("heb", "he"),
    ("ara", "ar"),
    ("pes", "fa"),
    ("urd", "ur"),
    ("hin", "hi"),
    ("ben", "bn"),
    ("pan", "pa"),
    ("guj", "gu"),
    ("mar", "mr"),
    ("tam", "ta"),
    ("tel", "te"),
    ("kan", "kn"),
    ("mal", "ml"),
    ("ori", "or"),
    ("sin", "si"),
    ("nep", "ne"),
    ("tha", "th"),
    ("mya", "my"),
    ("khm", "km"),
    ("vie", "vi"),
    ("ind", "id"),
    ("jav", "jv"),
    ("tgl", "tl"),
    ("uzb", "uz"),
    ("tuk", "tk"),
    ("bel", "be"),
    ("cat", "ca"),
    ("afr", "af"),
    ("epo", "eo"),
    ("amh", "am"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("aka", "ak"),
    ("lat", "la"),
    ("yid", "yi"),
    ("cym", "cy"),
];
