//! The three forms of protocol buffers that a vector tile uses, written straight into a byte vector.

/// Appends a base-128 number, least significant group first.
#[inline]
pub(super) fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Maps signed to unsigned numbers so that small ones of either sign stay short.
#[inline]
pub(super) fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

/// The same for 64 bits.
#[inline]
pub(super) fn zigzag64(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Appends a field that holds one number.
#[inline]
pub(super) fn number(out: &mut Vec<u8>, field: u32, value: u64) {
    varint(out, u64::from(field << 3));
    varint(out, value);
}

/// Appends a field that holds a 64-bit floating-point number.
pub(super) fn double(out: &mut Vec<u8>, field: u32, value: f64) {
    varint(out, u64::from(field << 3 | 1));
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends a field that holds bytes at hand.
pub(super) fn bytes(out: &mut Vec<u8>, field: u32, value: &[u8]) {
    varint(out, u64::from(field << 3 | 2));
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

/// Appends a field whose body is written by `body`, its length put in front afterwards.
///
/// One byte is set aside for the length, which is enough for nearly every point; a longer body is moved once.
#[inline]
pub(super) fn delimited(out: &mut Vec<u8>, field: u32, body: impl FnOnce(&mut Vec<u8>)) {
    varint(out, u64::from(field << 3 | 2));
    let at = out.len();
    out.push(0);
    body(out);
    let length = out.len() - at - 1;
    if length < 0x80 {
        out[at] = length as u8;
    } else {
        widen_length(out, at, length);
    }
}

#[cold]
fn widen_length(out: &mut Vec<u8>, at: usize, length: usize) {
    let mut prefix = Vec::with_capacity(10);
    varint(&mut prefix, length as u64);
    out.splice(at..=at, prefix);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out);
        out
    }

    #[test]
    fn numbers_follow_the_encoding_guide() {
        assert_eq!(written(|out| varint(out, 0)), [0]);
        assert_eq!(written(|out| varint(out, 127)), [0x7f]);
        assert_eq!(written(|out| varint(out, 150)), [0x96, 0x01]);
        assert_eq!(written(|out| varint(out, u64::MAX)), [255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
        assert_eq!([0, -1, 1, -2, i32::MAX, i32::MIN].map(zigzag), [0, 1, 2, 3, u32::MAX - 1, u32::MAX]);
        assert_eq!([0, -1, 1, i64::MIN].map(zigzag64), [0, 1, 2, u64::MAX]);
    }

    #[test]
    fn a_body_of_any_length_gets_the_right_length_in_front() {
        for length in [0usize, 1, 127, 128, 16_383, 16_384] {
            let late = written(|out| {
                out.push(9);
                delimited(out, 3, |body| body.resize(body.len() + length, 7));
            });
            let early = written(|out| {
                out.push(9);
                bytes(out, 3, &vec![7; length]);
            });
            assert_eq!(late, early, "{length}");
        }
    }
}
