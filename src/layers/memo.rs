//! Values that many features share, looked up by a small number instead of a hash.

use super::mvt::Value;

/// Codes below this are remembered: all words, most counts.
const CODES_REMEMBERED: usize = 1024;

/// Where the values of one attribute's codes stand in the value table of one layer.
#[derive(Debug, Default)]
pub(super) struct ValueMemo {
    known: Vec<Option<Value>>,
}

impl ValueMemo {
    /// The value of a code, from memory or else by `look_up`, which answers nothing when the code means nothing.
    #[inline]
    pub(super) fn get(&mut self, code: u32, look_up: impl FnOnce() -> Option<Value>) -> Option<Value> {
        if let Some(&Some(known)) = self.known.get(code as usize) {
            return Some(known);
        }
        let value = look_up()?;
        self.remember(code as usize, value);
        Some(value)
    }

    fn remember(&mut self, code: usize, value: Value) {
        if code < CODES_REMEMBERED {
            if self.known.len() <= code {
                self.known.resize(code + 1, None);
            }
            self.known[code] = Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mvt::LayerEncoder;
    use super::*;

    #[test]
    fn small_codes_are_looked_up_once_and_large_ones_each_time() {
        let mut layer = LayerEncoder::new("p", 4096);
        let mut memo = ValueMemo::default();
        let mut asked = Vec::new();
        for code in [3, 0, 3, 5_000_000, 5_000_000, 0] {
            let value = memo.get(code, || {
                asked.push(code);
                Some(layer.int(i64::from(code)))
            });
            assert_eq!(value, Some(layer.int(i64::from(code))));
        }
        assert_eq!(asked, [3, 0, 5_000_000, 5_000_000]);
        assert_eq!(memo.get(1, || None), None);
    }
}
