//! The arithmetic of the budget: plain, with the clock passed in.

use std::collections::VecDeque;

/// The API counts when a request arrives, we when it leaves: the window is kept this much longer.
const MARGIN_MS: f64 = 250.0;

/// Who goes first when requests have to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Its place was taken before.
    Granted,
    /// A person waits for it.
    User,
    /// A person waits for all of a long reading, and may want something else meanwhile.
    Reading,
    /// Keeps a view current.
    Poll,
    /// Might be wanted soon.
    Prefetch,
}

/// Times of the requests in the current window, in milliseconds since the epoch, oldest first.
#[derive(Clone, Debug)]
pub struct Window {
    limit: usize,
    length: f64,
    times: VecDeque<f64>,
    held_until: f64,
}

impl Window {
    pub fn new(limit: usize, seconds: f64) -> Self {
        Self {
            limit,
            length: seconds * 1_000.0 + MARGIN_MS,
            times: VecDeque::new(),
            held_until: 0.0,
        }
    }

    pub fn clear(&mut self) {
        self.times.clear();
        self.held_until = 0.0;
    }

    pub fn times(&self) -> Vec<f64> {
        self.times.iter().copied().collect()
    }

    /// All others leave room for the person at the console.
    fn share(&self, priority: Priority) -> usize {
        match priority {
            Priority::Granted | Priority::User => self.limit,
            Priority::Reading => self.limit.saturating_sub(1).max(1),
            Priority::Poll => (self.limit * 7 / 10).max(1),
            Priority::Prefetch => (self.limit / 2).max(1),
        }
    }

    /// Milliseconds until a request of this priority may leave; 0 or less means now.
    pub fn wait(&mut self, priority: Priority, now: f64) -> f64 {
        self.prune(now);
        let share = self.share(priority);
        let full = match self.times.len().checked_sub(share) {
            Some(over) => self
                .times
                .get(over)
                .map_or(0.0, |oldest| oldest + self.length - now),
            None => 0.0,
        };
        full.max(self.held_until - now)
    }

    /// Notes a request, of this tab or another.
    pub fn record(&mut self, at: f64) {
        let place = self.times.partition_point(|time| *time <= at);
        self.times.insert(place, at);
    }

    pub fn hold_until(&mut self, until: f64) {
        self.held_until = self.held_until.max(until);
    }

    pub fn used(&mut self, now: f64) -> usize {
        self.prune(now);
        self.times.len()
    }

    /// Milliseconds until the oldest request leaves the window.
    pub fn next_change(&self, now: f64) -> Option<f64> {
        self.times
            .front()
            .map(|oldest| (oldest + self.length - now).max(0.0))
    }

    fn prune(&mut self, now: f64) {
        // A time far in the future comes from a clock that was set back; it must not block for ever.
        self.times
            .retain(|time| *time > now - self.length && *time <= now + self.length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn send(window: &mut Window, priority: Priority, now: f64) -> bool {
        let free = window.wait(priority, now) <= 0.0;
        if free {
            window.record(now);
        }
        free
    }

    fn expect_kept_and_used(sent: &[f64]) {
        assert!(sent.len() > 100, "the budget is used: {}", sent.len());
        for start in sent {
            let within = sent
                .iter()
                .filter(|time| **time >= *start && **time < start + 10_000.0);
            assert!(within.count() <= 10);
        }
    }

    #[test]
    fn no_ten_seconds_ever_hold_more_than_ten_requests() {
        let mut window = Window::new(10, 10.0);
        let mut sent = Vec::new();
        // An impatient caller, every 37 ms for two minutes, in changing priorities.
        for step in 0..3_300_u32 {
            let now = f64::from(step) * 37.0;
            let priority = [Priority::User, Priority::Poll, Priority::Prefetch][step as usize % 3];
            if send(&mut window, priority, now) {
                sent.push(now);
            }
        }
        expect_kept_and_used(&sent);
    }

    #[test]
    fn three_tabs_that_tell_each_other_keep_one_budget() {
        let mut tabs = [0; 3].map(|_| Window::new(10, 10.0));
        let mut sent = Vec::new();
        for step in 0..3_000_u32 {
            let now = f64::from(step) * 41.0;
            let own = step as usize % 3;
            if send(&mut tabs[own], Priority::User, now) {
                sent.push(now);
                for (_, tab) in tabs.iter_mut().enumerate().filter(|(tab, _)| *tab != own) {
                    tab.record(now);
                }
            }
        }
        expect_kept_and_used(&sent);
    }

    #[test]
    fn polling_leaves_room_for_the_person() {
        let mut window = Window::new(10, 10.0);
        let polls = (0..20)
            .filter(|_| send(&mut window, Priority::Poll, 0.0))
            .count();
        assert_eq!(polls, 7);
        assert!(!send(&mut window, Priority::Prefetch, 0.0));
        let clicks = (0..20)
            .filter(|_| send(&mut window, Priority::User, 0.0))
            .count();
        assert_eq!(clicks, 3);
    }

    #[test]
    fn a_long_reading_leaves_one_request_and_goes_before_polling() {
        let mut window = Window::new(10, 10.0);
        let slices = (0..20).filter(|_| send(&mut window, Priority::Reading, 0.0));
        assert_eq!(slices.count(), 9);
        assert!(!send(&mut window, Priority::Poll, 0.0));
        assert!(send(&mut window, Priority::User, 0.0));
        assert!(Priority::User < Priority::Reading && Priority::Reading < Priority::Poll);
        assert!(send(&mut Window::new(1, 10.0), Priority::Reading, 0.0));
    }

    #[test]
    fn the_wait_ends_when_the_oldest_request_leaves_the_window() {
        let mut window = Window::new(2, 10.0);
        window.record(0.0);
        window.record(4_000.0);
        assert!((window.wait(Priority::User, 5_000.0) - 5_250.0).abs() < f64::EPSILON);
        assert!(window.wait(Priority::User, 10_251.0) <= 0.0);
    }

    #[test]
    fn a_refusal_holds_everybody_until_its_reset() {
        let mut window = Window::new(10, 10.0);
        window.hold_until(3_000.0);
        assert!((window.wait(Priority::User, 1_000.0) - 2_000.0).abs() < f64::EPSILON);
        assert!(window.wait(Priority::User, 3_000.0) <= 0.0);
    }

    #[test]
    fn a_clock_set_back_does_not_block_for_ever() {
        let mut window = Window::new(1, 10.0);
        window.record(1_000_000.0);
        assert!(window.wait(Priority::User, 5_000.0) <= 0.0);
    }
}
