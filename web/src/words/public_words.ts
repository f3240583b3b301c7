/** Words of published figures. Part of the words of words.ts. */
export const publicWords = {
  'figures.title': { sv: 'Öppna siffror', en: 'Open figures' },
  'figures.about': {
    sv: 'Antal rapporter om otrygga och brottsutsatta platser, per område och slag, ett kvartal i taget. Det är vad som har rapporterats, inte allt som har hänt.',
    en: 'Counts of reports about unsafe and crime-exposed places, by area and category, one quarter at a time. It is what was reported, not all that happened.',
  },
  'figures.none': { sv: 'Inget är publicerat än.', en: 'Nothing has been published yet.' },
  'figures.quarter': { sv: 'Kvartal', en: 'Quarter' },
  'figures.category': { sv: 'Visa på kartan', en: 'Show on the map' },
  'figures.all': { sv: 'Alla slag', en: 'All categories' },
  'figures.city': { sv: 'Hela staden', en: 'The whole city' },
  'figures.area': { sv: 'Område', en: 'Area' },
  'figures.map': {
    sv: 'Karta: {what}, {quarter}. Samma siffror står i tabellen under kartan.',
    en: 'Map: {what}, {quarter}. The same figures are in the table below the map.',
  },
  'figures.table': { sv: 'Rapporter {quarter} per område och slag', en: 'Reports in {quarter} by area and category' },
  'figures.hidden': { sv: 'visas inte', en: 'not shown' },
  'figures.range': { sv: '{from}–{to}', en: '{from}–{to}' },
  'figures.hidden.about': {
    sv: 'Tal under {n} visas inte, och inte heller tal som de kunde räknas ut av. Noll räknas som ett litet tal.',
    en: 'Figures below {n} are not shown, nor figures that they could be worked out from. Zero counts as a small figure.',
  },
  'figures.left_out': { sv: 'Räknas inte med: {types}.', en: 'Not counted: {types}.' },
  'figures.hexagons': {
    sv: 'Sexhörningarna är 500 meter breda. Bara de som har något tal att visa är med.',
    en: 'The hexagons are 500 metres wide. Only those with a figure to show are there.',
  },
  'figures.frozen': {
    sv: 'Publicerat {day}, enligt {decision}. Siffrorna ändras inte i efterhand.',
    en: 'Published on {day}, by {decision}. The figures do not change afterwards.',
  },
  'figures.withdrawn': { sv: 'Tillbakadragen {day}: {ground}', en: 'Withdrawn on {day}: {ground}' },
  'figures.files': { sv: 'Hämta', en: 'Download' },
  'figures.csv': { sv: 'Tabell (CSV)', en: 'Table (CSV)' },
  'figures.geojson': { sv: 'Karta (GeoJSON)', en: 'Map (GeoJSON)' },
  'figures.catalogue': {
    sv: 'Beskrivning för dataportaler (DCAT-AP-SE)',
    en: 'Description for data portals (DCAT-AP-SE)',
  },
  'figures.to_map': { sv: 'Till kartan', en: 'To the map' },

  'admin.publications': { sv: 'Öppna siffror', en: 'Open figures' },
  'admin.publications.about': {
    sv: 'Publicera ett kvartal, eller dra tillbaka en publicering',
    en: 'Publish a quarter, or withdraw a publication',
  },
  'publication.about': {
    sv: 'Ett kvartal publiceras en gång, på ett beslut, och ändras aldrig. Prova först: då syns vad som skulle visas. Rapporter som delas med platsens parter räknas; de som en organisation håller för sig själv, för staden eller för polisen räknas inte.',
    en: 'A quarter is published once, on a decision, and never changes. Try it first to see what would be shown. Reports that are shared with the parties of the place are counted; those an organisation keeps to itself, to the city or to the police are not.',
  },
  'publication.new': { sv: 'Publicera ett kvartal', en: 'Publish a quarter' },
  'publication.geography': { sv: 'Per', en: 'By' },
  'publication.geography.district': { sv: 'Stadsdelsområde', en: 'District' },
  'publication.geography.hexagon': { sv: 'Sexhörning, 500 m', en: 'Hexagon, 500 m' },
  'publication.geography.hint': {
    sv: 'Ett av dem, för gott: två kartor av samma kvartal kan räknas mot varandra.',
    en: 'One of the two, for good: two maps of one quarter can be set against each other.',
  },
  'publication.left_out': { sv: 'Lämna utanför fler problemtyper', en: 'Leave out more problem types' },
  'publication.left_out.always': {
    sv: 'Öppen narkotikahandel, öppen drogscen och olovlig bosättning räknas aldrig.',
    en: 'Open drug trade, open drug scene and unlawful settlement are never counted.',
  },
  'publication.decision': { sv: 'Beslut', en: 'Decision' },
  'publication.decision.hint': {
    sv: 'Diarienummer eller annan beteckning. Visas för alla.',
    en: 'Diary number or other reference. Shown to everybody.',
  },
  'publication.try': { sv: 'Prova', en: 'Try' },
  'publication.tried': {
    sv: '{reports} rapporter räknas. {shown} tal visas. {small} är för små, och {protecting} döljs för att de små inte ska gå att räkna ut.',
    en: '{reports} reports are counted. {shown} figures are shown. {small} are too small, and {protecting} are hidden so that the small ones cannot be worked out.',
  },
  'publication.tried.nothing': {
    sv: 'Inget tal är stort nog att visas, så kvartalet kan inte publiceras så här.',
    en: 'No figure is large enough to be shown, so the quarter cannot be published like this.',
  },
  'publication.tried.stale': { sv: 'Du har ändrat något. Prova igen.', en: 'You have changed something. Try again.' },
  'publication.do': { sv: 'Publicera', en: 'Publish' },
  'publication.do.question': {
    sv: '{quarter} publiceras för alla, en gång. Det går att dra tillbaka men inte att göra om.',
    en: '{quarter} is published for everybody, once. It can be withdrawn but not made again.',
  },
  'publication.done': { sv: '{quarter} är publicerat.', en: '{quarter} is published.' },
  'publication.list': { sv: 'Publicerat', en: 'Published' },
  'publication.withdraw': { sv: 'Dra tillbaka', en: 'Withdraw' },
  'publication.withdraw.named': { sv: 'Dra tillbaka {quarter}', en: 'Withdraw {quarter}' },
  'publication.withdraw.question': {
    sv: 'Siffrorna för {quarter} lämnas inte ut längre. Skälet visas för alla. Kvartalet kan inte publiceras igen.',
    en: 'The figures of {quarter} are no longer handed out. The ground is shown to everybody. The quarter cannot be published again.',
  },
  'publication.ground': { sv: 'Skäl', en: 'Ground' },
  'publication.show': { sv: 'Visa', en: 'Show' },

  'warning.title': { sv: 'Läs igenom en gång till', en: 'Read it once more' },
  'warning.ethnicity': {
    sv: 'Ett ord kan peka på någons ursprung eller tro. Beskriv platsen och vad som händer, inte vilka människor är.',
    en: 'A word may point at somebody’s origin or belief. Describe the place and what happens, not who people are.',
  },
  'warning.health': {
    sv: 'Ett ord kan peka på någons hälsa. Beskriv platsen och vad som händer, inte hur människor mår.',
    en: 'A word may point at somebody’s health. Describe the place and what happens, not how people are.',
  },

  // Accessibility
  'access.title': { sv: 'Tillgänglighet', en: 'Accessibility' },
  'access.about': {
    sv: 'Samplats ska kunna användas av alla som arbetar med det. Målet är WCAG 2.2 på nivå AA, som lagen (2018:1937) om tillgänglighet till digital offentlig service kräver. Allt utom det som står under ”Vad som brister” ska stämma med det.',
    en: 'Everybody who works with Samplats should be able to use it. The aim is WCAG 2.2 at level AA, as the law on accessibility of digital public services asks (2018:1937). Everything but what stands under “What falls short” should hold it.',
  },
  'access.holds': { sv: 'Så är det byggt', en: 'How it is built' },
  'access.list': {
    sv: 'De platser och rapporter som kartan visar finns i en lista bredvid, för tangentbord och skärmläsare. Fastigheter intill ett läge visas under Vad finns här?',
    en: 'The places and reports that the map shows are in a list beside it, for the keyboard and screen readers. Sites near a spot are shown under What is here?',
  },
  'access.no_drag': {
    sv: 'Ingenting behöver dras. Ett läge anges med egen position, adress, koordinater eller tangentbordet.',
    en: 'Nothing has to be dragged. A spot is given by the own position, an address, coordinates or the keyboard.',
  },
  'access.contrast': {
    sv: 'Text och tecken har tillräcklig kontrast i ljust och mörkt läge, och form skiljer det som färg skiljer.',
    en: 'Text and marks have enough contrast in light and dark mode, and shape tells apart what colour does.',
  },
  'access.reflow': {
    sv: 'Sidan går att använda vid 320 bildpunkters bredd, och med rörelser avstängda.',
    en: 'The page can be used at a width of 320 pixels, and with motion turned off.',
  },
  'access.time': {
    sv: 'En inloggning tar slut efter en timme utan användning. En rapport eller rond som du har börjat på ligger kvar; i andra formulär går det som inte är sparat förlorat.',
    en: 'A log-in ends after an hour without use. A report or a walk that you have begun stays; in other forms what is not saved is lost.',
  },
  'access.lacks': { sv: 'Vad som brister', en: 'What falls short' },
  'access.readers': {
    sv: 'Ingen har ännu prövat hela sidan tillsammans med den som använder skärmläsare till vardags.',
    en: 'Nobody has tried the whole page yet with somebody who uses a screen reader every day.',
  },
  'access.picture': {
    sv: 'Själva kartbilden går inte att läsa med skärmläsare. Listan säger detsamma, och grannar står på platsens sida.',
    en: 'The map’s picture itself cannot be read by a screen reader. The list says the same, and neighbours stand on the page of a place.',
  },
  'access.corners': {
    sv: 'Ett område ritas hörn för hörn; med tangentbordet flyttas ett hörn i taget.',
    en: 'An area is drawn corner by corner; with the keyboard one corner is moved at a time.',
  },
  'access.files': {
    sv: 'Filer som hämtas är till för andra program, och utskrifter är inte taggade.',
    en: 'Files that are fetched are for other programs, and what is printed is not tagged.',
  },
  'access.tried': { sv: 'Hur det är prövat', en: 'How it was tried' },
  'access.tried.about': {
    sv: 'Varje ändring prövas automatiskt, i telefonens och skrivbordets storlek, ljust och mörkt, och flöden med enbart tangentbord. Sidorna granskas för hand.',
    en: 'Each change is tried automatically, at the size of a phone and of a desk, light and dark, and flows with the keyboard alone. Pages are looked at by hand.',
  },
  'access.tell': { sv: 'Säg till om något inte fungerar', en: 'Say so if something does not work' },
  'access.tell.about': {
    sv: 'Skriv vad du ville göra, vad som hände och vilka hjälpmedel du använder. Du kan också be om innehållet på ett annat sätt.',
    en: 'Write what you wanted to do, what happened and which aids you use. You can also ask for the content in another way.',
  },
  'access.no_contact': {
    sv: 'Den som driver tjänsten har inte angett någon adress här. Säg till din organisations administratör.',
    en: 'Whoever runs the service has given no address here. Tell your organisation’s administrator.',
  },
  'access.supervision': {
    sv: 'Får du inget svar, eller är du inte nöjd med det: Myndigheten för digital förvaltning har tillsyn över lagen och tar emot anmälningar (digg.se).',
    en: 'If you get no answer, or are not content with it: the Agency for Digital Government supervises the law and takes reports (digg.se).',
  },
} as const;
