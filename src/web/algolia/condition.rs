//! One condition of a query, such as `kind:通知`, `year>=2023` or `year:2020 TO 2023`.

use crate::web::algolia::attribute::Attribute;

/// What must hold of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) attribute: Attribute,
    pub(super) test: Test,
}

/// What a value is held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// It is this, as readers see it.
    Is(String),
    /// It lies between two numbers, both inclusive.
    Within(i64, i64),
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        let at = written.find([':', '<', '>', '=', '!']);
        let (name, rest) = written.split_at(at.ok_or_else(|| expected(written))?);
        let attribute = Attribute::named(name.trim())?;
        let test = match rest.strip_prefix(':') {
            Some(value) => equal(attribute, value.trim())?,
            None => compared(rest).ok_or_else(|| expected(written))?,
        };
        Ok(Self { attribute, test })
    }
}

fn expected(text: &str) -> String {
    format!("`{text}` is no condition; expected `kind:通知`, `year>=2023` or `year:2020 TO 2023`")
}

fn equal(attribute: Attribute, value: &str) -> Result<Test, String> {
    if value.starts_with('-') {
        let name = attribute.name();
        return Err(format!("`{name}:{value}` leaves a value out, which is not possible here"));
    }
    if let Some((from, to)) = value.split_once(" TO ")
        && let (Ok(from), Ok(to)) = (from.trim().parse(), to.trim().parse())
    {
        return Ok(Test::Within(from, to));
    }
    // A dash at the beginning of a value is written with a stroke before it.
    Ok(Test::Is(value.strip_prefix('\\').unwrap_or(value).to_owned()))
}

/// Reads a comparison with a whole number.
fn compared(text: &str) -> Option<Test> {
    let length = text.find(|character| !"<>=!".contains(character))?;
    let (sign, number) = text.split_at(length);
    let number: i64 = number.trim().parse().ok()?;
    Some(match sign {
        "=" => Test::Within(number, number),
        "<=" => Test::Within(i64::MIN, number),
        "<" => Test::Within(i64::MIN, number.saturating_sub(1)),
        ">=" => Test::Within(number, i64::MAX),
        ">" => Test::Within(number.saturating_add(1), i64::MAX),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Condition, Test};

    #[test]
    fn conditions_are_read() {
        let is = |value: &str| Ok(Test::Is(value.to_owned()));
        for (text, test) in [
            ("kind:通知", is("通知")),
            ("region.lvl1:岚川省 > 清泽市", is("岚川省 > 清泽市")),
            ("section: 一: 二", is("一: 二")),
            ("unit:\\-组", is("-组")),
            ("year>=2023", Ok(Test::Within(2023, i64::MAX))),
            ("year < 2023", Ok(Test::Within(i64::MIN, 2022))),
            ("year=2023", Ok(Test::Within(2023, 2023))),
            ("year:2020 TO 2023", Ok(Test::Within(2020, 2023))),
            ("date_timestamp > 0", Ok(Test::Within(1, i64::MAX))),
            ("kind:-通知", Err("leaves a value out")),
            ("year!=2023", Err("no condition")),
            ("year>=", Err("no condition")),
            ("year>=20x", Err("no condition")),
            ("通知", Err("no condition")),
            ("colour:red", Err("no attribute")),
        ] {
            match (Condition::read(text), test) {
                (Ok(found), Ok(test)) => assert_eq!(found.test, test, "{text}"),
                (Err(found), Err(part)) => assert!(found.contains(part), "{text}: {found}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }
}
