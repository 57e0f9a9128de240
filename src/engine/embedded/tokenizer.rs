//! Reads slots as tantivy's tokens: the terms are made above the engine.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analysis::slots::{self, SlotTerms};

/// Gives the terms of a slot text.
#[derive(Clone, Default)]
pub(super) struct SlotTokenizer;

/// The terms of one slot text.
pub(super) struct SlotTokens<'a> {
    terms: SlotTerms<'a>,
    token: Token,
}

impl Tokenizer for SlotTokenizer {
    type TokenStream<'a> = SlotTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SlotTokens<'a> {
        SlotTokens { terms: slots::terms(text), token: Token::default() }
    }
}

impl TokenStream for SlotTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, term)) = self.terms.next() else { return false };
        self.token.position = position as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
