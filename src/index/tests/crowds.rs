//! Crowds and rows together are all that was there, whoever looks and whatever piece is looked at.

use crate::domain::access::{Audience, Class, Level};
use crate::domain::ids::PartyId;
use crate::domain::record::Versioned;
use crate::domain::testing::at;
use crate::index::audiences::Interner;
use crate::index::base::{Base, Row};
use crate::index::crowds::{Crowd, Onlooker, Sighted};
use crate::index::homes::Homes;
use crate::index::table::Item;
use crate::space::{Envelope, LonLat};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

#[derive(Clone, Copy, Debug)]
struct Dot {
    id: u64,
    east: u16,
    mark: u8,
    party: u8,
}

impl Item for Dot {
    type Order = ();
    type Mark = u8;
    type Facets = ();
    const EXACT_FROM: Level = Level::Full;
    fn bits(&self) -> u64 {
        self.id
    }
    fn envelope(&self) -> Envelope {
        Envelope::of(self.position())
    }
    fn position(&self) -> LonLat {
        // Some metres apart on a line of some kilometres, in squares of whom each party has its own.
        at(18.0 + f64::from(self.party) * 0.02 + f64::from(self.east) * 0.000_1, 59.3)
    }
    fn mark(&self, _: &Interner) -> u8 {
        self.mark
    }
    fn facets(&self, _: &Self::Mark) {}
    fn audience(&self) -> Audience {
        Audience::new(Class::Partner, PartyId::from_bits(u64::from(self.party)), &[])
    }
    fn order(&self) {}
}

/// Sees the things of some parties in full, those of others not at all, and knows of the rest.
struct Somebody<'b> {
    base: &'b Base<Dot>,
    full: u8,
    nothing: u8,
    /// By mark: how many, and the sums of their steps.
    counted: BTreeMap<u8, (u32, u64, u64)>,
    in_crowds: u32,
}

impl Somebody<'_> {
    fn sees(&self, at: u32) -> Sighted {
        let party = self.base.rows[at as usize].held.record.party;
        match party {
            party if party < self.full => Sighted::Full,
            party if party < self.nothing => Sighted::Nothing,
            _ => Sighted::Mixed,
        }
    }

    fn count(&mut self, mark: u8, more: (u32, u64, u64)) {
        let counted = self.counted.entry(mark).or_default();
        *counted = (counted.0 + more.0, counted.1 + more.1, counted.2 + more.2);
    }
}

impl Onlooker<Dot> for Somebody<'_> {
    fn sighted(&mut self, faces: &[u32]) -> Sighted {
        let first = self.sees(faces[0]);
        if faces.iter().all(|face| self.sees(*face) == first) { first } else { Sighted::Mixed }
    }

    fn crowds(&mut self, crowds: &[Crowd<u8>]) {
        for crowd in crowds {
            self.in_crowds += crowd.count;
            self.count(crowd.mark, (crowd.count, crowd.x_sum, crowd.y_sum));
        }
    }

    fn rows(&mut self, rows: Range<u32>) {
        for at in rows.filter(|at| self.sees(*at) != Sighted::Nothing).collect::<Vec<_>>() {
            let row = &self.base.rows[at as usize];
            self.count(row.mark, (1, u64::from(row.spot.x()), u64::from(row.spot.y())));
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_counted_twice_or_left_out(
        dots in prop::collection::vec((0..160_u16, 0..3_u8, 0..6_u8), 1..400),
        (full, more) in (0..=6_u8, 0..=6_u8),
        cut in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let interner = Interner::default();
        let dot = |(id, (east, mark, party))| Dot { id, east, mark, party };
        let rows = (1..).zip(dots).map(dot).map(|record| Row::new(Arc::new(Versioned { version: 1, record }), &interner, &Homes::default()));
        let base = Base::build(rows.collect());
        let count = base.rows.len();
        let cut = (cut.0.index(count + 1) as u32, cut.1.index(count + 1) as u32);
        for piece in [0..count as u32, cut.0.min(cut.1)..cut.0.max(cut.1)] {
            let somebody = || Somebody { base: &base, full, nothing: full + more, counted: BTreeMap::new(), in_crowds: 0 };
            let (mut above, mut plain) = (somebody(), somebody());
            base.crowds.show(&piece, &mut above);
            plain.rows(piece.clone());
            prop_assert_eq!(&above.counted, &plain.counted);
            if full == 6 && piece.len() == count {
                prop_assert_eq!(above.in_crowds as usize, count, "who sees everything is shown no row");
            }
        }
    }
}
