//! Terraform's version constraints
//! (<https://developer.hashicorp.com/terraform/language/expressions/version-constraints>).
//!
//! The crates for version requirements have other semantics: Cargo's and npm's
//! know no `~>` and no `!=`, and let pre-releases in elsewhere. Versions
//! themselves are semver's.

use semver::Version;

/// A constraint: every condition has to hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Constraint {
    conditions: Vec<Condition>,
}

#[derive(Debug, PartialEq, Eq)]
struct Condition {
    operator: Operator,
    version: Version,
    /// How many numbers the version was written with.
    components: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Pessimistic,
}

/// Longer operators first.
const OPERATORS: &[(&str, Operator)] = &[
    ("~>", Operator::Pessimistic),
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("!=", Operator::NotEqual),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Equal),
    ("", Operator::Equal),
];

impl Constraint {
    /// Reads a constraint; `None` if Terraform would refuse it.
    pub fn parse(text: &str) -> Option<Self> {
        let conditions: Option<Vec<Condition>> = text.split(',').map(Condition::parse).collect();
        Some(Self {
            conditions: conditions?,
        })
    }

    /// Whether a released version satisfies the constraint.
    pub fn admits(&self, version: &Version) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.admits(version))
    }

    /// Whether some version below another satisfies the constraint. Of those that
    /// do, the lowest is 0.0.0, a version that the constraint names, or the next
    /// patch after one.
    pub fn admits_below(&self, version: &Version) -> bool {
        let named = self.conditions.iter().map(|condition| &condition.version);
        let bounds = named.flat_map(|named| {
            let next = Version::new(named.major, named.minor, named.patch.saturating_add(1));
            [named.clone(), next]
        });
        let mut lowest = bounds.chain([Version::new(0, 0, 0)]);
        lowest.any(|candidate| candidate < *version && self.admits(&candidate))
    }
}

/// A version that may be written with one or two numbers: `1.2` is 1.2.0.
pub fn padded_version(text: &str) -> Option<Version> {
    padded(text).map(|(version, _)| version)
}

/// A version, and how many numbers it was written with.
fn padded(text: &str) -> Option<(Version, usize)> {
    let numbers_end = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(numbers_end);
    let components = numbers.split('.').count();
    if components > 3 {
        return None;
    }
    let padded = format!("{numbers}{}{rest}", ".0".repeat(3 - components));
    Some((Version::parse(&padded).ok()?, components))
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (operator, version) = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?.trim())))?;
        let (version, components) = padded(version)?;
        Some(Self {
            operator,
            version,
            components,
        })
    }

    /// Pre-releases are compared as hashicorp/go-version has it: one satisfies only
    /// what names a pre-release of the same version, and `=` and `!=` as they are.
    fn admits(&self, version: &Version) -> bool {
        let bound = &self.version;
        let order = version.cmp_precedence(bound);
        let is_comparable = version.pre.is_empty()
            || (!bound.pre.is_empty()
                && (version.major, version.minor, version.patch)
                    == (bound.major, bound.minor, bound.patch));
        match self.operator {
            Operator::Equal => order.is_eq(),
            Operator::NotEqual => order.is_ne(),
            _ if !is_comparable => false,
            Operator::Greater => order.is_gt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::Less => order.is_lt(),
            Operator::LessOrEqual => order.is_le(),
            Operator::Pessimistic if !bound.pre.is_empty() && version.pre.is_empty() => false,
            // The last number that was written may grow.
            Operator::Pessimistic => {
                order.is_ge()
                    && match self.components {
                        3 => (version.major, version.minor) == (bound.major, bound.minor),
                        _ => version.major == bound.major,
                    }
            }
        }
    }
}

/// A constraint with its lower bound raised to a version, written with as many
/// numbers as it had; `None` where nothing from that version on would be left.
pub fn raised(text: &str, to: &Version) -> Option<String> {
    let mut conditions = Vec::new();
    let mut has_lower_bound = false;
    for part in text.split(',') {
        let condition = Condition::parse(part)?;
        let bound = |sign: &str| {
            let numbers = match condition.components {
                3 => format!("{}.{}.{}", to.major, to.minor, to.patch),
                _ => format!("{}.{}", to.major, to.minor),
            };
            format!("{sign} {numbers}")
        };
        let part = part.trim();
        has_lower_bound |= matches!(
            condition.operator,
            Operator::Greater | Operator::GreaterOrEqual | Operator::Pessimistic
        );
        conditions.push(match condition.operator {
            _ if condition.version >= *to => part.to_owned(),
            Operator::Greater | Operator::GreaterOrEqual => bound(">="),
            Operator::Pessimistic
                if condition.components < 3 && condition.version.major == to.major =>
            {
                bound("~>")
            }
            Operator::NotEqual => part.to_owned(),
            _ => return None,
        });
    }
    if !has_lower_bound {
        conditions.insert(0, format!(">= {}.{}", to.major, to.minor));
    }
    let raised = conditions.join(", ");
    let is_possible = Constraint::parse(&raised)?.admits(to)
        || Constraint::parse(&raised)?.admits(&Version::new(to.major, u64::from(u16::MAX), 0));
    is_possible.then_some(raised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(constraint: &str, version: &str) -> bool {
        let constraint = Constraint::parse(constraint).expect("can be read");
        constraint.admits(&Version::parse(version).expect("a version"))
    }

    #[test]
    fn conditions_hold_as_terraform_has_them() {
        for (constraint, yes, no) in [
            ("2.3.0", "2.3.0", "2.3.1"),
            ("= 2.3", "2.3.0", "2.3.1"),
            ("~> 2.1", "2.9.0", "3.0.0"),
            ("~> 2.1", "2.1.0", "2.0.2"),
            ("~> 2.1.1", "2.1.3", "2.2.0"),
            ("~>2", "2.9.0", "3.0.0"),
            (">= 2.1, < 2.3", "2.2.0", "2.3.0"),
            ("> 2.1.2 , != 2.2.0", "2.1.3", "2.2.0"),
            ("<= 2.1.3", "2.1.3", "2.2.0"),
            (">= 2.4.0-pre0", "2.4.0", "2.3.0"),
            (">= 2.4.0-pre0", "2.4.0-pre1", "2.5.0-pre1"),
            (">= 2.4.0", "2.4.1", "2.4.1-pre0"),
            ("< 2.4.0", "2.3.0", "2.4.0-pre0"),
            ("< 2.4.0-pre1", "2.4.0-pre0", "2.3.9-pre0"),
            ("= 2.4.0-pre0", "2.4.0-pre0", "2.4.0"),
            ("!= 2.4.0", "2.4.0-pre0", "2.4.0+build"),
            ("~> 2.4.0-pre0", "2.4.0-pre1", "2.4.0"),
        ] {
            assert!(admits(constraint, yes), "{constraint} admits {yes}");
            assert!(!admits(constraint, no), "{constraint} does not admit {no}");
        }
    }

    #[test]
    fn lower_bounds_are_raised_in_kind() {
        let to = Version::new(2, 4, 0);
        for (old, new) in [
            ("~> 2.0", Some("~> 2.4")),
            ("~>2", Some("~> 2.4")),
            (">= 2.1.0", Some(">= 2.4.0")),
            (">=0.17, < 3.0", Some(">= 2.4, < 3.0")),
            ("> 2.1, != 2.3.0", Some(">= 2.4, != 2.3.0")),
            ("< 3.0", Some(">= 2.4, < 3.0")),
            ("!= 2.3.0", Some(">= 2.4, != 2.3.0")),
            ("~> 2.1.0", None),
            ("2.3.0", None),
            (">= 2.0, < 2.4", None),
            ("~> 1.0", None),
        ] {
            assert_eq!(raised(old, &to).as_deref(), new, "{old}");
        }
    }

    #[test]
    fn what_is_below_a_version() {
        let below = |constraint: &str| {
            let constraint = Constraint::parse(constraint).expect("can be read");
            constraint.admits_below(&Version::new(2, 36, 0))
        };
        for constraint in [
            "= 2.20.20",
            "2.35.99",
            ">= 2.35",
            "> 2.35.9",
            "< 3",
            "~> 2.0",
            "!= 2.36.0",
            "!= 0.0.0, != 0.0.1",
            ">= 2.35.7, != 2.35.7",
        ] {
            assert!(below(constraint), "{constraint}");
        }
        for constraint in [
            ">= 2.36",
            "~> 2.36",
            "= 2.40.1",
            "> 2.36.0, < 3",
            ">= 2.36, != 2.37.0",
        ] {
            assert!(!below(constraint), "{constraint}");
        }
    }

    #[test]
    fn what_is_no_constraint_is_none() {
        for text in ["", "latest", "=> 2.0", "2.x", "1.2.3.4", ">= 2.0 < 3"] {
            assert_eq!(Constraint::parse(text), None, "{text}");
        }
    }
}
