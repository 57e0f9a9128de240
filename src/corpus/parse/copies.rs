//! Drops the second copy of a text that some pages carry, hidden or not.

use std::collections::HashSet;

use crate::analysis::fold::key;
use crate::corpus::parse::line::Piece;

/// The shortest line that is told again by its words alone, in characters.
const SHORTEST: usize = 16;

/// Parts the pieces of a page from those that repeat what stood before, which are returned second.
///
/// A long line that holds most of the lines before it is a copy in one piece; a run of lines that
/// repeats the first lines in order is a copy line by line.
pub(super) fn drop_second(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let keys: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Line(line) => key(&line.text),
            Piece::Table(_) => String::new(),
        })
        .collect();
    let mut is_copy = vec![false; pieces.len()];
    mark_whole_copies(&keys, &mut is_copy);
    if let Some(from) = second_run(&keys) {
        is_copy[from..].fill(true);
    }
    let mut kept = Vec::with_capacity(pieces.len());
    let mut copies = Vec::new();
    for (piece, is_copy) in pieces.into_iter().zip(is_copy) {
        if is_copy {
            copies.push(piece);
        } else {
            kept.push(piece);
        }
    }
    (kept, copies)
}

/// Marks lines that hold at least three long lines that stood before them.
fn mark_whole_copies(keys: &[String], is_copy: &mut [bool]) {
    for at in 3..keys.len() {
        let whole = &keys[at];
        if whole.chars().count() < 300 {
            continue;
        }
        let held = keys[..at]
            .iter()
            .filter(|key| key.chars().count() >= SHORTEST && key.len() < whole.len())
            .filter(|key| whole.contains(key.as_str()))
            .count();
        is_copy[at] = held >= 3;
    }
}

/// Returns where a run begins that repeats the long lines before it, to the end or nearly.
fn second_run(keys: &[String]) -> Option<usize> {
    let long: Vec<usize> =
        (0..keys.len()).filter(|index| keys[*index].chars().count() >= SHORTEST).collect();
    let (at, again) = long.iter().enumerate().skip(1).find_map(|(at, again)| {
        let before: HashSet<&str> = long[..at].iter().map(|index| keys[*index].as_str()).collect();
        if !before.contains(keys[*again].as_str()) {
            return None;
        }
        let behind = &long[at..];
        let holds = |key: &str| {
            before.contains(key)
                || before.iter().any(|held| held.len() * 2 >= key.len() && key.contains(held))
        };
        let repeated = behind.iter().filter(|index| holds(&keys[**index]));
        let length = |indexes: &mut dyn Iterator<Item = &usize>| -> usize {
            indexes.map(|index| keys[*index].chars().count()).sum()
        };
        let repeated = length(&mut repeated.into_iter());
        let whole = length(&mut long[..at].iter());
        let is_copy = behind.len() >= 2
            && repeated * 10 >= length(&mut behind.iter()) * 8
            && repeated * 2 >= whole;
        is_copy.then_some((at, *again))
    })?;
    Some(head_of_run(keys, &long[..at], again))
}

/// Returns where the head of a second run begins: lines that stand before the first run likewise,
/// or one line that holds title, number and addressees of the first.
fn head_of_run(keys: &[String], before: &[usize], again: usize) -> usize {
    let first = (0..again).find(|index| keys[*index] == keys[again]).unwrap_or(0);
    let (mut from, mut back) = (again, first);
    while from > again.saturating_sub(3)
        && back > 0
        && keys[from - 1] == keys[back - 1]
        && !keys[from - 1].is_empty()
    {
        from -= 1;
        back -= 1;
    }
    let runs_together = |index: usize| {
        before.iter().any(|held| *held + 1 < index && keys[index].contains(keys[*held].as_str()))
    };
    while from > first + 1 && runs_together(from - 1) {
        from -= 1;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::drop_second;
    use crate::corpus::parse::line::{Line, Piece};

    fn kept(lines: &[&str]) -> usize {
        drop_second(lines.iter().map(|line| Piece::Line(Line::new(*line))).collect()).0.len()
    }

    #[test]
    fn copies_are_dropped_and_repeated_titles_are_not() {
        let title = "清泽市人民政府办公室关于印发政务公开工作要点的通知";
        let first = "《清泽市政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。";
        let second = "一、各单位要按照要求抓好落实，按期报送情况，确保任务落地见效。";
        let third = "二、各单位要加强组织领导，明确责任分工，配齐配强工作人员。";
        assert_eq!(
            kept(&[
                "各区人民政府：",
                first,
                second,
                third,
                "2024年5月1日",
                "各区人民政府：",
                first,
                second,
                third,
                "2024年5月1日"
            ]),
            5
        );
        assert_eq!(kept(&[title, "首页", title, first, second]), 5);
        let whole = [title, first, second, third].concat().repeat(3);
        assert_eq!(kept(&[title, first, second, third, &whole]), 4);
    }
}
