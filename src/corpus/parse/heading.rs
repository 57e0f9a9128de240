//! Tells headings from items: a line of its own, or the words before the first full stop.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::{Label, Style, label};
use crate::notice::date::find_dates;

/// The longest heading on a line of its own, in characters.
const LONGEST_LINE: usize = 60;

/// The longest heading that runs into its text, in characters.
const LONGEST_RUN_IN: usize = 42;

/// The longest heading that a colon parts from its text, in characters.
const LONGEST_NAME: usize = 14;

/// The longest heading on a line of its own that ends like a sentence, in characters.
const LONGEST_SENTENCE: usize = 30;

/// The shortest paragraph that such a heading stands above, in characters.
const SHORTEST_TEXT: usize = 40;

/// The longest heading in front of the text of an article, in characters.
const LONGEST_OF_ARTICLE: usize = 10;

/// What a numbered line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// A heading on a line of its own.
    Line(String),
    /// A heading with its text behind it: （一）强化平台。各单位要….
    RunIn(String),
    /// An item without a heading.
    None,
}

/// Reads the heading of a numbered line; `behind` are the pieces that follow it, `before` is the
/// line with the number before this one.
pub(super) fn of(number: &Label<'_>, before: Option<&str>, behind: &[Piece]) -> Heading {
    let words = number.rest.trim();
    let wide = matches!(number.style, Style::Part | Style::Chapter | Style::SubChapter);
    if wide {
        return Heading::Line(words.to_owned());
    }
    if words.is_empty() || before.is_some_and(|before| before.ends_with(['；', ';'])) {
        return Heading::None;
    }
    if let Some(heading) = with_colon(number.style, words, behind) {
        return heading;
    }
    match words.split_once('。') {
        None => line_heading(number, words, behind),
        Some((first, rest)) if rest.trim().is_empty() => {
            let short =
                first.chars().count() <= 16 && !first.contains(['，', ',', '；', ';', '：', ':']);
            // 第四条 国家实行…制度。 is the whole of an article, unless numbers follow below it.
            let is_article = number.style == Style::Article
                && (rules(first) || !opens_narrower(number.style, behind));
            let is_short = short && !is_article && !orders(first) && !speaks_of_itself(first);
            let is_above = opens_narrower(number.style, behind) && is_run_in(number.style, first);
            let is_name = first.chars().count() <= LONGEST_SENTENCE
                && !first.contains(['，', ','])
                && number.style == Style::ChineseBracketed
                && is_run_in(number.style, first)
                && opens_text(behind);
            if (is_short || is_above || is_name) && holds_more(number.style, behind) {
                Heading::Line(first.to_owned())
            } else {
                Heading::None
            }
        }
        Some((first, _)) => {
            if is_run_in(number.style, first) {
                Heading::RunIn(first.trim().to_owned())
            } else {
                Heading::None
            }
        }
    }
}

/// Reads 一、征求意见时间：4月29日至5月11日。, and 二、提交途径： above narrower numbers.
fn with_colon(style: Style, words: &str, behind: &[Piece]) -> Option<Heading> {
    if style != Style::Chinese {
        return None;
    }
    let (name, text) = words.split_once(['：', ':'])?;
    let contact = ["电话", "邮箱", "地址", "传真", "邮编", "网址", "联系人"]
        .iter()
        .any(|words| name.contains(words));
    let short = !contact
        && (2..=LONGEST_NAME).contains(&name.chars().count())
        && !name.contains(['，', ',', '。', '；', '“', '（', '(']);
    if !short {
        return None;
    }
    if text.trim().is_empty() {
        let name = name.trim().to_owned();
        return holds_more(style, behind).then_some(Heading::Line(name));
    }
    Some(Heading::RunIn(name.trim().to_owned()))
}

fn line_heading(number: &Label<'_>, words: &str, behind: &[Piece]) -> Heading {
    let length = words.chars().count();
    let open = words.ends_with(['；', ';', '，', ',', '、', '：', ':', '）', ')'])
        && !words.ends_with(['）', ')']);
    let narrow = number.style > Style::Article;
    let item = open
        || words.contains(['；', ';'])
        || narrow && words.contains(['：', ':'])
        || length > LONGEST_LINE;
    if item || !holds_more(number.style, behind) {
        return Heading::None;
    }
    if number.style == Style::Article && length > 24 {
        return Heading::None;
    }
    Heading::Line(words.to_owned())
}

fn is_run_in(style: Style, first: &str) -> bool {
    let first = first.trim();
    let commas = first.matches(['，', ',']).count();
    let length = first.chars().count();
    (2..=LONGEST_RUN_IN).contains(&length)
        && commas <= 2
        && !(commas > 0 && length > 38)
        && !first.contains(['；', ';', '：', ':'])
        && !speaks_of_itself(first)
        && (style != Style::Article
            || length <= LONGEST_OF_ARTICLE && commas == 0 && !first.ends_with(['的', '行']))
        && !(commas > 0 && says_what_is(first))
        && !says_who_must(first)
        && !rules(first)
        && !orders(first)
        && !breaks_off(first)
        && !first.starts_with("一是")
        && !first.ends_with('的')
}

/// Tells words that end inside of quotes or of a title.
fn breaks_off(words: &str) -> bool {
    let count = |marks: &[char]| words.chars().filter(|mark| marks.contains(mark)).count();
    count(&['《']) > count(&['》']) || count(&['“']) > count(&['”', '’', '"'])
}

/// Tells a sentence that settles how something is done: 其他事项按原规定执行, 原标准不变.
fn orders(words: &str) -> bool {
    static HOW: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:[按由从以据自向仍续]|参照|依照).{2,}(?:执行|办理|施行|实施)$|(?:不变|为准)$",
        )
        .expect("a literal pattern")
    });
    HOW.is_match(words)
}

/// Tells a sentence that lays down a rule: 低保金按照标准补差发放, 缴费期为2022年9月15日至12月31日.
fn rules(words: &str) -> bool {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"按照?.{4,}(?:发放|执行|办理|确定|认定|计算|计发|收取|下达|支付)$|改为|不适用|仍按|一律|是指|系指|的[，,]|为\d|可(?:以|按|由|通过|根据|同时|申请|享受|凭|向|将|给予)|应(?:当|按|在|由|于|将|向|与|给予|纳入|采用|及时|同步|自觉|符合)|必须|均须|不得",
        )
        .expect("a literal pattern")
    });
    BY.is_match(words) || !find_dates(words).is_empty()
}

/// Tells a sentence that says who has to do something: 各单位要按期报送.
fn says_who_must(words: &str) -> bool {
    static MUST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:单位|部门|机关|各地|政府|企业|人员|学校|机构|群众|居民|干部|党员|职工)(?:要|应当?|须|必须|不得)[^求素点闻件]")
            .expect("a literal pattern")
    });
    MUST.is_match(words)
}

/// Tells a sentence that says what something is from a heading.
fn says_what_is(words: &str) -> bool {
    words.match_indices('是').any(|(at, _)| {
        !["但", "于", "特别", "尤其", "总", "还", "要", "凡"]
            .iter()
            .any(|word| words[..at].ends_with(word))
    })
}

/// Tells sentences about the notice itself, which are no headings: 本通知自印发之日起施行.
fn speaks_of_itself(words: &str) -> bool {
    let own = [
        "本通知",
        "本办法",
        "本意见",
        "本规定",
        "本措施",
        "本细则",
        "本方案",
        "本政策",
        "本文件",
        "本条例",
        "以上",
    ];
    own.iter().any(|word| words.starts_with(word))
        || words.contains("之日起")
            && ["施行", "执行", "实施"].iter().any(|word| words.contains(word))
}

/// Tells whether text or narrower numbers follow before the next number of the same rank.
fn holds_more(style: Style, behind: &[Piece]) -> bool {
    match behind.first() {
        Some(Piece::Line(line)) => label(&line.text)
            .or_else(|| plain_number(&line.text, true))
            .is_none_or(|next| next.style > style),
        Some(Piece::Table(_)) => true,
        None => false,
    }
}

/// Tells whether a paragraph of text comes next.
fn opens_text(behind: &[Piece]) -> bool {
    match behind.first() {
        Some(Piece::Line(line)) => {
            line.len() >= SHORTEST_TEXT
                && label(&line.text).is_none()
                && !speaks_of_itself(&line.text)
                && !["符合", "具备", "上述", "对符合", "同时"]
                    .iter()
                    .any(|words| line.text.starts_with(words))
        }
        _ => false,
    }
}

/// Tells whether a narrower number comes next.
fn opens_narrower(style: Style, behind: &[Piece]) -> bool {
    match behind.first() {
        Some(Piece::Line(line)) => label(&line.text).is_some_and(|next| next.style > style),
        _ => false,
    }
}

/// Tells whether a text numbers its chapters 1, 2, 3 without a mark, as plans with 1.1 do.
pub(super) fn numbers_plainly(pieces: &[Piece]) -> bool {
    let decimals = pieces
        .iter()
        .filter(|piece| match piece {
            Piece::Line(line) => {
                label(&line.text).is_some_and(|label| matches!(label.style, Style::Decimal(1)))
            }
            Piece::Table(_) => false,
        })
        .count();
    decimals >= 2
}

/// Reads 1 总则 as a numbered line, where the text numbers that way.
pub(super) fn plain_number(text: &str, allowed: bool) -> Option<Label<'_>> {
    if !allowed || text.chars().count() > 24 {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix([' ', '\u{3000}'])?;
    let number = text[..digits].parse().ok().filter(|number| (1..=30).contains(number))?;
    let sound = rest.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    sound.then_some(Label { style: Style::Decimal(0), number, text: &text[..digits], rest })
}

#[cfg(test)]
mod tests {
    use super::{Heading, of};
    use crate::corpus::parse::line::{Line, Piece};
    use crate::corpus::parse::numbering::label;

    fn check(line: &str, behind: &[&str], expected: &Heading) {
        let behind: Vec<Piece> = behind.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        let number = label(line).expect("a numbered line");
        assert_eq!(&of(&number, None, &behind), expected, "{line}");
    }

    #[test]
    fn the_last_of_a_list_is_an_item_like_the_others() {
        let number = label("（三）近年未受处罚。").expect("a numbered line");
        let behind = [Piece::Line(Line::new("符合前款规定的人员可以申请。"))];
        let before = Some("（二）有固定住所；");
        assert_eq!(of(&number, before, &behind), Heading::None);
        assert_ne!(of(&number, None, &behind), Heading::None);
    }

    #[test]
    fn headings_are_told_from_items() {
        let line = |words: &str| Heading::Line(words.to_owned());
        let run_in = |words: &str| Heading::RunIn(words.to_owned());
        check("一、总体要求", &["坚持公开。"], &line("总体要求"));
        check(
            "一、聚焦重点领域,深化信息主动公开",
            &["（一）加强公开。"],
            &line("聚焦重点领域,深化信息主动公开"),
        );
        check("第一章 总 则", &["第一条 为了公开。"], &line("总 则"));
        check("（一）强化平台。各单位要完善检索，做好推荐。", &[], &run_in("强化平台"));
        check("三、本通知自印发之日起施行。", &[], &Heading::None);
        check(
            "三、本通知自印发之日起施行。此前规定与本通知不一致的，以本通知为准。",
            &[],
            &Heading::None,
        );
        check("一、征求意见时间：4月29日至5月11日。", &[], &run_in("征求意见时间"));
        check("二、提交途径：", &["（一）邮寄；"], &line("提交途径"));
        check("（二）电子邮箱：sample@example.com", &["请留下姓名。"], &Heading::None);
        check("三、其他事项按原规定执行。", &["本通知自印发之日起施行。"], &Heading::None);
        check(
            "一、遗留设备是历史问题，情况复杂。因此，这项工作由教育部门管理。",
            &[],
            &Heading::None,
        );
        for sentence in [
            "二、首套住房的最低首付款比例为20%。利率按规定执行。",
            "五、在所在区无住房的，按首套住房认定。以网签时间为准。",
            "四、家庭住房套数按照所在地现有住房认定。此前已申请的不变。",
            "（二）申请人可以通过邮寄的方式提出。当面提出的应预约。",
            "（三）市、区财政部门应自觉接受监督。按期公开。",
            "（一）方案中的“新建商品房。”是指未售的住房。",
        ] {
            check(sentence, &[], &Heading::None);
        }
        check("（四）优化土地供应节奏。各地按需供地。", &[], &run_in("优化土地供应节奏"));
        check("（五）回应社会关切。各地及时答复。", &[], &run_in("回应社会关切"));
        check("（五）加快审批事项办理。", &["实行告知承诺。"], &line("加快审批事项办理"));
        check(
            "四、加大对高层次人才、青年人才和多子女家庭的支持力度。",
            &["（一）提高额度。"],
            &line("加大对高层次人才、青年人才和多子女家庭的支持力度"),
        );
        let text = "各单位要统筹推进，明确分工，".repeat(4);
        check(
            "（五）推动企业和社会力量举办高质量的职业培训。",
            &[&text],
            &line("推动企业和社会力量举办高质量的职业培训"),
        );
        check("（五）推动企业和社会力量举办高质量的职业培训。", &["另行通知。"], &Heading::None);
        check("（六）有下列情形之一的。予以退回。", &[], &Heading::None);
        check("1.购房补助申请表", &["2.购房人身份证明"], &Heading::None);
        check("（3）其他引起市场波动的情况。", &["4 应急响应"], &Heading::None);
        check("（一）未备案的；", &["（二）自行接受委托的；"], &Heading::None);
        check("第二条 本办法所称补贴，是指发放给个人的补助。", &[], &Heading::None);
        check("第五条 工作职责", &["区政府相关部门负责协调。"], &line("工作职责"));
        check(
            "八、各级各部门要加强领导，落实责任，密切配合，确保各项任务按期完成。工作情况及时报送。",
            &[],
            &Heading::None,
        );
    }
}
