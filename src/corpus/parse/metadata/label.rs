//! Knows what the labels of a page's block stand for.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    DocNumber,
    Issuer,
    Publisher,
    Origin,
    IndexNumber,
    Topic,
    IssuedOn,
    CreatedOn,
    PublishedOn,
    EffectiveOn,
    ExpiresOn,
    Validity,
    Openness,
    Other,
}

/// Labels by what they stand for, blanks left out. `Other` is known and not used.
const LABELS: &[(Field, &str)] = &[
    (Field::Title, "标题 名称 信息名称 文件名称 公文标题 文件标题 信息标题 公文名称 title"),
    (
        Field::DocNumber,
        "发文字号 文号 文件编号 文件字号 公文文号 公文字号 发文号 文件文号 发文文号 \
         文件号 文书号 发布文号 docnumber",
    ),
    (
        Field::Issuer,
        "发文机关 发文单位 发文机构 制发机关 制定机关 制定单位 发文部门 颁布单位 颁发机关 \
         颁布机关 公文发文机关 issuer issuers",
    ),
    (
        Field::Publisher,
        "发布机构 发布单位 发布机关 发布部门 公开机构 公开单位 公开机关 发布人 责任部门 \
         公开责任部门 提供单位 publisher",
    ),
    (Field::Origin, "来源 信息来源 文章来源 稿源 内容来源 转载来源 ContentSource source"),
    (Field::IndexNumber, "索引号 索取号 信息索引号 政府信息索引号 公开索引号 indexnumber"),
    (Field::Topic, "主题分类 信息分类 所属主题 主题类别 分类 信息类别 所属分类 公开目录 topic"),
    (
        Field::IssuedOn,
        "成文日期 成文时间 发文日期 发文时间 制发日期 签发日期 签署日期 成文日 制定日期 \
         issuedon",
    ),
    (Field::CreatedOn, "生成日期 生成时间 产生日期"),
    (
        Field::PublishedOn,
        "发布日期 发布时间 公开日期 公开时间 发表时间 发表日期 公布日期 公布时间 发布于 \
         时间 日期 上网日期 录入时间 更新时间 更新日期 PubDate publishedon date",
    ),
    (
        Field::EffectiveOn,
        "施行日期 实施日期 生效日期 执行日期 生效时间 实施时间 施行时间 effectiveon",
    ),
    (
        Field::ExpiresOn,
        "失效日期 废止日期 有效期至 终止日期 失效时间 有效期截止 有效期限至 失效日 \
         expireson",
    ),
    (
        Field::Validity,
        "有效性 时效性 时效 文件状态 状态 时效状态 是否有效 公文时效 文件有效性 效力状态 \
         文件时效 信息时效 有效状态 公文状态 validity",
    ),
    (
        Field::Openness,
        "公开属性 公开方式 信息公开形式 公开类别 公开形式 公开类型 信息公开类别 \
         信息公开方式 信息公开属性 主动公开形式 openness",
    ),
    (
        Field::Other,
        "主题词 主题导航 体裁分类 组配分类 统一编号 统一登记号 登记号 备案登记号 备案号 \
         规范性文件编号 文件登记号 浏览次数 访问量 点击数 点击量 阅读次数 阅读量 浏览量 \
         访问次数 点击率 浏览 阅读 点击 字号 浏览字号 字体 字体大小 栏目 所属栏目 作者 编辑 \
         责任编辑 责编 审核 撰稿 层级 类型 文种 公文种类 体裁 原文链接 官方链接 本地目录 \
         服务对象 关键词 关键字 内容概述 摘要 公开范围 公开时限 公开程序 公开渠道 \
         公开依据 载体类型 记录形式 签发人 打印 分享 分享到 信息编号 编号 法宝引证码 \
         行业分类 网站标识码 页面链接与图片详见 索引词 咨询电话 发布地区 适用地区 \
         附件下载 保护视力色 背景色 你是第",
    ),
];

/// The 21 national classes of topic (GB/T 政务信息主题分类), as headings of 主题分类 give them.
pub(super) const TOPICS: &[&str] = &[
    "综合政务",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "国土资源、能源",
    "农业、林业、水利",
    "工业、交通",
    "商贸、海关、旅游",
    "市场监管、安全生产监管",
    "城乡建设、环境保护",
    "科技、教育",
    "文化、广电、新闻出版",
    "卫生、体育",
    "人口与计划生育、妇女儿童工作",
    "劳动、人事、监察",
    "公安、安全、司法",
    "民政、扶贫、救灾",
    "民族、宗教",
    "对外事务",
    "港澳台侨工作",
    "国防",
    "其他",
    "政务公开",
    "行政事务",
];

pub(super) fn field_of(label: &str) -> Option<Field> {
    field_of_key(&label_key(label))
}

pub(super) fn field_of_key(key: &str) -> Option<Field> {
    static BY_NAME: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
        let names = LABELS.iter().rev().flat_map(|(field, names)| {
            names.split_whitespace().map(|name| (name.to_ascii_lowercase(), *field))
        });
        names.collect()
    });
    if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return BY_NAME.get(&key.to_ascii_lowercase()).copied();
    }
    BY_NAME.get(key).copied()
}

/// Returns a label without blanks, brackets and underscores.
pub(super) fn label_key(label: &str) -> String {
    label
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '[' | ']' | '【' | '】' | '_' | '(' | ')' | '（' | '）' | '•' | '·' | '-' | '*'
                )
        })
        .collect()
}
