//! What live credentials look like: one table, each row with its source.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::evidence::is_placeholder;

/// What a kind of credential looks like: a prefix, and the characters after it.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is, with its article.
    pub(super) what: &'static str,
    prefix: &'static str,
    rest: Class,
    /// How many characters follow the prefix, at least.
    min: usize,
    /// Where this is known from: a rule of gitleaks (`config/gitleaks.toml` at
    /// b58d3f1, 2026-07), or the issuer's documentation.
    #[cfg_attr(not(test), expect(dead_code, reason = "it is for the reader"))]
    source: &'static str,
}

/// Which characters follow a prefix.
#[derive(Debug, Clone, Copy)]
enum Class {
    /// `A-Z a-z 0-9`
    Alphanumeric,
    /// `A-Z a-z 0-9 _ -`
    Word,
    /// `0-9 a-f`
    Hex,
    /// `A-Z 2-7`
    Base32,
    /// `A-Z a-z 0-9 + / = _ - .`
    Base64,
    /// Three parts of `Word`, separated by dots.
    Jwt,
    /// The rest of a PEM header that says `PRIVATE KEY`, and a body.
    Pem,
}

const fn shape(
    what: &'static str,
    prefix: &'static str,
    rest: Class,
    min: usize,
    source: &'static str,
) -> Shape {
    Shape {
        what,
        prefix,
        rest,
        min,
        source,
    }
}

/// The shapes. Minimal lengths are below what is issued, so that a cut off key
/// is found as well. Where one prefix begins another, the longer one counts.
#[rustfmt::skip]
const SHAPES: &[Shape] = {
    use Class::{Alphanumeric, Base32, Base64, Hex, Jwt, Pem, Word};
    &[
        shape("an Anthropic API key", "sk-ant-", Word, 24, "gitleaks anthropic-api-key"),
        shape("an OpenAI API key", "sk-proj-", Word, 24, "gitleaks openai-api-key"),
        shape("an OpenAI API key", "sk-svcacct-", Word, 24, "gitleaks openai-api-key"),
        shape("an OpenAI API key", "sk-admin-", Word, 24, "gitleaks openai-api-key"),
        shape("an OpenRouter API key", "sk-or-v1-", Hex, 48, "openrouter.ai/docs/api-reference/authentication"),
        shape("an API key", "sk-", Alphanumeric, 32, "gitleaks openai-api-key, the older form"),
        shape("a Perplexity API key", "pplx-", Alphanumeric, 40, "gitleaks perplexity-api-key"),
        shape("a Groq API key", "gsk_", Alphanumeric, 40, "console.groq.com/docs/quickstart"),
        shape("an xAI API key", "xai-", Alphanumeric, 60, "docs.x.ai/docs/tutorial"),
        shape("a Hugging Face token", "hf_", Alphanumeric, 30, "gitleaks huggingface-access-token"),
        shape("a Replicate API token", "r8_", Alphanumeric, 32, "replicate.com/docs/topics/security/api-tokens"),
        shape("a Google API key", "AIza", Word, 35, "gitleaks gcp-api-key"),
        shape("a Google client secret", "GOCSPX-", Word, 24, "docs.github.com, supported secret scanning patterns"),
        shape("a GitHub token", "ghp_", Alphanumeric, 36, "gitleaks github-pat"),
        shape("a GitHub token", "gho_", Alphanumeric, 36, "gitleaks github-oauth"),
        shape("a GitHub token", "ghu_", Alphanumeric, 36, "gitleaks github-app-token"),
        shape("a GitHub token", "ghs_", Alphanumeric, 36, "gitleaks github-app-token"),
        shape("a GitHub token", "ghr_", Alphanumeric, 36, "gitleaks github-refresh-token"),
        shape("a GitHub token", "github_pat_", Word, 60, "gitleaks github-fine-grained-pat"),
        shape("a GitLab token", "glpat-", Word, 20, "gitleaks gitlab-pat"),
        shape("a GitLab token", "glrt-", Word, 20, "gitleaks gitlab-runner-authentication-token"),
        shape("a GitLab token", "gldt-", Word, 20, "gitleaks gitlab-deploy-token"),
        shape("an AWS access key ID", "AKIA", Base32, 16, "gitleaks aws-access-token"),
        shape("an AWS access key ID", "ASIA", Base32, 16, "gitleaks aws-access-token"),
        shape("an AWS Bedrock API key", "ABSK", Base64, 100, "gitleaks aws-amazon-bedrock-api-key-long-lived"),
        shape("a Slack token", "xoxb-", Word, 24, "gitleaks slack-bot-token"),
        shape("a Slack token", "xoxp-", Word, 24, "gitleaks slack-user-token"),
        shape("a Slack token", "xapp-", Word, 24, "gitleaks slack-app-token"),
        shape("a Stripe key", "sk_live_", Alphanumeric, 20, "gitleaks stripe-access-token"),
        shape("a Stripe key", "rk_live_", Alphanumeric, 20, "gitleaks stripe-access-token"),
        shape("an npm token", "npm_", Alphanumeric, 36, "gitleaks npm-access-token"),
        shape("a PyPI token", "pypi-AgEIcHlwaS5vcmc", Word, 50, "gitleaks pypi-upload-token"),
        shape("a RubyGems API key", "rubygems_", Hex, 48, "gitleaks rubygems-api-token"),
        shape("a DigitalOcean token", "dop_v1_", Hex, 64, "gitleaks digitalocean-pat"),
        shape("a DigitalOcean token", "doo_v1_", Hex, 64, "gitleaks digitalocean-access-token"),
        shape("a Tailscale key", "tskey-auth-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a Tailscale key", "tskey-api-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a Tailscale key", "tskey-client-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a SendGrid API key", "SG.", Base64, 60, "gitleaks sendgrid-api-token"),
        shape("a Databricks token", "dapi", Hex, 32, "gitleaks databricks-api-token"),
        shape("a Vault token", "hvs.", Word, 24, "gitleaks vault-service-token"),
        shape("a Vault token", "hvb.", Word, 100, "gitleaks vault-batch-token"),
        shape("a Doppler token", "dp.pt.", Alphanumeric, 40, "gitleaks doppler-api-token"),
        shape("a Linear API key", "lin_api_", Alphanumeric, 40, "gitleaks linear-api-key"),
        shape("a Notion token", "ntn_", Alphanumeric, 40, "gitleaks notion-api-token"),
        shape("a Pulumi token", "pul-", Hex, 40, "gitleaks pulumi-api-token"),
        shape("a Postman API key", "PMAK-", Word, 50, "gitleaks postman-api-token"),
        shape("a Sourcegraph token", "sgp_", Word, 40, "gitleaks sourcegraph-access-token"),
        shape("an Atlassian API token", "ATATT3", Base64, 100, "gitleaks atlassian-api-token"),
        shape("a Grafana token", "glsa_", Word, 40, "gitleaks grafana-service-account-token"),
        shape("a Grafana token", "glc_", Base64, 32, "gitleaks grafana-cloud-api-token"),
        shape("a New Relic key", "NRAK-", Alphanumeric, 27, "gitleaks new-relic-user-api-key"),
        shape("a Shopify token", "shpat_", Hex, 32, "gitleaks shopify-access-token"),
        shape("a PlanetScale token", "pscale_tkn_", Word, 32, "gitleaks planetscale-api-token"),
        shape("a Fly.io token", "fm2_", Base64, 100, "gitleaks flyio-access-token"),
        shape("a 1Password service account token", "ops_eyJ", Base64, 200, "gitleaks 1password-service-account-token"),
        shape("an age key", "AGE-SECRET-KEY-1", Alphanumeric, 58, "gitleaks age-secret-key"),
        shape("a JSON web token", "eyJ", Jwt, 40, "gitleaks jwt; RFC 7519, section 3"),
        shape("a private key", "-----BEGIN", Pem, 1, "gitleaks private-key; RFC 7468, section 10"),
    ]
};

static PREFIXES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        // It is asked only where a vector search has found something.
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .build(SHAPES.iter().map(|shape| shape.prefix))
        .ok()
});

/// How far a text is read to tell whether it is a credential, in bytes.
const ENOUGH: usize = 4096;

/// A credential in a text.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it looks like.
    pub(super) shape: &'static Shape,
}

/// The credentials in a text, in order.
pub(super) fn find(text: &str) -> Vec<Match> {
    let Some(prefixes) = &*PREFIXES else {
        return Vec::new();
    };
    let mut found: Vec<Match> = Vec::new();
    for prefix in prefixes.find_iter(text) {
        let shape = &SHAPES[prefix.pattern().as_usize()];
        let is_inside_word = text[..prefix.start()]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let is_covered = found
            .last()
            .is_some_and(|last| prefix.start() < last.range.end);
        if is_inside_word || is_covered {
            continue;
        }
        // Enough to tell; what is one is then read to its end.
        let rest = &text[prefix.end()..];
        let mut enough = rest.len().min(ENOUGH);
        while !rest.is_char_boundary(enough) {
            enough -= 1;
        }
        let length = shape.rest.length(&rest[..enough]);
        let length = if length == enough {
            shape.rest.length(rest)
        } else {
            length
        };
        if length >= shape.min
            // A private key's body has been looked at; its header is no secret.
            && (matches!(shape.rest, Class::Pem) || super::looks_random(&rest[..length]))
        {
            let range = prefix.start()..prefix.end() + length;
            found.push(Match { range, shape });
        }
    }
    found
}

impl Class {
    /// How many bytes at the beginning of a text belong to it.
    fn length(self, text: &str) -> usize {
        let count = |belongs: fn(u8) -> bool| {
            let end = text.bytes().position(|byte| !belongs(byte));
            end.unwrap_or(text.len())
        };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        match self {
            Self::Alphanumeric => count(|byte| byte.is_ascii_alphanumeric()),
            Self::Word => count(is_word),
            Self::Hex => count(|byte| byte.is_ascii_hexdigit()),
            Self::Base32 => count(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7')),
            Self::Base64 => count(|byte| {
                byte.is_ascii_alphanumeric()
                    || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-' | b'.')
            }),
            Self::Jwt => {
                let length = count(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
                });
                let parts: Vec<&str> = text[..length].split('.').collect();
                let is_token = parts.len() == 3 && parts.iter().all(|part| part.len() >= 10);
                if is_token { length } else { 0 }
            }
            Self::Pem => pem_length(text),
        }
    }
}

/// How long a private key's label, dashes, body and end are.
fn pem_length(text: &str) -> usize {
    const LABEL: &str = "PRIVATE KEY-----";
    const MAX_LABEL: usize = 40;
    const MIN_BODY: usize = 64;
    let Some(label) = text.find(LABEL).filter(|at| *at <= MAX_LABEL) else {
        return 0;
    };
    let body = label + LABEL.len();
    let length = text[body..]
        .bytes()
        .position(|byte| {
            // Line breaks, escaped ones too.
            !(byte.is_ascii_alphanumeric()
                || byte.is_ascii_whitespace()
                || matches!(byte, b'+' | b'/' | b'=' | b'\\'))
        })
        .unwrap_or(text.len() - body);
    let contents = &text[body..body + length];
    // Keys of OpenSSH hold long runs of one letter.
    let is_random = !is_placeholder(contents) && super::entropy(contents) >= super::MIN_ENTROPY;
    if is_random && length >= MIN_BODY {
        body + length
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a credential of a shape may look like; made here, so that no scanner
    /// takes this file for a leak.
    fn example(shape: &Shape) -> String {
        let digits: &[u8] = match shape.rest {
            Class::Hex => b"9f3a7c1e5b0d8246",
            Class::Base32 => b"Q7ZK3XWJ5TNB2GVM",
            _ => b"q7Zk3XwJ9tNb2GvM",
        };
        let mut seed = 7;
        let mut random = |length: usize| -> String {
            let characters = (0..length).map(|_| {
                seed = (seed * 31 + 17) % 1009;
                char::from(digits[seed % digits.len()])
            });
            characters.collect()
        };
        let rest = match shape.rest {
            Class::Jwt => format!("{}.{}.{}", random(17), random(30), random(43)),
            Class::Pem => format!(" RSA PRIVATE KEY-----\n{}\n", random(80)),
            _ => random(shape.min),
        };
        format!("{}{rest}", shape.prefix)
    }

    #[test]
    fn each_row_finds_its_example() {
        for shape in SHAPES {
            assert!(!shape.source.is_empty());
            let example = example(shape);
            let text = format!("x = \"{example}\"\n");
            let found = find(&text);
            assert_eq!(found.len(), 1, "{shape:?}");
            assert_eq!(found[0].shape.what, shape.what, "{shape:?}");
            let place = &text[found[0].range.clone()];
            assert!(place.trim_end() == example.trim_end(), "{shape:?}: {place}");
        }
    }

    #[test]
    fn what_is_cut_off_or_made_up_is_none() {
        for shape in SHAPES {
            let example = example(shape);
            if !matches!(shape.rest, Class::Jwt | Class::Pem) {
                let cut = &example[..example.len() - 1];
                assert!(find(cut).is_empty(), "{shape:?}");
                let filled = format!("{}{}", shape.prefix, "x".repeat(shape.min));
                assert!(find(&filled).is_empty(), "{shape:?}");
            }
            assert!(find(&format!("a{example}")).is_empty(), "{shape:?}");
        }
        assert!(find("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----").is_empty());
        assert!(find("-----BEGIN CERTIFICATE-----\nMIIB\n").is_empty());
    }
}
