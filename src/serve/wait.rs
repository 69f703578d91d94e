//! Tells open pages when what they show is out of date.
//!
//! In: what a page shows, as marks that it was given with it. Out: a script that hands the page the marks of now, at once if
//! they differ, and else when they do. A page can ask by a `script` element alone, since its Content-Security-Policy allows
//! nothing else; so an answer is a script and a question is its address. Deliberately absent: any memory of pages. A page that
//! asks again after the server was started anew is answered like any other.
//!
//! Browsers open only a few connections to a server, for all tabs together. So few questions are kept waiting, and a hidden
//! page doesn't wait but asks now and then.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::{Response, StatusCode};
use serde::Serialize;
use tokio::sync::oneshot;
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, timeout_at};

use super::answer::{builder, sent};
use super::http::{Body, Workers};
use super::state::{Kind, State};

/// How long a question waits at most.
const LONGEST: Duration = Duration::from_secs(25);
/// How many questions wait at one time: browsers open six connections to a server, and pages need some.
const MOST: usize = 3;

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// The page's path.
    path: String,
    page: String,
    styles: String,
    faults: String,
    /// Whether to wait for a change.
    is_patient: bool,
}

impl Question {
    /// Reads a question from an address's query.
    pub(super) fn of(query: &str) -> Self {
        let mut question = Self::default();
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "path" => question.path = value.into_owned(),
                "page" => question.page = value.into_owned(),
                "styles" => question.styles = value.into_owned(),
                "faults" => question.faults = value.into_owned(),
                "wait" => question.is_patient = value == "1",
                _ => {}
            }
        }
        question
    }
}

/// What a page should show.
#[derive(Debug, Serialize)]
struct Answer {
    page: String,
    styles: String,
    faults: String,
    /// What is wrong: empty when all is well.
    summary: String,
    report: String,
}

impl Answer {
    fn of(state: &State, path: &str) -> Self {
        let (summary, report) =
            state.faults.clone().map_or_else(Default::default, |faults| (faults.summary, faults.report));
        Self {
            page: state.mark_of_page(path),
            styles: state.mark_of_styles().to_owned(),
            faults: state.mark_of_faults(),
            summary,
            report,
        }
    }

    fn is_known(&self, question: &Question) -> bool {
        (&self.page, &self.styles, &self.faults) == (&question.page, &question.styles, &question.faults)
    }
}

/// The questions that are waiting, the oldest first; each is answered early by being dropped from here.
#[derive(Clone, Default)]
pub(super) struct Waiting(Arc<Mutex<VecDeque<oneshot::Sender<()>>>>);

impl Waiting {
    /// Adds a question; lets the oldest go when there are too many.
    fn add(&self) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.0.lock().expect("no thread panics while it holds the lock");
        waiting.retain(|other| !other.is_closed());
        while waiting.len() >= MOST {
            waiting.pop_front();
        }
        waiting.push_back(sender);
        receiver
    }
}

/// Answers a question, when there is something to answer or it has waited for long enough.
pub(super) async fn answer(
    question: Question,
    mut states: Receiver<Arc<State>>,
    waiting: Waiting,
    workers: Workers,
) -> Response<Body> {
    let end = Instant::now() + LONGEST;
    let question = Arc::new(question);
    let mut dropped = waiting.add();
    loop {
        let state = states.borrow_and_update().clone();
        let asked = question.clone();
        let Some(answer) = workers.run(move || Answer::of(&state, &asked.path)).await else {
            return super::answer::plain(StatusCode::INTERNAL_SERVER_ERROR, "");
        };
        if !answer.is_known(&question) || !question.is_patient {
            return script(&answer);
        }
        let is_over = tokio::select! {
            changed = timeout_at(end, states.changed()) => !matches!(changed, Ok(Ok(()))),
            _ = &mut dropped => true,
        };
        if is_over {
            return script(&answer);
        }
    }
}

fn script(answer: &Answer) -> Response<Body> {
    let json = serde_json::to_string(answer).expect("texts are written as JSON");
    // Old engines end a line of a script at these.
    let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let script = format!("window.__briefgen && window.__briefgen({json});\n");
    sent(builder(StatusCode::OK, Kind::of_name("wait.js")), Body::bytes(script.into_bytes()))
}
