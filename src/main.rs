//! Samplats.
fn main() {}
