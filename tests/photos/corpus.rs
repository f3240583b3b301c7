//! Pictures that try something, made here: with metadata in every place that a format has for it, with other
//! files inside, larger than they say, broken off.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use std::io::Write;

/// What is hidden wherever something can be: no byte of it may be found in what is kept.
pub const SECRET: &[u8] = b"HEMLIGT 59.32932 18.06858";

/// What must become of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is taken, and clean.
    Taken,
    /// It is refused.
    Refused,
    /// Either, as long as it is clean.
    Either,
}

/// One picture.
#[allow(dead_code)] // the decoder is not told what a picture is sent as
pub struct Case {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    pub fate: Fate,
}

fn case(name: impl Into<String>, content_type: &'static str, bytes: Vec<u8>, fate: Fate) -> Case {
    Case { name: name.into(), content_type, bytes, fate }
}

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";
const WEBP: &str = "image/webp";

/// A picture with something on it.
pub fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x * 3 % 256) as u8, (y * 5 % 256) as u8, ((x + y) % 256) as u8])
    })
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).unwrap();
    bytes
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut bytes).write_image(picture, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    WebPEncoder::new_lossless(&mut bytes).encode(picture, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// All of them.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    jpegs(&mut cases);
    pngs(&mut cases);
    webps(&mut cases);
    others(&mut cases);
    bombs(&mut cases);
    broken(&mut cases);
    cases
}

// Metadata as cameras and programs write it.

fn with_secret(before: &[u8]) -> Vec<u8> {
    [before, SECRET].concat()
}

/// TIFF with a description, a maker's note, a small picture and a position.
pub fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let (tag, kind) = (tag.to_le_bytes(), kind.to_le_bytes());
        [&tag[..], &kind[..], &count.to_le_bytes()[..], &value.to_le_bytes()[..]].concat()
    };
    let length = u32::try_from(SECRET.len()).unwrap();
    let (texts, gps) = (8 + 2 + 12 * 4 + 4, 8 + 2 + 12 * 4 + 4 + length);
    let main = [
        entry(0x010e, 2, length, texts),
        entry(0x0112, 3, 1, u32::from(orientation)),
        entry(0x8825, 4, 1, gps),
        entry(0x927c, 7, length, texts),
    ];
    let rational = gps + 2 + 12 * 2 + 4;
    let position = [entry(1, 2, 2, u32::from(b'N')), entry(2, 5, 3, rational)];
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(4_u16.to_le_bytes());
    tiff.extend(main.concat());
    tiff.extend([0; 4]);
    tiff.extend(SECRET);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(position.concat());
    tiff.extend([0; 4]);
    for number in [59_u32, 1, 19, 1, 4_555, 100] {
        tiff.extend(number.to_le_bytes());
    }
    tiff.extend(jpeg(&drawing(16, 16)));
    tiff.extend(SECRET);
    tiff
}

fn xmp() -> Vec<u8> {
    let secret = String::from_utf8_lossy(SECRET);
    format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>{secret}</exif:GPSLatitude></x:xmpmeta>")
        .into()
}

// JPEG: segments between its start and its picture.

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length[..], body].concat()
}

fn jpeg_with(segments: &[u8]) -> Vec<u8> {
    let whole = jpeg(&drawing(64, 48));
    [&whole[..2], segments, &whole[2..]].concat()
}

fn jpegs(cases: &mut Vec<Case>) {
    let mut taken = |name: &str, bytes| cases.push(case(name, JPEG, bytes, Fate::Taken));
    taken("jpeg: plain", jpeg(&drawing(64, 48)));
    taken("jpeg: large", jpeg(&drawing(2_400, 1_800)));
    taken("jpeg: named with another content type inside", png(&drawing(64, 48)));
    for orientation in 1..=8 {
        let body = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
        taken(&format!("jpeg: EXIF, this way up: {orientation}"), jpeg_with(&segment(0xe1, &body)));
    }
    taken(
        "jpeg: XMP",
        jpeg_with(&segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".to_vec(), xmp()].concat())),
    );
    let icc = [b"ICC_PROFILE\0\x01\x01".to_vec(), with_secret(&[0; 128])].concat();
    taken("jpeg: ICC", jpeg_with(&segment(0xe2, &icc)));
    taken("jpeg: more pictures", jpeg_with(&segment(0xe2, &with_secret(b"MPF\0II*\0\x08\0\0\0"))));
    let iptc = with_secret(b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1c");
    taken("jpeg: IPTC", jpeg_with(&segment(0xed, &iptc)));
    taken("jpeg: comment", jpeg_with(&segment(0xfe, SECRET)));
    taken("jpeg: two hundred comments", jpeg_with(&segment(0xfe, SECRET).repeat(200)));
    for marker in 0xe3..=0xef_u8 {
        if marker != 0xee {
            taken(&format!("jpeg: application segment {marker:x}"), jpeg_with(&segment(marker, SECRET)));
        }
    }
    let thumbnail = [&b"JFXX\0\x10"[..], &jpeg(&drawing(16, 16))[..], SECRET].concat();
    taken("jpeg: a small picture of itself", jpeg_with(&segment(0xe0, &thumbnail)));
    let page = b"<html><script>alert(1)</script><svg onload=alert(1)>";
    taken("jpeg: a page in a comment", jpeg_with(&segment(0xfe, &with_secret(page))));
    let behind = |tail: &[u8]| [jpeg(&drawing(64, 48)), tail.to_vec(), SECRET.to_vec()].concat();
    taken("jpeg: an archive behind it", behind(b"PK\x03\x04\x14\0\0\0\0\0"));
    taken("jpeg: a script behind it", behind(b"<?php system($_GET[0]); ?>"));
    taken("jpeg: another picture behind it", behind(&jpeg(&drawing(32, 32))));
    taken("jpeg: a film behind it", behind(b"\0\0\0\x18ftypmp42"));
}

// PNG: chunks before, among and behind its picture.

pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &kind[..], body, &crc.sum().to_be_bytes()[..]].concat()
}

/// A chunk right behind the header.
fn png_with(chunks: &[u8]) -> Vec<u8> {
    let whole = png(&drawing(64, 48));
    [&whole[..33], chunks, &whole[33..]].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn pngs(cases: &mut Vec<Case>) {
    let mut taken = |name: &str, bytes| cases.push(case(name, PNG, bytes, Fate::Taken));
    taken("png: plain", png(&drawing(64, 48)));
    taken("png: tEXt", png_with(&chunk(b"tEXt", &with_secret(b"Comment\0"))));
    taken("png: zTXt", png_with(&chunk(b"zTXt", &[b"Comment\0\0".to_vec(), deflated(SECRET)].concat())));
    let international = [b"XML:com.adobe.xmp\0\0\0\0\0".to_vec(), xmp()].concat();
    taken("png: iTXt with XMP", png_with(&chunk(b"iTXt", &international)));
    taken("png: eXIf", png_with(&chunk(b"eXIf", &exif(6))));
    let profile = [b"name\0\0".to_vec(), deflated(&with_secret(&[0; 128]))].concat();
    taken("png: iCCP", png_with(&chunk(b"iCCP", &profile)));
    taken(
        "png: tIME and pHYs",
        png_with(&[chunk(b"tIME", &[7, 234, 1, 1, 0, 0, 0]), chunk(b"pHYs", &[0; 9])].concat()),
    );
    taken("png: a chunk of somebody's own", png_with(&chunk(b"saMp", SECRET)));
    taken("png: raw EXIF in a text", png_with(&chunk(b"tEXt", &with_secret(b"Raw profile type exif\0"))));
    let behind = |tail: &[u8]| [png(&drawing(64, 48)), tail.to_vec(), SECRET.to_vec()].concat();
    taken("png: a page behind it", behind(b"<html><script>alert(1)</script>"));
    taken("png: an archive behind it", behind(b"PK\x03\x04"));
    let mut picture = Vec::new();
    let hidden: Vec<u8> = (0..64 * 48).flat_map(|at| [SECRET[at % SECRET.len()], 1, 2, 0]).collect();
    PngEncoder::new(&mut picture).write_image(&hidden, 64, 48, ExtendedColorType::Rgba8).unwrap();
    taken("png: words in what shines through", picture);
    let mut deep = Vec::new();
    PngEncoder::new(&mut deep).write_image(&[7; 64 * 48 * 2], 64, 48, ExtendedColorType::L16).unwrap();
    taken("png: sixteen bits", deep);
    let control = [1_u32.to_be_bytes(), 0_u32.to_be_bytes()].concat();
    cases.push(case("png: moving", PNG, png_with(&chunk(b"acTL", &control)), Fate::Either));
}

// WebP: chunks around its picture.

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, bytes) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        body.extend(bytes);
        body.extend(vec![0; bytes.len() % 2]);
    }
    [b"RIFF".to_vec(), u32::try_from(body.len()).unwrap().to_le_bytes().to_vec(), body].concat()
}

fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    [vec![flags, 0, 0, 0], side(width), side(height)].concat()
}

fn webps(cases: &mut Vec<Case>) {
    let plain = webp(&drawing(64, 48));
    let picture = plain[20..].to_vec();
    let whole = |flags: u8, more: Vec<(&'static [u8; 4], Vec<u8>)>| {
        let before = more.iter().filter(|(kind, _)| *kind == b"ICCP").cloned();
        let after = more.iter().filter(|(kind, _)| *kind != b"ICCP").cloned();
        let head = [(b"VP8X", extended(flags, 64, 48))];
        riff(
            &head
                .into_iter()
                .chain(before)
                .chain([(b"VP8L", picture.clone())])
                .chain(after)
                .collect::<Vec<_>>(),
        )
    };
    let mut taken = |name: &str, bytes| cases.push(case(name, WEBP, bytes, Fate::Taken));
    taken("webp: plain", plain.clone());
    taken("webp: EXIF", whole(0x08, vec![(b"EXIF", exif(6))]));
    taken("webp: XMP", whole(0x04, vec![(b"XMP ", xmp())]));
    taken("webp: ICC", whole(0x20, vec![(b"ICCP", with_secret(&[0; 128]))]));
    taken("webp: a chunk of somebody's own", whole(0, vec![(b"SAMP", SECRET.to_vec())]));
    taken("webp: an archive behind it", [plain, b"PK\x03\x04".to_vec(), SECRET.to_vec()].concat());
}

// What is no photo.

fn others(cases: &mut Vec<Case>) {
    let secret = String::from_utf8_lossy(SECRET);
    let svg =
        format!("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><text>{secret}</text></svg>");
    let mut refused = |name: &str, content_type, bytes: Vec<u8>| {
        cases.push(case(name, content_type, bytes, Fate::Refused));
    };
    for content_type in [JPEG, PNG, WEBP] {
        refused("svg", content_type, svg.clone().into());
        refused("svg with a prolog", content_type, format!("<?xml version='1.0'?>{svg}").into());
        refused("page", content_type, format!("<!doctype html><title>{secret}</title>").into());
        refused("nothing", content_type, Vec::new());
        refused("one byte", content_type, vec![0xff]);
    }
    let gif = b"GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x10\0\x10\0\0\x02\x0e\x84\x8f\xa9\xcb\xed\x0f\xa3\x9c\xb4\xda\x8b\xb3\x3e\x05\0;";
    refused("gif", PNG, gif.to_vec());
    refused("gif with an archive", PNG, [&gif[..], b"PK\x03\x04"].concat());
    refused("heic", JPEG, with_secret(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"));
    refused("avif", WEBP, with_secret(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"));
    refused("tiff", JPEG, exif(1));
    refused("pdf", PNG, with_secret(b"%PDF-1.7\n"));
    refused("archive", JPEG, with_secret(b"PK\x03\x04\x14\0\0\0"));
    refused("bmp", PNG, [b"BM".to_vec(), vec![0; 60]].concat());
    refused("raw", JPEG, vec![0xff; 4_096]);
    refused("too small", PNG, png(&drawing(15, 400)));
}

// What is larger than it looks.

fn header(width: u32, height: u32, kind: u8) -> Vec<u8> {
    let body = [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[8, kind, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &body)].concat()
}

fn png_of(width: u32, height: u32, unpacked: usize) -> Vec<u8> {
    let picture = chunk(b"IDAT", &deflated(&vec![0; unpacked]));
    [header(width, height, 2), picture, chunk(b"IEND", &[])].concat()
}

fn bombs(cases: &mut Vec<Case>) {
    let mut add = |name: &str, content_type, bytes, fate| cases.push(case(name, content_type, bytes, fate));
    add("png: 60 000 x 60 000", PNG, png_of(60_000, 60_000, 100_000), Fate::Refused);
    add("png: 8 000 x 8 000", PNG, png_of(8_000, 8_000, 100_000), Fate::Refused);
    add("png: two thousand million x 1", PNG, png_of(u32::MAX >> 1, 1, 10), Fate::Refused);
    add("png: no width", PNG, png_of(0, 64, 10), Fate::Refused);
    add("png: sixteen megabytes for 64 x 48", PNG, png_of(64, 48, 16 << 20), Fate::Either);
    let bomb = [b"Comment\0\0".to_vec(), deflated(&vec![b'A'; 16 << 20])].concat();
    add("png: sixteen megabytes of text", PNG, png_with(&chunk(b"zTXt", &bomb)), Fate::Either);
    let bomb = [b"name\0\0".to_vec(), deflated(&vec![0; 16 << 20])].concat();
    add("png: sixteen megabytes of profile", PNG, png_with(&chunk(b"iCCP", &bomb)), Fate::Either);
    let mut claims = jpeg(&drawing(64, 48));
    let frame = claims.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    claims[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    add("jpeg: says 65 500 x 65 500", JPEG, claims.clone(), Fate::Refused);
    claims[frame + 5..frame + 9].copy_from_slice(&[0x1f, 0xff, 0x1f, 0xff]);
    add("jpeg: says 8 191 x 8 191", JPEG, claims, Fate::Refused);
    let huge =
        riff(&[(b"VP8X", extended(0, 1 << 24, 1 << 24)), (b"VP8L", webp(&drawing(64, 48))[20..].to_vec())]);
    add("webp: says 16 million x 16 million", WEBP, huge, Fate::Refused);
}

// What broke off, and what chance has made of the rest.

fn broken(cases: &mut Vec<Case>) {
    let segments = segment(0xe1, &[b"Exif\0\0".to_vec(), exif(6)].concat());
    let sound = [
        (JPEG, jpeg_with(&segments)),
        (PNG, png_with(&chunk(b"tEXt", &with_secret(b"Comment\0")))),
        (WEBP, webp(&drawing(64, 48))),
    ];
    for (content_type, whole) in &sound {
        for tenth in 1..10 {
            let part = whole[..whole.len() * tenth / 10].to_vec();
            cases.push(case(format!("{content_type}: {tenth} tenths"), content_type, part, Fate::Either));
        }
    }
    // The same chance every time.
    let mut state = 0x5eed_u64;
    let mut chance = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for (content_type, whole) in &sound {
        for number in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..=chance(8) {
                let at = chance(bytes.len());
                bytes[at] = chance(256) as u8;
            }
            cases.push(case(format!("{content_type}: altered {number}"), content_type, bytes, Fate::Either));
        }
    }
}
