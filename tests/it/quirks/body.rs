//! The text of a page: how it is cut and numbered, what is doubled, misread or hung on to it.

use zhengsou::notice::kind::Kind;
use zhengsou::notice::region::Level;
use zhengsou::notice::status::{Openness, Validity};

use crate::quirks::{addresses, clauses, day, due, headings, number, read, task};

const ONE_LINE: &str = "清泽市人民政府办公室关于支持山货进城的实施意见泽政办发〔2022〕31号各县（区）人民政府，市政府有关部门，有关单位：为帮助山区农户把山货卖进城里，经市政府同意，现提出如下实施意见。一、指导思想以农户增收为目标，让好山货卖出好价钱，让居民在家门口买到放心菜。二、持续扩大销路（一）发动食堂采购。市直机关食堂每季度公布一次山货采购清单，价格不得高于批发市场。（二）办好周末集市。每月办一次集市，摊位费全部免收，残疾人摊主另有补助。〔市商务局、市供销社具体负责〕三、保障措施（一）定期通报进展。市商务局每半年通报一次，连续两次落后的作出说明。（二）用好专项资金。资金直接拨付到村，不得截留。清泽市人民政府办公室2022年9月6日（此件公开发布）";

const ONE_LINE_WITH_BLANKS: &str = "清泽市农业农村局 清泽市财政局关于做好低温灾后育苗补助工作确保按时插秧的通知 清泽市农业农村局 清泽市财政局关于做好低温灾后育苗补助工作 确保按时插秧的通知 泽农发〔2020〕5号 各县（区）农业农村局、财政局： 受连续低温影响，部分秧棚受损，现将育苗补助有关工作通知如下： 一、加快补助发放。秧棚损失经村级核实后，补助在十个工作日内打入农户账户，不得抵扣往年欠款。 二、备足应急秧苗。各县（区）按照受损面积的两成备足应急秧苗，统一调配，随缺随补。 三、强化资金监督。补助名单在村务公开栏公示七天，接受群众查询。 清泽市农业农村局 清泽市财政局 2020年4月2日";

const ONE_LINE_WITH_WIDE_BLANKS: &str = "　　兰政办发〔2021〕15号　　兰溪镇人民政府办公室　　关于印发《兰溪镇2021年秋季露天电影　　放映活动方案》　　的通知　　各村（社区），镇直有关单位：　　现将《兰溪镇2021年秋季露天电影放映活动方案》印发给你们，请按照方案做好准备。　　兰溪镇人民政府办公室　　2021年9月8日　　兰溪镇2021年秋季露天电影　　放映活动方案　　为丰富村民文化生活，决定放映露天电影二十场，制定本方案。　　一、放映时间　　每周五、周六晚上七点，遇雨顺延。　　二、放映地点　　各村文化广场，场地由村民委员会提前清扫。　　公开属性：主动公开　　兰溪镇人民政府办公室 2021年9月10日印发　　";

#[test]
fn q38_a_text_in_one_line_is_parted_with_blanks_or_without() {
    let notice = read(ONE_LINE);
    assert_eq!(notice.title.as_deref(), Some("清泽市人民政府办公室关于支持山货进城的实施意见"));
    assert_eq!(number(&notice).as_deref(), Some("泽政办发〔2022〕31号"));
    assert_eq!(notice.addressees, ["各县（区）人民政府", "市政府有关部门", "有关单位"]);
    assert_eq!(headings(&notice), ["一、指导思想", "二、持续扩大销路", "三、保障措施"]);
    assert_eq!(
        addresses(&notice),
        [
            "正文第1段",
            "第一部分",
            "第二部分第（一）条",
            "第二部分第（二）条",
            "第三部分第（一）条",
            "第三部分第（二）条",
        ]
    );
    assert_eq!(task(&notice, "办好周末集市").responsible, ["市商务局", "市供销社"]);
    assert_eq!(clauses(&notice).last(), Some(&"（二）用好专项资金。资金直接拨付到村，不得截留。"));
    assert_eq!(notice.issuers, ["清泽市人民政府办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-09-06"));
    assert_eq!(notice.openness, Some(Openness::Proactive));

    let notice = read(ONE_LINE_WITH_BLANKS);
    assert_eq!(
        notice.title.as_deref(),
        Some("清泽市农业农村局 清泽市财政局关于做好低温灾后育苗补助工作确保按时插秧的通知")
    );
    assert_eq!(number(&notice).as_deref(), Some("泽农发〔2020〕5号"));
    assert_eq!(notice.issuers, ["清泽市农业农村局", "清泽市财政局"]);
    assert_eq!(headings(&notice), ["一、加快补助发放", "二、备足应急秧苗", "三、强化资金监督"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2020-04-02"));

    let notice = read(ONE_LINE_WITH_WIDE_BLANKS);
    assert_eq!(
        notice.title.as_deref(),
        Some("兰溪镇人民政府办公室关于印发《兰溪镇2021年秋季露天电影放映活动方案》的通知")
    );
    assert_eq!(number(&notice).as_deref(), Some("兰政办发〔2021〕15号"));
    assert_eq!(notice.addressees, ["各村（社区）", "镇直有关单位"]);
    assert_eq!(headings(&notice), ["一、放映时间", "二、放映地点"]);
    assert_eq!(clauses(&notice).last(), Some(&"各村文化广场，场地由村民委员会提前清扫。"));
    assert_eq!(notice.issuers, ["兰溪镇人民政府办公室"]);
    assert_eq!(notice.level, Some(Level::Township));
    assert_eq!(notice.region.township.as_deref(), Some("兰溪镇"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-09-08"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
}

const BROKEN_LINES: &str = "各供热企业及用热居民:
为保障困难居民温暖过冬,根据《清泽市城市供热管理办法》(泽政规〔2021〕2号)的规定,经清泽市供热管理联席会议2022年第二
次会议研究同意,现将有关事项通知如下:



一、提高供热补贴标准
低保家庭的补贴由每平方米八元提高到十二元;孤寡老人家庭的补贴由每平方米十元提
高到十五元。
二、放宽申请条件和简化申请手续
(一)放宽申请条件。在本市连续居住满六个月即可申请,不再要求居住满
一年。
(二)简化申请手续。居民凭户口簿到社区申请,社区当场
受理。
本通知自印发之日起执行,以前的规定与本通知不一致的,
以本通知为准。
";

#[test]
fn q39_lines_that_end_inside_a_sentence_are_joined_and_headings_stay_alone() {
    let notice = read(BROKEN_LINES);
    assert_eq!(notice.addressees, ["各供热企业及用热居民"]);
    assert_eq!(headings(&notice), ["一、提高供热补贴标准", "二、放宽申请条件和简化申请手续"]);
    assert_eq!(
        clauses(&notice),
        [
            "为保障困难居民温暖过冬,根据《清泽市城市供热管理办法》(泽政规〔2021〕2号)的规定,经清泽市供热管理联席会议2022年第二次会议研究同意,现将有关事项通知如下:",
            "低保家庭的补贴由每平方米八元提高到十二元;孤寡老人家庭的补贴由每平方米十元提高到十五元。",
            "(一)放宽申请条件。在本市连续居住满六个月即可申请,不再要求居住满一年。",
            "(二)简化申请手续。居民凭户口簿到社区申请,社区当场受理。",
            "本通知自印发之日起执行,以前的规定与本通知不一致的,以本通知为准。",
        ]
    );
    assert_eq!(notice.title, None);
    assert_eq!(number(&notice), None);
    assert_eq!(notice.region.city.as_deref(), Some("清泽市"));
}

const HEADING_AT_A_FULL_STOP: &str = "关于阶段性优化公积金服务的通知

泽公积金〔2022〕16号
各缴存单位:
为方便职工办事,根据近期走访企业收集的意见,现就优化公积金服务有关事项通知如下:
一、缩短贷款审批时间。材料齐全的三天办结,比原来缩短四天。本条自发布之日起实施,试行一年。
二、增设夜间受理窗口。每周三延长到晚上八点,周六上午照常受理。本条自发布之日起实施,试行一年。
三、进一步加强与银行的信息共享,减少职工重复提交的纸质材料。本条自发布之日起实施。
特此通知。
清泽市住房公积金管理中心
2022年6月9日
(此件公开发布)

清泽市住房公积金管理中心办公室2022年6月10日印
";

const HEADING_WITHOUT_A_SIGN: &str = "清泽市住房和城乡建设局等三部门关于便利居民换房的若干意见泽建规[2023]4号

各县(区)人民政府、市直各有关单位:

为便利居民换房,提出以下意见:

一、发放换房补贴对出售旧房后一年内购买新房的家庭,由受益财政按照新房面积每平方米补贴六十元,每户最高不超过一万元。该补贴发放至2024年6月30日。

二、推广带押过户

贷款没有还清的住房可以直接办理过户,买卖双方不必先行还贷,不动产登记部门当天办结。

三、其他

本意见自发布之日起实施,有效期两年。

清泽市住房和城乡建设局

2023年7月3日
";

#[test]
fn q40_a_heading_ends_where_its_text_begins_at_a_full_stop_or_at_no_sign() {
    let notice = read(HEADING_AT_A_FULL_STOP);
    assert_eq!(
        headings(&notice),
        [
            "一、缩短贷款审批时间",
            "二、增设夜间受理窗口",
            "三、进一步加强与银行的信息共享,减少职工重复提交的纸质材料",
        ]
    );
    assert_eq!(
        clauses(&notice)[1],
        "一、缩短贷款审批时间。材料齐全的三天办结,比原来缩短四天。本条自发布之日起实施,试行一年。"
    );
    assert_eq!(addresses(&notice)[1..4], ["第一部分", "第二部分", "第三部分"]);

    let notice = read(HEADING_WITHOUT_A_SIGN);
    assert_eq!(headings(&notice), ["二、推广带押过户", "三、其他"], "only the sense parts 一、");
    assert!(clauses(&notice).iter().any(|text| text.starts_with("一、发放换房补贴对出售旧房")));
}

const NUMBERED_PARAGRAPHS: &str = "泽残联发〔2022〕6号

各县（区）残疾人联合会：

 为方便残疾人出行，经市残疾人联合会研究，现就出行优待有关事项通知如下：

 一、盲人乘坐市内公交车、轮渡时凭残疾人证免费，同行的一名陪护人员也免费，不再区分户籍所在地。

 二、重度肢体残疾人购置电动轮椅的，每六年可以申请一次补贴，补贴金额在现行标准的基础上提高三百元。

 三、本通知仅适用于持有清泽市残疾人证的人员。

 本通知自2023年2月10日起实施。



 

 清泽市残疾人联合会

 2022年12月26日
";

const ARABIC_NUMBERS_ONLY: &str = "岚川省人民政府办公厅
关于印发推动2025年第一季度文旅消费“开门旺”若干措施的通知
岚政办明电〔2025〕1号
各市人民政府,省人民政府各部门:

 《推动2025年第一季度文旅消费“开门旺”若干措施》已经省政府同意,现印发给你们,请认真组织实施。

岚川省人民政府办公厅

2025年1月6日

推动2025年第一季度文旅消费“开门旺”若干措施

 为把新春人气变成消费,制定以下措施。

 1.在火车站、汽车站设置冬游咨询台,每个咨询台配备两名会讲方言的志愿者,春节期间不打烊,并向老年游客提供轮椅和热水。(责任单位:省文化和旅游厅、交通运输厅)

 2.向省外游客发放温泉抵用券二十万张,凭身份证每人限领一张,使用期限到2025年3月底,不得转让和折现。(责任单位:省文化和旅游厅、财政厅)

 3.组织不少于三十场乡村年货大集,对往返大集的公交线路给予补贴,推动山货、年画、米酒等地方特产进入大集。(责任单位:省商务厅)
";

#[test]
fn q41_numbered_paragraphs_are_clauses_without_headings() {
    let notice = read(NUMBERED_PARAGRAPHS);
    assert!(headings(&notice).is_empty(), "{:?}", headings(&notice));
    assert_eq!(addresses(&notice)[..4], ["正文第1段", "第一部分", "第二部分", "第三部分"]);
    assert_eq!(clauses(&notice)[3], "三、本通知仅适用于持有清泽市残疾人证的人员。");
    assert_eq!(notice.title, None);
    assert_eq!(number(&notice).as_deref(), Some("泽残联发〔2022〕6号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-12-26"));

    let notice = read(ARABIC_NUMBERS_ONLY);
    assert!(headings(&notice).is_empty(), "{:?}", headings(&notice));
    assert_eq!(addresses(&notice)[2..], ["第1项", "第2项", "第3项"]);
    assert_eq!(task(&notice, "冬游咨询台").responsible, ["省文化和旅游厅", "交通运输厅"]);
    assert_eq!(task(&notice, "年货大集").responsible, ["省商务厅"]);
}

const COUNTING_ON: &str = "澄浦市人民政府办公室关于搞活老商圈的通知
澄政办发〔2023〕18号
各区县人民政府,市政府各部门:
为让老商圈留住客人,现将有关工作通知如下。
一、把夜间用起来
(一)延长营业时间。步行街商铺可以营业到凌晨一点,路灯同步延时。
(二)增设外摆区域。人行道宽度超过五米的可以外摆,不得占用盲道。
二、把服务做起来
(三)开放单位厕所。沿街机关的厕所节假日向游客开放。
(四)设置寄存柜。每个出入口设置行李寄存柜,首小时免费。
三、把环境管起来
(六)控制音响音量。晚上十点以后关闭店外音响。
澄浦市人民政府办公室
2023年5月9日
";

const NUMBER_LEFT_OUT: &str = "澄政办函〔2021〕39号 澄浦市人民政府办公室关于印发2021年老商圈提升任务分解表的通知 各区县人民政府，市直各单位：为抓好老商圈提升工作，现将《2021年老商圈提升任务分解表》印发给你们，请对照落实，每月月末报送进展情况。 附件：2021年老商圈提升任务分解表 澄浦市人民政府办公室 2021年8月18日附件 2021年老商圈提升任务分解表工作任务工作要求牵头单位责任单位一、改善环境1.更换破损地砖。先换主要路口，雨季之前完成。市城市管理局市直各单位，各区县政府2.整理空中线缆。能入地的全部入地，不能入地的捆扎整齐。市工业和信息化局市直各单位，各区县政府4.补种行道树。选用本地树种，树池加盖格栅。市园林绿化局各区县政府";

#[test]
fn q42_numbers_stay_as_printed_when_they_count_on_or_leave_one_out() {
    let notice = read(COUNTING_ON);
    assert_eq!(
        addresses(&notice),
        [
            "正文第1段",
            "第一部分第（一）条",
            "第一部分第（二）条",
            "第二部分第（三）条",
            "第二部分第（四）条",
            "第三部分第（六）条",
        ]
    );
    assert_eq!(headings(&notice), ["一、把夜间用起来", "二、把服务做起来", "三、把环境管起来"]);
    assert_eq!(notice.clauses[3].path, ["二、把服务做起来"]);

    let notice = read(NUMBER_LEFT_OUT);
    assert_eq!(notice.assignments.len(), 3);
    let fourth = task(&notice, "补种行道树");
    assert_eq!(fourth.text, "补种行道树。选用本地树种，树池加盖格栅。");
    let clause = notice.clauses.iter().find(|clause| clause.id == fourth.clause).unwrap();
    assert!(clause.address.ends_with("第4行"), "{}", clause.address);
}

const CHAPTERS: &str = "岚川省人民政府令

第306号

《岚川省古桥保护办法》已经2018年10月8日省人民政府第21次常务会议讨论通过，现将《岚川省古桥保护办法》公布，自2019年3月1日起施行。

　　省长　　林守拙              

2018年11月6日          

岚川省古桥保护办法

（2018年10月8日岚川省人民政府第21次常务会议通过）

第一章　总　　则

第一条　为了保护古桥，方便群众通行，制定本办法。

第二条　本办法所称古桥，是指建成满一百年的石桥、木桥和索桥。

公路桥梁和铁路桥梁不适用本办法。

第二章　保护和通行

第三条　古桥两端应当设置限载标志，载重车辆绕行。

第三章　附　　则

第四条　本办法自2019年3月1日起施行。
";

const CHAPTER_AND_ARTICLE_ON_ONE_LINE: &str =
    "清泽市人民政府办公室关于印发《清泽市古井管理暂行办法》的通知
泽政办发〔2021〕21号
各县（区）人民政府、市级各部门：
　　现将《清泽市古井管理暂行办法》印发你们，请遵照执行。
清泽市人民政府办公室
2021年10月11日
　　清泽市古井管理暂行办法
　第一章　总则　　第一条 　为规范古井管理，保护井水水质，制定本办法。
　　第二条 　本办法所称古井，是指开凿满八十年、仍有井水的水井。
　　已经填埋的水井不适用本办法。
　第二章　日常管理　　第三条 　古井由所在地的村民委员会看护，井台周围十米内不得堆放杂物。
";

#[test]
fn q43_chapters_are_headings_and_articles_clauses_even_on_one_line() {
    let notice = read(CHAPTERS);
    assert_eq!(headings(&notice), ["第一章总 则", "第二章保护和通行", "第三章附 则"]);
    assert_eq!(number(&notice).as_deref(), Some("岚川省人民政府令第306号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2018-11-06"));
    let mut articles = addresses(&notice);
    articles.retain(|address| address.starts_with('第'));
    assert_eq!(
        articles,
        ["第一章第一条", "第一章第二条", "第一章第二条第2段", "第二章第三条", "第三章第四条"]
    );

    let notice = read(CHAPTER_AND_ARTICLE_ON_ONE_LINE);
    assert_eq!(headings(&notice), ["第一章总则", "第二章日常管理"]);
    assert_eq!(
        clauses(&notice)[1..],
        [
            "第一条 为规范古井管理，保护井水水质，制定本办法。",
            "第二条 本办法所称古井，是指开凿满八十年、仍有井水的水井。",
            "已经填埋的水井不适用本办法。",
            "第三条 古井由所在地的村民委员会看护，井台周围十米内不得堆放杂物。",
        ]
    );
    assert_eq!(addresses(&notice)[4], "第二章第三条");
    assert_eq!(notice.clauses[4].path, ["第二章日常管理"]);
}

const TWO_NOTICES: &str = "清泽市轮渡管理中心:

为方便学生过江上学,减轻学生家庭的交通支出,现就学生轮渡票价有关事项通知如下:

一、在本市就读的中小学生乘坐轮渡,票价由原来每次两元降低到每次一元,凭学生证购票;

二、住在江心洲的学生可以办理学期票,每学期六十元,不限次数。其中,已经享受困难补助的学生免费办理,遗失学期票的凭学生证补办。

本通知自9月1日起施行。



清泽市轮渡管理委员会

2023年8月7日

清泽市轮渡管理中心:

为落实《岚川省水上交通便民服务指导意见》(岚交水〔2023〕3号)的要求,经市轮渡管理委员会审议决定:

轮渡末班时间由晚上九点延长到晚上十点,遇大雾停航时提前一小时公告。

本通知自10月1日起施行。



清泽市轮渡管理委员会

2023年9月15日
";

const QUOTED_WHOLE: &str = "经报请市政府同意,鉴于《清泽市人民政府办公室关于规范电动自行车充电价格的通知》(泽政办规[2018]12号)已经完成阶段性任务,拟予以废止。以下为拟废止的原文件:各县(区)人民政府,市政府各委、办、局:
为规范电动自行车充电价格,经市政府同意,现将有关事项通知如下:
一、明码标出充电价格。充电桩旁应当标出每度电的电价和服务费,不得捆绑收取其他费用。
二、限定服务费的上限。服务费每度不超过三角,低于上限的由经营者自行决定。
三、开展价格检查。市场监管部门每年检查两次,结果在媒体上公布。
以前的有关规定与本通知不一致的,按本通知执行。
";

#[test]
fn q44_the_second_or_the_quoted_notice_gives_no_value_to_the_page() {
    let notice = read(TWO_NOTICES);
    assert_eq!(notice.addressees, ["清泽市轮渡管理中心"]);
    assert_eq!(notice.issuers, ["清泽市轮渡管理委员会"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-08-07"));
    assert_eq!(number(&notice), None);
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    let later = notice.clauses.iter().find(|clause| clause.text.contains("末班时间")).unwrap();
    assert!(later.path.is_empty(), "it stands under {:?} of the first notice", later.path);

    let notice = read(QUOTED_WHOLE);
    assert_eq!(notice.title, None);
    assert_eq!(number(&notice), None);
    assert!(notice.issuers.is_empty(), "{:?}", notice.issuers);
    assert_eq!(day(notice.issued_on), None);
    assert_eq!(notice.validity, Validity::Unknown);
    assert_eq!(
        headings(&notice),
        ["一、明码标出充电价格", "二、限定服务费的上限", "三、开展价格检查"]
    );
}

const HIDDEN_COPY: &str = "清泽市民政局 清泽市财政局关于公布清泽市2025年长者食堂补助标准的通知

泽民规字〔2025〕2号

各县（区）人民政府，市政府各部门：

　　经市人民政府同意，现公布清泽市2025年长者食堂补助标准，请按照标准安排资金，按月拨付到食堂。

　　一、补助标准

　　（一）城区的长者食堂每供应一份午餐补助三元，晚餐补助二元，节假日另外增加一元。

　　（二）山区和湖区的长者食堂运送成本较高，每供应一份午餐补助五元，晚餐补助四元。

　　（三）八十岁以上的老人、独居老人由食堂送餐上门的，每送一份另外补助一元五角。

　　二、执行时间

　　本通知规定的补助标准从2025年6月1日开始执行，2025年5月31日以前供应的午餐和晚餐仍然按照上一年的标准结算。

清泽市民政局　　清泽市财政局

2025年5月30日

公开方式：主动公开
";

const BELOW_THE_TEXT: &str = "
【返回顶部】【关闭窗口】

扫一扫在手机打开当前页

内容纠错 | 使用帮助| 关于我们| 隐私声明| 网站地图| 网站建议

清泽市人民政府 版权所有　主办单位：清泽市人民政府办公室

网站标识码：9901000004   ICP备案号：岚ICP备000号

";

const COPIED_LINE_BY_LINE: &str = "各乡镇人民政府，县政府直属各单位：

根据《沅平县地名管理细则》的规定，经研究，同意对白沙片区新建的下列小区和道路命名：

听橹苑：位于渔港路以北，老船厂东侧地块；

望帆里：位于渔港路以南，水产市场西侧地块；

橹声路：东起老船厂，西到水产市场。

以上标准地名从公告当天开始正式使用。

 

                            沅平县人民政府

2013年5月14日

";

#[test]
fn q45_a_second_copy_of_the_text_adds_no_clause() {
    let copy = HIDDEN_COPY.replace('\n', "");
    let notice = read(&[HIDDEN_COPY, BELOW_THE_TEXT, &copy].concat());
    assert_eq!(
        addresses(&notice),
        ["正文第1段", "第一部分第（一）条", "第一部分第（二）条", "第一部分第（三）条", "第二部分"]
    );
    assert_eq!(clauses(&notice), clauses(&read(HIDDEN_COPY)));
    assert_eq!(headings(&notice), ["一、补助标准", "二、执行时间"]);
    assert_eq!(notice.issuers, ["清泽市民政局", "清泽市财政局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2025-05-30"));

    let notice = read(&COPIED_LINE_BY_LINE.repeat(2));
    assert_eq!(
        clauses(&notice),
        [
            "根据《沅平县地名管理细则》的规定，经研究，同意对白沙片区新建的下列小区和道路命名：",
            "听橹苑：位于渔港路以北，老船厂东侧地块；",
            "望帆里：位于渔港路以南，水产市场西侧地块；",
            "橹声路：东起老船厂，西到水产市场。",
            "以上标准地名从公告当天开始正式使用。",
        ]
    );
    assert_eq!(notice.issuers, ["沅平县人民政府"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2013-05-14"));
}

const LIST_OF_OTHERS: &str = "清泽市商务局关于做好夜市管理服务工作的通知

泽商发〔2022〕7号

各县（区）商务局：

为让夜市热闹而有序，现就做好夜市管理服务工作通知如下：

一、合理划定夜市区域。避开医院、学校和居民楼，每个夜市至少留出一条四米宽的消防通道。

二、规范收取摊位费用。摊位费按月公示，不得收取进场费，雨天停业的按天退还。

各县（区）商务局要在每个夜市设置意见箱，及时回应摊主和居民的意见，让夜市开得久、管得好。

清泽市商务局

2022年1月14日

排行榜
01
关于发布《清泽市菜市场星级评定标准（2022年版）》的通知（泽商发〔2022〕20号）
2022-02-11

02
关于完善社区便利店布局的意见（泽商发〔2022〕26号）
2022-02-10

03
印发《关于支持老字号创新发展的若干措施》的通知（泽商规〔2022〕1号）
2022-02-18

党政机关标识
网站地图|联系我们
";

#[test]
fn q46_a_list_of_other_documents_below_the_signature_is_no_part_of_the_notice() {
    let notice = read(LIST_OF_OTHERS);
    assert_eq!(notice.title.as_deref(), Some("清泽市商务局关于做好夜市管理服务工作的通知"));
    assert_eq!(number(&notice).as_deref(), Some("泽商发〔2022〕7号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-01-14"));
    assert_eq!(day(notice.published_on), None);
    assert_eq!(notice.inner_kind, None);
    assert_eq!(headings(&notice), ["一、合理划定夜市区域", "二、规范收取摊位费用"]);
    assert_eq!(clauses(&notice).len(), 4);
    assert_eq!(
        clauses(&notice).last(),
        Some(
            &"各县（区）商务局要在每个夜市设置意见箱，及时回应摊主和居民的意见，让夜市开得久、管得好。"
        )
    );
}

const COPIES_AND_PRINTING: &str = "各镇人民政府，各街道办事处，区政府各部门：

《关于加强社区老年食堂管理的意见》已经区政府研究同意，现印发给你们，请结合实际认真落实。

汀兰区人民政府办公室 

 2013年8月8日    

关于加强社区老年食堂管理的意见

为让老人吃上热饭、放心饭，现就加强社区老年食堂管理提出以下意见。

一、合理布局食堂

步行十五分钟以内应当有一家老年食堂，老人较多的小区可以设置助餐点。

二、落实经费补助

房租和水电费用由区财政补助一半，食材费用按照实际用餐人数结算。

抄送：区委各部门，区人大常委会办公室、区政协办公室，区人武部，区法院、检察院。

汀兰区人民政府办公室

2013年8月12日印发
";

const NAME_OF_A_FILE_LAST: &str = "汀兰区人民政府办公室关于做好2019年社区公园建设工作的通知

各街道办事处，区政府各部门：

为让居民出门见绿，现就2019年社区公园建设工作通知如下。

一、利用边角地块

拆迁腾出的边角地块优先建设公园，不得改作停车场。

二、听取居民意见

公园的设施由居民投票选定，投票结果在楼道公示。


附件:2019年汀兰区社区公园建设任务分解表.docx
";

#[test]
fn q47_the_foot_names_neither_clauses_nor_the_date_of_issue() {
    let notice = read(COPIES_AND_PRINTING);
    assert_eq!(
        clauses(&notice).last(),
        Some(&"房租和水电费用由区财政补助一半，食材费用按照实际用餐人数结算。")
    );
    assert_eq!(notice.addressees, ["各镇人民政府", "各街道办事处", "区政府各部门"]);
    assert_eq!(notice.issuers, ["汀兰区人民政府办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2013-08-08"));
    assert_eq!(day(notice.published_on), None);

    let notice = read(NAME_OF_A_FILE_LAST);
    assert_eq!(notice.attachments, ["2019年汀兰区社区公园建设任务分解表.docx"]);
    assert_eq!(clauses(&notice).last(), Some(&"公园的设施由居民投票选定，投票结果在楼道公示。"));
    assert_eq!(day(notice.issued_on), None);
}

const MISREAD: &str = "清泽市住房公积金管理中心关于优化佳房公积金提取服务的通知
各缴存单位:
为方便缴存人,现将优化提取服务有关事项通知如下。
一、缴存人提前还清公积金货款的,不再收取手续费,解除抵押的材料由中心直接送交登记部门,缴存人不必另行提交。
二、提取的条件、材料和时限纳入主动公开基本pp目录,变动之后五天内更新,逾期没有更新的,由市政府办公室督促更新。
附件:目录编制分工
清泽市住房公积金管理中心
2022年5月16日

附件

目录编制分工

序号

具体任务

责任单位

完成时间

1

编制公积金提取领域政务公市公开标准目录

市住房公积金管理中心

2022年10月30日前

2

编制公积金缴存领域政务公漏开标准目录

市住房公积金管理中心、市税务局

2022年11月15日前
";

#[test]
fn q48_misread_characters_stay_as_found_and_disturb_nothing() {
    let notice = read(MISREAD);
    assert_eq!(
        notice.title.as_deref(),
        Some("清泽市住房公积金管理中心关于优化佳房公积金提取服务的通知")
    );
    assert_eq!(
        clauses(&notice)[1],
        "一、缴存人提前还清公积金货款的,不再收取手续费,解除抵押的材料由中心直接送交登记部门,缴存人不必另行提交。"
    );
    assert!(clauses(&notice)[2].contains("纳入主动公开基本pp目录,"));
    let first = task(&notice, "政务公市公开");
    assert_eq!(first.text, "编制公积金提取领域政务公市公开标准目录");
    assert_eq!(first.responsible, ["市住房公积金管理中心"]);
    let second = task(&notice, "政务公漏开");
    assert_eq!(second.responsible, ["市住房公积金管理中心", "市税务局"]);
    assert_eq!(due(second).as_deref(), Some("2022-11-15"));
    assert_eq!(notice.openness, None);
}

const TRADITIONAL: &str = "清泽市人力资源和社会保障局关于做好返岗包车补助工作的通知 各县（区）人力资源和社会保障局，各包车企业： 　　为落实清泽市财政局《关于做好返岗服务保障工作的通知》(泽财社〔2020〕14号)精神，现将返岗包车补助有关事项通知如下： 　　一、企业包车接送职工返岗的，可以在返岗结束後按照每座六十元的标准申请补助，受理部门收到申请後3日内完成审核，并一次告知需要补充的材料。 　　二、同一车次只能申请一次补助，不得与其他交通补助重复享受，隐瞒不报的，追回已经发放的补助。 　　三、各县（区）人力资源和社会保障局汇总补助名单，公示无异议後报市局备案。(责任单位：市人力资源和社会保障局；完成时限：印发後3个月内) 　　清泽市人力资源和社会保障局 　　2020年2月14日";

#[test]
fn q49_a_traditional_character_is_kept_and_understood() {
    let notice = read(TRADITIONAL);
    assert_eq!(
        notice.title.as_deref(),
        Some("清泽市人力资源和社会保障局关于做好返岗包车补助工作的通知")
    );
    assert_eq!(number(&notice), None);
    assert_eq!(
        clauses(&notice)[1],
        "一、企业包车接送职工返岗的，可以在返岗结束後按照每座六十元的标准申请补助，受理部门收到申请後3日内完成审核，并一次告知需要补充的材料。"
    );
    let reported = task(&notice, "汇总补助名单");
    assert_eq!(reported.responsible, ["市人力资源和社会保障局"]);
    assert_eq!(
        reported.deadline.as_ref().map(|deadline| deadline.text.as_str()),
        Some("印发後3个月内")
    );
    assert_eq!(due(reported).as_deref(), Some("2020-05-14"));
    assert_eq!(notice.issuers, ["清泽市人力资源和社会保障局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2020-02-14"));
}

const HALF_WIDTH: &str = "清泽市人民政府办公室
关于印发清泽市2020年便民服务工作要点的通知
泽政办函〔2020〕28号
各县(区)人民政府,高新区、综合保税区管委会,市政府各部门:
《清泽市2020年便民服务工作要点》已经市政府同意,现印发给你们,请抓好落实。
清泽市人民政府办公室
2020年8月6日
(此件公开发布)
清泽市2020年便民服务工作要点
为方便群众办事,制定本要点。
一、缩短办理时间
(一)推行延时服务。服务大厅中午不休息;周六上午照常受理。(牵头单位:市行政审批局;配合单位:市公安局,市税务局;完成时限:9月底前)
二、减少办理材料
(二)推行电子证照。身份证、户口簿、结婚证三类证件可以出示电子证照,窗口不得要求另交复印件。(责任单位:市公安局、市民政局)
";

const RATIO_FOR_COLON: &str = "清泽市人民政府办公室关于开展公园座椅维修的通知
各县(区)人民政府,市城市管理局,各公园管理处∶
为方便市民休息,现就公园座椅维修工作通知如下。
一、排查损坏座椅
各公园管理处逐一登记损坏的座椅,拍照编号。(责任单位∶市城市管理局、各公园管理处;完成时限∶2020年10月底前)
二、公布维修进度
维修进度每周在公园入口公布,市民可以拨打热线查询。
清泽市人民政府办公室
2020年9月1日
";

#[test]
fn q50_half_width_signs_and_the_ratio_sign_part_like_the_usual_ones() {
    let notice = read(HALF_WIDTH);
    assert_eq!(
        notice.addressees,
        ["各县(区)人民政府", "高新区", "综合保税区管委会", "市政府各部门"]
    );
    assert_eq!(headings(&notice), ["一、缩短办理时间", "二、减少办理材料"]);
    let longer = task(&notice, "延时服务");
    assert_eq!(longer.lead, ["市行政审批局"]);
    assert_eq!(longer.supporting, ["市公安局", "市税务局"]);
    assert!(longer.responsible.is_empty(), "{:?}", longer.responsible);
    assert_eq!(due(longer).as_deref(), Some("2020-09-30"));
    assert_eq!(task(&notice, "电子证照").responsible, ["市公安局", "市民政局"]);
    assert_eq!(notice.openness, Some(Openness::Proactive));

    let notice = read(RATIO_FOR_COLON);
    assert_eq!(notice.addressees, ["各县(区)人民政府", "市城市管理局", "各公园管理处"]);
    let listed = task(&notice, "逐一登记");
    assert_eq!(listed.responsible, ["市城市管理局", "各公园管理处"]);
    assert_eq!(due(listed).as_deref(), Some("2020-10-31"));
    assert_eq!(clauses(&notice)[0], "为方便市民休息,现就公园座椅维修工作通知如下。");
}

const UNSEEN: &str = "\u{E7E3} 无障碍\u{A0}\u{A0} \u{E806} 长者助手 我的收藏\u{A0}\u{A0}\u{E705} 收藏

\u{E6EA}  \u{E6EA}  \u{E6EA}
高级搜索

索引号：

11990100007508528C/2024-00031

发布日期：

2024-10-15

清泽市民政局关于印发清泽市公益食堂补助办法的通知

　　泽民规字〔2024〕3号

各县（区）民政局：

　　根据《清泽市人民政府办公室印发&lt;关于支持公益食堂发展的若干措施&gt;的通知》（泽政办发〔2024〕12号）要求，现将《清泽市公益食堂补助办法》印发给你们。

\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}清泽市民政局\u{A0}\u{A0}\u{A0}\u{A0}

　　2024年3月14日

清泽市公益食堂补助办法

　　第一章&nbsp;&nbsp;总&nbsp;&nbsp;则

　　第一条 公益食堂补助用于支付房租和水电费用，不得用于发放奖金。

　　第二章&nbsp;&nbsp;补助标准

\u{200D}　　第二条 每供应一份午餐补助三元，由县（区）民政局按月拨付。
";

#[test]
fn q51_unseen_characters_entities_and_crlf_leave_no_trace() {
    let notice = read(&UNSEEN.replace('\n', "\r\n"));
    assert_eq!(notice.title.as_deref(), Some("清泽市民政局关于印发清泽市公益食堂补助办法的通知"));
    assert_eq!(number(&notice).as_deref(), Some("泽民规字〔2024〕3号"));
    assert_eq!(notice.index_number.as_deref(), Some("11990100007508528C/2024-00031"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2024-10-15"));
    assert_eq!(notice.issuers, ["清泽市民政局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-03-14"));
    assert_eq!(headings(&notice), ["第一章总 则", "第二章补助标准"]);
    assert_eq!(
        clauses(&notice),
        [
            "根据《清泽市人民政府办公室印发<关于支持公益食堂发展的若干措施>的通知》（泽政办发〔2024〕12号）要求，现将《清泽市公益食堂补助办法》印发给你们。",
            "第一条 公益食堂补助用于支付房租和水电费用，不得用于发放奖金。",
            "第二条 每供应一份午餐补助三元，由县（区）民政局按月拨付。",
        ]
    );
    assert_eq!(addresses(&notice)[1..], ["第一章第一条", "第二章第二条"]);
}

const FOOTNOTE_MARKS: &str = "关于优化清泽市换房服务措施的通知

各有关单位：

 为方便居民换房，经研究，现将有关措施通知如下。

 一、增加房源供应

 存量土地优先用于建设中小户型住房，每个街道至少建设一处。（责任单位：市自然资源和规划局）[1]

 二、发放换房补贴

 出售旧房后一年内购买新房的家庭可以申请补贴。

清泽市住房和城乡建设局

清泽市财政局

 2024年5月27日
(一)增加房源供应方面
一是明确户型。中小户型是指建筑面积不超过九十平方米的住房。
(二)发放换房补贴方面
一是明确标准。旧房面积不超过六十平方米的，每套补贴二万元；超过六十平方米的，每套补贴一万五千元。在领取新房的不动产权证之后发放。[2]
";

#[test]
fn q52_footnote_marks_are_neither_numbers_nor_units_nor_headings() {
    let notice = read(FOOTNOTE_MARKS);
    assert_eq!(number(&notice), None);
    assert_eq!(headings(&notice), ["一、增加房源供应", "二、发放换房补贴"]);
    assert_eq!(task(&notice, "存量土地").responsible, ["市自然资源和规划局"]);
    assert_eq!(notice.assignments.len(), 1);
    assert_eq!(notice.issuers, ["清泽市住房和城乡建设局", "清泽市财政局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-05-27"));
    let last = clauses(&notice).last().copied().unwrap();
    assert!(last.ends_with("在领取新房的不动产权证之后发放。[2]"), "{last}");
}
