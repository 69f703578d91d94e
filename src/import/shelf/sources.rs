//! The sources of rows become articles, so that their events are reported by somebody.
//!
//! In: the addresses that rows name, with the events of these rows. Out: one article for each address. Deliberately absent: what
//! lies at an address; nothing is fetched.

use super::{Part, Role, Shelf};
use crate::date::{Date, Day};
use crate::document::{Kind, Stance};
use crate::import::known::address;
use crate::import::table::{Place, Source};
use crate::scaffold::{self, Article, Event, Noted};
use crate::slug::Slug;

/// An article of which only the address is known.
pub(super) struct Stub<'u> {
    input: usize,
    source: &'u Source,
    topics: Vec<Slug>,
    /// Its events, with the day after which it was published.
    events: Vec<(Slug, Day)>,
    /// The name of its first event.
    title: String,
}

impl<'u> Shelf<'_, '_, 'u> {
    /// Puts an event among those of the article at an address. Whether that is one of this run.
    pub(super) fn source(&mut self, place: Place, input: usize, source: &'u Source, id: &Slug, event: &Event) -> bool {
        let Some(address) = address(&source.url) else { return false };
        if let Some(known) = self.request.known.article_at(&source.url) {
            let site = self.request.known.site;
            if !known.mentions.iter().any(|(known, _)| site.events[*known].head.id == *id) {
                let (article, url) = (&known.head.id, &source.url);
                let note =
                    format!("the article \"{article}\" has the address {url}: add `- event: {id}` to its events");
                self.told().note(Some(place), note);
            }
            return false;
        }
        let day = event.date.earliest();
        match self.by_address.get(&address).map(|at| &mut self.stubs[*at]) {
            Some(stub) => {
                if !stub.events.iter().any(|(known, _)| known == id) {
                    stub.events.push((id.clone(), day));
                }
                for topic in &event.topics.value {
                    if !stub.topics.contains(topic) {
                        stub.topics.push(topic.clone());
                    }
                }
            }
            None => {
                self.by_address.insert(address, self.stubs.len());
                let (topics, events) = (event.topics.value.clone(), vec![(id.clone(), day)]);
                self.stubs.push(Stub { input, source, topics, events, title: event.title.clone() });
            }
        }
        true
    }

    /// An article for each address that rows name.
    pub(super) fn articles_of_sources(&mut self) {
        for stub in std::mem::take(&mut self.stubs) {
            let Stub { input, source, topics, events, title } = stub;
            let part = Part::Source(input, source.url.clone());
            if let Some(reason) = self.refused.get(&part) {
                let note = format!("the source {} is left out: {reason}", source.url);
                self.import.told[input].note(None, note);
                continue;
            }
            let (date, note) = published(source, &events, &self.request.today);
            let words = source.headline.as_deref().or(source.words.as_deref());
            let mut article = Article::new(words.unwrap_or(&title), date);
            article.draft = self.request.map.draft();
            article.rights = self.request.map.rights();
            if let Some(note) = note {
                article.date.note = Some("not stated in the table".to_owned());
                article.date_note = Some(note);
            }
            article.topics = Noted::new(topics);
            article.source.publisher = self.request.publisher(source.publisher.as_deref(), Some(&source.url));
            article.source.headline.clone_from(&source.headline);
            article.source.url.value = Some(source.url.clone());
            article.events = events.into_iter().map(|(event, _)| (event, Stance::Reports)).collect();
            let new = scaffold::New::Article(article.date.value.clone());
            let id = scaffold::id(&new, &article.title).or_else(|| scaffold::id(&new, &title));
            let id = self.free(&id.expect("the event's title gave an id"));
            let start = scaffold::article(&article, &id);
            self.put(start.path, start.text.into_bytes().into(), &part, Role::Document(Kind::Article, id));
        }
    }
}

/// When what lies at an address was published: as the row says, as its address says, or not before what it reports.
fn published(source: &Source, events: &[(Slug, Day)], today: &Date) -> (Date, Option<String>) {
    if let Some(date) = &source.published {
        return (date.clone(), None);
    }
    if let Some(date) = day_in_path(&source.url) {
        return (date, Some("Read from its address.".to_owned()));
    }
    let last = events.iter().map(|(_, day)| *day).max();
    let since = match last {
        Some(Day::On { year: year @ 0..=9999, month, day }) => {
            Date::parse(&format!("[{year:04}-{month:02}-{day:02}..]")).ok()
        }
        _ => None,
    };
    match since {
        Some(date) => (date, Some("Not stated: not before what it reports.".to_owned())),
        None => {
            (Date::parse(&format!("[..{today}]")).unwrap_or_else(|_| today.clone()), Some("Not stated.".to_owned()))
        }
    }
}

/// The day in a path such as `/2031/03/15/opening`.
fn day_in_path(url: &str) -> Option<Date> {
    let path = url::Url::parse(url).ok()?.path().to_owned();
    let parts: Vec<&str> = path.split(['/', '-']).collect();
    let is_number = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |parts: &&[&str]| is_number(parts[0], 4) && is_number(parts[1], 2) && is_number(parts[2], 2);
    let found = parts.windows(3).find(is_day)?;
    Date::parse(&format!("{}-{}-{}", found[0], found[1], found[2])).ok()
}

#[cfg(test)]
mod tests {
    use super::day_in_path;

    #[test]
    fn days_stand_in_addresses() {
        let of = |url| day_in_path(url).map(|date| date.as_str().to_owned());
        assert_eq!(of("https://example.org/news/2031/03/15/opening").as_deref(), Some("2031-03-15"));
        assert_eq!(of("https://example.org/2031-03-15-opening").as_deref(), Some("2031-03-15"));
        assert_eq!(of("https://example.org/2031/13/15/opening"), None);
        assert_eq!(of("https://example.org/12345/03/15"), None);
    }
}
