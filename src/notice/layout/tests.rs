//! Tests of layouts: which headings are shown, and how rows become tables.

use serde_json::{Value, json};

use super::{Block, Layout, Target, lay_out};
use crate::notice::Notice;

/// Makes a notice of sections (path, label, heading), clauses (kind, path, address, text) and
/// tables.
fn notice(sections: &[(&[&str], &str, &str)], clauses: &[Value], tables: &Value) -> Notice {
    let outline: Vec<Value> = sections
        .iter()
        .map(|(path, label, heading)| {
            json!({"level": 1, "label": label, "heading": heading, "path": path})
        })
        .collect();
    let place =
        json!({"code": null, "province": null, "city": null, "county": null, "township": null});
    let read = json!({
        "file": "a.txt", "id": "a", "source": "a", "url": null, "title": "通知", "doc_number": null,
        "issuers": [], "region": place, "level": null, "kind": null, "inner_kind": null,
        "year": null, "issued_on": null, "published_on": null, "effective_on": null,
        "expires_on": null, "expiry": null, "index_number": null, "topic": null,
        "openness": null, "validity": "unknown", "validity_derived": null, "addressees": [],
        "attachments": [], "outline": outline, "clauses": clauses, "tables": tables,
        "assignments": [], "citations": [], "aside": [], "warnings": []
    });
    serde_json::from_value(read).expect("a whole notice")
}

fn clause(kind: &str, path: &[&str], address: &str, text: &str) -> Value {
    json!({"id": address, "path": path, "address": address, "kind": kind, "text": text})
}

/// Writes a layout down: # for headings, | for rows, [] for headings inside a table.
fn written(layout: &Layout<'_>) -> String {
    let mut lines = Vec::new();
    for block in &layout.blocks {
        match block {
            Block::Heading(heading) => {
                lines.push(format!("{} {}", "#".repeat(heading.level), heading.text));
            }
            Block::Clause(clause) => lines.push(clause.text.clone()),
            Block::Table(grid) => {
                if !grid.columns.is_empty() {
                    lines.push(format!("|{}|", grid.columns.join("|")));
                }
                for row in &grid.rows {
                    lines.extend(row.headings.iter().map(|held| format!("[{}]", held.text)));
                    let cells = row.cells.iter().map(|cell| match cell.span {
                        1 => cell.text.to_owned(),
                        span => format!("{}×{span}", cell.text),
                    });
                    lines.push(format!("|{}|", cells.collect::<Vec<_>>().join("|")));
                }
            }
        }
    }
    lines.join("\n")
}

#[test]
fn a_heading_that_a_clause_opens_with_is_not_said_twice() {
    let notice = notice(
        &[(&[], "一、", "总体要求"), (&["一、总体要求"], "（一）", "加强领导")],
        &[
            clause("paragraph", &["一、总体要求"], "1", "坚持依法公开。"),
            clause("item", &["一、总体要求"], "2", "（一）加强领导。各单位要抓好落实。"),
            clause("item", &["一、总体要求", "（一）加强领导"], "3", "1.明确分工。"),
            clause("paragraph", &["一、总体要求", "（一）加强领导", "1."], "4", "各司其职。"),
        ],
        &json!([]),
    );
    let layout = lay_out(&notice);
    let expected = "# 一、总体要求\n坚持依法公开。\n（一）加强领导。各单位要抓好落实。\n1.明确分工。\n各司其职。";
    assert_eq!(written(&layout), expected);
    let contents: Vec<(usize, &str)> =
        layout.contents.iter().map(|entry| (entry.depth, entry.text.as_str())).collect();
    assert_eq!(contents, [(1, "一、总体要求"), (2, "（一）加强领导")]);
    assert_eq!(layout.contents[1].target, Target::Clause(&notice.clauses[1].id));
}

#[test]
fn rows_stand_in_their_columns_under_their_headings() {
    let rows = [
        clause("row", &["附件1", "一、平台"], "附件1第1行", "完善检索 | 市政府办公室"),
        clause("row", &["附件1", "一、平台"], "附件1第2行", "完善问答 | 9月底前"),
        clause("row", &["附件1", "二、队伍"], "附件1第3行", "加强培训 | 市人社局 | 长期"),
        clause("row", &["附件1"], "附件1第4行", "以上各项要抓好落实"),
    ];
    let tables = json!([{
        "columns": ["任务", "责任单位", "完成时限"],
        "rows": [
            {"clause": "附件1第1行", "cells": [0, 1]},
            {"clause": "附件1第2行", "cells": [0, 2]},
            {"clause": "附件1第3行", "cells": [0, 1, 2]},
            {"clause": "附件1第4行", "cells": []}
        ]
    }]);
    let kept = notice(&[], &rows, &tables);
    assert_eq!(
        written(&lay_out(&kept)),
        "# 附件1\n|任务|责任单位|完成时限|\n[一、平台]\n|完善检索|市政府办公室||\n|完善问答||9月底前|\n[二、队伍]\n|加强培训|市人社局|长期|\n|以上各项要抓好落实×3|"
    );
    let bare = notice(&[], &rows[..3], &json!([]));
    assert_eq!(
        written(&lay_out(&bare)),
        "# 附件1\n[一、平台]\n|完善检索|市政府办公室×2|\n|完善问答|9月底前×2|\n[二、队伍]\n|加强培训|市人社局|长期|",
        "a notice that was read before layouts were kept"
    );
}

#[test]
fn tables_are_parted_and_headings_in_cells_stay_there() {
    let rows = [
        clause("row", &["（一）平台"], "表1第1行", "（一）平台 | 完善检索"),
        clause("row", &[], "表2第1行", "甲 | 1"),
    ];
    let notice = notice(&[], &rows, &json!([]));
    let layout = lay_out(&notice);
    assert_eq!(layout.blocks.len(), 2, "{}", written(&layout));
    assert_eq!(layout.contents[0].target, Target::Clause(&notice.clauses[0].id));
}
