use crate::space::GeometryFault;

/// Faults gathered before the rest of a file is left unread: enough to see what is wrong with it.
const FAULTS_MAX: usize = 1_000;

/// One thing wrong with a file. Repeats nothing of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row as a person counts; none if it concerns the whole file.
    pub row: Option<usize>,
    /// Where in the row (`#/geometry/coordinates/0`, `#/Latitud`) or in the file.
    pub pointer: String,
    /// What, as a sentence for the sender.
    pub detail: String,
    /// What to do about it, if that is known.
    pub hint: Option<String>,
}

impl RowFault {
    pub(super) fn file(detail: impl Into<String>) -> Self {
        Self { row: None, pointer: "#".to_owned(), detail: detail.into(), hint: None }
    }

    pub(super) fn row(row: usize, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { row: Some(row), pointer: pointer.into(), detail: detail.into(), hint: None }
    }

    pub(super) fn geometry(row: usize, fault: GeometryFault) -> Self {
        Self::row(row, fault.pointer, fault.detail)
    }

    pub(super) fn at(self, pointer: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), ..self }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Faults of a file, up to a number.
#[derive(Default)]
pub(super) struct Faults {
    gathered: Vec<RowFault>,
}

impl Faults {
    pub(super) fn push(&mut self, fault: RowFault) {
        if !self.is_full() {
            self.gathered.push(fault);
        }
    }

    pub(super) fn push_all(&mut self, faults: Vec<RowFault>) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }

    /// Whether there is no use in looking on.
    pub(super) fn is_full(&self) -> bool {
        self.gathered.len() >= FAULTS_MAX
    }

    pub(super) fn into_result(mut self) -> Result<(), Vec<RowFault>> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        if self.is_full() {
            self.gathered.push(RowFault::file(format!("has more faults than these {FAULTS_MAX}")));
        }
        Err(self.gathered)
    }
}
