//! Laws of the counting of origins, and of the order of events, held by made-up sites that go through the real pipeline.
//!
//! A [`World`] is what such a site says of publishers and of articles that all speak of one event. It becomes content files,
//! is parsed and linked, and what is counted is compared with [`World::count`], a recursion over sets that is slow and plain
//! enough to be seen to be right.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use briefgen::Output;
use briefgen::date::Date;
use briefgen::model::{self, Origin, Site};
use briefgen::pages::Content;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{in_memory, linked, plan, text};

const CONFIG: &str = "title = \"Made up\"\nbase_url = \"https://example.org/\"\n";

/// Publishers and articles by their number; an article is derived from articles of a smaller number only.
#[derive(Clone, Debug)]
struct World {
    publishers: Vec<Publisher>,
    articles: Vec<Article>,
}

#[derive(Clone, Debug)]
struct Publisher {
    owner: Option<Owner>,
    /// Whether it speaks for somebody who takes part in the event.
    is_party: bool,
}

#[derive(Clone, Debug)]
enum Owner {
    /// A publisher of a smaller number.
    Publisher(usize),
    Named(u8),
}

#[derive(Clone, Debug)]
struct Article {
    publisher: Option<usize>,
    account: Account,
    /// Whose account of the event it gives, if it says so.
    of_event: Option<Account>,
    stance: Option<&'static str>,
    is_retracted: bool,
}

#[derive(Clone, Debug)]
struct Account {
    original: Option<bool>,
    derived_from: Option<Derivation>,
}

#[derive(Clone, Debug)]
enum Derivation {
    Unknown,
    From(Vec<Parent>),
}

#[derive(Clone, Debug)]
enum Parent {
    Article(usize),
    Publisher(usize, Option<Derivation>),
}

/// Where an account begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leaf {
    Publisher(usize),
    Unidentified(usize),
    /// Of this article, at this place in its derivation.
    Unknown(usize, Vec<usize>),
}

/// What an article is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Whole,
    Event,
}

/// Who counts as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Independent {
    Publisher(usize),
    Named(u8),
    Unidentified(usize),
}

/// At least and at most how many independent origins.
type Count = (usize, usize);

impl World {
    /// The counting rule, word by word.
    fn count(&self) -> Count {
        let reports = (0..self.articles.len()).filter(|n| self.articles[*n].stance == Some("reports"));
        let leaves: BTreeSet<Leaf> = reports.flat_map(|n| self.leaves(n, Of::Event)).collect();
        let unknown = leaves.iter().filter(|leaf| matches!(leaf, Leaf::Unknown(..))).count();
        let independent: BTreeSet<Independent> = leaves
            .iter()
            .filter_map(|leaf| match leaf {
                Leaf::Publisher(n) if self.publishers[*n].is_party => None,
                Leaf::Publisher(n) => Some(self.last_owner(*n)),
                Leaf::Unidentified(n) => Some(Independent::Unidentified(*n)),
                Leaf::Unknown(..) => None,
            })
            .collect();
        let at_least = usize::from(unknown > 0);
        (independent.len().max(at_least), (independent.len() + unknown).max(at_least))
    }

    fn last_owner(&self, publisher: usize) -> Independent {
        match self.publishers[publisher].owner {
            None => Independent::Publisher(publisher),
            Some(Owner::Publisher(owner)) => self.last_owner(owner),
            Some(Owner::Named(name)) => Independent::Named(name),
        }
    }

    fn leaves(&self, n: usize, of: Of) -> BTreeSet<Leaf> {
        let article = &self.articles[n];
        let mut leaves = BTreeSet::new();
        if article.is_retracted {
            return leaves;
        }
        // Who doesn't speak of the event has nothing of its own to say of it.
        let of_event = article.of_event.as_ref().filter(|_| of == Of::Event && article.stance.is_some());
        let account = of_event.unwrap_or(&article.account);
        if account.original.unwrap_or(account.derived_from.is_none()) {
            leaves.insert(article.publisher.map_or(Leaf::Unidentified(n), Leaf::Publisher));
        }
        if let Some(derivation) = &account.derived_from {
            leaves.extend(self.leaves_of(n, derivation, &[], of));
        }
        leaves
    }

    fn leaves_of(&self, article: usize, derivation: &Derivation, place: &[usize], of: Of) -> BTreeSet<Leaf> {
        let Derivation::From(parents) = derivation else { return [Leaf::Unknown(article, place.to_vec())].into() };
        let of_parent = |(n, parent): (usize, &Parent)| match parent {
            Parent::Article(parent) => self.leaves(*parent, of),
            Parent::Publisher(publisher, None) => [Leaf::Publisher(*publisher)].into(),
            Parent::Publisher(_, Some(derivation)) => self.leaves_of(article, derivation, &[place, &[n]].concat(), of),
        };
        parents.iter().enumerate().flat_map(of_parent).collect()
    }

    /// The content files of the world, with these names.
    fn files(&self, names: &Names) -> Vec<(String, String)> {
        let mut files = vec![
            ("site.toml".to_owned(), CONFIG.to_owned()),
            ("content/entities/party.md".to_owned(), "---\nname: The party\nkind: organization\n---\n".to_owned()),
            (
                "content/events/event.md".to_owned(),
                "---\ntitle: An event\ndate: 2031\nentities: [party]\n---\n".to_owned(),
            ),
        ];
        for (n, publisher) in self.publishers.iter().enumerate() {
            let mut text = format!("---\nname: Publisher {n}\n");
            match &publisher.owner {
                None => {}
                Some(Owner::Publisher(owner)) => {
                    let _ = writeln!(text, "owner: {}", names.publisher(*owner));
                }
                Some(Owner::Named(name)) => {
                    let _ = writeln!(text, "owner: Group No {name}");
                }
            }
            if publisher.is_party {
                text += "party: [party]\n";
            }
            files.push((format!("content/publishers/{}.md", names.publisher(n)), text + "---\n"));
        }
        for (n, article) in self.articles.iter().enumerate() {
            let mut source = Vec::new();
            source.extend(article.publisher.map(|publisher| format!("publisher: {}", names.publisher(publisher))));
            source.extend(article.account.yaml(names));
            let events = article.stance.map_or(String::new(), |stance| {
                let mut event = vec!["event: event".to_owned(), format!("stance: {stance}")];
                event.extend(article.of_event.iter().flat_map(|account| account.yaml(names)));
                format!("events: [{{{}}}]\n", event.join(", "))
            });
            let status = if article.is_retracted { "status: retracted\n" } else { "" };
            let source = source.join(", ");
            let text = format!("---\ntitle: Article {n}\ndate: 2032\nsource: {{{source}}}\n{events}{status}---\n");
            files.push((format!("content/articles/{}/{}.md", names.folder(n), names.article(n)), text));
        }
        files
    }

    /// What the program counts.
    fn counted(&self) -> Count {
        self.counted_as(&Names::default())
    }

    fn counted_as(&self, names: &Names) -> Count {
        let site = site(&self.files(names));
        let count = &event(&site).origins;
        (count.low, count.high)
    }
}

impl Account {
    /// Its keys with their values.
    fn yaml(&self, names: &Names) -> Vec<String> {
        let original = self.original.map(|original| format!("original: {original}"));
        original.into_iter().chain(self.derived_from.as_ref().map(|derivation| derivation.yaml(names))).collect()
    }
}

impl Derivation {
    fn yaml(&self, names: &Names) -> String {
        let Self::From(parents) = self else { return "derived_from: unknown".to_owned() };
        let parents: Vec<String> = parents
            .iter()
            .map(|parent| match parent {
                Parent::Article(n) => format!("{{article: {}}}", names.article(*n)),
                Parent::Publisher(n, None) => format!("{{publisher: {}}}", names.publisher(*n)),
                Parent::Publisher(n, Some(derivation)) => {
                    format!("{{publisher: {}, {}}}", names.publisher(*n), derivation.yaml(names))
                }
            })
            .collect();
        format!("derived_from: [{}]", parents.join(", "))
    }
}

/// What things are called: a change of names changes the order of ids, and that of files.
#[derive(Clone, Debug, Default)]
struct Names {
    /// What is put before the number of an article, of a publisher, and for the folder of an article, each in turn.
    prefixes: Vec<u8>,
}

impl Names {
    fn prefix(&self, n: usize) -> u8 {
        if self.prefixes.is_empty() { 0 } else { self.prefixes[n % self.prefixes.len()] }
    }

    fn article(&self, n: usize) -> String {
        format!("a{:03}-{n}", self.prefix(n))
    }

    fn publisher(&self, n: usize) -> String {
        format!("p{:03}-{n}", self.prefix(n + 1))
    }

    fn folder(&self, n: usize) -> String {
        format!("f{:03}", self.prefix(n + 2))
    }
}

/// The site that these files make. Nothing may be wrong with them.
fn site(files: &[(String, String)]) -> Site {
    let files = in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let (site, faults) = linked(&files);
    assert_eq!(faults, []);
    site
}

fn event(site: &Site) -> &model::Event {
    site.events.iter().map(|(_, event)| event).next().expect("there is the one event")
}

// Worlds are made of numbers that are taken modulo what there is, so that any part can be made smaller on its own.

fn publisher() -> impl Strategy<Value = (Option<(bool, u8)>, bool)> {
    (prop::option::weighted(0.4, (any::<bool>(), 0..3_u8)), prop::bool::weighted(0.15))
}

#[derive(Clone, Debug)]
enum Raw {
    Unknown,
    From(Vec<(bool, Index, Option<Box<Raw>>)>),
}

fn derivation(most_parents: usize) -> impl Strategy<Value = Raw> {
    let parents = move |nested: BoxedStrategy<Option<Box<Raw>>>| {
        prop::collection::vec((prop::bool::weighted(0.6), any::<Index>(), nested), 1..=most_parents).prop_map(Raw::From)
    };
    let flat = prop_oneof![1 => Just(Raw::Unknown), 4 => parents(Just(None).boxed())];
    let nested = prop::option::weighted(0.4, flat.prop_map(Box::new)).boxed();
    prop_oneof![1 => Just(Raw::Unknown), 6 => parents(nested)]
}

type RawAccount = (Option<bool>, Option<Raw>);

type RawArticle = (Option<Index>, RawAccount, Option<RawAccount>, Option<&'static str>, bool);

fn account(most_parents: usize) -> impl Strategy<Value = RawAccount> {
    (prop::option::weighted(0.3, any::<bool>()), prop::option::weighted(0.6, derivation(most_parents)))
}

fn article(most_parents: usize) -> impl Strategy<Value = RawArticle> {
    (
        prop::option::weighted(0.85, any::<Index>()),
        account(most_parents),
        prop::option::weighted(0.25, account(most_parents)),
        prop_oneof![
            6 => Just(Some("reports")),
            1 => Just(Some("announces")),
            1 => Just(Some("recalls")),
            1 => Just(Some("disputes")),
            1 => Just(None)
        ],
        prop::bool::weighted(0.1),
    )
}

fn world_of(most_parents: usize) -> impl Strategy<Value = World> {
    let publishers = prop::collection::vec(publisher(), 1..7);
    let articles = prop::collection::vec(article(most_parents), 1..10);
    (publishers, articles).prop_map(|(publishers, articles)| World::new(publishers, articles))
}

fn world() -> impl Strategy<Value = World> {
    world_of(3)
}

impl World {
    fn new(publishers: Vec<(Option<(bool, u8)>, bool)>, articles: Vec<RawArticle>) -> Self {
        let owner = |n: usize, (is_publisher, owner): (bool, u8)| match (is_publisher, n) {
            (true, 1..) => Owner::Publisher(usize::from(owner) % n),
            _ => Owner::Named(owner),
        };
        let count = publishers.len();
        let publishers = publishers.into_iter().enumerate().map(|(n, (owned_by, is_party))| Publisher {
            owner: owned_by.map(|owned_by| owner(n, owned_by)),
            is_party,
        });
        let account = |n: usize, (original, raw): RawAccount| Account {
            // Nothing is neither original nor derived: that is a fault.
            original: original.filter(|original| *original || raw.is_some()),
            derived_from: raw.map(|raw| Self::derivation(raw, n, count)),
        };
        let articles =
            articles.into_iter().enumerate().map(|(n, (publisher, whole, of_event, stance, is_retracted))| {
                let of_event = of_event.map(|raw| account(n, raw));
                Article {
                    publisher: publisher.map(|publisher| publisher.index(count)),
                    account: account(n, whole),
                    // An account that says nothing is none.
                    of_event: of_event.filter(|account| account.original.is_some() || account.derived_from.is_some()),
                    stance,
                    is_retracted,
                }
            });
        Self { publishers: publishers.collect(), articles: articles.collect() }
    }

    fn derivation(raw: Raw, article: usize, publishers: usize) -> Derivation {
        let Raw::From(parents) = raw else { return Derivation::Unknown };
        let parents = parents.into_iter().map(|(is_article, index, nested)| match (is_article, article) {
            (true, 1..) => Parent::Article(index.index(article)),
            _ => Parent::Publisher(
                index.index(publishers),
                nested.map(|nested| Self::derivation(*nested, article, publishers)),
            ),
        });
        Derivation::From(parents.collect())
    }

    fn reports(&self) -> usize {
        self.articles.iter().filter(|article| article.stance == Some("reports")).count()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_count_is_that_of_a_plain_recursion(world in world()) {
        let site = site(&world.files(&Names::default()));
        let count = &event(&site).origins;
        prop_assert_eq!((count.low, count.high), world.count());
        prop_assert!(count.low <= count.high);
        prop_assert_eq!(count.high.saturating_sub(count.unknown), count.independent.len());
        for (_, article) in site.articles.iter() {
            let n: usize = article.head.id.as_str().split_once('-').unwrap().1.parse().unwrap();
            let leaves = world.leaves(n, Of::Whole);
            let known = leaves.iter().filter(|leaf| !matches!(leaf, Leaf::Unknown(..))).count();
            prop_assert_eq!((article.account.origins.known.len(), article.account.origins.unknown.len()), (known, leaves.len() - known));
        }
    }

    /// An article with one parent, or none, has one origin: then origins are never more than reports, whatever stands between.
    /// (One that cites two others brings two origins, and so does one that adds its own reporting to another's.)
    #[test]
    fn origins_are_at_most_as_many_as_reports_of_one_way_each(mut world in world_of(1)) {
        let accounts = world.articles.iter_mut().flat_map(|article| [Some(&mut article.account), article.of_event.as_mut()]);
        for account in accounts.flatten().filter(|account| account.derived_from.is_some()) {
            account.original = account.original.filter(|original| !original);
        }
        let (low, high) = world.counted();
        prop_assert!(low <= high && high <= world.reports(), "{low} to {high} origins of {} reports", world.reports());
    }

    /// Who is found to have copied another report of the same event doesn't make it better founded.
    #[test]
    fn to_derive_a_report_from_another_never_raises_the_count(mut world in world(), pick in any::<[Index; 2]>()) {
        prop_assume!(world.articles.len() > 1);
        let copy = 1 + pick[0].index(world.articles.len() - 1);
        let model = pick[1].index(copy);
        for n in [copy, model] {
            world.articles[n].stance = Some("reports");
        }
        let before = world.counted();
        let derived_from = Some(Derivation::From(vec![Parent::Article(model)]));
        world.articles[copy].account = Account { original: None, derived_from };
        world.articles[copy].of_event = None;
        let after = world.counted();
        prop_assert!(after.0 <= before.0 && after.1 <= before.1, "{before:?} became {after:?}");
    }

    /// What was taken back stands behind nothing, and whoever passed it on can't stand in for it.
    #[test]
    fn to_retract_an_article_never_raises_the_count(mut world in world(), pick in any::<Index>()) {
        let before = world.counted();
        let pick = pick.index(world.articles.len());
        world.articles[pick].is_retracted = true;
        let after = world.counted();
        prop_assert!(after.0 <= before.0 && after.1 <= before.1, "{before:?} became {after:?}");
    }

    /// Reports are counted, or are told to be withdrawn; none is lost.
    #[test]
    fn every_report_stands_or_is_withdrawn(world in world()) {
        let site = site(&world.files(&Names::default()));
        let count = &event(&site).origins;
        prop_assert_eq!(count.articles + count.withdrawn, world.reports());
        let is_withdrawn = |n: &usize| {
            let article = &world.articles[*n];
            article.stance == Some("reports") && world.leaves(*n, Of::Event).is_empty()
        };
        prop_assert_eq!(count.withdrawn, (0..world.articles.len()).filter(is_withdrawn).count());
    }

    #[test]
    fn names_and_files_change_nothing(world in world(), prefixes in prop::collection::vec(any::<u8>(), 1..16)) {
        prop_assert_eq!(world.counted_as(&Names { prefixes }), world.counted());
    }

    /// For publishers that had no owner. (Who leaves one owner for another parts from its old sisters.)
    #[test]
    fn a_common_owner_never_raises_the_count(mut world in world(), pick in any::<[Index; 2]>(), name in 0..3_u8) {
        let pick = pick.map(|pick| pick.index(world.publishers.len()));
        for n in pick {
            world.publishers[n].owner = None;
        }
        let before = world.counted();
        for n in pick {
            world.publishers[n].owner = Some(Owner::Named(name));
        }
        let after = world.counted();
        prop_assert!(after.0 <= before.0 && after.1 <= before.1, "{before:?} became {after:?}");
    }

    #[test]
    fn who_does_not_report_is_not_counted(mut world in world(), stances in prop::collection::vec(0..4_usize, 10)) {
        // Who no longer speaks of the event no longer says where its account of it comes from.
        world.articles.iter_mut().filter(|article| article.stance != Some("reports")).for_each(|it| it.of_event = None);
        let before = world.counted();
        let others = [Some("announces"), Some("recalls"), Some("disputes"), None];
        for (article, stance) in world.articles.iter_mut().zip(stances) {
            if article.stance != Some("reports") {
                article.stance = others[stance];
            }
        }
        prop_assert_eq!(world.counted(), before);
    }

    /// Whoever is derived from itself, through any number of others, is told so; whoever isn't is not.
    #[test]
    fn circles_are_reported(parents in prop::collection::vec(prop::collection::vec(any::<Index>(), 0..3), 1..9)) {
        let parents: Vec<BTreeSet<usize>> =
            parents.iter().map(|of| of.iter().map(|index| index.index(parents.len())).collect()).collect();
        let (_, faults) = linked(&derived(&parents));
        let told = faults.iter().filter(|fault| fault.message.contains("derived from")).count();
        prop_assert_eq!(told, faults.len());
        prop_assert_eq!(told > 0, has_circle(&parents));
    }
}

/// Articles that report one event, each derived from those of these numbers.
fn derived(parents: &[BTreeSet<usize>]) -> briefgen::files::Files {
    let mut files = vec![
        ("site.toml".to_owned(), CONFIG.to_owned()),
        ("content/events/event.md".to_owned(), "---\ntitle: An event\ndate: 2031\n---\n".to_owned()),
    ];
    files.extend(parents.iter().enumerate().map(|(n, parents)| {
        let parents: Vec<String> = parents.iter().map(|parent| format!("{{article: a{parent}}}")).collect();
        let text = format!(
            "---\ntitle: Article {n}\ndate: 2032\nsource: {{derived_from: [{}]}}\nevents: [{{event: event}}]\n---\n",
            parents.join(", ")
        );
        (format!("content/articles/a{n}.md"), text)
    }));
    in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())))
}

/// Whether any number can be reached from itself: what can be reached grows until it grows no more.
fn has_circle(parents: &[BTreeSet<usize>]) -> bool {
    let mut reached: Vec<BTreeSet<usize>> = parents.to_vec();
    for _ in parents {
        reached =
            reached.iter().map(|set| set.iter().flat_map(|n| &reached[*n]).chain(set).copied().collect()).collect();
    }
    reached.iter().enumerate().any(|(n, set)| set.contains(&n))
}

#[test]
fn a_chain_of_any_length_is_one_origin() {
    for length in [1, 2, 3, 10, 100, 10_000] {
        let parents: Vec<BTreeSet<usize>> =
            (0..length).map(|n: usize| n.checked_sub(1).into_iter().collect()).collect();
        let (site, faults) = linked(&derived(&parents));
        assert_eq!(faults, []);
        let count = &event(&site).origins;
        assert_eq!((count.low, count.high, event(&site).mentions.len()), (1, 1, length));
    }
}

#[test]
fn a_circle_of_ten_thousand_is_told_once() {
    let length = 10_000;
    let parents: Vec<BTreeSet<usize>> = (0..length).map(|n| [(n + 1) % length].into()).collect();
    let (_, faults) = linked(&derived(&parents));
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.contains("in a circle"));
}

/// Two articles that are both derived from the two before them, and so on: the ways back double with each step.
#[test]
fn ways_that_multiply_are_not_followed_one_by_one() {
    let steps = 200;
    let parents: Vec<BTreeSet<usize>> =
        (0..2 * steps).map(|n: usize| if n < 2 { [].into() } else { [n / 2 * 2 - 2, n / 2 * 2 - 1].into() }).collect();
    let files = derived(&parents);
    let plan = plan(&files, &model::Options::default());
    let count = &event(&plan.site).origins;
    assert_eq!((count.low, count.high), (2, 2));
    let last = format!("articles/a{}/", 2 * steps - 1);
    let (route, url) = plan.routes.iter().find(|(_, url)| url.as_str() == last).unwrap();
    let Output::Bytes(page) = plan.output(*route, url).unwrap() else { panic!("an article has a page") };
    assert!(text(&page).contains("2 origins"), "its page tells them");
}

/// What an article's page and every list say of its way: each chain ends where an account begins.
#[test]
fn every_chain_ends_with_an_origin() {
    let publisher = Publisher { owner: None, is_party: false };
    let article = |publisher, parents: Vec<Parent>| Article {
        publisher: Some(publisher),
        account: Account { original: None, derived_from: (!parents.is_empty()).then_some(Derivation::From(parents)) },
        of_event: None,
        stance: Some("reports"),
        is_retracted: false,
    };
    let mut world = World {
        publishers: vec![publisher; 4],
        articles: vec![
            article(0, vec![]),
            article(1, vec![]),
            // Several ways, and one more step behind them.
            article(2, vec![Parent::Article(0), Parent::Article(1)]),
            article(3, vec![Parent::Article(2)]),
        ],
    };
    // A way of more steps than are followed.
    for n in 3..20 {
        world.articles.push(article(n % 4, vec![Parent::Article(n)]));
    }
    let files = world.files(&Names::default());
    let files = in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let plan = plan(&files, &model::Options::default());
    let (route, url) = plan.routes.iter().find(|(_, url)| url.as_str() == "articles/").unwrap();
    let page = plan.page(*route, url);
    let briefgen::pages::Page::Template(page) = page else { panic!() };
    let Content::Articles(years) = &page.content else { panic!("these are the articles") };
    let articles: Vec<_> = years.iter().flat_map(|year| &year.articles).collect();
    assert_eq!(articles.len(), world.articles.len());
    for article in articles {
        let n: usize = article.title.strip_prefix("Article ").unwrap().parse().unwrap();
        let ends: BTreeSet<&str> = article
            .attribution
            .chains
            .iter()
            .map(|chain| chain.steps.last().unwrap())
            .inspect(|step| assert!(step.is_origin, "{}: {}", *article.title, step.name))
            .map(|step| step.name.as_str())
            .collect();
        let origins: BTreeSet<String> = world
            .leaves(n, Of::Whole)
            .into_iter()
            .map(|leaf| match leaf {
                Leaf::Publisher(n) => format!("Publisher {n}"),
                leaf => panic!("{leaf:?} is no publisher"),
            })
            .collect();
        assert_eq!(ends, origins.iter().map(String::as_str).collect(), "{}", *article.title);
    }
}

/// Whoever stands between an article and its origins has passed the account on, and is told so on its own page.
#[test]
fn an_account_is_passed_on_through_articles_and_publishers_alike() {
    let files = [
        ("site.toml", CONFIG),
        ("content/publishers/wire.md", "---\nname: Wire\n---\n"),
        ("content/publishers/paper.md", "---\nname: Paper\n---\n"),
        ("content/publishers/mirror.md", "---\nname: Mirror\n---\n"),
        ("content/publishers/last.md", "---\nname: Last\n---\n"),
        ("content/articles/a.md", "---\ntitle: A\ndate: 2031-01-01\nsource: {publisher: wire}\n---\n"),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2031-01-02\nsource: {publisher: paper, derived_from: [{article: a}]}\n---\n",
        ),
        (
            "content/articles/c.md",
            "---\ntitle: C\ndate: 2031-01-03\n\
             source: {publisher: last, derived_from: [{publisher: mirror, derived_from: [{article: b}]}]}\n---\n",
        ),
    ];
    let site = site(&files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let passed_on: BTreeMap<&str, Vec<&str>> = site
        .publishers
        .iter()
        .map(|(_, publisher)| {
            let articles = publisher.passed_on.iter().map(|id| site.articles[*id].title.as_str());
            (publisher.name.as_str(), articles.collect())
        })
        .collect();
    let expected = [("Last", vec![]), ("Mirror", vec!["C"]), ("Paper", vec!["C"]), ("Wire", vec!["B", "C"])];
    assert_eq!(passed_on, expected.into());
    let (_, last) = site.articles.iter().next_back().unwrap();
    let wire = site.publishers.iter().find(|(_, publisher)| publisher.name == "Wire").unwrap().0;
    assert_eq!(last.account.origins.known, [Origin::Publisher(wire)].into());
}

/// Dates of all kinds, many of which begin or end on the same day.
const DATES: [&str; 20] = [
    "2031-05-10",
    "2031-05-10~",
    "2031-05",
    "2031-05-XX",
    "2031-05-01",
    "2031-05-31",
    "2031",
    "2031?",
    "2031-01-01",
    "203X",
    "2030",
    "2031-21",
    "2031-05-01/2031-05-31",
    "2031/2032",
    "2031/..",
    "../2031",
    "/2031-05",
    "2030-12-31/2031-01-01",
    "-0044-03-15",
    "[2031-05-01,2031-05-10]",
];

/// Events by their number, in folders that make the order of files another one.
fn events(dates: &[usize], names: &Names) -> Vec<(String, String)> {
    let mut files = vec![("site.toml".to_owned(), CONFIG.to_owned())];
    files.extend(dates.iter().enumerate().map(|(n, date)| {
        let date = DATES[*date];
        let text = format!("---\ntitle: Event {n}\ndate: \"{date}\"\n---\n");
        (format!("content/events/{}/e{n}.md", names.folder(n)), text)
    }));
    files
}

fn ids(files: &[(String, String)]) -> Vec<String> {
    site(files).events.iter().map(|(_, event)| event.head.id.as_str().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_chronology_has_one_order(
        dates in prop::collection::vec(0..DATES.len(), 2..24),
        prefixes in prop::collection::vec(any::<u8>(), 1..16),
        left_out in any::<Index>(),
    ) {
        let files = events(&dates, &Names { prefixes });
        let order = ids(&files);
        let keys: Vec<_> = order
            .iter()
            .map(|id| (Date::parse(DATES[dates[id[1..].parse::<usize>().unwrap()]]).unwrap().sort_key(), id))
            .collect();
        prop_assert!(keys.is_sorted_by(|a, b| a < b), "by first day, last day and id, and no two alike: {keys:?}");
        prop_assert_eq!(&order, &ids(&events(&dates, &Names::default())), "whatever the order of files");
        let left_out = format!("e{}", left_out.index(dates.len()));
        let fewer: Vec<_> = files.into_iter().filter(|(path, _)| !path.ends_with(&format!("/{left_out}.md"))).collect();
        let rest: Vec<_> = order.into_iter().filter(|id| *id != left_out).collect();
        prop_assert_eq!(rest, ids(&fewer), "whatever else there is");
    }
}
