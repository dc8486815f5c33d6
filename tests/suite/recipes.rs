//! The workflows, and those that the pages give to copy: each is held against its
//! schema and its linters, and the recipes' commands are run.

use std::fs;
use std::process::Command;

use crate::packages::{has, run, tool};
use crate::support::{Folder, repository};

/// The pages that have something to copy into a repository of one's own.
const PAGES: &[&str] = &[
    "README.md",
    ".github/RECIPES.md",
    ".github/actions/coderlint/README.md",
];

/// The fences of the pages in a language.
fn fences(language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let texts = PAGES
        .iter()
        .map(|page| fs::read_to_string(repository().join(page)).unwrap());
    let fences = texts.flat_map(|text| {
        let rest = text.split(&opening).skip(1);
        let fences = rest.map(|rest| rest.split("```").next().unwrap().to_owned());
        fences.collect::<Vec<_>>()
    });
    fences.collect()
}

/// The recipes as the files that they are for, in a repository of its own.
fn copied() -> Folder {
    let folder = Folder::new();
    let head = "on: pull_request\npermissions: {}\n";
    for (index, fence) in fences("yaml").into_iter().enumerate() {
        let workflow = format!(".github/workflows/{index}.yml");
        match fence.split([':', ' ']).next().unwrap() {
            "on" => folder.write(workflow, fence),
            "-" => {
                let step = fence.trim_end().replace('\n', "\n      ");
                let job = "jobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n";
                folder.write(workflow, format!("{head}{job}      {step}\n"));
            }
            "coderlint" => folder.write(".gitlab-ci.yml", fence),
            "repos" => folder.write(".pre-commit-config.yaml", fence),
            other => panic!("what is this for, that begins with {other}?\n{fence}"),
        }
    }
    // The recipes name versions, for people to read.
    folder.write(
        "zizmor.yml",
        "rules:\n  unpinned-uses:\n    config:\n      policies:\n        \"*\": ref-pin\n",
    );
    run(Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(folder.path()));
    folder
}

#[test]
fn workflows_and_recipes_are_what_their_schemas_say() {
    let check = tool("check-jsonschema");
    let pre_commit = tool("pre-commit");
    if !has(&[&[&check, "--version"]], "schemas") {
        return;
    }
    let folder = copied();
    let valid = |schema: &str, files: &[&str]| {
        run(Command::new(&check)
            .args(["--builtin-schema", &format!("vendor.{schema}")])
            .args(files)
            .current_dir(repository()));
    };
    let workflows = |root: &std::path::Path| -> Vec<String> {
        let entries = fs::read_dir(root.join(".github/workflows")).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .map(|path| path.to_str().unwrap().to_owned())
            .collect()
    };
    let all = [workflows(repository()), workflows(folder.path())].concat();
    assert!(all.len() >= 9, "{all:?}");
    valid(
        "github-workflows",
        &all.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    valid("github-actions", &[".github/actions/coderlint/action.yml"]);
    valid("dependabot", &[".github/dependabot.yml"]);
    let gitlab = folder.join(".gitlab-ci.yml");
    valid("gitlab-ci", &[gitlab.to_str().unwrap()]);
    if has(&[&[&pre_commit, "--version"]], "hooks") {
        run(Command::new(&pre_commit)
            .args(["validate-config", ".pre-commit-config.yaml"])
            .current_dir(folder.path()));
        run(Command::new(&pre_commit)
            .args(["validate-manifest", ".pre-commit-hooks.yaml"])
            .current_dir(repository()));
    }
}

#[test]
fn linters_find_nothing_in_workflows_and_recipes() {
    let folder = copied();
    let roots = [repository(), folder.path()];
    let zizmor = tool("zizmor");
    if has(&[&[&zizmor, "--version"]], "workflows with zizmor") {
        for root in roots {
            run(Command::new(&zizmor)
                .args(["--offline", "--no-progress", "."])
                .current_dir(root));
        }
    }
    let actionlint = tool("actionlint");
    if has(&[&[&actionlint, "-version"]], "workflows with actionlint") {
        for root in roots {
            run(Command::new(&actionlint)
                .args(["-shellcheck", &tool("shellcheck")])
                .current_dir(root));
        }
    }
    let hadolint = tool("hadolint");
    if has(&[&[&hadolint, "--version"]], "image's recipe") {
        run(Command::new(&hadolint)
            .arg(".github/Dockerfile")
            .current_dir(repository()));
    }
}

/// What the recipes run, with what is fetched in place of what fetches it.
#[cfg(unix)]
#[test]
fn the_recipes_commands_work() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::with(&[
        ("registry/a/main.tf", crate::support::KEY_MODULE),
        ("registry/b/main.tf", "locals {}\n"),
        ("registry/c/main.tf", "locals {}\n"),
    ]);
    let bin = Folder::new();
    let coderlint = env!("CARGO_BIN_EXE_coderlint");
    for (name, script) in [
        (
            "uvx",
            "test \"$1\" = coderlint && shift && exec CODERLINT \"$@\"",
        ),
        ("npx", "exec uvx \"$@\""),
        ("pipx", "test \"$1\" = run && shift && exec uvx \"$@\""),
        (
            "bun",
            "test \"$1 $2\" = 'run coderlint' && shift 2 && exec CODERLINT registry \"$@\"",
        ),
        ("reviewdog", "exec grep -q '\"masked_parameter\"'"),
    ] {
        let script = script.replace("CODERLINT", coderlint);
        bin.write(name, format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let bash = |command: &str, part: usize| {
        let path = format!(
            "{}:{}",
            bin.path().display(),
            std::env::var("PATH").unwrap()
        );
        let output = Command::new("bash")
            .args(["-e", "-c", command])
            .current_dir(folder.path())
            .envs([("PATH", path.as_str()), ("BASE", "main")])
            .env("PART", part.to_string())
            .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let prepare = "git init --quiet --initial-branch main . && git add . && \
        git -c user.name=t -c user.email=t@example.com -c commit.gpgsign=false \
        commit --quiet --message all && git update-ref refs/remotes/origin/main main && \
        echo '# changed' >> registry/a/main.tf";
    assert_eq!(bash(prepare, 0), (0, String::new(), String::new()));

    let lines = ["yaml", "groovy", "sh"].iter().flat_map(|it| fences(it));
    let text = lines.collect::<Vec<_>>().join("\n");
    let is_run = |line: &&str| {
        ["uvx ", "npx ", "pipx run ", "bun run "]
            .iter()
            .any(|it| line.contains(it))
    };
    let commands: Vec<String> = text
        .lines()
        .map(|line| line.split(" # ").next().unwrap().trim())
        .filter(is_run)
        .map(|line| {
            let line = line.strip_prefix("- ").unwrap_or(line);
            let line = line.strip_prefix("run: ").unwrap_or(line);
            let line = line
                .strip_prefix("sh '")
                .map_or(line, |it| it.trim_end_matches('\''));
            line.to_owned()
        })
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let parts = if command.contains("$PART") {
            1..=4
        } else {
            1..=1
        };
        for part in parts {
            let (code, stdout, stderr) = bash(&command, part);
            // There is one finding, which no flag hides.
            let expected = i32::from(
                !["--exit-zero", "$? = 2", "reviewdog"]
                    .iter()
                    .any(|it| command.contains(it)),
            ) * 2;
            assert_eq!(code, expected, "{command}\n{stdout}{stderr}");
        }
    }
    for (file, part) in [
        ("coderlint.sarif", "\"2.1.0\""),
        ("coderlint.json", "\"fingerprint\""),
        ("coderlint.xml", "<checkstyle"),
        ("summary.md", "## coderlint"),
    ] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.contains(part), "{file}: {text}");
    }
}
