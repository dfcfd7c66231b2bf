package io.github.spotaware.webhook.admission;

/** A stranger's text. */
final class Text {
  private static final int SHOWN = 200;

  private Text() {}

  /** As it may stand in an answer or a log: short, and without line breaks. */
  static String oneLine(String text) {
    String shown =
        text.codePointCount(0, text.length()) > SHOWN
            ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…"
            : text;
    return shown.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
  }
}
