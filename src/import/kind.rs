//! Which kind of input a file is.
//!
//! In: its name, or the beginning of a text without one. Out: a [`Kind`]. Deliberately absent: how each is understood.

/// What may be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text: pasted, or scraped.
    Text,
    /// A saved page.
    Html,
    /// Markdown, with a front matter of any dialect or none.
    Markdown,
    /// A mail, as RFC 5322 has it.
    Mail,
    /// A table: values between commas, semicolons or tabs.
    Table,
    /// TimelineJS's JSON.
    Timeline,
}

impl Kind {
    /// The kind that a name says, before the `.gz` of a packed file. `None` for names of no kind that is taken.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let (stem, ending) = name.rsplit_once('.')?;
        // A dotfile has no ending.
        if stem.is_empty() || stem.ends_with(['/', '\\']) {
            return None;
        }
        match ending {
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "md" | "markdown" | "mdown" => Some(Self::Markdown),
            "eml" => Some(Self::Mail),
            "csv" | "tsv" => Some(Self::Table),
            "json" => Some(Self::Timeline),
            _ => None,
        }
    }

    /// The kind that a text looks like whose name says nothing. `columns` are titles of columns beside those that are known.
    pub(super) fn of_text(text: &str, columns: &[&str]) -> Self {
        let text = text.trim_start();
        let end = text.char_indices().nth(2000).map_or(text.len(), |(at, _)| at);
        let head = text[..end].to_ascii_lowercase();
        let first = head.lines().next().unwrap_or_default().trim_end();
        let has_tags = ["<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<div", "<p>"];
        if is_head_of_mail(&head) {
            Self::Mail
        } else if has_tags.iter().any(|tag| head.contains(tag)) {
            Self::Html
        } else if head.starts_with('{') && ["\"events\"", "\"timeline\""].iter().any(|key| text.contains(key)) {
            Self::Timeline
        } else if matches!(first, "---" | "+++") {
            Self::Markdown
        } else if Self::is_table(text, columns) {
            Self::Table
        } else {
            Self::Text
        }
    }

    /// Whether a text begins with titles of columns: those of TimelineJS, our own, or these.
    pub(super) fn is_table(text: &str, columns: &[&str]) -> bool {
        let first = text.trim_start().lines().next().unwrap_or_default().to_lowercase();
        let has_titles = |separator: char| {
            let titles: Vec<&str> = first.split(separator).map(|title| title.trim().trim_matches('"')).collect();
            let has = |names: &[&str]| titles.iter().any(|title| names.contains(title));
            let is_column = |column: &&str| titles.contains(&column.to_lowercase().trim());
            (has(&["headline", "title"]) && has(&["year", "start date", "date"]))
                || columns.iter().filter(|column| is_column(column)).count() > 1
        };
        first.starts_with("sep=") || [',', ';', '\t', '|'].into_iter().any(has_titles)
    }
}

/// Lines of a mail's head: at least two that mails have, and nothing else before them.
fn is_head_of_mail(head: &str) -> bool {
    let names = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "mime-version:",
        "received:",
        "return-path:",
        "message-id:",
        "content-type:",
    ];
    let lines: Vec<&str> = head.lines().take_while(|line| !line.trim().is_empty()).collect();
    let known = lines.iter().filter(|line| names.iter().any(|name| line.starts_with(name))).count();
    let is_field = |line: &&&str| {
        line.starts_with([' ', '\t']) || line.split_once(':').is_some_and(|(name, _)| !name.contains(' '))
    };
    known >= 2 && lines.iter().filter(is_field).count() == lines.len()
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn names_say_the_kind() {
        let of = Kind::of_name;
        assert_eq!(of("a.HTML"), Some(Kind::Html));
        assert_eq!(of("saved/a.htm.gz"), Some(Kind::Html));
        assert_eq!(of("a.tsv"), Some(Kind::Table));
        assert_eq!([of("a.jpg"), of("a"), of(".md"), of("b/.txt"), of("a.gz")], [None; 5]);
    }

    #[test]
    fn texts_without_a_name_look_like_their_kind() {
        let of = |text| Kind::of_text(text, &[]);
        assert_eq!(of("\n<!DOCTYPE html><title>A</title>"), Kind::Html);
        assert_eq!(of("{\"title\": {}, \"events\": []}"), Kind::Timeline);
        assert_eq!(of("---\ntitle: A\n---\n"), Kind::Markdown);
        assert_eq!(of("Subject: A\nFrom: b@example.org\n\nText"), Kind::Mail);
        assert_eq!(of("Year,Month,Day,Headline\n"), Kind::Table);
        assert_eq!(of("date;title\n"), Kind::Table);
        assert_eq!(of("sep=;\nTag;Was\n"), Kind::Table);
        assert_eq!(of("Tag;Was\n"), Kind::Text);
        assert_eq!(Kind::of_text("Tag;\"Was\"\n", &["Was", "Tag"]), Kind::Table);
        assert_eq!(of("From: the mayor\nTo the point: nothing happened.\n"), Kind::Text);
        assert_eq!(of("The harbour opens, says the mayor\n"), Kind::Text);
    }
}
