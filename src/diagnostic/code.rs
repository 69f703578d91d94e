//! Which kinds of fault there are, each with a code that stays the same when its words change.
//!
//! In: nothing. Out: [`Code`]. A code stands for one cause with one remedy, whatever the message says at the place. The
//! hundreds are areas of the site. Numbers are never given a second time: a kind of fault that is gone leaves a gap.
//! Deliberately absent: what a code means at length (see `manual`).

use std::fmt;
use std::str::FromStr;

use super::Severity;

/// Makes the type of all codes from one table: name, number, how bad it is.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $severity:ident;)*) => {
        /// A kind of fault. Written `BG` and four digits: `BG0301`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name = $number,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// How bad a fault of this kind is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    // Files and folders.

    /// `site.toml` is a folder, or `content` or `themes` a file.
    NotWhatASiteHas = 101, Error;
    /// The system refuses to have a file or folder read.
    Unreadable = 102, Error;
    /// A text file is larger than what is read.
    TooLarge = 103, Error;
    /// A text file is in another encoding.
    NotUtf8 = 104, Error;
    /// The site has more files than what is read.
    TooManyFiles = 105, Error;
    /// A name that can be no part of an address.
    UnfitName = 106, Error;
    /// A symlink leads nowhere.
    BrokenSymlink = 107, Error;
    /// A symlink leaves the site's folder.
    SymlinkOutside = 108, Error;
    /// A symlink leads to a hidden file.
    SymlinkToHidden = 109, Error;
    /// A symlink leads to a private clipping.
    SymlinkToClipping = 110, Error;
    /// A symlink leads to a folder that holds it.
    SymlinkCircle = 111, Error;
    /// A fifo, a socket or a device.
    NotAPlainFile = 112, Error;
    /// Two names that differ only in their encoding.
    NamesAlike = 113, Error;
    /// Two names that differ only by case.
    NamesDifferByCase = 114, Warning;
    /// A Markdown file outside the content folders.
    Misplaced = 115, Error;

    // Front matter and TOML as syntax.

    /// A content file without any text.
    EmptyFile = 201, Error;
    /// A content file that doesn't begin with a front matter.
    NoFrontMatter = 202, Error;
    /// A front matter without its last line.
    UnclosedFrontMatter = 203, Error;
    /// A front matter larger than what is read.
    FrontMatterTooLarge = 204, Error;
    /// A front matter that YAML can't read.
    InvalidYaml = 205, Error;
    /// A front matter or file that TOML can't read.
    InvalidToml = 206, Error;

    // Keys and values.

    /// A key that means nothing where it stands.
    UnknownKey = 301, Error;
    /// A key that stands twice in one mapping.
    DuplicateKey = 302, Error;
    /// A key that can't be left out.
    MissingKey = 303, Error;
    /// A value of another type than the key has.
    WrongType = 304, Error;
    /// A number that is too small or too large.
    OutOfRange = 305, Error;
    /// A key without a value.
    EmptyValue = 306, Error;
    /// A word that is none of the key's.
    UnknownWord = 307, Error;
    /// One id twice in one list.
    DuplicateItem = 308, Error;
    /// A text that is no tag of BCP 47.
    InvalidLanguage = 309, Error;
    /// A text that is no code of ISO 3166-1.
    InvalidCountry = 310, Error;
    /// `rights: full` without a licence.
    FullWithoutLicense = 311, Error;
    /// A note or a date of a status that isn't there.
    DetailsOfNoStatus = 312, Error;

    // Ids and what they lead to.

    /// A text that can be no id.
    InvalidId = 401, Error;
    /// A file whose name can be no id.
    NameGivesNoId = 402, Error;
    /// An id that two files of a kind have.
    DuplicateId = 403, Error;
    /// An id that nothing has.
    UnknownId = 404, Error;
    /// A reference to what is left out.
    ReferenceToDraft = 405, Error;
    /// A place that is nearly the id of an entity.
    PlaceNearlyAnEntity = 406, Warning;
    /// A name that more than one entity has.
    SharedName = 407, Warning;

    // Dates and times.

    /// A text that is no date.
    InvalidDate = 501, Error;
    /// An end before its beginning.
    EndsBeforeItBegins = 502, Error;
    /// A status older than its article.
    StatusBeforeArticle = 503, Error;
    /// A text that is no time of day.
    InvalidTime = 504, Error;
    /// A name that no time zone has.
    UnknownTimeZone = 505, Error;
    /// A zone of no time.
    ZoneWithoutTime = 506, Error;
    /// A time of day beside a date that is more than a day.
    TimeWithoutDay = 507, Error;
    /// A time of day that clocks went past.
    SkippedTime = 508, Error;

    // Events.

    /// An event twice in one article.
    EventListedTwice = 601, Error;
    /// An entry that both names an event and declares one.
    EventNamedAndDeclared = 602, Error;
    /// An entry that neither names an event nor declares one.
    EventWithoutId = 603, Error;
    /// An event to which no account gives a title or a date.
    IncompleteEvent = 604, Error;
    /// A report older than what it reports.
    ReportedBefore = 605, Error;
    /// An announcement of what is past.
    AnnouncedAfter = 606, Advice;
    /// Accounts of an event that contradict each other.
    AccountsDiffer = 607, Advice;
    /// A property that is settled twice.
    ResolvedTwice = 608, Error;
    /// A settled value that no account gives.
    ResolvedByNobody = 609, Error;
    /// An event that no article reports.
    UnreportedEvent = 610, Advice;

    // Sources and origins.

    /// A source that is neither original nor derived.
    SourceOfNothing = 701, Error;
    /// A parent that is a publisher and an article.
    ParentIsBoth = 702, Error;
    /// A parent that is neither a publisher nor an article.
    ParentIsNeither = 703, Error;
    /// A derivation of an article outside its file.
    DerivationElsewhere = 704, Error;
    /// Articles that are derived from each other.
    DerivationCircle = 705, Error;
    /// Publishers that own each other.
    OwnershipCircle = 706, Error;
    /// More events with one origin than the site allows.
    ManySingleOrigins = 707, Warning;
    /// An article that rests on one that no longer stands as it was.
    RestsOnWithdrawn = 708, Advice;

    // Claims and quotations.

    /// A property twice in the claims of one account.
    ClaimedTwice = 801, Error;
    /// A claim of what is a field of the event.
    ClaimOfField = 802, Error;
    /// A quotation of nobody.
    QuotationWithoutSource = 803, Error;
    /// A quotation that isn't in the article's text.
    QuotationNotFound = 804, Error;
    /// A quotation longer than what may be published.
    QuotationTooLong = 805, Error;

    // Links and addresses.

    /// A text that is no web address.
    InvalidAddress = 901, Error;
    /// An address with a scheme that isn't published.
    ForbiddenScheme = 902, Error;
    /// A link without an address.
    EmptyLink = 903, Error;
    /// A link that is neither a path nor an address.
    InvalidLink = 904, Error;
    /// More links in one file than what is read.
    TooManyLinks = 905, Error;
    /// A picture on another site.
    RemotePicture = 906, Warning;
    /// A path that leads out of the content.
    LinkOutside = 907, Error;
    /// A path that leads to no file.
    DeadLink = 908, Error;
    /// An address that two files would have.
    AddressTaken = 909, Error;
    /// An address that the site itself has.
    AddressReserved = 910, Error;
    /// An old path that can't lead here.
    InvalidOldPath = 911, Error;
    /// A link to an anchor that its page doesn't have.
    DeadAnchor = 912, Advice;
    /// A picture without a text for those who don't see it.
    PictureWithoutDescription = 913, Advice;
    /// A link to a page elsewhere that has another address now.
    MovedElsewhere = 914, Advice;
    /// A link to a page elsewhere that is gone.
    DeadElsewhere = 915, Warning;
    /// A source that is gone, of which an archive has a copy.
    DeadButArchived = 916, Advice;

    // The site as a whole.

    /// No `site.toml`.
    NoConfiguration = 1001, Error;
    /// A `base_url` that no site can have.
    InvalidBaseUrl = 1002, Error;
    /// A `cname` that is no host.
    InvalidHost = 1003, Error;
    /// An entity that nothing uses.
    UnusedEntity = 1004, Advice;
    /// A publisher that nothing uses.
    UnusedPublisher = 1005, Advice;
    /// An article of no topic.
    ArticleWithoutTopic = 1006, Advice;
    /// A text of a card that no font has.
    NoFont = 1007, Advice;

    // Themes.

    /// A theme that isn't there.
    UnknownTheme = 1101, Error;
    /// Themes that extend each other.
    ThemeCircle = 1102, Error;
    /// A theme for another version of contexts.
    OtherThemeApi = 1103, Error;
    /// An option that a theme declares only in part.
    IncompleteOption = 1104, Error;
    /// An option that the theme doesn't have.
    UnknownOption = 1105, Error;
    /// A value of another type than the option has.
    WrongOption = 1106, Error;
    /// A theme without a template that every site needs.
    MissingTemplate = 1107, Error;
    /// A template that Tera can't read.
    InvalidTemplate = 1108, Error;
    /// A template that isn't there, and that another one builds on.
    UnknownTemplate = 1109, Error;
    /// A filter, test, function or component that isn't there.
    UnknownInTemplate = 1110, Error;
    /// Templates that extend or include each other.
    TemplateCircle = 1111, Error;
    /// A template that fails on a page.
    TemplateFails = 1112, Error;

    // Words of the interface.

    /// A language file that Fluent can't read.
    InvalidLanguageFile = 1201, Error;
    /// A message that stands in a language file twice.
    MessageTwice = 1202, Error;
    /// A message with a value that it doesn't get, or one that refers to what isn't there.
    UnknownInMessage = 1203, Error;
    /// A message that refers to itself, or to too much.
    EndlessMessage = 1204, Error;
    /// A message that a template says and no language file has.
    UnknownMessage = 1205, Error;
    /// A message that a template doesn't give what it takes.
    MessageLacksValue = 1206, Error;
    /// A language in which no theme has words.
    NoWords = 1207, Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BG{:04}", *self as u16)
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads a code as it is shown, in capitals or not.
    fn from_str(written: &str) -> Result<Self, UnknownCode> {
        let is_it = |code: &&Self| code.to_string().eq_ignore_ascii_case(written);
        Self::ALL.iter().find(is_it).copied().ok_or(UnknownCode)
    }
}

/// A text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no fault has this code")
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_stand_by_number_and_are_read_as_they_are_shown() {
        assert!(Code::ALL.is_sorted_by(|a, b| (*a as u16) < (*b as u16)));
        for code in Code::ALL {
            assert_eq!(code.to_string().to_lowercase().parse(), Ok(*code));
        }
        assert!("BG301".parse::<Code>().is_err() && "".parse::<Code>().is_err());
    }
}
