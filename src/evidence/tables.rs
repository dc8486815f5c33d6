//! The tables. Each row has an example that holds for that row alone; the tests
//! beside the judge take each row away to see its example fail.

use foldhash::HashMap;
use std::sync::LazyLock;

/// One row: words, and an example that depends on them.
pub(super) type Row = (&'static str, &'static str);

pub(super) struct Tables {
    pub(super) credentials: Table,
    pub(super) perhaps: Table,
    pub(super) asked: Table,
    pub(super) passwords: Table,
    pub(super) contents: Table,
    pub(super) about: Table,
    pub(super) switches: Table,
    pub(super) others: Table,
    pub(super) said: Table,
    pub(super) said_about: Table,
    pub(super) held: Table,
    pub(super) other_variables: Vec<Row>,
}

/// Rows by the word that each ends in: comparing every name with every row would
/// be a good part of a run.
pub(super) struct Table {
    by_last_word: HashMap<&'static str, Vec<&'static str>>,
}

impl Table {
    pub(super) fn new(rows: impl IntoIterator<Item = &'static Row>) -> Self {
        let mut by_last_word: HashMap<&str, Vec<&str>> = HashMap::default();
        for (row, _) in rows {
            let last = row.rsplit(' ').next().unwrap_or(row);
            by_last_word.entry(last).or_default().push(row);
        }
        Self { by_last_word }
    }

    /// The longest row that a list of words ends in.
    pub(super) fn find(&self, words: &[String]) -> Option<&'static str> {
        let rows = self.by_last_word.get(words.last()?.as_str())?.iter();
        let found = rows.copied().filter(|row| {
            let mut from_end = words.iter().rev();
            row.rsplit(' ')
                .all(|word| from_end.next().is_some_and(|w| w == word))
        });
        found.max_by_key(|row| row.len())
    }

    /// Whether a word is a row of its own.
    pub(super) fn has(&self, word: &str) -> bool {
        let rows = self.by_last_word.get(word);
        rows.is_some_and(|rows| rows.contains(&word))
    }
}

/// Words that make a name a key's where it ends in them. Example: a name.
pub(super) const CREDENTIALS: &[Row] = &[
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
    ("sa json", "vertex_sa_json"),
    ("sa key", "vertex_sa_key"),
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
    // What Docker signs in to registries with.
    ("docker auth config", "DOCKER_AUTH_CONFIG"),
    ("docker config base64", "ENVBUILDER_DOCKER_CONFIG_BASE64"),
];

/// Words that make a name a key's if something else says so too: the author
/// hides the value, or the description names a credential. Example: a name.
pub(super) const PERHAPS: &[Row] = &[
    ("key", "wakatime_key"),
    ("keys", "provider_keys"),
    ("auth", "registry_auth"),
    ("bearer", "gateway_bearer"),
    ("cookie", "login_cookie"),
    ("service account", "gcp_service_account"),
    ("tokens", "github_tokens"),
    ("secrets", "provider_secrets"),
];

/// Words that make a name a key's as those above do, or where users are asked for
/// it. Example: a parameter's name.
pub(super) const ASKED: &[Row] = &[
    ("jwt", "gateway_jwt"),
    ("session cookie", "forum_session_cookie"),
    ("license key", "ide_license_key"),
    ("npmrc", "team_npmrc"),
];

/// Words that make a name a password's. Example: a name.
pub(super) const PASSWORDS: &[Row] = &[
    ("password", "admin_password"),
    ("passwd", "admin_passwd"),
    ("passphrase", "gpg_passphrase"),
    ("passcode", "door_passcode"),
    ("pwd", "db_pwd"),
    ("pass", "db_pass"),
    ("pgpassword", "PGPASSWORD"),
    ("sshpass", "SSHPASS"),
];

/// Environment variables that hold a path or an ID, whatever else their names say;
/// `*` is what comes before. Example: the variable that the value of a
/// `vault_token` ends in.
pub(super) const OTHER_VARIABLES: &[Row] = &[
    ("KUBECONFIG", "KUBECONFIG"),
    (
        "GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_APPLICATION_CREDENTIALS",
    ),
    ("DOCKER_CONFIG", "DOCKER_CONFIG"),
    ("*_FILE", "VAULT_TOKEN_FILE"),
    ("*_PATH", "VAULT_TOKEN_PATH"),
    ("*_DIR", "VAULT_TOKEN_DIR"),
    ("*_KEY_ID", "AWS_ACCESS_KEY_ID"),
];

/// Words after a credential's that leave it one: what it is written as.
/// Example: a name.
pub(super) const CONTENTS: &[Row] = &[
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
pub(super) const ABOUT: &[Row] = &[
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
pub(super) const SWITCHES: &[Row] = &[
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
pub(super) const OTHERS: &[Row] = &[
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
    ("prefix key", "tmux_prefix_key"),
    ("leader key", "vim_leader_key"),
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
/// description ends in them, or what `HELD` introduces if the value is hidden.
/// Example: a description.
pub(super) const SAID: &[Row] = &[
    ("api key", "API key for the service."),
    ("api keys", "The API keys, separated by commas."),
    ("api token", "Linear API token."),
    ("apikey", "The apikey of the service."),
    ("access key", "The access key to deploy with."),
    ("access token", "A GitHub access token."),
    ("auth key", "Tailscale auth key."),
    ("auth token", "Your npm auth token."),
    (
        "authentication token",
        "Authentication token of the registry.",
    ),
    ("authentication key", "Authentication key of the registry."),
    (
        "secret key",
        "The secret key that belongs to the access key.",
    ),
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
pub(super) const SAID_ABOUT: &[Row] = &[
    ("path", "Path to the credentials."),
    ("paths", "Paths to the credentials."),
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

/// Words before a credential that a hidden value is said to be or to hold, or that
/// somebody is told to get. Example: a description.
pub(super) const HELD: &[Row] = &[
    ("used as", "It is used as the API key."),
    ("sent as", "Header, sent as the API key."),
    ("serves as", "Header that serves as the API key."),
    ("holds", "Settings. The file holds an API key."),
    ("holding", "Settings, holding the API key."),
    ("contains", "The file contains the API key."),
    ("containing", "Settings, containing the API key."),
    ("including", "Settings, including the API key."),
    ("get", "Your account. Get an API key on its page."),
    ("create", "Your account. Create an API key on its page."),
    ("generate", "Your account. Generate an API key on its page."),
    ("obtain", "Your account. Obtain an API key on its page."),
    ("copy", "Your account. Copy the API key from its page."),
    ("enter", "Your account. Enter its API key."),
    ("paste", "Your account. Paste its API key."),
];

impl Default for Tables {
    fn default() -> Self {
        Self {
            credentials: Table::new(CREDENTIALS),
            perhaps: Table::new(PERHAPS),
            asked: Table::new(ASKED),
            passwords: Table::new(PASSWORDS),
            contents: Table::new(CONTENTS),
            about: Table::new(ABOUT),
            switches: Table::new(SWITCHES),
            others: Table::new(OTHERS),
            said: Table::new(SAID),
            said_about: Table::new(SAID_ABOUT),
            held: Table::new(HELD),
            other_variables: OTHER_VARIABLES.to_vec(),
        }
    }
}

pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::default);
