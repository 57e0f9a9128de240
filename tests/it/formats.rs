//! Documents of every format, as files that a library holds: read, or named with what to do.

use std::fs;

use crate::support::program::run;
use crate::support::samples;

/// A page without text: what a scan is when its picture is left out.
const BLANK_PDF: &str = "%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
";

/// A table of objects in which bytes are none of text.
const TORN_PDF: &[u8] = include_bytes!("../../fuzz/seeds/pdf/torn-table");

#[test]
fn a_pdf_is_read_with_sentences_that_run_over_the_ends_of_lines() {
    let path = samples().join("xian/yuanping-shuili-2024.pdf");
    let run = run(&samples(), &["inspect", &path.to_string_lossy(), "--json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let notice: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let texts: Vec<&str> = notice["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clause| clause["text"].as_str().unwrap())
        .collect();
    let whole = "全县清淤沟渠460公里，整修山塘38口，新打机井52眼，恢复和改善灌溉面积1.2万亩。任务分解到乡镇，以村为单位公示进度。";
    assert!(texts.contains(&whole), "{texts:?}");
}

#[test]
fn a_docx_is_read_with_automatic_numbers_notes_and_merged_cells() {
    let path = samples().join("shuju/qingze-shuju-shouquan-2024.docx");
    let run = run(&samples(), &["inspect", &path.to_string_lossy(), "--json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let notice: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let addresses: Vec<&str> = notice["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clause| clause["address"].as_str().unwrap())
        .collect();
    assert!(addresses.contains(&"第二部分第（三）条"), "{addresses:?}");
    assert!(run.out.contains("个人信息泄露事件以市公安局立案为准"), "the footnote is kept");
    let second = &notice["assignments"][4];
    assert_eq!(second["lead"][0], "市农业农村局", "a merged cell counts for every row");
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let files: &[(&str, &[u8], &str)] = &[
        ("scan.pdf", BLANK_PDF.as_bytes(), "no text layer"),
        ("broken.pdf", b"%PDF-1.7 and nothing else", "no document that can be read"),
        ("torn.pdf", TORN_PDF, "no document that can be read: its structure is damaged"),
        ("broken.docx", b"PK\x03\x04 and nothing else", "no document that can be read"),
        ("old.doc", b"\xD0\xCF\x11\xE0", "save it as docx"),
        ("old.wps", b"\xD0\xCF\x11\xE0", "save it as docx"),
        ("seal.ofd", b"PK", "export it as pdf"),
        ("photo.JPG", b"\xFF\xD8", "OCR"),
        ("table.xlsx", b"PK", "docx or html"),
        ("program.exe", b"MZ", "is no notice format"),
    ];
    for (name, bytes, _) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::write(
        folder.path().join("good.txt"),
        "清泽市教育局关于做好资助工作的通知\n\n各学校：\n请认真办理。\n",
    )
    .unwrap();
    let run = run(folder.path(), &["inspect", "."]);
    assert_eq!(run.code, Some(1), "some were skipped");
    assert!(run.out.contains("good.txt"), "the others are read: {}", run.out);
    for (name, _, reason) in files {
        let line = run.err.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.contains(reason)), "{name}: {}", run.err);
    }
}
