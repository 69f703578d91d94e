//! The posts in a folder that is imported, and which of them a link in another one means.
//!
//! In: their paths below the folder. Out: the post that an address in a post leads to, as its position among all inputs, since ids are
//! given later (see `shelf`, which also knows the addresses that posts say they have). Deliberately absent: addresses that the
//! settings of a generator give to posts.

use std::collections::BTreeMap;

use super::Generator;
use super::pictures::{normalised, path_of};

/// What stands for the address of a post until that has an id: this and its position among all inputs, or this and an address from
/// the top of its site, which may be that of a post.
pub(super) const SCHEME: &str = "post:";

/// The posts in a folder.
#[derive(Debug, Default)]
pub struct Posts {
    /// Their positions by what may lead to them from the top of the folder or of the generator's content, without a slash at either
    /// end: paths with and without endings, and addresses.
    by_path: BTreeMap<String, usize>,
    /// The same by the names of files with and without endings; `None` for those that several have.
    by_name: BTreeMap<String, Option<usize>>,
}

impl Posts {
    /// Adds the post at a path below the folder, with its position among all inputs.
    pub fn add(&mut self, path: &str, generator: Option<Generator>, input: usize) {
        let tops = generator.map_or(&[][..], Generator::tops);
        let below = tops.iter().find_map(|top| path.strip_prefix(top));
        for path in below.into_iter().chain([path]) {
            let stem = without_ending(path);
            let bundle = stem.strip_suffix("/index");
            for key in [Some(path), Some(stem), bundle].into_iter().flatten() {
                self.by_path.entry(key.to_owned()).or_insert(input);
            }
        }
        if generator == Some(Generator::Jekyll) {
            for key in of_jekyll(path) {
                self.by_path.entry(key).or_insert(input);
            }
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = Some(without_ending(name)).filter(|stem| *stem != name);
        for name in [Some(name), stem].into_iter().flatten() {
            self.by_name.entry(name.to_owned()).and_modify(|other| *other = None).or_insert(Some(input));
        }
    }

    /// What stands for the post that an address in another means: from the folder of that file, from its own address, or from the top;
    /// and where an address is a name alone, the only file of this name.
    pub(super) fn find(&self, post: &str, written: &str) -> Option<String> {
        // Without a path it is a place in the text itself.
        let written = path_of(written).filter(|path| !path.is_empty())?;
        // Zola's sign for the top of the content.
        let from_top = written.strip_prefix("@/").or_else(|| written.strip_prefix('/'));
        let at = |folder: &str, path: &str| self.at(&normalised(folder, path)?);
        let input = match from_top {
            Some(path) => at("", path),
            None => {
                let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
                at(folder, &written)
                    .or_else(|| at(without_ending(post), &written))
                    .or_else(|| at("", &written))
                    .or_else(|| *self.by_name.get(&*written)?)
            }
        };
        input.map(|input| format!("{SCHEME}{input}"))
    }

    /// The post at a path or an address from the top.
    fn at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).or_else(|| self.by_path.get(page(path))).copied()
    }
}

/// What an address stands for until all posts are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The post at this position among all inputs.
    Input(usize),
    /// Whatever has this address, as [`address`] writes it.
    Address(String),
}

impl Target {
    /// What an address in Markdown stands for; `None` when that is itself.
    pub(super) fn of(written: &str) -> Option<Self> {
        let rest = written.strip_prefix(SCHEME)?;
        rest.parse().ok().map(Self::Input).or_else(|| address(rest).map(Self::Address))
    }

    /// What stands for an address from the top of a site.
    pub(super) fn later(written: &str) -> Option<String> {
        let is_from_top = written.starts_with('/') && !written.starts_with("//") && address(written).is_some();
        let is_plain = !written.contains(|c: char| matches!(c, '<' | '>' | '\\') || c.is_control());
        (is_from_top && is_plain).then(|| format!("{SCHEME}{written}"))
    }
}

/// An address from the top of a site in one form, whether it names the page in a folder or the folder.
pub(super) fn address(written: &str) -> Option<String> {
    Some(page(&normalised("", &path_of(written)?)?).to_owned())
}

/// The folder that a page is the index of, or what it is called without its ending.
fn page(path: &str) -> &str {
    let path = path.strip_suffix(".html").unwrap_or(path);
    if path == "index" { "" } else { path.strip_suffix("/index").unwrap_or(path) }
}

fn without_ending(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    path[name..].rfind('.').filter(|dot| *dot > 0).map_or(path, |dot| &path[..name + dot])
}

/// What leads to a post of Jekyll's besides its path: what `post_url` takes, and the address that it has unless settings say otherwise.
fn of_jekyll(path: &str) -> Vec<String> {
    let mut folders = path.match_indices("_posts/").map(|(at, _)| at);
    let Some(at) = folders.find(|at| *at == 0 || path[..*at].ends_with('/')) else { return Vec::new() };
    let (categories, below) = (&path[..at], without_ending(&path[at + "_posts/".len()..]));
    let name = below.rsplit('/').next().unwrap_or(below);
    let mut parts = name.splitn(4, '-');
    let address = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), Some(title)) => {
            Some(format!("{categories}{year}/{month:0>2}/{day:0>2}/{title}"))
        }
        _ => None,
    };
    [Some(below.to_owned()), address].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{Posts, Target, address};
    use crate::import::Generator;

    #[test]
    fn a_post_is_found_by_what_generators_call_it() {
        let posts = |generator, paths: &[&str]| {
            let mut posts = Posts::default();
            paths.iter().enumerate().for_each(|(n, path)| posts.add(path, generator, n));
            posts
        };
        let hugo =
            ["content/posts/one.md", "content/posts/two/index.md", "content/notes/one.md", "content/notes/sun set.md"];
        let hugo = posts(Some(Generator::Hugo), &hugo);
        let jekyll = [
            "_posts/2031-3-1-ferry.md",
            "news/_posts/2031-04-02-pier.markdown",
            "_posts/old/2030-01-01-a-b.md",
            "my_posts/_posts/2030-02-02-c.md",
        ];
        let jekyll = posts(Some(Generator::Jekyll), &jekyll);
        let plain = posts(None, &["a.md", "b/c.md"]);
        for (posts, from, written, found) in [
            (&hugo, "content/posts/two/index.md", "/posts/one.md", Some(0)),
            (&hugo, "content/posts/two/index.md", "posts/one", Some(0)),
            (&hugo, "content/posts/two/index.md", "../one.md#at", Some(0)),
            (&hugo, "content/posts/one.md", "../two/", Some(1)),
            (&hugo, "content/posts/one.md", "two/index.md", Some(1)),
            (&hugo, "content/posts/one.md", "/posts/two/?x", Some(1)),
            (&hugo, "content/posts/one.md", "@/posts/two/index.md", Some(1)),
            (&hugo, "content/posts/two/index.md", "one.md", None),
            (&hugo, "content/posts/one.md", "sun%20set", Some(3)),
            (&hugo, "content/posts/one.md", "/sun%20set", None),
            (&hugo, "content/posts/one.md", "../../../../posts/one.md", None),
            (&hugo, "content/posts/one.md", "", None),
            (&jekyll, "_posts/2031-3-1-ferry.md", "/2031/03/01/ferry.html", Some(0)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "/news/2031/04/02/pier/", Some(1)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "2031-04-02-pier", Some(1)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "old/2030-01-01-a-b", Some(2)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "/_posts/old/2030-01-01-a-b.md", Some(2)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "2030-02-02-c", Some(3)),
            (&jekyll, "_posts/2031-3-1-ferry.md", "/my_posts/2030/02/02/c.html", Some(3)),
            (&plain, "a.md", "b/c.md", Some(1)),
            (&plain, "b/c.md", "../a.md", Some(0)),
            (&plain, "b/c.md", "https://example.org/a.md", None),
        ] {
            let target = posts.find(from, written).and_then(|address| Target::of(&address));
            assert_eq!(target, found.map(Target::Input), "{written} in {from}");
        }
    }

    #[test]
    fn an_address_has_one_form() {
        for written in ["/a%20b/c", "/a b/c/", "/a b/c.html", "/a b/c/index.html?x#y", "a b//c/"] {
            assert_eq!(address(written).as_deref(), Some("a b/c"), "{written}");
        }
        assert_eq!(address("/index.html").as_deref(), Some(""));
        assert_eq!(address("/the-index/").as_deref(), Some("the-index"));
        assert_eq!(address("/../a"), None);
        for (written, path) in [("/a/", Some("a")), ("//a/", None), ("a/", None), ("/a>b", None), ("https://a/", None)]
        {
            let target = Target::later(written).and_then(|address| Target::of(&address));
            assert_eq!(target, path.map(|path| Target::Address(path.to_owned())), "{written}");
        }
    }
}
