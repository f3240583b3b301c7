import { accountWords } from './account_words';
import { adminRefusalWords } from './admin_refusal_words';
import { deskWords } from './desk_words';
import { drawWords } from './draw_words';
import { morningWords } from './morning_words';
import { photoWords } from './photo_words';
import { publicWords } from './public_words';
import { registrarWords } from './registrar_words';
import { refusalWords } from './refusal_words';
import { roundWords } from './round_words';
import { sharingWords } from './sharing_words';

/**
 * Every word of the interface, Swedish first. Nouns come from the project's glossary and nowhere else; labels of codes
 * (problem types, factors, kinds of site) come from the server's code lists. `{name}` marks what is filled in.
 *
 * The type makes a missing language an error of compilation; words.test.ts checks what a type cannot.
 */
export interface Entry {
  sv: string;
  en: string;
}

export const words = {
  // The frame
  'app.name': { sv: 'Samplats', en: 'Samplats' },
  'app.about': {
    sv: 'Den gemensamma kartan över otrygga och brottsutsatta platser',
    en: 'The shared map of unsafe and crime-exposed places',
  },
  'app.demo': { sv: 'Påhittad stad', en: 'Invented city' },
  'app.skip': { sv: 'Hoppa till innehållet', en: 'Skip to content' },
  'app.language': { sv: 'In English', en: 'På svenska' },
  'app.menu': { sv: 'Meny', en: 'Menu' },
  'app.live_lost': {
    sv: 'Ingen kontakt med servern just nu. Kartan kan vara några minuter gammal.',
    en: 'No contact with the server right now. The map may be a few minutes old.',
  },

  'app.offline': {
    sv: 'Utan nät. Det som visas är från {time}.',
    en: 'Offline. What is shown is as of {time}.',
  },
  'app.offline.unheard': {
    sv: 'Utan nät.',
    en: 'Offline.',
  },
  'app.keeps_nothing': {
    sv: 'Den här webbläsaren kan inte spara något. Stäng inte sidan förrän rapporterna är framme.',
    en: 'This browser cannot keep anything. Do not close the page until the reports have arrived.',
  },
  'app.newer': { sv: 'Det finns en ny version av Samplats.', en: 'There is a new version of Samplats.' },
  'app.newer.do': { sv: 'Uppdatera', en: 'Update' },
  'app.stale': {
    sv: 'Uppgifterna är {n} s gamla: servern har tappat kontakten med registret.',
    en: 'What is shown is {n} s old: the server has lost contact with the register.',
  },

  // Views
  'view.map': { sv: 'Karta', en: 'Map' },
  'view.list': { sv: 'Lista', en: 'List' },
  'view.here': { sv: 'Vad finns här?', en: 'What is here?' },
  'view.here.short': { sv: 'Här', en: 'Here' },
  'view.report': { sv: 'Rapportera', en: 'Report' },
  'view.triage': { sv: 'Väntande rapporter', en: 'Waiting reports' },
  'view.duties': { sv: 'Att göra', en: 'To do' },
  'view.my_sites': { sv: 'Mina fastigheter', en: 'My sites' },
  'view.my_reports': { sv: 'Mina rapporter', en: 'My reports' },
  'view.my_reports.short': { sv: 'Mina', en: 'Mine' },
  'view.outbox': { sv: 'Utkorg', en: 'Outbox' },
  'view.place': { sv: 'Plats', en: 'Place' },
  'view.a_report': { sv: 'Rapport', en: 'Report' },
  'view.main': { sv: 'Vyer', en: 'Views' },

  // Small acts
  'do.back': { sv: 'Tillbaka', en: 'Back' },
  'do.close': { sv: 'Stäng', en: 'Close' },
  'do.cancel': { sv: 'Avbryt', en: 'Cancel' },
  'do.continue': { sv: 'Fortsätt', en: 'Continue' },
  'do.save': { sv: 'Spara', en: 'Save' },
  'do.retry': { sv: 'Försök igen', en: 'Try again' },
  'do.reload': { sv: 'Visa det senaste', en: 'Show the latest' },
  'do.more': { sv: 'Visa fler', en: 'Show more' },
  'do.clear': { sv: 'Rensa', en: 'Clear' },
  'do.show_on_map': { sv: 'Visa på kartan', en: 'Show on the map' },
  'do.filter': { sv: 'Filter', en: 'Filter' },
  'do.choose': { sv: 'Välj …', en: 'Choose …' },

  // States of a view
  'state.loading': { sv: 'Hämtar …', en: 'Loading …' },
  'state.empty.list': {
    sv: 'Inga platser eller rapporter i den här delen av kartan. Flytta den eller zooma ut.',
    en: 'No places or reports in this part of the map. Move it or zoom out.',
  },
  'state.empty.filtered': {
    sv: 'Inget stämmer med filtren i den här delen av kartan. Ta bort ett filter eller zooma ut.',
    en: 'Nothing matches the filters in this part of the map. Take a filter away or zoom out.',
  },
  'state.empty.triage': { sv: 'Inga rapporter väntar.', en: 'No reports are waiting.' },
  'state.empty.duties': { sv: 'Inget att göra just nu.', en: 'Nothing to do right now.' },
  'state.empty.sites': {
    sv: 'Inga fastigheter är inlagda för din organisation. En administratör läser in dem.',
    en: 'No sites are registered for your organisation. An administrator imports them.',
  },
  'state.empty.reports': { sv: 'Inga rapporter ännu.', en: 'No reports yet.' },
  'state.empty.my_reports': {
    sv: 'Du har inte rapporterat något ännu. Det du skickar står här, med vad det blev av det.',
    en: 'You have reported nothing yet. What you send stands here, with what came of it.',
  },
  'state.empty.history': { sv: 'Inget har hänt ännu.', en: 'Nothing has happened yet.' },
  'state.empty.neighbours': { sv: 'Inga fastigheter i närheten.', en: 'No sites nearby.' },
  'state.error': { sv: 'Det gick inte', en: 'That did not work' },
  'state.no_answer': {
    sv: 'Servern svarade inte. Kontrollera nätet och försök igen.',
    en: 'The server did not answer. Check the network and try again.',
  },
  'state.no_right': {
    sv: 'Din roll har inte rätt till detta. Fråga en administratör om du behöver det.',
    en: 'Your role has no right to this. Ask an administrator if you need it.',
  },
  'state.busy': {
    sv: 'Servern är upptagen. Försök igen om en stund.',
    en: 'The server is busy. Try again in a moment.',
  },
  'state.stale': {
    sv: 'Någon annan har ändrat detta medan du läste. Se det senaste och försök igen.',
    en: 'Somebody else changed this while you were reading. See the latest and try again.',
  },
  'state.reference': {
    sv: 'Händer det igen: säg till en administratör, och uppge {instance}.',
    en: 'If it happens again, tell an administrator and quote {instance}.',
  },
  'state.unsaved_kept': { sv: 'Det du har skrivit finns kvar.', en: 'What you have written is still here.' },

  // Log in
  'login.login': { sv: 'Användarnamn', en: 'User name' },
  'login.password': { sv: 'Lösenord', en: 'Password' },
  'login.do': { sv: 'Logga in', en: 'Log in' },
  'login.out': { sv: 'Logga ut', en: 'Log out' },
  'login.again': {
    sv: 'Du har loggats ut. Logga in igen för att fortsätta.',
    en: 'You have been logged out. Log in again to continue.',
  },
  'login.waiting': {
    sv: 'Rapporter i utkorgen på den här enheten: {n}. De skickas när den som skrev dem har loggat in.',
    en: 'Reports in the outbox of this device: {n}. They are sent when whoever wrote them has logged in.',
  },
  'login.out.begun': { sv: 'En påbörjad rapport tas bort.', en: 'An unfinished report is removed.' },
  'login.out.unsent': {
    sv: 'Du kan logga ut när utkorgen är tom. Skicka eller ta bort det som ligger där först.',
    en: 'You can log out when the outbox is empty. Send or remove what is there first.',
  },
  'first.title': { sv: 'Första gången', en: 'First time' },
  'first.about': {
    sv: 'Här finns inget konto ännu. Skapa den första administratören med den engångskod som programmet skrev ut när det startade.',
    en: 'There is no account here yet. Create the first administrator with the one-time code that the program printed when it started.',
  },
  'first.token': { sv: 'Engångskod', en: 'One-time code' },
  'first.do': { sv: 'Skapa administratör', en: 'Create administrator' },

  // Filters
  'filter.show': { sv: 'Visa', en: 'Show' },
  'filter.status': { sv: 'Status', en: 'Status' },
  'filter.district': { sv: 'Stadsdelsområde', en: 'District' },
  'filter.overdue': { sv: 'Samordningen är försenad', en: 'Coordination is overdue' },
  'filter.all': { sv: 'Alla', en: 'All' },
  'filter.count': { sv: '{n} filter', en: 'Filters: {n}' },
  'list.count': { sv: 'Platser: {places} · Rapporter: {reports}', en: 'Places: {places} · Reports: {reports}' },
  'filter.done': { sv: 'Visa listan', en: 'Show the list' },
  'list.at_least': { sv: 'minst {n}', en: 'at least {n}' },
  'list.copied': {
    sv: 'Utan nät visas de platser som är sparade på enheten. Andras rapporter sparas aldrig där.',
    en: 'Offline, the places kept on the device are shown. Reports by others are never kept on it.',
  },
  'list.export': { sv: 'Hämta platserna som fil:', en: 'Fetch the places as a file:' },
  'list.export.reports': { sv: 'Hämta rapporterna som fil:', en: 'Fetch the reports as a file:' },
  'list.export.csv': { sv: 'CSV', en: 'CSV' },
  'list.export.gpkg': { sv: 'GeoPackage', en: 'GeoPackage' },
  'list.sort': { sv: 'Ordning', en: 'Order' },
  'list.sort.newest': { sv: 'Senast sedd', en: 'Last seen' },
  'list.sort.name': { sv: 'Namn', en: 'Name' },
  'list.sort.status': { sv: 'Status', en: 'Status' },

  // Map
  'map.label': {
    sv: 'Karta. Piltangenter flyttar, plus och minus zoomar. Listan visar samma sak.',
    en: 'Map. Arrow keys move, plus and minus zoom. The list shows the same.',
  },
  'map.leaves_form': {
    sv: 'Det du har skrivit är inte sparat. Lämna formuläret ändå?',
    en: 'What you have written is not saved. Leave the form all the same?',
  },
  'map.layers': { sv: 'Teckenförklaring', en: 'Legend' },
  'map.data_date': { sv: 'Uppgifter från {date}', en: 'Data from {date}' },
  'map.zoom_in': { sv: 'Zooma in', en: 'Zoom in' },
  'map.zoom_out': { sv: 'Zooma ut', en: 'Zoom out' },
  'map.whole_city': { sv: 'Visa hela staden', en: 'Show the whole city' },
  'map.failed': {
    sv: 'Kartan kunde inte ritas i den här webbläsaren. Listan visar samma sak.',
    en: 'The map could not be drawn in this browser. The list shows the same.',
  },
  'map.not_kept': {
    sv: 'Den här delen av kartan finns inte sparad på enheten.',
    en: 'This part of the map is not kept on the device.',
  },
  'map.tiles_failed': { sv: 'En del av kartan kunde inte hämtas.', en: 'A part of the map could not be loaded.' },
  'map.credit': { sv: 'Ritad med MapLibre', en: 'Drawn with MapLibre' },
  'layer.places': { sv: 'Platser', en: 'Places' },
  'layer.reports': { sv: 'Rapporter', en: 'Reports' },
  'layer.sites': { sv: 'Fastigheter', en: 'Sites' },
  'layer.districts': { sv: 'Stadsdelsområden', en: 'Districts' },
  'layer.neighbourhoods': { sv: 'Stadsdelar', en: 'Neighbourhoods' },
  'layer.base': { sv: 'Bakgrundskarta', en: 'Base map' },
  'layer.places.summary': {
    sv: 'Siffran visar antal platser; formen det mest angelägna',
    en: 'The figure counts places; the shape is the most pressing',
  },
  'layer.places.interim': {
    sv: 'Streckad ring: utan fast samordnare',
    en: 'Dashed ring: without a permanent coordinator',
  },

  // Statuses
  'status.suspected': { sv: 'Under bedömning', en: 'Being assessed' },
  'status.active': { sv: 'Aktiv', en: 'Active' },
  'status.under_analysis': { sv: 'Under analys', en: 'Under analysis' },
  'status.in_action': { sv: 'Åtgärder pågår', en: 'Measures under way' },
  'status.monitoring': { sv: 'Uppföljning', en: 'Follow-up' },
  'status.dormant': { sv: 'Vilande', en: 'Dormant' },
  'status.dismissed': { sv: 'Avskriven', en: 'Dismissed' },
  'status.merged': { sv: 'Sammanslagen', en: 'Merged' },
  'status.split': { sv: 'Delad', en: 'Split' },
  'status.unknown': { sv: 'Status visas inte', en: 'Status not shown' },
  'answers.bar': { sv: 'Nytt besked om rapporter du har skickat: {n}', en: 'News about reports that you sent: {n}' },
  'answers.fresh': { sv: 'Nytt besked', en: 'News' },
  'report_status.received': { sv: 'Väntar', en: 'Waiting' },
  'report_status.triaged': { sv: 'Hanterad', en: 'Handled' },
  'outcome.linked': { sv: 'Knuten till en plats', en: 'Linked to a place' },
  'outcome.became_place': { sv: 'Blev en plats', en: 'Became a place' },
  'outcome.not_ours': { sv: 'Inte för samverkan', en: 'Not for collaboration' },
  'outcome.no_action': { sv: 'Ingen åtgärd', en: 'No action' },
  'outcome.hidden': { sv: 'Dold', en: 'Hidden' },
  'sighting.new': { sv: 'Ny iakttagelse', en: 'New observation' },
  'sighting.still': { sv: 'Är kvar', en: 'Still like this' },
  'sighting.gone': { sv: 'Är borta', en: 'Gone now' },
  'category.crime_disorder': { sv: 'Brott och ordning', en: 'Crime and disorder' },
  'category.fire': { sv: 'Brand', en: 'Fire' },
  'category.accident': { sv: 'Olycka', en: 'Accident' },
  'category.environment': { sv: 'Miljö', en: 'Environment' },
  'category.other': { sv: 'Övrigt', en: 'Other' },
  'code.unknown': { sv: 'Okänd typ', en: 'Unknown type' },

  // Locate
  'here.aim': {
    sv: 'Flytta kartan så att krysset pekar på platsen.',
    en: 'Move the map until the cross points at the spot.',
  },
  'here.aim_undrawn': {
    sv: 'Säg var det är: din position, en adress eller koordinater.',
    en: 'Say where it is: your own position, an address or coordinates.',
  },
  'here.aim_desk': {
    sv: 'Klicka i kartan, eller flytta den under krysset.',
    en: 'Click the map, or move it under the cross.',
  },
  'here.ask': { sv: 'Visa vad som finns här', en: 'Show what is here' },
  'here.outside': { sv: 'Utanför alla stadsdelsområden', en: 'Outside every district' },
  'here.sites.none': { sv: 'Inga fastigheter inom 250 meter.', en: 'No sites within 250 metres.' },
  'here.places': { sv: 'Redan kända platser', en: 'Places already known' },
  'here.places.none': { sv: 'Inga kända platser inom 250 meter.', en: 'No known places within 250 metres.' },
  'here.same_place': { sv: 'Just här', en: 'Right here' },
  'here.on_ground': { sv: 'På marken', en: 'On its ground' },
  'here.near': { sv: 'Nära, gräns saknas', en: 'Near, boundary missing' },
  'here.manager': { sv: 'Förvaltare: {name}', en: 'Manager: {name}' },
  'here.manager.none': { sv: 'Förvaltare saknas', en: 'No manager registered' },
  'here.proposal': { sv: 'Föreslagen samordnare', en: 'Proposed coordinator' },
  'here.report': { sv: 'Rapportera här', en: 'Report here' },
  'here.make_place': { sv: 'Gör en plats här', en: 'Make a place here' },
  'here.type_position': { sv: 'Skriv koordinater', en: 'Write coordinates' },
  'here.lon': { sv: 'Longitud', en: 'Longitude' },
  'here.lat': { sv: 'Latitud', en: 'Latitude' },
  'here.go': { sv: 'Flytta dit', en: 'Go there' },
  'here.lonlat_wrong': {
    sv: 'Skriv talen i grader, till exempel 18,0632 och 59,3342.',
    en: 'Write degrees, for example 18.0632 and 59.3342.',
  },
  'address.search': { sv: 'Adress eller fastighet', en: 'Address or site' },
  'address.search.hint': {
    sv: 'Skriv gata och nummer eller ett namn. Pil ned går till träffarna, Retur tar den första.',
    en: 'Write street and number or a name. The down arrow leads to what is found, Enter takes the first.',
  },
  'address.none': { sv: 'Ingen adress eller fastighet hittades.', en: 'No address or site was found.' },
  'address.count': { sv: '{n} träffar', en: '{n} found' },
  'here.my_position': { sv: 'Min position', en: 'My position' },
  'here.my_position.waiting': { sv: 'Söker din position …', en: 'Finding your position …' },
  'here.my_position.accuracy': { sv: 'Din position, noggrannhet {metres}', en: 'Your position, accurate to {metres}' },
  'here.my_position.rough': {
    sv: 'Osäker position ({metres}). Flytta kartan så att krysset hamnar rätt.',
    en: 'Uncertain position ({metres}). Move the map until the cross is right.',
  },
  'here.my_position.denied': {
    sv: 'Webbläsaren fick inte läsa positionen. Flytta kartan i stället.',
    en: 'The browser was not allowed to read the position. Move the map instead.',
  },
  'here.my_position.failed': {
    sv: 'Positionen kunde inte läsas. Flytta kartan i stället.',
    en: 'The position could not be read. Move the map instead.',
  },

  // Report
  'emergency.now': { sv: 'Pågående brott eller fara för liv', en: 'Crime now or danger to life' },
  'emergency.later': { sv: 'Polis, inte akut', en: 'Police, not urgent' },
  'emergency.about': {
    sv: 'Rapporten ersätter inte en polisanmälan.',
    en: 'A report does not replace a police report.',
  },
  'report.step': { sv: 'Steg {n} av {of}', en: 'Step {n} of {of}' },
  'report.where': { sv: 'Var är det?', en: 'Where is it?' },
  'report.where.here': { sv: 'Här är det', en: 'It is here' },
  'report.where.too_far': {
    sv: 'Kartan visade ett för stort område. Flytta krysset till rätt plats och tryck igen.',
    en: 'The map showed too large an area. Move the cross to the right spot and press again.',
  },
  'report.known': { sv: 'Redan känt här', en: 'Already known here' },
  'report.known.about': {
    sv: 'Är det du ser någon av dessa platser? Då är det mesta redan ifyllt.',
    en: 'Is what you see one of these places? Then most of it is filled in already.',
  },
  'report.known.same': { sv: 'Samma plats', en: 'Same place' },
  'report.known.new': { sv: 'Nej, något nytt', en: 'No, something new' },
  'report.known.failed': {
    sv: 'Kunde inte se vad som redan är känt här. Rapporten går att skicka ändå.',
    en: 'Could not see what is already known here. The report can be sent anyway.',
  },
  'report.what': { sv: 'Vad ser du?', en: 'What do you see?' },
  'report.what.about': { sv: 'Välj en eller flera.', en: 'Choose one or more.' },
  'report.what.search': { sv: 'Sök problemtyp', en: 'Find a problem type' },
  'report.what.none': { sv: 'Ingen problemtyp heter så.', en: 'No problem type is called that.' },
  'fault_channel.told': {
    sv: '{what}: {party} har en egen felanmälan. Rapportera här om platsen är otrygg.',
    en: '{what}: {party} takes fault reports of its own. Report here if the place is unsafe.',
  },
  'fault_channel.open': { sv: 'Felanmäl', en: 'Report the fault' },
  'fault_channel.call': { sv: 'Jour {number}', en: 'On duty {number}' },
  'report.answers': { sv: 'Lite mer om det', en: 'A little more about it' },
  'report.answers.about': { sv: 'Svara på det du vet.', en: 'Answer what you know.' },
  'report.answers.unknown': { sv: 'vet ej', en: 'do not know' },
  'report.how_many': { sv: 'Hur många?', en: 'How many?' },
  'report.how_many.about': {
    sv: 'Personer, fordon, tält eller märken. Ungefär räcker.',
    en: 'People, vehicles, tents or marks. Roughly will do.',
  },
  'report.how_many.skip': { sv: 'Vet inte', en: 'Do not know' },
  'report.when': { sv: 'När såg du det?', en: 'When did you see it?' },
  'report.when.now': { sv: 'Just nu', en: 'Just now' },
  'report.when.today': { sv: 'I dag, {band} {hours}', en: 'Today, {band} {hours}' },
  'report.when.yesterday': { sv: 'I går, {band} {hours}', en: 'Yesterday, {band} {hours}' },
  'report.when.day': { sv: 'En annan dag', en: 'Another day' },
  'report.when.fault': { sv: 'Välj en dag som har varit.', en: 'Choose a day that has been.' },
  'report.when.which': { sv: 'Vilken dag?', en: 'Which day?' },
  'report.text': { sv: 'Något mer?', en: 'Anything more?' },
  'report.text.label': { sv: 'Beskriv platsen (frivilligt)', en: 'Describe the place (optional)' },
  'report.text.hint': {
    sv: 'Beskriv aldrig en person: inga namn, utseenden, bilnummer, telefonnummer eller adresser till bostäder.',
    en: 'Never describe a person: no names, looks, number plates, phone numbers or home addresses.',
  },
  'report.text.left': { sv: '{n} tecken kvar', en: '{n} characters left' },
  'report.summary': { sv: 'Rapporten i korthet', en: 'The report in short' },
  'report.send': { sv: 'Skicka rapporten', en: 'Send the report' },
  'report.queued': { sv: 'Rapporten ligger i utkorgen', en: 'The report is in the outbox' },
  'report.queued.about': {
    sv: 'Den är sparad på enheten och skickas av sig själv när det finns nät. Du kan stänga sidan.',
    en: 'It is kept on the device and is sent by itself when there is a network. You can close the page.',
  },
  'report.queued.sending': { sv: 'Rapporten skickas …', en: 'The report is being sent …' },
  'report.queued.refused': { sv: 'Rapporten togs inte emot', en: 'The report was not accepted' },
  'report.sent': { sv: 'Tack, rapporten är framme', en: 'Thank you, the report has arrived' },
  'report.sent.district': { sv: 'Området', en: 'District' },
  'report.sent.coordinator': { sv: 'Samordnas av', en: 'Coordinated by' },
  'report.sent.proposed': { sv: 'Föreslagen att samordna', en: 'Proposed to coordinate' },
  'report.sent.next': { sv: 'Vad händer nu?', en: 'What happens next?' },
  'report.sent.next.linked': {
    sv: 'Rapporten läggs till platsen, och samordnaren ser den direkt.',
    en: 'The report is added to the place, and the coordinator sees it at once.',
  },
  'report.sent.next.received': {
    sv: 'En trygghetssamordnare bedömer rapporten.',
    en: 'A safety coordinator assesses the report.',
  },
  'report.sent.next.outside': {
    sv: 'Läget är utanför alla stadsdelsområden. Rapporten bedöms av stadsledningskontoret.',
    en: 'The position is outside every district. The city executive office assesses the report.',
  },
  'report.sent.by': { sv: 'Det ska vara gjort senast {date}.', en: 'That should be done by {date} at the latest.' },
  'report.sent.told': {
    sv: 'Du får besked i appen när det är ordnat.',
    en: 'You are told in the app when it has been put right.',
  },
  'report.sent.follow': { sv: 'Följ den under Mina rapporter', en: 'Follow it under My reports' },
  'report.sent.another': { sv: 'Rapportera en till', en: 'Report another' },
  'report.not_kept': {
    sv: 'Rapporten kunde inte sparas på enheten. Den är inte skickad; det du har skrivit finns kvar på skärmen.',
    en: 'The report could not be kept on the device. It has not been sent; what you have written is still on the screen.',
  },
  'report.queue_full': {
    sv: 'Utkorgen är full. Skicka eller ta bort något i den först.',
    en: 'The outbox is full. Send or remove something in it first.',
  },
  'report.text.stopped': {
    sv: 'Texten ser ut att innehålla uppgifter om en person. Ändra den, eller skicka utan den.',
    en: 'The text seems to contain details about a person. Change it, or send without it.',
  },
  'report.too_late': {
    sv: 'Rapporten är redan skickad eller borttagen. Det du har skrivit blir en egen rapport.',
    en: 'The report has already been sent or removed. What you have written becomes a report of its own.',
  },
  'report.resumed': { sv: 'En påbörjad rapport fanns kvar.', en: 'An unfinished report was kept.' },
  'report.start_over': { sv: 'Börja om', en: 'Start over' },
  // The queue of reports on the device
  'queue.about': {
    sv: 'Här ligger rapporter tills servern har tagit emot dem. De skickas av sig själva när det finns nät.',
    en: 'Reports lie here until the server has taken them. They are sent by themselves when there is a network.',
  },
  'queue.empty': {
    sv: 'Utkorgen är tom. Alla rapporter är framme.',
    en: 'The outbox is empty. Every report has arrived.',
  },
  'queue.limits': {
    sv: 'Rapporterna är krypterade på enheten och syns bara för dig. Efter {days} dagar tas de bort därifrån.',
    en: 'The reports are encrypted on the device and seen by you only. After {days} days they are removed from it.',
  },
  'queue.bar.waiting': { sv: 'I utkorgen: {n}', en: 'In the outbox: {n}' },
  'queue.bar.refused': { sv: 'Togs inte emot: {n}', en: 'Not accepted: {n}' },
  'queue.bar.sent': { sv: 'Skickade ur utkorgen: {n}', en: 'Sent from the outbox: {n}' },
  'queue.bar.expired': { sv: 'Borttagna, för gamla: {n}', en: 'Removed, too old: {n}' },
  'queue.bar.open': { sv: 'Visa utkorgen', en: 'Show the outbox' },
  'queue.badge': { sv: '{n} i utkorgen', en: '{n} in the outbox' },
  'queue.state.waiting': { sv: 'Väntar', en: 'Waiting' },
  'queue.state.sending': { sv: 'Skickas', en: 'Sending' },
  'queue.state.sent': { sv: 'Framme', en: 'Arrived' },
  'queue.state.refused': { sv: 'Togs inte emot', en: 'Not accepted' },
  'queue.state.expired': { sv: 'Borttagen, inte skickad', en: 'Removed, not sent' },
  'queue.why.first': { sv: 'Skickas strax.', en: 'Will be sent shortly.' },
  'queue.why.no_answer': {
    sv: 'Servern svarade inte. Försöker igen av sig själv.',
    en: 'The server did not answer. Tries again by itself.',
  },
  'queue.why.busy': {
    sv: 'Servern är upptagen. Försöker igen av sig själv.',
    en: 'The server is busy. Tries again by itself.',
  },
  'queue.why.logged_out': { sv: 'Skickas när du har loggat in.', en: 'Is sent when you have logged in.' },
  'queue.why.uncertain': {
    sv: 'Den kan redan ha kommit fram. Det avgörs när servern svarar; den kommer bara fram en gång.',
    en: 'It may have arrived already. That is settled when the server answers; it arrives only once.',
  },
  'queue.why.expired': {
    sv: 'Den låg i utkorgen i {days} dagar utan att kunna skickas.',
    en: 'It lay in the outbox for {days} days and could not be sent.',
  },
  'queue.days_left': {
    sv: 'Tas bort från enheten om {n} dygn om den inte har skickats.',
    en: 'Is removed from the device in {n} days unless it has been sent.',
  },
  'queue.attempts': { sv: 'Försök: {n}', en: 'Attempts: {n}' },
  'queue.written': { sv: 'Sedd {time}', en: 'Seen {time}' },
  'queue.again': { sv: 'Skicka nu', en: 'Send now' },
  'queue.why.edited': {
    sv: 'Du ändrar rapporten. Den skickas inte förrän du skickar eller ångrar ändringen.',
    en: 'You are editing the report. It is not sent until you send or undo the change.',
  },
  'queue.edit.drop': { sv: 'Ångra ändringen', en: 'Undo the change' },
  'queue.edit': { sv: 'Ändra', en: 'Edit' },
  'queue.remove': { sv: 'Ta bort', en: 'Remove' },
  'queue.remove.sure': {
    sv: 'Ta bort rapporten? Den skickas då aldrig.',
    en: 'Remove the report? It will then never be sent.',
  },
  'queue.remove.uncertain': {
    sv: 'Ta bort rapporten? Den kan redan ha kommit fram, men skickas inte igen.',
    en: 'Remove the report? It may have arrived already, but will not be sent again.',
  },
  'queue.look_away': { sv: 'Ta bort raden', en: 'Remove the line' },
  'queue.open_report': { sv: 'Visa rapporten', en: 'Show the report' },
  'report.without_text': { sv: 'Skicka utan texten', en: 'Send without the text' },
  'report.seen': { sv: 'Sett {time}', en: 'Seen {time}' },
  'report.sighting': { sv: 'Iakttagelse', en: 'Sighting' },
  'report.came': { sv: 'Kom in {time}', en: 'Came in {time}' },
  'report.from': { sv: 'Från {name}', en: 'From {name}' },
  'report.accuracy': { sv: 'Noggrannhet {metres}', en: 'Accuracy {metres}' },
  'shown_at.entrance': { sv: 'Visas vid entrén: bostadshus', en: 'Shown at the entrance: residential building' },
  'shown_at.building': { sv: 'Visas mitt i huset: bostadshus', en: 'Shown in the middle: residential building' },
  'shown_at.square': {
    sv: 'Visas mitt i en ruta om 200 m: småhus',
    en: 'Shown in a square of 200 m: one-family house',
  },
  'report.by_hand': { sv: 'Läget är utpekat för hand', en: 'The position was pointed out by hand' },
  'report.count': { sv: 'Antal', en: 'Count' },

  // Triage
  'triage.about': {
    sv: 'Knyt varje rapport till en plats, gör en ny plats, eller avsluta den med ett skäl.',
    en: 'Link each report to a place, make a new place, or close it with a reason.',
  },
  'triage.select': { sv: 'Välj rapporten', en: 'Select the report' },
  'triage.make.of': { sv: 'Gör en plats av {n} rapporter', en: 'Make a place of {n} reports' },
  'triage.make.one': { sv: 'Gör en plats av rapporten', en: 'Make a place of the report' },
  'triage.suggested': { sv: 'Hör den till någon av dessa platser?', en: 'Does it belong to one of these places?' },
  'triage.suggested.none': { sv: 'Ingen känd plats inom räckhåll.', en: 'No known place within reach.' },
  'triage.link': { sv: 'Knyt hit', en: 'Link here' },
  'triage.otherwise': { sv: 'Eller avsluta rapporten', en: 'Or close the report' },
  'triage.reason.needed': {
    sv: 'Skriv ett skäl. Den som rapporterade ser det.',
    en: 'Write a reason. The reporter sees it.',
  },

  // Make or change a place
  'make.title': { sv: 'Ny plats', en: 'New place' },
  'make.name': { sv: 'Namn', en: 'Name' },
  'make.name.hint': {
    sv: 'Så som ni kallar den, till exempel ”Gångtunneln vid torget”.',
    en: 'As you call it, for example “The underpass by the square”.',
  },
  'make.types': { sv: 'Problemtyper', en: 'Problem types' },
  'make.types.needed': { sv: 'Välj minst en problemtyp.', en: 'Choose at least one problem type.' },
  'make.factors': { sv: 'Fysiska faktorer', en: 'Physical factors' },
  'make.where': { sv: 'Utbredning', en: 'Extent' },
  'make.where.reports': { sv: 'Där rapporterna ligger', en: 'Where the reports are' },
  'make.where.point': { sv: 'En punkt', en: 'A point' },
  'make.where.polygon': { sv: 'Ett område', en: 'An area' },
  'make.do': { sv: 'Skapa platsen', en: 'Create the place' },

  // Place
  'place.unnamed': { sv: 'Plats utan namn', en: 'Place without a name' },
  'place.since': { sv: 'sedan {date}', en: 'since {date}' },
  'place.last_seen': { sv: 'Senast sedd', en: 'Last seen' },
  'reports.not_all': {
    sv: 'Allt rapporteras inte: fler rapporter betyder inte säkert fler problem.',
    en: 'Not everything is reported: more reports do not necessarily mean more problems.',
  },
  'place.child_relevant': { sv: 'Berör barn', en: 'Concerns children' },
  'place.note': { sv: 'Anteckning', en: 'Note' },
  'place.history': { sv: 'Historik', en: 'History' },
  'place.neighbours': { sv: 'Grannar', en: 'Neighbours' },
  'place.land_owner': { sv: 'Markägare: {name}', en: 'Land owner: {name}' },
  'place.who_sees': { sv: 'Vem ser detta?', en: 'Who sees this?' },
  'place.who_sees.about': {
    sv: 'Personer visas aldrig. Dessa parter ser platsen:',
    en: 'People are never shown. These parties see the place:',
  },
  'place.commands': { sv: 'Gör något', en: 'Do something' },
  'place.merged_into': { sv: 'Ingår nu i', en: 'Now part of' },
  'place.split_into': { sv: 'Delades i', en: 'Split into' },
  'place.split_from': { sv: 'Kommer från', en: 'Comes from' },
  'place.merged_from': { sv: 'Samlar', en: 'Gathers' },
  'place.never_seen': { sv: 'Inga rapporter', en: 'No reports' },
  'class.open': { sv: 'Visas för alla som har inloggning.', en: 'Shown to everybody who can log in.' },
  'class.partner': {
    sv: 'Delas med platsens parter och stadsledningskontoret, och i korthet med dem som rapporterar i närheten.',
    en: 'Shared with the parties of the place and the city executive office, and in short with those who report nearby.',
  },
  'class.city': {
    sv: 'Delas med de förvaltningar och bolag i staden som är parter. Polisen och andra ser den inte.',
    en: 'Shared with the city administrations and companies that are parties. The police and others do not see it.',
  },
  'class.police': {
    sv: 'Visas bara för polisen och de mottagare som polisen pekar ut. Den kan bli allmän handling hos varje mottagare.',
    en: 'Shown only to the police and the recipients they name. It may become a public document with every recipient.',
  },
  'class.origin': {
    sv: 'Visas bara för den organisation som den kommer från. Fastighetsägare, polis och andra parter ser den inte och kan inte samordna den.',
    en: 'Shown only to the organisation it comes from. Property owners, police and other parties do not see it and cannot coordinate it.',
  },
  'sharing.change': { sv: 'Ändra vem som ser rapporten', en: 'Change who sees the report' },
  'sharing.do': { sv: 'Dela så', en: 'Share like this' },
  'sharing.choose': { sv: 'Vem ska se den?', en: 'Who is to see it?' },
  'sharing.choose.place': { sv: 'Vem ska se platsen?', en: 'Who is to see the place?' },
  'sharing.needed': { sv: 'Välj vem som ska se den.', en: 'Choose who is to see it.' },
  'sharing.because.reports': {
    sv: 'En av rapporterna visas för färre än platsens parter. Därför måste du välja.',
    en: 'One of the reports is shown to fewer than the parties of the place. So you have to choose.',
  },
  'sharing.merge': {
    sv: 'Platsen som blir kvar visas för färre än nu',
    en: 'The place that stays is shown to fewer than now',
  },
  'sharing.merge.confirm': {
    sv: 'Jag förstår att en del av dess parter inte längre ser platsen',
    en: 'I understand that some of its parties will no longer see the place',
  },
  'sharing.name.partner': { sv: 'Platsens parter', en: 'The parties of the place' },
  'sharing.name.city': { sv: 'Stadens egna parter', en: 'Parties of the city' },
  'sharing.name.police': { sv: 'Polisen och utpekade mottagare', en: 'The police and named recipients' },
  'sharing.name.origin': { sv: 'Bara den egna organisationen', en: 'Only its own organisation' },
  'level.exists': { sv: 'ser att den finns', en: 'sees that it exists' },
  'level.summary': { sv: 'ser i korthet', en: 'sees a summary' },
  'level.full': { sv: 'ser allt', en: 'sees everything' },
  'withheld.origin_only': {
    sv: 'Visas bara för den organisation den kommer från.',
    en: 'Shown only to the organisation it comes from.',
  },
  'withheld.police_only': {
    sv: 'Visas bara för polisen och dem som polisen pekat ut.',
    en: 'Shown only to the police and those they name.',
  },
  'withheld.city_only': { sv: 'Visas bara för stadens parter.', en: 'Shown only to parties of the city.' },
  'withheld.not_a_party': {
    sv: 'Din organisation är inte part här, så bara det viktigaste visas.',
    en: 'Your organisation is not a party here, so only the most important is shown.',
  },
  'withheld.not_confirmed': {
    sv: 'Din organisation är granne. Mer visas när en samordnare har bekräftat er som part.',
    en: 'Your organisation is a neighbour. More is shown when a coordinator has confirmed you as a party.',
  },
  'why.coordinator': { sv: 'samordnar', en: 'coordinates' },
  'why.proposed': { sv: 'tillfrågad om att samordna', en: 'asked to coordinate' },
  'why.district': { sv: 'har stadsdelsområdet', en: 'runs the district' },
  'why.police_area': { sv: 'har lokalpolisområdet', en: 'has the police area' },
  'why.neighbouring_police_area': { sv: 'har grannområdet', en: 'has the neighbouring area' },
  'why.manager': { sv: 'förvaltar intill', en: 'manages beside it' },
  'why.land_owner': { sv: 'äger mark intill', en: 'owns land beside it' },
  'why.confirmed': { sv: 'bekräftad part', en: 'confirmed party' },
  'why.recipient': { sv: 'utpekad mottagare', en: 'named recipient' },
  'withheld.generic': {
    sv: 'En del visas inte för din organisation.',
    en: 'Some of this is not shown to your organisation.',
  },

  // Coordination
  'coordination.title': { sv: 'Samordning', en: 'Coordination' },
  'coordination.none': { sv: 'Ingen samordnare ännu', en: 'No coordinator yet' },
  'coordination.proposed': {
    sv: '{party} är föreslagen och har inte svarat.',
    en: '{party} has been proposed and has not answered.',
  },
  'coordination.accepted': { sv: '{party} samordnar.', en: '{party} coordinates.' },
  'objection.title': { sv: 'Invändningar', en: 'Objections' },
  'objection.until': {
    sv: 'Parterna kan invända mot beslutet till och med {date}.',
    en: 'The parties may object to the decision until {date}.',
  },
  'objection.waits': { sv: 'tas upp på nästa avstämning', en: 'is taken up at the next weekly check' },
  'objection.answered': { sv: 'beslutet står fast sedan {date}', en: 'the decision stands since {date}' },
  'coordination.declined': { sv: '{party} tackade nej.', en: '{party} declined.' },
  'coordination.escalated': { sv: 'Frågan är lyft till {group}.', en: 'The matter has been raised to the {group}.' },
  'coordination.interim': {
    sv: '{party} håller i platsen tills någon har tagit på sig samordningen.',
    en: '{party} holds the place until somebody has taken on coordination.',
  },
  'coordination.holder': { sv: 'Håller i platsen nu', en: 'Holds the place now' },
  'coordination.ad_interim': { sv: 'tillfälligt', en: 'for now' },
  'coordination.decided': { sv: 'Beslutat av {party}', en: 'Decided by {party}' },
  'coordination.why': { sv: 'Varför?', en: 'Why?' },
  'coordination.deadline': { sv: 'Svar senast {date}', en: 'Answer by {date}' },
  'coordination.overdue': { sv: 'Svar skulle ha kommit {date}', en: 'The answer was due {date}' },
  'coordination.suggested': { sv: 'Föreslog i stället {party}', en: 'Suggested {party} instead' },
  'coordination.past': { sv: 'Tidigare samordning', en: 'Earlier coordination' },
  'escalated.local_steering_group': { sv: 'den lokala styrgruppen', en: 'local steering group' },
  'escalated.city_preparation_group': {
    sv: 'den stadsövergripande beredningsgruppen',
    en: 'city-wide preparation group',
  },
  'command.accept': { sv: 'Ta på oss samordningen', en: 'Take on coordination' },
  'command.accept.about': {
    sv: '{party} blir samordnande part. Vilken funktion håller i det? Skriv en funktion, inte ett namn.',
    en: '{party} becomes the coordinator. Which function holds it? Write a function, not a name.',
  },
  'command.accept.function': { sv: 'Funktion', en: 'Function' },
  'command.accept-for': { sv: 'Anteckna partens ja', en: 'Record the party’s yes' },
  'command.decline-for': { sv: 'Anteckna partens nej', en: 'Record the party’s no' },
  'command.for.about': {
    sv: '{party} har ingen inloggning och svarar genom er. Anteckna bara ett svar som ni har fått.',
    en: '{party} has no log-in and answers through you. Record only an answer that you have received.',
  },
  'command.source': { sv: 'Var svaret finns', en: 'Where the answer is kept' },
  'command.source.hint': {
    sv: 'Till exempel ”protokoll 12 mars, punkt 4” eller ett diarienummer. Skriv inga namn.',
    en: 'For example “minutes of 12 March, item 4” or a registry number. Write no names.',
  },
  'command.function.optional': { sv: 'Funktion (frivilligt)', en: 'Function (optional)' },
  'command.merge': { sv: 'Slå ihop', en: 'Merge' },
  'command.split': { sv: 'Dela upp', en: 'Split' },
  'command.decline': { sv: 'Tacka nej', en: 'Decline' },
  'command.decline.party': { sv: 'Vem borde i stället? (frivilligt)', en: 'Who should instead? (optional)' },
  'command.propose': { sv: 'Föreslå samordnare', en: 'Propose a coordinator' },
  'command.propose.party': { sv: 'Part', en: 'Party' },
  'command.propose.needed': { sv: 'Välj vem som ska tillfrågas.', en: 'Choose who is to be asked.' },
  'command.hand-over': { sv: 'Lämna över', en: 'Hand over' },
  'command.hand-over.party': { sv: 'Till', en: 'To' },
  'command.hand-over.needed': { sv: 'Välj vem ni lämnar över till.', en: 'Choose whom you hand over to.' },
  'command.object': { sv: 'Invänd mot beslutet', en: 'Object to the decision' },
  'command.object.about': {
    sv: 'Platsen är vilande eller avskriven. Invändningen tas upp på stadsdelens nästa avstämning. Sista dag att invända: {date}.',
    en: 'The place is dormant or dismissed. The objection is taken up at the district’s next weekly check. Last day to object: {date}.',
  },
  'command.uphold': { sv: 'Stå fast vid beslutet', en: 'Stand by the decision' },
  'command.uphold.about': {
    sv: 'Skälet visas för dem som har invänt. Ska platsen tas upp igen, ändra status i stället.',
    en: 'The reason is shown to those who have objected. To take the place up again, change its status instead.',
  },
  'command.status': { sv: 'Ändra status', en: 'Change status' },
  'command.status.to': { sv: 'Ny status', en: 'New status' },
  'command.edit': { sv: 'Ändra uppgifter', en: 'Change details' },
  'command.reason': { sv: 'Skäl', en: 'Reason' },
  'command.reason.optional': { sv: 'Skäl (frivilligt)', en: 'Reason (optional)' },
  'command.required': { sv: 'Fyll i {field}.', en: 'Fill in {field}.' },

  // Merge and split
  'merge.about': {
    sv: '”{place}” upphör och ingår i den plats du väljer, som behåller sitt namn och sin samordnare. Rapporter och åtgärder följer med.',
    en: '“{place}” ends and becomes part of the place you choose, which keeps its name and its coordinator. Reports and measures follow.',
  },
  'merge.into': { sv: 'Slå ihop med', en: 'Merge into' },
  'merge.into.needed': { sv: 'Välj en plats.', en: 'Choose a place.' },
  'merge.none': {
    sv: 'Ingen annan plats inom en kilometer som ni får slå ihop den med.',
    en: 'No other place within a kilometre that you may merge it with.',
  },
  'merge.do': { sv: 'Slå ihop med {place}', en: 'Merge into {place}' },
  'split.about': {
    sv: '”{place}” upphör och blir flera platser. Delarna ärver status, samordnare och delning.',
    en: '“{place}” ends and becomes several places. The parts inherit status, coordinator and sharing.',
  },
  'split.part': { sv: 'Del {n}', en: 'Part {n}' },
  'split.part.nowhere': { sv: 'Peka ut var delen ligger.', en: 'Point out where the part lies.' },
  'split.part.point': { sv: 'Utpekad som en punkt.', en: 'Pointed out as a point.' },
  'split.part.polygon': { sv: 'Ritad som ett område.', en: 'Drawn as an area.' },
  'split.add': { sv: 'Lägg till en del', en: 'Add a part' },
  'split.remove': { sv: 'Ta bort delen', en: 'Remove the part' },
  'split.reports': { sv: 'Vart rapporterna hör', en: 'Where the reports belong' },
  'split.reports.about': {
    sv: 'En rapport som du inte placerar följer den närmaste delen.',
    en: 'A report that you do not place follows the nearest part.',
  },
  'split.nearest': { sv: 'Närmaste delen', en: 'The nearest part' },
  'split.do': { sv: 'Dela upp i {n} platser', en: 'Split into {n} places' },
  'merge.done': { sv: '”{place}” ingår nu i platsen.', en: '“{place}” is now part of this place.' },
  'split.done': { sv: '”{place}” är uppdelad.', en: '“{place}” has been split.' },
  'take_back.about': {
    sv: 'Går att ångra i en kvart, om ingen ändrar platserna. Historiken berättar om båda stegen.',
    en: 'Can be undone for a quarter of an hour, unless somebody changes the places. The history tells both steps.',
  },
  'take_back.done': { sv: 'Ångrat: platsen är som den var.', en: 'Undone: the place is as it was.' },

  // Duties and sites
  'duty.answer_coordination': { sv: 'Svara: vill ni samordna?', en: 'Answer: will you coordinate?' },
  'duty.name_coordinator': { sv: 'Utse en fast samordnare', en: 'Name a permanent coordinator' },
  'duty.triage': { sv: 'Bedöm rapporten', en: 'Assess the report' },
  'duty.triage.many': { sv: 'Bedöm {n} rapporter', en: 'Assess {n} reports' },
  'duty.answer_objection': {
    sv: 'Ta upp invändningen på avstämningen',
    en: 'Take up the objection at the weekly check',
  },
  'duty.first_by': { sv: 'den första senast {date}', en: 'the first by {date}' },
  'duty.first_overdue': { sv: 'den första försenad sedan {date}', en: 'the first overdue since {date}' },
  'duty.by': { sv: 'senast {date}', en: 'by {date}' },
  'duty.overdue': { sv: 'försenad sedan {date}', en: 'overdue since {date}' },
  'sites.on_ground': { sv: 'på marken', en: 'on the ground' },
  'sites.at_fence': { sv: '{metres} bort', en: '{metres} away' },
  'sites.reports.one': { sv: '1 rapport', en: '1 report' },
  'sites.reports': { sv: '{n} rapporter', en: '{n} reports' },
  'sites.quiet': { sv: 'Inget känt här', en: 'Nothing known here' },
  'sites.count': { sv: '{n} fastigheter', en: '{n} sites' },

  // The morning at the desk
  ...accountWords,
  ...deskWords,
  ...drawWords,
  ...morningWords,
  ...photoWords,

  // Refusals
  ...refusalWords,
  ...adminRefusalWords,
  ...publicWords,
  ...roundWords,
  ...registrarWords,
  ...sharingWords,

  // Time
  'time.now': { sv: 'nyss', en: 'just now' },
} as const satisfies Record<string, Entry>;

export type Word = keyof typeof words;
