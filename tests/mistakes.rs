//! Damaged files, each with its syntax error: what coderlint says, and where;
//! Terraform's line where that is another one.

pub(crate) struct Mistake {
    pub(crate) text: &'static str,
    /// As `line:column: message`.
    pub(crate) expected: String,
    /// The line on which Terraform reports it.
    #[allow(dead_code, reason = "only the tests with Terraform ask for it")]
    pub(crate) terraform: u64,
}

pub(crate) fn mistakes() -> Vec<Mistake> {
    let mistakes = include_str!("mistakes.txt").split("=== ").skip(1);
    let read = |mistake: &'static str| {
        let (head, text) = mistake.split_once('\n')?;
        let (place, message) = head.split_once(": ")?;
        let line = place.split(':').next()?;
        let (place, message, line) = match place.split_once(" (Terraform") {
            Some((place, _)) => {
                let (line, message) = message.split_once("): ")?;
                (place, message, line)
            }
            None => (place, message, line),
        };
        Some(Mistake {
            text,
            expected: format!("{place}: {message}"),
            terraform: line.parse().ok()?,
        })
    };
    mistakes.map(|mistake| read(mistake).unwrap()).collect()
}
