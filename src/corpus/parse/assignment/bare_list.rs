//! Reads who does a clause where the bracket behind it names bodies and says nothing of what they
//! do: 完善站内检索。（市教育局、市财政局）

use crate::corpus::parse::assignment::{Roles, without_rules};
use crate::corpus::parse::line::Piece;
use crate::corpus::parse::unit;

/// So many paragraphs that end so tell that bodies in brackets are responsible; one may but name
/// who was meant before.
const LEAST: usize = 3;

/// The fewest characters that say what is to be done.
const SHORTEST: usize = 10;

/// The most characters of a list of bodies.
const LONGEST: usize = 400;

/// Tells whether a text says by brackets alone who does its tasks.
pub(in crate::corpus::parse) fn is_customary(pieces: &[Piece]) -> bool {
    let lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Line(line) => Some(line.text.as_str()),
        Piece::Table(_) => None,
    });
    lines.filter(|line| in_end(line).is_some()).take(LEAST).count() == LEAST
}

/// Reads the bodies in the bracket that ends a paragraph; `None` where one name is none of a body.
pub(in crate::corpus::parse) fn in_end(text: &str) -> Option<Roles> {
    let inside = text.trim_end_matches(['。', ' ']).strip_suffix(['）', ')', '〕', ']'])?;
    let mut depth = 1_usize;
    let open = inside.char_indices().rev().find(|(_, character)| {
        match character {
            '）' | ')' | '〕' | ']' => depth += 1,
            '（' | '(' | '〔' | '[' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let (at, open) = open?;
    let (task, list) = (&inside[..at], &inside[at + open.len_utf8()..]);
    let is_task = task.chars().count() >= SHORTEST && task.contains(['。', '；', '，', ',']);
    if !is_task || list.chars().count() > LONGEST {
        return None;
    }
    let list = without_rules(list);
    let roles = Roles { responsible: unit::split(&list), ..Roles::default() };
    (!roles.is_empty() && roles.is_sound()).then_some(roles)
}

#[cfg(test)]
mod tests {
    use super::{in_end, is_customary};
    use crate::corpus::parse::line::{Line, Piece};

    #[test]
    fn bodies_in_the_last_bracket_are_responsible() {
        let read = |text| in_end(text).map(|roles| roles.responsible);
        assert_eq!(
            read("（一）完善政府网站站内检索。（市教育局，各县（市、区）人民政府）"),
            Some(vec!["市教育局".to_owned(), "各县（市、区）人民政府".to_owned()])
        );
        assert_eq!(read("（一）完善政府网站站内检索。（含灵活就业人员）"), None);
        assert_eq!(
            read("完善检索，增加推荐。（市教育局、市财政局，列第一位者为牵头单位，下同）"),
            Some(vec!["市教育局".to_owned(), "市财政局".to_owned()])
        );
        assert_eq!(read("户口簿原件及复印件各一份（公安派出所）"), None);
        assert_eq!(read("（市教育局）"), None);
        assert_eq!(read("完善政府网站站内检索。"), None);
    }

    #[test]
    fn one_bracket_alone_is_no_custom() {
        let line = || Piece::Line(Line::new("完善政府网站站内检索。（市教育局）"));
        assert!(is_customary(&[line(), line(), line()]));
        assert!(!is_customary(&[line(), line()]));
    }
}
