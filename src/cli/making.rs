//! Every route of a site becomes files, in parallel, each as soon as it is ready; those that would come out as they are stay.
//!
//! In: a plan, and the traces of the build before. Out: files for the writer, the traces of this build, faults of the theme.
//! Deliberately absent: what a route is, and when the files take their place.

use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnostic;
use crate::model::SiteUrl;
use crate::model::reads::{self, Reads, digest};
use crate::pages::{Page, Route, Volume};
use crate::traces::{Made, Recording};
use crate::write::{WriteError, Writer};
use crate::{Output, Plan, read, search};

/// A build of all routes.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    pub(super) plan: &'a Plan,
    /// The site's folder, where files lie that are copied.
    pub(super) root: &'a Path,
    pub(super) writer: &'a Writer,
    pub(super) recording: &'a Recording<'a>,
}

impl Making<'_> {
    /// Makes all routes, and says so after each. Gives the faults of the theme with the number of the route that has them.
    ///
    /// # Errors
    /// When a file can't be written.
    pub(super) fn all(self, done: impl Fn() + Sync) -> Result<Vec<(usize, Diagnostic)>, WriteError> {
        let faults: Mutex<Vec<(usize, Diagnostic)>> = Mutex::new(Vec::new());
        self.plan.par_routes().try_for_each(|(n, (route, url))| {
            if let Err(fault) = self.route(*route, url)? {
                faults.lock().expect("no thread panics while it holds the lock").push((n, *fault));
            }
            done();
            Ok(())
        })?;
        Ok(faults.into_inner().expect("no thread panics while it holds the lock"))
    }

    fn route(self, route: Route, url: &SiteUrl) -> Result<Result<(), Box<Diagnostic>>, WriteError> {
        if let Some(made) = self.recording.standing(route, url)
            && self.writer.keep(&made)?
        {
            self.recording.keep(url);
            return Ok(Ok(()));
        }
        let (page, reads) = reads::recorded(|| self.plan.page(route, url));
        if let Page::Indexes(volumes) = &page {
            return self.indexes(route, url, volumes, reads).map(Ok);
        }
        let path = url.output_path();
        let made = match self.plan.made(page, url, || self.writer.old(&path)) {
            Err(fault) => return Ok(Err(fault)),
            Ok(Output::Bytes(bytes)) => vec![self.put(url, &bytes)?],
            Ok(Output::Copy(file)) => {
                let copied = self.writer.copy(&path, &read::on_disk(self.root, &self.plan.files[file].path));
                return copied.map(Ok);
            }
            Ok(Output::Folder(_)) => unreachable!("only indexes are a folder"),
        };
        if route.is_traced() {
            self.recording.add(route, url, reads, made, Vec::new());
        }
        Ok(Ok(()))
    }

    /// Makes the indexes of those volumes that hold anything else than before. An index takes longer than all pages of its records
    /// together.
    fn indexes(self, route: Route, url: &SiteUrl, volumes: &[Volume], reads: Reads) -> Result<(), WriteError> {
        let index = |n: usize, volume: &Volume| {
            let is_first = n == 0;
            let folder = SiteUrl::new(format!("{url}{}/", volume.name));
            let from = digest(&(volume, is_first));
            let made = match self.recording.standing_part(&folder, from) {
                Some(made) if self.writer.keep(&made)? => made,
                _ => {
                    let files = search::index(volume, is_first);
                    let put =
                        |(path, bytes): (&String, &Vec<u8>)| self.put(&SiteUrl::new(format!("{folder}{path}")), bytes);
                    files.iter().map(put).collect::<Result<_, WriteError>>()?
                }
            };
            self.recording.add_part(&folder, from, made);
            Ok(folder)
        };
        let folders = search::each(volumes, index).into_iter().collect::<Result<_, WriteError>>()?;
        self.recording.add(route, url, reads, Vec::new(), folders);
        Ok(())
    }

    fn put(self, url: &SiteUrl, bytes: &[u8]) -> Result<Made, WriteError> {
        let path = url.output_path();
        self.writer.put(&path, bytes)?;
        Ok(Made { path, digest: xxh3_128(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Content, File, FilePath, Files};
    use crate::model::Options;
    use crate::model::reads::Digests;
    use crate::render;
    use crate::traces::Traces;
    use crate::write::Written;

    /// Builds a site of two articles into a folder: the first with this text, both by this template. Gives the faults of the theme,
    /// or what was written and the traces of it.
    fn build(output: &Path, text: &str, template: &str, before: Traces) -> Result<(Written, Traces), Vec<usize>> {
        let article = |text: &str| format!("---\ntitle: A\ndate: 2031\nrights: own\n---\n{text}\n");
        let texts = [
            ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\ntheme = \"mine\"\n".to_owned()),
            ("themes/mine/theme.toml", "name = \"Mine\"\napi = 1\nextends = \"default\"\n".to_owned()),
            ("themes/mine/templates/article.html", template.to_owned()),
            ("content/articles/a.md", article(text)),
            ("content/articles/b.md", article("Another.")),
        ];
        let file =
            |(path, text): (&str, String)| File { path: FilePath::new(path), content: Content::Text(text.into()) };
        let files = Files::new(render::embedded().into_iter().chain(texts.map(file)).collect());
        let plan = Plan::new(&files, &Options::default()).value.expect("the site has no faults");
        let writer = Writer::open(output).expect("the folder is ours");
        let digests = Digests::new(&plan.site, &files);
        // The theme is not what the traces are told to be of, so that it shows which pages are made.
        let recording = Recording::new(before, 1, &digests);
        let making = Making { plan: &plan, root: output, writer: &writer, recording: &recording };
        let faults = making.all(|| {}).expect("files can be written");
        if !faults.is_empty() {
            return Err(faults.into_iter().map(|(route, _)| route).collect());
        }
        Ok((writer.commit().expect("files can be written"), recording.finish()))
    }

    #[test]
    fn what_would_come_out_as_it_is_is_not_made() {
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let output = folder.path().join("public");
        let (works, fails) = ("{{ article.title }}", "{{ article.nothing.at_all }}");
        assert_eq!(build(&output, "Once.", fails, Traces::default()).expect_err("all are made").len(), 2);
        let (_, first) = build(&output, "Once.", works, Traces::default()).expect("the template works");
        let (written, again) = build(&output, "Once.", fails, first).expect("no article is made");
        assert_eq!((written.unchanged, written.removed), (written.files, 0));
        let made = build(&output, "Then.", fails, again).expect_err("one article is made");
        assert_eq!(made.len(), 1, "{made:?}");
    }
}
