-site = Trilateral Watch, { $since }
topics = Subjects of { -sight }
articles = Articles since { $year }
event-count = { $cuont ->
    [one] one event
   *[other] { $count } events
}
article-count = { article-counts }
name-count = { DATETIME($count) } names
places = { event-count }
people = Persons
people = Folk
