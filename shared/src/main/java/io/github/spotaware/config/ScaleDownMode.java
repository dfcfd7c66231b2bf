package io.github.spotaware.config;

/** When a surge is undone. */
public enum ScaleDownMode {
  /** After {@code scale-down-delay}. */
  DELAYED,
  /** As the old pod leaves, so that no third pod starts. */
  HANDOFF
}
