//! Heads of pages: blocks of values in every layout, bread crumbs, menus, and what is no value.

use zhengsou::notice::kind::Kind;
use zhengsou::notice::region::Level;
use zhengsou::notice::status::{Openness, Validity};

use crate::quirks::{addresses, clauses, day, headings, number, read};

const VALUES_ALONE: &str = "\
无障碍阅读 关怀版 返回首页
政府信息公开
清泽市汀兰区人民政府办公室关于印发汀兰区2024年便民驿站建设方案的通知
119901030042218836-B/2024-3301527
综合政务
汀政办发〔2024〕7号
区政府办公室
2024-05-20
2024-05-23
有效

清泽市汀兰区人民政府办公室关于印发汀兰区2024年便民驿站建设方案的通知

字号:

打印整页 打印内容 分享

清泽市汀兰区人民政府办公室

关于印发汀兰区2024年便民驿站建设方案的通知

汀政办发〔2024〕7号

各镇人民政府、街道办事处,区政府各部门:

《汀兰区2024年便民驿站建设方案》经区政府第31次常务会议讨论通过,现发给你们,请按分工办理。

清泽市汀兰区人民政府办公室

2024年5月20日

(联系电话:区政府办公室便民科,0990-5210033)

(此件公开发布)
";

#[test]
fn q01_values_without_labels_are_told_by_their_form() {
    let notice = read(VALUES_ALONE);
    let title = "清泽市汀兰区人民政府办公室关于印发汀兰区2024年便民驿站建设方案的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.index_number.as_deref(), Some("119901030042218836-B/2024-3301527"));
    assert_eq!(notice.topic.as_deref(), Some("综合政务"));
    assert_eq!(number(&notice).as_deref(), Some("汀政办发〔2024〕7号"));
    assert_eq!(notice.issuers, ["清泽市汀兰区人民政府办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-05-20"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2024-05-23"));
    assert_eq!(notice.validity, Validity::InForce);
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(notice.region.county.as_deref(), Some("汀兰区"));
    assert_eq!(
        clauses(&notice),
        [
            "《汀兰区2024年便民驿站建设方案》经区政府第31次常务会议讨论通过,现发给你们,请按分工办理。"
        ]
    );
}

const BULLETS: &str = "\
您当前的位置: 首页>政务公开 > 其他公文

    • [ 索引号 ]
    • 11990200507731188K/2022-00061
    • [ 发文字号 ]
    • 澄府办发〔2022〕26号
    • [ 主题分类 ]
    • 城乡建设
    • [ 体裁分类 ]
    • 公文
    • [ 发布机构 ]
    • 澄浦市政府办公室
    • [ 生成日期 ]
    • 2022-09-06
    • [ 发布日期 ]
    • 2022-09-08
    • [ 有效性 ]
    • 失效
    • [ 主题词 ]
    •

澄浦市人民政府办公室关于规范共享单车停放秩序的通知

澄府办发〔2022〕26号

各区人民政府,市政府各部门:

为解决人行道上单车乱停的问题,现就有关事项通知如下:

一、划定停放区

地铁站出口五十米以内由区城管部门画出停放框,每框不少于二十个车位。

二、核定投放量

企业投放总量每季度核定一次,超出部分由企业在三日内收回。

澄浦市人民政府办公室

2022年9月2日

(此件公开发布)
";

#[test]
fn q02_bullets_with_the_label_in_brackets_are_followed_by_their_values() {
    let notice = read(BULLETS);
    assert_eq!(notice.title.as_deref(), Some("澄浦市人民政府办公室关于规范共享单车停放秩序的通知"));
    assert_eq!(notice.index_number.as_deref(), Some("11990200507731188K/2022-00061"));
    assert_eq!(number(&notice).as_deref(), Some("澄府办发〔2022〕26号"));
    assert_eq!(notice.topic.as_deref(), Some("城乡建设"));
    assert_eq!(notice.validity, Validity::Expired);
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    assert_eq!(notice.issuers, ["澄浦市人民政府办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-09-02"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2022-09-08"));
    assert_eq!(headings(&notice), ["一、划定停放区", "二、核定投放量"]);
}

const VALUES_BELOW: &str = "\
索 引 号：

000099315/2021-00118

主题分类：

农业、林业、水利\\水利

发文机关：

岚川省人民政府

成文日期：

2021年11月03日

标　　题：

岚川省人民政府关于2021年度全省山塘整治工作的通报

发文字号：

岚政发〔2021〕27号

发布日期：

2021年11月15日

废止日期：

主 题 词：

岚川省人民政府关于2021年度

全省山塘整治工作的通报

岚政发〔2021〕27号

各市、县（市、区）人民政府，省政府各部门：

一年来，全省加固山塘412座，新修溢洪道96公里，省政府对榆川县水利局等6个集体予以表扬。

岚川省人民政府

2021年11月3日

（此件公开发布）

扫一扫在手机打开当前页
";

#[test]
fn q03_blanks_in_labels_do_not_disturb_and_an_empty_value_is_not_filled_with_the_title() {
    let notice = read(VALUES_BELOW);
    assert_eq!(notice.index_number.as_deref(), Some("000099315/2021-00118"));
    assert_eq!(notice.topic.as_deref(), Some("农业、林业、水利\\水利"));
    assert_eq!(notice.title.as_deref(), Some("岚川省人民政府关于2021年度全省山塘整治工作的通报"));
    assert_eq!(number(&notice).as_deref(), Some("岚政发〔2021〕27号"));
    assert_eq!(notice.issuers, ["岚川省人民政府"]);
    assert_eq!(notice.level, Some(Level::Province));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-11-03"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2021-11-15"));
    assert_eq!(notice.expires_on, None);
    assert_eq!(
        clauses(&notice),
        ["一年来，全省加固山塘412座，新修溢洪道96公里，省政府对榆川县水利局等6个集体予以表扬。"]
    );
}

const ONE_LINE: &str = "\
棠梨市人民政府办公室关于推进老旧电梯更新若干措施 [主题分类] 城乡建设/住房保障 　　\
[发文机构] 棠梨市人民政府办公室 　　[实施日期] ---- 　　[成文日期] 2023-06-12 　　\
[发文字号] 棠政办发〔2023〕19号 　　[废止日期] ---- 　　[发布日期] 2023-06-15 　　\
[有效性] 有效 　　 各县（区）人民政府，市政府各部门、各直属机构： 　　\
为了让高楼住户坐上放心电梯，参照岚政办发〔2022〕41号文件，制定以下措施。 　　一、摸清底数 　　\
1.对运行满十五年的电梯逐台登记，登记结果张贴在单元门口。(责任单位：市市场监管局) 　　\
2.住户对登记结果有异议的，可以要求复核，复核在十日内办完。(责任单位：各县（区）人民政府) 　　\
二、分担费用 　　3.更新费用由住户和市、县（区）财政分担，市级补助每台不超过十万元。\
(责任单位：市财政局、市住建局) 　　棠梨市人民政府办公室 　　2023年6月12日 【相关解读】";

#[test]
fn q04_pairs_on_one_line_are_parted_and_hyphens_are_no_value() {
    let notice = read(ONE_LINE);
    assert_eq!(notice.title.as_deref(), Some("棠梨市人民政府办公室关于推进老旧电梯更新若干措施"));
    assert_eq!(number(&notice).as_deref(), Some("棠政办发〔2023〕19号"));
    assert_eq!(notice.topic.as_deref(), Some("城乡建设/住房保障"));
    assert_eq!(notice.validity, Validity::InForce);
    assert_eq!(notice.effective_on, None);
    assert_eq!(notice.expires_on, None);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-06-12"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-06-15"));
    assert_eq!(notice.issuers, ["棠梨市人民政府办公室"]);
    assert_eq!(headings(&notice), ["一、摸清底数", "二、分担费用"]);
    assert_eq!(
        addresses(&notice),
        ["正文第1段", "第一部分第1项", "第一部分第2项", "第二部分第3项"]
    );
}

const FRONT_MATTER: &str = "\
---
标题: 关于印发《汀兰区口袋公园认养办法（试行）》的通知
文号: 汀绿容〔2023〕5号
发布单位: 清泽市汀兰区绿化和市容管理局
发布日期: 2023-08-21
层级: 区级
类型: 办法
分类: 园林绿化
状态: 失效
官方链接: https://www.tinglan.example/zhengce/detail/0412
---

> 文字由程序摘自区政府网站，供查考之用；以[官方链接](https://www.tinglan.example/zhengce/detail/0412)所载为准。

# 关于印发《汀兰区口袋公园认养办法（试行）》的通知

各街道办事处、镇人民政府，各有关单位:

《汀兰区口袋公园认养办法（试行）》现予印发，请照此执行。

清泽市汀兰区绿化和市容管理局

2023年8月16日

汀兰区口袋公园认养办法（试行）

第一条 占地不足一公顷的公园绿地可以由单位或者居民认养，每处认养人不超过三家。

第二条 本办法有效期至2027年8月31日。
";

#[test]
fn q05_front_matter_states_the_validity_and_quotation_marks_are_no_text() {
    let notice = read(FRONT_MATTER);
    let title = "关于印发《汀兰区口袋公园认养办法（试行）》的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(number(&notice).as_deref(), Some("汀绿容〔2023〕5号"));
    assert_eq!(notice.validity, Validity::Expired);
    assert_eq!(day(notice.expires_on).as_deref(), Some("2027-08-31"));
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    assert_eq!(notice.inner_kind.map(Kind::name), Some("办法"));
    assert_eq!(notice.url.as_deref(), Some("https://www.tinglan.example/zhengce/detail/0412"));
    assert_eq!(notice.issuers, ["清泽市汀兰区绿化和市容管理局"]);
    assert_eq!(notice.level, Some(Level::County));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-08-16"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-08-21"));
    assert_eq!(notice.addressees, ["各街道办事处", "镇人民政府", "各有关单位"]);
    assert_eq!(addresses(&notice), ["通知正文第1段", "第一条", "第二条"]);
}

const LAW_DATABASE: &str = "    【法宝引证码】 CLI.99.1000321
原文链接：https://www.falvku.example/lar/0a1b2c3d4e.html
桐陵市人民政府办公室关于印发《桐陵市公共自行车数据管理暂行办法》的通知
桐陵市人民政府办公室关于印发《桐陵市公共自行车数据管理暂行办法》的通知
桐政办发〔2021〕33号
各县（区）人民政府、市级各部门：
　　《桐陵市公共自行车数据管理暂行办法》已报市政府批准，现印发给你们，请执行。
桐陵市人民政府办公室
2021年10月8日
　　桐陵市公共自行车数据管理暂行办法
　第一章　总则　　第一条 　为了管好公共自行车的借还数据，便利骑行，制定本办法。
　　第二条 　借还数据由市交通运输局归集，按日更新。
　第二章　附则　　第三条 　本办法自印发之日起施行，有效期2年。
";

#[test]
fn q06_the_head_of_a_law_database_gives_no_index_number_and_the_title_counts_once() {
    let notice = read(LAW_DATABASE);
    let title = "桐陵市人民政府办公室关于印发《桐陵市公共自行车数据管理暂行办法》的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.index_number, None);
    assert_eq!(number(&notice).as_deref(), Some("桐政办发〔2021〕33号"));
    assert_eq!(notice.issuers, ["桐陵市人民政府办公室"]);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2021-10-08"));
    assert_eq!(day(notice.expires_on).as_deref(), Some("2023-10-07"));
    assert_eq!(headings(&notice), ["第一章总则", "第二章附则"]);
    assert_eq!(
        addresses(&notice),
        ["通知正文第1段", "第一章第一条", "第一章第二条", "第二章第三条"]
    );
}

const EMPTY_LABEL: &str = "\
标题: 麓原县人民政府办公室关于印发2022年全县村务公开重点任务的通知
发布时间: 2022-04-19 15:40
文号:
发布机构:
栏目: 村务公开
原文链接: https://www.luyuan.example/cwgk/202204/t20220419_118.htm
本地目录: cwgk/202204/118_麓原县人民政府办公室关于印发2022年全县村务公开重点任务的通知
页面链接与图片详见 links.tsv(同目录)
==================== 正文 ====================
麓政办函〔2022〕17号 麓原县人民政府办公室关于印发2022年全县村务公开重点任务的通知 \
各乡镇人民政府，县直各单位:根据《桐陵市人民政府办公室关于深化村务公开的通知》（桐政办函〔2022〕9号），\
县里把今年要公开的事项理成清单，一并发给你们。各乡镇在收到清单后十日内排出自己的时间表，\
逐村张贴在公示栏上，并把张贴照片交县民政局存档；公示栏破损的，由乡镇先修后贴，费用从村级办公经费中列支。\
县民政局每季度抽查二十个村，抽查结果在全县范围内通报，连续两次不合格的村，由乡镇分管负责人到县里说明情况。 \
附件：2022年全县村务公开重点任务 麓原县人民政府办公室 2022年4月14日";

#[test]
fn q07_an_empty_label_gives_way_to_the_number_in_the_body() {
    let notice = read(EMPTY_LABEL);
    assert_eq!(
        notice.title.as_deref(),
        Some("麓原县人民政府办公室关于印发2022年全县村务公开重点任务的通知")
    );
    assert_eq!(number(&notice).as_deref(), Some("麓政办函〔2022〕17号"));
    assert_eq!(notice.issuers, ["麓原县人民政府办公室"]);
    assert_eq!(notice.region.county.as_deref(), Some("麓原县"));
    assert_eq!(notice.topic, None);
    assert_eq!(day(notice.issued_on).as_deref(), Some("2022-04-14"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2022-04-19"));
    assert_eq!(notice.attachments, ["2022年全县村务公开重点任务"]);
    assert_eq!(notice.addressees, ["各乡镇人民政府", "县直各单位"]);
}

const PICTURE_FOR_STATUS: &str = "\
当前位置：首页 > 澄浦市行政规范性文件统一发布平台 > 市部门规范性文件 > 澄浦市民政局

基本信息

文　　号： 澄民规字〔2024〕3号

实施日期： 2024年08月01日

失效日期： 2027年07月31日

发布机关： 澄浦市民政局

文件状态：

澄浦市民政局 澄浦市财政局关于调整困难家庭取暖补贴的通知

分享到

-

澄民规字〔2024〕3号

澄浦市民政局  澄浦市财政局关于调整困难家庭取暖补贴的通知

各县（区）人民政府：

　　从今冬起，困难家庭取暖补贴每户每月增加八十元，由社区在每月十日前发放到户，逾期未发的由街道先行垫付。

　　本通知有效期3年。

澄浦市民政局　　澄浦市财政局

2024年7月22日

公开方式：主动公开

【返回顶部】【关闭窗口】
";

#[test]
fn q08_a_status_that_is_a_picture_leaves_the_next_line_to_be_the_title() {
    let notice = read(PICTURE_FOR_STATUS);
    assert_eq!(notice.validity, Validity::Unknown);
    let title = "澄浦市民政局 澄浦市财政局关于调整困难家庭取暖补贴的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.issuers, ["澄浦市民政局", "澄浦市财政局"]);
    assert_eq!(number(&notice).as_deref(), Some("澄民规字〔2024〕3号"));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2024-07-22"));
    assert_eq!(day(notice.effective_on).as_deref(), Some("2024-08-01"));
    assert_eq!(day(notice.expires_on).as_deref(), Some("2027-07-31"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(
        clauses(&notice),
        [
            "从今冬起，困难家庭取暖补贴每户每月增加八十元，由社区在每月十日前发放到户，逾期未发的由街道先行垫付。",
            "本通知有效期3年。"
        ]
    );
}

const BELOW_CRUMBS: &str = "
清泽市汀兰区人民政府办公室关于印发
2021年汀兰区社区食堂布点计划
的通知

发布时间: 2021-06-22    浏览次数:      来源: 区政府办公室

各镇人民政府、街道办事处,区政府各部门:

《2021年汀兰区社区食堂布点计划》经区政府同意,现印发给你们,请照办。

清泽市汀兰区人民政府办公室

2021年6月18日

(此件公开发布)
";

#[test]
fn q09_bread_crumbs_of_every_form_are_neither_title_nor_text() {
    for crumbs in [
        "首页\n>>政务公开>>社区服务制度\n",
        "当前位置：首页\n\n>> 政务公开\n\n>> 政策文件\n\n>> 公示公告\n",
        "您当前的位置: 首页>政务公开 > 规划计划\n",
    ] {
        let notice = read(&format!("{crumbs}{BELOW_CRUMBS}"));
        let title = "清泽市汀兰区人民政府办公室关于印发2021年汀兰区社区食堂布点计划的通知";
        assert_eq!(notice.title.as_deref(), Some(title), "{crumbs}");
        assert_eq!(number(&notice), None, "{crumbs}");
        assert_eq!(notice.topic, None, "{crumbs}");
        assert_eq!(day(notice.published_on).as_deref(), Some("2021-06-22"), "{crumbs}");
        assert_eq!(
            clauses(&notice),
            ["《2021年汀兰区社区食堂布点计划》经区政府同意,现印发给你们,请照办。"],
            "{crumbs}"
        );
    }
}

const GLUED_MENU: &str = "\
4102政务公开/col/col3301/index.html县政府信息公开http://www.weian.example/col/col3302/index.html政策文件/col/col3303/index.html行政规范性文件/col/col3304/index.html岚川省规章/col/col3305/index.html

当前位置：首页

>> 政务公开

>> 县政府文件

索引号

119904210031552207/2023-20418

文号

苇政发〔2023〕22号

组配分类

县政府文件

发布机构

县政府

成文日期

2023-10-27

公开方式

主动公开

苇岸县人民政府关于公布2023年县级渔具工坊的通知

发布时间：2023-11-02 09:05 浏览次数：   信息来源： 县府办

各乡镇人民政府，县直各单位：

经村级申报、专家评议和公示，确定柳编工坊等7家为2023年县级渔具工坊，每家挂牌并补助两万元。

苇岸县人民政府

2023年10月27日

打印   关闭

语言播报
";

#[test]
fn q10_menu_words_glued_to_their_paths_are_set_aside() {
    let notice = read(GLUED_MENU);
    let title = "苇岸县人民政府关于公布2023年县级渔具工坊的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.index_number.as_deref(), Some("119904210031552207/2023-20418"));
    assert_eq!(number(&notice).as_deref(), Some("苇政发〔2023〕22号"));
    assert_eq!(notice.issuers, ["苇岸县人民政府"]);
    assert_eq!(notice.region.county.as_deref(), Some("苇岸县"));
    assert_eq!(notice.level, Some(Level::County));
    assert_eq!(notice.topic, None);
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-10-27"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-11-02"));
    assert_eq!(
        clauses(&notice),
        [
            "经村级申报、专家评议和公示，确定柳编工坊等7家为2023年县级渔具工坊，每家挂牌并补助两万元。"
        ]
    );
}

const PORTAL: &str = "\
------
用户登录
市民网页
您好
退出
语言
简体
繁體
English
手机端
关注 · 手机版
长者助手
澄浦市政府
新闻办
搜索
首页
政务公开
互动交流
魅力澄浦
搜索热词： 医保 公积金 入学 用工补贴
推荐
政策
关闭
我要办
智能问答
澄浦12345
“澄心办”小程序
应用
政策解读
【文字解读】《澄浦市医疗保障局关于调整门诊慢性病认定办法的通知》政策解读  2023-04-11　
当前位置：首页 > 澄浦市行政规范性文件统一发布平台 > 市部门规范性文件 > 澄浦市医疗保障局
基本信息
文　　号： 澄医保规字〔2023〕2号
实施日期： 2023年04月10日
发布机关： 澄浦市医疗保障局
文件状态：
澄浦市医疗保障局关于调整门诊慢性病认定办法的通知
分享到
-
澄医保规字〔2023〕2号
澄浦市医疗保障局关于调整门诊慢性病认定办法的通知
各县（区）医疗保障局，各定点医疗机构：
　　慢性病认定改由社区卫生服务中心受理，五个工作日内告知结果。
澄浦市医疗保障局
2023年4月3日
公开方式：主动公开
【返回顶部】【关闭窗口】
扫一扫在手机打开当前页
政策解读
【文字解读】《澄浦市医疗保障局关于调整门诊慢性病认定办法的通知》政策解读  2023-04-11　
内容纠错 | 使用帮助| 关于我们| 隐私声明| 网站地图| 网站建议
澄浦市人民政府 版权所有　主办单位：澄浦市人民政府办公室　联系我们：0990-12345
网站标识码：9902000004   ICP备案号：岚ICP备20099号-1
应用
中国政府网
岚川省政府网
政务邮箱
市民网页
版权所有：澄浦市人民政府
联系我们：0990-12345
主办单位：澄浦市人民政府办公室
网站标识码：9902000004
";

#[test]
fn q11_the_menus_of_a_portal_leave_only_the_notice_and_give_no_task() {
    let notice = read(&PORTAL.replace('\n', "\n\n"));
    let title = "澄浦市医疗保障局关于调整门诊慢性病认定办法的通知";
    assert_eq!(notice.title.as_deref(), Some(title));
    assert_eq!(notice.kind.map(Kind::name), Some("通知"));
    assert_eq!(number(&notice).as_deref(), Some("澄医保规字〔2023〕2号"));
    assert_eq!(notice.issuers, ["澄浦市医疗保障局"]);
    assert_eq!(notice.level, Some(Level::City));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-04-03"));
    assert_eq!(day(notice.published_on), None);
    assert_eq!(notice.addressees, ["各县（区）医疗保障局", "各定点医疗机构"]);
    assert_eq!(clauses(&notice), ["慢性病认定改由社区卫生服务中心受理，五个工作日内告知结果。"]);
    assert!(notice.assignments.is_empty(), "{:#?}", notice.assignments);
}

#[test]
fn q12_origin_time_and_views_glued_on_one_line_are_parted() {
    for (stamp, published_on) in [
        ("时间:2022-05-1316:39来源:桐陵市人民政府门户网站浏览次数:3087", "2022-05-13"),
        ("2022-05-1520:07:00 来源:市卫健委 【字体:大中小】打印", "2022-05-15"),
        ("来源:本网发布日期:2022-05-1110:24:51字体大中小", "2022-05-11"),
    ] {
        let notice = read(&format!(
            "桐陵市人民政府办公室关于放宽乡村医生招录年龄的意见
{stamp}
各县（区）人民政府,市政府各部门:

山区村卫生室招录医生,年龄放宽到五十五周岁,由县（区）卫健局组织面试,不再笔试。

桐陵市人民政府办公室

2022年5月9日

(此件公开发布)
"
        ));
        let title = "桐陵市人民政府办公室关于放宽乡村医生招录年龄的意见";
        assert_eq!(notice.title.as_deref(), Some(title), "{stamp}");
        assert_eq!(day(notice.published_on).as_deref(), Some(published_on), "{stamp}");
        assert_eq!(day(notice.issued_on).as_deref(), Some("2022-05-09"), "{stamp}");
        assert_eq!(notice.issuers, ["桐陵市人民政府办公室"], "{stamp}");
        assert_eq!(
            clauses(&notice),
            ["山区村卫生室招录医生,年龄放宽到五十五周岁,由县（区）卫健局组织面试,不再笔试。"],
            "{stamp}"
        );
    }
}

const CHAT_ACCOUNT: &str = "\
澄浦市人民政府办公室关于印发规范住房租赁的若干措施的通知
岚川省住房租赁协会2023-05-0409:55发表于岚川
各县（区）人民政府,市政府有关部门:
《规范住房租赁的若干措施》经市政府研究确定,现印发给你们,请照此办理。
2023年4月28日
(此件主动公开)
";

const CHAT_ACCOUNT_ALONE: &str = "\
关于印发规范住房租赁的若干措施的通知
岚川省住房租赁协会2023-05-0409:55发表于岚川
各县（区）人民政府,市政府有关部门:
《规范住房租赁的若干措施》经市政府研究确定,现印发给你们,请照此办理。
2023年4月28日
(此件主动公开)
";

#[test]
fn q13_the_association_that_reposts_a_notice_is_never_its_issuer() {
    let notice = read(CHAT_ACCOUNT);
    assert_eq!(notice.issuers, ["澄浦市人民政府办公室"]);
    assert_eq!(notice.region.city.as_deref(), Some("澄浦市"));
    assert_eq!(notice.level, Some(Level::City));
    assert_eq!(day(notice.issued_on).as_deref(), Some("2023-04-28"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2023-05-04"));
    assert_eq!(notice.openness, Some(Openness::Proactive));
    assert_eq!(
        clauses(&notice),
        ["《规范住房租赁的若干措施》经市政府研究确定,现印发给你们,请照此办理。"]
    );
    let notice = read(CHAT_ACCOUNT_ALONE);
    assert_eq!(notice.title.as_deref(), Some("关于印发规范住房租赁的若干措施的通知"));
    assert!(notice.issuers.is_empty(), "{:?}", notice.issuers);
}

const UNIFIED_NUMBER: &str = "\
基本信息

统一编号： CPGF0420240019

文　　号： 澄交规字〔2024〕5号

发布机关： 澄浦市交通运输局

澄浦市交通运输局关于公交老年卡年审的通知

澄交规字〔2024〕5号

各县（区）交通运输局：

　　公交老年卡不再到柜台年审，由系统比对后自动延期，比对不上的由司机提醒补办。

澄浦市交通运输局

2024年3月6日
";

const REGISTRATION_NUMBER: &str = "\
澄浦市人民政府关于印发澄浦市渡口管理规定的通知(澄府〔2023〕14号)
来源:本网发布日期:2023-03-0110:24:51字体大中小
CPGS-2023-06

各区政府(管委会),市政府各部门、各直属机构:

《澄浦市渡口管理规定》由市政府第9次常务会议通过,现予印发,请照此执行。

澄浦市人民政府

2023年2月24日
";

#[test]
fn q14_a_registration_number_is_neither_index_number_nor_own_number() {
    let notice = read(UNIFIED_NUMBER);
    assert_eq!(notice.index_number, None);
    assert_eq!(number(&notice).as_deref(), Some("澄交规字〔2024〕5号"));
    assert_eq!(notice.title.as_deref(), Some("澄浦市交通运输局关于公交老年卡年审的通知"));
    let notice = read(REGISTRATION_NUMBER);
    assert_eq!(notice.index_number, None);
    assert_eq!(number(&notice).as_deref(), Some("澄府〔2023〕14号"));
    assert_eq!(notice.title.as_deref(), Some("澄浦市人民政府关于印发澄浦市渡口管理规定的通知"));
    assert_eq!(notice.addressees, ["各区政府(管委会)", "市政府各部门", "各直属机构"]);
    assert_eq!(
        clauses(&notice),
        ["《澄浦市渡口管理规定》由市政府第9次常务会议通过,现予印发,请照此执行。"]
    );
}

const DAY_OF_THE_CRAWL: &str = "\
| 2023年10月11日 星期三

繁繁體版 网站无障碍 关怀版

✖

网站首页

新闻中心

政务公开

魅力沅平

您当前的位置： 网站首页>政务公开>政策文件>通告

沅平县人民政府关于春耕期间封闭柳湾渡槽的通告

来源： 访问量：199 发布日期：2017-03-15 10:49:00

沅平县人民政府关于春耕期间封闭柳湾渡槽的通告

为保证春耕用水，柳湾渡槽两侧便道自三月二十日起封闭六十天，行人改走下游石桥，农机从县道绕行。

扫一扫在手机打开当前页

【返回顶部】【关闭本页】

上一篇：桐陵市2016年政府信息公开工作年度报告

中国政府网 岚川省人民政府 桐陵市人民政府

网站地图 网站帮助 隐私声明 关于我们

主办：沅平县人民政府  承办：沅平县人民政府办公室

岚ICP备11002306号-1  网站标识码：9903220011

您访问的链接即将离开‘沅平县人民政府网站’是否继续？

继续访问 放弃
";

#[test]
fn q15_the_day_of_the_crawl_is_no_date_of_the_notice() {
    let notice = read(DAY_OF_THE_CRAWL);
    assert_eq!(notice.title.as_deref(), Some("沅平县人民政府关于春耕期间封闭柳湾渡槽的通告"));
    assert_eq!(day(notice.published_on).as_deref(), Some("2017-03-15"));
    assert_eq!(notice.issued_on, None);
    assert_eq!(notice.year, Some(2017));
    assert_eq!(notice.issuers, ["沅平县人民政府"]);
    assert_eq!(notice.region.county.as_deref(), Some("沅平县"));
    assert_eq!(
        clauses(&notice),
        [
            "为保证春耕用水，柳湾渡槽两侧便道自三月二十日起封闭六十天，行人改走下游石桥，农机从县道绕行。"
        ]
    );
}
