package io.github.spotaware.certs.plan;

/**
 * What this run has done that the cluster does not show.
 *
 * @param issued a serving certificate was made
 * @param served both webhooks were seen to serve the certificate that is stored, or had their time
 * @param promoted the next CA has become the current one
 */
public record Progress(boolean issued, boolean served, boolean promoted) {
  /** The start of a run. */
  public static final Progress NONE = new Progress(false, false, false);

  /** After a new serving certificate was stored: it is not served yet. */
  public Progress afterIssue() {
    return new Progress(true, false, promoted);
  }

  /** After the webhooks serve what is stored. */
  public Progress afterServed() {
    return new Progress(issued, true, promoted);
  }

  /** After the change of the CA is complete. */
  public Progress afterPromotion() {
    return new Progress(issued, served, true);
  }
}
