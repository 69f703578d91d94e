//! What a run of a program costs, as the system accounts for it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};

/// With this flag the bench runs a single command and prints its cost: the system tells the peak of memory only of all the
/// children that a process has had, so that each run needs a parent of its own.
pub(crate) const ONE: &str = "--run-one";

/// What a run costs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time in the program.
    pub user: f64,
    /// Seconds of processor time in the system.
    pub system: f64,
    /// The most memory at a time, in MB.
    pub memory: f64,
    /// Files and MB of what was written.
    pub size: (usize, f64),
}

/// Runs a command, whose output is thrown away. What it keeps for the next run, it keeps in this folder.
pub(crate) fn cost(command: &[OsString], cache: &Path) -> io::Result<Cost> {
    let mut one = Command::new(std::env::current_exe()?);
    let told = one.arg(ONE).args(command).env("XDG_CACHE_HOME", cache).stderr(Stdio::inherit()).output()?;
    let told = String::from_utf8_lossy(&told.stdout);
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [wall, user, system, memory] => Ok(Cost { wall, user, system, memory, size: (0, 0.0) }),
        _ => Err(io::Error::other(format!("{command:?} failed"))),
    }
}

/// The other side of [`cost`].
pub(crate) fn one(command: &[String]) -> io::Result<()> {
    let start = Instant::now();
    let ended = Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).status()?;
    let wall = start.elapsed().as_secs_f64();
    if !ended.success() {
        return Err(io::Error::other(format!("{command:?}: {ended}")));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    #[expect(clippy::cast_precision_loss, reason = "they are for reading")]
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1e6 } else { 1e6 / 1024.0 };
    #[expect(clippy::cast_precision_loss, reason = "it is for reading")]
    let memory = usage.max_rss() as f64 / unit;
    writeln!(io::stdout(), "{wall} {} {} {memory}", seconds(usage.user_time()), seconds(usage.system_time()))
}

/// How many files a folder holds, and how many MB are in them.
pub(crate) fn size(folder: &Path) -> io::Result<(usize, f64)> {
    let mut size = (0, 0.0);
    for entry in walkdir::WalkDir::new(folder) {
        let about = entry?.metadata()?;
        if about.is_file() {
            size.0 += 1;
            #[expect(clippy::cast_precision_loss, reason = "it is for reading")]
            let megabytes = about.len() as f64 / 1e6;
            size.1 += megabytes;
        }
    }
    Ok(size)
}

/// What the runs of several programs cost.
pub(crate) struct Table {
    title: String,
    /// The programs in the order in which they were run first.
    names: Vec<&'static str>,
    costs: BTreeMap<&'static str, Vec<Cost>>,
}

impl Table {
    pub(crate) fn new(title: String) -> Self {
        Self { title, names: Vec::new(), costs: BTreeMap::new() }
    }

    pub(crate) fn add(&mut self, name: &'static str, cost: Cost) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
        self.costs.entry(name).or_default().push(cost);
    }

    /// Medians, and how the wall time compares with that of the first program: the median of the ratios of each round.
    pub(crate) fn tell(&self, told: &mut String) {
        let _ = writeln!(told, "\n{}", self.title);
        let _ = writeln!(
            told,
            "{:16}{:>9}{:>15}{:>9}{:>9}{:>9}{:>10}{:>9}{:>8}",
            "", "wall s", "(range)", "ratio", "user s", "sys s", "memory MB", "files", "MB"
        );
        let first = self.names.first().map(|name| &self.costs[name]);
        for name in &self.names {
            let costs = &self.costs[name];
            let of = |figure: fn(&Cost) -> f64| median(costs.iter().map(figure).collect());
            let wall: Vec<f64> = costs.iter().map(|cost| cost.wall).collect();
            let least = wall.iter().copied().fold(f64::INFINITY, f64::min);
            let most = wall.iter().copied().fold(0.0, f64::max);
            let ratios = first.into_iter().flatten().zip(&wall).map(|(first, wall)| wall / first.wall).collect();
            let (files, size) = costs.last().map_or((0, 0.0), |cost| cost.size);
            let range = format!("({least:.2} to {most:.2})");
            let _ = write!(
                told,
                "{name:16}{:>9.2}{range:>15}{:>9.2}{:>9.2}{:>9.2}{:>10.0}",
                median(wall.clone()),
                median(ratios),
                of(|cost| cost.user),
                of(|cost| cost.system),
                of(|cost| cost.memory),
            );
            let _ = if files > 0 { writeln!(told, "{files:>9}{size:>8.1}") } else { writeln!(told) };
        }
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
