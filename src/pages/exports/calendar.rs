//! A chronology as a calendar: iCalendar (RFC 5545).
//!
//! A calendar knows whole days only, so it holds the events whose first and last days are certain; how many others there
//! are stands in its description. What no report confirms is `TENTATIVE` and says so in its name. `DTSTAMP` must be there,
//! and is the event's own first day: a calendar is a function of the site, not of the clock. Lines are folded here, because
//! the libraries at hand fold after 76 octets at times, and the standard says 75.

use chrono::{Datelike, NaiveDate};

use super::super::parts::View;
use super::chronology::{Chronology, Event};
use super::dates;
use crate::model::{self, Id};
use crate::words::Words;

/// Longest line in octets, without its end.
const LONGEST_LINE: usize = 75;

/// Events as a calendar: the entries, and the events that they are made of.
pub(super) fn write(view: View<'_>, chronology: &Chronology<'_>, name: &str, events: &[Id<model::Event>]) -> String {
    let days: Vec<_> = events.iter().map(|id| days(&view.site.events[*id])).collect();
    let shown = days.iter().flatten().count();
    let mut out = Lines(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//briefgen//chronology//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.text("X-WR-CALNAME", name);
    out.text("X-WR-CALDESC", &view.words.calendar(shown, days.len() - shown));
    let host = view.site.settings.base_url.host_str().unwrap_or("localhost");
    for (event, days) in chronology.events.iter().zip(days) {
        if let Some((first, last)) = days {
            entry(&mut out, view.words, event, host, first, last);
        }
    }
    out.line("END", "VCALENDAR");
    out.0
}

/// How many of the events a calendar shows.
pub(super) fn shown(site: &model::Site, events: &[Id<model::Event>]) -> usize {
    events.iter().filter(|id| days(&site.events[**id]).is_some()).count()
}

/// The first and the last day, when both are certain and a calendar can hold them.
fn days(event: &model::Event) -> Option<(NaiveDate, NaiveDate)> {
    let start = &event.date.value().date;
    let (first, last) = match (dates::ends(start), &event.end) {
        (Some([start, end]), None) => (start.exact_day()?, end.exact_day()?),
        (None, Some(end)) => (start.exact_day()?, end.value().exact_day()?),
        (None, None) => (start.exact_day()?, start.exact_day()?),
        // An interval that has an end beside it.
        (Some(_), Some(_)) => return None,
    };
    let is_fit = first <= last && (1..=9998).contains(&first.year()) && last.year() <= 9998;
    is_fit.then_some((first, last))
}

fn entry(out: &mut Lines, words: &Words, event: &Event, host: &str, first: NaiveDate, last: NaiveDate) {
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    out.line("BEGIN", "VEVENT");
    out.text("UID", &format!("event-{}@{host}", event.id));
    out.line("DTSTAMP", &format!("{}T000000Z", day(first)));
    out.line("DTSTART;VALUE=DATE", &day(first));
    out.line("DTEND;VALUE=DATE", &day(last.succ_opt().expect("it is not the last day of the calendar")));
    let remark = words.in_brackets(event.standing);
    out.text("SUMMARY", &remark.map_or_else(|| event.title.clone(), |remark| words.with_remark(&event.title, &remark)));
    let is_certain = event.standing == "reported" && event.stances.disputes == 0 && event.differs_in.is_empty();
    out.line(
        "STATUS",
        match event.standing {
            "retracted" => "CANCELLED",
            _ if is_certain => "CONFIRMED",
            _ => "TENTATIVE",
        },
    );
    out.line("TRANSP", "TRANSPARENT");
    out.text("DESCRIPTION", &description(words, event));
    if let Some(place) = &event.place {
        out.text("LOCATION", &place.name);
    }
    if !event.topics.is_empty() {
        let topics: Vec<String> = event.topics.iter().map(|topic| escaped(&topic.name)).collect();
        out.line("CATEGORIES", &topics.join(","));
    }
    out.line("URL", &event.url);
    out.line("END", "VEVENT");
}

/// The summary, what is uncertain, and who says so.
fn description(words: &Words, event: &Event) -> String {
    let mut lines: Vec<String> = event.summary.iter().cloned().collect();
    lines.extend(event.time.as_ref().map(|time| time.words.clone()));
    lines.push(event.tally.clone());
    lines.extend(words.differs_sentence(&event.differs_in));
    lines.extend(event.inferred.clone());
    for account in &event.accounts {
        let chains: Vec<String> = account
            .chains
            .iter()
            .map(|steps| steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(" ← "))
            .collect();
        let line = words.stance_of(account.stance) + &words.plain("colon") + &chains.join(&words.plain("comma"));
        let status = account.status.as_ref();
        lines.push(status.map_or_else(|| line.clone(), |status| words.with_remark(&line, &status.words)));
    }
    lines.join("\n")
}

/// Content lines, each folded and ended.
struct Lines(String);

impl Lines {
    /// A line whose value is no text.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LONGEST_LINE;
        for c in line.chars().filter(|c| !c.is_control()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }
}

/// TEXT of RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn lines_are_folded_between_characters() {
        for text in ["x".repeat(300), "한국".repeat(80), "a한".repeat(90)] {
            let mut lines = Lines(String::new());
            lines.text("DESCRIPTION", &text);
            assert!(lines.0.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{}", lines.0);
            assert_eq!(lines.0.replace("\r\n ", ""), format!("DESCRIPTION:{text}\r\n"));
        }
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn ends_of_intervals_are_days_or_nothing() {
        let ends = |text| dates::ends(&Date::parse(text).expect("the case is EDTF"));
        assert!(ends("2023-12-08/2023-12-09").is_some());
        assert!(ends("2023-12-08").is_none());
    }
}
