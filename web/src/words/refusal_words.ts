/**
 * What the server refuses, said to people: a sentence for every type of problem, one for every word of a refusal, and
 * the fields as the forms name them. The contract lists types and words; refusal_words.test.ts compares.
 */
export const refusalWords = {
  // Types of problems, by the end of their address
  'problem.malformed': {
    sv: 'Det som skickades gick inte att läsa. Försök igen.',
    en: 'What was sent could not be read. Try again.',
  },
  'problem.bad-parameter': {
    sv: 'Adressen innehåller något som tjänsten inte förstår.',
    en: 'The address holds something that the service does not understand.',
  },
  'problem.not-logged-in': { sv: 'Du är inte inloggad.', en: 'You are not logged in.' },
  'problem.wrong-login': {
    sv: 'Användarnamnet eller lösenordet stämmer inte.',
    en: 'The user name or the password is wrong.',
  },
  'problem.code-needed': {
    sv: 'Koden från telefonen behövs också.',
    en: 'The code from the phone is needed as well.',
  },
  'problem.not-allowed': {
    sv: 'Det här är någon annans att besluta.',
    en: 'This is for somebody else to decide.',
  },
  'problem.foreign-page': {
    sv: 'Begäran kom inte från tjänstens egen sida. Ladda om sidan och försök igen.',
    en: 'The request did not come from the service’s own page. Reload the page and try again.',
  },
  'problem.not-there': {
    sv: 'Finns inte, eller visas inte för din organisation.',
    en: 'Does not exist, or is not shown to your organisation.',
  },
  'problem.erased': {
    sv: 'Det är gallrat på ett beslut och finns inte längre.',
    en: 'It has been erased by a decision and is no more.',
  },
  'problem.withdrawn': {
    sv: 'Publiceringen är tillbakadragen.',
    en: 'The publication has been withdrawn.',
  },
  'problem.method-not-allowed': {
    sv: 'Det går inte att göra så här. Ladda om sidan.',
    en: 'This cannot be done here. Reload the page.',
  },
  'problem.wrong-state': {
    sv: 'Det går inte just nu, eftersom läget har ändrats. Någon kan redan ha tagit steget.',
    en: 'This cannot be done now, because things have changed. Somebody may have taken the step already.',
  },
  'problem.stale': {
    sv: 'Någon annan har ändrat detta medan du läste.',
    en: 'Somebody else changed this while you were reading.',
  },
  'problem.too-large': { sv: 'Det är för stort för att tas emot.', en: 'It is too large to be accepted.' },
  'problem.unsupported-media-type': {
    sv: 'Det formatet tas inte emot här.',
    en: 'That format is not accepted here.',
  },
  'problem.invalid': {
    sv: 'Något i det du skrev kan inte tas emot. Inget sparades.',
    en: 'Something in what you wrote cannot be accepted. Nothing was saved.',
  },
  'problem.key-reused': {
    sv: 'Samma ändring har skickats förut med annat innehåll. Ladda om sidan och gör om den.',
    en: 'The same change was sent before with other content. Reload the page and make it again.',
  },
  'problem.version-required': {
    sv: 'Sidan vet inte vilken version du såg. Ladda om den.',
    en: 'The page does not know which version you saw. Reload it.',
  },
  'problem.too-many-requests': {
    sv: 'Det kom för många försök på kort tid. Vänta en stund.',
    en: 'There were too many attempts in a short time. Wait a moment.',
  },
  'problem.headers-too-large': {
    sv: 'Adressen är för lång. Rensa filtren och försök igen.',
    en: 'The address is too long. Clear the filters and try again.',
  },
  'problem.internal': { sv: 'Något gick fel i servern.', en: 'Something went wrong in the server.' },
  'problem.photo-missing': {
    sv: 'Själva fotot saknas i fotolagret. De som driver tjänsten kan ha det i en säkerhetskopia.',
    en: 'The photo itself is missing from its store. Those who run the service may have it in a backup.',
  },
  'problem.quarantined': {
    sv: 'Uppgiften är skadad och kan inte ändras förrän den har lagats. En administratör har fått veta det.',
    en: 'The record is damaged and cannot be changed before it has been mended. An administrator has been told.',
  },
  'problem.unavailable': {
    sv: 'Det går inte att spara just nu. Inget sparades.',
    en: 'Saving is not possible right now. Nothing was saved.',
  },
  'problem.busy': {
    sv: 'Någon annan gör samma sak just nu. Försök igen om en stund.',
    en: 'Somebody else is doing the same just now. Try again in a moment.',
  },
  'problem.export-too-large': {
    sv: 'Exporten skulle bli för stor. Välj färre med filtren.',
    en: 'The export would be too large. Choose fewer with the filters.',
  },
  'problem.outcome-unknown': {
    sv: 'Det är oklart om det sparades. Försök igen; det sparas bara en gång.',
    en: 'It is not known whether it was saved. Try again; it is saved only once.',
  },
  'problem.timeout': {
    sv: 'Det tog för lång tid. Försök igen.',
    en: 'It took too long. Try again.',
  },

  // Who may
  'refusal.member_role': {
    sv: 'Det gör medlemmar och samordnare i organisationen.',
    en: 'Members and coordinators of the organisation do this.',
  },
  'refusal.too-many-rounds': {
    sv: 'Er organisation har så många ronder som den kan ha. Avsluta en som inte gås längre.',
    en: 'Your organisation has as many rounds as it can have. End one that is not walked any more.',
  },
  'refusal.only_one': { sv: 'Bara en av dem kan anges.', en: 'Only one of them can be given.' },
  'refusal.unknown_round': { sv: 'Er organisation har ingen sådan rond.', en: 'Your organisation has no such round.' },
  'refusal.unknown_site': { sv: 'Det finns ingen sådan fastighet.', en: 'There is no such site.' },
  'refusal.unknown_stop': { sv: 'Ronden har inget sådant stopp.', en: 'The round has no such stop.' },
  'refusal.reporter_role': {
    sv: 'Bara den som får rapportera kan göra detta.',
    en: 'Only those who may report can do this.',
  },
  'refusal.coordinator_role': {
    sv: 'Bara en samordnare, som talar för parten, kan göra detta.',
    en: 'Only a coordinator, who speaks for the party, can do this.',
  },
  'refusal.administrator_role': {
    sv: 'Bara en administratör kan göra detta.',
    en: 'Only an administrator can do this.',
  },
  'refusal.not_your_area': {
    sv: 'Det ligger varken i ert stadsdelsområde eller på mark som ni förvaltar.',
    en: 'It lies neither in your district nor on ground that you manage.',
  },
  'refusal.not_the_holder': {
    sv: 'Bara den part som samordnar platsen kan lämna över den.',
    en: 'Only the party that coordinates the place can hand it over.',
  },
  'refusal.not_a_full_party': {
    sv: 'Din organisation ser detta men är inte bekräftad som part.',
    en: 'Your organisation sees this, but is not confirmed as a party.',
  },
  'refusal.not_your_party': { sv: 'Detta är en annan parts.', en: 'This is another party’s.' },
  'refusal.not_your_unit': {
    sv: 'Är inte din egen enhet. En administratör kan ange en annan.',
    en: 'Is not your own unit. An administrator can name another.',
  },
  'refusal.not_the_origin': {
    sv: 'Det är för den organisation det kommer från: dess samordnare, eller där något gallras en administratör.',
    en: 'This is for the organisation it comes from: its coordinator, or where something is erased an administrator.',
  },
  'refusal.only_the_origin_widens': {
    sv: 'Bara den organisation som uppgiften kommer från kan dela den med fler.',
    en: 'Only the organisation it comes from can share it with more.',
  },
  'refusal.only_the_unit_widens': {
    sv: 'Enheten inom socialtjänsten håller uppgiften. Bara dess egen samordnare delar den med fler.',
    en: 'A unit of social services holds it. Only the unit’s own coordinator shares it with more.',
  },
  'refusal.too-many-disclosures': {
    sv: 'Så många utlämnanden är antecknade att inga fler ryms.',
    en: 'So many disclosures are written down that no more fit.',
  },
  'refusal.police_only': {
    sv: 'Bara polisen kan välja detta.',
    en: 'Only the police can choose this.',
  },

  // States
  'refusal.already-withdrawn': { sv: 'Är redan tillbakadragen.', en: 'Has been withdrawn already.' },
  'refusal.no-account': {
    sv: 'Ett program eller en bunden telefon har inget konto. Logga in med ett.',
    en: 'A program or a bound phone has no account. Log in with one.',
  },
  'refusal.left_out': {
    sv: 'Något har kommit till sedan listan lästes, eller är inte genomgånget. Läs om listan.',
    en: 'Something has come since the list was read, or was not gone through. Read the list again.',
  },
  'refusal.not_a_diary_number': {
    sv: 'Skriv bokstäver, siffror och / - . : med minst en siffra, till exempel KS 2026/740.',
    en: 'Write letters, digits and / - . : with a digit among them, such as KS 2026/740.',
  },
  'refusal.indicated_elsewhere': {
    sv: 'Riktar sig till enskilda personer. Det är inget arbete på en plats och hör hemma hos socialtjänsten eller polisen, i deras egna system.',
    en: 'Is aimed at individuals. That is no work on a place and belongs to the social services or the police, in their own systems.',
  },
  'refusal.already-closed': { sv: 'Åtgärden är redan avslutad.', en: 'The measure is closed already.' },
  'refusal.holder-may-not-see': {
    sv: 'Den som samordnar platsen skulle inte längre få se den. Lämna över samordningen först.',
    en: 'Whoever coordinates the place could no longer see it. Hand over coordination first.',
  },
  'refusal.not-due': { sv: 'Tiden har inte gått ut ännu.', en: 'The time has not run out yet.' },
  'refusal.nothing-to-accept': {
    sv: 'Det finns ingen fråga att tacka ja till längre.',
    en: 'There is no question left to say yes to.',
  },
  'refusal.nothing-to-decline': {
    sv: 'Det finns ingen fråga att tacka nej till längre.',
    en: 'There is no question left to say no to.',
  },
  'refusal.place-ended': {
    sv: 'Platsen har upphört. Arbetet fortsätter i den plats som den blev.',
    en: 'The place has ended. Work goes on in the one it became.',
  },
  'refusal.place_ended': {
    sv: 'Den platsen har upphört. Välj den som den blev.',
    en: 'That place has ended. Choose the one it became.',
  },
  'refusal.place-not-set-aside': {
    sv: 'Platsen är varken vilande eller avskriven, så det finns inget att invända mot.',
    en: 'The place is neither dormant nor dismissed, so there is nothing to object to.',
  },
  'refusal.objected-already': {
    sv: 'Din organisation har redan invänt.',
    en: 'Your organisation has objected already.',
  },
  'refusal.objection-too-late': {
    sv: 'Tiden att invända har gått ut. Be stadsdelens trygghetssamordnare att ta upp platsen igen.',
    en: 'The time to object has passed. Ask the district’s safety coordinator to take the place up again.',
  },
  'refusal.nothing-to-uphold': {
    sv: 'Ingen invändning väntar på svar längre.',
    en: 'No objection waits for an answer any more.',
  },
  'refusal.takes_it_up_itself': {
    sv: 'Din organisation beslutar om platsen och kan själv ta upp den igen: ändra status.',
    en: 'Your organisation decides about the place and can take it up again itself: change its status.',
  },
  'refusal.vague_position': {
    sv: 'Rapportens läge är för vagt för att säga var platsen ligger. Rita platsen, eller utelämna rapporten.',
    en: 'The report’s position is too vague to say where the place is. Draw the place, or leave the report out.',
  },
  'refusal.own_party': {
    sv: 'Det är din egen organisation, och du skulle själv bli utelåst. En administratör från en annan part kan göra det.',
    en: 'It is your own organisation, and you would be locked out. An administrator of another party can do it.',
  },
  'refusal.place-not-open': {
    sv: 'Platsen är vilande eller avslutad, så samordningen står still.',
    en: 'The place is dormant or closed, so coordination rests.',
  },
  'refusal.photos-off': {
    sv: 'Foton är avstängda. En administratör slår på dem, på ett beslut.',
    en: 'Photos are switched off. An administrator switches them on, by a decision.',
  },
  'refusal.photos-full': {
    sv: 'Rapporten har redan så många foton som tas emot.',
    en: 'The report already has as many photos as are taken.',
  },
  'refusal.not_a_photo': {
    sv: 'Är inget foto som går att läsa. JPEG, PNG och WebP går bra.',
    en: 'Is no photo that can be read. JPEG, PNG and WebP are.',
  },
  'refusal.place-open': {
    sv: 'Arbete pågår på platsen. Avsluta den först, eller gallra bara texterna.',
    en: 'Work goes on at the place. Close it first, or erase its words alone.',
  },
  'refusal.retention-not-decided': {
    sv: 'Ingen har beslutat hur länge detta bevaras.',
    en: 'Nobody has decided how long this is kept.',
  },
  'refusal.founded-a-place': {
    sv: 'En plats har skapats av rapporten. Avskriv platsen, eller bedöm rapporten på nytt.',
    en: 'A place was made from the report. Dismiss the place, or triage the report anew.',
  },
  'refusal.moved-on': {
    sv: 'Någon har ändrat en av platserna sedan dess. Det går inte att ångra längre.',
    en: 'Somebody has changed one of the places since. It cannot be undone any more.',
  },
  'refusal.narrowed': {
    sv: 'Platsen delas med färre sedan den slogs ihop. Det ändrar bara den som gjorde platsen.',
    en: 'The place is shared with fewer since the merge. Only whose place it is changes that.',
  },
  'refusal.nothing-to-take-back': {
    sv: 'Platsen är varken sammanslagen eller delad.',
    en: 'The place is neither merged nor split.',
  },
  'refusal.not_your_act': {
    sv: 'Bara den organisation som gjorde det kan ångra det.',
    en: 'Only the organisation that did it can undo it.',
  },
  'refusal.take-back-too-late': {
    sv: 'Det går bara att ångra i en kvart.',
    en: 'It can be undone for a quarter of an hour only.',
  },
  'refusal.scope': {
    sv: 'Nyckeln eller länken får inte användas till det här.',
    en: 'The token or link may not be used for this.',
  },
  'refusal.no_password': {
    sv: 'Det här gäller bara konton med lösenord här.',
    en: 'This is for accounts with a password here only.',
  },
  'refusal.wrong_password': { sv: 'Lösenordet stämmer inte.', en: 'The password is wrong.' },
  'refusal.wrong_code': {
    sv: 'Koden stämmer inte eller är redan använd. Vänta på nästa.',
    en: 'The code is wrong or has been used. Wait for the next one.',
  },
  'refusal.too_late': { sv: 'Det tog för lång tid. Börja om.', en: 'It took too long. Begin again.' },
  'refusal.no-desk': {
    sv: 'Det här går bara med en egen inloggning.',
    en: 'This can be done with a log-in of one’s own only.',
  },
  'refusal.no_such_part': {
    sv: 'Det finns ingen sådan del att gallra.',
    en: 'There is no such part to erase.',
  },
  'refusal.status-not-reachable': {
    sv: 'Platsen kan inte få den statusen från den som den har nu.',
    en: 'The place cannot get that status from the one it has now.',
  },
  'refusal.touches-too-much': {
    sv: 'Ändringen berör för mycket på en gång. Dela upp den.',
    en: 'The change touches too much at once. Make it in parts.',
  },

  // Coordination
  'refusal.answers_itself': {
    sv: 'Parten har egen inloggning och svarar själv.',
    en: 'The party has a log-in of its own and answers itself.',
  },
  'refusal.held_by_another': {
    sv: 'En annan part samordnar platsen redan.',
    en: 'Another party coordinates the place already.',
  },
  'refusal.holds_already': {
    sv: 'Parten samordnar platsen redan.',
    en: 'The party coordinates the place already.',
  },
  'refusal.may_not_see': {
    sv: 'Parten får inte se platsen och kan därför inte samordna den. Dela platsen med fler först.',
    en: 'The party may not see the place and so cannot coordinate it. Share the place with more first.',
  },
  'refusal.police_never_asked': {
    sv: 'Polisen kan inte föreslås som samordnare, men kan själv ta på sig det.',
    en: 'The police cannot be proposed as coordinator, but may take it on themselves.',
  },

  // Sharing, merging and splitting
  'refusal.class_needed': {
    sv: 'Välj vilka som ska se platsen.',
    en: 'Choose who is to see the place.',
  },
  'refusal.never_open': {
    sv: 'Platser och rapporter kan inte visas för alla.',
    en: 'Places and reports cannot be shown to everybody.',
  },
  'refusal.itself': {
    sv: 'En plats kan inte slås ihop med sig själv.',
    en: 'A place cannot be merged into itself.',
  },
  'refusal.elsewhere': {
    sv: 'Ligger inte inom den plats som delas.',
    en: 'Does not lie within the place that is split.',
  },
  'refusal.wrong_count': { sv: 'Fel antal.', en: 'The wrong number.' },
  'refusal.hidden': {
    sv: 'Rapporten är dold. Bedöm den på nytt först.',
    en: 'The report is hidden. Assess it anew first.',
  },
  'refusal.case_number': {
    sv: 'Det ser ut som ett ärende- eller diarienummer. Sådana tas inte in här.',
    en: 'This looks like a case number. Those are not taken in here.',
  },
  'refusal.not_a_number': {
    sv: 'Måste vara ett vanligt tal.',
    en: 'Must be a plain number.',
  },
  'refusal.another_partys_source': {
    sv: 'Den källan talar för en annan organisation. Välj er egen.',
    en: 'That source speaks for another organisation. Choose your own.',
  },
  'refusal.not_with_outcome': {
    sv: 'Hör inte till det beslutet. Ta bort det eller välj ett annat beslut.',
    en: 'Does not go with that decision. Leave it out or choose another decision.',
  },
  'refusal.has_passed': {
    sv: 'Den dagen har redan varit. Välj en senare.',
    en: 'That day has passed. Choose a later one.',
  },
  'refusal.contradicts': {
    sv: 'En annan regel med samma villkor gäller samma dagar. Avsluta den först.',
    en: 'Another rule with the same conditions holds on the same days. End that one first.',
  },
  'refusal.another-is-asked': {
    sv: 'En annan part är tillfrågad och har inte svarat än.',
    en: 'Another party is asked and has not answered yet.',
  },
  'refusal.code_not_begun': {
    sv: 'Den koden börjar gälla senare.',
    en: 'That code begins to hold later.',
  },
  'refusal.does_not_log_in': {
    sv: 'Den organisationen loggar inte in, utan svarar genom stadsdelen.',
    en: 'That organisation does not log in; it answers through the district.',
  },
  'refusal.already_linked': {
    sv: 'Rapporten hör redan till en annan plats.',
    en: 'The report belongs to another place already.',
  },

  // Unknown words and things
  'refusal.unknown': { sv: 'Är inte känt.', en: 'Is not known.' },
  'refusal.unknown_answer': { sv: 'Svaret går inte att välja.', en: 'The answer cannot be chosen.' },
  'refusal.unknown_area': { sv: 'Området finns inte.', en: 'There is no such area.' },
  'refusal.unknown_code': { sv: 'Finns inte i listan.', en: 'Is not in the list.' },
  'refusal.code_ended': { sv: 'Går inte att välja längre.', en: 'Can no longer be chosen.' },
  'refusal.unknown_party': { sv: 'Parten finns inte.', en: 'There is no such party.' },
  'refusal.unknown_place': {
    sv: 'Platsen finns inte, eller visas inte för din organisation.',
    en: 'There is no such place, or it is not shown to your organisation.',
  },
  'refusal.unknown_question': {
    sv: 'Ingen av de valda problemtyperna ställer den frågan.',
    en: 'None of the chosen problem types asks that question.',
  },
  'refusal.unknown_report': {
    sv: 'Rapporten finns inte, eller visas inte för din organisation.',
    en: 'There is no such report, or it is not shown to your organisation.',
  },

  // What is written
  'refusal.required': { sv: 'Måste fyllas i.', en: 'Has to be filled in.' },
  'refusal.too_long': { sv: 'Är för långt.', en: 'Is too long.' },
  'refusal.too_many': { sv: 'Är för många.', en: 'Are too many.' },
  'refusal.too_large': { sv: 'Är för stort.', en: 'Is too large.' },
  'refusal.twice': { sv: 'Står två gånger.', en: 'Stands twice.' },
  'refusal.length': { sv: 'Har fel längd.', en: 'Has the wrong length.' },
  'refusal.range': { sv: 'Är utanför det som går att välja.', en: 'Is beyond what can be chosen.' },
  'refusal.out_of_range': { sv: 'Är utanför det som går att ange.', en: 'Is beyond what can be given.' },
  'refusal.wrong_type': { sv: 'Saknas eller har fel form.', en: 'Is missing or of the wrong form.' },
  'refusal.not_json': { sv: 'Gick inte att läsa.', en: 'Could not be read.' },
  'refusal.bad_parameter': { sv: 'Går inte att använda.', en: 'Cannot be used.' },
  'refusal.before_start': { sv: 'Slutet ligger före början.', en: 'The end lies before the beginning.' },
  'refusal.in_the_future': { sv: 'Ligger i framtiden.', en: 'Lies in the future.' },
  'refusal.geometry': {
    sv: 'Går inte att rita så. Kontrollera att sidorna inte korsar varandra.',
    en: 'Cannot be drawn like that. Check that the sides do not cross.',
  },
  'refusal.not_a_polygon': { sv: 'Måste vara ett område.', en: 'Has to be an area.' },
  'refusal.not_here': {
    sv: 'Ligger för långt bort.',
    en: 'Lies too far away.',
  },
  'refusal.login': {
    sv: '2 till 64 tecken: a–z, siffror och . _ - @.',
    en: '2 to 64 characters: a–z, digits and . _ - @.',
  },
  'refusal.holds_login': {
    sv: 'Får inte innehålla användarnamnet.',
    en: 'Must not hold the user name.',
  },
  'refusal.guessable': {
    sv: 'Går att gissa: vanliga ord, årtal, rader på tangentbordet. Ta några ord som inte hör ihop.',
    en: 'Can be guessed: common words, years, rows of the keyboard. Take some words that do not belong together.',
  },

  // What points at a person
  'refusal.identity_number': {
    sv: 'Innehåller något som ser ut som ett personnummer. Ta bort det.',
    en: 'Holds what looks like a personal identity number. Take it out.',
  },
  'refusal.phone_number': {
    sv: 'Innehåller något som ser ut som ett telefonnummer. Ta bort det.',
    en: 'Holds what looks like a phone number. Take it out.',
  },
  'refusal.email': {
    sv: 'Innehåller en e-postadress. Ta bort den.',
    en: 'Holds an e-mail address. Take it out.',
  },
  'refusal.vehicle_plate': {
    sv: 'Innehåller något som ser ut som ett registreringsnummer. Ta bort det.',
    en: 'Holds what looks like a number plate. Take it out.',
  },
  'refusal.apartment_number': {
    sv: 'Innehåller ett lägenhetsnummer. Ta bort det.',
    en: 'Holds the number of a flat. Take it out.',
  },
  'refusal.control_character': {
    sv: 'Innehåller ett tecken som inte syns. Skriv om texten.',
    en: 'Holds a character that cannot be seen. Write the text anew.',
  },
  'refusal.bidirectional_override': {
    sv: 'Innehåller ett tecken som vänder på texten. Skriv om den.',
    en: 'Holds a character that turns the text around. Write it anew.',
  },

  // Fields, by their name in the body
  'field.area': { sv: 'Område', en: 'Area' },
  'field.areas': { sv: 'Områden', en: 'Areas' },
  'field.category': { sv: 'Kategori', en: 'Category' },
  'field.code': { sv: 'Kod', en: 'Code' },
  'field.code_now': { sv: 'Koden som visas nu', en: 'The code that is shown now' },
  'field.days': { sv: 'Gäller antal dagar', en: 'Holds for days' },
  'field.decision': { sv: 'Beslut', en: 'Decision' },
  'field.district': { sv: 'Stadsdelsområde', en: 'District' },
  'field.en': { sv: 'På engelska', en: 'In English' },
  'field.from': { sv: 'Första dag', en: 'First day' },
  'field.kind': { sv: 'Slag', en: 'Kind' },
  'field.label': { sv: 'Beskrivning', en: 'Description' },
  'field.problem_type': { sv: 'Problemtyp', en: 'Problem type' },
  'field.questions': { sv: 'Följdfrågor', en: 'Extra questions' },
  'field.role': { sv: 'Roll', en: 'Role' },
  'field.site_kind': { sv: 'Slag av fastighet', en: 'Kind of site' },
  'field.sv': { sv: 'På svenska', en: 'In Swedish' },
  'field.unit': { sv: 'Enhet', en: 'Unit' },
  'field.until': { sv: 'Slut', en: 'End' },
  'field.value': { sv: 'Värde', en: 'Value' },
  'field.answers': { sv: 'Svar', en: 'Answers' },
  'field.class': { sv: 'Vem som ser detta', en: 'Who sees this' },
  'field.count_band': { sv: 'Antal', en: 'Count' },
  'field.function': { sv: 'Funktion', en: 'Function' },
  'field.geometry': { sv: 'Utbredning', en: 'Extent' },
  'field.into': { sv: 'Slå ihop med', en: 'Merge into' },
  'field.keep': { sv: 'Bevaras', en: 'Kept for' },
  'field.login': { sv: 'Användarnamn', en: 'User name' },
  'field.measure_type': { sv: 'Åtgärd', en: 'Measure' },
  'field.particulars': { sv: 'Uppgift om åtgärden', en: 'Particular of the measure' },
  'field.prevention_level': { sv: 'För vem', en: 'For whom' },
  'field.starts': { sv: 'Första dag', en: 'First day' },
  'field.ends': { sv: 'Sista dag', en: 'Last day' },
  'field.stops': { sv: 'Stopp', en: 'Stops' },
  'field.uses': { sv: 'Antal telefoner', en: 'Number of phones' },
  'field.diary_number': { sv: 'Diarienummer', en: 'Diary number' },
  'field.received_on': { sv: 'Begäran kom in', en: 'Asked on' },
  'field.decided_by': { sv: 'Beslutande funktion', en: 'Function that decides' },
  'field.body': { sv: 'Beslutat av', en: 'Decided by' },
  'field.decided_on': { sv: 'Beslutsdag', en: 'Day of the decision' },
  'field.name': { sv: 'Namn', en: 'Name' },
  'field.note': { sv: 'Anteckning', en: 'Note' },
  'field.observed_at': { sv: 'När det sågs', en: 'When it was seen' },
  'field.observed_hours': { sv: 'Inom hur många timmar', en: 'Within how many hours' },
  'field.on_behalf_of': { sv: 'Part', en: 'Party' },
  'field.outcome': { sv: 'Bedömning', en: 'Assessment' },
  'field.parts': { sv: 'Delar', en: 'Parts' },
  'field.part': { sv: 'Vad som gallras', en: 'What is erased' },
  'field.party': { sv: 'Part', en: 'Party' },
  'field.password': { sv: 'Lösenord', en: 'Password' },
  'field.physical_factors': { sv: 'Fysiska faktorer', en: 'Physical factors' },
  'field.place': { sv: 'Plats', en: 'Place' },
  'field.position': { sv: 'Läge', en: 'Position' },
  'field.problem_types': { sv: 'Problemtyper', en: 'Problem types' },
  'field.reason': { sv: 'Skäl', en: 'Reason' },
  'field.reports': { sv: 'Rapporter', en: 'Reports' },
  'field.source': { sv: 'Var svaret finns', en: 'Where the answer is kept' },
  'field.status': { sv: 'Status', en: 'Status' },
  'field.suggested_party': { sv: 'Vem borde i stället?', en: 'Who should instead?' },
  'field.text': { sv: 'Beskrivning', en: 'Description' },
  'field.token': { sv: 'Engångskod', en: 'One-time code' },
} as const;
