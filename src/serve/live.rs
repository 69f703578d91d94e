//! Keeps a served site up to date, on threads of its own.
//!
//! In: the site's folder, and what happens in it. Out: one [`State`] after the other. One thread reads the site again whenever
//! something happens. Another makes the pages that nobody asked for, for their faults: one at a time, in the time that requests
//! and changes leave.

use std::mem::discriminant;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::sleep;
use std::time::Duration;

use tokio::sync::watch::{Receiver, Sender, channel};

use super::News;
use super::state::{Faults, Shown, State};
use crate::Memory;
use crate::Plan;
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::files::{File, Files};
use crate::model::{Options, SiteUrl};
use crate::pages::Route;
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
    followed: Arc<Followed>,
}

/// What both threads know of the site.
pub(super) struct Followed {
    now: Mutex<Now>,
    /// Told when there is another plan.
    planned: Condvar,
    states: Sender<Arc<State>>,
    /// How many requests and changes are being worked on: pages that nobody asked for are made when there are none.
    busy: Arc<AtomicUsize>,
    root: PathBuf,
}

/// The site as far as it is known.
#[derive(Default)]
struct Now {
    /// The snapshot that was read last.
    files: Files,
    /// What is shown: the last plan without errors.
    shown: Option<Arc<Shown>>,
    whole: Option<Arc<Shown>>,
    base: Option<String>,
    /// What is wrong with the content of the last reading.
    faults: Vec<Diagnostic>,
    /// What went wrong when pages of what is shown were made, with the place of the page in the plan.
    of_pages: Vec<(usize, Diagnostic)>,
    /// Pages that are not made yet, the next one last.
    unseen: Vec<usize>,
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
        let now = Now::default();
        let (states, receiver) = channel(Arc::new(now.state(reading.root())));
        let followed = Followed {
            now: Mutex::new(now),
            planned: Condvar::new(),
            states,
            busy: Arc::default(),
            root: reading.root().to_owned(),
        };
        let mut live = Self { reading, watch, memory: Memory::default(), options, followed: Arc::new(followed) };
        live.plan();
        live.followed.publish(&live.followed.now());
        Ok((live, receiver))
    }

    /// What the other thread needs to know.
    pub(super) fn followed(&self) -> Arc<Followed> {
        self.followed.clone()
    }

    /// Follows the site until nobody wants to know any more.
    pub(super) fn run(&mut self, tell: &impl Fn(News<'_>)) {
        if let Some(why) = &self.watch.refused {
            tell(News::NotWatched(why));
        }
        self.followed.tell(&mut self.followed.now(), tell);
        while !self.followed.states.is_closed() {
            let mut changes = self.watch.wait();
            if self.watch.renew(self.reading.linked().iter()) {
                changes.extent = changes.extent.max(Extent::Folders);
            }
            if !changes.is_empty() {
                self.followed.busy.fetch_add(1, Ordering::Relaxed);
                self.read(&changes, tell);
                self.followed.busy.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    fn read(&mut self, changes: &Changes, tell: &impl Fn(News<'_>)) {
        let before = (self.reading.files.clone(), self.reading.diagnostics());
        let is_walk = self.reading.again(changes);
        if is_walk && !changes.paths.is_empty() {
            self.watch.settle();
        }
        let replaced = if !self.reading.files.is_same(&before.0) || self.reading.diagnostics() != before.1 {
            self.plan()
        } else if changes.paths.is_empty() {
            return;
        } else {
            // Files that are copied as they are may have changed even if the site didn't.
            None
        };
        let mut now = self.followed.now();
        self.followed.publish(&now);
        self.followed.tell(&mut now, tell);
        drop(now);
        // What is no longer shown is taken apart when the new one is there to be seen.
        drop(replaced);
    }

    /// Makes a plan of what was read. One with errors is not shown. Gives what was shown before, if it isn't any longer.
    fn plan(&mut self) -> Option<Arc<Shown>> {
        let files = self.reading.files.clone();
        let mut diagnostics = self.reading.diagnostics();
        let Diagnosed { value: plan, diagnostics: mut faults } = Plan::again(&files, &self.options, &mut self.memory);
        diagnostics.append(&mut faults);
        diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Advice);
        let Some(plan) = plan.filter(|_| !has_errors(&diagnostics)) else {
            let mut now = self.followed.now();
            (now.files, now.faults) = (files, diagnostics);
            return None;
        };
        let failed = self.followed.now().failed();
        let pages = plan.routes.iter().enumerate().filter(|(_, (_, url))| failed.contains(url));
        let of_pages = pages.filter_map(|(n, (route, url))| Some((n, *plan.output(*route, url).err()?))).collect();
        let mut now = self.followed.now();
        now.base = Some(plan.site.settings.base_url.path().to_owned());
        (now.files, now.faults, now.of_pages, now.unseen) = (files, diagnostics, of_pages, order(&plan));
        let shown = Shown::new(plan, now.shown.as_deref());
        let replaced = now.shown.replace(Arc::new(shown));
        self.followed.planned.notify_all();
        replaced
    }
}

impl Followed {
    /// Counts what is being worked on.
    pub(super) fn busy(&self) -> Arc<AtomicUsize> {
        self.busy.clone()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().expect("no thread panics while it holds the lock")
    }

    /// Says in which state the site is.
    fn publish(&self, now: &Now) {
        self.states.send_replace(Arc::new(now.state(&self.root)));
    }

    /// Tells what is wrong when it has become different.
    fn tell(&self, now: &mut Now, tell: &impl Fn(News<'_>)) {
        let faults = now.all_faults();
        let report = report::render(&faults, &now.files, Style::Plain);
        if report != now.told {
            tell(News::Faults(&faults, &now.files));
            now.told = report;
        }
    }

    /// Makes the pages that were not made yet, for their faults, until nobody wants to know any more.
    pub(super) fn make_unseen(&self, tell: &impl Fn(News<'_>)) {
        while !self.states.is_closed() {
            let now = self.now();
            let mut now =
                self.planned.wait_while(now, |now| now.unseen.is_empty()).expect("no thread panics with the lock");
            let n = now.unseen.pop().expect("it was waited for");
            let shown = now.shown.clone().expect("pages that are not made are those of what is shown");
            drop(now);
            while self.busy.load(Ordering::Relaxed) > 0 {
                sleep(Duration::from_millis(1));
            }
            let (route, url) = &shown.plan.routes[n];
            let fault = shown.plan.output(*route, url).err();
            let mut now = self.now();
            if now.shown.as_ref().is_none_or(|other| !Arc::ptr_eq(other, &shown)) {
                continue;
            }
            let known = now.of_pages.len();
            if let Some(fault) = fault
                && !now.of_pages.iter().any(|(known, _)| *known == n)
            {
                now.of_pages.push((n, *fault));
            }
            let is_last = now.unseen.is_empty();
            if is_last && now.of_pages.is_empty() {
                now.whole = Some(shown);
            }
            // The first fault is told at once, the others together.
            if is_last || known == 0 && !now.of_pages.is_empty() {
                self.publish(&now);
                self.tell(&mut now, tell);
            }
        }
    }
}

impl Now {
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

    /// The state that this is to those who ask.
    fn state(&self, root: &Path) -> State {
        let errors: Vec<Diagnostic> =
            self.all_faults().into_iter().filter(|fault| fault.severity == Severity::Error).collect();
        let faults = (!errors.is_empty()).then(|| Faults {
            summary: report::summary(&errors),
            report: report::render(&errors, &self.files, Style::Plain),
        });
        let base = self.base.clone().unwrap_or_else(|| "/".to_owned());
        State::new(base, root.to_owned(), self.shown.clone(), self.whole.clone(), faults)
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The order in which pages are made, the first one last: one of each kind, in which most faults of templates show, and then
/// the others. Pages that tell of the whole site come last, since one of them can take as long as hundreds of others. What no
/// template makes has no faults, and is left out. Of cards, a site can have thousands, whose texts take longer to set than a page to
/// render: one of each kind is drawn, and `build` and `check` tell the faults of the others.
fn order(plan: &Plan) -> Vec<usize> {
    let kind = |route: &Route| {
        let card = if let Route::Card(of) = route { Some(discriminant(of)) } else { None };
        (route.has_template() || card.is_some()).then_some((discriminant(route), card))
    };
    let is_alone = |kind_of| plan.routes.iter().filter(|(other, _)| kind(other) == Some(kind_of)).take(2).count() == 1;
    let (mut large, mut others, mut first, mut kinds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (n, (route, _)) in plan.routes.iter().enumerate() {
        let Some(kind) = kind(route) else { continue };
        if kinds.contains(&kind) {
            others.extend(route.has_template().then_some(n));
            continue;
        }
        kinds.push(kind);
        if route.has_template() && is_alone(kind) { large.push(n) } else { first.push(n) }
    }
    large.into_iter().chain(others).chain(first.into_iter().rev()).collect()
}
