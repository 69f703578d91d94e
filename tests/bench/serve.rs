//! What serving a site of 10,000 articles costs: `cargo bench --bench serve`.
//!
//! The real program serves a site that is made up by a fixed rule. Printed are the time from its start to the first page, the
//! time from saving a file to the page that shows it (median and 95th percentile of fifty edits), the processor time that an edit
//! takes, and the memory that it holds. The page is followed as a browser follows it: a question waits for the change, and the
//! page is loaded when it is answered. No figure is asserted.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLES: usize = 10_000;
const WORDS: usize = 250;
const EDITS: usize = 50;

fn main() {
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    make(folder.path()).expect("the site can be written");
    // The files are in memory from here on, as those of an author are.
    fs::read(folder.path().join("site.toml")).expect("it was written");
    let start = Instant::now();
    let mut server = Server::start(folder.path());
    let size = server.get("articles/article-0/").len();
    let started = start.elapsed();
    assert!(size > 1_000, "the page is there");

    // Author and program are at rest, as between two edits.
    let wait = |seconds| std::thread::sleep(Duration::from_secs(seconds));
    wait(30);
    let at_rest = server.memory();
    let article: Vec<(Duration, Duration)> = (0..EDITS).map(|n| edit(&server, folder.path(), n)).collect();
    let topic: Vec<(Duration, Duration)> = (0..EDITS / 5).map(|n| edit_topic(&server, folder.path(), n)).collect();
    let after_edits = server.memory();
    wait(30);
    let at_end = server.memory();
    let _ = server.child.kill();
    let _ = server.child.wait();

    let mut told = String::new();
    let _ = writeln!(told, "{ARTICLES} articles of {WORDS} words");
    let _ = writeln!(told, "start to the first page    {started:.0?}");
    let _ = writeln!(told, "edit of an article shows   {}", spread(article));
    let _ = writeln!(told, "edit of a topic shows      {}", spread(topic));
    let _ = writeln!(told, "memory: at rest {at_rest}, after the last edit {after_edits}, at rest again {at_end}");
    let _ = io::stdout().write_all(told.as_bytes());
}

/// The median and the 95th percentile of times, and the median of processor times.
fn spread(times: Vec<(Duration, Duration)>) -> String {
    let (mut times, mut busy): (Vec<Duration>, Vec<Duration>) = times.into_iter().unzip();
    times.sort();
    busy.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let busy = busy[(busy.len() - 1) / 2];
    format!("median {:.1?}, 95 of 100 within {:.1?}; {busy:.1?} of processor time", at(50), at(95))
}

/// The time from saving an article to its page showing it, and the processor time until then.
fn edit(server: &Server, root: &Path, n: usize) -> (Duration, Duration) {
    let id = n * 197 % ARTICLES;
    shows(server, &root.join(format!("content/articles/article-{id}.md")), &format!("articles/article-{id}/"), n)
}

/// The same for a topic, whose page has a chronology of a tenth of all events.
fn edit_topic(server: &Server, root: &Path, n: usize) -> (Duration, Duration) {
    shows(server, &root.join(format!("content/topics/topic-{n}.md")), &format!("topics/topic-{n}/"), n)
}

fn shows(server: &Server, file: &Path, page: &str, n: usize) -> (Duration, Duration) {
    let text = fs::read_to_string(file).expect("it was written");
    let shown = server.get(page);
    let script = shown.split("reload.js").nth(1).expect("the page has the server's script");
    let marks = ["data-page", "data-styles"].map(|name| {
        let value = script.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.expect("the page has its marks").to_owned()
    });
    let mark = format!("edited-{n}-now");
    let question = |[page_mark, styles]: &[String; 2]| {
        server.ask(&format!("__briefgen/wait.js?path=/{page}&page={page_mark}&styles={styles}&faults=&wait=1"))
    };
    let mut asked = question(&marks);
    // Some time passes between two edits, and not always the same.
    std::thread::sleep(Duration::from_millis(150 + (n as u64 * 37) % 100));
    let busy = server.busy();
    let start = Instant::now();
    fs::write(file, format!("{text}\n\n{mark}\n")).expect("it can be written");
    loop {
        let answer = answer(asked);
        assert!(answer.starts_with("HTTP/1.1 200"), "the question is understood: {answer}");
        if !answer.contains(&marks[0]) {
            break;
        }
        // It was answered for another reason.
        asked = question(&marks);
        assert!(start.elapsed() < Duration::from_secs(60), "the edit shows");
    }
    assert!(server.get(page).contains(&mark), "the page that is told of shows the edit");
    (start.elapsed(), server.busy().saturating_sub(busy))
}

struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(root: &Path) -> Self {
        let program = std::env::var_os("BRIEFGEN").unwrap_or_else(|| env!("CARGO_BIN_EXE_briefgen").into());
        let mut command = Command::new(program);
        command.args(["serve", "--port", "0", "--root"]).arg(root).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("it says where it serves");
        let host = line.split('/').nth(2).expect("it says where it serves").to_owned();
        Self { child, host }
    }

    fn get(&self, path: &str) -> String {
        answer(self.ask(path))
    }

    /// Asks for something that may take a while.
    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        let head = format!("GET /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host);
        stream.write_all(head.as_bytes()).expect("it reads");
        stream
    }

    /// The processor time that its threads have used.
    fn busy(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let of_thread = |thread: fs::DirEntry| {
            let told = fs::read_to_string(thread.path().join("schedstat")).ok()?;
            told.split(' ').next()?.parse::<u64>().ok()
        };
        Duration::from_nanos(threads.filter_map(of_thread).sum())
    }

    /// What the system says of its memory.
    fn memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: Option<u64> = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        kib.map_or_else(|| "not known".to_owned(), |kib| format!("{} MB", kib * 1024 / 1_000_000))
    }
}

/// What is answered, as text.
fn answer(mut asked: TcpStream) -> String {
    let mut text = String::new();
    asked.read_to_string(&mut text).expect("it answers");
    text
}

/// Writes the site: topics and publishers in tens, entities in hundreds, an event for every second article, chains and links.
fn make(root: &Path) -> io::Result<()> {
    let write = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder"))?;
        fs::write(path, text)
    };
    write("site.toml".into(), "title = \"Bench\"\nbase_url = \"https://example.org/\"\n".into())?;
    for n in 0..20 {
        write(format!("content/topics/topic-{n}.md"), format!("---\ntitle: Topic {n}\n---\n\nA brief.\n"))?;
        write(format!("content/publishers/paper-{n}.md"), format!("---\nname: Paper {n}\n---\n"))?;
    }
    for n in 0..500 {
        write(format!("content/entities/person-{n}.md"), format!("---\nname: Person {n}th\nkind: person\n---\n"))?;
    }
    let vocabulary =
        ["harbour", "minister", "treaty", "announces", "quarter", "vessel", "meeting", "reports", "northern"];
    for n in 0..ARTICLES {
        let day = |n: usize| format!("20{:02}-{:02}-{:02}", 20 + n % 10, n / 10 % 12 + 1, n / 120 % 28 + 1);
        let mut text = format!(
            "---\ntitle: Article {n}\ndate: {}\nsummary: What happened, part {n}.\nrights: own\ntopics: [topic-{}]\n\
             entities: [person-{}, person-{}]\nsource:\n  publisher: paper-{}\n",
            day(n / 2),
            n / 2 % 20,
            n % 500,
            (n * 7 + 1) % 500,
            n % 20
        );
        if n % 3 == 0 {
            let _ = writeln!(text, "  derived_from: [{{publisher: paper-{}, mode: cites}}]", (n + 1) % 20);
        }
        let event = n / 2;
        let _ =
            writeln!(text, "events:\n  - id: event-{event}\n    title: Event {event}\n    date: {}\n---\n", day(event));
        for word in 0..WORDS {
            let separator = if word % 80 == 79 { "\n\n" } else { " " };
            let _ = write!(text, "{}{separator}", vocabulary[(n * 31 + word * 17 + word / 9) % vocabulary.len()]);
        }
        let _ = write!(text, "\n\nSee [another](article:article-{}).\n", (n + 13) % ARTICLES);
        write(format!("content/articles/article-{n}.md"), text)?;
    }
    Ok(())
}
