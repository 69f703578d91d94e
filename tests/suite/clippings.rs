//! What is understood of clippings, in the four languages that there are phrases for, and that no clipping is too much.
//!
//! The texts are made up: no place, person or paper in them exists.

use briefgen::document::Stance;
use briefgen::import::clipping::{Clipping, Fate, Part, Reason, from_html, from_text};
use proptest::prelude::*;

/// A page as it is pasted: menus, prompts, a caption twice, the article, lists, comments.
const ENGLISH: &str = "\
Skip to content
Menu
Home
News
Sign in

Mayor opens harbour after three years of work

By Ada Berg and Bo Li
Published March 12, 2024 8:15 am
Updated March 14, 2024
Share

The new harbour of Port City on Tuesday. (Lund Photo/Getty Images)

PORT CITY, March 12 (Yonhap) -- The mayor of Port City opened its new harbour on Tuesday, three years after work began.

Advertisement

\"This is a good day for everybody who lives from the sea,\" she said, before the first ship came in.

\"This is a good day for everybody who lives from the sea,\" she said, before the first ship came in.

READ MORE: Harbour costs twice as much as planned

Work on a second pier is to begin on May 5, according to Reuters. The old harbour was closed in August.

The new harbour of Port City on Tuesday. (Lund Photo/Getty Images)

Ada Berg is a reporter who covers the coast for the Lund Gazette.

Tags: harbour, Port City

Related articles
Fishermen ask for lower fees
Storm takes a roof off the old town hall in the night

3 comments
I have lived here for forty years, and I never thought that I would see it finished, to be honest.
Sign up for our newsletter
© 2024 Lund Gazette. All rights reserved.
";

const KOREAN: &str = "\
본문 바로가기
메뉴
로그인
정치
경제

항구시, 3년 공사 끝에 새 항구 개장

입력 2024.03.12 08:15 | 수정 2024.03.14 09:00
홍길동 기자
공유
글자크기

▲ 12일 문을 연 항구시의 새 항구. /뉴시스

(항구=연합뉴스) 홍길동 기자 = 항구시가 12일 새 항구의 문을 열었다고 밝혔다. 공사를 시작한 지 3년 만이다.

시장은 \"바다에서 일하는 모든 이에게 좋은 날\"이라며 첫 배를 맞았다.

두 번째 부두 공사는 오는 5월 5일 시작될 예정이라고 교도통신이 보도했다. 옛 항구는 지난해 8월 문을 닫았다.

<저작권자 ⓒ 항구일보, 무단 전재 및 재배포 금지>

관련기사
어민들, 사용료 인하 요구
많이 본 뉴스
밤새 옛 시청 지붕 날아가

댓글 3개
여기서 사십 년을 살았지만 완공되는 것을 볼 줄은 몰랐습니다. 정말 기쁩니다.
";

const JAPANESE: &str = "\
本文へ移動
メニュー
ログイン
社会
政治

港町の新しい港が開港、着工から三年

2024年3月12日 8時15分
シェアする
ブックマーク

新しい港に入る最初の船＝12日、港町（山田花子撮影）

【港町共同】港町の市長は12日、新しい港の開港を宣言した。着工から三年がたっていた。

市長は「海で働くすべての人にとって良い日だ」と述べ、最初の船を迎えた。

二つ目の桟橋の工事は5月5日に始まる予定だと、ロイター通信が報じた。古い港は昨年8月に閉鎖された。

関連記事
漁師ら、使用料の引き下げを要望
アクセスランキング
夜のうちに旧市役所の屋根が飛ぶ

この記事をシェア
コメント3件
ここに四十年住んでいますが、完成を見られるとは思いませんでした。本当にうれしいです。
© 2024 港町新聞 無断転載を禁じます
";

const CHINESE: &str = "\
跳到主要内容
首页
登录
国际
财经

港城新港启用 历时三年建成

2024年3月12日 08:15 来源：新华社
分享到微信
字号

图为新港首艘船只入港。记者李四摄

新华社港城3月12日电 港城市长12日宣布新港正式启用，工程历时三年完成。

市长说，对所有靠海为生的人来说，这是美好的一天。随后，首艘船只驶入新港。

据路透社报道，第二座码头将于5月5日开工。旧港已于去年8月关闭。

责任编辑：王五

相关新闻
渔民要求降低使用费
热门推荐
昨夜大风掀翻旧市政厅屋顶

评论
我在这里住了四十年，没想到还能看到它建成，真的非常高兴。
版权所有 港城日报 未经授权不得转载
";

fn credits(clipping: &Clipping) -> String {
    clipping.credits.iter().map(|credit| credit.agency.as_str()).collect::<Vec<_>>().join(", ")
}

fn events(clipping: &Clipping) -> String {
    let stance = |stance| if stance == Stance::Announces { " announced" } else { "" };
    clipping.events.iter().map(|event| format!("{}{}", event.date, stance(event.stance))).collect::<Vec<_>>().join(", ")
}

/// What is understood, apart from the fates of lines.
fn understood(clipping: &Clipping) -> String {
    let date = clipping.date.as_ref().map(|date| format!("{} ({})", date.date, date.grounds)).unwrap_or_default();
    format!(
        "language: {}\ntitle: {}\npublisher: {}\nauthors: {}\ndate: {date}\ndateline: {}\ncredits: {}\nevents: {}\n\n{}",
        clipping.language.as_deref().unwrap_or_default(),
        clipping.title.as_deref().unwrap_or_default(),
        clipping.publisher.as_deref().unwrap_or_default(),
        clipping.authors.join("; "),
        clipping.dateline.as_deref().unwrap_or_default(),
        credits(clipping),
        events(clipping),
        clipping.body
    )
}

#[test]
fn an_english_clipping() {
    insta::assert_snapshot!(understood(&from_text(ENGLISH)), @r#"
    language: en
    title: Mayor opens harbour after three years of work
    publisher: Lund Gazette
    authors: Ada Berg; Bo Li
    date: 2024-03-12 (the line “Published March 12, 2024 8:15 am”)
    dateline: PORT CITY
    credits: Yonhap, Reuters
    events: 2024-03-12, 2024-05-05 announced, 2023-08

    PORT CITY, March 12 (Yonhap) -- The mayor of Port City opened its new harbour on Tuesday, three years after work began.

    "This is a good day for everybody who lives from the sea," she said, before the first ship came in.

    Work on a second pier is to begin on May 5, according to Reuters. The old harbour was closed in August.
    "#);
}

#[test]
fn a_korean_clipping() {
    insta::assert_snapshot!(understood(&from_text(KOREAN)), @r#"
    language: ko
    title: 항구시, 3년 공사 끝에 새 항구 개장
    publisher: 항구일보
    authors: 홍길동
    date: 2024-03-12 (the line “입력 2024.03.12 08:15 | 수정 2024.03.14 09:00”)
    dateline: 항구
    credits: 연합뉴스, 교도통신
    events: 2024-03-12, 2024-05-05 announced, 2023-08

    (항구=연합뉴스) 홍길동 기자 = 항구시가 12일 새 항구의 문을 열었다고 밝혔다. 공사를 시작한 지 3년 만이다.

    시장은 "바다에서 일하는 모든 이에게 좋은 날"이라며 첫 배를 맞았다.

    두 번째 부두 공사는 오는 5월 5일 시작될 예정이라고 교도통신이 보도했다. 옛 항구는 지난해 8월 문을 닫았다.
    "#);
}

#[test]
fn a_japanese_clipping() {
    insta::assert_snapshot!(understood(&from_text(JAPANESE)), @"
    language: ja
    title: 港町の新しい港が開港、着工から三年
    publisher: 港町新聞
    authors: 
    date: 2024-03-12 (the line “2024年3月12日 8時15分”)
    dateline: 港町
    credits: 共同, ロイター通信
    events: 2024-03-12, 2024-05-05 announced, 2023-08

    【港町共同】港町の市長は12日、新しい港の開港を宣言した。着工から三年がたっていた。

    市長は「海で働くすべての人にとって良い日だ」と述べ、最初の船を迎えた。

    二つ目の桟橋の工事は5月5日に始まる予定だと、ロイター通信が報じた。古い港は昨年8月に閉鎖された。
    ");
}

#[test]
fn a_chinese_clipping() {
    insta::assert_snapshot!(understood(&from_text(CHINESE)), @"
    language: zh
    title: 港城新港启用 历时三年建成
    publisher: 港城日报
    authors: 
    date: 2024-03-12 (the line “2024年3月12日 08:15 来源：新华社”)
    dateline: 港城
    credits: 新华社, 路透社
    events: 2024-03-12, 2024-05-05 announced, 2023-08

    新华社港城3月12日电 港城市长12日宣布新港正式启用，工程历时三年完成。

    市长说，对所有靠海为生的人来说，这是美好的一天。随后，首艘船只驶入新港。

    据路透社报道，第二座码头将于5月5日开工。旧港已于去年8月关闭。
    ");
}

#[test]
fn every_line_has_its_reason() {
    let clipping = from_text(ENGLISH);
    let fate = |start: &str| clipping.lines.iter().find(|line| line.text.starts_with(start)).map(|line| line.fate);
    assert_eq!(fate("Menu"), Some(Fate::Dropped(Reason::Navigation)));
    assert_eq!(fate("Sign in"), Some(Fate::Dropped(Reason::Prompt)));
    assert_eq!(fate("Mayor opens"), Some(Fate::Read(Part::Title)));
    assert_eq!(fate("By Ada"), Some(Fate::Read(Part::Byline)));
    assert_eq!(fate("Published"), Some(Fate::Read(Part::Date)));
    assert_eq!(fate("The new harbour of"), Some(Fate::Dropped(Reason::Caption)));
    assert_eq!(fate("Advertisement"), Some(Fate::Dropped(Reason::Advertisement)));
    let of_quotation: Vec<Fate> =
        clipping.lines.iter().filter(|line| line.text.contains("good day")).map(|line| line.fate).collect();
    assert_eq!(of_quotation, [Fate::Kept, Fate::Dropped(Reason::Repeated)]);
    assert_eq!(fate("READ MORE"), Some(Fate::Dropped(Reason::Related)));
    assert_eq!(fate("Ada Berg is"), Some(Fate::Dropped(Reason::Biography)));
    assert_eq!(fate("Tags"), Some(Fate::Dropped(Reason::Tags)));
    assert_eq!(fate("3 comments"), Some(Fate::Dropped(Reason::Comments)));
    assert_eq!(fate("I have lived"), Some(Fate::Dropped(Reason::AfterArticle)));
    assert_eq!(fate("© 2024"), Some(Fate::Dropped(Reason::Legal)));
    assert_eq!(Fate::Dropped(Reason::Legal).to_string(), "dropped: a notice");
}

/// The English clipping as a page, with its article in elements.
fn page() -> String {
    let (before, rest) = ENGLISH.split_once("Mayor opens").expect("it is there");
    let (article, after) = rest.split_once("Related articles").expect("it is there");
    let list = |text: &str| text.lines().map(|line| format!("<li><a href=/x>{line}</a>")).collect::<String>();
    let paragraphs: String = article
        .split("\n\n")
        .skip(1)
        .map(|text| format!("<p>{}</p>", text.replace("good day", "<b>good</b> day")))
        .collect();
    let lists = "<ul><li>one pier<li>two cranes</ul><table><tr><th>Year<th>Ships<tr><td>2023<td>12</table><p>Work on";
    let paragraphs = paragraphs.replace("<p>Work on", lists);
    format!(
        "<!doctype html><html lang=en><title>Mayor opens harbour after three years of work | Lund Gazette</title>\
         <script>let a = '<p>Not a paragraph of the article at all, but of a script.</p>';</script><body><nav><ul>{}</ul></nav>\
         <main><article><h1>Mayor opens harbour after three years of work</h1>{paragraphs}</article></main><aside><h2>Related articles</h2>{}</aside>",
        list(before),
        list(after)
    )
}

#[test]
fn a_saved_page() {
    insta::assert_snapshot!(understood(&from_html(&page(), Some("https://example.org/2024/03/12/harbour"))), @r#"
    language: en
    title: Mayor opens harbour after three years of work
    publisher: Lund Gazette
    authors: Ada Berg; Bo Li
    date: 2024-03-12 (the line “By Ada Berg and Bo Li Published March 12, 2024 8:15 am Updated March 14, 2024 Share”)
    dateline: PORT CITY
    credits: Yonhap, Reuters
    events: 2024-03-12, 2024-05-05 announced, 2023-08

    PORT CITY, March 12 (Yonhap) -- The mayor of Port City opened its new harbour on Tuesday, three years after work began.

    "This is a **good** day for everybody who lives from the sea," she said, before the first ship came in.

    - one pier
    - two cranes

    | Year | Ships |
    |---|---|
    | 2023 | 12 |

    Work on a second pier is to begin on May 5, according to Reuters. The old harbour was closed in August.
    "#);
}

/// What must hold of any clipping.
fn holds(clipping: &Clipping, lines: usize) {
    let numbers: Vec<usize> = clipping.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=lines).collect::<Vec<_>>());
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let kept: String =
        clipping.lines.iter().filter(|line| line.fate == Fate::Kept).map(|line| letters(&line.text)).collect();
    // Numbers of list items are Markdown's own.
    let body: String = letters(&clipping.body);
    let mut rest = kept.chars().peekable();
    for c in body.chars() {
        if rest.peek() != Some(&c) && rest.clone().any(|kept| kept == c) {
            while rest.peek().is_some_and(|kept| *kept != c) {
                rest.next();
            }
        }
        let is_number = c.is_ascii_digit();
        assert!(rest.next_if_eq(&c).is_some() || is_number, "{c:?} of the body is in no kept line: {body}\n{kept}");
    }
    for credit in &clipping.credits {
        assert!((1..=lines).contains(&credit.line));
    }
    for event in &clipping.events {
        assert!((1..=lines).contains(&event.line));
    }
}

/// Texts that were made to cost more than they weigh: the first two of 10 MB, the others of some 2.
fn heavy() -> Vec<String> {
    let n = 250_000;
    vec![
        "a b. ".repeat(8 * n),
        "<p>It opened on Friday, she said.".repeat(5 * n / 4),
        "a\n".repeat(5 * n / 2),
        "Read more\n".repeat(n),
        "On Friday, 12 March 2024, ".repeat(n / 2),
        "12일 (Yonhap) according to ".repeat(n / 3),
        "© 2024 A\nComments\n".repeat(n / 2),
        "港".repeat(3 * n),
        "* # > 1. ".repeat(n),
        "<div>".repeat(2 * n),
        "<b><i>a</b></i> ".repeat(n / 2),
        "<a href=#a>a</a><br><br>".repeat(n / 4),
        "<ul><li>a</ul>".repeat(n / 2),
        "<table><tr><td>a<td>b</table>".repeat(n / 4),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(10 * n)),
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"Article\",\"articleBody\":\"{}\"}}</script><p>a b",
            "a b. ".repeat(2 * n)
        ),
        // Few enough elements that the extraction library is asked.
        "<p>It opened on Friday, she said, and closed.".repeat(n / 5),
        "<div>It opened, she said.<br><br>".repeat(n / 15),
        "<div class=comment><a href=/x>a</a></div>".repeat(n / 10),
        format!("<div>{}</div>", "<span>It opened, she said, </span>".repeat(n / 5)),
        "<!--".repeat(n),
        "<p title='".repeat(n),
    ]
}

/// The work of one heavy text, for the test below, which starts it as a process with a limit.
#[test]
#[ignore = "it is started by heavy_clippings_cost_what_they_weigh"]
fn heavy_work() {
    let n: usize = std::env::var("HEAVY").expect("it says which").parse().expect("it is a number");
    let text = &heavy()[n];
    let clipping = if text.starts_with('<') { from_html(text, None) } else { from_text(text) };
    assert!(clipping.lines.iter().zip(1..).all(|(line, n)| line.number == n));
}

/// Each is understood under a limit on processor time that is many times what it needs, and far below what it would need if work
/// grew with the square of the size.
#[test]
#[cfg(unix)]
fn heavy_clippings_cost_what_they_weigh() {
    for n in 0..heavy().len() {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "ulimit -t 120; exec \"$0\" --exact clippings::heavy_work --ignored --quiet"]);
        let output =
            command.arg(std::env::current_exe().expect("tests run from a file")).env("HEAVY", n.to_string()).output();
        let output = output.expect("there is a shell");
        assert!(output.status.success(), "text {n}: {}: {}", output.status, String::from_utf8_lossy(&output.stdout));
    }
}

/// A text with some of its characters cut out, doubled or put elsewhere.
fn mutated(text: &str, cuts: &[(usize, usize)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (from, to) in cuts {
        if chars.is_empty() {
            break;
        }
        let (from, to) = (from % chars.len(), to % chars.len());
        match from % 3 {
            0 => drop(chars.drain(from.min(to)..from.max(to).min(from.min(to) + 40))),
            1 => chars.swap(from, to),
            _ => chars.insert(from, chars[to]),
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_accounted_for(text in "(?s).{0,300}") {
        holds(&from_text(&text), text.lines().count());
    }

    #[test]
    fn any_page_is_accounted_for(html in "(<(p|div|ul|li|a|b|table|tr|td|br|script|/p|/div|h1|!--)>|[a-z가あ中 .。\"&]{1,20}){0,60}") {
        let clipping = from_html(&html, None);
        holds(&clipping, clipping.lines.len());
    }

    #[test]
    fn broken_clippings_are_accounted_for(
        which in 0_usize..5,
        cuts in prop::collection::vec((0_usize..9999, 0_usize..9999), 0..30),
    ) {
        let text = mutated([ENGLISH, KOREAN, JAPANESE, CHINESE, &page()][which], &cuts);
        holds(&from_text(&text), text.lines().count());
        let clipping = from_html(&text, None);
        holds(&clipping, clipping.lines.len());
    }
}
