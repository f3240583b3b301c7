//! A photo as a viewer sees it, which is all of it or nothing.

use super::disclosure::AuthorityView;
use super::{Scene, Time};
use crate::domain::command::Actor;
use crate::domain::decide::{may_check_photo, may_remove_photo};
use crate::domain::photo::Photo;
use crate::domain::world::World;
use serde::Serialize;
use utoipa::ToSchema;

/// A photo of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotoView {
    /// Its id.
    pub id: String,
    /// The report it belongs to.
    pub report: String,
    /// Its origin has said that it shows nobody. Until then only its origin sees it.
    pub checked: bool,
    /// When it reached us.
    pub added_at: Time,
    /// Width of the larger of its two sizes, pixels.
    pub width: u32,
    /// Height of the larger of its two sizes, pixels.
    pub height: u32,
    /// The authority that holds it.
    pub held_by: AuthorityView,
    /// This caller may say that it shows nobody.
    pub may_check: bool,
    /// This caller may take it away.
    pub may_remove: bool,
}

impl Scene<'_> {
    /// A photo that this viewer sees.
    #[must_use]
    pub fn photo(&self, photo: &Photo, actor: &Actor) -> PhotoView {
        let report = self.snapshot.report(photo.report);
        PhotoView {
            id: photo.id.to_string(),
            report: photo.report.to_string(),
            checked: photo.is_checked(),
            added_at: photo.added_at.into(),
            width: photo.large.width,
            height: photo.large.height,
            held_by: self.held_by(photo.origin, report.as_ref().and_then(|report| report.unit.as_deref())),
            may_check: may_check_photo(self.snapshot, actor, photo) && !photo.is_checked(),
            may_remove: report.is_some_and(|report| may_remove_photo(actor, photo, &report)),
        }
    }
}
