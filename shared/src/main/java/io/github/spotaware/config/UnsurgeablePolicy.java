package io.github.spotaware.config;

/** What becomes of an eviction when the Deployment can't run two pods side by side. */
public enum UnsurgeablePolicy {
  /** It goes through. */
  ALLOW,
  /** It is refused. */
  DENY
}
