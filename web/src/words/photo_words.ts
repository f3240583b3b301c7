/** Words of photos. Part of the words of words.ts. */
export const photoWords = {
  'photo.title': { sv: 'Foton', en: 'Photos' },
  'photo.about': {
    sv: 'Gärna ett på håll och ett nära, högst {n}. Inga människor och inga registreringsskyltar: täck det som syns.',
    en: 'Best one wide and one close, {n} at most. No people and no number plates: cover what shows.',
  },
  'photo.add': { sv: 'Lägg till foto', en: 'Add a photo' },
  'photo.enough': { sv: 'Fler än {n} foton tas inte emot.', en: 'More than {n} photos are not taken.' },
  'photo.not_loaded': {
    sv: 'Foton går inte att lägga till utan nät den här gången. Rapporten går att skicka ändå.',
    en: 'Photos cannot be added without a network this time. The report can be sent all the same.',
  },
  'photo.of_place': { sv: 'Senaste fotot från platsen', en: 'The newest photo of the place' },
  'photo.unseen': { sv: 'Fotot gick inte att hämta.', en: 'The photo could not be fetched.' },
  'photo.nth': { sv: 'Foto {n}', en: 'Photo {n}' },
  'photo.remove': { sv: 'Ta bort foto {n}', en: 'Remove photo {n}' },
  'photo.cover': { sv: 'Täck ansikten och skyltar', en: 'Cover faces and plates' },
  'photo.cover.about': {
    sv: 'Dra en ruta över varje ansikte och registreringsskylt. Rutorna blir svarta i fotot innan det sparas.',
    en: 'Draw a box over every face and number plate. The boxes become black in the photo before it is kept.',
  },
  'photo.cover.surface': { sv: 'Fotot med rutor', en: 'The photo with boxes' },
  'photo.cover.picture': { sv: 'Fotot som ska skickas', en: 'The photo that is to be sent' },
  'photo.cover.add': { sv: 'Lägg till ruta', en: 'Add a box' },
  'photo.cover.box': { sv: 'Ruta {n}', en: 'Box {n}' },
  'photo.cover.keys': {
    sv: 'Med tangentbord: pilarna flyttar rutan, skift och pilarna ändrar storleken, Delete tar bort den.',
    en: 'By keyboard: arrows move the box, shift and arrows resize it, Delete removes it.',
  },
  'photo.cover.remove': { sv: 'Ta bort ruta {n}', en: 'Remove box {n}' },
  'photo.use': { sv: 'Använd fotot', en: 'Use the photo' },
  'photo.discard': { sv: 'Kasta fotot', en: 'Discard the photo' },
  'photo.first': { sv: 'Använd eller kasta fotot först.', en: 'Use or discard the photo first.' },
  'photo.unreadable': {
    sv: 'Filen går inte att läsa som ett foto. Välj en annan.',
    en: 'The file cannot be read as a photo. Choose another.',
  },
  'photo.full_phone': {
    sv: 'Telefonen har så många foton som väntar att fler inte får plats. Hitta ett nät, så skickas de.',
    en: 'So many photos wait on this phone that no more fit. Find a network, and they are sent.',
  },
  'photo.not_kept': {
    sv: 'Fotot kunde inte sparas på telefonen.',
    en: 'The photo could not be kept on this phone.',
  },
  'photo.ghost': { sv: 'Ta samma vy som förr', en: 'Take the same view as before' },
  'photo.ghost.about': {
    sv: 'Fotot från {date} ligger över kamerabilden. Ställ dig så att de stämmer, och ta bilden.',
    en: 'The photo of {date} lies over what the camera sees. Stand so that they fit, and take the picture.',
  },
  'photo.ghost.view': { sv: 'Kamerabilden', en: 'What the camera sees' },
  'photo.ghost.strength': { sv: 'Hur mycket det tidigare fotot syns', en: 'How much the earlier photo shows' },
  'photo.ghost.take': { sv: 'Ta bilden', en: 'Take the picture' },
  'photo.ghost.failed': {
    sv: 'Kameran går inte att använda här. Lägg till ett foto i stället.',
    en: 'The camera cannot be used here. Add a photo instead.',
  },
  'photo.open': { sv: 'Visa fotot från {time}', en: 'Show the photo of {time}' },
  'photo.open.unchecked': {
    sv: 'Visa fotot från {time}, inte granskat',
    en: 'Show the photo of {time}, not checked',
  },
  'photo.alt': { sv: 'Foto från {time}', en: 'Photo of {time}' },
  'photo.unchecked': { sv: 'Inte granskat', en: 'Not checked' },
  'photo.unchecked.about': {
    sv: 'inte granskat, och visas bara för er organisation',
    en: 'not checked, and shown to your organisation alone',
  },
  'photo.checked': { sv: 'granskat: visar ingen människa', en: 'checked: shows nobody' },
  'photo.check': { sv: 'Visar ingen: dela som rapporten', en: 'Shows nobody: share like the report' },
  'photo.take_away': { sv: 'Ta bort fotot', en: 'Take the photo away' },
  'photo.take_away.why': { sv: 'Varför tas det bort?', en: 'Why is it taken away?' },
  'photo.take_away.about': {
    sv: 'Fotot försvinner för gott. Anledningen står kvar.',
    en: 'The photo goes for good. The reason stays.',
  },
  'photo.close': { sv: 'Dölj fotot', en: 'Hide the photo' },
  'photo.sending': { sv: 'Foton kvar att skicka: {n}', en: 'Photos yet to be sent: {n}' },
  'photo.remove_queued': {
    sv: 'Rapporten är framme. Fotona som inte har kommit fram tas bort från telefonen.',
    en: 'The report has arrived. The photos that have not are removed from this phone.',
  },
} as const;
