/**
 * The shapes of the API under the names that the app uses: aliases onto the types generated from the contract.
 *
 * Where the contract says only "a text" of what is a closed list of words, the list stands here, because the app also
 * needs it while it runs. Positions are WGS 84 longitude and latitude, distances metres, times RFC 3339.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

/** Puts closed lists of words and geometry in the place of the contract's plain texts and objects. */
type Narrow<T, With> = {
  [K in keyof T]: K extends keyof With ? With[K] | Extract<T[K], null | undefined> : T[K];
};

/** A thing that is seen at some level: below `full` all is left out but what every level has. */
type Seen<T, Always extends keyof T> = Pick<T, Always> & Partial<Omit<T, Always>>;
type Always = 'id' | 'level' | 'position' | 'outside_districts';

/** How much of a thing the viewer may see. Below `full`, fields are left out and `withheld` says why. */
export type Level = 'exists' | 'summary' | 'full';

/** How far a thing may be shared, the widest first. */
export const classes = ['open', 'partner', 'city', 'police', 'origin'] as const;
export type Class = (typeof classes)[number];

export const placeStatuses = [
  'suspected',
  'active',
  'under_analysis',
  'in_action',
  'monitoring',
  'dormant',
  'dismissed',
  'merged',
  'split',
] as const;
export type PlaceStatus = (typeof placeStatuses)[number];

export type ReportStatus = 'received' | 'triaged';
export const outcomes = ['linked', 'became_place', 'not_ours', 'no_action', 'hidden'] as const;
export type ReportOutcome = (typeof outcomes)[number];
export type Sighting = 'new' | 'still' | 'gone';
export type May = 'report' | 'decide' | 'coordinate' | 'administer';
export type CoordinationState = 'proposed' | 'accepted' | 'declined' | 'escalated' | 'interim';
export type CoordinationCommand = 'propose' | 'accept' | 'decline' | 'hand-over';

/** West, south, east, north. */
export type Bounds = [number, number, number, number];

/** GeoJSON geometry of a place, longitude first. */
export type PlaceGeometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'Polygon'; coordinates: [number, number][][] };

export type ReportedPosition = Schemas['PositionBody'];
export type LonLat = Pick<ReportedPosition, 'lon' | 'lat'>;

/** A party as it is named inside another thing. */
export type Named = Schemas['PartyRef'];
export type Party = Schemas['PartyView'];
export type PlaceRef = Narrow<Schemas['PlaceRef'], { status: PlaceStatus }>;

export interface Page<T> {
  items: T[];
  next?: string | null | undefined;
}

export type Me = Narrow<Schemas['Me'], { may: May[]; city: Narrow<Schemas['MyCity'], { bounds: Bounds }> }>;

export type Site = Schemas['SiteView'];
export type NearSite = Schemas['NearSiteView'];
export type NearPlace = Narrow<Schemas['NearPlaceView'], { status: PlaceStatus; level: Level }>;
export type Located = Narrow<Schemas['Located'], { places: NearPlace[] }>;

/** Who else sees a thing, how much, and why. */
export type PartyAccess = Narrow<Schemas['ThingParty'], { level: Level }>;

export type Report = Seen<
  Narrow<
    Schemas['ReportView'],
    {
      level: Level;
      status: ReportStatus;
      outcome: ReportOutcome;
      sighting: Sighting;
      class: Class;
      place: PlaceRef;
      places: NearPlace[];
      parties: PartyAccess[];
    }
  >,
  Always
>;
export type NewReport = Schemas['ReportBody'];
export type Triage = Narrow<Schemas['TriageBody'], { outcome: ReportOutcome }>;

export type Coordination = Narrow<Schemas['CoordinationView'], { state: CoordinationState }>;

export type Place = Seen<
  Narrow<
    Schemas['PlaceView'],
    {
      level: Level;
      status: PlaceStatus;
      class: Class;
      geometry: PlaceGeometry;
      coordination: Coordination;
      parties: PartyAccess[];
    }
  >,
  Always
>;
export type NewPlace = Narrow<Schemas['PlaceBody'], { geometry: PlaceGeometry }>;
export type PlaceEdit = Narrow<Schemas['PlaceEditBody'], { geometry: PlaceGeometry }>;
export type Merge = Schemas['MergeBody'];
export type Part = Narrow<Schemas['PartBody'], { geometry: PlaceGeometry }>;
export type Split = Narrow<Schemas['SplitBody'], { parts: Part[] }>;

export type HistoryItem = Schemas['HistoryLine'];
export type Duty = Narrow<
  Schemas['Duty'],
  { what: 'answer_coordination' | 'name_coordinator' | 'triage'; place: PlaceRef }
>;
export type MySite = Narrow<
  Schemas['MySite'],
  { places: Narrow<Schemas['PlaceAtSite'], { status: PlaceStatus; level: Level }>[] }
>;

type Words = Schemas['Words'];

/** An extra question that a problem type brings with it, and the answers it takes. */
export interface Question {
  code: string;
  label: Words;
  choices: { code: string; label: Words }[];
}

/** One code of one code list, with its label in both languages. */
export type Code = Narrow<Schemas['CodeView'], { label: Words; questions: Question[] }>;

export type LayerDescription = Schemas['LayerDescription'];
export type Layers = Schemas['Catalog'];
export type Change = Schemas['ChangeView'];
