package io.github.spotaware.port;

import java.util.concurrent.CompletionException;

/** A live read that ended without an answer, or with one that could not be understood. */
public final class ReadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReadFailed(String message) {
    super(message);
  }

  public ReadFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** The words for people of what a stage of reads failed with. */
  public static String words(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
