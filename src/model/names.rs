//! The names of entities, and where a text names whom.
//!
//! In: the entities and publishers of the site. Out: a [`NameIndex`], which finds names in any text that readers see, and
//! warnings about names that two entities share. Deliberately absent: Markdown, and what becomes of a name that was found
//! (see `pages::autolink`).

mod boundary;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::Entity;
use super::order::Written;
use super::table::Id;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Spanned};
use crate::files::Span;

/// Longest name that is looked for, in bytes: bounds what a text costs in which one name ends another.
pub const MAX_NAME_BYTES: usize = 200;

/// Finds names and aliases of entities, in all languages, in a text.
///
/// Case counts: a person's name in lower case is a word. A name of one character is not looked for. The names of
/// publishers are in it too, so that `The Korea Herald` doesn't name Korea.
#[derive(Clone, Debug)]
pub struct NameIndex(Arc<Index>);

#[derive(Debug)]
struct Index {
    /// What it was made from.
    by_name: BTreeMap<String, Vec<Id<Entity>>>,
    searcher: AhoCorasick,
    /// For each pattern of the searcher, whose name it is.
    holders: Vec<Vec<Id<Entity>>>,
}

/// Where a text names an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch<'a> {
    /// The bytes of the name.
    pub span: Span,
    /// Whose name it is, by id: one entity, or several for an ambiguous name.
    pub entities: &'a [Id<Entity>],
}

impl NameMatch<'_> {
    /// The entity that is meant; `None` for an ambiguous name.
    pub fn entity(&self) -> Option<Id<Entity>> {
        match self.entities {
            [entity] => Some(*entity),
            _ => None,
        }
    }
}

/// By the names and whose they are, which is all that it goes by.
impl Hash for NameIndex {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.by_name.hash(state);
    }
}

impl NameIndex {
    /// An index of names as they are spelled, with whose they are: with nobody's, a name only hides those within it.
    fn new(by_name: BTreeMap<String, Vec<Id<Entity>>>) -> Self {
        // A text may be decomposed, as file names of one system are.
        let decomposed: Vec<(String, Vec<Id<Entity>>)> = by_name
            .iter()
            .map(|(name, holders)| (name.nfd().collect::<String>(), holders.clone()))
            .filter(|(decomposed, _)| !by_name.contains_key(decomposed))
            .collect();
        let all = by_name.iter().chain(decomposed.iter().map(|(name, holders)| (name, holders)));
        let (names, holders): (Vec<&String>, Vec<Vec<Id<Entity>>>) =
            all.map(|(name, holders)| (name, holders.clone())).unzip();
        let searcher = AhoCorasick::new(names).expect("all names together have far fewer than 2^31 bytes");
        Self(Arc::new(Index { by_name, searcher, holders }))
    }

    /// Whether nobody has a name that could be found.
    pub fn is_empty(&self) -> bool {
        self.0.holders.iter().all(Vec::is_empty)
    }

    /// The names in a text, in order and apart from one another; of names that overlap, the one that begins first and is
    /// longest. A name may stand over a single line break, and nothing is found in web and mail addresses.
    pub fn find(&self, text: &str) -> Vec<NameMatch<'_>> {
        let folded = Folded::new(text);
        let mut found: Vec<(Span, usize)> = self
            .0
            .searcher
            .find_overlapping_iter(folded.text.as_ref())
            .map(|found| (found.span().range(), found.pattern().as_usize()))
            .filter(|(span, _)| boundary::stands_alone(&folded.text, span))
            .collect();
        if found.is_empty() {
            return Vec::new();
        }
        found.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        let addresses = addresses(&folded.text);
        let mut end = 0;
        found.retain(|(span, _)| {
            let is_apart = span.start >= end;
            if is_apart {
                end = span.end;
            }
            is_apart
        });
        let is_in_address = |span: &Span| {
            let before = addresses.partition_point(|address| address.end <= span.start);
            addresses.get(before).is_some_and(|address| address.start < span.end)
        };
        found
            .into_iter()
            .filter(|(span, pattern)| !self.0.holders[*pattern].is_empty() && !is_in_address(span))
            .map(|(span, pattern)| NameMatch {
                span: folded.original(span.start)..folded.original(span.end),
                entities: &self.0.holders[pattern],
            })
            .collect()
    }
}

/// Whose each name is, and where it is given: the position of the entity among all, and the place of the name.
type Holders = BTreeMap<String, Vec<(usize, Place)>>;

/// Makes the index, or takes over one that was made before from the same names.
pub(super) fn index(written: &Written, made: Option<&NameIndex>) -> NameIndex {
    let mut by_name: BTreeMap<String, Vec<Id<Entity>>> = holders(&written.entities)
        .into_iter()
        .map(|(name, holders)| (name, holders.into_iter().map(|(n, _)| Id::at(n)).collect()))
        .collect();
    for publisher in &written.publishers {
        let names = publisher.names.iter().map(|(_, name)| name);
        for name in std::iter::once(&publisher.name).chain(names).filter_map(|name| spelling(name)) {
            by_name.entry(name).or_default();
        }
    }
    match made {
        Some(made) if made.0.by_name == by_name => made.clone(),
        _ => NameIndex::new(by_name),
    }
}

/// Warns of names that several entities share.
pub(super) fn shared(entities: &[Arc<document::Entity>]) -> impl Iterator<Item = Diagnostic> {
    holders(entities).into_iter().filter(|(_, holders)| holders.len() > 1).map(|(name, holders)| {
        let id = |n: &usize| &entities[*n].head.id;
        let message = match holders.as_slice() {
            [(one, _), (other, _)] => format!("{name:?} names both \"{}\" and \"{}\"", id(one), id(other)),
            many => format!("{name:?} names {} entities", many.len()),
        };
        let mut holders = holders.iter();
        let (_, first) = holders.next().expect("a name is somebody's");
        let fault = Diagnostic::new(Code::SharedName, first.clone(), message)
            .hint("texts that say it are linked to none of them: make the name longer, or remove it");
        holders.fold(fault, |fault, (n, place)| fault.also(place.clone(), format!("a name of \"{}\" too", id(n))))
    })
}

fn holders(entities: &[Arc<document::Entity>]) -> Holders {
    let mut all = Holders::new();
    for (n, entity) in entities.iter().enumerate() {
        let names = entity.aliases.iter().chain(entity.names.iter().map(|(_, name)| name));
        for Spanned { value, at } in std::iter::once(&entity.name).chain(names) {
            let Some(name) = spelling(value) else { continue };
            let holders = all.entry(name).or_default();
            // An entity may give a name twice, as for two languages.
            if holders.last().is_none_or(|(last, _)| *last != n) {
                holders.push((n, Place::Value(entity.head.file, *at)));
            }
        }
    }
    all
}

/// How a name is looked for: composed, and spelled as [`Folded`] spells texts. `None` for what isn't looked for.
fn spelling(name: &str) -> Option<String> {
    let name: String = name.trim().nfc().collect();
    let name = Folded::new(&name).text.into_owned();
    (name.chars().nth(1).is_some() && name.len() <= MAX_NAME_BYTES).then_some(name)
}

/// A text in which signs that differ only in their looks are the same: white space is one space, and apostrophes and
/// hyphens are those of a keyboard.
struct Folded<'t> {
    text: Cow<'t, str>,
    /// Bytes of the folded text and of the original that go together, wherever the distance between them changes.
    steps: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    fn new(original: &'t str) -> Self {
        let mut text = String::new();
        let mut steps = Vec::new();
        // What was copied so far of the original.
        let mut copied = 0;
        let mut start = 0;
        while let Some(skipped) = position_of_fold(&original.as_bytes()[start..]) {
            start += skipped;
            let mut chars = original[start..].char_indices().peekable();
            let (_, c) = chars.next().expect("a fold begins with a character");
            let mut end = start + c.len_utf8();
            let folded = match c {
                '\u{2019}' => '\'',
                '\u{2010}' | '\u{2011}' => '-',
                c if c.is_whitespace() => {
                    let mut lines = usize::from(c == '\n');
                    while let Some((at, next)) = chars.next_if(|(_, next)| next.is_whitespace()) {
                        end = start + at + next.len_utf8();
                        lines += usize::from(next == '\n');
                    }
                    // An empty line ends a paragraph, and no name goes on behind it.
                    if lines > 1 { '\n' } else { ' ' }
                }
                _ => {
                    start = end;
                    continue;
                }
            };
            let span = std::mem::replace(&mut start, end)..end;
            let mut utf8 = [0; 4];
            let folded: &str = folded.encode_utf8(&mut utf8);
            if *folded == original[span.clone()] {
                continue;
            }
            text.push_str(&original[copied..span.start]);
            text.push_str(folded);
            copied = end;
            steps.push((text.len(), end));
        }
        if steps.is_empty() {
            return Self { text: Cow::Borrowed(original), steps };
        }
        text.push_str(&original[copied..]);
        Self { text: Cow::Owned(text), steps }
    }

    /// The byte of the original for one of the folded text.
    fn original(&self, at: usize) -> usize {
        let passed = self.steps.partition_point(|(folded, _)| *folded <= at);
        passed.checked_sub(1).map_or(at, |last| {
            let (folded, original) = self.steps[last];
            original + (at - folded)
        })
    }
}

/// Where the first character lies that folding may change. Most of a text is passed over, byte by byte.
fn position_of_fold(bytes: &[u8]) -> Option<usize> {
    // White space, or the first byte of what may be white space or a look-alike: U+0085 and U+00A0, U+1680, U+2000 to U+205F
    // with the apostrophe and the hyphens, U+3000.
    let may_fold = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0xc2 | 0xe1..=0xe3);
    let is_lone_space = |n: usize| bytes[n] == b' ' && !bytes.get(n + 1).is_some_and(may_fold);
    bytes.iter().enumerate().position(|(n, byte)| may_fold(byte) && !is_lone_space(n))
}

/// Web and mail addresses in a text, in order: words that hold `://`, `www.` or `@`. A name in an address names nobody.
fn addresses(text: &str) -> Vec<Span> {
    let mut signs: Vec<usize> =
        ["://", "www.", "@"].iter().flat_map(|sign| text.match_indices(sign)).map(|(at, _)| at).collect();
    signs.sort_unstable();
    let mut found: Vec<Span> = Vec::new();
    for sign in signs {
        let searched = found.last().map_or(0, |last| last.end);
        if sign < searched {
            continue;
        }
        let word = text[searched..sign].bytes().rev().take_while(u8::is_ascii_graphic).count();
        let is_end =
            |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '、' | '。' | '，' | '）' | '」' | '』');
        let end = text[sign..].find(is_end).map_or(text.len(), |end| sign + end);
        found.push(sign - word..end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index of these names, each of which is that of the entity at its position; ambiguous where one stands twice.
    fn index(names: &[&str]) -> NameIndex {
        let mut by_name: BTreeMap<String, Vec<Id<Entity>>> = BTreeMap::new();
        for (n, name) in names.iter().enumerate() {
            by_name.entry(spelling(name).expect("it is looked for")).or_default().push(Id::at(n));
        }
        NameIndex::new(by_name)
    }

    /// The names that are found, each with the entities in brackets.
    fn found(names: &[&str], text: &str) -> String {
        let index = index(names);
        let found = index.find(text);
        let each = found.iter().map(|found| format!("{} {:?}", &text[found.span.clone()], found.entities));
        each.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn the_longest_name_that_is_whole_is_found() {
        let names = ["Varn", "Varn Bay", "Bay", "Varn Bay Council"];
        assert_eq!(
            found(&names, "Varn Bay Council, Varn Bay, Varn"),
            "Varn Bay Council [#3] | Varn Bay [#1] | Varn [#0]"
        );
        // What goes on as another word gives way to a shorter name.
        assert_eq!(found(&names, "Varn Bay Councillors, Varn Bays"), "Varn Bay [#1] | Varn [#0]");
        assert_eq!(found(&["varn"], "Varn VARN varn"), "varn [#0]");
    }

    #[test]
    fn an_ambiguous_name_is_told_with_all_whose_it_is_and_hides_shorter_ones() {
        assert_eq!(found(&["Jo Berg", "Jo Berg", "Jo"], "Jo Berg and Jo"), "Jo Berg [#0, #1] | Jo [#2]");
    }

    #[test]
    fn signs_that_differ_in_looks_are_the_same() {
        let names = ["Jo O'Dale", "Tae-yul", "Caf\u{e9} Mun", "다온"];
        assert_eq!(found(&names, "“Jo\n  O’Dale’s” – Tae\u{2011}yul"), "Jo\n  O’Dale [#0] | Tae\u{2011}yul [#1]");
        assert_eq!(found(&names, "x\u{a0}Jo\u{a0}O'Dale"), "Jo\u{a0}O'Dale [#0]");
        assert_eq!(found(&names, "Jo\n\nO'Dale"), "");
        assert_eq!(found(&names, "Cafe\u{301} Mun"), "Cafe\u{301} Mun [#2]");
        let decomposed: String = "다온은".nfd().collect();
        assert_eq!(found(&names, &decomposed), format!("{} [#3]", "다온".nfd()));
    }

    #[test]
    fn addresses_name_nobody() {
        let text =
            "(https://varn.example/Varn?Varn) a@Varn.example, www.Varn.example, 詳細はhttps://x.example/Varn。Varnは";
        assert_eq!(found(&["Varn"], text), "Varn [#0]");
        assert_eq!(index(&["Varn"]).find(text)[0].span.start, text.rfind("Varn").unwrap());
    }

    #[test]
    fn an_index_of_publishers_alone_is_empty() {
        let of = |holders: Vec<Id<Entity>>| NameIndex::new([("The Varn".to_owned(), holders)].into());
        assert!(of(Vec::new()).is_empty());
        assert!(!of(vec![Id::at(0)]).is_empty());
    }

    #[test]
    fn names_of_one_letter_or_beyond_measure_are_not_looked_for() {
        assert_eq!(spelling(" 日 "), None);
        assert_eq!(spelling(&"x".repeat(MAX_NAME_BYTES + 1)), None);
        assert_eq!(spelling("Jo\u{a0} Berg").as_deref(), Some("Jo Berg"));
    }
}
