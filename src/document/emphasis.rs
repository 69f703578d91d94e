//! Strong emphasis next to East Asian punctuation.
//!
//! CommonMark's rule for closing `**` asks for white space or punctuation behind it when punctuation stands before it, which
//! Chinese, Japanese and Korean text doesn't have: `**「重要」**です` stays literal. Here such pairs are found among the
//! events and made strong. Only pairs that CommonMark left literal, that are not escaped, and that touch East Asian text
//! are changed, so all other text is read as CommonMark says.

use pulldown_cmark::{Event, Tag, TagEnd};
use rayon::iter::Either;

use crate::files::Span;

/// Passes events on, with the literal `**` pairs of East Asian text made strong.
pub(super) fn mend<'t>(
    text: &'t str,
    events: impl Iterator<Item = (Event<'t>, Span)>,
) -> impl Iterator<Item = (Event<'t>, Span)> {
    // Most texts have none: their events pass through without being held.
    if !may_hold_pairs(text) {
        return Either::Left(events);
    }
    let mut events: Vec<_> = events.collect();
    pair(text, &mut events);
    Either::Right(events.into_iter())
}

fn may_hold_pairs(text: &str) -> bool {
    // The cheapest question first: it is asked of every text.
    !text.is_ascii() && text.contains("**") && text.chars().any(is_east_asian)
}

fn pair<'t>(text: &'t str, events: &mut [(Event<'t>, Span)]) {
    // For each open element, the first event of an opening `**` that is still without its partner.
    let mut openers: Vec<Option<usize>> = vec![None];
    let mut in_code = false;
    for n in 0..events.len() {
        match &events[n].0 {
            Event::Start(tag) => {
                in_code |= matches!(tag, Tag::CodeBlock(_));
                openers.push(None);
            }
            Event::End(tag) => {
                in_code &= !matches!(tag, TagEnd::CodeBlock);
                openers.pop();
            }
            Event::Text(_) if !in_code => {
                let (Some(span), Some(opener)) = (literal_strong(text, &events[n..]), openers.last_mut()) else {
                    continue;
                };
                let before = text[..span.start].chars().next_back();
                let after = text[span.end..].chars().next();
                match *opener {
                    Some(start) if before.is_some_and(|c| !c.is_whitespace()) => {
                        let opened = events[start].1.start;
                        let outside = text[..opened].chars().next_back();
                        let inside = text[opened + 2..].chars().next();
                        if [outside, inside, before, after].into_iter().flatten().any(is_east_asian) {
                            events[start].0 = Event::Start(Tag::Strong);
                            events[start + 1].0 = Event::Text("".into());
                            events[n].0 = Event::Text("".into());
                            events[n + 1].0 = Event::End(TagEnd::Strong);
                        }
                        *opener = None;
                    }
                    _ if after.is_some_and(|c| !c.is_whitespace()) => *opener = Some(n),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// The span of a literal `**` that begins with the first of these events: pulldown-cmark gives each `*` as a text of its
/// own. Escaped ones and longer runs are none.
fn literal_strong(text: &str, events: &[(Event<'_>, Span)]) -> Option<Span> {
    let [(Event::Text(_), first), (Event::Text(_), second), ..] = events else { return None };
    let span = first.start..second.end;
    let is_strong = first.end == second.start && &text[span.clone()] == "**";
    let is_alone = !text[..span.start].ends_with(['\\', '*']) && !text[span.end..].starts_with('*');
    (is_strong && is_alone).then_some(span)
}

/// Whether a character is written without spaces around it in Chinese, Japanese or Korean: ideographs, kana, Hangul and the
/// punctuation that goes with them.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::html;

    fn html_of(text: &str) -> String {
        let mut out = String::new();
        html::push_html(&mut out, super::super::markdown::events(text, false).map(|(event, _)| event));
        out.trim_end().to_owned()
    }

    #[test]
    fn strong_text_beside_east_asian_punctuation() {
        assert_eq!(html_of("これは**「重要」**です。"), "<p>これは<strong>「重要」</strong>です。</p>");
        assert_eq!(
            html_of("**\"중요\"**하다, **‘동맹’**은"),
            "<p><strong>\"중요\"</strong>하다, <strong>‘동맹’</strong>은</p>"
        );
        assert_eq!(html_of("**重要**です"), "<p><strong>重要</strong>です</p>");
    }

    #[test]
    fn what_commonmark_decides_elsewhere_stays() {
        assert_eq!(html_of("a**\"b\"**c"), "<p>a**\"b\"**c</p>");
        assert_eq!(html_of(r"これは\*\*「重要」\*\*です"), "<p>これは**「重要」**です</p>");
        assert_eq!(html_of("重要 ** です ** だ"), "<p>重要 ** です ** だ</p>");
        assert_eq!(html_of("`**「重要」**`です"), "<p><code>**「重要」**</code>です</p>");
    }
}
