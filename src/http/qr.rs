//! A code that a phone reads off a screen, as a picture.

use super::problem::Problem;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// Smallest side, pixels.
const SIDE: u32 = 240;

/// A text as a picture (SVG), black on white whatever the page looks like: readers want that.
///
/// # Errors
/// When the text is too long for one.
pub fn drawn(text: &str) -> Result<String, Problem> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Problem::internal)?;
    let mut picture = code.render::<svg::Color<'_>>();
    picture.min_dimensions(SIDE, SIDE).quiet_zone(true);
    Ok(picture.dark_color(svg::Color("#000")).light_color(svg::Color("#fff")).build())
}
