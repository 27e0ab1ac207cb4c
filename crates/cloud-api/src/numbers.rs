//! Numbers as the API means them.

/// JSON knows no integers; the API's numbers here are small and whole.
pub(crate) fn whole(number: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within the bounds of u32"
    )]
    let integer = number as u32;
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(integer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_or_a_number_out_of_bounds_is_none() {
        assert_eq!([24.0, 0.0].map(whole), [Some(24), Some(0)]);
        for number in [24.5, -1.0, 1e12, f64::NAN, f64::INFINITY] {
            assert_eq!(whole(number), None, "{number}");
        }
    }
}
