//! Records become an index that a browser can ask without a server that answers.
//!
//! In: the [`Volume`]s of a site, from `pages`. Out: files in the format of Pagefind, of which a query reads only what it needs:
//! each volume's in the folder of its name, and in that of the first one the script and the WebAssembly that read them
//! all. Deliberately absent: what is in a record (see `pages`), and Pagefind's own interface, in place of which themes have
//! theirs. Pagefind is asked for files in memory; it looks up the current folder, and uses nothing of it.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

use crate::pages::{Record, Volume};

/// How many records are told in one file. A large site is made of fewer files so, which is what takes long, and the first
/// results of a query are in as many requests as they would be otherwise.
const RECORDS_IN_A_FILE: usize = 16;

/// Most volumes of which indexes are made at once: each takes more than half a gigabyte while that lasts.
const AT_ONCE: usize = 4;

/// Goes with Pagefind's program, which has no notice in it.
const LICENCE: &str = include_str!("search/pagefind_licence.txt");

/// The files of all indexes, by path below their common folder. They are made one after the other; see [`each`].
pub fn indexes(volumes: &[Volume]) -> BTreeMap<String, Vec<u8>> {
    let made = volumes.iter().enumerate().map(|(n, volume)| (volume, index(volume, n == 0)));
    made.flat_map(|(volume, files)| files.into_iter().map(|(path, bytes)| (format!("{}/{path}", volume.name), bytes)))
        .collect()
}

/// What is made of each volume, in their order: of a few at a time, since all words of one are in memory until it is done.
///
/// That has threads of its own, each of which takes the next volume when it is done with one. A thread of rayon's that waits
/// for one index, in which Pagefind asks rayon for help, would begin another and not get back to the first before that is done.
pub fn each<T: Send>(volumes: &[Volume], make: impl Fn(usize, &Volume) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let n = next.fetch_add(1, Ordering::Relaxed);
        volumes.get(n).map(|volume| (n, make(n, volume)))
    };
    let at_once = rayon::current_num_threads().min(AT_ONCE).min(volumes.len());
    let mut made: Vec<(usize, T)> = thread::scope(|scope| {
        let start = |_| scope.spawn(|| std::iter::from_fn(take).collect::<Vec<_>>());
        let threads: Vec<_> = (0..at_once).map(start).collect();
        threads.into_iter().flat_map(|it| it.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    made.sort_unstable_by_key(|(n, _)| *n);
    made.into_iter().map(|(_, made)| made).collect()
}

/// The files of one index, by path below its own folder. The first volume's has the script and the WebAssembly beside it.
pub fn index(volume: &Volume, is_first: bool) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(volume);
    let own = format!("wasm.{}.pagefind", volume.language);
    // The one for languages whose endings stay on.
    let wasm = if files.contains_key(&own) { own } else { "wasm.unknown.pagefind".to_owned() };
    let is_code = |name: &str| is_first && (name == "pagefind.js" || name == wasm);
    files.retain(|name, _| is_data(name) || is_code(name));
    if is_first {
        files.insert("LICENSE.txt".to_owned(), LICENCE.into());
    }
    files
}

/// Whether a file is one of those that make up an index.
fn is_data(name: &str) -> bool {
    name == "pagefind-entry.json" || name.ends_with(".pf_meta") || name.contains('/')
}

/// All that Pagefind makes of a volume, by path.
fn files(volume: &Volume) -> BTreeMap<String, Vec<u8>> {
    const ANY: &str = "Pagefind makes an index of any texts";
    let count = volume.records.len().div_ceil(RECORDS_IN_A_FILE).max(1);
    let options = PagefindServiceConfig::builder()
        .force_language(volume.language.clone())
        .max_fragments(u32::try_from(count).expect("a site has fewer than 2^32 records"))
        .build();
    // Behind a pointer the work is in the program once, with all that Pagefind carries along, and not for each way to wait for it.
    let work = || -> Pin<Box<dyn Future<Output = Vec<SyntheticFile>>>> {
        Box::pin(async {
            let mut index = PagefindIndex::new(Some(options)).expect(ANY);
            for record in &volume.records {
                let (href, language) = (record.href.clone(), volume.language.clone());
                let (meta, filters) = (Some(meta(record)), Some(filters(record)));
                index.add_custom_record(href, text(record), language, meta, filters, None).await.expect(ANY);
            }
            index.get_files().await.expect(ANY)
        })
    };
    let files = alone(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it asks nothing of the system");
        runtime.block_on(work())
    });
    let path = |file: &SyntheticFile| {
        let parts = file.filename.iter().map(|part| part.to_str().expect("its names are ASCII"));
        parts.collect::<Vec<_>>().join("/")
    };
    files.into_iter().map(|file| (path(&file), file.contents)).collect()
}

/// What comes of some work on a thread of rayon's that has nothing else to do.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("the system gives another thread");
    threads.install(work)
}

/// A record without text would be left out.
fn text(record: &Record) -> String {
    if record.text.is_empty() { record.title.clone() } else { record.text.clone() }
}

/// What is looked for besides the text, and shown.
fn meta(record: &Record) -> BTreeMap<String, String> {
    let names = Some(record.names.join(", ")).filter(|names| !names.is_empty());
    let all = [
        ("title", Some(record.title.clone())),
        ("names", names),
        ("date", record.date.clone()),
        ("publisher", Some(record.publishers.join(", ")).filter(|names| !names.is_empty())),
        ("status", record.status.clone()),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// What results are chosen by, and shown with. It isn't looked for: "event" is no word of every event.
fn filters(record: &Record) -> BTreeMap<String, Vec<String>> {
    let all = [
        ("kind", vec![record.kind.to_owned()]),
        ("language", vec![record.language.clone()]),
        ("publisher", record.publishers.clone()),
        ("standing", record.standing.iter().map(|standing| (*standing).to_owned()).collect()),
        ("topic", record.topics.clone()),
    ];
    all.into_iter().filter(|(_, values)| !values.is_empty()).map(|(key, values)| (key.to_owned(), values)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_volume_is_taken_once_and_in_order() {
        let volume = |n: usize| Volume { name: format!("en-{n}"), language: "en".to_owned(), records: Vec::new() };
        let volumes: Vec<Volume> = (0..100).map(volume).collect();
        let made = each(&volumes, |n, volume| (n, volume.name.clone()));
        assert_eq!(made, (0..100).map(|n| (n, format!("en-{n}"))).collect::<Vec<_>>());
        assert!(each(&[], |n, _| n).is_empty());
    }

    /// As a thread of rayon's would that waits for one.
    #[test]
    fn an_index_is_made_by_a_thread_that_is_making_another() {
        let record = Record { href: "a/".to_owned(), title: "A word".to_owned(), ..Record::default() };
        let volume = Volume { name: "en".to_owned(), language: "en".to_owned(), records: vec![record] };
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it asks nothing of the system");
        let files = runtime.block_on(async { index(&volume, false) });
        assert!(files.contains_key("pagefind-entry.json"), "{:?}", files.keys());
    }
}
