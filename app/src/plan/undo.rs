//! What was changed, step by step, so that it can be taken back and done again.

/// A value with its past and its future.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undo<T> {
    past: Vec<T>,
    now: T,
    future: Vec<T>,
}

impl<T: PartialEq> Undo<T> {
    /// Begins.
    #[must_use]
    pub const fn new(now: T) -> Self {
        Self { past: vec![], now, future: vec![] }
    }

    /// As it is.
    #[must_use]
    pub const fn now(&self) -> &T {
        &self.now
    }

    /// One step further: what was undone can't be done again. Nothing where it is the same.
    pub fn set(&mut self, next: T) -> bool {
        if next == self.now {
            return false;
        }
        self.past.push(std::mem::replace(&mut self.now, next));
        self.future.clear();
        true
    }

    /// One step back, where there is one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.now, before));
        true
    }

    /// One step that was taken back, again.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.now, after));
        true
    }

    /// There is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// There is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_back_one_by_one_and_done_again() {
        let mut days = Undo::new(1);
        assert!(!days.undo() && !days.redo() && !days.can_undo() && !days.can_redo());
        assert!(days.set(2) && days.set(3) && !days.set(3), "the same again is no step");
        assert!(days.undo() && *days.now() == 2);
        assert!(days.undo() && *days.now() == 1 && !days.undo());
        assert!(days.redo() && *days.now() == 2 && days.can_redo());
        assert!(days.set(9) && !days.can_redo(), "another way was taken");
        assert!(days.undo() && *days.now() == 2);
    }
}
