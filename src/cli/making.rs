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
use crate::model::reads::{self, Reads};
use crate::pages::{Page, Route, Volume};
use crate::traces::{self, Made, Recording};
use crate::write::{WriteError, Writer};
use crate::{Output, Plan, read, search};

/// A build of all routes.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    pub(super) plan: &'a Plan,
    /// The site's folder, where files lie that are copied.
    pub(super) root: &'a Path,
    pub(super) writer: &'a Writer,
    /// Nothing where nothing is remembered.
    pub(super) recording: Option<&'a Recording<'a>>,
}

impl Making<'_> {
    /// Makes all routes, and says so after each. Gives the faults of the theme with the number of the route that has them.
    ///
    /// # Errors
    /// When a file can't be written.
    pub(super) fn all(self, done: impl Fn() + Sync) -> Result<Vec<(usize, Diagnostic)>, WriteError> {
        let faults: Mutex<Vec<(usize, Diagnostic)>> = Mutex::new(Vec::new());
        self.plan.routes.par_iter().enumerate().try_for_each(|(n, (route, url))| {
            if let Err(fault) = self.route(*route, url)? {
                faults.lock().expect("no thread panics while it holds the lock").push((n, *fault));
            }
            done();
            Ok(())
        })?;
        Ok(faults.into_inner().expect("no thread panics while it holds the lock"))
    }

    fn route(self, route: Route, url: &SiteUrl) -> Result<Result<(), Box<Diagnostic>>, WriteError> {
        let recording = self.recording.filter(|_| route.is_traced());
        if let Some(recording) = recording
            && let Some(made) = recording.standing(route, url)
            && self.writer.keep(&made)?
        {
            recording.keep(url);
            return Ok(Ok(()));
        }
        let (page, reads) = reads::recorded(|| self.plan.page(route, url));
        let page = match (page, recording) {
            (Page::Indexes(volumes), Some(recording)) => {
                return self.indexes(route, url, &volumes, reads, recording).map(Ok);
            }
            (page, _) => page,
        };
        let path = url.output_path();
        let made = match self.plan.made(page, url, || self.writer.old(&path)) {
            Err(fault) => return Ok(Err(fault)),
            Ok(Output::Bytes(bytes)) => vec![self.put(url, &bytes)?],
            Ok(Output::Folder(files)) => {
                files.par_iter().map(|(url, bytes)| self.put(url, bytes)).collect::<Result<_, WriteError>>()?
            }
            Ok(Output::Copy(file)) => {
                self.writer.copy(&path, &read::on_disk(self.root, &self.plan.files[file].path))?;
                Vec::new()
            }
        };
        if let Some(recording) = recording {
            recording.add(route, url, reads, made, Vec::new());
        }
        Ok(Ok(()))
    }

    /// Makes the indexes of those volumes that hold anything else than before. An index takes longer than all pages of its records
    /// together.
    fn indexes(
        self,
        route: Route,
        url: &SiteUrl,
        volumes: &[Volume],
        reads: Reads,
        recording: &Recording<'_>,
    ) -> Result<(), WriteError> {
        let index = |(n, volume): (usize, &Volume)| {
            let is_first = n == 0;
            let folder = SiteUrl::new(format!("{url}{}/", volume.name));
            let from = traces::digest_of((volume, is_first));
            let standing = recording.standing_part(&folder, from);
            let made = match standing {
                Some(made) if self.writer.keep(&made)? => made,
                _ => {
                    let files = search::index(volume, is_first);
                    let put =
                        |(path, bytes): (&String, &Vec<u8>)| self.put(&SiteUrl::new(format!("{folder}{path}")), bytes);
                    files.iter().map(put).collect::<Result<_, WriteError>>()?
                }
            };
            recording.add_part(&folder, from, made);
            Ok(folder)
        };
        let folders = volumes.par_iter().enumerate().map(index).collect::<Result<_, WriteError>>()?;
        recording.add(route, url, reads, Vec::new(), folders);
        Ok(())
    }

    fn put(self, url: &SiteUrl, bytes: &[u8]) -> Result<Made, WriteError> {
        let path = url.output_path();
        self.writer.put(&path, bytes)?;
        Ok(Made { path, digest: xxh3_128(bytes) })
    }
}
