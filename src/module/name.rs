//! What a module is called: by its folder and by its README.

use std::path::Path;

use super::calls::{name_in_registry, quoted_argument};
use super::{Module, Variable};
use crate::syntax::markdown;

/// Words of a title that don't belong to the service's name.
const ADDITIONS: &[&str] = &["cli", "integration", "module", "template"];

/// Beyond so many words a title describes the module.
const MAX_WORDS: usize = 4;

impl Module<'_> {
    /// The module's name in snake case: its real folder's. At the top of a work
    /// tree, whose folder is anybody's clone, and where a container mounts it, it is
    /// the one in the README's first example, or its title. Empty where there is
    /// none.
    pub fn snake_name(&self) -> String {
        if self.outside.is_work_tree() || is_mount(&self.files.folder) {
            let name = self.readme().and_then(|(_, readme)| {
                called_name(&readme.text)
                    .map(str::to_owned)
                    .or_else(|| self.title().filter(|title| is_name(title)))
            });
            return name.map_or_else(String::new, |name| snake(&name));
        }
        let name = self.files.folder.file_name();
        name.map_or_else(String::new, |name| snake(&name.to_string_lossy()))
    }

    /// The service that the module is about, as its README spells it: "Claude
    /// Code", "1Password".
    pub fn service(&self) -> Option<String> {
        let (_, readme) = self.readme()?;
        let named = markdown::front_matter(&readme.text, "display_name");
        let named = named.map(str::to_owned).into_iter().chain(self.title());
        let mut services = named.map(|name| without_additions(&name));
        services.find(|service| is_name(service))
    }

    /// What the README calls the module, and its parts.
    pub fn titles(&self) -> Vec<String> {
        let Some((_, readme)) = self.readme() else {
            return Vec::new();
        };
        let named = markdown::front_matter(&readme.text, "display_name").map(str::to_owned);
        let headings = markdown::heading_texts(&readme.text);
        named.into_iter().chain(headings).collect()
    }

    /// The descriptions of the variables, as far as they are literal.
    pub fn descriptions(&self) -> impl Iterator<Item = String> {
        self.variables().iter().map(Variable::description)
    }

    /// The description of one variable, as far as it is literal.
    pub fn description_of(&self, variable: &str) -> String {
        let mut variables = self.variables().iter();
        let variable = variables.find(|known| known.name == variable);
        variable.map_or_else(String::new, Variable::description)
    }

    /// The README's title.
    fn title(&self) -> Option<String> {
        let (_, readme) = self.readme()?;
        markdown::heading_texts(&readme.text).into_iter().next()
    }
}

/// Whether a folder is directly below the root, as `/src` is in the image.
fn is_mount(folder: &Path) -> bool {
    let mut above = folder.ancestors().skip(1);
    folder.has_root() && above.next().is_some() && above.next().is_none()
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=MAX_WORDS).contains(&words)
}

/// A title without what stands in brackets and words such as "CLI" at its end.
fn without_additions(title: &str) -> String {
    let name = title.split('(').next().unwrap_or(title);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| ADDITIONS.contains(&last.to_lowercase().as_str()))
    {
        words.pop();
    }
    words.join(" ")
}

/// The name in the first module source of a README.
fn called_name(readme: &str) -> Option<&str> {
    let mut sources = readme
        .lines()
        .filter_map(|line| quoted_argument(line, "source"));
    name_in_registry(sources.next()?)
}

fn snake(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_below_the_root_is_a_mount() {
        assert!(is_mount(Path::new("/src")));
        for other in ["/home/modules", "/", "src", ""] {
            assert!(!is_mount(Path::new(other)), "{other}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(snake("cursor-cli"), "cursor_cli");
        assert_eq!(without_additions("Codex CLI"), "Codex");
        assert_eq!(
            without_additions("HashiCorp Vault Integration (JWT)"),
            "HashiCorp Vault"
        );
        let readme = "# Aider\n\n```tf\nmodule \"aider\" {\n  source = \"registry.coder.com/coder/aider/coder\"\n}\n```\n";
        assert_eq!(called_name(readme), Some("aider"));
        assert_eq!(called_name("  source = \"../../aider\"\n"), None);
        assert_eq!(
            called_name("  source = \"git::https://example.com/a/b.git\"\n"),
            None
        );
    }
}
