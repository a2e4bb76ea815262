//! What people read while they wait: one line for each step, with the seconds since the start.

use std::fmt::Display;
use std::sync::LazyLock;
use std::time::Instant;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Starts the clock.
pub fn begin() {
    LazyLock::force(&START);
}

/// Something begins.
pub fn step(text: impl Display) {
    println!("==> [{:6.1} s] {text}", START.elapsed().as_secs_f64());
}

/// Something worth knowing about the step that is under way.
pub fn note(text: impl Display) {
    println!("    {text}");
}
