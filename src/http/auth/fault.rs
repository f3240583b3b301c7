//! What can be wrong with accounts, sessions and tokens, as a caller is told of it.

use crate::accounts::AccountFault;
use crate::domain::refusal::Wrong;
use crate::engine::NotDone;
use crate::http::problem::{Problem, ProblemKind};
use crate::register::Fault;

impl From<AccountFault> for Problem {
    fn from(fault: AccountFault) -> Self {
        let detail = fault.to_string();
        match fault {
            AccountFault::Wrong(wrong) => Self::invalid(wrong),
            AccountFault::ToldBefore => Self::new(ProblemKind::Malformed, sentence(&detail)),
            AccountFault::NoSuch => Self::not_there(),
            AccountFault::WrongLogin => {
                Self::new(ProblemKind::WrongLogin, "Try again, or ask an administrator.")
            }
            AccountFault::CodeNeeded(wrong) => {
                let detail =
                    if wrong { "The code is wrong, or has been used." } else { "Send the code as well." };
                let code = if wrong { "wrong_code" } else { "required" };
                let errors = vec![Wrong::at("#/code", code, detail)];
                Self { errors, ..Self::new(ProblemKind::CodeNeeded, detail) }
            }
            AccountFault::TooManyCodes(seconds) => {
                Self { retry_after_s: Some(seconds), ..Self::new(ProblemKind::TooMany, sentence(&detail)) }
            }
            AccountFault::FirstRunOver
            | AccountFault::LoginTaken(_)
            | AccountFault::PartyOut
            | AccountFault::HasSecond
            | AccountFault::NoPassword
            | AccountFault::Vouched
            | AccountFault::LinkOver
            | AccountFault::Disabled
            | AccountFault::LoggedOut
            | AccountFault::LastAdministrator
            | AccountFault::TooMany(..) => Self::new(ProblemKind::WrongState, sentence(&detail)),
            AccountFault::Register(Fault::Unavailable(_) | Fault::Behind(_) | Fault::Statement(_)) => {
                tracing::error!(cause = detail, "a credential was not written");
                NotDone::Unavailable.into()
            }
            AccountFault::Register(Fault::OutcomeUnknown(_) | Fault::Broken(_) | Fault::NotOurs(_)) => {
                tracing::error!(cause = detail, "a credential was perhaps not written");
                NotDone::Unknown.into()
            }
            AccountFault::Hash(_) | AccountFault::Random(_) | AccountFault::BrokeOff => {
                Self::internal(detail)
            }
        }
    }
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}
