/** Formats that are imported, by the contract's content types. */
export const contentTypes = {
  geojson: 'application/geo+json',
  lines: 'application/x-ndjson',
  json: 'application/json',
  csv: 'text/csv',
  shapefile: 'application/zip',
  geopackage: 'application/geopackage+sqlite3',
} as const;
export type Format = keyof typeof contentTypes;

const byEnding: Record<string, Format> = {
  geojson: 'geojson',
  geojsonl: 'lines',
  geojsons: 'lines',
  ndjson: 'lines',
  jsonl: 'lines',
  csv: 'csv',
  tsv: 'csv',
  tab: 'csv',
  zip: 'shapefile',
  shz: 'shapefile',
  gpkg: 'geopackage',
};

/** What a file is, by how its name ends, else by how it begins; nothing where neither tells. The server decides. */
export function formatOf(name: string, start: string): Format | null {
  const named = byEnding[/\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''];
  if (named) return named;
  const text = start.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return /^\{[^\n]*\}\s*\n\s*\{/.test(text) ? 'lines' : 'geojson';
  return /[,;\t]/.test(text.split('\n', 1)[0] ?? '') ? 'csv' : null;
}
