import type { Entry } from './words';

/** What is refused only to who administers: looked up by its code like every refusal, and fetched with administration. */
export const adminRefusalWords = {
  'refusal.already-published': {
    sv: 'Kvartalet har redan en publicering. Det publiceras en gång, och inte på nytt om den dragits tillbaka.',
    en: 'The quarter has its publication. It is made once, and not again when it was withdrawn.',
  },
  'refusal.nothing-to-publish': {
    sv: 'Inget tal är stort nog att visas, så det finns inget att publicera.',
    en: 'No figure is large enough to be shown, so there is nothing to publish.',
  },
  'refusal.too-many-areas': {
    sv: 'Rapporterna ligger i för många områden. Publicera per stadsdelsområde.',
    en: 'There are reports in too many areas. Publish by district.',
  },
  'refusal.retention-ended': {
    sv: 'Den körningen är avslutad. Starta en ny.',
    en: 'That run has ended. Begin another.',
  },
  'refusal.coordinates_places': {
    sv: 'Parten samordnar platser. Lämna över dem först.',
    en: 'The party coordinates places. Hand them over first.',
  },
  'refusal.ambiguous_area': {
    sv: 'Flera områden har den koden. Ange ett som bara finns en gång.',
    en: 'Several areas have that code. Name one that there is only one of.',
  },
  'refusal.reaches_into_next': {
    sv: 'Perioden går in i nästa. Sluta den där nästa börjar.',
    en: 'The period reaches into the next one. End it where the next begins.',
  },
  'refusal.overlaps': {
    sv: 'Perioden överlappar en som redan finns för samma sak.',
    en: 'The period overlaps one that is already there for the same thing.',
  },
  'refusal.unit_in_use': {
    sv: 'En enhet som har konton, nycklar eller mobillänkar kan inte tas bort. Stäng av eller avsluta dem först.',
    en: 'A unit that has accounts, tokens or links for phones cannot be taken away. Disable or end those first.',
  },
  'refusal.not_a_code': {
    sv: 'Bara små bokstäver a–z, siffror och understreck, högst 40 tecken.',
    en: 'Only small letters a–z, digits and underscores, at most 40 characters.',
  },
  'refusal.part_of_union': {
    sv: 'Området ingår i ett annat.',
    en: 'The area is part of another.',
  },
  'refusal.made_of_others': { sv: 'Består av andra områden; rita dem.', en: 'Is made of other areas; draw those.' },
  'refusal.not_a_phone_number': {
    sv: 'Skriv numret med siffror, och högst mellanslag, bindestreck och plus.',
    en: 'Write the number in digits, with spaces, hyphens and plus at most.',
  },
  'refusal.not_a_web_address': {
    sv: 'Skriv en adress som börjar med https://.',
    en: 'Write an address that begins with https://.',
  },
  'refusal.unknown_category': { sv: 'Kategorin finns inte.', en: 'There is no such category.' },
} as const satisfies Record<string, Entry>;
