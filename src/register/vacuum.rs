//! Overwriting what erased texts lay in, for who could read the files themselves.

use super::postgres;
use super::sqlite::Sqlite;
use super::{Fault, Surroundings};
use std::path::Path;

/// Writes the register at `url` anew, without what lies unused in its files. A SQLite register must not
/// be open elsewhere; a database may be in use, but its commands wait.
///
/// # Errors
/// [`Fault::NotOurs`] when it is open elsewhere or is neither; [`Fault::Statement`] when the database's role
/// does not own the tables; [`Fault::Unavailable`] when the disk is full.
pub async fn vacuum(url: &str, data_dir: &Path) -> Result<(), Fault> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            let path = data_dir.join(path);
            if !path.exists() {
                return Err(Fault::NotOurs(format!("there is no register {}", path.display())));
            }
            Sqlite::open(path, Surroundings::real()).await?.vacuum().await
        }
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
            postgres::vacuum::vacuum(url).await
        }
        _ => Err(Fault::NotOurs("only sqlite:PATH and postgres://... lie in files".into())),
    }
}
