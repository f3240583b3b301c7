//! What stands before anybody reports: codes, areas, parties, sites, and what the city has decided for itself.

use crate::demo::city::{City, DatedUnion, LocalPoliceArea, SiteGeometry};
use crate::demo::parties::{DemoParty, PROPERTY_OFFICE, PartyKind as DemoKind, TRAFFIC_OFFICE, parties};
use crate::domain::area::{AreaKind, Cover};
use crate::domain::building::BuildingKind;
use crate::domain::codes;
use crate::domain::command::{
    AddressDraft, AreaDraft, BuildingDraft, CodeDraft, Command, DesignationDraft, FaultChannelDraft,
    PartyDraft, SiteDraft,
};
use crate::domain::party::{PartyKind, SiteGroup, Unit};
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use crate::space::{Crs, GeometryLimits, LonLat, Shape, geometry};
use anyhow::{Context, Result, anyhow};
use geo::{LineString, Point, Polygon};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// Problem types that the traffic office mends.
const MENDED: [&str; 3] = ["graffiti", "extensive_littering", "dumped_waste"];

/// The day the invented city got its eleven districts.
pub const DISTRICTS_SINCE: Date = date(2023, 7, 1);

/// A position of the city as the domain keeps positions.
///
/// # Errors
/// It is not a position, which no invented city has.
pub fn position(point: Point) -> Result<LonLat> {
    LonLat::new(point.x(), point.y()).map_err(|fault| anyhow!("a position of the city: {fault:?}"))
}

/// A geometry of the city as the domain keeps shapes, through the door everything from outside comes through.
///
/// # Errors
/// It is not valid, which no invented city's is.
pub fn shape(geometry: &SiteGeometry) -> Result<Shape> {
    match geometry {
        SiteGeometry::Point(point) => Ok(Shape::Point(position(*point)?)),
        SiteGeometry::Polygon(polygon) => polygon_shape(polygon),
    }
}

fn polygon_shape(polygon: &Polygon) -> Result<Shape> {
    let ring = |line: &LineString| -> Value { line.0.iter().map(|p| json!([p.x, p.y])).collect() };
    let rings: Value = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
    let limits = GeometryLimits { max_vertices: 100_000, points: false, polygons: true, max_area_m2: None };
    let read = geometry::read(&json!({ "type": "Polygon", "coordinates": rings }), Crs::Wgs84, &limits);
    Ok(read.map_err(|faults| anyhow!("ground of the city: {faults:?}"))?.shape)
}

/// The codes of a fresh installation.
pub fn codes() -> Command {
    Command::PutCodes(codes::fresh().into_iter().map(CodeDraft::from).collect())
}

/// What the traffic office mends, and where that is told of: on a page and a number that nobody has.
pub fn fault_channels() -> Command {
    let channel = FaultChannelDraft {
        party: TRAFFIC_OFFICE.to_owned(),
        web: Some("https://felanmalan.sagostad.example".to_owned()),
        phone: Some("08-465 004 10".to_owned()),
    };
    let mended = codes::fresh().into_iter().filter(|code| MENDED.contains(&code.code.as_str()));
    let told = |code| CodeDraft { fault_channel: Some(channel.clone()), ..CodeDraft::from(code) };
    Command::PutCodes(mended.map(told).collect())
}

/// Districts and neighbourhoods.
///
/// # Errors
/// A boundary is not valid.
pub fn districts(city: &City) -> Result<Command> {
    let area = |kind, code: &str, name: &str, polygon: &Polygon| -> Result<AreaDraft> {
        let boundary = polygon_shape(polygon).with_context(|| format!("the boundary of {name}"))?;
        Ok(AreaDraft {
            kind,
            code: Some(code.to_owned()),
            name: name.to_owned(),
            source_id: code.to_owned(),
            cover: Cover::Polygons(boundary),
            from: Some(DISTRICTS_SINCE),
            until: None,
        })
    };
    let districts = city.districts.iter().map(|d| area(AreaKind::District, &d.code, d.name, &d.polygon));
    let parts =
        city.neighbourhoods.iter().map(|n| area(AreaKind::Neighbourhood, &n.code, n.name, &n.polygon));
    Ok(Command::PutAreas(districts.chain(parts).collect::<Result<_>>()?))
}

/// The local police areas as unions of neighbourhoods: those in force, or those that were before.
///
/// # Errors
/// A neighbourhood is not in the register.
pub fn police_areas(city: &City, world: &Snapshot, in_force: bool) -> Result<Command> {
    let dated = city.local_police_areas.iter().flat_map(|area| area.unions.iter().map(move |u| (area, u)));
    let drafts = dated
        .filter(|(_, union)| union.valid_to.is_none() == in_force)
        .map(|(area, union)| police_area(world, area, union));
    Ok(Command::PutAreas(drafts.collect::<Result<_>>()?))
}

fn police_area(world: &Snapshot, area: &LocalPoliceArea, union: &DatedUnion) -> Result<AreaDraft> {
    let neighbourhood = |code: &String| {
        let found = world.area_by_source(AreaKind::Neighbourhood, code);
        found.map(|area| area.id).with_context(|| format!("neighbourhood {code} is missing"))
    };
    let parts = union.neighbourhoods.iter().map(neighbourhood).collect::<Result<_>>()?;
    Ok(AreaDraft {
        kind: AreaKind::LocalPoliceArea,
        code: Some(area.code.to_owned()),
        name: area.name.to_owned(),
        source_id: format!("{}/{}", area.code, union.valid_from),
        cover: Cover::Union(parts),
        from: Some(union.valid_from),
        until: union.valid_to,
    })
}

/// The parties of the agreement.
pub fn the_parties() -> Command {
    Command::PutParties(parties().iter().map(party).collect())
}

fn party(party: &DemoParty) -> PartyDraft {
    let unit = |unit: &crate::demo::Unit| Unit {
        code: unit.code.to_owned(),
        name: unit.name.to_owned(),
        social_services: unit.social_services,
    };
    let group = |group: &crate::demo::SiteGroup| SiteGroup {
        code: group.code.to_owned(),
        name: group.name.to_owned(),
    };
    PartyDraft {
        code: party.code.to_owned(),
        name: party.name.clone(),
        kind: kind(party.kind),
        areas: Some(party.area.clone().into_iter().collect()),
        function: party.coordinating_function.map(str::to_owned),
        logs_in: Some(party.has_login),
        units: Some(party.units.iter().map(unit).collect()),
        site_groups: Some(party.site_groups.iter().map(group).collect()),
    }
}

fn kind(kind: DemoKind) -> PartyKind {
    match kind {
        DemoKind::DistrictAdministration => PartyKind::DistrictAdministration,
        DemoKind::Police => PartyKind::Police,
        DemoKind::CityOffice => PartyKind::CityOffice,
        DemoKind::PropertyCompany => PartyKind::PropertyCompany,
        DemoKind::CityExecutive => PartyKind::CityExecutive,
        DemoKind::Other => PartyKind::Other,
    }
}

/// Schools, housing, parks, streets, squares and stations, with who runs them.
///
/// # Errors
/// A site's ground is not valid.
pub fn sites(city: &City) -> Result<Command> {
    let not_empty = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let drafts = city.sites.iter().map(|site| {
        Ok(SiteDraft {
            source_id: site.code.clone(),
            code: Some(site.code.clone()),
            name: site.name.clone(),
            kind: site.kind.code().to_owned(),
            group: not_empty(site.group),
            property_designation: not_empty(&site.property_designation),
            shape: shape(&site.geometry).with_context(|| format!("the ground of {}", site.name))?,
            manager: Some(site.manager.to_owned()),
            land_owner: site.land_owner.map(str::to_owned),
        })
    });
    Ok(Command::PutSites(drafts.collect::<Result<_>>()?))
}

/// Streets and numbers.
///
/// # Errors
/// An address is nowhere, which no invented city's is.
pub fn addresses(city: &City) -> Result<Command> {
    let drafts = city.addresses().into_iter().map(|address| {
        Ok(AddressDraft {
            source_id: format!("{} {}", address.street, address.number),
            number: Some(address.number.to_string()),
            postal_code: None,
            locality: Some(city.name.to_owned()),
            position: position(address.point)?,
            street: address.street,
        })
    });
    Ok(Command::PutAddresses(drafts.collect::<Result<_>>()?))
}

/// Homes along the streets, by their footprints.
///
/// # Errors
/// A footprint is not valid, which no invented city's is.
pub fn buildings(city: &City) -> Result<Command> {
    let drafts = city.homes().into_iter().map(|home| {
        Ok(BuildingDraft {
            source_id: home.code,
            kind: if home.has_apartments { BuildingKind::Apartments } else { BuildingKind::OneFamilyHouse },
            shape: polygon_shape(&home.footprint)?,
        })
    });
    Ok(Command::PutBuildings(drafts.collect::<Result<_>>()?))
}

/// What the city has decided about who is asked first.
pub fn designation() -> Command {
    Command::AddDesignation(DesignationDraft {
        area: None,
        problem_type: Some("unlawful_settlement".to_owned()),
        site_kind: Some("park".to_owned()),
        party: PROPERTY_OFFICE.to_owned(),
        decision: "Stadens gemensamma rutin för olovliga bosättningar på parkmark".to_owned(),
        from: None,
        until: None,
    })
}
