//! Numbers in other brackets, damaged, glued, without office code, on two lines, or only quoted.

use zhengsou::notice::Notice;
use zhengsou::notice::kind::Kind;
use zhengsou::notice::region::Level;
use zhengsou::notice::status::Openness;

use crate::quirks::{addresses, clauses, day, number, read};

/// Returns the numbers of the documents that a notice names, as they print.
fn cited(notice: &Notice) -> Vec<String> {
    let numbers = notice.citations.iter().filter_map(|citation| citation.doc_number.as_ref());
    numbers.map(ToString::to_string).collect()
}

const BRACKETS_TWICE: &str = "\
泽政办电〔2023〕5号清泽市人民政府办公室关于做好春季取水口巡查的通知 清泽市人民政府办公室文件 \
泽政办电[2023]5号 —————————— 清泽市人民政府办公室关于做好春季 取水口巡查的通知 \
各县（区）人民政府，市政府各部门： 今春雨水偏少，城区三处取水口水位下降，为了不让夏天断水，安排如下： \
一、每周巡查 县（区）水务局对辖区取水口每周至少巡查一次，拍照存档，照片按取水口编号，保存三年以备查对。 \
二、遇险上报 取水口淤塞、护栏缺损的，当天报市水务局，市水务局在两天内派人修好，修好后回访一次。 \
三、经费来源 巡查车辆和拍照设备由各县（区）从水利维修经费中列支，市里不再另行安排。 2023年2月11日";

#[test]
fn q16_a_year_in_any_brackets_is_the_year_of_the_number() {
    for year in ["[2023]", "〔2023)", "(2023)", "【2023】"] {
        let notice = read(&format!(
            "清泽市人民政府办公室文件

泽政办电{year}5号

——————————

清泽市人民政府办公室关于做好

春季取水口巡查的通知

各县（区）人民政府，市政府各部门：

按照《岚川省水利厅关于取水口管理的通知》(岚水发〔2022)74号〕、《清泽市人民政府关于用水调度的函》(泽政函(2022)79号)和《清泽市水务局关于印发巡查表的通知(试行)》(泽水务【2020】2号)，每个取水口每周至少巡查一次。

清泽市人民政府办公室

2023年2月11日
"
        ));
        assert_eq!(number(&notice).as_deref(), Some("泽政办电〔2023〕5号"), "{year}");
        let title = "清泽市人民政府办公室关于做好春季取水口巡查的通知";
        assert_eq!(notice.title.as_deref(), Some(title), "{year}");
        assert_eq!(notice.issuers, ["清泽市人民政府办公室"], "{year}");
        assert_eq!(notice.addressees, ["各县（区）人民政府", "市政府各部门"], "{year}");
        assert_eq!(
            cited(&notice),
            ["岚水发〔2022〕74号", "泽政函〔2022〕79号", "泽水务〔2020〕2号"],
            "{year}"
        );
    }
    let notice = read(BRACKETS_TWICE);
    assert_eq!(number(&notice).as_deref(), Some("泽政办电〔2023〕5号"));
    let title = "清泽市人民政府办公室关于做好春季取水口巡查的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["清泽市人民政府办公室"]);
    assert_eq!(notice.addressees, ["各县（区）人民政府", "市政府各部门"]);
}

const DAMAGED: &str = "\
您当前的位置: 首页>政务公开 > 其他公文

    • [ 发文字号 ]
    • 云栖府办发〔2021〕14号
    • [ 发布机构 ]
    • 云栖区政府办公室
    • [ 生成日期 ]
    • 2021-09-13
    • [ 发布日期 ]
    • 2021-09-14

清泽市云栖区人民政府办公室关于开放学校操场的通知

云栖府办发〔202114


清泽市云栖区人民政府办公室关于

放学校操场的通知


各镇人民政府,区政府各部门,各街道办事处:

按照《清泽市人民政府办公室关于共享体育场地的通知》(泽政办发〔2021〕58号),区内中小学操场每晚六点到八点向居民开放。


清泽市云栖区人民政府办公室

2021826


(此件公开发布)
";

#[test]
fn q17_a_damaged_number_is_mended_from_the_head_and_a_day_without_signs_is_read() {
    let notice = read(DAMAGED);
    assert_eq!(number(&notice).as_deref(), Some("云栖府办发〔2021〕14号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-08-26"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2021-09-14"));
    assert_eq!(notice.title.as_deref(), Some("清泽市云栖区人民政府办公室关于开放学校操场的通知"));
    assert_eq!(notice.issuers, ["清泽市云栖区人民政府办公室"]);
    assert_eq!(notice.region.county.as_deref(), Some("云栖区"));
    assert_eq!(cited(&notice), ["泽政办发〔2021〕58号"]);
    assert_eq!(clauses(&notice).len(), 1, "{:?}", clauses(&notice));
}

const GLUED_TO_TITLE: &str = "\
桐陵市住房和城乡建设局等三部门关于支持旧房改造的若干意见桐建规[2023]4号

各县（区）人民政府、市直各有关单位:

旧房改造按照《岚川省住房和城乡建设厅关于印发<旧房改造导则>的通知》(岚建科[2022]11号)设计,\
每平方米补助一百二十元。

桐陵市住房和城乡建设局

桐陵市财政局

桐陵市民政局

2023年5月8日
";

const IN_BRACKETS_BEHIND_TITLE: &str = "\
桐陵市人民政府关于印发桐陵市夜市管理规定的通知(桐府〔2023〕14号)
来源:本网发布日期:2023-03-0110:24:51字体大中小

各县（区）人民政府,市政府各部门:

《桐陵市夜市管理规定》由市政府常务会议通过,现予印发。

桐陵市人民政府

2023年2月24日
";

#[test]
fn q18_a_number_behind_the_title_is_the_own_number_and_no_part_of_the_title() {
    let notice = read(GLUED_TO_TITLE);
    assert_eq!(
        notice.title.as_deref(),
        Some("桐陵市住房和城乡建设局等三部门关于支持旧房改造的若干意见")
    );
    assert_eq!(number(&notice).as_deref(), Some("桐建规〔2023〕4号"));
    assert_eq!(notice.kind.map(Kind::name), Some("意见"));
    assert_eq!(notice.issuers, ["桐陵市住房和城乡建设局", "桐陵市财政局", "桐陵市民政局"]);
    assert_eq!(cited(&notice), ["岚建科〔2022〕11号"]);
    let notice = read(IN_BRACKETS_BEHIND_TITLE);
    assert_eq!(notice.title.as_deref(), Some("桐陵市人民政府关于印发桐陵市夜市管理规定的通知"));
    assert_eq!(number(&notice).as_deref(), Some("桐府〔2023〕14号"));
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    assert_eq!(notice.inner_kind.map(Kind::name), Some("规定"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-03-01"));
}

const NO_OFFICE_CODE: &str = "　　办发〔2021〕15号　　兰溪镇党政办公室　　\
关于印发《兰溪镇2021年第四季度露天电影　　进村巡映工作方案》　　的通知　　\
各村、镇直有关单位、兰溪派出所：　　\
《兰溪镇2021年第四季度露天电影进村巡映工作方案》由镇党委会议定下，现发给你们，请照日程准备场地。　　\
兰溪镇党政办公室　　2021年10月19日　　兰溪镇2021年第四季度露天电影　　进村巡映工作方案　　\
为了让我镇老人在家门口看上电影，镇里从10月下旬起派放映队进村，每村放映两场，方案如下：　　\
一、放映安排　　放映队自带银幕和发电机，晚上七点开映，遇雨顺延。　　\
二、现场秩序　　村里派四名值班员引导停车，散场后清扫场地。　　\
公开属性：主动公开　　兰溪镇党政办公室 2021年10月19日印发　　";

#[test]
fn q19_a_number_without_office_code_is_kept_as_it_is_written() {
    let notice = read(NO_OFFICE_CODE);
    assert_eq!(number(&notice).as_deref(), Some("办发〔2021〕15号"));
    assert_eq!(
        notice.title.as_deref(),
        Some("兰溪镇党政办公室关于印发《兰溪镇2021年第四季度露天电影进村巡映工作方案》的通知")
    );
    assert_eq!(notice.issuers, ["兰溪镇党政办公室"]);
    assert_eq!(notice.level, Some(Level::Township));
    assert_eq!(notice.region.township.as_deref(), Some("兰溪镇"));
    assert_eq!(notice.region.county.as_deref(), Some("汀兰区"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-10-19"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
}

const SHORT_ORDER: &str = "\
索 引 号：

000099315/2020-00206

发文机关：

岚川省人民政府

成文日期：

2020年12月30日

标　　题：

岚川省古树保护办法

发文字号：

岚令第63号

发布日期：

2021年01月11日

主 题 词：

岚川省人民政府令

第63号

《岚川省古树保护办法》经省人民政府第48次常务会议修订，现重新公布，自2021年3月1日起施行。

　　省长　　沈望舟

2020年12月30日

岚川省古树保护办法

（2009年5月4日岚川省人民政府令第18号发布　2020年12月28日岚川省人民政府第48次常务会议修订）

第一条　树龄一百年以上的树木是古树，由县级林业部门挂牌编号。

第二条　本办法自2021年3月1日起施行。
";

const ORDER_ON_TWO_LINES: &str = "\
当前位置：首页 > 政务公开

清泽市渡船安全管理办法

2022-03-18

来源： 清泽市人民政府办公室

分享到

-次

清泽市人民政府令

第31号

　　《清泽市渡船安全管理办法》已经2022年3月4日市政府第52次常务会议审议通过，现公布施行，施行日期为2022年6月15日。

　　市　长：陆小舟

　　2022年3月11日

清泽市渡船安全管理办法

　　第一条 渡船载客不得超过核定人数，遇大雾和六级以上大风停航。

　　第二条 本办法自2022年6月15日起施行。

公开方式：主动公开

清泽市人民政府办公室                      2022年3月16日印发

扫一扫在手机打开当前页

清泽市渡船安全管理办法

2022-03-18

来源： 清泽市人民政府办公室

网站标识码：9901000004   ICP备案号：岚ICP备20101号-1

清泽市人民政府令第31号　　《清泽市渡船安全管理办法》已经2...
";

#[test]
fn q20_an_order_is_numbered_in_short_or_on_two_lines() {
    let notice = read(SHORT_ORDER);
    assert_eq!(number(&notice).as_deref(), Some("岚令第63号"));
    assert_eq!(notice.title.as_deref(), Some("岚川省古树保护办法"));
    assert_eq!(notice.issuers, ["岚川省人民政府"]);
    assert_eq!(notice.level, Some(Level::Province));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2020-12-30"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2021-01-11"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2021-03-01"));
    assert_eq!(cited(&notice), ["岚川省人民政府令第18号"]);
    let notice = read(ORDER_ON_TWO_LINES);
    assert_eq!(number(&notice).as_deref(), Some("清泽市人民政府令第31号"));
    assert_eq!(notice.title.as_deref(), Some("清泽市渡船安全管理办法"));
    assert_eq!(notice.issuers, ["清泽市人民政府"]);
    assert_eq!(notice.kind.map(Kind::name), Some("办法"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-03-11"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2022-03-18"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2022-06-15"));
    assert_eq!(addresses(&notice), ["通知正文第1段", "第一条", "第二条"]);
    assert_eq!(notice.openness, Some(Openness::Proactive));
}

const ONLY_QUOTED: &str = "\
清泽市人力资源和社会保障局关于发放灵活用工平台补助的通知 \
各县（区）人力资源和社会保障局、清泽经济技术开发区社会事业局，各人力资源服务机构： 　　\
为落实清泽市人力资源和社会保障局、清泽市财政局《关于稳定灵活用工的通知》(泽人社发〔2023〕14号)，\
现就平台补助的发放说明如下： 　　\
一、平台为五十名以上骑手介绍岗位的，每满五十人补助两万元，人数按实际上岗满一个月的计算。 　　\
二、平台在每月十五日前把名册报所在县（区），县（区）在五日内核对，核对办法见泽人社办〔2023〕6号。 　　\
附件：灵活用工平台补助申请表 　　联系电话：0990-5210077 清泽市人力资源和社会保障局 2023年2月14日";

#[test]
fn q21_a_number_that_is_only_quoted_is_never_the_own_number() {
    let notice = read(ONLY_QUOTED);
    assert_eq!(number(&notice), None);
    assert_eq!(cited(&notice), ["泽人社发〔2023〕14号", "泽人社办〔2023〕6号"]);
    assert_eq!(
        notice.title.as_deref(),
        Some("清泽市人力资源和社会保障局关于发放灵活用工平台补助的通知")
    );
    assert_eq!(notice.issuers, ["清泽市人力资源和社会保障局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-02-14"));
    assert_eq!(notice.attachments, ["灵活用工平台补助申请表"]);
}

const RED_HEAD: &str = "\
清泽市住房公积金管理委员会文件泽公积金委字〔2022〕2号★
关于放宽异地缴存职工购房贷款的通知
各缴存单位,市住房公积金中心各县区管理部,望榆矿业集团分中心,各受托银行∶
在外地缴存满一年的职工,回清泽市购房可以申请贷款,额度与本地职工相同。
一、提交的材料
缴存证明由中心向缴存地调取,职工不必往返开具。
二、其他
本通知自2022年10月31日执行。本通知由市住房公积金中心负责解释。
";

#[test]
fn q22_a_red_head_run_together_gives_issuer_and_number_and_no_title() {
    let notice = read(RED_HEAD);
    assert_eq!(number(&notice).as_deref(), Some("泽公积金委字〔2022〕2号"));
    assert_eq!(notice.issuers, ["清泽市住房公积金管理委员会"]);
    assert_eq!(notice.title.as_deref(), Some("关于放宽异地缴存职工购房贷款的通知"));
    assert_eq!(notice.region.city.as_deref(), Some("清泽市"));
    assert_eq!(notice.issued_on, None);
    assert_eq!(day(notice.effective_on).as_deref(), Some("2022-10-31"));
    assert_eq!(
        notice.addressees,
        ["各缴存单位", "市住房公积金中心各县区管理部", "望榆矿业集团分中心", "各受托银行"]
    );
    assert_eq!(
        clauses(&notice).first(),
        Some(&"在外地缴存满一年的职工,回清泽市购房可以申请贷款,额度与本地职工相同。")
    );
}
