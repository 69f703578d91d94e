//! The parts that pages share: links, dates, attributions, entries of chronologies.
//!
//! Everything here is a function of a [`View`]: the site, and the page that is being made, to which all links are relative.

use super::context::{
    ArticleLink, Chronology, EntityLink, Entry, EventLink, Figure, Filter, Link, Name, Place, SourceRow, StanceGroup,
    TopicLink, Year,
};
use super::memo::Memo;
use super::references::References;
use super::told::ToldStance;
use super::{words, years};
use crate::date::{self, Relation};
use crate::files::Files;
use crate::model::{
    self, Article, Entity, Event, Figures, Id, Origin, Owner, Publisher, Ref, Role, Said, Site, SiteUrl, Stance,
    StatusKind, Topic,
};
use crate::words::Words;

/// The site as seen from one page.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) site: &'a Site,
    pub(super) words: &'a Words,
    pub(super) files: &'a Files,
    /// What other pages say as well.
    pub(super) memo: &'a Memo,
    /// The page that is being made.
    pub(super) page: &'a SiteUrl,
    /// The articles that it lists.
    pub(super) references: &'a References,
}

impl<'a> View<'a> {
    /// A reference from this page.
    pub(super) fn href(&self, target: Ref) -> String {
        let (url, anchor) = self.site.url(target);
        let reference = self.page.reference_to(url);
        match anchor {
            Some(anchor) => format!("{reference}#{anchor}"),
            None => reference,
        }
    }

    /// A link with the name of what it leads to.
    pub(super) fn link(&self, target: Ref) -> Link {
        Link { href: self.href(target), title: self.title(target), lang: self.lang(target) }
    }

    /// What something is called.
    pub(super) fn title(&self, target: Ref) -> String {
        match target {
            Ref::Topic(id) => self.site.topics[id].title.clone(),
            Ref::Article(id) => self.site.articles[id].title.clone(),
            Ref::Event(id) => self.site.events[id].title.value().clone(),
            Ref::Entity(id) => self.site.entities[id].name.clone(),
            Ref::Publisher(id) => self.site.publishers[id].name.clone(),
            Ref::Page(id) => self.site.pages[id].title.clone(),
            Ref::Attachment(id) => self.site.attachments[id].url.to_string(),
        }
    }

    /// The language of what something is called, where that isn't the site's.
    pub(super) fn lang(&self, target: Ref) -> Option<String> {
        match target {
            Ref::Event(id) => {
                let event = &self.site.events[id];
                self.said_lang(event, event.title.said.first()?)
            }
            target => self.foreign(super::frame::head(self.site, target)?.language.as_ref()),
        }
    }

    /// The language of a text that is given for an event, where that isn't the site's: that of the file that gives it.
    pub(super) fn said_lang<T>(&self, event: &Event, said: &Said<T>) -> Option<String> {
        let article = said.by.first().filter(|_| !said.by_event_file);
        let head = article.map_or(&event.head, |article| &self.site.articles[*article].head);
        self.foreign(head.language.as_ref())
    }

    /// A language, where it isn't the site's.
    pub(super) fn foreign(&self, language: Option<&String>) -> Option<String> {
        language.filter(|language| **language != self.site.settings.language).cloned()
    }

    pub(super) fn links(&self, targets: &[Ref]) -> Vec<Link> {
        targets.iter().map(|target| self.link(*target)).collect()
    }

    /// Text of a content file as HTML.
    pub(super) fn body(&self, body: &model::Body) -> String {
        super::body::html(body, super::body::Extent::Whole, *self).html
    }

    /// Articles, the last one first.
    pub(super) fn newest_first(&self, ids: &[Id<Article>]) -> Vec<ArticleLink> {
        ids.iter().rev().map(|id| self.article(*id)).collect()
    }

    /// An entity with its role at a time, or its latest role when no time is given.
    pub(super) fn entity(&self, id: Id<Entity>, at: Option<&date::Date>, count: usize) -> EntityLink {
        let entity = &self.site.entities[id];
        let role = match at {
            Some(at) => entity.roles.iter().find(|role| holds(role, at)).map(|role| role.title.clone()),
            None => entity.roles.last().map(|role| match self.role_time(role) {
                Some(time) => format!("{}, {time}", role.title),
                None => role.title.clone(),
            }),
        };
        EntityLink {
            href: self.href(Ref::Entity(id)),
            name: entity.name.clone(),
            lang: self.lang(Ref::Entity(id)),
            kind: words::entity_kind(entity.kind),
            role,
            count,
        }
    }

    /// The entities of one kind.
    pub(super) fn entities(
        &self,
        ids: impl Iterator<Item = (Id<Entity>, usize)>,
        kind: model::EntityKind,
        at: Option<&date::Date>,
    ) -> Vec<EntityLink> {
        let of_kind = ids.filter(|(id, _)| self.site.entities[*id].kind == kind);
        of_kind.map(|(id, count)| self.entity(id, at, count)).collect()
    }

    /// One entry of a chronology.
    pub(super) fn entry(&self, id: Id<Event>) -> Entry {
        let event = &self.site.events[id];
        let date = &event.date.value().date;
        let people = event.entities.iter().map(|id| (*id, 0));
        let told = self.told_event(id);
        Entry {
            anchor: told.anchor.clone(),
            href: self.href(Ref::Event(id)),
            title: told.title.clone(),
            lang: self.lang(Ref::Event(id)),
            date: told.date.clone(),
            place: event.place.as_ref().and_then(|place| Some(self.said_place(event, place.said.first()?))),
            people: self.entities(people, model::EntityKind::Person, Some(date)),
            summary: told.summary.clone(),
            topics: event.topics.iter().map(|id| self.link(Ref::Topic(*id))).collect(),
            standing: standing(event),
            tally: told.tally.clone(),
            origins: told.origins.clone(),
            stances: told.stances.iter().map(|stance| self.stance(event, stance)).collect(),
            differs_in: told.differs_in.clone(),
            claims: told.claims.clone(),
            values: Vec::new(),
        }
    }

    fn stance(&self, event: &Event, told: &ToldStance) -> StanceGroup {
        let articles = event.mentions.iter().filter(|mention| mention.stance == told.stance);
        StanceGroup {
            stance: words::stance_word(told.stance),
            mark: told.mark.clone(),
            words: told.words.clone(),
            articles: articles.map(|mention| self.article_on(mention.article, Some(event))).collect(),
        }
    }

    /// A place that is given for an event.
    pub(super) fn said_place(&self, event: &Event, said: &Said<model::Place>) -> Place {
        let place = self.place(&said.value);
        match said.value {
            model::Place::Text(_) => Place { lang: self.said_lang(event, said), ..place },
            model::Place::Entity(_) => place,
        }
    }

    pub(super) fn place(&self, place: &model::Place) -> Place {
        match place {
            model::Place::Entity(id) => {
                let target = Ref::Entity(*id);
                Place { href: Some(self.href(target)), name: self.title(target), lang: self.lang(target) }
            }
            model::Place::Text(name) => Place { href: None, name: name.clone(), lang: None },
        }
    }

    pub(super) fn event_link(&self, id: Id<Event>) -> EventLink {
        let Link { href, title, lang } = self.link(Ref::Event(id));
        EventLink { href, title, lang, date: self.event_date(id).clone() }
    }

    /// The chronology of something with its picture and what it can be filtered by, of which a page shows some years or all. The
    /// ids are in order.
    pub(super) fn chronology(&self, ids: &[Id<Event>], shown: &[Id<Event>]) -> Chronology {
        let filters = self.filters(&self.ordered(ids));
        // Filters of a whole that isn't here are asked for elsewhere.
        let is_whole = shown.len() == ids.len();
        Chronology {
            years: self.years(shown, if is_whole { &filters } else { &[] }),
            count: ids.len(),
            filters,
            timeline: self.timeline(ids, shown),
            whole_href: (!is_whole).then(|| self.page.reference_to(&years::page_of_all(self.page))),
        }
    }

    /// The same of which the first page shows as much as fits.
    pub(super) fn first_of_chronology(&self, ids: &[Id<Event>]) -> Chronology {
        self.chronology(ids, years::first_events(self.site, ids))
    }

    /// Where the entry of an event is, on a page that shows these of its chronology.
    pub(super) fn entry_href(&self, shown: &[Id<Event>], id: Id<Event>) -> String {
        let anchor = anchor(&self.site.events[id]);
        match shown.binary_search(&id) {
            Ok(_) => format!("#{anchor}"),
            Err(_) => format!("{}#{anchor}", self.page.reference_to(&years::page_of(self.site, self.page, id))),
        }
    }

    /// Some events of the site.
    pub(super) fn selection(&self, ids: &[Id<Event>]) -> Chronology {
        let years = self.years(ids, &[]);
        Chronology { years, count: ids.len(), filters: Vec::new(), timeline: None, whole_href: None }
    }

    /// Events in the order that the theme asks for.
    fn ordered(&self, ids: &[Id<Event>]) -> Vec<Id<Event>> {
        if years::is_newest_first(self.site) { ids.iter().rev().copied().collect() } else { ids.to_vec() }
    }

    fn years(&self, ids: &[Id<Event>], filters: &[Filter]) -> Vec<Year> {
        let mut years: Vec<Year> = Vec::new();
        for id in self.ordered(ids) {
            let event = &self.site.events[id];
            let (title, anchor) = self.year(event.date.value().date.year());
            if years.last().is_none_or(|last| last.anchor != anchor) {
                let value = model::years::name(event.date.value().date.year());
                years.push(Year { anchor, title, value, entries: Vec::new() });
            }
            let entry = Entry { values: self.filter_values(filters, id), ..self.entry(id) };
            years.last_mut().expect("it was just added").entries.push(entry);
        }
        years
    }

    /// The heading of a year and its anchor, which is the same in every language.
    pub(super) fn year(&self, year: Option<i32>) -> (String, String) {
        let name = model::years::name(year);
        let anchor = model::years::anchor(&name);
        (if year.is_some() { name } else { self.words.plain("undated") }, anchor)
    }

    pub(super) fn topic(&self, id: Id<Topic>, reason: Option<String>) -> TopicLink {
        let topic = &self.site.topics[id];
        TopicLink {
            href: self.href(Ref::Topic(id)),
            title: topic.title.clone(),
            lang: self.lang(Ref::Topic(id)),
            summary: topic.summary.clone(),
            figures: self.figures(&topic.figures),
            reason,
        }
    }

    /// A row of a table of sources, counted over a set of articles.
    pub(super) fn source_row(&self, id: Id<Publisher>, articles: &[Id<Article>]) -> SourceRow {
        let publisher = &self.site.publishers[id];
        let articles = || articles.iter().map(|id| &self.site.articles[*id]);
        SourceRow {
            href: self.href(Ref::Publisher(id)),
            name: publisher.name.clone(),
            lang: self.lang(Ref::Publisher(id)),
            kind: publisher.kind.map(|kind| self.words.publisher_kind(kind)),
            published: articles().filter(|article| article.source.publisher == Some(id)).count(),
            origin_of: articles()
                .filter(|article| article.account.origins.known.contains(&Origin::Publisher(id)))
                .count(),
        }
    }

    /// The name of an origin.
    pub(super) fn origin_name(&self, origin: Origin) -> String {
        match origin {
            Origin::Publisher(id) => self.site.publishers[id].name.clone(),
            Origin::Unidentified(_) => self.words.unidentified(),
        }
    }

    /// The language of that name, where it isn't the site's.
    pub(super) fn origin_lang(&self, origin: Origin) -> Option<String> {
        match origin {
            Origin::Publisher(id) => self.lang(Ref::Publisher(id)),
            Origin::Unidentified(_) => None,
        }
    }

    /// The language of an article's own words, where that isn't the site's.
    pub(super) fn quote_lang(&self, id: Id<Article>) -> Option<String> {
        self.foreign(self.site.articles[id].source.language.as_ref())
    }

    /// The page of an origin: its publisher's, or the article whose publisher is not identified.
    pub(super) fn origin_ref(&self, origin: Origin) -> Ref {
        match origin {
            Origin::Publisher(id) => Ref::Publisher(id),
            Origin::Unidentified(id) => Ref::Article(id),
        }
    }

    pub(super) fn owner(&self, owner: &Owner) -> Place {
        match owner {
            Owner::Publisher(id) => {
                let target = Ref::Publisher(*id);
                Place { href: Some(self.href(target)), name: self.title(target), lang: self.lang(target) }
            }
            Owner::Named(name) => Place { href: None, name: name.clone(), lang: None },
        }
    }

    /// Figures at a glance.
    pub(super) fn figures(&self, figures: &Figures) -> Vec<Figure> {
        let words = self.words;
        let mut all = vec![Figure { key: "events", words: words.events(figures.events) }];
        if figures.articles > 0 {
            let from = words.articles_from(figures.articles, figures.publishers, figures.unidentified);
            all.push(Figure { key: "articles", words: from });
            all.push(Figure { key: "origins", words: words.origins(&figures.origins) });
        }
        for (kind, count) in [(StatusKind::Corrected, figures.corrected), (StatusKind::Retracted, figures.retracted)] {
            if count > 0 {
                all.push(Figure { key: words::status_word(kind), words: words.articles_that_were(kind, count) });
            }
        }
        if figures.reported > 0 {
            let words = words.single_origin(figures.single_origin, figures.reported);
            all.push(Figure { key: "single_origin", words });
        }
        all.extend(
            figures
                .span
                .as_ref()
                .and_then(|(first, last)| self.span(first, last))
                .map(|words| Figure { key: "span", words }),
        );
        all
    }
}

/// An event's anchor on pages that list it.
pub(super) fn anchor(event: &Event) -> String {
    format!("event-{}", event.head.id)
}

/// What an event is, by the weightiest of those who speak of it: see [`Entry::standing`].
pub(super) fn standing(event: &Event) -> &'static str {
    let has = |stance| event.mentions.iter().any(|mention| mention.stance == stance);
    if event.origins.articles > 0 {
        "reported"
    } else if has(Stance::Disputes) {
        "disputed"
    } else if has(Stance::Reports) {
        "retracted"
    } else if has(Stance::Announces) {
        "announced"
    } else if has(Stance::Recalls) {
        "recalled"
    } else {
        "unsourced"
    }
}

/// Names in other languages.
pub(super) fn names(names: &[(String, String)]) -> Vec<Name> {
    names.iter().map(|(language, name)| Name { language: language.clone(), name: name.clone() }).collect()
}

/// Whether a role may have been held at a time: not when it surely ended before or began after.
fn holds(role: &Role, at: &date::Date) -> bool {
    let begun = role.from.as_ref().is_none_or(|from| at.relation(from) != Relation::Before);
    let lasts = role.to.as_ref().is_none_or(|to| at.relation(to) != Relation::After);
    begun && lasts
}
