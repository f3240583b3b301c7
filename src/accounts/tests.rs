//! What comes in between two steps of one log-in.

use super::*;
use crate::engine::tests::support;

/// Accounts on a register in memory, by a clock that stands.
async fn accounts() -> (Accounts, Engine) {
    let clock = support::Clock::new();
    let mut register = clock.memory();
    let accounts = Accounts::load(&mut register, Arc::new(move || clock.now()), false).await.unwrap();
    let (engine, _) = support::start(register, 1).await;
    (accounts, engine)
}

async fn anna(accounts: &Accounts, engine: &Engine) -> Arc<Account> {
    let new = NewAccount {
        login: "anna".into(),
        party: None,
        role: Role::Member,
        unit: None,
        function: None,
        password: "korrekt häst batteri".into(),
    };
    accounts.create_account(engine, new).await.unwrap()
}

#[tokio::test]
async fn who_is_logging_in_while_a_second_factor_is_switched_on_does_not_get_in_without_it() {
    let (accounts, engine) = accounts().await;
    let without = anna(&accounts, &engine).await;
    let begin = async |account: &Arc<Account>| {
        accounts.begin_session(&engine, account, Browser::default(), None).await
    };
    let shared = totp::fresh().unwrap();
    let code = totp::code_at(&shared, accounts.now().as_second());
    let codes = accounts.give_second(&engine, without.id, shared, &code, None).await.unwrap();
    assert!(matches!(begin(&without).await, Err(AccountFault::WrongLogin)));
    let with = accounts.book().accounts["anna"].clone();
    accounts.take_code(&engine, &with, Some(&codes[0])).await.unwrap();
    assert!(begin(&with).await.is_ok(), "a code that was used makes it no other");
}
