//! Names and words of the opt-in: what it is called in code, and in the form.

/// How words are written that are no plain English.
const SPELLINGS: &[(&str, &str)] = &[
    ("ai", "AI"),
    ("amp", "Amp"),
    ("anthropic", "Anthropic"),
    ("api", "API"),
    ("aws", "AWS"),
    ("azure", "Azure"),
    ("claude", "Claude"),
    ("cli", "CLI"),
    ("coder", "Coder"),
    ("gcp", "GCP"),
    ("gemini", "Gemini"),
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("google", "Google"),
    ("id", "ID"),
    ("jfrog", "JFrog"),
    ("json", "JSON"),
    ("jwt", "JWT"),
    ("llm", "LLM"),
    ("npm", "npm"),
    ("oauth", "OAuth"),
    ("openai", "OpenAI"),
    ("openrouter", "OpenRouter"),
    ("pat", "PAT"),
    ("pem", "PEM"),
    ("rdp", "RDP"),
    ("sourcegraph", "Sourcegraph"),
    ("ssh", "SSH"),
    ("url", "URL"),
    ("vnc", "VNC"),
    ("xai", "xAI"),
    ("yaml", "YAML"),
];

/// A variable's name as words: `api_key` is an "API key".
pub(super) fn noun(variable: &str) -> String {
    let words = variable.split(['_', '-']).filter(|word| !word.is_empty());
    let words = words.map(|word| spelling(word).map_or_else(|| word.to_lowercase(), str::to_owned));
    words.collect::<Vec<_>>().join(" ")
}

/// What the form calls it, in the module of that name (in snake case).
pub(super) fn display_name(module: &str, variable: &str) -> String {
    let noun = noun(variable);
    let is_said = variable == module || variable.starts_with(&format!("{module}_"));
    let name = if module.is_empty() || is_said {
        noun
    } else {
        let words = module.split('_').filter(|word| !word.is_empty());
        let words =
            words.map(|word| spelling(word).map_or_else(|| capitalized(word), str::to_owned));
        format!("{} {noun}", words.collect::<Vec<_>>().join(" "))
    };
    capitalized(&name)
}

/// The parameter's name: it carries the module's, for Coder refuses two of one
/// name in a template.
pub(super) fn parameter_name(module: &str, variable: &str) -> String {
    if module.is_empty() || variable == module || variable.starts_with(&format!("{module}_")) {
        variable.to_owned()
    } else {
        format!("{module}_{variable}")
    }
}

/// What a document is pasted into.
pub(super) fn form_type(variable: &str) -> &'static str {
    const DOCUMENTS: &[&str] = &[
        "json",
        "pem",
        "yaml",
        "kubeconfig",
        "private_key",
        "credentials",
    ];
    let is_document = DOCUMENTS
        .iter()
        .any(|end| variable.to_lowercase().ends_with(end));
    if is_document { "textarea" } else { "input" }
}

fn spelling(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let row = SPELLINGS.iter().find(|(plain, _)| *plain == word);
    row.map(|(_, spelling)| *spelling)
}

fn capitalized(word: &str) -> String {
    // `npm` and `xAI` are written so.
    if SPELLINGS
        .iter()
        .any(|(_, spelling)| word.starts_with(spelling))
    {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words() {
        assert_eq!(noun("openai_api_key"), "OpenAI API key");
        assert_eq!(noun("auth_tarball"), "auth tarball");
        assert_eq!(display_name("aider", "api_key"), "Aider API key");
        assert_eq!(
            display_name("claude_code", "claude_api_key"),
            "Claude Code Claude API key"
        );
        assert_eq!(display_name("acme", "acme_token"), "Acme token");
        assert_eq!(display_name("npm", "token"), "npm token");
        assert_eq!(parameter_name("aider", "api_key"), "aider_api_key");
        assert_eq!(parameter_name("acme", "acme_token"), "acme_token");
        assert_eq!(parameter_name("acme", "acmetoken"), "acme_acmetoken");
        assert_eq!(form_type("auth_json"), "textarea");
        assert_eq!(form_type("api_key"), "input");
    }
}
