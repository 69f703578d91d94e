//! The site becomes pages: which there are, and what each one says.
//!
//! In: the [`Site`], the files that hold the texts, and the words of its language. Out: [`routes`], the table of everything
//! that is written, and [`page`], a pure function from a route to a [`Page`]: a typed context for a template, bytes, or a
//! file to copy.
//! Deliberately absent: templates, disk, clock.

mod article;
mod attribution;
mod autolink;
mod body;
mod card;
mod claims;
pub mod context;
mod dates;
mod entity;
mod event;
mod exports;
mod feed;
mod filters;
mod frame;
mod highlight;
mod home;
mod lists;
mod memo;
mod parts;
mod pictures;
mod publisher;
mod references;
mod sanitise;
mod search;
mod shared;
mod sitemap;
mod told;
mod topic;
mod words;
mod years;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::document::YEAR_TEMPLATE;
use crate::files::{FileId, Files};
use crate::model::{self, Id, Site, SiteUrl};
use crate::words::Words;

pub(crate) use self::body::{RESERVED, reference};
pub use self::card::{Card, CardOf, cards};
use self::context as view;
pub use self::exports::{Export, Format, Scope};
pub use self::frame::site_context;
pub use self::memo::Memo;
use self::parts::View;
use self::references::References;
pub use self::search::{MAX_TEXT_BYTES, Record, Volume};
pub use self::shared::Shared;
pub use self::years::{Listing, Span};

/// Everything that is written, one variant for each kind of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The home page.
    Home,
    /// A topic.
    Topic(Id<model::Topic>),
    /// An article.
    Article(Id<model::Article>),
    /// An event that has a page of its own.
    Event(Id<model::Event>),
    /// An entity.
    Entity(Id<model::Entity>),
    /// A publisher.
    Publisher(Id<model::Publisher>),
    /// A plain page.
    Page(Id<model::Page>),
    /// The global chronology.
    Chronology,
    /// All topics.
    Topics,
    /// All articles.
    Articles,
    /// All entities.
    Entities,
    /// All publishers.
    Publishers,
    /// A year of lists that are too long for one page, or all of a chronology.
    Years(Listing, Span),
    /// The search page.
    Search,
    /// The folder with the indexes that it asks.
    SearchData,
    /// What is shown where nothing is found.
    NotFound,
    /// An old address, by its position among them.
    Redirect(usize),
    /// The feed of the site.
    Feed,
    /// The feed of a topic.
    TopicFeed(Id<model::Topic>),
    /// All addresses, for search engines.
    Sitemap,
    /// Where they find it.
    Robots,
    /// Tells GitHub Pages to publish files as they are.
    NoJekyll,
    /// The custom domain, for GitHub Pages.
    Cname,
    /// Colours of code.
    HighlightStyle,
    /// The picture that stands for a page where it is shared.
    Card(CardOf),
    /// A file of an export.
    Export(Export),
    /// A file beside the content.
    Attachment(Id<model::Attachment>),
    /// A file of the theme.
    ThemeFile(FileId),
}

impl Route {
    /// Whether a template makes it a page. Beside these, only cards can fail.
    pub fn has_template(self) -> bool {
        match self {
            Self::Home
            | Self::Topic(_)
            | Self::Article(_)
            | Self::Event(_)
            | Self::Entity(_)
            | Self::Publisher(_)
            | Self::Page(_)
            | Self::Chronology
            | Self::Topics
            | Self::Articles
            | Self::Entities
            | Self::Publishers
            | Self::Years(..)
            | Self::Search
            | Self::NotFound
            | Self::Redirect(_) => true,
            Self::SearchData
            | Self::Feed
            | Self::TopicFeed(_)
            | Self::Sitemap
            | Self::Robots
            | Self::NoJekyll
            | Self::Cname
            | Self::HighlightStyle
            | Self::Card(_)
            | Self::Export(_)
            | Self::Attachment(_)
            | Self::ThemeFile(_) => false,
        }
    }

    /// Whether what is written for it depends on nothing but what it looks at of the site, and on what holds for the whole: not on
    /// files that are copied, nor on the fonts of the system.
    pub(crate) fn is_traced(self) -> bool {
        !matches!(self, Self::Card(_) | Self::Attachment(_) | Self::ThemeFile(_))
    }

    /// Whether it is a folder: its files are those below its address, and are known when they are made.
    pub fn is_folder(self) -> bool {
        self == Self::SearchData
    }
}

/// What is written for a route.
#[derive(Clone, Debug)]
pub enum Page {
    /// A template with what it gets.
    Template(Box<Template>),
    /// A picture that a theme draws.
    Card(Box<Card>),
    /// Bytes that no theme changes.
    Bytes(Vec<u8>),
    /// Indexes of these, each in the folder of its language.
    Indexes(Vec<Volume>),
    /// A file that is copied as it is.
    Copy(FileId),
}

/// What pages are made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The site.
    pub site: &'a Site,
    /// What its pages say in its language.
    pub words: &'a Words,
    /// The files that hold its texts.
    pub files: &'a Files,
    /// What was worked out for other pages of the same site.
    pub memo: &'a Memo,
}

/// Which parts of a page's apparatus its template uses. They take longer to make than all else on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// `cite`.
    pub cite: bool,
    /// `downloads`.
    pub downloads: bool,
    /// `json_ld_html`.
    pub json_ld: bool,
}

impl Wanted {
    /// The parts whose variables a template uses.
    pub fn of(uses: impl Fn(&str) -> bool) -> Self {
        Self { cite: uses("cite"), downloads: uses("downloads"), json_ld: uses("json_ld_html") }
    }
}

/// A template with what it gets.
#[derive(Clone, Debug)]
pub struct Template {
    /// What is the same for all kinds of page.
    pub page: view::Page,
    /// What stands beside the text of a page, as far as the template uses it.
    pub apparatus: view::Apparatus,
    /// What is of this kind.
    pub content: Content,
}

/// What a template gets of its own, as variables of these names: see [`Content::template`].
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a page has one of these, inside the box of its template")]
pub enum Content {
    /// `home.html`: the home page.
    Home(view::Home),
    /// `topic.html`: the page of a topic.
    Topic(view::Topic),
    /// `article.html`: the page of an article.
    Article(view::Article),
    /// `event.html`: the page of an event that has a file, or more than one article.
    Event(view::Event),
    /// `entity.html`: the page of a person, an organisation or a place.
    Entity(view::Entity),
    /// `publisher.html`: the page of a publisher.
    Publisher(view::Publisher),
    /// `page.html`: a plain page.
    Text(view::Text),
    /// `chronology.html`: all events.
    Chronology(view::Chronology),
    /// `topics.html`: all topics, by order.
    Topics(Vec<view::TopicLink>),
    /// `articles.html`: all articles, by the year in which they were published, the newest first: as many years as fit.
    #[serde(rename = "years")]
    Articles(Vec<view::ArticleYear>),
    /// `year.html`: a year of lists that are divided by year, or all of a chronology.
    Year(view::YearPage),
    /// `entities.html`: all persons, organisations and places.
    Entities(view::Entities),
    /// `search.html`: the search page.
    Search(view::Search),
    /// `redirect.html`: an old address of a page.
    Redirect(view::Redirect),
    /// `publishers.html`: all publishers, those that most articles come from first.
    #[serde(untagged)]
    Publishers {
        /// The publishers.
        publishers: Vec<view::SourceRow>,
        /// How many articles have a publisher that is not identified.
        unidentified: usize,
    },
    /// `404.html`: what is shown at addresses that lead nowhere.
    #[serde(untagged)]
    NotFound {},
}

impl Content {
    /// The template that it is for.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Topic(_) => "topic.html",
            Self::Article(_) => "article.html",
            Self::Event(_) => "event.html",
            Self::Entity(_) => "entity.html",
            Self::Publisher(_) => "publisher.html",
            Self::Text(_) => "page.html",
            Self::Chronology(_) => "chronology.html",
            Self::Topics(_) => "topics.html",
            Self::Articles(_) => "articles.html",
            Self::Year(_) => YEAR_TEMPLATE,
            Self::Entities(_) => "entities.html",
            Self::Search(_) => "search.html",
            Self::Redirect(_) => "redirect.html",
            Self::Publishers { .. } => "publishers.html",
            Self::NotFound {} => "404.html",
        }
    }
}

/// Everything that is written, with its address below the site's base, in a fixed order.
pub fn routes(site: &Site, files: &Files) -> Vec<(Route, SiteUrl)> {
    let made = |route: Route, url: &str| (route, SiteUrl::new(url));
    let mut routes = Vec::new();
    if site.settings.search {
        // What takes longest begins first.
        routes.push((Route::SearchData, search::data_url()));
        routes.push(made(Route::Search, "search/"));
    }
    routes.extend([
        made(Route::Home, ""),
        made(Route::Chronology, "chronology/"),
        made(Route::Topics, "topics/"),
        made(Route::Articles, "articles/"),
        made(Route::Entities, "entities/"),
        made(Route::Publishers, "publishers/"),
        made(Route::NotFound, "404.html"),
        made(Route::Feed, "feed.xml"),
        made(Route::Sitemap, "sitemap.xml"),
        made(Route::NoJekyll, ".nojekyll"),
        made(Route::HighlightStyle, "static/highlight.css"),
    ]);
    // Crawlers ask for it at the top of a host and nowhere else.
    if site.settings.base_url.path() == "/" {
        routes.push(made(Route::Robots, "robots.txt"));
    }
    if site.settings.cname.is_some() {
        routes.push(made(Route::Cname, "CNAME"));
    }
    // Among these are the longest pages.
    routes.extend(years::routes(site));
    for (id, topic) in site.topics.iter() {
        routes.push((Route::Topic(id), topic.head.url.clone()));
        routes.push((Route::TopicFeed(id), feed::topic_url(topic)));
    }
    routes.extend(site.articles.iter().map(|(id, row)| (Route::Article(id), row.head.url.clone())));
    let with_page = site.events.iter().filter(|(_, event)| event.has_page);
    routes.extend(with_page.map(|(id, row)| (Route::Event(id), row.head.url.clone())));
    routes.extend(site.entities.iter().map(|(id, row)| (Route::Entity(id), row.head.url.clone())));
    routes.extend(site.publishers.iter().map(|(id, row)| (Route::Publisher(id), row.head.url.clone())));
    routes.extend(site.pages.iter().map(|(id, row)| (Route::Page(id), row.head.url.clone())));
    routes.extend(exports::routes(site));
    routes.extend(card::all(site).into_iter().map(|of| (Route::Card(of), of.url(site))));
    routes.extend(site.redirects.iter().enumerate().map(|(n, row)| (Route::Redirect(n), row.from.clone())));
    routes.extend(site.attachments.iter().map(|(id, row)| (Route::Attachment(id), row.url.clone())));
    routes.extend(theme_files(site, files));
    routes
}

/// Files of the theme and of those that it extends; the nearer one counts.
fn theme_files(site: &Site, files: &Files) -> Vec<(Route, SiteUrl)> {
    let mut found = std::collections::BTreeMap::new();
    for theme in site.settings.themes.iter().rev() {
        let folder = format!("themes/{theme}/");
        for (file, path) in files.below(&folder.clone()).map(|(id, file)| (id, &file.path)) {
            if let Some(name) = path.as_str().strip_prefix(&folder).filter(|name| name.starts_with("static/")) {
                found.insert(name.to_owned(), file);
            }
        }
    }
    // The stylesheet for code and the cards are made; a theme that brings its own under such a name replaces them nowhere.
    found.retain(|name, _| name != "static/highlight.css" && !name.starts_with(card::FOLDER));
    found.into_iter().map(|(name, file)| (Route::ThemeFile(file), SiteUrl::new(name))).collect()
}

/// What is written for a route at its address. `wanted` tells of a template, by its name, what of the apparatus it uses.
pub fn page(sources: Sources<'_>, route: Route, url: &SiteUrl, wanted: impl Fn(&str) -> Wanted) -> Page {
    let Sources { site, words, files, memo } = sources;
    let references = References::of(site, route);
    let view = View { site, words, files, memo, page: url, references: &references };
    let content = match route {
        Route::Home => Content::Home(home::home(view)),
        Route::Topic(id) => Content::Topic(topic::topic(view, id)),
        Route::Article(id) => Content::Article(article::article(view, id)),
        Route::Event(id) => Content::Event(event::event(view, id)),
        Route::Entity(id) => Content::Entity(entity::entity(view, id)),
        Route::Publisher(id) => Content::Publisher(publisher::publisher(view, id)),
        Route::Page(id) => Content::Text(lists::text(view, id)),
        Route::Chronology => Content::Chronology(view.first_of_chronology(&site.events.ids().collect::<Vec<_>>())),
        Route::Topics => Content::Topics(site.topics.ids().map(|id| view.topic(id, None)).collect()),
        Route::Articles => Content::Articles(lists::articles(view)),
        Route::Entities => Content::Entities(lists::entities(view)),
        Route::Publishers => lists::publishers(view),
        Route::Years(listing, span) => Content::Year(years::page(view, listing, span)),
        Route::Search => Content::Search(search::search(view)),
        Route::SearchData => return Page::Indexes(search::volumes(view)),
        Route::NotFound => Content::NotFound {},
        Route::Redirect(n) => Content::Redirect(lists::redirect(view, n)),
        Route::Feed => return Page::Bytes(feed::site(site, words)),
        Route::TopicFeed(id) => return Page::Bytes(feed::topic(site, words, id)),
        Route::Sitemap => return Page::Bytes(sitemap::sitemap(site, files)),
        Route::Robots => return Page::Bytes(sitemap::robots(site)),
        Route::NoJekyll => return Page::Bytes(Vec::new()),
        Route::Cname => {
            let domain = site.settings.cname.as_deref().expect("the route exists when there is a domain");
            return Page::Bytes(format!("{domain}\n").into_bytes());
        }
        Route::HighlightStyle => return Page::Bytes(highlight::stylesheet().into_bytes()),
        Route::Card(of) => return Page::Card(Box::new(card::card(view, of))),
        Route::Export(export) => return Page::Bytes(exports::bytes(view, export)),
        Route::Attachment(id) => return Page::Copy(site.attachments[id].file),
        Route::ThemeFile(file) => return Page::Copy(file),
    };
    let apparatus = frame::apparatus(view, route, wanted(content.template()));
    Page::Template(Box::new(Template { page: frame::page_context(view, route), apparatus, content }))
}
