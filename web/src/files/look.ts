import type { Geometry } from 'geojson';
import { delimiterOf, records } from './delimited';
import { formatOf, type Format } from './format';

/** One row of a file, before anything is made of it. */
export interface Row {
  properties: Record<string, unknown>;
  geometry: Geometry | null;
}

/** What can be seen of a file without sending it. */
export interface Look {
  format: Format | null;
  columns: string[];
  rows: Row[];
  /** Rows have shapes of their own, so that no columns are asked for. */
  hasShapes: boolean;
  /** There is more in the file than was looked at. */
  isPart: boolean;
  /** The coordinate system that the file itself names, as EPSG:3006. */
  crs: string | null;
  /** It could not be read as what it seems to be; the server will say why. */
  isUnreadable: boolean;
}

/** Text files are looked at this far, bytes; a document of JSON has to be read whole, or not at all. */
const textMaxBytes = 4 * 1024 * 1024;
const documentMaxBytes = 24 * 1024 * 1024;
/** Rows that are looked at. */
export const rowsMax = 5_000;
const columnsMax = 200;

const nothing: Look = {
  format: null,
  columns: [],
  rows: [],
  hasShapes: false,
  isPart: false,
  crs: null,
  isUnreadable: false,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A feature with its properties, or an object all of whose members are. */
function rowOf(value: unknown): Row | null {
  if (!isObject(value)) return null;
  const own = isObject(value['geometry']) && 'type' in value['geometry'] ? value['geometry'] : null;
  const geometry = own as Geometry | null;
  if (value['type'] === 'Feature') {
    const properties = isObject(value['properties']) ? value['properties'] : {};
    return { geometry, properties };
  }
  return { geometry, properties: Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'geometry')) };
}

/** The name of a coordinate system in the old way of GeoJSON, where it is one of the EPSG's. */
function crsOf(document: unknown): string | null {
  const member = isObject(document) && isObject(document['crs']) ? document['crs'] : null;
  const name = member && isObject(member['properties']) ? String(member['properties']['name'] ?? '') : '';
  const code = /EPSG:.*?(\d{4,5})$/.exec(name)?.[1];
  return code ? `EPSG:${code}` : null;
}

function looked(format: Format, all: readonly unknown[], isPart: boolean, crs: string | null): Look {
  const rows = all.slice(0, rowsMax).map(rowOf);
  const good = rows.filter((row) => row !== null);
  const columns = new Set(good.flatMap(({ properties }) => Object.keys(properties)));
  return {
    format,
    columns: [...columns].slice(0, columnsMax),
    rows: good,
    hasShapes: good.some(({ geometry }) => geometry !== null),
    isPart: isPart || all.length > rowsMax,
    crs,
    isUnreadable: false,
  };
}

function lookAtTable(text: string, isPart: boolean): Look {
  const [header = [], ...lines] = records(text.replace(/^\uFEFF/, ''), delimiterOf(text), rowsMax + 2);
  const columns = header.map((name) => name.trim());
  const whole = isPart ? lines.slice(0, -1) : lines; // the last line may be cut in the middle
  const rows = whole.map((line) => Object.fromEntries(columns.map((name, at) => [name, line[at]?.trim() ?? ''])));
  return { ...looked('csv', rows, isPart, null), columns };
}

function lookAtLines(text: string, isPart: boolean): Look {
  const lines = text.split('\n').map((line) => line.replace(/^\u001e/, '').trim());
  const whole = (isPart ? lines.slice(0, -1) : lines).filter((line) => line !== '').slice(0, rowsMax + 1);
  return looked(
    'lines',
    whole.map((line) => JSON.parse(line) as unknown),
    isPart,
    null,
  );
}

function lookAtDocument(format: 'json' | 'geojson', text: string): Look {
  const document = JSON.parse(text) as unknown;
  const features = isObject(document) ? document['features'] : document;
  return looked(format, Array.isArray(features) ? features : [document], false, crsOf(document));
}

/** The text of a file: UTF-8, or else Windows-1252, as the server reads it. */
async function textOf(blob: Blob): Promise<string> {
  const bytes = await blob.arrayBuffer();
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  // A part may end in the middle of a letter, which is no other encoding.
  return utf8.slice(0, -1).includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** Looks into a file as far as the browser reasonably can. */
export async function lookAt(file: File): Promise<Look> {
  const format = formatOf(file.name, await file.slice(0, 2048).text());
  try {
    switch (format) {
      case 'csv':
      case 'lines': {
        const isPart = file.size > textMaxBytes;
        const text = await textOf(file.slice(0, textMaxBytes));
        return format === 'csv' ? lookAtTable(text, isPart) : lookAtLines(text, isPart);
      }
      case 'json':
      case 'geojson':
        if (file.size > documentMaxBytes) return { ...nothing, format, isPart: true };
        return lookAtDocument(format, await textOf(file));
      case 'shapefile':
      case 'geopackage':
      case null:
        return { ...nothing, format };
    }
  } catch {
    return { ...nothing, format, isUnreadable: true }; // not what it seems: the server says what is wrong
  }
}
