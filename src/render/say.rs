//! `t`, the function by which templates say what is in the language files: `{{ t(key="topics") }}`, and with values
//! `{{ t(key="events", count=3) }}`.
//!
//! In: the name of a message and its values. Out: text, which is escaped like any other. The result depends on nothing else,
//! so a template stays a function of its context and of the words of the site.

use tera::{Kwargs, State, TeraResult};

use crate::diagnostic::Code;
use crate::words::{Unsaid, Value, Values, Words};

/// The argument that names the message.
const KEY: &str = "key";
/// Stands between the code of a fault, what is wrong, and what to do about it: Tera has room for one text.
const BETWEEN: char = '\n';

/// The function, bound to the words of a site.
pub(super) fn function(words: Words) -> impl Fn(Kwargs, &State<'_>) -> TeraResult<String> + Send + Sync + 'static {
    move |arguments, _| {
        let name: &str = arguments.must_get(KEY)?;
        let others = arguments.iter().filter_map(|(key, value)| Some((key.as_str()?, value)));
        let values: Values<'_> = others.filter(|(key, _)| *key != KEY).map(|(key, v)| (key, value(v))).collect();
        words.try_say(name, &values).map_err(|unsaid| tera::Error::message(explained(name, unsaid)))
    }
}

/// A number decides between plurals; everything else is said as it is.
fn value(value: &tera::Value) -> Value<'_> {
    match (value.as_i64(), value.as_str()) {
        (Some(number), _) => number.into(),
        (None, Some(text)) => text.into(),
        (None, None) => value.to_string().into(),
    }
}

fn explained(name: &str, unsaid: Unsaid) -> String {
    let (code, what, hint) = match unsaid {
        Unsaid::Unknown(near) => (
            Code::UnknownMessage,
            format!("there is no message `{name}`"),
            near.map_or_else(
                || "add it to the theme's languages/en.ftl".to_owned(),
                |near| format!("did you mean \"{near}\"?"),
            ),
        ),
        Unsaid::Lacks(value) => (
            Code::MessageLacksValue,
            format!("the message `{name}` takes a value `{value}`, which it doesn't get"),
            format!("write t(key=\"{name}\", {value}=…)"),
        ),
        Unsaid::Broken => (
            Code::EndlessMessage,
            format!("the message `{name}` refers to too much"),
            "write out what it refers to".to_owned(),
        ),
    };
    format!("{code}{BETWEEN}{what}{BETWEEN}{hint}")
}

/// Why a message can't be said, from the text of an error of the function: the kind of fault, what is wrong, what to do.
pub(super) fn read(text: &str) -> Option<(Code, &str, &str)> {
    let (code, rest) = text.split_once(BETWEEN)?;
    let (what, hint) = rest.split_once(BETWEEN)?;
    Some((code.parse().ok()?, what, hint))
}
