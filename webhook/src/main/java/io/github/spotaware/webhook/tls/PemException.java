package io.github.spotaware.webhook.tls;

/**
 * A certificate or key that can't be served. The message names the file, what is wrong with it and,
 * where it helps, what is expected; it never holds key material.
 */
public final class PemException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A problem that was found by looking at the content. */
  public PemException(String message) {
    super(oneLine(message));
  }

  /** A problem that a parser or the file system reported. */
  public PemException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** Parsers quote what they found. */
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
  }
}
