//! Problem types, physical factors and the other words of a report, as the codes of a fresh installation.

macro_rules! coded {
    ($(#[$about:meta])* $name:ident { $($(#[$line:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$line])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code used in files and in the interface to programs.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

coded! {
    /// What is wrong.
    ProblemType {
        /// Öppen narkotikahandel.
        OpenDrugTrade = "open_drug_trade",
        /// Öppen drogscen.
        OpenDrugScene = "open_drug_scene",
        /// Ordningsstörning.
        Disorder = "disorder",
        /// Olovlig bosättning.
        UnlawfulSettlement = "unlawful_settlement",
        /// Skadegörelse.
        Vandalism = "vandalism",
        /// Klotter.
        Graffiti = "graffiti",
        /// Omfattande nedskräpning.
        ExtensiveLittering = "extensive_littering",
        /// Anlagd brand, mest i containrar och kärl.
        ArsonContainer = "arson",
        /// Farlig trafik.
        DangerousTraffic = "dangerous_traffic",
        /// Dumpat avfall.
        DumpedWaste = "dumped_waste",
    }
}

coded! {
    /// What in the surroundings makes it easier.
    PhysicalFactor {
        /// Bristande belysning.
        PoorLighting = "poor_lighting",
        /// Stadsrummets utformning.
        UrbanDesign = "urban_design",
    }
}

coded! {
    /// How many (people, occasions, things) a report counts.
    CountBand {
        /// One to five.
        Few = "1-5",
        /// Six to fifteen.
        Several = "6-15",
        /// More than fifteen.
        Many = "over_15",
    }
}

coded! {
    /// Where a report comes from.
    Source {
        /// The city's own staff in the field.
        FieldStaff = "field_staff",
        /// A property company.
        Company = "company",
        /// The police.
        Police = "police",
        /// The city's channel for the public.
        PublicChannel = "public_channel",
        /// A safety walk.
        SafetyWalk = "safety_walk",
    }
}
