//! Words that tell names: titles that stand beside them, and words that only look like names. Data, and nothing else.
//!
//! English titles come before a name, Korean ones after it with a space, Japanese ones right after it. The lists hold
//! what reports on politics use; a title that is missing costs a suggestion, not a fault. They are set as text is, not
//! one a line.

/// English titles and functions before a name, in lower case.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "adviser", "advisor", "admiral", "ambassador", "analyst", "captain", "chairman", "chairwoman", "chancellor",
    "chief", "colonel", "commander", "commissioner", "congressman", "congresswoman", "dame", "director", "doctor",
    "dr", "emperor", "envoy", "gen", "general", "gov", "governor", "judge", "justice", "king", "lady", "leader",
    "lord", "major", "mayor", "minister", "miss", "mr", "mrs", "ms", "officer", "premier", "president", "prince",
    "princess", "prof", "professor", "queen", "rep", "representative", "secretary", "sen", "senator", "sergeant",
    "sir", "speaker", "spokesman", "spokesperson", "spokeswoman", "sultan",
];

/// What stands before a title and belongs to it, in lower case.
#[rustfmt::skip]
pub(super) const TITLE_MODIFIERS: &[&str] = &[
    "acting", "assistant", "defence", "defense", "deputy", "economy", "education", "energy", "executive", "finance",
    "first", "foreign", "former", "harbour", "health", "interior", "justice", "labour", "national", "permanent",
    "press", "prime", "security", "special", "state", "trade", "transport", "unification", "vice",
];

/// Last words of names of organisations, in lower case.
#[rustfmt::skip]
pub(super) const ORGANIZATIONS: &[&str] = &[
    "academy", "administration", "agency", "alliance", "army", "assembly", "association", "authority", "bank",
    "board", "bureau", "cabinet", "center", "centre", "chamber", "club", "coalition", "commission", "committee",
    "company", "congress", "corporation", "council", "court", "department", "embassy", "directorate", "force",
    "forces", "forum", "foundation", "fund", "government", "group", "guard", "house", "institute", "league",
    "ministry", "navy", "office", "organisation", "organization", "parliament", "party", "police", "press",
    "secretariat", "senate", "service", "society", "trust", "union", "university",
];

/// First words of names of places that go on with "of", in lower case.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "bay", "cape", "gulf", "isle", "kingdom", "lake", "port", "province", "republic", "sea", "strait",
];

/// Lower-case words that stand inside names.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "ibn", "la", "le", "ter", "van", "von",
];

/// Lower-case words that stand inside names of organisations and places only: `Ministry of Defence`, but `Ada of Port
/// City`.
#[rustfmt::skip]
pub(super) const JOINING: &[&str] = &[
    "for", "of", "the",
];

/// Names of days and months, in lower case: they are written like names.
#[rustfmt::skip]
pub(super) const CALENDAR: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// English words that hold a sentence together, in lower case: they begin sentences, and two texts may well share them.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "according", "after", "again", "against", "all", "also", "although", "among", "an", "and",
    "another", "any", "are", "as", "at", "be", "because", "been", "before", "both", "but", "by", "despite",
    "during", "each", "earlier", "every", "few", "for", "from", "has", "have", "he", "her", "here", "his", "how",
    "however", "i", "if", "in", "into", "is", "it", "its", "last", "later", "many", "meanwhile", "more", "most",
    "much", "next", "no", "nor", "not", "now", "of", "on", "one", "only", "or", "other", "our", "over", "she",
    "since", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "three", "through", "to", "today", "tomorrow", "two", "under", "until", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "whose", "why", "will", "with", "without", "would", "yesterday",
    "yet", "you",
];

/// Korean titles after a name, longest first where one ends in another.
#[rustfmt::skip]
pub(super) const KOREAN_TITLES: &[&str] = &[
    "국가안보보좌관", "부총리", "부통령", "대통령", "국무총리", "총리", "국무장관", "국방장관", "외교장관",
    "외무장관", "통일장관", "외무상", "방위상", "외교부장", "장관", "차관보", "차관", "부위원장", "위원장",
    "국무위원", "의원", "의장", "대사", "대변인", "대표", "총재", "총장", "보좌관", "실장", "시장", "도지사",
    "지사", "회장", "사장", "국장", "교수", "주석", "총서기", "특사", "씨",
];

/// Particles after a Korean title, longest first.
#[rustfmt::skip]
pub(super) const KOREAN_PARTICLES: &[&str] = &[
    "에게서", "으로부터", "이라고", "에게", "에서", "까지", "부터", "께서", "으로", "라고", "이나", "만이", "은",
    "는", "이", "가", "을", "를", "의", "에", "과", "와", "도", "로", "만", "나",
];

/// Endings of Korean words for the body that a title belongs to: the name stands before that.
#[rustfmt::skip]
pub(super) const KOREAN_BODIES: &[&str] = &[
    "부", "처", "청", "원", "실", "국", "위원회", "당", "시", "도",
];

/// Korean words before a title that are no names.
#[rustfmt::skip]
pub(super) const KOREAN_OTHERS: &[&str] = &[
    "미국", "한국", "일본", "중국", "러시아", "북한", "남한", "영국", "프랑스", "독일", "우크라이나", "대만",
    "이란", "신임", "현직", "전직", "당시", "양국", "각국", "차기", "같은", "이들", "외교", "국방", "통일", "재무",
    "법무", "교육", "국가", "부처", "주한", "주미", "주일", "주중", "새로운", "이번", "관계", "한미일", "삼국",
    "총괄", "수석", "공동", "유엔", "사무",
];

/// Japanese titles right after a name, longest first where one ends in another.
#[rustfmt::skip]
pub(super) const JAPANESE_TITLES: &[&str] = &[
    "国家安全保障局長", "国家安保室長", "官房長官", "国務長官", "国防長官", "外務大臣", "防衛大臣", "総理大臣",
    "副大統領", "大統領", "副首相", "首相", "総書記", "国家主席", "主席", "外相", "防衛相", "国防相", "財務相",
    "経産相", "大臣", "長官", "外交部長", "報道官", "補佐官", "委員長", "事務総長", "議長", "議員", "知事", "市長",
    "大使", "次官", "局長", "会長", "社長", "教授", "さん", "氏",
];

/// Chinese characters before a Japanese title that are no names.
#[rustfmt::skip]
pub(super) const JAPANESE_OTHERS: &[&str] = &[
    "米国", "韓国", "日本", "中国", "英国", "北朝鮮", "台湾", "ロシア", "ウクライナ", "アメリカ", "フランス",
    "ドイツ", "同国", "両国", "各国", "日米韓", "日韓", "前任", "新任", "現職", "当時", "歴代", "次期", "国連",
    "外務", "事務", "党首", "国務", "国防",
];
