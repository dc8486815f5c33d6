//! The program from outside, and the rules about the repository itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may panic: that is how it fails"
)]

mod action;
mod adopting;
#[path = "../api.rs"]
mod api;
mod bad_input;
mod ci;
mod cli;
mod config;
mod docs;
mod fix;
mod formats;
mod hostile;
mod ignores;
mod lsp;
mod matchers;
#[path = "../mistakes.rs"]
mod mistakes;
mod modules;
mod names;
mod neovim;
mod packages;
mod pages;
mod policies;
mod properties;
mod recipes;
#[path = "../replay.rs"]
mod replay;
mod reports;
mod round_trip;
mod stdin;
mod subjects;
mod support;
mod syntax;
mod tidy;
#[cfg(target_os = "linux")]
mod watch;
mod words;
mod workspace;
mod write_tests;
mod xml;
