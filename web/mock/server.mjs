// A stand-in for the server while the app is developed: `npm run build && npm run mock`, then http://127.0.0.1:8090.
// It keeps the contract's rules that the app depends on (versions, keys, problems, tiles), not the domain's.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import * as city from './city.mjs';
import { tile } from './tiles.mjs';

const port = Number(process.env.PORT ?? 8090);
const dist = join(import.meta.dirname, '..', 'dist');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.webmanifest': 'application/manifest+json',
};

const users = {
  falt: { role: 'reporter', party: 'skolhus', may: ['report'] },
  samordnare: { role: 'coordinator', party: 'norrby-sdf', may: ['report', 'decide', 'coordinate'] },
  bolag: { role: 'coordinator', party: 'skolhus', may: ['report', 'coordinate'] },
};
const firstRun = process.env.FIRST_RUN === '1';
const answered = new Map();
const streams = new Set();
let cursor = 0;

class Refusal extends Error {
  constructor(status, type, title, detail = '', more = {}) {
    super(title);
    this.body = { type: `/problems/${type}`, title, status, detail, ...more };
  }
}

const metres = (a, b) => {
  const x = (a.lon - b.lon) * 111_320 * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(x, (a.lat - b.lat) * 111_320);
};
const inBox = ({ lon, lat }, [w, s, e, n]) => lon >= w && lon <= e && lat >= s && lat <= n;
const etag = (thing) => `"${thing.id}-${thing.version}"`;
const page = (items, query) => ({ items: items.slice(0, Number(query.get('limit') ?? 100)), next: null });
const list = (text) => (text ? text.split(',') : []);

function matches(query) {
  const [statuses, problems] = [list(query.get('status')), list(query.get('problem_type'))];
  const district = query.get('district');
  const box = query.get('bbox')?.split(',').map(Number);
  return (thing) =>
    (!statuses.length || statuses.includes(thing.status)) &&
    (!problems.length || thing.problem_types.some((one) => problems.includes(one))) &&
    (!district || thing.district?.code === district) &&
    (!box || inBox(thing.position, box)) &&
    (query.get('without_coordinator') !== 'true' || thing.coordination?.holder.ad_interim);
}

function changed(kind, verb, id) {
  const data = JSON.stringify({ cursor: String(++cursor), time: new Date().toISOString(), verb, kind, id });
  for (const stream of streams) stream.write(`id: ${cursor}\nevent: change\ndata: ${data}\n\n`);
}

const meOf = (login) => ({
  account: { login, role: users[login].role },
  party: city.parties.find((party) => party.code === users[login].party),
  role: users[login].role,
  may: users[login].may,
  city: { name: 'Almstad', demo: true, bounds: city.bounds },
  districts: city.districts.map(({ id, code, name }) => ({ id, code, name })),
});

function nearPlaces(at, radius) {
  return city.places
    .map((place) => ({ place, distance_m: Math.round(metres(at, place.position)) }))
    .filter(({ place, distance_m }) => distance_m <= radius && place.status !== 'dismissed')
    .sort((a, b) => a.distance_m - b.distance_m)
    .map(({ place, distance_m }) => ({
      id: place.id,
      name: place.name,
      status: place.status,
      problem_types: place.problem_types,
      distance_m,
      coordinator: place.coordination.holder.ad_interim ? null : place.coordination.holder.party,
      same_place: distance_m < 60,
      level: 'summary',
      last_seen: place.last_seen,
    }));
}

function locate(at, radius = 250) {
  const sites = city.sites
    .map((site) => ({
      site,
      distance_m: Math.round(Math.max(0, metres(at, site.position) - (site.boundary ? 50 : 0))),
    }))
    .filter(({ distance_m }) => distance_m <= radius)
    .sort((a, b) => a.distance_m - b.distance_m)
    .map(({ site: { id, code, name, kind, manager, land_owner, boundary }, distance_m }) => ({
      id,
      code,
      name,
      kind,
      manager,
      land_owner,
      distance_m,
      ground: distance_m <= (boundary ? 0 : 25),
      boundary,
    }));
  const district = city.districtOf(at);
  const owner = sites.find((site) => site.ground)?.manager;
  return {
    district,
    areas: [],
    sites,
    places: nearPlaces(at, radius),
    coordinator_proposal: owner
      ? { party: owner, because: `Punkten ligger på mark som ${owner.name} förvaltar.` }
      : { party: city.named('norrby-sdf'), because: 'Ingen förvaltare har mer än hälften av marken inom 25 meter.' },
    outside_districts: district === null,
  };
}

function may(place, login) {
  const acts = new Set(users[login].may);
  const open = !['dismissed', 'merged', 'split'].includes(place.status);
  const state = place.coordination.state;
  return [
    ...(acts.has('coordinate') && open && state !== 'accepted' ? ['accept', 'decline'] : []),
    ...(acts.has('coordinate') && open && state === 'accepted' ? ['hand-over'] : []),
    ...(acts.has('decide') && open
      ? [
          'propose',
          'edit',
          'status:active',
          'status:under_analysis',
          'status:in_action',
          'status:monitoring',
          'status:dormant',
          'status:dismissed',
        ]
      : []),
  ].filter((command) => command !== `status:${place.status}`);
}

const showPlace = (place, login) => {
  const { history: _, version: __, ...shown } = place;
  if (place.level === 'full') return { ...shown, may: may(place, login) };
  const { id, level, name, status, problem_types, position, district, last_seen, withheld, coordination } = shown;
  return { id, level, name, status, problem_types, position, district, last_seen, withheld, coordination, may: [] };
};

function find(all, id) {
  const thing = all.find((one) => one.id === id);
  if (!thing) throw new Refusal(404, 'not-found', 'Not found');
  return thing;
}

function seenVersion(thing, request) {
  const match = request.headers['if-match'];
  if (!match) throw new Refusal(428, 'version-missing', 'Say which version you saw');
  if (match !== etag(thing)) throw new Refusal(412, 'version-stale', 'Somebody changed it');
}

function createReport(body) {
  if (/\d{6}[-\s]?\d{4}|@|07\d|[A-ZÅÄÖ]{3}\s?\d{2}[A-Z0-9]/.test(body.text ?? '')) {
    throw new Refusal(
      422,
      'personal-data',
      'The text points at a person',
      'Texten verkar innehålla ett telefonnummer, personnummer, bilnummer eller en e-postadress.',
      {
        errors: [{ pointer: '#/text', detail: 'Ta bort det som pekar ut en person.' }],
      },
    );
  }
  const here = locate(body.position);
  const place = body.place ? find(city.places, body.place) : null;
  const report = {
    id: city.newId(),
    version: 1,
    level: 'full',
    status: place ? 'triaged' : 'received',
    ...body,
    ...(place && { outcome: 'linked' }),
    place: place ? { id: place.id, name: place.name, status: place.status } : undefined,
    received_at: new Date().toISOString(),
    source: 'field',
    district: here.district,
    outside_districts: !here.district,
    origin: city.named('skolhus'),
    class: 'partner',
    mine: true,
    parties: [],
    nearby_reports: 0,
  };
  city.reports.unshift(report);
  if (place) Object.assign(place, { last_seen: report.received_at, report_count: place.report_count + 1 });
  changed('report', 'report.create', report.id);
  return { ...report, places: here.places, coordinator_proposal: here.coordinator_proposal };
}

function createPlace(body, login) {
  const faults = body.problem_types?.length
    ? []
    : [{ pointer: '#/problem_types', detail: 'Välj minst en problemtyp.' }];
  if (faults.length) throw new Refusal(422, 'invalid', 'The content is wrong', '', { errors: faults });
  const members = (body.reports ?? []).map((id) => find(city.reports, id));
  const ring = body.geometry?.type === 'Polygon' ? body.geometry.coordinates[0] : null;
  const [lon, lat] = ring
    ? ring[0]
    : (body.geometry?.coordinates ?? [members[0].position.lon, members[0].position.lat]);
  const place = {
    id: city.newId(),
    version: 1,
    level: 'full',
    name: body.name || 'Plats utan namn',
    status: 'suspected',
    status_since: new Date().toISOString(),
    geometry: body.geometry ?? { type: 'Point', coordinates: [lon, lat] },
    position: { lon, lat },
    problem_types: body.problem_types,
    physical_factors: body.physical_factors ?? [],
    district: city.districtOf({ lon, lat }),
    created_at: new Date().toISOString(),
    last_seen: members[0]?.observed_at ?? null,
    report_count: members.length,
    coordination: city.coordination('proposed'),
    lineage: {},
    class: 'partner',
    origin: city.named(users[login].party),
    parties: [{ party: city.named('norrby-sdf'), level: 'full', why: 'Platsen ligger i stadsdelsområdet.' }],
    history: [
      {
        version: 1,
        time: new Date().toISOString(),
        verb: 'place.create',
        party: city.named(users[login].party),
        role: 'coordinator',
        words: 'Platsen skapades.',
      },
    ],
  };
  city.places.unshift(place);
  for (const report of members) {
    Object.assign(report, {
      status: 'triaged',
      outcome: 'became_place',
      version: report.version + 1,
      place: { id: place.id, name: place.name, status: place.status },
    });
  }
  changed('place', 'place.create', place.id);
  changed('report', 'report.triage', members[0]?.id ?? '');
  return showPlace(place, login);
}

function note(place, login, verb, words) {
  place.version += 1;
  place.history.unshift({
    version: place.version,
    time: new Date().toISOString(),
    verb,
    party: city.named(users[login].party),
    role: users[login].role,
    words,
  });
  changed('place', verb, place.id);
  return showPlace(place, login);
}

const coordinationCommands = {
  accept(place, body, login) {
    const party = city.named(users[login].party);
    place.coordination = {
      ...city.coordination('accepted'),
      party,
      because: undefined,
      holder: {
        party,
        function: body.function,
        since: new Date().toISOString(),
        decided_by: { party, role: 'coordinator' },
        ad_interim: false,
      },
    };
    return note(place, login, 'coordination.accept', `${party.name} tog på sig samordningen.`);
  },
  decline(place, body, login) {
    place.coordination = {
      ...city.coordination('declined'),
      declined: { reason: body.reason, suggested_party: city.named(body.suggested_party) },
    };
    return note(
      place,
      login,
      'coordination.decline',
      `${city.named(users[login].party).name} tackade nej: ${body.reason}`,
    );
  },
  propose(place, body, login) {
    place.coordination = {
      ...place.coordination,
      state: 'proposed',
      party: city.named(body.party),
      because: body.reason,
    };
    return note(place, login, 'coordination.propose', `${city.named(body.party).name} föreslogs som samordnande part.`);
  },
  'hand-over'(place, body, login) {
    place.coordination = {
      ...place.coordination,
      state: 'proposed',
      party: city.named(body.party),
      because: body.reason,
    };
    return note(
      place,
      login,
      'coordination.hand-over',
      `Samordningen lämnas över till ${city.named(body.party).name}.`,
    );
  },
};

const routes = [
  ['GET', /^\/api\/locate$/, ({ query }) => locate({ lon: +query.get('lon'), lat: +query.get('lat') })],
  ['GET', /^\/api\/codes$/, () => ({ items: city.codes, next: null })],
  ['GET', /^\/api\/parties$/, () => ({ items: city.parties, next: null })],
  [
    'GET',
    /^\/api\/layers$/,
    () => ({
      layers: ['districts', 'sites', 'places', 'reports', 'water', 'parks', 'streets'].map((id) => ({
        id,
        data_date: '2026-11-20',
      })),
      tiles: '/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}',
    }),
  ],
  [
    'GET',
    /^\/api\/sites$/,
    ({ query }) => {
      const q = (query.get('q') ?? '').toLowerCase();
      return page(
        city.sites.filter((site) => site.name.toLowerCase().includes(q)),
        query,
      );
    },
  ],
  [
    'GET',
    /^\/api\/places$/,
    ({ query, login }) =>
      page(
        city.places.filter(matches(query)).map((place) => showPlace(place, login)),
        query,
      ),
  ],
  ['POST', /^\/api\/places$/, ({ body, login }) => createPlace(body, login)],
  [
    'GET',
    /^\/api\/places\/(\w+)$/,
    ({ id, login, reply }) => {
      const place = find(city.places, id);
      reply.setHeader('etag', etag(place));
      return showPlace(place, login);
    },
  ],
  [
    'PATCH',
    /^\/api\/places\/(\w+)$/,
    ({ id, body, login, request }) => {
      const place = find(city.places, id);
      seenVersion(place, request);
      Object.assign(place, body);
      return note(place, login, 'place.edit', 'Uppgifterna ändrades.');
    },
  ],
  ['GET', /^\/api\/places\/(\w+)\/history$/, ({ id }) => ({ items: find(city.places, id).history, next: null })],
  [
    'GET',
    /^\/api\/places\/(\w+)\/neighbours$/,
    ({ id }) => ({ items: locate(find(city.places, id).position, 400).sites, next: null }),
  ],
  [
    'GET',
    /^\/api\/places\/(\w+)\/reports$/,
    ({ id }) => ({ items: city.reports.filter((report) => report.place?.id === id), next: null }),
  ],
  [
    'POST',
    /^\/api\/places\/(\w+)\/status$/,
    ({ id, body, login, request }) => {
      const place = find(city.places, id);
      seenVersion(place, request);
      place.status = body.status;
      return note(place, login, 'place.status', `Status ändrades: ${body.reason}`);
    },
  ],
  [
    'POST',
    /^\/api\/places\/(\w+)\/coordination\/([\w-]+)$/,
    ({ id, rest, body, login, request }) => {
      const place = find(city.places, id);
      seenVersion(place, request);
      return coordinationCommands[rest](place, body, login);
    },
  ],
  ['GET', /^\/api\/reports$/, ({ query }) => page(city.reports.filter(matches(query)), query)],
  ['POST', /^\/api\/reports$/, ({ body }) => createReport(body)],
  [
    'GET',
    /^\/api\/reports\/(\w+)$/,
    ({ id, reply }) => {
      const report = find(city.reports, id);
      reply.setHeader('etag', etag(report));
      return { ...report, places: nearPlaces(report.position, 250) };
    },
  ],
  [
    'POST',
    /^\/api\/reports\/(\w+)\/triage$/,
    ({ id, body, request }) => {
      const report = find(city.reports, id);
      seenVersion(report, request);
      const place = body.place && find(city.places, body.place);
      Object.assign(report, { status: 'triaged', outcome: body.outcome, version: report.version + 1 });
      if (place) report.place = { id: place.id, name: place.name, status: place.status };
      changed('report', 'report.triage', id);
      return report;
    },
  ],
  ['GET', /^\/api\/me\/reports$/, () => ({ items: city.reports.filter((report) => report.mine), next: null })],
  [
    'GET',
    /^\/api\/me\/sites$/,
    ({ login }) => ({
      items: city.sites
        .filter((site) => site.manager?.code === users[login].party)
        .map((site) => ({
          ...site,
          places: nearPlaces(site.position, 150).map((place) => ({ ...place, ground: place.distance_m < 60 })),
          reports: city.reports.filter((report) => metres(report.position, site.position) < 150).length,
        })),
      next: null,
    }),
  ],
  [
    'GET',
    /^\/api\/me\/duties$/,
    ({ login }) => ({
      items: [
        ...city.places
          .filter((place) => place.coordination.holder.ad_interim && place.status !== 'dismissed')
          .map((place) => ({
            what: users[login].may.includes('decide') ? 'name_coordinator' : 'answer_coordination',
            place: { id: place.id, name: place.name, status: place.status },
            deadline: place.coordination.deadline,
            overdue: place.coordination.overdue,
          })),
        ...(users[login].may.includes('decide')
          ? city.reports
              .filter((report) => report.status === 'received')
              .slice(0, 4)
              .map((report) => ({ what: 'triage', report: { id: report.id }, deadline: null, overdue: false }))
          : []),
      ],
      next: null,
    }),
  ],
];

function answerOnce(request, body, make) {
  const key = request.headers['idempotency-key'];
  if (request.method === 'GET' || !key) return make();
  const text = JSON.stringify(body);
  const earlier = answered.get(key);
  if (earlier && earlier.text !== text) throw new Refusal(422, 'key-reused', 'The key belongs to another request');
  if (earlier) return earlier.outcome;
  const outcome = make();
  answered.set(key, { text, outcome });
  return outcome;
}

function enter(reply, login) {
  reply.setHeader('set-cookie', `mock=${login}; Path=/; HttpOnly; SameSite=Strict`);
  return meOf(login);
}

function session(request, reply, path, body, login) {
  if (path === '/api/session' && request.method === 'DELETE') {
    reply.setHeader('set-cookie', 'mock=; Path=/; Max-Age=0');
    return undefined;
  }
  if (path === '/api/session/first') return enter(reply, 'samordnare');
  if (path === '/api/session') {
    if (!users[body.login] || body.password !== 'samplats')
      throw new Refusal(401, 'wrong-login', 'Wrong user name or password');
    return enter(reply, body.login);
  }
  if (!login) throw new Refusal(401, 'who-are-you', 'Log in', '', firstRun ? { first_run: true } : {});
  return meOf(login);
}

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

function api(request, reply, url, body, login) {
  if (request.method !== 'GET' && request.headers['x-samplats'] !== '1')
    throw new Refusal(403, 'header-missing', 'X-Samplats is missing');
  if (/^\/api\/(session|me$)/.test(url.pathname)) return session(request, reply, url.pathname, body, login);
  if (!login) throw new Refusal(401, 'who-are-you', 'Log in');
  for (const [method, pattern, handle] of routes) {
    const match = method === request.method && pattern.exec(url.pathname);
    if (!match) continue;
    const [, id, rest] = match;
    return answerOnce(request, body, () => handle({ id, rest, body, login, request, reply, query: url.searchParams }));
  }
  throw new Refusal(404, 'not-found', 'Not found');
}

async function file(reply, path) {
  const name = path === '/' ? '/index.html' : normalize(path);
  try {
    const bytes = await readFile(join(dist, name));
    reply.writeHead(200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    reply.end(bytes);
  } catch {
    reply.writeHead(404).end();
  }
}

createServer(async (request, reply) => {
  const url = new URL(request.url, 'http://localhost');
  const cookie = /mock=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const login = users[cookie] ? cookie : undefined;
  try {
    const drawn = /^\/ogc\/collections\/(\w+)\/tiles\/WebMercatorQuad\/(\d+)\/(\d+)\/(\d+)$/.exec(url.pathname);
    if (drawn) {
      const bytes = tile(drawn[1], +drawn[2], +drawn[3], +drawn[4], matches(url.searchParams));
      reply.writeHead(bytes.length ? 200 : 204, {
        'content-type': 'application/vnd.mapbox-vector-tile',
        'cache-control': 'no-cache',
      });
      return reply.end(bytes);
    }
    if (url.pathname === '/api/changes') {
      reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      reply.write(': here\n\n');
      streams.add(reply);
      return request.on('close', () => streams.delete(reply));
    }
    if (!url.pathname.startsWith('/api/')) return await file(reply, url.pathname);
    const answer = api(request, reply, url, await bodyOf(request), login);
    const status =
      answer === undefined
        ? 204
        : request.method === 'POST' && /^\/api\/(reports|places)$/.test(url.pathname)
          ? 201
          : 200;
    reply.writeHead(status, { 'content-type': 'application/json' });
    reply.end(answer === undefined ? '' : JSON.stringify(answer));
  } catch (error) {
    const body =
      error instanceof Refusal
        ? error.body
        : { type: 'about:blank', title: 'Fault', status: 500, instance: '/requests/mock' };
    if (!(error instanceof Refusal)) console.error(error);
    reply.writeHead(body.status, { 'content-type': 'application/problem+json' });
    reply.end(JSON.stringify(body));
  }
}).listen(port, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${port}  log in as falt, samordnare or bolag, password samplats`),
);
