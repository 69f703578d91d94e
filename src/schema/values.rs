//! The values that front matter is made of, as schemas: texts, ids, dates, addresses.
//!
//! A schema here takes whatever `document` takes, and as little else as a regular expression can tell apart: what an
//! editor underlines must be wrong. One thing it is stricter in: words of a fixed set have no spaces around them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Makes a type whose schema stands where it is used, so that descriptions of fields stand beside it.
macro_rules! values {
    ($($(#[$doc:meta])* $name:ident = $schema:tt;)*) => {
        $(
            $(#[$doc])*
            pub(super) struct $name;

            impl JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )*
    };
}

values! {
    /// A text that isn't blank. A whole number is taken as its digits.
    Text = {"type": ["string", "integer"], "pattern": r"\S"};

    /// An id: lower case, no spaces or signs. What is a letter in other scripts is for `slug` to know.
    Slug = {"type": ["string", "integer"], "pattern": r#"^[^\sA-Z\-_.,:;/\\?#%&"'()<>][^\sA-Z.,:;/\\?#%&"'()<>]*$"#};

    /// An EDTF date, told from prose by its signs: the calendar is for `date` to know.
    Date = {
        "type": ["string", "integer"],
        "pattern": r"^[-+0-9XYESTZ?~%/.,:\[\]{} ]+$",
        "examples": ["2023-11-15", "2023-11", "2023-11-15~", "2024/2025"],
    };

    /// A time of day.
    Clock = {"type": "string", "pattern": r"^\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?\s*$", "examples": ["14:30"]};

    /// A zone of the IANA database.
    Zone = {"type": "string", "pattern": r"^\s*[A-Za-z0-9_+\-/]+\s*$", "examples": ["Asia/Seoul", "UTC"]};

    /// A web address.
    Address = {"type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?:"};

    /// A language tag, by its shape.
    Language = {"type": "string", "pattern": r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$", "examples": ["en", "ko", "ja"]};

    /// A country code of ISO 3166-1.
    Country = {"type": "string", "pattern": r"^\s*[A-Z]{2}\s*$", "examples": ["KR", "JP", "US"]};

    /// A host name.
    Host = {"type": "string", "pattern": r"^[^/: ]*\.[^/: ]*$", "examples": ["briefing.example.org"]};

    /// The value of a claim: a number or a text.
    Quantity = {"type": ["string", "number"], "pattern": r"\S"};

    /// Keys with values of any kind.
    Free = {"type": "object"};

    /// Names by language.
    Names = {
        "type": "object",
        "additionalProperties": {"type": ["string", "integer"], "pattern": r"\S"},
        "propertyNames": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"},
        "examples": [{"ko": "조태열"}],
    };
}
