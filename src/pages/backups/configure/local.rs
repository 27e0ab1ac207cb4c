//! An hour of UTC on the clock of whoever looks.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Days from now. No zone keeps the clocks of winter, or of summer, for less than a quarter of a year; half a year on
/// they may be what they are now: late in October New York still has those of summer, as it has late in April.
const QUARTERS: [f64; 3] = [91.0, 182.0, 273.0];

/// Minutes east of UTC now, and when the clocks have changed: two where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offsets {
    pub now: i32,
    pub other: i32,
}

impl Offsets {
    pub fn here() -> Self {
        let at = |moment: f64| {
            let minutes = -Date::new(&JsValue::from_f64(moment)).get_timezone_offset();
            #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
            let minutes = minutes as i32;
            minutes
        };
        let now = Date::now();
        Self::of(at(now), QUARTERS.map(|days| at(now + days * 86_400_000.0)))
    }

    /// With the first later offset that is another.
    fn of(now: i32, later: [i32; 3]) -> Self {
        let other = later.into_iter().find(|offset| *offset != now);
        Self {
            now,
            other: other.unwrap_or(now),
        }
    }

    /// `02:00 UTC`, with the local time where that is another.
    pub fn option(self, hour: u32) -> String {
        if self.now == 0 {
            return format!("{hour:02}:00 UTC");
        }
        format!("{hour:02}:00 UTC ({} here)", local(hour, self.now))
    }

    /// Said beside the hour that is chosen.
    pub fn hint(self, hour: u32) -> String {
        let now = local(hour, self.now);
        if self.now == self.other {
            return format!(
                "{hour:02}:00 UTC is {now} here. A backup starts within two hours of it."
            );
        }
        format!(
            "{hour:02}:00 UTC is {now} here now, and {} when the clocks have changed. A backup starts \
             within two hours of it.",
            local(hour, self.other)
        )
    }
}

/// `03:30`, with the day where it is another.
fn local(hour: u32, offset: i32) -> String {
    let minutes = i32::try_from(hour).unwrap_or(0) * 60 + offset;
    let day = match minutes.div_euclid(1_440) {
        0 => "",
        1.. => " the next day",
        _ => " the day before",
    };
    let minutes = minutes.rem_euclid(1_440);
    format!("{:02}:{:02}{day}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_shown_on_the_local_clock() {
        assert_eq!(local(2, 60), "03:00");
        assert_eq!(local(2, -300), "21:00 the day before");
        assert_eq!(local(20, 345), "01:45 the next day");
        assert_eq!(local(0, 0), "00:00");
    }

    #[test]
    fn the_other_offset_is_found_whenever_one_looks() {
        let offsets = |now, later| {
            let Offsets { now, other } = Offsets::of(now, later);
            (now, other)
        };
        assert_eq!(offsets(-240, [-300, -240, -240]), (-240, -300));
        assert_eq!(offsets(60, [60, 120, 120]), (60, 120));
        assert_eq!(offsets(660, [660, 630, 630]), (660, 630));
        assert_eq!(offsets(345, [345, 345, 345]), (345, 345));
    }

    #[test]
    fn where_clocks_change_both_times_are_told() {
        let berlin = Offsets {
            now: 60,
            other: 120,
        };
        let hint = berlin.hint(2);
        assert!(hint.contains("03:00 here now"), "{hint}");
        assert!(
            hint.contains("04:00 when the clocks have changed"),
            "{hint}"
        );
        let utc = Offsets { now: 0, other: 0 };
        assert_eq!(utc.option(2), "02:00 UTC");
        assert_eq!(berlin.option(2), "02:00 UTC (03:00 here)");
    }
}
