//! Chronologies in tables: every row becomes an event or is told with its line.

use crate::import::{checks, import, read, site};

const TIMELINE: &str = "\
Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background
2031,,,,,,,,,Strait tunnel: a timeline,An introduction,,,,,title,,
2031,3,14,2:30 PM,,,,,,\"The halves of the <b>tunnel</b> meet\",\"<p>Workers of the Strait Authority met, <a href=\"\"https://gazette.example/2031/03/15/last-metre\"\">as the Gazette was the first to report</a>.</p>
<p>A second paragraph, over a line.</p>\",https://example.org/pic.jpg,Jo,,,,The tunnel,
2031,4,,,2031,5,,,spring 2031,Ferries cut their timetable,A short text,https://www.gazette.example/ferries?utm_source=x,,,,,ships,#fff
2031,Smarch,1,,,,,,,A month that is none,,,,,,,,
2031,6,,,,,,,,,,,,,,,,
,,,,,,,,mid-June,No date,,,,,,,,
2031,7,2,,2031,7,1,,,Ends too early,,,,,,,,
2030,,,,2032,,,,,The works,,,,,,era,,
-44,3,15,,,,,,,An old event,,https://gazette.example/ferries,,,,,,
";

#[test]
fn the_rows_of_a_timeline_become_events_and_articles() {
    let site =
        site().file("in.csv", TIMELINE).file("map.toml", "zone = \"Asia/Seoul\"\n[topics]\nships = \"ferries\"\n");
    let outcome = import(&site, &["in.csv", "--map", "map.toml"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv -> 2 articles, 3 events
      the column "Background" is kept under `extra`
      line 2: it is the title slide, "Strait tunnel: a timeline", and no event: a topic would hold it
      line 10: it is an era, "The works": a span in the background and no event
      line 6: left out: "Smarch" is no month
      line 7: left out: it has no headline and no text
      line 8: left out: its date is given as "mid-June" alone
      line 9: left out: it ends (2031-07-01) before it begins (2031-07-02)
    2 articles, 3 events, 4 rows left out
    "#);
    insta::assert_snapshot!(outcome.stdout, @r"
    content/events/2031/2031-03-14-the-halves-of-the-tunnel-meet.md
    content/events/2031/2031-04-ferries-cut-their-timetable.md
    content/events/-043/043-03-15-an-old-event.md
    content/articles/2031/2031-03-15-as-the-gazette-was-the-first-to-report.md
    content/articles/2031/2031-ferries-cut-their-timetable.md
    ");
    checks(&site);
    insta::assert_snapshot!(read(&site, "content/events/2031/2031-03-14-the-halves-of-the-tunnel-meet.md"), @r"
    ---
    title: The halves of the tunnel meet
    date: 2031-03-14  # as EDTF: 2023-11, 2023-11-15~ (about)
    # date_basis: inferred  # when no source states the date
    # date_note: How the date was come by, for readers.
    draft: true  # left out of the site until you delete this line; --drafts takes it in
    # end: 2023-11-16
    time: 14:30
    zone: Asia/Seoul
    place:  # the id of a place, or plain text
    topics: [tunnel]
    entities: [authority]
    summary:  # one or two sentences
    # resolved:  # where accounts differ: what is held true here, and why
    #   - property: date
    #     value: 2023-11-15
    #     why: The reason, for readers.
    extra:
      media: https://example.org/pic.jpg
      media_credit: Jo
    ---

    Workers of the Strait Authority met, [as the Gazette was the first to report](https://gazette.example/2031/03/15/last-metre).

    A second paragraph, over a line.
    ");
    let spring = read(&site, "content/events/2031/2031-04-ferries-cut-their-timetable.md");
    for line in [
        "date: 2031-04 ",
        "end: 2031-05\n",
        "date_note: Given as \"spring 2031\".\n",
        "topics: [ferries]\n",
        "summary: A short text\n",
        "background: '#fff'\n",
    ] {
        assert!(spring.contains(&format!("\n{line}")) || spring.contains(&format!("\n  {line}")), "{line} in {spring}");
    }
    // Two rows have one source: one article reports both, at the later day or after it.
    let source = read(&site, "content/articles/2031/2031-ferries-cut-their-timetable.md");
    assert!(source.contains("date: '[2031-04-01..]'"), "{source}");
    let events = ["  - event: 2031-04-ferries-cut-their-timetable\n", "  - event: 043-03-15-an-old-event\n"];
    assert!(events.iter().all(|event| source.contains(event)), "{source}");
    assert!(source.contains("  publisher: gazette\n"), "{source}");
}

#[test]
fn a_table_that_grew_brings_what_is_new() {
    let table = "date,title,url\n2031-03-14,Breakthrough,https://gazette.example/a\n";
    let site = site().file("in.csv", table);
    assert_eq!(import(&site, &["in.csv"], b"").code, Some(0));
    let grown = "2031-03-14,Breakthrough,https://gazette.example/b\n2031-03-15,Party,https://gazette.example/a\n";
    let site = site.file("in.csv", &format!("{table}{grown}"));
    let outcome = import(&site, &["in.csv"], b"");
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv -> 1 article, 1 event
      line 2: the site has this event
      line 3: the site has this event; its source was taken
      line 4: the article "2031-breakthrough" has the address https://gazette.example/a: add `- event: 2031-03-15-party` to its events
    1 article, 1 event
    "#);
    checks(&site);
}

/// Whatever the site holds against a row, the others are taken.
#[test]
fn a_row_that_would_be_at_fault_is_left_out_alone() {
    let table = "date,time,zone,title,url,tag\n\
                 2031-03-30,02:30,Europe/Oslo,A ferry in the gap,https://gazette.example/a,ships\n\
                 2031-03-31,02:30,Europe/Oslo,A ferry on time,https://gazette.example/a,ships\n\
                 2031-04-01,02:30,Europe/Oslo,A third ferry,,ships\n\
                 2031-04-01,02:30,Europe/Oslo,A third ferry,,ships\n\
                 2031-04-01,03:30,Europe/Oslo,A third ferry,,ships\n";
    let site = site().file("in.csv", table);
    let outcome = import(&site, &["in.csv"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv -> 1 article, 2 events
      lines 3 and 4: "ships" is no topic or entity of the site; it is kept under `extra`
      line 4: it names no source, so nothing stands behind its event yet
      line 5: it says the same as line 4
      line 2: left out: it would be at fault: [BG0508] there is no 02:30 on 2031-03-30 in Europe/Oslo; clocks went forward past it: did you mean "03:30"?
      line 6: left out: it has the date and headline of line 4 and says something else: name it otherwise
    1 article, 2 events, 2 rows left out
    "#);
    checks(&site);
    let source = read(&site, outcome.stdout.lines().last().unwrap());
    assert!(source.contains("  - event: 2031-03-31-a-ferry-on-time\n") && !source.contains("gap"), "{source}");
}

/// What a table says twice, or never ends, is not lost.
#[test]
fn what_is_amiss_in_a_table_is_told_and_kept() {
    let table = "date,title,title,url,url\n\
                 2031-05-02,Strike,Streik,https://gazette.example/a,https://gazette.example/b\n\
                 2031-05-03,\"A 5\"\" pipe\",,,\n\
                 2031-05-04,A 6\" pipe,,,\n\
                 2031-05-05,\"An end,,https://gazette.example/c,\n\
                 2031-05-06,Lost,,,\n";
    let site = site().file("in.csv", table);
    let outcome = import(&site, &["in.csv"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv -> 2 articles, 3 events
      the column "title" is kept under `extra`
      lines 3 and 4: it names no source, so nothing stands behind its event yet
      line 5: left out: a quotation mark is never closed, and takes in all that follows; write it twice to mean it
    2 articles, 3 events, 1 row left out
    "#);
    assert!(read(&site, "content/events/2031/2031-05-02-strike.md").contains("\nextra:\n  title: Streik\n"));
    checks(&site);
    let site = site.file("in.csv", "date,title\n2031-05-02,Alone\n");
    assert!(import(&site, &["in.csv"], b"").stderr.starts_with("in.csv -> content/events/2031/2031-05-02-alone.md\n"));
    let site = site.file("in.csv", "date,title\n2031-06-02,One\n2031-06-03,Two\n");
    assert!(import(&site, &["in.csv"], b"").stderr.ends_with("\n2 events\n"));
}

/// However much a row repeats, two lines say it.
#[test]
fn an_event_that_repeats_others_is_told_once() {
    let titles = ["Ferry crews strike in Merrow", "Ferry crews on strike in Merrow", "Ferry crews in Merrow strike"];
    let rows = titles.map(|title| format!("2031-05-02,{title},https://gazette.example/strike\n"));
    let site = site().file("in.csv", &format!("date,title,url\n{}", rows.concat()));
    let outcome = import(&site, &["in.csv"], b"");
    assert_eq!(outcome.code, Some(0));
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv -> 1 article, 3 events
      lines 2 and 3: it repeats the event "2031-05-02-ferry-crews-in-merrow-strike": both have the date 2 May 2031; keep one if they are the same
      line 2: it may repeat 1 more: see briefgen suggest --drafts
    1 article, 3 events
    "#);
    checks(&site);
}

#[test]
fn timeline_json_is_the_same_table() {
    let json = r##"{
      "title": {"text": {"headline": "A timeline"}},
      "eras": [{"start_date": {"year": "2030"}, "end_date": {"year": 2032}, "text": {"headline": "The works"}}],
      "scale": "human",
      "events": [
        {"start_date": {"year": "2031", "month": "3", "day": "14", "hour": "14", "minute": "30"},
         "text": {"headline": "The halves <i>meet</i>", "text": "<p>Workers met.</p>"},
         "media": {"url": "https://gazette.example/2031/03/15/meet", "credit": "Jo", "caption": null},
         "group": "Tunnel", "background": {"color": "#fff"}, "unique_id": "x", "mood": "glad"},
        {"start_date": {"year": 2031, "month": "", "day": ""}, "text": {"headline": "", "text": "It opens. Many come."}},
        {"text": {"headline": "Undated"}},
        7
      ]
    }"##;
    let site = site().file("in.json", json);
    let outcome = import(&site, &["in.json"], b"");
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.json -> 1 article, 2 events
      slide 2: it names no source, so nothing stands behind its event yet
      slide 5: it is the title slide, "A timeline", and no event: a topic would hold it
      slide 6: it is an era, "The works": a span in the background and no event
      slides 3 and 4: left out: it has no date
    1 article, 2 events, 2 rows left out
    "#);
    insta::assert_snapshot!(outcome.stdout, @r"
    content/events/2031/2031-03-14-the-halves-meet.md
    content/events/2031/2031-it-opens.md
    content/articles/2031/2031-03-15-the-halves-meet.md
    ");
    checks(&site);
    let event = read(&site, "content/events/2031/2031-03-14-the-halves-meet.md");
    for line in ["time: 14:30\n", "summary: Workers met.\n", "  mood: glad\n", "  media_credit: Jo\n"] {
        assert!(event.contains(&format!("\n{line}")), "{line} in {event}");
    }
}

/// One chronology, as spreadsheets of several kinds write it.
#[test]
fn any_table_is_read_with_a_map() {
    let map = "day_first = true\n[columns]\ndate = \"Tag\"\ntitle = \"Was\"\nurl = [\"Quelle 1\", \"Quelle 2\"]\nplace = \"Ort\"\n";
    let rows = [
        ["Tag", "Was", "Ort", "Quelle 1", "Quelle 2", "Notiz"],
        [
            "03/04/2031",
            "Fähren; und \"mehr\"",
            "Merrow",
            "https://gazette.example/1",
            "https://gazette.example/2",
            "wichtig",
        ],
    ];
    let written = |separator: &str| -> String {
        let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
        rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(separator) + "\r\n").collect()
    };
    let utf_16: Vec<u8> = format!("\u{feff}{}", written("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = encoding_rs::WINDOWS_1252.encode(&written(";")).0.into_owned();
    let tables = [
        written(",").into_bytes(),
        format!("\u{feff}{}", written(";")).into_bytes(),
        format!("sep=|\r\n{}", written("|")).into_bytes(),
        format!("\n\n{}", written("\t")).into_bytes(),
        utf_16,
        latin,
    ];
    let mut made: Vec<String> = Vec::new();
    // A table is told by its name or by its titles.
    for (table, name) in tables.iter().flat_map(|table| ["in.csv", "in.txt", "-"].map(|name| (table, name))) {
        let site = site().file("map.toml", map);
        std::fs::write(site.root().join("in.csv"), table).unwrap();
        std::fs::write(site.root().join("in.txt"), table).unwrap();
        let outcome = import(&site, &["--dry-run", "--map", "map.toml", name], table);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("the column \"Notiz\" is kept under `extra`"), "{}", outcome.stderr);
        made.push(outcome.stdout);
    }
    assert!(made.iter().all(|text| *text == made[0]), "{made:#?}");
    for part in [
        "title: Fähren; und \"mehr\"\ndate: 2031-04-03 ",
        "place: merrow\n",
        "notiz: wichtig",
        "gazette.example/1",
        "gazette.example/2",
    ] {
        assert!(made[0].contains(part), "{part} in {}", made[0]);
    }
}

#[test]
fn a_table_that_is_none_is_refused_with_what_to_do() {
    let refused = |table: &str, map: &str| {
        let site = site().file("in.csv", table).file("map.toml", map);
        let outcome = import(&site, &["in.csv", "--map", "map.toml"], b"");
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
        outcome.stderr.lines().next().unwrap().to_owned()
    };
    insta::assert_snapshot!(refused("a,b\n1,2\n", ""), @r#"in.csv: refused: no column holds a date ("Date" or "Year"): "a, b"; name it in a file for --map"#);
    insta::assert_snapshot!(refused("date,b\n1,2\n", ""), @r#"in.csv: refused: no column holds a headline ("Headline" or "Title"): "date, b"; name it in a file for --map"#);
    insta::assert_snapshot!(refused("date,\"title\n2031,A\n", ""), @"in.csv: refused: line 1: a quotation mark is never closed, and takes in all that follows; write it twice to mean it");
    insta::assert_snapshot!(refused("date,title\n\n", ""), @"in.csv: refused: the table has titles and no rows");
    insta::assert_snapshot!(refused("date,title\n2031,A\n", "[columns]\nplace = \"Where\"\n"), @r#"in.csv: refused: the map names the column "Where", and the table has none of this title"#);
    let site = site().file("in.csv", "date,title\n1/2/2031,A\n");
    let outcome = import(&site, &["in.csv"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @r#"
    in.csv: nothing was made of it
      line 2: left out: "1/2/2031" may be either of two days: say `day_first = true` or `false` in a file for --map
    0 articles, 1 row left out; nothing was written
    "#);
}
