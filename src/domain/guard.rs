//! tmp
pub struct TextFault { pub kind: TextFaultKind, pub detail: String }
#[derive(Clone, Copy)] pub enum TextFaultKind { A }
impl TextFaultKind { pub fn code(self) -> &'static str { "a" } }
pub fn check(text: &str, _max: usize) -> Result<String, Vec<TextFault>> { Ok(text.trim().to_owned()) }
