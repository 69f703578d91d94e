//! briefgen beside other generators, on the same site: `cargo bench --bench peers`. README.md tells how to run it.
//!
//! In: the names of what to run, and sizes. Out: for each size a table of medians and of ratios to the first program. Each run is a
//! whole process on files that are in memory, and the programs take turns, so that what else the machine does falls on all
//! alike. Deliberately absent: a verdict.

mod generator;
mod news;
mod run;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use self::generator::{CACHE, GENERATORS, Generator, OUTPUT, article_at};
use self::run::{Cost, Table};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, command @ ..] = &arguments[..]
        && flag == run::ONE
    {
        return run::one(command);
    }
    let settings = Settings::read(&arguments)?;
    for articles in &settings.articles {
        measure(&settings, *articles)?;
    }
    Ok(())
}

/// What is asked for on the command line.
struct Settings {
    articles: Vec<usize>,
    runs: usize,
    only: Vec<String>,
    /// Where the sites are made and stay; otherwise they are made in a temporary folder.
    keep: Option<PathBuf>,
}

impl Settings {
    fn read(arguments: &[String]) -> io::Result<Self> {
        let mut settings = Self { articles: vec![1_000, 10_000], runs: 5, only: Vec::new(), keep: None };
        let mut arguments = arguments.iter();
        let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidInput, format!("tests/bench/README.md: {what}"));
        while let Some(flag) = arguments.next() {
            // cargo adds it for every bench.
            if flag == "--bench" {
                continue;
            }
            let value = arguments.next().ok_or_else(|| wrong(&format!("{flag} takes a value")))?;
            let numbers = || value.split(',').map(|number| number.replace('_', "").parse::<usize>());
            match flag.as_str() {
                "--articles" => {
                    settings.articles = numbers().collect::<Result<_, _>>().map_err(|_| wrong("--articles N,N"))?;
                }
                "--runs" => settings.runs = value.parse().map_err(|_| wrong("--runs N"))?,
                "--only" => settings.only = value.split(',').map(str::to_owned).collect(),
                "--keep" => settings.keep = Some(value.into()),
                _ => return Err(wrong(&format!("there is no {flag}"))),
            }
        }
        Ok(settings)
    }
}

/// Makes the site of this size for each generator that is here, and prints what building it costs.
fn measure(settings: &Settings, articles: usize) -> io::Result<()> {
    let temporary = tempfile::tempdir()?;
    let folder = settings.keep.as_deref().unwrap_or(temporary.path()).join(articles.to_string());
    let wanted = |name: &str| settings.only.is_empty() || settings.only.iter().any(|only| only == name);
    let generators: Vec<&Generator> =
        GENERATORS.iter().filter(|generator| wanted(generator.name) && generator.is_here()).collect();
    for generator in &generators {
        generator.make(&folder.join(generator.name), articles)?;
    }
    let mut full = Table::new(format!("{articles} articles, a first build"));
    let mut copy = Table::new("copying what was built (cp -r)".to_owned());
    let mut again = Table::new("a second build, after an edit of one article".to_owned());
    for round in 0..=settings.runs {
        for generator in &generators {
            let root = folder.join(generator.name);
            let output = root.join(OUTPUT);
            remove(&output)?;
            remove(&root.join(CACHE))?;
            let built = generator.build(&root)?;
            let copying = ["cp".into(), "-r".into(), output.clone().into(), root.join("copy").into()];
            let copied = run::cost(&copying, &root.join(CACHE))?;
            remove(&root.join("copy"))?;
            news::edit(&root.join(article_at(articles / 2)), round)?;
            let rebuilt = generator.build(&root)?;
            // The first round brings files into memory.
            if round > 0 {
                let size = run::size(&output)?;
                full.add(generator.name, Cost { size, ..built });
                copy.add(generator.name, copied);
                again.add(generator.name, rebuilt);
            }
        }
    }
    let mut told = String::new();
    for table in [full, copy, again] {
        table.tell(&mut told);
    }
    io::stdout().write_all(told.as_bytes())
}

fn remove(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
