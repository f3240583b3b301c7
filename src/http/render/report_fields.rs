//! Which members of a report a list tells: all that the viewer sees, or those of them that are asked for.

macro_rules! members {
    ($($member:ident $name:literal),* $(,)?) => {
        /// A member of a report in a list. They are told in this order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Member {
            $(
                #[doc = concat!("`", $name, "`")]
                $member,
            )*
        }

        impl Member {
            /// All members.
            pub const ALL: &[Self] = &[$(Self::$member),*];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$member => $name,)*
                }
            }

            /// Its name as it stands behind another member.
            pub(super) const fn key(self) -> &'static str {
                match self {
                    $(Self::$member => concat!(",\"", $name, "\":"),)*
                }
            }
        }
    };
}

members! {
    Id "id",
    Level "level",
    Withheld "withheld",
    Position "position",
    ShownAt "shown_at",
    District "district",
    OutsideDistricts "outside_districts",
    Status "status",
    Outcome "outcome",
    ObservedAt "observed_at",
    ObservedPrecision "observed_precision",
    ObservedHours "observed_hours",
    ReceivedAt "received_at",
    ProblemTypes "problem_types",
    Sighting "sighting",
    Source "source",
    Place "place",
    CountBand "count_band",
    Text "text",
    Answers "answers",
    Origin "origin",
    HeldBy "held_by",
    Class "class",
    Parties "parties",
    Reason "reason",
    Mine "mine",
}

impl Member {
    /// The member of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.name() == name)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Members that are told where the viewer sees them. Leaving some out is all that this can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields(u32);

impl Fields {
    /// All of them.
    pub const ALL: Self = Self(u32::MAX);

    /// Those that are named, and always whose they are and how much of it is seen; all where none is named.
    #[must_use]
    pub fn of(named: &[Member]) -> Self {
        if named.is_empty() {
            return Self::ALL;
        }
        let always = Member::Id.bit() | Member::Level.bit();
        Self(named.iter().fold(always, |fields, member| fields | member.bit()))
    }

    /// Whether a member is told.
    #[must_use]
    pub const fn tell(self, member: Member) -> bool {
        self.0 & member.bit() != 0
    }
}
