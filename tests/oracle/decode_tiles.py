#!/usr/bin/env python3
"""Reads our tiles with a decoder that is not ours and compares them with what was put in.

    cargo run --example sample_tiles -- target/oracle-tiles
    python3 -m venv .venv && .venv/bin/pip install mapbox-vector-tile
    .venv/bin/python tests/oracle/decode_tiles.py target/oracle-tiles

Leaves with status 1 and one line for each difference. Positions are projected here again, by the textbook formula.
"""

import gzip
import json
import math
import sys
from pathlib import Path

import mapbox_vector_tile

EXTENT = 4096
faults = []


def expect(condition, message):
    if not condition:
        faults.append(message)


def project(lon, lat, facts):
    """Tile units of a longitude and latitude, not rounded."""
    side = 2 ** facts["z"]
    phi = math.radians(lat)
    x = side * (lon + 180) / 360
    y = side * (1 - math.log(math.tan(phi) + 1 / math.cos(phi)) / math.pi) / 2
    return (x - facts["x"]) * EXTENT, (y - facts["y"]) * EXTENT


def signed_area(ring):
    """Positive when the ring runs clockwise on a screen, y downwards."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def check_points(layers, facts):
    features = {f["id"]: f for f in layers["places"]["features"]}
    buffer = facts["buffer"]
    inside = 0
    for point in facts["points"]:
        x, y = project(point["lon"], point["lat"], facts)
        if not (-buffer <= x <= EXTENT + buffer and -buffer <= y <= EXTENT + buffer):
            expect(point["id"] not in features, f"point {point['id']} lies outside and is drawn")
            continue
        inside += 1
        feature = features.get(point["id"])
        expect(feature is not None, f"point {point['id']} is missing")
        if feature:
            drawn = feature["geometry"]["coordinates"]
            near = max(abs(drawn[0] - x), abs(drawn[1] - y)) <= 0.5 + 1e-6
            expect(near, f"point {point['id']} is drawn at {drawn}, not {x}, {y}")
            same = feature["properties"] == point["properties"]
            expect(same, f"point {point['id']} says {feature['properties']}, not {point['properties']}")
    expect(0 < inside < len(facts["points"]), "the sample should have points on both sides of the edge")
    expect(len(features) == len(layers["places"]["features"]) == inside, "a point is drawn twice or invented")
    return f"{inside} points"


def check_count(layers, facts):
    cells = layers["places_summary"]["features"]
    total = sum(cell["properties"]["count"] for cell in cells)
    expect(total == facts["count"], f"the cells count {total}, not {facts['count']}")
    expect(len({cell["id"] for cell in cells}) == len(cells), "two cells share an identifier")
    return f"{len(cells)} cells, {total} points"


def check_shapes(layers, facts):
    expect(list(layers) == list(facts["shapes"]), f"layers are {list(layers)}")
    for name, shapes in facts["shapes"].items():
        features = layers[name]["features"]
        expect([f["id"] for f in features] == [s["id"] for s in shapes], f"{name}: other identifiers")
        for feature, shape in zip(features, shapes):
            check_shape(f"{name} {shape['id']}", feature, shape)
    return ", ".join(f"{len(layers[name]['features'])} {name}" for name in facts["shapes"])


def check_shape(name, feature, shape):
    geometry = feature["geometry"]
    expect(geometry["type"] == shape["type"], f"{name}: is a {geometry['type']}")
    expect(feature["properties"] == shape["properties"], f"{name}: says {feature['properties']}")
    if "ends" in shape:
        expect(geometry["coordinates"] == shape["ends"], f"{name}: runs {geometry['coordinates']}")
        return
    rings = geometry["coordinates"]
    expect(all(ring[0] == ring[-1] for ring in rings), f"{name}: an open ring")
    areas = [signed_area(ring[:-1]) for ring in rings]
    expect(areas[0] > 0 and all(area < 0 for area in areas[1:]), f"{name}: wound the wrong way, {areas}")
    expect(sum(areas) == shape["area"], f"{name}: area {sum(areas)}, not {shape['area']}")


def main(folder):
    for entry in json.loads((folder / "expected.json").read_text()):
        data = gzip.decompress((folder / entry["file"]).read_bytes())
        layers = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})
        for name, layer in layers.items():
            expect((layer["version"], layer["extent"]) == (2, EXTENT), f"{name}: version or extent")
        facts = entry["facts"]
        check = check_points if "points" in facts else check_count if "count" in facts else check_shapes
        print(f"{entry['file']}: {check(layers, facts)}")
    for fault in faults:
        print("DIFFERENT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
