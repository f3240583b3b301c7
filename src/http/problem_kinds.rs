//! Every type of problem there is: its stable name, its status code, and what a person needs to know of it.
//!
//! One table, so that a problem that the service can give and the page that its `type` leads to cannot part ways.

use axum::http::StatusCode;

/// A type of problem in one language, for somebody who has met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The same for every case of the type.
    pub title: &'static str,
    /// What has happened.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:ident,
        en $en_title:literal, $en_meaning:literal, $en_remedy:literal,
        sv $sv_title:literal, $sv_meaning:literal, $sv_remedy:literal;)*) => {
        /// Every type of problem there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemKind { $($(#[$doc])* $name,)* }

        impl ProblemKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The last part of its `type`, stable.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// Its status code.
            #[must_use]
            pub const fn status(self) -> StatusCode { match self { $(Self::$name => StatusCode::$status,)* } }
            /// The same for every case of the type, as the document says it.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$name => $en_title,)* } }
            /// In English.
            #[must_use]
            pub const fn english(self) -> Explained {
                match self { $(Self::$name => Explained {
                    title: $en_title, meaning: $en_meaning, remedy: $en_remedy,
                },)* }
            }
            /// In Swedish.
            #[must_use]
            pub const fn swedish(self) -> Explained {
                match self { $(Self::$name => Explained {
                    title: $sv_title, meaning: $sv_meaning, remedy: $sv_remedy,
                },)* }
            }
        }
    };
}

kinds! {
    /// The request cannot be read.
    Malformed = "malformed", BAD_REQUEST,
        en "The request cannot be read",
            "What was sent is not whole, or not written as it should be: broken JSON, text that is not UTF-8, a body that broke off.",
            "Send it again. If you write the program: look at “errors”, which names the place.",
        sv "Det som skickades går inte att läsa",
            "Det som skickades är inte helt eller inte skrivet som det ska: trasig JSON, text som inte är UTF-8, en överföring som bröts.",
            "Skicka igen. Den som skriver program: ”errors” pekar ut stället.";
    /// A query parameter is unknown or wrong.
    BadParameter = "bad-parameter", BAD_REQUEST,
        en "A parameter is wrong",
            "Something after the question mark of the address is unknown, given twice, or has a value that cannot be used.",
            "Correct the parameter that “errors” names. The parameters of each address are listed under /api/docs.",
        sv "En parameter är fel",
            "Något efter frågetecknet i adressen är okänt, står två gånger eller har ett värde som inte går att använda.",
            "Rätta den parameter som ”errors” nämner. Vilka som finns står under /api/docs.";
    /// Nobody is logged in.
    NotLoggedIn = "not-logged-in", UNAUTHORIZED,
        en "Log in first",
            "The service does not know who you are. You may have been logged out after an hour without use.",
            "Log in and try again. A program sends a token that holds; an administrator gives them out.",
        sv "Logga in först",
            "Tjänsten vet inte vem du är. Du kan ha loggats ut efter en timme utan användning.",
            "Logga in och försök igen. Ett program skickar en giltig nyckel (token), som en administratör lämnar ut.";
    /// Wrong name or password, told alike.
    WrongLogin = "wrong-login", UNAUTHORIZED,
        en "The name or the password is wrong",
            "The two do not fit together, or the account has been closed. For safety the service does not say which.",
            "Try again, slowly. An administrator of your organisation can set a new password.",
        sv "Namnet eller lösenordet är fel",
            "De hör inte ihop, eller så är kontot stängt. Av säkerhetsskäl sägs inte vilket.",
            "Försök igen i lugn takt. En administratör i din organisation kan sätta ett nytt lösenord.";
    /// The password is right, and the account has a second factor.
    CodeNeeded = "code-needed", UNAUTHORIZED,
        en "A code is needed as well",
            "The account has a second factor: beside the password it takes the code that a phone shows, each code once.",
            "Send the code of now, or one of the codes for a lost phone. An administrator can take the second factor away.",
        sv "Koden behövs också",
            "Kontot har tvåstegsverifiering: förutom lösenordet behövs koden som telefonen visar. Varje kod gäller en gång.",
            "Ange koden som visas nu, eller en av reservkoderna. En administratör kan stänga av tvåstegsverifieringen.";
    /// The thing may be known, but not this be done to it.
    NotAllowed = "not-allowed", FORBIDDEN,
        en "Your role or party may not do this",
            "You may see the thing, but this is for another role or another organisation to decide.",
            "“detail” says who may. Ask them, or your administrator if your role is wrong.",
        sv "Din roll eller organisation får inte göra detta",
            "Du får se saken, men det här är någon annans att besluta.",
            "”detail” säger vem som får. Fråga dem, eller din administratör om din roll är fel.";
    /// A write by cookie without the header that shows it comes from our page.
    ForeignPage = "foreign-page", FORBIDDEN,
        en "The request does not come from this service's own page",
            "Another web page, or a program that uses a browser's log-in, tried to change something in your name.",
            "Use the service's own page. A program uses a token instead of a browser's log-in.",
        sv "Begäran kommer inte från tjänstens egen sida",
            "En annan webbsida, eller ett program som lånar webbläsarens inloggning, försökte ändra något i ditt namn.",
            "Använd tjänstens egen sida. Ett program använder en egen nyckel (token).";
    /// Not there, or not for the asker to know.
    NotThere = "not-there", NOT_FOUND,
        en "There is nothing here",
            "There is no such thing, or it is not for you to know of. The answer is the same for both.",
            "Check the address. If a colleague sees it and you should too, ask your district's safety coordinator.",
        sv "Här finns ingenting",
            "Det finns inte, eller så är det inte för dig att känna till. Svaret är detsamma i båda fallen.",
            "Kontrollera adressen. Ser en kollega det och du också borde, fråga stadsdelens trygghetssamordnare.";
    /// It was there and has been erased by a decision.
    Erased = "erased", GONE,
        en "It has been erased",
            "What was here has been erased, for good, on a decision. “detail” says which and when.",
            "Remove your link to it. Questions about the decision go to the organisation that made it.",
        sv "Det är gallrat",
            "Det som fanns här är gallrat för gott, på ett beslut. ”detail” säger vilket och när.",
            "Ta bort länken hit. Frågor om beslutet besvaras av den organisation som fattade det.";
    /// It was published and has been withdrawn.
    Withdrawn = "withdrawn", GONE,
        en "The publication has been withdrawn",
            "These figures were published for anybody, and have been taken back. “detail” says when and why.",
            "Do not use the figures any longer. Those of other quarters are in the list.",
        sv "Publiceringen är tillbakadragen",
            "Siffrorna var publicerade för alla och har dragits tillbaka. ”detail” säger när och varför.",
            "Använd inte siffrorna längre. Andra kvartal finns i listan.";
    /// The path is known, the method is not.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED,
        en "This method is not used here",
            "The address is right, but it cannot be asked in this way.",
            "The header Allow lists the methods that can be used.",
        sv "Den metoden används inte här",
            "Adressen är rätt, men kan inte användas på det sättet.",
            "Rubriken Allow räknar upp de metoder som går.";
    /// Not in this state.
    WrongState = "wrong-state", CONFLICT,
        en "Not in this state",
            "The thing stands where this cannot be done to it, such as closing what is closed.",
            "Read it again: somebody may have taken the step already. “detail” says what hinders.",
        sv "Inte i det här läget",
            "Saken är i ett läge där detta inte går, som att avsluta det som redan är avslutat.",
            "Läs om den: någon kan redan ha tagit steget. ”detail” säger vad som hindrar.";
    /// Somebody has changed it.
    Stale = "stale", PRECONDITION_FAILED,
        en "Somebody has changed it since you looked",
            "Your change was not made, so that nobody else's is lost.",
            "Read it again, look at what is new, and decide then.",
        sv "Någon har ändrat sedan du tittade",
            "Din ändring gjordes inte, för att ingen annans ska gå förlorad.",
            "Läs om, se vad som är nytt, och bestäm sedan.";
    /// The body is larger than allowed.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE,
        en "The body is too large",
            "What was sent is larger than the service takes at this address.",
            "Send less at a time. “detail” says how much is taken.",
        sv "Det som skickades är för stort",
            "Det är större än vad tjänsten tar emot på den här adressen.",
            "Skicka mindre åt gången. ”detail” säger hur mycket som går.";
    /// The content type is not taken here.
    UnsupportedMediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE,
        en "This content type is not taken here",
            "The service cannot read this kind of file or body here.",
            "Send one of the kinds that /api/docs names for this address, with its Content-Type.",
        sv "Det formatet tas inte emot här",
            "Tjänsten kan inte läsa den sortens fil eller innehåll här.",
            "Skicka något av de format som /api/docs nämner, med rätt Content-Type.";
    /// More than is exported at once.
    ExportTooLarge = "export-too-large", UNPROCESSABLE_ENTITY,
        en "The export would be too large",
            "There are more rows, or more bytes, than this installation writes or reads at once. Nothing was made.",
            "Choose fewer with the filters of the list: a district, a period, a status. Whoever runs the service can raise the limit.",
        sv "Exporten skulle bli för stor",
            "Det är fler rader, eller mer data, än vad den här installationen skriver eller läser på en gång. Inget gjordes.",
            "Välj färre med listans filter: ett stadsdelsområde, en period, en status. Den som driver tjänsten kan höja gränsen.";
    /// The content is wrong.
    Invalid = "invalid", UNPROCESSABLE_ENTITY,
        en "The content is wrong",
            "It can be read, but something in it cannot be taken: a word the service does not know, a position outside, text that points at a person. Nothing was stored.",
            "Correct everything that “errors” names and send it again.",
        sv "Innehållet är fel",
            "Det går att läsa, men något kan inte tas emot: ett okänt ord, ett läge utanför, text som pekar ut en person. Inget sparades.",
            "Rätta allt som ”errors” nämner och skicka igen.";
    /// The key was used for another request.
    KeyReused = "key-reused", UNPROCESSABLE_ENTITY,
        en "The key was used for another request",
            "An Idempotency-Key stands for one request. This one came earlier with other content.",
            "Use a new key for a new request, and the old key only to send the very same again.",
        sv "Nyckeln har använts till något annat",
            "En Idempotency-Key står för en enda begäran. Den här kom tidigare med annat innehåll.",
            "Ta en ny nyckel för en ny begäran, och den gamla bara för att skicka exakt samma igen.";
    /// `If-Match` is missing.
    VersionRequired = "version-required", PRECONDITION_REQUIRED,
        en "Say which version you saw",
            "A change of something that exists must say which version it was decided on, so that nobody's change is lost.",
            "Send If-Match with the ETag that the thing was read with.",
        sv "Säg vilken version du såg",
            "En ändring av något som finns måste säga vilken version den bygger på, så att ingens ändring går förlorad.",
            "Skicka If-Match med den ETag som saken lästes med.";
    /// Too many requests.
    TooMany = "too-many-requests", TOO_MANY_REQUESTS,
        en "Too many requests",
            "More was asked in a short time than one caller may. Log-ins are counted apart.",
            "Wait as many seconds as Retry-After says, and go on.",
        sv "För många förfrågningar",
            "Det kom fler på kort tid än en avsändare får göra. Inloggningar räknas för sig.",
            "Vänta så många sekunder som Retry-After säger, och fortsätt sedan.";
    /// The headers are larger than allowed.
    HeadersTooLarge = "headers-too-large", REQUEST_HEADER_FIELDS_TOO_LARGE,
        en "The headers are too large",
            "The address or the headers around the request are longer than the service takes.",
            "Shorten the address, or clear the cookies of this site and log in again.",
        sv "Adressen eller rubrikerna är för långa",
            "Adressen eller rubrikerna kring begäran är längre än vad tjänsten tar emot.",
            "Korta adressen, eller rensa webbplatsens kakor och logga in igen.";
    /// A fault of ours.
    Internal = "internal", INTERNAL_SERVER_ERROR,
        en "Something went wrong here",
            "This is a fault of the service and not of yours.",
            "Try again. If it comes back, give the number in “instance” to those who run the service.",
        sv "Något gick fel hos oss",
            "Felet ligger i tjänsten och inte hos dig.",
            "Försök igen. Kommer det tillbaka, ge numret i ”instance” till dem som driver tjänsten.";
    /// A photo's record is there and its bytes are not.
    PhotoMissing = "photo-missing", INTERNAL_SERVER_ERROR,
        en "The photo itself is missing",
            "There is a photo here, and the store that keeps its bytes does not have them, or has others.",
            "Give the number in “instance” to those who run the service: a backup of the object store may have it.",
        sv "Själva fotot saknas",
            "Här finns ett foto, men lagret som förvarar det har det inte, eller har något annat i dess ställe.",
            "Ge numret i ”instance” till dem som driver tjänsten: det kan finnas i en säkerhetskopia av fotolagret.";
    /// The record could not be read and is kept aside.
    Quarantined = "quarantined", SERVICE_UNAVAILABLE,
        en "This record is kept aside until it has been mended",
            "It cannot be read safely, so nobody can change it now. Nothing of it is lost.",
            "An administrator has been told. Try again later.",
        sv "Posten är undanlagd tills den har lagats",
            "Den går inte att läsa säkert, så ingen kan ändra den nu. Inget av den är förlorat.",
            "En administratör har fått veta. Försök igen senare.";
    /// Nothing was written; try again.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE,
        en "Try again in a moment",
            "The service could not write just now. Nothing was stored.",
            "Send it again when Retry-After has passed.",
        sv "Försök igen om en stund",
            "Tjänsten kunde inte skriva just nu. Inget sparades.",
            "Skicka igen när tiden i Retry-After har gått.";
    /// There is one of it, and another has it.
    Busy = "busy", SERVICE_UNAVAILABLE,
        en "Somebody else is doing the same just now",
            "The register at an earlier moment is read by one job at a time, and exports are made and photos taken in a few at a time, so that everybody else is served meanwhile.",
            "Try again when Retry-After has passed.",
        sv "Någon annan gör samma sak just nu",
            "Registret vid en tidigare tidpunkt läses av ett jobb i taget, och exporter görs och foton tas emot några i taget, så att alla andra får svar under tiden.",
            "Försök igen när tiden i Retry-After har gått.";
    /// It may have been written.
    OutcomeUnknown = "outcome-unknown", SERVICE_UNAVAILABLE,
        en "Send it again with the same key",
            "The connection to the register broke at the moment of writing, so it may have been stored.",
            "Send exactly the same again with the same Idempotency-Key: it is then done once.",
        sv "Skicka igen med samma nyckel",
            "Förbindelsen med registret bröts just när det skulle sparas, så det kan vara sparat.",
            "Skicka exakt samma igen med samma Idempotency-Key: då görs det en enda gång.";
    /// It took too long.
    Timeout = "timeout", SERVICE_UNAVAILABLE,
        en "It took too long",
            "The answer was not ready in time. A write may have been carried out.",
            "Try again; a write with the same Idempotency-Key.",
        sv "Det tog för lång tid",
            "Svaret blev inte klart i tid. En ändring kan ha gjorts.",
            "Försök igen; en ändring med samma Idempotency-Key.";
}
