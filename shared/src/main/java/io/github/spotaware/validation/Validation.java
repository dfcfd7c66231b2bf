package io.github.spotaware.validation;

import io.github.spotaware.config.InvalidValue;
import java.util.List;

/** What comes of validating a change. */
public sealed interface Validation {
  /** It is not protected after the change, or is being deleted: there is nothing to say. */
  record Ignored() implements Validation {}

  /**
   * It must not be persisted like this.
   *
   * @param invalid what has to be corrected; each key is the path of a field
   */
  record Rejected(List<InvalidValue> invalid) implements Validation {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if nothing is invalid
     */
    public Rejected {
      invalid = List.copyOf(invalid);
      if (invalid.isEmpty()) {
        throw new IllegalArgumentException("nothing is invalid");
      }
    }
  }

  /** It may be persisted; {@link DeploymentValidation#warnings} go along. */
  record Accepted() implements Validation {}
}
