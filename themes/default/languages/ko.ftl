### The words of the interface, in Korean. What a message is for, and what its values are, is told in en.ftl.
###
### Which particle follows a value depends on its last sound, so values stand where none follows.

## Signs between words, and words beside others

comma = {", "}
colon = {": "}
semicolon = {"; "}
stop = {". "}
sentence = { $text }.
sentence-gap = {" "}
in-brackets = ({ $text })
with-remark = { $text }({ $remark })
list-more = { $list }, { $item }
list-last = { $list }, { $item }
percent = { $number }%
quantity = { $value } { $unit }

## The frame of every page

skip-to-text = 본문으로 건너뛰기
main-navigation = 주 메뉴
topics-and-pages = 주제와 안내
feed-of = Atom 피드: { $title }
made-with = 제작: { $program }

## Lists of the site: in the navigation, and as headings

topics = 주제
chronology = 연표
articles = 기사
people-and-places = 인물·기관·장소
sources = 매체
people = 인물
organisations = 기관
people-and-organisations = 인물·기관
places = 장소
events = 사건

## Counts

event-count = 사건 { $count }건
article-count = 기사 { $count }건
name-count = 이름 { $count }개
mention-count = { $count }건에 등장

## Kinds of page, and of what they are about

topic = 주제
article = 기사
event = 사건
publisher = 매체
entity-kind = { $kind ->
    [person] 인물
    [place] 장소
   *[organization] 기관
}
publisher-kind = { $kind ->
    [newspaper] 신문
    [wire] 통신사
    [broadcaster] 방송사
    [official] 공식 기관
   *[aggregator] 뉴스 모음
}

## Origins and stances

no-origin = 독립된 출처 없음
origin-count = 독립된 출처 { $count }곳
origin-range = 독립된 출처 { $low }~{ $high }곳
report-count = 보도 { $count }건
reports-withdrawn = 보도 { $count }건, 집계에서 제외
no-longer-counted = { $count }건은 집계에서 제외
announcement-count = 사전 발표 { $count }건
recalled-by = 기사 { $count }건이 배경으로 언급
disputed-by = 기사 { $count }건이 반박
no-report = 보도 없음
no-account = 아직 다룬 기사 없음
stance-here = { $stance ->
    [reports] 이 기사에서 보도
    [announces] 이 기사에서 사전 발표
    [recalls] 이 기사에서 배경으로 언급
   *[disputes] 이 기사에서 반박
}
stance = { $stance ->
    [reports] 보도
    [announces] 사전 발표
    [recalls] 배경 언급
   *[disputes] 반박
}
standing = { $standing ->
    [retracted] 보도됐으나 모두 철회
    [announced] 사전 발표만 있고 보도 없음
    [recalled] 배경 언급만 있고 보도 없음
    [disputed] 반박만 있고 보도 없음
   *[unsourced] 이를 다룬 기사 없음
}
standing-remark = { $standing ->
    [retracted] 보도 모두 철회
    [announced] 사전 발표, 보도 없음
    [recalled] 배경 언급, 보도 없음
    [disputed] 반박, 보도 없음
   *[unsourced] 다룬 기사 없음
}

## Who says it

unidentified = 매체 미확인
unknown-origin = 출처 미상
withdrawn-origin = 없음: 근거로 삼은 기사가 철회됨
mode = { $mode ->
    [syndicates] 전재
    [cites] 인용
    [rewrites] 재작성
    [translates] 번역
   *[from] 출처
}
also = 또한
own-report = 자체 취재

## What became of an article

status = { $status ->
    [retracted] 철회
   *[corrected] 정정
}
status-on = { $status ->
    [retracted] { $date } 철회
   *[corrected] { $date } 정정
}
rests-on-retracted = 철회된 기사에 근거, 집계에서 제외
rests-in-part-on-retracted = 일부가 철회된 기사에 근거
rests-on-corrected = 이후 정정된 기사에 근거

## Dates and figures

undated = 날짜 미상
inferred = 추정
date-note = 설명
claim-as-of = { $date } 기준
claim-revised-as-of = 수정치, { $date } 기준

## Figures at a glance

figure-articles = 매체 { $publishers }곳의 기사 { $articles }건
figure-articles-some-unidentified = 매체 { $publishers }곳의 기사 { $articles }건(매체 미확인 { $unidentified }건)
figure-articles-all-unidentified = 매체 미확인 기사 { $articles }건
figure-corrected = 정정된 기사 { $count }건
figure-retracted = 철회된 기사 { $count }건
figure-single-origin = 보도된 사건의 { $share }는 출처가 한 곳
figure-only-event-single-origin = 보도된 유일한 사건의 출처는 한 곳
figure-only-event-several-origins = 보도된 유일한 사건의 출처는 여러 곳
publisher-published = 기사 { $all }건 중 { $count }건 보도
publisher-origin-of = 기사 { $all }건 중 { $count }건의 출처
publisher-original = 자체 취재만으로 쓴 기사 { $count }건
publisher-reported = 사건 { $count }건 보도
publisher-only-origin = 보도된 사건 { $count }건의 유일한 독립 출처

## Why something is related

related-by-event = 같은 사건: { $title }
related-by-events = 같은 사건: { $title } 외 { $others }건
related-by-names = 공통: { $names }
related-by-link = 개요에서 언급

## A site as of a date

as-known-on = { $date } 현재
nothing-later = 수집된 기사는 모두 그때까지 보도된 것이다
later = 그때까지 보도되지 않았거나 보도 시점이 확실하지 않은 기사 { $count }건은 제외했다

## Chronologies

years = 연도
newest-first = 최신순
oldest-first = 오래된 순
place-of = 장소:
accounts-differ = 기사마다 다름({ $fields })
see-accounts = 기사별 내용 보기
field = { $field ->
    [date] 날짜
    [time] 시각
    [end] 종료일
    [place] 장소
    [title] 제목
   *[summary] 요약
}

## Lists that are divided by year

by-year = 연도별
all-years = 모든 연도
other-years = 다른 연도는 따로 실려 있습니다
title-of-part = { $title }: { $part }
earlier-year = ← { $year }
later-year = { $year } →

## What a chronology is filtered by

filter = 골라 보기
filter-chronology = 연표 골라 보기
filter-by = { $filter ->
    [topic] 주제
    [person] 인물
    [organization] 기관
    [place] 장소
    [stance] 보도 성격
    [origins] 독립된 출처
   *[year] 연도
}
filter-all = 전체
stance-choice = { $stance ->
    [reports] 보도
    [announces] 사전 발표
    [recalls] 배경 언급
    [disputes] 반박
    [retracted] 보도 모두 철회
   *[unsourced] 다룬 기사 없음
}
filter-count = 사건 { $count }건 중 { $shown }건
filter-clear = 조건 지우기
filter-show = 보기
filtered = 고른 조건: { $filters }

## What the marks of a chronology stand for

marks = 기호 설명
mark-meaning = { $mark ->
    [reports] 보도됨. 점 하나가 독립된 출처 한 곳을 뜻한다. 서로 옮겨 쓴 매체와 소유주가 같은 매체는 한 곳으로 센다. 점이 없으면 독립된 출처가 없는 보도다.
    [announces] 미리 발표됨. 실제로 있었는지는 말하지 않는다.
    [recalls] 뒷날 기사에서 배경으로 언급됨.
    [disputes] 반박됨. 부인하거나 다르게 전한다.
    [differs] 기사마다 다름. 사건 페이지에 기사별 내용이 나란히 있다.
   *[inferred] 기사에 적힌 것이 아니라 요일 등에서 추정함.
}

## Pictures

events-over-time = 시간에 따른 사건
events-below-line = 시간에 따른 사건, 선 아래는 달·계절·해까지만 알려졌거나 이어지는 사건
shape = { $shape ->
    [several-origins] 독립된 출처 2곳 이상
    [one-origin] 독립된 출처 1곳
    [no-origin] 보도, 독립된 출처 없음
    [retracted] 보도 모두 철회
    [announced] 사전 발표만
    [recalled] 배경 언급만
    [disputed] 반박만
    [reported] 보도
    [unreported] 보도 없음
    [spread] 여러 칸에 걸칠 수 있어 나누어 그림
   *[unsourced] 다룬 기사 없음
}
shape-lasts = … 부터 … 까지
shape-open = 이어지거나 끝을 알 수 없음
shape-vague = 그 무렵이거나 불확실
origins-over-time = 시간에 따른 독립된 출처
origins-over-time-note = 보도된 사건을 확실한 독립된 출처의 수로 나눔
period = 시기
origins-several = 2곳 이상
origins-one = 1곳
origins-none = 없음
publishers = 매체
who-with-whom = 누가 누구와 함께했나
who-with-whom-note = 두 쪽이 함께한 사건의 수, 대각선은 각자의 사건 수
busiest = 가장 많은 때: { $period }, 전체 { $all }건 중 { $count }건
column-empty = 사건 없음
column-reported = 보도된 사건 { $count }건
column-partly-reported = 사건 { $count }건, 그중 보도 { $reported }건
column-may-hold = 여기에 들 수 있는 사건 { $count }건 더 있음
not-drawn = 그림에 없음: { $events }
far-earlier = 훨씬 이른 사건 { $count }건
far-later = 훨씬 늦은 사건 { $count }건
without-ends = 시작도 끝도 알 수 없는 사건 { $count }건
period-earlier = 그 이전
period-later = 그 이후
period-vague = 시기가 덜 분명함
members-left-out = 함께한 사건이 적거나 없는 { $count }곳은 생략

## Tables of sources

table-of-sources = 매체 목록
source-kind = 유형
source-published = 보도
source-origin-of = 출처
sources-note = 수집된 기사 기준: 매체가 보도한 기사 수와, 내용이 그 매체에서 비롯된 기사 수.

## The home page

latest-events = 최근 사건
latest-articles = 최근 기사
whole-chronology = 전체 연표

## Where there is nothing

no-topic = 아직 주제가 없다.
no-topic-here = 아직 주제가 없다. content/topics에 파일을 두면 여기에 나타난다.
no-event = 아직 사건이 없다.
no-event-in-topic = 아직 사건이 없다. 이 주제를 지정한 사건이 여기에 나타난다.
no-article = 아직 기사가 없다.
no-person = 아직 인물이 없다.
no-organisation = 아직 기관이 없다.
no-place = 아직 장소가 없다.
no-publisher = 아직 매체가 없다.

## Lists of the site

chronology-lead = 모든 주제의 사건 { $count }건을, 누가 전했는지와 함께 싣는다.
articles-lead = 누가 무엇을 보도했고, 그 내용은 결국 어디에서 비롯됐는가.
publishers-lead = 기사를 보도했거나 전달했거나 그 출처가 된 곳.
publishers-unidentified = 매체를 확인하지 못한 기사 { $count }건은 미확인으로 표시하며 추측하지 않는다.

## The page of a topic

on-this-page = 이 페이지의 내용
brief = 개요
related-topics = 관련 주제
download = 내려받기
follow = 구독
feed-of-topic = 이 주제의 Atom 피드

## The page of an article

retracted-note = 이 기사도, 이 기사에만 근거한 기사도 더는 보도로 집계하지 않는다.
article-text = { $rights ->
    [own] 요약
    [full] 전문
   *[excerpt] 발췌
}
no-text = 본문은 싣지 않고 아래에 기사 정보만 싣는다.
excerpt-ends = 여기까지가 발췌다.
read-on = { $host }에서 전문 보기
nowhere-to-read-on = 원문 주소는 알려지지 않았다.
in-this-article = 이 기사의 내용
of-this-event = 이 사건의 출처:
only-announced = 실제로 있었다고 전한 보도는 수집되지 않았다.
no-dated-event = 이 기사에서 가려낸 사건이 없다.
source = 출처 정보
by-reporters = 기자 { $names }
published-on = 보도일
dateline = 발신지
headline = 원제
language = 언어
language-name = { $tag ->
    [en] 영어
    [ko] 한국어
    [ja] 일본어
    [zh] 중국어
    [ru] 러시아어
    [uk] 우크라이나어
    [fr] 프랑스어
    [de] 독일어
    [es] 스페인어
   *[other] { $tag }
}
original = 원문
no-address = 주소 미상
archived-copy = 보존본
accessed = 열람일
derivation = 전달 경로
origins = 출처
rights = 이용 조건
rights-of-text = { $rights ->
    [own] 기사 내용을 직접 요약
    [full] 전문
   *[excerpt] 발췌, 본문의 권리는 해당 매체에 있음
}
full-text-under = 전문, { $license }에 따름
not-corrected = 정정되지 않은 기사
not-corrected-note = 이 기사에 근거했으나 정정 내용을 반영하지 않은 기사.
related = 관련 기사
no-related = 사건이나 이름이 겹치는 다른 기사가 없다.
article-origins = 출처 { $count }곳: { $names }
article-known-origins = 확인된 출처 { $count }곳: { $names }. 나머지는 미상

## The page of an event

account = 경위
who-says-what = 누가 무엇을 전했나
chain = 매체에서 출처까지
no-article-speaks = 이 사건을 보도·발표·언급·반박한 기사가 수집되지 않았다.
in-this-event = 이 사건의 내용
independent-origins = 독립된 출처
owner-of = 계열:
party-not-counted = 사건 당사자, 집계에서 제외
perhaps-another = 또 다른 출처이거나 위에 든 출처 중 하나
what-accounts-say = 기사별 내용
differs = 서로 다름
differs-settled = 서로 다름, 확정됨
held-true = 여기서 채택한 근거:
own-entry = 이 사이트의 기록
announced-beforehand = 사전 발표된 내용
withdrawn = 철회됨
before-and-after = 전후 사건
before = 이전
after = 이후
nothing-earlier = 이 주제에는 더 이른 사건이 없음
nothing-following = 이 주제에는 더 늦은 사건이 없음

## The page of a person, an organisation or a place

also-called = 다른 표기: { $names }
note = 해설
no-event-names-it = 관련 사건이 수집되지 않았다.
no-article-names-it = 관련 기사가 수집되지 않았다.

## The page of a publisher

at-a-glance = 개요
country = 국가
owner = 소유주
speaks-for = 대변 대상
speaks-for-note = 그 대상이 사건 당사자이면 독립된 출처로 집계하지 않는다.
website = 웹사이트
published-articles = 보도한 기사
no-published-article = 이 매체가 보도한 기사는 수집되지 않았다.
passed-on = 다른 매체가 전한 기사
no-passed-on = 이 매체의 내용을 전한 다른 매체의 기사는 수집되지 않았다.

## Parts that pages share

mentioned-in = 언급된 곳
cite = 인용하기
download-file = { $file } 내려받기
chronology-files = 연표
citation-files = 기사 서지 정보
calendar-events = 날짜가 확정된 사건 { $count }건
calendar-left-out = 날짜가 확정되지 않은 { $count }건은 제외

## Texts of content files

back-to-text = 본문으로 돌아가기
task-done = 완료
task-open = 할 일
table = 표
alert = { $kind ->
    [note] 참고
    [tip] 도움말
    [important] 중요
    [warning] 경고
   *[caution] 주의
}

## The search

search = 검색
search-this-site = 이 사이트에서 검색
search-key = / 키로 검색창 이동
search-key-on = 모든 페이지에서 { $sign } 키로 검색창으로 이동
search-kind = 종류
all-kinds = 모든 종류
all-topics = 모든 주제
all-publishers = 모든 매체
page = 안내
search-results = “{ $query }” 검색 결과 { $count }건
search-none = “{ $query }” 검색 결과 없음
search-loading = 검색 중…
search-from-disk = 검색은 웹에 올린 사이트에서만 되며, 파일을 디스크에서 열었을 때는 쓸 수 없다. 맨 위의 목록에서 모든 페이지를 찾을 수 있다.
search-failed = 색인을 불러오지 못했다. 페이지를 새로 고치거나 맨 위의 목록에서 찾을 수 있다.
search-needs-script = 검색은 브라우저에서 실행되므로 자바스크립트가 필요한데, 지금은 꺼져 있다. 아래 목록에서 이 사이트의 모든 페이지를 찾을 수 있다.
more-results = 결과 더 보기

## Pages that are not there

not-found = 페이지를 찾을 수 없음
not-found-lead = 이 주소에는 아무것도 없다. 주소가 잘못 입력됐거나, 페이지가 안내 없이 옮겨졌을 수 있다.
not-found-lists = 아래 목록에서 이 사이트의 모든 페이지를 찾을 수 있다.
moved = 옮겨진 페이지
moved-to = 새 주소:

## Notes of citations

origin-of-account = 출처: { $names }
known-origin-of-account = 확인된 출처: { $names }
citation-published = 보도일: { $date }
citation-event = 사건 날짜: { $date }
date-inferred = { $date }, 추정
our-title = 원제는 알려지지 않았으며, 제목은 { $site }의 것이다
our-address = 원문 주소는 알려지지 않았으며, 주소는 { $site }의 것이다
our-title-and-address = 원제와 원문 주소는 알려지지 않았으며, 제목과 주소는 { $site }의 것이다
archived-at = 보존본: { $address }
