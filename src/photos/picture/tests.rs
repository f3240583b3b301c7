use super::corpus::{self, Case, Fate, drawing, exif, jpeg, png};
use super::*;

#[path = "../../../tests/photos/scan.rs"]
mod scan;

#[test]
fn whatever_comes_in_a_bare_picture_is_kept_or_none() {
    let mut taken = 0;
    for Case { name, bytes, fate, .. } in corpus::all() {
        let made = redrawn(&bytes);
        match (fate, &made) {
            (Fate::Taken, Err(why)) => panic!("{name}: {why}"),
            (Fate::Refused, Ok(_)) => panic!("{name}: it was taken"),
            (Fate::Taken | Fate::Refused | Fate::Either, _) => {}
        }
        let Ok(picture) = made else { continue };
        taken += 1;
        for (drawn, side) in [(&picture.large, LARGE), (&picture.small, SMALL)] {
            scan::assert_bare(&drawn.bytes, &name);
            assert!(drawn.width.max(drawn.height) <= side, "{name}");
        }
    }
    assert!(taken > 60, "{taken} were taken");
}

#[test]
fn a_picture_is_turned_the_way_its_camera_says() {
    // Red at the left, blue at the right.
    let lying =
        RgbImage::from_fn(
            64,
            32,
            |x, _| if x < 32 { image::Rgb([255, 0, 0]) } else { image::Rgb([0, 0, 255]) },
        );
    let whole = jpeg(&lying);
    let body = [b"Exif\0\0".to_vec(), exif(6)].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    let turned = [&whole[..2], &[0xff, 0xe1], &length[..], &body, &whole[2..]].concat();
    let upright = redrawn(&turned).unwrap().large;
    assert_eq!((upright.width, upright.height), (32, 64));
    let seen = image::load_from_memory(&upright.bytes).unwrap().into_rgb8();
    assert!(seen.get_pixel(16, 4)[0] > 200 && seen.get_pixel(16, 60)[2] > 200, "red is on top");
}

#[test]
fn the_longest_side_is_held_and_small_ones_stay() {
    let picture = redrawn(&jpeg(&drawing(2_400, 1_800))).unwrap();
    assert_eq!((picture.large.width, picture.large.height), (1_600, 1_200));
    assert_eq!((picture.small.width, picture.small.height), (320, 240));
    let narrow = redrawn(&png(&drawing(4_000, 16))).unwrap();
    assert_eq!((narrow.large.width, narrow.large.height), (1_600, 6));
    let little = redrawn(&png(&drawing(40, 30))).unwrap();
    assert_eq!((little.large.width, little.small.width), (40, 40));
}

#[test]
fn what_shines_through_is_white() {
    let mut bytes = Vec::new();
    let pixels: Vec<u8> = (0..32 * 32).flat_map(|_| [9, 9, 9, 0]).collect();
    image::ImageEncoder::write_image(
        image::codecs::png::PngEncoder::new(&mut bytes),
        &pixels,
        32,
        32,
        image::ExtendedColorType::Rgba8,
    )
    .unwrap();
    let seen = image::load_from_memory(&redrawn(&bytes).unwrap().large.bytes).unwrap().into_rgb8();
    assert!(seen.pixels().all(|pixel| pixel.0.iter().all(|channel| *channel > 250)));
}

#[test]
fn the_same_picture_is_written_the_same_way() {
    let once = redrawn(&jpeg(&drawing(640, 480))).unwrap();
    assert_eq!(once, redrawn(&jpeg(&drawing(640, 480))).unwrap());
}
