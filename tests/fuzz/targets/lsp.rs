//! The language server: whatever an editor says, it goes on until the end, and
//! answers in whole messages.
#![no_main]

use std::io::{self, BufReader, Cursor, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use coderlint::config::{Lookup, Overrides};
use coderlint::lsp::{Options, serve};
use libfuzzer_sys::fuzz_target;

#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("is free").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn framed(content: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{content}", content.len())
}

/// `U` in the input is the URI of a document in a folder that isn't there.
const URI: &str = "file:///coderlint-fuzz/module/main.tf";

fuzz_target!(|text: &str| {
    let mut input = framed(
        r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}}}"#,
    );
    input += &framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    // Each line is a message; the last one may be cut off.
    for line in text.lines() {
        input += &match line.strip_prefix('!') {
            Some(raw) => raw.to_owned(),
            None => framed(&line.replace("\"U\"", &format!("\"{URI}\""))),
        };
    }
    let said = Said::default();
    let options = Options {
        lookup: Lookup::Nearest,
        overrides: Overrides::default(),
        working_directory: PathBuf::from("/coderlint-fuzz"),
        logs: false,
    };
    serve(
        BufReader::new(Cursor::new(input.into_bytes())),
        said.clone(),
        options,
    );
    let said = said.0.lock().expect("is free");
    let mut rest = std::str::from_utf8(&said).expect("UTF-8");
    while let Some(after) = rest.strip_prefix("Content-Length: ") {
        let (length, after) = after.split_once("\r\n\r\n").expect("a header");
        let length: usize = length.parse().expect("a number");
        assert!(
            !after[..length].contains("panicked"),
            "{}",
            &after[..length]
        );
        rest = &after[length..];
    }
    assert_eq!(rest, "", "nothing but protocol");
});
