//! The lines and blocks of a text.
//!
//! In: a text. Out: its lines, and blocks of them. A block is a line, or the lines of a paragraph that was broken to fit a
//! width. Deliberately absent: what any of them is for.

use super::block::{Block, Shape, is_ideograph_or_kana};

/// The least width at which text is broken to fit, in columns.
const LEAST_WIDTH: usize = 45;

/// The largest.
const MOST_WIDTH: usize = 110;

/// The blocks of lines, in order. Empty lines are in none.
pub(super) fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| !line.trim().is_empty()).count();
        if length == 0 {
            start += 1;
            continue;
        }
        let run = &lines[start..start + length];
        match width(run) {
            Some(width) => broken(run, start, width, &mut blocks),
            None => blocks.extend(run.iter().enumerate().map(|(n, line)| block(&[line], start + n))),
        }
        start += length;
    }
    blocks
}

/// The width that lines were broken to fit, if they were: each but the last has no room for the first word of the next.
fn width(run: &[&str]) -> Option<usize> {
    let widest = run.iter().map(|line| columns(line)).max()?;
    if run.len() < 2 || !(LEAST_WIDTH..=MOST_WIDTH).contains(&widest) {
        return None;
    }
    let pairs = run.windows(2).filter(|pair| has_no_room(pair[0], pair[1], widest)).count();
    (pairs * 3 >= (run.len() - 1) * 2).then_some(widest)
}

fn has_no_room(line: &str, next: &str, width: usize) -> bool {
    if bullet(next.trim()).is_some() {
        return false;
    }
    let word = next.split_whitespace().next().unwrap_or_default();
    let word = if word.contains(is_ideograph_or_kana) { 2 } else { columns(word) };
    columns(line) + 1 + word > width.saturating_sub(1)
}

/// Columns of a terminal that a line takes.
fn columns(line: &str) -> usize {
    line.trim_end().chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    is_ideograph_or_kana(c) || matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
}

/// Puts broken lines together.
fn broken(run: &[&str], start: usize, width: usize, blocks: &mut Vec<Block>) {
    let mut from = 0;
    for n in 0..run.len() {
        if n + 1 == run.len() || !has_no_room(run[n], run[n + 1], width) {
            blocks.push(block(&run[from..=n], start + from));
            from = n + 1;
        }
    }
}

fn block(lines: &[&str], line: usize) -> Block {
    let mut text = String::new();
    for line in lines {
        for word in line.split_whitespace() {
            let is_tight = |c: Option<char>| c.is_some_and(|c| is_wide(c) && !matches!(c, '\u{ac00}'..='\u{d7a3}'));
            let is_new_line = text.ends_with('\n');
            if is_new_line {
                text.pop();
            }
            // Scripts without spaces get none where a line was broken.
            let joins = is_new_line && is_tight(text.chars().next_back()) && is_tight(word.chars().next());
            if !text.is_empty() && !joins {
                text.push(' ');
            }
            text.push_str(word);
        }
        text.push('\n');
    }
    let text = text.trim_end();
    let (shape, text) = match bullet(text) {
        Some((shape, rest)) => (shape, rest),
        None => (Shape::Plain, text),
    };
    let depth = lines[0].chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    Block { text: text.to_owned(), line, lines: lines.len(), shape, depth, leaning: 0, is_taken: None }
}

/// What a line is marked as, and the line without its mark.
fn bullet(line: &str) -> Option<(Shape, &str)> {
    if let Some(rest) = line.strip_prefix('#') {
        let text = rest.trim_start_matches('#');
        let level = u8::try_from(1 + rest.len() - text.len()).ok().filter(|level| *level <= 6)?;
        return text.strip_prefix(' ').map(|text| (Shape::Heading(level), text.trim()));
    }
    let signs = ['*', '+', '-', '•', '‣', '◦', '·', '○', '●', '▪', '■', '□', '▶', '▷', '►', '»', '›', '>'];
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match line.strip_prefix(signs) {
        Some("") => return Some((Shape::Item(0, None), "")),
        Some(rest) => rest,
        None if (1..=3).contains(&digits) => line[digits..].strip_prefix(['.', ')'])?,
        None => return None,
    };
    let shape = Shape::Item(0, line[..digits].parse().ok());
    rest.strip_prefix([' ', '\u{3000}']).map(|text| (shape, text.trim()))
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::import::clipping::block::Shape;

    fn texts(text: &str) -> Vec<String> {
        blocks(&text.lines().collect::<Vec<_>>()).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn lines_that_were_broken_to_fit_are_one_paragraph() {
        let text = "The mayor opened the new harbour on Monday,\nthree years after work on it had begun on the\nother side of the bay.\n\n\
                    Menu\nHome\nNews\n";
        let paragraph = "The mayor opened the new harbour on Monday, three years after work on it had begun on the other side of the bay.";
        assert_eq!(texts(text), [paragraph, "Menu", "Home", "News"]);
    }

    #[test]
    fn lines_of_scripts_without_spaces_are_joined_without_them() {
        let text =
            "市長は月曜日に新しい港を開いた。工事が始まってから三年\nになる。港は湾の向こう側にあり、漁船が使う。\n";
        assert_eq!(texts(text).len(), 1);
        assert!(texts(text)[0].contains("三年になる"));
    }

    #[test]
    fn items_have_no_bullets() {
        let found = blocks(&["* Home", "  12) News", "#2 seed", "## Why", "-5 degrees"]);
        let shapes: Vec<_> = found.iter().map(|block| (block.shape, block.text.as_str(), block.depth)).collect();
        assert_eq!(
            shapes,
            [
                (Shape::Item(0, None), "Home", 0),
                (Shape::Item(0, Some(12)), "News", 2),
                (Shape::Plain, "#2 seed", 0),
                (Shape::Heading(2), "Why", 0),
                (Shape::Plain, "-5 degrees", 0)
            ]
        );
    }
}
