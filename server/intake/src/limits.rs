//! How large a file of somebody else may be.

/// Bounds on a file. Whoever runs the command line may read as much as there is; what comes in through the browser is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows with something in them, the header not counted. One more ends the file with [`crate::Reason::TooManyRows`].
    pub rows: u64,
    /// Columns of the header. One more makes the file [`crate::FileFault::TooManyColumns`]; it is that above 64 in any case.
    pub columns: usize,
    /// Bytes of a cell, in UTF-8. A longer one refuses its row with [`crate::Reason::CellTooLong`].
    pub cell: usize,
}

impl Limits {
    /// A file that somebody uploads: 250,000 rows, 64 columns, 4 KiB a cell. All of the published data of one day has less.
    pub const UPLOAD: Self = Self { rows: 250_000, columns: 64, cell: 4 * 1024 };

    /// None beyond those that keep memory bounded.
    pub(crate) const NONE: Self = Self { rows: u64::MAX, columns: usize::MAX, cell: usize::MAX };
}
