//! Whether an archive may be opened: what it unpacks to is counted while it is unpacked, and thrown away.

use super::{
    SheetFault,
    markup::Unsound,
    part::{MIB, Part, leads_astray},
};
use std::{
    cell::Cell,
    io::{self, Read, Seek, SeekFrom},
    rc::Rc,
};
use zip::{ZipArchive, result::ZipError};

/// What all entries together may unpack to.
const MOST: u64 = 128 * MIB;

/// How many times as much as it is packed in an entry may unpack to. That of real sheets is about ten.
const RATIO: u64 = 100;

/// Below this the ratio says nothing: a small part may repeat itself.
const FLOOR: u64 = MIB;

/// Entries of an archive. A workbook has about ten, and a few for each sheet.
const MOST_ENTRIES: usize = 200;

/// How much is read at a time.
const PIECE: usize = 64 * 1024;

/// No record of the directory that is looked at is longer, its names left aside.
const RECORD: usize = 64;

/// Bytes that the names and remarks in the directory may have.
const MOST_NAMES: u64 = 4 * MIB;

/// Looks through an archive, all of it.
///
/// # Errors
/// Why it is none that may be opened.
pub(super) fn inspect<R: Read + Seek>(file: &mut R) -> Result<(), SheetFault> {
    look_for_records(file)?;
    let read = Rc::new(Cell::new(0));
    let mut archive = ZipArchive::new(Counted { file, read: Rc::clone(&read) }).map_err(fault)?;
    if archive.len() > MOST_ENTRIES {
        return Err(SheetFault::TooManyEntries);
    }
    let names: Vec<String> = archive.file_names().map(|name| name.map(Into::into)).collect::<Result<_, _>>().map_err(fault)?;
    if !names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Err(SheetFault::NotXlsx);
    }
    if names.iter().any(|name| Part::of(name) == Part::Macros) {
        return Err(SheetFault::Macros);
    }
    let mut total = 0;
    let mut piece = vec![0; PIECE];
    for at in 0..archive.len() {
        let before = read.get();
        let mut entry = archive.by_index(at).map_err(fault)?;
        let name = entry.name().map_err(fault)?.into_owned();
        let part = Part::of(&name);
        let mut markup = part.markup();
        let mut relations = (part == Part::Relations).then(Vec::new);
        let mut size = 0;
        loop {
            let got = entry.read(&mut piece).map_err(SheetFault::broken)?;
            if got == 0 {
                break;
            }
            size += got as u64;
            total += got as u64;
            // What was taken from the file, whatever the archive says that the entry takes up.
            let packed = read.get().saturating_sub(before);
            if total > MOST || size > part.most() || (size > FLOOR && size / RATIO > packed) {
                return Err(SheetFault::TooLarge);
            }
            let bytes = piece.get(..got).unwrap_or_default();
            if let Some(markup) = &mut markup {
                markup.feed(bytes)?;
            }
            if let Some(relations) = &mut relations {
                relations.extend_from_slice(bytes);
            }
        }
        if let Some(markup) = markup {
            markup.finish()?;
        }
        if relations.is_some_and(|relations| leads_astray(&name, &String::from_utf8_lossy(&relations))) {
            return Err(SheetFault::broken("a part is not where it should be"));
        }
    }
    Ok(())
}

impl From<Unsound> for SheetFault {
    fn from(unsound: Unsound) -> Self {
        match unsound {
            Unsound::TooMuch => Self::TooLarge,
            Unsound::Malformed(why) => Self::broken(why),
        }
    }
}

fn fault(fault: ZipError) -> SheetFault {
    match fault {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => SheetFault::Encrypted,
        other => SheetFault::broken(other),
    }
}

/// A file, and how many bytes were read of it.
struct Counted<'f, R> {
    file: &'f mut R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = self.file.read(out)?;
        self.read.set(self.read.get().saturating_add(got as u64));
        Ok(got)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// What the records of a directory add up to, wherever in the file they stand.
#[derive(Debug, Default)]
struct Records {
    entries: usize,
    names: u64,
    ends: usize,
    /// The most entries that a large directory claims to have, and whether the file says where one is.
    claimed: u64,
    located: bool,
    /// A large directory's end is longer than it has to be.
    padded: bool,
}

impl Records {
    /// Looks at bytes that may begin a record.
    fn look(&mut self, bytes: &[u8]) {
        match bytes {
            [b'P', b'K', 1, 2, ..] => {
                self.entries += 1;
                self.names += number::<2>(bytes, 28) + number::<2>(bytes, 30) + number::<2>(bytes, 32);
            }
            [b'P', b'K', 5, 6, ..] => self.ends += 1,
            [b'P', b'K', 6, 6, ..] => {
                self.claimed = self.claimed.max(number::<8>(bytes, 24)).max(number::<8>(bytes, 32));
                self.padded |= number::<8>(bytes, 4) != 44;
            }
            [b'P', b'K', 6, 7, ..] => self.located = true,
            _ => {}
        }
    }

    /// Twice as many as allowed are no chance hits inside packed data any more. Where it is fewer, the archive is asked.
    fn verdict(&self) -> Result<(), SheetFault> {
        if self.entries > 2 * MOST_ENTRIES || (self.located && self.claimed > MOST_ENTRIES as u64) {
            return Err(SheetFault::TooManyEntries);
        }
        if self.names > MOST_NAMES || self.ends > 16 || (self.located && self.padded) {
            return Err(SheetFault::broken("the directory is not made as it should be"));
        }
        Ok(())
    }
}

/// Looks for records of a directory in all of a file. To open an archive is to hold its directory in memory, and to make room
/// first for as many entries as it claims: that must not be asked of one that has a million, or says so.
fn look_for_records<R: Read + Seek>(file: &mut R) -> Result<(), SheetFault> {
    file.rewind()?;
    let mut records = Records::default();
    let mut held = Vec::with_capacity(PIECE + RECORD);
    loop {
        let got = file.by_ref().take(PIECE as u64).read_to_end(&mut held)?;
        // What may be the beginning of a record waits for the rest of it.
        let whole = if got == 0 { held.len() } else { held.len().saturating_sub(RECORD) };
        for at in 0..whole {
            if let Some(bytes @ [b'P', b'K', ..]) = held.get(at..) {
                records.look(bytes);
            }
        }
        records.verdict()?;
        if got == 0 {
            return Ok(());
        }
        held.drain(..whole);
    }
}

/// A number of so many bytes, the lowest first; zero where the bytes end before.
fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let digits = bytes.get(at..at + N).unwrap_or_default();
    digits.iter().rev().fold(0, |number, digit| (number << 8) | u64::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_that_claims_a_million_entries_is_never_opened() {
        let mut end = b"PK\x06\x06".to_vec();
        end.extend(44_u64.to_le_bytes());
        end.extend([0; 12]);
        end.extend(1_000_000_u64.to_le_bytes());
        end.extend(1_000_000_u64.to_le_bytes());
        end.extend([0; 16]);
        let mut file = io::Cursor::new(end.clone());
        assert!(look_for_records(&mut file).is_ok(), "packed data may look like that");
        end.extend(b"PK\x06\x07");
        assert!(matches!(look_for_records(&mut io::Cursor::new(end)), Err(SheetFault::TooManyEntries)));
    }

    #[test]
    fn a_record_is_found_wherever_it_stands() {
        let mut record = b"PK\x01\x02".to_vec();
        record.extend([0xff; 42]);
        for before in [0, PIECE - 50, PIECE - 3, PIECE, 2 * PIECE - 20] {
            let mut bytes = vec![b'P'; before];
            bytes.extend(&record);
            let mut records = Records::default();
            for at in 0..bytes.len() {
                records.look(&bytes[at..]);
            }
            assert_eq!((records.entries, records.names), (1, 3 * 65_535));
            // Found once, in two pieces too: as often as it takes to be too many.
            let mut many = vec![0; before];
            for _ in 0..=2 * MOST_ENTRIES {
                many.extend(b"PK\x01\x02");
                many.extend([0; 42]);
            }
            assert!(matches!(look_for_records(&mut io::Cursor::new(&many)), Err(SheetFault::TooManyEntries)));
            many.truncate(before + 2 * MOST_ENTRIES * 46);
            assert!(look_for_records(&mut io::Cursor::new(&many)).is_ok());
        }
    }
}
