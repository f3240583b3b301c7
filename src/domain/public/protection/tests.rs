//! Nobody can work out a small figure. What can be worked out is found by trying everything: for tables that are small,
//! by going through every table that it could have been; for all, by sums and differences alone, written apart from the
//! network.

use super::super::network::{Knows, Network, Way};
use super::super::table::{At, Table};
use super::*;
use proptest::prelude::*;
use std::collections::HashMap;

/// A table as it is published: figures, or nothing.
type Published = HashMap<At, Option<u32>>;

fn published(table: &Table, least: u32) -> Published {
    table
        .all()
        .zip(hidden(table, least))
        .map(|(at, hidden)| (at, (!hidden).then(|| table.figure(at))))
        .collect()
}

/// What somebody finds who narrows what each figure can be by every row and column, over and over, until nothing more
/// comes of it.
fn narrowed(table: &Table, published: &Published, knows_small: Option<u32>) -> HashMap<At, (i64, i64)> {
    const FAR: i64 = 1 << 40;
    let mut bounds: HashMap<At, (i64, i64)> = table
        .all()
        .map(|at| match published[&at] {
            Some(figure) => (at, (i64::from(figure), i64::from(figure))),
            None => {
                let small = knows_small.filter(|least| table.figure(at) < *least);
                (at, (0, small.map_or(FAR, |least| i64::from(least) - 1)))
            }
        })
        .collect();
    let (rows, columns) = (table.rows(), table.columns());
    let of_rows = (0..=rows).map(|row| (0..=columns).map(|column| (row, column)).collect::<Vec<At>>());
    let of_columns = (0..=columns).map(|column| (0..=rows).map(|row| (row, column)).collect());
    let lines: Vec<Vec<At>> = of_rows.chain(of_columns).collect();
    loop {
        let mut any = false;
        for line in &lines {
            let (sum, parts) = line.split_last().unwrap();
            let total = |pick: fn((i64, i64)) -> i64, bounds: &HashMap<At, (i64, i64)>| {
                parts.iter().map(|at| pick(bounds[at])).sum::<i64>()
            };
            let (low, high) = (total(|b| b.0, &bounds), total(|b| b.1, &bounds));
            for at in line {
                let (own_low, own_high) = bounds[at];
                let (sum_low, sum_high) = bounds[sum];
                let found = if at == sum {
                    (low, high)
                } else {
                    (sum_low - (high - own_high), sum_high - (low - own_low))
                };
                let new = (own_low.max(found.0), own_high.min(found.1));
                any |= new != (own_low, own_high);
                bounds.insert(*at, new);
            }
        }
        if !any {
            return bounds;
        }
    }
}

/// Everything that any sum of rows and columns, each taken with a plus, a minus or not at all, says of hidden figures:
/// it fails where such a sum leaves hidden figures of one sign alone, and they come to less than the limit.
fn no_sum_tells(table: &Table, published: &Published, least: u32) -> Result<(), TestCaseError> {
    let (rows, columns) = (table.rows() + 1, table.columns() + 1);
    let lines = rows + columns;
    for number in 1..3_u32.pow(u32::try_from(lines).unwrap()) {
        let weight = |line: usize| i64::from(number / 3_u32.pow(u32::try_from(line).unwrap()) % 3) - 1;
        let mut left: Vec<(At, i64)> = Vec::new();
        for at in table.all().filter(|at| published[at].is_none()) {
            let sign = |of_sum: bool| if of_sum { -1 } else { 1 };
            let in_row = weight(at.0) * sign(at.1 == columns - 1);
            let in_column = weight(rows + at.1) * sign(at.0 == rows - 1);
            if in_row + in_column != 0 {
                left.push((at, in_row + in_column));
            }
        }
        let one_sign = left.iter().all(|(_, w)| *w > 0) || left.iter().all(|(_, w)| *w < 0);
        if left.is_empty() || !one_sign {
            continue;
        }
        let told: i64 = left.iter().map(|(at, w)| w.abs() * i64::from(table.figure(*at))).sum();
        prop_assert!(told >= i64::from(least), "{left:?} come to {told} in {table:?} of {published:?}");
    }
    Ok(())
}

/// Every table that this one could have been, by somebody who knows no figure to be larger than `most`; from each, what
/// each figure could be.
fn possible(table: &Table, published: &Published, most: u32) -> HashMap<At, (u32, u32)> {
    let inner: Vec<At> =
        table.all().filter(|(row, column)| *row < table.rows() && *column < table.columns()).collect();
    let mut seen: HashMap<At, (u32, u32)> = HashMap::new();
    let mut figures: HashMap<At, u32> = HashMap::new();
    fill(table, published, most, &inner, &mut figures, &mut seen);
    seen
}

fn fill(
    table: &Table,
    published: &Published,
    most: u32,
    left: &[At],
    figures: &mut HashMap<At, u32>,
    seen: &mut HashMap<At, (u32, u32)>,
) {
    let Some((at, rest)) = left.split_first() else {
        let areas: Vec<Vec<u32>> = (0..table.rows())
            .map(|row| (0..table.columns()).map(|column| figures[&(row, column)]).collect())
            .collect();
        let guess = Table::of(&areas, table.columns());
        if guess.all().all(|at| published[&at].is_none_or(|figure| figure == guess.figure(at))) {
            for at in guess.all() {
                let figure = guess.figure(at);
                let (low, high) = seen.get(&at).copied().unwrap_or((figure, figure));
                seen.insert(at, (low.min(figure), high.max(figure)));
            }
        }
        return;
    };
    let range = published[at].map_or(0..=most, |figure| figure..=figure);
    for figure in range {
        figures.insert(*at, figure);
        fill(table, published, most, rest, figures, seen);
    }
}

fn counts(rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> impl Strategy<Value = Table> {
    let figure = prop_oneof![3 => Just(0_u32), 4 => 0_u32..8, 2 => 5_u32..20, 2 => 0_u32..200];
    (rows, columns).prop_flat_map(move |(rows, columns)| {
        let row = prop::collection::vec(figure.clone(), columns);
        prop::collection::vec(row, rows).prop_map(move |areas| Table::of(&areas, columns))
    })
}

fn few() -> u32 {
    std::env::var("SAMPLATS_PUBLIC_TABLES").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: few(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_small_figure_can_be_narrowed(table in counts(1..9, 1..6), least in LEAST_MIN..12) {
        let published = published(&table, least);
        let (blind, told) = (narrowed(&table, &published, None), narrowed(&table, &published, Some(least)));
        for at in table.all() {
            match published[&at] {
                Some(figure) => prop_assert!(figure >= least && figure == table.figure(at)),
                None if table.figure(at) < least => {
                    prop_assert!(blind[&at].0 <= 0 && blind[&at].1 >= i64::from(least), "{at:?} {:?}", blind[&at]);
                    prop_assert!(told[&at].0 <= 0 && told[&at].1 >= i64::from(least) - 1, "{at:?} {:?}", told[&at]);
                }
                None => prop_assert!(blind[&at].1 - blind[&at].0 >= i64::from(least), "{at:?} {:?}", blind[&at]),
            }
        }
    }

    #[test]
    fn no_sum_or_difference_tells_of_few(table in counts(1..5, 1..4), least in LEAST_MIN..10) {
        no_sum_tells(&table, &published(&table, least), least)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: few() / 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// The network's answer is what trying everything finds.
    #[test]
    fn the_network_finds_what_trying_everything_finds(
        areas in prop::collection::vec(prop::collection::vec(0_u32..7, 2), 2..=2),
        also in prop::collection::vec(any::<bool>(), 9),
        least in LEAST_MIN..8,
    ) {
        const MORE: u32 = 2;
        let table = Table::of(&areas, 2);
        // No figure goes up by more than all the others together can go down, unless it goes up with their sums.
        let far = areas.iter().flatten().sum::<u32>() + MORE;
        let mut network = Network::of(&table, least);
        for (at, _) in table.all().zip(&also).filter(|(_, also)| **also) {
            network.hide(at);
        }
        let published: Published =
            table.all().map(|at| (at, (!network.is_hidden(at)).then(|| table.figure(at)))).collect();
        let tried = possible(&table, &published, far);
        for at in table.all().filter(|at| published[at].is_none()) {
            let figure = table.figure(at);
            let up = network.reach(at, Way::Up, Knows::Nothing, MORE);
            let down = network.reach(at, Way::Down, Knows::Nothing, u32::MAX);
            prop_assert_eq!(figure - down, tried[&at].0);
            prop_assert_eq!(figure + up, tried[&at].1.min(figure + MORE));
        }
    }

    /// Every table that a published one could have been is gone through.
    #[test]
    fn of_every_table_that_it_could_have_been_none_is_ruled_out(
        areas in prop::collection::vec(prop::collection::vec(prop_oneof![0_u32..4, 0_u32..10], 2), 2..=2),
    ) {
        let table = Table::of(&areas, 2);
        let published = published(&table, LEAST_MIN);
        let tried = possible(&table, &published, 14);
        for at in table.all().filter(|at| published[at].is_none() && table.figure(*at) < LEAST_MIN) {
            prop_assert!(tried[&at].0 == 0 && tried[&at].1 >= LEAST_MIN, "{at:?} {:?} {table:?}", tried[&at]);
        }
    }
}

/// Of a real table: what it is published as, checked apart from what made it.
pub(crate) fn assert_protected(table: &Table, least: u32) -> usize {
    let published = published(table, least);
    let (blind, told) = (narrowed(table, &published, None), narrowed(table, &published, Some(least)));
    for at in table.all().filter(|at| published[at].is_none() && table.figure(*at) < least) {
        assert!(blind[&at].0 <= 0 && blind[&at].1 >= i64::from(least), "{at:?} {:?}", blind[&at]);
        assert!(told[&at].0 <= 0 && told[&at].1 >= i64::from(least) - 1, "{at:?} {:?}", told[&at]);
    }
    published.values().flatten().count()
}

#[test]
fn a_single_small_figure_takes_others_with_it_so_that_each_row_and_column_has_two() {
    let table = Table::of(&[vec![3, 40, 50], vec![20, 30, 60], vec![70, 80, 90]], 3);
    let hidden: Vec<At> = table.all().zip(hidden(&table, 8)).filter(|(_, h)| *h).map(|(at, _)| at).collect();
    assert_eq!(hidden, [(0, 0), (0, 3), (1, 0), (1, 3)]);
}

#[test]
fn of_a_city_with_nothing_in_it_nothing_is_shown() {
    for areas in [vec![], vec![vec![0, 0]], vec![vec![1, 2], vec![3, 0]]] {
        let table = Table::of(&areas, 2);
        assert!(hidden(&table, 8).iter().all(|hidden| *hidden), "{table:?}");
    }
}

/// As many hexagons as a city has, most of them with little.
#[test]
fn a_whole_city_is_protected_in_no_time() {
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % below).unwrap()
    };
    let areas: Vec<Vec<u32>> = (0..900)
        .map(|hexagon| (0..4).map(|_| if hexagon % 9 == 0 { draw(40) } else { draw(3) }).collect())
        .collect();
    let table = Table::of(&areas, 4);
    let published = published(&table, 8);
    let shown = published.values().flatten().count();
    assert!(shown > 250, "{shown} figures are shown");
    for (at, (low, high)) in narrowed(&table, &published, None) {
        assert!(table.figure(at) >= 8 || low <= 0 && high >= 8, "{at:?}");
    }
}
