//! The text of HTML that is too much for a tree.
//!
//! In: HTML. Out: its text, a line for each block, without scripts and styles. Deliberately absent: elements; what parsing them
//! would cost is why it is read like this.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::BLOCKS;

/// The text of HTML that isn't taken apart into elements: a line for each block, without scripts and styles.
pub(in super::super) fn text_of_tags(html: &str) -> String {
    let tokenizer = Tokenizer::new(Lines::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

#[derive(Default)]
struct Lines {
    text: RefCell<String>,
    /// The element whose text isn't seen, while it is open.
    unseen: RefCell<Option<String>>,
}

impl TokenSink for Lines {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if self.unseen.borrow().is_none() => self.text.borrow_mut().push_str(&text),
            Token::TagToken(tag) => {
                let name = &*tag.name;
                if BLOCKS.contains(&name) || ["br", "td", "th"].contains(&name) {
                    self.text.borrow_mut().push_str("\n\n");
                }
                let is_end_of_unseen = self.unseen.borrow().as_deref() == Some(name);
                if tag.kind == TagKind::EndTag && is_end_of_unseen {
                    self.unseen.take();
                } else if tag.kind == TagKind::StartTag && ["script", "style"].contains(&name) {
                    self.unseen.replace(Some(name.to_owned()));
                    return TokenSinkResult::RawData(RawKind::ScriptData);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
