"""Loads the real city through the command line, asks /api/locate at every site, every station and a seeded
thousand points, and compares each answer with one worked out by shapely and pyproj.

Compared: the district and every other area, each site within 250 m with its distance to the decimetre, and that
the answer's order is by distance. Points nearer a border or the radius than 1 cm are not judged.
"""

import csv
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pyproj
import shapely
import shapely.prepared
from shapely.geometry import Point, shape

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("DATA", ROOT.parent / "shared" / "data"))
BINARY = ROOT / "target" / "release" / "samplats"
RADIUS_M = 250.0
SEED = 20261123
TO_3011 = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3011", always_xy=True)


class Program:
    """The program on a register of its own, set up through its own command line."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samplats-acceptance-"))
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.env = dict(
            os.environ,
            SAMPLATS_STORE=f"sqlite:{self.folder}/samplats.db",
            SAMPLATS_LISTEN=f"127.0.0.1:{self.port}",
            SAMPLATS_RATE_LIMITS="off",
        )

    def run(self, *arguments):
        done = subprocess.run(
            [BINARY, *map(str, arguments)], env=self.env, cwd=self.folder, capture_output=True, text=True, timeout=300
        )
        if done.returncode:
            sys.exit(f"samplats {' '.join(map(str, arguments))} -> {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def start(self):
        log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [BINARY, "serve"], env=self.env, cwd=self.folder, stdout=log, stderr=log
        )
        end = time.time() + 30
        while time.time() < end:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                self.connection.request("GET", "/readyz")
                answer = self.connection.getresponse()
                answer.read()
                if answer.status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        sys.exit("not ready in time")

    def get(self, path, token):
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"GET {path} -> {answer.status} {body[:300]!r}")
        return json.loads(body)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(20) != 0:
            sys.exit("did not stop in good order")


def features(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))["features"]


def set_up(program):
    parties = program.folder / "parties.csv"
    rows = ["code,name,kind", "SLK,Stadsledningskontoret,city_executive", "SISAB,Skolfastigheter,property_company"]
    for number, feature in enumerate(features("stockholm-stadsdelsomraden-11-2023.geojson"), 1):
        rows.append(f"SDF{number:02},{feature['properties']['namn']} stadsdelsförvaltning,district_administration")
    parties.write_text("\n".join(rows) + "\n", encoding="utf-8")
    program.run("import", "parties", parties)
    imports = [
        ("areas", "stockholm-stadsdelsomraden-11-2023.geojson", "--kind", "district", "--map", "name=namn"),
        ("areas", "stockholm-stadsdelar.geojson", "--kind", "neighbourhood", "--map", "name=stadsdel,id=namn"),
        ("sites", "sisab-fastigheter.geojson", "--kind", "school", "--party", "SISAB", "--map", "id=id,name=namn"),
        ("sites", "tunnelbanestationer.geojson", "--kind", "station", "--map", "name=namn"),
    ]
    for what, file, *options in imports:
        program.run("import", what, DATA / file, *options)
        again = program.run("import", what, DATA / file, *options)
        if "unchanged" not in again:
            sys.exit(f"{file} again: {again}")


def areas():
    """(kind, name, polygon) of every area, in degrees, as the file has them."""
    for kind, file, name in [
        ("district", "stockholm-stadsdelsomraden-11-2023.geojson", "namn"),
        ("neighbourhood", "stockholm-stadsdelar.geojson", "stadsdel"),
    ]:
        for feature in features(file):
            yield kind, feature["properties"][name], shapely.prepared.prep(shape(feature["geometry"])), shape(
                feature["geometry"]
            )


def sites():
    """(name, easting, northing) of every site, in metres."""
    for file in ["sisab-fastigheter.geojson", "tunnelbanestationer.geojson"]:
        for feature in features(file):
            lon, lat = feature["geometry"]["coordinates"][:2]
            yield feature["properties"]["namn"], *TO_3011.transform(lon, lat)


def points(all_sites_lonlat):
    chance = random.Random(SEED)
    yield from all_sites_lonlat
    for _ in range(1000):
        yield 17.75 + chance.random() * 0.5, 59.22 + chance.random() * 0.23


def main():
    program = Program()
    set_up(program)
    token = program.run("token", "create", "--party", "SLK", "--role", "administrator").split()[-1]
    program.start()
    try:
        known_areas, known_sites = list(areas()), list(sites())
        positions = [
            tuple(feature["geometry"]["coordinates"][:2])
            for file in ["sisab-fastigheter.geojson", "tunnelbanestationer.geojson"]
            for feature in features(file)
        ]
        wrong, asked, unjudged, sites_compared = [], 0, 0, 0
        for lon, lat in points(positions):
            lon, lat = round(lon, 7), round(lat, 7)
            asked += 1
            answer = program.get(f"/api/locate?lon={lon}&lat={lat}&radius_m={RADIUS_M}", token)
            here = Point(lon, lat)
            near_border = any(area.boundary.distance(here) < 1e-7 for _, _, _, area in known_areas)
            expected = {(kind, name) for kind, name, prepared, _ in known_areas if prepared.covers(here)}
            got = {(area["kind"], area["name"]) for area in answer["areas"]}
            if near_border:
                unjudged += 1
            elif got != expected:
                wrong.append((lon, lat, "areas", got ^ expected))
            district = {name for kind, name in expected if kind == "district"}
            named = {answer["district"]["name"]} if answer["district"] else set()
            if not near_border and not named <= district or (district and not named):
                wrong.append((lon, lat, "district", named, district))
            east, north = TO_3011.transform(lon, lat)
            distances = sorted(
                (((e - east) ** 2 + (n - north) ** 2) ** 0.5, name) for name, e, n in known_sites
            )
            expected_sites = sorted((round(d, 1), name) for d, name in distances if d < RADIUS_M - 0.01)
            got_sites = sorted((s["distance_m"], s["name"]) for s in answer["sites"] if s["distance_m"] < RADIUS_M - 0.06)
            expected_sites = [s for s in expected_sites if s[0] < RADIUS_M - 0.06]
            sites_compared += len(got_sites)
            same = len(expected_sites) == len(got_sites) and all(
                abs(a - b) <= 0.11 for (a, _), (b, _) in zip(expected_sites, got_sites)
            ) and sorted(n for _, n in expected_sites) == sorted(n for _, n in got_sites)
            if not same:
                wrong.append((lon, lat, "sites", expected_sites[:3], got_sites[:3]))
            order = [s["distance_m"] for s in answer["sites"]]
            if order != sorted(order):
                wrong.append((lon, lat, "order", order))
        outside = [s for s in positions[:601] if not program.get(f"/api/locate?lon={s[0]}&lat={s[1]}", token)["district"]]
        if outside:
            wrong.append(("school sites outside every district", outside[:3]))
        key = list(csv.DictReader(open(DATA / "expected-district-assignments.csv", encoding="utf-8")))
        print(
            f"{asked} positions asked, {len(known_areas)} areas, {len(known_sites)} sites, {sites_compared} distances compared, "
            f"{unjudged} on a border, {len(key)} rows in the answer key, {len(wrong)} wrong"
        )
        for line in wrong[:10]:
            print("  ", line)
    finally:
        program.stop()
    verified = program.run("register", "verify")
    print(verified.strip())
    sys.exit(bool(wrong))


main()
