use crate::format::number;

/// An axis from zero to a round number, with two to five steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    pub top: f64,
    pub step: f64,
}

impl Scale {
    /// For values up to `most`; without any there is room for one.
    pub fn up_to(most: f64) -> Self {
        let most = if most.is_finite() && most > 0.0 {
            // Numbers are written to a hundredth.
            most.max(0.05)
        } else {
            1.0
        };
        let mut power = 1e-9;
        while power * 10.0 <= most {
            power *= 10.0;
        }
        let round = [0.2, 0.5, 1.0, 2.0, 5.0, 10.0].map(|part| part * power);
        // At most five steps, and then as many as fit.
        let step = round.into_iter().find(|step| (most / step).ceil() <= 5.0);
        let step = step.unwrap_or(power * 10.0);
        Self {
            top: (most / step).ceil() * step,
            step,
        }
    }

    /// From zero at the bottom to one at the top.
    pub fn share(&self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }

    /// The share of each step, zero left out, and its number.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "two to five"
        )]
        let count = (self.top / self.step).round() as u32;
        (1..=count)
            .map(|tick| {
                let value = f64::from(tick) * self.step;
                (self.share(value), number(value))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_on_round_numbers_not_far_above_the_most() {
        for (most, top, step) in [
            (1.0, 1.0, 0.2),
            (7.3, 8.0, 2.0),
            (10.0, 10.0, 2.0),
            (10.1, 15.0, 5.0),
            (42.0, 50.0, 10.0),
            (99.0, 100.0, 20.0),
            (1_234.0, 1_500.0, 500.0),
            (0.3, 0.3, 0.1),
        ] {
            let scale = Scale::up_to(most);
            assert!((scale.top - top).abs() < top * 1e-9, "{most}: {scale:?}");
            assert!((scale.step - step).abs() < step * 1e-9, "{most}: {scale:?}");
        }
    }

    #[test]
    fn every_amount_has_a_few_ticks_and_fits() {
        let mut most = 0.05;
        while most < 1e9 {
            let scale = Scale::up_to(most);
            assert!((2..=5).contains(&scale.ticks().len()), "{most}: {scale:?}");
            assert!(
                scale.top >= most * 0.999_999 && scale.top <= most * 2.6,
                "{most}: {scale:?}"
            );
            most *= 1.37;
        }
    }

    #[test]
    fn nothing_and_no_number_have_a_scale_too() {
        for most in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Scale::up_to(most), Scale::up_to(1.0));
        }
        assert_eq!(Scale::up_to(10.0).ticks()[1], (0.4, "4".to_owned()));
        assert!((Scale::up_to(10.0).share(20.0) - 1.0).abs() < f64::EPSILON);
    }
}
