//! The made-up news that every generator gets: topics, and articles with texts that differ.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How many topics there are: each lists a tenth of the articles.
pub(crate) const TOPICS: usize = 20;

const WORDS: usize = 600;

/// An article as every generator has it.
pub(crate) struct Article {
    pub number: usize,
    pub title: String,
    /// A day, `YYYY-MM-DD`.
    pub date: String,
    pub summary: String,
    pub topics: [usize; 2],
    /// Markdown, with `{{another}}` where a link to the article of the number `another` leads.
    body: String,
    pub another: usize,
}

impl Article {
    pub(crate) fn new(number: usize, all: usize) -> Self {
        let mut words = Words(number as u64 + 1);
        let title = capital(&words.some(7));
        Self {
            number,
            title: format!("{title} {number}"),
            date: format!("20{:02}-{:02}-{:02}", 10 + number % 15, number / 15 % 12 + 1, number / 180 % 28 + 1),
            summary: format!("{}.", capital(&words.some(18))),
            topics: [number % TOPICS, (number + 1 + number / TOPICS % (TOPICS - 1)) % TOPICS],
            body: body(&mut words),
            another: (number + 13) % all,
        }
    }

    /// The text, in which the one link to another article is written as `link`.
    pub(crate) fn body(&self, link: &str) -> String {
        self.body.replace("{{another}}", link)
    }
}

/// Paragraphs, a heading, a list, a quotation, emphasis and links, as in an article that somebody has cleaned.
fn body(words: &mut Words) -> String {
    let mut text = String::new();
    let mut count = 0;
    let mut paragraph = 0;
    while count < WORDS {
        let mut sentences = String::new();
        for n in 0..4 {
            let length = 12 + words.below(12);
            count += length;
            let mut sentence = capital(&words.some(length));
            match (paragraph + n) % 5 {
                0 => sentence = sentence.replacen(' ', " *quite* ", 1),
                3 => sentence = sentence.replacen(' ', " **not** ", 1),
                _ => {}
            }
            let _ = write!(sentences, "{sentence}. ");
        }
        let sentences = sentences.trim_end();
        let _ = match paragraph {
            1 => writeln!(text, "## {}\n\n{sentences}\n", capital(&words.some(4))),
            2 => writeln!(text, "{sentences} As [told before]({{{{another}}}}), so now.\n"),
            3 => writeln!(text, "- {}\n- {}\n- {}\n\n{sentences}\n", words.some(6), words.some(5), words.some(7)),
            4 => writeln!(text, "> {sentences}\n"),
            5 => writeln!(text, "{sentences} See [the record](https://example.com/{}).\n", words.below(1_000_000)),
            _ => writeln!(text, "{sentences}\n"),
        };
        paragraph += 1;
    }
    text
}

/// Changes a word of an article.
pub(crate) fn edit(file: &Path, round: usize) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let text = text.split("\n\nEdited ").next().unwrap_or_default().trim_end();
    fs::write(file, format!("{text}\n\nEdited {round} times.\n"))
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Words that look like words, always the same for a seed. (The generator is SplitMix64.)
pub(crate) struct Words(pub u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    /// So many words, the short and frequent ones more often.
    pub(crate) fn some(&mut self, count: usize) -> String {
        const SYLLABLES: [&str; 24] = [
            "ka", "ri", "men", "to", "sal", "ver", "ni", "do", "pel", "ar", "ste", "lo", "qui", "ban", "ter", "em",
            "os", "fra", "gul", "we", "in", "cho", "da", "y",
        ];
        let mut text = String::new();
        for n in 0..count {
            if n > 0 {
                text.push(' ');
            }
            // About 4,000 words.
            let rarest = self.below(4_000) + 1;
            let mut rest = self.below(rarest) + 1;
            while rest > 0 {
                text.push_str(SYLLABLES[rest % SYLLABLES.len()]);
                rest /= SYLLABLES.len();
            }
        }
        text
    }
}
