//! A picture read within limits and written anew: nothing of what came stays but what can be seen.
//!
//! Whatever format it came in, and whatever was hidden in it, what is kept is a plain JPEG of the pixels. The
//! one thing that is read of what lies beside them is which way up they are.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// Most pixels of a photo that is taken: 16 million. One that comes in passes takes several times its pixels in memory
/// while it is read, so this is what bounds it, and not the length of the file.
const PIXELS_MAX: u64 = 16 << 20;
/// Longest side, pixels.
const SIDE_MAX: u32 = 8_192;
/// Most that a decoder may ask for its output, bytes.
const UNPACKED_MAX_BYTES: u64 = 128 << 20;
/// Shortest side that shows anything, pixels.
const SIDE_MIN: u32 = 16;
/// Longest side of the one to look at, pixels.
const LARGE: u32 = 1_600;
/// Longest side of the one to find by, pixels.
const SMALL: u32 = 320;
/// Of 100. Lamps, tags and broken glass are told apart well below it.
const QUALITY: u8 = 80;

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// None of the formats that are read.
    #[error("is not a photo that can be read: a whole JPEG, PNG or WebP is expected")]
    NotAPhoto,
    /// More than is unpacked.
    #[error("has more than 16 million pixels, or a side longer than 8 192; make it smaller")]
    TooLarge,
    /// So small that it shows nothing.
    #[error("has a side of less than 16 pixels")]
    TooSmall,
}

/// A photo in both sizes, as JPEG without anything beside the pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// To look at.
    pub large: Drawn,
    /// To find by.
    pub small: Drawn,
}

/// One size of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The JPEG.
    pub bytes: Vec<u8>,
}

/// Reads a picture and writes it anew. Blocks, for up to a second.
///
/// # Errors
/// [`Unreadable`].
pub fn redrawn(bytes: &[u8]) -> Result<Picture, Unreadable> {
    let whole = read(bytes)?;
    let large = drawn(&fitted(&whole, LARGE))?;
    let small = drawn(&fitted(&whole, SMALL))?;
    Ok(Picture { large, small })
}

fn read(bytes: &[u8]) -> Result<DynamicImage, Unreadable> {
    let format = image::guess_format(bytes).map_err(|_| Unreadable::NotAPhoto)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Unreadable::NotAPhoto);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE_MAX), Some(SIDE_MAX));
    limits.max_alloc = Some(UNPACKED_MAX_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    // Not every decoder heeds the limits, so what it says of itself is looked at before anything is unpacked.
    let pixels = u64::from(width) * u64::from(height);
    if width > SIDE_MAX
        || height > SIDE_MAX
        || pixels > PIXELS_MAX
        || decoder.total_bytes() > UNPACKED_MAX_BYTES
    {
        return Err(Unreadable::TooLarge);
    }
    if width < SIDE_MIN || height < SIDE_MIN {
        return Err(Unreadable::TooSmall);
    }
    // What says nothing sensible of its way up is shown as it lies.
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    image.apply_orientation(upright);
    Ok(on_white(image))
}

fn refused(error: image::ImageError) -> Unreadable {
    match error {
        image::ImageError::Limits(_) => Unreadable::TooLarge,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::Unsupported(_)
        | image::ImageError::IoError(_) => Unreadable::NotAPhoto,
    }
}

/// What shines through becomes white, so that nothing lies hidden under what cannot be seen.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image = image.into_rgba8();
    let mut opaque = RgbImage::new(image.width(), image.height());
    for (to, from) in opaque.pixels_mut().zip(image.pixels()) {
        let alpha = u32::from(from[3]);
        let mixed = |channel: u8| (u32::from(channel) * alpha + 255 * (255 - alpha)) / 255;
        let channel = |at: usize| u8::try_from(mixed(from[at])).unwrap_or(u8::MAX);
        *to = image::Rgb([channel(0), channel(1), channel(2)]);
    }
    opaque.into()
}

/// The picture with its longest side no longer than this; it is never made larger.
fn fitted(image: &DynamicImage, side: u32) -> DynamicImage {
    if image.width().max(image.height()) <= side {
        return image.clone();
    }
    image.resize(side, side, FilterType::Triangle)
}

fn drawn(image: &DynamicImage) -> Result<Drawn, Unreadable> {
    let mut bytes = Vec::new();
    // Writing to memory fails only for what is no picture.
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    image.write_with_encoder(encoder).map_err(refused)?;
    Ok(Drawn { width: image.width(), height: image.height(), bytes })
}

#[cfg(test)]
#[path = "../../tests/photos/corpus.rs"]
mod corpus;
#[cfg(test)]
mod tests;
