//! What each code means, at length: docs/diagnostics.md, taken apart.
//!
//! In: that file, which is compiled in. Out: an [`Explanation`] for each code. The file is the source, so that it reads
//! as a page of its own; tests hold it to the codes. Deliberately absent: any words of its own.

use super::Code;

const MANUAL: &str = include_str!("../../docs/diagnostics.md");

/// What the manual says of a code.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code as it is shown.
    pub code: &'static str,
    /// The area of a site to which the fault belongs: the heading that its section stands under.
    pub area: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why, with examples and what to do, as Markdown.
    pub text: &'static str,
}

impl Code {
    /// What the manual says of it.
    pub fn explanation(self) -> Explanation {
        let heading = format!("\n### {self}: ");
        let (before, _) = MANUAL.split_once(&heading).expect("every code has its section");
        let section = &MANUAL[before.len() + "\n### ".len()..];
        let section = section.split("\n## ").next().and_then(|text| text.split("\n### ").next()).unwrap_or_default();
        let (heading, text) = section.split_once('\n').expect("a section has a text");
        let (code, title) = heading.split_once(": ").expect("it was found by both");
        let area = before.rsplit("\n## ").next().and_then(|area| area.lines().next()).unwrap_or_default();
        Explanation { code, area, title, text: text.trim() }
    }
}

impl Explanation {
    /// Its first paragraph, on one line, without saying how bad it is.
    pub fn cause(&self) -> String {
        let paragraph = self.text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        paragraph.split_once(".** ").map_or(paragraph.clone(), |(_, cause)| cause.to_owned())
    }

    /// The text for a terminal: without the marks of Markdown but for backticks, and examples indented below their path.
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.text.len());
        let mut is_code = false;
        for line in self.text.lines() {
            if let Some(info) = line.strip_prefix("```") {
                is_code = !is_code;
                if let Some((_, path)) = info.split_once("file=") {
                    plain.extend(["    ", path, ":\n\n"]);
                }
            } else if is_code {
                plain.extend([if line.is_empty() { "" } else { "        " }, line, "\n"]);
            } else {
                plain.extend([&line.replace("**", ""), "\n"]);
            }
        }
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn every_code_has_one_section_in_its_place_and_every_section_a_code() {
        let sections = MANUAL.lines().filter_map(|line| line.strip_prefix("### "));
        let codes: Vec<&str> = sections.map(|heading| heading.split(": ").next().unwrap()).collect();
        let expected: Vec<String> = Code::ALL.iter().map(Code::to_string).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn a_section_says_how_bad_it_is_why_and_what_to_do() {
        let mut areas: Vec<(&str, u16)> = Vec::new();
        for code in Code::ALL {
            let Explanation { area, title, text, .. } = code.explanation();
            let word = match code.severity() {
                Severity::Error => "**Error.** ",
                Severity::Warning => "**Warning.** ",
                Severity::Advice => "**Advice.** ",
            };
            assert!(text.starts_with(word), "{code}: {text}");
            assert!(text.split("\n\n").count() > 1, "{code} says nothing of what to do: {text}");
            assert!(!title.ends_with('.') && !title.starts_with(char::is_uppercase), "{code}: {title}");
            areas.push((area, *code as u16 / 100));
        }
        areas.dedup();
        let mut names: Vec<&str> = areas.iter().map(|(area, _)| *area).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), areas.len(), "a hundred is an area: {areas:?}");
    }

    #[test]
    fn a_section_reads_well_on_a_terminal() {
        let explanation = Code::EmptyValue.explanation();
        assert_eq!(explanation.cause(), "The key is there and says nothing.");
        insta::assert_snapshot!(explanation.plain(), @r#"
        Error. The key is there and says nothing.

            content/pages/help.md:

                ---
                title: ""
                ---

        Give it a value, or leave the key out where it isn't needed.
        "#);
    }
}
