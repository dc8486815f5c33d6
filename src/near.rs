//! Near matches for misspelled names.

/// How alike two names have to be, by Jaro and Winkler's measure.
const SIMILAR: f64 = 0.8;

/// "did you mean `x`?" where one of the known names is near, else `otherwise`.
pub fn hint<'n>(known: impl Iterator<Item = &'n str>, name: &str, otherwise: &str) -> String {
    match find(known, name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}

/// The known name that is nearest, if one is near.
pub fn find<'n>(known: impl Iterator<Item = &'n str>, name: &str) -> Option<&'n str> {
    let near = known
        .map(|known| (strsim::jaro_winkler(known, name), known))
        .filter(|(similarity, _)| *similarity > SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.map(|(_, near)| near)
}
