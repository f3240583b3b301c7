//! Sentences that the service itself writes: why a party is proposed, what happened to a thing.

use super::named;
use crate::domain::coordination::{Because, Turn};
use crate::domain::disclosure::Act;
use crate::domain::place::Status;
use crate::http::request::Language;

fn either(language: Language, sv: &str, en: &str) -> String {
    match language {
        Language::Swedish => sv.to_owned(),
        Language::English => en.to_owned(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Why a party is proposed.
#[must_use]
pub fn because(because: &Because, party: &str, language: Language) -> String {
    let sv = language == Language::Swedish;
    match because {
        Because::Designated { decision, .. } if sv => {
            format!("{party} är utpekad genom beslut: {decision}.")
        }
        Because::Designated { decision, .. } => format!("{party} is designated by decision: {decision}."),
        Because::Manages { share, site, boundary_missing } => {
            manages(*share, site, *boundary_missing, party, sv)
        }
        Because::District { share, best_manager_share } => has_most(*share, *best_manager_share, party, sv),
        Because::OutsideDistricts => either(
            language,
            &format!("Platsen ligger utanför alla stadsdelsområden; då håller {party} den."),
            &format!("The place lies outside every district; {party} then holds it."),
        ),
        Because::Chosen => either(
            language,
            &format!("{party} är föreslagen av en samordnare."),
            &format!("{party} is proposed by a coordinator."),
        ),
        Because::HandedOver => either(
            language,
            &format!("Nuvarande samordnare vill lämna över till {party}."),
            &format!("The present coordinator wants to hand over to {party}."),
        ),
        Because::Volunteered => either(
            language,
            &format!("{party} har själv tagit på sig samordningen."),
            &format!("{party} has volunteered."),
        ),
    }
}

fn has_most(share: f64, best_manager_share: f64, party: &str, sv: bool) -> String {
    let (best, share) = (percent(best_manager_share), percent(share));
    let nobody = match (sv, best_manager_share > 0.0) {
        (true, true) => format!("Ingen förvaltare har hälften av marken (störst andel {best} %)."),
        (true, false) => "Ingen förvaltare av marken är känd.".to_owned(),
        (false, true) => format!("Nobody manages half of the ground (largest share {best} %)."),
        (false, false) => "Nobody is known to manage the ground.".to_owned(),
    };
    match sv {
        true => format!("{nobody} {party} har störst del av platsen i sitt stadsdelsområde ({share} %)."),
        false => format!("{nobody} {party} has the largest part of the place in its district ({share} %)."),
    }
}

fn manages(share: f64, site: &str, boundary_missing: bool, party: &str, sv: bool) -> String {
    let share = percent(share);
    match (sv, boundary_missing) {
        (true, false) => format!("{share} % av marken förvaltas av {party}, mest {site}."),
        (false, false) => format!("{share} % of the ground is managed by {party}, mostly {site}."),
        (true, true) => format!(
            "{share} % av marken förvaltas av {party}, mest {site}. Gräns saknas: fastigheten är känd som en punkt \
             och räknas som en cirkel med radien 25 m."
        ),
        (false, true) => format!(
            "{share} % of the ground is managed by {party}, mostly {site}. Boundary missing: the site is known as a \
             point and counted as a disc of 25 m."
        ),
    }
}

/// What a turn of the coordination was, about a party.
#[must_use]
pub fn turn(turn: Turn, party: &str, language: Language) -> String {
    let (sv, en) = match turn {
        Turn::Proposed => ("tillfrågades om att samordna", "was asked to coordinate"),
        Turn::Accepted => ("tackade ja till att samordna", "accepted to coordinate"),
        Turn::Declined => ("tackade nej till att samordna", "declined to coordinate"),
        Turn::Expired => ("svarade inte i tid", "did not answer in time"),
        Turn::Escalated => ("– frågan lyftes till nästa grupp", "– the matter went to the next group"),
        Turn::Volunteered => ("tog självmant på sig samordningen", "volunteered to coordinate"),
        Turn::Withdrawn => ("är inte längre tillfrågad", "is no longer asked"),
        Turn::HeldAdInterim => {
            ("håller i platsen tills någon har tackat ja", "holds the place until somebody has accepted")
        }
    };
    format!("{party} {}", either(language, sv, en))
}

/// What a turn was, and through whom a party that does not log in gave its answer.
#[must_use]
pub fn answered(what: Turn, party: &str, through: Option<&str>, language: Language) -> String {
    let words = turn(what, party, language);
    match through {
        Some(other) => {
            either(language, &format!("{words}, genom {other}"), &format!("{words}, through {other}"))
        }
        None => words,
    }
}

/// How something was handed on.
#[must_use]
pub fn disclosed(act: Act, language: Language) -> String {
    let (sv, en) = match act {
        Act::Widened => ("Delades med fler", "Shared with more"),
        Act::Founded => {
            ("En plats skapades av det som färre får se", "A place was made of what fewer may see")
        }
        Act::Confirmed => ("En part bekräftades", "A party was confirmed"),
        Act::Asked => ("En part tillfrågades om att samordna", "A party was asked to coordinate"),
        Act::Sheet => ("Platsbladet lämnades ut", "The sheet was given out"),
        Act::File => ("En fil lämnades ut", "A file was given out"),
        Act::Linked => ("Rapporten knöts till en plats", "The report was put to a place"),
        Act::Merged => ("Platsen tog över en annan", "The place took another over"),
        Act::Split => ("Platsen är en del av en som delades", "The place is a part of one that was split"),
        Act::Moved => ("Platsen flyttades", "The place was moved"),
        Act::Photo => ("Ett foto kontrollerades: det visar ingen", "A photo was checked: it shows nobody"),
        Act::Decided => ("Ett beslut gjorde att fler ser det", "By a decision more see it"),
    };
    either(language, sv, en)
}

/// To where a place moved on.
#[must_use]
pub fn moved_to(status: Status, language: Language) -> String {
    let name = named::status(status, language);
    either(language, &format!("Läget ändrades till {name}"), &format!("Its status was changed to {name}"))
}

/// What happened, by the change's verb.
#[must_use]
pub fn verb(verb: &str, language: Language) -> String {
    let (sv, en) = match verb {
        "place.create" => ("Platsen skapades", "The place was made"),
        "place.edit" => ("Uppgifterna ändrades", "Its details were changed"),
        "place.move" => ("Platsen flyttades eller ritades om", "It was moved or redrawn"),
        "place.status" => ("Läget ändrades", "Its status was changed"),
        "place.party" => ("Parterna ändrades", "Its parties were changed"),
        "place.hand_out" => ("Något om platsen lämnades ut", "Something about it was given out"),
        "place.object" => ("En part invände mot beslutet", "A party objected to the decision"),
        "place.uphold" => ("Beslutet står fast efter invändning", "The decision stands after an objection"),
        "place.wake" => ("Platsen väcktes av en ny rapport", "It woke with a new report"),
        "place.merge" => ("Platsen slogs samman med en annan", "It was merged into another"),
        "place.merge_in" => ("En annan plats slogs samman med denna", "Another place was merged into it"),
        "place.split" => ("Platsen delades", "It was split"),
        "place.split_off" => ("Platsen skapades genom delning", "It came from a split"),
        "place.unmerge" => ("Sammanslagningen togs tillbaka", "The merge was taken back"),
        "place.unmerge_from" => {
            ("Sammanslagningen med en annan plats togs tillbaka", "The merge of another place was taken back")
        }
        "place.unsplit" => ("Delningen togs tillbaka", "The split was taken back"),
        "place.unsplit_off" => {
            ("Delningen som platsen kom av togs tillbaka", "The split that it came from was taken back")
        }
        "coordination.propose" => ("En part tillfrågades om att samordna", "A party was asked to coordinate"),
        "coordination.accept" => ("En part tackade ja till att samordna", "A party accepted to coordinate"),
        "coordination.decline" => ("En part tackade nej till att samordna", "A party declined to coordinate"),
        "coordination.hand_over" => ("Samordnaren vill lämna över", "The coordinator wants to hand over"),
        "coordination.expire" => ("Svarstiden gick ut", "The time to answer ran out"),
        "report.create" => ("Rapporten kom in", "The report came in"),
        "report.import" => ("Rapporten lästes in", "The report was imported"),
        "report.triage" => ("Rapporten bedömdes", "The report was triaged"),
        "report.put_back" => ("Bedömningen togs tillbaka", "The triage was taken back"),
        "report.class" => ("Rapportens delning ändrades", "How far the report is shared was changed"),
        "report.party" => ("Rapportens parter ändrades", "The report's parties were changed"),
        "place.class" => ("Platsens delning ändrades", "How far the place is shared was changed"),
        "report.became_place" => ("En plats skapades av rapporten", "A place was made from it"),
        "report.erase" => {
            ("Rapporten gallrades, helt eller delvis", "The report was erased, in whole or in part")
        }
        "place.erase" => {
            ("Platsen gallrades, helt eller delvis", "The place was erased, in whole or in part")
        }
        "measure.erase" => {
            ("Åtgärden gallrades, helt eller delvis", "The measure was erased, in whole or in part")
        }
        "photo.add" => ("Ett foto lades till", "A photo was added"),
        "photo.check" => ("Fotot granskades", "The photo was checked"),
        "photo.erase" => ("Fotot togs bort", "The photo was taken away"),
        "round.create" => ("Ronden lades upp", "The round was made"),
        "round.edit" => ("Ronden ändrades", "The round was changed"),
        "round.erase" => ("Ronden gallrades", "The round was erased"),
        "walk.add" => ("Ronden gicks", "The round was walked"),
        "walk.erase" => ("Rondens varv gallrades", "The walk was erased"),
        "presence.add" => ("Närvaro antecknades", "Presence was written down"),
        "presence.withdraw" => ("Närvaron togs tillbaka", "The presence was taken back"),
        "presence.erase" => ("Närvaron gallrades", "The presence was erased"),
        "publication.publish" => ("Siffrorna publicerades", "The figures were published"),
        "publication.withdraw" => ("Publiceringen drogs tillbaka", "The publication was withdrawn"),
        "document_request.answer" => ("En begäran besvarades", "A request was answered"),
        "access_review.record" => ("Behörigheterna gicks igenom", "Who may get in was reviewed"),
        "filing.add" => ("Ett diarienummer antecknades", "A diary number was written down"),
        "filing.withdraw" => ("Ett diarienummer togs tillbaka", "A diary number was taken back"),
        "report.follow" => ("Rapporten följde med till en annan plats", "It followed to another place"),
        "site.create" => ("Fastigheten lästes in", "The site was imported"),
        "site.change" => ("Fastigheten lästes in på nytt", "The site was imported anew"),
        "site.relation" => ("Förvaltare eller markägare ändrades", "Its manager or land owner was changed"),
        _ => ("Ändrades", "Was changed"),
    };
    either(language, sv, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ground_without_a_manager_is_no_share_of_nothing() {
        let said = |best_manager_share| {
            let because = Because::District { share: 1.0, best_manager_share };
            because_in_both(&because)
        };
        assert_eq!(
            said(0.0),
            [
                "Ingen förvaltare av marken är känd. Väster har störst del av platsen i sitt stadsdelsområde (100 %).",
                "Nobody is known to manage the ground. Väster has the largest part of the place in its district (100 %)."
            ]
        );
        assert_eq!(
            said(0.42),
            [
                "Ingen förvaltare har hälften av marken (störst andel 42 %). Väster har störst del av platsen i sitt \
                 stadsdelsområde (100 %).",
                "Nobody manages half of the ground (largest share 42 %). Väster has the largest part of the place in \
                 its district (100 %)."
            ]
        );
    }

    fn because_in_both(reason: &Because) -> [String; 2] {
        [Language::Swedish, Language::English].map(|language| because(reason, "Väster", language))
    }
}
