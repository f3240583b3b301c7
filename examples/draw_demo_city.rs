//! Draws the invented city of the demo as an SVG picture on standard output, to look at while working on it.
//!
//! `cargo run --example draw_demo_city [SEED] > city.svg`

use std::fmt::Write;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use samplats::demo::{self, City, SiteGeometry, SiteKind, StreetClass, to_local};

/// Metres per pixel at a picture of 1 400 pixels.
const METRES_PER_PIXEL: f64 = 10.0;

fn main() {
    let seed = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1);
    let started = std::time::Instant::now();
    let city = demo::city(seed);
    eprintln!(
        "{} in {} ms: {} neighbourhoods, {} parks, {} streets, {} sites",
        city.name,
        started.elapsed().as_millis(),
        city.neighbourhoods.len(),
        city.parks.len(),
        city.streets.len(),
        city.sites.len()
    );
    println!("{}", picture(&city));
}

fn picture(city: &City) -> String {
    let mut svg = String::from(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 1400" font-family="sans-serif"><rect width="1400" height="1400" fill="#a9cbe0"/>"##,
    );
    land(&mut svg, &city.land);
    for park in &city.parks {
        area(&mut svg, &park.polygon, r##"fill="#c5dfb5""##);
    }
    for site in &city.sites {
        ground(&mut svg, site.kind, &site.geometry);
    }
    roads(&mut svg, city);
    for district in &city.districts {
        area(
            &mut svg,
            &district.polygon,
            r##"fill="none" stroke="#7a4f8a" stroke-width="1.6" stroke-dasharray="7 4" opacity="0.5""##,
        );
    }
    for neighbourhood in &city.neighbourhoods {
        area(
            &mut svg,
            &neighbourhood.polygon,
            r##"fill="none" stroke="#7a4f8a" stroke-width="0.5" stroke-dasharray="2 3" opacity="0.45""##,
        );
        label(&mut svg, neighbourhood.centre.0, neighbourhood.name, 10.0);
    }
    svg.push_str("</svg>");
    svg
}

fn land(svg: &mut String, land: &MultiPolygon) {
    for polygon in land {
        area(svg, polygon, r##"fill="#f3efe6" stroke="#7fa3b8" stroke-width="0.8""##);
    }
}

fn ground(svg: &mut String, kind: SiteKind, geometry: &SiteGeometry) {
    let colour = match kind {
        SiteKind::School | SiteKind::UpperSecondarySchool => "#e8c27a",
        SiteKind::Preschool => "#f0d79c",
        SiteKind::Housing => "#dcc7b8",
        SiteKind::Square => "#e7a8a0",
        SiteKind::Station => "#30507a",
        SiteKind::Street => "#e5d5ea",
        SiteKind::Park => return,
    };
    match geometry {
        SiteGeometry::Polygon(polygon) => {
            area(svg, polygon, &format!(r##"fill="{colour}" stroke="#b09a80" stroke-width="0.3""##))
        }
        SiteGeometry::Point(point) => {
            let (x, y) = pixel(point.0);
            write!(svg, r##"<circle cx="{x:.1}" cy="{y:.1}" r="2" fill="{colour}" stroke="#555" stroke-width="0.3"/>"##).expect("a string takes all");
        }
    }
}

fn roads(svg: &mut String, city: &City) {
    let styles = [
        (StreetClass::Path, "#8fae7c", 0.6, "stroke-dasharray=\"2 1.5\""),
        (StreetClass::Street, "#b8b0a2", 2.4, ""),
        (StreetClass::Street, "#ffffff", 1.5, ""),
        (StreetClass::Main, "#b9a877", 4.0, ""),
        (StreetClass::Main, "#fff6d6", 2.8, ""),
        (StreetClass::Motorway, "#b5733c", 5.4, ""),
        (StreetClass::Motorway, "#f2b06e", 3.8, ""),
    ];
    for (class, colour, width, more) in styles {
        for street in city.streets.iter().filter(|street| street.class == class) {
            let path = path(&street.line);
            write!(svg, r##"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round" {more}/>"##)
                .expect("a string takes all");
        }
    }
}

fn area(svg: &mut String, polygon: &Polygon, style: &str) {
    let mut d = path(polygon.exterior());
    for hole in polygon.interiors() {
        d.push_str(&path(hole));
    }
    write!(svg, r##"<path d="{d}" fill-rule="evenodd" {style}/>"##).expect("a string takes all");
}

fn label(svg: &mut String, at: Coord, text: &str, size: f64) {
    let (x, y) = pixel(at);
    write!(svg, r##"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="middle" fill="#333" stroke="#fff" stroke-width="2.4" paint-order="stroke">{text}</text>"##)
        .expect("a string takes all");
}

fn path(line: &LineString) -> String {
    let mut d = String::new();
    for (i, p) in line.0.iter().enumerate() {
        let (x, y) = pixel(*p);
        write!(d, "{}{x:.2} {y:.2}", if i == 0 { "M" } else { "L" }).expect("a string takes all");
    }
    d
}

fn pixel(lonlat: Coord) -> (f64, f64) {
    let local = to_local(lonlat);
    (700.0 + local.x / METRES_PER_PIXEL, 700.0 - local.y / METRES_PER_PIXEL)
}
