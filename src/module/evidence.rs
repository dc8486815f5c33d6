//! Is it a key? The evidence, as tables of words: each row has an example that
//! holds for that row alone, and a test takes the row away to see it fail.
//!
//! A name is read as English reads a compound: its end says what it is. In
//! `github_token` that is a token, in `token_path` it is a path.

/// What somebody hands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// An API key, a token, the contents of an auth file, …
    Key,
    /// A password or passphrase.
    Password,
}

/// All that is known of a variable or parameter and bears on the question.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// Its names, the most telling one first: a variable has one, a parameter
    /// has its label, its `name` and its `display_name`.
    pub names: &'a [&'a str],
    /// Its description, as far as it is literal.
    pub description: &'a str,
    /// Whether the author hides it: `sensitive`, `ephemeral`, a mask.
    pub hidden: bool,
    /// Whether it can't be a credential by its form: a type other than string,
    /// a literal default, options to choose from.
    pub excluded: bool,
    /// Names of the environment variables that it ends in.
    pub environment: &'a [&'a str],
}

/// One row: words, and an example that depends on them.
type Row = (&'static str, &'static str);

struct Tables {
    credentials: &'static [Row],
    perhaps: &'static [Row],
    passwords: &'static [Row],
    contents: &'static [Row],
    about: &'static [Row],
    switches: &'static [Row],
    others: &'static [Row],
    said: &'static [Row],
    said_about: &'static [Row],
}

/// Words that make a name a key's where it ends in them. Example: a name.
const CREDENTIALS: &[Row] = &[
    ("api key", "openai_api_key"),
    ("apikey", "openai_apikey"),
    ("api keys", "openai_api_keys"),
    ("access key", "s3_access_key"),
    ("accesskey", "s3_accesskey"),
    ("auth key", "tailscale_auth_key"),
    ("authkey", "tailscale_authkey"),
    ("secret key", "minio_secret_key"),
    ("secretkey", "minio_secretkey"),
    ("private key", "github_app_private_key"),
    ("privatekey", "githubPrivatekey"),
    ("deploy key", "repo_deploy_key"),
    ("service account key", "gcp_service_account_key"),
    ("service account json", "gcp_service_account_json"),
    ("token", "github_token"),
    ("authtoken", "npm_authtoken"),
    ("accesstoken", "gitlab_accesstoken"),
    ("apitoken", "linear_apitoken"),
    ("pat", "azure_devops_pat"),
    ("secret", "oauth_client_secret"),
    ("credential", "google_credential"),
    ("credentials", "google_credentials"),
    ("creds", "aws_creds"),
    ("auth json", "codex_auth_json"),
    ("auth tarball", "kiro_auth_tarball"),
    ("kubeconfig", "cluster_kubeconfig"),
];

/// Words that make a name a key's if something else says so too: the author
/// hides the value, or the description names a credential. Example: a name.
const PERHAPS: &[Row] = &[
    ("key", "wakatime_key"),
    ("keys", "provider_keys"),
    ("auth", "registry_auth"),
    ("jwt", "gateway_jwt"),
    ("bearer", "gateway_bearer"),
    ("cookie", "session_cookie"),
    ("service account", "gcp_service_account"),
    ("tokens", "github_tokens"),
    ("secrets", "provider_secrets"),
];

/// Words that make a name a password's. Example: a name.
const PASSWORDS: &[Row] = &[
    ("password", "admin_password"),
    ("passwd", "admin_passwd"),
    ("passphrase", "gpg_passphrase"),
    ("passcode", "door_passcode"),
    ("pwd", "db_pwd"),
    ("pass", "db_pass"),
];

/// Words after a credential's that leave it one: what it is written as.
/// Example: a name.
const CONTENTS: &[Row] = &[
    ("value", "github_token_value"),
    ("content", "kubeconfig_content"),
    ("contents", "kubeconfig_contents"),
    ("data", "credentials_data"),
    ("string", "api_key_string"),
    ("base64", "credentials_base64"),
    ("b64", "credentials_b64"),
    ("encoded", "credentials_encoded"),
    ("json", "google_credentials_json"),
    ("yaml", "kubeconfig_yaml"),
    ("pem", "private_key_pem"),
    ("raw", "kubeconfig_raw"),
];

/// Words that make a name one *about* a credential where it ends in them.
/// Example: a name that would be a key's without that last word.
const ABOUT: &[Row] = &[
    ("path", "api_key_path"),
    ("paths", "api_key_paths"),
    ("file", "token_file"),
    ("filename", "token_filename"),
    ("dir", "token_dir"),
    ("directory", "token_directory"),
    ("location", "token_location"),
    ("id", "access_key_id"),
    ("ids", "access_key_ids"),
    ("name", "api_key_name"),
    ("names", "secret_names"),
    ("url", "token_url"),
    ("uri", "token_uri"),
    ("endpoint", "token_endpoint"),
    ("host", "token_host"),
    ("server", "token_server"),
    ("port", "token_port"),
    ("role", "token_role"),
    ("arn", "secret_arn"),
    ("ttl", "token_ttl"),
    ("helper", "api_key_helper"),
    ("limit", "token_limit"),
    ("budget", "token_budget"),
    ("count", "token_count"),
    ("length", "api_key_length"),
    ("size", "private_key_size"),
    ("type", "token_type"),
    ("kind", "token_kind"),
    ("format", "token_format"),
    ("scope", "token_scope"),
    ("scopes", "token_scopes"),
    ("duration", "token_duration"),
    ("lifetime", "token_lifetime"),
    ("timeout", "token_timeout"),
    ("expiry", "token_expiry"),
    ("expiration", "token_expiration"),
    ("days", "token_days"),
    ("seconds", "token_seconds"),
    ("interval", "token_interval"),
    ("version", "secret_version"),
    ("provider", "token_provider"),
    ("source", "token_source"),
    ("method", "token_method"),
    ("mode", "token_mode"),
    ("backend", "secret_backend"),
    ("engine", "secret_engine"),
    ("store", "secret_store"),
    ("mount", "secret_mount"),
    ("namespace", "secret_namespace"),
    ("region", "secret_region"),
    ("prefix", "api_key_prefix"),
    ("suffix", "api_key_suffix"),
    ("header", "api_key_header"),
    ("env", "api_key_env"),
    ("var", "api_key_var"),
    ("variable", "api_key_variable"),
    ("field", "api_key_field"),
    ("label", "api_key_label"),
    ("user", "token_user"),
    ("username", "token_username"),
    ("owner", "token_owner"),
    ("email", "token_email"),
    ("audience", "token_audience"),
    ("issuer", "token_issuer"),
    ("algorithm", "private_key_algorithm"),
    ("policy", "token_policy"),
    ("policies", "token_policies"),
    ("enabled", "token_enabled"),
    ("required", "token_required"),
    ("description", "token_description"),
    ("ref", "secret_ref"),
    ("fingerprint", "private_key_fingerprint"),
    ("hash", "token_hash"),
    ("command", "token_command"),
    ("script", "token_script"),
    ("order", "token_order"),
    ("icon", "token_icon"),
    ("model", "token_model"),
    ("usage", "token_usage"),
    ("vault", "secret_vault"),
    ("pair", "secret_pair"),
];

/// Words that make a name a switch's where it begins with them. Example: a
/// name that would be a key's without that first word.
const SWITCHES: &[Row] = &[
    ("enable", "enable_api_key"),
    ("disable", "disable_api_key"),
    ("use", "use_api_key"),
    ("allow", "allow_api_key"),
    ("require", "require_api_key"),
    ("skip", "skip_api_key"),
    ("has", "has_api_key"),
    ("is", "is_secret"),
    ("create", "create_api_key"),
    ("generate", "generate_api_key"),
    ("show", "show_api_key"),
    ("with", "with_api_key"),
    ("max", "max_token"),
    ("min", "min_token"),
];

/// Compounds that end like a key and are none. Example: a name that would be a
/// key's (or, hidden, might be) without this row.
const OTHERS: &[Row] = &[
    ("public key", "ssh_public_key"),
    ("public keys", "ssh_public_keys"),
    ("pub key", "ssh_pub_key"),
    ("authorized keys", "ssh_authorized_keys"),
    ("host key", "ssh_host_key"),
    ("encryption key", "disk_encryption_key"),
    ("kms key", "volume_kms_key"),
    ("partition key", "table_partition_key"),
    ("sort key", "table_sort_key"),
    ("primary key", "table_primary_key"),
    ("cache key", "build_cache_key"),
    ("object key", "state_object_key"),
    ("s3 key", "lambda_s3_key"),
    ("label key", "node_label_key"),
    ("tag key", "owner_tag_key"),
    ("annotation key", "owner_annotation_key"),
    ("next token", "next_token"),
    ("page token", "page_token"),
    ("pull secret", "image_pull_secret"),
    ("pull secrets", "image_pull_secrets"),
    ("tls secret", "ingress_tls_secret"),
    ("existing secret", "existing_secret"),
    ("kubernetes secret", "kubernetes_secret"),
    ("k8s secret", "k8s_secret"),
    // Coder makes these itself.
    ("coder agent token", "coder_agent_token"),
    ("coder session token", "coder_session_token"),
    ("coder token", "coder_token"),
];

/// Credentials in prose. They count where the first noun phrase of a
/// description ends in them, or anywhere if the value is hidden. Example: a
/// description.
const SAID: &[Row] = &[
    ("api key", "API key for the service."),
    ("api keys", "The API keys, separated by commas."),
    ("api token", "Linear API token."),
    ("apikey", "The apikey of the service."),
    ("access key", "The access key to deploy with."),
    ("access token", "A GitHub access token."),
    ("auth key", "Tailscale auth key."),
    ("auth token", "Your npm auth token."),
    ("authentication token", "Authentication token of the registry."),
    ("authentication key", "Authentication key of the registry."),
    ("secret key", "The secret key that belongs to the access key."),
    ("secret access key", "AWS secret access key."),
    ("client secret", "OAuth client secret."),
    ("app secret", "Slack app secret."),
    ("private key", "The private key of the GitHub app."),
    ("service account key", "Service account key of the project."),
    ("session token", "STS session token."),
    ("bearer token", "The bearer token."),
    ("oauth token", "GitHub OAuth token."),
    ("refresh token", "Refresh token of the account."),
    ("deploy token", "A GitLab deploy token."),
    ("license key", "License key of the product."),
    ("token", "Token used to sign in to the service."),
    ("pat", "A GitHub PAT."),
    ("credentials", "Google credentials."),
    ("credential", "The credential of the account."),
];

/// What a description's first noun phrase ends in where the value is *about*
/// something. Example: the description of a value called `google_credentials`.
const SAID_ABOUT: &[Row] = &[
    ("path", "Path to the credentials."),
    ("paths", "Paths to the credentials."),
    ("file", "The file with the credentials."),
    ("filename", "Filename of the credentials."),
    ("directory", "The directory with the credentials."),
    ("location", "Location of the credentials."),
    ("name", "Name of the credentials."),
    ("names", "Names of the credentials."),
    ("id", "ID of the credentials."),
    ("identifier", "Identifier of the credentials."),
    ("url", "URL of the credentials."),
    ("uri", "URI of the credentials."),
    ("endpoint", "Endpoint that hands out the credentials."),
    ("arn", "ARN of the credentials."),
    ("whether", "Whether to use the credentials."),
    ("type", "Type of the credentials."),
    ("ttl", "TTL of the credentials."),
    ("number", "Number of the credentials."),
    ("reference", "Reference to the credentials."),
    ("version", "Version of the credentials."),
    ("region", "Region of the credentials."),
    ("username", "Username of the credentials."),
    ("role", "The role that the credentials get."),
    ("public key", "The public key of the credentials."),
];

const TABLES: Tables = Tables {
    credentials: CREDENTIALS,
    perhaps: PERHAPS,
    passwords: PASSWORDS,
    contents: CONTENTS,
    about: ABOUT,
    switches: SWITCHES,
    others: OTHERS,
    said: SAID,
    said_about: SAID_ABOUT,
};

/// Words that end a noun phrase.
const PHRASE_ENDS: &[&str] = &[
    "for", "to", "of", "with", "in", "on", "at", "from", "by", "that", "which", "who", "used",
    "using", "when", "if", "or", "and", "as", "is", "are", "will", "must", "should", "can", "has",
    "where", "belonging", "needed", "required", "required.", "generated", "issued",
];

/// Words before a noun phrase that say nothing.
const FILLERS: &[&str] = &[
    "optional", "required", "the", "a", "an", "your", "content", "contents", "value", "of",
];

/// What a subject hands in, and why that is thought: words for a note, such as
/// "its name ends in `api_key`".
pub fn judge(subject: &Subject<'_>) -> Option<(Credential, String)> {
    TABLES.judge(subject)
}

impl Tables {
    fn judge(&self, subject: &Subject<'_>) -> Option<(Credential, String)> {
        if subject.excluded || subject.environment.contains(&"CODER_AGENT_TOKEN") {
            return None;
        }
        let names: Vec<Name> = subject.names.iter().map(|name| self.name(name)).collect();
        if names.iter().any(|name| matches!(name, Name::Not)) {
            return None;
        }
        let said = self.said(subject.description, subject.hidden);
        let certain = names.iter().find_map(|name| match name {
            Name::Credential(words, contents) => Some((words, *contents)),
            _ => None,
        });
        // The name's own words outweigh a path in the description where they
        // say that the contents are meant.
        if said == Said::About && !certain.is_some_and(|(_, contents)| contents) {
            return None;
        }
        if let Some((words, _)) = certain {
            return Some((Credential::Key, format!("its name ends in `{words}`")));
        }
        if let Said::First(words) = &said {
            let reason = format!("its description calls it \"{words}\"");
            return Some((Credential::Key, reason));
        }
        if names.iter().any(|name| matches!(name, Name::Password))
            || (subject.hidden && self.says_password(subject.description))
        {
            return Some((Credential::Password, "it is a password".to_owned()));
        }
        for variable in subject.environment {
            if let Name::Credential(..) = self.name(variable) {
                let reason = format!("it ends in the environment variable `{variable}`");
                return Some((Credential::Key, reason));
            }
        }
        if subject.hidden {
            if let Some(words) = names.iter().find_map(Name::perhaps) {
                let reason = format!("it is hidden and its name ends in `{words}`");
                return Some((Credential::Key, reason));
            }
            if let Said::Somewhere(words) = said {
                let reason = format!("it is hidden and its description mentions \"{words}\"");
                return Some((Credential::Key, reason));
            }
        }
        None
    }

    fn name(&self, name: &str) -> Name {
        let words = words_of_name(name);
        let Some(first) = words.first() else {
            return Name::Neutral;
        };
        if words.len() > 1 && self.switches.iter().any(|(word, _)| word == first) {
            return Name::Not;
        }
        let mut rest = words.as_slice();
        let mut contents = false;
        loop {
            if find(self.others, rest).is_some() {
                return Name::Not;
            }
            if find(self.passwords, rest).is_some() {
                return Name::Password;
            }
            if let Some(row) = find(self.credentials, rest) {
                contents |= row.starts_with("auth ");
                return Name::Credential(row.replace(' ', "_"), contents);
            }
            if let Some(row) = find(self.perhaps, rest) {
                return Name::Perhaps(row.replace(' ', "_"));
            }
            match rest.split_last() {
                Some((last, before))
                    if find(self.contents, rest).is_some()
                        || last.chars().all(|c| c.is_ascii_digit()) =>
                {
                    contents |= !last.chars().all(|c| c.is_ascii_digit());
                    rest = before;
                }
                Some((_, before)) => {
                    return if find(self.about, rest).is_some() {
                        Name::Not
                    } else {
                        self.inner_name(before)
                    };
                }
                None => return Name::Neutral,
            }
        }
    }

    /// A credential's words, with others after them that say nothing known:
    /// `token_github`.
    fn inner_name(&self, words: &[String]) -> Name {
        let found = (1..=words.len()).rev().find_map(|end| {
            find(self.credentials, &words[..end]).filter(|row| row.contains(' ') || end == 1)
        });
        found.map_or(Name::Neutral, |row| Name::Perhaps(row.replace(' ', "_")))
    }

    fn said(&self, description: &str, hidden: bool) -> Said {
        let phrase = first_noun_phrase(description);
        let contents_of = words_of_text(description)
            .iter()
            .take(2)
            .any(|word| word.starts_with("content"));
        if find(self.said_about, &phrase).is_some() && !contents_of {
            return Said::About;
        }
        if let Some(words) = find(self.said, &phrase) {
            return Said::First(words);
        }
        if hidden {
            let words = words_of_text(description);
            let found = (1..=words.len()).find_map(|end| {
                let about = words.get(end).is_some_and(|next| {
                    self.about.iter().any(|(word, _)| word == next)
                });
                find(self.said, &words[..end]).filter(|_| !about)
            });
            if let Some(words) = found {
                return Said::Somewhere(words);
            }
        }
        Said::Nothing
    }

    fn says_password(&self, description: &str) -> bool {
        find(self.passwords, &first_noun_phrase(description)).is_some()
    }
}

enum Name {
    /// Its words make it a key; the flag tells that they mean the contents.
    Credential(String, bool),
    /// It may be one.
    Perhaps(String),
    Password,
    /// It is about one, or something else altogether.
    Not,
    Neutral,
}

impl Name {
    fn perhaps(&self) -> Option<&str> {
        match self {
            Self::Perhaps(words) => Some(words),
            _ => None,
        }
    }
}

#[derive(PartialEq)]
enum Said {
    /// The first noun phrase is a credential.
    First(&'static str),
    /// A credential is mentioned, and the value is hidden.
    Somewhere(&'static str),
    /// The first noun phrase is something about it.
    About,
    Nothing,
}

/// The longest row that a list of words ends in.
fn find(rows: &'static [Row], words: &[String]) -> Option<&'static str> {
    rows.iter()
        .map(|(row, _)| *row)
        .filter(|row| {
            let mut from_end = words.iter().rev();
            row.rsplit(' ')
                .all(|word| from_end.next().is_some_and(|w| w == word))
        })
        .max_by_key(|row| row.len())
}

/// The lower-case words of a name in any case: `openAIKey2`, `OPENAI_KEY_2`.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for c in name.chars() {
        let boundary = !c.is_alphanumeric()
            || (c.is_uppercase() && previous.is_lowercase())
            || (c.is_ascii_digit() && word.len() > 3 && !previous.is_ascii_digit());
        // `base64` and `b64`, `s3` and `k8s` are words, `token2` is two.
        let boundary = boundary && !(c.is_ascii_digit() && word == "base");
        if boundary && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn words_of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The first noun phrase of a description, without fillers before it: in
/// "(Optional) The API key to sign in with" that is `api key`.
fn first_noun_phrase(description: &str) -> Vec<String> {
    let mut phrase: Vec<String> = Vec::new();
    let text = description.trim_start();
    // What stands in brackets before the phrase is an aside.
    let text = match text.strip_prefix(['(', '[']) {
        Some(aside) => aside.split_once([')', ']']).map_or(aside, |(_, rest)| rest),
        None => text,
    };
    for token in text.split_whitespace() {
        let token = token.trim_matches(['*', '`', '"', '\'', '_']);
        let word = token.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'');
        let ends_here = word.len() < token.len() && !token.ends_with(['\'', '*', '`']);
        for part in word.split(['-', '_', '/']).filter(|part| !part.is_empty()) {
            let part = part.to_lowercase();
            if phrase.is_empty() && FILLERS.contains(&part.as_str()) {
                continue;
            }
            if !phrase.is_empty() && PHRASE_ENDS.contains(&part.as_str()) {
                return phrase;
            }
            phrase.push(part);
        }
        if ends_here && !phrase.is_empty() {
            return phrase;
        }
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(tables: &Tables, name: &str, description: &str, hidden: bool) -> bool {
        let subject = Subject {
            names: &[name],
            description,
            hidden,
            ..Subject::default()
        };
        matches!(tables.judge(&subject), Some((Credential::Key, _)))
    }

    fn without(rows: &'static [Row], row: &Row) -> &'static [Row] {
        let kept: Vec<Row> = rows.iter().copied().filter(|r| r.0 != row.0).collect();
        Vec::leak(kept)
    }

    #[test]
    fn each_row_of_names_makes_its_example_a_key() {
        for row in CREDENTIALS {
            assert!(key(&TABLES, row.1, "", false), "{row:?}");
            let fewer = Tables {
                credentials: without(CREDENTIALS, row),
                ..TABLES
            };
            // A shorter row may still hold (`service account key` and `key`),
            // but then only for hidden values.
            assert!(!key(&fewer, row.1, "", false), "{row:?} is not needed");
        }
        for row in PERHAPS {
            assert!(key(&TABLES, row.1, "", true), "{row:?}");
            assert!(!key(&TABLES, row.1, "", false), "{row:?} is no proof alone");
            let fewer = Tables {
                perhaps: without(PERHAPS, row),
                ..TABLES
            };
            assert!(!key(&fewer, row.1, "", true), "{row:?} is not needed");
        }
        for row in CONTENTS {
            assert!(key(&TABLES, row.1, "", false), "{row:?}");
            let fewer = Tables {
                contents: without(CONTENTS, row),
                ..TABLES
            };
            assert!(!key(&fewer, row.1, "", false), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_of_passwords_makes_its_example_a_password() {
        for row in PASSWORDS {
            let subject = Subject {
                names: &[row.1],
                ..Subject::default()
            };
            let password = |tables: &Tables| {
                matches!(tables.judge(&subject), Some((Credential::Password, _)))
            };
            assert!(password(&TABLES), "{row:?}");
            let fewer = Tables {
                passwords: without(PASSWORDS, row),
                ..TABLES
            };
            assert!(!password(&fewer), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_against_keeps_its_example_from_being_a_key() {
        let about = |row| Tables {
            about: without(ABOUT, row),
            ..TABLES
        };
        let switches = |row| Tables {
            switches: without(SWITCHES, row),
            ..TABLES
        };
        let others = |row| Tables {
            others: without(OTHERS, row),
            ..TABLES
        };
        for row in ABOUT {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(key(&about(row), row.1, "", true), "{row:?} is not needed");
        }
        for row in SWITCHES {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(key(&switches(row), row.1, "", true), "{row:?} is not needed");
        }
        for row in OTHERS {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(key(&others(row), row.1, "", true), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_of_descriptions_counts() {
        for row in SAID {
            assert!(key(&TABLES, "value_for_it", row.1, false), "{row:?}");
            let fewer = Tables {
                said: without(SAID, row),
                ..TABLES
            };
            let rest: Vec<_> = row.0.split(' ').collect();
            let covered = SAID.iter().any(|(other, _)| {
                *other != row.0 && rest.join(" ").ends_with(&format!(" {other}"))
            });
            assert!(
                covered || !key(&fewer, "value_for_it", row.1, false),
                "{row:?} is not needed"
            );
        }
        for row in SAID_ABOUT {
            assert!(!key(&TABLES, "google_credentials", row.1, true), "{row:?}");
            let fewer = Tables {
                said_about: without(SAID_ABOUT, row),
                ..TABLES
            };
            assert!(
                key(&fewer, "google_credentials", row.1, true),
                "{row:?} is not needed"
            );
        }
    }

    #[test]
    fn a_mention_counts_only_where_the_value_is_hidden() {
        let mention = "Configuration. It holds the API key of the service.";
        assert!(key(&TABLES, "config", mention, true));
        assert!(!key(&TABLES, "config", mention, false));
        assert!(!key(&TABLES, "config", "Sign in with 1Password.", true));
    }

    #[test]
    fn hidden_alone_is_not_enough() {
        assert!(!key(&TABLES, "rstudio_user", "RStudio user", true));
        assert!(!key(&TABLES, "namespace", "", true));
    }

    #[test]
    fn contents_outweigh_a_path_in_the_description() {
        let path = "Path-like text: the auth.json from $HOME/.config/auth.json";
        assert!(key(&TABLES, "auth_json", path, false));
        assert!(key(&TABLES, "auth_json", "File with your login", false));
        assert!(!key(&TABLES, "credentials", "File with your login", false));
        assert!(key(
            &TABLES,
            "credentials",
            "Contents of the credentials file",
            false
        ));
    }

    #[test]
    fn the_environment_variable_tells() {
        let subject = |environment| Subject {
            names: &["gcp_account"],
            environment,
            ..Subject::default()
        };
        assert!(judge(&subject(&["GOOGLE_CREDENTIALS"])).is_some());
        assert!(judge(&subject(&["GOOGLE_CREDENTIALS_FILE"])).is_none());
        let agent = Subject {
            names: &["token"],
            environment: &["CODER_AGENT_TOKEN"],
            ..Subject::default()
        };
        assert!(judge(&agent).is_none());
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words_of_name("openaiApiKey"), ["openai", "api", "key"]);
        assert_eq!(words_of_name("OPENAI_API_KEY"), ["openai", "api", "key"]);
        assert_eq!(words_of_name("token2"), ["token", "2"]);
        assert_eq!(words_of_name("creds_b64"), ["creds", "b64"]);
        assert_eq!(words_of_name("creds_base64"), ["creds", "base64"]);
        assert_eq!(words_of_name("k8s secret"), ["k8s", "secret"]);
    }
}
