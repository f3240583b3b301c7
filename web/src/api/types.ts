/**
 * The shapes of the API, written by hand from docs/api-design.md.
 *
 * They stand in for `schema.ts`, which is generated from the server's contract; what the generated types also say is
 * removed here when it arrives. Positions are WGS 84 longitude and latitude, distances metres, times RFC 3339.
 */

/** How much of a thing the viewer may see. Below `full`, fields are left out and `withheld` says why. */
export type Level = 'exists' | 'summary' | 'full';

export interface LonLat {
  lon: number;
  lat: number;
}

export interface ReportedPosition extends LonLat {
  accuracy_m?: number;
}

/** A party, district or site as it is named inside another thing. */
export interface Named {
  code: string;
  name: string;
}

export interface District extends Named {
  id: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type May = 'report' | 'decide' | 'coordinate' | 'administer';

export type Role = 'reader' | 'reporter' | 'member' | 'coordinator' | 'administrator';

/** West, south, east, north. */
export type Bounds = [number, number, number, number];

export interface Me {
  account: { login: string; role: Role } | null;
  party: { id: string; code: string; name: string; kind: string };
  role: Role;
  may: May[];
  city: { name: string; demo: boolean; bounds: Bounds | null };
  districts: District[];
  first_run?: boolean;
}

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

export interface NearSite extends Named {
  id: string;
  kind: string;
  manager: Named | null;
  land_owner?: Named | null;
  distance_m: number;
  /** Inside the site's polygon, or within 25 m of a site that is only a point (then `boundary` is false). */
  ground: boolean;
  boundary?: boolean;
}

export interface NearPlace {
  id: string;
  name: string;
  status: PlaceStatus;
  problem_types?: string[];
  distance_m: number;
  coordinator: Named | null;
  same_place: boolean;
  level: Level;
  last_seen?: string | null;
}

export interface CoordinatorProposal {
  party: Named;
  because: string;
}

export interface Located {
  district: District | null;
  areas: { id: string; kind: string; code: string; name: string }[];
  sites: NearSite[];
  places: NearPlace[];
  coordinator_proposal?: CoordinatorProposal | null;
  outside_districts?: boolean;
}

/** Who else sees a thing, how much, and why. */
export interface PartyAccess {
  party: Named;
  level: Level;
  why?: string;
}

export interface Report {
  id: string;
  level: Level;
  status: ReportStatus;
  outcome?: ReportOutcome;
  position?: ReportedPosition;
  observed_at?: string;
  received_at?: string;
  problem_types?: string[];
  count_band?: string;
  source?: string;
  sighting?: Sighting;
  district?: District | null;
  outside_districts?: boolean;
  origin?: Named;
  class?: string;
  place?: { id: string; name: string; status: PlaceStatus };
  text?: string;
  mine?: boolean;
  parties?: PartyAccess[];
  places?: NearPlace[];
  nearby_reports?: number;
  withheld?: string;
  coordinator_proposal?: CoordinatorProposal | null;
}

export interface NewReport {
  position: ReportedPosition;
  observed_at?: string;
  problem_types: string[];
  count_band?: string;
  text?: string;
  source?: string;
  place?: string;
  sighting?: Sighting;
}

export type Triage =
  | { outcome: 'linked'; place: string }
  | { outcome: 'not_ours' | 'no_action' | 'hidden'; reason: string };

export type CoordinationState = 'proposed' | 'accepted' | 'declined' | 'escalated' | 'interim';

export interface Holder {
  party: Named;
  function?: string;
  since: string;
  decided_by?: { party?: Named; role?: Role };
  ad_interim: boolean;
}

export interface Coordination {
  state: CoordinationState;
  party: Named;
  because?: string;
  holder: Holder | null;
  deadline: string | null;
  overdue: boolean;
  escalated_to?: 'local_steering_group' | 'city_preparation_group';
  declined?: { reason?: string; suggested_party?: Named };
  past?: { time: string; what: string; party: Named; by?: Named; words: string }[];
}

/** GeoJSON geometry of a place, longitude first. */
export type PlaceGeometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'Polygon'; coordinates: [number, number][][] };

export interface Place {
  id: string;
  level: Level;
  name: string;
  status: PlaceStatus;
  status_since?: string;
  geometry?: PlaceGeometry;
  position?: LonLat;
  problem_types?: string[];
  physical_factors?: string[];
  child_relevant?: boolean;
  district?: District | null;
  districts?: District[];
  outside_districts?: boolean;
  created_at?: string;
  last_seen?: string | null;
  report_count?: number;
  /** Who coordinates it, and whether only until somebody has accepted: from `summary` up. */
  coordinator?: Named;
  without_coordinator?: boolean;
  coordination?: Coordination;
  lineage?: { merged_into?: PlaceRef; merged_from?: PlaceRef[]; split_into?: PlaceRef[]; split_from?: PlaceRef };
  class?: string;
  origin?: Named;
  parties?: PartyAccess[];
  note?: string;
  /** Commands this viewer can give now: `propose`, `accept`, `decline`, `hand-over`, `status:active`, `edit`, ... */
  may?: string[];
  withheld?: string;
}

export interface PlaceRef {
  id: string;
  name: string;
}

export interface NewPlace {
  name?: string;
  geometry?: PlaceGeometry;
  reports?: string[];
  problem_types: string[];
  physical_factors?: string[];
  note?: string;
}

export interface HistoryItem {
  version: number;
  time: string;
  verb: string;
  party: Named | null;
  role?: Role;
  words: string;
}

export interface Duty {
  what: 'answer_coordination' | 'name_coordinator' | 'triage';
  place?: PlaceRef & { status?: PlaceStatus };
  report?: { id: string };
  deadline: string | null;
  overdue: boolean;
}

export interface MySite extends Named {
  id: string;
  kind: string;
  position?: LonLat;
  places: { id: string; name: string; status: PlaceStatus; distance_m: number; ground: boolean }[];
  reports: number;
}

/** One code of one code list, with its label in both languages. */
export interface Code {
  list: string;
  code: string;
  label: { sv: string; en: string };
  /** Problem types only: crime and disorder, fire, accident, environment. */
  category?: string;
}

export interface LayerDescription {
  id: string;
  data_date?: string | null;
  attribution?: string | null;
  licence?: string | null;
}

export interface Layers {
  layers: LayerDescription[];
  /** Tile path with `{id}`, `{z}`, `{row}` and `{col}`. */
  tiles: string;
}

export interface Change {
  cursor: string;
  time: string;
  verb: string;
  kind: string;
  id: string;
}
