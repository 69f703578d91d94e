//! Holds the connections of the server.
//!
//! In: a listener, and the states of the site. Out: responses, until the user ends the program. No client can keep others from
//! being served: headers are bounded in size and time, pages are made by a few threads of their own, and when there are too many
//! connections the oldest one is closed. Deliberately absent: what is answered.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body as HttpBody, Bytes, Frame, Incoming, SizeHint};
use hyper::header::CONTENT_LENGTH;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::oneshot;
use tokio::sync::watch::Receiver;
use tokio::task::{AbortHandle, JoinHandle, spawn_blocking};

use super::ServeError;
use super::answer::{self, Hosts};
use super::state::State;
use super::wait::{self, Question, Waiting};

/// How many connections are held at one time.
const CONNECTIONS: usize = 256;
/// How long a client may take to send the head of a request, and to send another one.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;
/// How many fields it may have.
const HEAD_FIELDS: usize = 64;
/// How many pages are made at one time.
const WORKERS: usize = 4;
/// How much of a file is read at one time, in bytes.
const PIECE: usize = 64 * 1024;

/// Serves until the user asks for an end.
///
/// # Errors
/// When the system refuses to wait for connections or signals, or one of the threads behind `ended` has ended.
pub(super) fn run(
    listener: TcpListener,
    hosts: Hosts,
    states: Receiver<Arc<State>>,
    busy: Arc<AtomicUsize>,
    ended: [oneshot::Receiver<()>; 2],
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(WORKERS)
        .build()
        .map_err(ServeError::Start)?;
    let server = Arc::new(Server {
        hosts,
        states,
        waiting: Waiting::default(),
        workers: Workers(busy),
        slow: Default::default(),
    });
    let outcome = runtime.block_on(async move {
        listener.set_nonblocking(true).map_err(ServeError::Start)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Start)?;
        tokio::spawn(accept(listener, server));
        let [pages, site] = ended;
        tokio::select! {
            signal = tokio::signal::ctrl_c() => signal.map_err(ServeError::Start),
            _ = pages => Err(ServeError::Stopped),
            _ = site => Err(ServeError::Stopped),
        }
    });
    // Pages that are being made and questions that wait are left where they are.
    runtime.shutdown_background();
    outcome
}

struct Server {
    hosts: Hosts,
    states: Receiver<Arc<State>>,
    waiting: Waiting,
    workers: Workers,
    /// Held by whoever has something made that may take seconds: the others wait here and leave the threads to pages.
    slow: tokio::sync::Mutex<()>,
}

/// Makes what takes long on other threads than the one that holds the connections.
#[derive(Clone)]
pub(super) struct Workers(Arc<AtomicUsize>);

impl Workers {
    /// The value, or nothing when making it panicked, which was told.
    pub(super) async fn run<T: Send + 'static>(&self, make: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        struct Busy(Arc<AtomicUsize>);
        impl Drop for Busy {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::Relaxed);
            }
        }
        self.0.fetch_add(1, Ordering::Relaxed);
        let busy = Busy(self.0.clone());
        let work = move || {
            let _busy = busy;
            make()
        };
        spawn_blocking(work).await.ok()
    }
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>) {
    let mut connections: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The program has as many files open as it may: some will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let server = server.clone();
        let service = service_fn(move |request| respond(request, server.clone()));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEAD_FIELDS)
            .serve_connection(TokioIo::new(stream), service);
        connections.retain(|connection| !connection.is_finished());
        while connections.len() >= CONNECTIONS {
            if let Some(oldest) = connections.pop_front() {
                oldest.abort();
            }
        }
        // A client that breaks off is nobody's fault.
        connections.push_back(tokio::spawn(async { drop(connection.await) }).abort_handle());
    }
}

async fn respond(request: Request<Incoming>, server: Arc<Server>) -> Result<Response<Body>, Infallible> {
    let (head, _) = request.into_parts();
    let mut response = match answer::refusal(&head.method, &head.uri, &head.headers, &server.hosts) {
        Some(refusal) => refusal,
        None => match answer::own(head.uri.path()) {
            Some("wait.js") if head.method == Method::GET => {
                let question = Question::of(head.uri.query().unwrap_or_default());
                wait::answer(question, server.states.clone(), server.waiting.clone(), server.workers.clone()).await
            }
            Some(name) => answer::answer_own(name),
            None => {
                let path = head.uri.path().to_owned();
                let takes_long = server.states.borrow().takes_long(&path);
                let _turn = if takes_long { Some(server.slow.lock().await) } else { None };
                let state = server.states.borrow().clone();
                let made = server.workers.run(move || answer::answer(&path, &state)).await;
                let failed = "making this page failed: that is a bug, told on the terminal\n";
                made.unwrap_or_else(|| answer::plain(StatusCode::INTERNAL_SERVER_ERROR, failed))
            }
        },
    };
    if head.method == Method::HEAD {
        let length = response.body().length;
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
        *response.body_mut() = Body::text("");
    }
    Ok(response)
}

/// What is sent: bytes, or a file, of which one piece at a time is in memory.
pub(super) struct Body {
    length: u64,
    left: u64,
    next: Next,
}

enum Next {
    Bytes(Bytes),
    File(File),
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
    Nothing,
}

impl Body {
    pub(super) fn bytes(bytes: Vec<u8>) -> Self {
        Self::of(Bytes::from(bytes))
    }

    pub(super) fn text(text: &'static str) -> Self {
        Self::of(Bytes::from_static(text.as_bytes()))
    }

    /// A file as long as it is now.
    ///
    /// # Errors
    /// When the system doesn't tell its length.
    pub(super) fn file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { length, left: length, next: Next::File(file) })
    }

    fn of(bytes: Bytes) -> Self {
        let length = bytes.len() as u64;
        Self { length, left: length, next: Next::Bytes(bytes) }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match std::mem::replace(&mut self.next, Next::Nothing) {
                _ if self.left == 0 => return Poll::Ready(None),
                Next::Nothing => return Poll::Ready(None),
                Next::Bytes(bytes) => {
                    self.left = 0;
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Next::File(mut file) => {
                    let length = PIECE.min(usize::try_from(self.left).unwrap_or(PIECE));
                    self.next = Next::Reading(spawn_blocking(move || {
                        let mut piece = vec![0; length];
                        file.read_exact(&mut piece)?;
                        Ok((file, Bytes::from(piece)))
                    }));
                }
                Next::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.next = Next::Reading(reading);
                        return Poll::Pending;
                    };
                    // A file that has become shorter breaks the connection off: its length was told.
                    let (file, piece) = read.map_err(io::Error::other).flatten()?;
                    self.left -= piece.len() as u64;
                    self.next = Next::File(file);
                    return Poll::Ready(Some(Ok(Frame::data(piece))));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
