//! Opens a demo's register: puts the city on stage where there is none, and makes its log-ins.

use crate::accounts::scope::{Scope, Scopes};
use crate::accounts::{NewAccount, NewToken, system_clock};
use crate::app::{self, Opened};
use crate::demo::logins::{PASSWORD, base_map, logins};
use crate::demo::stage::{desk, hang, nature, stage, weed};
use crate::domain::access::Role;
use crate::domain::desk::Mark;
use crate::http::state::City;
use crate::photos::Photos;
use crate::register::Register;
use crate::said::aside;
use jiff::Timestamp;
use std::path::PathBuf;

/// What the demo's only program is for, and for how long it may ask.
const PROGRAM: (&str, u32) = ("Stadens kartverktyg (GIS)", 365);

/// Where a city is to stand.
pub struct Ground {
    /// Which city.
    pub seed: u64,
    /// It stands there already.
    pub is_complete: bool,
    /// Its register.
    pub register: Box<dyn Register>,
    /// Its photos.
    pub photos: Photos,
    /// Where its archive packages lie.
    pub archive: PathBuf,
}

/// Opens the city, as a service that nobody can reach yet.
///
/// # Errors
/// A sentence: the register, the photos' store or the archive refuses.
pub async fn open(ground: Ground) -> anyhow::Result<Opened> {
    let Ground { seed, is_complete, register, photos, archive } = ground;
    let (nature, clock) = nature(seed);
    let opened = app::start(register, nature, system_clock(), false, async |engine| {
        let city = if is_complete {
            crate::demo::city(seed)
        } else {
            aside!("Putting the city on stage: a year of reports, places and decisions …");
            let now = Timestamp::now();
            let city = stage(engine, &clock, seed, now).await?.city;
            hang(engine, &photos).await?;
            weed(engine, &archive, now).await?;
            city
        };
        let base_map = Some(base_map(&city));
        let (archive, photos) = (Some(archive.clone()), Some(photos.clone()));
        Ok(City { name: city.name.to_owned(), demo: true, base_map, archive, photos, ..City::default() })
    })
    .await?;
    if opened.app.accounts().is_first_run() {
        make_accounts(&opened).await?;
        lay_desks(&opened).await?;
        let (label, days) = PROGRAM;
        let party = crate::cli::user::party(&opened.app, crate::demo::parties::CITY_EXECUTIVE)?;
        let (role, scopes) = (Role::Reader, Scopes::only(Scope::Read));
        let token =
            NewToken { party, role, unit: None, scopes, label: Some(label.to_owned()), days, until: None };
        opened.app.accounts().create_token(opened.app.engine(), token).await?;
    }
    Ok(opened)
}

async fn make_accounts(opened: &Opened) -> anyhow::Result<()> {
    let (accounts, engine) = (opened.app.accounts(), opened.app.engine());
    for login in logins() {
        let new = NewAccount {
            login: login.login.to_owned(),
            party: Some(crate::cli::user::party(&opened.app, login.party)?),
            role: login.role,
            unit: login.unit.map(str::to_owned),
            function: None,
            password: PASSWORD.to_owned(),
        };
        accounts.create_known_account(engine, login.account, new).await?;
    }
    Ok(())
}

/// Everybody follows some places, has muted one, and was last here a week ago.
async fn lay_desks(opened: &Opened) -> anyhow::Result<()> {
    let (accounts, engine) = (opened.app.accounts(), opened.app.engine());
    for login in logins() {
        let desk = desk(&engine.snapshot(), &login, Timestamp::now())?;
        for (places, mark) in [(desk.followed, Mark::Followed), (desk.muted, Mark::Muted)] {
            for place in places {
                accounts.mark(engine, login.account, place, Some(mark)).await?;
            }
        }
        if let Some(until) = desk.read_until {
            accounts.read_until(engine, login.account, until).await?;
        }
    }
    Ok(())
}
