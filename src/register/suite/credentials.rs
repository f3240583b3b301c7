//! Rows outside the chain.

use super::{Backend, all, on_every_backend};
use crate::register::{Credential, CredentialKind, Fault};

on_every_backend!(
    credentials_are_put_replaced_and_removed,
    removals_come_before_puts,
    who_has_not_seen_the_last_change_changes_nothing,
    a_bad_credential_leaves_all_as_it_was
);

fn credential(kind: CredentialKind, key: &str, body: &str, expires_ms: Option<i64>) -> Credential {
    Credential { kind, key: key.into(), body: body.into(), expires_ms }
}

async fn credentials_are_put_replaced_and_removed<B: Backend>() {
    use CredentialKind::{Account, Secret, Session, Token};
    let backend = B::fresh();
    let mut register = backend.open().await;
    let rows = [
        credential(Account, "anna", "{}", None),
        credential(Session, "a1", r#"{"account":"anna"}"#, Some(1_000)),
        credential(Token, "a1", "{}", Some(-1)),
        credential(Secret, "requests", "\"key\"", None),
    ];
    let first = register.put_credentials(0, &rows, &[]).await.expect("put").expect("seen");
    let read = register.credentials().await.expect("read");
    assert_eq!((read.rows.as_slice(), read.number), (rows.as_slice(), first));
    let renewed = credential(Session, "a1", r#"{"account":"anna"}"#, Some(2_000));
    let gone = [(Token, "a1".to_owned()), (Token, "never was".to_owned())];
    let renewing = register.put_credentials(first, std::slice::from_ref(&renewed), &gone).await;
    assert!(renewing.expect("put").is_some());
    drop(register);
    let mut register = backend.open().await;
    let left = [rows[0].clone(), renewed, rows[3].clone()];
    assert_eq!(register.credentials().await.expect("read").rows, left);
    assert_eq!(all(register.as_mut()).await.1.seq, 0, "the chain knows nothing of them");
}

async fn removals_come_before_puts<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let row = [credential(CredentialKind::Account, "anna", "{}", None)];
    register.put_credentials(0, &row, &[(CredentialKind::Account, "anna".into())]).await.expect("put");
    assert_eq!(register.credentials().await.expect("read").rows, row);
}

async fn who_has_not_seen_the_last_change_changes_nothing<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let row = |key| [credential(CredentialKind::Account, key, "{}", None)];
    let first = register.put_credentials(0, &row("anna"), &[]).await.expect("put").expect("seen");
    for stale in [0, first + 1] {
        assert_eq!(register.put_credentials(stale, &row("bo"), &[]).await.expect("asked"), None);
    }
    let read = register.credentials().await.expect("read");
    assert_eq!((read.rows.as_slice(), read.number), (row("anna").as_slice(), first));
    assert_eq!(register.look(0).await.expect("looked").credentials, first);
    assert!(register.put_credentials(first, &row("bo"), &[]).await.expect("put").is_some());
}

async fn a_bad_credential_leaves_all_as_it_was<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let good = credential(CredentialKind::Account, "anna", "{}", None);
    let long = format!("\"{}\"", "x".repeat(70_000));
    let bad = [("", "{}"), ("a\0", "{}"), ("a", "{"), ("a", "\"\\u0000\""), ("a", &long)];
    for (key, body) in bad {
        let rows = [good.clone(), credential(CredentialKind::Account, key, body, None)];
        let refused = register.put_credentials(0, &rows, &[]).await;
        assert!(matches!(refused, Err(Fault::Statement(_))), "{key:?}: {refused:?}");
    }
    assert!(register.credentials().await.expect("read").rows.is_empty());
}
