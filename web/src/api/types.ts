/**
 * The shapes of the API under the names that the app uses: aliases onto the types generated from the contract.
 *
 * Where the app needs a closed list of words while it runs, the list stands here, and the compiler holds it to the
 * contract. Positions are WGS 84 longitude and latitude, distances metres, times RFC 3339.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

/** All words of a list of the contract, in the order given: a missing or a wrong one does not compile. */
function all<Word extends string>() {
  return <const Given extends readonly Word[]>(...given: Word extends Given[number] ? Given : [missing: Word]) =>
    given as unknown as Given;
}

/** How much of a thing the viewer may see. Below `full`, fields are left out and `withheld` says why. */
export type Level = Schemas['Level'];

/** How far a thing may be shared, the widest first. */
export type Class = Schemas['Class'];
export const classes = all<Class>()('open', 'partner', 'city', 'police', 'origin');

export type PlaceStatus = Schemas['PlaceStatus'];
export const placeStatuses = all<PlaceStatus>()(
  'suspected',
  'active',
  'under_analysis',
  'in_action',
  'monitoring',
  'dormant',
  'dismissed',
  'merged',
  'split',
);

export type ReportStatus = Schemas['ReportStatus'];
export type ReportOutcome = Schemas['Outcome'];
export const outcomes = all<ReportOutcome>()('linked', 'became_place', 'not_ours', 'no_action', 'hidden');
export type Sighting = Schemas['Sighting'];
export type May = Schemas['May'];
export type CoordinationState = Schemas['CoordinationState'];
export type CoordinationCommand = Extract<Schemas['Offered'], 'propose' | 'accept' | 'decline' | 'hand-over'>;

/** West, south, east, north. */
export type Bounds = Schemas['Bounds'];

/** Where a thing is: GeoJSON, longitude first. */
export type PlaceGeometry = Schemas['Geometry'];

export type ReportedPosition = Schemas['PositionBody'];
export type LonLat = Pick<ReportedPosition, 'lon' | 'lat'>;

/** A party as it is named inside another thing. */
export type Named = Schemas['PartyRef'];
export type Party = Schemas['PartyView'];
export type PlaceRef = Schemas['PlaceRef'];

export interface Page<T> {
  items: T[];
  next?: string | null | undefined;
}

export type Me = Schemas['Me'];
export type Site = Schemas['SiteView'];
export type NearSite = Schemas['NearSiteView'];
export type NearPlace = Schemas['NearPlaceView'];
/** An address or a site, found by what somebody typed. */
export type NamedSpot = Schemas['NamedSpot'];
export type Located = Schemas['Located'];

/** Who else sees a thing, how much, and why. */
export type PartyAccess = Schemas['ThingParty'];

export type Report = Schemas['ReportView'];
export type NewReport = Schemas['ReportBody'];
export type Triage = Schemas['TriageBody'];
export type ReportClass = Schemas['ReportClassBody'];

/** How far a thing is shared, and who would see it in each other class. */
export type Sharing = Schemas['SharingView'];
export type SharingChoice = Schemas['ChoiceView'];
export type Seers = Schemas['SeersView'];
/** A class for a report or a place, with its ground where more will see it. */
export type SharingChange = { class: Class; reason: string; ground?: string };
/** Something that was handed on, to whom and on what ground. */
export type Disclosure = Schemas['DisclosureView'];
export type HandOut = Schemas['HandOutBody'];

export type Coordination = Schemas['CoordinationView'];

export type Place = Schemas['PlaceView'];
export type NewPlace = Schemas['PlaceBody'];
export type PlaceEdit = Schemas['PlaceEditBody'];
export type Merge = Schemas['MergeBody'];
export type Part = Schemas['PartBody'];
export type Split = Schemas['SplitBody'];

export type HistoryItem = Schemas['HistoryLine'];
export type FieldChange = Schemas['FieldChange'];
export type Duty = Schemas['Duty'];
export type MySite = Schemas['MySite'];

/** An extra question that a problem type brings with it, and the answers it takes. */
export type Question = Schemas['Question'];

/** One code of one code list, with its label in both languages. */
export type Code = Schemas['CodeView'];

export type LayerDescription = Schemas['CatalogLayer'];
export type Layers = Schemas['Catalog'];
export type BackgroundMap = Schemas['BackgroundMap'];
export type Change = Schemas['ChangeView'];

export type Measure = Schemas['MeasureView'];

// The morning at the desk
export type Desk = Schemas['DeskView'];
export type DeskMark = Schemas['DeskMark'];
export type News = Schemas['News'];
export type NewsItem = Schemas['NewsItem'];
export type Happened = Schemas['HappenedView'];
export type WeeklyList = Schemas['WeeklyList'];
export type WeeklyItem = Schemas['WeeklyItem'];
export type WeeklyWord = Schemas['WeeklyWord'];
export const weeklyWords = all<WeeklyWord>()('new', 'grown', 'quiet', 'silent', 'closed', 'without_coordinator');
export type Waiting = Schemas['WaitingView'];
export type WaitingGroup = Schemas['WaitingGroup'];
export type Rhythm = Schemas['RhythmView'];
export type Sheet = Schemas['Sheet'];

// Administration
export type Area = Schemas['AreaView'];
export type AreaKind = Schemas['AreaKind'];
export const areaKinds = all<AreaKind>()('district', 'neighbourhood', 'local_police_area', 'custom');
export type NewParty = Schemas['PartyBody'];
export type Unit = Schemas['UnitView'];
export type SiteGroup = Schemas['SiteGroupView'];
export type PartyKind = Schemas['PartyKind'];
export const partyKinds = all<PartyKind>()(
  'district_administration',
  'police',
  'city_office',
  'property_company',
  'city_executive',
  'other',
);
export type Role = Schemas['Role'];
export const roles = all<Role>()('reader', 'reporter', 'member', 'coordinator', 'administrator');
export type CodeList = Schemas['CodeList'];
export const codeLists = all<CodeList>()(
  'problem_type',
  'physical_factor',
  'count_band',
  'report_source',
  'measure_type',
  'priority_area',
  'site_kind',
  'presence_kind',
  'organisation_kind',
  'sharing_ground',
  'secrecy_ground',
  'time_band',
);
export type Round = Schemas['RoundView'];
export type Stop = Schemas['StopView'];
export type NewRound = Schemas['RoundBody'];
export type Found = Schemas['Found'];
export type KnownAtStop = Schemas['KnownAtStop'];
export type Walk = Schemas['WalkView'];
export type NewWalk = Schemas['WalkBody'];
export type Effort = Schemas['EffortView'];
export type Presence = Schemas['PresenceView'];
export type NewPresence = Schemas['PresenceBody'];
export type NewCode = Schemas['CodeBody'];
export type NewMeasure = Schemas['MeasureBody'];
export type Particular = Schemas['Particular'];
export const particularForms = all<Particular['form']>()('text', 'reference', 'day', 'due_day');
/** What the contract leaves open: its label in both languages. */
export type Setting = Omit<Schemas['SettingView'], 'label'> & { label: Schemas['Words'] };
export type SettingValue = Schemas['ValueView'];
export type NewSetting = Schemas['SettingBody'];
export type Relation = Schemas['RelationView'];
export type RelationName = Schemas['RelationName'];
export type NewRelation = Schemas['RelationBody'];
export type Rule = Schemas['DesignationView'];
export type NewRule = Schemas['DesignationBody'];
export type RuleTried = Schemas['DryRun'];

// Public documents, the diary, one's own data and the review of access
export type Document = Schemas['DocumentView'];
export type DocumentPart = Schemas['DocumentPart'];
export type DocumentLine = Schemas['DocumentLine'];
export type DocumentAnswer = Schemas['DocumentAnswerBody'];
export type DocumentRequest = Schemas['DocumentRequestView'];
export type AnsweredDocument = Schemas['AnsweredDocument'];
export type Filing = Schemas['FilingView'];
export type NewFiling = Schemas['FilingBody'];
export type OtherPassword = Schemas['OtherPassword'];
export type AssignmentBody = Schemas['AssignmentBody'];
export type OwnData = Schemas['OwnData'];
export type OwnAccount = Schemas['OwnAccount'];
export type Access = Schemas['Access'];
export type AccessReview = Schemas['AccessReviewView'];
export type Read = Schemas['ReadView'];
export type LogMark = Schemas['LogMark'];
export type ReadsPage = Schemas['ReadsPage'];

export type Publication = Schemas['PublicationView'];
export type PublicationRef = Schemas['PublicationRef'];
export type PublicationTried = Schemas['TriedPublication'];
export type NewPublication = Schemas['PublicationBody'];

/** The areas of a publication as they are drawn: GeoJSON. */
export interface PublishedAreas {
  features: { id: string; geometry: AreaGeometry | null }[];
}
/** Ground with a border, WGS 84 degrees. */
export type AreaGeometry =
  | { type: 'Polygon'; coordinates: [number, number][][] }
  | { type: 'MultiPolygon'; coordinates: [number, number][][][] };
export type RetentionRule = Schemas['RetentionRuleView'];
export type NewRetentionRule = Schemas['RetentionRuleBody'];
export type RetentionPlan = Schemas['RetentionPlanView'];
export type RetentionRun = Schemas['RetentionRunView'];
export type Erasure = Schemas['ErasureView'];
export type User = Schemas['User'];
export type NewUser = Schemas['NewUser'];
export type Scope = Schemas['Scope'];
export const scopes = all<Scope>()('read', 'report', 'work', 'export', 'administer');
/** Another organisation's log-in that one can come in by. */
export type IdentityProvider = Schemas['ProviderDocument'];
export type LoggedOut = Schemas['LoggedOut'];
/** A second factor that is being set up, and the codes for a lost phone. */
export type Enrolment = Schemas['Enrolment'];
export type Enrolled = Schemas['Enrolled'];
/** A link that binds phones to reporting for a party. */
export type PhoneLink = Schemas['PhoneLinkDocument'];
export type NewPhoneLink = Schemas['PhoneLinkDraft'];
/** Somebody's log-in on one device. */
export type LogInSession = Schemas['SessionDocument'];
export type Token = Schemas['TokenDocument'];
export type NewToken = Schemas['TokenDraft'];
export type ImportAnswer = Schemas['ImportAnswer'];
export type ImportFault = Schemas['ImportFault'];

/** A photo of a report. */
export type Photo = Schemas['PhotoView'];
