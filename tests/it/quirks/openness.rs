//! Openness and validity: taken where the page states them, and from nothing that sounds like them.

use zhengsou::notice::status::{Openness, Validity};

use crate::quirks::{clauses, day, number, read};

const UNMARKED: &str = "清泽市教育局关于做好校园图书漂流工作的通知
泽教发〔2023〕14号
各县（区）教育局：
为让好书流动起来，现就校园图书漂流工作通知如下。
一、设置漂流书架。每所学校在走廊设置书架，学生自取自还。
二、鼓励家庭捐书。捐书满十本的家庭获得漂流纪念章。
清泽市教育局
2023年4月20日
";

const UNMARKED_IN_ONE_LINE: &str = "清泽市教育局关于做好校园图书漂流工作的通知 泽教发〔2023〕14号 各县（区）教育局： 为让好书流动起来，经市政府同意，现就校园图书漂流工作通知如下。 一、设置漂流书架。每所学校在走廊设置书架，书架高度方便低年级学生取书，学生自取自还，不登记、不押证、不罚款。 二、鼓励家庭捐书。捐书满十本的家庭获得漂流纪念章，捐书满一百本的家庭可以为书架命名，破损的图书由学校修补之后再上架。 三、举办读书分享。每学期至少举办两次读书分享，请捐书的家庭讲一讲书里的故事，让书和人一起流动起来。 清泽市教育局 2023年4月20日";

#[test]
fn q62_every_form_of_the_mark_is_open_and_none_is_a_clause() {
    let plain = read(UNMARKED);
    assert_eq!(plain.openness, None);
    for mark in [
        "（此件公开发布）",
        "(此件主动公开)",
        "公开方式：主动公开",
        "　公开方式:主动公开",
        "公开属性：主动公开",
        "（信息公开形式：主动公开）",
    ] {
        let notice = read(&format!("{UNMARKED}{mark}\n"));
        assert_eq!(notice.openness, Some(Openness::Proactive), "{mark}");
        assert_eq!(clauses(&notice), clauses(&plain), "{mark}");
        assert_eq!(day(notice.issued_on).as_deref(), Some("2023-04-20"), "{mark}");
    }
    let plain = read(UNMARKED_IN_ONE_LINE);
    assert_eq!(plain.openness, None);
    for mark in [
        " （信息公开形式：主动公开）",
        "　　公开属性：主动公开　　清泽市教育局 2023年4月21日印发　　",
    ] {
        let notice = read(&format!("{UNMARKED_IN_ONE_LINE}{mark}"));
        assert_eq!(notice.openness, Some(Openness::Proactive), "{mark}");
        assert_eq!(clauses(&notice), clauses(&plain), "{mark}");
        assert_eq!(day(notice.issued_on).as_deref(), Some("2023-04-20"), "{mark}");
    }
}

const MARKS_QUOTED: &str = "云栖区人民政府办公室关于规范公文公开标注的通知

云政办发〔2020〕13号

各镇人民政府,区政府各部门,各街道办事处:

为规范公文公开标注,现将有关事项通知如下:

一、起草时提出意见

起草单位在送审时提出主动公开、依申请公开或者不予公开的意见,没有提出意见的退回补充。

二、印发时写明标注

公文印发时在成文日期的下一行写明“此件公开发布”“此件依申请公开”“此件不公开”,字体与正文一致。


云栖区人民政府办公室

2020年6月17日


";

#[test]
fn q63_marks_that_the_text_quotes_do_not_count() {
    let notice = read(&format!("{MARKS_QUOTED}(此件公开发布)\n"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(clauses(&notice).len(), 3);
    assert!(clauses(&notice)[2].contains("“此件依申请公开”“此件不公开”"));
    assert_eq!(read(MARKS_QUOTED).openness, None);
}

#[test]
fn q64_a_mark_that_words_were_left_out_is_no_openness() {
    let plain = read(UNMARKED);
    for mark in ["（此件有删减）", "（本文有删减）"] {
        let notice = read(&format!("{UNMARKED}\n{mark}\n"));
        assert_eq!(notice.openness, None, "{mark}");
        assert_eq!(clauses(&notice), clauses(&plain), "{mark}");
        assert_eq!(notice.issuers, ["清泽市教育局"], "{mark}");
    }
    let notice = read(&format!("{UNMARKED_IN_ONE_LINE}（此件有删减）"));
    assert_eq!(notice.openness, None);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-04-20"));
    assert_eq!(clauses(&notice), clauses(&read(UNMARKED_IN_ONE_LINE)));
}

const EXPIRY_WITHOUT_VALIDITY: &str =
    "当前位置：首页 > 清泽市行政规范性文件统一发布平台 > 市部门规范性文件 > 清泽市医疗保障局

基本信息

统一编号： QZ0320190096

文　　号： 泽医保规字〔2019〕4号

实施日期： 2019年08月01日

失效日期： 2024年07月31日

发布机关： 清泽市医疗保障局

文件状态：

清泽市医疗保障局关于印发清泽市中医理疗报销细则的通知

分享到

-

各有关单位：

为方便职工就近理疗，现将《清泽市中医理疗报销细则》印发给你们，请按照执行。

本通知自2019年8月1日起实施，有效期5年。

清泽市医疗保障局

2019年6月3日

公开方式：主动公开
";

const ENDS_ANOTHER: &str = "清泽市住房公积金管理中心关于印发清泽市公积金异地互认办法的通知
发布日期:2026-06-09 浏览次数:311
泽公积金规字〔2026〕3号

各缴存单位、各受托银行:

 现将修订后的《清泽市公积金异地互认办法》印发给你们,请按照执行。

 清泽市住房公积金管理中心

2026年6月5日

清泽市公积金异地互认办法

 第一条 在省内其他市缴存的年限与在本市缴存的年限合并计算。

 第二条 本办法自2026年7月1日起实施,有效期为5年。《清泽市住房公积金管理中心关于印发〈清泽市公积金异地转移办法〉的通知》(泽公积金规字〔2021〕1号)同时废止。

 

 公开方式:主动公开
";

#[test]
fn q65_a_date_of_expiry_and_the_end_of_another_document_state_no_validity() {
    let notice = read(EXPIRY_WITHOUT_VALIDITY);
    assert_eq!(notice.validity, Validity::Unknown);
    assert_eq!(day(notice.expires_on).as_deref(), Some("2024-07-31"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2019-08-01"));
    assert_eq!(
        notice.title.as_deref(),
        Some("清泽市医疗保障局关于印发清泽市中医理疗报销细则的通知")
    );
    assert_eq!(number(&notice).as_deref(), Some("泽医保规字〔2019〕4号"));
    assert_eq!(notice.index_number, None);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2019-06-03"));

    let notice = read(ENDS_ANOTHER);
    assert_eq!(notice.validity, Validity::Unknown);
    assert_eq!(number(&notice).as_deref(), Some("泽公积金规字〔2026〕3号"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2026-07-01"));
    assert_eq!(day(notice.expires_on).as_deref(), Some("2031-06-30"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2026-06-05"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2026-06-09"));
}
