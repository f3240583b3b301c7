//! How the text of a shapefile's table is written: by the .cpg beside it, or by the mark in the table.

use super::faults::RowFault;
use dbase::encoding_rs::{self, Encoding};

/// The code pages that tables are marked with, the DOS ones first, and their marks. That of Windows as it was set on some
/// machine (0x57) is none: it tells nothing.
const MARKS: [(u16, &[u8]); 30] = [
    (437, &[0x01, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B]),
    (850, &[0x02, 0x0A, 0x0E, 0x10, 0x12, 0x14, 0x16, 0x1A, 0x1D, 0x25, 0x37]),
    (865, &[0x08, 0x17, 0x66]),
    (852, &[0x1F, 0x22, 0x23, 0x40, 0x64, 0x87]),
    (857, &[0x6B, 0x88]),
    (860, &[0x24]),
    (861, &[0x67]),
    (863, &[0x1C, 0x6C]),
    (737, &[0x6A, 0x86]),
    (895, &[0x68]),
    (620, &[0x69]),
    (10_006, &[0x98]),
    (10_029, &[0x97]),
    (866, &[0x26, 0x65]),
    (874, &[0x50, 0x7C]),
    (932, &[0x13, 0x7B]),
    (936, &[0x4D, 0x7A]),
    (949, &[0x4E, 0x79]),
    (950, &[0x4F, 0x78]),
    (1252, &[0x03, 0x58, 0x59]),
    (1250, &[0xC8]),
    (1251, &[0xC9]),
    (10_000, &[0x04]),
    (10_007, &[0x96]),
    (1253, &[0xCB]),
    (1254, &[0xCA]),
    (1255, &[0x7D]),
    (1256, &[0x7E]),
    (1257, &[0xCC]),
    (65_001, &[0xF0]),
];

/// By the mark of a table; nothing where it tells nothing.
///
/// # Errors
/// Where it names a code page that is not decoded: read as another one, every å would be something else.
pub(super) fn of_mark(mark: u8) -> Result<Option<&'static Encoding>, RowFault> {
    let page = MARKS.iter().find(|(_, marks)| marks.contains(&mark));
    page.map(|(page, _)| decoded(*page).ok_or_else(|| not_decoded(*page))).transpose()
}

/// By what a .cpg says: a name, or a number with or without words before it (`UTF-8`, `1252`, `ANSI 1252`, `ISO 88591`).
///
/// # Errors
/// Where that is not known, or not decoded.
pub(super) fn of_name(name: &str) -> Result<&'static Encoding, RowFault> {
    let name = name.trim_start_matches('\u{FEFF}');
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    if let Some(part) = digits.strip_prefix("8859").filter(|part| !part.is_empty())
        && let Some(encoding) = Encoding::for_label(format!("iso-8859-{part}").as_bytes())
    {
        return Ok(encoding);
    }
    if let Ok(page) = digits.parse() {
        if let Some(encoding) = decoded(page) {
            return Ok(encoding);
        }
        if MARKS.iter().any(|(known, _)| *known == page) {
            return Err(not_decoded(page));
        }
    }
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| as_utf8(RowFault::file("has a .cpg that names an unknown code page")))
}

fn decoded(page: u16) -> Option<&'static Encoding> {
    match page {
        866 => Some(encoding_rs::IBM866),
        932 => Some(encoding_rs::SHIFT_JIS),
        936 => Some(encoding_rs::GBK),
        949 => Some(encoding_rs::EUC_KR),
        950 => Some(encoding_rs::BIG5),
        874 | 1250..=1258 => Encoding::for_label(format!("windows-{page}").as_bytes()),
        10_000 => Some(encoding_rs::MACINTOSH),
        10_007 => Some(encoding_rs::X_MAC_CYRILLIC),
        65_001 => Some(encoding_rs::UTF_8),
        _ => None,
    }
}

fn not_decoded(page: u16) -> RowFault {
    as_utf8(RowFault::file(format!(
        "has a .dbf whose text is written in code page {page}, which is not read"
    )))
}

fn as_utf8(fault: RowFault) -> RowFault {
    fault.with_hint("save it as UTF-8, with a .cpg that says so")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_decoded_or_refused_by_name() {
        let name = |mark: u8| of_mark(mark).map(|encoding| encoding.map(Encoding::name));
        for (mark, expected) in [
            (0x00, None),
            (0x57, None),
            (0xEE, None),
            (0x03, Some("windows-1252")),
            (0x04, Some("macintosh")),
            (0x65, Some("IBM866")),
            (0x7B, Some("Shift_JIS")),
            (0x7C, Some("windows-874")),
            (0xC8, Some("windows-1250")),
            (0xCB, Some("windows-1253")),
            (0x7E, Some("windows-1256")),
            (0xF0, Some("UTF-8")),
        ] {
            assert_eq!(name(mark), Ok(expected), "{mark:#x}");
        }
        for (mark, page) in [(0x01, "437"), (0x02, "850"), (0x08, "865"), (0x66, "865"), (0x64, "852")] {
            let fault = name(mark).expect_err("not decoded");
            let told = format!("has a .dbf whose text is written in code page {page}, which is not read");
            assert_eq!((fault.row, fault.detail), (None, told), "{mark:#x}");
            assert_eq!(fault.hint.as_deref(), Some("save it as UTF-8, with a .cpg that says so"));
        }
        let mut marks: Vec<u8> = MARKS.iter().flat_map(|(_, marks)| *marks).copied().collect();
        let all = marks.len();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), all, "a mark stands for one code page");
    }

    #[test]
    fn names_of_every_way_to_write_them_are_known() {
        for (name, expected) in [
            ("UTF-8", "UTF-8"),
            ("utf8", "UTF-8"),
            ("\u{FEFF}UTF-8", "UTF-8"),
            ("65001", "UTF-8"),
            ("1252", "windows-1252"),
            ("ANSI 1252", "windows-1252"),
            ("CP1251", "windows-1251"),
            ("windows-1257", "windows-1257"),
            ("ISO-8859-1", "windows-1252"),
            ("ISO 88591", "windows-1252"),
            ("88591", "windows-1252"),
            ("8859-15", "ISO-8859-15"),
            ("885915", "ISO-8859-15"),
            ("latin1", "windows-1252"),
            ("Big5", "Big5"),
            ("gb18030", "gb18030"),
            ("IBM866", "IBM866"),
        ] {
            assert_eq!(of_name(name).map(Encoding::name), Ok(expected), "{name}");
        }
        for (name, told) in [
            ("OEM 850", "has a .dbf whose text is written in code page 850, which is not read"),
            ("437", "has a .dbf whose text is written in code page 437, which is not read"),
            ("99999", "has a .cpg that names an unknown code page"),
            ("of my own", "has a .cpg that names an unknown code page"),
        ] {
            assert_eq!(of_name(name).map(Encoding::name).map_err(|fault| fault.detail), Err(told.to_owned()));
        }
    }
}
