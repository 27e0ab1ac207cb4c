//! Amounts of `ClickHouse` Credits (CHC), in whole billionths: sums are exact, whatever their number.

use std::{
    iter::Sum,
    ops::{Add, AddAssign, Sub},
};

use crate::format::grouped;

const ONE: i64 = 1_000_000_000;
const HUNDREDTH: i64 = ONE / 100;

/// Billionths of a credit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits(pub i64);

impl Credits {
    pub const ZERO: Self = Self(0);

    /// A number of the API. It has about sixteen digits that count, so what it meant comes back exactly up to
    /// millions of credits.
    pub fn of(value: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "beyond 64 bits it saturates, and no number is zero"
        )]
        Self((value * 1e9).round() as i64)
    }

    /// What somebody typed: digits, and a fraction after a point.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=9).contains(&whole.len()) && fraction.len() <= 9;
        if !fits || !digits(whole) || !digits(fraction) {
            return None;
        }
        let fraction = format!("{fraction:0<9}");
        Some(Self(
            whole.parse::<i64>().ok()? * ONE + fraction.parse::<i64>().ok()?,
        ))
    }

    #[expect(clippy::cast_precision_loss, reason = "to draw and to order")]
    pub fn value(self) -> f64 {
        self.0 as f64 / 1e9
    }

    /// `1,012.50`: to a hundredth, so that columns of amounts align; what is less but not nothing says so.
    pub fn text(self) -> String {
        if self.0 != 0 && self.0.abs() < HUNDREDTH / 2 {
            return if self.0 > 0 { "<0.01" } else { ">-0.01" }.to_owned();
        }
        let half = if self.0 < 0 { -HUNDREDTH } else { HUNDREDTH } / 2;
        let hundredths = self.0.saturating_add(half) / HUNDREDTH;
        let sign = if hundredths < 0 { "-" } else { "" };
        let hundredths = hundredths.unsigned_abs();
        grouped(&format!(
            "{sign}{}.{:02}",
            hundredths / 100,
            hundredths % 100
        ))
    }

    /// `12.5` with every digit, for other programs.
    pub fn exact(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (
            self.0.unsigned_abs() / ONE.unsigned_abs(),
            self.0.unsigned_abs() % ONE.unsigned_abs(),
        );
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let rest = format!("{rest:09}");
        format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
    }

    /// `12.50 CHC`
    pub fn with_unit(self) -> String {
        format!("{} CHC", self.text())
    }

    /// The mean of so many; nothing of none.
    pub fn over(self, count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        Self((self.0 + count / 2).div_euclid(count))
    }

    #[cfg(test)]
    pub fn times(self, count: usize) -> Self {
        Self(
            self.0
                .saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)),
        )
    }

    /// In tenths of a percent of another amount.
    pub fn share_of(self, all: Self) -> Option<i64> {
        (all.0 > 0).then(|| {
            let (own, all) = (i128::from(self.0), i128::from(all.0));
            let share = (own * 1_000 + all / 2).div_euclid(all);
            i64::try_from(share).unwrap_or(i64::MAX)
        })
    }
}

/// `12.5 %`
pub fn percent(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{} %", tenths / 10, tenths % 10)
}

impl Add for Credits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Credits {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Credits {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Credits {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_add_up_without_a_trace_of_binary_fractions() {
        let tenths: Credits = (0..10).map(|_| Credits::of(0.1)).sum();
        assert_eq!(tenths, Credits::of(1.0));
        // 0.1 + 0.2 is 0.30000000000000004 in f64.
        assert_eq!((Credits::of(0.1) + Credits::of(0.2)).exact(), "0.3");
        let many: Credits = (0..1_000_000).map(|_| Credits::of(0.000_001)).sum();
        assert_eq!(many.exact(), "1");
        assert_eq!(Credits::of(123_456.123_456_789).exact(), "123456.123456789");
    }

    #[test]
    fn amounts_are_shown_to_a_hundredth_and_written_in_full() {
        let shown = [0.0, 12.5, 0.005, 0.004, 1_234.999, -0.5, -0.001].map(Credits::of);
        let texts = shown.map(Credits::text);
        let expected = [
            "0.00", "12.50", "0.01", "<0.01", "1,235.00", "-0.50", ">-0.01",
        ];
        assert_eq!(texts, expected);
        assert_eq!(Credits::of(-2.25).exact(), "-2.25");
    }

    #[test]
    fn what_is_typed_is_read_exactly_or_not_at_all() {
        assert_eq!(Credits::parse(" 250 "), Some(Credits(250 * ONE)));
        assert_eq!(Credits::parse("0.05"), Some(Credits(50_000_000)));
        assert_eq!(Credits::parse("7."), Some(Credits(7 * ONE)));
        for wrong in [
            "",
            ".",
            "-1",
            "1e3",
            "1,5",
            "12 CHC",
            "1234567890",
            "NaN",
            "٣",
        ] {
            assert_eq!(Credits::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn means_and_shares_are_rounded() {
        assert_eq!(Credits(10).over(4), Credits(3));
        assert_eq!(Credits(10).over(0), Credits(10));
        assert_eq!(Credits(1).share_of(Credits(3)), Some(333));
        assert_eq!(Credits(1).share_of(Credits::ZERO), None);
        assert_eq!(percent(1_000), "100.0 %");
        assert_eq!(percent(-5), "-0.5 %");
    }

    #[test]
    fn no_number_is_nothing_and_too_much_is_the_most() {
        assert_eq!(Credits::of(f64::NAN), Credits::ZERO);
        assert_eq!(
            Credits::of(f64::INFINITY) + Credits::of(1.0),
            Credits(i64::MAX)
        );
    }
}
