package io.github.spotaware.port;

import java.util.concurrent.CompletionException;

/** A live read that ended without an answer, or with one that could not be understood. */
public final class ReadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ofProtected;

  public ReadFailed(String message) {
    super(message);
    ofProtected = false;
  }

  public ReadFailed(String message, Throwable cause) {
    this(message, cause, false);
  }

  private ReadFailed(String message, Throwable cause, boolean ofProtected) {
    super(message, cause);
    this.ofProtected = ofProtected;
  }

  /** The same failure, of which is known that it is about a pod of a protected Deployment. */
  public static ReadFailed ofProtected(Throwable failure) {
    return new ReadFailed(words(failure), failure, true);
  }

  /** Whether enough was read before to show that the pod is one of a protected Deployment. */
  public static boolean isOfProtected(Throwable failure) {
    return cause(failure) instanceof ReadFailed failed && failed.ofProtected;
  }

  /** The words for people of what a stage of reads failed with. */
  public static String words(Throwable failure) {
    Throwable cause = cause(failure);
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
