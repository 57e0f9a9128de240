//! Keeps notices that were received over HTTP in the library, one file each, so that none is lost.
//!
//! A received notice is a file of the library like any other: the reader reads it whenever the library
//! is indexed, from nothing too. This room names the file, keeps its versions in order and brings it
//! to the disk. It knows no index and no HTTP.

pub mod content;
pub mod error;
pub mod examine;
mod files;
pub mod item;
pub mod key;
pub mod reading;
pub mod record;
pub mod store;
#[cfg(test)]
mod tests;
pub mod upload;
pub mod version;
