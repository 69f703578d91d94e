### The words of the interface, in Japanese. What a message is for, and what its values are, is told in en.ftl.

## Signs between words, and words beside others

comma = 、
colon = ：
semicolon = ／
stop = 。
sentence = { $text }。
sentence-gap = {""}
in-brackets = （{ $text }）
with-remark = { $text }（{ $remark }）
list-more = { $list }、{ $item }
list-last = { $list }、{ $item }
percent = { $number }%
quantity = { $value }{ $unit }

## The frame of every page

skip-to-text = 本文へ移動
main-navigation = メインメニュー
topics-and-pages = テーマと案内
feed-of = Atomフィード：{ $title }
made-with = { $program }で作成

## Lists of the site: in the navigation, and as headings

topics = テーマ
chronology = 年表
articles = 記事
people-and-places = 人物・組織・場所
sources = 媒体
people = 人物
organisations = 組織
people-and-organisations = 人物・組織
places = 場所
events = 出来事

## Counts

event-count = 出来事{ $count }件
article-count = 記事{ $count }本
name-count = 名前{ $count }件
mention-count = { $count }件に登場

## Kinds of page, and of what they are about

topic = テーマ
article = 記事
event = 出来事
publisher = 媒体
entity-kind = { $kind ->
    [person] 人物
    [place] 場所
   *[organization] 組織
}
publisher-kind = { $kind ->
    [newspaper] 新聞
    [wire] 通信社
    [broadcaster] 放送局
    [official] 公的機関
   *[aggregator] ニュース集約サイト
}

## Origins and stances

no-origin = 独立した情報源なし
origin-count = 独立した情報源{ $count }件
origin-range = 独立した情報源{ $low }～{ $high }件
report-count = 報道{ $count }件
reports-withdrawn = 報道{ $count }件、集計から除外
no-longer-counted = { $count }件は集計から除外
announcement-count = 事前発表{ $count }件
recalled-by = 記事{ $count }本が背景として言及
disputed-by = 記事{ $count }本が異議
no-report = 報道なし
no-account = 言及した記事はまだない
stance-here = { $stance ->
    [reports] この記事で報道
    [announces] この記事で事前発表
    [recalls] この記事で背景として言及
   *[disputes] この記事で異議
}
stance = { $stance ->
    [reports] 報道
    [announces] 事前発表
    [recalls] 背景として言及
   *[disputes] 異議
}
standing = { $standing ->
    [retracted] 報道されたが、すべて撤回
    [announced] 事前発表のみ、報道なし
    [recalled] 背景としての言及のみ、報道なし
    [disputed] 異議のみ、報道なし
   *[unsourced] 言及した記事なし
}
standing-remark = { $standing ->
    [retracted] 報道はすべて撤回
    [announced] 事前発表のみ、報道なし
    [recalled] 背景としての言及のみ、報道なし
    [disputed] 異議のみ、報道なし
   *[unsourced] 言及した記事なし
}

## Who says it

unidentified = 媒体不明
unknown-origin = 情報源不明
withdrawn-origin = なし（根拠とした記事が撤回された）
mode = { $mode ->
    [syndicates] 転載
    [cites] 引用
    [rewrites] 書き直し
    [translates] 翻訳
   *[from] 出所
}
also = ほかに
own-report = 独自取材

## What became of an article

status = { $status ->
    [retracted] 撤回
   *[corrected] 訂正
}
status-on = { $status ->
    [retracted] { $date }撤回
   *[corrected] { $date }訂正
}
rests-on-retracted = 撤回された記事に基づくため、集計から除外
rests-in-part-on-retracted = 一部は撤回された記事に基づく
rests-on-corrected = その後訂正された記事に基づく

## Dates and figures

undated = 日付不明
inferred = 推定
date-note = 注
claim-as-of = { $date }時点
claim-revised-as-of = 改定値、{ $date }時点

## Figures at a glance

figure-articles = { $publishers }媒体の記事{ $articles }本
figure-articles-some-unidentified = { $publishers }媒体の記事{ $articles }本（うち媒体不明{ $unidentified }本）
figure-articles-all-unidentified = 媒体不明の記事{ $articles }本
figure-corrected = 訂正された記事{ $count }本
figure-retracted = 撤回された記事{ $count }本
figure-single-origin = 報道された出来事の{ $share }は情報源が1件のみ
figure-only-event-single-origin = 報道された唯一の出来事の情報源は1件のみ
figure-only-event-several-origins = 報道された唯一の出来事の情報源は複数
publisher-published = 記事{ $all }本のうち{ $count }本を報道
publisher-origin-of = 記事{ $all }本のうち{ $count }本の情報源
publisher-original = 独自取材のみの記事{ $count }本
publisher-reported = 出来事{ $count }件を報道
publisher-only-origin = 報道された出来事{ $count }件の唯一の独立した情報源

## Why something is related

related-by-event = 同じ出来事：{ $title }
related-by-events = 同じ出来事：{ $title }ほか{ $others }件
related-by-names = 共通：{ $names }
related-by-link = 概要で言及

## A site as of a date

as-known-on = { $date }時点
nothing-later = 集めた記事はすべて、その時点までに報道されたものである
later = その時点までに報道されていない、または報道時期の不確かな記事{ $count }本は除いた

## Chronologies

years = 年
newest-first = 新しい順
oldest-first = 古い順
place-of = 場所：
accounts-differ = 記事により異なる（{ $fields }）
see-accounts = 各記事の内容を見る
field = { $field ->
    [date] 日付
    [time] 時刻
    [end] 終了日
    [place] 場所
    [title] 題名
   *[summary] 要約
}

## Lists that are divided by year

by-year = 年別
all-years = すべての年
other-years = ほかの年は別のページにあります
title-of-part = { $title }：{ $part }
earlier-year = ← { $year }
later-year = { $year } →

## What a chronology is filtered by

filter = 絞り込み
filter-chronology = 年表の絞り込み
filter-by = { $filter ->
    [topic] テーマ
    [person] 人物
    [organization] 組織
    [place] 場所
    [stance] 報じ方
    [origins] 独立した情報源
   *[year] 年
}
filter-all = すべて
stance-choice = { $stance ->
    [reports] 報道
    [announces] 事前発表
    [recalls] 背景としての言及
    [disputes] 異議
    [retracted] 報道はすべて撤回
   *[unsourced] 言及した記事なし
}
filter-count = 出来事{ $count }件中{ $shown }件
filter-clear = 条件を消す
filter-show = 表示
filtered = 絞り込み：{ $filters }

## What the marks of a chronology stand for

marks = 記号の意味
mark-meaning = { $mark ->
    [reports] 報道あり。点一つが独立した情報源一件を表す。互いに転載した媒体や所有者が同じ媒体は一件と数える。点がなければ、独立した情報源のない報道である。
    [announces] 事前に発表されたもの。実際に起きたかどうかは示さない。
    [recalls] 後の記事が背景として触れたもの。
    [disputes] 異議があるもの。否定されるか、別の形で伝えられている。
    [differs] 記事により異なる。出来事のページに各記事の内容を並べている。
   *[inferred] 記事に書かれておらず、曜日などから推定したもの。
}

## Pictures

events-over-time = 時間順の出来事
events-below-line = 時間順の出来事、線の下は月・季節・年までしかわからないものと続いたもの
shape = { $shape ->
    [several-origins] 独立した情報源2件以上
    [one-origin] 独立した情報源1件
    [no-origin] 報道、独立した情報源なし
    [retracted] 報道はすべて撤回
    [announced] 事前発表のみ
    [recalled] 背景としての言及のみ
    [disputed] 異議のみ
    [reported] 報道
    [unreported] 報道なし
    [spread] 複数の列にまたがりうるため分けて表示
   *[unsourced] 言及した記事なし
}
shape-lasts = …から…まで
shape-open = 続くか、終わりが不明
shape-vague = そのころ、または不確か
origins-over-time = 時間順の独立した情報源
origins-over-time-note = 報道された出来事を、確実な独立した情報源の数で分けたもの
period = 時期
origins-several = 2件以上
origins-one = 1件
origins-none = なし
publishers = 媒体
who-with-whom = 誰が誰とともに現れるか
who-with-whom-note = 二者に共通する出来事の数、対角線はそれぞれの出来事の数
busiest = 最多：{ $period }、全{ $all }件中{ $count }件
column-empty = 出来事なし
column-reported = 報道された出来事{ $count }件
column-partly-reported = 出来事{ $count }件、うち報道{ $reported }件
column-may-hold = 該当しうる出来事がほかに{ $count }件
not-drawn = 図にないもの：{ $events }
far-earlier = はるかに早い出来事{ $count }件
far-later = はるかに遅い出来事{ $count }件
without-ends = 始まりも終わりも不明の出来事{ $count }件
period-earlier = それ以前
period-later = それ以後
period-vague = 時期がより不確か
members-left-out = 共通の出来事が少ないかない{ $count }件は省略

## Tables of sources

table-of-sources = 媒体一覧
source-kind = 種別
source-published = 報道
source-origin-of = 情報源
sources-note = 集めた記事での集計：各媒体が報道した記事の数と、その媒体を情報源とする記事の数。

## The home page

latest-events = 最近の出来事
latest-articles = 最近の記事
whole-chronology = 年表全体

## Where there is nothing

no-topic = テーマはまだない。
no-topic-here = テーマはまだない。content/topicsにファイルを置くと、ここに表示される。
no-event = 出来事はまだない。
no-event-in-topic = 出来事はまだない。このテーマを指定した出来事が、ここに表示される。
no-article = 記事はまだない。
no-person = 人物はまだない。
no-organisation = 組織はまだない。
no-place = 場所はまだない。
no-publisher = 媒体はまだない。

## Lists of the site

chronology-lead = 全テーマの出来事{ $count }件を、誰が伝えたかとともに示す。
articles-lead = 誰が何を報道し、その内容は元をたどればどこから来たのか。
publishers-lead = 記事を報道し、伝え、またはその情報源となった媒体。
publishers-unidentified = 媒体を特定できない記事が{ $count }本ある。不明と記し、推測はしない。

## The page of a topic

on-this-page = このページの内容
brief = 概要
related-topics = 関連テーマ
download = ダウンロード
follow = 購読
feed-of-topic = このテーマのAtomフィード

## The page of an article

retracted-note = この記事も、この記事のみに基づく記事も、報道として集計しない。
article-text = { $rights ->
    [own] 要約
    [full] 全文
   *[excerpt] 抜粋
}
no-text = 本文は掲載せず、記事に関する情報のみを下に示す。
excerpt-ends = ここまでは抜粋。
read-on = 全文を{ $host }で読む
nowhere-to-read-on = 原文のアドレスは不明。
in-this-article = この記事の内容
of-this-event = この出来事の出所：
only-announced = 実際に行われたと伝える報道は集まっていない。
no-dated-event = この記事から取り上げた出来事はない。
source = 出典
by-reporters = 記者：{ $names }
published-on = 報道日
dateline = 発信地
headline = 原題
language = 言語
language-name = { $tag ->
    [en] 英語
    [ko] 韓国語
    [ja] 日本語
    [zh] 中国語
    [ru] ロシア語
    [uk] ウクライナ語
    [fr] フランス語
    [de] ドイツ語
    [es] スペイン語
   *[other] { $tag }
}
original = 原文
no-address = アドレス不明
archived-copy = 保存版
accessed = 閲覧日
derivation = 伝達経路
origins = 情報源
rights = 利用条件
rights-of-text = { $rights ->
    [own] 記事の内容を独自に要約
    [full] 全文
   *[excerpt] 抜粋、本文の権利は媒体に帰属
}
full-text-under = 全文、{ $license }による
not-corrected = 訂正のない記事
not-corrected-note = この記事に基づくが、訂正の内容に触れていない記事。
related = 関連記事
no-related = 出来事や名前を共有する記事はほかにない。
article-origins = 情報源{ $count }件：{ $names }
article-known-origins = 判明した情報源{ $count }件：{ $names }（ほかは不明）

## The page of an event

account = 経緯
who-says-what = 誰が何を伝えたか
chain = 媒体から情報源まで
no-article-speaks = この出来事を報道・発表・言及・否定した記事は集まっていない。
in-this-event = この出来事の内容
independent-origins = 独立した情報源
owner-of = 傘下：
party-not-counted = 出来事の当事者、集計から除外
perhaps-another = 別の情報源か、上に挙げたもののいずれか
what-accounts-say = 各記事の内容
differs = 相違あり
differs-settled = 相違あり、確定済み
held-true = ここで採用した理由：
own-entry = 本サイトの記録
announced-beforehand = 事前に発表された内容
withdrawn = 撤回
before-and-after = 前後の出来事
before = 前
after = 後
nothing-earlier = このテーマにこれより前の出来事はない
nothing-following = このテーマにこれより後の出来事はない

## The page of a person, an organisation or a place

also-called = 別表記：{ $names }
note = 解説
no-event-names-it = 関連する出来事は集まっていない。
no-article-names-it = 関連する記事は集まっていない。

## The page of a publisher

at-a-glance = 概要
country = 国
owner = 所有者
speaks-for = 代弁する対象
speaks-for-note = その対象が出来事の当事者であれば、独立した情報源として集計しない。
website = ウェブサイト
published-articles = 報道した記事
no-published-article = この媒体が報道した記事は集まっていない。
passed-on = 他媒体が伝えた記事
no-passed-on = この媒体の内容を伝えた他媒体の記事は集まっていない。

## Parts that pages share

mentioned-in = 言及したページ
cite = 引用
download-file = { $file }をダウンロード
chronology-files = 年表
citation-files = 記事の書誌情報
calendar-events = 日付が確定している出来事{ $count }件
calendar-left-out = 日付が確定していない{ $count }件は除外

## Texts of content files

back-to-text = 本文に戻る
task-done = 完了
task-open = 未完了
table = 表
alert = { $kind ->
    [note] 参考
    [tip] ヒント
    [important] 重要
    [warning] 警告
   *[caution] 注意
}

## The search

search = 検索
search-this-site = このサイトを検索
search-key = 「/」キーで検索欄へ移動
search-key-on = どのページでも{ $sign }キーで検索欄に移る
search-kind = 種類
all-kinds = すべての種類
all-topics = すべてのテーマ
all-publishers = すべての媒体
page = 案内
search-results = 「{ $query }」の検索結果{ $count }件
search-none = 「{ $query }」に一致するものはない
search-loading = 検索中…
search-from-disk = 検索はウェブ上のサイトで使える。ファイルをディスクから開いたときは使えない。上部の一覧から、すべてのページを探せる。
search-failed = 索引を読み込めなかった。ページの再読み込みで直ることがある。上部の一覧からも探せる。
search-needs-script = 検索はブラウザーの中で行われ、JavaScriptが必要だが、無効になっている。次の一覧から、このサイトのすべてのページを探せる。
more-results = 結果をさらに表示

## Pages that are not there

not-found = ページが見つからない
not-found-lead = このアドレスには何もない。アドレスの誤りか、ページが案内なく移された可能性がある。
not-found-lists = 次の一覧から、このサイトのすべてのページを探せる。
moved = 移転したページ
moved-to = 移転先：

## Notes of citations

origin-of-account = 情報源：{ $names }
known-origin-of-account = 判明した情報源：{ $names }
citation-published = 報道日：{ $date }
citation-event = 出来事の日付：{ $date }
date-inferred = { $date }（推定）
our-title = 原題は不明で、題名は{ $site }による
our-address = 原文のアドレスは不明で、アドレスは{ $site }による
our-title-and-address = 原題と原文のアドレスは不明で、題名とアドレスは{ $site }による
archived-at = 保存版：{ $address }
