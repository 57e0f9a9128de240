//! The text of `filters`: conditions with AND, OR and brackets between them.

/// A sign or a word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A piece of a condition, without its quotes.
    Word(String),
}

/// Reads the conditions of a text: all groups hold, of each group one condition at least. OR binds
/// more closely than AND, as Algolia has it.
///
/// # Errors
///
/// What cannot be used.
pub(super) fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
    let tokens = tokens(text)?;
    let mut groups = Vec::new();
    if tokens.is_empty() {
        return Ok(groups);
    }
    let (mut group, mut condition) = (Vec::new(), String::new());
    let mut is_open = false;
    for token in tokens {
        match token {
            Token::Not => return Err("NOT is not possible here".to_owned()),
            Token::Word(word) => {
                if !condition.is_empty() {
                    condition.push(' ');
                }
                condition.push_str(&word);
            }
            Token::Open if is_open || !condition.is_empty() || !group.is_empty() => {
                return Err("brackets hold alternatives, and no brackets".to_owned());
            }
            Token::Open => is_open = true,
            Token::Close if !is_open => return Err("a bracket has no partner".to_owned()),
            Token::And if is_open => return Err("brackets hold alternatives: OR".to_owned()),
            Token::Close => is_open = false,
            Token::Or => group.push(taken(&mut condition)?),
            Token::And => {
                group.push(taken(&mut condition)?);
                groups.push(std::mem::take(&mut group));
            }
        }
    }
    if is_open {
        return Err("a bracket has no partner".to_owned());
    }
    group.push(taken(&mut condition)?);
    groups.push(group);
    Ok(groups)
}

fn taken(condition: &mut String) -> Result<String, String> {
    let condition = std::mem::take(condition);
    if condition.is_empty() { Err("a condition is missing".to_owned()) } else { Ok(condition) }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let (mut word, mut is_quoted) = (String::new(), false);
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(sign), _) if sign == character => quote = None,
            (None, '"' | '\'') => (quote, is_quoted) = (Some(character), true),
            (None, '(' | ')') => {
                push(&mut tokens, &mut word, &mut is_quoted);
                tokens.push(if character == '(' { Token::Open } else { Token::Close });
            }
            (None, ' ' | '\n' | '\t') => push(&mut tokens, &mut word, &mut is_quoted),
            _ => word.push(character),
        }
    }
    if quote.is_some() {
        return Err("a quote has no partner".to_owned());
    }
    push(&mut tokens, &mut word, &mut is_quoted);
    Ok(tokens)
}

fn push(tokens: &mut Vec<Token>, word: &mut String, is_quoted: &mut bool) {
    let word = std::mem::take(word);
    let token = match word.as_str() {
        "" => None,
        "AND" if !*is_quoted => Some(Token::And),
        "OR" if !*is_quoted => Some(Token::Or),
        "NOT" if !*is_quoted => Some(Token::Not),
        _ => Some(Token::Word(word)),
    };
    tokens.extend(token);
    *is_quoted = false;
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn groups_hold_alternatives() {
        for (text, groups) in [
            ("", &[] as &[&[&str]]),
            ("  ", &[]),
            ("kind:通知", &[&["kind:通知"]]),
            ("kind:通知 AND year >= 2023", &[&["kind:通知"], &["year >= 2023"]]),
            (
                "(kind:通知 OR kind:意见) AND year:2020 TO 2023",
                &[&["kind:通知", "kind:意见"], &["year:2020 TO 2023"]],
            ),
            (
                "kind:通知 OR kind:意见 AND year:2024",
                &[&["kind:通知", "kind:意见"], &["year:2024"]],
            ),
            ("unit:\"甲 AND (乙)\" AND section:'OR'", &[&["unit:甲 AND (乙)"], &["section:OR"]]),
        ] {
            assert_eq!(read(text).expect(text), groups, "{text}");
        }
        for text in [
            "NOT kind:通知",
            "kind:通知 AND",
            "OR kind:通知",
            "(kind:通知",
            "kind:通知)",
            "((kind:通知))",
            "(kind:通知 AND year:2024)",
            "kind:\"通知",
            "kind:通知 AND AND year:2024",
            "()",
            "a (b)",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
