/** What a file can hold. */
export const whats = ['parties', 'areas', 'sites', 'addresses', 'buildings', 'reports', 'statistics'] as const;
export type What = (typeof whats)[number];
/** What a building of a file can be. */
export const buildingKinds = ['apartments', 'one_family_house', 'other'] as const;

/** Our field, whether a row has to have it, and other names that files have for it, as `folded` writes them. */
export interface Field {
  name: string;
  needed?: boolean;
  known: readonly string[];
}

const lon: Field = {
  name: 'lon',
  known: [
    'lng',
    'long',
    'longitude',
    'longitud',
    'x',
    'e',
    'east',
    'easting',
    'ost',
    'xkoordinat',
    'xcoordinate',
    'wgs84lon',
  ],
};
const lat: Field = {
  name: 'lat',
  known: ['latitude', 'latitud', 'y', 'n', 'north', 'northing', 'nord', 'ykoordinat', 'ycoordinate', 'wgs84lat'],
};
const id: Field = {
  name: 'id',
  known: ['objectid', 'globalid', 'fid', 'uuid', 'guid', 'objektid', 'objektidentitet', 'featureid'],
};
const name: Field = {
  name: 'name',
  needed: true,
  known: [
    'namn',
    'benamning',
    'titel',
    'title',
    'objektnamn',
    'omradesnamn',
    'enhetsnamn',
    'organisation',
    'stadsdel',
    'stadsdelsnamn',
  ],
};
const code: Field = {
  name: 'code',
  known: ['kod', 'nummer', 'nr', 'objektnummer', 'fastighetsnummer', 'nyko', 'omradeskod'],
};
const kind: Field = {
  name: 'kind',
  known: ['typ', 'type', 'slag', 'kategori', 'objekttyp', 'verksamhet', 'verksamhetsform'],
};

/** The fields of each kind of file, in the order in which a person thinks of them. */
export const fieldsOf: Record<What, readonly Field[]> = {
  parties: [
    { ...code, needed: true },
    name,
    kind,
    { name: 'function', known: ['funktion', 'roll', 'kontaktfunktion'] },
    { name: 'areas', known: ['omraden', 'area', 'omrade', 'stadsdelsomrade'] },
    { name: 'logs_in', known: ['loggarin', 'inloggning', 'login'] },
  ],
  areas: [
    id,
    name,
    code,
    kind,
    { name: 'from', known: ['fran', 'start', 'startdatum', 'giltigfran', 'validfrom'] },
    { name: 'until', known: ['till', 'slut', 'slutdatum', 'giltigtill', 'validto'] },
    { name: 'members', known: ['delar', 'ingar', 'medlemmar'] },
  ],
  sites: [
    id,
    name,
    code,
    kind,
    lon,
    lat,
    { name: 'property_designation', known: ['fastighetsbeteckning', 'beteckning', 'fastighet', 'fastbet'] },
    { name: 'group', known: ['grupp', 'distrikt', 'forvaltningsomrade', 'region'] },
    { name: 'manager', known: ['forvaltare'] },
    { name: 'land_owner', known: ['markagare', 'agare', 'owner'] },
  ],
  reports: [
    id,
    {
      name: 'problem_types',
      needed: true,
      known: ['problemtyp', 'problemtyper', 'problemtype', 'kategori', 'category', 'handelsetyp', 'arendetyp'],
    },
    {
      name: 'observed_at',
      known: ['tid', 'tidpunkt', 'datum', 'date', 'time', 'datetime', 'created', 'skapad', 'handelsetid'],
    },
    lon,
    lat,
    { name: 'text', known: ['beskrivning', 'description', 'fritext', 'kommentar'] },
    { name: 'source', known: ['kalla'] },
    { name: 'count_band', known: ['antal'] },
    { name: 'accuracy_m', known: ['noggrannhet', 'accuracy'] },
    { name: 'observed_precision', known: ['precision', 'tidsprecision'] },
    { name: 'observed_hours', known: ['timmar'] },
  ],
  statistics: [
    { name: 'indicator', needed: true, known: ['indikator', 'matt'] },
    { name: 'source', needed: true, known: ['kalla'] },
    { name: 'area_code', needed: true, known: ['omradeskod', 'kod', 'nyko', 'code'] },
    { name: 'area_kind', known: ['omradestyp'] },
    { name: 'period_start', needed: true, known: ['fran', 'start', 'startdatum'] },
    { name: 'period_end', needed: true, known: ['till', 'slut', 'slutdatum'] },
    { name: 'value', needed: true, known: ['varde', 'andel', 'resultat'] },
    { name: 'n', known: ['antalsvar', 'svarande', 'bas'] },
    { name: 'unit', known: ['enhet'] },
    { name: 'sex', known: ['kon'] },
    { name: 'age_band', known: ['alder', 'aldersgrupp'] },
  ],
  addresses: [
    id,
    {
      name: 'street',
      known: ['gata', 'gatunamn', 'vag', 'vagnamn', 'adressomrade', 'adressomradesnamn', 'gatuadress'],
    },
    { name: 'number', known: ['nummer', 'nr', 'gatunummer', 'husnummer', 'adressplatsnummer', 'housenumber'] },
    { name: 'letter', known: ['bokstav', 'bokstavstillagg', 'litra'] },
    { name: 'address', known: ['adress', 'fulladress', 'belagenhetsadress'] },
    lon,
    lat,
    { name: 'postal_code', known: ['postnummer', 'postnr', 'postcode', 'zip'] },
    { name: 'locality', known: ['postort', 'ort', 'kommundel', 'tatort', 'city'] },
  ],
  buildings: [
    { ...id, needed: true, known: [...id.known, 'byggnadsid', 'byggnadsidentitet', 'husid', 'husnummer'] },
    { ...kind, known: [...kind.known, 'andamal', 'byggnadsandamal', 'anvandning', 'building'] },
  ],
};

/** A column's name as names are compared: small letters and digits, å and ä as a, ö as o. */
export function folded(column: string): string {
  return column
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Which column is which of our fields; a field without a column is not in it. */
export type Columns = Record<string, string>;

/**
 * Guesses which column is which field: one that is called as the field, else one of a name that is known for it. No
 * column is two fields. Shapes of their own need no columns of a position.
 */
export function guess(what: What, columns: readonly string[], hasShapes = false): Columns {
  const guessed: Columns = {};
  const taken = new Set<string>();
  const take = (field: Field, fits: (column: string) => boolean) => {
    const column = guessed[field.name] === undefined && columns.find((one) => !taken.has(one) && fits(one));
    if (!column) return;
    guessed[field.name] = column;
    taken.add(column);
  };
  const fields = fieldsOf[what].filter(({ name }) => !hasShapes || (name !== 'lon' && name !== 'lat'));
  for (const field of fields) take(field, (column) => column === field.name);
  for (const field of fields) take(field, (column) => folded(column) === folded(field.name));
  for (const field of fields) take(field, (column) => field.known.includes(folded(column)));
  return guessed;
}

/** The parameter `map`: what is called as we call it needs not be named. Commas within a name are written `\,`. */
export function mapOf(columns: Columns): string {
  return Object.entries(columns)
    .filter(([field, column]) => column !== '' && field !== column)
    .map(([field, column]) => `${field}=${column.replaceAll(',', '\\,')}`)
    .join(',');
}

/** Fields that have to have a column and have none. A kind for all rows stands for a column of kinds. */
export function missing(what: What, columns: Columns): string[] {
  return fieldsOf[what].filter(({ name, needed }) => needed && !columns[name]).map(({ name }) => name);
}
