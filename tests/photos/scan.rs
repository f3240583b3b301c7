//! What lies in a JPEG beside its picture.

/// Asserts that a JPEG holds what is needed to draw it, and not a byte more.
pub fn assert_bare(bytes: &[u8], name: &str) {
    assert_eq!(bytes[..2], [0xff, 0xd8], "{name}: a JPEG");
    let mut at = 2;
    let mut scans = 0;
    loop {
        assert_eq!(bytes[at], 0xff, "{name}: a marker");
        let marker = bytes[at + 1];
        if marker == 0xd9 {
            break;
        }
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        let body = &bytes[at + 4..at + 2 + length];
        match marker {
            // JFIF without a small picture, and with no density of anybody's screen.
            0xe0 => assert_eq!(body, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0", "{name}: JFIF"),
            // Tables, the frame and the scan.
            0xdb | 0xc0 | 0xc4 | 0xda => {}
            other => panic!("{name}: {length} bytes of metadata in segment {other:x}"),
        }
        at += 2 + length;
        if marker == 0xda {
            scans += 1;
            // The picture itself, in which a marker's first byte stands doubled by 0.
            while !(bytes[at] == 0xff && bytes[at + 1] != 0) {
                at += 1;
            }
        }
    }
    assert_eq!((at + 2, scans), (bytes.len(), 1), "{name}: nothing lies behind it");
    let secret = super::corpus::SECRET;
    for piece in [&secret[..8], &secret[8..16]] {
        assert!(!bytes.windows(piece.len()).any(|window| window == piece), "{name}: a secret is in it");
    }
}
