//! A site whose every text tries to run a script.
//!
//! Each text of a [`sample`] in turn is replaced by payloads, and what the program takes becomes a file of one site; what it
//! refuses is refused. Payloads call `hit()`. `injection` parses what the site becomes, and holds the samples against the schemas;
//! `tests/browser` loads it.

use std::collections::{BTreeMap, BTreeSet};

use briefgen::diagnostic::Severity;
use briefgen::model::Options;
use briefgen::schema::Subject;
use serde_json::{Value, json};

use crate::support::in_memory;

/// Texts that run `hit()` when they are taken for HTML.
pub(crate) const MARKUP: [&str; 50] = [
    "<script>hit()</script>",
    "<ScRiPt >hit()</sCrIpT >",
    "<script/x>hit()</script>",
    "</title><script>hit()</script>",
    "</script><script>hit()</script>",
    "</style><script>hit()</script>",
    "</textarea><script>hit()</script>",
    "--><script>hit()</script>",
    "<!--><script>hit()</script>-->",
    "<!-- --!><img src=0 onerror=hit()>",
    "]]><img src=0 onerror=hit()>",
    "\"><img src=0 onerror=hit()>",
    "'><img src=0 onerror='hit()'>",
    "\" onmouseover=\"hit()\" autofocus onfocus=\"hit()\" x=\"",
    "' onmouseover='hit()' autofocus onfocus='hit()' x='",
    "` onmouseover=hit() `",
    "<img src=0 onerror=hit()>",
    "<IMG/SRC=0/ONERROR=hit()>",
    "<img src=0\u{c}onerror=hit()>",
    "<<img src=0 onerror=hit()>",
    "<img title='><img src=0 onerror=hit()>' src=0>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><script href=\"data:text/javascript,hit()\"/></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<svg><a><animate attributeName=href values=javascript:hit() /><text>x</text></a></svg>",
    "<svg><foreignObject><img src=0 onerror=hit()></foreignObject></svg>",
    "<svg><style><img src=0 onerror=hit()></style></svg>",
    "<svg></p><style><a id=\"</style><img src=0 onerror=hit()>\">",
    "<svg><title><b title=\"</title><img src=0 onerror=hit()>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=0 onerror=hit()>\">",
    "<math><annotation-xml encoding=\"text/html\"><img src=0 onerror=hit()></annotation-xml></math>",
    "<math href=\"javascript:hit()\"><mi xlink:href=\"javascript:hit()\">x</mi></math>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><b title=\"</style><img src=0 onerror=hit()>\">",
    "<noscript><p title=\"</noscript><img src=0 onerror=hit()>\">",
    "<table><b title=\"<img src=0 onerror=hit()>\"><style></table><img src=0 onerror=hit()>",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=0 onerror=hit()>\">",
    "<xmp><p title=\"</xmp><img src=0 onerror=hit()>\">",
    "<template><script>hit()</script></template><img src=0 onerror=hit()>",
    "<iframe srcdoc=\"<script>parent.hit()</script>\"></iframe>",
    "<iframe src=\"javascript:parent.hit()\"></iframe>",
    "<object data=\"javascript:hit()\"></object><embed src=\"javascript:hit()\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:hit()\">",
    "<base href=\"javascript:hit()//\">",
    "<link rel=stylesheet href=\"data:text/css,*{x:y}\" onload=hit()>",
    "<style onload=hit()>*{background:url(javascript:hit())}</style>",
    "<p style=\"animation:x 1s\" onanimationstart=hit()>x</p><style>@keyframes x{}</style>",
    "<details open ontoggle=hit()><summary>x</summary></details>",
    "<body onload=hit()><video><source onerror=hit()></video><audio src=0 onerror=hit()>",
    "<input autofocus onfocus=hit()><button formaction=javascript:hit()>x</button><form action=javascript:hit()><input type=submit>",
];

/// Addresses that run `hit()` when they are followed.
pub(crate) const ADDRESSES: [&str; 20] = [
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    "java\tscript:hit()",
    "java\nscript:hit()",
    "java&#10;script:hit()",
    "java&Tab;script:hit()",
    "&#106;avascript&colon;hit()",
    "&#x6A&#x61&#x76&#x61script:hit()",
    "\u{1}javascript:hit()",
    " javascript:hit()",
    "javascript\t:hit()",
    "javascript:%68it()",
    "javascript://example.org/%0Ahit()",
    "https:javascript:hit()",
    "vbscript:hit()",
    "data:text/html,<script>opener.hit()</script>",
    "DATA:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==",
    "da\nta:text/html,<script>hit()</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hit()'/>",
    "https://example.org/\"onfocus=hit() autofocus x=\"<script>hit()</script>",
];

/// What templates would act on.
pub(crate) const TEMPLATES: [&str; 4] = [
    "{{ '<script>hit()</script>' | safe }}",
    "{% raw %}<script>hit()</script>{% endraw %}",
    "{#",
    "{{ __tera_context }}",
];

/// Where an address stands in Markdown, with `@` in its place.
const LINKS: [&str; 9] = [
    "[x](@)",
    "[x](<@>)",
    "<@>",
    "![x](@)",
    "![x](<@> \"y\")",
    "[x]\n\n[x]: <@>",
    "<a href=\"@\">x</a>",
    "<img src=\"@\">",
    "a [![x](/a.png)](<@>)",
];

/// Where a text stands in Markdown.
const PLACES: [&str; 17] = [
    "@",
    "a @ b",
    "# @",
    "# x {#@ .@ onclick=hit()}",
    "- [ ] @",
    "> [!NOTE]\n> @",
    "| @ | x |\n|---|---|\n| x | @ |",
    "x\n: @",
    "x[^@] y[^1]\n\n[^1]: @",
    "```@\n@\n```",
    "`@` ~~**@**~~",
    "[@](https://example.org/)",
    "[x](https://example.org/ \"@\")",
    "![@](/about/)",
    "[x][@]\n\n[@]: https://example.org/ '@'",
    "<div title=\"@\">@</div>",
    "<div>\n\n@\n\n</div>",
];

/// A file of a kind with every text that it can hold; `@` in one makes it another in each file.
pub(crate) fn sample(subject: Subject) -> Value {
    let derived = json!([{"publisher": "p", "mode": "cites", "derived_from": "unknown"}, {"article": "a"}]);
    let claim =
        json!({"property": "boats", "value": "three", "unit": "boats", "as_of": "2023", "quote": "Boats sail."});
    let own_claim = json!({"property": "boats", "value": "four", "unit": "boats", "as_of": "2023"});
    let dated = json!({"date": "2023-05-01", "date_basis": "inferred", "date_note": "n", "time": "10:30", "zone": "Asia/Seoul",
        "end": "2023-05-02", "place": "Quay", "topics": ["t"], "entities": ["e"], "summary": "s"});
    let with = |base: &Value, more: Value| {
        let mut all = base.as_object().expect("it is a mapping").clone();
        all.extend(more.as_object().expect("it is a mapping").clone());
        Value::Object(all)
    };
    let head = json!({"id": "x@", "draft": false, "language": "en", "autolink": true, "extra": {"x": "y"},
        "aliases": ["old/@/"]});
    match subject {
        Subject::Article => with(
            &head,
            json!({"title": "T", "date": "2023", "date_basis": "inferred", "date_note": "n",
            "summary": "s", "topics": ["t"], "entities": ["e"], "rights": "full", "license": "l", "status": "corrected",
            "status_date": "2024", "status_note": "n",
            "source": {"publisher": "p", "headline": "h", "byline": ["b"], "url": "https://example.org/",
                "archive_url": "https://example.org/", "accessed": "2024", "language": "en", "dateline": "d",
                "original": true, "derived_from": derived},
            "events": [
                with(&with(&dated, json!({"id": "e@", "title": "E", "stance": "reports", "claims": [claim], "original": true})),
                    json!({"derived_from": derived})),
                {"event": "ev", "stance": "disputes"}]}),
        ),
        Subject::Event => with(
            &with(&head, dated),
            json!({"title": "T", "claims": [own_claim],
            "resolved": [{"property": "boats", "value": "four", "unit": "boats", "why": "w"}]}),
        ),
        Subject::Topic => with(&head, json!({"title": "T", "short_title": "t", "summary": "s", "order": 1})),
        Subject::Page => with(&head, json!({"title": "T", "summary": "s", "order": 1})),
        Subject::Publisher => with(
            &head,
            json!({"name": "P", "kind": "wire", "country": "KR",
            "url": "https://example.org/", "owner": "p", "names": {"ko": "k"}, "summary": "s", "party": ["e"]}),
        ),
        Subject::Entity => {
            let mut sample = with(
                &head,
                json!({"name": "N@", "kind": "person", "aliases": ["A@"], "names": {"ko": "K@"},
                "summary": "s", "roles": [{"title": "r", "from": "2020", "to": "2021"}], "redirect_from": ["old/@/"]}),
            );
            sample["aliases"] = json!(["A@"]);
            sample
        }
        Subject::Site => {
            json!({"title": "T", "base_url": "https://example.org/a/", "description": "d", "language": "en",
            "time_zone": "UTC", "theme": "default", "authors": ["a"], "cname": "example.org", "excerpt_words": 60,
            "single_origin_limit": 1, "markdown": {"trusted_html": false, "smart_punctuation": true, "autolink": true},
            "search": {"enabled": true}, "lists": {"limit": 1}, "exports": {"enabled": true}, "cards": {"enabled": false, "articles": false}, "theme_options": {"footer": "f"}, "extra": {"x": "y"}})
        }
    }
}

/// What others refer to.
const GIVEN: [(&str, &str); 5] = [
    ("content/publishers/p.md", "---\nname: P\n---\n"),
    ("content/entities/e.md", "---\nname: Qwert\nkind: place\n---\n"),
    ("content/topics/t.md", "---\ntitle: T\n---\n"),
    ("content/events/ev.md", "---\ntitle: Ev\ndate: 2023\n---\n"),
    ("content/articles/a.md", "---\ntitle: A\ndate: 2023\n---\n"),
];

/// The site, and where its payloads were taken.
pub(crate) struct Hostile {
    /// Every file by its path.
    pub(crate) files: BTreeMap<String, String>,
    /// Each field by kind and place, and each place of Markdown.
    pub(crate) taken: BTreeSet<String>,
}

/// Makes the site.
pub(crate) fn site() -> Hostile {
    let mut hostile = Hostile { files: BTreeMap::new(), taken: BTreeSet::new() };
    let config = config(&mut hostile.taken);
    hostile.files.insert("site.toml".to_owned(), config.clone());
    hostile.files.extend(GIVEN.map(|(path, text)| (path.to_owned(), text.to_owned())));
    for subject in Subject::ALL.into_iter().filter(|subject| *subject != Subject::Site) {
        let what = format!("{subject:?}, as it is");
        hostile.offer(&config, subject, &what, &sample(subject), &quoted(""));
        assert!(hostile.taken.contains(&what), "the sample of {subject:?} is refused");
        for (pointer, candidate) in
            leaves(&sample(subject)).iter().flat_map(|leaf| candidates().map(move |it| (leaf, it)))
        {
            let mut front_matter = sample(subject);
            let body = quoted(&candidate);
            *front_matter.pointer_mut(pointer).expect("it was found there") = candidate.into();
            hostile.offer(&config, subject, &format!("{subject:?} {pointer}"), &front_matter, &body);
        }
    }
    let page = json!({"title": "Body"});
    for payload in MARKUP {
        hostile.offer(&config, Subject::Page, "markup", &page, payload);
    }
    for place in PLACES {
        let all = MARKUP.iter().chain(&TEMPLATES).map(|payload| place.replace('@', payload));
        let taken: Vec<String> =
            all.filter(|body| is_taken(&config, "content/pages/x.md", &written(&page, body))).collect();
        hostile.offer(&config, Subject::Page, &format!("text in {place:?}"), &page, &taken.join("\n\n"));
    }
    for (place, address) in LINKS.into_iter().flat_map(|place| ADDRESSES.map(|address| (place, address))) {
        hostile.offer(&config, Subject::Page, &format!("address in {place:?}"), &page, &place.replace('@', address));
    }
    hostile
}

impl Hostile {
    /// Adds a file if nothing is wrong with it.
    fn offer(&mut self, config: &str, subject: Subject, what: &str, front_matter: &Value, body: &str) {
        let number = self.files.len();
        let kind = briefgen::document::Kind::from_scheme(subject.as_str()).expect("it is a kind of content file");
        let path = format!("content/{}/f{number}.md", kind.folder());
        let text = written(front_matter, body).replace('@', &number.to_string());
        if is_taken(config, &path, &text) {
            self.taken.insert(what.to_owned());
            self.files.insert(path, text);
        }
    }
}

/// A body of payloads that can be quoted from.
fn quoted(words: &str) -> String {
    format!("Boats sail.\n\n~~~\n{words}\n~~~\n\n{}", MARKUP.join("\n\n"))
}

/// What is put into a field: texts together, and addresses one by one.
fn candidates() -> impl Iterator<Item = String> + Clone {
    let texts = MARKUP.iter().chain(&TEMPLATES).copied().collect::<Vec<_>>().join(" ");
    let address = format!("https://example.org/?{}#{}", MARKUP.join(" "), MARKUP.join(" "));
    let path = |payload: &str| format!("old-@/{payload}/");
    let paths = [path("\"><img src=0 onerror=hit()>"), path("javascript:hit()")];
    [texts, address].into_iter().chain(paths).chain(ADDRESSES.map(str::to_owned).into_iter().take(2))
}

/// `site.toml` with payloads in every text that takes one.
fn config(taken: &mut BTreeSet<String>) -> String {
    let mut config = sample(Subject::Site);
    for pointer in leaves(&config) {
        for candidate in candidates() {
            let mut changed = config.clone();
            *changed.pointer_mut(&pointer).expect("it was found there") = candidate.into();
            if is_taken(&toml(&changed), GIVEN[0].0, GIVEN[0].1) {
                taken.insert(format!("Site {pointer}"));
                config = changed;
                break;
            }
        }
    }
    toml(&config)
}

/// Whether nothing is wrong with a file, in a site with what it refers to.
fn is_taken(config: &str, path: &str, text: &str) -> bool {
    let given = GIVEN.iter().map(|(path, text)| (*path, (*text).to_owned()));
    let files = in_memory(given.chain([("site.toml", config.to_owned()), (path, text.to_owned())]));
    let documents = briefgen::document::parse(&files);
    if documents.has_errors() {
        return false;
    }
    let documents = documents.value.expect("there is a configuration");
    let site = briefgen::model::link(documents, &files, &Options::default());
    !site.diagnostics.iter().any(|fault| fault.severity == Severity::Error)
}

fn written(front_matter: &Value, body: &str) -> String {
    // JSON is YAML, if each line separator is written by its number.
    format!("---\n{front_matter}\n---\n{body}\n")
}

fn toml(value: &Value) -> String {
    fn inline(value: &Value) -> String {
        match value {
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
            Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
            value => value.to_string(),
        }
    }
    let entries = value.as_object().expect("it is a mapping");
    entries.iter().map(|(key, value)| format!("{key} = {}\n", inline(value))).collect()
}

/// Where the texts of a value are, as JSON pointers.
fn leaves(value: &Value) -> Vec<String> {
    let below = |name: &str, value| leaves(value).into_iter().map(move |rest| format!("/{name}{rest}")).collect();
    match value {
        Value::String(_) => vec![String::new()],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(n, item)| -> Vec<String> { below(&n.to_string(), item) }).collect()
        }
        Value::Object(entries) => entries.iter().flat_map(|(key, item)| -> Vec<String> { below(key, item) }).collect(),
        _ => Vec::new(),
    }
}
