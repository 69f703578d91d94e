//! Lists in the order of dates, by year.
//!
//! In: a list, and the year of each entry. Out: its years, what lies in one of them, and with how many of them a page begins. A
//! list in the order of [`crate::date::Date::sort_key`] falls into whole years, those without one last: so every answer is a
//! search in it and no walk. Deliberately absent: pages.

/// At which end of a list a page begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At the last year.
    Newest,
    /// At the first year.
    Oldest,
}

/// The years of a list with how many entries each has, in order.
pub fn years<T: Copy>(list: &[T], year: impl Fn(T) -> Option<i32>) -> Vec<(Option<i32>, usize)> {
    let mut years = Vec::new();
    let mut rest = list;
    while let Some(first) = rest.first() {
        let at = year(*first);
        let count = rest.partition_point(|entry| rank(year(*entry)) <= rank(at));
        years.push((at, count));
        rest = &rest[count..];
    }
    years
}

/// What of a list lies in a year.
pub fn of_year<T: Copy>(list: &[T], at: Option<i32>, year: impl Fn(T) -> Option<i32>) -> &[T] {
    let before = list.partition_point(|entry| rank(year(*entry)) < rank(at));
    let to = list.partition_point(|entry| rank(year(*entry)) <= rank(at));
    &list[before..to]
}

/// What of a list its page shows: all of it when that is no more than the limit, or else as many whole years from one end as are
/// no more, and one at least.
pub fn first<T: Copy>(list: &[T], limit: usize, end: End, year: impl Fn(T) -> Option<i32>) -> &[T] {
    if list.len() <= limit {
        return list;
    }
    let mut count = 0;
    while count < list.len() {
        let next = match end {
            End::Newest => list[list.len() - 1 - count],
            End::Oldest => list[count],
        };
        let more = of_year(list, year(next), &year).len();
        if count > 0 && count + more > limit {
            break;
        }
        count += more;
    }
    match end {
        End::Newest => &list[list.len() - count..],
        End::Oldest => &list[..count],
    }
}

/// What all years are called in addresses.
pub const ALL: &str = "all";

/// What a year is called in addresses: `2023`, or `undated`.
pub fn name(year: Option<i32>) -> String {
    year.map_or_else(|| UNDATED.to_owned(), |year| year.to_string())
}

const UNDATED: &str = "undated";

/// The anchor of a year that is called so, on a page that lists several.
pub fn anchor(name: &str) -> String {
    format!("year-{name}")
}

/// Whether a year is called so, or all years are.
pub fn is_name(text: &str) -> bool {
    [ALL, UNDATED].contains(&text) || text.parse().is_ok_and(|year: i32| name(Some(year)) == text)
}

/// What has no year comes last.
fn rank(year: Option<i32>) -> i64 {
    year.map_or(i64::MAX, i64::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Entry = (Option<i32>, usize);

    /// A list in order, in which no two entries are the same.
    fn list() -> impl Strategy<Value = Vec<Entry>> {
        prop::collection::vec(prop::option::weighted(0.9, -3..4i32), 0..60).prop_map(|mut years| {
            years.sort_by_key(|year| rank(*year));
            years.into_iter().zip(0..).collect()
        })
    }

    fn year(entry: Entry) -> Option<i32> {
        entry.0
    }

    proptest! {
        #[test]
        fn years_are_the_list_in_order(list in list()) {
            let years = years(&list, year);
            let parts: Vec<&[Entry]> = years.iter().map(|(at, _)| of_year(&list, *at, year)).collect();
            prop_assert!(parts.iter().zip(&years).all(|(part, (at, count))| part.len() == *count && *count > 0
                && part.iter().all(|entry| entry.0 == *at)));
            prop_assert_eq!(parts.concat(), list);
        }

        #[test]
        fn a_page_begins_with_as_many_whole_years_as_fit(list in list(), limit in 1..70usize, is_newest: bool) {
            let end = if is_newest { End::Newest } else { End::Oldest };
            let shown = first(&list, limit, end, year);
            prop_assert_eq!(shown, if is_newest { &list[list.len() - shown.len()..] } else { &list[..shown.len()] });
            let of_shown = years(shown, year);
            prop_assert!(of_shown.iter().all(|(at, count)| of_year(&list, *at, year).len() == *count), "years are whole");
            prop_assert!(shown.len() <= limit || of_shown.len() == 1);
            let rest = list.len() - shown.len();
            let left = if is_newest { &list[..rest] } else { &list[shown.len()..] };
            let next = if is_newest { left.last() } else { left.first() };
            if let Some(next) = next {
                prop_assert!(shown.len() + of_year(&list, next.0, year).len() > limit, "one more year doesn't fit");
            }
        }
    }
}
