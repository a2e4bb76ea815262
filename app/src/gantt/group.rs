//! Which rows stand together, in which order and under which heading: the same for the whole table and for the live one.

use crate::gantt::row::GanttRow;
use words::Lang;

/// A group of rows under one heading: those of a measure, or the lane of those without dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name of the measure; none for the lane without dates.
    pub name: Option<String>,
    /// Its rows, as places in what was grouped. Never empty.
    pub rows: Vec<usize>,
}

impl Group {
    /// Its heading. The lane without dates also says how many there are.
    #[must_use]
    pub fn heading(&self, lang: Lang, undated: usize) -> String {
        self.name.clone().unwrap_or_else(|| lang.undated_lane(undated))
    }
}

/// Dated rows by measure, measures in the order in which the rows first name them and what is outside them after; last, in a
/// lane of their own, the rows without dates.
#[must_use]
pub fn groups(rows: &[GanttRow]) -> Vec<Group> {
    let mut found: Vec<(&str, Group)> = vec![];
    let mut undated = Group { name: None, rows: vec![] };
    for (place, row) in rows.iter().enumerate() {
        if row.is_undated() {
            undated.rows.push(place);
        } else if let Some((_, group)) = found.iter_mut().find(|(measure, _)| *measure == row.measure) {
            group.rows.push(place);
        } else {
            found.push((row.measure.as_str(), Group { name: Some(row.group.clone()), rows: vec![place] }));
        }
    }
    if let Some(outside) = found.iter().position(|(measure, _)| measure.is_empty()) {
        let outside = found.remove(outside);
        found.push(outside);
    }
    let mut out: Vec<Group> = found.into_iter().map(|(_, group)| group).collect();
    if !undated.rows.is_empty() {
        out.push(undated);
    }
    out
}

/// A line of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A heading.
    Group {
        /// Place of its group.
        group: usize,
        /// Rows under it.
        count: usize,
    },
    /// A row, as its place in what was grouped.
    Row(usize),
}

/// Headings and the rows to keep under them, as they follow each other. A group that keeps no row has no heading either.
#[must_use]
pub fn items(groups: &[Group], keep: impl Fn(usize) -> bool) -> Vec<Item> {
    let mut out = vec![];
    for (place, group) in groups.iter().enumerate() {
        let heading = out.len();
        out.extend(group.rows.iter().copied().filter(|row| keep(*row)).map(Item::Row));
        let count = out.len() - heading;
        if count > 0 {
            out.insert(heading, Item::Group { group: place, count });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gantt::row::{BarKind, Span};

    fn one(measure: &str, dated: bool) -> GanttRow {
        let span = Span { kind: BarKind::Activity, from: 738_000, to: 738_100, open: false };
        let name = if measure.is_empty() { "Fuori dalle misure".to_owned() } else { format!("{measure} nome") };
        GanttRow {
            measure: measure.to_owned(),
            group: name,
            spans: if dated { vec![span] } else { vec![] },
            ..GanttRow::default()
        }
    }

    /// Places: outside 0, 1.4.3 in 1 and 4, 1.2 in 3, without dates 2 and 5.
    fn rows() -> Vec<GanttRow> {
        vec![one("", true), one("1.4.3", true), one("1.2", false), one("1.2", true), one("1.4.3", true), one("", false)]
    }

    #[test]
    fn groups_come_as_rows_name_them_then_what_is_outside_then_what_has_no_date() {
        let groups: Vec<_> = groups(&rows()).into_iter().map(|g| (g.heading(Lang::It, g.rows.len()), g.rows)).collect();
        let expected = [
            ("1.4.3 nome".to_owned(), vec![1, 4]),
            ("1.2 nome".to_owned(), vec![3]),
            ("Fuori dalle misure".to_owned(), vec![0]),
            (Lang::It.undated_lane(2), vec![2, 5]),
        ];
        assert_eq!(groups, expected);
    }

    #[test]
    fn a_measure_whose_rows_have_no_date_has_only_the_lane() {
        let groups = groups(&[one("1.2", false)]);
        assert_eq!(groups, [Group { name: None, rows: vec![0] }]);
        assert!(super::groups(&[]).is_empty());
    }

    #[test]
    fn every_heading_stands_before_its_rows() {
        let items = items(&groups(&rows()), |_| true);
        let expected = [
            Item::Group { group: 0, count: 2 },
            Item::Row(1),
            Item::Row(4),
            Item::Group { group: 1, count: 1 },
            Item::Row(3),
            Item::Group { group: 2, count: 1 },
            Item::Row(0),
            Item::Group { group: 3, count: 2 },
            Item::Row(2),
            Item::Row(5),
        ];
        assert_eq!(items, expected);
    }

    #[test]
    fn a_search_counts_what_it_leaves_and_takes_empty_groups_away() {
        let groups = groups(&rows());
        let left = items(&groups, |row| row == 4 || row == 5);
        let expected = [Item::Group { group: 0, count: 1 }, Item::Row(4), Item::Group { group: 3, count: 1 }, Item::Row(5)];
        assert_eq!(left, expected);
        assert!(items(&groups, |_| false).is_empty());
    }
}
