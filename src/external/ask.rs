//! Asks for one address, by HEAD and where that is refused by GET, along its redirects.
//!
//! In: an address. Out: what its host says, put into the four states. Only what a host says of the thing itself makes it dead:
//! who is refused, put off or left without an answer knows nothing.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, HeaderName, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};
use url::Url;

use super::hosts::{Host, Hosts, NoAddress};
use super::{Manner, State};

/// How often an address may lead on to another.
const MOST_REDIRECTS: usize = 10;
/// How long a host may ask to be left alone to be asked again in the same check.
const PATIENCE: Duration = Duration::from_secs(30);
/// What this program says that it is.
const USER_AGENT: &str = concat!("briefgen/", env!("CARGO_PKG_VERSION"), " (checks links)");

/// Asks.
pub(super) struct Client {
    agent: Agent,
    hosts: Hosts,
    manner: Manner,
}

/// What was found of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    State(State),
    /// There is no host of this name.
    NoHost(String),
}

/// What a host answers.
struct Answer {
    status: StatusCode,
    location: Option<String>,
    retry_after: Option<Duration>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Head,
    Get,
}

impl Client {
    pub(super) fn new(manner: Manner) -> Self {
        let hosts = Hosts::new(manner);
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .timeout_global(Some(manner.timeout))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(1)
            // Through a proxy, which looks up names itself, nothing could be refused.
            .proxy(None)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), hosts.clone());
        Self { agent, hosts, manner }
    }

    /// Whether any name of a host was known.
    pub(super) fn has_resolved(&self) -> bool {
        self.hosts.has_resolved()
    }

    /// Asks for an address, and for those that it leads on to.
    pub(super) fn ask(&self, url: &Url) -> Found {
        let mut at = url.clone();
        // Where it is for good: as far as all redirects up to there are permanent.
        let (mut home, mut is_for_good) = (url.clone(), true);
        for _ in 0..=MOST_REDIRECTS {
            let answer = match self.hosts.turn(&at, |host| self.ask_host(&at, host)) {
                Ok(answer) => answer,
                Err(found) => return found,
            };
            if !answer.status.is_redirection() {
                return Found::State(state(&answer, url, &home, &at));
            }
            let target = answer.location.as_deref().and_then(|location| at.join(location).ok());
            let Some(mut target) = target.filter(|url| matches!(url.scheme(), "http" | "https")) else {
                return unknown(format!("it answers {} and leads nowhere", answer.status));
            };
            target.set_fragment(None);
            at = target;
            is_for_good &= is_permanent(answer.status);
            if is_for_good {
                home.clone_from(&at);
            }
        }
        unknown(format!("it leads on more than {MOST_REDIRECTS} times"))
    }

    /// Asks a host for an address when it is its turn: again by GET when HEAD is refused, and again after a while when the host
    /// asks for that.
    fn ask_host(&self, url: &Url, host: &mut Host) -> Result<Answer, Found> {
        host.wait().map_err(unknown)?;
        self.hosts.find(url).map_err(|no| match no {
            NoAddress::NoHost => Found::NoHost(url.host_str().unwrap_or_default().to_owned()),
            NoAddress::NotPublic => {
                unknown("not asked: its host is on this machine or in a private network".to_owned())
            }
            NoAddress::Unknown(why) => unknown(why),
        })?;
        let mut has_waited = false;
        let mut method = Method::Head;
        loop {
            host.wait().map_err(unknown)?;
            let answer = self.send(method, url);
            let is_silence = matches!(&answer, Err(error) if !is_refusal_of_head(error));
            host.asked(!is_silence);
            let answer = match answer {
                Ok(answer) => answer,
                Err(error) if method == Method::Head && is_refusal_of_head(&error) => {
                    method = Method::Get;
                    continue;
                }
                Err(error) => return Err(unknown(self.reason(&error))),
            };
            let is_put_off = matches!(answer.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
            match answer.retry_after.filter(|_| is_put_off) {
                Some(time) if time <= PATIENCE && !has_waited => {
                    has_waited = true;
                    host.rest(time);
                }
                Some(_) => {
                    host.leave_alone("not asked: its host asks to be left alone for a while");
                    return Ok(answer);
                }
                None if method == Method::Head && refuses_head(answer.status) => method = Method::Get,
                None => return Ok(answer),
            }
        }
    }

    fn send(&self, method: Method, url: &Url) -> Result<Answer, Error> {
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()),
        };
        let response = request.call()?;
        let text = |name: HeaderName| text(response.headers(), &name);
        let retry_after = text(RETRY_AFTER).and_then(|text| time_to_wait(&text, SystemTime::now().into()));
        Ok(Answer { status: response.status(), location: text(LOCATION), retry_after })
    }

    /// Why there was no answer.
    fn reason(&self, error: &Error) -> String {
        match error {
            Error::Timeout(_) => format!("no answer within {} s", self.manner.timeout.as_secs()),
            Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                "its host refuses the connection".to_owned()
            }
            Error::Io(error) if is_closed(error) => "its host closes the connection".to_owned(),
            // What TLS doesn't accept comes as data that is invalid.
            Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                format!("no secure connection: {error}")
            }
            Error::Tls(_) | Error::Rustls(_) => format!("no secure connection: {error}"),
            Error::Io(error) => format!("no answer: {error}"),
            error => format!("no answer: {error}"),
        }
    }
}

fn unknown(why: String) -> Found {
    Found::State(State::Unknown(why))
}

/// The state of what answers at the end of its redirects.
fn state(answer: &Answer, asked: &Url, home: &Url, at: &Url) -> State {
    let by = if at == asked { String::new() } else { format!("{at} ") };
    match answer.status {
        status if status.is_success() && home == asked => State::Alive,
        status if status.is_success() => State::Moved(home.to_string()),
        StatusCode::NOT_FOUND | StatusCode::GONE => State::Dead(format!("{by}answers {}", answer.status)),
        status => State::Unknown(format!("{by}answers {status}")),
    }
}

fn is_permanent(status: StatusCode) -> bool {
    matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT)
}

/// Answers by which hosts that know GET alone refuse HEAD.
fn refuses_head(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::NOT_IMPLEMENTED
    )
}

/// Whether a host may have hung up because it was asked by HEAD.
fn is_refusal_of_head(error: &Error) -> bool {
    matches!(error, Error::Io(error) if is_closed(error)) || matches!(error, Error::Protocol(_))
}

fn is_closed(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// How long a `Retry-After` asks to wait: seconds, or a date (RFC 9110, section 10.2.3).
fn time_to_wait(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    Some((until.with_timezone(&Utc) - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn only_what_a_host_says_of_the_thing_itself_makes_it_dead() {
        let url = |text: &str| Url::parse(text).expect("it is an address");
        let (old, new) = (url("http://a.test/old"), url("http://a.test/new"));
        let of = |status: u16, home: &Url| {
            let status = StatusCode::from_u16(status).expect("it is a status");
            state(&Answer { status, location: None, retry_after: None }, &old, home, &old)
        };
        assert_eq!(of(200, &old), State::Alive);
        assert_eq!(of(204, &old), State::Alive);
        assert_eq!(of(200, &new), State::Moved("http://a.test/new".to_owned()));
        for dead in [404, 410] {
            assert!(matches!(of(dead, &new), State::Dead(_)), "{dead}");
        }
        for unknown in [400, 401, 402, 403, 405, 407, 418, 429, 451, 500, 502, 503, 504, 999] {
            assert!(matches!(of(unknown, &old), State::Unknown(_)), "{unknown}");
        }
    }

    /// Whoever writes content must not have a check ask what only the machine that it runs on can reach.
    #[test]
    fn a_redirect_into_a_private_network_is_not_followed() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let server = thread::spawn(move || {
            let mut asked = Vec::new();
            for stream in listener.incoming() {
                let mut stream = stream.expect("somebody connects");
                let mut line = String::new();
                BufReader::new(&stream).read_line(&mut line).expect("a request comes");
                let head = format!("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{port}/secret\r\n");
                let _ = write!(stream, "{head}Content-Length: 0\r\nConnection: close\r\n\r\n");
                asked.push(line.trim().to_owned());
                if line.contains("/end ") {
                    return asked;
                }
            }
            unreachable!("listeners don't end")
        });
        let manner = Manner { timeout: Duration::from_secs(10), private: false };
        let client = Client::new(manner);
        client.hosts.suppose("public.test", "127.0.0.1");
        let url = |path: &str| Url::parse(&format!("http://public.test:{port}/{path}")).expect("it is an address");
        for path in ["", "end"] {
            let Found::State(State::Unknown(why)) = client.ask(&url(path)) else { panic!("it was followed") };
            assert!(why.starts_with("not asked"), "{why}");
        }
        assert_eq!(server.join().expect("it ends"), ["HEAD / HTTP/1.1", "HEAD /end HTTP/1.1"]);
    }

    #[test]
    fn hosts_say_how_long_to_wait_in_seconds_or_by_a_date() {
        let now = DateTime::parse_from_rfc3339("2031-03-14T10:00:00Z").expect("it is a time").to_utc();
        let seconds = |text| time_to_wait(text, now).map(|time| time.as_secs());
        assert_eq!(seconds(" 7 "), Some(7));
        assert_eq!(seconds("Fri, 14 Mar 2031 10:00:20 GMT"), Some(20));
        assert_eq!(seconds("Fri, 14 Mar 2031 09:00:00 GMT"), Some(0));
        assert_eq!(seconds("soon"), None);
    }
}
