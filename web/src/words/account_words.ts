/** Words of one's own account, log-ins and keys. Part of the words of words.ts. */
export const accountWords = {
  'view.account': { sv: 'Mitt konto', en: 'My account' },

  // Sessions
  'session.title': { sv: 'Här är du inloggad', en: 'Where you are logged in' },
  'session.about': {
    sv: 'Känner du inte igen en inloggning: avsluta den och byt lösenord. Den som avslutas är ute inom två sekunder.',
    en: 'If you do not know one of these: end it and change your password. What is ended is out within two seconds.',
  },
  'session.of': { sv: 'Inloggningar', en: 'Log-ins' },
  'session.unknown_device': { sv: 'Okänd webbläsare', en: 'Unknown browser' },
  'session.current': { sv: 'den här', en: 'this one' },
  'session.begun': { sv: 'sedan {time}', en: 'since {time}' },
  'session.seen': { sv: 'använd {ago}', en: 'used {ago}' },
  'session.end': { sv: 'Avsluta', en: 'End' },
  'session.end.confirm': {
    sv: 'Den som sitter där måste logga in igen. Det som inte har skickats därifrån ligger kvar på den enheten.',
    en: 'Whoever sits there has to log in again. What has not been sent from there stays on that device.',
  },
  'session.ended': { sv: 'Inloggningen är avslutad.', en: 'The log-in has ended.' },
  'session.none': { sv: 'Ingen är inloggad.', en: 'Nobody is logged in.' },

  // Password
  'password.now': { sv: 'Lösenord nu', en: 'Password now' },
  'password.hint': {
    sv: '12 till 128 tecken. Ingen annan får veta det; dina andra inloggningar avslutas.',
    en: '12 to 128 characters. Nobody else learns it; your other log-ins end.',
  },
  'password.changed': {
    sv: 'Lösenordet är bytt. Dina andra inloggningar är avslutade.',
    en: 'The password is changed. Your other log-ins have ended.',
  },

  // Second factor
  'login.code': { sv: 'Kod', en: 'Code' },
  'login.code.hint': {
    sv: 'Från appen i telefonen. Har du tappat den: en av reservkoderna.',
    en: 'From the app on your phone. If you have lost it: one of the recovery codes.',
  },
  'login.code.needed': { sv: 'Skriv koden som telefonen visar.', en: 'Enter the code that your phone shows.' },
  'second.title': { sv: 'Tvåstegsverifiering', en: 'Two-step verification' },
  'second.about': {
    sv: 'Med en kod från telefonen räcker det inte för någon annan att ha ditt lösenord. Du behöver en app för engångskoder.',
    en: 'With a code from your phone it is not enough for somebody else to have your password. You need an authenticator app.',
  },
  'second.on': {
    sv: 'Påslagen. Du skriver en kod från telefonen när du loggar in.',
    en: 'On. You enter a code from your phone when you log in.',
  },
  'second.required': {
    sv: 'Din roll kräver tvåstegsverifiering. Ställ in den här; sedan kommer du vidare.',
    en: 'Your role needs two-step verification. Set it up here; then you can go on.',
  },
  'second.password.hint': {
    sv: 'Ditt lösenord en gång till, så att ingen annan gör det här.',
    en: 'Your password once more, so that nobody else does this.',
  },
  'second.begin': { sv: 'Ställ in', en: 'Set up' },
  'second.scan': { sv: '1. Läs av bilden med appen.', en: '1. Scan the picture with the app.' },
  'second.qr': { sv: 'QR-kod för appen', en: 'QR code for the app' },
  'second.or_type': {
    sv: 'Eller skriv in nyckeln i appen:',
    en: 'Or type the key into the app:',
  },
  'second.confirm': { sv: 'Slå på', en: 'Turn on' },
  'second.recovery': { sv: 'Dina reservkoder', en: 'Your recovery codes' },
  'second.recovery.about': {
    sv: 'Spara dem där du hittar dem utan telefonen. Varje kod gäller en gång. De visas bara nu. Dina andra inloggningar är avslutade.',
    en: 'Keep them where you find them without the phone. Each is good once. They are shown only now. Your other log-ins have ended.',
  },
  'second.recovery.kept': { sv: 'Jag har sparat dem', en: 'I have kept them' },
  'second.lost': { sv: 'Eller en reservkod.', en: 'Or a recovery code.' },
  'second.remove': { sv: 'Ta bort tvåstegsverifieringen', en: 'Remove two-step verification' },
  'second.remove.confirm': {
    sv: 'Gör det bara för den som har tappat sin telefon och som du har kontrollerat. {login} loggas ut och loggar in med lösenord.',
    en: 'Only for somebody who has lost the phone and whom you have checked. {login} is logged out and logs in with the password.',
  },
  'second.removed': { sv: 'Tvåstegsverifieringen är borttagen.', en: 'Two-step verification is removed.' },

  'setting.does.second_factor_roles': {
    sv: 'Vilka som förutom lösenordet måste visa en kod från telefonen. Den som saknar en ställer in den vid nästa inloggning och kan inget annat innan dess. Konton från andra organisationers inloggning berörs inte.',
    en: 'Who has to show a code from the phone beside the password. Who has none sets it up at the next log-in and can do nothing else before. Accounts of other organisations’ log-ins are not concerned.',
  },
  'second_level.0': { sv: '0: ingen', en: '0: nobody' },
  'second_level.1': { sv: '1: administratörer', en: '1: administrators' },
  'second_level.2': { sv: '2: även samordnare', en: '2: coordinators too' },
  'second_level.3': { sv: '3: även handläggare', en: '3: members too' },
  'second_level.4': { sv: '4: alla', en: '4: everybody' },

  // Phones that a link has bound
  'view.phones': { sv: 'Telefoner', en: 'Phones' },
  'phones.about': {
    sv: 'För den som rapporterar åt er utan eget konto, till exempel en entreprenör. Telefonen kan rapportera och se sina egna rapporter, ingenting annat. Återkalla länken om en telefon kommer bort.',
    en: 'For somebody who reports for you without an account, such as a contractor. The phone can report and see its own reports, nothing else. Revoke the link if a phone is lost.',
  },
  'phones.new': { sv: 'Ny länk', en: 'New link' },
  'phones.add': { sv: 'Skapa länken', en: 'Make the link' },
  'phones.label': { sv: 'Vem den är till för', en: 'Whom it is for' },
  'phones.label.hint': {
    sv: 'Företag eller uppdrag, inte en persons namn.',
    en: 'A company or a task, not a person’s name.',
  },
  'phones.uses': { sv: 'Antal telefoner', en: 'Number of phones' },
  'phones.uses.hint': {
    sv: '1 till 50. Sedan öppnas länken inte fler gånger.',
    en: '1 to 50. Then the link opens no more.',
  },
  'phones.days.hint': {
    sv: '1 till 30 dagar, sedan är telefonerna utloggade.',
    en: '1 to 30 days, then the phones are logged out.',
  },
  'phones.made': { sv: 'Länken är klar', en: 'The link is made' },
  'phones.made.about': {
    sv: 'Låt telefonen läsa av bilden, eller skicka länken. Den visas bara nu och går att öppna till {time}.',
    en: 'Let the phone scan the picture, or send the link. It is shown only now and can be opened until {time}.',
  },
  'phones.qr': { sv: 'QR-kod med länken', en: 'QR code with the link' },
  'phones.none': { sv: 'Inga länkar.', en: 'No links.' },
  'phones.unlabelled': { sv: 'Länk utan beskrivning', en: 'Link without a description' },
  'phones.bound': { sv: '{n} av {of} telefoner', en: '{n} of {of} phones' },
  'phones.until': { sv: 'till {time}', en: 'until {time}' },
  'phones.revoke': { sv: 'Återkalla', en: 'Revoke' },
  'phones.revoke.confirm': {
    sv: 'Telefonerna som öppnat ”{label}” loggas ut direkt. Det de har skickat finns kvar.',
    en: 'The phones that opened “{label}” are logged out at once. What they have sent stays.',
  },
  'phones.revoked': { sv: 'Länken är återkallad.', en: 'The link is revoked.' },
  'phone_gate.title': { sv: 'Rapportera från den här telefonen', en: 'Report from this phone' },
  'phone_gate.about': {
    sv: 'Du har fått en länk för att rapportera åt en organisation. Telefonen behöver inget konto och kan bara rapportera. Länken kan vara för en enda telefon: öppna den på den som ska användas.',
    en: 'You have been given a link to report for an organisation. The phone needs no account and can only report. The link may be for a single phone: open it on the one to be used.',
  },
  'phone_gate.do': { sv: 'Använd den här telefonen', en: 'Use this phone' },
  'phone_gate.not': { sv: 'Inte nu', en: 'Not now' },
  'phone_gate.over': {
    sv: 'Länken är använd, för gammal eller återkallad. Be om en ny.',
    en: 'The link has been used, is too old or has been revoked. Ask for a new one.',
  },

  // Log-in by another organisation
  'sign_in.by': { sv: 'Logga in med {name}', en: 'Log in with {name}' },
  'sign_in.or': { sv: 'eller med ett konto här', en: 'or with an account here' },
  'sign_in.trouble.unknown': {
    sv: 'Den inloggningen finns inte här. Välj en av dem som visas.',
    en: 'There is no such log-in here. Choose one of those shown.',
  },
  'sign_in.trouble.away': {
    sv: 'Organisationens inloggning svarar inte just nu. Försök igen om en stund. Den som har ett konto här kan logga in med det så länge.',
    en: 'The organisation’s log-in does not answer right now. Try again in a while. Whoever has an account here can log in with that meanwhile.',
  },
  'sign_in.trouble.refused': {
    sv: 'Organisationen nekade inloggningen. Försök igen; fråga annars din it-avdelning.',
    en: 'The organisation refused the log-in. Try again, or ask your IT department.',
  },
  'sign_in.trouble.broken': {
    sv: 'Inloggningen gick inte att slutföra. Den hörde till en annan flik, tog för lång tid eller var redan använd. Börja om här.',
    en: 'The log-in could not be completed. It belonged to another tab, took too long or had been used. Start again here.',
  },
  'sign_in.trouble.no_role': {
    sv: 'Inloggningen fungerade, men du är inte med i någon grupp som ger tillgång till Samplats. Be din administratör att lägga till dig.',
    en: 'You were logged in, but are in no group that gives access to Samplats. Ask your administrator to add you.',
  },
  'sign_in.trouble.disabled': {
    sv: 'Ditt konto är avstängt i Samplats. Fråga en administratör.',
    en: 'Your account is disabled in Samplats. Ask an administrator.',
  },
  'sign_in.trouble.party_out': {
    sv: 'Din organisation loggar inte in i Samplats utan svarar genom stadsdelen.',
    en: 'Your organisation does not log in to Samplats and answers through its district.',
  },
  'sign_in.trouble.register': {
    sv: 'Samplats kan inte spara inloggningen just nu. Försök igen om en stund.',
    en: 'Samplats cannot keep the log-in right now. Try again in a while.',
  },
  'account.provider': { sv: 'Loggar in med', en: 'Logs in by' },
  'account.provider.about': {
    sv: 'En annan organisation går i god för kontot. Roll och part följer av gruppen där, och det har inget lösenord här.',
    en: 'Another organisation vouches for the account. Its role and party follow from its group there, and it has no password here.',
  },

  // Scopes of tokens
  'token.scopes': { sv: 'Vad den får göra', en: 'What it may do' },
  'token.scopes.limit': { sv: 'Bara en del av vad rollen får', en: 'Only a part of what the role may do' },
  'token.scopes.hint': {
    sv: 'Ge ett program inte mer än det behöver. Rollen gäller ändå: mer än den får nyckeln aldrig.',
    en: 'Give a program no more than it needs. The role holds all the same: the token never gets more than that.',
  },
  'token.scopes.none': { sv: 'Kryssa för minst en.', en: 'Tick at least one.' },
  'token.scopes.all': { sv: 'allt som rollen får', en: 'all that the role may do' },
  'scope.read': { sv: 'läsa', en: 'read' },
  'scope.report': { sv: 'rapportera', en: 'report' },
  'scope.work': { sv: 'arbeta med platser', en: 'work on places' },
  'scope.export': { sv: 'exportera', en: 'export' },
  'scope.administer': { sv: 'administrera', en: 'administer' },
  'scope.does.read': {
    sv: 'Ser det rollen ser, i listor, på kartan och som händelser.',
    en: 'Sees what the role sees, in lists, on the map and as events.',
  },
  'scope.does.report': {
    sv: 'Skickar rapporter, foton och ronder, och läser det som behövs för det.',
    en: 'Sends reports, photos and rounds, and reads what is needed for that.',
  },
  'scope.does.work': {
    sv: 'Bedömer rapporter och ändrar platser, åtgärder och samordning.',
    en: 'Triages reports and changes places, measures and coordination.',
  },
  'scope.does.export': { sv: 'Tar ut listor som filer.', en: 'Takes lists out as files.' },
  'scope.does.administer': {
    sv: 'Ställer in staden, läser in filer, lämnar ut nycklar och gallrar.',
    en: 'Sets the city up, imports files, gives out tokens and erases.',
  },
} as const;
