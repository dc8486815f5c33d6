//! Each row of the tables is needed, and what the rows come to together.

use super::tables::*;
use super::*;

fn takes(tables: &Tables, subject: &Subject<'_>) -> Option<Credential> {
    tables.judge(subject).map(|verdict| verdict.credential)
}

fn key(tables: &Tables, name: &str, description: &str, hidden: bool) -> bool {
    let subject = Subject {
        names: &[name],
        description,
        hidden,
        takes_text: true,
        ..Subject::default()
    };
    takes(tables, &subject) == Some(Credential::Key)
}

fn without(rows: &'static [Row], row: &Row) -> Table {
    Table::new(rows.iter().filter(|other| other.0 != row.0))
}

#[test]
fn each_row_of_names_makes_its_example_a_key() {
    for row in CREDENTIALS {
        assert!(key(&TABLES, row.1, "", false), "{row:?}");
        let fewer = Tables {
            credentials: without(CREDENTIALS, row),
            ..Tables::default()
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
            ..Tables::default()
        };
        assert!(!key(&fewer, row.1, "", true), "{row:?} is not needed");
    }
    for row in CONTENTS {
        assert!(key(&TABLES, row.1, "", false), "{row:?}");
        let fewer = Tables {
            contents: without(CONTENTS, row),
            ..Tables::default()
        };
        assert!(!key(&fewer, row.1, "", false), "{row:?} is not needed");
    }
}

#[test]
fn each_row_of_what_is_asked_for_makes_its_example_a_key() {
    let asked = |tables: &Tables, name| {
        let subject = Subject {
            names: &[name],
            is_asked: true,
            takes_text: true,
            ..Subject::default()
        };
        takes(tables, &subject) == Some(Credential::Key)
    };
    for row in ASKED {
        assert!(asked(&TABLES, row.1), "{row:?}");
        assert!(key(&TABLES, row.1, "", true), "{row:?} and hidden");
        assert!(!key(&TABLES, row.1, "", false), "{row:?} is no proof alone");
        let fewer = Tables {
            asked: without(ASKED, row),
            ..Tables::default()
        };
        assert!(!asked(&fewer, row.1), "{row:?} is not needed");
    }
}

#[test]
fn each_row_of_other_variables_keeps_a_token_from_being_one() {
    for (index, row) in OTHER_VARIABLES.iter().enumerate() {
        let token = |tables: &Tables| {
            let subject = Subject {
                names: &["vault_token"],
                environment: &[row.1],
                takes_text: true,
                ..Subject::default()
            };
            takes(tables, &subject).is_some()
        };
        let mut fewer = Tables::default();
        fewer.other_variables.remove(index);
        assert!(!token(&TABLES), "{row:?}");
        assert!(token(&fewer), "{row:?} is not needed");
    }
}

#[test]
fn each_row_of_passwords_makes_its_example_a_password() {
    for row in PASSWORDS {
        let subject = Subject {
            names: &[row.1],
            takes_text: true,
            ..Subject::default()
        };
        let password = |tables: &Tables| takes(tables, &subject) == Some(Credential::Password);
        assert!(password(&TABLES), "{row:?}");
        let fewer = Tables {
            passwords: without(PASSWORDS, row),
            ..Tables::default()
        };
        assert!(!password(&fewer), "{row:?} is not needed");
    }
}

#[test]
fn each_row_against_keeps_its_example_from_being_a_key() {
    let about = |row| Tables {
        about: without(ABOUT, row),
        ..Tables::default()
    };
    let switches = |row| Tables {
        switches: without(SWITCHES, row),
        ..Tables::default()
    };
    let others = |row| Tables {
        others: without(OTHERS, row),
        ..Tables::default()
    };
    for row in ABOUT {
        assert!(!key(&TABLES, row.1, "", true), "{row:?}");
        assert!(key(&about(row), row.1, "", true), "{row:?} is not needed");
    }
    for row in SWITCHES {
        assert!(!key(&TABLES, row.1, "", true), "{row:?}");
        assert!(
            key(&switches(row), row.1, "", true),
            "{row:?} is not needed"
        );
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
            ..Tables::default()
        };
        let rest: Vec<_> = row.0.split(' ').collect();
        let covered = SAID
            .iter()
            .any(|(other, _)| *other != row.0 && rest.join(" ").ends_with(&format!(" {other}")));
        assert!(
            covered || !key(&fewer, "value_for_it", row.1, false),
            "{row:?} is not needed"
        );
    }
    for row in SAID_ABOUT {
        assert!(!key(&TABLES, "google_credentials", row.1, true), "{row:?}");
        let fewer = Tables {
            said_about: without(SAID_ABOUT, row),
            ..Tables::default()
        };
        assert!(
            key(&fewer, "google_credentials", row.1, true),
            "{row:?} is not needed"
        );
    }
}

#[test]
fn each_row_before_a_credential_counts_where_the_value_is_hidden() {
    for row in HELD {
        assert!(key(&TABLES, "config", row.1, true), "{row:?}");
        assert!(!key(&TABLES, "config", row.1, false), "{row:?} is shown");
        let fewer = Tables {
            held: without(HELD, row),
            ..Tables::default()
        };
        assert!(!key(&fewer, "config", row.1, true), "{row:?} is not needed");
    }
}

#[test]
fn a_mention_does_not_count() {
    for mention in [
        "System prompt. Never print API keys.",
        "System prompt: never print API keys.",
        "Never print API keys.",
        "Message that is shown as long as the API key is missing.",
        "Model to use; your API key must be allowed to call it.",
        "Settings. The file contains no API key.",
    ] {
        assert!(!key(&TABLES, "config", mention, true), "{mention}");
    }
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
    assert!(key(&TABLES, "auth_json", "Path to your login", false));
    assert!(!key(&TABLES, "credentials", "Path to your login", false));
    assert!(key(
        &TABLES,
        "credentials",
        "Contents of the credentials file",
        false
    ));
}

#[test]
fn a_number_at_the_end_says_nothing_of_contents() {
    assert!(key(&TABLES, "api_key_2", "", false));
    let path = "Path to your login";
    assert!(key(&TABLES, "api_key_contents", path, false));
    assert!(!key(&TABLES, "api_key_2", path, false));
}

#[test]
fn a_switch_is_one_before_other_words() {
    assert!(key(&TABLES, "use", "Your API key", false));
}

#[test]
fn what_is_hidden_may_be_described_as_a_password() {
    let judged = |hidden| {
        let subject = Subject {
            names: &["database"],
            description: "Password of the user",
            hidden,
            takes_text: true,
            ..Subject::default()
        };
        takes(&TABLES, &subject)
    };
    assert_eq!(judged(true), Some(Credential::Password));
    assert_eq!(judged(false), None);
}

#[test]
fn the_configuration_outweighs_the_name() {
    let said = |exclude: &str| {
        let pattern = globset::Glob::new(exclude).expect("it is one");
        Keys {
            exclude: globset::GlobSet::new([pattern]).expect("it is one"),
            ..Keys::default()
        }
    };
    let subject = Subject {
        names: &["api_key"],
        takes_text: true,
        ..Subject::default()
    };
    assert!(judge(&subject, &said("other")).is_some());
    assert_eq!(judge(&subject, &said("api_*")), None);
}

#[test]
fn what_is_no_key_has_a_reason() {
    let why = |names, description, environment| {
        let subject = Subject {
            names,
            description,
            environment,
            takes_text: true,
            ..Subject::default()
        };
        why_not(&subject, &Keys::default())
    };
    assert_eq!(
        why(&["api_key_file"], "", &[]),
        "its name says that it is something else"
    );
    assert_eq!(
        why(&["settings"], "Path to your login", &[]),
        "its description says that it is something else"
    );
    assert_eq!(
        why(&["settings"], "", &[]),
        "neither its name, its description nor its use says that it is one"
    );
    assert_eq!(
        why(&["settings"], "", &["GOOGLE_APPLICATION_CREDENTIALS"]),
        "it sets `GOOGLE_APPLICATION_CREDENTIALS`, which holds a path"
    );
    assert_eq!(
        why(&["access_key"], "", &["AWS_ACCESS_KEY_ID"]),
        "it sets `AWS_ACCESS_KEY_ID`, which holds an ID"
    );
    assert_eq!(
        why(&["db_password"], "", &[]),
        "passwords don't count by default, and its name ends in `password`"
    );
}

#[test]
fn the_environment_variable_tells() {
    let subject = |environment| Subject {
        names: &["gcp_account"],
        environment,
        takes_text: true,
        ..Subject::default()
    };
    assert!(takes(&TABLES, &subject(&["GOOGLE_CREDENTIALS"])).is_some());
    assert!(takes(&TABLES, &subject(&["GOOGLE_CREDENTIALS_FILE"])).is_none());
    let agent = Subject {
        names: &["token"],
        environment: &["CODER_AGENT_TOKEN"],
        takes_text: true,
        ..Subject::default()
    };
    assert!(takes(&TABLES, &agent).is_none());
}

#[test]
fn keys_that_users_are_asked_for() {
    let asked = |name, description, environment: &[&str], has_default| {
        let subject = Subject {
            names: &[name],
            description,
            environment,
            is_asked: true,
            has_default,
            takes_text: true,
            ..Subject::default()
        };
        takes(&TABLES, &subject)
    };
    let key = Some(Credential::Key);
    assert_eq!(asked("openai_key", "Your OpenAI key", &[], false), key);
    assert_eq!(asked("wandb_key", "", &["WANDB_KEY"], false), key);
    assert_eq!(asked("ssh_key", "Your public SSH key", &[], false), None);
    assert_eq!(asked("menu_key", "Key of the menu", &[], true), None);
    assert_eq!(asked("openai_key", "", &[], false), None);
    assert_eq!(asked("key", "The key to sort by", &[], false), None);
    assert_eq!(asked("sort_order", "Key to sort by", &[], false), None);
    let password = Some(Credential::Password);
    for variable in ["PGPASSWORD", "DB_PASSWORD", "MYSQL_PWD"] {
        assert_eq!(asked("database", "", &[variable], false), password);
    }
    assert_eq!(asked("folder", "", &["PWD"], false), None);
}

#[test]
fn what_is_sent_as_a_token_is_one() {
    let sent = |name| {
        let subject = Subject {
            names: &[name],
            description: "Endpoint that answers",
            authorizes: true,
            takes_text: true,
            ..Subject::default()
        };
        takes(&TABLES, &subject)
    };
    assert_eq!(sent("gateway"), Some(Credential::Key));
    assert_eq!(sent("gateway_url"), None);
}
