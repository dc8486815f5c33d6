//! `bindgen INPUT.wasm FOLDER` writes a WebAssembly module and the JavaScript
//! around it. wasm-bindgen's own command would have to be installed in just the
//! version that the library was compiled with; here, the lock file sees to that.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm FOLDER");
        return ExitCode::FAILURE;
    };
    match generate(input, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate(input: &str, folder: &str) -> Result<(), anyhow::Error> {
    let mut bindgen = Bindgen::new();
    bindgen
        .web(true)?
        .typescript(false)
        // A quarter of what would be downloaded are names.
        .remove_name_section(true)
        .remove_producers_section(true)
        .input_path(input)
        .generate(folder)
}
