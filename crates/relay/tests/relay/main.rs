//! The relay over its public interface, with upstreams and folders of the tests' own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod binary;
mod failing;
mod files;
mod forwarding;
mod refusing;
mod state;
mod stopping;
mod support;
