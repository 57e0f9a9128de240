//! Cases of paragraphs restored.

use super::flat::{part_behind_heading, part_flat};
use super::reflow;
use crate::corpus::parse::line::{Line, Piece};

fn flow(lines: &[&str]) -> Vec<String> {
    reflow(lines.iter().map(|line| Piece::Line(Line::new(*line))).collect())
        .into_iter()
        .map(|piece| match piece {
            Piece::Line(line) => line.text,
            Piece::Table(_) => unreachable!("no table was given"),
        })
        .collect()
}

#[test]
fn a_text_in_one_line_is_parted_at_its_numbers() {
    let text = "清泽市人民政府办公室关于做好某项工作的通知泽政办发〔2024〕3号各县（市、区）人民政府，市政府各部门：现就有关事项通知如下。一、总体要求坚持公开。（一）基本原则。依法办理，见第三条。二、工作安排按期完成。清泽市人民政府办公室2024年5月1日（此件公开发布）";
    let parts = part_flat(text);
    assert_eq!(
        parts,
        [
            "清泽市人民政府办公室关于做好某项工作的通知",
            "泽政办发〔2024〕3号",
            "各县（市、区）人民政府，市政府各部门：",
            "现就有关事项通知如下。",
            "一、总体要求坚持公开。",
            "（一）基本原则。依法办理，见第三条。",
            "二、工作安排",
            "按期完成。",
            "清泽市人民政府办公室",
            "2024年5月1日",
            "（此件公开发布）",
        ]
    );
}

#[test]
fn date_issuer_and_title_between_bars_are_parted() {
    assert_eq!(
        flow(&["2023-08-25 00:00:00 | 清泽市教育局 | 关于做好资助工作的通知"]),
        ["2023-08-25", "清泽市教育局", "关于做好资助工作的通知"]
    );
}

#[test]
fn a_signature_amid_a_line_is_parted_from_text_and_annex() {
    assert_eq!(
        flow(&[
            "请认真落实。 清泽市教育局 2024年5月1日 （此件公开发布） 清泽市资助办法 为规范资助，制定本办法。"
        ]),
        [
            "请认真落实。",
            "清泽市教育局",
            "2024年5月1日",
            "（此件公开发布）",
            "清泽市资助办法",
            "为规范资助，制定本办法。",
        ]
    );
    let text = "请认真落实。 自2024年5月1日起 执行";
    assert_eq!(flow(&[text]), [text]);
}

#[test]
fn a_title_that_the_text_runs_on_from_is_parted() {
    assert_eq!(
        flow(&["清泽市关于做好资助工作的通告 为规范资助，现通告如下："]),
        ["清泽市关于做好资助工作的通告", "为规范资助，现通告如下："]
    );
}

#[test]
fn a_colon_amid_a_long_text_ends_no_addressees() {
    let text = format!(
        "各项支出由财政部门和合作单位按照4:3的比例承担，{}",
        "并按期结算相关费用，".repeat(30)
    );
    assert_eq!(part_flat(&text), [text]);
}

#[test]
fn a_heading_behind_a_full_stop_is_parted() {
    assert_eq!(
        flow(&["公开采用安置方式。二、面值和房源"]),
        ["公开采用安置方式。", "二、面值和房源"]
    );
}

#[test]
fn headings_that_run_into_their_text_are_parted() {
    let cases: &[(&str, &[&str])] = &[
        (
            "二、基本原则（一）政府引导，市场主导。发挥作用。",
            &["二、基本原则", "（一）政府引导，市场主导。发挥作用。"],
        ),
        (
            "一、指导思想以人民为中心，坚持公开为常态、不公开为例外。",
            &["一、指导思想", "以人民为中心，坚持公开为常态、不公开为例外。"],
        ),
        ("一、工作目标和任务按照国家规定的各项要求分别组织实施。", &[]),
        ("三、加强公开。（一）完善平台。", &[]),
        (
            "二、优化供给,保障需求(十三)完善平台，做好推荐。",
            &["二、优化供给,保障需求", "(十三)完善平台，做好推荐。"],
        ),
        ("二、按照第五条（二）的规定办理有关手续。", &[]),
    ];
    for (line, expected) in cases {
        let expected = if expected.is_empty() { &[*line][..] } else { expected };
        assert_eq!(part_behind_heading(line), expected, "{line}");
    }
}

#[test]
fn heads_and_feet_on_one_line_are_parted_at_blanks() {
    assert_eq!(
        flow(&["关于做好某项工作 推进公开的通知 泽政办发〔2024〕3号 各县（市、区）人民政府："]),
        ["关于做好某项工作 推进公开的通知", "泽政办发〔2024〕3号", "各县（市、区）人民政府："]
    );
    assert_eq!(
        flow(&["联系电话：0000-64521235 清泽市教育局 2024年5月1日"]),
        ["联系电话：0000-64521235", "清泽市教育局", "2024年5月1日"]
    );
    assert_eq!(flow(&["清泽市教育局 清泽市财政局 2024年5月1日"]).len(), 1);
    assert_eq!(
        flow(&["泽政办发〔2024〕3号 各县（市、区）人民政府："]),
        ["泽政办发〔2024〕3号", "各县（市、区）人民政府："]
    );
}

#[test]
fn an_order_and_its_number_are_one() {
    let numbered = ["清泽市人民政府令第19号"];
    assert_eq!(flow(&["清泽市人民政府令", "（第19号）"]), numbered);
    assert_eq!(flow(&["清泽市人民政府令", "第19号"]), numbered);
}

#[test]
fn blanks_inside_a_title_and_behind_a_number_part_nothing() {
    let text = "为做好工作，根据《岚川省民政厅 岚川省财政厅关于某事的通知》要求，通知如下： 1. 按期完成。 2. 及时报送。 特此通知";
    assert_eq!(
        part_flat(text),
        [
            "为做好工作，根据《岚川省民政厅 岚川省财政厅关于某事的通知》要求，通知如下：",
            "1. 按期完成。",
            "2. 及时报送。",
            "特此通知",
        ]
    );
    let torn = "为做好建设工作，棚体应当牢固，抗风 8 级以上，风压 0.30 以上，长 于 20 米的另行核算，不得随意变更已经批准的内容。";
    assert_eq!(part_flat(torn), [torn]);
}

#[test]
fn a_date_inside_a_sentence_is_no_signature() {
    let text = format!(
        "为做好工作，现通知如下。{}（四）2024年10月25日（含）后，按新规定办理。",
        "一、加强公开，做好衔接。".repeat(3)
    );
    let parted = part_flat(&text);
    assert!(!parted.iter().any(|line| line == "2024年10月25日"), "{parted:?}");
    let signed = format!("{text}清泽市教育局2024年10月8日（此件公开发布）");
    assert!(part_flat(&signed).iter().any(|line| line == "2024年10月8日"));
}

#[test]
fn lines_that_end_inside_a_sentence_are_joined() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["对首次贷款购房的职工，额度标准提高到每月", "一千六百元。"],
            &["对首次贷款购房的职工，额度标准提高到每月一千六百元。"],
        ),
        (
            &[
                "（一）提高额度。把奖补标准印成挂历，发放不少于2万份。（牵头单位：县林业局；责任单",
                "位：县财政局）",
            ],
            &[
                "（一）提高额度。把奖补标准印成挂历，发放不少于2万份。（牵头单位：县林业局；责任单位：县财政局）",
            ],
        ),
        (
            &["一、提高租房提取额度", "租住商品房申请提取的，按月发放。"],
            &["一、提高租房提取额度", "租住商品房申请提取的，按月发放。"],
        ),
        (&["清泽市人民政府令", "第12号"], &["清泽市人民政府令第12号"]),
        (&["请各单位认真贯彻执行。", "清泽市教育局"], &["请各单位认真贯彻执行。", "清泽市教育局"]),
    ];
    for (lines, expected) in cases {
        assert_eq!(&flow(lines), expected);
    }
}
