//! The service as its callers meet it: the router in process, on a register in memory.

#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

mod access;
mod access_review;
mod canaries;
mod changes;
mod contract;
mod demo;
mod desk;
mod documents;
mod edge;
mod exists;
mod exports;
mod history;
mod homes;
mod hours;
mod import_fields;
mod matrix;
mod measures;
mod objections;
mod operations;
mod outside;
mod own_data;
mod paging;
mod photos;
mod place_counts;
mod promises;
mod publications;
mod reads;
mod reference;
mod retention;
mod rounds;
mod routes;
mod shared_caches;
mod sharing;
mod support;
mod take_back;
mod tidy;
mod tiles;
mod twins;
mod work;
mod worlds;
