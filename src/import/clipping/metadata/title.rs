//! The headline of a page.
//!
//! In: what a page says for machines, and its headings. Out: the headline, and what the site calls itself. Machines are told a
//! headline with the site's name beside it, or one that is shortened for search engines; readers see others beside it. So a
//! heading of the page is the title when something else agrees with it. Deliberately absent: headings of lower levels, which
//! `head.rs` looks at with the text.

use super::super::block::folded;
use super::elements::{Elements, Heading};
use super::linked::Linked;
use super::web_url;

/// Signs between a headline and the name of the site.
const SIGNS: [&str; 16] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", "｜", " : ", " / ", "：", "－", "＿", "_"];

/// Shortest name that is looked for as the beginning of something longer, in bytes: `Lund Gazette: news from the coast`.
const LEAST_NAME: usize = 6;

/// What a site may call itself beside its headlines, folded.
pub(in super::super) struct Names {
    folded: Vec<String>,
    /// The host of the site, without `www`.
    host: Option<String>,
}

impl Names {
    /// `publisher` as it is told, and the host of the address as far as it is a name.
    pub(in super::super) fn new<'t>(told: impl IntoIterator<Item = &'t str>, address: Option<&str>) -> Self {
        let host = address.and_then(web_url).and_then(|url| url.host_str().map(str::to_owned));
        let host = host.map(|host| host.strip_prefix("www.").map(str::to_owned).unwrap_or(host));
        let mut names: Vec<String> = told.into_iter().map(folded).collect();
        if let Some(host) = &host {
            names.push(folded(host));
            // The longest part of a host is what it is called.
            names.extend(host.rsplit('.').skip(1).max_by_key(|part| part.len()).map(folded));
        }
        names.retain(|name| !name.is_empty());
        Self { folded: names, host }
    }

    /// Whether a text is one of the names and nothing else.
    pub(in super::super) fn contains(&self, text: &str) -> bool {
        let text = folded(text);
        self.folded.contains(&text)
    }

    /// Whether a text is one of the names, with what the site says of itself.
    fn begin(&self, text: &str) -> bool {
        let text = folded(text);
        self.folded.iter().any(|name| *name == text || name.len() >= LEAST_NAME && text.starts_with(name.as_str()))
    }

    /// A title without the name of the site behind it or before it.
    pub(in super::super) fn without<'t>(&self, title: &'t str) -> &'t str {
        let mut title = title.trim();
        while let Some(shorter) = self.once_without(title) {
            title = shorter;
        }
        title
    }

    fn once_without<'t>(&self, title: &'t str) -> Option<&'t str> {
        let ends = SIGNS
            .iter()
            .flat_map(|sign| title.match_indices(sign))
            .filter(|(at, sign)| self.begin(&title[at + sign.len()..]));
        let starts = SIGNS.iter().filter_map(|sign| title.split_once(sign)).filter(|(name, _)| self.contains(name));
        // An address needs no sign.
        let of_host =
            self.host.as_deref().and_then(|host| title.strip_prefix(host)).filter(|rest| rest.starts_with(' '));
        let rest = of_host.into_iter().chain(ends.map(|(at, _)| &title[..at])).chain(starts.map(|(_, rest)| rest));
        rest.map(str::trim).filter(|rest| !rest.is_empty()).max_by_key(|rest| rest.len())
    }
}

/// The names of a page's site: those that it tells, its headings that lead to the site's first page, and what its window is
/// titled with behind a heading.
pub(super) fn names(elements: &Elements, publisher: Option<&str>, address: Option<&str>) -> Names {
    let of_site = elements.meta_of(&["og:site_name"]).into_iter().chain(elements.meta_of(&["application-name"]));
    let home = elements.headings.iter().filter(|heading| heading.leads_home).map(|heading| heading.text.as_str());
    let is_heading = |text: &str| elements.headings.iter().any(|heading| folded(&heading.text) == folded(text));
    let window = elements.window.iter().flat_map(|window| SIGNS.iter().filter_map(|sign| window.rsplit_once(sign)));
    let behind = window.filter(|(title, _)| is_heading(title)).map(|(_, name)| name);
    Names::new(publisher.into_iter().chain(of_site).chain(home).chain(behind), address)
}

/// The headline, and where it stands if it is a heading.
pub(super) fn title<'e>(
    elements: &'e Elements,
    linked: &Linked,
    names: &Names,
) -> Option<(String, Option<&'e Heading>)> {
    let of_meta = elements.meta_of(&[
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "headline",
    ]);
    let told = [linked.text("headline"), of_meta.map(str::to_owned), elements.window.clone(), linked.text("name")];
    let told: Vec<String> = told.into_iter().flatten().map(|told| names.without(&told).to_owned()).collect();
    let told_folded: Vec<String> = told.iter().map(|told| folded(told)).collect();
    let headings = || elements.headings.iter().filter(|heading| !heading.leads_home && !names.contains(&heading.text));
    let agreeing = headings().filter(|heading| {
        let heading = folded(&heading.text);
        told_folded.iter().any(|told| agree(told, &heading))
    });
    if let Some(heading) = agreeing.max_by_key(|heading| heading.text.len()) {
        return Some((names.without(&heading.text).to_owned(), Some(heading)));
    }
    let only = headings().next();
    match told.into_iter().find(|told| !names.contains(told)) {
        Some(told) => Some((told, only)),
        None => only.map(|heading| (names.without(&heading.text).to_owned(), Some(heading))),
    }
}

/// Whether one of two folded texts is most of the other.
fn agree(told: &str, heading: &str) -> bool {
    let is_part = |long: &str, short: &str| !short.is_empty() && long.contains(short);
    is_part(told, heading) && heading.len() * 3 >= told.len()
        || is_part(heading, told) && told.len() * 3 >= heading.len() * 2
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_of_sites_are_no_part_of_titles() {
        let names = Names::new(["Lund Gazette"], Some("https://www.port-city-times.example.org/harbour"));
        for title in [
            "Harbour opens",
            "Harbour opens | Lund Gazette",
            "Harbour opens - Lund Gazette - news from the coast",
            "Harbour opens — Port City Times",
            "Lund Gazette :: Harbour opens",
            "Lund Gazette | Harbour opens | port-city-times.example.org",
        ] {
            assert_eq!(names.without(title), "Harbour opens", "{title}");
        }
        assert_eq!(names.without("Harbour opens - at last"), "Harbour opens - at last");
        assert_eq!(names.without("Lund Gazette"), "Lund Gazette");
    }
}
