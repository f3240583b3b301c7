//! Trouble: what goes wrong in one run, and when.

use super::run::Run;
use crate::register::simulated::Odds;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How much of what.
pub struct Trouble {
    events: u64,
    odds: Odds,
}

impl Trouble {
    /// Some runs are calm, some are not.
    pub fn of(run: &Run) -> Self {
        let up_to = |most| run.below(most);
        let odds = Odds {
            lost_call: up_to(60),
            silence: up_to(8),
            lost_commit: up_to(60),
            lost_answer: up_to(80),
            slow_standby: up_to(60),
            lost_bell: up_to(500),
            doubled_bell: up_to(500),
        };
        Self { events: 4 + up_to(9), odds }
    }
}

const TEN_MINUTES_MS: i64 = 600_000;

/// Makes trouble for a while.
pub async fn trouble(run: Arc<Run>, trouble: Trouble) {
    run.database.set_odds(trouble.odds);
    let instances = run.instances.lock().expect("whole").len();
    let mut promotions = 0;
    for _ in 0..trouble.events {
        sleep(Duration::from_millis(run.below(3_000))).await;
        let number = run.below(instances as u64) as usize;
        match run.below(12) {
            0..3 => restart(&run, number).await,
            3 => {
                run.tell("the primary dies");
                run.database.crash_primary();
                sleep(Duration::from_millis(run.below(4_000))).await;
                run.database.start_primary();
            }
            4 | 5 if promotions < 2 => {
                promotions += 1;
                fail_over(&run, instances).await;
            }
            6 | 7 => cut(&run, number).await,
            8 => {
                run.tell(&format!("instance {number} finds the primary"));
                run.database.reroute(number);
            }
            9 => turn(&run, TEN_MINUTES_MS),
            10 => turn(&run, -TEN_MINUTES_MS),
            _ => sleep(Duration::from_secs(20)).await,
        }
    }
}

/// Killed in the middle of whatever it is doing, and started again.
async fn restart(run: &Arc<Run>, number: usize) {
    run.kill(number);
    sleep(Duration::from_millis(run.below(5_000))).await;
    run.start(number).await;
}

/// The standby is promoted, with or without the primary being dead; some instances do not hear of it
/// for a while.
async fn fail_over(run: &Arc<Run>, instances: usize) {
    if run.below(2) == 0 {
        run.database.crash_primary();
    }
    let stay: Vec<usize> = (0..instances).filter(|_| run.below(3) == 0).collect();
    run.database.fail_over(&stay);
    run.tell(&format!("the standby is promoted at {}; {stay:?} stay behind", run.database.head().seq));
    let late = run.clone();
    tokio::spawn(async move {
        sleep(Duration::from_millis(late.below(9_000))).await;
        stay.into_iter().for_each(|number| late.database.reroute(number));
    });
}

/// An instance reaches nothing for up to a minute and a half.
async fn cut(run: &Arc<Run>, number: usize) {
    run.tell(&format!("instance {number} is cut off"));
    run.database.connect(number, false);
    sleep(Duration::from_millis(run.below(90_000))).await;
    run.database.connect(number, true);
    run.tell(&format!("instance {number} is connected"));
}

fn turn(run: &Run, by_ms: i64) {
    run.tell(&format!("the clocks jump by {by_ms} ms"));
    run.database.turn_clocks(by_ms);
}
