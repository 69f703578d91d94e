//! Who takes part in the same events: a square table, which stays legible where a net of lines would not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::context::{Member, Share, Together};
use super::super::parts::View;
use crate::model::{Entity, EntityKind, Event, Id, Ref};

/// More rows are no overview.
const MOST_MEMBERS: usize = 12;
/// Fewer say no more than the events do.
const LEAST_MEMBERS: usize = 3;

/// Persons and organisations with the events of each, by their position.
type Events = BTreeMap<Id<Entity>, BTreeSet<usize>>;

impl View<'_> {
    /// Who takes part in these events together. `None` where fewer than three do.
    pub(in super::super) fn together(&self, ids: &[Id<Event>]) -> Option<Together> {
        let mut events = Events::new();
        // How many events each has in common with anybody.
        let mut shared: BTreeMap<Id<Entity>, usize> = BTreeMap::new();
        for (n, id) in ids.iter().enumerate() {
            let members = self.site.events[*id].entities.iter();
            let members: BTreeSet<Id<Entity>> =
                members.copied().filter(|id| self.site.entities[*id].kind != EntityKind::Place).collect();
            for member in &members {
                events.entry(*member).or_default().insert(n);
                *shared.entry(*member).or_default() += usize::from(members.len() > 1);
            }
        }
        let mut ranked: Vec<(Id<Entity>, usize)> = shared.into_iter().filter(|(_, count)| *count > 0).collect();
        ranked.sort_by_cached_key(|(id, count)| (Reverse(*count), self.site.entities[*id].name.to_lowercase(), *id));
        let all = ranked.len();
        ranked.truncate(MOST_MEMBERS);
        let count = |a: &Id<Entity>, b: &Id<Entity>| events[a].intersection(&events[b]).count();
        let members = in_groups(ranked.into_iter().map(|(id, _)| id).collect(), count);
        if members.len() < LEAST_MEMBERS {
            return None;
        }
        let pairs = members.iter().enumerate().flat_map(|(n, a)| members[..n].iter().map(move |b| (a, b)));
        let most = pairs.map(|(a, b)| count(a, b)).max().unwrap_or(0);
        let member = |id: &Id<Entity>| Member {
            href: self.href(Ref::Entity(*id)),
            name: self.site.entities[*id].name.clone(),
            events: events[id].len(),
            shares: members
                .iter()
                .map(|other| count(id, other))
                .map(|count| Share { count, level: (count * 4).div_ceil(most.max(1)).min(4) })
                .collect(),
        };
        Some(Together {
            members: members.iter().map(member).collect(),
            left_out: (all > members.len()).then(|| self.words.counted("members-left-out", all - members.len())),
        })
    }
}

/// Puts next to each other those that share much: each time the one that shares most with those before, or else the first
/// that is left. Whoever shares nothing with any other is left out.
fn in_groups<T: Copy + PartialEq>(mut ranked: Vec<T>, count: impl Fn(&T, &T) -> usize) -> Vec<T> {
    let all = ranked.clone();
    ranked.retain(|one| all.iter().any(|other| other != one && count(one, other) > 0));
    let mut ordered: Vec<T> = Vec::new();
    while !ranked.is_empty() {
        let shared = |one: &T| ordered.iter().map(|other| count(one, other)).sum::<usize>();
        let best = (0..ranked.len()).max_by_key(|n| (shared(&ranked[*n]), Reverse(*n))).unwrap_or(0);
        ordered.push(ranked.remove(best));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_together_and_the_lonely_are_left_out() {
        let pairs = ["ab", "ab", "bc", "xy", "xy", "xy"];
        let count = |a: &char, b: &char| pairs.iter().filter(|pair| pair.contains(*a) && pair.contains(*b)).count();
        assert_eq!(in_groups(vec!['x', 'a', 'b', 'y', 'z', 'c'], count), ['x', 'y', 'a', 'b', 'c']);
        assert!(in_groups(vec![], count).is_empty());
    }
}
