//! The themes that are inside the binary, so that a site without `themes/` builds.

use std::borrow::Cow;

use rust_embed::RustEmbed;

use crate::files::{Content, File, FilePath};

#[derive(RustEmbed)]
#[folder = "themes/"]
struct Themes;

/// The embedded themes as files of a snapshot, under the paths that they would have in a site. A site's own file of the same
/// path takes the place of an embedded one.
pub fn embedded() -> Vec<File> {
    Themes::iter().filter_map(|name| Some(file(&name, Themes::get(&name)?.data))).collect()
}

fn file(name: &str, bytes: Cow<'static, [u8]>) -> File {
    let path = FilePath::new(&format!("themes/{name}"));
    let content = if name.contains("/static/") { Content::Embedded(bytes) } else { Content::Text(text(bytes)) };
    File { path, content }
}

fn text(bytes: Cow<'static, [u8]>) -> Box<str> {
    String::from_utf8(bytes.into_owned()).expect("the themes of this program are UTF-8").into()
}
