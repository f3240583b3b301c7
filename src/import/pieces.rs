//! Files cut into pieces at the ends of rows.

use super::delimited::{self, Encoding, Quotes};
use super::faults::{Faults, RowFault};
use super::{ReadLimits, Row, Source};
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, Read};

/// Read at once, bytes.
const BLOCK_BYTES: usize = 64 * 1024;
/// A piece that is this large ends at the next row, bytes.
const PIECE_BYTES: usize = 4 * 1024 * 1024;
/// A single row that is larger is not one, bytes: what is held stays bounded.
const ROW_MAX_BYTES: usize = 64 * 1024 * 1024;
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
const RECORD_SEPARATOR: u8 = 0x1E;

/// Whole rows, as bytes.
pub(super) struct Piece {
    pub bytes: Vec<u8>,
    /// The line that it begins on.
    pub first_line: usize,
}

impl Piece {
    pub fn empty() -> Self {
        Self { bytes: Vec::new(), first_line: 1 }
    }

    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }
}

type Input = BufReader<Box<dyn Read + Send>>;

/// A table of text.
pub(super) struct TablePieces {
    input: Input,
    quotes: Quotes,
    encoding: Encoding,
    delimiter: u8,
    header: Vec<String>,
    /// Nothing has been handed out.
    is_first: bool,
    at_end: bool,
}

impl TablePieces {
    /// Reads the file once to learn its encoding and that its quotes can be trusted, and begins anew.
    pub fn open(source: &Source, limits: &ReadLimits) -> Result<Self, Vec<RowFault>> {
        let unreadable = |error: io::Error| vec![RowFault::file(format!("cannot be read: {error}"))];
        let head = source.head().map_err(unreadable)?;
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Err(vec![RowFault::file("is UTF-16").with_hint("save it as UTF-8")]);
        }
        let delimiter = delimited::delimiter(head.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(&head));
        let encoding = look_through(source, delimiter).map_err(unreadable)??;
        let input = BufReader::with_capacity(BLOCK_BYTES, source.open().map_err(unreadable)?);
        let mut pieces = Self {
            input,
            quotes: Quotes::new(delimiter),
            encoding,
            delimiter,
            header: Vec::new(),
            is_first: true,
            at_end: false,
        };
        pieces.skip_mark().map_err(unreadable)?;
        let first = pieces.cut(1).map_err(unreadable)?.unwrap_or_else(Piece::empty);
        let mut faults = Faults::default();
        let header = delimited::header(&encoding.decode(&first.bytes), delimiter, limits, &mut faults);
        faults.into_result()?;
        pieces.header = header.unwrap_or_default();
        Ok(pieces)
    }

    fn skip_mark(&mut self) -> io::Result<()> {
        let marked = self.input.fill_buf()?.starts_with(&BYTE_ORDER_MARK);
        self.input.consume(if marked { BYTE_ORDER_MARK.len() } else { 0 });
        Ok(())
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    pub fn notes(&self) -> Vec<String> {
        match self.encoding {
            Encoding::Utf8 => Vec::new(),
            Encoding::Windows1252 => {
                vec!["the file is not UTF-8; it was read as Windows-1252 (Latin-1)".to_owned()]
            }
        }
    }

    /// The next rows; nothing at the end, but for a file without any.
    pub fn next(&mut self, rows_max: usize) -> Result<Option<Piece>, RowFault> {
        if self.at_end {
            return Ok(None);
        }
        let is_first = std::mem::take(&mut self.is_first);
        match self.cut(rows_max) {
            Ok(None) if is_first => Ok(Some(Piece::empty())),
            Ok(piece) => Ok(piece),
            Err(error) => {
                self.at_end = true;
                Err(RowFault::file(format!("cannot be read: {error}")))
            }
        }
    }

    pub fn rows(&self, piece: &Piece, limits: &ReadLimits, faults: &mut Faults) -> Vec<Row> {
        let text = self.encoding.decode(&piece.bytes);
        delimited::rows(&text, (piece.first_line, self.delimiter), &self.header, limits, faults)
    }

    fn cut(&mut self, rows_max: usize) -> io::Result<Option<Piece>> {
        let mut piece = Piece { bytes: Vec::new(), first_line: self.quotes.line };
        let (mut rows, mut row_bytes) = (0, 0);
        loop {
            let block = self.input.fill_buf()?;
            if block.is_empty() {
                self.at_end = true;
                return Ok((!piece.bytes.is_empty()).then_some(piece));
            }
            let mut used = 0;
            let mut full = false;
            for &byte in block {
                used += 1;
                let ends = self.quotes.take(byte);
                row_bytes += usize::from(!matches!(byte, b'\n' | b'\r'));
                if ends && row_bytes > 0 {
                    rows += 1;
                    row_bytes = 0;
                    let is_large = rows_max != usize::MAX && piece.bytes.len() + used >= PIECE_BYTES;
                    full = rows >= rows_max || is_large;
                    if full {
                        break;
                    }
                }
            }
            piece.bytes.extend_from_slice(&block[..used]);
            self.input.consume(used);
            if full {
                return Ok(Some(piece));
            }
            if row_bytes > ROW_MAX_BYTES {
                return Err(io::Error::other(format!("a row is larger than {ROW_MAX_BYTES} bytes")));
            }
        }
    }
}

/// Reads a table through for what concerns all of it.
fn look_through(source: &Source, delimiter: u8) -> io::Result<Result<Encoding, Vec<RowFault>>> {
    let mut input = source.open()?;
    let mut block = vec![0; BLOCK_BYTES];
    let mut quotes = Quotes::new(delimiter);
    let (mut text, mut is_start) = (Utf8::default(), true);
    loop {
        let n = input.read(&mut block)?;
        if n == 0 {
            break;
        }
        let mut bytes = &block[..n];
        if std::mem::take(&mut is_start) {
            bytes = bytes.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(bytes);
        }
        if bytes.contains(&0) {
            return Ok(Err(vec![RowFault::file("is not text: it holds bytes of zero")]));
        }
        text.take(bytes);
        for &byte in bytes {
            quotes.take(byte);
        }
    }
    if let Some(row) = quotes.runaway() {
        // Of the file, not of the row: leaving the row out would leave out those it has swallowed.
        let fault = RowFault::file(format!("row {row} opens a quote that is not closed in its cell"));
        return Ok(Err(vec![fault.with_hint("close it; the rows after it cannot be told apart")]));
    }
    Ok(Ok(if text.is_good() { Encoding::Utf8 } else { Encoding::Windows1252 }))
}

/// Whether bytes that come in blocks are UTF-8.
#[derive(Default)]
struct Utf8 {
    /// The beginning of a character that the last block was cut in.
    begun: Vec<u8>,
    is_bad: bool,
}

impl Utf8 {
    fn take(&mut self, block: &[u8]) {
        if self.is_bad {
            return;
        }
        let mut bytes = std::mem::take(&mut self.begun);
        bytes.extend_from_slice(block);
        if let Err(error) = std::str::from_utf8(&bytes) {
            match error.error_len() {
                None => self.begun = bytes.split_off(error.valid_up_to()),
                Some(_) => self.is_bad = true,
            }
        }
    }

    fn is_good(&self) -> bool {
        !self.is_bad && self.begun.is_empty()
    }
}

/// Lines of JSON, or records after their separators.
pub(super) struct LinePieces {
    input: Input,
    separator: u8,
    line: usize,
    is_first: bool,
}

impl LinePieces {
    pub fn open(source: &Source) -> io::Result<Self> {
        let separator = if source.head()?.contains(&RECORD_SEPARATOR) { RECORD_SEPARATOR } else { b'\n' };
        let input = BufReader::with_capacity(BLOCK_BYTES, source.open()?);
        Ok(Self { input, separator, line: 1, is_first: true })
    }

    /// The next lines; nothing at the end, but for a file without any.
    pub fn next(&mut self, rows_max: usize) -> Result<Option<Piece>, RowFault> {
        let mut piece = Piece { bytes: Vec::new(), first_line: self.line };
        let mut rows = 0;
        while rows < rows_max && (rows_max == usize::MAX || piece.bytes.len() < PIECE_BYTES) {
            let before = piece.bytes.len();
            let n = (&mut self.input)
                .take(ROW_MAX_BYTES as u64 + 1)
                .read_until(self.separator, &mut piece.bytes)
                .map_err(|error| RowFault::file(format!("cannot be read: {error}")))?;
            if n == 0 {
                break;
            }
            if n > ROW_MAX_BYTES {
                return Err(RowFault::file(format!("has a line of more than {ROW_MAX_BYTES} bytes")));
            }
            let text = &piece.bytes[before..];
            self.line += text.iter().filter(|&&byte| byte == b'\n').count();
            rows += usize::from(!text.trim_ascii().is_empty());
        }
        let is_first = std::mem::take(&mut self.is_first);
        Ok((!piece.bytes.is_empty() || is_first).then_some(piece))
    }
}
