package io.github.spotaware.certs.plan;

/** What went wrong, and what the person can do about it. Holds no key material. */
public final class CertsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String nextStep;

  /**
   * Both are for people.
   *
   * @param problem without a full stop
   * @param nextStep completes "next step: "
   */
  public CertsException(String problem, String nextStep) {
    super(problem);
    this.nextStep = nextStep;
  }

  /** What the person can do. */
  public String nextStep() {
    return nextStep;
  }
}
