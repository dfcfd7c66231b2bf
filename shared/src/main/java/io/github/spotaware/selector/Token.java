package io.github.spotaware.selector;

/**
 * A piece of a selector's text.
 *
 * @param position where it begins, counted from 1
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    WORD,
    EQUALS,
    NOT_EQUALS,
    NOT,
    OPEN,
    CLOSE,
    COMMA,
    COMPARISON,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** For messages. */
  String described() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
