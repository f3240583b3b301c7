//! How many connections there may be at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections at once.
const ALL: usize = 4_096;
/// Connections at once from one address.
const EACH: usize = 256;

/// The places there are.
pub struct Places {
    all: Arc<Semaphore>,
    each: Option<Arc<Each>>,
}

/// A connection's place, given back when it is dropped.
pub struct Place {
    _one_of_all: OwnedSemaphorePermit,
    _one_of_each: Option<OneOfEach>,
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
        Some(Place { _one_of_all: one_of_all, _one_of_each: one_of_each })
    }
}

/// How many connections each address has. None stays whose last one has ended.
#[derive(Default)]
struct Each(Mutex<HashMap<IpAddr, usize>>);

struct OneOfEach {
    each: Arc<Each>,
    address: IpAddr,
}

impl Each {
    fn one(self: Arc<Self>, address: IpAddr) -> Option<OneOfEach> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= EACH {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(OneOfEach { each: self, address })
    }
}

impl Drop for OneOfEach {
    fn drop(&mut self) {
        let mut counts = self.each.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let places = Places::new(true);
        let mut held: Vec<_> = (0..EACH).map(|_| places.take(one).unwrap()).collect();
        assert!(places.take(one).is_none());
        assert!(places.take(other).is_some());
        held.pop();
        assert!(places.take(one).is_some());
        drop(held);
        assert!(places.each.unwrap().0.lock().unwrap().is_empty(), "nothing is remembered of who has gone");
    }

    #[test]
    fn all_together_have_so_many_places() {
        let places = Places::new(false);
        let held: Vec<_> = (0..ALL).map(|_| places.take(IpAddr::from([192, 0, 2, 1])).unwrap()).collect();
        assert!(places.take(IpAddr::from([192, 0, 2, 2])).is_none());
        drop(held);
    }
}
