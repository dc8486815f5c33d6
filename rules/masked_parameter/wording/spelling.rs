//! How words are spelled: services as the module itself spells them,
//! abbreviations in capitals, all else in lower case.

use crate::module::Module;

/// Words that say what is asked for, and of no service.
const PLAIN: &[&str] = &[
    "access",
    "account",
    "additional",
    "admin",
    "agent",
    "another",
    "app",
    "application",
    "archive",
    "auth",
    "authentication",
    "authorization",
    "bearer",
    "bot",
    "cache",
    "client",
    "cloud",
    "command",
    "config",
    "configuration",
    "content",
    "contents",
    "cookie",
    "credential",
    "credentials",
    "custom",
    "data",
    "default",
    "deploy",
    "deployment",
    "developer",
    "encryption",
    "ephemeral",
    "existing",
    "external",
    "extra",
    "file",
    "first",
    "for",
    "gateway",
    "generated",
    "human",
    "integration",
    "internal",
    "key",
    "keys",
    "kubeconfig",
    "license",
    "line",
    "lived",
    "local",
    "login",
    "long",
    "machine",
    "main",
    "master",
    "model",
    "new",
    "of",
    "old",
    "one",
    "or",
    "org",
    "organization",
    "other",
    "own",
    "pass",
    "passcode",
    "passphrase",
    "password",
    "personal",
    "pre",
    "private",
    "project",
    "proxy",
    "public",
    "read",
    "refresh",
    "registration",
    "registry",
    "remote",
    "repo",
    "repository",
    "reusable",
    "root",
    "second",
    "secret",
    "secrets",
    "server",
    "service",
    "session",
    "setup",
    "shared",
    "short",
    "signing",
    "string",
    "tarball",
    "team",
    "temporary",
    "third",
    "time",
    "token",
    "tokens",
    "upstream",
    "user",
    "valid",
    "value",
    "webhook",
    "workspace",
    "write",
];

/// Abbreviations, which are words of no service.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("ai", "AI"),
    ("api", "API"),
    ("ca", "CA"),
    ("cli", "CLI"),
    ("db", "database"),
    ("gpg", "GPG"),
    ("http", "HTTP"),
    ("id", "ID"),
    ("json", "JSON"),
    ("jwt", "JWT"),
    ("llm", "LLM"),
    ("oauth", "OAuth"),
    ("oauth2", "OAuth 2"),
    ("oidc", "OIDC"),
    ("pat", "personal access token"),
    ("pem", "PEM"),
    ("pgp", "PGP"),
    ("rdp", "RDP"),
    ("rsa", "RSA"),
    ("saml", "SAML"),
    ("sas", "SAS"),
    ("sdk", "SDK"),
    ("ssh", "SSH"),
    ("sso", "SSO"),
    ("ssl", "SSL"),
    ("tls", "TLS"),
    ("ui", "UI"),
    ("url", "URL"),
    ("vm", "VM"),
    ("vnc", "VNC"),
    ("vpn", "VPN"),
    ("yaml", "YAML"),
];

/// Services that a module may not name otherwise.
const SERVICES: &[(&str, &str)] = &[
    ("aws", "AWS"),
    ("azure", "Azure"),
    ("bitbucket", "Bitbucket"),
    ("coder", "Coder"),
    ("cohere", "Cohere"),
    ("datadog", "Datadog"),
    ("deepseek", "DeepSeek"),
    ("digitalocean", "DigitalOcean"),
    ("docker", "Docker"),
    ("dockerhub", "Docker Hub"),
    ("e2b", "E2B"),
    ("elevenlabs", "ElevenLabs"),
    ("gcp", "GCP"),
    ("gh", "GitHub"),
    ("gitea", "Gitea"),
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("google", "Google"),
    ("groq", "Groq"),
    ("hcp", "HCP"),
    ("hf", "Hugging Face"),
    ("huggingface", "Hugging Face"),
    ("jetbrains", "JetBrains"),
    ("jfrog", "JFrog"),
    ("jira", "Jira"),
    ("launchdarkly", "LaunchDarkly"),
    ("litellm", "LiteLLM"),
    ("mongodb", "MongoDB"),
    ("mysql", "MySQL"),
    ("netlify", "Netlify"),
    ("ngrok", "ngrok"),
    ("npm", "npm"),
    ("nvidia", "NVIDIA"),
    ("op", "1Password"),
    ("openai", "OpenAI"),
    ("openrouter", "OpenRouter"),
    ("pagerduty", "PagerDuty"),
    ("planetscale", "PlanetScale"),
    ("postgres", "Postgres"),
    ("postgresql", "PostgreSQL"),
    ("pypi", "PyPI"),
    ("rubygems", "RubyGems"),
    ("sendgrid", "SendGrid"),
    ("sonarqube", "SonarQube"),
    ("tailscale", "Tailscale"),
    ("vscode", "VS Code"),
    ("wakatime", "WakaTime"),
    ("wandb", "Weights & Biases"),
    ("xai", "xAI"),
    ("youtrack", "YouTrack"),
];

/// Words that one name of a service may have.
const MAX_WORDS: usize = 3;

/// How a module spells.
pub(super) struct Spelling {
    /// The words of its title, headings and descriptions, and whether a sentence
    /// begins with them.
    words: Vec<(String, bool)>,
}

impl Spelling {
    pub(super) fn of(module: &Module<'_>) -> Self {
        let mut words = Vec::new();
        for title in module.titles() {
            words.extend(title.split_whitespace().map(|word| (bare(word), false)));
        }
        for description in module.descriptions() {
            let mut begins = true;
            for word in description.split_whitespace() {
                words.push((bare(word), begins));
                begins = word.ends_with(['.', '!', '?', ':']);
            }
        }
        Self { words }
    }

    /// Lower-case words as people write the name of a service.
    pub(super) fn name(&self, words: &[&str]) -> String {
        self.spelled(words, |word| self.word(word))
    }

    /// Lower-case words as people write them in a sentence.
    pub(super) fn phrase(&self, words: &[&str]) -> String {
        self.spelled(words, |word| match spelling(word) {
            Some(spelling) => spelling.to_owned(),
            None => word.to_owned(),
        })
    }

    fn spelled(&self, words: &[&str], other: impl Fn(&str) -> String) -> String {
        let mut spelled: Vec<String> = Vec::new();
        let mut rest = words;
        while let Some(&word) = rest.first() {
            if let Some((count, name)) = self.service(rest) {
                spelled.push(name);
                rest = &rest[count..];
                continue;
            }
            spelled.push(match (word, rest.get(1)) {
                // A service account's key file.
                ("sa", Some(&("json" | "key"))) => "service account".to_owned(),
                _ => other(word),
            });
            rest = &rest[1..];
        }
        spelled.join(" ")
    }

    /// One word, in whatever case it is.
    pub(super) fn word(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        if let Some(spelling) = spelling(&lower) {
            return spelling.to_owned();
        }
        if word.contains('.') {
            return word.to_owned();
        }
        if is_plain(&lower) {
            return lower;
        }
        if word.chars().any(char::is_uppercase) {
            return word.to_owned();
        }
        let name = self.service(&[&lower]).map(|(_, name)| name);
        name.unwrap_or_else(|| capitalized(word))
    }

    /// The service that some words begin with, if the module writes of it: how
    /// many words that takes, and how it is spelled.
    fn service(&self, words: &[&str]) -> Option<(usize, String)> {
        (1..=MAX_WORDS.min(words.len())).rev().find_map(|count| {
            let wanted = &words[..count];
            if wanted.iter().any(|word| !is_service(word)) {
                return None;
            }
            let wanted = wanted.concat();
            let spelled = (1..=MAX_WORDS).find_map(|length| {
                let mut windows = self.words.windows(length);
                windows.find_map(|window| spells(window, &wanted))
            });
            spelled.map(|name| (count, name))
        })
    }
}

fn spelling(word: &str) -> Option<&'static str> {
    let mut rows = ABBREVIATIONS.iter().chain(SERVICES);
    let row = rows.find(|(plain, _)| *plain == word);
    row.map(|(_, spelling)| *spelling)
}

/// The words of the text, if they are those wanted and written as a name is.
fn spells(window: &[(String, bool)], wanted: &str) -> Option<String> {
    let joined: String = window.iter().map(|(word, _)| word.to_lowercase()).collect();
    let (first, begins) = &window[0];
    let has_capital = |word: &str, from: usize| word.chars().skip(from).any(char::is_uppercase);
    // A capital that only begins a sentence says nothing.
    let is_spelled = has_capital(first, usize::from(*begins))
        || window[1..].iter().any(|(word, _)| has_capital(word, 0));
    (joined == wanted && is_spelled).then(|| {
        let words: Vec<&str> = window.iter().map(|(word, _)| word.as_str()).collect();
        words.join(" ")
    })
}

/// Whether a word says nothing of a service.
pub(super) fn is_plain(word: &str) -> bool {
    let word = word.to_lowercase();
    // A file is called what it is called.
    if word.contains('.') {
        return true;
    }
    let mut parts = word.split(['-', '/']);
    parts.all(|part| PLAIN.contains(&part) || part.is_empty() || is_abbreviation(part))
}

/// Whether a word may be a service's name, or a part of it.
pub(super) fn is_service(word: &str) -> bool {
    !is_plain(word) && word.chars().any(char::is_alphanumeric)
}

fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.iter().any(|(plain, _)| *plain == word)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// With a capital at its beginning, if it isn't spelled without one.
pub(super) fn capitalized(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let mut rows = ABBREVIATIONS.iter().chain(SERVICES);
    if rows.any(|(_, spelling)| *spelling == first) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
