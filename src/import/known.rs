//! What of an input the site knows already: publishers, topics, entities, and articles by their address.
//!
//! In: the site, with its drafts. Out: ids, where a name or an address has exactly one meaning. Deliberately absent: likeness. A
//! name is known or it isn't; what may be meant is for people to say.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::document::Kind;
use crate::model::{Article, Event, Id, NameMatch, Publisher, Site, Topic};
use crate::slug::Slug;

/// What a site knows.
pub(super) struct Known<'s> {
    pub(super) site: &'s Site,
    /// By folded name; `None` for a name that several have.
    publishers: BTreeMap<String, Option<&'s Slug>>,
    hosts: BTreeMap<String, Option<&'s Slug>>,
    topics: BTreeMap<String, Option<&'s Slug>>,
    entities: BTreeMap<String, Option<&'s Slug>>,
    /// Articles by their address without what doesn't matter in it.
    addresses: BTreeMap<String, &'s Article>,
    /// Events by id, those that articles declare among them.
    events: BTreeMap<&'s Slug, &'s Event>,
    /// Ids of articles and topics.
    ids: BTreeSet<(Kind, &'s Slug)>,
}

impl<'s> Known<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let mut known = Self {
            site,
            publishers: BTreeMap::new(),
            hosts: BTreeMap::new(),
            topics: BTreeMap::new(),
            entities: BTreeMap::new(),
            addresses: BTreeMap::new(),
            events: site.events.iter().map(|(_, event)| (&event.head.id, event)).collect(),
            ids: BTreeSet::new(),
        };
        for (_, publisher) in site.publishers.iter() {
            let id = &publisher.head.id;
            let names = publisher.names.iter().map(|(_, name)| name.as_str());
            names
                .chain([publisher.name.as_str(), id.as_str()])
                .for_each(|name| add(&mut known.publishers, fold(name), id));
            if let Some(host) = publisher.url.as_deref().and_then(host) {
                add(&mut known.hosts, host, id);
            }
        }
        for (_, topic) in site.topics.iter() {
            let id = &topic.head.id;
            let names = [Some(topic.title.as_str()), topic.short_title.as_deref(), Some(id.as_str())];
            names.into_iter().flatten().for_each(|name| add(&mut known.topics, fold(name), id));
        }
        for (_, entity) in site.entities.iter() {
            let id = &entity.head.id;
            let names = entity.names.iter().map(|(_, name)| name).chain(&entity.aliases).map(String::as_str);
            names.chain([entity.name.as_str(), id.as_str()]).for_each(|name| add(&mut known.entities, fold(name), id));
        }
        for (_, article) in site.articles.iter() {
            if let Some(address) = article.source.url.as_deref().and_then(address) {
                known.addresses.entry(address).or_insert(article);
            }
            known.ids.insert((Kind::Article, &article.head.id));
        }
        known.ids.extend(site.topics.iter().map(|(_, topic)| (Kind::Topic, &topic.head.id)));
        known
    }

    /// The publisher of this name.
    pub(super) fn publisher(&self, name: &str) -> Option<&'s Slug> {
        self.publishers.get(&fold(name)).copied().flatten()
    }

    /// The publisher at whose site an address lies.
    pub(super) fn publisher_at(&self, url: &str) -> Option<&'s Slug> {
        let host = host(url)?;
        // A section may have a host of its own: en.example.org.
        let mut rest = host.as_str();
        loop {
            if let Some(found) = self.hosts.get(rest) {
                return *found;
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The topic of this name.
    pub(super) fn topic(&self, name: &str) -> Option<&'s Slug> {
        self.topics.get(&fold(name)).copied().flatten()
    }

    /// The entity of this name.
    pub(super) fn entity(&self, name: &str) -> Option<&'s Slug> {
        self.entities.get(&fold(name)).copied().flatten()
    }

    /// The article that was published at this address.
    pub(super) fn article_at(&self, url: &str) -> Option<&'s Article> {
        self.addresses.get(&address(url)?).copied()
    }

    /// Whether the site has an article or a topic of this id.
    pub(super) fn has(&self, kind: Kind, id: &Slug) -> bool {
        self.ids.contains(&(kind, id))
    }

    /// The event of this id.
    pub(super) fn event(&self, id: &Slug) -> Option<&'s Event> {
        self.events.get(id).copied()
    }

    /// The entities that a text names, each once, in the order in which they are first named.
    pub(super) fn entities_in(&self, text: &str) -> Vec<Slug> {
        let mut found: Vec<Slug> = Vec::new();
        for entity in self.site.names.find(text).iter().filter_map(NameMatch::entity) {
            let id = &self.site.entities[entity].head.id;
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }

    /// The publishers that a text names, each once, with the name, in the order of their ids.
    pub(super) fn publishers_in(&self, text: &str) -> Vec<(&'s Slug, String)> {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let holds = |name: &str| {
            let mut found = text.match_indices(name);
            found.any(|(at, _)| {
                !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next())
            })
        };
        let named = |publisher: &'s Publisher| {
            let names = publisher.names.iter().map(|(_, name)| name.as_str()).chain([publisher.name.as_str()]);
            let short = names.map(|name| name.strip_prefix("The ").unwrap_or(name));
            short.filter(|name| name.chars().nth(1).is_some()).find(|name| holds(name)).map(str::to_owned)
        };
        let publishers = self.site.publishers.iter().map(|(_, publisher)| publisher);
        publishers.filter_map(|publisher| Some((&publisher.head.id, named(publisher)?))).collect()
    }

    /// The topics whose names a text holds.
    pub(super) fn topics_in(&self, text: &str) -> Vec<Slug> {
        let text = format!(" {} ", fold(text));
        let mut found: Vec<Slug> = Vec::new();
        for (name, id) in &self.topics {
            // One word may stand for much else.
            let is_told = name.contains(' ') && text.contains(&format!(" {name} "));
            if let Some(id) = id.filter(|id| is_told && !found.contains(id)) {
                found.push(id.clone());
            }
        }
        found
    }

    /// Topics that share entities with a text, with how many: most first, three at most.
    pub(super) fn topics_of(&self, entities: &[Slug]) -> Vec<(&'s Slug, usize)> {
        let mut counts: BTreeMap<Id<Topic>, usize> = BTreeMap::new();
        for (id, topic) in self.site.topics.iter() {
            let shared =
                topic.entities.iter().filter(|(entity, _)| entities.contains(&self.site.entities[*entity].head.id));
            counts.insert(id, shared.count());
        }
        let mut counts: Vec<(Id<Topic>, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.truncate(3);
        counts.into_iter().map(|(id, count)| (&self.site.topics[id].head.id, count)).collect()
    }
}

fn add<'s>(names: &mut BTreeMap<String, Option<&'s Slug>>, name: String, id: &'s Slug) {
    if name.is_empty() {
        return;
    }
    names.entry(name).and_modify(|held| *held = held.filter(|held| *held == id)).or_insert(Some(id));
}

/// A name without what differs from one writing of it to the next.
pub(super) fn fold(name: &str) -> String {
    let lower: String = match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfkc().flat_map(char::to_lowercase).collect(),
    };
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.split_first() {
        Some((&"the", rest)) if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// Whether a text is an address of the web.
pub(super) fn is_web(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// An address without its scheme, `www.`, fragment, the slash at its end, and what campaigns add to it.
pub(super) fn address(url: &str) -> Option<String> {
    let parsed = Url::parse(url.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = host(url.trim())?;
    let is_counted = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "ref");
    let mut query: Vec<String> = parsed
        .query_pairs()
        .filter(|(name, _)| !is_counted(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    Some(format!("{host}{}?{}", parsed.path().trim_end_matches('/'), query.join("&")))
}

#[cfg(test)]
mod tests {
    use super::{address, fold};

    #[test]
    fn addresses_of_one_page_are_one() {
        let one = address("https://www.example.org/a/?utm_source=x&b=1#top");
        assert_eq!(one, address("http://example.org/a?b=1"));
        assert_ne!(one, address("http://example.org/a?b=2"));
        assert_eq!(address("javascript:alert(1)"), None);
    }

    #[test]
    fn names_are_the_same_in_every_writing() {
        assert_eq!(fold("The Korea  Herald"), fold("KOREA HERALD"));
        assert_eq!(fold("The"), "the");
        assert_eq!(fold("연합뉴스"), "연합뉴스");
    }
}
