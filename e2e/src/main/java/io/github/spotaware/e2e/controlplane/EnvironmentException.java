package io.github.spotaware.e2e.controlplane;

/** The control plane or the playground could not do what was asked; the message is for people. */
public class EnvironmentException extends RuntimeException {

  /** With a message that says what failed and, where there is one, the next step. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** As above, with what lies behind it. */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
