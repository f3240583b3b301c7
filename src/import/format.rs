/// A format of files that are read into rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// GeoJSON: a FeatureCollection, a Feature or a geometry (RFC 7946).
    GeoJson,
    /// A GeoJSON object on every line, or after every record separator (RFC 8142).
    GeoJsonLines,
    /// An array of JSON objects.
    Json,
    /// A table of text with a header line; comma, semicolon or tab between columns.
    Csv,
    /// A zip archive with a shapefile in it: .shp, .dbf, and .prj for the coordinate system.
    Shapefile,
    /// A GeoPackage: an SQLite database with one table of features.
    GeoPackage,
}

/// How many of the first bytes decide.
const SNIFFED_BYTES: usize = 64 * 1024;
const RECORD_SEPARATOR: u8 = 0x1E;

impl Format {
    /// The format by its first bytes where they leave no doubt, else by the file's name, else by its content type, else
    /// by its first bytes again.
    ///
    /// `.json` and `application/json` say too little and leave the decision to the bytes. Nothing if none of the
    /// three tells.
    pub fn guess(file_name: Option<&str>, content_type: Option<&str>, bytes: &[u8]) -> Option<Self> {
        Self::of_signature(bytes)
            .or_else(|| file_name.and_then(Self::of_file_name))
            .or_else(|| content_type.and_then(Self::of_content_type))
            .or_else(|| Self::of_bytes(bytes))
    }

    /// The content type that a file of this format is sent with.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoJsonLines => "application/x-ndjson",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Shapefile => "application/zip",
            Self::GeoPackage => "application/geopackage+sqlite3",
        }
    }

    fn of_file_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "geojson" => Some(Self::GeoJson),
            "geojsonl" | "geojsons" | "geojsonseq" | "ndjson" | "ndgeojson" | "jsonl" => {
                Some(Self::GeoJsonLines)
            }
            "csv" | "tsv" | "tab" => Some(Self::Csv),
            // An archive may hold anything, and is looked into when it is read.
            "zip" | "shz" => Some(Self::Shapefile),
            "gpkg" => Some(Self::GeoPackage),
            _ => None,
        }
    }

    fn of_content_type(content_type: &str) -> Option<Self> {
        let (essence, _parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        match essence.trim().to_ascii_lowercase().as_str() {
            "application/geo+json" | "application/vnd.geo+json" => Some(Self::GeoJson),
            "application/geo+json-seq"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl" => Some(Self::GeoJsonLines),
            "text/csv" | "text/tab-separated-values" => Some(Self::Csv),
            "application/zip" | "application/x-zip-compressed" => Some(Self::Shapefile),
            "application/geopackage+sqlite3" => Some(Self::GeoPackage),
            _ => None,
        }
    }

    /// Archives and databases begin in a way that no text does, whatever they are called.
    fn of_signature(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Shapefile)
        } else if bytes.starts_with(b"SQLite format 3\0") {
            Some(Self::GeoPackage)
        } else {
            None
        }
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
        let start = start.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(start);
        // Pictures and the like are binary; text has no zeros.
        if start.contains(&0) {
            return None;
        }
        let start = start.trim_ascii_start();
        let (first_line, rest) =
            start.split_at(start.iter().position(|&byte| byte == b'\n').unwrap_or(start.len()));
        match first_line.first()? {
            &RECORD_SEPARATOR => Some(Self::GeoJsonLines),
            b'[' => Some(Self::Json),
            // A whole object on the first line and more after it.
            b'{' if is_json(first_line) && !rest.trim_ascii().is_empty() => Some(Self::GeoJsonLines),
            b'{' => Some(Self::GeoJson),
            _ => first_line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t')).then_some(Self::Csv),
        }
    }
}

fn is_json(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_then_content_types_then_bytes_decide() {
        type Case = (Option<&'static str>, Option<&'static str>, &'static [u8], Option<Format>);
        let cases: [Case; 16] = [
            (Some("a.GEOJSON"), Some("text/csv"), b"", Some(Format::GeoJson)),
            (Some("a.ndjson"), None, b"", Some(Format::GeoJsonLines)),
            (Some("a.csv"), None, b"{}", Some(Format::Csv)),
            (Some("a.json"), Some("application/geo+json; charset=utf-8"), b"", Some(Format::GeoJson)),
            (None, Some("application/geo+json-seq"), b"", Some(Format::GeoJsonLines)),
            (None, Some("Text/CSV"), b"", Some(Format::Csv)),
            (Some("a.json"), Some("application/json"), b" [{}]", Some(Format::Json)),
            (None, None, b"{\"type\": \"Point\"}\n", Some(Format::GeoJson)),
            (None, None, b"{\"a\": 1}\n{\"a\": 2}\n", Some(Format::GeoJsonLines)),
            (None, None, b"\x1E{\"a\": 1}\n", Some(Format::GeoJsonLines)),
            (None, None, b"{\n\"a\": 1}\n", Some(Format::GeoJson)),
            (None, None, b"\xEF\xBB\xBFid;namn\n", Some(Format::Csv)),
            (Some("a.csv"), Some("text/csv"), b"PK\x03\x04\0\0", Some(Format::Shapefile)),
            (None, None, b"SQLite format 3\0", Some(Format::GeoPackage)),
            (None, None, b"\x89PNG\0\0", None),
            (None, None, b"", None),
        ];
        for (name, content_type, bytes, expected) in cases {
            assert_eq!(
                Format::guess(name, content_type, bytes),
                expected,
                "{name:?} {content_type:?} {bytes:?}"
            );
        }
    }
}
