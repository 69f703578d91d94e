//! Bytes become text, in whatever encoding they were saved.
//!
//! In: the bytes of a file. Out: its text, with `\n` as line end, and which encoding it was. A byte order mark counts first, then
//! UTF-8, then what HTML says of itself, then what the bytes look like (chardetng, by which a browser guesses). Deliberately absent:
//! what the text is.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use regex::bytes::Regex;

/// Largest input in bytes, after it was unpacked. Saved pages with their pictures inside are the largest that people have.
pub const MAX_INPUT_BYTES: usize = 32 * 1024 * 1024;

/// Where HTML may say its encoding, in bytes: browsers look no further.
const HEAD: usize = 1024;

/// Of how many characters one at most is no character of any text, or what holds them is none.
const ODD: usize = 20;

/// How formats that hold texts and are none begin, and what they are.
const FORMATS: [(&[u8], &str); 4] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file, as those of word processors are"),
    (b"\xd0\xcf\x11\xe0", "a file of a word processor"),
    (b"{\\rtf", "a file of a word processor"),
];

/// A text, and what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark; each line ends with `\n`.
    pub(super) text: String,
    /// The encoding's name.
    pub(super) encoding: &'static str,
    /// Whether some bytes were no text in it.
    pub(super) is_damaged: bool,
}

/// Reads bytes as text.
///
/// # Errors
/// When they are none: in words.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((_, what)) = FORMATS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Err(format!("it is {what}, and no text; save what it says as .txt"));
    }
    let encoding = encoding(bytes);
    let (text, encoding, is_damaged) = encoding.decode(bytes);
    let is_odd = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
    if text.chars().filter(is_odd).count() > text.chars().count() / ODD + 1 {
        return Err("it is no text".to_owned());
    }
    // A NUL is no part of any text, and not allowed in YAML or HTML.
    let text = if text.contains(['\r', '\0']) {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', ""))
    } else {
        text
    };
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), is_damaged })
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})"#)
            .expect("the expression is well-formed")
    });
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    // Texts of seven bits are UTF-8 whatever they are; ISO-2022-JP is one that says so by its escapes.
    let is_utf_8 = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1b);
    if is_utf_8 {
        return UTF_8;
    }
    let head = &bytes[..bytes.len().min(HEAD * 4)];
    let said = CHARSET.captures(head).and_then(|found| Encoding::for_label(&found[1]));
    if let Some(said) = said.filter(|said| *said != UTF_8 && !said.name().starts_with("UTF-16")) {
        return said;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 without a byte order mark: in any script there are spaces and line ends, half of which are zero bytes.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 20 + 1;
    // A few letters have a zero in their other half.
    let is_rare = |zeros: usize, others: usize| zeros <= others / 8;
    if odd > enough && is_rare(even, odd) {
        Some(UTF_16LE)
    } else if even > enough && is_rare(odd, even) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The bytes of an input as they were before gzip; `None` when there are more than [`MAX_INPUT_BYTES`].
///
/// # Errors
/// When they can't be read, or are no gzip stream although they begin like one.
pub fn read_bounded(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let Some(bytes) = bounded(from)? else { return Ok(None) };
    if bytes.starts_with(&[0x1f, 0x8b]) { bounded(MultiGzDecoder::new(&bytes[..])) } else { Ok(Some(bytes)) }
}

fn bounded(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(MAX_INPUT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_INPUT_BYTES).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use encoding_rs::{BIG5, EUC_KR, GB18030, ISO_2022_JP, SHIFT_JIS, WINDOWS_1252};
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{Decoded, MAX_INPUT_BYTES, read_bounded};

    const KOREAN: &str = "항구 관리국은 금요일 새 부두의 문을 열었다고 밝혔다. 시장은 기념식에 참석하지 않았다.";
    const JAPANESE: &str = "港湾局は金曜日、新しい桟橋を開いたと発表した。市長は式典に出席しなかったという。";
    const CHINESE: &str = "港务局星期五宣布新码头启用，市长没有出席仪式，当地渔民表示欢迎。";
    const WESTERN: &str = "Le maire a déclaré « c'était prévu » à l'été, et les pêcheurs étaient à l'arrêt.";

    fn decode(bytes: &[u8]) -> Decoded {
        super::decode(bytes).expect("it is a text")
    }

    #[test]
    fn what_is_no_text_is_told() {
        let picture: Vec<u8> = (0..4000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        assert_eq!(super::decode(&picture), Err("it is no text".to_owned()));
        let says = |bytes: &[u8]| super::decode(bytes).expect_err("it is no text");
        assert_eq!(says(b"%PDF-1.4\n1 0 obj"), "it is a PDF, and no text; save what it says as .txt");
        assert!(says(b"PK\x03\x04word/document.xml").contains("word processors"));
        // A byte or two that went wrong on the way are no reason.
        let damaged = decode(b"The pier\xff opens\x00 on Friday \x1b[1m, in \xed\x95\xad\xea\xb5\xac");
        assert!(damaged.text.contains("opens on Friday"), "{}", damaged.text);
    }

    #[test]
    fn texts_are_read_in_the_encoding_that_they_were_saved_in() {
        let saved = [
            (KOREAN, EUC_KR),
            (JAPANESE, SHIFT_JIS),
            (JAPANESE, encoding_rs::EUC_JP),
            (JAPANESE, ISO_2022_JP),
            (CHINESE, GB18030),
            (WESTERN, WINDOWS_1252),
        ];
        for (text, encoding) in saved {
            let (bytes, _, is_damaged) = encoding.encode(text);
            assert!(!is_damaged, "{}", encoding.name());
            assert_eq!(decode(&bytes).text, text, "{}", encoding.name());
        }
    }

    #[test]
    fn what_a_page_says_of_itself_comes_before_what_it_looks_like() {
        let page = format!("<html><head><meta charset=\"big5\"></head>{}", "港務局開幕");
        let (bytes, _, _) = BIG5.encode(&page);
        let read = decode(&bytes);
        assert_eq!((read.text, read.encoding), (page, "Big5"));
        // A page that says UTF-8 and isn't is guessed.
        let page = format!("<meta charset=utf-8><p>{KOREAN}");
        let (bytes, _, _) = EUC_KR.encode(&page);
        assert_eq!(decode(&bytes).text, page);
    }

    #[test]
    fn unicode_is_told_with_and_without_its_mark() {
        let utf_16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let text = format!("{WESTERN}\n{KOREAN}\n");
        for bytes in [
            text.clone().into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            utf_16(&format!("\u{feff}{text}")),
            utf_16(&text),
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            text.replace('\n', "\r\n").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
        ] {
            assert_eq!(decode(&bytes).text, text);
        }
    }

    #[test]
    fn what_grows_without_bound_is_refused() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"a page").expect("memory takes it");
        let packed = packed.finish().expect("memory takes it");
        assert_eq!(read_bounded(&packed[..]).expect("it is gzip").as_deref(), Some(&b"a page"[..]));
        let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut std::io::repeat(b'a').take(MAX_INPUT_BYTES as u64 + 1), &mut bomb).expect("it is taken");
        let bomb = bomb.finish().expect("memory takes it");
        assert_eq!(read_bounded(&bomb[..]).expect("it is gzip"), None);
        assert_eq!(read_bounded(std::io::repeat(b'a')).expect("it can be read"), None);
        read_bounded(&[0x1f, 0x8b, 0, 0][..]).expect_err("it is cut short");
    }
}
