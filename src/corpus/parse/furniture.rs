//! Tells the furniture of a page (menus, bars, footers) from the text of a notice.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::numbering::{Style, label};

/// Words that make a short line furniture wherever it stands.
static BAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:您?(?:现在|当前)?(?:所在)?的?位置|首页\s*[>»/]|首页$|今天是|.{2,16}门户网站$|当前位置|字号|【?字体|打印|【打印|关闭|【关闭|分享|收藏|返回|扫一扫|扫码|语音播报|朗读|浏览次数|访问量|无障碍|关怀版|长者|适老|繁體|繁体|简体|English|登录|注册|用户登录|搜索|热搜|热词|搜索热词|网站支持|责任编辑|上一篇|下一篇|上一条|下一条|相关(?:链接|新闻|文章|文件|政策|解读|附件|阅读|稿件|信息)|政策解读$|文字解读|图片解读|附件下载|微信|微博|客户端|手机版|电脑版|移动端|网站地图|联系我们|关于我们|版权|网站标识码|ICP备|技术支持|内容纠错|我要纠错|\[?打印|下载文字版|下载图片版|高级搜索|搜索位置|推荐阅读|点击(?:量|数|率)|阅读(?:量|次数)|发布于|视力保护|保护视力|隐私声明|使用帮助|【返回顶部|本文来源|次$|党政机关(?:网站)?标识|事业单位标识|政府网站找错|排行榜$|内容概述$|\d{1,2}\.(?:png|jpe?g|gif|bmp)$)",
    )
    .expect("a literal pattern")
});

/// Words that only footers hold.
static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:ICP备|公网安备|网站标识码|版权所有|备案序号|备案编号[:：]|技术支持[:：]|扫一扫在手机|扫一扫|扫码使用手机|手机打开当前页|手机扫一扫|网站地图|打印本页|关闭窗口|关闭本页|返回顶部|分享到|责任编辑[:：]|【打印】|上一篇[:：]|下一篇[:：]|相关链接[:：]?$|相关文章[:：]?$|相关解读[:：]?$|相关附件[:：]?$|相关稿件|本页面?二维码|网站主办|主办单位[:：].{0,60}(?:承办|地址|电话|备案|维护)|内容纠错|语言播报|语音播报)",
    )
    .expect("a literal pattern")
});

/// Tells whether a line is a bar or menu entry.
pub(super) fn is_bar(text: &str) -> bool {
    let length = text.chars().count();
    if label(text).is_some_and(|label| length > 12 || label.style <= Style::ChineseBracketed) {
        return false;
    }
    let bare = text.trim_matches([
        ' ', '|', '【', '】', '-', '—', '－', '─', '=', '_', '*', '·', '★', '☆', '●', '■', '◆',
        '…', '×', '+', '↺', '✖', '>', '»', '/', '.',
    ]);
    bare.is_empty()
        || length <= 140 && is_path(text)
        || length <= 60 && (BAR.is_match(bare) && !is_sentence(bare) || is_menu(bare))
        || length <= 160 && !text.contains('。') && FOOTER.is_match(text)
}

/// Tells a sentence that begins with a word of bars: 注册人应当履行下列义务：.
fn is_sentence(text: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:打印|关闭|分享|收藏|返回|扫码|朗读|登录|注册|搜索|版权|微信|微博|客户端)\p{Han}",
        )
        .expect("a literal pattern")
    });
    WORD.is_match(text)
        && (text.ends_with(['。', '；'])
            || ["应当", "不得", "可以", "必须", "按照", "下列", "如下"]
                .iter()
                .any(|word| text.contains(word)))
}

/// Tells a row of menu entries: short words between blanks, one of them of a bar.
fn is_menu(text: &str) -> bool {
    let mut entries = text.split([' ', '|']).filter(|entry| !entry.is_empty()).peekable();
    entries.peek().is_some()
        && entries.clone().count() > 1
        && entries.clone().all(|entry| entry.chars().count() <= 8)
        && entries.any(|entry| BAR.is_match(entry))
}

/// Tells a bread crumb or a menu glued to its addresses: 首页 > 政务公开, 政策/col/index.html.
fn is_path(text: &str) -> bool {
    let marks = text.matches(['>', '»', '＞', '›']).count();
    (marks >= 1 && (text.starts_with("首页") || text.contains("首页") || text.contains("位置"))
        || marks >= 2 && !text.contains(['。', '，'])
        || text.starts_with(">>")
        || text.contains("/index.htm")
        || text.matches("http").count() >= 2)
        && !text.contains(['。', '；'])
}

/// Parts the pieces of a page from its footer, which is returned as the second part.
///
/// The footer begins with the first line that only footers hold and behind which no paragraph
/// of the notice stands.
pub(super) fn cut_footer(mut pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let mut cut = pieces.len();
    for (index, piece) in pieces.iter().enumerate().rev() {
        match piece {
            Piece::Line(line) if is_footer(&line.text) => cut = index,
            // What a footer shows of the text itself is cut off: ….
            Piece::Line(line) if is_paragraph(line) && !is_excerpt(line, &pieces) => break,
            Piece::Table(_) => break,
            Piece::Line(_) => {}
        }
    }
    let mut footer = pieces.split_off(cut);
    while let Some(Piece::Line(line)) = pieces.last() {
        let joins = is_bar(&line.text) || !footer.is_empty() && joins_footer(&line.text);
        if !joins {
            break;
        }
        footer.insert(0, pieces.pop().unwrap_or_else(|| Piece::Line(Line::default())));
    }
    (pieces, footer)
}

/// Tells a line that belongs to a footer when one follows: who runs the site, where, since when.
fn joins_footer(text: &str) -> bool {
    static SITE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:主办|承办|协办|运行|运维|维护|管理)(?:单位)?[:：]|(?i:copyright)|版权|地址[:：]|电话[:：]|邮编[:：]|邮政编码[:：])|保留所有权利$")
            .expect("a literal pattern")
    });
    text.chars().count() <= 80 && SITE.is_match(text)
}

fn is_footer(text: &str) -> bool {
    text.chars().count() <= 200 && FOOTER.is_match(text)
}

/// Tells a line that repeats how another one begins, and breaks off.
fn is_excerpt(line: &Line, pieces: &[Piece]) -> bool {
    let text = line.text.trim_end_matches(['.', '…']);
    let beginning: String = text.chars().take(20).collect();
    text.len() < line.text.len()
        && beginning.chars().count() == 20
        && pieces.iter().any(|piece| {
            matches!(piece, Piece::Line(other) if other.text != line.text && other.text.starts_with(&beginning))
        })
}

/// Tells a paragraph of running text from entries and bars.
fn is_paragraph(line: &Line) -> bool {
    let length = line.len();
    let sentence = length >= 15 && line.text.contains('。');
    (sentence || length >= 40 && line.text.contains(['；', ';'])) && !FOOTER.is_match(&line.text)
        || label(&line.text).is_some_and(|label| label.rest.chars().count() >= 8)
}

#[cfg(test)]
mod tests {
    use super::{cut_footer, is_bar};
    use crate::corpus::parse::line::{Line, Piece};

    #[test]
    fn bars_and_menus_are_told_from_text() {
        assert!(is_bar("★★★"));
        for bar in [
            "您当前的位置： 首页>政务公开 > 其他公文",
            ">>政务公开>>政府信息公开制度",
            "字号:",
            "打印整页 打印内容 分享",
            "【字体：大 中 小】",
            "扫一扫在手机打开当前页",
            "----",
            "无障碍阅读 关怀版 返回首页",
            "搜索热词： 公共服务 投资创业",
            "网站标识码：9901000001 ICP备案号：岚ICP备000号",
            "3657政务公开/col/col122/index.html",
        ] {
            assert!(is_bar(bar), "{bar}");
        }
        for text in [
            "清泽市人民政府办公室关于印发工作要点的通知",
            "一、打印机配置标准由各单位按规定执行",
            "各县（市、区）人民政府：",
            "完善政府网站站内检索。",
            "（此件公开发布）",
            "政务公开",
            "注册人应当履行下列义务：",
            "打印材料由窗口免费提供。",
            "微信公众号“清泽税务”可以办理。",
            "第三节 注册体系核查",
            "三、 政策解读",
        ] {
            assert!(!is_bar(text), "{text}");
        }
    }

    #[test]
    fn the_footer_is_cut_behind_the_last_paragraph() {
        let lines = [
            "一、总体要求",
            "各单位要按照本通知的要求认真抓好落实，按期报送有关情况，确保各项任务落地见效。",
            "清泽市教育局",
            "2024年5月1日",
            "主办单位：清泽市教育局",
            "清泽市教育信息中心 保留所有权利",
            "扫一扫在手机打开当前页",
            "主办：清泽市教育局",
            "网站地图",
        ];
        let pieces = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        let (kept, footer) = cut_footer(pieces);
        assert_eq!(kept.len(), 4);
        assert_eq!(footer.len(), 5);
    }
}
