//! Posts of Jekyll, Hugo and Zola become articles, whatever their front matter looks like.

use crate::import::{checks, import, read, site};
use crate::support::tree;

#[test]
fn jekyll_dates_stand_in_names_and_tags_in_texts() {
    let post = "\u{feff}---\r\nlayout: post\r\ntitle:  \"Ferries: the end?\"\r\ndate:   2031-4-2 9:05:01 +0900  # a comment\r\n\
                categories: ferries news\r\ntags: \"the tunnel, Strait Authority, fish\"\r\nsubtitle: null\r\nauthor:\r\n  name: Jo\r\n\
                permalink: /old/ferries/\r\npublished: false\r\n---\r\nSee {% post_url 2031-03-01-x %} and [this](../other.html), \
                ![map](/img/map.png).\r\n\r\nBut [that](https://example.org/that) stays.\r\n";
    let site = site()
        .file("blog/_posts/2031-4-2-ferries-end.md", post)
        .file("blog/_drafts/some idea.markdown", "---\ntitle: ~\n---\n# An idea\n\nText of a draft.\n")
        .file("blog/_posts/2031-04-03-broken.md", "---\ntitle: [a\n---\nText.\n")
        .file("blog/_config.yml", "title: x\n")
        .file("blog/about.md", "---\ntitle: About\n---\n")
        .file("blog/_site/index.html", "<p>Built")
        .file("map.toml", "rights = \"own\"\npublisher = \"gazette\"\n[topics]\nnews = \"\"\n");
    let outcome = import(&site, &["--from", "jekyll", "blog", "--map", "map.toml"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @r#"
    blog/_drafts/some idea.markdown -> content/articles/some-idea.md
      no date was found
    blog/_posts/2031-04-03-broken.md: refused: line 2: the front matter is not YAML: a list that is never closed
    blog/_posts/2031-4-2-ferries-end.md -> content/articles/2031/2031-04-02-ferries-end.md
      it was not published
      1 picture was not taken: its description stayed
      what has no key here is kept under `extra`: layout
      no topic or entity of the site, and kept under `extra`: "fish" (tags)
      1 link leads to no file of the site: its words stayed
      line 13: a tag of a template is left as it is: See {% post_url 2031-03-01-x %} and [this](../other.html), ![map](/img/map.png).
    blog/_config.yml: not taken: it is no post
    blog/_site/index.html: not taken: it was built
    blog/about.md: not taken: it is no post: it lies neither in _posts nor in _drafts
    2 articles, 1 input refused, 3 files not taken
    "#);
    checks(&site);
    let article = read(&site, "content/articles/2031/2031-04-02-ferries-end.md");
    for line in [
        "title: 'Ferries: the end?'\n",
        "date: 2031-04-02 ",
        "aliases:\n  - /old/ferries/\n",
        "topics: [ferries, tunnel]\n",
        "entities: [authority]\n",
        "rights: own ",
        "  publisher: gazette\n",
        "  byline:\n    - Jo\n",
        "extra:\n  layout: post\n  tags:\n  - fish\n",
        "See {% post_url 2031-03-01-x %} and this, map.\n",
        "But [that](https://example.org/that) stays.\n",
    ] {
        assert!(article.contains(&format!("\n{line}")), "{line} in {article}");
    }
    // The original is kept as it was, but for its line ends.
    assert!(read(&site, "clippings/2031-04-02-ferries-end.txt").contains("\npublished: false\n---\n"));
}

#[test]
fn hugo_has_three_dialects_and_folders() {
    let toml = "+++\ntitle = \"A bundle\"\ndate = 2031-03-15T10:00:00+09:00\ntags = [\"tunnel\"]\ndraft = true\n[params]\nrating = 5\n+++\n\
                {{< toc >}} {{< figure src=\"a.png\" class=x alt=\"[A] map\" caption=\"A map\" >}}\n\nText of the bundle.\n";
    let json = "{\n  \"title\": \"In JSON\", \"date\": \"2031-03-16\", \"tags\": [\"ferries\"], \"aliases\": [\"/x/\"]\n}\n\nText in JSON.\n";
    let site = site()
        .file("hugo/content/posts/bundle/index.md", toml)
        .file("hugo/content/posts/json.ko.md", json)
        .file("hugo/content/posts/yaml.md", "---\ntitle: In YAML\ndate: 16 Mar 2031\nslug: other\nseries: [Tunnel]\nlastmod: 2031-03-17\n---\nText in YAML.\n")
        .file("hugo/content/posts/odd.md", "---\ntitle: Odd\ndate: one day\n---\nText of the odd one.\n")
        .file("hugo/content/posts/_index.md", "---\ntitle: Posts\n---\n")
        .file("hugo/themes/t/x.md", "---\ntitle: Theme\n---\n");
    let outcome = import(&site, &["--from", "hugo", "hugo"], b"");
    assert_eq!(outcome.code, Some(0));
    insta::assert_snapshot!(outcome.stderr, @r#"
    hugo/content/posts/bundle/index.md -> content/articles/2031/2031-03-15-bundle.md
      it was a draft
      1 picture was not taken: its description stayed
      what has no key here is kept under `extra`: rating
      line 9: a shortcode is left as it is: {{< toc >}} ![\[A\] map](<a.png> "A map")
    hugo/content/posts/json.ko.md -> content/articles/2031/2031-03-16-json.md
    hugo/content/posts/odd.md -> content/articles/odd.md
      "one day" is not a date: it has no year
      no date was found
      what has no key here is kept under `extra`: date
    hugo/content/posts/yaml.md -> content/articles/2031/2031-03-16-other.md
      what has no key here is kept under `extra`: lastmod
    hugo/content/posts/_index.md: not taken: it is the page of a section and no post
    hugo/themes/t/x.md: not taken: it doesn't lie in content
    4 articles, 2 files not taken
    "#);
    insta::assert_snapshot!(outcome.stdout, @r"
    content/articles/2031/2031-03-15-bundle.md
    content/articles/2031/2031-03-16-json.md
    content/articles/odd.md
    content/articles/2031/2031-03-16-other.md
    ");
    checks(&site);
    let bundle = read(&site, "content/articles/2031/2031-03-15-bundle.md");
    assert!(bundle.contains("\n{{< toc >}} \\[A\\] map\n"), "{bundle}");
    assert!(bundle.contains("\ntopics: [tunnel]\n") && bundle.contains("\nextra:\n  rating: 5\n"), "{bundle}");
    let json = read(&site, "content/articles/2031/2031-03-16-json.md");
    assert!(json.contains("\nlanguage: ko\naliases:\n  - /x/\n") && json.ends_with("\n\nText in JSON.\n"), "{json}");
}

#[test]
fn zola_has_taxonomies_and_extra() {
    let post = "+++\ntitle = \"A post\"\ndate = 2031-03-17\nupdated = 2031-03-18\ndescription = \"In short.\"\nauthors = [\"Jo\", \"Mo\"]\n\
                [taxonomies]\ntags = [\"tunnel\", \"zed\"]\ncategories = [\"Merrow\"]\n[extra]\nlead = \"x\"\ndate = \"odd\"\n+++\n\
                Text.\n\n{{ youtube(id=\"x\") }}\n\n```\n{{ code() }}\n```\n";
    let site = site().file("zola/content/blog/2031-03-17-post.md", post).file("zola/content/_index.md", "+++\n+++\n");
    let outcome = import(&site, &["--from", "zola", "zola"], b"");
    insta::assert_snapshot!(outcome.stderr, @r#"
    zola/content/blog/2031-03-17-post.md -> content/articles/2031/2031-03-17-post.md
      what has no key here is kept under `extra`: date, lead, updated
      no topic or entity of the site, and kept under `extra`: "zed" (tags)
      line 16: an expression of a template is left as it is: {{ youtube(id="x") }}
    zola/content/_index.md: not taken: it is the page of a section and no post
    1 article, 1 file not taken
    "#);
    checks(&site);
    let article = read(&site, "content/articles/2031/2031-03-17-post.md");
    for line in [
        "summary: In short.\n",
        "topics: [tunnel]\n",
        "entities: [merrow]\n",
        "  byline:\n    - Jo\n    - Mo\n",
        "  lead: x\n",
        "  date: odd\n",
        "  updated: 2031-03-18\n",
        "  tags:\n  - zed\n",
    ] {
        assert!(article.contains(&format!("\n{line}")), "{line} in {article}");
    }
}

#[test]
fn pictures_that_posts_show_come_with_them() {
    let post = "---\ntitle: Bundle\ndate: 2031-03-15\n---\n![The cover](cover.png \"In *red*\") and ![both](/images/a%20b.jpg).\n\n\
                ![Up](../../../../secret.png), ![gone](gone.png), ![far](https://example.org/a.png).\n\n\
                <figure><img src=\"map.svg\" alt=\"A map\"></figure>\n";
    let other = "---\ntitle: Other\ndate: 2031-03-16\n---\n<p>The <b>other</b> post.</p>\n\
                 <p><img src=\"{{ '/images/a b.jpg' | relative_url }}\" alt=\"both\"></p>\n";
    let site = site()
        .file("hugo/content/posts/bundle/index.md", post)
        .file("hugo/content/posts/bundle/cover.png", "cover")
        .file("hugo/content/posts/bundle/map.svg", "<svg/>")
        .file("hugo/content/posts/bundle/part.md", "---\ntitle: Part\n---\nText of a part.\n")
        .file("hugo/content/posts/figure.md", "---\ntitle: Figure\ndate: 2031-03-18\n---\n{{< figure src=\"/images/a b.jpg\" caption=\"Both [of them]\" >}}\n")
        .file("hugo/content/posts/other.html", other)
        .file("hugo/static/images/a b.jpg", "both")
        .file("hugo/static/images/unused.jpg", "unused")
        .file("secret.png", "secret")
        .file("content/pictures/posts/bundle/cover.png", "another");
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.root().join("secret.png"), site.root().join("hugo/content/posts/bundle/gone.png"))
        .unwrap();
    let outcome = import(&site, &["--from", "hugo", "hugo"], b"");
    assert_eq!(outcome.code, Some(0));
    insta::assert_snapshot!(outcome.stdout, @"
    content/articles/2031/2031-03-15-bundle.md
    content/pictures/posts/bundle/cover-2.png
    content/pictures/images/a b.jpg
    content/pictures/posts/bundle/map.svg
    content/articles/2031/2031-03-18-figure.md
    content/articles/2031/2031-03-16-other.md
    ");
    insta::assert_snapshot!(outcome.stderr.replace("hugo/content/posts/bundle/gone.png: not taken: it is a symlink\n", ""), @"
    hugo/content/posts/bundle/index.md -> content/articles/2031/2031-03-15-bundle.md, 3 pictures
      3 pictures were not taken: their descriptions stayed
    hugo/content/posts/figure.md -> content/articles/2031/2031-03-18-figure.md
    hugo/content/posts/other.html -> content/articles/2031/2031-03-16-other.md
    hugo/content/posts/bundle/part.md: not taken: it belongs to the post in whose folder it lies
    hugo/static/images/unused.jpg: not taken: it is no post
    3 articles, 3 pictures, 3 files not taken
    ");
    assert_eq!(read(&site, "content/pictures/posts/bundle/cover.png"), "another");
    assert_eq!(read(&site, "content/pictures/posts/bundle/cover-2.png"), "cover");
    checks(&site);
    let article = read(&site, "content/articles/2031/2031-03-15-bundle.md");
    for line in [
        "![The cover](</pictures/posts/bundle/cover-2.png> \"In *red*\") and ![both](</pictures/images/a b.jpg>).\n",
        "Up, gone, far.\n",
        "![A map](</pictures/posts/bundle/map.svg>)\n",
    ] {
        assert!(article.contains(&format!("\n{line}")), "{line} in {article}");
    }
    let figure = read(&site, "content/articles/2031/2031-03-18-figure.md");
    assert!(figure.ends_with("\n![Both \\[of them\\]](</pictures/images/a b.jpg> \"Both [of them]\")\n"), "{figure}");
    let other = read(&site, "content/articles/2031/2031-03-16-other.md");
    assert!(other.ends_with("\n\nThe **other** post.\n\n![both](</pictures/images/a b.jpg>)\n"), "{other}");
    // A post that comes later finds the pictures of those before it.
    let before = tree(site.root());
    let site = site.file(
        "hugo/content/posts/late.md",
        "---\ntitle: Late\ndate: 2031-03-17\n---\n![Both](/images/a b.jpg)\n![Both](</images/a b.jpg>)\n",
    );
    let outcome = import(&site, &["--from", "hugo", "hugo"], b"");
    assert_eq!(outcome.stdout, "content/articles/2031/2031-03-17-late.md\n", "{}", outcome.stderr);
    let after = tree(site.root());
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    checks(&site);
}

#[test]
fn addresses_that_jekyll_makes_are_addresses() {
    let post = "---\ntitle: A post\ndate: 2031-03-15\n---\n![One]({{ site.baseurl }}/assets/one.png) ![two]({{ \"/assets/two.png\" | relative_url }})\n\
                ![three](../assets/three.png) {{ site.title }}\n";
    let site = site()
        .file("blog/_posts/2031-03-15-a.md", post)
        .file("blog/assets/one.png", "1")
        .file("blog/assets/two.png", "2")
        .file("blog/assets/three.png", "3");
    let outcome = import(&site, &["--from", "jekyll", "blog"], b"");
    insta::assert_snapshot!(outcome.stderr, @"
    blog/_posts/2031-03-15-a.md -> content/articles/2031/2031-03-15-a.md, 3 pictures
      line 6: an expression of a template is left as it is: ![three](../assets/three.png) {{ site.title }}
    1 article, 3 pictures
    ");
    checks(&site);
}

#[test]
fn links_between_posts_lead_to_their_articles() {
    let hugo = "---\ntitle: Two\ndate: 2031-03-02\n---\n[One]({{< ref \"one.md\" >}}), [*one* too]({{% relref path=\"/posts/one\" %}}), \
                [at](../one/#pier), [three]({{< ref \"sun set.md\" >}} \"Title\"), [a section](/posts/), [broken](../broken.md), \
                [gone]({{< ref \"gone.md\" >}}).\n\n[r] and ![r](a.png) and {{< ref \"one.md\" >}}\n\n`[code](<post:0>)` [odd](post:0)\n\n\
                [r]: {{< ref \"one\" >}}\n";
    let site = site()
        .file("hugo/content/posts/broken.md", "---\ntitle: [a\n---\nText.\n")
        .file(
            "hugo/content/posts/one.md",
            "---\ntitle: One\ndate: 2031-03-01\n---\nSee [two](../two) and [myself](#here).\n",
        )
        .file(
            "hugo/content/posts/sun set.md",
            "---\ntitle: Three\ndate: 2031-03-03\nslug: sunset\n---\nText of the third.\n",
        )
        .file("hugo/content/posts/two.md", hugo)
        .file("hugo/content/posts/_index.md", "---\ntitle: Posts\n---\n")
        .file(
            "jekyll/_posts/2031-05-01-a.md",
            "---\ntitle: A\n---\n[B]({{ site.baseurl }}{% post_url 2031-05-02-b %}), [b](/2031/05/02/b.html), [c](/c%20d/?x).\n",
        )
        .file("jekyll/_posts/2031-05-03-c.md", "---\ntitle: C\npermalink: /c d/index.html\n---\nOf the third.\n")
        .file(
            "jekyll/_posts/2031-05-02-b.html",
            "---\ntitle: B\n---\n<p>To <a href=\"{% link _posts/2031-05-01-a.md %}\">A</a>.</p>\n",
        )
        .file("zola/content/c.md", "+++\ntitle = \"C\"\ndate = 2031-06-01\n+++\n[D](@/blog/d.md#x).\n")
        .file("zola/content/blog/d.md", "+++\ntitle = \"D\"\ndate = 2031-06-02\n+++\n[C](@/c.md).\n")
        .file("notes/e.md", "---\ntitle: E\ndate: 2031-07-01\n---\n[F](more/f.md)\n")
        .file("notes/more/f.md", "---\ntitle: F\ndate: 2031-07-02\n---\n[E](../e.md)\n");
    let outcome = import(&site, &["--from", "hugo", "hugo"], b"");
    insta::assert_snapshot!(outcome.stderr, @r#"
    hugo/content/posts/broken.md: refused: line 2: the front matter is not YAML: a list that is never closed
    hugo/content/posts/one.md -> content/articles/2031/2031-03-01-one.md
    hugo/content/posts/sun set.md -> content/articles/2031/2031-03-03-sunset.md
    hugo/content/posts/two.md -> content/articles/2031/2031-03-02-two.md
      1 picture was not taken: its description stayed
      4 links lead to no file of the site: their words stayed
      line 7: a shortcode is left as it is: [r] and ![r](a.png) and {{< ref "one.md" >}}
    hugo/content/posts/_index.md: not taken: it is the page of a section and no post
    3 articles, 1 input refused, 1 file not taken
    "#);
    let body = |path: &str| read(&site, path).rsplit_once("---\n").expect("front matter ends").1.trim().to_owned();
    let one = body("content/articles/2031/2031-03-01-one.md");
    assert_eq!(one, "See [two](<article:2031-03-02-two>) and [myself](#here).");
    insta::assert_snapshot!(body("content/articles/2031/2031-03-02-two.md"), @r#"
    [One](<article:2031-03-01-one>), [one too](<article:2031-03-01-one>), [at](<article:2031-03-01-one>), [three](<article:2031-03-03-sunset>), a section, broken, gone.

    [r](<article:2031-03-01-one>) and r and {{< ref "one.md" >}}

    `[code](<post:0>)` odd

    [r]: one
    "#);
    import(&site, &["--from", "jekyll", "jekyll"], b"");
    import(&site, &["--from", "zola", "zola"], b"");
    import(&site, &["notes"], b"");
    for (path, text) in [
        ("2031-05-01-a", "[B](<article:2031-05-02-b>), [b](<article:2031-05-02-b>), [c](<article:2031-05-03-c>)."),
        ("2031-05-02-b", "To [A](<article:2031-05-01-a>)."),
        ("2031-06-01-c", "[D](<article:2031-06-02-d>)."),
        ("2031-06-02-d", "[C](<article:2031-06-01-c>)."),
        ("2031-07-01-e", "[F](<article:2031-07-02-f>)"),
        ("2031-07-02-f", "[E](<article:2031-07-01-e>)"),
    ] {
        assert_eq!(body(&format!("content/articles/2031/{path}.md")), text, "{path}");
    }
    checks(&site);
}
