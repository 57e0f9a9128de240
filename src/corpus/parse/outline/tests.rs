//! Cases of sections, clauses and their addresses.

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::outline::{Outline, build};
use crate::corpus::parse::parts::Part;

fn outline(lines: &[&str]) -> Outline {
    let pieces = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
    build(&[Part { pieces, ..Part::default() }])
}

#[test]
fn clauses_have_addresses_and_paths() {
    let outline = outline(&[
        "为做好工作，现通知如下。",
        "一、总体要求",
        "坚持公开。",
        "稳步推进。",
        "二、重点任务",
        "（一）强化平台",
        "1.完善检索。做好推荐。",
        "2.完善问答，做好衔接。",
        "另有要求的从其要求。",
        "（二）强化队伍。各单位要配齐人员。",
    ]);
    let addresses: Vec<&str> =
        outline.clauses.iter().map(|clause| clause.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "正文第1段",
            "第一部分第1段",
            "第一部分第2段",
            "第二部分第（一）条第1项",
            "第二部分第（一）条第2项",
            "第二部分第（一）条第2项第2段",
            "第二部分第（二）条",
        ]
    );
    assert_eq!(outline.clauses[3].path, ["二、重点任务", "（一）强化平台"]);
    let sections: Vec<(u8, String)> =
        outline.sections.iter().map(|section| (section.level, section.name())).collect();
    assert_eq!(
        sections,
        [
            (1, "一、总体要求".to_owned()),
            (1, "二、重点任务".to_owned()),
            (2, "（一）强化平台".to_owned()),
            (3, "1.完善检索".to_owned()),
            (2, "（二）强化队伍".to_owned()),
        ]
    );
}

#[test]
fn a_paragraph_under_a_heading_of_an_annex_has_the_address_of_the_heading() {
    let lines = ["说明。", "一、总体要求", "坚持公开。"];
    let pieces = lines.map(|line| Piece::Line(Line::new(line))).to_vec();
    let annex = Some("附件2".to_owned());
    let outline = build(&[Part { annex, pieces, ..Part::default() }]);
    let addresses: Vec<&str> =
        outline.clauses.iter().map(|clause| clause.address.as_str()).collect();
    assert_eq!(addresses, ["附件2正文第1段", "附件2第一部分"]);
}

#[test]
fn addresses_and_keys_are_unique() {
    let outline = outline(&[
        "一、甲。同样的话。",
        "二、乙。同样的话。",
        "一、丙。同样的话。",
        "附则。",
        "附则。",
    ]);
    let mut addresses: Vec<_> =
        outline.clauses.iter().map(|clause| clause.address.clone()).collect();
    let mut ids: Vec<_> = outline.clauses.iter().map(|clause| clause.id.clone()).collect();
    let count = outline.clauses.len();
    addresses.sort();
    addresses.dedup();
    ids.sort();
    ids.dedup();
    assert_eq!((addresses.len(), ids.len()), (count, count));
}

#[test]
fn units_on_a_line_of_their_own_close_the_clause_before() {
    let outline =
        outline(&["（一）完善检索。做好关键词推荐。", "按期上线。", "（责任单位：市政府办公室）"]);
    assert_eq!(outline.clauses.len(), 2);
    assert_eq!(outline.tasks.len(), 1);
    assert_eq!(outline.tasks[0].clause, 1);
    assert_eq!(outline.tasks[0].text, "按期上线。");
}

#[test]
fn the_unit_named_first_leads_where_a_notice_says_so() {
    let outline = outline(&[
        "一、加强培训。（市教育局、市财政局负责。列第一位者为牵头单位，下同）",
        "二、加强保障。（市财政局、市民政局负责）",
        "三、加强宣传。（市委宣传部负责）",
    ]);
    let leads: Vec<(&[String], &[String])> = outline
        .tasks
        .iter()
        .map(|task| (task.roles.lead.as_slice(), task.roles.responsible.as_slice()))
        .collect();
    let names = |name: &str| vec![name.to_owned()];
    assert_eq!(leads[0], (&names("市教育局")[..], &names("市财政局")[..]));
    assert_eq!(leads[1], (&names("市财政局")[..], &names("市民政局")[..]));
    assert_eq!(leads[2], (&[][..], &names("市委宣传部")[..]));
}

#[test]
fn what_an_article_lists_are_its_items() {
    let outline = outline(&[
        "第一条 为规范管理，制定本办法。",
        "第二条 申请时应当提交：",
        "（一）申请人的情况，包括：",
        "1.姓名；",
        "2.住址。",
        "（二）有关证明。",
        "第三条 市人民政府实行统一管理制度。",
        "各部门按照职责分工做好工作。",
    ]);
    let addresses: Vec<&str> =
        outline.clauses.iter().map(|clause| clause.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "第一条",
            "第二条",
            "第二条第（一）项",
            "第二条第（一）项第1目",
            "第二条第（一）项第2目",
            "第二条第（二）项",
            "第三条",
            "第三条第2段",
        ]
    );
}

#[test]
fn one_sentence_among_items_is_no_heading() {
    let items = [
        "一、商户要做好日常消毒，不得占道。",
        "二、加强场地管理和进出通道的秩序。发现问题立即上报。",
        "三、市场要公布监督电话，专人接听。",
        "四、经营者应当明码标价，亮证经营。",
    ];
    assert!(outline(&items).sections.is_empty());
    let names = items.map(|item| item.replace('，', "。"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert!(!outline(&names).sections.is_empty());
}

#[test]
fn what_closes_the_notice_stands_under_no_number() {
    let lines = outline(&[
        "现将有关事项通知如下：",
        "一、提高额度。按规定执行。",
        "二、实施时间",
        "本通知自2024年5月1日起施行。",
        "三、简化手续。一次办结。",
        "执行中遇到问题及时反馈。",
        "本通知自印发之日起施行。",
        "原有规定与此不符的，以此为准。",
    ]);
    let addresses: Vec<&str> = lines.clauses.iter().map(|it| it.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "正文第1段",
            "第一部分",
            "第二部分",
            "第三部分",
            "第三部分第2段",
            "正文第2段",
            "正文第3段",
        ]
    );
    assert!(lines.clauses[5].path.is_empty());
}

#[test]
fn a_paragraph_behind_the_last_item_is_the_article_s_own() {
    let lines = outline(&[
        "第一条 申请人应当符合下列条件：",
        "（一）有固定住所；",
        "（二）未受处罚。",
        "市教育局负责审核。",
        "第二条 本办法自印发之日起施行。",
    ]);
    let addresses: Vec<&str> = lines.clauses.iter().map(|it| it.address.as_str()).collect();
    assert_eq!(
        addresses,
        ["第一条", "第一条第（一）项", "第一条第（二）项", "第一条第2段", "第二条"]
    );
    let lines = outline(&[
        "第一条 补贴按下列标准发放：",
        "（一）住房补贴按面积发放；",
        "每户每年发放一次。",
        "（二）租房补贴按月发放。",
    ]);
    assert_eq!(lines.clauses[2].address, "第一条第（一）项第2段");
}

#[test]
fn what_stands_under_supplementary_provisions_stays_there() {
    let lines =
        outline(&["一、附则", "本办法由清泽市教育局负责解释。", "本办法自印发之日起施行。"]);
    assert_eq!(lines.clauses[1].path, ["一、附则"]);
}

#[test]
fn bodies_in_brackets_alone_are_responsible_where_several_paragraphs_end_so() {
    let lines = [
        "一、完善政府网站检索功能。（市教育局）",
        "二、增加关键词推荐功能。（市财政局、市民政局）",
        "三、支持拼音检索和通俗语言。（市商务局）",
    ];
    assert_eq!(outline(&lines).tasks.len(), 3);
    assert!(outline(&lines[..2]).tasks.is_empty());
}

#[test]
fn bodies_that_do_all_tasks_are_added_to_those_behind() {
    let tasks = outline(&[
        "（一）完善检索。（市教育局负责，以下均需各县政府落实，不再列出）",
        "（二）增加推荐。（市财政局负责）",
    ])
    .tasks;
    assert_eq!(tasks[1].roles.responsible, ["市财政局", "各县政府"]);
}

#[test]
fn a_row_that_goes_on_through_all_parts_is_judged_as_one() {
    let outline = outline(&[
        "一、优化供给",
        "（一）电煤履约率提高到八成以上，年底库存不低于一定水平。各地抓好落实。",
        "（二）加快建设，确保年内开工。",
        "二、扩大需求",
        "（三）支持企业，扩大出口规模。",
        "（四）鼓励消费，举办活动。",
        "（五）加强监测，按月报送。",
    ]);
    assert_eq!(outline.sections.len(), 2);
}
