//! Cards: what they show, in which fonts, and when they are drawn again.

use std::fs;
use std::path::Path;

use briefgen::cards::{self, Drawing, HEIGHT, TEXT_WIDTH, WIDTH};
use briefgen::fonts::{Fonts, Hand, Weight};
use briefgen::model::Options;
use briefgen::pages::{self, Card, CardOf};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, Tree};

use crate::support::{self, Folder, REPOSITORY, selector, text};

/// A site with a topic and an article, of these titles.
fn site(topic: &str, article: &str) -> Folder {
    Folder::of([
        ("site.toml", "title = \"Harbour\"\nbase_url = \"https://example.org/a/\"\n[cards]\narticles = true\n"),
        ("content/topics/quay.md", &format!("---\ntitle: '{topic}'\n---\n")),
        (
            "content/articles/opens.md",
            &format!("---\ntitle: '{article}'\ndate: 2031-05-04\ntopics: [quay]\nsource: {{publisher: wire}}\n---\n"),
        ),
        ("content/publishers/wire.md", "---\nname: Sea Wire\n---\n"),
    ])
}

/// The SVG from which the card of the topic is drawn, in no font and so without texts, or in those of this machine.
fn svg_in(fonts: Fonts, site: &Folder) -> String {
    let plan = support::plan(&support::read(site.root()), &Options { fonts, ..Options::default() });
    let all = pages::cards(plan.sources());
    let (of, card) = all.iter().find(|(of, _)| matches!(of, CardOf::Topic(_))).unwrap();
    plan.drawing(card, &of.url(&plan.site)).unwrap().svg().to_owned()
}

fn decoded(png: &[u8]) -> Pixmap {
    Pixmap::decode_png(png).unwrap()
}

#[test]
fn every_topic_and_article_has_a_card_and_its_page_says_so() {
    let built = site("The quay", "The quay opens").build().succeeds();
    for (page, card, kind) in [
        ("index.html", "site", "website"),
        ("topics/quay/index.html", "topics/quay", "website"),
        ("articles/opens/index.html", "articles/opens", "article"),
        ("publishers/wire/index.html", "site", "website"),
    ] {
        let html = scraper::Html::parse_document(text(&built[page]));
        let meta = |name: &str| {
            let all = selector(&format!("meta[property=\"{name}\"], meta[name=\"{name}\"]"));
            html.select(&all).map(|meta| meta.attr("content").unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(meta("og:image"), [format!("https://example.org/a/static/cards/{card}.png")], "{page}");
        assert_eq!(meta("og:type"), [kind], "{page}");
        assert_eq!(meta("og:locale"), ["en_US"], "{page}");
        assert_eq!(meta("twitter:card"), ["summary_large_image"], "{page}");
        assert_eq!(meta("og:url"), [format!("https://example.org/a/{}", page.strip_suffix("index.html").unwrap())]);
        let published: &[&str] = if kind == "article" { &["2031-05-04"] } else { &[] };
        assert_eq!(meta("article:published_time"), published, "{page}");
        let pixels = decoded(&built[&format!("static/cards/{card}.png")]);
        assert_eq!((pixels.width(), pixels.height()), (WIDTH, HEIGHT));
    }
}

#[test]
fn a_site_may_have_no_cards_or_none_for_articles() {
    let with = |cards: &str| {
        site("T", "A").file("site.toml", &format!("title = \"T\"\nbase_url = \"https://example.org/\"\n{cards}"))
    };
    let cards = |folder: Folder| {
        let built = folder.build().succeeds();
        assert_eq!(
            text(&built["articles/opens/index.html"]).contains("og:image"),
            built.contains_key("static/cards/site.png")
        );
        built.into_keys().filter(|path| path.starts_with("static/cards/")).collect::<Vec<_>>()
    };
    assert_eq!(cards(with("[cards]\nenabled = false\n")), [""; 0]);
    assert_eq!(cards(with("")), ["static/cards/site.png", "static/cards/topics/quay.png"]);
}

/// A card that would look the same isn't drawn again: it is the file of the last output, unless that isn't whole.
#[test]
fn a_card_is_taken_over_while_it_shows_the_same() {
    let plan = |site: &Folder| support::plan(&support::read(site.root()), &Options::default());
    let (one, other) = (plan(&site("One", "A")), plan(&site("Other", "A")));
    let drawing = |plan: &briefgen::Plan| {
        let card = Card {
            kind: "topic",
            language: "en".to_owned(),
            label: String::new(),
            title: String::new(),
            note: String::new(),
            site: plan.site.topics.iter().next().unwrap().1.title.clone(),
            columns: vec![
                10.0,
                f64::from(u8::try_from(plan.site.topics.iter().next().unwrap().1.title.len()).unwrap()),
            ],
        };
        plan.drawing(&card, &CardOf::Site.url(&plan.site)).unwrap()
    };
    let (first, second) = (drawing(&one), drawing(&other));
    let png = first.draw().unwrap();
    assert!(first.is_in(&png) && drawing(&one).is_in(&png));
    assert!(!second.is_in(&png), "another card");
    assert!(!first.is_in(&png[..png.len() - 1]), "cut short");
    let mut zeros = png.clone();
    let middle = zeros.len() / 2;
    zeros[middle..].fill(0);
    assert!(!first.is_in(&zeros), "the end was never written");
    let mut flipped = png.clone();
    flipped[middle] ^= 1;
    assert!(!first.is_in(&flipped), "one bit is another");
    assert!(!first.is_in(&[png.as_slice(), b"x"].concat()), "something behind it");

    let (route, url) = one.routes.iter().find(|(route, _)| matches!(route, pages::Route::Card(_))).unwrap();
    let drawn = one.output(*route, url).unwrap();
    let briefgen::Output::Bytes(bytes) = &drawn else { panic!("a card is made of bytes") };
    assert_eq!(one.output_again(*route, url, || Some(bytes.clone())).unwrap(), drawn);
    assert_eq!(one.output_again(*route, url, || Some(b"another file".to_vec())).unwrap(), drawn);
}

/// What an author writes is text on a card, and a theme's card loads nothing.
#[test]
fn texts_are_escaped_and_nothing_is_loaded() {
    let hostile = "</text><image href=\"/etc/hostname\"/>&\"'<script>hit()</script>";
    let site =
        site("T", "A").file("content/topics/quay.md", &format!("---\ntitle: '{}'\n---\n", hostile.replace('\'', "''")));
    let svg = svg_in(Fonts::of(site.root()), &site);
    let parsed = roxmltree::Document::parse(&svg).unwrap();
    let elements: Vec<_> =
        parsed.descendants().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name()).collect();
    assert!(!elements.contains(&"image") && !elements.contains(&"script"), "{elements:?}");
    let pixels = r##"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>"##;
    for href in [pixels.replace('<', "&lt;"), format!("{REPOSITORY}/docs/topic.png")] {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><image href=\"{href}\" width=\"900\" height=\"500\"/></svg>"
        );
        let png = Drawing::new(svg, "en", &Fonts::default()).draw().unwrap();
        assert!(decoded(&png).pixels().iter().all(|pixel| pixel.demultiply() == Color::WHITE.to_color_u8()), "{href}");
    }
}

/// Texts fit between the margins at their size, whatever the script, and end where their readers expect it. Which fonts there
/// are is the system's affair: where it has none for a script, that isn't looked at.
#[test]
fn titles_are_set_in_lines_that_fit() {
    let fonts = Fonts::of(Path::new(REPOSITORY));
    let titles = [
        (
            "en",
            "Foreign ministers of three countries meet on the margins of a summit and say so at some length, twice over, for nobody",
        ),
        ("en", "Supercalifragilisticexpialidociousandmuchlongerthananylinecanholdatanysizethatthereis"),
        ("ko", "한미일 외교장관, 샌프란시스코에서 회담하고 북한의 위성 발사와 러시아와의 군사 협력을 규탄하다"),
        (
            "ja",
            "日米韓の外相、サンフランシスコで会談。「北朝鮮」の弾道ミサイルをめぐる情報共有の枠組みについて協議した、とのこと。",
        ),
        ("ru", "Министры иностранных дел трёх стран встретились на полях саммита"),
    ];
    for (language, title) in titles {
        let hand = Hand::of(language);
        if fonts.lacking(title, hand, Weight::Bold).is_some() {
            continue;
        }
        let card = Card {
            kind: "topic",
            language: language.to_owned(),
            label: "x".repeat(200),
            title: title.to_owned(),
            note: title.repeat(4),
            site: title.repeat(2),
            columns: Vec::new(),
        };
        let set = cards::set(&card, &fonts);
        assert!(!set.title.lines.is_empty() && set.title.lines.len() <= 4 && set.note.lines.len() == 2, "{set:?}");
        for (lines, weight) in [(&set.title, Weight::Bold), (&set.note, Weight::Regular)] {
            for line in &lines.lines {
                assert!(fonts.width(line, hand, weight) * lines.size as f32 <= TEXT_WIDTH, "{line}");
                assert!(!line.starts_with(['。', '、', '」', 'ー', ',', ' ']), "{line}");
            }
        }
        assert!(set.note.lines[1].ends_with('…') && set.site.ends_with('…') && set.label.ends_with('…'), "{set:?}");
        let whole: String = set.title.lines.join(" ");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert!(whole.ends_with('…') || squeezed(&whole) == squeezed(title), "nothing is lost: {set:?}");
        if language == "ko" {
            assert!(set.title.lines.iter().all(|line| title.split(' ').any(|word| line.starts_with(word))), "{set:?}");
        }
        // What is drawn keeps to the margins too.
        let svg = set.title.lines.iter().fold(String::new(), |svg, line| {
            format!("{svg}<text y=\"99\" font-size=\"{}\" font-weight=\"700\">{line}</text>", set.title.size)
        });
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">{svg}</svg>");
        let png = Drawing::new(svg, language, &fonts).draw().unwrap();
        let pixels = decoded(&png);
        let inked =
            |x: u32| (0..HEIGHT).any(|y| pixels.pixel(x, y).unwrap().demultiply() != Color::WHITE.to_color_u8());
        assert!(inked(40) || inked(20), "{title} is drawn");
        assert!((1041..WIDTH).all(|x| !inked(x)), "{title} keeps to the margin");
    }
}

/// A title as long as a front matter may be costs what its lines do.
#[test]
fn endless_titles_are_cut() {
    let fonts = Fonts::of(Path::new(REPOSITORY));
    for title in ["x".repeat(250_000), "x ".repeat(120_000), "한국 ".repeat(30_000)] {
        if fonts.lacking(&title, Hand::Korean, Weight::Bold).is_some() {
            continue;
        }
        let (site, note) = (String::new(), title.clone());
        let card = Card {
            kind: "site",
            language: "en".to_owned(),
            label: String::new(),
            title,
            note,
            site,
            columns: Vec::new(),
        };
        let set = cards::set(&card, &fonts);
        assert_eq!((set.title.lines.len(), set.note.lines.len()), (4, 2));
        assert!(set.title.lines[3].ends_with('…'), "{set:?}");
    }
}

/// No reader sees boxes: what no font has is left out, and told by `check` alone.
#[test]
fn what_no_font_has_is_left_out_and_told() {
    let site = site("Ships \u{10fffd}", "The quay opens");
    let svg = svg_in(Fonts::of(site.root()), &site);
    assert!(!svg.contains("Ships"), "{svg}");
    site.build().succeeds();
    let told = site.ask("check").run().stderr;
    assert!(told.contains("note[BG1007]: no font has U+10FFFD"), "{told}");
    assert!(told.contains("--> content/topics/quay.md"), "{told}");
}

/// The folder `fonts/` is looked into, and what lies in it is no part of the site.
#[test]
fn fonts_of_the_site_come_first_and_are_not_published() {
    let fonts = Path::new("/usr/share/fonts");
    let is_font = |path: &Path| path.extension().is_some_and(|ending| ending == "ttf" || ending == "otf");
    let found =
        walkdir::WalkDir::new(fonts).sort_by_file_name().into_iter().flatten().map(walkdir::DirEntry::into_path);
    // A font to try it with: where the system has none there, this is not looked at.
    let Some(font) = found.filter(|path| is_font(path)).find(|path| path.to_string_lossy().contains("Mono")) else {
        return;
    };
    let site = site("MMMM iiii", "A").copy(&font, "fonts/own.ttf");
    let width = |fonts: &Fonts, text| fonts.width(text, Hand::Korean, Weight::Regular);
    let (own, others) = (Fonts::of(site.root()), Fonts::of(Path::new(REPOSITORY)));
    // It is one in which all letters are as wide, which is taken for no card otherwise.
    assert_eq!(width(&own, "MMMM").to_bits(), width(&own, "iiii").to_bits());
    assert_ne!(width(&others, "MMMM").to_bits(), width(&others, "iiii").to_bits());
    assert!(site.build().succeeds().keys().all(|path| !path.contains("own.ttf")));
}

/// A fault of the card's template is told like one of a page's, by `build` and by `check`.
#[test]
fn faults_of_the_template_are_told() {
    let with = |card: &str| site("T", "A").file("themes/default/templates/card.svg", card);
    let unknown = with("<svg>{{ card.titel }}</svg>");
    for command in ["build", "check"] {
        let told = unknown.ask(command).run();
        assert_eq!(told.code, Some(1));
        assert!(told.stderr.contains("themes/default/templates/card.svg:1"), "{}", told.stderr);
    }
    let told = with("<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>").build().run();
    assert_eq!(told.code, Some(1));
    assert!(told.stderr.contains("is no SVG: "), "{}", told.stderr);
}

/// The icon that phones show is the one that browsers do, on white.
#[test]
fn the_icon_for_phones_is_drawn_from_the_other() {
    let folder = Path::new(REPOSITORY).join("themes/default/static");
    let svg = fs::read_to_string(folder.join("favicon.svg")).unwrap();
    let tree = Tree::from_str(&svg, &usvg::Options::default()).unwrap();
    let mut drawn = Pixmap::new(180, 180).unwrap();
    drawn.fill(Color::WHITE);
    let scale = 144.0 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale).post_translate(18.0, 18.0), &mut drawn.as_mut());
    let icon = folder.join("apple-touch-icon.png");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&icon, drawn.encode_png().unwrap()).unwrap();
    }
    assert!(decoded(&fs::read(&icon).unwrap()).data() == drawn.data(), "UPDATE_EXPECTED=1 draws it anew");
}
