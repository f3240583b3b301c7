//! Pictures for the demo's photos, drawn here: a wall, a lamp, some ground, and what is wrong with them. Nobody takes
//! them for photographs, and nobody is in them.

use super::rng::Rng;
use image::{Rgb, RgbImage};

/// Width and height, pixels.
const SIZE: (u32, u32) = (960, 720);
/// Pictures draw from a stream of their own.
const STREAM: u64 = 0x0070_686f_746f;
const SKY: [u8; 3] = [188, 212, 230];
const GROUND: [u8; 3] = [142, 138, 130];
const WALL: [u8; 3] = [205, 178, 150];
const DARK: [u8; 3] = [52, 50, 56];

/// What is to be seen on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// Lines across a wall.
    Scribble,
    /// A lamp that does not shine.
    Lamp,
    /// Rubbish on the ground.
    Litter,
    /// The wall as it should be.
    Clean,
}

impl Motif {
    /// What a report of a problem type would show.
    #[must_use]
    pub fn of(problem_type: &str) -> Self {
        match problem_type {
            "graffiti" | "vandalism" => Self::Scribble,
            "poor_lighting" => Self::Lamp,
            _ => Self::Litter,
        }
    }
}

/// Draws one. The same number gives the same picture.
#[must_use]
pub fn draw(motif: Motif, number: u64) -> RgbImage {
    let mut rng = Rng::stream(number, STREAM);
    let mut picture = RgbImage::from_pixel(SIZE.0, SIZE.1, Rgb(SKY));
    block(&mut picture, (0, 520), (SIZE.0, SIZE.1), GROUND);
    block(&mut picture, (120, 140), (840, 540), WALL);
    for course in 0..10 {
        let y = 140 + course * 40;
        block(&mut picture, (120, y), (840, y + 2), [176, 148, 122]);
    }
    match motif {
        Motif::Scribble => scribble(&mut picture, &mut rng),
        Motif::Lamp => lamp(&mut picture),
        Motif::Litter => litter(&mut picture, &mut rng),
        Motif::Clean => {}
    }
    picture
}

fn scribble(picture: &mut RgbImage, rng: &mut Rng) {
    let colours = [[176, 32, 64], [28, 92, 150], [36, 120, 60]];
    for colour in colours {
        let (mut x, mut y) = (rng.between(200.0, 600.0), rng.between(240.0, 420.0));
        let (mut right, mut down) = (0.0, 0.0);
        for _ in 0..420 {
            (right, down) = (right * 0.93 + rng.between(-1.2, 1.2), down * 0.93 + rng.between(-1.2, 1.2));
            (x, y) = ((x + right).clamp(150.0, 800.0), (y + down).clamp(180.0, 500.0));
            let (left, top) = (x as u32, y as u32);
            block(picture, (left, top), (left + 12, top + 12), colour);
        }
    }
}

fn lamp(picture: &mut RgbImage) {
    block(picture, (600, 60), (616, 640), DARK);
    block(picture, (520, 60), (616, 76), DARK);
    block(picture, (496, 76), (560, 104), [96, 92, 90]);
    block(picture, (508, 104), (548, 116), [70, 66, 64]);
}

fn litter(picture: &mut RgbImage, rng: &mut Rng) {
    for _ in 0..40 {
        let (x, y) = (rng.between(0.0, 880.0) as u32, rng.between(540.0, 690.0) as u32);
        let side = rng.between(8.0, 36.0) as u32;
        let colour = *rng.pick(&[[232, 230, 222], [190, 60, 50], [70, 110, 80]]);
        block(picture, (x, y), (x + side, y + side / 2), colour);
    }
}

/// Fills from a corner to another, as far as there is a picture.
fn block(picture: &mut RgbImage, (left, top): (u32, u32), (right, bottom): (u32, u32), colour: [u8; 3]) {
    for y in top..bottom.min(picture.height()) {
        for x in left..right.min(picture.width()) {
            picture.put_pixel(x, y, Rgb(colour));
        }
    }
}
