//! What functions do with what flows into them (Terraform 1.11's).

/// What a function does with what flows into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Its result tells something about the argument, but does not hold it.
    Test,
    /// Its result is its first argument, as it is.
    Same,
    /// `nonsensitive`.
    Shown,
    /// Its result is its argument in characters that no shell takes for syntax.
    Encoded,
    /// Its result is its argument in plain text again.
    Decoded,
    /// Its result is a list of its argument's elements, perhaps fewer, in
    /// another order.
    Items,
    /// Its result is one of its arguments.
    Choice,
    /// Its result is one element of its first argument.
    Element,
    /// `lookup`.
    Lookup,
    /// `merge`.
    Merge,
    /// Its result is a list of its arguments' elements.
    Concat,
    /// Its result is made of all its arguments; `bare` where it is still the
    /// argument itself, in other clothes.
    Text { bare: bool, templated: bool },
}

impl Role {
    pub(super) fn of(function: &str) -> Self {
        match function {
            "length" | "can" | "contains" | "startswith" | "endswith" | "strcontains" | "keys"
            | "index" | "issensitive" | "type" | "md5" | "sha1" | "sha256" | "sha512"
            | "base64sha256" | "base64sha512" | "bcrypt" | "uuidv5" | "alltrue" | "anytrue"
            | "tobool" | "tonumber" | "fileexists" | "regexall" => Self::Test,
            "nonsensitive" => Self::Shown,
            "base64encode" | "base64gzip" | "textencodebase64" | "urlencode" => Self::Encoded,
            "base64decode" | "textdecodebase64" | "urldecode" => Self::Decoded,
            "sensitive" | "ephemeralasnull" | "tolist" | "tomap" => Self::Same,
            "compact" | "distinct" | "reverse" | "sort" | "flatten" | "toset" | "values" => {
                Self::Items
            }
            "try" | "coalesce" | "coalescelist" => Self::Choice,
            "one" | "element" => Self::Element,
            "lookup" => Self::Lookup,
            "merge" => Self::Merge,
            "concat" | "setunion" => Self::Concat,
            "tostring" | "pathexpand" | "abspath" | "trimspace" | "chomp" | "trim"
            | "trimprefix" | "trimsuffix" => Self::Text {
                bare: true,
                templated: false,
            },
            "templatefile" | "templatestring" => Self::Text {
                bare: true,
                templated: true,
            },
            _ => Self::Text {
                bare: false,
                templated: false,
            },
        }
    }
}
