//! What live credentials look like: one table, each row with its source.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::evidence::is_placeholder;
use crate::source::floor_char_boundary;

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
    /// b58d3f1, 2026-07), a detector of trufflehog (`pkg/detectors` at 3ab759f,
    /// 2026-08), or the issuer.
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
    /// `A-Z 0-9 -`
    Upper,
    /// `A-Z a-z 0-9 + / = _ - .`
    Base64,
    /// Hexadecimal groups of 8, 4, 4, 4 and 12, separated by dashes.
    Uuid,
    /// Three parts of `Word`, separated by dots.
    Jwt,
    /// An ID of 10 and a secret of 22 characters, separated by a dash. The prefix
    /// is what the token is given to.
    Session,
    /// `Word`; the bot's number stands before the prefix.
    Bot,
    /// `Word`; the token's ID stands before the prefix.
    Atlas,
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
    use Class::{Alphanumeric, Atlas, Base32, Base64, Bot, Hex, Jwt, Pem, Session, Upper, Uuid, Word};
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
        shape("an NVIDIA API key", "nvapi-", Word, 60, "trufflehog nvapi"),
        shape("a Cerebras API key", "csk-", Alphanumeric, 40, "inference-docs.cerebras.ai/quickstart"),
        shape("a Sourcegraph Amp API key", "sgamp_user_", Word, 64, "ampcode.com/settings: a ULID and 64 hexadecimal digits"),
        shape("a Cursor API key", "crsr_", Alphanumeric, 40, "cursor.com/dashboard/api"),
        shape("an E2B API key", "e2b_", Alphanumeric, 32, "e2b.dev/docs/api-key"),
        shape("a LangSmith API key", "lsv2_pt_", Word, 40, "trufflehog langsmith"),
        shape("a LangSmith API key", "lsv2_sk_", Word, 40, "trufflehog langsmith"),
        shape("a Langfuse secret key", "sk-lf-", Uuid, 36, "trufflehog langfuse"),
        shape("a Tavily API key", "tvly-", Word, 30, "docs.tavily.com/documentation/api-reference/authentication"),
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
        shape("a GitLab token", "glptt-", Hex, 40, "gitleaks gitlab-ptt"),
        shape("a GitLab token", "glcbt-", Word, 20, "gitleaks gitlab-cicd-job-token"),
        shape("a GitLab token", "glagent-", Word, 48, "gitleaks gitlab-kubernetes-agent-token"),
        shape("a GitLab token", "gloas-", Word, 60, "gitleaks gitlab-oauth-app-secret"),
        shape("a GitLab token", "gldt-", Word, 20, "gitleaks gitlab-deploy-token"),
        shape("an AWS access key ID", "AKIA", Base32, 16, "gitleaks aws-access-token"),
        shape("an AWS access key ID", "ASIA", Base32, 16, "gitleaks aws-access-token"),
        shape("an AWS Bedrock API key", "ABSK", Base64, 100, "gitleaks aws-amazon-bedrock-api-key-long-lived"),
        shape("an AWS Bedrock API key", "bedrock-api-key-", Base64, 100, "gitleaks aws-amazon-bedrock-api-key-short-lived"),
        shape("a Slack token", "xoxb-", Word, 24, "gitleaks slack-bot-token"),
        shape("a Slack token", "xoxp-", Word, 24, "gitleaks slack-user-token"),
        shape("a Slack token", "xapp-", Word, 24, "gitleaks slack-app-token"),
        shape("a Telegram bot token", ":AA", Bot, 33, "gitleaks telegram-bot-api-token"),
        shape("a Stripe key", "sk_live_", Alphanumeric, 20, "gitleaks stripe-access-token"),
        shape("a Stripe key", "rk_live_", Alphanumeric, 20, "gitleaks stripe-access-token"),
        shape("an npm token", "npm_", Alphanumeric, 36, "gitleaks npm-access-token"),
        shape("a Docker Hub token", "dckr_pat_", Word, 27, "trufflehog dockerhub"),
        shape("a Docker Hub token", "dckr_oat_", Word, 32, "trufflehog dockerhub"),
        shape("a JFrog API key", "AKCp", Alphanumeric, 69, "gitleaks artifactory-api-key"),
        shape("a JFrog reference token", "cmVmd", Alphanumeric, 59, "gitleaks artifactory-reference-token"),
        shape("a PyPI token", "pypi-AgEIcHlwaS5vcmc", Word, 50, "gitleaks pypi-upload-token"),
        shape("a RubyGems API key", "rubygems_", Hex, 48, "gitleaks rubygems-api-token"),
        shape("a Clojars token", "CLOJARS_", Alphanumeric, 60, "gitleaks clojars-api-token"),
        shape("a Buildkite token", "bkua_", Alphanumeric, 40, "trufflehog buildkite"),
        shape("a CircleCI token", "CCIPAT_", Word, 60, "trufflehog circleci"),
        shape("a SonarQube token", "squ_", Hex, 40, "gitleaks sonar-api-token"),
        shape("a SonarQube token", "sqp_", Hex, 40, "gitleaks sonar-api-token"),
        shape("a Sentry token", "sntrys_", Base64, 60, "gitleaks sentry-org-token"),
        shape("a Sentry token", "sntryu_", Hex, 64, "gitleaks sentry-user-token"),
        shape("a Sentry token", "sntrya_", Hex, 64, "getsentry/sentry, src/sentry/types/token.py"),
        shape("a Sentry token", "sntryi_", Hex, 64, "getsentry/sentry, src/sentry/types/token.py"),
        shape("a WakaTime API key", "waka_", Uuid, 36, "wakatime.com/settings/api-key"),
        shape("a PostHog API key", "phx_", Word, 40, "trufflehog posthog"),
        shape("a Figma token", "figd_", Word, 40, "trufflehog figmapersonalaccesstoken"),
        shape("an Infracost API key", "ico-", Alphanumeric, 32, "gitleaks infracost-api-token"),
        shape("a DigitalOcean token", "dop_v1_", Hex, 64, "gitleaks digitalocean-pat"),
        shape("a DigitalOcean token", "doo_v1_", Hex, 64, "gitleaks digitalocean-access-token"),
        shape("a Netlify token", "nfp_", Word, 36, "trufflehog netlify"),
        shape("a Heroku API key", "HRKU-", Word, 58, "gitleaks heroku-api-key-v2"),
        shape("a Cloudflare token", "cfut_", Alphanumeric, 48, "trufflehog cloudflareapitoken"),
        shape("a Cloudflare token", "cfat_", Alphanumeric, 48, "trufflehog cloudflareapitoken"),
        shape("a Supabase token", "sbp_", Hex, 40, "trufflehog supabasetoken"),
        shape("an OpenShift token", "sha256~", Word, 43, "gitleaks openshift-user-token"),
        shape("a Tailscale key", "tskey-auth-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a Tailscale key", "tskey-api-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a Tailscale key", "tskey-client-", Word, 20, "tailscale.com/kb/1215/oauth-clients"),
        shape("a SendGrid API key", "SG.", Base64, 60, "gitleaks sendgrid-api-token"),
        shape("a Databricks token", "dapi", Hex, 32, "gitleaks databricks-api-token"),
        shape("a Vault token", "hvs.", Word, 24, "gitleaks vault-service-token"),
        shape("a Vault token", "hvb.", Word, 100, "gitleaks vault-batch-token"),
        shape("an HCP Terraform token", ".atlasv1.", Atlas, 60, "gitleaks hashicorp-tf-api-token"),
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
        shape("a 1Password secret key", "A3-", Upper, 36, "gitleaks 1password-secret-key"),
        shape("a Coder session token", "token=", Session, 33, "coder/coder, coderd/apikey/apikey.go"),
        shape("an age key", "AGE-SECRET-KEY-1", Alphanumeric, 58, "gitleaks age-secret-key"),
        shape("a JSON web token", "eyJ", Jwt, 40, "gitleaks jwt; RFC 7519, section 3"),
        shape("a private key", "-----BEGIN", Pem, 1, "gitleaks private-key; RFC 7468, section 10"),
    ]
};

/// Prefixes that are looked for at once: a vector search takes 64 at most, and
/// several with few each are faster than one with many (aho-corasick 1.1).
const AT_ONCE: usize = 16;

static PREFIXES: LazyLock<Option<Vec<AhoCorasick>>> = LazyLock::new(|| {
    let searches = SHAPES.chunks(AT_ONCE).map(|shapes| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            // It is asked only where a vector search has found something.
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(shapes.iter().map(|shape| shape.prefix))
            .ok()
    });
    searches.collect()
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
    let searches = PREFIXES.iter().flatten().zip(SHAPES.chunks(AT_ONCE));
    let prefixes = searches.flat_map(|(search, shapes)| {
        let found = search.find_iter(text);
        found.map(|prefix| (prefix.range(), &shapes[prefix.pattern().as_usize()]))
    });
    let mut prefixes: Vec<(Range<usize>, &Shape)> = prefixes.collect();
    prefixes.sort_by_key(|(prefix, _)| (prefix.start, Reverse(prefix.end)));
    let mut found: Vec<Match> = Vec::new();
    for (prefix, shape) in prefixes {
        let last = found.last();
        if last.is_none_or(|last| last.range.end <= prefix.start) {
            found.extend(shape.credential_at(text, &prefix));
        }
    }
    found
}

impl Shape {
    /// The credential of this shape whose prefix stands in a text.
    fn credential_at(&'static self, text: &str, prefix: &Range<usize>) -> Option<Match> {
        let start = self.rest.start(text, prefix)?;
        // Enough to tell; what is one is then read to its end.
        let rest = &text[prefix.end..];
        let enough = floor_char_boundary(rest, ENOUGH);
        let length = self.rest.length(&rest[..enough]);
        let length = if length == enough {
            self.rest.length(rest)
        } else {
            length
        };
        let is_one = length >= self.min
            // A private key's body has been looked at; its header is no secret.
            && (matches!(self.rest, Class::Pem) || super::looks_random(&rest[..length]));
        is_one.then(|| Match {
            range: start..prefix.end + length,
            shape: self,
        })
    }
}

impl Class {
    /// Where a credential begins whose prefix stands in a text; `None` where that
    /// is a part of a word.
    fn start(self, text: &str, prefix: &Range<usize>) -> Option<usize> {
        let begins = |at: usize| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        };
        let led_by = |belongs: fn(&u8) -> bool, count: RangeInclusive<usize>| {
            let bytes = text[..prefix.start].bytes().rev();
            let length = bytes.take_while(belongs).count();
            count.contains(&length).then(|| prefix.start - length)
        };
        match self {
            Self::Session => begins(prefix.start).then_some(prefix.end),
            // `https://api.telegram.org/bot123456789:AA…`
            Self::Bot => led_by(u8::is_ascii_digit, 8..=10)
                .filter(|at| begins(*at) || text[..*at].ends_with("/bot")),
            Self::Atlas => led_by(u8::is_ascii_alphanumeric, 14..=14).filter(|at| begins(*at)),
            _ => begins(prefix.start).then_some(prefix.start),
        }
    }

    /// How many bytes at the beginning of a text belong to it.
    fn length(self, text: &str) -> usize {
        let count = |belongs: fn(u8) -> bool| {
            let end = text.bytes().position(|byte| !belongs(byte));
            end.unwrap_or(text.len())
        };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        match self {
            Self::Alphanumeric => count(|byte| byte.is_ascii_alphanumeric()),
            Self::Word | Self::Bot | Self::Atlas => count(is_word),
            Self::Hex => count(|byte| byte.is_ascii_hexdigit()),
            Self::Base32 => count(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7')),
            Self::Upper => count(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-')),
            Self::Uuid => Some(count(is_word))
                .filter(|length| is_uuid(&text[..*length]))
                .unwrap_or_default(),
            Self::Session => Some(count(is_word))
                .filter(|length| {
                    is_in_groups(&text[..*length], &[10, 22], u8::is_ascii_alphanumeric)
                })
                .unwrap_or_default(),
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

/// Whether a text is a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    is_in_groups(text, &[8, 4, 4, 4, 12], u8::is_ascii_hexdigit)
}

/// Whether a text is made of groups of some lengths, separated by dashes.
fn is_in_groups(text: &str, lengths: &[usize], belongs: fn(&u8) -> bool) -> bool {
    text.split('-').map(str::len).eq(lengths.iter().copied())
        && text.bytes().all(|byte| byte == b'-' || belongs(&byte))
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
            Class::Hex | Class::Uuid => b"9f3a7c1e5b0d8246",
            Class::Base32 | Class::Upper => b"Q7ZK3XWJ5TNB2GVM",
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
            Class::Uuid => [8, 4, 4, 4, 12].map(&mut random).join("-"),
            Class::Session => [10, 22].map(&mut random).join("-"),
            _ => random(shape.min),
        };
        let lead = match shape.rest {
            Class::Bot => "7946185023".to_owned(),
            Class::Atlas => random(14),
            _ => String::new(),
        };
        format!("{lead}{}{rest}", shape.prefix)
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
            let shown = match shape.rest {
                Class::Session => &example[shape.prefix.len()..],
                _ => example.trim_end(),
            };
            assert_eq!(place.trim_end(), shown, "{shape:?}");
        }
    }

    #[test]
    fn a_uuid_has_its_digits_in_groups() {
        assert!(is_uuid("3f2b9c1e-7a4d-4e8b-9c6f-1d2e3a4b5c6d"));
        assert!(!is_uuid("3f2b9c1e7a4d-4e8b-9c6f-1d2e-3a4b5c6d"));
        assert!(!is_uuid("zf2b9c1e-7a4d-4e8b-9c6f-1d2e3a4b5c6d"));
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
            // As in the address that a bot is called by.
            let is_bot = matches!(shape.rest, Class::Bot);
            assert_eq!(find(&format!("/bot{example}/x")).len(), usize::from(is_bot));
        }
        assert!(find("-----BEGIN CERTIFICATE-----\nMIIB\n").is_empty());
    }

    #[test]
    fn a_private_key_has_a_body() {
        let begin = "-----BEGIN PRIVATE KEY-----\n";
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        assert_eq!(find(&format!("{begin}{body}")).len(), 1);
        for body in [
            "...".to_owned(),
            ".".repeat(80),
            "ab".repeat(40),
            body[..40].to_owned(),
        ] {
            assert!(
                find(&format!("{begin}{body}\n-----END")).is_empty(),
                "{body}"
            );
        }
    }

    #[test]
    fn a_token_has_three_parts() {
        let part = &*"q7Zk3XwJ9tNb2GvM".repeat(3);
        let token = |parts: &[&str]| format!("eyJ{}", parts.join("."));
        assert_eq!(find(&token(&[part, part, part])).len(), 1);
        assert!(find(&token(&[part, part])).is_empty());
        assert!(find(&token(&[part, "short", part])).is_empty());
    }

    #[test]
    fn a_credential_is_read_to_its_end() {
        let body = "q7Zk3XwJ9tNb2GvM".repeat(ENOUGH / 8);
        let text = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
        let found = find(&text);
        assert_eq!(text[found[0].range.end..], text[text.len() - 26..]);
        // What is looked at first ends within a character.
        for end in ["", "a"] {
            let key = format!("ghp_{}{end}", "q7Zk3XwJ9tNb2GvM".repeat(3));
            let found = find(&format!("{key}{}", "é".repeat(ENOUGH)));
            assert_eq!(found[0].range, 0..key.len());
        }
    }
}
