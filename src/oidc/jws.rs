//! A signed token of a provider: read, and its signature checked against the provider's keys. What it says is checked by
//! whoever asks for it.

use super::Fault;
use crate::json::{self, DEPTH_MAX, JsonLimits};
use data_encoding::BASE64URL_NOPAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::Value;

/// Longest token, bytes.
const TOKEN_MAX_BYTES: usize = 64 * 1024;
/// Most keys of a provider.
const KEYS_MAX: usize = 100;

/// How a token may be signed. Nothing else is looked at: neither `none` nor a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Rs256,
    Ps256,
    Es256,
    EdDsa,
}

impl Algorithm {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "ES256" => Some(Self::Es256),
            "EdDSA" => Some(Self::EdDsa),
            _ => None,
        }
    }
}

/// The keys that a provider signs with.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    id: Option<String>,
    /// The one algorithm it says it is for, if it says so.
    only_for: Option<String>,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// Uncompressed, on P-256.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

impl Keys {
    /// The keys of a JWK set that can be used here; others are passed over.
    #[must_use]
    pub fn read(set: &Value) -> Self {
        let keys = set["keys"].as_array().into_iter().flatten().take(KEYS_MAX);
        Self { keys: keys.filter_map(Key::read).collect() }
    }

    /// The key that a token names, or the only one of its kind where it names none.
    fn of(&self, token: &Token<'_>) -> Option<&Key> {
        let mut fitting = self.keys.iter().filter(|key| key.fits(token.algorithm));
        match &token.key {
            Some(id) => fitting.find(|key| key.id.as_ref() == Some(id)),
            None => {
                let only = fitting.next()?;
                fitting.next().is_none().then_some(only)
            }
        }
    }
}

impl Key {
    fn read(jwk: &Value) -> Option<Self> {
        let bytes = |member: &str| BASE64URL_NOPAD.decode(jwk[member].as_str()?.as_bytes()).ok();
        if jwk["use"].as_str().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let material = match (jwk["kty"].as_str()?, jwk["crv"].as_str()) {
            ("RSA", _) => Material::Rsa { n: bytes("n")?, e: bytes("e")? },
            ("EC", Some("P-256")) => {
                let (x, y) = (bytes("x")?, bytes("y")?);
                if x.len() != 32 || y.len() != 32 {
                    return None;
                }
                Material::P256([&[4][..], &x, &y].concat())
            }
            ("OKP", Some("Ed25519")) => Material::Ed25519(bytes("x")?),
            _ => return None,
        };
        let text = |member: &str| jwk[member].as_str().map(str::to_owned);
        Some(Self { id: text("kid"), only_for: text("alg"), material })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        let kind = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => matches!(self.material, Material::Rsa { .. }),
            Algorithm::Es256 => matches!(self.material, Material::P256(_)),
            Algorithm::EdDsa => matches!(self.material, Material::Ed25519(_)),
        };
        kind && self.only_for.as_deref().is_none_or(|named| Algorithm::parse(named) == Some(algorithm))
    }

    fn verifies(&self, token: &Token<'_>) -> bool {
        let (signed, signature) = (token.signed.as_bytes(), token.signature.as_slice());
        let verified = match (&self.material, token.algorithm) {
            (Material::Rsa { n, e }, Algorithm::Rs256) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
            (Material::Rsa { n, e }, Algorithm::Ps256) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PSS_2048_8192_SHA256, signed, signature)
            }
            (Material::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
            }
            (Material::Ed25519(point), Algorithm::EdDsa) => {
                UnparsedPublicKey::new(&ED25519, point).verify(signed, signature)
            }
            _ => return false,
        };
        verified.is_ok()
    }
}

/// A token that has been taken apart and not believed yet.
#[derive(Debug)]
pub struct Token<'a> {
    algorithm: Algorithm,
    key: Option<String>,
    /// What it calls itself, lower case.
    kind: Option<String>,
    signed: &'a str,
    signature: Vec<u8>,
    claims: Value,
}

impl<'a> Token<'a> {
    /// Takes a compact token apart.
    ///
    /// # Errors
    /// [`Fault::Untrue`].
    pub fn read(text: &'a str) -> Result<Self, Fault> {
        if text.len() > TOKEN_MAX_BYTES {
            return Err(Fault::Untrue("a token is too long"));
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(Fault::Untrue("a token is none"))?;
        let (head, claims) = signed.split_once('.').ok_or(Fault::Untrue("a token is none"))?;
        let head = part(head)?;
        // What must be understood and is not may change what everything else means.
        if head.get("crit").is_some() {
            return Err(Fault::Untrue("a token has critical members that are not known"));
        }
        let algorithm = head["alg"].as_str().and_then(Algorithm::parse);
        Ok(Self {
            algorithm: algorithm.ok_or(Fault::Untrue("a token is signed in a way that is not taken"))?,
            key: head["kid"].as_str().map(str::to_owned),
            kind: head["typ"].as_str().map(str::to_lowercase),
            signed,
            signature: decoded(signature)?,
            claims: part(claims)?,
        })
    }

    /// Whether it calls itself one of these, or nothing: a token that was made for one purpose is none for another.
    #[must_use]
    pub fn is_one_of(&self, kinds: &[&str]) -> bool {
        let kind = self.kind.as_deref().map(|kind| kind.trim_start_matches("application/"));
        kind.is_none_or(|kind| kinds.contains(&kind))
    }

    /// Whether the key it is signed with is among these.
    #[must_use]
    pub fn is_signed_with_one_of(&self, keys: &Keys) -> bool {
        keys.of(self).is_some()
    }

    /// What it says, once its signature holds.
    ///
    /// # Errors
    /// [`Fault::Untrue`].
    pub fn verified(self, keys: &Keys) -> Result<Value, Fault> {
        let key = keys
            .of(&self)
            .ok_or(Fault::Untrue("a token is signed with a key that its provider does not have"))?;
        if key.verifies(&self) { Ok(self.claims) } else { Err(Fault::Untrue("a signature does not hold")) }
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| Fault::Untrue("a token is none"))
}

fn part(part: &str) -> Result<Value, Fault> {
    let limits = JsonLimits { max_bytes: TOKEN_MAX_BYTES, max_depth: DEPTH_MAX };
    let value = json::parse(&decoded(part)?, limits).map_err(|_| Fault::Untrue("a token holds no JSON"))?;
    if value.is_object() { Ok(value) } else { Err(Fault::Untrue("a token holds no object")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{Ed25519KeyPair, KeyPair};
    use serde_json::json;

    fn encoded(value: &Value) -> String {
        BASE64URL_NOPAD.encode(value.to_string().as_bytes())
    }

    /// A token signed for real, and the set that holds its key.
    fn signed(head: &Value, claims: &Value) -> (String, Value) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let text = format!("{}.{}", encoded(head), encoded(claims));
        let signature = BASE64URL_NOPAD.encode(pair.sign(text.as_bytes()).as_ref());
        let x = BASE64URL_NOPAD.encode(pair.public_key().as_ref());
        let key =
            json!({ "kty": "OKP", "crv": "Ed25519", "kid": "one", "use": "sig", "alg": "EdDSA", "x": x });
        (format!("{text}.{signature}"), json!({ "keys": [key] }))
    }

    fn why(token: &str, keys: &Value) -> String {
        let claims = Token::read(token).and_then(|token| token.verified(&Keys::read(keys)));
        claims.expect_err("it does not hold").to_string()
    }

    #[test]
    fn a_signature_holds_for_what_was_signed_and_for_nothing_else() {
        let (token, keys) = signed(&json!({ "alg": "EdDSA", "kid": "one" }), &json!({ "sub": "a" }));
        let read = Token::read(&token).unwrap().verified(&Keys::read(&keys)).unwrap();
        assert_eq!(read, json!({ "sub": "a" }));
        let (_, rest) = token.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let head = token.split('.').next().unwrap();
        let other = format!("{head}.{}.{signature}", encoded(&json!({ "sub": "b" })));
        assert!(why(&other, &keys).contains("signature"));
    }

    #[test]
    fn only_the_named_key_of_a_fitting_kind_is_tried() {
        let (token, keys) = signed(&json!({ "alg": "EdDSA", "kid": "two" }), &json!({ "sub": "a" }));
        assert!(why(&token, &keys).contains("key that its provider does not have"));
        let (token, keys) = signed(&json!({ "alg": "EdDSA" }), &json!({ "sub": "a" }));
        assert!(Token::read(&token).unwrap().verified(&Keys::read(&keys)).is_ok());
        let key = keys["keys"][0].clone();
        let mut another = key.clone();
        another["kid"] = json!("two");
        assert!(why(&token, &json!({ "keys": [key.clone(), another] })).contains("key that"));
        for (member, value) in [("use", "enc"), ("alg", "ES256"), ("crv", "P-256"), ("kty", "oct")] {
            let mut other = key.clone();
            other[member] = json!(value);
            assert!(why(&token, &json!({ "keys": [other] })).contains("key that"), "{member}");
        }
    }

    #[test]
    fn a_token_is_of_the_kind_that_it_says() {
        let of = |head: &Value| signed(head, &json!({})).0;
        let is = |token: &str, kinds: &[&str]| Token::read(token).unwrap().is_one_of(kinds);
        let plain = of(&json!({ "alg": "EdDSA" }));
        assert!(is(&plain, &["jwt"]) && is(&plain, &[]));
        for word in ["logout+jwt", "application/logout+jwt", "Logout+JWT"] {
            let token = of(&json!({ "alg": "EdDSA", "typ": word }));
            assert!(is(&token, &["logout+jwt"]) && !is(&token, &["jwt"]), "{word}");
        }
    }

    #[test]
    fn what_is_unsigned_or_signed_with_a_secret_is_never_taken() {
        for algorithm in ["none", "None", "HS256", "RS1", "", "RS512"] {
            let (token, keys) = signed(&json!({ "alg": algorithm, "kid": "one" }), &json!({ "sub": "a" }));
            assert!(why(&token, &keys).contains("not taken"), "{algorithm}");
        }
        let (token, keys) = signed(&json!({ "alg": "EdDSA", "crit": ["b64"], "b64": false }), &json!({}));
        assert!(why(&token, &keys).contains("critical"));
        for text in ["", ".", "..", "a.b.c", "e30.e30.", "W10.W10.AA", "\u{e5}.\u{e5}.\u{e5}"] {
            assert!(Token::read(text).is_err(), "{text}");
        }
    }
}
