//! The domain's closed lists of words in the contract. The domain knows nothing of contracts, so they are described
//! here; the words are asked of the types themselves, so that a new one shows up by itself.

use crate::domain::access::{Class, GrantReason, Level, Reason, Role, SeenBy};
use crate::domain::area::AreaKind;
use crate::domain::building::ShownAt;
use crate::domain::codes::{Choice, CodeList, Particular, ParticularForm, Question, Words};
use crate::domain::coordination::{Escalation, Turn};
use crate::domain::desk::Mark;
use crate::domain::disclosure::{Act, HandedOut};
use crate::domain::erasure::Part;
use crate::domain::hours::HourBand;
use crate::domain::openness::{Answer, DocumentPart, Rule};
use crate::domain::party::PartyKind;
use crate::domain::place::Status;
use crate::domain::record::Kind;
use crate::domain::report::{ObservedPrecision, Outcome, Sighting};
use crate::domain::retention::{RuleName, Unit};
use crate::domain::round::Found;
use crate::space::Shape;
use serde::de::{Deserialize, Deserializer, Visitor, value};
use std::borrow::Cow;
use utoipa::openapi::schema::{ArrayItems, OneOfBuilder, Schema, Type};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// The words by which an enum of plain variants is written and read.
#[must_use]
pub fn words_of<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
    let mut words = Vec::new();
    // It never becomes a value: the words are all that was asked for.
    let _ = T::deserialize(Asked(&mut words));
    words
}

/// Stands in for something to read, and notes which words the reader knows.
struct Asked<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = value::Error;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(variants);
        Err(serde::de::Error::custom("only the words were asked for"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("no enum of plain variants"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A text that is one of these words.
pub fn one_of<'a>(words: impl IntoIterator<Item = impl Into<Cow<'a, str>>>, about: &str) -> RefOr<Schema> {
    let words: Vec<String> = words.into_iter().map(|word| word.into().into_owned()).collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(about))
        .enum_values(Some(words))
        .build()
        .into()
}

macro_rules! in_the_contract {
    ($($word:ty as $name:literal: $about:literal;)*) => {$(
        impl PartialSchema for $word {
            fn schema() -> RefOr<Schema> {
                one_of(words_of::<$word>(), $about)
            }
        }

        impl ToSchema for $word {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )*};
}

in_the_contract! {
    Role as "Role": "What somebody may do, on behalf of a party.";
    Class as "Class": "How far a thing may be shared, the widest first.";
    Level as "Level": "How much is seen, the least first.";
    Reason as "Withheld": "Why not more is seen.";
    GrantReason as "PartyReason": "Why a party is among a thing's parties.";
    SeenBy as "SeenBy": "By which rule somebody sees a thing.";
    Mark as "DeskMark": "How an account stands to a place: it follows it, or would rather not hear of it.";
    Status as "PlaceStatus": "Where a place stands, in the order of the work.";
    Sighting as "Sighting": "Something new, a known place still as it was, or gone.";
    ObservedPrecision as "ObservedPrecision": "How closely it is known when something was seen.";
    Outcome as "Outcome": "What became of a report.";
    ShownAt as "ShownAt": "Where what lies in somebody's home is shown to those who see less than all of it: at the building's entrance, in the middle of a building without a known address, or at what stands for the square of 200 m around a one-family house.";
    Escalation as "Escalation": "The group that has a question nobody answered.";
    Turn as "Turn": "What happened in one turn of a coordination.";
    PartyKind as "PartyKind": "What kind of organisation a party is.";
    AreaKind as "AreaKind": "What kind of area it is.";
    CodeList as "CodeList": "A code list.";
    ParticularForm as "ParticularForm": "How something that a measure must state is given: in words, as the number of a document in a diary, as a day, or as the day by which the measure is looked at again.";
    Kind as "Kind": "What kind of thing a record is.";
    Part as "ErasedPart": "How much of a thing is erased, the least first.";
    Found as "Found": "What somebody found at a stop of a round.";
    RuleName as "RetentionRuleName": "A rule of retention.";
    Act as "DisclosureAct": "How something was handed on.";
    HandedOut as "HandedOut": "What was given out of a place, outside the service.";
    Unit as "RetentionUnit": "What a keep time is counted in.";
    DocumentPart as "DocumentPart": "A part of a document, which is given out or withheld.";
    Answer as "DocumentAnswer": "What came of a request for a public document.";
    Rule as "WithholdingRule": "By which rule it is suggested to withhold a part.";
}

fn texts(about: &str, names: &[&str]) -> ObjectBuilder {
    let text = || ObjectBuilder::new().schema_type(Type::String).build();
    names.iter().fold(ObjectBuilder::new().description(Some(about)), |object, name| {
        object.property(*name, text()).required(*name)
    })
}

fn named<T: ToSchema>() -> Ref {
    Ref::from_schema_name(T::name())
}

impl PartialSchema for Words {
    fn schema() -> RefOr<Schema> {
        texts("The same words in the two languages of the service.", &["sv", "en"]).build().into()
    }
}

/// The same schema as the catalogue's own words, and under the same name.
impl ToSchema for Words {}

impl PartialSchema for Choice {
    fn schema() -> RefOr<Schema> {
        let choice = texts("One answer that an extra question takes.", &["code"]);
        choice.property("label", named::<Words>()).required("label").build().into()
    }
}

impl ToSchema for Choice {}

impl PartialSchema for Question {
    fn schema() -> RefOr<Schema> {
        let question = texts("An extra question that a problem type brings with it.", &["code"]);
        let choices = ArrayBuilder::new().items(named::<Choice>());
        let question = question.property("label", named::<Words>()).required("label");
        question.property("choices", choices).required("choices").build().into()
    }
}

impl ToSchema for Question {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend([
            (Choice::name().into_owned(), Choice::schema()),
            (Words::name().into_owned(), Words::schema()),
        ]);
    }
}

impl PartialSchema for Particular {
    fn schema() -> RefOr<Schema> {
        let particular = texts("Something that a measure of a type must state.", &["code"]);
        let particular = particular.property("label", named::<Words>()).required("label");
        let optional =
            ObjectBuilder::new().schema_type(Type::Boolean).description(Some("It may be left out."));
        let particular = particular.property("form", named::<ParticularForm>()).required("form");
        particular.property("optional", optional).build().into()
    }
}

impl ToSchema for Particular {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend([
            (ParticularForm::name().into_owned(), ParticularForm::schema()),
            (Words::name().into_owned(), Words::schema()),
        ]);
    }
}

impl PartialSchema for HourBand {
    fn schema() -> RefOr<Schema> {
        let whole = || ObjectBuilder::new().schema_type(Type::Integer);
        ObjectBuilder::new()
            .description(Some(
                "Hours of the day in Stockholm, over midnight where they end before they begin.",
            ))
            .property("from", whole().minimum(Some(0)).maximum(Some(23)))
            .property("until", whole().minimum(Some(1)).maximum(Some(24)))
            .required("from")
            .required("until")
            .build()
            .into()
    }
}

impl ToSchema for HourBand {}

/// So many numbers in a row.
fn numbers(count: usize) -> ArrayBuilder {
    let number = || Schema::from(ObjectBuilder::new().schema_type(Type::Number).build());
    ArrayBuilder::new().prefix_items((0..count).map(|_| number())).items(ArrayItems::False)
}

/// West, south, east and north, WGS 84 degrees: how the contract describes `[f64; 4]`.
pub struct Bounds;

impl PartialSchema for Bounds {
    fn schema() -> RefOr<Schema> {
        numbers(4).description(Some("West, south, east, north, WGS 84 degrees.")).build().into()
    }
}

impl ToSchema for Bounds {}

impl PartialSchema for Shape {
    fn schema() -> RefOr<Schema> {
        let ring = || ArrayBuilder::new().items(numbers(2));
        let polygon = || ArrayBuilder::new().items(ring());
        let of = |kind: &str, coordinates: ArrayBuilder| {
            let kind = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind]));
            let object = ObjectBuilder::new().property("type", kind).required("type");
            object.property("coordinates", coordinates).required("coordinates")
        };
        let any = OneOfBuilder::new()
            .description(Some("GeoJSON, WGS 84, longitude first."))
            .item(of("Point", numbers(2)))
            .item(of("Polygon", polygon()))
            .item(of("MultiPolygon", ArrayBuilder::new().items(polygon())))
            .build();
        RefOr::T(Schema::OneOf(any))
    }
}

impl ToSchema for Shape {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Geometry")
    }
}

/// What the members of a type look like where they are all left out of an answer to who sees less.
pub fn members_of<T: PartialSchema>() -> RefOr<Schema> {
    match T::schema() {
        RefOr::T(Schema::Object(mut object)) => {
            object.required.clear();
            object.into()
        }
        other => other,
    }
}

/// Describes a flattened `Option<T>`, which is never null: its members are there or they are not.
macro_rules! sometimes {
    ($($name:ident of $members:ty;)*) => {$(
        struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                super::vocabulary::members_of::<$members>()
            }
        }

        impl utoipa::ToSchema for $name {
            fn schemas(
                schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>,
            ) {
                <$members as utoipa::ToSchema>::schemas(schemas);
            }
        }
    )*};
}
pub(super) use sometimes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_contract_are_those_of_the_domain() {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        assert_eq!(codes(&words_of::<Status>()), Status::ALL.map(Status::code));
        assert_eq!(codes(&words_of::<Class>()), Class::ALL.map(Class::code));
        assert_eq!(codes(&words_of::<Role>()), Role::ALL.map(Role::code));
        assert_eq!(codes(&words_of::<CodeList>()), CodeList::ALL.map(CodeList::code));
        assert_eq!(words_of::<Level>(), ["exists", "summary", "full"]);
        assert_eq!(words_of::<Outcome>().len(), 5);
    }

    #[test]
    fn what_is_no_list_of_words_has_none() {
        assert!(words_of::<String>().is_empty());
    }
}
