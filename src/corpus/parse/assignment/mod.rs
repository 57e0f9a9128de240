//! Reads who does a clause by when out of its words: brackets behind it, sentences that say 由X牵头.

pub(super) mod bare_list;
pub(super) mod duties;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::deadline::is_deadline;
use crate::corpus::parse::unit::{self, looks_like_group, looks_like_unit};

/// The longest deadline behind units in running text, in characters.
const LONGEST_DEADLINE: usize = 16;

/// Among so many names one may be of a body that nothing tells.
const MANY: usize = 4;

/// Units by role and the deadline, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) lead: Vec<String>,
    pub(super) responsible: Vec<String>,
    pub(super) supporting: Vec<String>,
    pub(super) deadline: Option<String>,
}

/// What a unit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Lead,
    Responsible,
    Supporting,
    Deadline,
}

/// Words with a colon that say what role the units behind them have.
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<lead>牵头(?:责任)?(?:单位|部门|领导)?|主办(?:单位|部门)|主责(?:单位|部门))[:：∶]|(?P<supporting>(?:配合|协办|协助|参与|协同|支持|参加)(?:责任)?(?:单位|部门)?)[:：∶]|(?P<responsible>(?:主体|主要)?责任(?:单位|部门|主体|科室|处室|人)|(?:承办|实施|落实|负责|完成|服务)(?:单位|部门)|配合/责任单位)[:：∶]|(?P<deadline>(?:完成|办理|工作|责任|落实|推进)?(?:时限|期限|时间节点|时间安排|完成时间)(?:要求)?|完成时间|时间要求)[:：∶]",
    )
    .expect("a literal pattern")
});

/// Verbs that say what role the units before them have.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<lead>牵头(?:负责|落实|组织|推进|实施|抓总)?|会同)|(?P<supporting>(?:按照?)?(?:职责|职能)(?:分工|职责)?(?:分别|予以|做好)?配合(?:落实)?|配合(?:落实|做好)?|协助(?:落实)?|参与|协同)|(?P<responsible>(?:按照?|根据)(?:各自)?(?:职责|职能)(?:分工|职责)?(?:分别|共同)?(?:负责|落实|推进|实施)?(?:落实)?|(?:分别|共同|具体)?负责(?:落实|实施|推进)?|分工负责|落实)",
    )
    .expect("a literal pattern")
});

/// Reads the units that a paragraph names in brackets; `None` where it names none.
///
/// Example: 完善检索。（牵头单位：市政府办公室；完成时限：9月底前）
pub(super) fn in_brackets(text: &str) -> Option<Roles> {
    let mut roles = Roles::default();
    let mut found = false;
    for content in brackets(text) {
        if let Some(read) = read_content(content) {
            roles.extend(read);
            found = true;
        }
    }
    found.then_some(roles)
}

/// Tells whether a line is nothing but a bracket with units, or a role with its units: it closes
/// the paragraph before it.
pub(super) fn closes_paragraph(line: &str) -> bool {
    let whole = brackets(line).first().is_some_and(|content| {
        line.trim().trim_end_matches('。').len() <= content.len() + 8
            && line.starts_with(['（', '(', '[', '【', '〔'])
    });
    // A line 主办单位：… is who runs a site or holds an event.
    let marked =
        MARKER.find(line).is_some_and(|marker| marker.start() == 0) && !line.starts_with("主办");
    (whole || marked)
        && read_content(
            line.trim_matches(['（', '）', '(', ')', '[', ']', '【', '】', '〔', '〕', '。']),
        )
        .is_some()
}

/// Reads units out of a line that begins with a role: 责任单位：市教育局.
pub(super) fn in_line(line: &str) -> Option<Roles> {
    MARKER.find(line).filter(|marker| marker.start() == 0)?;
    read_content(line)
}

/// Tells a text that says of its tasks and all behind it that the unit named first leads: （…负责，
/// 列第一位者为牵头单位，下同）.
pub(super) fn names_leader_first(text: &str) -> bool {
    FIRST.is_match(text)
}

/// What a bracket says of the order of its bodies: 排在第一位的部门为牵头部门，下同.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:列|排)(?:在)?(?:第一|首)位(?:者|的)?(?:单位|部门)?为?牵头(?:单位|部门)?(?:[，,]下同)?",
    )
    .expect("a literal pattern")
});

/// What a bracket says of all tasks behind it: 以下均需各县政府落实，不再列出.
static SHARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:以下(?:各?项)?(?:任务|措施|工作|政策)?均[需由]|各项(?:任务|措施|工作)责任单位均包括)(?P<who>[^。；]{2,60}?)(?:(?:组织|负责)?(?:落实|实施|推进)|负责)?[，,]\s*(?:以下)?不再列出")
        .expect("a literal pattern")
});

/// Returns the bodies that do all tasks behind a text, where it says so.
pub(super) fn shared_by_all(text: &str) -> Option<Vec<String>> {
    let bodies = SHARED.captures(text).map(|found| unit::split(&found["who"]))?;
    bodies.iter().all(|name| is_name(name)).then_some(bodies)
}

/// Reads units out of a sentence: 由市教育局牵头，市财政局、市人社局配合.
pub(super) fn in_sentence(text: &str) -> Option<Roles> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"由(?P<who>[^，。；：由]{2,60}?(?:牵头|会同|负责)[^。；]{0,80})")
            .expect("a literal pattern")
    });
    let found = BY.captures(text)?;
    let who = &found["who"];
    let roles = read_prose(who)?;
    let about_itself = ["负责解释", "牵头解释", "负责修订", "负责制定解释", "负责同志", "部门解释"]
        .iter()
        .any(|words| who.contains(words))
        || who.contains("会同") && who.ends_with("解释");
    let sound = roles.lead.iter().chain(&roles.responsible).all(|name| is_name(name));
    (!about_itself && sound && !roles.is_empty()).then_some(roles)
}

/// Returns the contents of a text's outermost brackets, in order.
fn brackets(text: &str) -> Vec<&str> {
    let mut contents = Vec::new();
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' | '[' | '【' | '〔' => {
                if depth == 0 {
                    from = at + character.len_utf8();
                }
                depth += 1;
            }
            '）' | ')' | ']' | '】' | '〕' => {
                if depth == 1 {
                    contents.push(&text[from..at]);
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    // A bracket of units that a page lost the end of.
    if depth == 1 && MARKER.find(&text[from..]).is_some_and(|marker| marker.start() == 0) {
        contents.push(&text[from..]);
    }
    contents
}

/// Takes off what a bracket says of all tasks behind it.
fn without_rules(content: &str) -> Cow<'_, str> {
    match SHARED.replace(content, "") {
        Cow::Borrowed(content) => FIRST.replace(content, ""),
        Cow::Owned(content) => Cow::Owned(FIRST.replace(&content, "").into_owned()),
    }
}

/// Reads what stands in a bracket.
fn read_content(content: &str) -> Option<Roles> {
    let content = &*without_rules(content);
    let markers: Vec<(Role, usize, usize)> = MARKER
        .captures_iter(content)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let role = if found.name("lead").is_some() {
                Role::Lead
            } else if found.name("supporting").is_some() {
                Role::Supporting
            } else if found.name("responsible").is_some() {
                Role::Responsible
            } else {
                Role::Deadline
            };
            Some((role, whole.start(), whole.end()))
        })
        .collect();
    if markers.is_empty() {
        return read_prose(content).filter(|roles| !roles.is_empty() && roles.is_nearly_sound());
    }
    let mut roles = markers
        .first()
        .and_then(|(_, start, _)| read_prose(&content[..*start]))
        .filter(Roles::is_sound)
        .unwrap_or_default();
    for (index, (role, _, from)) in markers.iter().enumerate() {
        let to = markers.get(index + 1).map_or(content.len(), |(_, start, _)| *start);
        let value = content[*from..to].trim_matches([' ', '；', ';', '，', ',', '。', '、', '\n']);
        roles.take(*role, value);
    }
    (!roles.is_empty()).then_some(roles)
}

/// Reads units with verbs behind them: 甲牵头，乙、丙负责落实.
fn read_prose(text: &str) -> Option<Roles> {
    let mut roles = Roles::default();
    let mut from = 0;
    let mut joined = false;
    // What a sentence behind the units says of all tasks is no unit of this one.
    let text = text.find('。').map_or(text, |end| &text[..end]);
    for found in VERB.captures_iter(text) {
        let Some(verb) = found.get(0) else { continue };
        if verb.start() < from || text[verb.end()..].starts_with('人') {
            continue;
        }
        let names = text[from..verb.start()]
            .trim_matches([' ', '，', ',', '；', ';', '、', '。', '由', '请']);
        let role = if found.name("lead").is_some() {
            Role::Lead
        } else if found.name("supporting").is_some() || joined {
            Role::Supporting
        } else {
            Role::Responsible
        };
        joined = verb.as_str() == "会同";
        from = verb.end();
        if names.is_empty() {
            continue;
        }
        roles.take(role, names);
    }
    let rest = text[from..].trim_matches([' ', '，', ',', '；', ';', '。']);
    if from > 0 && rest.chars().count() <= LONGEST_DEADLINE && is_deadline(rest) {
        roles.deadline.get_or_insert_with(|| rest.to_owned());
    }
    (from > 0).then_some(roles)
}

fn is_name(name: &str) -> bool {
    looks_like_unit(name) || looks_like_group(name)
}

/// Bodies that lists of others name by a word without a place: 省教育厅、妇联、残联.
const SHORT_NAMES: [&str; 10] =
    ["妇联", "残联", "文联", "科协", "团委", "工会", "编办", "法院", "侨联", "总工会"];

fn is_known(name: &str) -> bool {
    is_name(name) || SHORT_NAMES.contains(&name)
}

impl Roles {
    /// Tells whether no unit is named.
    pub(super) fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.responsible.is_empty() && self.supporting.is_empty()
    }

    /// Tells whether every name reads like a body's.
    pub(super) fn is_sound(&self) -> bool {
        let all = || self.lead.iter().chain(&self.responsible).chain(&self.supporting);
        all().all(|name| is_known(name)) && all().any(|name| is_name(name))
    }

    /// Tells whether every name reads like a body's, but for one among many.
    fn is_nearly_sound(&self) -> bool {
        let all = || self.lead.iter().chain(&self.responsible).chain(&self.supporting);
        let mut unknown = all().filter(|name| !is_known(name));
        let is_plain = |name: &String| !name.contains(['的', '为', '是', '由', '在']);
        self.is_sound()
            || all().count() >= MANY
                && unknown.next().is_some_and(is_plain)
                && unknown.next().is_none()
    }

    /// Makes the first of several units the one that leads, where none is said to.
    pub(super) fn lead_by_first(&mut self) {
        if self.lead.is_empty() && self.responsible.len() > 1 {
            self.lead.push(self.responsible.remove(0));
        }
    }

    /// Adds bodies that do the task beside those that it names.
    pub(super) fn share(&mut self, bodies: &[String]) {
        for body in bodies {
            let is_held = [&self.lead, &self.responsible, &self.supporting]
                .iter()
                .any(|names| names.contains(body));
            if !is_held {
                self.responsible.push(body.clone());
            }
        }
    }

    fn take(&mut self, role: Role, value: &str) {
        if role == Role::Deadline {
            if !value.is_empty() {
                self.deadline.get_or_insert_with(|| value.to_owned());
            }
            return;
        }
        let has_verb = ["牵头", "负责", "配合"].iter().any(|verb| value.contains(verb));
        if has_verb && let Some(read) = read_prose(value) {
            self.extend(read);
            return;
        }
        for name in unit::split(value) {
            if is_deadline(&name) {
                self.deadline.get_or_insert(name);
                continue;
            }
            let held = match role {
                Role::Lead => &mut self.lead,
                Role::Supporting => &mut self.supporting,
                _ => &mut self.responsible,
            };
            if !held.contains(&name) {
                held.push(name);
            }
        }
    }

    fn extend(&mut self, other: Self) {
        let add = |held: &mut Vec<String>, more: Vec<String>| {
            for name in more {
                if !held.contains(&name) {
                    held.push(name);
                }
            }
        };
        add(&mut self.lead, other.lead);
        add(&mut self.responsible, other.responsible);
        add(&mut self.supporting, other.supporting);
        if self.deadline.is_none() {
            self.deadline = other.deadline;
        }
    }
}
