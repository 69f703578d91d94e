//! A clipping becomes an article, and so does a post (see `article/post.rs`).
//!
//! In: what was understood of an input by itself, and what the site knows. Out: a draft of an article. What is certain stands as a
//! value, what is likely as a comment with its grounds. Deliberately absent: understanding the input (see `clipping` and `post`), and
//! ids, which depend on the other inputs.

mod post;

use std::sync::LazyLock;

use mail_parser::MessageParser;
use regex::Regex;
use url::Url;

use super::clipping::{self, Clipping, Fate};
use super::known::{fold, is_web};
use super::shelf::{Draft, Understood, What};
use super::{Request, html};
use crate::date::Date;
use crate::document::{Mode, Stance};
use crate::scaffold::{self, Article, Noted, ProposedEvent};
use crate::slug::Slug;

pub(super) use self::post::of_post;

/// Most events that are proposed for one article.
const MAX_EVENTS: usize = 12;

/// How far into a text an agency in brackets stands, in bytes.
const BEGINNING: usize = 200;

/// The longest title that is made of a sentence, in characters.
const MAX_TITLE: usize = 120;

/// A clipping, with what is kept of the input.
struct Clipped {
    clipping: Clipping,
    /// Its text, for quotations to be checked against.
    text: String,
    /// The bytes that this is taken from, where it isn't all, and the ending of their file.
    original: Option<(&'static str, Vec<u8>)>,
    /// The day by which it was published, if it doesn't say when, and how that is known.
    by: (Date, &'static str),
}

/// A text that was pasted or scraped.
pub(super) fn of_text(path: &str, text: String, request: &Request<'_>, understood: &mut Understood) {
    let clipping = clipping::from_text(&text);
    let by = (request.today.clone(), NO_DATE);
    of_clipping(path, Clipped { clipping, text, original: None, by }, request, understood);
}

/// A saved page. Its bytes are kept as they are.
pub(super) fn of_page(path: &str, page: &str, bytes: Vec<u8>, request: &Request<'_>, understood: &mut Understood) {
    let clipping = clipping::from_html(page, saved_from(page));
    let text = clipping_text(&clipping);
    let by = (request.today.clone(), NO_DATE);
    of_clipping(path, Clipped { clipping, text, original: Some(("html", bytes)), by }, request, understood);
}

/// A mail: an article that somebody sent on, or a newsletter.
pub(super) fn of_mail(path: &str, bytes: Vec<u8>, request: &Request<'_>, understood: &mut Understood) {
    let Some(mail) = MessageParser::default().parse(&bytes) else {
        understood.what = What::Nothing("it is no mail".to_owned());
        return;
    };
    let mut clipping = match mail.html_bodies().next().and_then(|part| part.text_contents()) {
        Some(page) if page.contains('<') => clipping::from_html(page, None),
        _ => clipping::from_text(&mail.body_text(0).unwrap_or_default()),
    };
    if let Some(subject) = mail.subject().map(without_prefixes).filter(|subject| !subject.is_empty()) {
        clipping.title = Some(subject);
    }
    let day = mail.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let by = match day.and_then(|day| Date::parse(&day).ok()) {
        Some(day) => (day, "not stated: it was there when the mail was sent"),
        None => (request.today.clone(), NO_DATE),
    };
    let text = clipping_text(&clipping);
    drop(mail);
    of_clipping(path, Clipped { clipping, text, original: Some(("eml", bytes)), by }, request, understood);
}

const NO_DATE: &str = "not stated: it was there when it was imported";

fn of_clipping(path: &str, clipped: Clipped, request: &Request<'_>, understood: &mut Understood) {
    let Clipped { clipping, text, original, by: (by, grounds) } = clipped;
    if clipping.body.trim().is_empty() {
        explain(&clipping, understood);
        understood.what = What::Nothing("no article was found in it".to_owned());
        return;
    }
    let address = address_of(clipping.url.as_deref());
    let (body, removed) = html::tidy(&clipping.body, &|target| html::on_web(target, address.as_ref()), &mut |_| None);
    understood.removed(removed);
    let title = clipping.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| {
        understood.note("no headline was found: the title is made of the first words");
        shortened(&html::plain(body.trim()), MAX_TITLE)
    });
    let mut article = Article::new(&title, by.clone());
    article.draft = request.map.draft();
    article.rights = request.map.rights();
    match &clipping.date {
        None => undated(&mut article, &by, grounds, understood),
        Some(date) if date.is_inferred => {
            article.date = Noted { value: date.date.clone(), note: Some(format!("inferred: {}", date.grounds)) };
            article.date_note = Some(sentence(&date.grounds));
        }
        Some(date) => article.date = Noted { value: date.date.clone(), note: Some(date.grounds.clone()) },
    }
    article.source.headline = clipping.title.clone();
    article.source.byline.clone_from(&clipping.authors);
    article.source.dateline.clone_from(&clipping.dateline);
    article.source.url.value = clipping.url.clone().filter(|url| is_web(url));
    language(clipping.language.as_deref(), &mut article, request);
    publisher(clipping.publisher.as_deref(), &mut article, request, understood);
    credits(&clipping, &body, &mut article, request);
    names(&mut article, &body, request);
    events(&clipping, &mut article, request);
    article.body = body;
    explain(&clipping, understood);
    let (file_name, pictures, lost) = (file_name(path), Vec::new(), 0);
    understood.what = What::Article(Box::new(Draft { article, slug: None, text, original, file_name, pictures, lost }));
}

/// An article that doesn't say when it was published: it was there by a day that is known.
fn undated(article: &mut Article, by: &Date, grounds: &str, understood: &mut Understood) {
    article.date = Noted { value: earlier(by), note: Some(grounds.to_owned()) };
    article.date_note = Some("The source doesn't state when it was published.".to_owned());
    understood.note("no date was found");
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn address_of(url: Option<&str>) -> Option<Url> {
    Url::parse(url?).ok()
}

/// What is kept of a page or a mail as text, for quotations to be checked against: all but what was dropped.
fn clipping_text(clipping: &Clipping) -> String {
    let kept = clipping.lines.iter().filter(|line| !matches!(line.fate, Fate::Dropped(_)));
    kept.map(|line| format!("{}\n", line.text)).collect()
}

/// What became of each line.
fn explain(clipping: &Clipping, understood: &mut Understood) {
    understood.lines =
        clipping.lines.iter().map(|line| (line.number, line.fate.to_string(), line.text.clone())).collect();
    understood.dropped = clipping.lines.iter().filter(|line| matches!(line.fate, Fate::Dropped(_))).count();
}

/// The language of the original, and of the text where it isn't the site's.
fn language(tag: Option<&str>, article: &mut Article, request: &Request<'_>) {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$").expect("the expression is well-formed"));
    let Some(tag) = tag.map(|tag| tag.trim().replace('_', "-")).filter(|tag| TAG.is_match(tag)) else { return };
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    if primary(&tag) != primary(&request.known.site.settings.language) {
        article.language = Some(tag.clone());
    }
    article.source.language = Some(tag);
}

/// The publisher; a name that is none of the site's is told.
fn publisher(named: Option<&str>, article: &mut Article, request: &Request<'_>, understood: &mut Understood) {
    article.source.publisher = request.publisher(named, article.source.url.value.as_deref());
    if let (None, Some(name)) = (&article.source.publisher.value, named) {
        understood.note(&format!("the publisher {name:?} is none of the site: briefgen new publisher {name:?}"));
    }
}

/// Whose account it passes on: certain where a publisher of the site stands by itself, likely where a sentence cites one.
fn credits(clipping: &Clipping, body: &str, article: &mut Article, request: &Request<'_>) {
    let own = article.source.publisher.value.clone();
    let mut certain: Vec<(&Slug, &str)> = credited(body, request);
    let mut likely: Vec<(Option<&Slug>, &str, &str)> = Vec::new();
    for credit in &clipping.credits {
        let line = clipping.lines.iter().find(|line| line.number == credit.line);
        // A sentence has words of its own.
        let count = |text: &str| fold(text).split(' ').count();
        let is_alone = count(&credit.words) <= count(&credit.agency) + 1
            || line.is_some_and(|line| matches!(line.fate, Fate::Read(_)));
        match request.known.publisher(&credit.agency) {
            Some(agency) if is_alone => certain.push((agency, &credit.words)),
            agency => likely.push((agency, &credit.agency, &credit.words)),
        }
    }
    let named = request.known.publishers_in(body);
    likely.extend(named.iter().map(|(publisher, name)| (Some(*publisher), name.as_str(), name.as_str())));
    let mut seen: Vec<&Slug> = own.iter().collect();
    for (agency, words) in certain {
        if !seen.contains(&agency) {
            seen.push(agency);
            article.source.derived_from.push((agency.clone(), Mode::Syndicates, format!("it says {words:?}")));
        }
    }
    for (agency, name, words) in likely {
        let proposal = match agency {
            Some(agency) if seen.contains(&agency) => continue,
            Some(agency) => {
                seen.push(agency);
                format!("- {{publisher: {agency}, mode: cites}}  # it says {words:?}")
            }
            None => format!("- it says {words:?}, and {name:?} is no publisher of the site"),
        };
        if !article.source.proposed_parents.contains(&proposal) {
            article.source.proposed_parents.push(proposal);
        }
    }
}

/// Publishers of the site that stand in brackets where agencies stand: at the beginning of a text, and alone at its end.
fn credited<'s, 'b>(body: &'b str, request: &Request<'s>) -> Vec<(&'s Slug, &'b str)> {
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[(\[（【〔]([^()\[\]（）【】〔〕]{2,80})[)\]）】〕]").expect("the expression is well-formed")
    });
    let start = &body[..body.floor_char_boundary(BEGINNING.min(body.len()))];
    let last = body.trim_end().rsplit("\n\n").next().unwrap_or_default();
    let end = if BRACKETS.find(last).is_some_and(|found| found.as_str() == last.trim()) { last } else { "" };
    let found = BRACKETS.captures_iter(start).chain(BRACKETS.captures_iter(end));
    found
        .filter_map(|found| {
            let (whole, inner) = (found.get(0)?.as_str(), found.get(1)?.as_str());
            // A place may stand before the agency: (Merrow=Strait Wire).
            let mut names = inner.split(['=', '＝', '/', ',', '、', '·']).map(str::trim);
            names.find_map(|name| request.known.publisher(name)).map(|agency| (agency, whole))
        })
        .collect()
}

/// The entities that the text names, and the topics that are asked for or named.
fn names(article: &mut Article, body: &str, request: &Request<'_>) {
    let text = format!("{}\n\n{body}", article.title);
    request.known.entities_in(&text).into_iter().for_each(|id| add(&mut article.entities.value, id));
    let topics = request.topics.iter().cloned().chain(request.known.topics_in(&text));
    topics.for_each(|id| add(&mut article.topics.value, id));
    if article.topics.value.is_empty() {
        let likely: Vec<String> = request
            .known
            .topics_of(&article.entities.value)
            .into_iter()
            .map(|(id, count)| format!("{id} (shares {count} entities)"))
            .collect();
        article.topics.note = (!likely.is_empty()).then(|| format!("perhaps {}", likely.join(", ")));
    }
}

/// The happenings that the text gives dates to: those that the site knows, and others.
fn events(clipping: &Clipping, article: &mut Article, request: &Request<'_>) {
    let known = &request.known;
    let mut seen: Vec<Slug> = Vec::new();
    for event in &clipping.events {
        if seen.len() == MAX_EVENTS {
            break;
        }
        let title = shortened(&html::plain(&event.sentence), MAX_TITLE);
        let named = known.entities_in(&event.sentence);
        let same_day = known.site.events.iter().map(|(_, row)| row).filter(|row| row.date.value().date == event.date);
        let shares = |row: &&crate::model::Event| {
            row.entities.iter().filter(|id| named.contains(&known.site.entities[**id].head.id)).count()
        };
        let found = same_day.max_by_key(shares).filter(|row| shares(row) > 1);
        let id = match found {
            Some(row) => Some(row.head.id.clone()),
            None => scaffold::id(&scaffold::New::Event(event.date.clone()), &title),
        };
        let Some(id) = id.filter(|id| !seen.contains(id)) else { continue };
        seen.push(id.clone());
        let stance = if event.stance == Stance::Announces { Stance::Announces } else { event.stance };
        let grounds = match found {
            Some(row) => format!("{:?}; here: {:?}", row.title.value(), event.words),
            None => format!("from {:?}", event.words),
        };
        let is_known = found.is_some();
        article.proposed_events.push(ProposedEvent { id, title, date: event.date.clone(), is_known, stance, grounds });
    }
}

fn add(ids: &mut Vec<Slug>, id: Slug) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// The address that a browser notes in a page that it saves.
fn saved_from(page: &str) -> Option<&str> {
    static SAVED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"<!--\s{0,9}(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s{1,9}url:\s{0,9})(https?://[^\s>]{1,2000})")
            .expect("the expression is well-formed")
    });
    let end = page.floor_char_boundary(4096.min(page.len()));
    SAVED.captures(&page[..end]).and_then(|found| Some(found.get(1)?.as_str()))
}

/// On that day or before it.
fn earlier(day: &Date) -> Date {
    Date::parse(&format!("[..{day}]")).unwrap_or_else(|_| day.clone())
}

/// A text cut between words, with a mark where something is missing.
pub(super) fn shortened(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(length) else { return line };
    let cut = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", line[..cut].trim_end_matches([',', '.', ';', ':']))
}

/// Grounds as readers see them.
fn sentence(grounds: &str) -> String {
    let mut characters = grounds.chars();
    let first: String = characters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// A subject without what answering and forwarding put before it.
fn without_prefixes(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((prefix, after)) = rest.split_once(':') {
        if !["re", "fw", "fwd", "aw", "wg", "회신", "전달"].contains(&prefix.trim().to_lowercase().as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}
