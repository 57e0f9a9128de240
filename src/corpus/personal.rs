//! Masks numbers of people's identity papers before anything is read, so that no page, answer,
//! feed or index holds them.

use jiff::civil::Date;

use crate::corpus::raw::{Block, RawNotice};

/// What stands in place of a digit.
const MASK: char = '*';

/// The digits of an identity number (GB 11643), its check sign among them.
const IDENTITY: usize = 18;

/// The digits of a mobile number.
const MOBILE: usize = 11;

/// The weights of the first seventeen digits and the check signs by remainder (GB 11643).
const WEIGHTS: [u32; IDENTITY - 1] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Masks the identity numbers of a page, and the mobile numbers that stand in one line or one row
/// with such a number; returns how many identity numbers there were.
///
/// A mobile number elsewhere is left: most are of an office or of who answers for a notice, and are
/// published so that people call them. Masks are as long as what they cover.
///
/// Example: 11990019900307005X becomes 119900**********5X.
pub(super) fn mask(raw: &mut RawNotice) -> usize {
    let mut masked = 0;
    for (_, value) in &mut raw.metadata {
        masked += mask_row([value]);
    }
    for block in &mut raw.blocks {
        match block {
            Block::Line(line) => masked += mask_row([line]),
            Block::Table(table) => {
                for row in &mut table.rows {
                    masked += mask_row(row.iter_mut().map(|cell| &mut cell.text));
                }
            }
        }
    }
    masked
}

/// Masks texts that are about one person where one of them holds an identity number.
fn mask_row<'a>(texts: impl IntoIterator<Item = &'a mut String>) -> usize {
    let mut texts: Vec<&mut String> = texts.into_iter().collect();
    let identities = texts.iter_mut().map(|text| cover(text, is_identity, 6..16)).sum();
    if identities > 0 {
        for text in texts {
            cover(text, is_mobile, 3..7);
        }
    }
    identities
}

/// Covers places of the numbers of a kind in a text; returns how many there were.
fn cover(text: &mut String, is_kind: fn(&[char]) -> bool, places: std::ops::Range<usize>) -> usize {
    if text.len() < MOBILE {
        return 0;
    }
    let mut characters: Vec<char> = text.chars().collect();
    let covered = characters
        .chunk_by_mut(|one, next| ascii(*one).is_some() == ascii(*next).is_some())
        .filter_map(|run| {
            let plain: Vec<char> = run.iter().filter_map(|sign| ascii(*sign)).collect();
            is_kind(&plain).then(|| run[places.clone()].fill(MASK))
        })
        .count();
    if covered > 0 {
        *text = characters.into_iter().collect();
    }
    covered
}

/// Returns the letter or digit that a character is, wide ones narrow and letters in upper case.
fn ascii(character: char) -> Option<char> {
    let narrow = match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)?,
        other => other,
    };
    narrow.is_ascii_alphanumeric().then(|| narrow.to_ascii_uppercase())
}

/// Tells an identity number: a province, a day of birth and the check sign, all of which must be
/// right, so that no code of a company, a project or an account is taken for one.
fn is_identity(run: &[char]) -> bool {
    if run.len() != IDENTITY || !run[..IDENTITY - 1].iter().all(char::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| {
        run[from..to]
            .iter()
            .filter_map(|digit| digit.to_digit(10))
            .fold(0, |sum, digit| sum * 10 + digit)
    };
    let part = |from, to| i8::try_from(number(from, to)).unwrap_or(0);
    let year = i16::try_from(number(6, 10)).unwrap_or(0);
    let sum: u32 = run
        .iter()
        .zip(WEIGHTS)
        .filter_map(|(sign, weight)| Some(sign.to_digit(10)? * weight))
        .sum();
    (11..=83).contains(&number(0, 2))
        && (1900..2100).contains(&year)
        && Date::new(year, part(10, 12), part(12, 14)).is_ok()
        && run[IDENTITY - 1] == CHECKS[sum as usize % CHECKS.len()]
}

/// Tells a mobile number of mainland China.
fn is_mobile(run: &[char]) -> bool {
    run.len() == MOBILE
        && run.iter().all(char::is_ascii_digit)
        && run[0] == '1'
        && matches!(run[1], '3'..='9')
}

#[cfg(test)]
mod tests {
    use super::mask;
    use crate::corpus::raw::{Block, Cell, RawNotice, Table};

    fn masked(line: &str) -> (String, usize) {
        let mut raw =
            RawNotice { blocks: vec![Block::Line(line.to_owned())], ..RawNotice::default() };
        let count = mask(&mut raw);
        let Block::Line(line) = raw.blocks.remove(0) else { unreachable!("a line stays a line") };
        (line, count)
    }

    /// The code of the place, 119900, is nobody's.
    #[test]
    fn only_numbers_of_identity_papers_are_masked() {
        let cases = [
            ("身份证号：119900199003070076。", Some("身份证号：119900**********76。")),
            ("身份证号：11990019900307005x", Some("身份证号：119900**********5x")),
            ("１１９９００１９９００３０７００７６", Some("１１９９００**********７６")),
            ("李某 119900199003070076 13900000000", Some("李某 119900**********76 139****0000")),
            ("联系人：王某，电话13900000000", None),
            ("校验码不符：119900199003070071", None),
            ("没有这一天：11990019901307007X", None),
            ("没有这个省份：959900199003070072", None),
            ("项目代码11990019900307007601", None),
        ];
        for (line, expected) in cases {
            let (text, count) = masked(line);
            assert_eq!(text, expected.unwrap_or(line));
            assert_eq!(count, usize::from(expected.is_some()), "{line}");
            assert_eq!(text.chars().count(), line.chars().count(), "{line}");
        }
    }

    #[test]
    fn a_row_is_about_one_person() {
        let row = |texts: [&str; 3]| -> Vec<Cell> {
            texts.into_iter().map(|text| Cell { text: text.to_owned(), merged: false }).collect()
        };
        let rows = vec![
            row(["李某", "119900199003070076", "13900000000"]),
            row(["市教育局", "", "13900000001"]),
        ];
        let mut raw =
            RawNotice { blocks: vec![Block::Table(Table { rows })], ..RawNotice::default() };
        assert_eq!(mask(&mut raw), 1);
        let Block::Table(table) = &raw.blocks[0] else { unreachable!("a table stays a table") };
        assert_eq!(table.rows[0][2].text, "139****0000");
        assert_eq!(table.rows[1][2].text, "13900000001");
    }
}
