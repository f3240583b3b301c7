//! What can be wrong with accounts, sessions and tokens, for the edge and for the command line.

use super::password::HashFault;
use crate::domain::refusal::Wrong;
use crate::register::Fault;

/// Why something was not done with an account, a session or a token.
#[derive(Debug, thiserror::Error)]
pub enum AccountFault {
    /// The content is wrong.
    #[error("{}", sentences(.0))]
    Wrong(Vec<Wrong>),
    /// The login is in use, perhaps by a disabled account.
    #[error("the login {0} is taken")]
    LoginTaken(String),
    /// There is no such account or token.
    #[error("there is none by that name")]
    NoSuch,
    /// The party of an account answers through its district.
    #[error("its party does not log in and answers through its district; say first that it logs in")]
    PartyOut,
    /// The password is right, and a code is missing, or wrong (true).
    #[error("a code of the second factor is needed")]
    CodeNeeded(bool),
    /// The password is right, and too many codes were wrong; another is looked at after so many seconds.
    #[error("too many codes were wrong; try again in {0} s")]
    TooManyCodes(u32),
    /// A second factor is not replaced: whoever has it shows a code to take it away.
    #[error("the account has a second factor already; remove it first, with a code of it")]
    HasSecond,
    /// A link for a phone does not open.
    #[error("the link is used up, too old or revoked; ask whoever gave it for a new one")]
    LinkOver,
    /// An identity provider vouches for the account, which has no password.
    #[error("an identity provider vouches for this account; it has no password here")]
    NoPassword,
    /// An identity provider says what the account is.
    #[error("an identity provider says for whom and in what role this account acts; it is changed there")]
    Vouched,
    /// The account has been closed.
    #[error("the account is disabled")]
    Disabled,
    /// The identity provider has told of a log-out since it let somebody in.
    #[error("the identity provider says that they have logged out since; log in once more")]
    LoggedOut,
    /// What a provider told of a log-out has been told before.
    #[error("this has been told before; it is taken once")]
    ToldBefore,
    /// Nobody could set the installation up any more.
    #[error("this is the last administrator who can log in; make another one first")]
    LastAdministrator,
    /// A limit is reached.
    #[error("there are {1} {0}, which is the most there can be; end some first")]
    TooMany(&'static str, usize),
    /// Unknown login, disabled account or wrong password, told alike.
    #[error("the name or the password is wrong")]
    WrongLogin,
    /// There is an account already, or the token is wrong or too old.
    #[error("the token of the first run is used, too old or mistyped; start the service again for a new one")]
    FirstRunOver,
    /// The register.
    #[error(transparent)]
    Register(#[from] Fault),
    /// Hashing.
    #[error(transparent)]
    Hash(#[from] HashFault),
    /// No random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    /// The task broke off.
    #[error("the change broke off")]
    BrokeOff,
}

impl From<getrandom::Error> for AccountFault {
    fn from(error: getrandom::Error) -> Self {
        Self::Random(error)
    }
}

fn sentences(wrong: &[Wrong]) -> String {
    let sentence = |wrong: &Wrong| format!("{} {}", wrong.pointer.trim_start_matches("#/"), wrong.detail);
    wrong.iter().map(sentence).collect::<Vec<_>>().join("; ")
}
