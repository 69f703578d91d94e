//! The pictures in a folder that is imported, and which of them a post names.
//!
//! In: paths of pictures below the folder, the addresses that they had on the site that it was made for, and where they are to lie in
//! this one. Out: the picture that an address in a post leads to. Deliberately absent: disk, and whatever lies outside the folder:
//! what isn't listed here can't be named.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A picture in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it lies.
    pub disk: PathBuf,
    /// Where it lies in the site, or will: below `content/`.
    pub path: String,
    /// Whether the site has it there already, byte for byte.
    pub is_there: bool,
}

/// The pictures in a folder.
#[derive(Debug, Default)]
pub struct Pictures {
    /// By their paths below the folder, with `/` between names.
    by_path: BTreeMap<String, Picture>,
    /// Their paths by their addresses, without a slash at the beginning.
    by_address: BTreeMap<String, String>,
}

impl Pictures {
    /// Whether a file is a picture, by its name.
    pub fn is_picture(name: &str) -> bool {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let endings = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    }

    /// Adds a picture. Of several at one address, the first is the one that is meant.
    pub fn add(&mut self, path: &str, address: &str, picture: Picture) {
        self.by_address.entry(address.to_owned()).or_insert_with(|| path.to_owned());
        self.by_path.insert(path.to_owned(), picture);
    }

    /// The picture that an address in a post means. It is looked for from the folder of the post, and then from the top of the site
    /// that the post was written for, since that may have had the post elsewhere.
    pub(super) fn find(&self, post: &str, written: &str) -> Option<&Picture> {
        let written = path_of(written)?;
        let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = normalised(folder, &written).and_then(|path| self.by_path.get(&path));
        let from_top = || {
            let rest = written.trim_start_matches("../").trim_start_matches("./");
            self.by_path.get(self.by_address.get(&normalised("", rest)?)?)
        };
        beside.filter(|_| !written.starts_with('/')).or_else(from_top)
    }
}

impl Picture {
    /// Its address on this site, as Markdown takes it between angle brackets.
    pub(super) fn address(&self) -> String {
        let mut out = String::with_capacity(self.path.len());
        for c in self.path.strip_prefix("content").unwrap_or(&self.path).chars() {
            match c {
                '%' | '#' | '?' | '<' | '>' | '\\' | '&' | '"' => out.push_str(&format!("%{:02X}", u32::from(c))),
                c => out.push(c),
            }
        }
        out
    }
}

/// The path of an address, decoded.
pub(super) fn path_of(written: &str) -> Option<Cow<'_, str>> {
    let path = written.split(['?', '#']).next().unwrap_or_default();
    percent_encoding::percent_decode_str(path).decode_utf8().ok()
}

/// A path from a folder without `.` and `..`; `None` when it leads above the top.
pub(super) fn normalised(folder: &str, path: &str) -> Option<String> {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Picture, Pictures};

    #[test]
    fn a_picture_is_found_from_its_post_or_from_the_top_and_nowhere_else() {
        let mut pictures = Pictures::default();
        let picture = |path: &str| Picture { disk: path.into(), path: format!("content/{path}"), is_there: false };
        pictures.add("static/images/a b.png", "images/a b.png", picture("1"));
        pictures.add("content/posts/one/a.png", "posts/one/a.png", picture("2"));
        let find =
            |written: &str| pictures.find("content/posts/one/index.md", written).map(|picture| picture.path.as_str());
        for (written, path) in [
            ("a.png", Some("content/2")),
            ("./a.png?width=3#x", Some("content/2")),
            ("../one/a.png", Some("content/2")),
            ("/posts/one/a.png", Some("content/2")),
            ("/images/a%20b.png", Some("content/1")),
            ("../../images/a b.png", Some("content/1")),
            ("/a.png", None),
            ("b.png", None),
            ("../../../../../etc/a.png", None),
            ("https://example.org/a.png", None),
            ("", None),
        ] {
            assert_eq!(find(written), path, "{written}");
        }
    }
}
