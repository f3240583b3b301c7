//! What only a database can show.
