package io.github.spotaware.selector;

import io.github.spotaware.selector.Token.Kind;

/** Cuts a selector's text into tokens, from left to right. */
final class SelectorLexer {
  private static final String WHITE_SPACE = " \t\r\n";
  private static final String SPECIAL = "=!(),<>";

  private final String text;
  private int at;

  SelectorLexer(String text) {
    this.text = text;
  }

  /** The next token; {@code END} for ever once the text is used up. */
  Token next() {
    while (at < text.length() && WHITE_SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "", at + 1);
    }
    return switch (text.charAt(at)) {
      case '=' -> token(Kind.EQUALS, followedByEquals() ? 2 : 1);
      case '!' -> followedByEquals() ? token(Kind.NOT_EQUALS, 2) : token(Kind.NOT, 1);
      case '(' -> token(Kind.OPEN, 1);
      case ')' -> token(Kind.CLOSE, 1);
      case ',' -> token(Kind.COMMA, 1);
      case '<', '>' -> token(Kind.COMPARISON, 1);
      default -> token(Kind.WORD, wordLength());
    };
  }

  private boolean followedByEquals() {
    return at + 1 < text.length() && text.charAt(at + 1) == '=';
  }

  private int wordLength() {
    int end = at;
    while (end < text.length()
        && WHITE_SPACE.indexOf(text.charAt(end)) < 0
        && SPECIAL.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end - at;
  }

  private Token token(Kind kind, int length) {
    int from = at;
    at += length;
    return new Token(kind, text.substring(from, at), from + 1);
  }
}
