//! The arguments, with what `--help` says about them.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, ValueEnum};

use crate::config::{Lookup, Overrides};
use crate::report::Format;
use crate::rule::{Applicability, Level};
use crate::shard::Shard;

const AFTER_HELP: &str = "\
Exit codes: 0 nothing at deny level, 2 findings at deny level (with --diff:
something to change), 1 the run itself failed.";

const AFTER_LONG_HELP: &str = "\
Exit codes:
  0  nothing at deny level
  1  the run itself failed: wrong usage, or something can't be read
  2  findings at deny level; with --diff, something to change

Examples:
  coderlint                       lint the modules below this folder
  coderlint registry/acme         lint the modules below another folder
  coderlint main.tf               lint the module of a file
  coderlint -D warnings           fail on warnings
  coderlint --diff                show what --fix would change
  coderlint --explain masked_parameter";

/// The headings of `--help`.
const FIXES: &str = "Fixes";
const RULES: &str = "Rules";
const CONFIGURATION: &str = "Configuration";
const SELECTION: &str = "What is reported";
const OUTPUT: &str = "Output";
const EDITORS: &str = "Editors";

/// A linter for Coder modules and templates.
///
/// It finds API keys that users can't provide themselves because a module only
/// takes them as Terraform variables, and masked parameters that don't say how
/// their value is stored.
#[derive(Debug, Parser)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(
    name = "coderlint",
    version,
    after_help = AFTER_HELP,
    after_long_help = AFTER_LONG_HELP,
    max_term_width = 80,
    help_template = "{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}"
)]
pub(super) struct Args {
    /// Files and folders to lint [default: .]
    ///
    /// A file stands for its module. Folders are searched recursively; hidden
    /// ones and what .gitignore names are skipped.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Apply the safe fixes, then report what is left
    #[arg(long, help_heading = FIXES)]
    pub(super) fix: bool,

    /// Include fixes with side effects
    ///
    /// With --fix or --diff: include unsafe fixes, which have side effects that
    /// need your consent.
    #[arg(long, help_heading = FIXES)]
    pub(super) unsafe_fixes: bool,

    /// Show what --fix would change, but change nothing
    ///
    /// Exits with 2 if there is anything to change.
    #[arg(long, help_heading = FIXES, conflicts_with_all = ["fix", "statistics", "output", "format"])]
    pub(super) diff: bool,

    /// Write a test for each added opt-in
    ///
    /// With --fix or --diff: write a test for each opt-in that a fix adds to a
    /// module with .tftest.hcl files.
    #[arg(long, help_heading = FIXES, hide_short_help = true)]
    pub(super) write_tests: bool,

    /// Write an ignore comment for each finding
    ///
    /// Each comment ends in "-- TODO: say why", for you to replace.
    #[arg(long, help_heading = FIXES, conflicts_with_all = ["fix", "diff", "no_ignores", "write_baseline"])]
    pub(super) add_ignores: bool,

    /// Report a rule's findings as errors
    ///
    /// "warnings" stands for every rule at warn level. The last of -D, -W and -A
    /// wins.
    #[arg(short = 'D', long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append, help_heading = RULES)]
    deny: Vec<String>,

    /// Report a rule's findings as warnings
    #[arg(short = 'W', long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append, help_heading = RULES)]
    warn: Vec<String>,

    /// Turn a rule off
    #[arg(short = 'A', long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append, help_heading = RULES)]
    allow: Vec<String>,

    /// Run only this rule
    ///
    /// May be given several times.
    #[arg(long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append, help_heading = RULES)]
    only: Vec<String>,

    /// List the rules
    #[arg(long, help_heading = RULES)]
    pub(super) rules: bool,

    /// Show a rule's page
    ///
    /// It says what the rule flags, why, and what to do.
    #[arg(long, value_name = "RULE", help_heading = RULES)]
    pub(super) explain: Option<String>,

    /// Show what policies see of each block, as JSON
    #[arg(long, help_heading = RULES, hide_short_help = true, conflicts_with_all = ["fix", "diff", "add_ignores", "baseline", "write_baseline", "prune_baseline", "changed_since", "shard", "merge", "format", "output", "statistics", "quiet"])]
    pub(super) facts: bool,

    /// Run the policy tests at and below the paths
    ///
    /// They are the files that end in .policytest.hcl. Exits with 2 if a test
    /// fails.
    #[arg(long, help_heading = RULES, hide_short_help = true, conflicts_with_all = ["facts", "fix", "diff", "add_ignores", "baseline", "write_baseline", "prune_baseline", "changed_since", "shard", "merge", "format", "output", "statistics", "quiet", "watch", "lsp", "stdin_filename"])]
    pub(super) test_policies: bool,

    /// Use this configuration for everything
    ///
    /// Without it, the nearest .coderlint.hcl in or above each module applies.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = CONFIGURATION)]
    pub(super) config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long, help_heading = CONFIGURATION, hide_short_help = true)]
    pub(super) no_config: bool,

    /// Write a commented .coderlint.hcl
    ///
    /// It is written to the working directory, or to the folder that is named,
    /// and changes nothing until you uncomment a setting.
    #[arg(long, help_heading = CONFIGURATION)]
    pub(super) init: bool,

    /// Show the settings for a file or folder
    ///
    /// Each is followed by where it comes from.
    #[arg(long, value_name = "FILE", help_heading = CONFIGURATION, hide_short_help = true)]
    pub(super) print_config: Option<PathBuf>,

    /// Show which files would be linted
    ///
    /// Each is followed by a tab and the configuration that applies to it, if
    /// there is one.
    #[arg(long, help_heading = CONFIGURATION, hide_short_help = true)]
    pub(super) show_files: bool,

    /// Exclude files named on the command line too
    ///
    /// By default, what is named on the command line is linted even if the
    /// configuration excludes it. For editors and hooks that name files.
    #[arg(long, help_heading = CONFIGURATION, hide_short_help = true)]
    pub(super) force_exclude: bool,

    /// Also report what comments in the files ignore
    #[arg(long, help_heading = SELECTION)]
    pub(super) no_ignores: bool,

    /// Hide the findings recorded in a baseline
    #[arg(long, value_name = "FILE", conflicts_with_all = ["write_baseline", "prune_baseline"], help_heading = SELECTION)]
    pub(super) baseline: Option<PathBuf>,

    /// Record the findings in a baseline
    ///
    /// They are not reported.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"], help_heading = SELECTION)]
    pub(super) write_baseline: Option<PathBuf>,

    /// Remove what is no longer found from a baseline
    ///
    /// What is left in it is hidden, as with --baseline. Entries of modules that
    /// are not linted stay.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["write_baseline", "diff"], help_heading = SELECTION, hide_short_help = true)]
    pub(super) prune_baseline: Option<PathBuf>,

    /// Report only what changed since a Git revision
    ///
    /// Reports modules whose files in the working tree differ from the revision,
    /// and modules that call them.
    #[arg(long, value_name = "REV", allow_hyphen_values = true, help_heading = SELECTION)]
    pub(super) changed_since: Option<String>,

    /// Report only one of N parts of the modules
    ///
    /// The parts are the same in every run.
    #[arg(long, value_name = "I/N", help_heading = SELECTION, hide_short_help = true)]
    pub(super) shard: Option<Shard>,

    /// Join the JSON reports of shards
    ///
    /// Nothing is linted. Run it where the linted files are.
    #[arg(long, value_name = "REPORT", num_args = 1.., conflicts_with_all = ["paths", "fix", "diff", "baseline", "write_baseline", "prune_baseline", "add_ignores", "changed_since", "shard", "deny", "warn", "allow", "only", "config", "no_ignores"], help_heading = SELECTION, hide_short_help = true)]
    pub(super) merge: Vec<PathBuf>,

    /// The format of the report
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT", help_heading = OUTPUT)]
    pub(super) format: Format,

    /// Also write the report to a file
    ///
    /// May be given several times; - is standard output.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output, action = ArgAction::Append, help_heading = OUTPUT)]
    pub(super) output: Vec<(Format, PathBuf)>,

    /// Count findings by rule and by module
    ///
    /// The findings themselves are not shown.
    #[arg(long, help_heading = OUTPUT, hide_short_help = true)]
    pub(super) statistics: bool,

    /// Report nothing but the closing line
    ///
    /// Nothing at all where there are no findings. Errors of the run are always
    /// shown.
    #[arg(short, long, conflicts_with_all = ["format", "statistics", "diff"], help_heading = OUTPUT)]
    pub(super) quiet: bool,

    /// Color the report: auto, always or never
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", hide_possible_values = true, hide_default_value = true, help_heading = OUTPUT)]
    pub(super) color: Color,

    /// Run the language server
    ///
    /// It speaks the Language Server Protocol on standard input and output.
    #[arg(long, help_heading = EDITORS, conflicts_with_all = ["paths", "fix", "diff", "add_ignores", "baseline", "write_baseline", "prune_baseline", "changed_since", "shard", "merge", "statistics", "quiet", "format", "output"])]
    pub(super) lsp: bool,

    /// Lint again when files change
    ///
    /// Only what a change touches is linted again. Ctrl-C ends it.
    #[arg(long, help_heading = EDITORS, conflicts_with_all = ["fix", "diff", "add_ignores", "write_baseline", "prune_baseline", "shard", "merge", "lsp", "stdin_filename", "exit_zero", "init", "print_config", "show_files", "rules", "explain", "completions"])]
    pub(super) watch: bool,

    /// Lint standard input in place of a file
    ///
    /// The other files of the module are read from disk; FILE doesn't have to
    /// exist. With --fix, the fixed text goes to standard output and the report to
    /// standard error, and only fixes that change nothing but FILE are applied.
    #[arg(long, value_name = "FILE", help_heading = EDITORS, hide_short_help = true, conflicts_with_all = ["paths", "write_tests", "add_ignores", "write_baseline", "prune_baseline", "changed_since", "shard", "merge", "lsp", "init", "print_config", "show_files", "rules", "explain", "completions"])]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Log to standard error what the language server does
    ///
    /// Standard output carries nothing but the protocol.
    #[arg(long, requires = "lsp", help_heading = EDITORS, hide_short_help = true)]
    pub(super) log: bool,

    /// Exit with 0 whatever is found
    ///
    /// Exits with 0 even if there are findings at deny level; still with 1 if the
    /// run itself fails.
    #[arg(long, help_heading = OUTPUT, hide_short_help = true)]
    pub(super) exit_zero: bool,

    /// How many threads to use [default: one per core]
    ///
    /// At most 256.
    #[arg(long, value_name = "N", value_parser = threads, hide_short_help = true)]
    pub(super) threads: Option<NonZeroUsize>,

    /// Write a shell's completions to standard output
    ///
    /// For bash, elvish, fish, powershell and zsh.
    #[arg(
        long,
        value_name = "SHELL",
        hide_short_help = true,
        hide_possible_values = true
    )]
    pub(super) completions: Option<clap_complete::Shell>,

    /// Write a man page to standard output
    ///
    /// To read it: coderlint --man | man -l -
    #[arg(long, hide_short_help = true)]
    pub(super) man: bool,
    /// `-D`, `-W` and `-A` in the order in which they were given.
    #[arg(skip)]
    levels: Vec<(Level, String)>,
}

/// When to color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Args {
    /// Parses arguments, the program's name first.
    ///
    /// # Errors
    ///
    /// clap's own, which knows how to print itself; help and version among them.
    pub(super) fn parse_all(
        arguments: impl Iterator<Item = std::ffi::OsString>,
    ) -> Result<Self, clap::Error> {
        let matches = Self::command().try_get_matches_from(arguments)?;
        let mut args = Self::from_arg_matches(&matches)?;
        let mut levels: Vec<(usize, Level, String)> = Vec::new();
        for (name, level) in [
            ("deny", Level::Deny),
            ("warn", Level::Warn),
            ("allow", Level::Allow),
        ] {
            let positions = matches.indices_of(name).into_iter().flatten();
            let ids = matches.get_many::<String>(name).into_iter().flatten();
            levels.extend(positions.zip(ids).map(|(at, id)| (at, level, id.clone())));
        }
        for (flag, is_given) in [
            ("--unsafe-fixes", args.unsafe_fixes),
            ("--write-tests", args.write_tests),
        ] {
            if is_given && !(args.fix || args.diff) {
                return Err(Self::command().error(
                    ErrorKind::MissingRequiredArgument,
                    format!("`{flag}` needs `--fix` or `--diff`"),
                ));
            }
        }
        let mut files: Vec<&PathBuf> = args.output.iter().map(|(_, path)| path).collect();
        files.sort();
        if let Some(pair) = files.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Self::command().error(
                ErrorKind::ArgumentConflict,
                format!("`--output` names {} twice", pair[0].display()),
            ));
        }
        levels.sort_by_key(|(at, _, _)| *at);
        args.levels = levels
            .into_iter()
            .map(|(_, level, id)| (level, id))
            .collect();
        Ok(args)
    }

    /// What the command line says about rules.
    pub(super) fn overrides(&self) -> Overrides {
        Overrides {
            only: self.only.clone(),
            levels: self.levels.clone(),
        }
    }

    /// Whether some report shows what fixes would change.
    pub(super) fn shows_edits(&self) -> bool {
        let outputs = self.output.iter().map(|(format, _)| *format);
        let main = (!self.statistics).then_some(self.format);
        outputs.chain(main).any(Format::shows_edits)
    }

    /// How far a fix has to be trusted to be applied.
    pub(super) fn applicability(&self) -> Applicability {
        if self.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        }
    }

    /// Where configurations come from.
    pub(super) fn lookup(&self) -> Lookup {
        match &self.config {
            _ if self.no_config => Lookup::None,
            Some(path) => Lookup::File(path.clone()),
            None => Lookup::Nearest,
        }
    }
}

/// The man page.
pub(super) fn man() -> String {
    let mut text = Vec::new();
    // Nothing can fail that is written to memory.
    let _ = clap_mangen::Man::new(Args::command()).render(&mut text);
    let text = String::from_utf8_lossy(&text);
    // clap_mangen writes no date, which shifts the rest of the title, and puts all
    // that follows the options into one section.
    text.replacen("coderlint 1  ", "coderlint 1 \"\" ", 1)
        .replacen("\\fIPATH\\fR] \n", "\\fIPATH\\fR]...\n", 1)
        .replacen(".SH EXTRA\nExit codes:\n", ".SH EXIT STATUS\n", 1)
        .replacen("\nExamples:\n", ".SH EXAMPLES\n", 1)
}

/// The completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> String {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "coderlint", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// More threads than that are a mistake.
const MAX_THREADS: usize = 256;

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number: usize = text
        .parse()
        .map_err(|_| format!("expected a number from 1 to {MAX_THREADS}"))?;
    match NonZeroUsize::new(number) {
        None => Err("at least 1".to_owned()),
        Some(_) if number > MAX_THREADS => Err(format!("at most {MAX_THREADS}")),
        Some(number) => Ok(number),
    }
}

/// `sarif=report.sarif`; `-` is standard output
fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let formats = Format::value_variants()
        .iter()
        .filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = formats.map(|value| value.get_name().to_owned()).collect();
    let known = names.join(", ");
    let Some((format, file)) = text.split_once('=') else {
        return Err(format!(
            "expected FORMAT=FILE, where FORMAT is one of {known}"
        ));
    };
    let format = Format::from_str(format, false)
        .map_err(|_| format!("there is no format `{format}`; expected one of {known}"))?;
    if file.is_empty() {
        return Err("the file name is missing after `=`".to_owned());
    }
    Ok((format, PathBuf::from(file)))
}
