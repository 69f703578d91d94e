//! Cards, the pictures that stand for a page where it is shared: SVG becomes PNG.
//!
//! In: what a card says ([`Card`], from `pages`), the fonts, and SVG that a theme's template made of both. Out: PNG. Since
//! SVG breaks no lines, texts are set here ([`set`]) and the template places them. A text that no font has is left out, so that
//! no reader sees boxes. SVG of a theme can load nothing: neither files nor addresses.
//! Deliberately absent: what cards look like, which is the theme's, and disk.

mod lines;
mod png;

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree, fontdb::Database};
use schemars::JsonSchema;
use serde::Serialize;
use skrifa::{FontRef, MetadataProvider};
use xxhash_rust::xxh3::Xxh3;

use self::lines::Measure;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fonts::{Face, Fonts, Hand, Weight};
use crate::pages::Card;

/// How wide a card is, in pixels.
pub const WIDTH: u32 = 1200;
/// How high it is.
pub const HEIGHT: u32 = 630;
/// How wide texts may become.
pub const TEXT_WIDTH: f32 = 1040.0;

/// The sizes of a title, in pixels, each with the number of lines that there is room for.
const TITLE_SIZES: [(u32, usize); 4] = [(76, 2), (64, 3), (54, 3), (46, 4)];
/// The size of what else a card says.
const SIZE: u32 = 32;
/// How many lines the note may take.
const NOTE_LINES: usize = 2;

/// Stands for how cards are drawn: it is counted up when the same SVG becomes another picture.
const DRAWING: u64 = 1;

/// A card with its texts in lines: what `card.svg` gets.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[schemars(rename = "Card")]
pub struct Set<'c> {
    /// `topic`, `article` or `site`.
    pub kind: &'static str,
    /// The language of its title, a BCP 47 tag.
    pub language: &'c str,
    /// What it is of: "Topic"; empty on the site's own.
    pub label: String,
    /// Its title, and the size at which it fits.
    pub title: Lines,
    /// What stands below it: figures, or who published what when.
    pub note: Lines,
    /// The name of the site; empty on the site's own.
    pub site: String,
    /// How much happened in each month or so, in percent of the most; empty where too little did.
    pub columns: &'c [f64],
}

/// A text in lines, each no wider than 1040 pixels.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema, Serialize)]
pub struct Lines {
    /// The size of its letters, in pixels.
    pub size: u32,
    /// The lines.
    pub lines: Vec<String>,
}

/// Sets the texts of a card.
pub fn set<'c>(card: &'c Card, fonts: &Fonts) -> Set<'c> {
    let hand = Hand::of(&card.language);
    let bold = Measure { fonts, hand, weight: Weight::Bold, language: &card.language };
    let regular = Measure { weight: Weight::Regular, ..bold };
    let line = |text: &str| regular.fit(text, SIZE, 1).lines.pop().unwrap_or_default();
    let fits = |(size, most): &(u32, usize)| {
        let lines = bold.wrapped(&card.title, *size, *most);
        (lines.len() <= *most).then_some(Lines { size: *size, lines })
    };
    let (smallest, most) = TITLE_SIZES[TITLE_SIZES.len() - 1];
    Set {
        kind: card.kind,
        language: &card.language,
        label: line(&card.label),
        title: TITLE_SIZES.iter().find_map(fits).unwrap_or_else(|| bold.fit(&card.title, smallest, most)),
        note: regular.fit(&card.note, SIZE, NOTE_LINES),
        site: line(&card.site),
        columns: &card.columns,
    }
}

/// What is told of cards of which fonts lack something: one advice for all of them, at the first one's file.
pub fn advice<'c>(cards: impl Iterator<Item = (&'c Card, Place)>, fonts: &Fonts) -> Option<Diagnostic> {
    let lacking = |card: &Card| {
        let hand = Hand::of(&card.language);
        let regular = [&card.label, &card.note, &card.site].map(|text| (text, Weight::Regular));
        let texts = [(&card.title, Weight::Bold)].into_iter().chain(regular);
        texts.into_iter().find_map(|(text, weight)| fonts.lacking(text, hand, weight))
    };
    let mut all = cards.filter_map(|(card, place)| Some((lacking(card)?, place)));
    let (c, place) = all.next()?;
    let others = match all.count() {
        0 => "the card of this page lacks a text".to_owned(),
        n => format!("the cards of this page and {n} more lack a text"),
    };
    let shown = if c.is_alphanumeric() { format!(" \"{c}\"") } else { String::new() };
    let message = format!("no font has U+{:04X}{shown}, so {others}", u32::from(c));
    let hint = "install a font for its script (on Debian: apt-get install fonts-noto-cjk), or put one into fonts/";
    Some(Diagnostic::new(Code::NoFont, place, message).hint(hint))
}

/// A drawing that is known and not yet made.
pub struct Drawing {
    svg: String,
    faces: Vec<Face>,
    mark: u64,
}

impl Drawing {
    /// What SVG shows in the fonts that there are.
    pub fn new(svg: String, language: &str, fonts: &Fonts) -> Self {
        let hand = Hand::of(language);
        let of_weight = |weight| fonts.faces_for(&svg, hand, weight);
        let faces = [of_weight(Weight::Regular), of_weight(Weight::Bold)].concat();
        let mut hash = Xxh3::new();
        hash.update(&DRAWING.to_le_bytes());
        hash.update(svg.as_bytes());
        for face in &faces {
            hash.update(&face.mark.to_le_bytes());
            hash.update(&face.info.index.to_le_bytes());
        }
        Self { mark: hash.digest(), svg, faces }
    }

    /// As SVG.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// Whether a file holds this drawing, whole: every drawing carries a mark of what it was made from.
    pub fn is_in(&self, png: &[u8]) -> bool {
        png::mark(png) == Some(self.mark)
    }

    /// Draws it.
    ///
    /// # Errors
    /// What is wrong with the SVG.
    pub fn draw(&self) -> Result<Vec<u8>, String> {
        let mut database = Database::new();
        for face in &self.faces {
            database.push_face_info(face.info.clone());
        }
        let options = Options {
            fontdb: Arc::new(database),
            font_resolver: resolver(),
            image_href_resolver: nothing(),
            ..Options::default()
        };
        let tree = Tree::from_str(&self.svg, &options).map_err(|error| error.to_string())?;
        let scale = (WIDTH as f32 / tree.size().width()).min(HEIGHT as f32 / tree.size().height());
        let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("a card has a size");
        pixels.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Ok(png::encode(&pixels, self.mark))
    }
}

/// Takes the first face of the weight that is asked for, and for what that lacks the next one.
fn resolver() -> FontResolver<'static> {
    let is_bold = |weight: u16| weight >= 600;
    FontResolver {
        select_font: Box::new(move |font, database| {
            let mut alike = database.faces().filter(|face| is_bold(face.weight.0) == is_bold(font.weight()));
            alike.next().or_else(|| database.faces().next()).map(|face| face.id)
        }),
        select_fallback: Box::new(|c, used, database| {
            let has =
                |data: &[u8], index| FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map(c).is_some());
            let weight = used.first().and_then(|id| database.face(*id)).map_or(0, |face| face.weight.0);
            let others = database.faces().filter(|face| !used.contains(&face.id));
            let able = others.filter(|face| database.with_face_data(face.id, has) == Some(true));
            able.min_by_key(|face| face.weight.0.abs_diff(weight)).map(|face| face.id)
        }),
    }
}

/// Shows no picture that SVG refers to.
fn nothing() -> ImageHrefResolver<'static> {
    ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) }
}
