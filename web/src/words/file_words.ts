import type { Language } from './say';

/**
 * What the server says of files in English sentences, said in Swedish. `(…)` catches what a sentence fills in, and `$1`
 * puts it back. A sentence that is not here is shown as it came, marked as English.
 */
const sentences: readonly [RegExp, string][] = [
  // Rows and tables
  [/^must be given$/, 'måste anges'],
  [/^is longer than (\d+) characters$/, 'är längre än $1 tecken'],
  [/^is neither text nor a number$/, 'är varken text eller ett tal'],
  [/^is not a number$/, 'är inte ett tal'],
  [/^is not a date such as (.+)$/, 'är inte ett datum som $1'],
  [/^is not a time such as (.+)$/, 'är inte en tid som $1'],
  [/^is neither true nor false$/, 'är varken ja eller nej'],
  [/^has no position$/, 'har inget läge'],
  [/^has no kind$/, 'saknar slag'],
  [/^has no identity$/, 'saknar identitet'],
  [/^has no kind of area$/, 'saknar slag av område'],
  [/^is not a kind of (?:area|party|building|these)$/, 'är inget slag som finns'],
  [/^has (\d+) columns where the header has (\d+)$/, 'har $1 kolumner där rubrikraden har $2'],
  [/^the header cannot be read$/, 'rubrikraden går inte att läsa'],
  [/^there is no header$/, 'det finns ingen rubrikrad'],
  [/^column (\d+) has no name$/, 'kolumn $1 har inget namn'],
  [/^column (\d+) has the name of another$/, 'kolumn $1 heter som en annan'],
  [
    /^row (\d+) opens a quote that is not closed in its cell$/,
    'rad $1 öppnar ett citattecken som inte stängs i sin cell',
  ],
  [/^no row has the column that is mapped to (\w+)$/, 'ingen rad har den kolumn som valts för $1'],
  [/^is missing beside the other half of the position$/, 'saknas, fast den andra halvan av läget finns'],
  [/^has eastings and northings in an unknown coordinate system$/, 'har koordinater i ett okänt koordinatsystem'],
  [/^(?:there are|has) more than (\d+) rows$/, 'har fler än $1 rader'],
  [/^has more faults than these (\d+)$/, 'har fler fel än dessa $1'],
  [/^is larger than (\d+) bytes$/, 'är större än $1 byte'],
  [/^is UTF-16$/, 'är skriven i UTF-16'],
  [/^is not text: .*$/, 'är ingen text'],
  [/^a row cannot be read$/, 'en rad går inte att läsa'],
  [/^stands twice in the file$/, 'står två gånger i filen'],
  [/^another site in the file has the same identity$/, 'en annan rad i filen har samma identitet'],
  [/^no party has (?:this|the) code.*$/, 'ingen part har den koden'],
  [/^no area (?:that has not ended )?is called “(.+)”$/, 'inget område heter ”$1”'],
  [/^several areas are called “(.+)”$/, 'flera områden heter ”$1”'],
  [/^must be after the first day$/, 'måste vara efter första dagen'],
  [/^an area is a polygon$/, 'ett område är en yta'],
  [
    /^the column “(.+)” looks like one that identifies a person or a case$/,
    'kolumnen ”$1” ser ut att peka ut en person eller ett ärende',
  ],
  // Shapes
  [/^crosses or touches itself near (.+)$/, 'korsar eller rör vid sig själv nära $1'],
  [/^is a hole outside its polygon's outer ring$/, 'är ett hål utanför sin yta'],
  [/^has no area$/, 'har ingen yta'],
  [/^is not a geometry$/, 'är ingen geometri'],
  [/^is empty$/, 'är tom'],
  [/^a ring ends where it begins$/, 'en ring måste sluta där den börjar'],
  [/^a ring has four positions or more$/, 'en ring har minst fyra hörn'],
  [/^a line has no area.*$/, 'en linje har ingen yta'],
  [
    /^longitude (.+) and latitude (.+) are out of range.*$/,
    'longitud $1 och latitud $2 finns inte; välj rätt koordinatsystem',
  ],
  [
    /^easting (.+) and northing (.+) are outside the coordinate system$/,
    'östlig $1 och nordlig $2 ligger utanför koordinatsystemet',
  ],
  // Files
  [/^is not a GeoJSON object$/, 'är ingen GeoJSON'],
  [/^is not an? (?:shapefile|zip archive|GeoPackage) that can be read$/, 'går inte att läsa'],
  [/^holds no \.shp$/, 'innehåller ingen .shp'],
  [/^holds more than one shapefile$/, 'innehåller flera shapefiler'],
  [/^holds more than one \.(\w+) that is called as the \.shp is$/, 'innehåller flera .$1 som heter som dess .shp'],
  [/^holds no table of features$/, 'innehåller ingen tabell med objekt'],
  [/^holds more than one table of features$/, 'innehåller flera tabeller med objekt'],
  // What to do
  [/^import the parties first$/, 'importera parterna först'],
  [/^import the areas(?: that it is made of)? first$/, 'importera områdena först'],
  [/^send them one by one$/, 'skicka dem en och en'],
  [/^save it as UTF-8$/, 'spara den som UTF-8'],
  [/^name the coordinate system, such as EPSG:3006$/, 'välj koordinatsystem'],
  [/^give a geometry, or name the columns with map .*$/, 'välj kolumnerna för läget'],
  [/^say which column it is with map \w+=COLUMN; the row has: (.+)$/, 'välj kolumn; raden har: $1'],
  [/^the (?:first row|file) has: (.+)$/, 'filen har: $1'],
  [/^name one for all rows, or a column .*$/, 'välj ett slag för alla rader, eller en kolumn'],
  [/^take the column out of the file.*$/, 'ta bort kolumnen ur filen'],
  [/^write date, time and offset; Z is UTC$/, 'skriv datum, klockslag och tidszon'],
  [/^zip the \.shp, \.dbf, \.prj and \.cpg together$/, 'packa .shp, .dbf, .prj och .cpg tillsammans'],
  [/^one of (.+)$/, 'skriv ett av: $1'],
  // Notes
  [/^(.+) was left aside: it is not called as the \.shp is$/, '$1 lästes inte: filen heter inte som .shp-filen'],
  [/^columns that are not used: (.+)$/, 'Kolumner som inte används: $1'],
  [/^the column “(.+)” is let through by the mapping file: (.+)$/, 'Kolumnen ”$1” släpps igenom av mappningsfilen: $2'],
  [/^(\d+) row\(s\) say not when it was seen.*$/, '$1 rader säger inte när det sågs och räknas som sedda nu'],
  [/^(\d+) row\(s\) have no id.*$/, '$1 rader har ingen identitet och känns igen på vad de säger'],
  [
    /^(\d+) lie\(s\) outside every district: rows? (.+?) and (\d+) more$/,
    '$1 ligger utanför alla stadsdelsområden: rad $2 och $3 till',
  ],
  [/^(\d+) lie\(s\) outside every district: rows? (.+)$/, '$1 ligger utanför alla stadsdelsområden: rad $2'],
  [/^(\d+) new report\(s\) lie outside every district$/, '$1 nya rapporter ligger utanför alla stadsdelsområden'],
  [
    /^(\d+) site\(s\) get another name and another place.*$/,
    '$1 fastigheter får både ett annat namn och ett annat läge; har en annan fil samma identiteter?',
  ],
  [/^(\d+) more fault\(s\) are not listed$/, '$1 fel till visas inte'],
  [
    /^(\d+) row\(s\) cover what another area of the same kind covers already, on the same days: (.+?);.*$/,
    '$1 rader täcker vad ett annat område av samma slag redan täcker, samma dagar: $2. Är det samma områden, välj den identitet som de hade förut',
  ],
  [/^turned (\d+) ring\(s\).*: rows? (.+)$/, '$1 ringar vändes åt rätt håll: rad $2'],
  [/^closed (\d+) ring\(s\).*: rows? (.+)$/, '$1 ringar stängdes: rad $2'],
  [/^left out (\d+) position\(s\).*: rows? (.+)$/, '$1 upprepade hörn togs bort: rad $2'],
  [/^left out the height of (\d+) position\(s\): rows? (.+)$/, 'Höjden togs bort ur $1 lägen: rad $2'],
  [/^the file says (.+); it was read as (.+), as asked$/, 'Filen säger $1 men lästes som $2, som du valde'],
  [/^there is no \.prj.*$/, 'Det finns ingen .prj; välj koordinatsystem'],
  [/^the \.prj names a coordinate system.*$/, 'Koordinatsystemet i .prj är inte känt; välj koordinatsystem'],
  [
    /^the GeoPackage names the coordinate system (.+), which is not known.*$/,
    'Koordinatsystemet $1 i filen är inte känt; välj koordinatsystem',
  ],
  [
    /^the \.dbf says not how its text is written; it was read as (.+)$/,
    'Det står inte i .dbf hur texten är skriven; den lästes som $1',
  ],
  [/^there is no \.dbf.*$/, 'Det finns ingen .dbf: formerna har inga egenskaper'],
  [
    /^part of this file had been written before.*$/,
    'En del av filen var redan inläst, eller så skrevs något annat samtidigt',
  ],
  [
    /^something else was written at the same time.*$/,
    'Något annat skrevs samtidigt; nya och ändrade räknades just innan',
  ],
  [
    /^this file was imported before .*; what is there now is as the file says; (\d+) row\(s\) would be refused today$/,
    'Filen är redan importerad och lästes inte in igen. Det som finns är som filen säger; $1 rader skulle nekas i dag',
  ],
  [
    /^this file was imported before .*; (\d+) row\(s\) have been changed.*; (\d+) row\(s\) would be refused today$/,
    'Filen är redan importerad och lästes inte in igen. $1 rader har ändrats sedan dess; $2 skulle nekas i dag',
  ],
  [
    /^this file was imported before .*; today it could not be read.*$/,
    'Filen är redan importerad och lästes inte in igen. I dag gick den inte att läsa, så inget sägs om det som finns nu',
  ],
  [
    /^this file was imported before under the same key and was not imported again; what is there now is as the file says$/,
    'Filen är redan importerad och lästes inte in igen. Det som finns är som filen säger',
  ],
  [
    /^this file was imported before under the same key and was not imported again; (\d+) row\(s\).*$/,
    'Filen är redan importerad och lästes inte in igen. $1 rader har ändrats sedan dess',
  ],
  [
    /^its id stands in an earlier row, which is the one that counts$/,
    'identiteten står på en tidigare rad, som är den som räknas',
  ],
];

/** A sentence of the server's in the language of the page, and whether that is still English. */
export function toldInWords(language: Language, sentence: string): { text: string; isEnglish: boolean } {
  if (language === 'en') return { text: sentence, isEnglish: true };
  for (const [pattern, words] of sentences) {
    if (pattern.test(sentence)) return { text: sentence.replace(pattern, words), isEnglish: false };
  }
  return { text: sentence, isEnglish: true };
}
