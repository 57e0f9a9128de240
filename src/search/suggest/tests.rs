//! What is suggested from a small library, by each way of typing.

