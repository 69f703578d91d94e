//! What is pasted over an article is told from its headline: words of pictures, ways to elsewhere, names of sites.
//!
//! The texts are made up: no place, person or paper in them exists.

use briefgen::import::clipping::from_text;

const ENGLISH: &str = "\
The mayor of Port City opened its new harbour on Tuesday, three years after work began on the other side of the bay.

\"This is a good day for everybody who lives from the sea,\" she said, before a fishing boat passed the new pier.
";

const KOREAN: &str = "\
항구시가 12일 새 항구의 문을 열었다고 밝혔다. 공사를 시작한 지 3년 만이다.

시장은 \"바다에서 일하는 모든 이에게 좋은 날\"이라며 첫 배를 맞았다.
";

const JAPANESE: &str = "\
港町の市長は12日、新しい港の開港を宣言した。着工から三年がたっていた。

市長は「海で働くすべての人にとって良い日だ」と述べ、最初の船を迎えた。
";

const CHINESE: &str = "\
港城市长12日宣布新港正式启用，工程历时三年完成。

市长说，对所有靠海为生的人来说，这是美好的一天。随后，首艘船只驶入新港。
";

#[test]
fn the_headline_is_told_from_what_stands_around_it() {
    let cases = [
        (
            "A fishing boat passes the new pier of the harbour\n\n= Mayor opens it\n12 March 2024 · 3 min read\n\n",
            ENGLISH,
        ),
        (
            "The new harbour, seen from the old lighthouse\n\n= Three years of work are over\nBy Ada Berg\nMarch 12, 2024\n\n",
            ENGLISH,
        ),
        (
            "Coast\n= A day for the sea: work is over\nBy Ada Berg\nMarch 12, 2024\nShare\nA boat passes the new harbour of Port City\n\n",
            ENGLISH,
        ),
        ("Weather today: sun\nMarch 12, 2024\n= Mayor opens harbour after three years\n\n", ENGLISH),
        ("Home > News > Port City and the coast\n= Mayor opens harbour after three years\n\n", ENGLISH),
        ("Lund Gazette\nNews from the coast every day\n= Mayor opens harbour after three years\n\n", ENGLISH),
        ("= Mayor opens harbour\n\nA crane lifts the last stone of the pier\n\n", ENGLISH),
        (
            "항구시 새 항구에 들어오는 첫 배의 모습\n= 항구시, 3년 공사 끝에 개장\n홍길동 기자\n2024.03.12 08:15\n\n",
            KOREAN,
        ),
        (
            "ニュース > 社会 > 港町\n新しい港に入る最初の船と市民\n= 港町の港、着工から三年で開港\n2024年3月12日 8時15分\n\n",
            JAPANESE,
        ),
        (
            "首页 > 新闻 > 港城 > 正文\n新港首艘船只驶入港城新港码头\n= 港城新港启用 历时三年\n2024-03-12 08:15 来源：港城日报\n\n",
            CHINESE,
        ),
    ];
    for (over, article) in cases {
        let headline = over.lines().find_map(|line| line.strip_prefix("= "));
        let clipping = from_text(&format!("{}{article}", over.replace("= ", "")));
        assert_eq!(clipping.title.as_deref(), headline, "{over}");
        assert_eq!(clipping.body.replace('\\', ""), article.trim(), "{over}");
    }
}

#[test]
fn a_name_beside_the_date_is_the_authors() {
    let authors = |over: &str| from_text(&format!("Mayor opens harbour\n\n{over}\n\n{ENGLISH}")).authors.join("; ");
    assert_eq!(authors("Ada Berg\nTuesday 12 March 2024 08.15 GMT"), "Ada Berg");
    assert_eq!(authors("12 March 2024\nAda Berg"), "Ada Berg");
    assert_eq!(authors("Ada Berg"), "");
    assert_eq!(authors("Read More\n12 March 2024"), "");
}
