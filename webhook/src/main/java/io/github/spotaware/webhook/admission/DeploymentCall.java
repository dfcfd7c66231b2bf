package io.github.spotaware.webhook.admission;

import io.github.spotaware.validation.DeploymentChange;

/**
 * One CREATE or UPDATE of a Deployment, as the API server asks about it. A dry run is asked about
 * and answered in the same way.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param change its names are real ones, which may become parts of URLs
 * @param user who changes it; empty when the API server doesn't say
 */
public record DeploymentCall(String reviewUid, DeploymentChange change, String user)
    implements Reading {

  /** Checks the UID of the review. */
  public DeploymentCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
  }
}
