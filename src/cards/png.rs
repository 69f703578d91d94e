//! Pixels become PNG, and a PNG says what it was drawn from.
//!
//! Cards have few colours, so most are written with a palette: a fifth of the time and of the size that pixels by themselves
//! would take. The mark stands in a text chunk, where other programs leave it alone.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// The keyword of the chunk with the mark.
const KEYWORD: &str = "briefgen";

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Writes an opaque picture.
pub(super) fn encode(pixels: &Pixmap, mark: u64) -> Vec<u8> {
    const MEMORY: &str = "writing to memory can't fail";
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_compression(Compression::Fast);
    encoder.add_text_chunk(KEYWORD.to_owned(), format!("{mark:016x}")).expect("the keyword is one");
    encoder.set_depth(BitDepth::Eight);
    let data = if let Some((palette, places)) = indexed(pixels) {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.set_filter(Filter::Up);
        places
    } else {
        encoder.set_color(ColorType::Rgb);
        pixels.pixels().iter().flat_map(|pixel| rgb(*pixel)).collect()
    };
    let mut writer = encoder.write_header().expect(MEMORY);
    writer.write_image_data(&data).expect(MEMORY);
    writer.finish().expect(MEMORY);
    bytes
}

/// The palette, in the order in which colours are met, and for each pixel its place in that. `None` when there are too many.
fn indexed(pixels: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut palette, mut places) = (Vec::new(), HashMap::new());
    let mut data = Vec::with_capacity(pixels.pixels().len());
    let mut before = None;
    for pixel in pixels.pixels() {
        let colour = rgb(*pixel);
        let place = match before {
            Some((same, place)) if same == colour => place,
            _ => match places.get(&colour) {
                Some(place) => *place,
                None => {
                    let place = u8::try_from(places.len()).ok()?;
                    palette.extend(colour);
                    places.insert(colour, place);
                    place
                }
            },
        };
        before = Some((colour, place));
        data.push(place);
    }
    Some((palette, data))
}

fn rgb(pixel: PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// The mark of a file that is whole. A crash of the machine can leave one that isn't: every chunk is held to its checksum.
pub(super) fn mark(png: &[u8]) -> Option<u64> {
    let mut rest = png.strip_prefix(SIGNATURE)?;
    let mut mark = None;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (chunk, after) = after.split_at_checked(length.checked_add(4)?)?;
        let (sum, after) = after.split_first_chunk::<4>()?;
        if crc32fast::hash(chunk) != u32::from_be_bytes(*sum) {
            return None;
        }
        let (kind, data) = chunk.split_first_chunk::<4>()?;
        match kind {
            b"IEND" => return mark.filter(|_| after.is_empty()),
            b"tEXt" => {
                let text =
                    std::str::from_utf8(data).ok().and_then(|text| text.strip_prefix(KEYWORD)?.strip_prefix('\0'));
                mark = mark.or_else(|| u64::from_str_radix(text?, 16).ok());
            }
            _ => {}
        }
        rest = after;
    }
}
