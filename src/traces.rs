//! What the files of an output were made from, so that a build makes only what would come out differently.
//!
//! In: what each route looked at while it was made (`model::reads`), and digests of its files. Out: for the next build, which
//! files are certain to be the same again. This is what build systems call verifying traces: a route stands when all that it
//! looked at digests as before, and so do the program, the theme and the settings (`Plan::digest_of_whole`). What a route is
//! made from is never declared, only recorded, so nothing can be forgotten. Traces lie in the user's folder for what can be had
//! again, never in the output: one that is missing, broken or another program's makes a build slower and no different.
//! Deliberately absent: the files themselves, which the writer compares with their digests.
//!
//! Digests are of 128 bits and not cryptographic: whoever could forge one could keep a page of their own text as it was.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::caches;
use crate::model::SiteUrl;
use crate::model::reads::{Digests, Read, Reads, digest};
use crate::pages::Route;

/// How many outputs are remembered; those that were built longest ago go first.
const MOST_OUTPUTS: usize = 16;
/// How a file begins. It changes when older ones can't be read any more.
const HEADER: &[u8] = b"briefgen traces 1\n";
/// How the name of a file ends, once it is whole.
const EXTENSION: &str = ".traces";

/// The traces of one output.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Traces {
    /// What all of it was made from.
    whole: u128,
    /// By address.
    routes: BTreeMap<String, Trace>,
}

/// What a route was made from, and what came of it. A route that is a folder can have parts, each with a trace of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Trace {
    reads: Reads,
    /// The digest of the route and of what was read; of a part, that of what it is made from.
    from: u128,
    files: Vec<Made>,
    /// The addresses of its parts.
    parts: Vec<String>,
}

/// A file by its path in the output, and the digest of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) path: String,
    pub(crate) digest: u128,
}

/// Traces of the build before, and of the one that is under way.
pub(crate) struct Recording<'a> {
    digests: &'a Digests,
    before: Traces,
    now: Mutex<Traces>,
}

impl<'a> Recording<'a> {
    /// Begins a build of a site with these digests. Of the traces before only those count that were made from the same `whole`.
    pub(crate) fn new(before: Traces, whole: u128, digests: &'a Digests) -> Self {
        let before = if before.whole == whole { before } else { Traces::default() };
        Self { digests, before, now: Mutex::new(Traces { whole, routes: BTreeMap::new() }) }
    }

    /// The files that a route would make as before, with those of its parts; `None` when it has to be made.
    pub(crate) fn standing(&self, route: Route, url: &SiteUrl) -> Option<Vec<Made>> {
        let trace = self.before.routes.get(url.as_str())?;
        let stands = self.digest(route, &trace.reads) == Some(trace.from);
        let all = std::iter::once(trace).chain(self.parts(trace).map(|(_, part)| part));
        stands.then(|| all.flat_map(|trace| &trace.files).cloned().collect())
    }

    /// The digest of a route and of what it looked at, as that is now; `None` where some of it is not there any longer.
    fn digest(&self, route: Route, reads: &[Read]) -> Option<u128> {
        self.digests.of(reads).map(|read| digest(&(route, read)))
    }

    /// The files of a part that was made from what digests so, whatever else its route is made from.
    pub(crate) fn standing_part(&self, url: &SiteUrl, from: u128) -> Option<Vec<Made>> {
        let trace = self.before.routes.get(url.as_str())?;
        (trace.from == from).then(|| trace.files.clone())
    }

    fn parts<'t>(&'t self, trace: &'t Trace) -> impl Iterator<Item = (&'t String, &'t Trace)> {
        trace.parts.iter().filter_map(|url| self.before.routes.get_key_value(url))
    }

    /// Takes over the traces of a route whose files stand, and of its parts.
    pub(crate) fn keep(&self, url: &SiteUrl) {
        if let Some((url, trace)) = self.before.routes.get_key_value(url.as_str()) {
            let mut now = self.now.lock().expect("no thread panics while it adds a trace");
            let all = std::iter::once((url, trace)).chain(self.parts(trace));
            now.routes.extend(all.map(|(url, trace)| (url.clone(), trace.clone())));
        }
    }

    /// Notes what a route was made from and what came of it: files of its own, or parts.
    pub(crate) fn add(&self, route: Route, url: &SiteUrl, reads: Reads, files: Vec<Made>, parts: Vec<SiteUrl>) {
        let from = self.digest(route, &reads).expect("what was looked at in a site is there");
        let parts = parts.into_iter().map(|url| url.to_string()).collect();
        self.put(url, Trace { reads, from, files, parts });
    }

    /// Notes the digest of what a part was made from, and what came of it.
    pub(crate) fn add_part(&self, url: &SiteUrl, from: u128, files: Vec<Made>) {
        self.put(url, Trace { reads: Reads::default(), from, files, parts: Vec::new() });
    }

    fn put(&self, url: &SiteUrl, trace: Trace) {
        let mut now = self.now.lock().expect("no thread panics while it adds a trace");
        now.routes.insert(url.as_str().to_owned(), trace);
    }

    /// The traces of this build.
    pub(crate) fn finish(self) -> Traces {
        self.now.into_inner().expect("no thread panics while it adds a trace")
    }
}

impl Traces {
    /// Reads a file. One that isn't there, or is none of ours, holds nothing.
    pub(crate) fn read(file: &Path) -> Self {
        let bytes = fs::read(file).unwrap_or_default();
        let body = bytes.strip_prefix(HEADER).and_then(|rest| rest.split_first_chunk());
        let whole = body.filter(|(digest, body)| u128::from_le_bytes(**digest) == xxh3_128(body));
        whole.and_then(|(_, body)| postcard::from_bytes(body).ok()).unwrap_or_default()
    }

    /// Writes the file, all of it or none, and deletes the oldest beside it where there are too many.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn write(&self, file: &Path) -> io::Result<()> {
        let body = postcard::to_stdvec(self).map_err(io::Error::other)?;
        caches::write(file, &[HEADER, &xxh3_128(&body).to_le_bytes(), &body].concat())?;
        forget_oldest(file.parent().expect("it lies in the folder of traces"))
    }
}

/// Keeps the newest traces of a folder, and of what killed builds have left.
fn forget_oldest(folder: &Path) -> io::Result<()> {
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains(EXTENSION)) {
            found.push((entry.metadata()?.modified()?, path));
        }
    }
    found.sort();
    let too_many = found.len().saturating_sub(MOST_OUTPUTS);
    found[..too_many].iter().try_for_each(|(_, path)| fs::remove_file(path))
}

/// Where the traces of an output lie: in the user's folder for what can be had again. `None` for a user without one, and for an
/// output that can't be found.
pub(crate) fn file(output: &Path) -> Option<PathBuf> {
    // The output itself may not be there yet.
    let (folder, name) = (output.parent()?, output.file_name()?);
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = fs::canonicalize(folder).ok()?.join(name);
    let name = format!("{:032x}{EXTENSION}", xxh3_128(whole.as_os_str().as_encoded_bytes()));
    Some(caches::folder()?.join("builds").join(name))
}

/// A digest of the program that is running: another one may make other pages of the same site.
pub(crate) fn program() -> io::Result<u128> {
    digest_of_file(fs::File::open(std::env::current_exe()?)?)
}

/// A digest of all that can be read.
pub(crate) fn digest_of_file(mut from: impl io::Read) -> io::Result<u128> {
    let mut hasher = Xxh3::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hasher.digest128()),
            length => hasher.update(&buffer[..length]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Content, File, FilePath, Files};
    use crate::model::{Options, reads};
    use crate::{Output, Plan, render};

    /// A site of articles with these bodies, two topics and a page, and what its build records.
    fn recorded(bodies: [&str; 3], before: Traces) -> (Traces, Vec<String>) {
        let article = |n: usize| {
            let topic = ["tide", "weir", "tide"][n];
            format!(
                "---\ntitle: Report {n}\ndate: 2031-03-0{}\nrights: own\ntopics: [{topic}]\n---\n{}\n",
                n + 1,
                bodies[n]
            )
        };
        let texts = [
            ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nenabled = false\n".to_owned()),
            ("content/topics/tide.md", "---\ntitle: Tide\n---\n".to_owned()),
            ("content/topics/weir.md", "---\ntitle: Weir\n---\n".to_owned()),
            ("content/pages/about.md", "---\ntitle: About\n---\nOn this.\n".to_owned()),
            ("content/articles/a.md", article(0)),
            ("content/articles/b.md", article(1)),
            ("content/articles/c.md", article(2)),
        ];
        let file =
            |(path, text): (&str, String)| File { path: FilePath::new(path), content: Content::Text(text.into()) };
        let files = Files::new(render::embedded().into_iter().chain(texts.map(file)).collect());
        let plan = Plan::new(&files, &Options::default()).value.expect("the site has no faults");
        let digests = Digests::new(&plan.site, &files);
        let recording = Recording::new(before, plan.digest_of_whole(), &digests);
        let mut made = Vec::new();
        for (route, url) in plan.routes.iter().filter(|(route, _)| route.is_traced()) {
            if recording.standing(*route, url).is_some() {
                recording.keep(url);
                continue;
            }
            made.push(url.output_path());
            let (output, reads) = reads::recorded(|| plan.output(*route, url));
            let Ok(Output::Bytes(bytes)) = output else { panic!("{url} has no faults and is no folder") };
            recording.add(
                *route,
                url,
                reads,
                vec![Made { path: url.output_path(), digest: xxh3_128(&bytes) }],
                Vec::new(),
            );
        }
        (recording.finish(), made)
    }

    #[test]
    fn only_what_looks_at_an_edited_file_is_made_again() {
        let (first, made) = recorded(["One.", "Two.", "Three."], Traces::default());
        assert!(made.len() > 20, "{made:?}");
        let (again, made) = recorded(["One.", "Two.", "Three."], first);
        assert_eq!(made, [""; 0]);
        // Its own page, and what tells of it: lists, its topic, the feeds.
        let (again, made) = recorded(["One.", "Six.", "Three."], again);
        let pages = ["articles/index.html", "feed.xml", "topics/weir/index.html", "articles/b/index.html"];
        let missing: Vec<_> = pages.iter().filter(|page| !made.iter().any(|made| made == *page)).collect();
        assert!(missing.is_empty(), "{missing:?} of {made:?}");
        let others =
            ["topics/tide/index.html", "pages/about/index.html", "articles/a/index.html", "articles/c/index.html"];
        let needless: Vec<_> = others.iter().filter(|page| made.iter().any(|made| made == *page)).collect();
        assert!(needless.is_empty(), "{needless:?} of {made:?}");
        let (_, made) = recorded(["One.", "Six.", "Three."], again);
        assert_eq!(made, [""; 0], "what was kept is traced as well");
    }

    #[test]
    fn traces_of_another_whole_are_none() {
        let digests = Digests::default();
        let url = SiteUrl::new("a/");
        let recording = Recording::new(Traces::default(), 1, &digests);
        recording.add(Route::Home, &url, Reads::default(), Vec::new(), Vec::new());
        let traces = recording.finish();
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let file = folder.path().join("a/b.traces");
        traces.write(&file).expect("it can be written");
        let stands =
            |whole, route| Recording::new(Traces::read(&file), whole, &digests).standing(route, &url).is_some();
        assert_eq!((stands(1, Route::Home), stands(2, Route::Home)), (true, false));
        assert!(!stands(1, Route::Topics), "another route has the address");
    }

    #[test]
    fn a_part_stands_by_what_it_is_made_from_and_goes_with_its_route() {
        let digests = Digests::default();
        let (whole, part) = (SiteUrl::new("data/"), SiteUrl::new("data/en/"));
        let file = |digest| vec![Made { path: "data/en/a".to_owned(), digest }];
        let first = Recording::new(Traces::default(), 0, &digests);
        first.add_part(&part, 7, file(1));
        first.add(Route::SearchData, &whole, Reads::default(), Vec::new(), vec![part.clone()]);
        let second = Recording::new(first.finish(), 0, &digests);
        assert_eq!(second.standing(Route::SearchData, &whole), Some(file(1)));
        assert_eq!((second.standing_part(&part, 7), second.standing_part(&part, 8)), (Some(file(1)), None));
        second.keep(&whole);
        let third = Recording::new(second.finish(), 0, &digests);
        assert_eq!(
            (third.standing(Route::SearchData, &whole), third.standing_part(&part, 7)),
            (Some(file(1)), Some(file(1)))
        );
    }
}
