//! A post becomes an article.
//!
//! In: the text of a post, what else lies in its folder, and what the site knows. Out: a draft of an article. Deliberately absent: what
//! each generator calls things (see `import/post.rs`).

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::{MAX_TITLE, NO_DATE, add, address_of, file_name, language, names, publisher, shortened, undated};
use crate::document::Kind;
use crate::import::html::{self, Removed};
use crate::import::known::is_web;
use crate::import::map::Meaning;
use crate::import::pictures::Picture;
use crate::import::post::{self, Post};
use crate::import::posts::Target;
use crate::import::shelf::{Draft, Understood, What};
use crate::import::{Folder, Place, Request};
use crate::scaffold::{Article, Noted};

/// A post of another generator, or any Markdown, with what lies in the folder that it was found in.
pub(in crate::import) fn of_post(
    path: &str,
    text: String,
    folder: &Folder,
    request: &Request<'_>,
    understood: &mut Understood,
) {
    let post = match post::post(path, &text) {
        Ok(post) => post,
        Err(reason) => {
            understood.what = What::Nothing(reason);
            return;
        }
    };
    let Post { title, date, slug, summary, authors, url, language: tag, terms, aliases, mut extra, body, notes } = post;
    understood.notes.extend(notes.into_iter().map(|(line, note)| (line.map(Place::Line), note)));
    let mut named: Vec<Picture> = Vec::new();
    let mut picture = |written: &str| {
        let picture = folder.pictures.find(path, written)?;
        if !named.contains(picture) {
            named.push(picture.clone());
        }
        Some(picture.address())
    };
    let address = address_of(url.as_deref());
    let link = |target: &str| {
        let post = folder.posts.find(path, target);
        post.or_else(|| html::on_web(target, address.as_ref())).or_else(|| Target::later(target))
    };
    let (body, Removed { links: lost, pictures }) = html::tidy(&body, &link, &mut picture);
    understood.removed(Removed { links: 0, pictures });
    let title = title.or_else(|| slug.as_deref().map(|slug| slug.replace(['-', '_'], " "))).unwrap_or_default();
    let title = if title.trim().is_empty() { shortened(&html::plain(body.trim()), MAX_TITLE) } else { title };
    let mut article = Article::new(&title, request.today.clone());
    match date {
        Some(date) => article.date = Noted::new(date),
        None => undated(&mut article, &request.today, NO_DATE, understood),
    }
    article.draft = request.map.draft();
    article.rights = request.map.rights();
    article.summary = summary;
    article.source.byline = authors;
    article.source.url.value = url.filter(|url| is_web(url));
    article.aliases = aliases;
    language(tag.as_deref(), &mut article, request);
    publisher(None, &mut article, request, understood);
    if !extra.is_empty() {
        let keys = extra.keys().filter_map(Value::as_str).collect::<Vec<_>>().join(", ");
        understood.note(&format!("what has no key here is kept under `extra`: {keys}"));
    }
    what_terms_mean(terms, &mut article, &mut extra, request, understood);
    article.extra = extra;
    names(&mut article, &body, request);
    article.body = body;
    let file_name = file_name(path);
    understood.what =
        What::Article(Box::new(Draft { article, slug, text, original: None, file_name, pictures: named, lost }));
}

/// Tags, categories and other terms, with the keys that they stand under: topics and entities, or kept under their keys and told.
fn what_terms_mean(
    terms: Vec<(String, String)>,
    article: &mut Article,
    extra: &mut Mapping,
    request: &Request<'_>,
    understood: &mut Understood,
) {
    let mut unknown: Vec<String> = Vec::new();
    let mut kept: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (key, term) in terms {
        match request.map.meaning(&term, &request.known) {
            Meaning::Known(Kind::Topic, id) => add(&mut article.topics.value, id),
            Meaning::Known(_, id) => add(&mut article.entities.value, id),
            Meaning::LeftOut => {}
            Meaning::Unknown => {
                unknown.push(format!("{term:?} ({key})"));
                kept.entry(key).or_default().push(Value::String(term));
            }
        }
    }
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        understood.note(&format!("no topic or entity of the site, and kept under `extra`: {unknown}"));
    }
    for (key, terms) in kept {
        extra.insert(Value::String(key), Value::Sequence(terms));
    }
}
