//! What the opt-in of modules like those that people write is called, as a native
//! speaker would have it.

use crate::support::Folder;

/// The module's folder, its title, the variable and its description; then the
/// parameter's name, what the form calls it, and what it says.
type Row = [&'static str; 7];

const ROWS: &[Row] = &[
    [
        "aider",
        "Aider",
        "api_key",
        "API key for the selected AI provider.",
        "aider_api_key",
        "Aider API key",
        "Your personal Aider API key.",
    ],
    [
        "amazon-q",
        "Amazon Q",
        "auth_tarball",
        "Base64 encoded, zstd compressed tarball of a signed-in ~/.local/share/amazon-q directory.",
        "amazon_q_auth_tarball",
        "Amazon Q auth tarball",
        "Your personal Amazon Q auth tarball (Base64 encoded, zstd compressed tarball of a signed-in ~/.local/share/amazon-q directory).",
    ],
    [
        "auggie",
        "Auggie CLI",
        "augment_session_token",
        "Auggie session token for authentication. https://docs.example.com/auggie",
        "auggie_augment_session_token",
        "Auggie session token",
        "Your personal Auggie session token (see https://docs.example.com/auggie).",
    ],
    [
        "claude-code",
        "Claude Code",
        "claude_api_key",
        "The API key to use for the server.",
        "claude_code_api_key",
        "Claude Code API key",
        "Your personal Claude Code API key.",
    ],
    [
        "claude-code",
        "Claude Code",
        "claude_code_oauth_token",
        "Set up a long-lived authentication token. Generate one with `claude setup-token`.",
        "claude_code_oauth_token",
        "Claude Code OAuth token",
        "Your personal Claude Code OAuth token (generate one with `claude setup-token`).",
    ],
    [
        "codex",
        "Codex CLI",
        "openai_api_key",
        "OpenAI API key for Codex CLI",
        "codex_openai_api_key",
        "Codex OpenAI API key",
        "Your personal OpenAI API key.",
    ],
    [
        "copilot",
        "Copilot",
        "github_token",
        "GitHub OAuth token or Personal Access Token. If provided, nobody has to sign in.",
        "copilot_github_token",
        "Copilot GitHub token",
        "Your GitHub OAuth token or personal access token.",
    ],
    [
        "cursor-cli",
        "Cursor CLI",
        "api_key",
        "API key for Cursor CLI.",
        "cursor_cli_api_key",
        "Cursor API key",
        "Your personal Cursor API key.",
    ],
    [
        "gemini",
        "Gemini CLI",
        "gemini_api_key",
        "Gemini API Key",
        "gemini_api_key",
        "Gemini API key",
        "Your personal Gemini API key.",
    ],
    [
        "open-webui",
        "Open WebUI",
        "openai_api_key",
        "OpenAI API key for accessing OpenAI models.",
        "open_webui_openai_api_key",
        "Open WebUI OpenAI API key",
        "Your personal OpenAI API key.",
    ],
    [
        "opencode",
        "OpenCode",
        "auth_json",
        "Your auth.json from $HOME/.local/share/opencode/auth.json, required without a browser",
        "opencode_auth_json",
        "OpenCode auth.json",
        "Your personal OpenCode auth.json (from $HOME/.local/share/opencode/auth.json).",
    ],
    [
        "perplexica",
        "Perplexica",
        "anthropic_api_key",
        "Anthropic API key for Claude models.",
        "perplexica_anthropic_api_key",
        "Perplexica Anthropic API key",
        "Your personal Anthropic API key.",
    ],
    [
        "sourcegraph-amp",
        "Amp",
        "amp_api_key",
        "amp cli API Key",
        "sourcegraph_amp_api_key",
        "Amp API key",
        "Your personal Amp API key.",
    ],
    // Others.
    [
        "vault-cli",
        "Vault CLI",
        "vault_token",
        "The Vault token to sign in with.",
        "vault_cli_token",
        "Vault token",
        "Your personal Vault token.",
    ],
    [
        "vault-jwt",
        "HashiCorp Vault Integration (JWT)",
        "vault_jwt_token",
        "The JWT token used to sign in.",
        "vault_jwt_token",
        "HashiCorp Vault JWT token",
        "Your personal Vault JWT token.",
    ],
    [
        "onepassword",
        "1Password",
        "service_account_token",
        "A 1Password service account token. If set, nobody signs in.",
        "onepassword_service_account_token",
        "1Password service account token",
        "Your personal 1Password service account token.",
    ],
    [
        "oneclaw",
        "1Claw",
        "api_token",
        "1Claw agent API key (starts with ocv_). Optional at first.",
        "oneclaw_api_token",
        "1Claw agent API key",
        "Your personal 1Claw agent API key (starts with ocv_).",
    ],
    [
        "supabase",
        "Supabase CLI",
        "access_token",
        "Supabase personal access token.",
        "supabase_access_token",
        "Supabase personal access token",
        "Your Supabase personal access token.",
    ],
    [
        "drive",
        "Drive",
        "vertex_sa_json",
        "The complete JSON content of your service account's key file.",
        "drive_vertex_sa_json",
        "Drive Vertex service account JSON",
        "Your personal Vertex service account JSON (the complete JSON content of your service account's key file).",
    ],
];

#[test]
fn parameters_are_called_as_people_would_call_them() {
    for [
        folder,
        title,
        variable,
        description,
        name,
        display_name,
        says,
    ] in ROWS
    {
        let main = format!(
            "terraform {{\n  required_version = \">= 1.9\"\n\n  required_providers {{\n    coder = {{\n      source  = \"coder/coder\"\n      version = \">= 2.5\"\n    }}\n  }}\n}}\n\nvariable \"{variable}\" {{\n  type        = string\n  description = \"{description}\"\n  default     = \"\"\n  sensitive   = true\n}}\n\nresource \"coder_env\" \"key\" {{\n  agent_id = \"x\"\n  name     = \"KEY_OF_ITS_OWN\"\n  value    = var.{variable}\n}}\n"
        );
        let readme =
            format!("---\ndisplay_name: {title}\n---\n\n# {title}\n\nText.\n\n## More\n\nText.\n");
        let files = [
            (&*format!("{folder}/main.tf"), &*main),
            (&*format!("{folder}/README.md"), &*readme),
        ];
        let modules = Folder::with(&files);
        modules.run(["--fix"]);
        let fixed = std::fs::read_to_string(modules.join(format!("{folder}/main.tf"))).unwrap();
        for (attribute, wanted) in [
            ("name        ", format!("\"{name}\"")),
            ("display_name", format!("\"{display_name}\"")),
            ("description ", format!("\"{says} The form masks it,")),
        ] {
            let wanted = format!("  {attribute} = {wanted}");
            assert!(fixed.contains(&wanted), "{folder}: {wanted}\n{fixed}");
        }
    }
}

/// The top of a work tree is called as whoever cloned it likes.
#[test]
fn a_clone_is_called_by_its_readme() {
    let main = crate::support::KEY_MODULE;
    let readme = "# The Acme Module\n\nText.\n\n```tf\nmodule \"acme\" {\n  source = \"registry.example.com/people/acme-login/coder\"\n}\n```\n";
    for (file, text, wanted) in [
        ("README.md", readme, "\"acme_login_api_key\""),
        (
            "README.md",
            "# Acme Login\n\nText.\n",
            "\"acme_login_api_key\"",
        ),
        ("notes.txt", "", "= \"api_key\""),
    ] {
        let folder = Folder::with(&[
            ("my-clone/main.tf", main),
            (&format!("my-clone/{file}"), text),
            ("my-clone/.git/HEAD", "ref: refs/heads/main\n"),
        ]);
        folder.run(["--fix"]);
        let fixed = std::fs::read_to_string(folder.join("my-clone/main.tf")).unwrap();
        assert!(fixed.contains(wanted), "{wanted}\n{fixed}");
        assert!(!fixed.contains("my_clone"), "{fixed}");
    }
}
