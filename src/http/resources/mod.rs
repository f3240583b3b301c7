//! The resources, a file per noun. Each handler reads the request, asks the index or submits one
//! command, and renders what this caller may see.

mod addresses;
pub mod areas;
pub mod changes;
mod codes;
mod coordination;
mod designations;
pub mod desk;
mod disclosures;
mod documents;
mod erasures;
mod filings;
mod history;
pub mod incident;
mod locate;
mod me;
mod measures;
mod news;
mod objections;
mod one;
pub mod own;
mod parties;
mod photos;
mod place_counts;
pub mod places;
mod presences;
mod publications;
pub mod reads;
pub mod register;
pub mod reports;
pub mod retention;
mod rounds;
mod settings;
pub mod shared;
mod sharing;
mod sheet;
pub mod sites;
pub mod statistics;
mod waiting;
mod weekly;

use super::state::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The table of contents.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(locate::locate))
        .routes(routes!(reports::list_reports, reports::create_report))
        .routes(routes!(reports::find_report))
        .routes(routes!(reports::triage_report))
        .routes(routes!(reports::put_back_report))
        .routes(routes!(reports::set_report_class))
        .routes(routes!(places::list_places, places::create_place))
        .routes(routes!(places::find_place, places::edit_place))
        .routes(routes!(places::set_place_status))
        .routes(routes!(objections::object_to_place))
        .routes(routes!(objections::uphold_place))
        .routes(routes!(places::merge_place))
        .routes(routes!(places::split_place))
        .routes(routes!(places::take_back_place))
        .routes(routes!(places::set_place_party))
        .routes(routes!(places::list_place_neighbours))
        .routes(routes!(places::list_place_reports))
        .routes(routes!(places::find_place_rhythm))
        .routes(routes!(sheet::find_place_sheet))
        .routes(routes!(sharing::find_sharing))
        .routes(routes!(sharing::find_place_sharing))
        .routes(routes!(sharing::find_report_sharing))
        .routes(routes!(disclosures::hand_out_place))
        .routes(routes!(disclosures::list_disclosures))
        .routes(routes!(disclosures::list_place_disclosures))
        .routes(routes!(disclosures::list_report_disclosures))
        .routes(routes!(history::find_place_history))
        .routes(routes!(history::find_report_history))
        .routes(routes!(history::find_site_history))
        .routes(routes!(place_counts::count_places))
        .routes(routes!(weekly::find_weekly_list))
        .routes(routes!(coordination::propose_coordination))
        .routes(routes!(coordination::accept_coordination))
        .routes(routes!(coordination::decline_coordination))
        .routes(routes!(coordination::hand_over_coordination))
        .routes(routes!(sites::list_sites))
        .routes(routes!(sites::find_site))
        .routes(routes!(sites::set_site_relation))
        .routes(routes!(sites::draw_site))
        .routes(routes!(areas::draw_area))
        .routes(routes!(addresses::find_addresses))
        .routes(routes!(areas::list_areas))
        .routes(routes!(areas::find_area))
        .routes(routes!(parties::list_parties))
        .routes(routes!(parties::find_party, parties::put_party))
        .routes(routes!(codes::list_codes))
        .routes(routes!(codes::find_code, codes::put_code))
        .routes(routes!(settings::list_settings))
        .routes(routes!(settings::find_setting, settings::put_setting))
        .routes(routes!(designations::list_designations, designations::add_designation))
        .routes(routes!(designations::find_designation))
        .routes(routes!(designations::end_designation))
        .routes(routes!(designations::try_designation))
        .routes(routes!(measures::list_measures, measures::add_measure))
        .routes(routes!(measures::find_measure))
        .routes(routes!(measures::close_measure))
        .routes(routes!(measures::restate_measure))
        .routes(routes!(photos::list_photos, photos::add_photo))
        .routes(routes!(photos::find_photo))
        .routes(routes!(photos::find_large_photo))
        .routes(routes!(photos::find_small_photo))
        .routes(routes!(photos::check_photo))
        .routes(routes!(erasures::remove_photo))
        .routes(routes!(rounds::list_rounds, rounds::create_round))
        .routes(routes!(rounds::find_round, rounds::edit_round))
        .routes(routes!(rounds::list_known_at_stops))
        .routes(routes!(erasures::erase_round))
        .routes(routes!(rounds::list_walks, rounds::add_walk))
        .routes(routes!(rounds::find_walk))
        .routes(routes!(rounds::find_place_effort))
        .routes(routes!(presences::list_presences, presences::add_presence))
        .routes(routes!(presences::find_presence))
        .routes(routes!(presences::withdraw_presence))
        .routes(routes!(publications::publish))
        .routes(routes!(publications::try_publication))
        .routes(routes!(publications::find_publication))
        .routes(routes!(publications::withdraw_publication))
        .routes(routes!(documents::find_place_document))
        .routes(routes!(documents::answer_place_request))
        .routes(routes!(documents::find_report_document))
        .routes(routes!(documents::answer_report_request))
        .routes(routes!(documents::list_document_requests))
        .routes(routes!(documents::find_document_request))
        .routes(routes!(filings::list_filings, filings::add_filing))
        .routes(routes!(filings::find_filing))
        .routes(routes!(filings::withdraw_filing))
        .routes(routes!(statistics::list_statistics))
        .routes(routes!(own::find_own_data))
        .routes(routes!(own::put_own_details))
        .routes(routes!(own::ask_to_be_forgotten, own::ask_no_more))
        .routes(routes!(own::forget_reporter))
        .routes(routes!(me::list_my_reports))
        .routes(routes!(me::list_my_sites))
        .routes(routes!(me::list_my_duties))
        .routes(routes!(waiting::list_waiting))
        .routes(routes!(news::list_news))
        .routes(routes!(desk::find_desk))
        .routes(routes!(desk::mark_place))
        .routes(routes!(desk::read_news))
        .routes(routes!(changes::list_changes))
        .routes(routes!(register::verify_register))
        .routes(routes!(register::find_register_stats))
        .routes(routes!(register::list_kept_aside))
        .routes(routes!(incident::find_incident_package))
        .routes(routes!(reads::list_reads))
        .routes(routes!(reads::find_reads_file))
        .routes(routes!(erasures::erase_report))
        .routes(routes!(erasures::erase_place))
        .routes(routes!(erasures::erase_measure))
        .routes(routes!(erasures::list_erasures))
        .routes(routes!(retention::list_retention_rules))
        .routes(routes!(retention::find_retention_rule, retention::put_retention_rule))
        .routes(routes!(retention::list_retention_runs, retention::begin_retention_run))
        .routes(routes!(retention::find_retention_run))
}
