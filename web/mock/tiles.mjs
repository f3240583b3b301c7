// Vector tiles of the invented city, in the layers that the contract names.
import geojsonvt from 'geojson-vt';
import vtpbf from 'vt-pbf';
import * as city from './city.mjs';

const feature = (properties, geometry) => ({ type: 'Feature', properties, geometry });
const pointOf = ({ lon, lat }) => ({ type: 'Point', coordinates: [lon, lat] });
const placeProperties = ({ id, name, status, problem_types, level, coordination }) => ({
  id,
  name,
  status,
  type: problem_types[0],
  level,
  interim: coordination.holder.ad_interim,
});
const urgency = ['active', 'in_action', 'under_analysis', 'suspected', 'monitoring', 'dormant', 'dismissed'];

/** Counts the things of each cell of a grid, as the server does below zoom 12. */
function summary(things, z) {
  const size = 360 / 2 ** (z + 3);
  const cells = new Map();
  for (const thing of things) {
    const key = `${Math.floor(thing.position.lon / size)}:${Math.floor(thing.position.lat / size)}`;
    cells.set(key, [...(cells.get(key) ?? []), thing]);
  }
  return [...cells.values()].map((members) => {
    const statuses = members.map((one) => one.status).sort((a, b) => urgency.indexOf(a) - urgency.indexOf(b));
    return feature(
      { count: members.length, worst: statuses[0], type: members[0].problem_types[0] },
      pointOf(members[0].position),
    );
  });
}

const collections = {
  districts: () => ({
    districts: city.districts.map(({ id, code, name, geometry }) => feature({ id, code, name }, geometry)),
  }),
  sites: () => ({
    sites: city.sites.map(({ id, code, name, kind, geometry }) => feature({ id, code, name, kind }, geometry)),
  }),
  water: () => ({ water: city.water.map((geometry) => feature({}, geometry)) }),
  parks: () => ({ parks: city.parks.map((geometry) => feature({}, geometry)) }),
  streets: () => ({ streets: city.streets.map((geometry) => feature({}, geometry)) }),
  places(z, wanted) {
    const shown = city.places.filter(wanted);
    if (z < 12) return { places_summary: summary(shown, z) };
    const areas = shown.filter((place) => place.geometry.type === 'Polygon');
    return {
      places: shown.map((place) => feature(placeProperties(place), place.geometry)),
      places_points: areas.map((place) => feature(placeProperties(place), pointOf(place.position))),
    };
  },
  reports(z, wanted) {
    const shown = city.reports.filter(wanted);
    if (z < 12) return { reports_summary: summary(shown, z) };
    return {
      reports: shown.map((report) =>
        feature(
          { id: report.id, status: report.status, type: report.problem_types[0], level: report.level },
          pointOf(report.position),
        ),
      ),
    };
  },
};

/** One tile as bytes; empty when nothing lies in it. `wanted` is the list filter. */
export function tile(collection, z, row, col, wanted) {
  const layers = {};
  for (const [name, features] of Object.entries(collections[collection]?.(z, wanted) ?? {})) {
    const cut = geojsonvt({ type: 'FeatureCollection', features }, { maxZoom: 24, indexMaxZoom: 0 }).getTile(
      z,
      col,
      row,
    );
    if (cut) layers[name] = cut;
  }
  return Buffer.from(vtpbf.fromGeojsonVt(layers, { version: 2 }));
}
