// An invented city for developing the app without the server. Nothing here is real, and nothing of it is shipped.

const centre = { lon: 16.52, lat: 58.61 };
const step = { lon: 0.032, lat: 0.017 };
let seed = 7;
/** The same numbers on every start, so that pictures can be compared. */
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const between = (low, high) => low + random() * (high - low);
let nextId = 1;
export const newId = () => (nextId++).toString(32).toUpperCase().padStart(11, '0');
const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const parties = [
  { code: 'kanslistaden', name: 'Stadskansliet', kind: 'city_executive' },
  { code: 'norrby-sdf', name: 'Norrby stadsdelsförvaltning', kind: 'district_administration' },
  { code: 'hamnen-sdf', name: 'Hamnens stadsdelsförvaltning', kind: 'district_administration' },
  { code: 'skolhus', name: 'Skolhus i Almstad AB', kind: 'property_company' },
  { code: 'almbo', name: 'Almbostäder', kind: 'property_company' },
  { code: 'gata', name: 'Gatukontoret', kind: 'city_office' },
  { code: 'polisen', name: 'Polisen Almstad', kind: 'police' },
].map((party) => ({ id: newId(), ...party }));
export const named = (code) => {
  const party = parties.find((one) => one.code === code);
  return party && { code: party.code, name: party.name };
};

const corner = (i, j) => [
  centre.lon + (i - 1.5) * step.lon + Math.sin(i * 3 + j) * 0.003,
  centre.lat + (j - 1) * step.lat + Math.cos(i + j * 2) * 0.002,
];
const districtNames = ['Norrby', 'Kvarnlunda', 'Björkhöjd', 'Hamnen', 'Gamla Almstad', 'Strandvik'];
export const districts = districtNames.map((name, n) => {
  const [i, j] = [n % 3, n < 3 ? 1 : 0];
  const ring = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1), corner(i, j)];
  return {
    id: newId(),
    code: String(n + 1).padStart(2, '0'),
    name,
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
});

const box = (lon, lat, width, height) => [
  [lon - width, lat - height],
  [lon + width, lat - height],
  [lon + width, lat + height],
  [lon - width, lat + height],
  [lon - width, lat - height],
];
const polygon = (ring) => ({ type: 'Polygon', coordinates: [ring] });

const siteKinds = [
  ['school', 'skola', 'skolhus'],
  ['preschool', 'förskola', 'skolhus'],
  ['housing', 'bostäder', 'almbo'],
  ['square', 'torg', 'gata'],
];
const words = [
  'Lindens',
  'Kvarnens',
  'Björkens',
  'Hamnens',
  'Rönnens',
  'Ekens',
  'Tallens',
  'Sjöns',
  'Ängens',
  'Klockans',
];
export const sites = Array.from({ length: 40 }, (_, n) => {
  const [kind, noun, manager] = siteKinds[n % 4];
  const lon = centre.lon + between(-1.3, 1.3) * step.lon;
  const lat = centre.lat + between(-0.9, 0.9) * step.lat;
  const boundary = n % 3 !== 0;
  return {
    id: newId(),
    code: `A${100 + n}`,
    name: `${words[n % words.length]} ${noun}`,
    kind,
    manager: n % 13 === 12 ? null : named(manager),
    land_owner: named('gata'),
    boundary,
    position: { lon, lat },
    geometry: boundary ? polygon(box(lon, lat, 0.0009, 0.0004)) : { type: 'Point', coordinates: [lon, lat] },
  };
});

export const codes = [
  ['problem_type', 'open_drug_trade', 'Öppen narkotikahandel', 'Open drug trade', 'crime_disorder'],
  ['problem_type', 'open_drug_scene', 'Öppen drogscen', 'Open drug scene', 'crime_disorder'],
  ['problem_type', 'disorder', 'Ordningsstörning', 'Disorder', 'crime_disorder'],
  ['problem_type', 'unlawful_settlement', 'Olovlig bosättning', 'Unlawful settlement', 'crime_disorder'],
  ['problem_type', 'vandalism', 'Skadegörelse', 'Vandalism', 'crime_disorder'],
  ['problem_type', 'graffiti', 'Klotter', 'Graffiti', 'crime_disorder'],
  ['problem_type', 'arson', 'Anlagd brand', 'Arson', 'fire'],
  ['problem_type', 'fall_hazard', 'Fallrisk', 'Fall hazard', 'accident'],
  ['problem_type', 'extensive_littering', 'Omfattande nedskräpning', 'Extensive littering', 'environment'],
  ['physical_factor', 'poor_lighting', 'Bristande belysning', 'Poor lighting'],
  ['physical_factor', 'urban_design', 'Stadsrummets utformning', 'Urban design'],
  ['physical_factor', 'overgrown', 'Igenväxt', 'Overgrown'],
  ['count_band', '1-5', '1–5', '1–5'],
  ['count_band', '6-15', '6–15', '6–15'],
  ['count_band', 'over-15', 'Fler än 15', 'More than 15'],
  ['site_kind', 'school', 'Skola', 'School'],
  ['site_kind', 'preschool', 'Förskola', 'Preschool'],
  ['site_kind', 'housing', 'Bostäder', 'Housing'],
  ['site_kind', 'square', 'Torg', 'Square'],
].map(([list, code, sv, en, category]) => ({ list, code, label: { sv, en }, ...(category && { category }) }));

export const districtOf = ({ lon, lat }) => {
  const inside = (ring) => {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  };
  const found = districts.find((one) => inside(one.geometry.coordinates[0]));
  return found ? { id: found.id, code: found.code, name: found.name } : null;
};

const placeSeeds = [
  ['Gångtunneln vid torget', 'active', ['open_drug_scene', 'disorder'], 'proposed', ['poor_lighting']],
  ['Lindens skolgård', 'suspected', ['vandalism', 'graffiti'], 'proposed', []],
  ['Kajen vid Hamnen', 'in_action', ['disorder'], 'accepted', ['urban_design']],
  ['Parkleken i Björkhöjd', 'under_analysis', ['extensive_littering'], 'accepted', ['overgrown']],
  ['Busstorget', 'monitoring', ['disorder'], 'accepted', []],
  ['Skogsdungen bakom ekarna', 'active', ['unlawful_settlement', 'extensive_littering'], 'interim', ['overgrown']],
  ['Garaget Kvarnen', 'dormant', ['arson'], 'accepted', []],
  ['Trappan vid kyrkan', 'active', ['open_drug_trade'], 'escalated', ['poor_lighting']],
  ['Centrumgången', 'active', ['disorder', 'graffiti'], 'declined', []],
  ['Strandpromenaden', 'suspected', ['extensive_littering'], 'proposed', []],
  ['Lekplatsen i Norrby', 'in_action', ['vandalism'], 'accepted', ['poor_lighting']],
  ['Gamla stationen', 'dismissed', ['graffiti'], 'accepted', []],
];

export function coordination(state) {
  const company = named('skolhus');
  const district = named('norrby-sdf');
  const interim = state !== 'accepted';
  return {
    state,
    party: state === 'accepted' ? company : state === 'interim' ? district : company,
    because: '62 % av platsen ligger på mark som Skolhus i Almstad AB förvaltar.',
    holder: {
      party: interim ? district : company,
      function: interim ? 'Trygghetssamordnare' : 'Förvaltningschef',
      since: hoursAgo(210),
      decided_by: { party: district, role: 'coordinator' },
      ad_interim: interim,
    },
    deadline: interim ? hoursAgo(state === 'escalated' ? 50 : -72) : null,
    overdue: state === 'escalated',
    ...(state === 'escalated' && { escalated_to: 'local_steering_group' }),
    ...(state === 'declined' && {
      declined: { reason: 'Gången ligger på gatumark, inte på vår tomt.', suggested_party: named('gata') },
    }),
    past: [],
  };
}

export const places = placeSeeds.map(([name, status, problem_types, state, physical_factors], n) => {
  const site = sites[n * 3];
  const position =
    n < 4
      ? { lon: site.position.lon + 0.0006, lat: site.position.lat + 0.0002 }
      : {
          lon: centre.lon + between(-1.2, 1.2) * step.lon,
          lat: centre.lat + between(-0.8, 0.8) * step.lat,
        };
  const geometry =
    n % 3 === 0
      ? polygon(box(position.lon, position.lat, 0.0012, 0.0005))
      : { type: 'Point', coordinates: [position.lon, position.lat] };
  return {
    id: newId(),
    version: 1,
    level: n === 10 ? 'summary' : 'full',
    name,
    status,
    status_since: hoursAgo(100 + n * 40),
    geometry,
    position,
    problem_types,
    physical_factors,
    child_relevant: n % 4 === 1,
    district: districtOf(position),
    districts: [],
    outside_districts: false,
    created_at: hoursAgo(900),
    last_seen: n === 6 ? null : hoursAgo(n * 9 + 2),
    report_count: 12 - n,
    coordination: coordination(state),
    lineage: { merged_from: [], split_into: [] },
    class: 'partner',
    origin: named('norrby-sdf'),
    parties: [
      { party: named('norrby-sdf'), level: 'full', why: 'Platsen ligger i stadsdelsområdet.' },
      { party: named('skolhus'), level: 'full', why: 'Förvaltar mark på platsen.' },
      { party: named('polisen'), level: 'summary', why: 'Platsen ligger i lokalpolisområdet.' },
    ],
    ...(n === 0 && { note: 'Mörkast längst in mot trappan. Samlingar mest kvällar torsdag till lördag.' }),
    ...(n === 10 && { withheld: 'neighbouring_area' }),
    history: [
      {
        version: 1,
        time: hoursAgo(900),
        verb: 'place.create',
        party: named('norrby-sdf'),
        role: 'coordinator',
        words: 'Platsen skapades av tre rapporter.',
      },
      {
        version: 2,
        time: hoursAgo(210),
        verb: 'coordination.propose',
        party: named('norrby-sdf'),
        role: 'coordinator',
        words: 'Skolhus i Almstad AB föreslogs som samordnande part.',
      },
    ],
  };
});

export const reports = Array.from({ length: 36 }, (_, n) => {
  const place = n % 3 === 0 ? places[n % places.length] : null;
  const near = place ?? places[(n * 5) % places.length];
  const spread = place ? 0.0006 : 0.004;
  const position = {
    lon: near.position.lon + between(-spread, spread),
    lat: near.position.lat + between(-spread, spread) / 2,
    accuracy_m: Math.round(between(4, 40)),
  };
  return {
    id: newId(),
    version: 1,
    level: 'full',
    status: place ? 'triaged' : 'received',
    ...(place && { outcome: 'linked', place: { id: place.id, name: place.name, status: place.status } }),
    position,
    observed_at: hoursAgo(n * 5 + 1),
    received_at: hoursAgo(n * 5 + 0.9),
    problem_types: [codes[(n * 2) % 9].code],
    ...(n % 2 && { count_band: ['1-5', '6-15', 'over-15'][n % 3] }),
    source: 'field',
    sighting: place ? ['new', 'still', 'gone'][(n / 3) % 3] : 'new',
    district: districtOf(position),
    outside_districts: districtOf(position) === null,
    origin: named(n % 2 ? 'skolhus' : 'norrby-sdf'),
    class: 'partner',
    ...(n % 4 === 0 && { text: 'Krossat glas längs muren och nedbrunnen papperskorg.' }),
    mine: n % 9 === 0,
    parties: [{ party: named('norrby-sdf'), level: 'full', why: 'Rapporten ligger i stadsdelsområdet.' }],
    nearby_reports: n % 4,
  };
});

export const bounds = [
  centre.lon - 1.7 * step.lon,
  centre.lat - 1.15 * step.lat,
  centre.lon + 1.7 * step.lon,
  centre.lat + 1.15 * step.lat,
];

const river = Array.from({ length: 25 }, (_, i) => {
  const lon = bounds[0] - 0.02 + (i / 24) * (bounds[2] - bounds[0] + 0.04);
  return [lon, centre.lat - 0.0035 + Math.sin(i / 2.6) * 0.0028];
});
export const water = [
  polygon([
    ...river,
    ...river.toReversed().map(([lon, lat]) => [lon, lat - 0.0022 - Math.abs(Math.sin(lon * 90)) * 0.001]),
    river[0],
  ]),
];
export const parks = [
  [-0.9, 0.5],
  [0.4, 0.62],
  [1.1, -0.5],
  [-0.35, -0.72],
  [-1.2, -0.3],
].map(([x, y]) => polygon(box(centre.lon + x * step.lon, centre.lat + y * step.lat, 0.005, 0.0018)));
export const streets = [
  ...Array.from({ length: 19 }, (_, i) => {
    const lon = bounds[0] + ((i + 0.5) / 19) * (bounds[2] - bounds[0]);
    return [
      [lon, bounds[1]],
      [lon + 0.002, centre.lat],
      [lon - 0.001, bounds[3]],
    ];
  }),
  ...Array.from({ length: 13 }, (_, i) => {
    const lat = bounds[1] + ((i + 0.5) / 13) * (bounds[3] - bounds[1]);
    return [
      [bounds[0], lat],
      [centre.lon, lat + 0.0012],
      [bounds[2], lat],
    ];
  }),
].map((coordinates) => ({ type: 'LineString', coordinates }));
