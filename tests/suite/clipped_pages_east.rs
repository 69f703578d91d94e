//! Saved pages in Korean, Japanese and Chinese, with what pages in these languages have around their articles.
//!
//! The pages are made up: no place, person or paper in them exists.

use briefgen::import::clipping::{Clipping, from_html};

/// As papers in Korea set their pages: the name of the paper as a heading, buttons over the article, the reporter under it with
/// an address, a notice, lists of what is read most, comments.
const KOREAN: &str = r##"<!doctype html><html lang="ko"><head><meta charset="utf-8">
<title>항구시, 3년 공사 끝에 새 항구 개장 - 항구일보</title>
<meta property="og:title" content="항구시, 3년 공사 끝에 새 항구 개장"><meta property="og:site_name" content="항구일보">
<link rel="canonical" href="https://www.hanggu-ilbo.example/news/articleView.html?idxno=1234">
</head><body><div id="skip"><a href="#content">본문 바로가기</a></div>
<header><h1><a href="https://www.hanggu-ilbo.example/">항구일보</a></h1>
<ul class="gnb"><li><a href="/p">정치</a><li><a href="/e">경제</a><li><a href="/s">사회</a></ul><a href="/login">로그인</a><a href="/join">회원가입</a></header>
<div class="location">홈 &gt; 사회 &gt; 항구</div>
<div id="content"><h2 class="tit">항구시, 3년 공사 끝에 새 항구 개장</h2><h3 class="sub">시장 "바다에서 일하는 모든 이에게 좋은 날"</h3>
<ul class="info"><li>기자명 홍길동 기자</li><li>입력 2024.03.12 08:15</li><li>수정 2024.03.14 09:00</li><li>댓글 3</li></ul>
<div class="util"><button>글자크기</button><a href="/x">페이스북</a><a href="/x">카카오톡</a><a href="/x">URL 복사</a><a href="/x">기사공유하기</a></div>
<div id="article-view"><figure><img src="a.jpg"><figcaption>12일 문을 연 항구시의 새 항구. 사진=항구시 제공</figcaption></figure>
<p>[항구일보=홍길동 기자] 항구시가 12일 새 항구의 문을 열었다고 밝혔다. 공사를 시작한 지 3년 만이다.</p>
<p>시장은 개장식에서 "바다에서 일하는 모든 이에게 좋은 날"이라며 첫 배를 맞았다. 개장식에는 어민 200여 명이 참석했다.</p>
<div class="ad">광고</div>
<p>두 번째 부두 공사는 오는 5월 5일 시작될 예정이라고 연합뉴스가 보도했다. 옛 항구는 지난해 8월 문을 닫았다.</p>
<p>홍길동 기자 gd@hanggu-ilbo.example</p></div>
<p class="copy">저작권자 © 항구일보 무단전재 및 재배포 금지</p>
<div class="tags"><a href="/t">#항구시</a> <a href="/t">#항구</a></div>
<div class="byline">홍길동 기자 <a href="/r">다른기사 보기</a></div>
<section class="related"><h4>관련기사</h4><ul><li><a href="/1">어민들, 항구 사용료 인하 요구</a><li><a href="/2">항구 공사비 두 배로 늘어</a></ul></section>
<section><h4>댓글 3</h4><form><textarea>댓글을 입력하세요</textarea><button>등록</button></form><p>로그인 후 댓글을 남길 수 있습니다.</p>
<ul><li>바다사랑 2024-03-12 10:00 여기서 사십 년을 살았지만 완공되는 것을 볼 줄은 몰랐습니다. 정말 기쁩니다.</ul></section></div>
<div class="side"><h3>많이 본 뉴스</h3><ol><li><a href="/3">밤새 옛 시청 지붕 날아가</a><li><a href="/4">올해 벚꽃 작년보다 이레 빨라</a></ol><h3>최신기사</h3><ul><li><a href="/5">시의회, 도서관 예산 통과</a></ul></div>
<footer><ul><li>회사소개<li>광고문의<li>개인정보처리방침<li>청소년보호정책</ul><p>항구일보 | 주소 항구시 바다로 1 | 대표전화 000-0000 | 등록번호 항구 가00001 | 발행인 김영희</p>
<p>Copyright © 2024 항구일보. All rights reserved.</p></footer></body></html>"##;

/// As papers in Japan do: who wrote it in brackets, a wall for who doesn't pay, rankings.
const JAPANESE: &str = r##"<!doctype html><html lang="ja"><head><meta charset="utf-8">
<title>港町の新しい港が開港、着工から三年：港町新聞デジタル</title>
<meta property="og:site_name" content="港町新聞デジタル"><meta property="og:title" content="港町の新しい港が開港、着工から三年：港町新聞デジタル">
</head><body><nav><ul><li><a href="/">トップ</a><li><a href="/s">社会</a><li><a href="/p">政治</a><li><a href="/e">経済</a></ul></nav>
<p><a href="/login">ログイン</a> <a href="/join">会員登録</a></p>
<ol class="crumb"><li><a href="/">港町新聞デジタル</a><li><a href="/s">社会</a><li>記事</ol>
<main><h1>港町の新しい港が開港、着工から三年</h1><p class="author"><a href="/reporters/yamada">山田花子</a></p><p><time datetime="2024-03-11T23:15:00Z">2024年3月12日 8時15分</time></p>
<ul class="sns"><li>シェアする<li>ポストする<li>ブックマーク<li>印刷する</ul>
<figure><img src="a.jpg"><figcaption>新しい港に入る最初の船＝2024年3月12日、港町、山田花子撮影</figcaption></figure>
<p>　港町の市長は12日、新しい港の開港を宣言した。着工から三年がたっていた。</p>
<p>　市長は「海で働くすべての人にとって良い日だ」と述べ、最初の船を迎えた。式典には漁師ら約200人が参加した。</p>
<div class="ad"><span>PR</span></div><h2>二つ目の桟橋も</h2>
<p>　二つ目の桟橋の工事は5月5日に始まる予定だと、ロイター通信が報じた。古い港は昨年8月に閉鎖された。（山田花子）</p>
<div class="wall"><p>この記事は有料記事です。残り500文字</p><p>有料会員になると続きをお読みいただけます。</p><a href="/join">会員登録はこちら</a></div></main>
<section><h2>関連ニュース</h2><ul><li><a href="/1">漁師ら、使用料の引き下げを要望</a><li><a href="/2">港の工事費、計画の二倍に</a></ul></section>
<section><h2>アクセスランキング</h2><ol><li><a href="/3">夜のうちに旧市役所の屋根が飛ぶ</a><li><a href="/4">桜の開花、昨年より一週間早く</a></ol></section>
<section><h2>コメント</h2><p>ここに四十年住んでいますが、完成を見られるとは思いませんでした。本当にうれしいです。</p></section>
<footer><ul><li>会社案内<li>プライバシーポリシー<li>利用規約<li>お問い合わせ</ul><p>Copyright © 2024 港町新聞社 無断転載を禁じます</p></footer></body></html>"##;

/// As sites in China do: what it is from in a line under the title, the editor at the end, a notice about copies.
const CHINESE: &str = r##"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>港城新港启用 历时三年建成_港城日报网</title><meta name="author" content="港城日报网">
</head><body><div class="top"><a href="/">首页</a> | <a href="/login">登录</a> | <a href="/reg">注册</a></div>
<div class="nav"><a href="/g">国际</a><a href="/c">财经</a><a href="/s">社会</a><a href="/t">体育</a></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/s">社会</a> &gt; 正文</div>
<div class="main"><h1>港城新港启用 历时三年建成</h1>
<div class="info"><span class="date">2024-03-12 08:15</span> <span class="source">来源：新华社</span> <span>作者：王小明</span> <span>字号：大 中 小</span> <span>分享到：微信 微博</span></div>
<div class="content"><p><img src="a.jpg"></p><p class="pic">3月12日，首艘船只驶入港城新港。新华社记者 李四 摄</p>
<p>　　新华社港城3月12日电（记者 李四）港城市长12日宣布新港正式启用，工程历时三年完成。</p>
<p>　　市长说，对所有靠海为生的人来说，这是美好的一天。随后，首艘船只驶入新港，约200名渔民到场观看。</p>
<p>　　据路透社报道，第二座码头将于5月5日开工。旧港已于去年8月关闭。</p>
<p class="editor">（责任编辑：王五）</p></div>
<p>扫描二维码关注港城日报微信公众号</p><p>版权声明：凡注明来源为港城日报的作品，未经授权不得转载，违者必究。</p></div>
<div class="rel"><h3>相关新闻</h3><ul><li><a href="/1">渔民要求降低新港使用费</a><li><a href="/2">新港工程造价比计划高出一倍</a></ul></div>
<div class="hot"><h3>热门推荐</h3><ul><li><a href="/3">昨夜大风掀翻旧市政厅屋顶</a><li><a href="/4">今年樱花比去年早开一周</a></ul></div>
<div class="cmt"><h3>网友评论</h3><p>我在这里住了四十年，没想到还能看到它建成，真的非常高兴。</p><p>请登录后发表评论</p></div>
<div class="foot"><p>关于我们 | 联系我们 | 广告服务 | 网站地图</p><p>版权所有 © 2024 港城日报社 京ICP备00000000号</p></div></body></html>"##;

/// As papers in Taiwan and Hong Kong do: the reporter before the text, a call to read on, tags.
const TRADITIONAL: &str = r##"<!doctype html><html lang="zh-Hant-TW"><head><meta charset="utf-8">
<title>港城新港啟用 歷時三年完工 | 社會 | 港城時報</title><meta property="og:site_name" content="港城時報">
<meta property="article:published_time" content="2024-03-12T08:15:00+08:00">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"港城新港啟用 歷時三年完工","author":{"@type":"Person","name":"記者王小明／港城報導"},"publisher":{"@type":"Organization","name":"港城時報"}}</script>
</head><body><nav><a href="/">首頁</a><a href="/s">社會</a><a href="/i">國際</a></nav><article><h1>港城新港啟用 歷時三年完工</h1>
<div><span>2024/03/12 08:15</span> <span>記者王小明／港城報導</span></div>
<div class="text"><p>港城市長12日宣布新港正式啟用，工程歷時三年完成。</p><p>市長說，對所有靠海為生的人來說，這是美好的一天。隨後，首艘船隻駛入新港，約200名漁民到場觀看。</p>
<p>請繼續往下閱讀</p><p>據路透社報導，第二座碼頭將於5月5日動工。舊港已於去年8月關閉。</p></div>
<div class="tags"><a href="/t">#港城</a><a href="/t">#新港</a></div></article>
<aside><h3>延伸閱讀</h3><ul><li><a href="/1">漁民要求調降新港使用費</a></ul><h3>熱門新聞</h3><ol><li><a href="/2">昨夜強風掀翻舊市政廳屋頂</a></ol></aside>
<footer><p>服務條款 | 隱私政策</p><p>© 2024 港城時報 版權所有 未經授權不得轉載</p></footer></body></html>"##;

fn understood(clipping: &Clipping) -> String {
    let credits: Vec<&str> = clipping.credits.iter().map(|credit| credit.agency.as_str()).collect();
    let events: Vec<&str> = clipping.events.iter().map(|event| event.date.as_str()).collect();
    format!(
        "{} | {} | {} | {} | {} | {}\n\n{}",
        clipping.title.as_deref().unwrap_or_default(),
        clipping.publisher.as_deref().unwrap_or_default(),
        clipping.authors.join("; "),
        clipping.date.as_ref().map(|date| date.date.to_string()).unwrap_or_default(),
        credits.join(", "),
        events.join(", "),
        clipping.body
    )
}

#[test]
fn a_korean_page() {
    insta::assert_snapshot!(understood(&from_html(KOREAN, None)), @r##"
    항구시, 3년 공사 끝에 새 항구 개장 | 항구일보 | 홍길동 | 2024-03-12 | 연합뉴스 | 2024-03-12, 2024-05-05, 2023-08

    ### 시장 "바다에서 일하는 모든 이에게 좋은 날"

    \[항구일보=홍길동 기자\] 항구시가 12일 새 항구의 문을 열었다고 밝혔다. 공사를 시작한 지 3년 만이다.

    시장은 개장식에서 "바다에서 일하는 모든 이에게 좋은 날"이라며 첫 배를 맞았다. 개장식에는 어민 200여 명이 참석했다.

    두 번째 부두 공사는 오는 5월 5일 시작될 예정이라고 연합뉴스가 보도했다. 옛 항구는 지난해 8월 문을 닫았다.
    "##);
}

#[test]
fn a_japanese_page() {
    insta::assert_snapshot!(understood(&from_html(JAPANESE, None)), @"
    港町の新しい港が開港、着工から三年 | 港町新聞デジタル | 山田花子 | 2024-03-12 | ロイター通信 | 2024-03-12, 2024-05-05, 2023-08

    港町の市長は12日、新しい港の開港を宣言した。着工から三年がたっていた。

    市長は「海で働くすべての人にとって良い日だ」と述べ、最初の船を迎えた。式典には漁師ら約200人が参加した。

    ## 二つ目の桟橋も

    二つ目の桟橋の工事は5月5日に始まる予定だと、ロイター通信が報じた。古い港は昨年8月に閉鎖された。（山田花子）
    ");
}

#[test]
fn a_chinese_page() {
    insta::assert_snapshot!(understood(&from_html(CHINESE, Some("https://www.gangcheng-ribao.example/n/1234.html"))), @"
    港城新港启用 历时三年建成 | 港城日报社 | 王小明 | 2024-03-12 | 新华社, 路透社 | 2024-03-12, 2024-05-05, 2023-08

    新华社港城3月12日电（记者 李四）港城市长12日宣布新港正式启用，工程历时三年完成。

    市长说，对所有靠海为生的人来说，这是美好的一天。随后，首艘船只驶入新港，约200名渔民到场观看。

    据路透社报道，第二座码头将于5月5日开工。旧港已于去年8月关闭。
    ");
}

#[test]
fn a_page_in_traditional_characters() {
    insta::assert_snapshot!(understood(&from_html(TRADITIONAL, None)), @"
    港城新港啟用 歷時三年完工 | 港城時報 | 王小明 | 2024-03-12 | 路透社 | 2024-03-12, 2024-05-05, 2023-08

    港城市長12日宣布新港正式啟用，工程歷時三年完成。

    市長說，對所有靠海為生的人來說，這是美好的一天。隨後，首艘船隻駛入新港，約200名漁民到場觀看。

    據路透社報導，第二座碼頭將於5月5日動工。舊港已於去年8月關閉。
    ");
}
