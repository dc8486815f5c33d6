//! Configurations: each mistake has a place, and a name that is added to what is
//! excluded is excluded.
#![no_main]

use std::path::Path;

use coderlint::config::{Configs, Lookup, Overrides, exclude_key, place_at};
use coderlint::files::Files;
use coderlint::rules::infos;
use libfuzzer_sys::fuzz_target;

const FOLDER: &str = "/coderlint-fuzz/module";

fn read(text: &str) -> (Configs, Files) {
    let root = Path::new(FOLDER);
    let mut files = Files::default();
    files.set(&root.join(".coderlint.hcl"), Some(text.as_bytes()));
    let configs = Configs::new(infos(), Lookup::Nearest, Overrides::default(), root);
    (configs, files)
}

fuzz_target!(|text: &str| {
    let (configs, files) = read(text);
    let configured = configs.of(&files, Path::new(FOLDER));
    configured.print("main.tf", false);
    let errors = configs.errors();
    for error in &errors {
        if let Some((range, _)) = &error.at {
            assert!(
                range.start <= range.end && range.start <= text.len(),
                "{error:?}"
            );
        }
        assert!(!error.message.is_empty());
    }
    for (at, _) in text.char_indices().step_by(7) {
        place_at(infos(), &text[..at]);
    }
    if errors.is_empty()
        && let Some((at, with)) = exclude_key(text, "acme_key")
    {
        let mut new = text.to_owned();
        new.replace_range(at, &with);
        let (configs, files) = read(&new);
        let configured = configs.of(&files, Path::new(FOLDER));
        assert_eq!(configs.errors(), [], "{new}");
        assert!(
            configured.settings.keys().exclude.is_match("acme_key"),
            "{new}"
        );
    }
});
