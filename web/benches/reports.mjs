/**
 * Writes reports for the benches as CSV: as many as are asked for, gathered round the places of a city that runs, the same
 * at every time.
 *
 *     node benches/reports.mjs URL COUNT > reports.csv
 */
const [url, count] = [process.argv[2], Number(process.argv[3] ?? 100_000)];
const login = process.env.SAMPLATS_LOGIN ?? 'staden';
const password = process.env.SAMPLATS_PASSWORD ?? 'invented-city-1';
const types = ['vandalism', 'graffiti', 'disorder', 'extensive_littering', 'open_drug_trade'];

const entered = await fetch(`${url}/api/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-samplats': '1' },
  body: JSON.stringify({ login, password }),
});
if (!entered.ok) throw new Error(`${login} could not log in: ${entered.status}`);
const cookie = entered.headers.get('set-cookie').split(';')[0];
const places = (await (await fetch(`${url}/api/places?limit=1000`, { headers: { cookie } })).json()).items;

/** A plain generator: what matters is that every run gets the same. */
let state = 1;
const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const spread = () => chance() + chance() + chance() - 1.5;
const year = 365 * 86_400_000;
const now = Math.floor(Date.now() / 86_400_000) * 86_400_000;

const lines = ['id,lon,lat,observed_at,problem_types'];
for (let number = 0; number < count; number += 1) {
  const { position } = places[Math.floor(chance() * places.length)];
  const lon = position.lon + spread() * 0.03;
  const lat = position.lat + spread() * 0.015;
  const seen = new Date(now - chance() * year).toISOString();
  lines.push(`b${number},${lon.toFixed(6)},${lat.toFixed(6)},${seen},${types[number % types.length]}`);
}
process.stdout.write(`${lines.join('\n')}\n`);
