//! Dates of every kind, and pages that are no notices: the right date is taken, or none.

use zhengsou::notice::kind::Kind;
use zhengsou::notice::status::Openness;

use crate::quirks::{clauses, day, headings, number, read};

const RUN_ON_TIME: &str = "清泽市人民政府办公室关于放宽城镇落户条件的实施意见
时间:2024-03-1208:47来源:清泽市人民政府门户网站浏览次数:1163
各县(市、区)人民政府,市政府各部门、各直属单位:

为方便外来人员在城镇安家,经市政府同意,现就放宽落户条件提出如下实施意见。

一、放宽条件

(一)凭就业落户。在市区就业并缴纳社会保险满3个月的,本人、配偶和未成年子女可以落户。

(二)凭租住落户。租住住房并办理登记备案满6个月的,可以在租住地社区的集体户落户。

二、施行日期

本意见自2024年4月10日起施行,由市公安局负责解释。

清泽市人民政府办公室

2024年3月8日

(此件公开发布)
";

#[test]
fn q23_a_day_is_told_from_the_time_that_runs_on_behind_it() {
    let notice = read(RUN_ON_TIME);
    assert_eq!(day(notice.published_on).as_deref(), Some("2024-03-12"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-03-08"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2024-04-10"));
    assert_eq!(notice.issuers, ["清泽市人民政府办公室"]);
}

const BLANKS_IN_DATES: &str = "首页
>>政务公开>>政府信息公开制度

桐陵市松岚区人民政府办公室关于印发
2021年桐陵市松岚区政务公开工作要点
的通知

发布时间: 2021- 06- 09    浏览次数:      来源: 区政府办公室

各街道办事处,区政府各部门、各直属单位:

《2021年桐陵市松岚区政务公开工作要点》已经区政府同意,现印发给你们,请对照抓好落实。



                                桐陵市松岚区人民政府办公室

                               2021年 6月7日


2021年桐陵市松岚区政务公开工作要点


一、做好旧街改造信息公开

拆迁补偿标准、安置房源和过渡费发放进度每月在现场和网站同时公布,居民可以凭户号查询。
";

#[test]
fn q24_dates_with_blanks_inside_are_read() {
    let notice = read(BLANKS_IN_DATES);
    assert_eq!(day(notice.published_on).as_deref(), Some("2021-06-09"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-06-07"));
    assert_eq!(notice.issuers, ["桐陵市松岚区人民政府办公室"]);
}

const CHINESE_DIGITS: &str = "索 引 号：

990000017/2011-00047

发文机关：

岚川省人民政府办公厅

标　　题：

岚川省人民政府办公厅关于加固山塘建议的复函

发文字号：

岚政办函〔2011〕47号

发布日期：

2017年09月04日

主 题 词：

岚川省人民政府办公厅关于加固山塘建议的复函

岚政办函〔2011〕47号

沈知远等代表：

你们提出的关于加固山区小型山塘的建议收悉，现函复如下：

一、全省现有小型山塘4120口，其中带病运行的615口，已有230口列入2012年加固计划。

二、对余下的山塘，由水利部门逐口编号、落实巡查人员，汛期每日巡查不少于2次。

岚川省人民政府办公厅

二〇一一年十二月二十日

扫一扫在手机打开当前页
";

#[test]
fn q25_a_signature_dated_in_chinese_digits_is_read() {
    let notice = read(CHINESE_DIGITS);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2011-12-20"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2017-09-04"));
    assert_eq!(notice.year, Some(2011));
}

const PUBLISHED_LATE: &str = "索 引 号：

990000017/1998-00031

发文机关：

岚川省人民政府办公厅

成文日期：

1998年06月18日

标　　题：

岚川省人民政府办公厅关于加强沿江渡口安全管理工作的通知

发文字号：

岚政办发〔1998〕31号

发布日期：

2019年03月05日

主 题 词：

岚川省人民政府办公厅

关于加强沿江渡口安全管理工作的通知

岚政办发〔1998〕31号

清泽市、澄浦市、桐陵市、棠梨市人民政府，省政府各部门：

汛期将至，渡口客流增多。为保障乘客安全，现通知如下：

一、各渡口须在6月底前完成船只检验，没有检验证书的船只一律停航。

二、水位超过警戒线的，由所在地人民政府决定停渡和恢复的时间。

岚川省人民政府办公厅

一九九八年六月十八日

扫一扫在手机打开当前页
";

#[test]
fn q26_a_notice_published_twenty_years_later_is_as_old_as_its_signature() {
    let notice = read(PUBLISHED_LATE);
    assert_eq!(day(notice.issued_on).as_deref(), Some("1998-06-18"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2019-03-05"));
    assert_eq!(day(notice.dated_on()).as_deref(), Some("1998-06-18"));
    assert_eq!(notice.year, Some(1998));
    assert_eq!(notice.index_number.as_deref(), Some("990000017/1998-00031"));
}

const ABOUT_THE_NEXT_YEAR: &str = "各县（市、区）林业局，市属各林场，局机关有关科室：　　为掌握全市野生菌的食用安全状况，按照市食品安全委员会的安排，市林业局决定在全市开展2023年野生菌质量安全监测。现将有关事项通知如下：　　一、明确监测对象　　2023年监测以采摘合作社、收购点和加工企业为对象，全市安排样品260批次，其中榆川县90批次，云栖区、汀兰区各60批次，其余由市里机动安排。　　二、规范抽样程序　　抽样由2名以上工作人员进行，样品一式三份，当场封存并由被抽样单位签字，不得向被抽样单位收取费用。　　三、及时报送结果　　检测机构在收到样品后10个工作日内出具报告，发现毒菌混入的，当日电话报告市林业局。　　联系人: 陆清和 　　电　话：0990-5527714
　　附件：2023年野生菌质量安全监测方案
清泽市林业局2022年12月19日
";

const ABOUT_THE_YEAR_BEFORE: &str = "各乡镇人民政府，县政府直属各单位：

2021 年，各乡镇、有关部门坚持“打早、打小、打了”，全县没有发生较大森林火灾。为鼓励先进，县政府决定，对县林业局等5家护林防火先进单位和陆守山等12名先进个人予以通报表彰（名单见附件）。

希望受表彰的单位和个人再接再厉，全县各单位要向先进学习，守住青山。



附件：2021年度全县护林防火先进单位和先进个人名单





麓原县人民政府

2022年2月16日
";

#[test]
fn q27_the_year_is_the_one_written_about_and_the_date_the_one_written_on() {
    let notice = read(ABOUT_THE_NEXT_YEAR);
    assert_eq!(notice.year, Some(2023));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-12-19"));
    let notice = read(ABOUT_THE_YEAR_BEFORE);
    assert_eq!(notice.year, Some(2021));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-02-16"));
}

const PRINTED_LATER: &str = "首页

政务公开

政务服务

当前位置：首页 > 政务公开 > 法规公文

澄浦市人民政府关于重新发布澄浦市户外招牌设置规定的通知

2022-03-11

来源： 澄浦市人民政府办公室

分享到

-次

澄府规〔2022〕2号

澄浦市人民政府关于重新发布澄浦市户外招牌设置规定的通知

各县（区）人民政府，市政府各部门、各直属机构：

　　经市政府同意，现将《澄浦市户外招牌设置规定》重新发布，实施中的问题请向市城市管理局反映。

　　澄浦市人民政府

　　2022年2月28日

澄浦市户外招牌设置规定

　　第一条 为使街面整洁、招牌牢固，结合本市实际，制定本规定。

　　第二条 临街店铺一店一牌，招牌下沿距人行道路面不得低于2.8米。

　　第三条 本规定自2022年4月1日起施行。

　　公开方式：主动公开

　　澄浦市人民政府办公室秘书科 2022年3月4日印发

扫一扫在手机打开当前页
";

#[test]
fn q28_the_day_of_printing_at_the_foot_is_no_date_of_the_notice() {
    let notice = read(PRINTED_LATER);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-02-28"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2022-03-11"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2022-04-01"));
    assert_eq!(notice.issuers, ["澄浦市人民政府"]);
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(clauses(&notice).last(), Some(&"第三条 本规定自2022年4月1日起施行。"));
}

const DRAFT: &str = "澄浦市住房公积金管理中心关于公开征求《澄浦市住房公积金管理中心关于支持青年职工租房提取的通知》意见的公告
发布日期:2024-06-0610:22:51来源:本网浏览次数:318字号:大中小
为减轻青年职工的租房负担,我中心起草了《澄浦市住房公积金管理中心关于支持青年职工租房提取的通知(征求意见稿)》,欢迎提出意见。

一、征求意见时间:2024年6月7日-6月28日。

二、提交意见途径:

(一)邮寄至澄浦市沧屿区港前路21号归集管理科;

(二)电子邮箱:zfgjj@chengpu.example

附件:澄浦市住房公积金管理中心关于支持青年职工租房提取的通知(征求意见稿)



澄浦市住房公积金管理中心

2024年6月5日



附件
澄浦市住房公积金管理中心关于支持青年职工租房提取的通知
(征求意见稿)
各住房公积金缴存人,各委托银行:

为支持青年职工租房,现通知如下:

35周岁以下的职工在市区没有住房的,可以按照实际房租提取住房公积金,每月提取1次。

本通知自2024年月日起实施,有效期3年。



澄浦市住房公积金管理中心

2024年月日
";

#[test]
fn q29_the_empty_dates_of_a_draft_are_no_dates() {
    let notice = read(DRAFT);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-06-05"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2024-06-06"));
    assert_eq!(notice.kind.map(Kind::name), Some("公告"));
    assert_eq!(notice.effective_on, None, "the day is left open");
    assert_eq!(notice.expires_on, None, "three years from a day that is left open");
}

const NEWS: &str = "  为帮助中小企业看懂账、算清账、用好政策，不断优化我区营商环境，9月12日，清泽市工业和信息化局、清泽市财政局主办，汀兰区工业和信息化局、汀兰区财政局承办的2023年中小企业政策课堂——“一本账管好一家店”专题培训在兰溪镇文化中心举办，现场和线上共有430人参加。  汀兰区工业和信息化局负责人在开班时表示，全区有小微企业6800户，希望大家把问题带来、把办法带走。财务讲师从进货、定价、记账三个环节讲起，用一家面馆的流水算出了毛利和盈亏点。课间，清泽农村商业银行兰溪支行介绍了纯信用的“兰溪贷”，额度最高50万元。培训最后，讲师与企业主现场问答，参训人员纷纷表示收获不小，回去要先把自家的账本立起来。
";

const STATISTICS: &str = "| 2023年10月20日 星期五

繁體版 网站无障碍 关怀版

✖

网站首页

政务公开

数据开放

您当前的位置： 网站首页>数据开放>政府数据>统计信息>统计公报

榆川县2021年国民经济和社会发展统计公报

来源： 访问量：87 发布日期：2022-05-18 09:30:00



榆川县2021年国民经济和社会发展统计公报

2021年，全县经济平稳恢复，粮食和生猪产量双双增加，居民收入增速快于经济增速，乡村面貌继续改善。

一、综合

全年地区生产总值163.8亿元，比上年增长7.2%。其中：第一产业41.5亿元，第二产业52.0亿元，第三产业70.3亿元。

二、农业

全年粮食总产量70.1万吨，生猪出栏58.4万头，水产品产量3.3万吨，分别增长1.2%、6.0%、2.7%。

　　（榆川县统计局）

扫一扫在手机打开当前页

【返回顶部】【关闭本页】

县市区政府网站

清泽市人民政府

麓原县人民政府

网站地图 网站帮助 隐私声明 关于我们

主办：榆川县人民政府  承办：榆川县人民政府办公室
";

#[test]
fn q66_news_and_statistics_are_no_notices() {
    let news = read(NEWS);
    assert_eq!(news.kind.map(Kind::name), Some("动态"));
    assert_eq!(news.title, None);
    assert_eq!(number(&news), None);
    assert!(news.issuers.is_empty(), "{:?}", news.issuers);
    assert_eq!((news.issued_on, news.published_on), (None, None));
    assert!(news.assignments.is_empty(), "{:?}", news.assignments);
    assert_eq!(news.region.county.as_deref(), Some("汀兰区"));

    let statistics = read(STATISTICS);
    let title = "榆川县2021年国民经济和社会发展统计公报";
    assert_eq!(statistics.kind.map(Kind::name), Some("公报"));
    assert_eq!(statistics.title.as_deref(), Some(title));
    assert_eq!(number(&statistics), None);
    assert_eq!(statistics.issued_on, None);
    assert_eq!(day(statistics.published_on).as_deref(), Some("2022-05-18"));
    assert_eq!(statistics.year, Some(2021));
    assert!(statistics.assignments.is_empty(), "{:?}", statistics.assignments);
    assert!(!statistics.issuers.iter().any(|issuer| issuer.ends_with("人民政府")));
    assert_eq!(headings(&statistics), ["一、综合", "二、农业"]);
}
