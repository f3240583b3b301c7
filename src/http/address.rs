//! Where a request comes from.

use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The other end of the connection, as the accept loop found it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Whether somebody on a connection has shown who they are. Shared with whoever counts connections.
#[derive(Clone, Debug, Default)]
pub struct Introduced(Arc<AtomicBool>);

impl Introduced {
    /// Somebody has.
    pub fn introduce(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether anybody has.
    #[must_use]
    pub fn is_introduced(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether this is that connection's own.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the request comes from, through the proxies that are trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub IpAddr);

impl Address {
    /// Reads it. Each trusted proxy has added the address it saw at the end of `X-Forwarded-For`;
    /// what stands before them was written by whoever asked, and means nothing.
    #[must_use]
    pub fn of(peer: Option<Peer>, headers: &HeaderMap, trusted_proxy_hops: usize) -> Self {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Peer(ip)| ip);
        let forwarded = trusted_proxy_hops.checked_sub(1).and_then(|from_the_end| {
            let values = headers.get_all("x-forwarded-for").iter();
            let entries: Vec<_> =
                values.filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(',')).collect();
            entries.into_iter().rev().nth(from_the_end).and_then(parse)
        });
        Self(canonical(forwarded.unwrap_or(peer)))
    }

    /// What limits count by: an address, or for IPv6 the network of one household, /64.
    #[must_use]
    pub fn network(self) -> IpAddr {
        network(self.0)
    }
}

/// What limits count by: an address, or for IPv6 its /64.
#[must_use]
pub fn network(ip: IpAddr) -> IpAddr {
    match canonical(ip) {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
    }
}

/// An IPv4 address that came in as IPv6 is still one.
fn canonical(ip: IpAddr) -> IpAddr {
    ip.to_canonical()
}

/// An address as proxies write it: alone, with a port, in brackets.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn of(forwarded: &[&'static str], hops: usize) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        Address::of(Some(Peer("10.0.0.1".parse().unwrap())), &headers, hops).0.to_string()
    }

    #[test]
    fn without_proxies_only_the_connection_counts() {
        assert_eq!(of(&["192.0.2.7"], 0), "10.0.0.1");
        assert_eq!(of(&[], 1), "10.0.0.1");
    }

    #[test]
    fn what_the_asker_wrote_itself_is_passed_over() {
        assert_eq!(of(&["1.1.1.1, 192.0.2.7"], 1), "192.0.2.7");
        assert_eq!(of(&["1.1.1.1", "192.0.2.7, 192.0.2.8"], 2), "192.0.2.7");
        assert_eq!(of(&["nonsense"], 1), "10.0.0.1");
    }

    #[test]
    fn addresses_are_parsed_whole_and_never_cut() {
        for (written, read) in [
            ("192.0.2.7:5555", "192.0.2.7"),
            ("[2001:db8::1]:5555", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
        ] {
            assert_eq!(of(&[written], 1), read, "{written}");
        }
    }

    #[test]
    fn one_household_has_one_ipv6_network() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::2"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
    }
}
