//! Dates as pages tell them, in the site's language.

use super::context::Date;
use super::parts::View;
use crate::date::{self, Language, Moment, Precision};
use crate::model::{Basis, Dated, Event, Field, Role};

impl View<'_> {
    /// A date with its basis.
    pub(super) fn dated(&self, dated: &Dated) -> Date {
        Date { is_inferred: dated.basis == Basis::Inferred, note: dated.note.clone(), ..self.date(&dated.date) }
    }

    /// A date alone.
    pub(super) fn date(&self, date: &date::Date) -> Date {
        plain(date, self.site.settings.date_language)
    }

    /// When an event happened, from its date to its end: see [`View::event_date`].
    pub(super) fn date_of_event(&self, event: &Event) -> Date {
        let start = event.date.value();
        let settings = &self.site.settings;
        let language = settings.date_language;
        let moment = event.moment();
        let elsewhere = moment.and_then(|moment| moment.words_elsewhere(settings.time_zone, language));
        let Some(end) = event.end.as_ref().map(Field::value) else {
            let date = self.dated(start);
            return Date {
                time: moment.map(|moment| moment.time.words(language)),
                elsewhere,
                datetime: moment.and_then(Moment::html_datetime).or(date.datetime),
                ..date
            };
        };
        Date {
            time: moment.map(|moment| moment.time.words_of_beginning(language)),
            elsewhere,
            words: start.date.words_to(end, language),
            in_year: start.date.words_to_in_year(end, language),
            datetime: None,
            edtf: format!("{}/{end}", start.date),
            ..self.dated(start)
        }
    }

    /// A time that an account gives for an event; with its day where that isn't the one that is shown.
    pub(super) fn moment(&self, event: &Event, moment: &Moment) -> String {
        let language = self.site.settings.date_language;
        if event.date.value().date.exact_day() == Some(moment.day) {
            moment.time.words(language)
        } else {
            moment.words(language)
        }
    }

    /// The time of a role in words.
    pub(super) fn role_time(&self, role: &Role) -> Option<String> {
        let language = self.site.settings.date_language;
        match (&role.from, &role.to) {
            (Some(from), Some(to)) => Some(from.words_to(to, language)),
            (Some(from), None) => Some(from.words_since(language)),
            (None, Some(to)) => Some(to.words_until(language)),
            (None, None) => None,
        }
    }

    /// The time from the beginning of one date to the end of another, at the precision of months.
    pub(super) fn span(&self, first: &date::Date, last: &date::Date) -> Option<String> {
        // Of an interval, the part that the span begins or ends with.
        let first = overview(first.as_str().split('/').next()?)?;
        let last = overview(last.as_str().split('/').next_back()?)?;
        Some(first.words_to(&last, self.site.settings.date_language))
    }
}

/// A date alone, in a language.
pub(super) fn plain(date: &date::Date, language: Language) -> Date {
    Date {
        words: date.words(language),
        in_year: date.words_in_year(language),
        time: None,
        elsewhere: None,
        datetime: date.html_datetime(),
        edtf: date.as_str().to_owned(),
        is_inferred: false,
        note: None,
    }
}

/// A date at the precision of months: never finer, and no finer than it is known. `None` for an end that is open.
fn overview(edtf: &str) -> Option<date::Date> {
    let date = date::Date::parse(edtf).ok()?;
    match date.precision() {
        Precision::Day | Precision::Month => {
            date::Date::parse(&date.earliest().naive()?.format("%Y-%m").to_string()).ok()
        }
        _ => Some(date),
    }
}
