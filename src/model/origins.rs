//! Origins: where accounts come from in the end, and how many of them are independent.
//!
//! The counting rule. An article's origins are its own publisher, when it reports itself, and the leaves of its derivation
//! tree; a parent that is an article gives its own origins. The independent origins of a set of articles are the distinct
//! owners of their origins. A leaf that is not known adds nothing to the lower bound and one to the upper. An origin that
//! is a party to an event is shown and not counted. What a retracted article says, and what came through it alone, counts
//! no longer. So a wire story that three papers reprint is one origin, not three.
//!
//! An article can say of a single event that its account of that comes from elsewhere; then that event is counted with its
//! own graph of derivations ([`of_event`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::table::Id;
use super::{Article, Entity, Owner, Publisher};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Derivation, Mode, ParentOf, StatusKind};
use crate::files::FileId;

use super::resolve::Resolver;

/// Where an account begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// With this publisher.
    Publisher(Id<Publisher>),
    /// With the publisher of this article, who is not identified: an origin of its own.
    Unidentified(Id<Article>),
}

/// The origins of one article.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Origins {
    /// Those that are known.
    pub known: BTreeSet<Origin>,
    /// Publishers whose account it passes on, from the next one to the origins.
    pub through: BTreeSet<Id<Publisher>>,
    /// Derivations that are known to exist and lead to nobody known: the article that says so, and which of its leaves.
    pub unknown: BTreeSet<(Id<Article>, u32)>,
    /// Retracted articles that its account rested on, itself included: what came through them is in none of the above.
    pub withdrawn: BTreeSet<Id<Article>>,
    /// Corrected articles whose account it passes on.
    pub corrected: BTreeSet<Id<Article>>,
}

impl Origins {
    /// Whether the account still counts: not when all that it rested on was retracted.
    pub fn stand(&self) -> bool {
        self.withdrawn.is_empty() || !self.known.is_empty() || !self.unknown.is_empty()
    }
}

/// Whose account an article gives, as a whole or of one event.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Account {
    /// Whether the publisher's own reporting is one of the origins.
    pub is_original: bool,
    /// Whose account it passes on; empty when nobody's.
    pub derived_from: Vec<Step>,
    /// Its origins, by the counting rule.
    pub origins: Origins,
}

/// One of those whose account an article passes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Who or what.
    pub of: StepOf,
    /// How the one before took it over.
    pub mode: Option<Mode>,
    /// Whose account this one passes on in turn; empty for an origin.
    pub derived_from: Vec<Step>,
}

/// Who or what an account is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepOf {
    /// A publisher.
    Publisher(Id<Publisher>),
    /// An article of this site, which has origins of its own.
    Article(Id<Article>),
    /// Nobody knows.
    Unknown,
}

/// How many independent origins stand behind a set of articles, and which.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Count {
    /// How many of the articles count.
    pub articles: usize,
    /// How many of them count no longer, because what they say was retracted.
    pub withdrawn: usize,
    /// At least.
    pub low: usize,
    /// At most.
    pub high: usize,
    /// The independent ones.
    pub independent: Vec<Independent>,
    /// Origins that are parties to the event: shown, not counted.
    pub parties: Vec<Origin>,
    /// How many leaves are not known.
    pub unknown: usize,
}

/// Origins that count once, because they have one owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Independent {
    /// The owner, when several publishers of one owner stand behind the articles or the owner has a name of its own.
    pub owner: Option<Owner>,
    /// The origins.
    pub members: Vec<Origin>,
}

/// Who counts as one: an owner, or an origin without one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Publisher(Id<Publisher>),
    Named(String),
    Unidentified(Id<Article>),
}

/// Who owns publishers and whom they speak for, by position.
#[derive(PartialEq, Eq)]
pub(super) struct Ownership {
    pub(super) owners: Vec<Option<Owner>>,
    pub(super) parties: Vec<Vec<Id<Entity>>>,
}

/// Counts the independent origins of a set of articles. `parties` are the entities that take part in what is reported.
pub(super) fn count<'o>(
    articles: impl Iterator<Item = &'o Origins>,
    ownership: &Ownership,
    parties: &[Id<Entity>],
) -> Count {
    let mut known = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    let (mut counted, mut withdrawn) = (0, 0);
    for origins in articles {
        if !origins.stand() {
            withdrawn += 1;
            continue;
        }
        counted += 1;
        known.extend(origins.known.iter().copied());
        unknown.extend(origins.unknown.iter().copied());
    }
    let is_party = |origin: &Origin| match origin {
        Origin::Publisher(id) => ownership.parties[id.index()].iter().any(|entity| parties.contains(entity)),
        Origin::Unidentified(_) => false,
    };
    let (party, independent): (Vec<Origin>, Vec<Origin>) = known.into_iter().partition(is_party);
    let mut groups: BTreeMap<Identity, Vec<Origin>> = BTreeMap::new();
    for origin in independent {
        groups.entry(identity(origin, ownership)).or_default().push(origin);
    }
    let low = groups.len();
    let independent: Vec<Independent> = groups
        .into_iter()
        .map(|(identity, members)| Independent {
            owner: match identity {
                Identity::Publisher(id) if members != [Origin::Publisher(id)] => Some(Owner::Publisher(id)),
                Identity::Named(name) if members.len() > 1 => {
                    Some(Owner::Named(owner_name(members[0], ownership).unwrap_or(name)))
                }
                _ => None,
            },
            members,
        })
        .collect();
    // Somebody stands behind a report, even when nobody knows who; but a party's account is no independent one.
    let at_least = usize::from(!unknown.is_empty());
    Count {
        articles: counted,
        withdrawn,
        low: low.max(at_least),
        high: (low + unknown.len()).max(at_least),
        independent,
        parties: party,
        unknown: unknown.len(),
    }
}

/// Who an origin counts as: the last of its chain of owners.
fn identity(origin: Origin, ownership: &Ownership) -> Identity {
    let mut id = match origin {
        Origin::Unidentified(article) => return Identity::Unidentified(article),
        Origin::Publisher(id) => id,
    };
    // Owners that own each other were reported; the bound keeps them from being followed for ever.
    for _ in 0..ownership.owners.len() {
        match &ownership.owners[id.index()] {
            None => break,
            Some(Owner::Publisher(owner)) => id = *owner,
            Some(Owner::Named(name)) => return Identity::Named(name.to_lowercase()),
        }
    }
    Identity::Publisher(id)
}

fn owner_name(origin: Origin, ownership: &Ownership) -> Option<String> {
    let Origin::Publisher(mut id) = origin else { return None };
    for _ in 0..ownership.owners.len() {
        match &ownership.owners[id.index()] {
            None => return None,
            Some(Owner::Publisher(owner)) => id = *owner,
            Some(Owner::Named(name)) => return Some(name.clone()),
        }
    }
    None
}

/// Resolves the derivation of a source into steps.
pub(super) fn steps(derivation: Option<&Derivation>, resolver: &mut Resolver<'_>) -> Vec<Step> {
    match derivation {
        None => Vec::new(),
        Some(Derivation::Unknown) => vec![Step { of: StepOf::Unknown, mode: None, derived_from: Vec::new() }],
        Some(Derivation::From(parents)) => parents
            .iter()
            .filter_map(|parent| {
                let of = match &parent.of {
                    ParentOf::Publisher(slug) => resolver.publisher(slug).map(StepOf::Publisher),
                    ParentOf::Article(slug) => resolver.article(slug).map(StepOf::Article),
                };
                // Those behind one that is unknown are looked at all the same, for their own faults.
                let derived_from = steps(parent.derived_from.as_ref(), resolver);
                Some(Step { of: of?, mode: parent.mode, derived_from })
            })
            .collect(),
    }
}

/// What the origins of an article are worked out from.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Given<'a> {
    pub(super) publisher: Option<Id<Publisher>>,
    pub(super) status: Option<StatusKind>,
    pub(super) is_original: bool,
    pub(super) derived_from: &'a [Step],
}

/// The origins of every article, by its position. Articles that are derived from themselves are reported, and get the
/// origins that can be known without the circle.
pub(super) fn of_articles(
    given: &[Given<'_>],
    documents: &[Arc<document::Article>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Origins> {
    let all: Vec<usize> = (0..given.len()).collect();
    let derivation = |n: usize| documents[n].source.account.derived_from.as_ref();
    work_out(&all, |n| given[n], |circle| faults.push(circle_fault(circle, documents, derivation)))
}

/// The origins of the articles that speak of one event, where some of them say that their account of it comes from elsewhere
/// than the rest of them (`overriding`): of those, and of all that are derived from them.
pub(super) fn of_event(
    speaking: &[Id<Article>],
    overriding: &BTreeMap<usize, (Given<'_>, Option<&Derivation>)>,
    given: &[Given<'_>],
    documents: &[Arc<document::Article>],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<Id<Article>, Origins> {
    let of = |n: usize| overriding.get(&n).map_or(given[n], |(given, _)| *given);
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut next: Vec<usize> = speaking.iter().map(|id| id.index()).collect();
    while let Some(n) = next.pop() {
        if reached.insert(n) {
            next.extend(article_parents(of(n).derived_from));
        }
    }
    let reached: Vec<usize> = reached.into_iter().collect();
    let derivation = |n: usize| match overriding.get(&n) {
        Some((_, derivation)) => *derivation,
        None => documents[n].source.account.derived_from.as_ref(),
    };
    let origins = work_out(&reached, of, |circle| {
        // A circle without any of them was reported for the articles as a whole.
        if circle.iter().any(|n| overriding.contains_key(n)) {
            faults.push(circle_fault(circle, documents, derivation));
        }
    });
    reached.into_iter().map(Id::at).zip(origins).collect()
}

/// The origins of these articles, which are in order and hold every article that one of them is derived from.
fn work_out<'a>(
    articles: &[usize],
    given: impl Fn(usize) -> Given<'a>,
    mut on_circle: impl FnMut(&[usize]),
) -> Vec<Origins> {
    let position = |article: usize| articles.binary_search(&article).expect("parents are among the articles");
    let parents: Vec<Vec<usize>> =
        articles.iter().map(|n| article_parents(given(*n).derived_from).into_iter().map(position).collect()).collect();
    let order = parents_first(&parents, |circle| {
        let circle: Vec<usize> = circle.iter().map(|n| articles[*n]).collect();
        on_circle(&circle);
    });
    let mut origins: Vec<Origins> = vec![Origins::default(); articles.len()];
    for n in order {
        let article = Id::at(articles[n]);
        let of = given(articles[n]);
        let mut own = Origins::default();
        if of.is_original {
            own.known.insert(of.publisher.map_or(Origin::Unidentified(article), Origin::Publisher));
        }
        let parent = |id: Id<Article>| (&origins[position(id.index())], given(id.index()));
        collect(of.derived_from, article, &parent, &mut own);
        if of.status == Some(StatusKind::Retracted) {
            own.known.clear();
            own.unknown.clear();
            own.withdrawn.insert(article);
        }
        origins[n] = own;
    }
    origins
}

fn collect<'a, 'o>(
    steps: &[Step],
    article: Id<Article>,
    parent: &impl Fn(Id<Article>) -> (&'o Origins, Given<'a>),
    own: &mut Origins,
) {
    for step in steps {
        match step.of {
            StepOf::Unknown => {
                let leaf = u32::try_from(own.unknown.len()).expect("front matter is bounded");
                own.unknown.insert((article, leaf));
            }
            StepOf::Article(id) => {
                let (origins, of) = parent(id);
                own.known.extend(origins.known.iter().copied());
                own.unknown.extend(origins.unknown.iter().copied());
                own.through.extend(origins.through.iter().copied().chain(of.publisher));
                own.withdrawn.extend(origins.withdrawn.iter().copied());
                own.corrected.extend(origins.corrected.iter().copied());
                if of.status == Some(StatusKind::Corrected) {
                    own.corrected.insert(id);
                }
            }
            StepOf::Publisher(publisher) => {
                own.through.insert(publisher);
                if step.derived_from.is_empty() {
                    own.known.insert(Origin::Publisher(publisher));
                } else {
                    collect(&step.derived_from, article, parent, own);
                }
            }
        }
    }
}

fn article_parents(steps: &[Step]) -> Vec<usize> {
    let mut parents = Vec::new();
    for step in steps {
        if let StepOf::Article(id) = step.of {
            parents.push(id.index());
        }
        parents.append(&mut article_parents(&step.derived_from));
    }
    parents
}

/// Every node after its parents, without recursion because chains can be as long as the site. Each circle is told once.
pub(super) fn parents_first(parents: &[Vec<usize>], mut on_circle: impl FnMut(&[usize])) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    for start in 0..parents.len() {
        if states[start] != State::New {
            continue;
        }
        // The path from the start, each with how many of its parents were visited.
        let mut path = vec![(start, 0)];
        states[start] = State::Open;
        while let Some((node, visited)) = path.last_mut() {
            let (node, next) = (*node, parents[*node].get(*visited).copied());
            *visited += 1;
            match next {
                None => {
                    states[node] = State::Done;
                    order.push(node);
                    path.pop();
                }
                Some(parent) if states[parent] == State::New => {
                    states[parent] = State::Open;
                    path.push((parent, 0));
                }
                Some(parent) if states[parent] == State::Open => {
                    let begin = path.iter().position(|(n, _)| *n == parent).expect("an open node is on the path");
                    let circle: Vec<usize> = path[begin..].iter().map(|(n, _)| *n).collect();
                    on_circle(&circle);
                }
                Some(_) => {}
            }
        }
    }
    order
}

fn circle_fault<'d>(
    circle: &[usize],
    documents: &[Arc<document::Article>],
    derivation: impl Fn(usize) -> Option<&'d Derivation>,
) -> Diagnostic {
    let names = circle.iter().chain(circle.first()).map(|n| documents[*n].head.id.as_str());
    let (message, hint) = match circle {
        [only] => {
            let message = format!("the article \"{}\" is derived from itself", documents[*only].head.id);
            (message, "remove this parent: what a publisher reports itself is `original: true`")
        }
        _ => {
            let names = names.collect::<Vec<_>>().join(" ← ");
            let message = format!("articles are derived from each other in a circle: {names}");
            (message, "one of them was first: remove its `derived_from`")
        }
    };
    let place = |n: usize, parent: usize| {
        let article = &documents[n];
        let parent = &documents[parent].head.id;
        article_parent_place(derivation(n), parent, article.head.file).unwrap_or(Place::File(article.head.file))
    };
    let mut steps = circle.iter().zip(circle.iter().cycle().skip(1)).map(|(n, parent)| place(*n, *parent));
    let first = steps.next().expect("a circle has one article at least");
    let diagnostic = Diagnostic::new(Code::DerivationCircle, first, message).hint(hint);
    steps.fold(diagnostic, |diagnostic, place| diagnostic.also(place, "and from here"))
}

fn article_parent_place(derivation: Option<&Derivation>, wanted: &crate::slug::Slug, file: FileId) -> Option<Place> {
    let Some(Derivation::From(parents)) = derivation else { return None };
    parents.iter().find_map(|parent| match &parent.of {
        ParentOf::Article(slug) if slug.value == *wanted => Some(Place::Value(file, slug.at)),
        _ => article_parent_place(parent.derived_from.as_ref(), wanted, file),
    })
}
