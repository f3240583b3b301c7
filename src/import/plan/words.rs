use crate::domain::codes::CodeList;
use crate::index::snapshot::Snapshot;
use std::collections::HashMap;

/// The codes of a list by their own words and by the labels people use, in either language, whatever the case.
pub(super) struct Words {
    codes: HashMap<String, String>,
}

impl Words {
    pub fn of(world: &Snapshot, list: CodeList) -> Self {
        let mut codes = HashMap::new();
        for code in world.reference.codes.values().filter(|code| code.list == list) {
            for label in [&code.label.sv, &code.label.en] {
                codes.entry(label.to_lowercase()).or_insert_with(|| code.code.clone());
            }
        }
        // A code that happens to be another's label is still itself.
        for code in world.reference.codes.values().filter(|code| code.list == list) {
            codes.insert(code.code.to_lowercase(), code.code.clone());
        }
        Self { codes }
    }

    pub fn code(&self, word: &str) -> Option<&str> {
        self.codes.get(&word.to_lowercase()).map(String::as_str)
    }

    /// The code of a word; a word that is not known stays as it is, for the domain to refuse.
    pub fn code_or_itself(&self, word: String) -> String {
        self.code(&word).map_or(word, str::to_owned)
    }
}
