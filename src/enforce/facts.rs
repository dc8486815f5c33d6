//! `--facts`.
