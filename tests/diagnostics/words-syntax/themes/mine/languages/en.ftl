topics = Subjects
articles = { $count ->
    [one] { $count } article
    [other] { $count } articles
}
chronology: Timeline
sources = The { $sources of the site
