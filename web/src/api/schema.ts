/** Generated from the contract of the server by `npm run schema`; not to be changed by hand. */

export interface paths {
  '/api/access-review': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who may get in, with when it was last used, and when that was last gone through. */
    get: operations['find_access_review'];
    put?: never;
    /**
     * Writes down that all of it was gone through: each is confirmed or ended, and what has come since the list was read is
     *     refused as left out. What is ended is out at once.
     */
    post: operations['record_access_review'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/addresses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Addresses and sites that have every word of a text or begin with it, the likeliest first, for everyone with a
     *     log-in: sites first, also those with it within a word of their name, then streets that begin with what was typed, numbers as
     *     along the street.
     */
    get: operations['find_addresses'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/areas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Areas, by kind and code, without their ground. */
    get: operations['list_areas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/areas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One area, with its ground. */
    get: operations['find_area'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/areas/{id}/geometry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Says what an area covers, drawn by hand. A file that is imported again puts back what it says. */
    put: operations['draw_area'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/background/{z}/{row}/{col}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One tile of the background map. The same for everybody who is logged in; row before column. */
    get: operations['find_background_tile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Changes the caller sees since a cursor. With `Accept: text/event-stream` the same as events, for as long as the
     *     caller listens; `event: start-over` says that the lists are to be read again, as `start_over` does.
     */
    get: operations['list_changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/codes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All codes with their words, by list and position; also those that can no longer be chosen. */
    get: operations['list_codes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/codes/{list}/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One code, also when it can no longer be chosen. */
    get: operations['find_code'];
    /** Puts a code into a list, or changes it. A code is never taken away; it ends on a day. */
    put: operations['put_code'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/designations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All designation rules. */
    get: operations['list_designations'];
    put?: never;
    /** Adds a designation rule. */
    post: operations['add_designation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/designations/dry-run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a rule would have meant for the newest reports. It is checked as when it is added, and nothing is written. */
    post: operations['try_designation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/designations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One designation rule. */
    get: operations['find_designation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/designations/{id}/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends a rule on a day, or corrects the day it ends. A rule is never taken away: places may rest on it. */
    post: operations['end_designation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/disclosures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that was handed on of what the caller's organisation made, the newest first; for who speaks for it. To
     *     administrators, of all that they see in full. To others the list is empty.
     */
    get: operations['list_disclosures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/document-requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Requests that the caller's party has answered, the newest first. */
    get: operations['list_document_requests'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/document-requests/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One answer, and the document as it was given out: what was withheld is not in it. */
    get: operations['find_document_request'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/erasures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has been erased, the newest first: by the retention, and by hand what an administrator sees any of. For administrators alone. */
    get: operations['list_erasures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/exports/{layer}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A list as a file, as this caller sees it; with `as_of` as the register stood then, as far as the sharing of then
     *     and that of now both let it be seen.
     * @description One export at a time for each account or token, and two for each party (429); one reading of the past at a time for
     *     each instance (503 with `Retry-After`).
     */
    get: operations['export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/filings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where decisions lie, of all that the caller sees in full, the newest first. */
    get: operations['list_filings'];
    put?: never;
    /**
     * Writes down where a decision lies: for a place and its measures a coordinator who sees all of it, for what holds in the
     *     whole city an administrator.
     */
    post: operations['add_filing'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/filings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where one decision lies. */
    get: operations['find_filing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/filings/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes a filing back that the caller's party wrote. */
    post: operations['withdraw_filing'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Imports a file.
     * @description All or nothing, unless `skip_bad`; the same file again changes nothing. By an administrator, reports also by a
     *     coordinator of the party they come from.
     */
    post: operations['import_file'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/layers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the map shows, in words of both languages, how it looks, and between which zooms it exists. */
    get: operations['list_layers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/locate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is here: district, sites with their managers, known places, and who should coordinate. */
    get: operations['locate'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who one is, for which party, and what one may do. */
    get: operations['find_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is held about the caller, and nothing of anybody else's. */
    get: operations['find_own_data'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/desk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is on the caller's own desk. Nobody else sees it. */
    get: operations['find_desk'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/desk/places/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Follows a place, mutes it, or neither. Programs have no desk: 409. */
    put: operations['mark_place'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/desk/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Says until when the caller has read what is new. It is never unread again. Programs have no desk: 409. */
    put: operations['read_news'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/details': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Corrects what is written of one's own account. Log-in, party and role are an administrator's or an identity provider's. */
    put: operations['put_own_details'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/duties': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What waits for the caller's party: questions to answer, coordinators to name, reports to triage, objections that
     *     its next weekly check takes up, and measures to review.
     */
    get: operations['list_my_duties'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/forget': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks that one's reports be no longer known as one's own, before the retention sees to that. An administrator decides. */
    post: operations['ask_to_be_forgotten'];
    /** No longer asks for it. */
    delete: operations['ask_no_more'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/news': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What has happened since the caller last read what is new, at the places that the caller sees. Muted places are left
     *     out.
     */
    get: operations['list_news'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets another password for one's own account. One's other sessions end. */
    post: operations['set_own_password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The reports this account has sent, the newest first, with what came of each. */
    get: operations['list_my_reports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/second-factor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A secret for a phone to know. It counts once its first code has been sent. */
    post: operations['begin_second_factor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/second-factor/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turns the second factor on, with a first code of it. One's other sessions end. */
    post: operations['confirm_second_factor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/second-factor/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turns one's second factor off. One's other sessions end. */
    post: operations['remove_second_factor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own sessions that go on; a program has none. */
    get: operations['list_my_sessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends one of one's own sessions, on every instance within two seconds. One that is not there has ended already. */
    delete: operations['end_my_session'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/sites': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The sites the caller's party manages or owns the land of, in all districts. */
    get: operations['list_my_sites'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/triage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Reports that wait for the caller to decide, put together: with the place that they seem to belong to, else with those
     *     within 50 m and 12 weeks. A suggestion; each report is decided about by somebody.
     */
    get: operations['list_waiting'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/measures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The measures of a place that the caller sees in full, or of all such places. */
    get: operations['list_measures'];
    put?: never;
    /**
     * Writes down what a party does at a place: a small immediate activity, flagged so. Some types must state more, as their
     *     particulars say; and a type that is a step (`step_at`) is taken at places of some problem types only, on the day `starts`,
     *     without words, and is closed from the start.
     */
    post: operations['add_measure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/measures/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One measure. */
    get: operations['find_measure'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/measures/{id}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says that a measure is done. */
    post: operations['close_measure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/measures/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases a measure, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
     *     that wrote it down.
     */
    post: operations['erase_measure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/measures/{id}/restate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** States anew what the measure's type asks, as after a review: all of it. */
    post: operations['restate_measure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/parties': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All parties, by code. Many at once are put in from a file, by `POST /api/imports?what=parties`. */
    get: operations['list_parties'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/parties/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One party. */
    get: operations['find_party'];
    /**
     * Puts a party in, or changes it, with its units and site groups. What is left out stays as it is. A party is never
     *     taken away.
     */
    put: operations['put_party'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/phone-links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The links that one may give out, by id. */
    get: operations['list_phone_links'];
    put?: never;
    /** Makes a link. Its secret is in the answer and nowhere else, so a repeated request makes another. */
    post: operations['create_phone_link'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/phone-links/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revokes a link; the phones that it has bound are out at once. */
    delete: operations['revoke_phone_link'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The photos of a report, or of the reports of a place, that the caller sees, the newest first. */
    get: operations['list_photos'];
    put?: never;
    /**
     * Adds a photo to a report of one's own organisation. Nothing of the file is kept but what can be seen on it; until
     *     a coordinator of the organisation has checked it, nobody else learns of it. 200 MiB are taken from one sender in a day.
     */
    post: operations['add_photo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is known of one photo. */
    get: operations['find_photo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos/{id}/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Says that a photo shows nobody: a coordinator of the organisation it comes from. From then on it is seen by who
     *     sees all of its report.
     */
    post: operations['check_photo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos/{id}/large': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The photo to look at, with a longest side of at most 1 600 pixels. */
    get: operations['find_large_photo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos/{id}/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes a photo away, for good: its origin's coordinator, an administrator, or who sent the report for as long as
     *     nobody has checked it. The reason stays.
     */
    post: operations['remove_photo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/photos/{id}/small': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The photo to find by, with a longest side of at most 320 pixels. */
    get: operations['find_small_photo'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/place-counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many places of a problem type there were in each district on days gone by, of those the caller may see now and
     *     could have seen then.
     */
    get: operations['count_places'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Places this caller sees, the newest first. */
    get: operations['list_places'];
    put?: never;
    /** Decides that there is a place: from a geometry, or from the reports it is made from. */
    post: operations['create_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One place, as far as this caller sees it. */
    get: operations['find_place'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes what is said of a place. A new geometry is a move. */
    patch: operations['edit_place'];
    trace?: never;
  };
  '/api/places/{id}/coordination/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says yes to coordinating a place, or volunteers. */
    post: operations['accept_coordination'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/coordination/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says no to coordinating a place, with a reason. */
    post: operations['decline_coordination'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/coordination/hand-over': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The holder asks another party to take over, and holds on until it has accepted. */
    post: operations['hand_over_coordination'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/coordination/propose': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks a party to coordinate a place. */
    post: operations['propose_coordination'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/disclosures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** To whom a place was handed on, the newest first: for who speaks for the organisation that made it, and for administrators. */
    get: operations['list_place_disclosures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/document': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A place as a document, with what the rules would withhold of it: for who answers for a party that holds it. */
    get: operations['find_place_document'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/document-requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes down how a request for a place was answered, decided on the place as it was read. A coordinator or an
     *     administrator of a party that holds all of it.
     */
    post: operations['answer_place_request'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/effort': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How much has been looked at a place in the last two years, as far as the caller may know of it. */
    get: operations['find_place_effort'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases a place, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
     *     that made it. A place that is worked on is not erased whole; its measures go with it, its reports stay.
     */
    post: operations['erase_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/hand-out': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Writes down that something of a place was given out to a party, outside the service: the sheet, or a file. */
    post: operations['hand_out_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to a place, the newest first. */
    get: operations['find_place_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/merge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends a place that is the same as another; its reports follow. */
    post: operations['merge_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/neighbours': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The sites that adjoin a place, with who manages and who owns them. */
    get: operations['list_place_neighbours'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/object': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Objects, for a party of the place, to its being set dormant or dismissed. The next weekly check of its district takes
     *     it up.
     */
    post: operations['object_to_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/parties': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirms a party of a place, changes how much it sees, or takes it away. */
    post: operations['set_place_party'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The reports of a place that this caller sees, the newest first. */
    get: operations['list_place_reports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/rhythm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** When things are seen at a place: its reports by week and by hour of the day, of those this caller sees. */
    get: operations['find_place_rhythm'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/sharing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who sees a place, and who would in each class that the caller may give it; of what the caller sees in full. */
    get: operations['find_place_sharing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/sheet': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A place as a party's readers see it, of what the caller sees in full; the caller's own party as far as it sees it. */
    get: operations['find_place_sheet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/split': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends a place that is really several; each report follows the part that names it, or the nearest. */
    post: operations['split_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Moves a place on in the work. */
    post: operations['set_place_status'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/take-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes back the merge or the split that ended a place: for who made it, a quarter of an hour long, while no place of it
     *     has changed since.
     */
    post: operations['take_back_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/places/{id}/uphold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stands by a place being set dormant or dismissed, after the objections of its parties. Taking it up again is to set
     *     its status.
     */
    post: operations['uphold_place'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/presences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The presences that the caller sees, at one place or at all, the newest first. */
    get: operations['list_presences'];
    put?: never;
    /** Writes down that somebody was at a place. What is planned is not taken. */
    post: operations['add_presence'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/presences/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One presence. */
    get: operations['find_presence'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/presences/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes back a presence that was written down in error. */
    post: operations['withdraw_presence'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/public/catalogue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The catalogue that data portals read: DCAT-AP-SE as JSON-LD. */
    get: operations['find_catalogue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/public/publications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has been published, the newest quarter first, and what of it was withdrawn. */
    get: operations['list_publications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/public/publications/{quarter}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A quarter's figures, for anybody. */
    get: operations['find_published'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/public/publications/{quarter}/csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same as CSV, a line for each figure. */
    get: operations['find_published_csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/public/publications/{quarter}/geojson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same as GeoJSON, a feature for each area. */
    get: operations['find_published_geojson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/publications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publishes a quarter, once and for all. */
    post: operations['publish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/publications/dry-run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a publication would show and hide. It is checked as when it is made, but for its decision, and nothing is written. */
    post: operations['try_publication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/publications/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One publication with its figures, those of a withdrawn one too: the register keeps what was public. */
    get: operations['find_publication'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/publications/{id}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes a publication back. Its quarter is not published again: two tables of one quarter could be set against one another. */
    post: operations['withdraw_publication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who has read what is restricted, the newest first: of what comes from the caller's organisation, for who speaks for it; for
     *     administrators also of everybody's that was shared with the city and that they see.
     * @description Each opening counts. A list counts once a day for each who looks and each thing that it tells in full; maps, counts and what
     *     is seen less of in lists do not.
     */
    get: operations['list_reads'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reads/file': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same as a file of text in columns, at most 100 000 reads. */
    get: operations['find_reads_file'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/register/incident': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is known of a period, for an incident report: changes, reads of what is restricted, log-ins and changes of who may get
     *     in, and what was handed on, as far as this administrator sees them, as CSV and JSON in a ZIP archive with a manifest of
     *     hashes. It was read back and compared before it is answered. No content is in it.
     */
    get: operations['find_incident_package'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/register/kept-aside': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Records that cannot be read, by kind and id. They are kept aside: nobody sees them, nobody else gets
     *     their ids, and commands on them are answered 503 until they are mended or a version is started that
     *     can read them.
     */
    get: operations['list_kept_aside'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/register/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How much the register holds: of everybody's, so for administrators alone. */
    get: operations['find_register_stats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/register/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Checks every number, hash and commitment of the register. Reads it all, so it takes time. */
    get: operations['verify_register'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reports this caller sees, the newest first. */
    get: operations['list_reports'];
    put?: never;
    /** Takes a report in. The answer says what is already known there and who should coordinate. */
    post: operations['create_report'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One report, as far as this caller sees it, with what is known where it lies. */
    get: operations['find_report'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/class': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Shares a report further than it was, or less far: its origin's own coordinator may. */
    post: operations['set_report_class'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/disclosures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** To whom a report and its photos were handed on, the newest first: for who speaks for the organisation that made it, and for administrators. */
    get: operations['list_report_disclosures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/document': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A report as a document, as [`find_place_document`]. */
    get: operations['find_report_document'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/document-requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Writes down how a request for a report was answered, as for a place. */
    post: operations['answer_report_request'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases a report, or a part of it, on a decision: an administrator, or a coordinator of the organisation it comes
     *     from. Nothing brings it back.
     */
    post: operations['erase_report'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to a report, the newest first. */
    get: operations['find_report_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/put-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes back what was decided about a report: it waits again. Not where a place was made from it (409); and a place that
     *     woke with it stays awake.
     */
    post: operations['put_back_report'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/sharing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who sees a report, and who would in each class that the caller may give it; of what the caller sees in full. */
    get: operations['find_report_sharing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reports/{id}/triage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Decides what a report is: belongs to a place, is somebody else's, needs nothing, or is hidden. */
    post: operations['triage_report'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/retention/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The table of retention: what is kept how long, and by which decision. */
    get: operations['list_retention_rules'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/retention/rules/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One rule of retention. */
    get: operations['find_retention_rule'];
    /**
     * Puts a decision into the table from a day on, or withdraws one: administrators alone. Nothing is erased by it; a run
     *     is.
     */
    put: operations['put_retention_rule'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/retention/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The runs of the retention, the newest first. Of everybody's, so for administrators alone. */
    get: operations['list_retention_runs'];
    put?: never;
    /**
     * Tells what is due, and erases it unless `dry_run` says otherwise: the archive package is written and read back first,
     *     then the run goes on by itself, and is looked at under its address. One run at a time.
     */
    post: operations['begin_retention_run'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/retention/runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One run of the retention, how far it is and what it came to. */
    get: operations['find_retention_run'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rounds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The rounds of the caller's party. */
    get: operations['list_rounds'];
    put?: never;
    /** Makes a round of the caller's own party. */
    post: operations['create_round'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rounds/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One round. */
    get: operations['find_round'];
    /** Writes a round anew. A stop that keeps its number keeps what was found there. */
    put: operations['edit_round'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rounds/{id}/erase': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Erases a round with its walks, whole, on a decision: a coordinator of its own party. */
    post: operations['erase_round'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rounds/{id}/known': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is known at each stop of a round, of the last two years: what a walk opens with. */
    get: operations['list_known_at_stops'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Logs in. */
    post: operations['log_in'];
    /** Logs out. Who is logged out already is told the same. */
    delete: operations['log_out'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Takes the browser back from an identity provider and logs it in, if everything holds. What goes wrong is told by the
     *     page.
     */
    get: operations['finish_log_in'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/first': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes the first administrator, and logs it in. */
    post: operations['make_first'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/phone': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Opens a link on a phone, which reports for its party from then on and does nothing else. */
    post: operations['open_phone_link'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The identity providers that one can log in by. */
    get: operations['list_providers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/providers/{code}/begin': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends the browser to an identity provider, with what it has to come back with. What goes wrong is told by the page. */
    get: operations['begin_log_in'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/session/providers/{code}/logged-out': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hears from an identity provider that somebody has logged out there. Their sessions end on every instance within two
     *     seconds, event streams included. A token is taken once.
     */
    post: operations['hear_log_out'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everybody's sessions that go on. */
    get: operations['list_sessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends anybody's session, on every instance within two seconds. One that is not there has ended already. */
    delete: operations['end_session'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All settings. */
    get: operations['list_settings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/settings/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One setting. */
    get: operations['find_setting'];
    /**
     * Sets a setting from a day on, or withdraws it: an administrator for the city, a district's coordinator for the own
     *     district. What is told of later days stays.
     */
    put: operations['put_setting'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sharing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who would see a report that the caller sends from a position, in each class that it may be given; or a place that the
     *     caller makes of reports, where those are told instead.
     */
    get: operations['find_sharing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sites, by name. */
    get: operations['list_sites'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One site. */
    get: operations['find_site'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites/{id}/geometry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Says where a site is, drawn by hand. A file that is imported again puts back what it says. */
    put: operations['draw_site'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to a site, the newest first. */
    get: operations['find_site_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sites/{id}/relations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says who manages a site or owns its land, from a day on. What is told of later days stays. */
    post: operations['set_site_relation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/statistics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Statistics, for everyone with a log-in: they are about areas and nobody in particular. */
    get: operations['list_statistics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tokens one may give out, by id. */
    get: operations['list_tokens'];
    put?: never;
    /** Makes a token. Its secret is in the answer and nowhere else, so a repeated request makes another. */
    post: operations['create_token'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends a token at once. */
    delete: operations['delete_token'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The accounts, by login. */
    get: operations['list_users'];
    put?: never;
    /** Makes an account. The login tells a repeated request, which is then refused as taken. */
    post: operations['create_user'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/assignment': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Has an account act for another party, or in another role or unit; whoever is logged in with it is out at once. What it has
     *     sent stays its former party's. An identity provider says so itself of those that it vouches for.
     */
    post: operations['assign_user'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Disables an account, until it is enabled again; whoever is logged in with it is out at once. */
    post: operations['disable_user'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enables a disabled account, with the password it had. Its sessions have ended, and stay so. */
    post: operations['enable_user'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/forget': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases who reported from all reports of an account, on a decision, whether or not its owner has asked, and takes the account
     *     out of the audit log, whose lines stay with party and role. Nothing brings it back. At most 5 000 reports at a time.
     */
    post: operations['forget_reporter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets another password for an account; whoever is logged in with it is out at once. */
    post: operations['set_user_password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/users/{login}/second-factor/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes the second factor of whoever has lost the phone away; their sessions end. */
    post: operations['remove_user_second_factor'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/walks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The walks of the caller's party, or of one of its rounds. */
    get: operations['list_walks'];
    put?: never;
    /** Writes down a walk, when it has ended. What nobody found is written down as well: it says that somebody looked. */
    post: operations['add_walk'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/walks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One walk. */
    get: operations['find_walk'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/weekly-list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is to be said of places at the weekly check, of those the caller sees: new, grown, quiet, silent, closed, and
     *     without a coordinator since the week before.
     */
    get: operations['find_weekly_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tiles of a collection, for clients that read TileJSON. Filters given here are carried over to the tiles. */
    get: operations['find_tilejson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One vector tile of a collection, as this caller sees it. Row before column. */
    get: operations['find_tile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description Why a document that was given out is not shown again.
     * @enum {string}
     */
    Absent: 'erased' | 'not_seen' | 'not_kept';
    /** @description A yes. */
    AcceptBody: {
      function?: string | null;
      on_behalf_of?: string | null;
      source?: string | null;
    };
    /** @description One access. */
    Access: {
      /** @description Since when; absent for a row of the operator's file. */
      created_at?: components['schemas']['Time'];
      /** @description When it ends by itself. */
      expires_at?: components['schemas']['Time'];
      /** @description A log-in, the id of a token or a link, or a provider and its group. */
      id: string;
      kind: components['schemas']['AccessKind'];
      /** @description What it is for, or who is meant. */
      label?: string;
      /** @description The caller may end it here. A row of the file is the operator's to take out, and nobody ends the own account. */
      may_end: boolean;
      /** @description Code of the party; null for the installation itself. */
      party: string | null;
      /** @description In what role. */
      role: components['schemas']['Role'];
      /** @description Of a token: what of the role it may do; absent for all of it. */
      scopes?: string[];
      /** @description Of an account with a password: whether it has a second factor. */
      second_factor?: boolean;
      /** @description Not used for 90 days, or never in as many. */
      unused: boolean;
      used_at: components['schemas']['Time'] | null;
    };
    /**
     * @description By what somebody gets in.
     * @enum {string}
     */
    AccessKind: 'account' | 'token' | 'phone_link' | 'mapping';
    /** @description One access, named. */
    AccessRef: {
      /** @description A log-in, the id of a token or a link, or a provider and its group. */
      id: string;
      kind: components['schemas']['AccessKind'];
    };
    /** @description What was gone through. */
    AccessReviewBody: {
      /** @description What stays. */
      confirmed?: components['schemas']['AccessRef'][];
      /** @description What is to be ended now. */
      ended?: components['schemas']['AccessRef'][];
    };
    /** @description Who may get in, and when that was last gone through. */
    AccessReviewView: {
      /** @description The day it is due. */
      due_on: string;
      /** @description What is to be gone through. */
      items: components['schemas']['Access'][];
      last: components['schemas']['ReviewView'] | null;
      /** @description That day has passed. */
      overdue: boolean;
      /** @description Of every party, or of the caller's alone. */
      whole_city: boolean;
    };
    /** @description An answer as it was given out. */
    AnsweredDocument: {
      /** @description What came of it. */
      answer: components['schemas']['DocumentAnswer'];
      /** @description When it was answered. */
      decided_at: components['schemas']['Time'];
      /** @description The function that decided. */
      decided_by: string;
      /** @description The case's number in the holder's diary. */
      diary_number: string | null;
      /** @description Who answered. */
      holder: components['schemas']['PartyRef'];
      /** @description The reference of the answer. */
      id: string;
      /** @description `report` or `place`. */
      kind: string;
      /** @description The day somebody asked. */
      received_on: string;
      /** @description The id of what was asked for. */
      thing: string;
      /** @description What was withheld, with paragraph and reason. */
      withheld: components['schemas']['WithheldView'][];
    } & {
      /** @description Why not. */
      absent?: components['schemas']['Absent'];
      document: components['schemas']['DocumentView'] | null;
    };
    /**
     * @description What kind of area it is.
     * @enum {string}
     */
    AreaKind: 'district' | 'neighbourhood' | 'local_police_area' | 'custom';
    /** @description An area, named. */
    AreaRef: {
      /** @description The city's code for it. */
      code: string | null;
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
    };
    /** @description An area, without its ground. */
    AreaView: {
      /** @description The city's code for it. */
      code: string | null;
      /** @description First day it holds. */
      from?: string;
      /** @description GeoJSON, where one area is asked for and it has polygons of its own. */
      geometry?: components['schemas']['Geometry'];
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: components['schemas']['AreaKind'];
      /** @description The areas it is made of, where it is a union. */
      members?: string[];
      /** @description Its name. */
      name: string;
      /** @description First day it no longer holds. */
      until?: string;
    };
    /** @description What an account acts as. */
    AssignmentBody: {
      /** @description Code of the party it acts for. */
      party: string;
      /** @description reader, reporter, member, coordinator or administrator. */
      role: string;
      /** @description Code of the party's unit; null for none. */
      unit?: string | null;
    };
    /** @description One attribute of a layer's features. */
    AttributeDescription: {
      /** @description Its name in the tile. */
      key: string;
      /** @description What its values are. */
      type: components['schemas']['AttributeKind'];
      /** @description The words of its values, where the program fixes them. Those of problem types are in `/api/codes`. */
      values?: components['schemas']['ValueWords'][];
      /** @description What it is called on screen. */
      words: components['schemas']['Words'];
    };
    /**
     * @description What an attribute's values are.
     * @enum {string}
     */
    AttributeKind: 'code' | 'text' | 'whole' | 'flag';
    /** @description An attribute with a certain value. */
    AttributeValue: {
      /** @description The attribute's name in the tile. */
      key: string;
      /** @description The value in the tile. */
      value: string;
    };
    /** @description The authority that holds a document: whose it is to answer for, and its unit where one is known. */
    AuthorityView: {
      /** @description The organisation. */
      party: components['schemas']['PartyRef'];
      /** @description Its unit. */
      unit?: components['schemas']['PartyRef'];
    };
    /** @description The map under the layers, for whoever draws it. */
    BackgroundMap: {
      /** @description West, south, east, north, where the map says. */
      bounds?: number[] | null;
      /** @description Who made it, to be shown on the map. */
      credit: string;
      /** @description `picture` or `vector`. */
      kind: string;
      /**
       * Format: int32
       * @description The last zoom it has.
       */
      max_zoom: number;
      /**
       * Format: int32
       * @description The first zoom it has.
       */
      min_zoom: number;
      /** @description The address of a tile, with `{z}`, `{row}` and `{col}`. */
      tiles: string;
    };
    /** @description West, south, east, north, WGS 84 degrees. */
    Bounds: [number, number, number, number];
    /** @description What the map shows. */
    Catalog: {
      background?: components['schemas']['BackgroundMap'] | null;
      /** @description The layers, lowest first. */
      layers: components['schemas']['CatalogLayer'][];
      /** @description The address of a tile, with `{id}` for a layer's `collection`, and `{z}`, `{row}` and `{col}`. */
      tiles: string;
    };
    /** @description A layer, and where its features are. */
    CatalogLayer: {
      /** @description What its features tell in the tile. */
      attributes: components['schemas']['AttributeDescription'][];
      /**
       * Format: date
       * @description The day the data is from, where it is loaded rather than lived in.
       */
      data_date?: string | null;
      /** @description The layer's name in tiles, paths and collections. */
      id: string;
      /** @description The form of its features. */
      kind: components['schemas']['LayerKind'];
      /** @description How features look by what they are, in the order to show them. */
      legend: components['schemas']['LegendEntry'][];
      /**
       * Format: int32
       * @description The deepest zoom to ask for; stretched beyond it.
       */
      max_zoom: number;
      /**
       * Format: int32
       * @description The first zoom with features.
       */
      min_zoom: number;
      note?: components['schemas']['Words'] | null;
      /** @description Whose answers differ; the union when a layer holds several kinds of features. */
      scopes: components['schemas']['Scope'][];
      /** @description How a feature looks that no legend entry speaks of. */
      style: components['schemas']['StyleHint'];
      /** @description What it is called on screen. */
      title: components['schemas']['Words'];
    } & {
      /** @description The collection in whose tiles it is drawn: a summary comes with the things it sums up. */
      collection: string;
    };
    /** @description One change. */
    ChangeView: {
      /** @description Where to go on after it. */
      cursor: string;
      /** @description Its id. */
      id: string;
      /** @description Kind of the thing. */
      kind: components['schemas']['Kind'];
      /** @description When. */
      time: components['schemas']['Time'];
      /** @description What happened; `<kind>.change` and no more to those who do not see all of the thing. */
      verb: string;
    };
    /** @description A page of changes. */
    Changes: {
      /** @description Oldest first. */
      items: components['schemas']['ChangeView'][];
      /** @description Where to go on; the cursor that was given when nothing has happened since that the caller sees. */
      next: string;
      /** @description The cursor was too old, or not ours: read the lists again, and go on from `next`. */
      start_over?: boolean;
    };
    /** @description One answer that an extra question takes. */
    Choice: {
      code: string;
      label: components['schemas']['Words'];
    };
    /** @description One choice of how far a thing is shared. */
    ChoiceView: {
      /** @description The class. */
      class: components['schemas']['Class'];
      /** @description Whoever reports and stands close by is shown a summary. */
      close_by: boolean;
      /** @description Who sees that it exists. */
      exists: components['schemas']['SeersView'];
      /** @description Who sees all of it. */
      full: components['schemas']['SeersView'];
      /** @description It is shared with more than now: a ground must be said. */
      needs_ground: boolean;
      /** @description Why it cannot be chosen now: the word of a refusal. */
      refused?: string;
      /** @description Who sees a summary. */
      summary: components['schemas']['SeersView'];
    };
    /**
     * @description How far a thing may be shared, the widest first.
     * @enum {string}
     */
    Class: 'open' | 'partner' | 'city' | 'police' | 'origin';
    /** @description A code as an administrator gives it. */
    CodeBody: {
      category?: string | null;
      child_relevant?: boolean;
      fault_channel?: components['schemas']['FaultChannelBody'] | null;
      from?: string | null;
      hours?: components['schemas']['HourBand'] | null;
      label: components['schemas']['Words'];
      paragraph?: string | null;
      particulars?: components['schemas']['Particular'][];
      /** Format: int32 */
      position?: number | null;
      questions?: components['schemas']['Question'][];
      step_at?: string[];
      until?: string | null;
    };
    /**
     * @description A code list.
     * @enum {string}
     */
    CodeList:
      | 'problem_type'
      | 'physical_factor'
      | 'count_band'
      | 'report_source'
      | 'measure_type'
      | 'priority_area'
      | 'site_kind'
      | 'presence_kind'
      | 'organisation_kind'
      | 'sharing_ground'
      | 'secrecy_ground'
      | 'time_band';
    /** @description A code. */
    CodeView: {
      /** @description Of a problem type. */
      category?: string;
      /** @description Of a site kind. */
      child_relevant?: boolean;
      /** @description The stable word. */
      code: string;
      /** @description Of a problem type that is a fault somebody mends. */
      fault_channel?: components['schemas']['FaultChannelView'];
      /** @description First day it can be chosen. */
      from?: string;
      /** @description Of a part of the day. */
      hours?: components['schemas']['HourBand'];
      /** @description Its id: what a filing is about. */
      id: string;
      /** @description On screen. */
      label: components['schemas']['Words'];
      /** @description Its list. */
      list: components['schemas']['CodeList'];
      /** @description Of a ground of sharing: the law's paragraph, where there is one. */
      paragraph?: string;
      /** @description Of a measure type: what a measure must state. */
      particulars?: components['schemas']['Particular'][];
      /**
       * Format: int32
       * @description Where it stands in the list.
       */
      position: number;
      /** @description Of a problem type. */
      questions?: components['schemas']['Question'][];
      /** @description Of a measure type that is a step in the handling of a problem: the problem types at whose places it is taken. */
      step_at?: string[];
      /** @description First day it no longer can. */
      until?: string;
    };
    /**
     * @description What is going on about who coordinates a place.
     * @enum {string}
     */
    CoordinationState: 'interim' | 'proposed' | 'accepted' | 'declined' | 'escalated';
    /** @description Who holds a place together, and what is going on about it. */
    CoordinationView: {
      /** @description Why that party, in words. */
      because: string;
      deadline: components['schemas']['Time'] | null;
      /** @description What the party that declined says. */
      declined?: components['schemas']['DeclinedView'];
      /** @description The group that has the matter. */
      escalated_to?: components['schemas']['Escalation'];
      /** @description Who holds the place now. */
      holder: components['schemas']['HolderView'];
      /** @description That moment has passed. */
      overdue: boolean;
      /** @description The party the state is about: the one asked, else the holder. */
      party: components['schemas']['PartyRef'];
      /** @description What has been, oldest first. */
      past: components['schemas']['PastView'][];
      /** @description What is going on. */
      state: components['schemas']['CoordinationState'];
    };
    /** @description How many reports were erased whole. */
    CountedView: {
      /**
       * Format: int32
       * @description How many.
       */
      count: number;
      district: components['schemas']['AreaRef'] | null;
      /** @description Their first problem type. */
      problem_type: string;
      /** @description The ISO week they were seen in. */
      week: string;
    };
    /** @description Who decided something. */
    Decider: {
      /** @description Party; absent for the system. */
      party?: components['schemas']['PartyRef'];
      /** @description Role. */
      role?: components['schemas']['Role'];
    };
    /** @description The body that decided, and when. */
    DeciderView: {
      /** @description The body. */
      body: string;
      /** @description The day. */
      on: string;
    };
    /** @description A no. */
    DeclineBody: {
      on_behalf_of?: string | null;
      reason?: string;
      source?: string | null;
      suggested_party?: string | null;
    };
    /** @description A no. */
    DeclinedView: {
      /** @description Why, while that is the last thing that was said of the place. */
      reason?: string;
      /** @description Whom it suggests instead. */
      suggested_party?: components['schemas']['PartyRef'];
    };
    /** @description A rule as an administrator gives it. */
    DesignationBody: {
      area?: string | null;
      decision: string;
      from?: string | null;
      party: string;
      problem_type?: string | null;
      site_kind?: string | null;
      until?: string | null;
    };
    /** @description A designation rule. */
    DesignationView: {
      area: components['schemas']['AreaRef'] | null;
      /** @description The decision it rests on. */
      decision: string;
      /** @description First day. */
      from: string | null;
      /** @description Its id. */
      id: string;
      /** @description Who coordinates. */
      party: components['schemas']['PartyRef'];
      /** @description Only with this problem type. */
      problem_type: string | null;
      /** @description Only on this kind of site. */
      site_kind: string | null;
      /** @description First day it no longer holds. */
      until: string | null;
    };
    /**
     * @description How an account stands to a place: it follows it, or would rather not hear of it.
     * @enum {string}
     */
    DeskMark: 'followed' | 'muted';
    /** @description What is on a desk, of what its owner still sees. */
    DeskView: {
      /** @description Places it follows. */
      followed: components['schemas']['PlaceRef'][];
      /** @description Places it does not want to hear of. */
      muted: components['schemas']['PlaceRef'][];
      read_until: components['schemas']['Time'] | null;
    };
    /** @description A thing that was handed on. */
    DisclosedView: {
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: components['schemas']['Kind'];
      /** @description The place; the one that a report or its photo belongs to, where this viewer sees it. */
      place?: components['schemas']['PlaceRef'];
      /** @description The report, of one of its photos. */
      report?: string;
    };
    /**
     * @description How something was handed on.
     * @enum {string}
     */
    DisclosureAct:
      | 'widened'
      | 'founded'
      | 'confirmed'
      | 'asked'
      | 'sheet'
      | 'file'
      | 'linked'
      | 'merged'
      | 'split'
      | 'moved'
      | 'photo'
      | 'decided';
    /** @description Something that was handed on. */
    DisclosureView: {
      /** @description What was done. */
      act: components['schemas']['DisclosureAct'];
      /** @description The class it had, where that was changed. */
      from_class?: components['schemas']['Class'];
      /** @description On what ground; left out where the act is its own: who is a party, where a report belongs, that a photo shows nobody. */
      ground?: components['schemas']['GroundView'];
      /** @description Of what. */
      of: components['schemas']['DisclosedView'];
      party: components['schemas']['PartyRef'] | null;
      /** @description In which role. */
      role?: components['schemas']['Role'];
      /** @description Whether they see it through the place that it belongs to, which is told to who sees all of that place. */
      through: boolean;
      /** @description When. */
      time: components['schemas']['Time'];
      /** @description To whom. */
      to: components['schemas']['ReceiverView'][];
      /** @description The class it was given. */
      to_class?: components['schemas']['Class'];
      /**
       * Format: int32
       * @description The version of the thing that it made: what was said of the ground in words is in its history.
       */
      version: number;
      /** @description What was done, in words. */
      words: string;
    };
    /** @description A share of a place in a district. */
    DistrictPart: {
      /** @description The city's code for it. */
      code: string | null;
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
    } & {
      /**
       * Format: double
       * @description Share of the place's area, 0 to 1.
       */
      share: number;
    };
    /** @description A district's own value. */
    DistrictValue: {
      /** @description Reference of the decision that its value set last rests on. */
      decision?: string;
      /** @description The district. */
      district: components['schemas']['AreaRef'];
      /**
       * Format: int32
       * @description Its own value today; null while the city's holds.
       */
      value?: number | null;
      /** @description What has been set for it, in order; no two at once. */
      values: components['schemas']['ValueView'][];
    };
    /**
     * @description What came of a request for a public document.
     * @enum {string}
     */
    DocumentAnswer: 'whole' | 'in_part' | 'refused';
    /** @description How a request is answered. */
    DocumentAnswerBody: {
      /** @description The function that decided; never a person's name. */
      decided_by?: string;
      /** @description The case's number in the party's diary. */
      diary_number?: string | null;
      /** @description The day somebody asked; today when left out. */
      received_on?: string | null;
      /** @description What is withheld; everything is given out when left out. */
      withheld?: components['schemas']['WithheldBody'][];
    };
    /** @description A line of a document. */
    DocumentLine: {
      /** @description What it is about. */
      label: string;
      /** @description What it says. */
      text: string;
    };
    /**
     * @description A part of a document, which is given out or withheld.
     * @enum {string}
     */
    DocumentPart:
      | 'name'
      | 'time'
      | 'position'
      | 'details'
      | 'text'
      | 'unit'
      | 'photos'
      | 'coordination'
      | 'parties'
      | 'history';
    /** @description A part of a document: lines, or that it is withheld. */
    DocumentPartView: {
      /** @description What it says; nothing of what is withheld. */
      lines: components['schemas']['DocumentLine'][];
      /** @description What it is called. */
      name: string;
      /** @description Which. */
      part: components['schemas']['DocumentPart'];
      /** @description What a rule would withhold of it; for who decides, and never in an answer. */
      suggestion?: components['schemas']['SuggestionView'];
      /** @description By which paragraph it is withheld, and why. */
      withheld?: components['schemas']['WithheldView'];
    };
    /** @description A request that was answered. */
    DocumentRequestView: {
      /** @description What came of it. */
      answer: components['schemas']['DocumentAnswer'];
      /** @description When it was answered. */
      decided_at: components['schemas']['Time'];
      /** @description The function that decided. */
      decided_by: string;
      /** @description The case's number in the holder's diary. */
      diary_number: string | null;
      /** @description Who answered. */
      holder: components['schemas']['PartyRef'];
      /** @description The reference of the answer. */
      id: string;
      /** @description `report` or `place`. */
      kind: string;
      /** @description The day somebody asked. */
      received_on: string;
      /** @description The id of what was asked for. */
      thing: string;
      /** @description What was withheld, with paragraph and reason. */
      withheld: components['schemas']['WithheldView'][];
    };
    /** @description A document. */
    DocumentView: {
      /** @description When it became as it is shown; left out where its times are withheld. */
      as_of?: components['schemas']['Time'];
      /** @description How far it may be shared within the service. */
      class: components['schemas']['Class'];
      /** @description Something of it had been erased by a decision before it was read. */
      erased: boolean;
      /** @description The organisation that holds it here and answers for it. */
      holder: components['schemas']['PartyRef'];
      /** @description Its id. */
      id: string;
      /** @description `report` or `place`. */
      kind: string;
      /** @description The organisation that made it. */
      origin: components['schemas']['PartyRef'];
      /** @description What it says, part by part. */
      parts: components['schemas']['DocumentPartView'][];
    };
    /** @description What a rule would have meant for the newest reports that the caller sees in full. */
    DryRun: {
      /**
       * @description Reports whose place the rule would have given its party: those that came on a day when it holds, and that no
       *     other rule goes before.
       */
      matching: number;
      /** @description The same as if the rule had always held: what to look at for one that begins later. */
      matching_if_always: number;
      /** @description Reports that meet the rule's conditions, on any day, where another rule goes before. */
      outranked: number;
      /** @description Reports looked at. */
      reports: number;
    };
    /** @description What is due by one rule. Read by the command line as well. */
    DueView: {
      /** @description The decision's reference. */
      decision: string;
      /**
       * Format: int64
       * @description How many are due, of everybody's.
       */
      due: number;
      /** @description Ids of those the caller sees, at most 1 000. */
      ids: string[];
      /**
       * Format: int32
       * @description How long it keeps, in its unit.
       */
      keep: number;
      /** @description The rule. */
      rule: string;
    };
    /** @description Something that waits for the caller's party. */
    Duty: {
      deadline: components['schemas']['Time'] | null;
      /** @description The measure it is about, at the place. */
      measure?: components['schemas']['MeasureRef'];
      /** @description That has passed. */
      overdue: boolean;
      /** @description The place it is about. */
      place?: components['schemas']['PlaceRef'];
      /** @description The report it is about. */
      report?: components['schemas']['ReportRef'];
      /** @description What is to be done. */
      what: components['schemas']['DutyKind'];
    };
    /**
     * @description What is to be done.
     * @enum {string}
     */
    DutyKind:
      | 'answer_coordination'
      | 'name_coordinator'
      | 'triage'
      | 'answer_objection'
      | 'review_measure'
      | 'review_access';
    /** @description How much has been looked at a place: what stands beside the number of its reports. */
    EffortView: {
      /** @description By party. */
      parties: components['schemas']['PartyEffort'][];
      /** @description At how many of them there was something to see. */
      seen: number;
      /** @description Counted from this day on. */
      since: string;
      /** @description How many looks. */
      visits: number;
    };
    /** @description When a rule ends. */
    EndBody: {
      /**
       * @description First day it no longer holds; today when left out, or its first day when that is later. On its first day it
       *     never holds.
       */
      until?: string | null;
    };
    /** @description It is on. */
    Enrolled: {
      /** @description Codes for a lost phone, each good for one log-in. Told once. */
      recovery_codes: string[];
    };
    /** @description A phone that can be set up. */
    Enrolment: {
      /** @description The same as an address that authenticator apps open. */
      address: string;
      /** @description The same as a picture (SVG) for a phone's camera. */
      qr: string;
      /** @description To be sent back with the first code. */
      sealed: string;
      /** @description What the phone is to know, for typing in. */
      secret: string;
    };
    /** @description What is to be erased, and by which decision. */
    EraseBody: {
      /** @description A report that is erased whole still counts, by district, week and type. */
      counted?: boolean;
      /** @description The decision's reference. */
      decision: string;
      /**
       * @description How much: `reporter` and `text` of a report, `content` (all words, and who reported) or
       *     `facts_and_content` of a report, a place or a measure.
       */
      part: components['schemas']['ErasedPart'];
    };
    /** @description What was erased by one decision. Read by the command line as well. */
    ErasedByView: {
      /** @description The decision's reference. */
      decision: string;
      /** @description When first, RFC 3339. */
      first: string;
      /** @description When last. */
      last: string;
      /**
       * Format: int64
       * @description Versions that lost texts by it.
       */
      versions: number;
    };
    /** @description One thing of an erasure. */
    ErasedItem: {
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: components['schemas']['Kind'];
      /** @description What was erased of it. */
      part: components['schemas']['ErasedPart'];
    };
    /**
     * @description How much of a thing is erased, the least first.
     * @enum {string}
     */
    ErasedPart: 'reporter' | 'text' | 'content' | 'facts_and_content';
    /** @description The decision that a text was erased by. */
    ErasureLine: {
      /** @description Its reference. */
      decision: string;
      /** @description When it was carried out. */
      time: components['schemas']['Time'];
    };
    /** @description One erasure. */
    ErasureView: {
      /** @description What stays of it as numbers. */
      counted?: components['schemas']['CountedView'][];
      /** @description The decision's reference. */
      decision: string;
      /** @description Its id. */
      id: string;
      /** @description Those that the caller sees, or would see were they there; at most 1 000. */
      items: components['schemas']['ErasedItem'][];
      /** @description It was carried out once more, on a backup from before it. */
      replayed?: boolean;
      /** @description The rule of retention; left out for one thing that somebody decided about. */
      rule?: components['schemas']['RetentionRuleName'];
      /** @description The run of retention it belongs to. */
      run?: string;
      /**
       * @description How many things it took something of: all of a run of retention, and of what somebody erased by hand those that the caller sees,
       *     or would see were they there.
       */
      things: number;
      /** @description When. */
      time: components['schemas']['Time'];
    };
    /**
     * @description The group that has a question nobody answered.
     * @enum {string}
     */
    Escalation: 'local_steering_group' | 'city_preparation_group';
    /** @description That a second factor was taken away. */
    FactorTaken: {
      /** @description When. */
      at: string;
      /** @description By whom: `owner`, `administrator` or `command_line`. */
      by: string;
    };
    /** @description Where whoever mends a fault is told of it. */
    FaultChannelBody: {
      /** @description Code of the party that mends it. */
      party: string;
      /** @description The number of whoever is on duty there. */
      phone?: string | null;
      /** @description Their page for it, an https address. */
      web?: string | null;
    };
    /** @description Where whoever mends a fault is told of it. */
    FaultChannelView: {
      /** @description Who mends it. */
      party: components['schemas']['PartyRef'];
      /** @description The number of whoever is on duty there. */
      phone?: string;
      /** @description Their page for it. */
      web?: string;
    };
    /** @description One field that a version changed. */
    FieldChange: {
      /** @description Which, by the name it has in answers. */
      field: string;
      /** @description What it was, in words; left out where there was nothing, and for free text. */
      from?: string;
      /** @description What it is since, in words; left out likewise. */
      to?: string;
      /** @description Both in a sentence. */
      words: string;
    };
    /** @description Where a decision lies: a number, or who decided and when, or both. */
    FilingBody: {
      /** @description The body that decided; never a person's name. */
      body?: string | null;
      /** @description The day it did. */
      decided_on?: string | null;
      /** @description The number in the diary. */
      diary_number?: string | null;
      /** @description Its id. */
      id: string;
      /**
       * @description What carries the decision: `place`, `measure`, `designation`, `setting`, `code`, `publication`, `retention_rule` or
       *     `erasure`.
       */
      kind: components['schemas']['Kind'];
    };
    /** @description Where a decision lies. */
    FilingView: {
      /** @description When it was written down. */
      created_at: components['schemas']['Time'];
      decided_by: components['schemas']['DeciderView'] | null;
      /** @description The reference that the decision has in this service. */
      decision?: string;
      /** @description The number there. */
      diary_number: string | null;
      /** @description Its id. */
      id: string;
      /** @description The kind of what carries the decision. */
      kind: components['schemas']['Kind'];
      /** @description What that is called. */
      name: string;
      /** @description This caller's party wrote it. */
      own: boolean;
      /** @description Whose diary it is. */
      party: components['schemas']['PartyRef'];
      /** @description The id of that. */
      thing: string;
      /** @description When it was taken back. */
      withdrawn_at?: components['schemas']['Time'];
    };
    /** @description The first administrator. */
    First: {
      /** @description The login to make. */
      login: string;
      /** @description Its password, 12 to 128 characters. */
      password: string;
      /** @description The token that the service wrote to its log when it started. */
      token: string;
    };
    /** @description The first code. */
    FirstCode: {
      /** @description What the phone shows. */
      code: string;
      /** @description What came with the secret. */
      sealed: string;
    };
    /** @description By which decision somebody is forgotten as a reporter. */
    ForgetBody: {
      /** @description The decision's reference. */
      decision?: string;
      /**
       * @description What the account has read, and when it logged in, stays known as its own in the audit log: for as long as something is
       *     being looked into.
       */
      keep_audit_log?: boolean;
    };
    /** @description What became of it. */
    Forgotten: {
      /** @description There are more; send it again. */
      more: boolean;
      /** @description From how many reports it was erased who sent them. */
      reports: number;
    };
    /**
     * @description What somebody found at a stop of a round.
     * @enum {string}
     */
    Found: 'nothing' | 'still' | 'gone' | 'reported';
    /** @description GeoJSON, WGS 84, longitude first. */
    Geometry:
      | {
          coordinates: [number, number];
          /** @enum {string} */
          type: 'Point';
        }
      | {
          coordinates: [number, number][][];
          /** @enum {string} */
          type: 'Polygon';
        }
      | {
          coordinates: [number, number][][][];
          /** @enum {string} */
          type: 'MultiPolygon';
        };
    /** @description Where a thing is, drawn anew. */
    GeometryBody: {
      /** @description GeoJSON, WGS 84: a point, or polygons with at most 2 000 corners. */
      geometry: components['schemas']['Geometry'];
    };
    /** @description A ground of sharing. */
    GroundView: {
      /** @description The code. */
      code: string;
      /** @description On screen. */
      label: string;
      /** @description The law's paragraph, where there is one. */
      paragraph?: string;
    };
    /** @description What was given out, to whom, and on what ground. */
    HandOutBody: {
      ground?: string | null;
      party: string;
      reason?: string | null;
      what: components['schemas']['HandedOut'];
    };
    /** @description To whom the holder hands over. */
    HandOverBody: {
      party: string;
      reason?: string;
    };
    /**
     * @description What was given out of a place, outside the service.
     * @enum {string}
     */
    HandedOut: 'sheet' | 'file';
    /** @description Something that has happened. */
    HappenedView: {
      /** @description How many reports. */
      count?: number;
      /** @description About which party. */
      party?: components['schemas']['PartyRef'];
      /** @description To where it moved on. */
      status?: components['schemas']['PlaceStatus'];
      /** @description When; of several reports, the last. */
      time: components['schemas']['Time'];
      /** @description What turn it was. */
      turn?: components['schemas']['Turn'];
      /** @description What. */
      what: components['schemas']['NewsWord'];
    };
    /** @description One line of a history. */
    HistoryLine: {
      /** @description What it changed, field by field; none where the version before is not there, or not the caller's to see. */
      changes?: components['schemas']['FieldChange'][];
      /** @description Where to go on after it. Nothing else names a line: a number would count those that the caller is not shown. */
      cursor: string;
      /** @description Its text has been erased by a decision. */
      erased?: boolean;
      /** @description By which decision, and when; of the version that came of it as well. */
      erasure?: components['schemas']['ErasureLine'];
      party: components['schemas']['PartyRef'] | null;
      /** @description Why, where somebody said and it is kept. */
      reason?: string;
      /** @description In which role. */
      role: string;
      status?: components['schemas']['StatusChange'] | null;
      /** @description When. */
      time: components['schemas']['Time'];
      /** @description What was asked and answered about its coordination. */
      turns?: components['schemas']['TurnLine'][];
      /** @description What, for programs. */
      verb: string;
      /** @description What, in words. */
      words: string;
    };
    /** @description The coordinating party. */
    HolderView: {
      /** @description Only until another has accepted. */
      ad_interim: boolean;
      /** @description Who decided it. */
      decided_by: components['schemas']['Decider'];
      /** @description Which function in it. */
      function: string;
      /** @description Which party. */
      party: components['schemas']['PartyRef'];
      /** @description Since when. */
      since: components['schemas']['Time'];
    };
    /** @description Hours of the day in Stockholm, over midnight where they end before they begin. */
    HourBand: {
      from: number;
      until: number;
    };
    /** @description What came of a file. Read by the command line as well, which says it in words. */
    ImportAnswer: {
      /** @description Rows that changed something. */
      changed: number;
      /** @description Rows that became something new. */
      created: number;
      /** @description Checked only; nothing was written. */
      dry_run: boolean;
      /** @description What is wrong with the rows that were left out; at most 1 000. */
      faults: components['schemas']['ImportFault'][];
      /** @description Rows that the mapping file leaves out, or that say what another row has said. */
      left_out?: number;
      /** @description What was assumed, repaired or is worth a look, as sentences. */
      notes: string[];
      /** @description Why rows were left out, refused or repaired. */
      reasons?: components['schemas']['ImportReason'][];
      /** @description Rows that were left out, with `skip_bad`. */
      refused: number;
      /** @description Rows in which something was repaired. */
      repaired: number;
      /**
       * @description Imported before under the same key, and not again: the numbers say what the file comes to beside what is there
       *     now.
       */
      replayed?: boolean;
      /** @description Rows of the file. */
      rows: number;
      /** @description Rows that were as they stand. */
      unchanged: number;
      /** @description What it holds: `areas`, `sites`, `parties` or `reports`. */
      what: string;
    };
    /** @description One thing wrong with a row. */
    ImportFault: {
      /** @description Stable word. */
      code: string;
      /** @description In words. */
      detail: string;
      /** @description What to do about it. */
      hint?: string | null;
      /** @description Where in the row. */
      pointer: string;
      /** @description The feature's number from 1, or the line of the file. */
      row?: number | null;
    };
    /** @description How many rows met with something for one reason. */
    ImportReason: {
      /** @description The first of them. */
      first_rows: number[];
      /** @description `left_out`, `refused` or `repaired`. */
      outcome: string;
      /** @description Why: words of the mapping file, or the field and the kind of fault. */
      reason: string;
      /** @description How many rows. */
      rows: number;
    };
    /** @description A record that cannot be read. */
    KeptAside: {
      /** @description Its id; the bare number when what is stored is no id. */
      id: string;
      /** @description Its kind; `unknown` when what is stored is no word for one. */
      kind: string;
      /**
       * Format: int32
       * @description Its version, as stored.
       */
      version: number;
      /** @description What is wrong with it, without a word of its content. */
      why: string;
    };
    /** @description A decision while it holds. */
    KeptView: {
      /** @description The decision's reference. */
      decision: string;
      /** @description First day; left out where it has always held. */
      from?: string | null;
      /**
       * Format: int32
       * @description How long, in the rule's unit.
       */
      keep: number;
      /** @description First day it no longer holds; left out while it goes on. */
      until?: string | null;
    };
    /**
     * @description What kind of thing a record is.
     * @enum {string}
     */
    Kind:
      | 'party'
      | 'area'
      | 'site'
      | 'report'
      | 'place'
      | 'code'
      | 'setting'
      | 'designation'
      | 'measure'
      | 'statistic'
      | 'erasure'
      | 'retention_rule'
      | 'retention_run'
      | 'photo'
      | 'round'
      | 'walk'
      | 'presence'
      | 'publication'
      | 'address'
      | 'building'
      | 'document_request'
      | 'filing'
      | 'access_review';
    /** @description Records of one kind. */
    KindCount: {
      /**
       * Format: int64
       * @description How many.
       */
      count: number;
      /** @description The kind. */
      kind: string;
    };
    /** @description An area with its kind. */
    KindOfArea: {
      /** @description The city's code for it. */
      code: string | null;
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
    } & {
      /** @description Its kind. */
      kind: components['schemas']['AreaKind'];
    };
    /** @description What is known at a stop as a walk begins: of the last two years. */
    KnownAtStop: {
      /** @description The last looks, the newest first; at most 10. */
      last: components['schemas']['LookView'][];
      /** @description What is wrong with the place that is looked at, where this viewer sees it. */
      problem_types: string[];
      /** @description What has been reported there as far as this viewer sees it, the newest first; at most 10. */
      reports: components['schemas']['KnownReport'][];
      /** @description How often there was something to see. */
      seen: number;
      /**
       * Format: int32
       * @description The stop's number.
       */
      stop: number;
      /** @description How often it has been looked at on this round. */
      visits: number;
    };
    /** @description What was reported at a stop. */
    KnownReport: {
      /** @description Its id. */
      id: string;
      /** @description When it was seen. */
      observed_at: components['schemas']['Time'];
      /** @description What was seen. */
      problem_types: string[];
      /** @description New, still there, or gone. */
      sighting: components['schemas']['Sighting'];
    };
    /**
     * @description The form of a layer's features.
     * @enum {string}
     */
    LayerKind: 'point' | 'polygon' | 'line' | 'summary';
    /** @description One line of a legend. */
    LegendEntry: {
      applies_to?: components['schemas']['AttributeValue'] | null;
      /** @description How they look. */
      style: components['schemas']['StyleHint'];
      /** @description What it is called on screen. */
      words: components['schemas']['Words'];
    };
    /**
     * @description How much is seen, the least first.
     * @enum {string}
     */
    Level: 'exists' | 'summary' | 'full';
    /** @description Where a place comes from and what it became, of what this viewer sees. */
    Lineage: {
      /** @description These were merged into it. */
      merged_from: components['schemas']['PlaceRef'][];
      /** @description It was merged into this one. */
      merged_into?: components['schemas']['PlaceRef'];
      /** @description It was split from this one. */
      split_from?: components['schemas']['PlaceRef'];
      /** @description It was split into these. */
      split_into: components['schemas']['PlaceRef'][];
    };
    /** @description Items, and where the next ones begin. */
    Listed_AreaView: {
      /** @description The items. */
      items: {
        /** @description The city's code for it. */
        code: string | null;
        /** @description First day it holds. */
        from?: string;
        /** @description GeoJSON, where one area is asked for and it has polygons of its own. */
        geometry?: components['schemas']['Geometry'];
        /** @description Its id. */
        id: string;
        /** @description Its kind. */
        kind: components['schemas']['AreaKind'];
        /** @description The areas it is made of, where it is a union. */
        members?: string[];
        /** @description Its name. */
        name: string;
        /** @description First day it no longer holds. */
        until?: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_CodeView: {
      /** @description The items. */
      items: {
        /** @description Of a problem type. */
        category?: string;
        /** @description Of a site kind. */
        child_relevant?: boolean;
        /** @description The stable word. */
        code: string;
        /** @description Of a problem type that is a fault somebody mends. */
        fault_channel?: components['schemas']['FaultChannelView'];
        /** @description First day it can be chosen. */
        from?: string;
        /** @description Of a part of the day. */
        hours?: components['schemas']['HourBand'];
        /** @description Its id: what a filing is about. */
        id: string;
        /** @description On screen. */
        label: components['schemas']['Words'];
        /** @description Its list. */
        list: components['schemas']['CodeList'];
        /** @description Of a ground of sharing: the law's paragraph, where there is one. */
        paragraph?: string;
        /** @description Of a measure type: what a measure must state. */
        particulars?: components['schemas']['Particular'][];
        /**
         * Format: int32
         * @description Where it stands in the list.
         */
        position: number;
        /** @description Of a problem type. */
        questions?: components['schemas']['Question'][];
        /** @description Of a measure type that is a step in the handling of a problem: the problem types at whose places it is taken. */
        step_at?: string[];
        /** @description First day it no longer can. */
        until?: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_DesignationView: {
      /** @description The items. */
      items: {
        area: components['schemas']['AreaRef'] | null;
        /** @description The decision it rests on. */
        decision: string;
        /** @description First day. */
        from: string | null;
        /** @description Its id. */
        id: string;
        /** @description Who coordinates. */
        party: components['schemas']['PartyRef'];
        /** @description Only with this problem type. */
        problem_type: string | null;
        /** @description Only on this kind of site. */
        site_kind: string | null;
        /** @description First day it no longer holds. */
        until: string | null;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_DisclosureView: {
      /** @description The items. */
      items: {
        /** @description What was done. */
        act: components['schemas']['DisclosureAct'];
        /** @description The class it had, where that was changed. */
        from_class?: components['schemas']['Class'];
        /** @description On what ground; left out where the act is its own: who is a party, where a report belongs, that a photo shows nobody. */
        ground?: components['schemas']['GroundView'];
        /** @description Of what. */
        of: components['schemas']['DisclosedView'];
        party: components['schemas']['PartyRef'] | null;
        /** @description In which role. */
        role?: components['schemas']['Role'];
        /** @description Whether they see it through the place that it belongs to, which is told to who sees all of that place. */
        through: boolean;
        /** @description When. */
        time: components['schemas']['Time'];
        /** @description To whom. */
        to: components['schemas']['ReceiverView'][];
        /** @description The class it was given. */
        to_class?: components['schemas']['Class'];
        /**
         * Format: int32
         * @description The version of the thing that it made: what was said of the ground in words is in its history.
         */
        version: number;
        /** @description What was done, in words. */
        words: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_DocumentRequestView: {
      /** @description The items. */
      items: {
        /** @description What came of it. */
        answer: components['schemas']['DocumentAnswer'];
        /** @description When it was answered. */
        decided_at: components['schemas']['Time'];
        /** @description The function that decided. */
        decided_by: string;
        /** @description The case's number in the holder's diary. */
        diary_number: string | null;
        /** @description Who answered. */
        holder: components['schemas']['PartyRef'];
        /** @description The reference of the answer. */
        id: string;
        /** @description `report` or `place`. */
        kind: string;
        /** @description The day somebody asked. */
        received_on: string;
        /** @description The id of what was asked for. */
        thing: string;
        /** @description What was withheld, with paragraph and reason. */
        withheld: components['schemas']['WithheldView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_Duty: {
      /** @description The items. */
      items: {
        deadline: components['schemas']['Time'] | null;
        /** @description The measure it is about, at the place. */
        measure?: components['schemas']['MeasureRef'];
        /** @description That has passed. */
        overdue: boolean;
        /** @description The place it is about. */
        place?: components['schemas']['PlaceRef'];
        /** @description The report it is about. */
        report?: components['schemas']['ReportRef'];
        /** @description What is to be done. */
        what: components['schemas']['DutyKind'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_ErasureView: {
      /** @description The items. */
      items: {
        /** @description What stays of it as numbers. */
        counted?: components['schemas']['CountedView'][];
        /** @description The decision's reference. */
        decision: string;
        /** @description Its id. */
        id: string;
        /** @description Those that the caller sees, or would see were they there; at most 1 000. */
        items: components['schemas']['ErasedItem'][];
        /** @description It was carried out once more, on a backup from before it. */
        replayed?: boolean;
        /** @description The rule of retention; left out for one thing that somebody decided about. */
        rule?: components['schemas']['RetentionRuleName'];
        /** @description The run of retention it belongs to. */
        run?: string;
        /**
         * @description How many things it took something of: all of a run of retention, and of what somebody erased by hand those that the caller sees,
         *     or would see were they there.
         */
        things: number;
        /** @description When. */
        time: components['schemas']['Time'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_FilingView: {
      /** @description The items. */
      items: {
        /** @description When it was written down. */
        created_at: components['schemas']['Time'];
        decided_by: components['schemas']['DeciderView'] | null;
        /** @description The reference that the decision has in this service. */
        decision?: string;
        /** @description The number there. */
        diary_number: string | null;
        /** @description Its id. */
        id: string;
        /** @description The kind of what carries the decision. */
        kind: components['schemas']['Kind'];
        /** @description What that is called. */
        name: string;
        /** @description This caller's party wrote it. */
        own: boolean;
        /** @description Whose diary it is. */
        party: components['schemas']['PartyRef'];
        /** @description The id of that. */
        thing: string;
        /** @description When it was taken back. */
        withdrawn_at?: components['schemas']['Time'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_HistoryLine: {
      /** @description The items. */
      items: {
        /** @description What it changed, field by field; none where the version before is not there, or not the caller's to see. */
        changes?: components['schemas']['FieldChange'][];
        /** @description Where to go on after it. Nothing else names a line: a number would count those that the caller is not shown. */
        cursor: string;
        /** @description Its text has been erased by a decision. */
        erased?: boolean;
        /** @description By which decision, and when; of the version that came of it as well. */
        erasure?: components['schemas']['ErasureLine'];
        party: components['schemas']['PartyRef'] | null;
        /** @description Why, where somebody said and it is kept. */
        reason?: string;
        /** @description In which role. */
        role: string;
        status?: components['schemas']['StatusChange'] | null;
        /** @description When. */
        time: components['schemas']['Time'];
        /** @description What was asked and answered about its coordination. */
        turns?: components['schemas']['TurnLine'][];
        /** @description What, for programs. */
        verb: string;
        /** @description What, in words. */
        words: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_KeptAside: {
      /** @description The items. */
      items: {
        /** @description Its id; the bare number when what is stored is no id. */
        id: string;
        /** @description Its kind; `unknown` when what is stored is no word for one. */
        kind: string;
        /**
         * Format: int32
         * @description Its version, as stored.
         */
        version: number;
        /** @description What is wrong with it, without a word of its content. */
        why: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_KnownAtStop: {
      /** @description The items. */
      items: {
        /** @description The last looks, the newest first; at most 10. */
        last: components['schemas']['LookView'][];
        /** @description What is wrong with the place that is looked at, where this viewer sees it. */
        problem_types: string[];
        /** @description What has been reported there as far as this viewer sees it, the newest first; at most 10. */
        reports: components['schemas']['KnownReport'][];
        /** @description How often there was something to see. */
        seen: number;
        /**
         * Format: int32
         * @description The stop's number.
         */
        stop: number;
        /** @description How often it has been looked at on this round. */
        visits: number;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_MeasureView: {
      /** @description The items. */
      items: {
        /** @description A small immediate act without analysis. */
        activity: boolean;
        closed_at: components['schemas']['Time'] | null;
        /** @description The day by which whoever is responsible looks at it again. */
        due_on: string | null;
        /** @description Last day. */
        ends: string | null;
        /** @description The authority that holds what was written down, which need not be the one that does it. */
        held_by: components['schemas']['AuthorityView'];
        /** @description Its id. */
        id: string;
        /** @description What is done. */
        measure_type: string;
        /** @description In words. */
        note?: string;
        /** @description What its type asks to be stated, by the words of the particulars in the list `measure_type`. */
        particulars?: {
          [key: string]: string;
        };
        /** @description Who does it. */
        party: components['schemas']['PartyRef'];
        place: components['schemas']['PlaceRef'] | null;
        /** @description Whom it is for, where that is said: `universal` or `selective`. */
        prevention_level?: string;
        /** @description First day. */
        starts: string | null;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_MySite: {
      /** @description The items. */
      items: ({
        /** @description It is only a point: it has no ground. */
        boundary_missing: boolean;
        /** @description The manager's code for it. */
        code: string | null;
        /** @description GeoJSON, WGS 84. */
        geometry: components['schemas']['Geometry'];
        /** @description The manager's group it belongs to. */
        group?: string;
        /** @description Its id. */
        id: string;
        /** @description Its kind. */
        kind: string;
        land_owner: components['schemas']['PartyRef'] | null;
        /** @description Who has owned its land and will, in order; no two at once. */
        land_owners: components['schemas']['RelationView'][];
        manager: components['schemas']['PartyRef'] | null;
        /** @description Who has run it and will, in order; no two at once. */
        managers: components['schemas']['RelationView'][];
        /** @description Its name. */
        name: string;
        /** @description A position on it. */
        position: components['schemas']['Position'];
        /** @description Designation in the land register. */
        property_designation?: string;
        /** @description Its identity in its source. */
        source_id: string;
      } & {
        /** @description Places on its ground or within 50 m, the nearest first. */
        places: components['schemas']['PlaceAtSite'][];
        /** @description How many reports lie on it or within 50 m, of those the caller sees. */
        reports: number;
      })[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_NamedSpot: {
      /** @description The items. */
      items: {
        /** @description Its id. */
        id: string;
        /** @description A site's kind. */
        kind?: string;
        /** @description An address's town. */
        locality?: string;
        /** @description Street and number, or the site's name. */
        name: string;
        /** @description Where it is; of a site, a position on it. */
        position: components['schemas']['Position'];
        /** @description An address's postal code. */
        postal_code?: string;
        /** @description What it is. */
        what: components['schemas']['NamedSpotKind'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_NearSiteView: {
      /** @description The items. */
      items: {
        /** @description Whether its boundary is known. */
        boundary: boolean;
        /** @description The manager's code for it. */
        code: string | null;
        /**
         * Format: double
         * @description Metres to it, 0 on its ground; to the point, for a site that is only a point.
         */
        distance_m: number;
        /** @description On its ground, or within 25 m of a site that is only a point. */
        ground: boolean;
        /** @description Its id. */
        id: string;
        /** @description Its kind. */
        kind: string;
        land_owner: components['schemas']['PartyRef'] | null;
        manager: components['schemas']['PartyRef'] | null;
        /** @description Its name. */
        name: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PartyView: {
      /** @description The items. */
      items: {
        /** @description Ids of the areas it runs. */
        areas: string[];
        /** @description Its code. */
        code: string;
        /** @description The function that speaks for it. */
        function: string;
        /** @description Its id. */
        id: string;
        /** @description Its kind. */
        kind: components['schemas']['PartyKind'];
        /** @description Whether it has log-ins; otherwise it answers through the district. */
        logs_in: boolean;
        /** @description Its name. */
        name: string;
        /** @description Its site groups. */
        site_groups: components['schemas']['SiteGroupView'][];
        /** @description Its units. */
        units: components['schemas']['UnitView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PhoneLinkDocument: {
      /** @description The items. */
      items: {
        /** @description The link itself, once. */
        address?: string | null;
        created_at: string;
        /** @description Until when its phones are bound. */
        expires_at: string;
        id: string;
        label?: string | null;
        /** @description Until when it can be opened. */
        opens_until: string;
        /** @description Code of the party. */
        party: string | null;
        /** @description Phones that are bound by it now. */
        phones: number;
        /** @description The same as a picture (SVG) for a phone's camera, once. */
        qr?: string | null;
        /** @description When one of them was last used; null before that. */
        seen_at: string | null;
        /** @description Code of the unit of the party. */
        unit?: string | null;
        /**
         * Format: int32
         * @description How many phones may open it, and how many still may.
         */
        uses: number;
        /** Format: int32 */
        uses_left: number;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PhotoView: {
      /** @description The items. */
      items: {
        /** @description When it reached us. */
        added_at: components['schemas']['Time'];
        /** @description Its origin has said that it shows nobody. Until then only its origin sees it. */
        checked: boolean;
        /**
         * Format: int32
         * @description Height of the larger of its two sizes, pixels.
         */
        height: number;
        /** @description The authority that holds it. */
        held_by: components['schemas']['AuthorityView'];
        /** @description Its id. */
        id: string;
        /** @description This caller may say that it shows nobody. */
        may_check: boolean;
        /** @description This caller may take it away. */
        may_remove: boolean;
        /** @description The report it belongs to. */
        report: string;
        /**
         * Format: int32
         * @description Width of the larger of its two sizes, pixels.
         */
        width: number;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PlaceView: {
      /** @description The items. */
      items: ({
        /** @description Matters to children. */
        child_relevant?: boolean;
        /** @description Who coordinates it. */
        coordinator?: components['schemas']['PartyRef'];
        /** @description When it was made. */
        created_at?: components['schemas']['Time'];
        /** @description GeoJSON, WGS 84. */
        geometry?: components['schemas']['Geometry'];
        last_seen?: components['schemas']['Time'] | null;
        /** @description Its name. */
        name?: string;
        /** @description What is wrong. */
        problem_types?: string[];
        /** @description How many reports of it this viewer sees. */
        report_count?: number;
        /** @description The same by where they come from; not everything that happens is reported. */
        report_sources?: {
          [key: string]: number;
        };
        /** @description Where it stands. */
        status?: components['schemas']['PlaceStatus'];
        /** @description Nobody has accepted to coordinate it. */
        without_coordinator?: boolean;
      } & {
        /** @description How far it may be shared. */
        class?: components['schemas']['Class'];
        /** @description Who holds it together. */
        coordination?: components['schemas']['CoordinationView'];
        /** @description Every district it lies in, the largest share first. */
        districts?: components['schemas']['DistrictPart'][];
        /** @description The authority that holds it. */
        held_by?: components['schemas']['AuthorityView'];
        /** @description Where it comes from and what it became. */
        lineage?: components['schemas']['Lineage'];
        /** @description The commands this viewer can give now. */
        may?: components['schemas']['Offered'][];
        /** @description What the parties write of it. */
        note?: string;
        /** @description The organisation that made it. */
        origin?: components['schemas']['PartyRef'];
        /** @description With whom it is shared, and why. */
        parties?: components['schemas']['ThingParty'][];
        /** @description Lighting, design and the like. */
        physical_factors?: string[];
        /** @description The priority area. */
        priority_area?: string;
        /** @description Why the last change was made. */
        reason?: string;
        /** @description What its parties say to its being set dormant or dismissed; left out while it is neither. */
        set_aside?: components['schemas']['SetAsideView'];
        /** @description Since when it stands there. */
        status_since?: components['schemas']['Time'];
      } & {
        district: components['schemas']['AreaRef'] | null;
        /** @description Its id. */
        id: string;
        /** @description How much of it is seen: `full`, `summary` or `exists`. */
        level: components['schemas']['Level'];
        /** @description It lies outside every district. */
        outside_districts: boolean;
        /** @description A position inside it. */
        position: components['schemas']['Position'];
        /** @description Why not more. */
        withheld?: components['schemas']['Withheld'];
      })[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PresenceView: {
      /** @description The items. */
      items: {
        /** @description Until when. */
        ends_at: components['schemas']['Time'];
        /** @description The authority that holds what was written down. */
        held_by: components['schemas']['AuthorityView'];
        /** @description Its id. */
        id: string;
        /** @description This caller may take it back. */
        may_withdraw: boolean;
        /** @description The kind of organisation that was there, of the list `organisation_kind`. */
        organisation_kind?: string;
        /** @description The party that wrote it down. */
        origin: components['schemas']['PartyRef'];
        /** @description The party that was there. */
        party?: components['schemas']['PartyRef'];
        /** @description Where, where this viewer sees the place. */
        place?: components['schemas']['PlaceRef'];
        /** @description What kind, of the list `presence_kind`. */
        presence_kind: string;
        /** @description From when. */
        starts_at: components['schemas']['Time'];
        /** @description It was taken back. */
        withdrawn?: boolean;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_PublicationRef: {
      /** @description The items. */
      items: {
        /** @description The decision that it rests on. */
        decision: string;
        /** @description First day. */
        from: string;
        /** @description `district` or `hexagon`: by what areas. */
        geography: string;
        /** @description Its id. */
        id: string;
        /**
         * Format: int32
         * @description Figures smaller than this are not shown.
         */
        least: number;
        /** @description When it was made. */
        published_at: string;
        /** @description Of when, such as `2026-Q3`. */
        quarter: string;
        /** @description Last day. */
        until: string;
        /** @description That it was taken back, and then no figure of it is handed out. */
        withdrawn?: components['schemas']['WithdrawalView'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_ReportView: {
      /** @description The items. */
      items: ({
        /** @description When it was seen. */
        observed_at?: components['schemas']['Time'];
        /**
         * Format: int32
         * @description How many hours, where it is known to some.
         */
        observed_hours?: number;
        /** @description How closely that is known: `moment`, or `hours`, `day` or `month`, of which it is then the beginning. */
        observed_precision?: string;
        /** @description What became of it. */
        outcome?: components['schemas']['Outcome'];
        /** @description The place it belongs to, where this viewer sees it. */
        place?: components['schemas']['PlaceRef'];
        /** @description What was seen. */
        problem_types?: string[];
        /** @description When it reached us. */
        received_at?: components['schemas']['Time'];
        /** @description New, still there, or gone. */
        sighting?: components['schemas']['Sighting'];
        /** @description Where it comes from. */
        source?: string;
        /** @description Whether it waits. */
        status?: components['schemas']['ReportStatus'];
      } & {
        /** @description Answers to extra questions. */
        answers?: {
          [key: string]: string;
        };
        /** @description How far it may be shared. */
        class?: components['schemas']['Class'];
        /** @description How many. */
        count_band?: string;
        /** @description The authority that holds it. */
        held_by?: components['schemas']['AuthorityView'];
        /** @description This account sent it. */
        mine?: boolean;
        /** @description The organisation it comes from. */
        origin?: components['schemas']['PartyRef'];
        /** @description With whom, and why. */
        parties?: components['schemas']['ThingParty'][];
        /** @description Why it was triaged as it was. */
        reason?: string;
        /** @description In words. */
        text?: string;
      } & {
        coordinator_proposal?: components['schemas']['ProposalView'] | null;
        /** @description Places near, the nearest first. */
        places?: components['schemas']['NearPlaceView'][];
        /** @description What words of its text point at, though they are taken: `ethnicity` or `health`. */
        text_warnings?: string[];
        /** @description By when somebody should have decided about it, while it waits. */
        triage_by?: components['schemas']['Time'];
      } & {
        district: components['schemas']['AreaRef'] | null;
        /** @description Its id. */
        id: string;
        /** @description How much of it is seen: `full`, `summary` or `exists`. */
        level: components['schemas']['Level'];
        /** @description It lies outside every district. */
        outside_districts: boolean;
        /** @description Where; below `full` within some ten metres, or as `shown_at` says. */
        position: components['schemas']['Position'];
        /** @description Only where it lies in a building that somebody lives in: where it is shown to those who see less than all of it. */
        shown_at?: components['schemas']['ShownAt'];
        /** @description Why not more. */
        withheld?: components['schemas']['Withheld'];
      })[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_RetentionRuleView: {
      /** @description The items. */
      items: {
        /** @description All has been written to the archive package before it goes. */
        archived: boolean;
        /** @description The number by district, week and type stays. */
        counted: boolean;
        /** @description What has been decided, in order; no two at once. */
        decisions: components['schemas']['KeptView'][];
        holds: components['schemas']['KeptView'] | null;
        /** @description Its id, once something has been decided: what a filing is about. */
        id?: string;
        kind: components['schemas']['Kind'] | null;
        /** @description What it is about. */
        label: components['schemas']['Words'];
        /**
         * Format: int32
         * @description Shortest keep time it takes.
         */
        least: number;
        /**
         * Format: int32
         * @description Longest keep time it takes.
         */
        most: number;
        /** @description Which. */
        name: components['schemas']['RetentionRuleName'];
        /**
         * Format: int32
         * @description A keep time to begin from. It holds only once it has been decided.
         */
        suggested: number;
        /** @description What is done when the time is over. */
        then: components['schemas']['Words'];
        /** @description What keep times are counted in. */
        unit: components['schemas']['RetentionUnit'];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_RetentionRunView: {
      /** @description The items. */
      items: {
        /** @description When it began to erase. */
        begun_at: string;
        /** @description When it had erased all that was due; null while it goes on, or when it broke off: another run takes the rest. */
        ended_at: string | null;
        /** @description Whether the instance that answers carries it out now. A run without an end that no instance carries out broke off. */
        goes_on: boolean;
        /** @description Its id. */
        id: string;
        /** @description The archive package that was written and read back before anything was erased. */
        package: components['schemas']['PackageView'];
        /** @description Its rules. */
        rules: components['schemas']['RunRuleView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_RoundView: {
      /** @description The items. */
      items: {
        /** @description It is walked no more. */
        ended: boolean;
        /** @description The authority that holds it and what is written down on its walks. */
        held_by: components['schemas']['AuthorityView'];
        /** @description Its id. */
        id: string;
        last_walked_at: components['schemas']['Time'] | null;
        /** @description Its name. */
        name: string;
        /** @description Its stops, in the order they are walked. */
        stops: components['schemas']['StopView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_SessionDocument: {
      /** @description The items. */
      items: {
        begun_at: string;
        /** @description Whether it is the one that asks. */
        current: boolean;
        /** @description What kind of browser, as two words; null where that is not known. */
        device: string | null;
        /** @description When it ends by itself if nobody uses it. */
        ends_at: string;
        /** @description What it is called by. */
        id: string;
        /** @description The account's login. */
        login: string;
        /** @description Code of the party it acts for; null for the installation itself. */
        party: string | null;
        /** @description When it was last used, as far as this instance knows: others tell of it every ten minutes. */
        seen_at: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_SettingView: {
      /** @description The items. */
      items: {
        /** @description Reference of the decision that the city's value set last rests on. */
        decision?: string;
        /** @description Districts that have, had or will have a value of their own. */
        districts: components['schemas']['DistrictValue'][];
        /**
         * Format: int32
         * @description What holds where nobody has set it.
         */
        fresh_value: number;
        /** @description Its id in the city, once it has been set there: what a filing is about. */
        id?: string;
        /** @description What it is called. */
        label: Record<string, never>;
        /**
         * Format: int32
         * @description Smallest value it takes.
         */
        least: number;
        /**
         * Format: int32
         * @description Largest value it takes.
         */
        most: number;
        /** @description Which. */
        name: string;
        /** @description Any value but 0 rests on a decision, and is an administrator's to set. */
        needs_decision: boolean;
        /**
         * Format: int32
         * @description For the whole city, today.
         */
        value: number;
        /** @description What has been set for the whole city, in order; no two at once. */
        values: components['schemas']['ValueView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_SiteView: {
      /** @description The items. */
      items: {
        /** @description It is only a point: it has no ground. */
        boundary_missing: boolean;
        /** @description The manager's code for it. */
        code: string | null;
        /** @description GeoJSON, WGS 84. */
        geometry: components['schemas']['Geometry'];
        /** @description The manager's group it belongs to. */
        group?: string;
        /** @description Its id. */
        id: string;
        /** @description Its kind. */
        kind: string;
        land_owner: components['schemas']['PartyRef'] | null;
        /** @description Who has owned its land and will, in order; no two at once. */
        land_owners: components['schemas']['RelationView'][];
        manager: components['schemas']['PartyRef'] | null;
        /** @description Who has run it and will, in order; no two at once. */
        managers: components['schemas']['RelationView'][];
        /** @description Its name. */
        name: string;
        /** @description A position on it. */
        position: components['schemas']['Position'];
        /** @description Designation in the land register. */
        property_designation?: string;
        /** @description Its identity in its source. */
        source_id: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_StatisticView: {
      /** @description The items. */
      items: {
        /** @description Of what age; null is every age. */
        age_band?: string | null;
        area?: components['schemas']['AreaRef'] | null;
        /** @description Kind of the area. */
        area_kind?: string | null;
        /** @description Its id. */
        id: string;
        /** @description What is measured. */
        indicator: string;
        /**
         * Format: int64
         * @description How many people or events it rests on, where the source says so.
         */
        n?: number | null;
        /** @description Last day. */
        period_end: string;
        /** @description First day. */
        period_start: string;
        /** @description `women` or `men`; null is everybody. */
        sex?: string | null;
        /** @description Who has measured it. */
        source: string;
        /** @description The unit of the figure. */
        unit: string;
        /**
         * Format: double
         * @description The figure.
         */
        value: number;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_TokenDocument: {
      /** @description The items. */
      items: {
        created_at: string;
        expires_at: string;
        id: string;
        label?: string | null;
        /** @description Code of the party. */
        party?: string | null;
        role: string;
        /** @description What of its role it may do; null where that is all of it. */
        scopes: components['schemas']['Scope'][] | null;
        /** @description The secret, told once: when it is made. */
        token?: string | null;
        /** @description Code of the unit of the party. */
        unit?: string | null;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_User: {
      /** @description The items. */
      items: {
        /** @description Since when there is one. */
        created_at: string;
        /** @description Whether nobody can log in with it any more. */
        disabled: boolean;
        /** @description When its owner asked to be forgotten as a reporter. */
        forget_asked_at?: string;
        /** @description The function it is used in. */
        function?: string | null;
        /** @description What its user is called there. */
        known_as?: string | null;
        /** @description What it logs in with. */
        login: string;
        /** @description Code of the party; null for the installation itself. */
        party?: string | null;
        /** @description Code of the identity provider that vouches for it; absent for an account of this service, which has a password. */
        provider?: string | null;
        /** @description Its role. */
        role: string;
        /** @description Whether it has a second factor beside its password. */
        second_factor?: boolean;
        /** @description When and by whom its second factor was taken away, where one was: `owner`, `administrator` or `command_line`. */
        second_factor_taken?: components['schemas']['FactorTaken'];
        /** @description Code of the party's unit. */
        unit?: string | null;
        /** @description When somebody last logged in with it; absent where that is not known. */
        used_at?: string;
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description Items, and where the next ones begin. */
    Listed_WalkView: {
      /** @description The items. */
      items: {
        /** @description When it ended. */
        ended_at: components['schemas']['Time'];
        /** @description Its id. */
        id: string;
        /** @description The round's id. */
        round: string;
        /** @description When it began. */
        started_at: components['schemas']['Time'];
        /** @description What was looked at, in order. */
        visits: components['schemas']['VisitView'][];
      }[];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description What is at a position. */
    Located: {
      /** @description Every area here. */
      areas: components['schemas']['KindOfArea'][];
      coordinator_proposal: components['schemas']['ProposalView'] | null;
      district: components['schemas']['AreaRef'] | null;
      /** @description Whether it lies outside every district. */
      outside_districts: boolean;
      /** @description Places here and near, the nearest first. */
      places: components['schemas']['NearPlaceView'][];
      /** @description Sites on and near, the nearest first. */
      sites: components['schemas']['NearSiteView'][];
    };
    /** @description Name and password. */
    LogIn: {
      /** @description The code of its second factor, where it has one. */
      code?: string | null;
      /** @description The account's login. */
      login: string;
      /** @description Its password. */
      password: string;
    };
    /** @description What the log says of itself. */
    LogMark: {
      /** @description When; of a gap its end. */
      at: components['schemas']['Time'];
      /** @description Which server. */
      server: string;
      /** @description Since when lines are missing. */
      since?: components['schemas']['Time'];
      /**
       * @description `gap`: lines are missing that could not be written. `opened` and `closed`: a server began and stopped to keep it; one
       *     that was opened and not closed runs, or ended without writing its last moments.
       */
      what: string;
    };
    /** @description What a provider sends, as a form. */
    LogOutForm: {
      /** @description The token that says who has logged out. */
      logout_token: string;
    };
    /** @description Where to go on to after logging out. */
    LoggedOut: {
      /** @description Where the identity provider's own session is ended. */
      continue_at: string;
    };
    /** @description One look at a stop. */
    LookView: {
      /** @description When. */
      at: components['schemas']['Time'];
      /** @description What came of it. */
      found: components['schemas']['Found'];
    };
    /** @description A mark on a place; null takes it away. */
    MarkBody: {
      mark?: components['schemas']['DeskMark'] | null;
    };
    /** @description What a sheet is marked with. */
    Marking: {
      /** @description How far it may be shared. */
      class: components['schemas']['Class'];
      /** @description The authority that holds it. */
      held_by: components['schemas']['AuthorityView'];
      /** @description The organisation that made the place. */
      origin: components['schemas']['PartyRef'];
    };
    /**
     * @description What the page offers.
     * @enum {string}
     */
    May: 'report' | 'decide' | 'coordinate' | 'administer';
    /** @description Who one is, and what the page should offer. */
    Me: {
      account: components['schemas']['MyAccount'] | null;
      /**
       * @description The cursor of now, for `GET /api/changes`: who begins there is told of all that happens after this answer, and so after
       *     whatever is read from here on. Absent for whoever is told of no changes.
       */
      changes?: string;
      /** @description The city. */
      city: components['schemas']['MyCity'];
      /** @description The city's districts, as they are today. */
      districts: components['schemas']['MyDistrict'][];
      /** @description What to offer. */
      may: components['schemas']['May'][];
      /** @description The party one acts for. */
      party: components['schemas']['MyParty'];
      phone?: components['schemas']['MyPhone'] | null;
      /**
       * Format: int32
       * @description Most photos of one report; 0 where none are taken. A district may have decided otherwise for itself.
       */
      photos_per_report: number;
      /** @description In what role. */
      role: components['schemas']['Role'];
    };
    /** @description A measure as a party gives it. */
    MeasureBody: {
      ends?: string | null;
      measure_type: string;
      note?: string | null;
      /** @description What the type asks to be stated, by the words of its particulars in the list `measure_type`. */
      particulars?: {
        [key: string]: string;
      };
      party: string;
      place: string;
      /** @description `universal` or `selective`; `indicated` is refused with where it belongs. */
      prevention_level?: string | null;
      starts?: string | null;
    };
    /** @description A measure, named. */
    MeasureRef: {
      /** @description Its id. */
      id: string;
      /** @description What is done. */
      measure_type: string;
    };
    /** @description A measure. */
    MeasureView: {
      /** @description A small immediate act without analysis. */
      activity: boolean;
      closed_at: components['schemas']['Time'] | null;
      /** @description The day by which whoever is responsible looks at it again. */
      due_on: string | null;
      /** @description Last day. */
      ends: string | null;
      /** @description The authority that holds what was written down, which need not be the one that does it. */
      held_by: components['schemas']['AuthorityView'];
      /** @description Its id. */
      id: string;
      /** @description What is done. */
      measure_type: string;
      /** @description In words. */
      note?: string;
      /** @description What its type asks to be stated, by the words of the particulars in the list `measure_type`. */
      particulars?: {
        [key: string]: string;
      };
      /** @description Who does it. */
      party: components['schemas']['PartyRef'];
      place: components['schemas']['PlaceRef'] | null;
      /** @description Whom it is for, where that is said: `universal` or `selective`. */
      prevention_level?: string;
      /** @description First day. */
      starts: string | null;
    };
    /** @description Where a place is merged to, and why. */
    MergeBody: {
      class?: components['schemas']['Class'] | null;
      into: string;
      reason?: string;
    };
    MyAccount: {
      /** @description What one is called at the identity provider that vouches for the account; absent for an account of this service. */
      known_as?: string | null;
      login: string;
      role: components['schemas']['Role'];
      second_factor?: components['schemas']['SecondFactor'] | null;
    };
    MyCity: {
      bounds: components['schemas']['Bounds'] | null;
      /** @description Invented. */
      demo: boolean;
      name: string;
    };
    MyDistrict: {
      code: string | null;
      id: string;
      name: string;
    };
    MyParty: {
      code: string;
      id: string;
      kind: components['schemas']['PartyKind'];
      name: string;
    };
    /** @description A phone that a link has bound. */
    MyPhone: {
      /** @description What its reports are its own by. */
      id: string;
      /** @description What the link is for. */
      label: string | null;
      /** @description Until when it is bound. */
      until: string;
    };
    /** @description A site of the caller's party, with what is known on it and at its fence. */
    MySite: {
      /** @description It is only a point: it has no ground. */
      boundary_missing: boolean;
      /** @description The manager's code for it. */
      code: string | null;
      /** @description GeoJSON, WGS 84. */
      geometry: components['schemas']['Geometry'];
      /** @description The manager's group it belongs to. */
      group?: string;
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: string;
      land_owner: components['schemas']['PartyRef'] | null;
      /** @description Who has owned its land and will, in order; no two at once. */
      land_owners: components['schemas']['RelationView'][];
      manager: components['schemas']['PartyRef'] | null;
      /** @description Who has run it and will, in order; no two at once. */
      managers: components['schemas']['RelationView'][];
      /** @description Its name. */
      name: string;
      /** @description A position on it. */
      position: components['schemas']['Position'];
      /** @description Designation in the land register. */
      property_designation?: string;
      /** @description Its identity in its source. */
      source_id: string;
    } & {
      /** @description Places on its ground or within 50 m, the nearest first. */
      places: components['schemas']['PlaceAtSite'][];
      /** @description How many reports lie on it or within 50 m, of those the caller sees. */
      reports: number;
    };
    /** @description A word with what it is called. */
    Named: {
      /** @description The stable word. */
      code: string;
      /** @description Swedish and English. */
      label: components['schemas']['Words'];
    };
    /** @description Somewhere that has a name. */
    NamedSpot: {
      /** @description Its id. */
      id: string;
      /** @description A site's kind. */
      kind?: string;
      /** @description An address's town. */
      locality?: string;
      /** @description Street and number, or the site's name. */
      name: string;
      /** @description Where it is; of a site, a position on it. */
      position: components['schemas']['Position'];
      /** @description An address's postal code. */
      postal_code?: string;
      /** @description What it is. */
      what: components['schemas']['NamedSpotKind'];
    };
    /**
     * @description What a hit is.
     * @enum {string}
     */
    NamedSpotKind: 'address' | 'site';
    /** @description A place near a position. */
    NearPlaceView: {
      coordinator: components['schemas']['PartyRef'] | null;
      /**
       * Format: double
       * @description Metres to it.
       */
      distance_m: number;
      /** @description Its id. */
      id: string;
      /** @description When it was last seen. */
      last_seen?: components['schemas']['Time'];
      /** @description How much of it is seen. */
      level: components['schemas']['Level'];
      /** @description Its name. */
      name?: string;
      /** @description What is wrong. */
      problem_types?: string[];
      /** @description Here, or within 25 m. */
      same_place: boolean;
      /** @description Where it stands. */
      status?: components['schemas']['PlaceStatus'];
      /** @description Why not more. */
      withheld?: components['schemas']['Withheld'];
      /** @description Nobody has accepted to coordinate it. */
      without_coordinator?: boolean;
    };
    /** @description A site near something. */
    NearSiteView: {
      /** @description Whether its boundary is known. */
      boundary: boolean;
      /** @description The manager's code for it. */
      code: string | null;
      /**
       * Format: double
       * @description Metres to it, 0 on its ground; to the point, for a site that is only a point.
       */
      distance_m: number;
      /** @description On its ground, or within 25 m of a site that is only a point. */
      ground: boolean;
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: string;
      land_owner: components['schemas']['PartyRef'] | null;
      manager: components['schemas']['PartyRef'] | null;
      /** @description Its name. */
      name: string;
    };
    /** @description Another password. */
    NewPassword: {
      /** @description 12 to 128 characters. */
      password: string;
    };
    /** @description A new account. */
    NewUser: {
      /** @description The function it is used in; never a person's name. */
      function?: string | null;
      /** @description 2 to 64 characters of a-z, 0-9 and . _ - @ */
      login: string;
      /** @description Code of the party it acts for. */
      party: string;
      /** @description 12 to 128 characters. */
      password: string;
      /** @description reader, reporter, member, coordinator or administrator. */
      role: string;
      /** @description Code of the party's unit. */
      unit?: string | null;
    };
    /** @description What has happened since. */
    News: {
      /** @description Each place where something has, those that are followed first and then the newest. */
      items: components['schemas']['NewsItem'][];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
      since: components['schemas']['Time'] | null;
      until: components['schemas']['Time'] | null;
    };
    /** @description A place where something has happened. */
    NewsItem: {
      district: components['schemas']['AreaRef'] | null;
      /** @description The caller follows it. */
      followed: boolean;
      /** @description What has happened, the oldest first; the last twenty. */
      happened: components['schemas']['HappenedView'][];
      /** @description The place. */
      place: components['schemas']['PlaceRef'];
    };
    /**
     * @description What has happened.
     * @enum {string}
     */
    NewsWord: 'made' | 'status' | 'coordination' | 'objection' | 'reports' | 'gone';
    /** @description Why a place should not have been set aside, or why it was right all the same. */
    ObjectionBody: {
      reason?: string;
    };
    /** @description A party's no to a place being set aside. */
    ObjectionView: {
      /** @description When the weekly check stood by it all the same. */
      answered_at?: components['schemas']['Time'];
      /** @description Which party. */
      party: components['schemas']['PartyRef'];
      /** @description When. */
      time: components['schemas']['Time'];
    };
    /**
     * @description How closely it is known when something was seen.
     * @enum {string}
     */
    ObservedPrecision: 'moment' | 'hours' | 'day' | 'month';
    /**
     * @description A command, or a status to set.
     * @enum {string}
     */
    Offered:
      | 'propose'
      | 'accept'
      | 'decline'
      | 'hand-over'
      | 'edit'
      | 'parties'
      | 'merge'
      | 'split'
      | 'measure'
      | 'object'
      | 'uphold'
      | 'status:suspected'
      | 'status:active'
      | 'status:under_analysis'
      | 'status:in_action'
      | 'status:monitoring'
      | 'status:dormant'
      | 'status:dismissed'
      | 'status:merged'
      | 'status:split';
    /** @description What a phone has read off a screen. */
    OpenPhoneLink: {
      /** @description What stands after `#phone=` in the link. */
      secret: string;
    };
    /** @description Another password for one's own account. */
    OtherPassword: {
      /** @description What the phone shows, or a code for a lost phone, where the account has a second factor. */
      code?: string | null;
      /** @description 12 to 128 characters. */
      new_password: string;
      /** @description The account's password. */
      password: string;
    };
    /**
     * @description What became of a report.
     * @enum {string}
     */
    Outcome: 'linked' | 'became_place' | 'not_ours' | 'no_action' | 'hidden';
    /** @description An account as its owner sees it. */
    OwnAccount: {
      /** @description Since when there is one. */
      created_at: string;
      /** @description Whether nobody can log in with it any more. */
      disabled: boolean;
      /** @description When its owner asked to be forgotten as a reporter. */
      forget_asked_at?: string;
      /** @description The function it is used in. */
      function?: string | null;
      /** @description What its user is called there. */
      known_as?: string | null;
      /** @description What it logs in with. */
      login: string;
      /** @description Code of the party; null for the installation itself. */
      party?: string | null;
      /** @description Code of the identity provider that vouches for it; absent for an account of this service, which has a password. */
      provider?: string | null;
      /** @description Its role. */
      role: string;
      /** @description Whether it has a second factor beside its password. */
      second_factor?: boolean;
      /** @description When and by whom its second factor was taken away, where one was: `owner`, `administrator` or `command_line`. */
      second_factor_taken?: components['schemas']['FactorTaken'];
      /** @description Code of the party's unit. */
      unit?: string | null;
      /** @description When somebody last logged in with it; absent where that is not known. */
      used_at?: string;
    } & {
      /** @description Its number, by which its reports are known. */
      id: string;
      /** @description Who an identity provider says it is: the provider. */
      issuer?: string;
      /** @description And its name for the person. */
      subject?: string;
    };
    /** @description Everything that is held about the caller. */
    OwnData: {
      account: components['schemas']['OwnAccount'] | null;
      /** @description What it follows, would rather not hear of, and has read. */
      desk: components['schemas']['DeskView'];
      /** @description What the audit log says that it did, the newest first; of which things it is not told here. */
      log: components['schemas']['OwnLine'][];
      /** @description There are more, older ones. */
      more_log: boolean;
      /** @description How many more there are that its party does not see any more, or that did not fit. */
      more_reports: number;
      /** @description What one might look for here and why it is not there. */
      not_held: string[];
      /** @description Reports that are known to be its own, the newest first. */
      reports: components['schemas']['ReportView'][];
      /** @description Log-ins that go on. */
      sessions: components['schemas']['SessionDocument'][];
    };
    /** @description What somebody corrects of their own account. */
    OwnDetailsBody: {
      /** @description The function it is used in, at most 80 characters; null for none. Never a person's name. */
      function: string | null;
    };
    /** @description One line of the audit log about the caller: what they did, or what somebody else did with their account. */
    OwnLine: {
      /** @description What was done, such as read, log_in or exported. */
      act: string;
      /** @description When. */
      at: components['schemas']['Time'];
      /** @description Somebody else did it with the account, such as end its sessions. Who that was is theirs. */
      by_another?: boolean;
      /** @description Kind of what was read. */
      kind?: string;
      /** @description By which surface, or what else: detail, list, users/disable. */
      what?: string;
    };
    /** @description One's password, again. */
    OwnPassword: {
      /** @description The account's password. */
      password: string;
    };
    /** @description An archive package. Read by the command line as well. */
    PackageView: {
      /** @description SHA-256 of its manifest, hexadecimal. */
      manifest_sha256: string;
      /** @description The folder's name, in the archive folder of the server. */
      name: string;
    };
    /** @description A part of a split. */
    PartBody: {
      geometry: components['schemas']['Geometry'];
      name: string;
      reports?: string[];
    };
    /** @description Something that a measure of a type must state. */
    Particular: {
      code: string;
      form: components['schemas']['ParticularForm'];
      label: components['schemas']['Words'];
      /** @description It may be left out. */
      optional?: boolean;
    };
    /**
     * @description How something that a measure must state is given: in words, as the number of a document in a diary, as a day, or as the day by which the measure is looked at again.
     * @enum {string}
     */
    ParticularForm: 'text' | 'reference' | 'day' | 'due_day';
    /** @description A party as an administrator gives it. What is left out stays as it is. */
    PartyBody: {
      /** @description The areas it runs, each by id, code or name. */
      areas?: string[] | null;
      /** @description The function that speaks for it. */
      function?: string | null;
      /** @description Its kind. */
      kind: components['schemas']['PartyKind'];
      /** @description Whether it has log-ins; otherwise it answers through the district. */
      logs_in?: boolean | null;
      /** @description Its name. */
      name: string;
      /** @description Its site groups, all of them. Sites keep the code of one that goes. */
      site_groups?: components['schemas']['SiteGroupView'][] | null;
      /** @description Its units, all of them. One that accounts are in stays. */
      units?: components['schemas']['UnitView'][] | null;
    };
    /** @description How much one party has looked at a place. When in the day is nobody else's to know. */
    PartyEffort: {
      /** @description The day of the last. */
      last: string;
      /** @description Which. */
      party: components['schemas']['PartyRef'];
      /** @description At how many of them there was something to see. */
      seen: number;
      /** @description How many looks. */
      visits: number;
    };
    /**
     * @description What kind of organisation a party is.
     * @enum {string}
     */
    PartyKind: 'district_administration' | 'police' | 'city_office' | 'property_company' | 'city_executive' | 'other';
    /**
     * @description Why a party is among a thing's parties.
     * @enum {string}
     */
    PartyReason:
      | 'coordinator'
      | 'proposed'
      | 'district'
      | 'police_area'
      | 'neighbouring_police_area'
      | 'manager'
      | 'land_owner'
      | 'confirmed'
      | 'recipient';
    /** @description A party, named. */
    PartyRef: {
      /** @description Its code. */
      code: string;
      /** @description Its name. */
      name: string;
    };
    /** @description A party. */
    PartyView: {
      /** @description Ids of the areas it runs. */
      areas: string[];
      /** @description Its code. */
      code: string;
      /** @description The function that speaks for it. */
      function: string;
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: components['schemas']['PartyKind'];
      /** @description Whether it has log-ins; otherwise it answers through the district. */
      logs_in: boolean;
      /** @description Its name. */
      name: string;
      /** @description Its site groups. */
      site_groups: components['schemas']['SiteGroupView'][];
      /** @description Its units. */
      units: components['schemas']['UnitView'][];
    };
    /** @description One's password and a code. */
    PasswordAndCode: {
      /** @description What the phone shows, or a code for a lost phone. */
      code?: string | null;
      /** @description The account's password. */
      password: string;
    };
    /** @description One line of a coordination's history. */
    PastView: {
      /** @description About which party. */
      party: components['schemas']['PartyRef'];
      /** @description When. */
      time: components['schemas']['Time'];
      /** @description What. */
      what: components['schemas']['Turn'];
      /** @description In words. */
      words: string;
    };
    /** @description A link that binds phones. Its secret is told once: when it is made. */
    PhoneLinkDocument: {
      /** @description The link itself, once. */
      address?: string | null;
      created_at: string;
      /** @description Until when its phones are bound. */
      expires_at: string;
      id: string;
      label?: string | null;
      /** @description Until when it can be opened. */
      opens_until: string;
      /** @description Code of the party. */
      party: string | null;
      /** @description Phones that are bound by it now. */
      phones: number;
      /** @description The same as a picture (SVG) for a phone's camera, once. */
      qr?: string | null;
      /** @description When one of them was last used; null before that. */
      seen_at: string | null;
      /** @description Code of the unit of the party. */
      unit?: string | null;
      /**
       * Format: int32
       * @description How many phones may open it, and how many still may.
       */
      uses: number;
      /** Format: int32 */
      uses_left: number;
    };
    /** @description A new link. */
    PhoneLinkDraft: {
      /**
       * Format: int32
       * @description How long a phone stays bound, 1 to 30 days; 7 when left out.
       */
      days?: number | null;
      /** @description What it is for, at most 80 characters; never a person's name. */
      label?: string | null;
      /** @description Code of the party that the phone reports for. */
      party: string;
      /**
       * @description Code of a unit of the party, whose reports the phone's are; one's own when left out. Only an administrator names
       *     another.
       */
      unit?: string | null;
      /**
       * Format: int32
       * @description How many phones may open it, 1 to 50; 1 when left out.
       */
      uses?: number | null;
    };
    /** @description A photo of a report. */
    PhotoView: {
      /** @description When it reached us. */
      added_at: components['schemas']['Time'];
      /** @description Its origin has said that it shows nobody. Until then only its origin sees it. */
      checked: boolean;
      /**
       * Format: int32
       * @description Height of the larger of its two sizes, pixels.
       */
      height: number;
      /** @description The authority that holds it. */
      held_by: components['schemas']['AuthorityView'];
      /** @description Its id. */
      id: string;
      /** @description This caller may say that it shows nobody. */
      may_check: boolean;
      /** @description This caller may take it away. */
      may_remove: boolean;
      /** @description The report it belongs to. */
      report: string;
      /**
       * Format: int32
       * @description Width of the larger of its two sizes, pixels.
       */
      width: number;
    };
    /** @description A place at a site. */
    PlaceAtSite: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description Where it stands. */
      status: components['schemas']['PlaceStatus'];
    } & {
      /**
       * Format: double
       * @description Metres between them.
       */
      distance_m: number;
      /** @description On the site's ground. */
      ground: boolean;
    };
    /** @description A new place. */
    PlaceBody: {
      class?: components['schemas']['Class'] | null;
      geometry?: components['schemas']['Geometry'] | null;
      /** @description A code of the list `sharing_ground`; must be given where more see the place than a report it is made from. */
      ground?: string | null;
      name?: string | null;
      note?: string | null;
      physical_factors?: string[];
      priority_area?: string | null;
      problem_types: string[];
      /** @description That ground in words. */
      reason?: string | null;
      reports?: string[];
    };
    /** @description One district on one day. */
    PlaceCount: {
      /** @description Places that were active, under analysis, in action or monitored. */
      active: number;
      /** @description Places by the status they had. */
      by_status: {
        [key: string]: number;
      };
      /**
       * Format: date
       * @description The day, at whose end it is counted; today is counted now.
       */
      day: string;
      district: components['schemas']['AreaRef'] | null;
    };
    /** @description Counts, with what they cannot say. */
    PlaceCounts: {
      /** @description By day and district. */
      items: components['schemas']['PlaceCount'][];
      /** @description Not everything is reported. */
      note: string;
      /** @description What is counted, from the list `problem_type`. */
      problem_type: string;
      /** @description What the counts rest on. */
      source: string;
    };
    /** @description What is to be changed of a place. */
    PlaceEditBody: {
      child_relevant?: boolean | null;
      class?: components['schemas']['Class'] | null;
      geometry?: components['schemas']['Geometry'] | null;
      /** @description A code of the list `sharing_ground`; must be given where more see it than before. */
      ground?: string | null;
      name?: string | null;
      note?: string | null;
      physical_factors?: string[] | null;
      priority_area?: string | null;
      problem_types?: string[] | null;
      reason?: string | null;
    };
    /** @description A party and how much it sees; null takes it away. */
    PlacePartyBody: {
      /** @description A code of the list `sharing_ground`; must be given for a place that only its origin widens. */
      ground?: string | null;
      level?: components['schemas']['Level'] | null;
      party: string;
    };
    /** @description A place, named. */
    PlaceRef: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description Where it stands. */
      status: components['schemas']['PlaceStatus'];
    };
    /**
     * @description Where a place stands, in the order of the work.
     * @enum {string}
     */
    PlaceStatus:
      | 'suspected'
      | 'active'
      | 'under_analysis'
      | 'in_action'
      | 'monitoring'
      | 'dormant'
      | 'dismissed'
      | 'merged'
      | 'split';
    /** @description A place. */
    PlaceView: {
      /** @description Matters to children. */
      child_relevant?: boolean;
      /** @description Who coordinates it. */
      coordinator?: components['schemas']['PartyRef'];
      /** @description When it was made. */
      created_at?: components['schemas']['Time'];
      /** @description GeoJSON, WGS 84. */
      geometry?: components['schemas']['Geometry'];
      last_seen?: components['schemas']['Time'] | null;
      /** @description Its name. */
      name?: string;
      /** @description What is wrong. */
      problem_types?: string[];
      /** @description How many reports of it this viewer sees. */
      report_count?: number;
      /** @description The same by where they come from; not everything that happens is reported. */
      report_sources?: {
        [key: string]: number;
      };
      /** @description Where it stands. */
      status?: components['schemas']['PlaceStatus'];
      /** @description Nobody has accepted to coordinate it. */
      without_coordinator?: boolean;
    } & {
      /** @description How far it may be shared. */
      class?: components['schemas']['Class'];
      /** @description Who holds it together. */
      coordination?: components['schemas']['CoordinationView'];
      /** @description Every district it lies in, the largest share first. */
      districts?: components['schemas']['DistrictPart'][];
      /** @description The authority that holds it. */
      held_by?: components['schemas']['AuthorityView'];
      /** @description Where it comes from and what it became. */
      lineage?: components['schemas']['Lineage'];
      /** @description The commands this viewer can give now. */
      may?: components['schemas']['Offered'][];
      /** @description What the parties write of it. */
      note?: string;
      /** @description The organisation that made it. */
      origin?: components['schemas']['PartyRef'];
      /** @description With whom it is shared, and why. */
      parties?: components['schemas']['ThingParty'][];
      /** @description Lighting, design and the like. */
      physical_factors?: string[];
      /** @description The priority area. */
      priority_area?: string;
      /** @description Why the last change was made. */
      reason?: string;
      /** @description What its parties say to its being set dormant or dismissed; left out while it is neither. */
      set_aside?: components['schemas']['SetAsideView'];
      /** @description Since when it stands there. */
      status_since?: components['schemas']['Time'];
    } & {
      district: components['schemas']['AreaRef'] | null;
      /** @description Its id. */
      id: string;
      /** @description How much of it is seen: `full`, `summary` or `exists`. */
      level: components['schemas']['Level'];
      /** @description It lies outside every district. */
      outside_districts: boolean;
      /** @description A position inside it. */
      position: components['schemas']['Position'];
      /** @description Why not more. */
      withheld?: components['schemas']['Withheld'];
    };
    /** @description A position. */
    Position: {
      /**
       * Format: double
       * @description How well it is known, metres.
       */
      accuracy_m?: number;
      /** @description Of a report: somebody pointed at it, instead of taking where their device said that it was. */
      by_hand?: boolean;
      /**
       * Format: double
       * @description Latitude, WGS 84 degrees.
       */
      lat: number;
      /**
       * Format: double
       * @description Longitude, WGS 84 degrees.
       */
      lon: number;
    };
    /** @description A position in a body. */
    PositionBody: {
      /** Format: double */
      accuracy_m?: number | null;
      /** @description Somebody pointed at it, instead of taking where their device said that it was. */
      by_hand?: boolean;
      /** Format: double */
      lat: number;
      /** Format: double */
      lon: number;
    };
    /** @description A presence as a party gives it: by a party, or by an organisation of a kind. */
    PresenceBody: {
      ends_at: string;
      organisation_kind?: string | null;
      party?: string | null;
      place: string;
      presence_kind: string;
      starts_at: string;
    };
    /** @description Somebody was at a place. */
    PresenceView: {
      /** @description Until when. */
      ends_at: components['schemas']['Time'];
      /** @description The authority that holds what was written down. */
      held_by: components['schemas']['AuthorityView'];
      /** @description Its id. */
      id: string;
      /** @description This caller may take it back. */
      may_withdraw: boolean;
      /** @description The kind of organisation that was there, of the list `organisation_kind`. */
      organisation_kind?: string;
      /** @description The party that wrote it down. */
      origin: components['schemas']['PartyRef'];
      /** @description The party that was there. */
      party?: components['schemas']['PartyRef'];
      /** @description Where, where this viewer sees the place. */
      place?: components['schemas']['PlaceRef'];
      /** @description What kind, of the list `presence_kind`. */
      presence_kind: string;
      /** @description From when. */
      starts_at: components['schemas']['Time'];
      /** @description It was taken back. */
      withdrawn?: boolean;
    };
    /** @description As it is written. */
    ProblemDocument: {
      /** @description About this case, and what to do. */
      detail: string;
      /** @description Faults in the content. */
      errors?: components['schemas']['ProblemError'][];
      /** @description No account has been made yet. */
      first_run?: boolean;
      /** @description Of a file: how many faults it has, listed in `errors` or not. */
      found?: number;
      /** @description The request, as the log knows it. */
      instance: string;
      /** @description Of a file: what was assumed, repaired or is worth a look, as sentences. */
      notes?: string[];
      /**
       * Format: int32
       * @description HTTP status.
       */
      status: number;
      /** @description The same for every case of the type. */
      title: string;
      /** @description What has gone wrong. */
      type: components['schemas']['ProblemType'];
    };
    /** @description One fault in the content. */
    ProblemError: {
      /** @description Stable word: one of `RefusalWord`, or a word of the fault of a file. */
      code: string;
      /** @description In words. */
      detail: string;
      /** @description JSON pointer with `#` before it. */
      pointer: string;
    };
    /**
     * @description Stable.
     * @enum {string}
     */
    ProblemType:
      | '/problems/malformed'
      | '/problems/bad-parameter'
      | '/problems/not-logged-in'
      | '/problems/wrong-login'
      | '/problems/code-needed'
      | '/problems/not-allowed'
      | '/problems/foreign-page'
      | '/problems/not-there'
      | '/problems/erased'
      | '/problems/withdrawn'
      | '/problems/method-not-allowed'
      | '/problems/wrong-state'
      | '/problems/stale'
      | '/problems/too-large'
      | '/problems/unsupported-media-type'
      | '/problems/export-too-large'
      | '/problems/invalid'
      | '/problems/key-reused'
      | '/problems/version-required'
      | '/problems/too-many-requests'
      | '/problems/headers-too-large'
      | '/problems/internal'
      | '/problems/photo-missing'
      | '/problems/quarantined'
      | '/problems/unavailable'
      | '/problems/busy'
      | '/problems/outcome-unknown'
      | '/problems/timeout';
    /** @description Who should coordinate. */
    ProposalView: {
      /** @description Why, in words. */
      because: string;
      /** @description The function that would do it. */
      function: string;
      /** @description The party. */
      party: components['schemas']['PartyRef'];
    };
    /** @description Whom to ask. */
    ProposeBody: {
      function?: string | null;
      party: string;
      reason?: string | null;
    };
    /** @description An identity provider. */
    ProviderDocument: {
      code: string;
      /** @description What its button says. */
      name: string;
    };
    /** @description Whom one can log in by, beside a password of one's own here. */
    ProviderList: {
      /** @description In the order that they are to be offered. */
      items: components['schemas']['ProviderDocument'][];
    };
    /** @description A publication as it is asked for. */
    PublicationBody: {
      /** @description The decision that it rests on; needed to publish, and not to try. */
      decision?: string | null;
      /** @description `district` or `hexagon`: one of the two, for good. */
      geography: string;
      /** @description Problem types that are left out beside those that always are. */
      left_out?: string[];
      /** @description A quarter that is over, such as `2026-Q3`. */
      quarter: string;
    };
    /** @description What is told of a publication in a list. */
    PublicationRef: {
      /** @description The decision that it rests on. */
      decision: string;
      /** @description First day. */
      from: string;
      /** @description `district` or `hexagon`: by what areas. */
      geography: string;
      /** @description Its id. */
      id: string;
      /**
       * Format: int32
       * @description Figures smaller than this are not shown.
       */
      least: number;
      /** @description When it was made. */
      published_at: string;
      /** @description Of when, such as `2026-Q3`. */
      quarter: string;
      /** @description Last day. */
      until: string;
      /** @description That it was taken back, and then no figure of it is handed out. */
      withdrawn?: components['schemas']['WithdrawalView'];
    };
    /** @description A publication: how many reports there were, by area and category, in a quarter. */
    PublicationView: components['schemas']['PublicationRef'] & {
      /** @description The categories, in the order of the counts. */
      categories: components['schemas']['Named'][];
      /** @description The problem types that are in no figure. */
      left_out: components['schemas']['Named'][];
      /** @description All districts, or the hexagons that have a figure to show. */
      rows: components['schemas']['RowView'][];
      /**
       * Format: int32
       * @description Their sum; null is not shown.
       */
      total?: number | null;
      /** @description The city's counts, in the order of the categories; null is not shown. */
      totals: (number | null)[];
    };
    /** @description An extra question that a problem type brings with it. */
    Question: {
      choices: components['schemas']['Choice'][];
      code: string;
      label: components['schemas']['Words'];
    };
    /** @description Until when news has been read. */
    ReadBody: {
      until: string;
    };
    /** @description One read. */
    ReadView: {
      /** @description The account, token or phone, by kind and id; null where its holder was forgotten. */
      account: string | null;
      /** @description When. */
      at: components['schemas']['Time'];
      /** @description How it was shared then. */
      class: components['schemas']['Class'];
      /** @description Its id. */
      id: string;
      /** @description Kind of what was read. */
      kind: string;
      /** @description How much of it was seen. */
      level: string;
      /** @description What the account logs in with; for administrators. */
      login?: string;
      /** @description The organisation it comes from. */
      origin: components['schemas']['PartyRef'];
      /** @description The party it acted for. */
      party: components['schemas']['PartyRef'];
      /** @description In what role. */
      role: string;
      /** @description By which surface: detail, history, document, sheet, photo, file, answer or list. */
      surface: string;
    };
    /** @description A page of the log. */
    ReadsPage: {
      /** @description The reads, the newest first. */
      items: components['schemas']['ReadView'][];
      /** @description What the log says of itself in the period, the newest first, at most 100. */
      marks: components['schemas']['LogMark'][];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
    };
    /** @description For whom a sheet is, how much they see, and why. */
    Receiver: {
      level: components['schemas']['Level'] | null;
      /** @description The party. */
      party: components['schemas']['PartyRef'];
      seen_by: components['schemas']['SeenBy'] | null;
      /** @description Why it is one of the place's parties, where it is one. */
      why?: components['schemas']['PartyReason'];
      /** @description Why it does not see more. */
      withheld?: components['schemas']['Withheld'];
    };
    /** @description A party that something was handed on to. */
    ReceiverView: {
      /** @description How much it was let see. */
      level: components['schemas']['Level'];
      /** @description Who. */
      party: components['schemas']['PartyRef'];
    };
    /**
     * @description A stable word of a refusal; a refused file has others beside them.
     * @enum {string}
     */
    RefusalWord:
      | 'administrator_role'
      | 'already-closed'
      | 'already-published'
      | 'already-withdrawn'
      | 'already_linked'
      | 'ambiguous_area'
      | 'another-is-asked'
      | 'another_partys_source'
      | 'answers_itself'
      | 'apartment_number'
      | 'bad_parameter'
      | 'before_start'
      | 'bidirectional_override'
      | 'case_number'
      | 'class_needed'
      | 'code_ended'
      | 'code_not_begun'
      | 'contradicts'
      | 'control_character'
      | 'coordinates_places'
      | 'coordinator_role'
      | 'does_not_log_in'
      | 'elsewhere'
      | 'email'
      | 'founded-a-place'
      | 'geometry'
      | 'guessable'
      | 'has_passed'
      | 'held_by_another'
      | 'hidden'
      | 'holder-may-not-see'
      | 'holds_already'
      | 'holds_login'
      | 'identity_number'
      | 'in_the_future'
      | 'indicated_elsewhere'
      | 'itself'
      | 'left_out'
      | 'length'
      | 'login'
      | 'made_of_others'
      | 'may_not_see'
      | 'member_role'
      | 'moved-on'
      | 'narrowed'
      | 'never_open'
      | 'no-account'
      | 'no-desk'
      | 'no_password'
      | 'no_such_part'
      | 'not-due'
      | 'not_a_code'
      | 'not_a_diary_number'
      | 'not_a_full_party'
      | 'not_a_number'
      | 'not_a_photo'
      | 'not_a_phone_number'
      | 'not_a_polygon'
      | 'not_a_web_address'
      | 'not_here'
      | 'not_json'
      | 'not_the_holder'
      | 'not_the_origin'
      | 'not_with_outcome'
      | 'not_your_act'
      | 'not_your_area'
      | 'not_your_party'
      | 'not_your_unit'
      | 'nothing-to-accept'
      | 'nothing-to-decline'
      | 'nothing-to-publish'
      | 'nothing-to-take-back'
      | 'nothing-to-uphold'
      | 'objected-already'
      | 'objection-too-late'
      | 'only_one'
      | 'only_the_origin_widens'
      | 'only_the_unit_widens'
      | 'out_of_range'
      | 'overlaps'
      | 'own_party'
      | 'part_of_union'
      | 'phone_number'
      | 'photos-full'
      | 'photos-off'
      | 'place-ended'
      | 'place-not-open'
      | 'place-not-set-aside'
      | 'place-open'
      | 'place_ended'
      | 'police_never_asked'
      | 'police_only'
      | 'range'
      | 'reaches_into_next'
      | 'reporter_role'
      | 'retention-ended'
      | 'retention-not-decided'
      | 'required'
      | 'scope'
      | 'status-not-reachable'
      | 'take-back-too-late'
      | 'takes_it_up_itself'
      | 'too_large'
      | 'too_late'
      | 'too_long'
      | 'too-many-areas'
      | 'too-many-disclosures'
      | 'too-many-rounds'
      | 'too_many'
      | 'touches-too-much'
      | 'twice'
      | 'unit_in_use'
      | 'unknown'
      | 'unknown_answer'
      | 'unknown_area'
      | 'unknown_category'
      | 'unknown_code'
      | 'unknown_party'
      | 'unknown_place'
      | 'unknown_question'
      | 'unknown_report'
      | 'unknown_round'
      | 'unknown_site'
      | 'unknown_stop'
      | 'vague_position'
      | 'vehicle_plate'
      | 'wrong_code'
      | 'wrong_count'
      | 'wrong_password'
      | 'wrong_type';
    /** @description Who manages a site or owns its land, from a day on. */
    RelationBody: {
      /** @description First day; today when left out. */
      from?: string | null;
      /** @description The party's code; null ends the relation, or takes back what begins on that day. */
      party: string | null;
      /** @description Which. */
      relation: components['schemas']['RelationName'];
      /** @description First day it no longer holds; when left out it goes on to where the next begins. */
      until?: string | null;
    };
    /**
     * @description The two relations.
     * @enum {string}
     */
    RelationName: 'manager' | 'land_owner';
    /** @description A relation of a site while it holds. */
    RelationView: {
      /** @description First day; left out where nobody has said. */
      from?: string | null;
      /** @description Who. */
      party: components['schemas']['PartyRef'];
      /** @description First day it no longer holds; left out while it goes on. */
      until?: string | null;
    };
    /** @description Why a photo is taken away. */
    RemovePhotoBody: {
      reason?: string;
    };
    /** @description A new report. */
    ReportBody: {
      answers?: {
        [key: string]: string;
      };
      class?: components['schemas']['Class'] | null;
      count_band?: string | null;
      observed_at?: string | null;
      /**
       * Format: int32
       * @description With `hours`: in how many hours from `observed_at` on it was seen, 1 to 12.
       */
      observed_hours?: number | null;
      /** @description How closely that is known; to the moment unless told. */
      observed_precision?: components['schemas']['ObservedPrecision'];
      place?: string | null;
      position: components['schemas']['PositionBody'];
      problem_types: string[];
      sighting?: components['schemas']['Sighting'];
      source?: string | null;
      text?: string | null;
    };
    /** @description How far a report is to be shared, and why. */
    ReportClassBody: {
      class: components['schemas']['Class'];
      /** @description A code of the list `sharing_ground`; must be given where more see it than before. */
      ground?: string | null;
      reason?: string;
    };
    /** @description A report, named. */
    ReportRef: {
      /** @description Its id. */
      id: string;
    };
    /**
     * @description Whether a report waits.
     * @enum {string}
     */
    ReportStatus: 'received' | 'triaged';
    /** @description A report. */
    ReportView: {
      /** @description When it was seen. */
      observed_at?: components['schemas']['Time'];
      /**
       * Format: int32
       * @description How many hours, where it is known to some.
       */
      observed_hours?: number;
      /** @description How closely that is known: `moment`, or `hours`, `day` or `month`, of which it is then the beginning. */
      observed_precision?: string;
      /** @description What became of it. */
      outcome?: components['schemas']['Outcome'];
      /** @description The place it belongs to, where this viewer sees it. */
      place?: components['schemas']['PlaceRef'];
      /** @description What was seen. */
      problem_types?: string[];
      /** @description When it reached us. */
      received_at?: components['schemas']['Time'];
      /** @description New, still there, or gone. */
      sighting?: components['schemas']['Sighting'];
      /** @description Where it comes from. */
      source?: string;
      /** @description Whether it waits. */
      status?: components['schemas']['ReportStatus'];
    } & {
      /** @description Answers to extra questions. */
      answers?: {
        [key: string]: string;
      };
      /** @description How far it may be shared. */
      class?: components['schemas']['Class'];
      /** @description How many. */
      count_band?: string;
      /** @description The authority that holds it. */
      held_by?: components['schemas']['AuthorityView'];
      /** @description This account sent it. */
      mine?: boolean;
      /** @description The organisation it comes from. */
      origin?: components['schemas']['PartyRef'];
      /** @description With whom, and why. */
      parties?: components['schemas']['ThingParty'][];
      /** @description Why it was triaged as it was. */
      reason?: string;
      /** @description In words. */
      text?: string;
    } & {
      coordinator_proposal?: components['schemas']['ProposalView'] | null;
      /** @description Places near, the nearest first. */
      places?: components['schemas']['NearPlaceView'][];
      /** @description What words of its text point at, though they are taken: `ethnicity` or `health`. */
      text_warnings?: string[];
      /** @description By when somebody should have decided about it, while it waits. */
      triage_by?: components['schemas']['Time'];
    } & {
      district: components['schemas']['AreaRef'] | null;
      /** @description Its id. */
      id: string;
      /** @description How much of it is seen: `full`, `summary` or `exists`. */
      level: components['schemas']['Level'];
      /** @description It lies outside every district. */
      outside_districts: boolean;
      /** @description Where; below `full` within some ten metres, or as `shown_at` says. */
      position: components['schemas']['Position'];
      /** @description Only where it lies in a building that somebody lives in: where it is shown to those who see less than all of it. */
      shown_at?: components['schemas']['ShownAt'];
      /** @description Why not more. */
      withheld?: components['schemas']['Withheld'];
    };
    /** @description What a measure's type asks, stated anew: all of it. */
    RestateBody: {
      particulars: {
        [key: string]: string;
      };
    };
    /** @description What is due, rule by rule. Read by the command line as well. */
    RetentionPlanView: {
      /** @description The rules for which something has been decided. */
      rules: components['schemas']['DueView'][];
      /** @description The run that has begun; null for a dry run, and when nothing is due. */
      run: string | null;
    };
    /** @description A decision to put into the table. */
    RetentionRuleBody: {
      /** @description The decision's reference; required with `keep`. */
      decision?: string;
      /** @description First day; today when left out. */
      from?: string | null;
      /**
       * Format: int32
       * @description How long, in the rule's unit; null withdraws what holds, and then nothing is erased.
       */
      keep: number | null;
      /** @description First day it no longer holds; when left out it goes on to where the next begins. */
      until?: string | null;
    };
    /**
     * @description A rule of retention.
     * @enum {string}
     */
    RetentionRuleName:
      | 'report_reporter'
      | 'report_text'
      | 'unlinked_report'
      | 'closed_place'
      | 'remembered_command'
      | 'document_request'
      | 'filing'
      | 'access_review'
      | 'restricted_read'
      | 'audit_log';
    /** @description One rule of retention, with what has been decided of it. */
    RetentionRuleView: {
      /** @description All has been written to the archive package before it goes. */
      archived: boolean;
      /** @description The number by district, week and type stays. */
      counted: boolean;
      /** @description What has been decided, in order; no two at once. */
      decisions: components['schemas']['KeptView'][];
      holds: components['schemas']['KeptView'] | null;
      /** @description Its id, once something has been decided: what a filing is about. */
      id?: string;
      kind: components['schemas']['Kind'] | null;
      /** @description What it is about. */
      label: components['schemas']['Words'];
      /**
       * Format: int32
       * @description Shortest keep time it takes.
       */
      least: number;
      /**
       * Format: int32
       * @description Longest keep time it takes.
       */
      most: number;
      /** @description Which. */
      name: components['schemas']['RetentionRuleName'];
      /**
       * Format: int32
       * @description A keep time to begin from. It holds only once it has been decided.
       */
      suggested: number;
      /** @description What is done when the time is over. */
      then: components['schemas']['Words'];
      /** @description What keep times are counted in. */
      unit: components['schemas']['RetentionUnit'];
    };
    /** @description What to do about what is due. */
    RetentionRunBody: {
      /** @description Only tell what would be erased. */
      dry_run?: boolean;
    };
    /** @description One run of the retention. Read by the command line as well. */
    RetentionRunView: {
      /** @description When it began to erase. */
      begun_at: string;
      /** @description When it had erased all that was due; null while it goes on, or when it broke off: another run takes the rest. */
      ended_at: string | null;
      /** @description Whether the instance that answers carries it out now. A run without an end that no instance carries out broke off. */
      goes_on: boolean;
      /** @description Its id. */
      id: string;
      /** @description The archive package that was written and read back before anything was erased. */
      package: components['schemas']['PackageView'];
      /** @description Its rules. */
      rules: components['schemas']['RunRuleView'][];
    };
    /**
     * @description What a keep time is counted in.
     * @enum {string}
     */
    RetentionUnit: 'days' | 'months';
    /** @description A review that was done. */
    ReviewView: {
      /** @description When. */
      at: components['schemas']['Time'];
      /** @description What stayed. */
      confirmed: components['schemas']['ReviewedView'];
      /** @description What was ended. */
      ended: components['schemas']['ReviewedView'];
      /** @description Of every party. */
      whole_city: boolean;
    };
    /** @description How many of each. */
    ReviewedView: {
      /** Format: int32 */
      accounts: number;
      /** Format: int32 */
      mappings: number;
      /** Format: int32 */
      phone_links: number;
      /** Format: int32 */
      tokens: number;
    };
    /** @description Reports by week and by hour of the day, of those the viewer sees, with what could not be counted so. */
    RhythmView: {
      /**
       * Format: int32
       * @description How many were seen before those weeks.
       */
      earlier: number;
      /** @description Reports of those weeks that say that something is there, by the hour of the day in Stockholm: 24 counts. */
      hours: number[];
      /** @description The last 52 weeks, the oldest first. */
      weeks: components['schemas']['WeekView'][];
      /**
       * Format: int32
       * @description How many of them are in no hour, because their time is known to the day alone.
       */
      without_hour: number;
      /**
       * Format: int32
       * @description How many reports are in no week, because their time is known to the month alone.
       */
      without_week: number;
    };
    /**
     * @description What somebody may do, on behalf of a party.
     * @enum {string}
     */
    Role: 'reader' | 'reporter' | 'member' | 'coordinator' | 'administrator';
    /** @description A round as its party writes it. */
    RoundBody: {
      ended?: boolean;
      name: string;
      stops: components['schemas']['StopBody'][];
    };
    /** @description A party's round. */
    RoundView: {
      /** @description It is walked no more. */
      ended: boolean;
      /** @description The authority that holds it and what is written down on its walks. */
      held_by: components['schemas']['AuthorityView'];
      /** @description Its id. */
      id: string;
      last_walked_at: components['schemas']['Time'] | null;
      /** @description Its name. */
      name: string;
      /** @description Its stops, in the order they are walked. */
      stops: components['schemas']['StopView'][];
    };
    /** @description One area's figures. */
    RowView: {
      /** @description The id of a district, or the name of a hexagon. */
      area: string;
      /** @description The district's code, where it has one. */
      code?: string;
      /** @description Its counts, in the order of the categories; null is not shown. */
      counts: (number | null)[];
      /** @description The district's name. */
      name?: string;
      /**
       * Format: int32
       * @description Their sum; null is not shown.
       */
      total?: number | null;
    };
    /** @description What one rule came to. Read by the command line as well. */
    RunRuleView: {
      /** @description The decision's reference. */
      decision: string;
      /**
       * Format: int32
       * @description How many were due when it began.
       */
      due: number;
      /**
       * Format: int32
       * @description How many have been erased.
       */
      erased: number;
      /**
       * Format: int32
       * @description How long it kept.
       */
      keep: number;
      /** @description The rule. */
      rule: string;
    };
    /**
     * @description A kind of request.
     * @enum {string}
     */
    Scope: 'read' | 'report' | 'work' | 'export' | 'administer';
    /**
     * @description How an account stands with a second factor.
     * @enum {string}
     */
    SecondFactor: 'on' | 'off' | 'required';
    /**
     * @description By which rule somebody sees a thing.
     * @enum {string}
     */
    SeenBy: 'origin' | 'open' | 'police' | 'whole_city' | 'administrator' | 'party';
    /** @description Who sees a thing at a level. */
    SeersView: {
      /** @description Parties all of whose log-ins do, by name. */
      parties: components['schemas']['PartyRef'][];
      /** @description How many log-ins there are that do, by role; in other organisations too, such as administrators. */
      roles: {
        [key: string]: number;
      };
    };
    /** @description A session. Nothing of its secret is told. */
    SessionDocument: {
      begun_at: string;
      /** @description Whether it is the one that asks. */
      current: boolean;
      /** @description What kind of browser, as two words; null where that is not known. */
      device: string | null;
      /** @description When it ends by itself if nobody uses it. */
      ends_at: string;
      /** @description What it is called by. */
      id: string;
      /** @description The account's login. */
      login: string;
      /** @description Code of the party it acts for; null for the installation itself. */
      party: string | null;
      /** @description When it was last used, as far as this instance knows: others tell of it every ten minutes. */
      seen_at: string;
    };
    /** @description A place that was set aside, and who objects. */
    SetAsideView: {
      /** @description The objections, in order. Their reasons are in the history. */
      objections: components['schemas']['ObjectionView'][];
      /** @description A party may object before this moment. */
      objections_until: components['schemas']['Time'];
    };
    /** @description A value to set. */
    SettingBody: {
      /** @description Reference of the decision, for a setting that needs one. */
      decision?: string | null;
      /** @description Id of a district; the whole city when left out. */
      district?: string | null;
      /** @description First day; today when left out. */
      from?: string | null;
      /** @description First day it no longer holds; when left out it goes on to where the next begins. */
      until?: string | null;
      /**
       * Format: int32
       * @description The value; null withdraws it, and then the city's holds in a district, or the fresh one in the city.
       */
      value: number | null;
    };
    /** @description One setting; its name ends in its unit. */
    SettingView: {
      /** @description Reference of the decision that the city's value set last rests on. */
      decision?: string;
      /** @description Districts that have, had or will have a value of their own. */
      districts: components['schemas']['DistrictValue'][];
      /**
       * Format: int32
       * @description What holds where nobody has set it.
       */
      fresh_value: number;
      /** @description Its id in the city, once it has been set there: what a filing is about. */
      id?: string;
      /** @description What it is called. */
      label: Record<string, never>;
      /**
       * Format: int32
       * @description Smallest value it takes.
       */
      least: number;
      /**
       * Format: int32
       * @description Largest value it takes.
       */
      most: number;
      /** @description Which. */
      name: string;
      /** @description Any value but 0 rests on a decision, and is an administrator's to set. */
      needs_decision: boolean;
      /**
       * Format: int32
       * @description For the whole city, today.
       */
      value: number;
      /** @description What has been set for the whole city, in order; no two at once. */
      values: components['schemas']['ValueView'][];
    };
    /** @description How far a thing is shared, and could be. */
    SharingView: {
      /** @description The widest first. */
      choices: components['schemas']['ChoiceView'][];
      /** @description Its class now; of a report that is not sent yet, what it will be unless its sender says otherwise. */
      class: components['schemas']['Class'];
      /** @description The authority that holds it. */
      held_by: components['schemas']['AuthorityView'];
      /** @description The caller may choose among these; otherwise only what it is now is told. */
      may_change: boolean;
      /** @description A unit of social services holds it: what was examined must be said in words. */
      needs_words: boolean;
      /** @description Parties that hold ground there and wait to be confirmed; of a place. */
      suggested: components['schemas']['SuggestedView'][];
    };
    /** @description A place as a party sees it. */
    Sheet: {
      /** @description Whose sheet it is: the party that asks. */
      made_by: components['schemas']['PartyRef'];
      /** @description How far the place may be shared, and whose it is; for who sees it in full. */
      marking?: components['schemas']['Marking'];
      /** @description What parties do there, at full. */
      measures: components['schemas']['MeasureView'][];
      /** @description The nearest sites, from a summary up. */
      neighbours: components['schemas']['NearSiteView'][];
      /** @description What is to be known beside every figure that rests on reports. */
      note: string;
      /** @description The place; absent where the receiver sees nothing of it. */
      place?: components['schemas']['PlaceView'];
      /** @description For whom. */
      receiver: components['schemas']['Receiver'];
      /** @description When things are seen there, from a summary up. */
      rhythm?: components['schemas']['RhythmView'];
    };
    /**
     * @description Where what lies in somebody's home is shown to those who see less than all of it: at the building's entrance, in the middle of a building without a known address, or at what stands for the square of 200 m around a one-family house.
     * @enum {string}
     */
    ShownAt: 'entrance' | 'building' | 'square';
    /**
     * @description Something new, a known place still as it was, or gone.
     * @enum {string}
     */
    Sighting: 'new' | 'still' | 'gone';
    /** @description A group of sites that a party manages together. */
    SiteGroupView: {
      /** @description Its code, which its sites name. */
      code: string;
      /** @description Its name. */
      name: string;
    };
    /** @description A site, named. */
    SiteRef: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
    };
    /** @description A site. */
    SiteView: {
      /** @description It is only a point: it has no ground. */
      boundary_missing: boolean;
      /** @description The manager's code for it. */
      code: string | null;
      /** @description GeoJSON, WGS 84. */
      geometry: components['schemas']['Geometry'];
      /** @description The manager's group it belongs to. */
      group?: string;
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: string;
      land_owner: components['schemas']['PartyRef'] | null;
      /** @description Who has owned its land and will, in order; no two at once. */
      land_owners: components['schemas']['RelationView'][];
      manager: components['schemas']['PartyRef'] | null;
      /** @description Who has run it and will, in order; no two at once. */
      managers: components['schemas']['RelationView'][];
      /** @description Its name. */
      name: string;
      /** @description A position on it. */
      position: components['schemas']['Position'];
      /** @description Designation in the land register. */
      property_designation?: string;
      /** @description Its identity in its source. */
      source_id: string;
    };
    /** @description What a place is split into, and why. */
    SplitBody: {
      parts: components['schemas']['PartBody'][];
      reason?: string;
    };
    /** @description One figure for an area and a period. */
    StatisticView: {
      /** @description Of what age; null is every age. */
      age_band?: string | null;
      area?: components['schemas']['AreaRef'] | null;
      /** @description Kind of the area. */
      area_kind?: string | null;
      /** @description Its id. */
      id: string;
      /** @description What is measured. */
      indicator: string;
      /**
       * Format: int64
       * @description How many people or events it rests on, where the source says so.
       */
      n?: number | null;
      /** @description Last day. */
      period_end: string;
      /** @description First day. */
      period_start: string;
      /** @description `women` or `men`; null is everybody. */
      sex?: string | null;
      /** @description Who has measured it. */
      source: string;
      /** @description The unit of the figure. */
      unit: string;
      /**
       * Format: double
       * @description The figure.
       */
      value: number;
    };
    /** @description How much the register holds. Read by the command line as well. */
    StatsView: {
      /**
       * Format: int64
       * @description Size on disk, bytes; 0 for a register in memory.
       */
      bytes: number;
      /**
       * Format: int64
       * @description Changes written.
       */
      changes: number;
      /**
       * Format: int64
       * @description Commands remembered.
       */
      commands: number;
      /**
       * Format: int64
       * @description Records that cannot be read: they are counted above, kept aside, and seen by nobody.
       */
      kept_aside: number;
      /** @description Records of each kind, ordered by kind. */
      records: components['schemas']['KindCount'][];
      /**
       * Format: int64
       * @description All versions kept.
       */
      versions: number;
    };
    /** @description A status and why. */
    StatusBody: {
      reason?: string;
      status: components['schemas']['PlaceStatus'];
    };
    /** @description From where to where a place moved on. */
    StatusChange: {
      /** @description Where it stood; left out when the version before is not the caller's to see, or there is none. */
      from?: string;
      /** @description Where it stands. */
      to: string;
    };
    /** @description A stop: a place, a site or a position. */
    StopBody: {
      label: string;
      /**
       * Format: int32
       * @description Of a stop that was there before; a new one gets its own.
       */
      number?: number | null;
      place?: string | null;
      position?: components['schemas']['StopPosition'] | null;
      site?: string | null;
    };
    /** @description Where a stop is. */
    StopPosition: {
      /** Format: double */
      lat: number;
      /** Format: double */
      lon: number;
    };
    /** @description A stop of a round. */
    StopView: {
      /** @description What it is called. */
      label: string;
      /**
       * Format: int32
       * @description What it is known by within the round.
       */
      number: number;
      /** @description The place that is looked at, where this viewer sees it. */
      place?: components['schemas']['PlaceRef'];
      /** @description Where. */
      position: components['schemas']['Position'];
      /** @description The site that is looked at. */
      site?: components['schemas']['SiteRef'];
    };
    /** @description A suggestion of how to draw: always a shape beside the colour, so that nobody depends on seeing colours. */
    StyleHint: {
      /** @description `#rrggbb`, with a contrast of at least 3:1 against both the light and the dark map ground. */
      colour: string;
      /** @description The shape. */
      symbol: components['schemas']['Symbol'];
    };
    /** @description A party that something lies on or beside the ground of. */
    SuggestedParty: {
      /** @description Which. */
      party: components['schemas']['PartyRef'];
      /** @description Why. */
      why: components['schemas']['PartyReason'];
    };
    /** @description A party that is suggested and waits to be confirmed. */
    SuggestedView: {
      confirmed: components['schemas']['Level'] | null;
      now: components['schemas']['Level'] | null;
      /** @description Who. */
      party: components['schemas']['PartyRef'];
      /** @description How many log-ins it has, by role. */
      roles: {
        [key: string]: number;
      };
    };
    /** @description What a rule would withhold. */
    SuggestionView: {
      /** @description Code of the list `secrecy_ground`. */
      ground: string;
      /** @description Which rule. */
      rule: components['schemas']['WithholdingRule'];
    };
    /**
     * @description Shapes that stay apart in black and white and at ten pixels.
     * @enum {string}
     */
    Symbol:
      | 'circle'
      | 'ring'
      | 'square'
      | 'frame'
      | 'diamond'
      | 'triangle'
      | 'hexagon'
      | 'cross'
      | 'plus'
      | 'bar'
      | 'fill'
      | 'line'
      | 'dashed_line';
    /** @description One of a thing's parties. */
    ThingParty: {
      /** @description How much it sees. */
      level: components['schemas']['Level'];
      /** @description Who. */
      party: components['schemas']['PartyRef'];
      /** @description Why it is a party. */
      why: components['schemas']['PartyReason'];
    };
    /** @description TileJSON 3.0.0. */
    TileJson: {
      /** @description West, south, east, north of the districts: the same for everybody, whatever they see. */
      bounds?: number[] | null;
      /**
       * Format: int32
       * @description The deepest zoom to ask for.
       */
      maxzoom: number;
      /**
       * Format: int32
       * @description The first zoom with features.
       */
      minzoom: number;
      /** @description What the collection is called. */
      name: string;
      /** @description Row 0 is in the north. */
      scheme: string;
      /** @description The version of the format. */
      tilejson: string;
      /** @description The address of a tile. */
      tiles: string[];
      /** @description The layers inside the tiles. */
      vector_layers: components['schemas']['VectorLayer'][];
    };
    /** Format: date-time */
    Time: string;
    /** @description A token, without its secret. */
    TokenDocument: {
      created_at: string;
      expires_at: string;
      id: string;
      label?: string | null;
      /** @description Code of the party. */
      party?: string | null;
      role: string;
      /** @description What of its role it may do; null where that is all of it. */
      scopes: components['schemas']['Scope'][] | null;
      /** @description The secret, told once: when it is made. */
      token?: string | null;
      /** @description Code of the unit of the party. */
      unit?: string | null;
    };
    /** @description A new token. */
    TokenDraft: {
      /**
       * Format: int32
       * @description How long it holds, 1 to 1 095 days; 365 when left out. One that is made with a token ends with that at the latest.
       */
      days?: number | null;
      /** @description What it is for, at most 80 characters. */
      label?: string | null;
      /** @description Code of the party it acts for. */
      party: string;
      /** @description reader, reporter, member, coordinator or administrator. */
      role: string;
      /** @description What of its role it may do: any of read, report, work, export and administer; all of it when left out. */
      scopes?: string[] | null;
      /** @description Code of a unit of the party, whose reports its are; one's own when left out. Only an administrator names another. */
      unit?: string | null;
    };
    /** @description What is decided about a report. */
    TriageBody: {
      outcome: components['schemas']['Outcome'];
      place?: string | null;
      reason?: string | null;
    };
    /** @description What would be published. */
    TriedPublication: {
      /** @description Figures that are hidden so that nobody can work the small ones out. */
      protecting: number;
      /** @description The table, as anybody would read it. */
      publication: components['schemas']['PublicationView'];
      /**
       * Format: int32
       * @description How many reports are counted in all.
       */
      reports: number;
      /** @description Figures that are shown, sums among them. */
      shown: number;
      /** @description Figures that are hidden since they are smaller than the limit. */
      too_small: number;
    };
    /**
     * @description What happened in one turn of a coordination.
     * @enum {string}
     */
    Turn:
      | 'proposed'
      | 'accepted'
      | 'declined'
      | 'expired'
      | 'escalated'
      | 'volunteered'
      | 'withdrawn'
      | 'held_ad_interim';
    /** @description A turn of a place's coordination. */
    TurnLine: {
      /** @description The party it is about. */
      party: components['schemas']['PartyRef'];
      through?: components['schemas']['PartyRef'] | null;
      /** @description What. */
      what: string;
    };
    /** @description A unit of a party. */
    UnitView: {
      /** @description Its code within the party. */
      code: string;
      /** @description Its name. */
      name: string;
      /** @description Social services: what the unit reports starts as class `origin`. */
      social_services?: boolean;
    };
    /** @description An account. Nothing of its password is told. Read by the command line as well. */
    User: {
      /** @description Since when there is one. */
      created_at: string;
      /** @description Whether nobody can log in with it any more. */
      disabled: boolean;
      /** @description When its owner asked to be forgotten as a reporter. */
      forget_asked_at?: string;
      /** @description The function it is used in. */
      function?: string | null;
      /** @description What its user is called there. */
      known_as?: string | null;
      /** @description What it logs in with. */
      login: string;
      /** @description Code of the party; null for the installation itself. */
      party?: string | null;
      /** @description Code of the identity provider that vouches for it; absent for an account of this service, which has a password. */
      provider?: string | null;
      /** @description Its role. */
      role: string;
      /** @description Whether it has a second factor beside its password. */
      second_factor?: boolean;
      /** @description When and by whom its second factor was taken away, where one was: `owner`, `administrator` or `command_line`. */
      second_factor_taken?: components['schemas']['FactorTaken'];
      /** @description Code of the party's unit. */
      unit?: string | null;
      /** @description When somebody last logged in with it; absent where that is not known. */
      used_at?: string;
    };
    /** @description A value while it holds. */
    ValueView: {
      /** @description First day; left out where it has always held. */
      from?: string | null;
      /** @description First day it no longer holds; left out while it goes on. */
      until?: string | null;
      /**
       * Format: int32
       * @description The value.
       */
      value: number;
    };
    /** @description What one value of an attribute is called. */
    ValueWords: {
      /** @description The value in the tile. */
      value: string;
      /** @description What it is called on screen. */
      words: components['schemas']['Words'];
    };
    /** @description One layer inside the tiles. */
    VectorLayer: {
      /** @description What it is called. */
      description: string;
      /** @description Attributes, with what their values are. */
      fields: {
        [key: string]: string;
      };
      /** @description Its name in the tile. */
      id: string;
      /**
       * Format: int32
       * @description The deepest zoom to ask for.
       */
      maxzoom: number;
      /**
       * Format: int32
       * @description The first zoom at which it has features.
       */
      minzoom: number;
    };
    /** @description What a verification found. Read by the command line as well. */
    VerificationView: {
      /**
       * Format: int64
       * @description Changes checked.
       */
      changes: number;
      /**
       * Format: int64
       * @description Versions whose content has been erased.
       */
      erased: number;
      /** @description By which decisions, at most 1 000, of those whose erasures the asker is told of. A text that is gone by none is a fault. */
      erased_by?: components['schemas']['ErasedByView'][];
      /** @description What does not hold, at most 100. */
      faults: string[];
      /** @description All is well. */
      holds: boolean;
      /**
       * Format: int64
       * @description Records checked.
       */
      records: number;
    };
    /** @description One look at one stop. */
    VisitBody: {
      at: string;
      found: components['schemas']['Found'];
      /** Format: int32 */
      stop: number;
    };
    /** @description One look at one stop. */
    VisitView: {
      /** @description When. */
      at: components['schemas']['Time'];
      /** @description What came of it. */
      found: components['schemas']['Found'];
      /**
       * Format: int32
       * @description The stop's number.
       */
      stop: number;
    };
    /** @description Reports that seem to be one matter. */
    WaitingGroup: {
      /** @description Who should coordinate a place made of them. */
      coordinator_proposal?: components['schemas']['ProposalView'];
      /**
       * Format: double
       * @description Metres from the first of them to it.
       */
      distance_m?: number;
      /** @description Who holds the ground there or beside it, and would be a party to be confirmed. */
      parties: components['schemas']['SuggestedParty'][];
      /** @description The place they seem to belong to: they lie on it, or within the distance that counts as the same place. */
      place?: components['schemas']['PlaceRef'];
      /** @description The reports, the oldest first. Without a place: seen within 50 m and 12 weeks of the first. */
      reports: components['schemas']['ReportView'][];
    };
    /** @description What waits. */
    WaitingView: {
      /** @description Put together, the matter that has waited longest first. */
      items: components['schemas']['WaitingGroup'][];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
      /** @description How many reports wait. The oldest two thousand are put together; the rest follow as those are decided. */
      waiting: number;
    };
    /** @description A walk, sent whole when it has ended. */
    WalkBody: {
      ended_at: string;
      round: string;
      started_at: string;
      visits: components['schemas']['VisitBody'][];
    };
    /** @description One time that a round was walked. */
    WalkView: {
      /** @description When it ended. */
      ended_at: components['schemas']['Time'];
      /** @description Its id. */
      id: string;
      /** @description The round's id. */
      round: string;
      /** @description When it began. */
      started_at: components['schemas']['Time'];
      /** @description What was looked at, in order. */
      visits: components['schemas']['VisitView'][];
    };
    /** @description A week. */
    WeekView: {
      /**
       * Format: int32
       * @description Reports that say that it is gone.
       */
      gone: number;
      /**
       * Format: date
       * @description Its Monday.
       */
      monday: string;
      /**
       * Format: int32
       * @description Reports that say that something is there.
       */
      there: number;
      /** @description The ISO week, such as `2026-W48`. */
      week: string;
    };
    /** @description A line of the list. */
    WeeklyItem: {
      /** @description Who coordinates it. */
      coordinator: components['schemas']['PartyRef'];
      district: components['schemas']['AreaRef'] | null;
      /** @description By what it is known. */
      method?: components['schemas']['WeeklyMethod'];
      /** @description Of which place. */
      place: components['schemas']['PlaceRef'];
      /**
       * Format: double
       * @description How likely as much, or as little, is by chance, to a thousandth.
       */
      probability?: number;
      /** @description What is wrong there. */
      problem_types: string[];
      /**
       * Format: int32
       * @description Reports in the week; for a fall in the last four weeks.
       */
      reports?: number;
      /** @description When it happened, or since when it is so. */
      since?: components['schemas']['Time'];
      /**
       * Format: double
       * @description Reports in a usual week there, to a tenth.
       */
      usual?: number;
      /** @description Over how many weeks that is known. */
      usual_weeks?: number;
      /** @description What is said. */
      what: components['schemas']['WeeklyWord'];
    };
    /** @description The list of a week. */
    WeeklyList: {
      /** @description When it begins: Monday at midnight in Stockholm. */
      from: components['schemas']['Time'];
      /** @description Each place that something is to be said of, by what is said and by district. */
      items: components['schemas']['WeeklyItem'][];
      /** @description Send as `cursor` for more; null at the end. */
      next: string | null;
      /** @description What is to be known beside every figure that rests on reports. */
      note: string;
      /** @description When it ends: the Monday after. */
      until: components['schemas']['Time'];
      /** @description The ISO week, such as `2026-W48`. */
      week: string;
      /** @description It is over, so that no report changes it any more. */
      whole: boolean;
    };
    /**
     * @description By what growth or a fall is known.
     * @enum {string}
     */
    WeeklyMethod: 'week' | 'weeks' | 'seen_gone';
    /**
     * @description What is said of a place.
     * @enum {string}
     */
    WeeklyWord: 'new' | 'grown' | 'quiet' | 'silent' | 'closed' | 'without_coordinator';
    /** @description Why a publication is taken back. */
    WithdrawBody: {
      /** @description For anybody to read. */
      ground: string;
    };
    /** @description That a publication was taken back. */
    WithdrawalView: {
      /** @description When. */
      at: string;
      /** @description Why. */
      ground: string;
    };
    /**
     * @description Why not more is seen.
     * @enum {string}
     */
    Withheld: 'origin_only' | 'police_only' | 'city_only' | 'not_a_party' | 'not_confirmed';
    /** @description A part to withhold. */
    WithheldBody: {
      /** @description By which paragraph: a code of the list `secrecy_ground`. */
      ground: string;
      /** @description Which. */
      part: components['schemas']['DocumentPart'];
      /** @description Why it applies here. */
      reason?: string;
    };
    /** @description How a part is withheld. */
    WithheldView: {
      /** @description Code of the list `secrecy_ground`. */
      ground: string;
      /** @description The paragraph, in words. */
      paragraph: string;
      /** @description Which part. */
      part: components['schemas']['DocumentPart'];
      /** @description Why it applies here. */
      reason: string;
    };
    /**
     * @description By which rule it is suggested to withhold a part.
     * @enum {string}
     */
    WithholdingRule: 'police_class' | 'origin_class' | 'social_services' | 'health_words' | 'ethnicity_words' | 'home';
    /** @description The same words in the two languages of the service. */
    Words: {
      en: string;
      sv: string;
    };
  };
  responses: {
    /** @description A problem, by its type: `/problems/malformed` The request cannot be read. `/problems/bad-parameter` A parameter is wrong. */
    Problem400: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/not-logged-in` Log in first. `/problems/wrong-login` The name or the password is wrong. `/problems/code-needed` A code is needed as well. */
    Problem401: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/not-allowed` Your role or party may not do this. `/problems/foreign-page` The request does not come from this service's own page. */
    Problem403: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/not-there` There is nothing here. */
    Problem404: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/method-not-allowed` This method is not used here. */
    Problem405: {
      headers: {
        Allow: components['headers']['Allow'];
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/wrong-state` Not in this state. */
    Problem409: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/erased` It has been erased. `/problems/withdrawn` The publication has been withdrawn. */
    Problem410: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/stale` Somebody has changed it since you looked. */
    Problem412: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/too-large` The body is too large. */
    Problem413: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/unsupported-media-type` This content type is not taken here. */
    Problem415: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/export-too-large` The export would be too large. `/problems/invalid` The content is wrong. `/problems/key-reused` The key was used for another request. */
    Problem422: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/version-required` Say which version you saw. */
    Problem428: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/too-many-requests` Too many requests. */
    Problem429: {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/headers-too-large` The headers are too large. */
    Problem431: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/internal` Something went wrong here. `/problems/photo-missing` The photo itself is missing. */
    Problem500: {
      headers: {
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description A problem, by its type: `/problems/quarantined` This record is kept aside until it has been mended. `/problems/unavailable` Try again in a moment. `/problems/busy` Somebody else is doing the same just now. `/problems/outcome-unknown` Send it again with the same key. `/problems/timeout` It took too long. */
    Problem503: {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        'Samplats-Stale': components['headers']['Samplats-Stale'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
  };
  parameters: {
    /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
    'Idempotency-Key': string;
    /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
    'If-Match': string;
    /** @description The ETag that the thing was read with; required (428) where it is there already. */
    'If-Match-Where-It-Is': string;
    /** @description The ETag of what the caller has; the same again is 304. */
    'If-None-Match': string;
    /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
    'Samplats-Seen': string;
    /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
    'X-Samplats': string;
    /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
    'X-Samplats-Unattended': string;
  };
  requestBodies: never;
  headers: {
    /** @description The methods that the path knows. */
    Allow: string;
    /** @description Names what this caller sees; for If-Match and If-None-Match. */
    ETag: string;
    /** @description `true` where the same key had been answered before; absent otherwise. */
    'Idempotency-Replayed': string;
    /** @description Where the new thing is, or where a browser goes on to. */
    Location: string;
    /** @description Seconds after which it is worth trying again. */
    'Retry-After': string;
    /** @description To be sent along with the next read, which is then at least as fresh as this write. */
    'Samplats-Seen': string;
    /** @description For how many seconds this instance has not heard from the register; absent while that is nothing to tell. */
    'Samplats-Stale': string;
    /** @description `Bearer`. */
    'WWW-Authenticate': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  find_access_review: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is to be gone through */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessReviewView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither administrator nor coordinator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  record_access_review: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AccessReviewBody'];
      };
    };
    responses: {
      /** @description Done, with what is left */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessReviewView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither administrator nor coordinator */
      403: components['responses']['Problem403'];
      /** @description The last administrator */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Something was left out, or cannot be ended here */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_addresses: {
    parameters: {
      query: {
        /** @description What somebody has typed: 1 to 100 characters */
        query: string;
        /** @description 1 to 50, 10 unless told */
        limit?: number;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_NamedSpot'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_areas: {
    parameters: {
      query?: {
        /** @description district, neighbourhood, local_police_area or custom */
        kind?: string;
        /** @description west,south,east,north in degrees: areas that touch it */
        bbox?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_AreaView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_area: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of an area */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AreaView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  draw_area: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of an area */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GeometryBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AreaView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_background_tile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Zoom, 0 to 22 */
        z: number;
        /** @description Row, from the north */
        row: number;
        /** @description Column, from the west */
        col: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The tile: a vector tile or a picture, as /api/layers says */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/vnd.mapbox-vector-tile': number[];
          'image/png': number[];
          'image/jpeg': number[];
          'image/webp': number[];
        };
      };
      /** @description The map has nothing there */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The caller has it */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description No such tile, or no background map */
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_changes: {
    parameters: {
      query?: {
        /** @description The cursor of the last change seen; from now on when left out. `Last-Event-ID` goes before it */
        since?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Changes'];
          'text/event-stream': string;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_codes: {
    parameters: {
      query?: {
        /** @description One list only */
        list?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_CodeView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_code: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description A code list */
        list: string;
        /** @description The stable word */
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CodeView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_code: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the thing was read with; required (428) where it is there already. */
        'If-Match'?: components['parameters']['If-Match-Where-It-Is'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description A code list */
        list: string;
        /** @description The stable word */
        code: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CodeBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CodeView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_designations: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_DesignationView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_designation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DesignationBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DesignationView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  try_designation: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DesignationBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DryRun'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_designation: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a rule */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DesignationView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  end_designation: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a rule */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DesignationView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_disclosures: {
    parameters: {
      query?: {
        /** @description Code of a party: only what it was handed */
        party?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_DisclosureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_document_requests: {
    parameters: {
      query?: {
        /** @description Part of a diary number, or the beginning of the id of an answer or of what was asked for */
        reference?: string;
        /** @description Answered at this time or later */
        since?: string;
        /** @description Answered before this time */
        until?: string;
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_DocumentRequestView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither coordinator nor administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_document_request: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of an answer */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnsweredDocument'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_erasures: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_ErasureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  export: {
    parameters: {
      query?: {
        /** @description geojson, geojsonl, csv or gpkg; geojson unless told, csv for what lies nowhere */
        format?: string;
        /** @description An earlier moment: a time with offset, or a date, which is its end in Stockholm */
        as_of?: string;
        /** @description Code of a party: what its readers see. For administrators, and no more than they see themselves */
        as?: string;
        /** @description Of a GeoPackage: EPSG:4326, EPSG:3006 or EPSG:3007 to EPSG:3018; EPSG:4326 unless told */
        crs?: string;
        /** @description Places, coordinations, reports, sites, districts, areas: as in their lists */
        bbox?: string;
        /** @description Places, coordinations, reports: as in their lists */
        status?: string;
        /** @description Places, coordinations, reports */
        problem_type?: string;
        /** @description Places, coordinations, reports, sites */
        district?: string;
        /** @description Places, coordinations, reports, sites */
        party?: string;
        /** @description Places, coordinations */
        without_coordinator?: boolean;
        /** @description Places, coordinations */
        child_relevant?: boolean;
        /** @description Places, coordinations */
        asked?: boolean;
        /** @description Places, coordinations */
        overdue?: boolean;
        /** @description Reports, measures */
        place?: string;
        /** @description Walks */
        round?: string;
        /** @description Sites, areas */
        kind?: string;
        /** @description Sites */
        group?: string;
        /** @description Sites */
        q?: string;
        /** @description Statistics */
        indicator?: string;
        /** @description Statistics */
        source?: string;
        /** @description Statistics */
        area?: string;
        /** @description Statistics */
        area_kind?: string;
        /** @description Statistics */
        sex?: string;
        /** @description Statistics */
        age_band?: string;
        /** @description Places, coordinations, reports, statistics */
        since?: string;
        /** @description Places, coordinations, reports, statistics */
        until?: string;
        /** @description Reports */
        hours?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description places, reports, sites, districts, areas, parties, statistics, coordinations, measures, disclosures or walks */
        layer: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          /** @description How many rows it has */
          'Samplats-Rows'?: number;
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/geo+json': number[];
        };
      };
      /** @description A parameter is wrong: such as a moment in the future, or before the register began */
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Another party's, and the caller no administrator */
      403: components['responses']['Problem403'];
      /** @description No such layer */
      404: components['responses']['Problem404'];
      /** @description More rows or bytes than are written at once, or a past larger than is read at once */
      422: components['responses']['Problem422'];
      /** @description An export of the caller's is under way */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      /** @description Another reading of the past is under way */
      503: components['responses']['Problem503'];
    };
  };
  list_filings: {
    parameters: {
      query?: {
        /** @description What carries the decision, together with `id` */
        kind?: string;
        /** @description The id of that */
        id?: string;
        /** @description Part of a diary number, of a decision's reference or of the name of a body */
        reference?: string;
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_FilingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_filing: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FilingBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FilingView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_filing: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a filing */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FilingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  withdraw_filing: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a filing */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FilingView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  import_file: {
    parameters: {
      query: {
        /** @description What the file holds: areas, sites, parties, reports, statistics, addresses or buildings. */
        what: string;
        /** @description The kind of rows that name none. */
        kind?: string;
        /** @description Sites: code of the manager. Reports: code of the origin. */
        party?: string;
        /** @description Reports: how far they may be shared. */
        class?: string;
        /** @description The file's coordinate system, such as EPSG:3006. */
        crs?: string;
        /** @description Which columns are which of our fields: field=COLUMN,... */
        map?: string;
        /** @description Checks everything and writes nothing. */
        dry_run?: boolean;
        /** @description Leaves bad rows out instead of refusing the file. */
        skip_bad?: boolean;
        /** @description Takes positions that lie outside every district, though another coordinate system would put them in one. */
        outside?: boolean;
      };
      header?: {
        /** @description A mapping file (TOML, at most 16 KiB) that describes the feed, in base64url without padding; instead of map. */
        'Samplats-Mapping'?: string | null;
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The file, at most 64 MiB. */
    requestBody: {
      content: {
        'application/geo+json': number[];
        'application/geo+json-seq': number[];
        'application/geopackage+sqlite3': number[];
        'application/json': number[];
        'application/x-ndjson': number[];
        'application/zip': number[];
        'text/csv': number[];
      };
    };
    responses: {
      /** @description Imported, or checked. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportAnswer'];
        };
      };
      /** @description A parameter is wrong. */
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description The role or party may not. */
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      /** @description Too large. */
      413: components['responses']['Problem413'];
      /** @description Not a format that is read. */
      415: components['responses']['Problem415'];
      /** @description Something is wrong with the file; nothing was written. */
      422: components['responses']['Problem422'];
      /** @description An import of the caller's is under way. */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      /** @description As many imports as are taken in at once are under way, or the register is away. */
      503: components['responses']['Problem503'];
    };
  };
  list_layers: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Catalog'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  locate: {
    parameters: {
      query: {
        /** @description Longitude, WGS 84 degrees */
        lon: number;
        /** @description Latitude, WGS 84 degrees */
        lat: number;
        /** @description Metres around it, 250 unless told, at most 1 000 */
        radius_m?: number;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Located'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_me: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who one is */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      /** @description Nobody is logged in; first_run while nobody has an account */
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_own_data: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnData'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_desk: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeskView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  mark_place: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MarkBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeskView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  read_news: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReadBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeskView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_own_details: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OwnDetailsBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnAccount'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_my_duties: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_Duty'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  ask_to_be_forgotten: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OwnAccount'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  ask_no_more: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is not asked for any more */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_news: {
    parameters: {
      query?: {
        /** @description Since this time, instead of until when the caller has read */
        since?: string;
        /** @description Only places that the caller follows */
        followed?: boolean;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['News'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_own_password: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OtherPassword'];
      };
    };
    responses: {
      /** @description Set */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description The caller has no password */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The password or the code is wrong, or the new one too weak */
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_my_reports: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_ReportView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  begin_second_factor: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OwnPassword'];
      };
    };
    responses: {
      /** @description A secret */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Enrolment'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description The caller has no password, or a second factor already, which is removed first */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The password is wrong */
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  confirm_second_factor: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FirstCode'];
      };
    };
    responses: {
      /** @description On, with codes for a lost phone */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Enrolled'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description The caller has no password, or a second factor already, which is removed first */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The code is wrong, or it took too long */
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  remove_second_factor: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordAndCode'];
      };
    };
    responses: {
      /** @description Off, or it was */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description The caller has no password */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The password or the code is wrong */
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_my_sessions: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Sessions */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_SessionDocument'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  end_my_session: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Ended, or it was */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_my_sites: {
    parameters: {
      query?: {
        /** @description Only sites with a place on or beside them */
        with_places?: boolean;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_MySite'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_waiting: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WaitingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_measures: {
    parameters: {
      query?: {
        /** @description Id of a place */
        place?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_MeasureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_measure: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MeasureBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_measure: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a measure */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeasureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  close_measure: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a measure */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  erase_measure: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a measure */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  restate_measure: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a measure */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestateBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_parties: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PartyView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_party: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description The party's code */
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PartyView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_party: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the thing was read with; required (428) where it is there already. */
        'If-Match'?: components['parameters']['If-Match-Where-It-Is'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description The party's code */
        code: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PartyBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PartyView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_phone_links: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Links, without their secrets */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PhoneLinkDocument'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither administrator nor coordinator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_phone_link: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PhoneLinkDraft'];
      };
    };
    responses: {
      /** @description Made, with its secret */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PhoneLinkDocument'];
        };
      };
      /** @description No address that it could lead to */
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not for this party */
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Something cannot be used */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  revoke_phone_link: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description No such link, or not one's own to revoke */
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_photos: {
    parameters: {
      query?: {
        /** @description Id of a report; it or a place must be given */
        report?: string;
        /** @description Id of a place */
        place?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PhotoView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_photo: {
    parameters: {
      query: {
        /** @description Id of the report */
        report: string;
      };
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The picture, at most 8 MiB and 16 million pixels. */
    requestBody: {
      content: {
        'image/jpeg': number[];
        'image/png': number[];
        'image/webp': number[];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PhotoView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_photo: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a photo */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PhotoView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  check_photo: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a photo */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PhotoView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_large_photo: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a photo */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': number[];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  remove_photo: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a photo */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RemovePhotoBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_small_photo: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a photo */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': number[];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  count_places: {
    parameters: {
      query?: {
        /** @description A code of the list problem_type; open_drug_scene unless told */
        problem_type?: string;
        /** @description Days with commas, at most 24; today unless told */
        on?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceCounts'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A day lies in the future, or before the register began */
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      /** @description Another reading of the past is under way */
      503: components['responses']['Problem503'];
    };
  };
  list_places: {
    parameters: {
      query?: {
        /** @description west,south,east,north in degrees */
        bbox?: string;
        /** @description Statuses with commas */
        status?: string;
        /** @description Codes of the list problem_type with commas: any of them */
        problem_type?: string;
        /** @description Id, code or name of a district */
        district?: string;
        /** @description Code of the party that coordinates or is asked to */
        party?: string;
        /** @description Only those that nobody has accepted to coordinate */
        without_coordinator?: boolean;
        /** @description Only those that matter to children */
        child_relevant?: boolean;
        /** @description Only those the caller's party is asked about */
        asked?: boolean;
        /** @description Only those whose coordination's clock has run out */
        overdue?: boolean;
        /** @description Only those the caller's account follows */
        followed?: boolean;
        /** @description Made at this time or later */
        since?: string;
        /** @description Made before this time */
        until?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PlaceView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_place: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlaceBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  edit_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlaceEditBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  accept_coordination: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  decline_coordination: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeclineBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  hand_over_coordination: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HandOverBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  propose_coordination: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProposeBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_place_disclosures: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_DisclosureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_document: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DocumentView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  answer_place_request: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DocumentAnswerBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DocumentRequestView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_effort: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EffortView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  erase_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  hand_out_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['HandOutBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_history: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_HistoryLine'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  merge_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of the place that ends */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MergeBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_place_neighbours: {
    parameters: {
      query?: {
        /** @description Metres, 50 unless told, at most 1 000 */
        radius_m?: number;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_NearSiteView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  object_to_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ObjectionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_place_party: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlacePartyBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_place_reports: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_ReportView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_rhythm: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RhythmView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_sharing: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_place_sheet: {
    parameters: {
      query?: {
        /** @description Code of the party it is for; the caller's own unless told */
        for?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sheet'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  split_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of the place that ends */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SplitBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_place_status: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StatusBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  take_back_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of the place that ended */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  uphold_place: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a place */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ObjectionBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlaceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_presences: {
    parameters: {
      query?: {
        /** @description Id of a place */
        place?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PresenceView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_presence: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PresenceBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PresenceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_presence: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a presence */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PresenceView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  withdraw_presence: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a presence */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PresenceView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_catalogue: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The catalogue */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/ld+json': unknown;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_publications: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_PublicationRef'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_published: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path: {
        /** @description Such as 2026-Q3 */
        quarter: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_published_csv: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path: {
        /** @description Such as 2026-Q3 */
        quarter: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The lines */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_published_geojson: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path: {
        /** @description Such as 2026-Q3 */
        quarter: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The areas */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/geo+json': unknown;
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  publish: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublicationBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  try_publication: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublicationBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TriedPublication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_publication: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a publication */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  withdraw_publication: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a publication */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WithdrawBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_reads: {
    parameters: {
      query?: {
        /** @description Kind of a thing: place, report, measure, photo or presence; with id */
        kind?: string;
        /** @description Id of a thing; with kind */
        id?: string;
        /** @description As the log names it, such as account:ID; for administrators also a log-in */
        account?: string;
        /** @description Code of the party that was acted for */
        party?: string;
        /** @description detail, history, document, sheet, photo, file, answer or list */
        surface?: string;
        /** @description At this time or later */
        since?: string;
        /** @description Before this time */
        until?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReadsPage'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither coordinator nor administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_reads_file: {
    parameters: {
      query?: {
        /** @description As in the list */
        kind?: string;
        /** @description As in the list */
        id?: string;
        /** @description As in the list */
        account?: string;
        /** @description As in the list */
        party?: string;
        /** @description As in the list */
        surface?: string;
        /** @description As in the list */
        since?: string;
        /** @description As in the list */
        until?: string;
      };
      header?: {
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': number[];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither coordinator nor administrator */
      403: components['responses']['Problem403'];
      /** @description More than are written at once */
      422: components['responses']['Problem422'];
      /** @description An export of the caller's is under way */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_incident_package: {
    parameters: {
      query: {
        /** @description From this time on */
        since: string;
        /** @description Before this time; now when left out */
        until?: string;
        /** @description A log-in, or account:ID, token:ID, phone:ID: what it read and when it got in, and what was changed for its party in its role */
        account?: string;
        /** @description Code of a party: what it did and was handed */
        party?: string;
        /** @description kind/id of a thing */
        thing?: string;
      };
      header?: {
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The package */
      200: {
        headers: {
          /** @description SHA-256 of its manifest, hexadecimal */
          'Samplats-Manifest-Sha256'?: string;
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/zip': number[];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description More than one package holds */
      422: components['responses']['Problem422'];
      /** @description An export of the caller's is under way */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_kept_aside: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_KeptAside'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_register_stats: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StatsView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  verify_register: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VerificationView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_reports: {
    parameters: {
      query?: {
        /** @description west,south,east,north in degrees */
        bbox?: string;
        /** @description received, triaged, linked, became_place, not_ours, no_action, hidden; several with commas */
        status?: string;
        /** @description Codes of the list problem_type with commas: any of them */
        problem_type?: string;
        /** @description Id, code or name of a district */
        district?: string;
        /** @description Code of the party they come from */
        party?: string;
        /** @description Id of the place they belong to */
        place?: string;
        /** @description Seen at this time or later */
        since?: string;
        /** @description Seen before this time */
        until?: string;
        /** @description Known to have been seen in these hours of the day in Stockholm, such as 17-22 or 22-6; several with commas */
        hours?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
        /** @description Members of the items with commas: of what is seen only these are told, beside id and level; all of it unless told */
        fields?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_ReportView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_report: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReportBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_report: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_report_class: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReportClassBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_report_disclosures: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_DisclosureView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_report_document: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DocumentView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  answer_report_request: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DocumentAnswerBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DocumentRequestView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  erase_report: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_report_history: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_HistoryLine'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_back_report: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_report_sharing: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  triage_report: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a report */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TriageBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReportView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_retention_rules: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_RetentionRuleView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_retention_rule: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Which rule */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetentionRuleView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_retention_rule: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Which rule */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RetentionRuleBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetentionRuleView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_retention_runs: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_RetentionRunView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  begin_retention_run: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RetentionRunBody'];
      };
    };
    responses: {
      /** @description A dry run, or nothing is due */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetentionPlanView'];
        };
      };
      /** @description A run has begun */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          Location: components['headers']['Location'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetentionPlanView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description Another run goes on here */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_retention_run: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a run */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetentionRunView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_rounds: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_RoundView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_round: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RoundBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoundView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_round: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a round */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoundView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  edit_round: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a round */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RoundBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoundView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  erase_round: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a round */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasureView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_known_at_stops: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a round */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_KnownAtStop'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  log_in: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LogIn'];
      };
    };
    responses: {
      /** @description Logged in, with a cookie */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['Problem400'];
      /** @description The name or the password is wrong, or a code is needed as well */
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  log_out: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Logged out here; the identity provider has a log-out of its own */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LoggedOut'];
        };
      };
      /** @description Logged out */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      /** @description Not from this service's own page */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  finish_log_in: {
    parameters: {
      query?: {
        state?: string;
        code?: string;
        iss?: string;
        error?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the page, logged in or with what went wrong */
      303: {
        headers: {
          Location: components['headers']['Location'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  make_first: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['First'];
      };
    };
    responses: {
      /** @description Made and logged in, with a cookie */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['Problem400'];
      403: components['responses']['Problem403'];
      /** @description The token does not hold, or there is an account */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The login or the password cannot be used */
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  open_phone_link: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OpenPhoneLink'];
      };
    };
    responses: {
      /** @description Bound, with a cookie */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['Problem400'];
      403: components['responses']['Problem403'];
      /** @description The link is used up, too old or revoked */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      /** @description Too many attempts */
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_providers: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Providers */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProviderList'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  begin_log_in: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the provider, or back to the page with what went wrong */
      303: {
        headers: {
          Location: components['headers']['Location'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  hear_log_out: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Code of the provider */
        code: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['LogOutForm'];
      };
    };
    responses: {
      /** @description Ended, or there was nothing to end */
      200: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token does not hold, or was told before */
      400: components['responses']['Problem400'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_sessions: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
        /** @description Of this account alone */
        login?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Sessions */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_SessionDocument'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  end_session: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Ended, or it was */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_settings: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_SettingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_setting: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Which setting */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  put_setting: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Which setting */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SettingBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettingView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_sharing: {
    parameters: {
      query?: {
        /** @description Longitude, WGS 84 degrees */
        lon?: number;
        /** @description Latitude, WGS 84 degrees */
        lat?: number;
        /** @description How well the position is known, metres */
        accuracy_m?: number;
        /** @description Ids of reports with commas, which the caller sees in full; instead of a position */
        reports?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SharingView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_sites: {
    parameters: {
      query?: {
        /** @description west,south,east,north in degrees */
        bbox?: string;
        /** @description Id, code or name of the district their middle lies in */
        district?: string;
        /** @description A code of the list site_kind */
        kind?: string;
        /** @description Code of the party that manages them or owns their land */
        party?: string;
        /** @description The manager's group */
        group?: string;
        /** @description Part of a name or code */
        q?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_SiteView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_site: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a site */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SiteView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  draw_site: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a site */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GeometryBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SiteView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_site_history: {
    parameters: {
      query?: {
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a site */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_HistoryLine'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_site_relation: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag that the thing was read with. Without it the answer is 428, with one that holds no more 412. */
        'If-Match': components['parameters']['If-Match'];
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        /** @description Id of a site */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RelationBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SiteView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      428: components['responses']['Problem428'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_statistics: {
    parameters: {
      query?: {
        /** @description What is measured */
        indicator?: string;
        /** @description Who has measured it */
        source?: string;
        /** @description Id of an area */
        area?: string;
        /** @description Kind of areas */
        area_kind?: string;
        /** @description women or men */
        sex?: string;
        /** @description Of what age */
        age_band?: string;
        /** @description Periods that end on this day or later */
        since?: string;
        /** @description Periods that begin before this day */
        until?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_StatisticView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_tokens: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Tokens, without their secrets */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_TokenDocument'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Neither administrator nor coordinator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_token: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenDraft'];
      };
    };
    responses: {
      /** @description Made, with its secret */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenDocument'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not for this party or role */
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Something cannot be used */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  delete_token: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Ended */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      /** @description No such token, or not one's own to end */
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_users: {
    parameters: {
      query?: {
        /** @description How many, at most 1 000; 100 when left out. */
        limit?: number;
        /** @description From `next` of the page before. */
        cursor?: string;
      };
      header?: {
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accounts */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_User'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  create_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUser'];
      };
    };
    responses: {
      /** @description Made */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description The login is taken */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Something cannot be used */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  assign_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AssignmentBody'];
      };
    };
    responses: {
      /** @description Assigned, or it was so */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      /** @description The last administrator, or an identity provider says so */
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Something cannot be used */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  disable_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Disabled */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      /** @description The last administrator */
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  enable_user: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Enabled, or it was */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      /** @description Its party no longer logs in */
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  forget_reporter: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ForgetBody'];
      };
    };
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Forgotten'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description Without a decision */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  set_user_password: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPassword'];
      };
    };
    responses: {
      /** @description Set */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      /** @description The password is too weak */
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  remove_user_second_factor: {
    parameters: {
      query?: never;
      header?: {
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path: {
        login: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Taken away, or there was none */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description Not an administrator */
      403: components['responses']['Problem403'];
      /** @description No such account */
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  list_walks: {
    parameters: {
      query?: {
        /** @description Id of a round */
        round?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Listed_WalkView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  add_walk: {
    parameters: {
      query?: never;
      header?: {
        /** @description 1 to 200 visible ASCII characters. The same key and request is carried out once and answered the same again; another request under it is 422. */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
        /** @description `1`, required (403) of browsers: with the session cookie it shows that a write comes from our own page. */
        'X-Samplats'?: components['parameters']['X-Samplats'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WalkBody'];
      };
    };
    responses: {
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotency-Replayed': components['headers']['Idempotency-Replayed'];
          Location: components['headers']['Location'];
          'Samplats-Seen': components['headers']['Samplats-Seen'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WalkView'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      410: components['responses']['Problem410'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_walk: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description Id of a walk */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WalkView'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      404: components['responses']['Problem404'];
      410: components['responses']['Problem410'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_weekly_list: {
    parameters: {
      query?: {
        /** @description An ISO week such as 2026-W48; the last whole week unless told */
        week?: string;
        /** @description Id, code or name of a district */
        district?: string;
        /** @description 1 to 1 000, 100 unless told */
        limit?: number;
        /** @description The next of an earlier page */
        cursor?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WeeklyList'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_tilejson: {
    parameters: {
      query?: never;
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description A collection with tiles */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TileJson'];
        };
      };
      /** @description The caller has it already */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description No such collection */
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  find_tile: {
    parameters: {
      query?: {
        /** @description Places and reports: as in their lists; several with commas */
        status?: string;
        /** @description Places and reports: as in their lists; several with commas */
        problem_type?: string;
        /** @description Places and reports: id, code or name of a district */
        district?: string;
        /** @description Places and reports: code of a party, as in their lists */
        party?: string;
        /** @description Places: open, and nobody has accepted to coordinate */
        without_coordinator?: boolean;
        /** @description Places: matter to children */
        child_relevant?: boolean;
        /** @description Places: the caller's party is asked about */
        asked?: boolean;
        /** @description Places: the coordination's clock has run out */
        overdue?: boolean;
        /** @description Places and reports: at this time or later */
        since?: string;
        /** @description Places and reports: before this time */
        until?: string;
        /** @description Reports: as in their list */
        hours?: string;
      };
      header?: {
        /** @description What an answer to a write has given: this read waits up to a second to be at least as fresh. */
        'Samplats-Seen'?: components['parameters']['Samplats-Seen'];
        /** @description The ETag of what the caller has; the same again is 304. */
        'If-None-Match'?: components['parameters']['If-None-Match'];
        /** @description `1` where a page fetches it by itself, which does not count as use: a session ends when nobody has used it for an hour. */
        'X-Samplats-Unattended'?: components['parameters']['X-Samplats-Unattended'];
      };
      path: {
        /** @description districts, neighbourhoods, sites, places, reports; in the demo also water, parks, streets */
        id: string;
        /** @description Zoom, 0 to 22 */
        z: number;
        /** @description Row, from the north */
        row: number;
        /** @description Column, from the west */
        col: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The tile */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          /** @description Features left out, the least pressing first; absent when none */
          'Samplats-Dropped'?: number;
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content: {
          'application/vnd.mapbox-vector-tile': number[];
        };
      };
      /** @description There is nothing in it */
      204: {
        headers: {
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The caller has it */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          'Samplats-Stale': components['headers']['Samplats-Stale'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      /** @description No such collection or tile */
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      431: components['responses']['Problem431'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
}
