package io.github.spotaware.certs.plan;

/** Where the private keys of CAs are kept. A write is complete or did not happen. */
public interface AuthorityStore {

  /** What is kept. */
  Held load();

  /** Keeps exactly this, in the place of what {@link #load} returned last. */
  void save(Held held);

  /** Where it is, for people. */
  String place();
}
