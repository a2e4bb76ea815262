//! The live islands.
