import { describe, expect, it } from 'vitest';
import { boundsOf } from './bounds';
import { delimiterOf, records } from './delimited';
import { fieldsOf, guess, mapOf, missing, whats } from './fields';
import { formatOf } from './format';
import { lookAt, rowsMax } from './look';
import { base64Url, ofWhat } from './mapping_file';
import { numberIn, previewOf, systemOf } from './preview';
import { systems, toLonLat } from './sweref';

const file = (name: string, text: string | Uint8Array<ArrayBuffer>) => new File([text], name);

describe('the format of a file', () => {
  it.each([
    ['a.GeoJSON', '', 'geojson'],
    ['a.csv', '{}', 'csv'],
    ['a.gpkg', '', 'geopackage'],
    ['a.zip', 'PK', 'shapefile'],
    ['a.json', '[{}]', 'json'],
    ['a.json', '{"type":"FeatureCollection"}', 'geojson'],
    ['a', '{"a":1}\n{"a":2}', 'lines'],
    ['a.txt', 'namn;kod', 'csv'],
    ['a.png', 'x', null],
  ])('%s beginning with %s', (name, start, format) => expect(formatOf(name, start)).toBe(format));
});

describe('delimited text', () => {
  it('is read with the delimiter that its first line has most of', () => {
    expect(delimiterOf('namn;kod;"a,b,c,d"\n1,2,3,4,5')).toBe(';');
    expect(delimiterOf('a\tb')).toBe('\t');
    expect(delimiterOf('ensam')).toBe(',');
  });

  it('keeps delimiters, quotes and breaks within quotes', () => {
    expect(records('a,"b ""c"", d\ne"\r\n\r\nf,g', ',', 10)).toEqual([
      ['a', 'b "c", d\ne'],
      ['f', 'g'],
    ]);
    expect(records('a\nb\nc\n', ',', 2)).toEqual([['a'], ['b']]);
  });
});

describe('looking into a file', () => {
  it('sees the columns and rows of a table', async () => {
    const look = await lookAt(file('a.csv', '\uFEFFNamn;Kod\nTorget;1\nParken;2\n'));
    expect([look.format, look.columns, look.hasShapes, look.isPart]).toEqual(['csv', ['Namn', 'Kod'], false, false]);
    expect(look.rows.map(({ properties }) => properties)).toEqual([
      { Namn: 'Torget', Kod: '1' },
      { Namn: 'Parken', Kod: '2' },
    ]);
  });

  it('reads what older programs write', async () => {
    const look = await lookAt(file('a.csv', new Uint8Array([0x4e, 0xe5, 0x2c, 0x62, 0x0a])));
    expect(look.columns).toEqual(['Nå', 'b']);
  });

  it('sees shapes and the coordinate system of GeoJSON', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3011' } };
    const features = [{ type: 'Feature', properties: { namn: 'A' }, geometry: { type: 'Point', coordinates: [1, 2] } }];
    const look = await lookAt(file('a.geojson', JSON.stringify({ type: 'FeatureCollection', crs, features })));
    expect([look.columns, look.hasShapes, look.crs]).toEqual([['namn'], true, 'EPSG:3011']);
  });

  it('says that there is more than it looked at', async () => {
    const look = await lookAt(file('a.csv', `namn\n${'x\n'.repeat(rowsMax + 5)}`));
    expect([look.rows.length, look.isPart]).toEqual([rowsMax, true]);
  });

  it('leaves what is not what it seems to the server', async () => {
    expect((await lookAt(file('a.geojson', '{"type":'))).isUnreadable).toBe(true);
    expect((await lookAt(file('a.gpkg', 'SQLite format 3'))).columns).toEqual([]);
  });
});

describe('guessing columns', () => {
  it('knows Swedish and English names, however they are written', () => {
    const columns = ['OBJECTID', 'Namn', 'Fastighets-beteckning', 'Markägare', 'X_koordinat', 'Y_koordinat', 'Övrigt'];
    expect(guess('sites', columns)).toEqual({
      id: 'OBJECTID',
      name: 'Namn',
      property_designation: 'Fastighets-beteckning',
      land_owner: 'Markägare',
      lon: 'X_koordinat',
      lat: 'Y_koordinat',
    });
  });

  it('gives a field the column of its own name before one that only resembles it', () => {
    expect(guess('parties', ['kod', 'code', 'name']).code).toBe('code');
  });

  it('gives no column to two fields, and no position where rows have shapes', () => {
    const guessed = guess('reports', ['kategori', 'datum', 'lon', 'lat'], true);
    expect(guessed).toEqual({ problem_types: 'kategori', observed_at: 'datum' });
  });

  it('is told to the server only where the names differ', () => {
    expect(mapOf({ name: 'name', code: 'Kod, ny', kind: '' })).toBe('code=Kod\\, ny');
  });

  it('knows what is still missing', () => {
    expect(missing('parties', { name: 'namn' })).toEqual(['code']);
  });

  it.each(whats)('has no name for two fields of %s', (what) => {
    const names = fieldsOf[what].flatMap(({ name, known }) => [name.replaceAll('_', ''), ...known]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('positions', () => {
  // The other way by PROJ 9, through gdaltransform.
  it.each([
    ['EPSG:4326', 18.0592, 59.3327],
    ['EPSG:3006', 674019.954789715, 6581096.75221687],
    ['EPSG:3011', 153369.656110018, 6579732.69779067],
    ['EPSG:3007', 494579.872192862, 6595425.4451127],
    ['EPSG:3857', 2010340.94813389, 8252646.25117539],
  ])('of %s become degrees', (system, east, north) => {
    const at = toLonLat(system, east, north);
    expect(at?.lon).toBeCloseTo(18.0592, 6);
    expect(at?.lat).toBeCloseTo(59.3327, 6);
  });

  it('of every system that can be chosen are understood', () => {
    for (const system of systems) expect(toLonLat(system, 150_000, 70)).toBeDefined();
    expect(toLonLat('EPSG:9999', 1, 2)).toBeNull();
  });

  it('are read with a decimal comma', () => {
    expect(numberIn('18,06')).toBe(18.06);
    expect(numberIn(' 6580821.99 ')).toBe(6580821.99);
    expect([numberIn('norr'), numberIn(''), numberIn(null)]).toEqual([null, null, null]);
  });
});

describe('what is shown of a file', () => {
  it('lies where its columns say, and counts what lies nowhere', async () => {
    const look = await lookAt(file('a.csv', 'namn;x;y\nA;18,06;59,33\nB;;\n'));
    const { features, nowhere } = previewOf(look, { lon: 'x', lat: 'y' }, 'EPSG:4326');
    expect(features.features.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [18.06, 59.33] }]);
    expect(nowhere).toBe(1);
  });

  it('is taken to be in the system that its numbers look like', async () => {
    const columns = { lon: 'x', lat: 'y' };
    const of = async (x: string, y: string) => systemOf(await lookAt(file('a.csv', `x;y\n${x};${y}\n`)), columns);
    expect(await of('18,06', '59,33')).toBe('EPSG:4326');
    expect(await of('674032', '6580821')).toBe('EPSG:3006');
    expect(await of('153371', '6579457')).toBe('EPSG:3011');
    expect(await of('2010340', '8254337')).toBe('EPSG:3857');
  });

  it('fits into a box, with room around a single point', () => {
    const point = {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [18, 59] },
    };
    const [west, south, east, north] = boundsOf({ type: 'FeatureCollection', features: [point] }) ?? [0, 0, 0, 0];
    expect(west < 18 && east > 18 && south < 59 && north > 59).toBe(true);
    expect(boundsOf({ type: 'FeatureCollection', features: [] })).toBeNull();
  });
});

describe('a mapping file', () => {
  it('travels in base64url without padding', () => {
    expect(base64Url(new Uint8Array([0xfb, 0xff, 0xfe, 0x01]))).toBe('-__-AQ');
  });

  it('says what its rows are', () => {
    expect(ofWhat('about = "x"\nof = "sites"\n')).toBe('sites');
    expect(ofWhat('[columns]\nname = "of"')).toBeNull();
  });
});
