//! Tasks: units in brackets and in tables of every shape, and the deadlines that stand with them.

use zhengsou::notice::assignment::DeadlineKind;
use zhengsou::notice::status::Openness;

use crate::quirks::{clauses, day, due, headings, number, read, task};

const UNITS_AND_DEADLINE_IN_ONE_BRACKET: &str = "汀公开办发〔2024〕1号
各镇人民政府、街道办事处、区政府各委办局:
《汀兰区2024年便民地图工作要点》已经区政府同意,现印发给你们,请认真执行。
汀兰区政务公开领导小组办公室
2024年5月20日
(此件公开发布)
汀兰区2024年便民地图工作要点
为方便群众找得到地方、办得成事,制定本要点。
一、标注便民地点
1.标注公共厕所、饮水点和母婴室的位置,损坏停用的当天下线。(责任部门:区城市管理委、区卫生健康委,完成时限:2024年9月中旬)
2.标注夜间药店和发热门诊,电话有变动的三天内更正。(责任部门:区市场监管局,完成时限:长期坚持)
二、办好地图服务
3.开通语音查找,方言识别率不低于九成。(责任部门:区政务和数据局牵头,区融媒体中心、各镇街道负责落实,完成时限:2024年11月底前)
";

#[test]
fn q53_units_and_deadline_of_one_bracket_are_told_apart_with_who_leads() {
    let notice = read(UNITS_AND_DEADLINE_IN_ONE_BRACKET);
    assert_eq!(notice.assignments.len(), 3);
    let places = task(&notice, "公共厕所");
    assert_eq!(places.responsible, ["区城市管理委", "区卫生健康委"]);
    assert!(places.lead.is_empty(), "{:?}", places.lead);
    assert_eq!(due(places).as_deref(), Some("2024-09-20"));
    assert_eq!(task(&notice, "夜间药店").responsible, ["区市场监管局"]);
    let voice = task(&notice, "语音查找");
    assert_eq!(voice.lead, ["区政务和数据局"]);
    assert_eq!(voice.responsible, ["区融媒体中心", "各镇街道"]);
    assert!(voice.supporting.is_empty(), "{:?}", voice.supporting);
    assert_eq!(due(voice).as_deref(), Some("2024-11-30"));
}

const COMMAS_OF_BOTH_KINDS: &str = "澄浦市人民政府办公室
关于印发澄浦市2020年办事指南整理工作方案的通知
澄政办函〔2020〕28号
各县(市、区)人民政府,市政府各部门:
《澄浦市2020年办事指南整理工作方案》已经市政府同意,现印发给你们,请结合实际落实。
澄浦市人民政府办公室
2020年8月6日
(此件公开发布)
澄浦市2020年办事指南整理工作方案
一、整理现有指南
(一)合并重复指南。同一事项只保留一份指南,地址、电话、收费标准逐项核对,错误的当场改正。(牵头单位:市政府办公室,市行政审批局;责任单位:市司法局、市统计局等部门,各县(市、区)政府)
(二)删去含糊词语。其他材料、有关证明之类的词语一律删去,写明材料的名称和份数。(责任单位:市行政审批局、市公安局等有关部门(单位),各街道办事处)
";

#[test]
fn q54_both_commas_part_units_and_the_words_for_the_rest_are_no_unit() {
    let notice = read(COMMAS_OF_BOTH_KINDS);
    let merged = task(&notice, "合并重复指南");
    assert_eq!(merged.lead, ["市政府办公室", "市行政审批局"]);
    assert_eq!(merged.responsible, ["市司法局", "市统计局", "各县(市、区)政府"]);
    assert!(merged.supporting.is_empty(), "{:?}", merged.supporting);
    let vague = task(&notice, "删去含糊词语");
    assert!(vague.lead.is_empty(), "{:?}", vague.lead);
    assert_eq!(vague.responsible, ["市行政审批局", "市公安局", "各街道办事处"]);
}

const BRACKETS_OF_THREE_KINDS: &str = "澄浦临港新区管理委员会关于帮助小店渡过淡季的若干措施
澄临管规〔2024〕5号
新区各部门,各有关单位:
为帮助小店渡过淡季,制定以下措施。
(一)减免摊位租金。淡季三个月租用新区房屋的小店,租金减半,不需要提交申请。[责任单位:新区财政局、新区国有资产管理中心]
(二)增设流动摊位。公园和码头各划出二十个流动摊位,先到先得。〔牵头单位:新区城市管理局,配合单位:新区公安分局、新区市场监管局〕
(三)组织淡季集市。每个周末组织一次集市,小店免费参加,交通由公交公司保障。（新区商务局牵头，新区文化旅游局、澄浦海关按职责分工配合）
(四)方便小店贷款。凭流水即可申请贷款，不需要抵押。（澄浦海关牵头，新区商务局配合）
澄浦临港新区管理委员会
2024年6月3日
";

#[test]
fn q55_square_and_shell_brackets_and_verbs_behind_the_units_give_the_roles() {
    let notice = read(BRACKETS_OF_THREE_KINDS);
    let rent = task(&notice, "减免摊位租金");
    assert_eq!(rent.responsible, ["新区财政局", "新区国有资产管理中心"]);
    assert!(rent.lead.is_empty() && rent.supporting.is_empty(), "{rent:?}");
    let stalls = task(&notice, "增设流动摊位");
    assert_eq!(stalls.lead, ["新区城市管理局"]);
    assert_eq!(stalls.supporting, ["新区公安分局", "新区市场监管局"]);
    assert!(stalls.responsible.is_empty(), "{:?}", stalls.responsible);
    let market = task(&notice, "组织淡季集市");
    assert_eq!(market.lead, ["新区商务局"]);
    assert_eq!(market.supporting, ["新区文化旅游局", "澄浦海关"]);
    assert!(market.responsible.is_empty(), "{:?}", market.responsible);
    let loans = task(&notice, "方便小店贷款");
    assert_eq!(loans.lead, ["澄浦海关"]);
    assert_eq!(loans.supporting, ["新区商务局"]);
    assert_eq!(number(&notice).as_deref(), Some("澄临管规〔2024〕5号"));
}

const BRACKETS_INSIDE_NAMES: &str = "桐陵市人民政府办公室关于做好老旧电梯更新工作的通知
桐政办发〔2025〕11号
各县(市、区)人民政府,市政府各部门:
为让居民坐上放心电梯,现就老旧电梯更新工作通知如下。
一、摸清底数。逐台登记使用年限和故障次数,登记表由业主代表签字。(牵头单位:市市场监管局;责任单位:各县(市、区)政府,开发区、综合保税区管委会)
二、筹集资金。业主可以使用维修资金,差额部分由财政补助三成。〔牵头单位:市住房城乡建设局,配合单位:市财政局、属地人民政府(管委会)〕
三、做好施工保障。施工期间为高层老人提供爬楼机和送餐服务。(牵头单位:市住房城乡建设局;责任单位:市民政局、相关街道<乡镇>)。
桐陵市人民政府办公室
2025年3月4日
";

#[test]
fn q56_brackets_inside_the_name_of_a_unit_hold_it_together() {
    let notice = read(BRACKETS_INSIDE_NAMES);
    let counted = task(&notice, "摸清底数");
    assert_eq!(counted.lead, ["市市场监管局"]);
    assert_eq!(counted.responsible, ["各县(市、区)政府", "开发区", "综合保税区管委会"]);
    let money = task(&notice, "筹集资金");
    assert_eq!(money.lead, ["市住房城乡建设局"]);
    assert_eq!(money.supporting, ["市财政局", "属地人民政府(管委会)"]);
    let works = task(&notice, "做好施工保障");
    assert_eq!(works.lead, ["市住房城乡建设局"]);
    assert_eq!(works.responsible, ["市民政局", "相关街道<乡镇>"]);
    assert_eq!(notice.addressees, ["各县(市、区)人民政府", "市政府各部门"]);
}

const ONE_CELL_A_LINE: &str = "汀兰区人民政府办公室关于印发汀兰区2024年口袋公园建设任务分工的通知

汀政办发〔2024〕3号

各街道办事处,区政府各部门:

现将《汀兰区2024年口袋公园建设任务分工》印发给你们,请抓好落实。

汀兰区人民政府办公室

2024年6月20日

附件

 

汀兰区2024年口袋公园建设任务分工

 

序号

工作任务

具体要求

责任单位

完成时限

1

一、选好地块

(一)利用零星地块

对拆迁腾出的零星地块逐块登记,能建公园的一律不改作他用。

区自然资源局、区住房城乡建设局等有关部门(单位),各街道办事处

2024年9月底前

2

地块周边居民超过五百户的优先建设。

区园林绿化局

2024年12月底前

3

一、选好地块

(一)利用零星地块

地下管线没有迁移的地块先做临时绿化。

区园林绿化局、区水务局

2024年12月底前

4

二、管好公园

 

(二)配齐管护人员

每个公园配一名管护员,管护员的姓名和电话在公园入口公示。

各街道办事处

长期坚持

5

二、管好公园

(二)配齐管护人员

座椅和路灯损坏的,三天内修好。

区园林绿化局

长期坚持
";

#[test]
fn q57_cells_on_lines_of_their_own_are_put_together_and_repeated_headings_are_not_the_task() {
    let notice = read(ONE_CELL_A_LINE);
    assert_eq!(notice.assignments.len(), 5);
    assert_eq!(headings(&notice), ["一、选好地块", "二、管好公园"]);
    let first = task(&notice, "逐块登记");
    assert_eq!(first.text, "对拆迁腾出的零星地块逐块登记,能建公园的一律不改作他用。");
    assert_eq!(first.responsible, ["区自然资源局", "区住房城乡建设局", "各街道办事处"]);
    assert_eq!(due(first).as_deref(), Some("2024-09-30"));
    let third = task(&notice, "临时绿化");
    assert_eq!(third.text, "地下管线没有迁移的地块先做临时绿化。");
    assert_eq!(third.responsible, ["区园林绿化局", "区水务局"]);
    let fifth = task(&notice, "三天内修好");
    assert_eq!(fifth.text, "座椅和路灯损坏的,三天内修好。");
    assert_eq!(fifth.responsible, ["区园林绿化局"]);
    assert!(fifth.deadline.as_ref().is_some_and(|deadline| deadline.standing));
    let row = notice.clauses.iter().find(|clause| clause.id == fifth.clause).unwrap();
    assert!(row.path.ends_with(&["二、管好公园".to_owned(), "(二)配齐管护人员".to_owned()]));
}

const MERGED_CELLS_MISSING: &str = "云栖区人民政府办公室关于编制便民服务手册的通知

云政办发〔2020〕17号

各镇人民政府,区政府各部门,各街道办事处:

为方便群众查阅,现就编制便民服务手册有关事项通知如下。

附件:便民服务手册编制任务分工


云栖区人民政府办公室

2020年6月17日


(此件公开发布)


附件


便民服务手册编制任务分工

序号

具体任务

主体责任单位

配合单位

完成时间

1

编制云栖区看病就医手册

区卫生健康委

区医疗保障局、区民政局等

2020年9月20日前

2

编制云栖区接种

疫苗手册

3

编制云栖区入学转学手册

区教委


2020年10月31日前

4

编制云栖区低保申请手册

区民政局


2020年10月31日前

5

编制云栖区养老服务手册


2020年10月31日前

6

编制云栖区房屋租赁手册

区住房城乡建委

区公安分局、

区税务局、

区城市管理局

2020年11月30日前

7

编制云栖区危房改造手册

2020年11月30日前


扫一扫在手机打开当前页
网站标识码:9901020002 ICP备案号:岚ICP备000号
";

#[test]
fn q58_blank_lines_tell_an_empty_cell_from_one_that_is_merged() {
    let notice = read(MERGED_CELLS_MISSING);
    assert_eq!(notice.assignments.len(), 7);
    let row = |words| {
        let task = task(&notice, words);
        (task.responsible.join("、"), task.supporting.join("、"), due(task).unwrap_or_default())
    };
    let cells = |responsible: &str, supporting: &str, due: &str| {
        (responsible.to_owned(), supporting.to_owned(), due.to_owned())
    };
    assert_eq!(row("看病就医"), cells("区卫生健康委", "区医疗保障局、区民政局", "2020-09-20"));
    assert_eq!(row("疫苗手册"), cells("区卫生健康委", "区医疗保障局、区民政局", "2020-09-20"));
    assert_eq!(row("入学转学"), cells("区教委", "", "2020-10-31"));
    assert_eq!(row("低保申请"), cells("区民政局", "", "2020-10-31"));
    assert_eq!(row("养老服务"), cells("区民政局", "", "2020-10-31"));
    let lease = "区公安分局、区税务局、区城市管理局";
    assert_eq!(row("房屋租赁"), cells("区住房城乡建委", lease, "2020-11-30"));
    assert_eq!(row("危房改造"), cells("区住房城乡建委", lease, "2020-11-30"));
    assert_eq!(task(&notice, "疫苗手册").text, "编制云栖区接种疫苗手册");
}

const RUN_TOGETHER: &str = "发布时间: 2021-08-20 10:05
文号: 
==================== 正文 ====================
泽经管办函〔2021〕39号 清泽经济技术开发区管理委员会办公室关于印发2021年全区便民服务任务分解表的通知 各片区管理局，各镇人民政府（街道办事处），区直各单位：为方便企业和群众办事，现将《2021年全区便民服务任务分解表》印发给你们，请逐项抓好落实。 附件：2021年全区便民服务任务分解表 清泽经济技术开发区管理委员会办公室 2021年8月18日附件 2021年清泽经济技术开发区便民服务任务分解表工作任务工作要求牵头单位配合/责任单位一、让群众少跑一趟路（一）办好窗口服务1.设立潮汐窗口。排队超过二十人时增开窗口，高峰期不关窗。区行政审批局区人力资源局 区直有关单位，各片区管理局、各镇人民政府（街道办事处）2.推行午间不打烊。窗口人员轮班用餐，取号机全天开放。区行政审批局区直有关单位，各片区管理局（二）方便老年人3.保留现金窗口。水电费可以用现金交纳，找零备足。区财政金融局 二、让企业少盖一个章（一）压减证明材料4.取消没有依据的证明。取消之后在网站公布，并写明替代办法。 区直各单位，各片区管理局";

#[test]
fn q59_cells_that_run_together_are_parted_into_tasks_and_two_columns_of_units() {
    let notice = read(RUN_TOGETHER);
    assert_eq!(notice.assignments.len(), 4);
    assert_eq!(headings(&notice), ["一、让群众少跑一趟路", "二、让企业少盖一个章"]);
    let tidal = task(&notice, "潮汐窗口");
    assert_eq!(tidal.text, "设立潮汐窗口。排队超过二十人时增开窗口，高峰期不关窗。");
    assert_eq!(tidal.lead, ["区行政审批局", "区人力资源局"]);
    assert_eq!(tidal.responsible, ["区直有关单位", "各片区管理局", "各镇人民政府（街道办事处）"]);
    let noon = task(&notice, "午间不打烊");
    assert_eq!(noon.lead, ["区行政审批局"]);
    assert_eq!(noon.responsible, ["区直有关单位", "各片区管理局"]);
    let cash = task(&notice, "保留现金窗口");
    assert_eq!(cash.text, "保留现金窗口。水电费可以用现金交纳，找零备足。");
    assert_eq!(cash.lead, ["区财政金融局"]);
    assert!(cash.responsible.is_empty(), "{:?}", cash.responsible);
    let proofs = task(&notice, "取消没有依据的证明");
    assert!(proofs.lead.is_empty(), "{:?}", proofs.lead);
    assert_eq!(proofs.responsible, ["区直各单位", "各片区管理局"]);
    assert_eq!(number(&notice).as_deref(), Some("泽经管办函〔2021〕39号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-08-18"));
}

const NO_TASKS: &str = "文号

泽政发〔2023〕28号

成文日期

2023-10-17

公开方式

主动公开

清泽市人民政府关于下达2023年高校毕业生见习名额的通知

发布时间：2023-10-24 10:26 浏览次数：   信息来源： 市府办

汀兰区人民政府，市直各单位：

现将2023年高校毕业生见习名额下达给你们，请于年底前安排到位。

附件：2023年高校毕业生见习名额表

清泽市人民政府

2023年10月17日       

（此件公开发布）

附件

2023年高校毕业生

见习名额表

序号

见习单位名称

见习

任务

岗位

类别

1

市图书馆

2

事业

2

市城市管理局

3

事业

3

兰溪镇公共服务中心

1

事业

4

市轮渡公司

4

市企
";

#[test]
fn q60_a_table_of_places_assigns_no_task() {
    let notice = read(NO_TASKS);
    assert!(notice.assignments.is_empty(), "{:#?}", notice.assignments);
    assert!(headings(&notice).is_empty(), "{:?}", headings(&notice));
    for name in ["市图书馆", "市城市管理局", "兰溪镇公共服务中心", "市轮渡公司"]
    {
        assert!(clauses(&notice).iter().any(|text| text.contains(name)), "{name} is lost");
    }
    assert_eq!(notice.attachments, ["2023年高校毕业生见习名额表"]);
    assert_eq!(notice.issuers, ["清泽市人民政府"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-10-17"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-10-24"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
}

const DEADLINES: &str = "棠梨市人民政府办公室关于印发棠梨市2024年路牌整治任务的通知
棠政办发〔2024〕9号
各县(区)人民政府,市政府各部门:
《棠梨市2024年路牌整治任务》已经市政府同意,现印发给你们,请按期完成。
棠梨市人民政府办公室
2024年4月8日
棠梨市2024年路牌整治任务
1.改正错别字路牌,旧路牌回收利用。(责任单位:市民政局,完成时限:2024年10月中旬)
2.擦洗积灰路牌,每条街道指定一名擦洗员。(责任单位:市城市管理局,完成时限:长期坚持)
3.补装缺失路牌,乡村道路一并补齐。(责任单位:市交通运输局,完成时限:2024年10月30日前)
4.登记老地名,征求老住户意见。(责任单位:市民政局,完成时限:2024年9月底前完成汇总,12月底前向社会公布)
";

const DEADLINES_IN_WORDS: &str = "棠政办函〔2021〕39号 棠梨市人民政府办公室关于印发2021年路牌整治任务分解表的通知 各县（区）人民政府，市直各单位：为抓好路牌整治工作，现将《2021年路牌整治任务分解表》印发给你们，请对照落实，每月月末报送进展情况。 附件：2021年路牌整治任务分解表 棠梨市人民政府办公室 2021年4月18日附件 2021年路牌整治任务分解表工作任务工作要求牵头单位责任单位一、补齐路牌1.更换褪色路牌。先换学校周边，再换其他道路，样式由居民投票选定。市民政局市直各单位，各县（区）政府2.绘制路牌地图。7月底前完成测绘，10月底前在网站上线，有错随时更正。市民政局市直各单位，各县（区）政府";

#[test]
fn q61_of_two_deadlines_the_later_counts_and_a_standing_one_has_no_day() {
    let notice = read(DEADLINES);
    let deadline = |words| {
        let deadline = task(&notice, words).deadline.as_ref().unwrap();
        (deadline.kind, day(deadline.on), deadline.standing)
    };
    let on = |day: &str| Some(day.to_owned());
    assert_eq!(deadline("错别字"), (DeadlineKind::PartOfMonth, on("2024-10-20"), false));
    assert_eq!(deadline("积灰"), (DeadlineKind::Standing, None, true));
    assert_eq!(deadline("缺失"), (DeadlineKind::Day, on("2024-10-30"), false));
    assert_eq!(deadline("老地名"), (DeadlineKind::MonthEnd, on("2024-12-31"), false));
    assert_eq!(task(&notice, "老地名").responsible, ["市民政局"]);

    let notice = read(DEADLINES_IN_WORDS);
    assert_eq!(due(task(&notice, "路牌地图")).as_deref(), Some("2021-10-31"));
    assert_eq!(task(&notice, "褪色路牌").deadline, None);
}
