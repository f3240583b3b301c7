//! Compression of a finished answer.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;

/// The largest window that gzip has.
const WINDOW_BITS: u8 = 15;
/// Where the header names the operating system, and what it says instead: unknown.
const OPERATING_SYSTEM: (usize, u8) = (9, 255);

thread_local! {
    /// What a compressor keeps while it works are some 300 kB, which cost as much to lay out as a short answer to compress.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new_gzip(Compression::new(1), WINDOW_BITS));
}

/// Compresses with gzip at level 1: same bytes in, same bytes out.
///
/// Level 6 makes a tile an eighth smaller and takes ten to fifty times as long as drawing it, so a tile that is asked
/// for the first time gets level 1. The header carries no time and no operating system.
pub fn gzip_level1(bytes: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let taken = usize::try_from(compressor.total_in()).expect("no more than was given");
            let status = compressor.compress_vec(&bytes[taken..], &mut packed, FlushCompress::Finish);
            match status.expect("compressing in memory does not fail") {
                Status::StreamEnd => break,
                // There was no room left.
                Status::Ok | Status::BufError => packed.reserve(packed.capacity().max(1_024)),
            }
        }
        packed[OPERATING_SYSTEM.0] = OPERATING_SYSTEM.1;
        packed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back() {
        let squares = |length: u64| -> Vec<u8> { (0..length).map(|i| (i * i / 7) as u8).collect() };
        // Which needs more room than was laid out.
        let noise = (0..100_000_u64).map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
        for bytes in [squares(0), squares(1), squares(100), squares(100_000), noise] {
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&gzip_level1(&bytes)[..]).read_to_end(&mut back).unwrap();
            assert_eq!(back, bytes);
        }
    }

    #[test]
    fn the_header_says_nothing_about_when_and_where() {
        let packed = gzip_level1(&[b'a'; 5000]);
        assert_eq!(packed[..4], [0x1f, 0x8b, 8, 0]);
        assert_eq!(packed[4..8], [0, 0, 0, 0]);
        assert_eq!(packed[9], 255);
        assert!(packed.len() < 100);
        assert_eq!(packed, gzip_level1(&[b'a'; 5000]));
    }
}
