package io.github.spotaware.certs.pki;

/**
 * A certificate or key that can't be used. The message says what is wrong with it and never holds
 * key material.
 */
public final class CertificateProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public CertificateProblem(String message) {
    super(oneLine(message));
  }

  /** With what the parser reported. */
  public CertificateProblem(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** The names in a certificate may have any character. */
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
  }

  /** The message, which is always there. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
