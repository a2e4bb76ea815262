//! Workbooks and archives written byte by byte, so that each can be wrong in its own way.

use std::fmt::Write as _;

/// An entry of an archive, as its records tell it.
#[derive(Clone)]
pub struct Entry {
    pub name: String,
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    /// Bytes unpacked, and packed.
    pub size: u32,
    pub packed_size: u32,
    pub packed: Vec<u8>,
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}

/// An entry that is not compressed.
pub fn stored(name: &str, content: impl AsRef<[u8]>) -> Entry {
    let packed = content.as_ref().to_vec();
    let size = length(&packed);
    Entry { name: name.to_owned(), flags: 0, method: 0, crc: crc(&packed), size, packed_size: size, packed }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A DEFLATE stream of about so many zero bytes: repeats of 258, with so many single ones between. Without any it unpacks to 158
/// times its length, with two to 71 times.
pub fn zeros(bytes: usize, singles: usize) -> Entry {
    let mut bits = Bits::default();
    // A last block with the fixed codes.
    bits.push(0b110, 3);
    let single = |bits: &mut Bits| bits.push(0b0011_0000, 8);
    single(&mut bits);
    for _ in 0..bytes / (258 + singles) {
        bits.push(0b1100_0101, 8);
        bits.push(0, 5);
        for _ in 0..singles {
            single(&mut bits);
        }
    }
    bits.push(0, 7);
    let packed = bits.bytes();
    let (size, packed_size) = (u32::try_from(bytes).unwrap(), length(&packed));
    Entry { name: "xl/media/image1.png".to_owned(), flags: 0, method: 8, crc: 0, size, packed_size, packed }
}

#[derive(Default)]
struct Bits {
    whole: Vec<u8>,
    held: u8,
    count: u32,
}

impl Bits {
    /// The highest first, as codes stand in the stream; bytes fill from the lowest.
    fn push(&mut self, code: u32, length: u32) {
        for at in (0..length).rev() {
            self.held |= u8::from((code >> at) & 1 == 1) << self.count;
            self.count += 1;
            if self.count == 8 {
                self.whole.push(self.held);
                (self.held, self.count) = (0, 0);
            }
        }
    }

    fn bytes(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.whole.push(self.held);
        }
        self.whole
    }
}

/// The archive of these entries.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for entry in entries {
        let mut told: Vec<u8> = Vec::new();
        for word in [20, entry.flags, entry.method, 0, 0x21] {
            told.extend(word.to_le_bytes());
        }
        for number in [entry.crc, entry.packed_size, entry.size] {
            told.extend(number.to_le_bytes());
        }
        told.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
        told.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&told);
        directory.extend([0; 10]);
        directory.extend(length(&out).to_le_bytes());
        directory.extend(entry.name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&told);
        out.extend(entry.name.as_bytes());
        out.extend(&entry.packed);
    }
    let start = length(&out);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    out.extend([count, count].concat());
    out.extend(length(&directory).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A cell: the attributes that say how it is to be read, and what is in it.
pub type Cell = (&'static str, String);

pub fn text(text: &str) -> Cell {
    (" t=\"inlineStr\"", format!("<is><t xml:space=\"preserve\">{text}</t></is>"))
}

pub fn shared(at: usize) -> Cell {
    (" t=\"s\"", format!("<v>{at}</v>"))
}

pub fn number(digits: &str) -> Cell {
    ("", format!("<v>{digits}</v>"))
}

/// A number with the format of a day.
pub fn day(serial: &str) -> Cell {
    (" s=\"1\"", format!("<v>{serial}</v>"))
}

/// The same with a format of somebody's own.
pub fn moment(serial: &str) -> Cell {
    (" s=\"2\"", format!("<v>{serial}</v>"))
}

pub fn percent(digits: &str) -> Cell {
    (" s=\"3\"", format!("<v>{digits}</v>"))
}

pub fn flag(flag: bool) -> Cell {
    (" t=\"b\"", format!("<v>{}</v>", u8::from(flag)))
}

pub fn error(word: &str) -> Cell {
    (" t=\"e\"", format!("<f>A9/0</f><v>{word}</v>"))
}

/// A formula with what it came to last.
pub fn formula(cached: &str) -> Cell {
    ("", format!("<f>SUM(A1:A9)</f><v>{cached}</v>"))
}

pub fn empty() -> Cell {
    ("", String::new())
}

/// Cells of texts.
pub fn texts(row: &str) -> Vec<Cell> {
    row.split(';').map(text).collect()
}

/// The name of a column: `A`, `Z`, `AA`.
pub fn column(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

/// The XML of a sheet with these rows, each by its number.
pub fn sheet(rows: &[(u32, Vec<Cell>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (number, cells) in rows {
        write!(xml, "<row r=\"{number}\">").unwrap();
        for (at, (attributes, inner)) in cells.iter().enumerate() {
            write!(xml, "<c r=\"{}{number}\"{attributes}>{inner}</c>", column(at)).unwrap();
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// A workbook that is being written.
#[derive(Default)]
pub struct Book {
    /// Name, `state` and XML of each sheet.
    pub sheets: Vec<(&'static str, &'static str, String)>,
    pub strings: Vec<&'static str>,
    pub is_1904: bool,
}

impl Book {
    /// With one sheet.
    pub fn of(rows: &[(u32, Vec<Cell>)]) -> Self {
        Self { sheets: vec![("Foglio1", "visible", sheet(rows))], ..Self::default() }
    }

    /// The entries of its archive.
    pub fn entries(&self) -> Vec<Entry> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let (mut listed, mut related) = (String::new(), String::new());
        let mut entries = Vec::new();
        for (at, (name, state, xml)) in self.sheets.iter().enumerate() {
            let id = at + 1;
            write!(listed, "<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"rId{id}\"/>").unwrap();
            write!(related, "<Relationship Id=\"rId{id}\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>")
                .unwrap();
            entries.push(stored(&format!("xl/worksheets/sheet{id}.xml"), xml));
        }
        for (kind, target) in [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")] {
            write!(related, "<Relationship Id=\"{kind}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>").unwrap();
        }
        let date1904 = u8::from(self.is_1904);
        let strings: String = self.strings.iter().map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>")).collect();
        entries.extend([
            stored("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>"),
            stored(
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            stored(
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KIND}\"><workbookPr date1904=\"{date1904}\"/>\
                     <sheets>{listed}</sheets></workbook>"
                ),
            ),
            stored("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{related}</Relationships>")),
            stored(
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>\
                     </numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>\
                     <xf numFmtId=\"10\"/></cellXfs></styleSheet>"
                ),
            ),
            stored("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")),
        ]);
        entries
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        archive(&self.entries())
    }
}
