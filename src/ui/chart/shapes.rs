//! Shapes in a box that is as wide as there are places and a hundred high.

use std::fmt::Write;

use crate::format::number;

/// A bar of each place, from a share of the height to another.
pub fn bars(parts: impl Iterator<Item = (usize, f64, f64)>) -> String {
    let mut path = String::new();
    for (place, low, high) in parts {
        // Writing to a text cannot fail.
        _ = write!(
            path,
            "M{place}.1 {}V{}h.8V{}z",
            height(low),
            height(high),
            height(low)
        );
    }
    path
}

/// From the middle of one place to the middle of the next.
pub fn line(points: impl Iterator<Item = (usize, f64)>) -> String {
    let mut path = String::new();
    for (place, share) in points {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        _ = write!(path, "{letter}{place}.5 {}", height(share));
    }
    path
}

/// Between two lines.
pub fn area(points: &[(usize, f64, f64)]) -> String {
    if points.is_empty() {
        return String::new();
    }
    let mut path = line(points.iter().map(|(place, _, high)| (*place, *high)));
    for (place, low, _) in points.iter().rev() {
        _ = write!(path, "L{place}.5 {}", height(*low));
    }
    path.push('z');
    path
}

fn height(share: f64) -> String {
    number(100.0 - share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_stand_on_the_ground() {
        let path = bars([(0, 0.0, 0.5), (1, 0.25, 1.0)].into_iter());
        assert_eq!(path, "M0.1 100V50h.8V100zM1.1 75V0h.8V75z");
        let path = line([(0, 0.0), (1, 0.5)].into_iter());
        assert_eq!(path, "M0.5 100L1.5 50");
        let path = area(&[(0, 0.25, 0.5), (1, 0.0, 1.0)]);
        assert_eq!(path, "M0.5 50L1.5 0L1.5 100L0.5 75z");
        assert_eq!(area(&[]), "");
    }
}
