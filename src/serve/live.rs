//! Keeps a served site up to date, on a thread of its own.
//!
//! In: the site's folder, and what happens in it. Out: one [`State`] after the other. After each change, the pages that nobody
//! asked for are made as well, for their faults: one at a time, in the time that requests and changes leave.

use std::mem::discriminant;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use tokio::sync::watch::{Receiver, Sender, channel};

use super::News;
use super::state::{Faults, Shown, State};
use crate::Memory;
use crate::Plan;
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::files::File;
use crate::model::{Options, SiteUrl};
use crate::read::{Changes, Clippings, Extent, ReadError, Reading};
use crate::report::{self, Style};
use crate::watch::Watch;

/// How many pages that failed are made again before a change shows, so that a fault that stays doesn't go and come back.
const SUSPECTS: usize = 16;

/// A site that is read again and again.
pub(super) struct Live {
    reading: Reading,
    watch: Watch,
    memory: Memory,
    options: Options,
    states: Sender<Arc<State>>,
    /// What the next state shows.
    shown: Option<Arc<Shown>>,
    whole: Option<Arc<Shown>>,
    base: String,
    /// What is wrong with the content of the last reading.
    faults: Vec<Diagnostic>,
    /// What went wrong when pages were made, with the place of the page in the plan.
    of_pages: Vec<(usize, Diagnostic)>,
    /// Pages that are not made yet, the next one last.
    unseen: Vec<usize>,
    /// How many requests are being answered.
    busy: Arc<AtomicUsize>,
    /// What was told last.
    told: String,
}

impl Live {
    /// Reads a site for the first time; gives the states that it will be in as well.
    ///
    /// # Errors
    /// When there is no site.
    pub(super) fn begin(
        root: &Path,
        embedded: Vec<File>,
        options: Options,
    ) -> Result<(Self, Receiver<Arc<State>>), ReadError> {
        // Listening comes before reading, so that no change falls between.
        let mut watch = Watch::begin(&root.canonicalize().unwrap_or_else(|_| root.to_owned()));
        let reading = Reading::begin(root, embedded, Clippings::Quoted)?;
        watch.renew(reading.linked().iter());
        let state =
            State { base: "/".to_owned(), root: reading.root().to_owned(), shown: None, whole: None, faults: None };
        let (states, receiver) = channel(Arc::new(state));
        let mut live = Self {
            reading,
            watch,
            memory: Memory::default(),
            options,
            states,
            shown: None,
            whole: None,
            base: "/".to_owned(),
            faults: Vec::new(),
            of_pages: Vec::new(),
            unseen: Vec::new(),
            busy: Arc::default(),
            told: String::new(),
        };
        live.plan();
        live.publish();
        Ok((live, receiver))
    }

    /// Counts the requests that are being answered: pages that nobody asked for are made when there are none.
    pub(super) fn busy(&self) -> Arc<AtomicUsize> {
        self.busy.clone()
    }

    /// Follows the site until nobody wants to know any more.
    pub(super) fn run(&mut self, tell: &impl Fn(News<'_>)) {
        if let Some(why) = &self.watch.refused {
            tell(News::NotWatched(why));
        }
        self.tell(tell);
        while !self.states.is_closed() {
            self.make_unseen(tell);
            let mut changes = self.watch.wait();
            if self.watch.renew(self.reading.linked().iter()) {
                changes.extent = changes.extent.max(Extent::Folders);
            }
            if !changes.is_empty() {
                self.read(&changes);
                self.tell(tell);
            }
        }
    }

    fn read(&mut self, changes: &Changes) {
        let before = (self.reading.files.clone(), self.reading.diagnostics());
        let is_walk = self.reading.again(changes);
        if is_walk && !changes.paths.is_empty() {
            self.watch.settle();
        }
        if !self.reading.files.is_same(&before.0) || self.reading.diagnostics() != before.1 {
            self.plan();
        } else if changes.paths.is_empty() {
            return;
        }
        // Files that are copied as they are may have changed even if the site didn't.
        self.publish();
    }

    /// Makes a plan of what was read. One with errors is not shown.
    fn plan(&mut self) {
        let files = self.reading.files.clone();
        let mut diagnostics = self.reading.diagnostics();
        let Diagnosed { value: plan, diagnostics: mut faults } = Plan::again(&files, &self.options, &mut self.memory);
        diagnostics.append(&mut faults);
        diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Advice);
        self.faults = diagnostics;
        let is_good = !has_errors(&self.faults);
        match plan {
            Some(plan) if is_good => {
                self.base = plan.site.settings.base_url.path().to_owned();
                let failed: Vec<SiteUrl> = self.failed();
                self.of_pages.clear();
                self.unseen = order(&plan);
                let shown = Shown::new(plan);
                for (n, (route, url)) in
                    shown.plan.routes.iter().enumerate().filter(|(_, (_, url))| failed.contains(url))
                {
                    self.of_pages.extend(shown.plan.output(*route, url).err().map(|fault| (n, *fault)));
                }
                self.shown = Some(Arc::new(shown));
            }
            plan => {
                if self.shown.is_none()
                    && let Some(plan) = plan
                {
                    self.base = plan.site.settings.base_url.path().to_owned();
                }
            }
        }
    }

    /// The addresses of some of the pages that failed.
    fn failed(&self) -> Vec<SiteUrl> {
        let Some(shown) = &self.shown else { return Vec::new() };
        self.of_pages.iter().take(SUSPECTS).map(|(n, _)| shown.plan.routes[*n].1.clone()).collect()
    }

    /// All that is wrong, each once.
    fn all_faults(&self) -> Vec<Diagnostic> {
        let of_pages = if has_errors(&self.faults) { Vec::new() } else { report::once_each(self.of_pages.clone()) };
        self.faults.iter().cloned().chain(of_pages).collect()
    }

    /// Says in which state the site is.
    fn publish(&self) {
        let errors: Vec<Diagnostic> =
            self.all_faults().into_iter().filter(|fault| fault.severity == Severity::Error).collect();
        let faults = (!errors.is_empty()).then(|| Faults {
            summary: report::summary(&errors),
            report: report::render(&errors, &self.reading.files, Style::Plain),
        });
        let state = State {
            base: self.base.clone(),
            root: self.reading.root().to_owned(),
            shown: self.shown.clone(),
            whole: self.whole.clone(),
            faults,
        };
        self.states.send_replace(Arc::new(state));
    }

    /// Tells what is wrong when it has become different.
    fn tell(&mut self, tell: &impl Fn(News<'_>)) {
        let faults = self.all_faults();
        let report = report::render(&faults, &self.reading.files, Style::Plain);
        if report != self.told {
            tell(News::Faults(&faults, &self.reading.files));
            self.told = report;
        }
    }

    /// Makes the pages that were not made yet, for their faults, until something happens.
    fn make_unseen(&mut self, tell: &impl Fn(News<'_>)) {
        let Some(shown) = self.shown.clone() else { return };
        let mut known = self.of_pages.len();
        while let Some(n) = self.unseen.last().copied() {
            while self.busy.load(Ordering::Relaxed) > 0 && !self.watch.has_news() {
                sleep(Duration::from_millis(1));
            }
            if self.watch.has_news() {
                return;
            }
            self.unseen.pop();
            let (route, url) = &shown.plan.routes[n];
            if let Err(fault) = shown.plan.output(*route, url)
                && !self.of_pages.iter().any(|(known, _)| *known == n)
            {
                self.of_pages.push((n, *fault));
            }
            // The first fault is told at once, the others together.
            if known == 0 && !self.of_pages.is_empty() {
                known = self.of_pages.len();
                self.publish();
                self.tell(tell);
            }
        }
        if self.of_pages.is_empty() && !has_errors(&self.faults) {
            let is_new = self.whole.as_ref().is_none_or(|whole| !Arc::ptr_eq(whole, &shown));
            self.whole = Some(shown);
            if is_new {
                self.publish();
            }
        } else if known != self.of_pages.len() {
            self.publish();
            self.tell(tell);
        }
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The order in which pages are made, the first one last: one of each kind, in which most faults of templates show, and then
/// the others.
fn order(plan: &Plan) -> Vec<usize> {
    let mut kinds = Vec::new();
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (n, (route, _)) in plan.routes.iter().enumerate() {
        let kind = discriminant(route);
        let list = if kinds.contains(&kind) { &mut others } else { &mut first };
        list.push(n);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    first.append(&mut others);
    first.reverse();
    first
}
