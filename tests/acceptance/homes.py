"""Invented homes beside every real school, with doors and reports in and around them: where the program shows each
report to the schools' manager, who only knows that it exists, is compared with what shapely and pyproj work out from
the words of docs/decisions/0033.

    SAMPLATS=target/debug/samplats DATA=../shared/data python tests/acceptance/homes.py

Reports whose nearest wall, door or clear spot is decided by less than a centimetre are not judged.
"""

import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import pyproj
from shapely import STRtree
from shapely.geometry import Point, Polygon

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("DATA", ROOT.parent / "shared" / "data"))
BINARY = pathlib.Path(os.environ.get("SAMPLATS", ROOT / "target" / "release" / "samplats")).resolve()
SEED = 20261128
DOORSTEP_M, ENTRANCE_M, SQUARE_M, CLEAR_M, APART_M = 2.0, 15.0, 200.0, 10.0, 20.0
HAIR_M = 0.01
TO_3011 = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3011", always_xy=True)
TO_4326 = pyproj.Transformer.from_crs("EPSG:3011", "EPSG:4326", always_xy=True)


def lonlat(east, north):
    return tuple(round(degrees, 7) for degrees in TO_4326.transform(east, north))


def metres(lon, lat):
    return TO_3011.transform(lon, lat)


class City:
    """Homes, doors and reports, each as the files say it, back in metres."""

    def __init__(self, chance, schools):
        self.kinds, self.rings, self.doors, self.reports = [], [], [], []
        for lon, lat in schools:
            east, north = metres(lon, lat)
            for _ in range(3):
                turn, away = chance.uniform(0, math.tau), chance.uniform(10, 45)
                middle = east + away * math.cos(turn), north + away * math.sin(turn)
                kind = chance.choice(["apartments", "apartments", "one_family_house"])
                wide, deep = (chance.uniform(15, 60), 12) if kind == "apartments" else (12, 9)
                self.add(chance, kind, middle, wide, deep)
        self.homes = [Polygon([metres(*corner) for corner in ring]) for ring in self.rings]
        self.middles = [self.middle(home) for home in self.homes]
        self.tree = STRtree(self.homes)
        self.entrances = self.entrances_of()
        self.spots = {}

    def add(self, chance, kind, middle, wide, deep):
        turn = chance.uniform(0, math.tau)
        cos, sin = math.cos(turn), math.sin(turn)
        at = lambda x, y: lonlat(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos)
        x, y = wide / 2, deep / 2
        self.kinds.append(kind)
        self.rings.append([at(-x, -y), at(x, -y), at(x, y), at(-x, y)])
        for _ in range(chance.choice([0, 1, 1, 3])):
            self.doors.append(at(chance.uniform(-x, x), -y - chance.uniform(0, 18)))
        for _ in range(6):
            inside = at(chance.uniform(-x, x), chance.uniform(-y, y))
            self.reports.append((*inside, chance.choice([None, 5])))
        for _ in range(4):
            beside = at(chance.uniform(-x - 4, x + 4), chance.uniform(-y - 4, y + 4))
            self.reports.append((*beside, chance.choice([None, 1, 2, 8, 300])))

    def middle(self, home):
        """The middle of a rectangle, which is what any rule of a position inside gives but for centimetres."""
        return home.centroid

    def nearest(self, at, far_m):
        """The nearest home within a distance; and whether another is as near but for a hair, or the distance is."""
        near = [(self.homes[i].distance(at), i) for i in self.tree.query(at.buffer(far_m + 1))]
        near.sort()
        inside = [one for one in near if one[0] <= far_m]
        doubt = any(abs(d - far_m) < HAIR_M for d, _ in near if d > 0 or far_m > 0)
        doubt |= any(self.homes[i].exterior.distance(at) < HAIR_M for _, i in near) and far_m == 0
        doubt |= len(inside) > 1 and inside[1][0] - inside[0][0] < HAIR_M
        return (inside[0][1] if inside else None), doubt

    def entrances_of(self):
        found = {}
        for door in self.doors:
            at = Point(metres(*door))
            home, doubt = self.nearest(at, ENTRANCE_M)
            if doubt:
                # Whichever it belongs to may have another entrance for it.
                for i in self.tree.query(at.buffer(ENTRANCE_M + 1)):
                    found.setdefault(i, []).append((-1.0, None))
            elif home is not None:
                found.setdefault(home, []).append((at.distance(self.middles[home]), door))
        return {home: sorted(doors, key=lambda one: one[0]) for home, doors in found.items()}

    def spot(self, home):
        east, north = (math.floor(v / SQUARE_M) for v in (self.middles[home].x, self.middles[home].y))
        if (east, north) not in self.spots:
            self.spots[(east, north)] = self.spot_of(east, north)
        return self.spots[(east, north)]

    def spot_of(self, east, north):
        steps = [(x, y) for x in range(-4, 5) for y in range(-4, 5)]
        steps.sort(key=lambda step: (step[0] ** 2 + step[1] ** 2, *step))
        corner = lambda number, step: (number + 0.5) * SQUARE_M + step * APART_M
        for step in steps + [(0, 0)]:
            at = lonlat(corner(east, step[0]), corner(north, step[1]))
            here = Point(metres(*at))
            near = [self.homes[i].distance(here) for i in self.tree.query(here.buffer(ENTRANCE_M))]
            if any(abs(d - CLEAR_M) < HAIR_M for d in near):
                return None
            if min(near, default=math.inf) >= CLEAR_M:
                return at
        return lonlat(corner(east, 0), corner(north, 0))

    def expected(self, lon, lat, accuracy_m):
        """(why, where) it is shown; None where it is not judged."""
        home, doubt = self.nearest(Point(metres(lon, lat)), min(accuracy_m or 0.0, DOORSTEP_M))
        if doubt:
            return None
        if home is None:
            # Half a step goes up, and not to the even one.
            return None, tuple(math.floor(degrees * 1e4 + 0.5) / 1e4 for degrees in (lon, lat))
        if self.kinds[home] == "one_family_house":
            spot = self.spot(home)
            return spot and ("square", spot)
        doors = self.entrances.get(home, [])
        if not doors:
            return "building", lonlat(self.middles[home].x, self.middles[home].y)
        if doors[0][1] is None or len(doors) > 1 and doors[1][0] - doors[0][0] < 0.5:
            return None
        return "entrance", doors[0][1]


class Program:
    """The program on a register of its own, through its own command line."""

    def __init__(self, folder):
        self.folder = folder
        self.env = dict(os.environ, SAMPLATS_STORE=f"sqlite:{folder}/samplats.db")

    def run(self, *arguments):
        words = [BINARY, *map(str, arguments)]
        done = subprocess.run(words, env=self.env, cwd=self.folder, capture_output=True, text=True, timeout=600)
        if done.returncode:
            sys.exit(f"samplats {' '.join(map(str, arguments))} -> {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def shown(self, *options):
        """What an export shows of each report: where, and why there."""
        file = self.folder / "reports.geojson"
        self.run("export", "reports", "-o", file, *options)
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        at = lambda feature: tuple(feature["geometry"]["coordinates"])
        return {one["properties"]["id"]: (one["properties"].get("shown_at"), at(one), one["properties"]) for one in features}


def set_up(program, city):
    parties = ["code,name,kind", "SLK,Stadsledningskontoret,city_executive", "SISAB,Skolfastigheter,property_company"]
    folder = program.folder
    (folder / "parties.csv").write_text("\n".join(parties) + "\n", encoding="utf-8")
    program.run("import", "parties", "parties.csv")
    district = DATA / "stockholm-stadsdelsomraden-11-2023.geojson"
    program.run("import", "areas", district, "--kind", "district", "--map", "name=namn")
    schools = DATA / "sisab-fastigheter.geojson"
    program.run("import", "sites", schools, "--kind", "school", "--party", "SISAB", "--map", "id=id,name=namn")
    doors = ["id,street,lon,lat"] + [f"{n},Gatan {n},{lon},{lat}" for n, (lon, lat) in enumerate(city.doors)]
    (folder / "doors.csv").write_text("\n".join(doors) + "\n", encoding="utf-8")
    rows = ["id,problem_types,observed_at,lon,lat,accuracy_m"]
    for n, (lon, lat, accuracy_m) in enumerate(city.reports):
        rows.append(f"{n},vandalism,2026-11-01T12:00:00+01:00,{lon},{lat},{accuracy_m or ''}")
    (folder / "reports.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    features = [
        {"type": "Feature", "id": str(n), "properties": {"kind": kind}, "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}
        for n, (kind, ring) in enumerate(zip(city.kinds, city.rings))
    ]
    (folder / "homes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    # Homes after the reports and before the doors, so that everything has to be found anew.
    program.run("import", "reports", "reports.csv", "--party", "SLK", "--outside")
    program.run("import", "buildings", "homes.geojson")
    program.run("import", "addresses", "doors.csv")


def main():
    schools = json.loads((DATA / "sisab-fastigheter.geojson").read_text(encoding="utf-8"))["features"]
    schools = [tuple(school["geometry"]["coordinates"][:2]) for school in schools][::4]
    city = City(random.Random(SEED), schools)
    with tempfile.TemporaryDirectory(prefix="samplats-homes-") as folder:
        program = Program(pathlib.Path(folder))
        set_up(program, city)
        exact, shown = program.shown(), program.shown("--as", "SISAB")
        accuracy = {}
        for lon, lat, accuracy_m in city.reports:
            accuracy.setdefault((lon, lat), []).append(accuracy_m)
        wrong, counted, unjudged = [], {}, 0
        for number, (why, where, told) in shown.items():
            lon, lat = exact[number][1]
            if told["level"] != "exists":
                wrong.append((number, "level", told["level"]))
            answers = accuracy[(lon, lat)]
            expected = city.expected(lon, lat, answers[0]) if len(answers) == 1 else None
            if expected is None:
                unjudged += 1
                continue
            counted[str(expected[0])] = counted.get(str(expected[0]), 0) + 1
            apart = Point(metres(*where)).distance(Point(metres(*expected[1])))
            # A middle is no address: any position inside stands for it, and of a rectangle they are centimetres apart.
            if why != expected[0] or apart > (0.5 if why == "building" else 0.02):
                wrong.append((number, (lon, lat), (why, where), expected, round(apart, 2)))
        print(
            f"{len(city.homes)} homes, {len(city.doors)} doors, {len(city.reports)} reports, {len(shown)} shown to the manager of "
            f"the schools; judged {counted}, {unjudged} not judged, {len(wrong)} wrong"
        )
        for line in wrong[:10]:
            print("  ", line)
        if min(counted.get(why, 0) for why in ["None", "entrance", "building", "square"]) < 50:
            sys.exit("too few of one kind for a judgement")
        sys.exit(bool(wrong))


main()
