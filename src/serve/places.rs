//! How many connections there may be at once.

use crate::http::address::Introduced;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections at once.
const ALL: usize = 4_096;
/// Connections at once from one address.
const EACH: usize = 256;
/// Of these, on which nobody has shown yet who they are.
const STRANGERS: usize = 64;

/// The places there are.
pub struct Places {
    all: Arc<Semaphore>,
    each: Option<Arc<Each>>,
}

/// A connection's place, given back when it is dropped.
pub struct Place {
    _one_of_all: OwnedSemaphorePermit,
    one_of_each: Option<OneOfEach>,
}

impl Places {
    /// Free places. They are not counted by address when one stands for many, as a proxy's does.
    pub fn new(counted_by_address: bool) -> Self {
        Self { all: Arc::new(Semaphore::new(ALL)), each: counted_by_address.then(Arc::default) }
    }

    /// A place, while there is one.
    pub fn take(&self, address: IpAddr) -> Option<Place> {
        let one_of_all = self.all.clone().try_acquire_owned().ok()?;
        let one_of_each = match &self.each {
            Some(each) => Some(each.clone().one(address)?),
            None => None,
        };
        Some(Place { _one_of_all: one_of_all, one_of_each })
    }
}

impl Place {
    /// Where it is told that somebody on this connection has shown who they are; nowhere when nobody counts.
    pub fn introduced(&self) -> Option<Introduced> {
        self.one_of_each.as_ref().map(|one| one.introduced.clone())
    }
}

/// The connections of each address. None stays whose last one has ended.
#[derive(Default)]
struct Each(Mutex<HashMap<IpAddr, Vec<Introduced>>>);

struct OneOfEach {
    each: Arc<Each>,
    address: IpAddr,
    introduced: Introduced,
}

impl Each {
    fn one(self: Arc<Self>, address: IpAddr) -> Option<OneOfEach> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(address).or_default();
        let strangers = held.iter().filter(|one| !one.is_introduced()).count();
        if held.len() >= EACH || strangers >= STRANGERS {
            return None;
        }
        let introduced = Introduced::default();
        held.push(introduced.clone());
        drop(all);
        Some(OneOfEach { each: self, address, introduced })
    }
}

impl Drop for OneOfEach {
    fn drop(&mut self) {
        let mut all = self.each.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&self.address) {
            held.retain(|one| !one.is(&self.introduced));
            if held.is_empty() {
                all.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn introduced(places: &Places) -> Place {
        let place = places.take(ONE).expect("there is room");
        place.introduced().expect("addresses are counted").introduce();
        place
    }

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let places = Places::new(true);
        let mut held: Vec<_> = (0..EACH).map(|_| introduced(&places)).collect();
        assert!(places.take(ONE).is_none());
        assert!(places.take(OTHER).is_some());
        held.pop();
        assert!(places.take(ONE).is_some());
        drop(held);
        assert!(places.each.unwrap().0.lock().unwrap().is_empty(), "nothing is remembered of who has gone");
    }

    #[test]
    fn strangers_have_fewer_until_they_show_who_they_are() {
        let places = Places::new(true);
        let mut held: Vec<_> = (0..STRANGERS).map(|_| places.take(ONE).unwrap()).collect();
        assert!(places.take(ONE).is_none());
        assert!(places.take(OTHER).is_some());
        held[7].introduced().unwrap().introduce();
        held.push(places.take(ONE).unwrap());
        assert!(places.take(ONE).is_none());
        held.remove(0);
        assert!(places.take(ONE).is_some());
    }

    #[test]
    fn all_together_have_so_many_places() {
        let places = Places::new(false);
        let held: Vec<_> = (0..ALL).map(|_| places.take(ONE).unwrap()).collect();
        assert!(places.take(OTHER).is_none());
        assert!(held[0].introduced().is_none(), "one address stands for many");
        drop(held);
    }
}
