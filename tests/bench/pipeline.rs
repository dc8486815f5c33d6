//! What a run costs, stage by stage, beside the floor: walking, reading and
//! parsing the same tree with hcl-edit on all cores, and nothing else.
//!
//! `cargo bench` measures a tree made here; `CODERLINT_BENCH_TREE=FOLDER cargo
//! bench` measures a real one.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use coderlint::config::{Configs, Lookup, Overrides};
use coderlint::diagnostic::ModuleReport;
use coderlint::discover::{ModulePath, discover};
use coderlint::files::Files;
use coderlint::ignores;
use coderlint::lint::{Filter, lint};
use coderlint::report::{Format, Report};
use coderlint::rules;
use coderlint::syntax::{self, markdown};
use coderlint::workspace::{Keep, Workspace};
use divan::Bencher;
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    tree();
    divan::main();
}

/// The tree that is measured.
fn tree() -> &'static Path {
    static TREE: OnceLock<PathBuf> = OnceLock::new();
    TREE.get_or_init(|| match std::env::var_os("CODERLINT_BENCH_TREE") {
        Some(folder) => PathBuf::from(folder),
        None => made_tree(),
    })
}

/// 120 modules of the size that modules have.
fn made_tree() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("coderlint-bench-{}", std::process::id()));
    for module in 0..120 {
        let mut text = String::new();
        for index in 0..20 {
            let _ = write!(
                text,
                "variable \"setting_{index}\" {{\n  description = \"Setting {index} of the module.\"\n  type        = string\n  default     = \"\"\n}}\n\n"
            );
        }
        text.push_str("variable \"api_key\" {\n  description = \"API key.\"\n  type        = string\n  default     = \"\"\n  sensitive   = true\n}\n\n");
        text.push_str("locals {\n  script = templatefile(\"run.sh\", {\n");
        for index in 0..20 {
            let _ = writeln!(
                text,
                "    SETTING_{index} = base64encode(var.setting_{index})"
            );
        }
        text.push_str("    API_KEY = base64encode(var.api_key)\n  })\n}\n\nresource \"coder_script\" \"run\" {\n  agent_id = \"agent\"\n  script   = local.script\n}\n");
        let path = folder.join(format!("module-{module}"));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        fs::write(path.join("main.tf"), text).expect("the temporary folder can be written");
        let readme = "# Module\n\n```tf\nmodule \"m\" {\n  source = \"example\"\n}\n```\n\nText.\n";
        fs::write(path.join("README.md"), readme).expect("the temporary folder can be written");
    }
    folder
}

fn sources() -> Vec<String> {
    let found = discover(&[tree().to_owned()], tree());
    let files = found.modules.iter().flat_map(|module| &module.files);
    files
        .filter_map(|file| fs::read_to_string(file).ok())
        .collect()
}

fn lint_all(modules: Vec<ModulePath>) -> Vec<ModuleReport> {
    let configs = Configs::new(
        rules::infos(),
        Lookup::Nearest,
        Overrides::default(),
        tree(),
    );
    let mut workspace = Workspace::new(Files::default(), configs, tree(), Keep::Findings);
    workspace.add(modules);
    lint(&mut workspace, Filter::on(ignores::today()), &|| {})
}

/// Walk, read and parse, and nothing else.
#[divan::bench]
fn floor() {
    let files: Vec<PathBuf> = ignore::WalkBuilder::new(tree())
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "tf"))
        .collect();
    files.par_iter().for_each(|file| {
        let text = fs::read_to_string(file).unwrap_or_default();
        black_box(hcl_edit::parser::parse_body(&text).is_ok());
    });
}

/// Everything but printing.
#[divan::bench]
fn whole_run() {
    let found = discover(&[tree().to_owned()], tree());
    let modules = lint_all(found.modules);
    black_box(
        Report {
            modules,
            ..Report::default()
        }
        .render(Format::Human, false),
    );
}

#[divan::bench]
fn stage_1_discover() {
    black_box(discover(&[tree().to_owned()], tree()));
}

#[divan::bench]
fn stage_2_parse(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench_local(|| {
        for text in &sources {
            black_box(syntax::parse(text, 0));
        }
    });
}

#[divan::bench]
fn stage_3_read_parse_and_check(bencher: Bencher<'_, '_>) {
    let found = discover(&[tree().to_owned()], tree());
    bencher.bench_local(|| black_box(lint_all(found.modules.clone())));
}

#[divan::bench]
fn stage_4_readmes(bencher: Bencher<'_, '_>) {
    let found = discover(&[tree().to_owned()], tree());
    let readmes: Vec<String> = found
        .modules
        .iter()
        .filter_map(|module| fs::read_to_string(module.readme.as_ref()?).ok())
        .collect();
    bencher.bench_local(|| {
        for text in &readmes {
            if markdown::may_hold_findings(text) {
                black_box(markdown::examples(text));
            }
        }
    });
}

#[divan::bench]
fn stage_5_report(bencher: Bencher<'_, '_>) {
    let found = discover(&[tree().to_owned()], tree());
    let modules = lint_all(found.modules);
    let report = Report {
        modules,
        ..Report::default()
    };
    bencher.bench_local(|| black_box(report.render(Format::Human, false)));
}
