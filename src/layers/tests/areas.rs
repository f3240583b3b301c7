//! Districts, and the ground under them.

use super::super::base_map::BaseMap;
use super::super::collections::{Collection, Filters, Layers, city_bounds};
use super::super::decode::{self, Decoded, Layer};
use super::super::tile::TileId;
use super::invented::{district, record, snapshot, viewer};
use super::{TODAY, draw, tiles};
use crate::domain::access::Role;
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::ids::AreaId;
use crate::domain::record::Record;
use crate::index::audiences::Eyes;
use geo::{LineString, Polygon, polygon};
use jiff::civil::date;

fn drawn(records: Vec<Record>, collection: Collection, tile: TileId) -> Vec<Layer> {
    let tile = draw(&snapshot(records), viewer(1, Role::Reader), collection, &Filters::default(), tile);
    decode::tile(&tile.bytes)
}

fn area(id: u64, kind: AreaKind, cover: Cover) -> Area {
    let name = format!("Område {id}");
    Area {
        id: AreaId::from_bits(id),
        kind,
        code: None,
        name,
        source_id: id.to_string(),
        cover,
        from: None,
        until: None,
    }
}

#[test]
fn a_district_is_an_area_and_a_point_for_its_name() {
    let layers =
        drawn(vec![district(1, 17.9, 18.1), district(2, 18.1, 18.3)], Collection::Districts, tiles(8)[0]);
    let names: Vec<_> = layers.iter().map(|layer| &*layer.name).collect();
    assert_eq!(names, ["districts", "districts_labels"]);
    for (layer, kind) in layers.iter().zip([3, 1]) {
        let ids: Vec<_> = layer.features.iter().map(|feature| (feature.id, feature.kind)).collect();
        assert_eq!(ids, [(1, kind), (2, kind)]);
        let attribute = |key| layer.attribute(&layer.features[0], key);
        assert_eq!(attribute("name"), Some(Decoded::Text("Stadsdel 1".into())));
        assert_eq!(attribute("code"), Some(Decoded::Text("01".into())));
    }
}

#[test]
fn a_union_has_no_borders_inside() {
    let part = |record: Record| match record {
        Record::Area(area) => record_of(Area { kind: AreaKind::Neighbourhood, ..area.record.clone() }),
        _ => unreachable!(),
    };
    let members = vec![AreaId::from_bits(1), AreaId::from_bits(2)];
    let union = record_of(area(3, AreaKind::District, Cover::Union(members)));
    let records = vec![part(district(1, 17.9, 18.1)), part(district(2, 18.1, 18.3)), union];
    let layers = drawn(records, Collection::Districts, tiles(8)[0]);
    let paths = layers[0].features[0].paths();
    assert_eq!(paths.len(), 1);
    assert_eq!(paths[0].points.len(), 4, "the corners of one rectangle");
}

fn record_of(area: Area) -> Record {
    record(area)
}

#[test]
fn an_area_is_drawn_while_it_holds() {
    let ended = |record: Record| match record {
        Record::Area(area) => record_of(Area { until: Some(date(2026, 7, 1)), ..area.record.clone() }),
        _ => unreachable!(),
    };
    let world = snapshot(vec![ended(district(1, 17.9, 18.1)), district(2, 18.1, 18.3)]);
    let (layers, eyes) = (Layers::new(None), Eyes::of(viewer(1, Role::Reader)));
    let ids = |day| {
        let tile = layers.draw(Collection::Districts, tiles(8)[0], (&world, &eyes), &Filters::default(), day);
        let layers = decode::tile(&tile.bytes);
        layers[0].features.iter().map(|feature| feature.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(date(2026, 6, 30)), [1, 2]);
    assert_eq!(ids(date(2026, 7, 1)), [2]);
    assert_eq!(city_bounds(&world, date(2026, 6, 30)).unwrap().west, 17.9);
    assert_eq!(city_bounds(&world, date(2026, 7, 1)).unwrap().west, 18.1);
}

#[test]
fn new_borders_are_drawn_at_once() {
    let (layers, eyes) = (Layers::new(None), Eyes::of(viewer(1, Role::Reader)));
    let mut world = snapshot(vec![district(1, 17.9, 18.1)]);
    let draw = |world: &_| {
        layers.draw(Collection::Districts, tiles(8)[0], (world, &eyes), &Filters::default(), TODAY)
    };
    let before = draw(&world);
    assert_eq!(draw(&world), before);
    world.apply_all([district(1, 17.9, 18.2)]);
    assert_ne!(draw(&world), before);
}

#[test]
fn a_base_map_is_there_for_the_city_that_has_one() {
    let square: Polygon<f64> =
        polygon![(x: 18.0, y: 59.3), (x: 18.1, y: 59.3), (x: 18.1, y: 59.4), (x: 18.0, y: 59.4)];
    let line = LineString::from(vec![(18.0, 59.3), (18.1, 59.4)]);
    let map = BaseMap {
        water: vec![square.clone()],
        parks: vec![("Ekparken".into(), square)],
        streets: vec![("Storgatan".into(), "main".into(), line)],
    };
    let (with, without) = (Layers::new(Some(map)), Layers::new(None));
    let (world, eyes) = (snapshot(vec![]), Eyes::of(viewer(1, Role::Reader)));
    for (collection, kind) in [(Collection::Water, 3), (Collection::Parks, 3), (Collection::Streets, 2)] {
        assert!(with.has(collection) && !without.has(collection));
        let draw = |layers: &Layers, tile: TileId| {
            layers.draw(collection, tile, (&world, &eyes), &Filters::default(), TODAY).bytes
        };
        assert!(tiles(12).into_iter().all(|tile| draw(&without, tile).is_empty()));
        let drawn = tiles(12).into_iter().map(|tile| draw(&with, tile)).find(|bytes| !bytes.is_empty());
        let layers = decode::tile(&drawn.unwrap());
        assert_eq!((&*layers[0].name, layers[0].features[0].kind), (collection.code(), kind));
        assert!(with.catalog().iter().any(|entry| entry.id == collection.code()));
        assert!(!without.catalog().iter().any(|entry| entry.id == collection.code()));
    }
}

#[test]
fn nothing_is_drawn_above_the_first_zoom_of_a_collection() {
    let layers = Layers::new(None);
    let zooms = Collection::ALL.map(|collection| layers.zooms(collection).0);
    assert_eq!(zooms, [0, 10, 11, 0, 0, 0, 10, 11]);
}
