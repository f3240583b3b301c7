use super::*;
use crate::space::{Metres, MetricShape};
use geo::Validation;
use proptest::prelude::*;
use serde_json::json;

const ANY: GeometryLimits =
    GeometryLimits { max_vertices: 100, points: true, polygons: true, max_area_m2: None };

fn accept(value: Value) -> ReadShape {
    read(&value, Crs::Crs84, &ANY).unwrap_or_else(|faults| panic!("{value}: {faults:?}"))
}

/// The faults as `pointer: detail`.
fn refuse(value: Value) -> Vec<String> {
    let faults = read(&value, Crs::Crs84, &ANY).expect_err(&value.to_string());
    assert!(!faults.is_empty());
    faults.into_iter().map(|fault| format!("{}: {}", fault.pointer, fault.detail)).collect()
}

fn polygon(rings: Value) -> Value {
    json!({"type": "Polygon", "coordinates": rings})
}

#[track_caller]
fn assert_only(faults: &[String], pointer: &str, words: &str) {
    assert!(
        faults.len() == 1 && faults[0].starts_with(&format!("{pointer}: ")) && faults[0].contains(words),
        "{faults:?}"
    );
}

#[test]
fn a_good_geometry_needs_no_repair() {
    for value in [
        json!({"type": "Point", "coordinates": [18.06, 59.33], "bbox": [1, 2], "unknown": {"members": "are fine"}}),
        polygon(json!([[[18, 59], [18.01, 59], [18.01, 59.01], [18, 59]]])),
    ] {
        assert_eq!(accept(value).repairs, []);
    }
}

#[test]
fn small_flaws_are_repaired_and_said() {
    let clockwise = accept(polygon(json!([[[18, 59], [18.01, 59.01], [18.01, 59], [18, 59]]])));
    assert_eq!(clockwise.repairs, [Repair::RingsTurned(1)]);
    let right = accept(polygon(json!([[[18, 59], [18.01, 59], [18.01, 59.01], [18, 59]]])));
    assert_eq!(clockwise.shape, right.shape);

    let hair = accept(polygon(json!([[[18, 59], [18.01, 59], [18.01, 59.01], [18.000005, 59.000005]]])));
    assert_eq!((hair.shape, hair.repairs), (right.shape.clone(), vec![Repair::RingsClosed(1)]));
    let doubled = accept(polygon(json!([[
        [18, 59],
        [18, 59],
        [18.01, 59],
        [18.01, 59.000000001],
        [18.01, 59.01],
        [18, 59]
    ]])));
    assert_eq!((doubled.shape, doubled.repairs), (right.shape.clone(), vec![Repair::PositionsDropped(2)]));
    let high = accept(polygon(json!([[[18, 59, 3], [18.01, 59, 3, 4], [18.01, 59.01], [18, 59]]])));
    assert_eq!((high.shape, high.repairs), (right.shape.clone(), vec![Repair::OrdinatesDropped(2)]));
    let inner = polygon(json!([[[18, 59], [18.01, 59], [18.01, 59.01], [18, 59]]]));
    let packed = accept(json!({"type": "GeometryCollection", "geometries": [inner]}));
    assert_eq!((packed.shape, packed.repairs), (right.shape, vec![Repair::CollectionOpened]));
}

#[test]
fn every_fault_is_named_with_its_pointer() {
    let faults = refuse(polygon(json!([[
        [18, 59],
        ["18", 59],
        [null, 59],
        [18],
        [18, 200],
        7,
        [18, 59, "high"],
        [18, 59]
    ]])));
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.split(": ").next().unwrap()).collect();
    assert_eq!(
        pointers,
        [
            "#/coordinates/0/1/0",
            "#/coordinates/0/2/0",
            "#/coordinates/0/3",
            "#/coordinates/0/4",
            "#/coordinates/0/5",
            "#/coordinates/0/6/2"
        ]
    );
}

#[test]
fn wrong_numbers_come_with_a_guess() {
    assert_only(&refuse(json!({"type": "Point", "coordinates": [59.0, 118.0]})), "#/coordinates", "swapped");
    assert_only(
        &refuse(json!({"type": "Point", "coordinates": [154000, 6579000]})),
        "#/coordinates",
        "name the coordinate system",
    );
}

#[test]
fn rings_that_are_no_border_are_refused() {
    let shell = json!([[18, 59], [18.1, 59], [18.1, 59.1], [18, 59.1], [18, 59]]);
    for (rings, pointer, words) in [
        (json!([]), "#/coordinates", "empty"),
        (json!([[]]), "#/coordinates/0", "empty"),
        (json!([[[18, 59], [18.1, 59], [18, 59]]]), "#/coordinates/0", "fewer than 4"),
        (json!([[[18, 59], [18.1, 59], [18.1, 59.1], [18, 59.1]]]), "#/coordinates/0", "not closed"),
        (json!([[[18, 59], [18.1, 59.1], [18.2, 59.2], [18, 59]]]), "#/coordinates/0", "no area"),
        (json!([[[18, 59], [18, 59], [18, 59], [18, 59]]]), "#/coordinates/0", "fewer than 4"),
        (json!([[[18, 59], [18.1, 59.1], [18.1, 59], [18, 59.11], [18, 59]]]), "#/coordinates/0", "crosses"),
        (json!([shell, [[19, 59], [19.1, 59], [19.1, 59.1], [19, 59]]]), "#/coordinates/1", "outside"),
        (
            json!([shell, [[18.05, 59.05], [18.2, 59.05], [18.05, 59.06], [18.05, 59.05]]]),
            "#/coordinates/0",
            "crosses",
        ),
        (
            json!([[[18, 59], [18.00000001, 59], [18.00000001, 59.00000001], [18, 59]]]),
            "#/coordinates/0",
            "fewer than 4",
        ),
        (json!([[[0, 0], [1e-300, 0], [1e-300, 1e-300], [0, 0]]]), "#/coordinates/0", "fewer than 4"),
        (json!([[[-179, 0], [179, 0], [179, 1], [-179, 0]]]), "#/coordinates", "globe"),
        (json!([[18, 59], [18.1, 59], [18.1, 59.1], [18, 59]]), "#/coordinates/0/0", "a number"),
    ] {
        let faults = refuse(polygon(rings.clone()));
        assert!(
            faults[0].starts_with(&format!("{pointer}: ")) && faults[0].contains(words),
            "{rings}: {faults:?}"
        );
    }
}

#[test]
fn parts_on_top_of_each_other_are_refused() {
    let big = json!([[[18, 59], [18.1, 59], [18.1, 59.1], [18, 59.1], [18, 59]]]);
    let small = json!([[[18.01, 59.01], [18.02, 59.01], [18.02, 59.02], [18.01, 59.01]]]);
    assert_only(
        &refuse(json!({"type": "MultiPolygon", "coordinates": [big, small]})),
        "#/coordinates/1/0",
        "on top of",
    );
}

#[test]
fn types_that_are_not_taken_are_refused_with_what_to_do() {
    assert_only(
        &refuse(json!({"type": "LineString", "coordinates": [[0, 0], [1, 1]]})),
        "#/type",
        "draw the ground around it",
    );
    assert_only(&refuse(json!({"type": "Feature", "geometry": null})), "#/type", "send its geometry alone");
    assert_only(&refuse(json!({"type": "point", "coordinates": [0, 0]})), "#/type", "not a geometry type");
    assert_only(&refuse(json!({"type": 3})), "#/type", "not text");
    assert_only(&refuse(json!({"coordinates": [0, 0]})), "#/type", "required");
    assert_only(&refuse(json!(null)), "#", "object");
    let nested = json!({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]});
    assert_only(&refuse(nested), "#/geometries/0/type", "not taken");
    let only_polygons = GeometryLimits { points: false, ..ANY };
    let point = json!({"type": "Point", "coordinates": [18, 59]});
    assert!(
        read(&point, Crs::Crs84, &only_polygons).unwrap_err()[0]
            .detail
            .contains("only Polygon and MultiPolygon")
    );
}

#[test]
fn limits_hold() {
    let ring: Vec<[f64; 2]> = (0..101).map(|i| [18.0 + f64::from(i) * 0.001, 59.0]).collect();
    assert_only(&refuse(polygon(json!([ring]))), "#/coordinates/0", "at most 100");
    let hectare = GeometryLimits { max_area_m2: Some(10_000.0), ..ANY };
    let square = |side_m: f64| {
        polygon(json!([[
            [150_000.0, 6.58e6],
            [150_000.0 + side_m, 6.58e6],
            [150_000.0 + side_m, 6.58e6 + side_m],
            [150_000.0, 6.58e6 + side_m],
            [150_000.0, 6.58e6]
        ]]))
    };
    let local = Crs::parse("EPSG:3011").unwrap();
    let kept = read(&square(99.0), local, &hectare).unwrap().shape;
    assert!((kept.in_metres(kept.plane()).area_m2() - 9_801.0).abs() < 5.0);
    assert!(read(&square(101.0), local, &hectare).unwrap_err()[0].detail.contains("at most 10000"));
}

#[test]
fn slivers_that_need_more_decimals_get_them() {
    // A hole 2 mm wide along a border, as unions of mapped ground leave them.
    let value = polygon(json!([
        [[18.0, 59.0], [18.1, 59.0], [18.1, 59.1], [18.0, 59.1], [18.0, 59.0]],
        [[18.01, 59.01], [18.01000002, 59.05], [18.01000004, 59.01], [18.01, 59.01]],
    ]));
    let read = accept(value);
    assert_eq!(read.shape.vertex_count(), 9);
}

/// The published suite's planar polygons, judged without the check of range.
#[test]
fn real_validity_suite_has_the_same_verdicts() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/jts-validity-cases.ndjson");
    let text = std::fs::read_to_string(path).expect("the validity suite is there");
    let (mut same, mut other) = (0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let parts: Vec<positions::RawPart> = match case["geometry"]["type"].as_str().unwrap() {
            "Polygon" => vec![planar(&case["geometry"]["coordinates"])],
            "MultiPolygon" => {
                case["geometry"]["coordinates"].as_array().unwrap().iter().map(planar).collect()
            }
            _ => continue,
        };
        let verdict = !parts.is_empty()
            && parts.iter().all(|part| !part.is_empty())
            && assemble(&parts, &assemble::Precision::PLANAR, &|part, ring| format!("{part}/{ring}")).is_ok();
        if verdict == case["ogc_valid"].as_bool().unwrap() {
            same += 1;
        } else {
            other.push(format!("{}: {}", case["case"].as_str().unwrap(), case["desc"].as_str().unwrap()));
        }
    }
    // The suite calls nothing at all valid; a place that is nowhere is not taken here.
    let empty = [
        "general-testvalid-39: A - non-empty shell and empty hole (valid)",
        "general-testvalid-40: A - empty shell and holes (valid)",
        "general-testvalid-78: mA - non-empty and empty polygon",
        "general-testvalid2-747: Test 749",
        "general-testvalid2-750: Test 752",
        "general-testvalid2-751: Test 753",
    ];
    assert_eq!((same, other), (217, empty.map(str::to_owned).to_vec()));
}

fn planar(rings: &Value) -> positions::RawPart {
    let position = |at: &Value| geo::Coord { x: at[0].as_f64().unwrap(), y: at[1].as_f64().unwrap() };
    let ring = |ring: &Value| ring.as_array().unwrap().iter().map(position).collect();
    rings.as_array().unwrap().iter().map(ring).collect()
}

#[test]
fn real_districts_are_read_without_repair_of_their_form() {
    let wide = GeometryLimits { max_vertices: 100_000, ..ANY };
    for (file, count) in [
        ("stadsdelsomraden-11-2023", 11),
        ("stadsdelsomraden-11-2023-epsg3011", 11),
        ("stadsdelar", 117),
        ("stadsdelar-land-simplified", 117),
        ("vatten-simplified", 1),
    ] {
        let path = format!("{}/../shared/data/stockholm-{file}.geojson", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the districts are there");
        let collection: Value = serde_json::from_str(&text).unwrap();
        let crs = Crs::parse(if file.ends_with("3011") { "EPSG:3011" } else { "CRS84" }).unwrap();
        let features = collection["features"].as_array().unwrap();
        assert_eq!(features.len(), count);
        for feature in features {
            let read = read(&feature["geometry"], crs, &wide)
                .unwrap_or_else(|f| panic!("{file} {}: {f:?}", feature["properties"]));
            if let Some(area_m2) = feature["properties"]["area_m2"].as_f64() {
                let ours_m2 = read.shape.in_metres(read.shape.plane()).area_m2();
                assert!((ours_m2 / area_m2 - 1.0).abs() < 1e-4, "{}: {ours_m2}", feature["properties"]);
            }
            let inside = read.shape.representative_point();
            let plane = read.shape.plane();
            assert!(read.shape.in_metres(plane).covers(plane.to_metres(inside)));
        }
    }
}

/// Rings of few positions on a coarse grid: touching, crossing, nesting and all kinds of flaws are common. The grid is
/// of metres, because a straight line in degrees bows by centimetres over a kilometre, and what all but touches itself
/// in degrees may then cross itself in metres.
fn scribble() -> impl Strategy<Value = Value> {
    let position =
        (0u8..12, 0u8..12).prop_map(|(x, y)| json!([18.0 + f64::from(x) * 1e-5, 59.0 + f64::from(y) * 1e-5]));
    let ring = prop::collection::vec(position, 3..8).prop_map(|mut ring| {
        ring.push(ring[0].clone());
        Value::Array(ring)
    });
    let part = prop::collection::vec(ring, 1..3).prop_map(Value::Array);
    prop::collection::vec(part, 1..3).prop_map(|parts| json!({"type": "MultiPolygon", "coordinates": parts}))
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-200.0..200.0).prop_map(Value::from),
        "[a-zA-Z]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            inner.prop_map(|value| json!({"type": "Polygon", "coordinates": value})),
        ]
    })
}

#[test]
fn a_corner_that_projecting_turns_inside_out_loses_no_ground() {
    let triangle = |corners: Value| read(&polygon(json!([corners])), Crs::Crs84, &ANY).unwrap().shape;
    // The second corner lies on the line between its neighbours, as nearly as numbers can say.
    let sharp = triangle(json!([
        [18.00002, 59.00002],
        [18.00002, 59.00001],
        [18.00001, 59.0],
        [18.0001, 59.00009],
        [18.00002, 59.00002]
    ]));
    let plain = triangle(json!([[18.0, 59.0], [18.00001, 59.0], [18.0, 59.00001], [18.0, 59.0]]));
    let plane = sharp.plane();
    let (sharp, plain) = (sharp.in_metres(plane), plain.in_metres(plane));
    let together_m2 = MetricShape::union(&[&sharp, &plain]).area_m2();
    assert!((together_m2 - sharp.area_m2() - plain.area_m2()).abs() < 0.01, "{together_m2}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn what_is_accepted_is_valid_and_can_be_measured(a in scribble(), b in scribble(), east in -5.0..20.0) {
        let (Ok(a), Ok(b)) = (read(&a, Crs::Crs84, &ANY), read(&b, Crs::Crs84, &ANY)) else { return Ok(()) };
        for shape in [&a.shape, &b.shape] {
            let Shape::Polygons(polygons) = shape else { unreachable!() };
            prop_assert!(polygons.as_multi_polygon().is_valid());
            let text = serde_json::to_string(shape).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Shape>(&text).unwrap(), shape);
            let again = read(&serde_json::to_value(shape).unwrap(), Crs::Crs84, &ANY).unwrap();
            prop_assert_eq!((&again.shape, again.repairs), (shape, vec![]));
        }
        let plane = a.shape.plane();
        let (a, b) = (a.shape.in_metres(plane), b.shape.in_metres(plane));
        let overlap_m2 = a.overlap_m2(&b);
        prop_assert!(overlap_m2 <= a.area_m2() + 0.01 && overlap_m2 <= b.area_m2() + 0.01);
        let together_m2 = MetricShape::union(&[&a, &b]).area_m2();
        prop_assert!((a.area_m2() + b.area_m2() - overlap_m2 - together_m2).abs() < 0.1);
        let at = Metres { east: 150_000.0 + east, north: 6_542_669.0 + east };
        prop_assert_eq!(a.covers(at), a.distance_m(at) == 0.0);
        prop_assert!(a.distance_between_m(&MetricShape::disc(at, 25.0)) <= a.distance_m(at));
    }

    #[test]
    fn anything_is_read_or_refused_with_reasons(value in any_json()) {
        match read(&value, Crs::Crs84, &ANY) {
            Ok(read) => prop_assert!(read.shape.vertex_count() <= ANY.max_vertices),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
