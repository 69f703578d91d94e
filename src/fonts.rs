//! The fonts in which cards are drawn: the site's own, then those of the system.
//!
//! In: the site's folder. Out: for a character, the face that has it. Fonts are an input like the files of the site, but a
//! large one that most runs don't need: so they are looked for when the first card is drawn, and of those that are found, only
//! what is drawn with is kept in memory. Which face is taken depends on nothing but the faces that there are: on one machine a
//! text always looks the same. Deliberately absent: families by wish. What a system has can't be known, so a card asks for a
//! weight and a language, and gets the best that there is.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Source, Style};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use xxhash_rust::xxh3::Xxh3;

/// The folder of a site with fonts of its own. Nothing in it is published.
pub const FOLDER: &str = "fonts";

/// Families for scripts with letters, the best first. Most systems have one of them.
const LETTERS: [&str; 9] = [
    "Noto Sans",
    "Source Sans 3",
    "Segoe UI",
    "Helvetica Neue",
    "Helvetica",
    "Liberation Sans",
    "Arial",
    "DejaVu Sans",
    "Verdana",
];

/// Families for Hangul, kana and hanzi as each language writes them, the best first.
const KOREAN: [&str; 7] = [
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans K",
    "Source Han Sans KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
];
const JAPANESE: [&str; 7] = [
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans",
    "Source Han Sans JP",
    "Hiragino Sans",
    "Yu Gothic",
    "IPAexGothic",
];
const SIMPLIFIED: [&str; 6] =
    ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"];
const TRADITIONAL: [&str; 5] =
    ["Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"];

/// The fonts that there are. Cheap to clone; nothing is read before it is needed.
#[derive(Clone, Default)]
pub struct Fonts(Arc<Found>);

#[derive(Default)]
struct Found {
    /// The folder of the site; nothing for no fonts at all.
    root: Option<PathBuf>,
    faces: OnceLock<Faces>,
}

/// How a text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// As running text.
    Regular,
    /// As a title.
    Bold,
}

/// What a text is written in, as far as fonts differ by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hand {
    /// As Koreans write hanzi; also where nothing is known.
    Korean,
    /// As Japanese write them.
    Japanese,
    /// As they are written in mainland China and Singapore.
    Simplified,
    /// As they are written in Taiwan and Hong Kong.
    Traditional,
}

/// A face that is drawn with: its place among all, and what tells its bytes from others.
#[derive(Clone)]
pub struct Face {
    /// What a database of fonts has to know of it, with its bytes in memory.
    pub info: FaceInfo,
    /// Changes with any byte of its font.
    pub mark: u64,
}

/// What faces are chosen by.
type Look = (Hand, Weight);

/// Places of faces, what is tried first being first.
type Order = Arc<[usize]>;

/// All faces, and what was found out of them.
#[derive(Default)]
struct Faces {
    database: Database,
    all: Vec<Candidate>,
    /// The order in which faces are tried.
    orders: Mutex<HashMap<Look, Order>>,
    /// The face that has a character.
    found: Mutex<HashMap<(char, Look), Option<Glyph>>>,
    /// Those that are drawn with, by place.
    kept: Mutex<HashMap<usize, Option<Face>>>,
}

struct Candidate {
    id: ID,
    family: String,
    name: String,
    weight: u16,
    index: u32,
    is_own: bool,
}

/// Where a character is found.
#[derive(Clone, Copy)]
struct Glyph {
    face: usize,
    /// How wide it is, in widths of an em.
    advance: f32,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fonts").field(&self.0.root).finish()
    }
}

impl Hand {
    /// The hand of a language, a BCP 47 tag.
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.split('-').map(str::to_ascii_lowercase);
        match parts.next().as_deref() {
            Some("ja") => Self::Japanese,
            Some("zh") if parts.any(|part| ["hant", "tw", "hk", "mo"].contains(&part.as_str())) => Self::Traditional,
            Some("zh") => Self::Simplified,
            _ => Self::Korean,
        }
    }

    /// Families for it, then those for the others.
    fn families(self) -> impl Iterator<Item = &'static str> {
        let own: &[&str] = match self {
            Self::Korean => &KOREAN,
            Self::Japanese => &JAPANESE,
            Self::Simplified => &SIMPLIFIED,
            Self::Traditional => &TRADITIONAL,
        };
        let all: [&[&str]; 5] = [own, &KOREAN, &JAPANESE, &SIMPLIFIED, &TRADITIONAL];
        LETTERS.into_iter().chain(all.into_iter().flatten().copied())
    }
}

impl Weight {
    /// As CSS has it.
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }
}

impl Fonts {
    /// The fonts for the site in a folder: its own, then those of the system.
    pub fn of(root: &Path) -> Self {
        Self(Arc::new(Found { root: Some(root.to_owned()), faces: OnceLock::new() }))
    }

    /// The first character of a text that no font has, if there is one.
    pub fn lacking(&self, text: &str, hand: Hand, weight: Weight) -> Option<char> {
        text.chars().find(|c| !is_unseen(*c) && self.faces().glyph(*c, hand, weight).is_none())
    }

    /// How wide a text is, in widths of an em, before letters are set closer to each other. What no font has is an em wide.
    pub fn width(&self, text: &str, hand: Hand, weight: Weight) -> f32 {
        let faces = self.faces();
        let width = |c| match faces.glyph(c, hand, weight) {
            Some(glyph) => glyph.advance,
            None if is_unseen(c) => 0.0,
            None => 1.0,
        };
        text.chars().map(width).sum()
    }

    /// The faces that a text is drawn with, in the order in which they are to be tried.
    pub fn faces_for(&self, text: &str, hand: Hand, weight: Weight) -> Vec<Face> {
        let faces = self.faces();
        let characters: BTreeSet<char> = text.chars().collect();
        let glyphs = characters.into_iter().filter_map(|c| faces.glyph(c, hand, weight));
        let needed: BTreeSet<usize> = glyphs.map(|glyph| glyph.face).collect();
        let order = faces.order(hand, weight);
        order.iter().filter(|place| needed.contains(place)).filter_map(|place| faces.face(*place)).collect()
    }

    fn faces(&self) -> &Faces {
        self.0.faces.get_or_init(|| self.0.root.as_deref().map_or_else(Faces::default, Faces::find))
    }
}

impl Faces {
    fn find(root: &Path) -> Self {
        let mut database = Database::new();
        database.load_fonts_dir(root.join(FOLDER));
        let own = database.len();
        database.load_system_fonts();
        let usable = |face: &FaceInfo| {
            // This one has a box for every character.
            face.style == Style::Normal && !face.monospaced && !face.post_script_name.contains("LastResort")
        };
        let candidates = database.faces().enumerate().filter(|(n, face)| *n < own || usable(face));
        let all = candidates.map(|(n, face)| Candidate {
            id: face.id,
            family: face.families.first().map_or_else(String::new, |(name, _)| name.clone()),
            name: face.post_script_name.clone(),
            weight: face.weight.0,
            index: face.index,
            is_own: n < own,
        });
        let all = all.collect();
        Self { database, all, ..Self::default() }
    }

    /// The places of all faces.
    fn order(&self, hand: Hand, weight: Weight) -> Order {
        let mut orders = self.orders.lock().expect("no thread panics while it holds the lock");
        let make = || {
            let mut places: Vec<usize> = (0..self.all.len()).collect();
            places.sort_by_cached_key(|place| self.rank(*place, hand, weight));
            places.into()
        };
        orders.entry((hand, weight)).or_insert_with(make).clone()
    }

    /// How soon a face is tried: own ones first, then by family and nearness of weight, and by name so that no two are alike.
    fn rank(&self, place: usize, hand: Hand, weight: Weight) -> (bool, usize, u16, &str, &str, u32) {
        let face = &self.all[place];
        let family = hand.families().position(|family| family == face.family).unwrap_or(usize::MAX);
        let distance = face.weight.abs_diff(weight.number());
        (!face.is_own, family, distance, &face.family, &face.name, face.index)
    }

    fn glyph(&self, c: char, hand: Hand, weight: Weight) -> Option<Glyph> {
        let key = (c, (hand, weight));
        let found = || self.found.lock().expect("no thread panics while it holds the lock");
        if let Some(glyph) = found().get(&key) {
            return *glyph;
        }
        let order = self.order(hand, weight);
        let glyph = order.iter().find_map(|face| Some(Glyph { face: *face, advance: self.advance(*face, c)? }));
        found().insert(key, glyph);
        glyph
    }

    /// How wide a character is in a face that has it.
    fn advance(&self, place: usize, c: char) -> Option<f32> {
        let advance = |data: &[u8], index: u32| {
            let font = FontRef::from_index(data, index).ok()?;
            let glyph = font.charmap().map(c)?;
            let (size, location) = (Size::unscaled(), LocationRef::default());
            let em = font.metrics(size, location).units_per_em;
            font.glyph_metrics(size, location).advance_width(glyph).map(|width| width / f32::from(em))
        };
        if let Some(Some(face)) = self.kept.lock().expect("no thread panics while it holds the lock").get(&place)
            && let Source::Binary(data) = &face.info.source
        {
            return advance((**data).as_ref(), face.info.index);
        }
        self.database.with_face_data(self.all[place].id, advance)?
    }

    /// A face with its bytes. Those of a file that holds several faces are kept once.
    fn face(&self, place: usize) -> Option<Face> {
        let mut kept = self.kept.lock().expect("no thread panics while it holds the lock");
        if let Some(face) = kept.get(&place) {
            return face.clone();
        }
        let info = self.database.face(self.all[place].id)?;
        let path = |info: &FaceInfo| if let Source::File(path) = &info.source { Some(path.clone()) } else { None };
        let of_same_file = self.all.iter().enumerate().filter(|(_, other)| {
            self.database.face(other.id).is_some_and(|other| path(other).is_some() && path(other) == path(info))
        });
        let known = of_same_file.filter_map(|(n, _)| kept.get(&n)?.clone()).next();
        let made = known.or_else(|| {
            let data = self.database.with_face_data(info.id, |data, _| data.to_vec())?;
            let mut hash = Xxh3::new();
            hash.update(&data);
            let info = FaceInfo { source: Source::Binary(Arc::new(data)), ..info.clone() };
            Some(Face { info, mark: hash.digest() })
        });
        let face =
            made.map(|face| Face { info: FaceInfo { source: face.info.source, ..info.clone() }, mark: face.mark });
        kept.insert(place, face.clone());
        face
    }
}

/// Whether a character shows nothing by itself, so that no font needs to have it: spaces, and what only tells how its neighbours
/// are set.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}
