### The words of the interface, in English.
###
### A message has a name, and after "=" what it says; values stand in braces: { $count }. The manual of the format is at
### https://projectfluent.org/fluent/guide/. Every language has these messages, with these values. Texts are plain: signs
### such as < and & need no care.
###
### { $count } and other numbers are whole; they choose between forms by the plural rules of the language. { $name },
### { $names } and { $title } are what content files say, in any language.

## Signs between words, and words beside others

# Between the items of a list.
comma = {", "}
# Before what is listed or explained.
colon = {": "}
semicolon = {"; "}
# Between two sentences.
stop = {". "}
sentence = { $text }.
# Between texts that are sentences already.
sentence-gap = {" "}
in-brackets = ({ $text })
with-remark = { $text } ({ $remark })
# A list in a sentence: "a and b"; "a, b and c" begins with "a, b".
list-more = { $list }, { $item }
list-last = { $list } and { $item }
# 12 %, with a space that doesn't break.
percent = { $number }{"\u00A0"}%
# A number and its unit: "10,000 containers".
quantity = { $value } { $unit }

## The frame of every page

skip-to-text = Skip to the text
main-navigation = Main
topics-and-pages = Topics and pages
feed-of = Atom feed: { $title }
made-with = Made with { $program }

## Lists of the site: in the navigation, and as headings

topics = Topics
chronology = Chronology
articles = Articles
people-and-places = People and places
sources = Sources
people = People
organisations = Organisations
people-and-organisations = People and organisations
places = Places
events = Events

## Counts

event-count = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
article-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
name-count = { $count ->
    [one] { $count } name
   *[other] { $count } names
}
mention-count = { $count ->
    [one] { $count } mention
   *[other] { $count } mentions
}

## Kinds of page, and of what they are about

topic = Topic
article = Article
event = Event
publisher = Publisher
entity-kind = { $kind ->
    [person] Person
    [place] Place
   *[organization] Organisation
}
publisher-kind = { $kind ->
    [newspaper] newspaper
    [wire] wire agency
    [broadcaster] broadcaster
    [official] official body
   *[aggregator] aggregator
}

## Origins and stances

no-origin = no independent origin
origin-count = { $count ->
    [one] { $count } independent origin
   *[other] { $count } independent origins
}
# When it is not known how many: between $low and $high.
origin-range = { $low } to { $high } independent origins
report-count = { $count ->
    [one] { $count } report
   *[other] { $count } reports
}
# Reports that all rest on something that was retracted.
reports-withdrawn = { $count ->
    [one] { $count } report, no longer counted
   *[other] { $count } reports, no longer counted
}
# Beside others that still count.
no-longer-counted = { $count } no longer counted
announcement-count = { $count ->
    [one] { $count } announcement
   *[other] { $count } announcements
}
recalled-by = { $count ->
    [one] recalled by { $count } article
   *[other] recalled by { $count } articles
}
disputed-by = { $count ->
    [one] disputed by { $count } article
   *[other] disputed by { $count } articles
}
no-report = no report
no-account = no article speaks of it yet
# What an article does to an event, on the article's page.
stance-here = { $stance ->
    [reports] reported here
    [announces] announced here
    [recalls] recalled here
   *[disputes] disputed here
}
# The same before the names of those who do it: "reports: Yonhap".
stance = { $stance ->
    [reports] reports
    [announces] announces
    [recalls] recalls
   *[disputes] disputes
}
# What an event is that nobody reports.
standing = { $standing ->
    [retracted] Reported, and every report withdrawn since
    [announced] Announced, not reported
    [recalled] Recalled, not reported
    [disputed] Disputed, not reported
   *[unsourced] No article gathered here speaks of this
}
# The same in brackets after the name of the event.
standing-remark = { $standing ->
    [retracted] reported, and every report withdrawn
    [announced] announced, not reported
    [recalled] recalled, not reported
    [disputed] disputed, not reported
   *[unsourced] no article speaks of it
}

## Who says it

unidentified = publisher not identified
unknown-origin = origin not known
withdrawn-origin = none that stands: what it rests on was retracted
# Between a publisher and whom it took its account from, after an arrow: "Korea Times ← cites Yonhap".
mode = { $mode ->
    [syndicates] syndicates
    [cites] cites
    [rewrites] rewrites
    [translates] translates
   *[from] from
}
# Before a second way on which an account came.
also = also
own-report = its own report

## What became of an article

status = { $status ->
    [retracted] retracted
   *[corrected] corrected
}
status-on = { $status ->
    [retracted] retracted { $date }
   *[corrected] corrected { $date }
}
rests-on-retracted = rests on a retracted article, no longer counted
rests-in-part-on-retracted = rests in part on a retracted article
rests-on-corrected = rests on an article that was corrected since

## Dates and figures

undated = Undated
inferred = inferred
# What opens a remark on a date.
date-note = note
claim-as-of = as of { $date }
claim-revised-as-of = revised, as of { $date }

## Figures at a glance

figure-articles = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} { $publishers ->
    [one] from { $publishers } publisher
   *[other] from { $publishers } publishers
}
figure-articles-some-unidentified = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} { $publishers ->
    [one] from { $publishers } publisher
   *[other] from { $publishers } publishers
}, { $unidentified } not identified
figure-articles-all-unidentified = { $articles ->
    [one] { $articles } article from no identified publisher
   *[other] { $articles } articles from no identified publisher
}
figure-corrected = { $count ->
    [one] { $count } article corrected
   *[other] { $count } articles corrected
}
figure-retracted = { $count ->
    [one] { $count } article retracted
   *[other] { $count } articles retracted
}
# Of the events that are reported; $share is "41 %".
figure-single-origin = { $share } of reported events rest on one origin
figure-only-event-single-origin = the one reported event rests on one origin
figure-only-event-several-origins = the one reported event rests on several origins
publisher-published = { $all ->
    [one] published { $count } of { $all } article
   *[other] published { $count } of { $all } articles
}
publisher-origin-of = { $all ->
    [one] origin of { $count } of { $all } article
   *[other] origin of { $count } of { $all } articles
}
publisher-original = { $count ->
    [one] { $count } article of its own reporting alone
   *[other] { $count } articles of its own reporting alone
}
publisher-reported = { $count ->
    [one] reports { $count } event
   *[other] reports { $count } events
}
publisher-only-origin = { $count ->
    [one] the only independent origin of { $count } reported event
   *[other] the only independent origin of { $count } reported events
}

## Why something is related

related-by-event = same event: { $title }
related-by-events = { $others ->
    [one] same events: { $title }, and { $others } other
   *[other] same events: { $title }, and { $others } others
}
# $names is a list of names, or of counts: "12 events, 5 articles and 9 names".
related-by-names = shares { $names }
related-by-link = linked in the brief

## A site as of a date

as-known-on = As known on { $date }
nothing-later = all articles gathered here were published by then
later = { $count ->
    [one] { $count } article that was not, or not surely, published by then is left out
   *[other] { $count } articles that were not, or not surely, published by then are left out
}

## Chronologies

years = Years
newest-first = newest first
oldest-first = oldest first
place-of = Place:
accounts-differ = The accounts differ in { $fields }
see-accounts = see what each says
field = { $field ->
    [date] date
    [time] time
    [end] end
    [place] place
    [title] title
   *[summary] summary
}

## Lists that are divided by year

by-year = By year
all-years = All years
# Before links to these.
other-years = Other years are on pages of their own
# The title of a page that has a part of what another has: "Harbour: 2023".
title-of-part = { $title }: { $part }
earlier-year = ← { $year }
later-year = { $year } →

## What a chronology is filtered by

filter = Filter
# What screen readers call the form.
filter-chronology = Filter the chronology
filter-by = { $filter ->
    [topic] Topic
    [person] Person
    [organization] Organisation
    [place] Place
    [stance] Stance
    [origins] Independent origins
   *[year] Year
}
# The choice that leaves everything.
filter-all = All
# What is said of an event by at least one article that is gathered here.
stance-choice = { $stance ->
    [reports] reported
    [announces] announced
    [recalls] recalled
    [disputes] disputed
    [retracted] every report withdrawn
   *[unsourced] no article speaks of it
}
# $shown is a number that is put in by the reader's browser.
filter-count = { $count ->
    [one] { $shown } of { $count } event
   *[other] { $shown } of { $count } events
}
filter-clear = Clear filters
# The button of a form that leads to another page.
filter-show = Show
# On paper; $filters are the choices.
filtered = Filtered: { $filters }

## What the marks of a chronology stand for

marks = What the marks mean
mark-meaning = { $mark ->
    [reports] Reported, with a dot for each independent origin. Publishers that took an account from one another, or have one owner, count once; a report without a dot has no independent origin.
    [announces] Announced beforehand. That says nothing about whether it took place.
    [recalls] Recalled: told as the background of later news.
    [disputes] Disputed: denied, or told otherwise.
    [differs] The accounts differ. The page of the event sets side by side what each says.
   *[inferred] Worked out and not stated by the source, from a weekday for example.
}

## Pictures

# What is drawn, below a picture; each is said as a sentence.
events-over-time = Events over time
events-below-line = Events over time; below the line, those known to a month, a season or a year alone, and those that last
# What a mark stands for, in a key.
shape = { $shape ->
    [several-origins] two independent origins or more
    [one-origin] one independent origin
    [no-origin] reported, no independent origin
    [retracted] every report withdrawn
    [announced] announced only
    [recalled] recalled only
    [disputed] disputed only
    [reported] reported
    [unreported] not reported
    [spread] may lie in several columns, spread over them
   *[unsourced] no article speaks of it
}
shape-lasts = from … to …
shape-open = goes on, or its end is not known
shape-vague = about that time, or perhaps
origins-over-time = Independent origins over time
origins-over-time-note = Reported events by how many independent origins stand behind them for certain
period = Period
origins-several = Two or more
origins-one = One
origins-none = None
publishers = Publishers
who-with-whom = Who appears with whom
who-with-whom-note = How many events each two share; on the diagonal, how many each takes part in
# The day, month or year with most events.
busiest = Busiest: { $period }, with { $count } of { $all } events
# What a column holds, after its period and a colon.
column-empty = no event
column-reported = { $count ->
    [one] { $count } event reported
   *[other] { $count } events reported
}
column-partly-reported = { $count ->
    [one] { $count } event, { $reported } of them reported
   *[other] { $count } events, { $reported } of them reported
}
column-may-hold = { $count } more may lie in it
# $events is a list of the three below.
not-drawn = Not drawn: { $events }
far-earlier = { $count ->
    [one] { $count } event far earlier than the others
   *[other] { $count } events far earlier than the others
}
far-later = { $count ->
    [one] { $count } event far later than the others
   *[other] { $count } events far later than the others
}
without-ends = { $count ->
    [one] { $count } event without a known beginning or end
   *[other] { $count } events without a known beginning or end
}
# Rows of a table, in place of a month or a year.
period-earlier = earlier
period-later = later
period-vague = dated less closely
# Persons and organisations that are not in a table.
members-left-out = { $count ->
    [one] { $count } other shares few or no events with these, and is left out
   *[other] { $count } others share few or no events with these, and are left out
}

## Tables of sources

table-of-sources = Table of sources
source-kind = Kind
source-published = Published
source-origin-of = Origin of
sources-note = Counted in articles gathered here: how many each published, and how many accounts begin with it.

## The home page

latest-events = Latest events
latest-articles = Latest articles
whole-chronology = The whole chronology

## Where there is nothing

no-topic = No topic yet.
no-topic-here = No topic yet. A topic appears here as soon as there is a file under content/topics.
no-event = No event yet.
no-event-in-topic = No event yet. An event appears here as soon as it names this topic.
no-article = No article yet.
no-person = No person yet.
no-organisation = No organisation yet.
no-place = No place yet.
no-publisher = No publisher yet.

## Lists of the site

chronology-lead = { $count ->
    [one] { $count } event of all topics, each with who says so.
   *[other] { $count } events of all topics, each with who says so.
}
articles-lead = Who published what, and where each account comes from in the end.
publishers-lead = Whoever published an article, passed one on, or stands at its origin.
publishers-unidentified = { $count ->
    [one] { $count } article has a publisher that is not identified. It is shown as such and never guessed.
   *[other] { $count } articles have a publisher that is not identified. It is shown as such and never guessed.
}

## The page of a topic

on-this-page = On this page
brief = Brief
related-topics = Related topics
download = Download
follow = Follow
feed-of-topic = Atom feed of this topic

## The page of an article

retracted-note = It counts no longer as a report of anything, nor does what rests on it alone.
article-text = { $rights ->
    [own] Our brief
    [full] Full text
   *[excerpt] Excerpt
}
no-text = No text of it stands here, only what is said about it below.
excerpt-ends = This is an excerpt.
read-on = Read the whole text at { $host }
nowhere-to-read-on = No address of the original is known.
in-this-article = In this article
# Before whose account of one event an article gives.
of-this-event = Of this event:
only-announced = No report gathered here says that it took place.
no-dated-event = No dated event is taken from this article.
source = Source
by-reporters = by { $names }
published-on = Published
dateline = Dateline
headline = Headline
language = Language
# The name of a language, by its tag.
language-name = { $tag ->
    [en] English
    [ko] Korean
    [ja] Japanese
    [zh] Chinese
    [ru] Russian
    [uk] Ukrainian
    [fr] French
    [de] German
    [es] Spanish
   *[other] { $tag }
}
original = Original
no-address = address not known
archived-copy = archived copy
accessed = Accessed
derivation = Derivation
origins = Origins
rights = Rights
rights-of-text = { $rights ->
    [own] our own brief of what the article reports
    [full] full text
   *[excerpt] excerpt; the text belongs to its publisher
}
full-text-under = full text, under { $license }
not-corrected = Not corrected
not-corrected-note = Articles that rest on this one and do not say what was put right.
related = Related
no-related = No other article shares an event or a name with this one.
# Whose account an article gives: "1 origin: Yonhap".
article-origins = { $count ->
    [one] { $count } origin: { $names }
   *[other] { $count } origins: { $names }
}
article-known-origins = { $count ->
    [one] { $count } known origin: { $names }; others are not known
   *[other] { $count } known origins: { $names }; others are not known
}

## The page of an event

account = Account
who-says-what = Who says what
chain = From its publisher to the origin
no-article-speaks = No article gathered here reports, announces, recalls or disputes this.
in-this-event = In this event
independent-origins = Independent origins
# Before the names of publishers.
owner-of = owner of
party-not-counted = party to the event, not counted
perhaps-another = may be one more origin, or one of those named
what-accounts-say = What the accounts say
differs = differs
differs-settled = differs, settled
# Before the reason why a value is taken for true.
held-true = Held true here:
own-entry = this site's own entry
# Of a value that doesn't count.
announced-beforehand = announced beforehand
withdrawn = withdrawn
before-and-after = Before and after
before = Before
after = After
nothing-earlier = nothing earlier in this topic
nothing-following = nothing later in this topic

## The page of a person, an organisation or a place

also-called = also { $names }
note = Note
no-event-names-it = No event gathered here names it.
no-article-names-it = No article gathered here names it.

## The page of a publisher

at-a-glance = At a glance
country = Country
owner = Owner
speaks-for = Speaks for
speaks-for-note = Not counted as independent where one of them is a party to the event.
website = Site
published-articles = Published
no-published-article = Published none of the articles gathered here.
passed-on = Passed on by others
no-passed-on = No article of another publisher gathered here is derived from it.

## Parts that pages share

mentioned-in = Mentioned in
cite = Cite
# A button that saves a file.
download-file = Download { $file }
chronology-files = Chronology
citation-files = Citations of the articles
# What a calendar holds.
calendar-events = { $count ->
    [one] { $count } event that is known to the day
   *[other] { $count } events that are known to the day
}
calendar-left-out = { $count ->
    [one] { $count } that is known less precisely is left out
   *[other] { $count } that are known less precisely are left out
}

## Texts of content files

back-to-text = Back to the text
task-done = done
task-open = to do
table = Table
alert = { $kind ->
    [note] Note
    [tip] Tip
    [important] Important
    [warning] Warning
   *[caution] Caution
}

## The search

search = Search
search-this-site = Search this site
# A hint at the box where words are typed: the key leads there.
search-key = Press / to search
# A box to tick: whether that key leads there. $sign is the key.
search-key-on = The key { $sign } leads to the search box from every page
# By what results are chosen.
search-kind = Kind
all-kinds = All kinds
all-topics = All topics
all-publishers = All publishers
page = Page
# $form is the plural form of the number: zero, one, two, few, many or other. It is chosen in the reader's browser.
search-results = { $form ->
    [one] { $count } result for “{ $query }”
   *[other] { $count } results for “{ $query }”
}
search-none = Nothing is found for “{ $query }”.
search-loading = Searching…
search-from-disk = The search works where the site is on the web, and can’t when its files are opened from disk. The lists at the top name every page.
search-failed = The index can’t be loaded. Load the page again, or look into the lists at the top.
search-needs-script = The search runs in your browser and needs JavaScript, which is off. These lists name every page of the site:
more-results = Show more results

## Pages that are not there

not-found = Page not found
not-found-lead = There is nothing at this address. It may have been mistyped, or the page may have moved without leaving a word.
not-found-lists = These lists name every page of the site:
moved = This page has moved
moved-to = The page is now here:

## Notes of citations

origin-of-account = { $count ->
    [one] origin: { $names }
   *[other] origins: { $names }
}
known-origin-of-account = { $count ->
    [one] known origin: { $names }
   *[other] known origins: { $names }
}
citation-published = Published: { $date }
citation-event = Date of the event: { $date }
# After one of these.
date-inferred = { $date }, inferred
our-title = The publisher's headline is not known; the title is that of { $site }
our-address = The original's address is not known; the one here is that of { $site }
our-title-and-address = The publisher's headline and address are not known; those here are of { $site }
archived-at = Archived copy: { $address }
