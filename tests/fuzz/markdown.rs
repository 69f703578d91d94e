//! Markdown: whatever the bytes are, the page holds nothing active, and is the same when it is made again.

#![no_main]

#[path = "../suite/inert.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod inert;
mod site;

use std::cell::RefCell;

use briefgen::diagnostic::Diagnosed;
use briefgen::files::Files;
use briefgen::model::Options;
use briefgen::{Memory, Output, Plan};
use libfuzzer_sys::fuzz_target;

thread_local! {
    /// The theme is loaded once: it is what takes time.
    static LAST: RefCell<(Option<Files>, Memory)> = RefCell::default();
}

fuzz_target!(|text: &str| {
    let page = format!("---\ntitle: Fuzz\n---\n{text}");
    LAST.with_borrow_mut(|(last, memory)| {
        let files = site::files("content/pages/x.md", &page);
        // The snapshot that comes after the last one shares what stayed the same with it.
        let files = match last {
            Some(last) => last.after(files.iter().map(|(id, _)| shared(last, &files, id)).collect()),
            None => files,
        };
        *last = Some(files.clone());
        let diagnosed = Plan::again(&files, &Options::default(), memory);
        site::assert_told(&diagnosed, &files);
        let Diagnosed { value: Some(plan), .. } = diagnosed else { return };
        let Some((route, url)) = plan.routes.iter().find(|(_, url)| url.output_path() == "x/index.html") else { return };
        let made = plan.output(*route, url).expect("the theme fails on no content");
        assert!(plan.output(*route, url).is_ok_and(|again| again == made), "made again it is another page");
        let Output::Bytes(bytes) = made else { panic!("a page is made of bytes") };
        let html = String::from_utf8(bytes).expect("a page is UTF-8");
        assert_eq!(inert::active(&html), Vec::<String>::new(), "{html}");
    });
});

fn shared(last: &Files, files: &Files, id: briefgen::files::FileId) -> std::sync::Arc<briefgen::files::File> {
    let new = files.shared(id);
    let old = last.find(new.path.as_str()).map(|id| last.shared(id));
    old.filter(|old| **old == *new).unwrap_or(new).clone()
}
