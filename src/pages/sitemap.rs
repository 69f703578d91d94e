//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Route, Span};
use crate::files::Files;
use crate::model::{Site, SiteUrl};

/// Every page that a reader may look for, by address.
pub(super) fn sitemap(site: &Site, files: &Files) -> Vec<u8> {
    let mut urls: Vec<SiteUrl> =
        super::routes(site, files).into_iter().filter(|(route, _)| is_listed(*route)).map(|(_, url)| url).collect();
    urls.sort();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let written = (|| {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let urlset =
            writer.create_element("urlset").with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
        urlset.write_inner_content(|writer| {
            for url in &urls {
                let address = url.absolute(&site.settings.base_url);
                writer.create_element("url").write_inner_content(|writer| {
                    writer.create_element("loc").write_text_content(BytesText::new(&address))?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        std::io::Result::Ok(())
    })();
    written.expect("writing to memory can't fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

pub(super) fn robots(site: &Site) -> Vec<u8> {
    let sitemap = SiteUrl::new("sitemap.xml").absolute(&site.settings.base_url);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
}

/// Pages that say something of their own, at an address of their own.
fn is_listed(route: Route) -> bool {
    let is_elsewhere = matches!(route, Route::Redirect(_) | Route::Years(_, Span::All));
    route.has_template() && !is_elsewhere && !matches!(route, Route::Search | Route::NotFound)
}
