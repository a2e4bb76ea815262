//! Fonts: which glyph a letter has, how wide it is, and where a line breaks. What is measured here is what is drawn: glyphs are placed
//! by these widths, without kerning.

use crate::{Fonts, PaperError};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

/// A cut of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Semibold,
    Bold,
}

/// What stands for a letter that the font does not have.
const MISSING: char = '?';

/// Letters whose measures are looked up once: Latin with its accents, as nearly all texts are.
const COMMON: u32 = 0x250;

/// One font.
struct Typeface<'a> {
    font: Font,
    letters: Charmap<'a>,
    widths: GlyphMetrics<'a>,
    /// Units of an em.
    em: f32,
    common: Vec<Option<(u32, f32)>>,
}

impl<'a> Typeface<'a> {
    fn read(bytes: &'a [u8], name: &'static str) -> Result<Self, PaperError> {
        let wrong = || PaperError::Font(name);
        let font = Font::new(bytes.to_vec().into(), 0).ok_or_else(wrong)?;
        let file = FontRef::new(bytes).map_err(|_| wrong())?;
        let mut out = Self {
            em: font.units_per_em(),
            font,
            letters: file.charmap(),
            widths: file.glyph_metrics(Size::unscaled(), LocationRef::default()),
            common: vec![],
        };
        out.common = (0..COMMON).map(|code| char::from_u32(code).and_then(|letter| out.look_up(letter))).collect();
        // Without these nothing could stand for what is missing, and no line could break.
        if out.glyph(MISSING).is_none() || out.glyph(' ').is_none() {
            return Err(wrong());
        }
        Ok(out)
    }

    fn look_up(&self, letter: char) -> Option<(u32, f32)> {
        let glyph = self.letters.map(letter).filter(|g| g.to_u32() != 0)?;
        Some((glyph.to_u32(), self.widths.advance_width(glyph).unwrap_or_default() / self.em))
    }

    /// The glyph of a letter and its width, in ems.
    fn glyph(&self, letter: char) -> Option<(u32, f32)> {
        match usize::try_from(u32::from(letter)).ok().and_then(|code| self.common.get(code)) {
            Some(known) => *known,
            None => self.look_up(letter),
        }
    }
}

/// The three cuts.
pub(crate) struct Typefaces<'a> {
    regular: Typeface<'a>,
    semibold: Typeface<'a>,
    bold: Typeface<'a>,
}

impl<'a> Typefaces<'a> {
    pub(crate) fn read(fonts: Fonts<'a>) -> Result<Self, PaperError> {
        Ok(Self {
            regular: Typeface::read(fonts.regular, "regular")?,
            semibold: Typeface::read(fonts.semibold, "semibold")?,
            bold: Typeface::read(fonts.bold, "bold")?,
        })
    }

    fn of(&self, face: Face) -> &Typeface<'a> {
        match face {
            Face::Regular => &self.regular,
            Face::Semibold => &self.semibold,
            Face::Bold => &self.bold,
        }
    }

    /// The text as the font can show it: blanks of every kind are blanks, and what it has no letter for is a question mark.
    pub(crate) fn shown(&self, face: Face, text: &str) -> String {
        let face = self.of(face);
        text.chars()
            .filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
            .map(|letter| match letter {
                letter if letter.is_whitespace() && letter != '\u{a0}' => ' ',
                letter if letter.is_control() => ' ',
                // What these mean is agreed nowhere: PDF/A-2a refuses them, and a datum must not stop a report.
                '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => MISSING,
                letter if face.glyph(letter).is_some() => letter,
                '\u{a0}' => ' ',
                '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
                _ => MISSING,
            })
            .collect()
    }

    /// The font and the glyphs of a text that it can show.
    pub(crate) fn glyphs(&self, face: Face, text: &str) -> (Font, Vec<KrillaGlyph>) {
        let face = self.of(face);
        let glyphs = text
            .char_indices()
            .filter_map(|(at, letter)| {
                let (glyph, width) = face.glyph(letter)?;
                Some(KrillaGlyph::new(GlyphId::new(glyph), width, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None))
            })
            .collect();
        (face.font.clone(), glyphs)
    }

    /// Width of a text, points.
    pub(crate) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let face = self.of(face);
        text.chars().filter_map(|letter| face.glyph(letter)).map(|(_, width)| width).sum::<f32>() * size
    }

    /// The lines of a text within a width. Lines break at blanks; at a no-break one only where what it joins is wider than the line,
    /// and within a word only where that is. All but the last end with their blank: a reader must not hear two words as one.
    pub(crate) fn lines(&self, face: Face, size: f32, text: &str, width: f32) -> Vec<String> {
        let mut out = vec![];
        let mut line = String::new();
        let mut used = 0.0;
        let blank = self.width(face, size, " ");
        let shown = self.shown(face, text);
        let joined = |word: &str| self.width(face, size, word) <= width;
        let words = shown.split(' ').flat_map(|word| word.split(if joined(word) { ' ' } else { '\u{a0}' }));
        for word in words.filter(|w| !w.is_empty()) {
            let wide = self.width(face, size, word);
            let before = if line.is_empty() { 0.0 } else { blank };
            if used + before + wide <= width {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used += before + wide;
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
                out.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for letter in word.chars() {
                let wide = self.width(face, size, letter.encode_utf8(&mut [0; 4]));
                if used + wide > width && !line.is_empty() {
                    out.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += wide;
            }
        }
        out.push(line);
        out
    }
}
