//! Texts cut to the room they have. The width of a text is a guess (the reader's font draws it), so a generous one.

/// Units from a line of text to the next.
pub(crate) const LINE: i32 = 15;

/// Units that a character takes: more than Titillium Web needs on average, about what its fallbacks do.
const CHARACTER: i32 = 8;

/// A text on one line: blanks folded, and what no XML may hold replaced by a blank. A no-break space stays.
pub(crate) fn clean(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in at most `room` characters, with `…` where it was cut.
pub(crate) fn fit(text: &str, room: usize) -> String {
    let text = clean(text);
    if text.chars().count() <= room {
        return text;
    }
    let head: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// The text in at most two lines of at most `room` characters; none where the text is blank.
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let text = clean(text);
    if text.is_empty() {
        return Vec::new();
    }
    if text.chars().count() <= room {
        return vec![text];
    }
    let blank = text.char_indices().take(room + 1).filter(|(_, c)| *c == ' ').last();
    let cut = blank.or_else(|| text.char_indices().nth(room)).map_or(text.len(), |(at, _)| at);
    let (first, rest) = text.split_at(cut);
    vec![first.to_owned(), fit(rest, room)]
}

/// Units that a line of text may take.
pub(crate) fn width(line: &str) -> i32 {
    i32::try_from(line.chars().count()).unwrap_or(i32::MAX).saturating_mul(CHARACTER)
}

/// Units that lines of text take.
pub(crate) fn height(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX).saturating_mul(LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_takes_two_lines_and_no_more() {
        assert_eq!(wrap("1.2 Abilitazione al cloud per le PA locali", 26), ["1.2 Abilitazione al cloud", "per le PA locali"]);
        assert_eq!(wrap("breve", 26), ["breve"]);
        assert_eq!(wrap("  ", 26), Vec::<String>::new());
        assert_eq!(wrap("aaaa bbbb cccc dddd", 5), ["aaaa", "bbbb…"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efg…"]);
    }

    #[test]
    fn a_sum_of_money_is_not_torn_from_its_symbol() {
        assert_eq!(wrap("oltre 920.000,00\u{a0}€", 17), ["oltre", "920.000,00\u{a0}€"]);
    }

    #[test]
    fn cuts_between_characters_and_drops_what_xml_forbids() {
        assert_eq!(fit("perché così è", 7), "perché…");
        assert_eq!(clean("a\u{0}b\n c\t\u{fffe}d"), "a b c d");
    }
}
