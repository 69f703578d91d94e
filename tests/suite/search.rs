//! The search: what is in its index, what isn't, and where there is none.

use std::collections::BTreeSet;
use std::io::Read;

use briefgen::model::Options;
use briefgen::pages::{self, Content, Page, Record, Volume};

use super::support::{self, Folder, Tree, text};

/// The files of an index with what they hold as text: its own format keeps texts as they are, between bytes that are none.
/// The words of languages that are written without spaces are parted by a sign that nobody sees.
pub(crate) fn unpacked(tree: &Tree) -> Vec<(&String, String)> {
    let mut unpacked = Vec::new();
    for (path, bytes) in tree.iter().filter(|(_, bytes)| bytes.starts_with(&[0x1f, 0x8b])) {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_end(&mut plain)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        unpacked.push((path, String::from_utf8_lossy(&plain).replace('\u{200b}', "")));
    }
    unpacked
}

/// An English site with texts in Korean and Japanese, and one of each kind.
fn site() -> Folder {
    Folder::of([
        ("site.toml", "title = \"Harbour\"\nbase_url = \"https://example.org/a/\"\ndescription = \"Ships.\"\n"),
        ("content/topics/quay.md", "---\ntitle: The quay\nshort_title: Quay\nsummary: Stones.\n---\nA *brief*.\n"),
        (
            "content/entities/lund.md",
            "---\nname: Ada Lund\nkind: person\naliases: [Mayor Lund]\nnames: {ja: アダ・ルンド}\n\
             roles: [{title: Mayor, from: 2031}]\n---\n",
        ),
        ("content/publishers/wire.md", "---\nname: Sea Wire\n---\n"),
        ("content/publishers/post.md", "---\nname: Island Post\n---\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nWho writes.[^1]\n\n[^1]: A note.\n\n[^2]: Not shown.\n"),
        (
            "content/events/opening.md",
            "---\ntitle: The quay opens\ndate: 2031-05-03\nplace: Old town\ntopics: [quay]\n---\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: Open\ndate: 2031-05-04\ndate_basis: inferred\nsummary: It opened.\nrights: own\ntopics: [quay]\n\
             entities: [lund]\nsource: {publisher: wire, headline: The quay is open, byline: [Bo Holt]}\n\
             events: [{event: opening, stance: reports}, {id: feast, title: A feast, date: 2031-06, stance: announces}]\n---\n\
             A **crowd** of\n[many](https://example.org/).\n\n- one\n- two\n\n<p>raw &amp; <b>ra</b>w</p>\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: 부두\ndate: 2031-05-05\nlanguage: ko\nstatus: retracted\nsource: {publisher: post}\n\
             events: [{event: opening, stance: reports}]\n---\n배가 왔다.\n",
        ),
        ("content/articles/c.md", "---\ntitle: 埠頭\ndate: 2031\nlanguage: ja\n---\n船が来た。\n"),
    ])
}

fn volumes(site: &Folder) -> Vec<Volume> {
    let files = support::read(site.root());
    let plan = support::plan(&files, &Options::default());
    let (route, url) = plan.routes.iter().find(|(route, _)| route.is_folder()).expect("the site has a search");
    match plan.page(*route, url) {
        Page::Indexes(volumes) => volumes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_record_holds_what_its_page_says() {
    let told = |record: &Record| {
        let Record { href, language, kind, title, names, date, status, standing, publishers, topics, text } = record;
        let (date, status, standing) = (date.as_deref(), status.as_deref(), standing.unwrap_or_default());
        let (date, status) = (date.unwrap_or_default(), status.unwrap_or_default());
        format!(
            "{kind} {href} {language} {title:?} {names:?} {date:?} {status:?} {standing:?} {publishers:?} {topics:?} {text:?}"
        )
    };
    let volumes = volumes(&site());
    let told: Vec<_> =
        volumes.iter().flat_map(|it| std::iter::once(it.name.clone()).chain(it.records.iter().map(told))).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    en
    page index.html en "Harbour" [] "" "" "" [] [] "Ships."
    topic topics/quay/index.html en "The quay" ["Quay"] "" "" "" [] [] "Stones.\nA brief."
    person entities/lund/index.html en "Ada Lund" ["アダ・ルンド", "Mayor Lund", "Mayor"] "" "" "" [] [] ""
    publisher publishers/post/index.html en "Island Post" [] "" "" "" [] [] ""
    publisher publishers/wire/index.html en "Sea Wire" [] "" "" "" [] [] ""
    page about/index.html en "About" [] "" "" "" [] [] "Who writes.\nA note."
    article articles/a/index.html en "Open" ["The quay is open", "Bo Holt"] "4 May 2031 (inferred)" "" "" ["Sea Wire"] ["The quay"] "It opened.\nA crowd of\nmany.\n\none\ntwo\n\nraw & raw"
    article articles/b/index.html ko "부두" [] "5 May 2031" "retracted" "" ["Island Post"] [] "배가 왔다."
    event events/opening/index.html en "The quay opens" [] "3 May 2031" "" "" ["Sea Wire"] ["The quay"] "Old town"
    event articles/a/index.html#event-feast en "A feast" [] "June 2031" "" "announced" [] ["The quay"] ""
    ja
    article articles/c/index.html ja "埠頭" [] "2031" "" "" ["publisher not identified"] [] "船が来た。"
    "#);
}

#[test]
fn texts_without_spaces_are_of_the_first_volume_where_the_site_is() {
    let site = site().file("site.toml", "title = \"港\"\nbase_url = \"https://example.org/\"\nlanguage = \"ja-JP\"\n");
    let languages: Vec<_> = volumes(&site).into_iter().map(|volume| volume.language).collect();
    assert_eq!(languages, ["ja"]);
}

/// The index of a large site is made of parts, so that its memory is bounded; the page names them all.
#[test]
fn many_records_are_in_several_volumes() {
    let page = |n: usize| (format!("content/pages/p{n}.md"), format!("---\ntitle: Page {n}\n---\n"));
    let config = "title = \"Harbour\"\nbase_url = \"https://example.org/\"\n";
    let pages: Vec<_> = (0..2048).map(page).chain([("site.toml".to_owned(), config.to_owned())]).collect();
    let files = support::in_memory(pages.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let plan = support::plan(&files, &Options::default());
    let made = |is_wanted: fn(&Page) -> bool| {
        let made = plan.routes.iter().map(|(route, url)| plan.page(*route, url));
        made.into_iter().find(is_wanted).expect("the site has a search")
    };
    let Page::Indexes(volumes) = made(|page| matches!(page, Page::Indexes(_))) else { unreachable!("it was found") };
    let held: Vec<_> = volumes.iter().map(|it| (it.name.as_str(), it.language.as_str(), it.records.len())).collect();
    assert_eq!(held, [("en", "en", 2048), ("en-2", "en", 1)]);
    assert_eq!(volumes[1].records[0].title, "Page 999");
    let Page::Template(search) = made(|page| matches!(page, Page::Template(it) if it.page.section == "search")) else {
        unreachable!("it was found")
    };
    let Content::Search(search) = search.content else { panic!("{:?}", search.content) };
    let named: Vec<_> = search.volumes.iter().map(|it| (it.href.as_str(), it.language.as_str())).collect();
    assert_eq!(named, [("data/en/", "en"), ("data/en-2/", "en")]);
}

#[test]
fn an_index_has_what_is_asked_for_and_no_more() {
    let built = site().build().succeeds();
    let mut kinds = BTreeSet::new();
    for path in built.keys().filter_map(|path| path.strip_prefix("search/data/")) {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let is_hashed = name.ends_with("pf_meta") || folder.contains('/');
        let ending = name.rsplit('.').next().unwrap();
        kinds.insert(format!("{folder}/{}", if is_hashed { format!("*.{ending}") } else { name.to_owned() }));
    }
    insta::assert_snapshot!(kinds.into_iter().collect::<Vec<_>>().join("\n"), @r"
    en/*.pf_meta
    en/LICENSE.txt
    en/filter/*.pf_filter
    en/fragment/*.pf_fragment
    en/index/*.pf_index
    en/pagefind-entry.json
    en/pagefind.js
    en/wasm.en.pagefind
    ja/*.pf_meta
    ja/filter/*.pf_filter
    ja/fragment/*.pf_fragment
    ja/index/*.pf_index
    ja/pagefind-entry.json
    ");
    let all: String = unpacked(&built).into_iter().map(|(_, text)| text).collect();
    for word in ["crowd", "raw & raw", "배가 왔다", "船が来た", "Mayor Lund", "アダ・ルンド", "A note."] {
        assert!(all.contains(word), "{word} is in the index");
    }
    assert!(!all.contains("Not shown") && !all.contains("<b>"));
    let page = text(&built["search/index.html"]);
    assert!(page.contains("data-indexes=\"en data/en/ ja data/ja/\""), "{page}");
}

/// A text of one sign takes a search engine longest.
#[test]
fn only_so_much_of_a_text_is_searched() {
    let long = format!("---\ntitle: Long\n---\n{} end\n", "漢".repeat(400_000));
    let volumes = volumes(&site().file("content/pages/long.md", &long));
    let longest = volumes[0].records.iter().map(|record| record.text.len()).max().unwrap();
    assert!(longest <= pages::MAX_TEXT_BYTES && longest > pages::MAX_TEXT_BYTES - 4, "{longest}");
}

#[test]
fn threads_make_no_difference_to_an_index() {
    let site = site();
    let with =
        |threads: &str| site.build().env("RAYON_NUM_THREADS", threads).into(&site.root().join(threads)).succeeds();
    assert!(with("1") == with("7"));
}

#[test]
fn only_the_search_page_may_run_web_assembly() {
    let built = site().build().succeeds();
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = text(bytes);
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let is_wide = page.contains("'wasm-unsafe-eval'");
        assert_eq!(is_wide, path == "search/index.html", "{path}");
        assert_eq!(page.matches("http-equiv=\"Content-Security-Policy\"").count(), 1, "{path}");
        assert!(page.contains("form-action 'self'") && page.contains("type=\"search\""), "{path}");
    }
    assert!(!text(&built["sitemap.xml"]).contains("/search/"));
}

#[test]
fn a_site_can_do_without() {
    let site = site();
    let config = "title = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nenabled = false\n";
    let built = site.file("site.toml", config).build().succeeds();
    assert!(!built.keys().any(|path| path.starts_with("search/")));
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = text(bytes);
        assert!(!page.contains("type=\"search\"") && !page.contains("form-action 'self'"), "{path}");
    }
}

#[test]
fn a_site_without_content_has_a_search() {
    let site = Folder::of([("site.toml", "title = \"…\"\nbase_url = \"https://example.org/\"\n")]);
    let built = support::rendered(site.root(), &Options::default());
    assert!(built.contains_key("search/data/en/pagefind.js"));
}
