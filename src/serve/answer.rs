//! Turns a request into a response.
//!
//! In: a request's method, headers and path, and the state of the site. Out: a status, headers, and what to send. Refused is
//! what isn't for this server: other methods than GET and HEAD, and names that aren't its own, by which a page of another site
//! could have a browser read this one (DNS rebinding). Deliberately absent: connections, and any path on disk: an address is
//! looked up among those of the site.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use hyper::http::response::Builder;
use hyper::{Method, Response, StatusCode, Uri};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::http::Body;
use super::state::{Found, Kind, OWN, State};

/// The script that has a page follow what changes, and what it needs.
const RELOAD: &str = include_str!("reload.js");
const OVERLAY: &str = include_str!("overlay.css");

/// What a path in a `Location` must not hold as it is.
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'\\').add(b'`');

/// By which names the server may be called.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    bound: SocketAddr,
    /// The name or address that the user gave.
    given: Option<String>,
}

impl Hosts {
    pub(super) fn new(bound: SocketAddr, given: Option<&str>) -> Self {
        Self { bound, given: given.map(|host| host.trim_matches(['[', ']']).to_ascii_lowercase()) }
    }

    /// Whether a `Host` is one of them. A name that isn't the server's own may lead here for a moment only, by its owner's wish.
    fn allow(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).to_ascii_lowercase();
        let ip: Option<IpAddr> = name.parse().ok();
        // An address can't be made to lead elsewhere: if the server listens on all, it may be called by each.
        let is_own = name == "localhost" || ip.is_some_and(|ip| ip.is_loopback() || ip == self.bound.ip());
        let is_any = self.bound.ip().is_unspecified() && ip.is_some();
        let is_given = self.given.as_ref() == Some(&name);
        port == Some(self.bound.port()) && (is_own || is_any || is_given)
    }
}

/// What is wrong with a request before it is looked at what it asks for.
pub(super) fn refusal(method: &Method, uri: &Uri, headers: &HeaderMap, hosts: &Hosts) -> Option<Response<Body>> {
    let mut named = headers.get_all(HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let (host, others) = (named.next(), named.next());
    let in_uri = uri.authority().map(hyper::http::uri::Authority::as_str);
    if host.is_none() || others.is_some() {
        return Some(plain(StatusCode::BAD_REQUEST, "the request names no host, or several\n"));
    }
    if !host.into_iter().chain(in_uri).all(|host| hosts.allow(host)) {
        let text = "this server isn't known by that name: start it with --host NAME if it is to be\n";
        return Some(plain(StatusCode::MISDIRECTED_REQUEST, text));
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        let response = builder(StatusCode::METHOD_NOT_ALLOWED, Kind::of_name("x.txt")).header(ALLOW, "GET, HEAD");
        return Some(sent(response, Body::text("this server only shows: GET and HEAD\n")));
    }
    None
}

/// Which of the things that the server itself answers a path asks for. An open page may still ask under an old base path.
pub(super) fn own(path: &str) -> Option<&str> {
    path.split_once(&format!("/{OWN}")).map(|(_, name)| name)
}

/// The response for what the server itself answers, but for the one that waits.
pub(super) fn answer_own(name: &str) -> Response<Body> {
    match name {
        "reload.js" => sent(builder(StatusCode::OK, Kind::of_name(name)), Body::text(RELOAD)),
        "overlay.css" => sent(builder(StatusCode::OK, Kind::of_name(name)), Body::text(OVERLAY)),
        _ => plain(StatusCode::NOT_FOUND, "there is nothing here\n"),
    }
}

/// The response for a path of the site.
pub(super) fn answer(path: &str, state: &State) -> Response<Body> {
    let base = &state.base;
    let is_above = path == "/" || format!("{path}/") == *base;
    if is_above && path != base {
        return redirect(base);
    }
    match state.find(path) {
        Found::Bytes(bytes, Kind::HTML) => page(StatusCode::OK, &bytes, path, state),
        Found::Bytes(bytes, kind) => sent(builder(StatusCode::OK, kind), Body::bytes(bytes.to_vec())),
        Found::File(file, kind) => match Body::file(file) {
            Ok(body) => sent(builder(StatusCode::OK, kind), body),
            Err(_) => plain(StatusCode::NOT_FOUND, "the file can't be read\n"),
        },
        Found::Folder(url) => redirect(&format!("{base}{}", utf8_percent_encode(url.as_str(), ESCAPED))),
        Found::Nothing(bytes) => page(StatusCode::NOT_FOUND, &bytes, path, state),
        Found::Faulty => {
            let html = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Faults</title></head>\n\
                        <body><p>This page can't be shown yet: its site has faults. It will be here as soon as they \
                        are mended.</p></body>\n</html>\n";
            page(StatusCode::INTERNAL_SERVER_ERROR, html.as_bytes(), path, state)
        }
    }
}

/// A page, with the script that has it follow.
fn page(status: StatusCode, bytes: &[u8], path: &str, state: &State) -> Response<Body> {
    let script = format!(
        "<script src=\"{}{OWN}reload.js\" data-page=\"{}\" data-styles=\"{}\" defer></script>",
        state.base.replace('&', "&amp;"),
        state.mark_of_page(path),
        state.mark_of_styles(),
    );
    let end = b"</body>";
    let at = bytes.windows(end.len()).rposition(|found| found.eq_ignore_ascii_case(end)).unwrap_or(bytes.len());
    let whole = [&bytes[..at], script.as_bytes(), &bytes[at..]].concat();
    sent(builder(status, Kind::HTML), Body::bytes(whole))
}

fn redirect(to: &str) -> Response<Body> {
    match HeaderValue::from_str(to) {
        Ok(to) => sent(builder(StatusCode::FOUND, Kind::of_name("x.txt")).header(LOCATION, to), Body::text("")),
        Err(_) => plain(StatusCode::NOT_FOUND, "there is nothing here\n"),
    }
}

/// A response of a line of text.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    sent(builder(status, Kind::of_name("x.txt")), Body::text(text))
}

/// The beginning of every response: nothing is kept by browsers, guessed by them, or shown within pages of other sites.
pub(super) fn builder(status: StatusCode, kind: Kind) -> Builder {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, kind.0)
        .header(CACHE_CONTROL, "no-store")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header("cross-origin-resource-policy", "same-origin")
}

pub(super) fn sent(response: Builder, body: Body) -> Response<Body> {
    response.body(body).expect("names and values of headers are well-formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_answered_for() {
        let hosts = Hosts::new("127.0.0.1:1111".parse().expect("it is an address"), None);
        for own in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111", "127.0.0.2:1111"] {
            assert!(hosts.allow(own), "{own}");
        }
        for other in [
            "",
            "localhost",
            "localhost:1112",
            "evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "192.168.0.9:1111",
            "::1:",
        ] {
            assert!(!hosts.allow(other), "{other}");
        }
        let open = Hosts::new("0.0.0.0:80".parse().expect("it is an address"), Some("0.0.0.0"));
        assert!(open.allow("192.168.0.9") && open.allow("[fe80::1]:80") && !open.allow("evil.example"));
        let named = Hosts::new("192.168.0.9:1111".parse().expect("it is an address"), Some("desk.example"));
        assert!(
            named.allow("desk.example:1111") && named.allow("192.168.0.9:1111") && !named.allow("evil.example:1111")
        );
    }
}
