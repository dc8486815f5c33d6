//! Days of the calendar, as `until=` in a comment names them.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day. Earlier ones are less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u64,
    month: u64,
    day: u64,
}

impl Date {
    /// Today, in UTC.
    pub fn today() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::after_epoch(since.map_or(0, |since| since.as_secs() / 86_400))
    }

    /// The day so many days after 1970-01-01.
    fn after_epoch(mut days: u64) -> Self {
        let (mut year, mut month) = (1970, 1);
        while days >= days_in(year, month) {
            days -= days_in(year, month);
            month += 1;
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        let day = days + 1;
        Self { year, month, day }
    }
}

fn days_in(year: u64, month: u64) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What is not a day.
#[derive(Debug)]
pub struct NotADate;

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `2027-01-31`, and no other form.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let lengths = text.split('-').map(str::len);
        let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'-';
        if !lengths.eq([4, 2, 2]) || !text.bytes().all(is_plain) {
            return Err(NotADate);
        }
        let mut numbers = text.split('-').filter_map(|number| number.parse().ok());
        let mut next = || numbers.next().ok_or(NotADate);
        let (year, month, day) = (next()?, next()?, next()?);
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        is_day.then_some(Self { year, month, day }).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (364, "1970-12-31"),
            (365, "1971-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_785, "2026-11-28"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            let date = Date::after_epoch(days);
            assert_eq!(date.to_string(), expected);
            assert_eq!(expected.parse().ok(), Some(date));
        }
        assert!(Date::today() > Date::after_epoch(20_000));
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-01",
            "2027-01-00",
            "2027-04-31",
            "27-01-01",
            "2027-1-1",
            "2027-01-01-01",
            "+027-01-01",
            "20270101",
            "tomorrow",
            "",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2028-02-29".parse::<Date>().is_ok());
    }
}
