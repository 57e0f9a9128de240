//! Titles, issuers and places as pages give them: broken, doubled, run together or left out.

use zhengsou::notice::kind::Kind;
use zhengsou::notice::region::Level;
use zhengsou::notice::status::Openness;

use crate::quirks::{clauses, day, headings, number, read};

const TITLE_ON_TWO_LINES: &str = "沅平县人民政府

关于印发沅平县支持返乡创业七条措施的通知

沅政规〔2023〕6号



各乡、镇人民政府,县政府各部门、各直属机构:

《沅平县支持返乡创业七条措施》已经县政府第19次常务会议通过,现印发给你们,请抓好落实。



沅平县人民政府

2023年10月12日

(此件公开发布)



沅平县支持返乡创业七条措施

一、给予开办补助。返乡人员首次创办企业并经营满6个月的,一次性补助5000元。
";

const TITLE_ON_THREE_LINES: &str = "岚川省人民政府办公厅
关于印发提振2025年春季文旅消费
“踏青季”若干举措方案的通知
岚政办明电〔2025〕3号
各市人民政府,省人民政府各部门:

《提振2025年春季文旅消费“踏青季”若干举措方案》已经省政府同意,现印发给你们,请抓好落实。

岚川省人民政府办公厅

2025年3月5日

提振2025年春季文旅消费“踏青季”若干举措方案

1.省属景区3月至5月工作日门票减半。(责任单位:省文化和旅游厅)
";

#[test]
fn q30_a_title_broken_over_lines_is_put_together_with_its_issuer() {
    let notice = read(TITLE_ON_TWO_LINES);
    let title = "沅平县人民政府关于印发沅平县支持返乡创业七条措施的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["沅平县人民政府"]);
    assert_eq!(number(&notice).as_deref(), Some("沅政规〔2023〕6号"));

    let notice = read(TITLE_ON_THREE_LINES);
    let title = "岚川省人民政府办公厅关于印发提振2025年春季文旅消费“踏青季”若干举措方案的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["岚川省人民政府办公厅"]);
    assert_eq!(number(&notice).as_deref(), Some("岚政办明电〔2025〕3号"));

    let title = "榆阴镇党政办公室关于印发《榆阴镇2023年村村通公交宣传活动方案》的通知";
    assert_eq!(read(TOWNSHIP).title.as_deref(), Some(title));
}

const OTHER_BRACKETS: &str = "    【法宝引证码】 CLI.12.0000001
原文链接：https://law.example/lar/0000001.html
岚川省推进“两廊一带”建设领导小组开放通道专项组办公室关于印发岚川省用好口岸便利安排(KABL)推进高水平开放实施办法的通知
岚川省推进“两廊一带”建设领导小组开放通道专项组办公室关于印发岚川省用好口岸便利安排（KABL）推进高水平开放实施办法的通知

（岚通道办〔2022〕4号）

省有关单位：

　　《岚川省用好口岸便利安排（KABL）推进高水平开放实施办法》现印发给你们，请认真执行。
岚川省推进“两廊一带”建设领导小组开放通道专项组办公室

　　2022年4月11日
岚川省用好口岸便利安排（KABL）推进高水平开放实施办法

　　为缩短通关时间、降低进出口费用，制定本办法。
　　一、发展目标

　　到2025年，全省进口整体通关时间压缩到20小时以内，常年有进出口业务的企业超过5200家。
";

const OTHER_BLANKS: &str = "岚川省农业农村厅 岚川省财政厅关于做好衔接资金项目收尾工作确保年度任务完成的通知 岚川省农业农村厅 岚川省财政厅关于做好衔接资金项目收尾工作 确保年度任务完成的通知 岚农发〔2022〕9号 各市农业农村局、财政局： 年底将近，衔接资金支付进度快慢不一，部分产业项目还没有验收。为保证资金按时用到项目上，现就收尾工作通知如下： 一、加快项目验收。各市要对已完工的项目逐个列出清单，11月15日前组织验收，验收不合格的限10天整改。道路、水渠等小型工程由县级自行验收，市级按照不低于10%的比例抽查。 二、加快资金支付。验收合格的项目在5个工作日内支付到位，质量保证金按照合同约定预留，不得以任何理由截留、挪用。财政部门每周调度一次支付进度，连续两周没有进展的予以约谈。 三、做好资产登记。形成的资产要在移交后一个月内登记入账，明确管护单位和责任人，收益分配方案在村里张榜公布。 岚川省农业农村厅 岚川省财政厅 2022年10月20日
";

#[test]
fn q31_a_title_given_twice_in_two_spellings_is_taken_once() {
    let notice = read(OTHER_BRACKETS);
    let title = "岚川省推进“两廊一带”建设领导小组开放通道专项组办公室关于印发岚川省用好口岸便利安排（KABL）推进高水平开放实施办法的通知";
    let found = notice.title.as_deref().map(|title| title.replace('(', "（").replace(')', "）"));
    assert_eq!(found.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["岚川省推进“两廊一带”建设领导小组开放通道专项组办公室"]);
    assert_eq!(number(&notice).as_deref(), Some("岚通道办〔2022〕4号"));
    assert!(!clauses(&notice).iter().any(|text| text.contains("关于印发")));

    let notice = read(OTHER_BLANKS);
    let title = "岚川省农业农村厅 岚川省财政厅关于做好衔接资金项目收尾工作确保年度任务完成的通知";
    let found = notice.title.as_deref().map(|title| title.replace("工作 确保", "工作确保"));
    assert_eq!(found.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["岚川省农业农村厅", "岚川省财政厅"]);
    assert_eq!(number(&notice).as_deref(), Some("岚农发〔2022〕9号"));
    assert!(!clauses(&notice).iter().any(|text| text.contains("确保年度任务完成")));
}

const NO_TITLE: &str = "各区、县人民政府,市直各单位:
为减轻职工租房负担,支持职工购买首套住房,结合我市实际,现将住房公积金提取和贷款有关政策通知如下:
一、放宽租房提取
职工连续缴存满3个月、租住公共租赁住房的,每月可以提取一次,用于付租。提取方式按照《关于规范租房提取的通知》(泽公积金委〔2020〕2号)执行。
二、提高贷款额度
(一)购买首套住房的,贷款最高额度调整为70万元。
(二)有2个以上未成年子女的家庭,贷款最高额度上浮20%。
三、此前规定与本通知不同的,按本通知办理。
四、本通知自2022年7月1日起施行。



2022年6月20日
";

#[test]
fn q32_a_text_that_begins_with_its_addressees_has_no_title() {
    let notice = read(NO_TITLE);
    assert_eq!(notice.title, None);
    assert_eq!(notice.addressees, ["各区、县人民政府", "市直各单位"]);
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    assert_eq!(number(&notice), None, "the number that it names is another's");
    assert!(notice.issuers.is_empty(), "{:?}", notice.issuers);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-06-20"));
    assert_eq!(notice.level, Some(Level::City));
    assert!(clauses(&notice)[0].starts_with("为减轻职工租房负担,"), "{}", clauses(&notice)[0]);
}

const COVERING_LETTER: &str = "松公开办发〔2024〕2号
各街道办事处、区政府各委办局,各区属机构:
《桐陵市松岚区2024年政务公开工作要点》已经区政府同意,现印发给你们,请认真落实。
桐陵市松岚区政务公开领导小组办公室
2024年5月17日
(此件公开发布)
桐陵市松岚区2024年政务公开工作要点
为使居民找得到、看得懂、用得上政府信息,制定本要点。
一、总体目标
全年新公开民生数据集60个,政策问答响应时间缩短到1个工作日。
二、扩大民生信息公开
(一)围绕老城更新公开信息
1.公布松岚老街修缮的设计方案和商户回迁安排。(责任部门:区住建局、区商务局,完成时限:2024年10月中旬)
";

#[test]
fn q33_a_covering_letter_without_title_bears_the_title_of_what_it_issues() {
    let notice = read(COVERING_LETTER);
    assert_eq!(notice.title.as_deref(), Some("桐陵市松岚区2024年政务公开工作要点"));
    assert_eq!(number(&notice).as_deref(), Some("松公开办发〔2024〕2号"));
    assert_eq!(notice.issuers, ["桐陵市松岚区政务公开领导小组办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-05-17"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(notice.kind.map(Kind::name), Some("要点"));
    assert_eq!(headings(&notice), ["一、总体目标", "二、扩大民生信息公开"]);
}

const SIGNERS_RUN_TOGETHER: &str = "关于做好夜间市集食品安全和秩序管理的通知
夏季到来,夜间市集摊位增多。为保障饮食安全、减少扰民,现将有关事宜通知如下:
一、规范摊位设置
摊位由街道统一划线编号,油烟摊位距居民楼不少于20米。
二、落实食品安全责任
摊主应当持健康证明上岗,生熟食品分开存放。
澄浦市商务局澄浦市市场监督管理局
2022年6月9日
";

const SIGNERS_TWO_A_LINE: &str = "关于开展高校毕业生就业见习工作的通知

各县（市、区）教育局、财政局：

为帮助毕业生积累工作经验，现就就业见习工作通知如下：

一、见习期为3至12个月，见习单位按月发放不低于最低工资标准的生活补助。

二、见习期未满即签订劳动合同的，剩余期限的补助继续发给见习单位。

清泽市教育局　清泽市财政局

清泽市人力资源和社会保障局　清泽市总工会

2023年9月4日
";

const SEVEN_SIGNERS: &str =
    "澄浦市住房和城乡建设局等七部门关于规范住房租赁市场的若干意见澄建规[2023]8号

各县(区)人民政府、澄浦临港新区管委会、市直各有关单位:

为保护租赁双方的合法权益,经市政府同意,提出以下意见:

一、规范租金和押金。押金一般不超过1个月租金,退租后3日内退还。

二、本意见自发布之日起实施,有效期三年。

澄浦市住房和城乡建设局

澄浦市发展和改革委员会

澄浦市公安局

澄浦市市场监督管理局

国家税务总局澄浦市税务局

澄浦市住房公积金管理中心

国家金融监督管理总局澄浦监管分局

2023年7月18日
";

#[test]
fn q34_joint_signers_are_told_apart_however_they_are_set() {
    let notice = read(SIGNERS_RUN_TOGETHER);
    assert_eq!(notice.issuers, ["澄浦市商务局", "澄浦市市场监督管理局"]);

    let notice = read(SIGNERS_TWO_A_LINE);
    let four = ["清泽市教育局", "清泽市财政局", "清泽市人力资源和社会保障局", "清泽市总工会"];
    assert_eq!(notice.issuers, four);

    let notice = read(SEVEN_SIGNERS);
    let seven = [
        "澄浦市住房和城乡建设局",
        "澄浦市发展和改革委员会",
        "澄浦市公安局",
        "澄浦市市场监督管理局",
        "国家税务总局澄浦市税务局",
        "澄浦市住房公积金管理中心",
        "国家金融监督管理总局澄浦监管分局",
    ];
    assert_eq!(notice.issuers, seven);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-07-18"));
}

const SIGNED_WITH_A_DATE: &str = "岚川省财政厅关于加强防汛物资资产管理的通知 岚川省财政厅文件 岚财资〔2020〕4号  各省级有关单位、各市财政局： 为规范防汛物资的购置、调拨和核销，防止闲置浪费，结合实际，现将有关事项通知如下。 一、管理范围 本通知所称防汛物资，包括用财政资金购置和接受捐赠形成的编织袋、冲锋舟、水泵、发电机以及存放物资的库房和货架。 二、调拨和核销 （一）统一调拨。汛期物资由防汛指挥机构统一调拨，调出单位凭调拨单登记，汛后10日内补办资产划转手续。 （二）据实核销。一次性物资凭领用记录核销，可以重复使用的物资损坏后由技术人员鉴定，单件价值5万元以上的报财政部门备案。 三、其他 本通知自印发之日起执行。执行中的问题请与省财政厅联系。 2020年6月2日
";

const DATE_GLUED_TO_SIGNER: &str = "各乡镇林业站，县属各林场：　　入冬以来降水偏少，山林火险等级升高。现将有关事项通知如下：　　一、严格管住火源　　进山路口设卡登记，收缴火种，祭祀用火集中到指定地点，违规用火的由森林公安依法处理。　　二、备足人员物资　　各乡镇半专业扑火队集中食宿，风力灭火机、油锯每月试机1次，水车加满待命。　　三、及时报告火情　　发现火情10分钟内电话报告县森林防火指挥部办公室，不得迟报、漏报、瞒报。　　值班电话：0990-5530119
　　附件：进山路口设卡登记表
沅平县林业局2021年11月8日
";

const BROKEN_SIGNER: &str = "关于做好雨雪冰冻天气应对工作的通知 泽防冻办〔2022〕3号 各县（市、区）人民政府，市直有关单位： 据市气象局预报，1月28日至31日全市有雨雪，最低气温零下6摄氏度。为保障群众出行和生活，现将有关工作通知如下： 一、保障道路畅通。公路、城管部门在桥梁、坡道、隧道口备足融雪剂和防滑料，降雪后2小时内组织清扫，必要时临时管制并提前公告。 二、保障供水供电。供水、供电企业对裸露管线和老旧线路逐段检查，抢修队伍24小时值班，停水停电超过4小时的启用应急供应。 三、保障困难群众生活。乡镇、街道逐户走访独居老人、困境儿童，发放御寒物资，对危旧房屋内的住户劝导转移。 请各单位于每日17时前报送情况。 清泽市应对低温雨雪冰冻天气工作 领导小组办公室（代章） 2022年1月26日
";

#[test]
fn q35_the_signer_is_found_behind_a_bare_a_glued_or_a_broken_signature() {
    let notice = read(SIGNED_WITH_A_DATE);
    assert_eq!(notice.issuers, ["岚川省财政厅"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2020-06-02"));
    assert_eq!(number(&notice).as_deref(), Some("岚财资〔2020〕4号"));

    let notice = read(DATE_GLUED_TO_SIGNER);
    assert_eq!(notice.issuers, ["沅平县林业局"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-11-08"));

    let notice = read(BROKEN_SIGNER);
    assert_eq!(notice.issuers, ["清泽市应对低温雨雪冰冻天气工作领导小组办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-01-26"));
}

const SHORT_NAME: &str = "市人社局关于组织申报2022年度 高技能人才培训项目的通知   各县（市、区）人社局，各有关培训机构： 为加快培养本市紧缺的技能人才，按照《岚川省人力资源和社会保障厅岚川省财政厅关于实施技能提升行动的通知》（岚人社发〔2022〕31号）要求，现就有关问题通知如下： 一、申报范围包括焊工、电工、养老护理员等12个职业，每个项目培训不少于80课时，培训对象须在我市缴纳社会保险满3个月。 二、培训机构应当于7月15日前提交申请表、师资名单和场地证明，逾期不再受理；上年度合格率低于70%的机构不得申报。 三、因故不能按期开班的，应当提前10日书面说明原因，并通知已经报名的学员。   附件：高技能人才培训项目申请表                                                   2022年6月21日     （联系人：许知行；联系电话：0990-5521366）
";

const OFFICE_OF_A_GROUP: &str = "关于报送“两山一江”项目进度的函

各成员单位：

为掌握文旅融合项目进度，请于每月25日前报送当月投资完成额、形象进度和存在的问题。

棠梨市推进“两山一江”文旅融合领导小组办公室

2023年4月6日
";

const TOWNSHIP: &str = "　　办发〔2023〕6号　　榆阴镇党政办公室　　关于印发《榆阴镇2023年村村通公交　　宣传活动方案》　　的通知　　各村民委员会、镇直有关单位、榆阴派出所：　　现将《榆阴镇2023年村村通公交宣传活动方案》印发给你们，请按照方案安排执行。　　榆阴镇党政办公室　　2023年5月11日　　榆阴镇2023年村村通公交　　宣传活动方案　　为让村民了解公交线路、时刻和票价，结合我镇实际，制定本方案：　　一、主承办单位　　主办单位：榆阴镇人民政府　　承办单位：镇综合文化站、镇交通管理站　　二、活动时间和地点　　2023年5月20日至6月20日，在各村文化广场轮流举行，每村1场，每场不少于60分钟。　　三、活动内容　　发放线路图和时刻表，讲解老年卡、学生卡的办理，现场答复村民提问。　　公开属性：主动公开　　榆阴镇党政办公室 2023年5月11日印发
";

const FUND_COMMITTEE: &str = "澄浦市住房公积金管理委员会关于调整住房公积金贷款额度的通知

各有关单位、各住房公积金缴存职工:
为支持职工购买首套住房,根据《澄浦市住房公积金贷款管理办法》(澄公积金委〔2019〕5号),决定调整贷款额度。现就有关问题通知如下:
一、额度调整。一人缴存的,最高贷款40万元;两人缴存的,最高贷款70万元。
二、首付款比例不作调整。
本通知自2022年9月1日起执行,有效期5年。

澄浦市住房公积金管理委员会
2022年8月23日
";

#[test]
fn q36_issuers_of_every_rank_are_named_as_they_name_themselves() {
    let cases = [
        (SHORT_NAME, "市人社局", None, Level::City),
        (OFFICE_OF_A_GROUP, "棠梨市推进“两山一江”文旅融合领导小组办公室", None, Level::City),
        (TOWNSHIP, "榆阴镇党政办公室", Some("办发〔2023〕6号"), Level::Township),
        (FUND_COMMITTEE, "澄浦市住房公积金管理委员会", None, Level::City),
    ];
    for (page, issuer, own_number, level) in cases {
        let notice = read(page);
        assert_eq!(notice.issuers, [issuer]);
        assert_eq!(number(&notice).as_deref(), own_number, "{issuer}");
        assert_eq!(notice.level, Some(level), "{issuer}");
    }
    assert_eq!(read(TOWNSHIP).region.county.as_deref(), Some("榆川县"));
}

const COUNTY_ALONE: &str = "各乡镇人民政府，县政府直属各单位：

按照《麓原县地名管理规定》，云杉路等2处新地名已经县政府审定，现予公布：

云杉路：东起松沟桥，西至林场南门；

溪畔里：位于松沟镇中学北侧，松溪以南地块。

新地名即日启用，路牌由县民政局在月底前换好。



                            麓原县人民政府

2023年5月16日
";

const READS_LIKE_A_DISTRICT: &str = "关于调整城市北区域公交线路的通知

各县（市、区）人民政府，市政府各部门：

我市中区域性医院和学校集中，早晚高峰候车时间长。为方便出行，现通知如下：

一、3路、7路自2023年9月1日起延伸到城市北区域的新汽车站。

二、公交企业应当在各站张贴新的时刻表，早高峰发车间隔不超过6分钟。

棠梨市人民政府办公室

2023年8月30日
";

const ZONE: &str = "澄浦临港新区城镇燃气安全专项整治联席会议各成员单位,新区应急管理局,新区行政审批局:
为消除餐饮场所的燃气隐患,我办起草了《关于推动澄浦临港新区餐饮场所安全用气的若干措施》,已经新区管委会审定,现发给你们,请照此办理。
澄浦临港新区城镇燃气安全专项整治联席会议办公室
2024年7月9日
关于推动澄浦临港新区餐饮场所安全用气的若干措施
一、摸清隐患底数
(一)逐店入户检查。对新区内使用瓶装液化气的餐饮店逐店检查,建立一店一档。[责任单位:新区应急管理局]
";

#[test]
fn q37_the_place_is_told_by_a_county_alone_and_by_a_zone_and_not_by_chance_words() {
    let notice = read(COUNTY_ALONE);
    assert_eq!(notice.region.names().collect::<Vec<_>>(), ["岚川省", "桐陵市", "麓原县"]);
    assert_eq!(notice.level, Some(Level::County));

    let notice = read(READS_LIKE_A_DISTRICT);
    assert_eq!(notice.region.names().collect::<Vec<_>>(), ["岚川省", "棠梨市"]);
    assert_eq!(notice.level, Some(Level::City));

    let notice = read(ZONE);
    assert_eq!(notice.region.names().collect::<Vec<_>>(), ["岚川省", "澄浦市", "澄浦临港新区"]);
    assert_eq!(notice.level, Some(Level::County));
    assert_eq!(notice.issuers, ["澄浦临港新区城镇燃气安全专项整治联席会议办公室"]);
}
