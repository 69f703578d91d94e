//! What the served site is at one moment, and what it has at an address.
//!
//! In: a plan of the site, and what is wrong with it. Out: pages as `build` would write them, each made when it is first asked
//! for. While the site has faults, the last plan without any is shown; where a template fails, the page as that plan has it.
//! Deliberately absent: HTTP.

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use percent_encoding::percent_decode_str;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::Output;
use crate::Plan;
use crate::files::FilePath;
use crate::model::SiteUrl;
use crate::pages::Route;
use crate::read;

/// How many made pages are kept, so that a page isn't made twice to see whether it changed and to show it.
const KEPT: usize = 16;

/// Where what the server itself answers is, below the base path. No address of a site begins like it.
pub(super) const OWN: &str = "__briefgen/";

/// The served site at one moment.
pub(super) struct State {
    /// The path of the site's base address, percent-encoded: begins and ends with `/`.
    pub(super) base: String,
    /// The site's folder, without symlinks.
    pub(super) root: PathBuf,
    /// What is shown; nothing before the site was without faults for the first time.
    pub(super) shown: Option<Arc<Shown>>,
    /// What stands in for pages that a template fails on: the last site of which every page was made.
    pub(super) whole: Option<Arc<Shown>>,
    /// What is wrong; nothing when all is well.
    pub(super) faults: Option<Faults>,
    styles: OnceLock<String>,
}

/// What is wrong with a site.
#[derive(Clone)]
pub(super) struct Faults {
    /// How much it is: "2 errors".
    pub(super) summary: String,
    /// All of it, as on a terminal.
    pub(super) report: String,
}

/// A plan, and those of its pages that were made.
pub(super) struct Shown {
    pub(super) plan: Plan,
    /// The place of each route in the plan, by its address.
    places: Arc<HashMap<SiteUrl, usize>>,
    /// Nothing for a page whose template fails.
    made: Mutex<BTreeMap<SiteUrl, Option<Arc<[u8]>>>>,
    /// Of folders that were asked for, all files by address: none can be made without the others.
    folders: Mutex<BTreeMap<SiteUrl, Arc<Folder>>>,
}

/// The files of a folder, by address.
type Folder = BTreeMap<String, Arc<[u8]>>;

impl Shown {
    /// What is shown by a plan, after what was shown before.
    pub(super) fn new(plan: Plan, before: Option<&Self>) -> Self {
        let same = before.filter(|before| urls(&before.plan).eq(urls(&plan)));
        let places = match same {
            Some(before) => before.places.clone(),
            None => Arc::new(urls(&plan).enumerate().map(|(n, url)| (url.clone(), n)).collect()),
        };
        Self { plan, places, made: Mutex::default(), folders: Mutex::default() }
    }

    /// The route that answers for an address below the base, with its own address.
    fn find(&self, path: &str) -> Option<(Route, &SiteUrl)> {
        let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let at = |address: &str| self.places.get(address).map(|n| &self.plan.routes[*n]);
        let above = || {
            let mut folders = path.rmatch_indices('/').filter_map(|(end, _)| at(&path[..=end]));
            folders.find(|(route, _)| route.is_folder())
        };
        let (route, url) = at(path).or_else(|| at(folder?)).or_else(above)?;
        Some((*route, url))
    }

    /// What is written at an address that a route answers for, or nothing when its template fails.
    fn output(&self, route: Route, url: &SiteUrl, path: &str) -> Option<Made> {
        if route.is_folder() {
            return Some(self.folder(route, url).get(path).map_or(Made::Nothing, |bytes| Made::Bytes(bytes.clone())));
        }
        let made = || self.made.lock().expect("no thread panics while it holds the lock");
        if let Some(bytes) = made().get(url) {
            return bytes.clone().map(Made::Bytes);
        }
        let bytes = match self.plan.output(route, url) {
            Ok(Output::Copy(file)) => return Some(Made::Copy(self.plan.files[file].path.clone())),
            Ok(Output::Bytes(bytes)) => Some(bytes.into()),
            Ok(Output::Folder(_)) | Err(_) => None,
        };
        let mut made = made();
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(url.clone(), bytes.clone());
        bytes.map(Made::Bytes)
    }

    /// The files of a folder. Whoever asks while they are made waits for them.
    fn folder(&self, route: Route, url: &SiteUrl) -> Arc<Folder> {
        let mut folders = self.folders.lock().expect("no thread panics while it holds the lock");
        if let Some(files) = folders.get(url) {
            return files.clone();
        }
        let make = || self.plan.output(route, url);
        // Linking a site after an edit has the other threads, and waits for none of this.
        let made =
            rayon::ThreadPoolBuilder::new().num_threads(1).build().map_or_else(|_| make(), |it| it.install(make));
        let files = if let Ok(Output::Folder(files)) = made { files } else { Vec::new() };
        let files = Arc::new(files.into_iter().map(|(url, bytes)| (url.to_string(), bytes.into())).collect());
        folders.insert(url.clone(), Arc::clone(&files));
        files
    }
}

fn urls(plan: &Plan) -> impl Iterator<Item = &SiteUrl> {
    plan.routes.iter().map(|(_, url)| url)
}

enum Made {
    Bytes(Arc<[u8]>),
    Copy(FilePath),
    /// The folder has no such file.
    Nothing,
}

/// What the site has at an address.
pub(super) enum Found {
    /// A page or a file that is made, and what it is.
    Bytes(Arc<[u8]>, Kind),
    /// A file that is copied as it is.
    File(std::fs::File, Kind),
    /// It is at this address below the base: that of a folder, asked for without its `/`.
    Folder(SiteUrl),
    /// Nothing; what is shown where nothing is found.
    Nothing(Arc<[u8]>),
    /// There was no site without faults yet, or the page's template has failed ever since.
    Faulty,
}

/// What a file is: its media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(pub(super) &'static str);

impl Kind {
    pub(super) const HTML: Self = Self("text/html; charset=utf-8");

    fn of(route: Route, url: &SiteUrl, path: &str) -> Self {
        match route {
            Route::Feed | Route::TopicFeed(_) => Self("application/atom+xml; charset=utf-8"),
            _ if route.is_folder() => Self::of_name(path),
            _ => Self::of_name(&url.output_path()),
        }
    }

    /// By a file's ending.
    pub(super) fn of_name(name: &str) -> Self {
        let name = name.rsplit('/').next().unwrap_or(name);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        Self(match ending.as_str() {
            "html" | "htm" => Self::HTML.0,
            "css" => "text/css; charset=utf-8",
            "js" | "mjs" => "text/javascript; charset=utf-8",
            "json" | "map" => "application/json",
            "xml" => "application/xml",
            "txt" | "md" => "text/plain; charset=utf-8",
            "csv" => "text/csv; charset=utf-8",
            "ics" => "text/calendar; charset=utf-8",
            "bib" => "application/x-bibtex; charset=utf-8",
            "ris" => "application/x-research-info-systems; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "ico" => "image/x-icon",
            "woff" => "font/woff",
            "woff2" => "font/woff2",
            "ttf" => "font/ttf",
            "otf" => "font/otf",
            "pdf" => "application/pdf",
            "mp3" => "audio/mpeg",
            "mp4" => "video/mp4",
            "webm" => "video/webm",
            "wasm" => "application/wasm",
            "zip" => "application/zip",
            _ => "application/octet-stream",
        })
    }
}

/// The address below the base that a request's path means; nothing when it can't be one of a site. Decoded once: what is encoded
/// twice is the name of something that doesn't exist.
pub(super) fn address(path: &str, base: &str) -> Option<String> {
    let below = path.strip_prefix(base)?;
    let decoded = percent_decode_str(below).decode_utf8().ok()?;
    let is_plain = !decoded.contains(['\\', '\0']) && decoded.split('/').all(|segment| !matches!(segment, "." | ".."));
    is_plain.then(|| decoded.into_owned())
}

impl State {
    pub(super) fn new(
        base: String,
        root: PathBuf,
        shown: Option<Arc<Shown>>,
        whole: Option<Arc<Shown>>,
        faults: Option<Faults>,
    ) -> Self {
        Self { base, root, shown, whole, faults, styles: OnceLock::new() }
    }

    /// What there is at a request's path.
    pub(super) fn find(&self, path: &str) -> Found {
        let Some(shown) = &self.shown else { return Found::Faulty };
        let address = address(path, &self.base);
        let at = |address: &str| shown.find(address);
        if let Some((route, url)) = address.as_deref().and_then(at) {
            return self.output(shown, route, url, address.as_deref().unwrap_or_default());
        }
        if let Some(address) = &address
            && !address.is_empty()
            && let Some((_, url)) = at(&format!("{address}/")).filter(|(route, _)| !route.is_folder())
        {
            return Found::Folder(url.clone());
        }
        self.nothing(shown)
    }

    fn output(&self, shown: &Shown, route: Route, url: &SiteUrl, path: &str) -> Found {
        let kind = Kind::of(route, url, path);
        let made = shown.output(route, url, path).or_else(|| {
            let whole = self.whole.as_ref()?;
            let (route, url) = whole.find(url.as_str())?;
            whole.output(route, url, path)
        });
        match made {
            Some(Made::Bytes(bytes)) => Found::Bytes(bytes, kind),
            Some(Made::Copy(path)) => match read::open_published(&self.root, &path) {
                Ok(file) => Found::File(file, kind),
                // It went since the site was read; the next reading will tell.
                Err(_) => self.nothing(shown),
            },
            Some(Made::Nothing) => self.nothing(shown),
            None => Found::Faulty,
        }
    }

    /// What is shown where nothing is.
    fn nothing(&self, shown: &Shown) -> Found {
        let path = "404.html";
        match shown.find(path).map(|(route, url)| self.output(shown, route, url, path)) {
            Some(Found::Bytes(bytes, _)) => Found::Nothing(bytes),
            _ => Found::Faulty,
        }
    }

    /// Whether what is at a path may take seconds to make.
    pub(super) fn takes_long(&self, path: &str) -> bool {
        let (Some(shown), Some(address)) = (&self.shown, address(path, &self.base)) else { return false };
        shown.find(&address).is_some_and(|(route, _)| route.is_folder())
    }

    /// What tells a page from what it becomes: its bytes, and those of the pictures and scripts that it shows.
    pub(super) fn mark_of_page(&self, path: &str) -> String {
        let mut hash = Xxh3::new();
        match self.find(path) {
            Found::Bytes(bytes, _) | Found::Nothing(bytes) => {
                hash.update(&bytes);
                for path in parts_of(&bytes, path) {
                    self.add(&path, &mut hash);
                }
            }
            Found::File(..) => self.add(path, &mut hash),
            Found::Folder(url) => hash.update(url.as_str().as_bytes()),
            Found::Faulty => hash.update(b"faulty"),
        }
        format!("{:016x}", hash.digest())
    }

    /// What tells the styles from what they become. Their files are looked at once in a state.
    pub(super) fn mark_of_styles(&self) -> &str {
        self.styles.get_or_init(|| self.hash_styles())
    }

    fn hash_styles(&self) -> String {
        let mut hash = Xxh3::new();
        let routes = self.shown.iter().flat_map(|shown| &shown.plan.routes);
        for (_, url) in routes.filter(|(_, url)| url.as_str().ends_with(".css")) {
            self.add(&format!("{}{url}", self.base), &mut hash);
        }
        format!("{:016x}", hash.digest())
    }

    /// What tells the faults from what they become; empty when there are none.
    pub(super) fn mark_of_faults(&self) -> String {
        self.faults.as_ref().map_or_else(String::new, |faults| format!("{:016x}", xxh3_64(faults.report.as_bytes())))
    }

    /// Adds what tells a file of the site from what it becomes.
    fn add(&self, path: &str, hash: &mut Xxh3) {
        match self.find(path) {
            Found::Bytes(bytes, _) => hash.update(&bytes),
            Found::File(mut file, _) => {
                // Large files are told by their size and their beginning.
                let mut start = Vec::new();
                let _ = file.by_ref().take(1 << 20).read_to_end(&mut start);
                hash.update(&start);
                hash.update(&file.seek(std::io::SeekFrom::End(0)).unwrap_or(0).to_le_bytes());
            }
            Found::Folder(_) | Found::Nothing(_) | Found::Faulty => {}
        }
    }
}

/// The paths of what a page shows or runs beside its own text: the values of its `src` attributes, on this server.
fn parts_of(page: &[u8], path: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(page);
    let Ok(here) = url::Url::parse("http://site.invalid").and_then(|site| site.join(path)) else { return Vec::new() };
    let values = text.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut paths: Vec<String> = values
        .filter_map(|value| here.join(&value.replace("&amp;", "&")).ok())
        .filter(|url| url.origin() == here.origin())
        .map(|url| url.path().to_owned())
        .collect();
    paths.sort();
    paths.dedup();
    paths
}
