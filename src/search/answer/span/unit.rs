//! Units in charge: those of the tasks that the reader found, and those that a sentence names.

use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::fold::FoldedText;
use crate::notice::assignment::Assignment;
use crate::notice::body::{ORGANS, SORTS};
use crate::search::answer::span::{Parts, Span, overlap};
use crate::search::answer::text::listed;

/// Ends of the names of other units than organs, and of offices.
const OTHERS: &str = "机构|管委会|办|中心|部|院|银行|公司|处|会|站|科|主任|书记|镇长|县长|乡长|街道|社区|企业|医院|学校";

/// The name of a unit or office.
static UNIT: LazyLock<String> = LazyLock::new(|| {
    let (organs, sorts) = (ORGANS.join("|"), SORTS.join("|"));
    format!(r"[\p{{Han}}“”]{{1,20}}?(?:{organs}|{sorts}|{OTHERS})")
});

/// Names of units that a list joins.
static UNITS: LazyLock<String> = LazyLock::new(|| format!("{0}(?:[、和及]{0})*", *UNIT));

/// What follows a unit that does something.
const DOES: &str = "会同|商|按|根据|负责|牵头|统一|组织|统筹|承担|编制|制定|制订|办理|管理|担任|受理|审核|审批|发布|公布|确定|认定|核定|核发|实施|另行|具体|提供|进行|作为|予以|依法|给予|并|同级|,|。|定期|收取|发放|批准|报|联合|解释|指定|开展|建立|监督|拨付|支付|核实|审查|出具|代为|于|向|将";

static BY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("由({})(?:{DOES})", *UNITS)).expect("a literal pattern"));

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[,:(])(?:第[一二三四五六七八九十百]+条)?({})(?:按职责分工)?(?:负责|牵头|承担|主管|统筹|应当|会同|统一|组织)",
        *UNITS
    ))
    .expect("a literal pattern")
});

/// Whoever 由 names, up to what is done: 由开发企业先行垫付, 由社区工作人员上门.
static BY_ANYONE: LazyLock<Regex> = LazyLock::new(|| {
    let more = "在|对|为|给予|支付|列支|保障|垫付|追回|拨付|督促|协助|提出|自行|先行|一次性|直接|结合|决定|填报|说明|责令|召集|主持|通过|分别|注销|协商|通知|处理|安排|推荐|申请|购买|配套|补足|缴纳|签订|派";
    Regex::new(&format!(r"由([\p{{Han}}“”()、]{{2,24}}?)(?:{DOES}|{more})"))
        .expect("a literal pattern")
});

/// The unit that is said to be the one in charge: 主管部门为市住建局.
static IN_CHARGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:主管|责任|牵头|实施|承办|组织|监管)(?:部门|单位|机构)(?:为|是|:)({})",
        *UNITS
    ))
    .expect("a literal pattern")
});

/// Words that begin no name of a unit.
const NO_UNIT: &[&str] = &["于", "此", "原", "现行", "其", "双方", "有关单位", "各单位"];

/// The most units of one answer.
const MOST: usize = 12;

/// How many units of one task answer for sure; of more, most only support it.
const FEW: usize = 4;

/// What the units of a task count that names more.
const MANY_UNITS: f32 = 0.85;

/// What a unit that is only the subject of a sentence counts beside one that 由 names.
const SUBJECTS: f32 = 0.95;

/// What one counts beside it whose name has no ending of units.
const ANYONES: f32 = 0.9;

/// Finds the units of a sentence, and those of its tasks.
pub(super) fn find(sentence: &str, assignments: &[Assignment]) -> Vec<Span> {
    let mut spans: Vec<Span> = assignments
        .iter()
        .filter(|task| assignments.len() == 1 || holds(task, sentence))
        .filter_map(|task| of_task(task, sentence))
        .collect();
    for (pattern, fitness) in
        [(&BY, 1.0), (&IN_CHARGE, 1.0), (&SUBJECT, SUBJECTS), (&BY_ANYONE, ANYONES)]
    {
        for found in pattern.captures_iter(sentence) {
            let Some(units) = found.get(1) else { continue };
            let is_unit = !NO_UNIT.iter().any(|word| units.as_str().starts_with(word));
            if is_unit && spans.iter().all(|span| !overlap(&span.range, &units.range())) {
                let mut span = Span::new(units.range(), units.range(), fitness);
                span.parts = Parts::At(listed(units.as_str(), units.start()));
                spans.push(span);
            }
        }
    }
    spans
}

/// Tells whether a sentence belongs to a task.
fn holds(task: &Assignment, sentence: &str) -> bool {
    FoldedText::new(&task.text).as_str().contains(sentence.trim_end_matches(['。', ';', '|']))
}

/// Makes the span of a task: the whole sentence speaks of it.
fn of_task(task: &Assignment, sentence: &str) -> Option<Span> {
    let mut units: Vec<String> = task.lead.clone();
    units.extend(task.responsible.iter().filter(|unit| !task.lead.contains(unit)).cloned());
    if units.is_empty() || units.len() > MOST {
        return None;
    }
    let mut span = Span::new(0..0, 0..0, if units.len() > FEW { MANY_UNITS } else { 1.0 });
    span.parts = Parts::Named(units);
    span.own_words = Some(sentence.to_owned());
    Some(span)
}
