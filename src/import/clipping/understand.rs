//! The parts of understanding, put together: the same for texts and for pages.
//!
//! In: blocks, and what a page says for machines. Out: what is said of the article, and a fate for each block. Deliberately
//! absent: Markdown, since only a page knows that of its blocks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::article::{self, Judged};
use super::block::{Block, Shape, folded, size};
use super::head::Dated;
use super::metadata::{Metadata, Names, Told, clean, date_of_address};
use super::names::byline;
use super::phrases::agencies;
use super::{
    Clipping, ClippingDate, Credit, Fate, Part, ProposedEvent, Reason, credits, events, head, headline, infer, language,
};
use crate::date::Date;
use crate::document::Stance;

/// How many blocks before and after the article may credit somebody.
const AROUND: usize = 8;

/// How much of a line is told as grounds, in characters.
const MOST_OF_LINE: usize = 120;

/// What blocks say, without a body and without lines, and the fate of each block.
pub(super) fn understand(blocks: &[Block], told: Metadata) -> (Clipping, Vec<Fate>) {
    let judged = article::look(blocks);
    let mut stretch = article::stretch(&judged);
    let title_at = headline::headline(&judged, &stretch, told.title.as_deref());
    if let Some(at) = title_at.filter(|at| stretch.contains(at)) {
        stretch.start = at + 1;
    }
    let publisher = told.publisher.or_else(|| publisher(&judged, &stretch));
    let site = Names::new(publisher.as_deref(), told.url.as_deref());
    let title = title(&judged, title_at, told.title, &site);
    let byline = head::authors(&judged, &stretch, title_at);
    let dated = head::date(&judged, &stretch, title_at);

    let mut fates = article::fates(&judged, &stretch, title.as_deref());
    let seen = || byline.clone().map(|(_, names)| names);
    let authors = match told.authors.names {
        names if names.is_empty() => seen().unwrap_or_else(|| told.authors.owner.into_iter().collect()),
        names => names,
    };
    drop_biography(&judged, &stretch, &authors, &mut fates);
    let reads = [
        (title_at, Part::Title),
        (byline.map(|(at, _)| at), Part::Byline),
        (dated.as_ref().map(|dated| dated.block), Part::Date),
    ];
    for (at, part) in reads.into_iter().filter_map(|(at, part)| Some((at?, part))) {
        // A paragraph that begins with a byline is still a paragraph.
        if part == Part::Title || fates[at] != Fate::Kept || !judged[at].is_prose {
            fates[at] = Fate::Read(part);
        }
    }

    drop_from_the_beginning(&judged, &authors, publisher.as_deref(), &mut fates);
    let kept: Vec<usize> = (0..blocks.len()).filter(|n| fates[*n] == Fate::Kept).collect();
    let dateline = kept.iter().take(2).find_map(|n| credits::dateline(&blocks[*n].text));
    let words = dateline.as_ref().map(|dateline| dateline.words.as_str());
    let credits = all_credits(blocks, &kept, &stretch, &mut fates);
    let dated = dated.filter(|dated| blocks[dated.block].text.len() < 400);
    let date = date([told.published, told.marked, told.changed], dated, told.url.as_deref(), blocks);
    let date = date.or_else(|| {
        let paragraphs: Vec<&str> = kept.iter().map(|n| blocks[*n].text.as_str()).collect();
        let around: Vec<&str> = (0..blocks.len())
            .filter(|n| !stretch.contains(n) && judged[*n].size < 80)
            .map(|n| blocks[n].text.as_str())
            .collect();
        infer::infer(words, &paragraphs, &around)
    });
    let events = proposed(blocks, &kept, words.unwrap_or_default(), date.as_ref().map(|date| &date.date));
    let language = told.language.or_else(|| language::of(kept.iter().map(|n| blocks[*n].text.as_str())));
    let clipping = Clipping {
        language,
        title,
        publisher,
        authors,
        date,
        dateline: dateline.and_then(|dateline| dateline.place),
        url: told.url,
        credits,
        events,
        ..Clipping::default()
    };
    (clipping, fates)
}

/// The headline: what readers see where it agrees with what is told elsewhere, or where nothing is.
fn title(judged: &[Judged<'_>], at: Option<usize>, told: Option<String>, site: &Names) -> Option<String> {
    // Some pages show the references that were escaped twice.
    let seen = at.and_then(|at| clean(&judged[at].block.text));
    let title = match (seen, told) {
        (Some(seen), Some(told)) => {
            let is_heading = at.is_some_and(|at| judged[at].block.shape == Shape::Heading(1));
            let (a, b) = (folded(&seen), folded(&told));
            if is_heading || a.contains(&b) || b.contains(&a) { seen } else { told }
        }
        (seen, told) => seen.or(told)?,
    };
    Some(site.without(&title).to_owned())
}

/// The date of publication, as something tells it. What is said for machines comes first, but for the day in another time zone.
/// A day of a change counts when there is nothing better: it lies after publication.
fn date(
    [published, marked, changed]: [Option<Told>; 3],
    line: Option<Dated>,
    address: Option<&str>,
    blocks: &[Block],
) -> Option<ClippingDate> {
    let (update, line) = match line {
        Some(line) if line.is_of_update => (Some(line), None),
        line => (None, line),
    };
    let words = |line: &Dated| blocks[line.block].text.chars().take(MOST_OF_LINE).collect::<String>();
    let seen = |line: Dated| ClippingDate { grounds: format!("the line “{}”", words(&line)), ..stated(line.date) };
    let is_seen_there =
        |told: &Told| told.is_utc && line.as_ref().is_some_and(|line| are_neighbours(&told.date, &line.date));
    if let Some(told) = published.filter(|told| !is_seen_there(told)) {
        return Some(ClippingDate { grounds: told.grounds, ..stated(told.date) });
    }
    if let Some(line) = line {
        return Some(seen(line));
    }
    if let Some(told) = marked {
        return Some(ClippingDate { grounds: told.grounds, ..stated(told.date) });
    }
    if let Some(date) = address.and_then(date_of_address) {
        return Some(ClippingDate { is_inferred: true, grounds: "the day in the address".to_owned(), ..stated(date) });
    }
    let (date, told) = match (update, changed) {
        (Some(line), _) => (line.date.clone(), format!("“{}”", words(&line))),
        (None, changed) => changed.map(|told| (told.date, told.grounds))?,
    };
    Some(ClippingDate {
        date: Date::parse(&format!("{date}~")).unwrap_or(date),
        is_inferred: true,
        grounds: format!("only the day of a change is told: {told}"),
    })
}

fn stated(date: Date) -> ClippingDate {
    ClippingDate { date, is_inferred: false, grounds: String::new() }
}

/// Whether two dates are days beside each other.
fn are_neighbours(one: &Date, other: &Date) -> bool {
    let (one, other) = (one.exact_day(), other.exact_day());
    one.zip(other).is_some_and(|(one, other)| one.signed_duration_since(other).num_days().abs() == 1)
}

/// What stands over the text and is no part of it: other dates, links, the name of the site. Bylines are left out wherever they
/// stand by themselves.
fn drop_from_the_beginning(judged: &[Judged<'_>], authors: &[String], publisher: Option<&str>, fates: &mut [Fate]) {
    let publisher = publisher.map(folded);
    let mut is_over = true;
    for (block, fate) in judged.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Kept) {
        let text = block.block.text.as_str();
        is_over &= !block.is_prose;
        let is_heading = matches!(block.block.shape, Shape::Heading(_));
        if block.is_prose || is_heading || block.size > 24 {
            continue;
        }
        if byline(text).is_some_and(|names| names.iter().all(|name| authors.contains(name))) {
            *fate = Fate::Read(Part::Byline);
        } else if is_over && head::is_date_line(text) {
            *fate = Fate::Read(Part::Date);
        } else if is_over && (block.block.leaning < 0 || publisher.as_ref() == Some(&block.folded)) {
            *fate = Fate::Dropped(Reason::Navigation);
        }
    }
}

/// What is said of the authors at the end.
fn drop_biography(judged: &[Judged<'_>], stretch: &Range<usize>, authors: &[String], fates: &mut [Fate]) {
    let tail = stretch.end.saturating_sub((stretch.len() / 6).max(3)).max(stretch.start + 1);
    let names: Vec<String> = authors.iter().filter(|name| name.len() > 4).map(|name| name.to_lowercase()).collect();
    let begins = |n: &usize| {
        let text = judged[*n].block.text.to_lowercase();
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let text = text.strip_prefix("about ").unwrap_or(text);
        judged[*n].size < 200 && names.iter().any(|name| text.starts_with(name.as_str()))
    };
    if let Some(from) = (tail..stretch.end).find(begins) {
        for fate in fates[from..stretch.end].iter_mut().filter(|fate| **fate == Fate::Kept) {
            *fate = Fate::Dropped(Reason::Biography);
        }
    }
}

/// The publisher, as a copyright line names it.
fn publisher(judged: &[Judged<'_>], stretch: &Range<usize>) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        let year = r"(?:(?:19|20)\d\d(?:\s*[-–—~]\s*(?:(?:19|20)\d\d)?)?)";
        Regex::new(&format!(r"(?i)(?:(?:©|ⓒ|\(c\)|copyright|저작권자|版权所有|版權所有)\s*)+{year}?[,\s]*(?:by\s+)?([^.|,<>()©ⓒ0-9。，、]{{2,40}})")).expect("the pattern is right")
    });
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)all rights|rights reserved| inc| ltd|무단|無断|版权|版權| 未经| 未經|(?:\s\p{Han})?icp")
            .expect("the pattern is right")
    });
    let outside = judged.iter().enumerate().filter(|(n, block)| *n >= stretch.end && block.size < 80);
    let name =
        outside.filter_map(|(_, block)| Some(OWNER.captures(&block.block.text)?.get(1)?.as_str().trim().to_owned()));
    name.map(|name| {
        let end = END.find(&name).map_or(name.len(), |found| found.start());
        name[..end].trim().to_owned()
    })
    .find(|name| name.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}

/// The credits in the article and in the lines around it. Such a line is no part of the body.
fn all_credits(blocks: &[Block], kept: &[usize], stretch: &Range<usize>, fates: &mut [Fate]) -> Vec<Credit> {
    let mut found: Vec<Credit> = Vec::new();
    let mut add = |agency: String, words: String, line: usize| {
        if !found.iter().any(|known: &Credit| known.agency == agency) {
            found.push(Credit { agency, words, line: line + 1 });
        }
    };
    let near = stretch.start.saturating_sub(AROUND)..(stretch.end + AROUND).min(blocks.len());
    for n in near {
        let block = &blocks[n];
        let is_kept = fates[n] == Fate::Kept;
        let is_opening = kept.iter().take(2).any(|first| *first == n);
        if let Some(dateline) = is_opening.then(|| credits::dateline(&block.text)).flatten()
            && let Some(agency) = dateline.agency
        {
            add(agency, dateline.words, block.line);
        }
        // Pictures have credits of their own.
        if !is_kept
            && (size(&block.text) > 24
                || matches!(fates[n], Fate::Dropped(Reason::Caption | Reason::Related | Reason::Comments)))
        {
            continue;
        }
        let credited = credits::credited(&block.text);
        let is_credit_alone = !credited.is_empty() && size(&block.text) <= 12 || agencies().contains(&block.text);
        if is_credit_alone && fates[n] != Fate::Read(Part::Title) {
            fates[n] = Fate::Read(Part::Credit);
        }
        for credit in credited {
            add(credit.agency, credit.words, block.line);
        }
    }
    found
}

fn proposed(blocks: &[Block], kept: &[usize], dateline: &str, written: Option<&Date>) -> Vec<ProposedEvent> {
    let dated = kept
        .iter()
        .flat_map(|n| events::dated(&blocks[*n].text, dateline, written).into_iter().map(move |dated| (*n, dated)));
    let events = dated.take(events::MOST).map(|(n, dated)| ProposedEvent {
        date: dated.date,
        words: dated.words,
        sentence: dated.sentence,
        stance: if dated.is_ahead { Stance::Announces } else { Stance::Reports },
        line: blocks[n].line + 1,
    });
    events.collect()
}
