package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.Identity;
import java.util.Optional;

/**
 * The CAs whose private keys we have.
 *
 * @param current the one that signs
 * @param next the one that takes over, while the CA is changed
 */
public record Held(Optional<Identity> current, Optional<Identity> next) {
  /** No key at all. */
  public static final Held NOTHING = new Held(Optional.empty(), Optional.empty());

  /** With this CA as the one that signs. */
  public Held withCurrent(Identity authority) {
    return new Held(Optional.of(authority), next);
  }

  /** With this CA as the one that takes over. */
  public Held withNext(Identity authority) {
    return new Held(current, Optional.of(authority));
  }

  /** With the next one in the place of the current one. */
  public Held promoted() {
    return new Held(next, Optional.empty());
  }
}
